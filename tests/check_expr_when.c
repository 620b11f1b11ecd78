/* SPDX-License-Identifier: MIT */
/* Expressions: what they mean, every mistake at its place, limits. */
#include "check_expr_fixture.h"

static stet_code compile(const char *text, const stet_expr **ret_expr)
{
    stet_data at = scalar(text);
    return stet__expr_compile(&arena, &scope, at.text, &at, problems, ret_expr);
}

static int test(const char *text)
{
    const stet_expr *expr = NULL;
    int yes = -1;
    if (compile(text, &expr) != STET_OK)
        assert_problems(text, "");
    ck_assert_int_eq(stet__expr_test(f.pub, expr, &yes), STET_OK);
    return yes;
}

/* ---- meaning ---------------------------------------------------------------- */

static const char *const true_rows[] = {
    "true",
    "not false",
    "not not true",
    "not not not false",
    "words > 20 and language != \"de\"",
    "false or true",
    "false or false or true",
    "true or false and false", /* and binds closer */
    "not (true and false)",
    "not false == true", /* not binds looser than == */
    "words == 320",
    "words >= 320 and words <= 320",
    "words != 321",
    "words > -1 and words < 320.5",
    "words",
    "320 == words",
    "language == \"de-at\"",
    "language in [\"fr\", \"de\"]",
    "language in [\"de-AT\"]",
    "language not in [\"d\", \"de-ATX\", \"en\"]",
    "genre == 'opinion'",
    "genre in [\"news\", \"opinion\"]",
    "genre not in []",
    "genre not in [\"Opinion\"]",
    "contains(headline, \"vital\")",
    "contains(headline, \"\")",
    "starts_with(headline, \"\xc3\x89lan\")",
    "ends_with(headline, \"?\")",
    "starts_with(lower(headline), \"\xc3\xa9lan vital & the stra\xc3\x9f\")",
    "words(headline) == 6",
    "words(kicker) == 0",

    /* null */
    "kicker == null",
    "null == kicker and null == null",
    "kicker != \"x\"",
    "headline != null",
    "kicker == byline",
    "not has(kicker) and has(headline)",
    "has(authors) and not has(contributors)",
    "has(origin.url) and not has(origin.email)",
    "not (embargo > 2020-01-01) and not (embargo < 2020-01-01)",
    "not (kicker in [null])",
    "lower(kicker) == null and domain(url) == null",
    "days_since(embargo) == null",
    "not contains(kicker, \"\")",

    /* dates */
    "published == 2025-03-14",
    "published == 2025-03",
    "published == \"14 March 2025\"",
    "published >= 2025 and published < 2026",
    "published > 2025-02",
    "not (published > 2025-03)",
    "published >= vars.day",
    "published < updated",
    "updated == 2025-03-15T08:30Z",
    "updated == 2025-03-15T09:30",
    "updated > 2025-03-15T08:29:59Z and updated < 2025-03-15T08:30:01Z",
    "created == published or created < published",
    "now > published",
    "now == 2025-03-16T00:00:00Z",
    "days_since(published) == 2",
    "days_since(updated) == 0",
    "days_since(2025-03-17) == -1",
    "published in [2025-03-13, 2025-03-14]",

    /* units */
    "reading_time == 90s and reading_time < 2m",
    "reading_time == 1.5m",
    "reading_time == 90",
    "reading_time < vars.wait",
    "1KiB == 1024B and 1MB == 1000kB and 1w == 7d and 250ms < 1s",

    /* parts */
    "publisher == vars.site.name",
    "authors == \"Ann Lee\"",
    "authors[1] == \"Bo Ek\"",
    "authors[1].name == 'Bo Ek'",
    "authors[9] == null and authors[9].name == null",
    "authors[0].email == \"ann@example.org\"",
    "authors.role == \"editor\"", /* of the first that has one */
    "authors[\"editor\"][0] == \"Bo Ek\"",
    "authors in [\"Ann Lee\"]",
    "\"Cy Fox\" in authors",
    "\"Dee\" not in authors",
    "\"Trade\" in subjects and \"Oil\" in subjects",
    "subjects[\"region\"] == \"Europe\"",
    "subjects[\"region\"][0].axis == \"region\"",
    "subjects[\"nothing\"] == null",
    "authors.source == \"test\" and authors[\"editor\"].source == null",
    "subjects[2] == \"Oil\"",
    "any(subjects, it.axis == \"region\" and it == \"Europe\")",
    "not any(subjects, it.axis == \"region\" and it == \"Trade\")",
    "not any(contributors, true)",
    "any(authors, ends_with(it, \"Fox\"))",
    "\"Photo: Bo\" in image_credits",
    "image_credits[1] == \"Photo: Bo\"",
    "any(image_credits, contains(it, \"Bo\"))",
    "any([1, 2, 3], it > 2)",
    "origin.url == \"https://www.Tidewater.example/a\"",
    "domain(origin.url) == \"tidewater.example\"",
    "headline.source == \"test\" and headline.confidence == 3",

    /* variables */
    "words > vars.min",
    "vars.on",
    "vars.min",
    "vars.tags[1] == \"Oil\"",
    "\"Trade\" in vars.tags",
    "any(vars.tags, it == \"Oil\")",
    "any(subjects, it in vars.tags)",
    "vars[\"site\"].name == \"Example Herald\"",
    "has(vars.min) and not has(vars.nope) and not has(vars.empty)",
    "vars.site.url == \"https://example.org\"",

    /* the run */
    "steps.rights.status == \"ok\"",
    "steps.late_one.status == \"skip\"",
    "steps.rights.changed and not steps.late_one.changed",
    "steps.rights.changes == 2",
    "steps.rights.findings.total == 3 and steps.rights.findings == 3",
    "steps.rights.findings.info == 1 and steps.rights.findings.medium == 1",
    "steps.rights.findings.errors == 1 and steps.rights.findings.high == 1",
    "steps.rights.findings.errors",
    "not steps.late_one.findings.total",
    "findings.total == 0 and not findings.critical",
    "name == \"test\"",

    /* kinds */
    "count(\"paragraph\") == 2",
    "count(\"headline\") == 1",
    "count(\"subjects\") == 2",
    "count(\"disclaimer.opinion\") == 1",
    "count(\"disclaimer.*\") == 1 and count(\"legal.*\") == 0",
    "notice(\"disclaimer.opinion\") == \"Views are those of the author.\"",
    "has(notice(\"disclaimer.*\")) and not has(notice(\"paywall\"))",
    "starts_with(notice(\"disclaimer.*\"), \"Views\")",

    /* writing */
    "  words\t>\n20  ",
    "(((words))) > ((20))",
    "\"a\\\"b\\\\c\\n\\t\" == 'a\"b\\\\c\\n\\t'",
};

START_TEST(expression_holds)
{
    const char *text = true_rows[_i];
    ck_assert_msg(test(text) == 1, "%s", text);
}
END_TEST

/* Its negation must be false: a test that answers 1 for everything would pass above. */
START_TEST(negated_expression_does_not_hold)
{
    char text[512];
    snprintf(text, sizeof text, "not (%s)", true_rows[_i]);
    ck_assert_msg(test(text) == 0, "%s", text);
}
END_TEST

static const char *const false_rows[] = {
    "kicker == \"x\"",
    "kicker == \"\"",
    "embargo < 2999-01-01",
    "embargo >= 1900",
    "embargo <= 2999-01-01",
    "contains(headline, kicker)",
    "ends_with(headline, kicker)",
    "kicker in [\"x\"]",
    "days_since(embargo) > 0",
    "starts_with(kicker, \"\")",
    "words > 320",
    "headline == \"headline\"",
    "language == \"de\"",
    "published > 2025-03-14",
    "published < 2025",
    "any(authors, false)",
    "\"ann lee\" in authors",
};

START_TEST(expression_does_not_hold)
{
    ck_assert_msg(test(false_rows[_i]) == 0, "%s", false_rows[_i]);
}
END_TEST

/* ---- mistakes --------------------------------------------------------------- */

static const struct {
    const char *text, *want;
} bad_rows[] = {
    /* names */
    {"headlin == \"x\"",
     "11+7 no field is called 'headlin' (did you mean 'headline'?)"},
    {"xyzzy", "11+5 no field is called 'xyzzy' (a text stands in quotes: \"xyzzy\")"},
    {"paragraph == 1", "11+9 'paragraph' is a part of the text, not a field "
                       "(count(\"kind\") counts them)"},
    {"origin.uri == \"\"",
     "18+3 'uri' is no attribute of a statement or its parts (did you mean 'url'?)"},
    {"origin.url.name == \"\"",
     "22+4 'name' is no attribute of a statement or its parts "
     "(did you mean 'name'?)"},
    {"headline[0] == \"x\"", "20+1 text has no such element (an index counts from 0)"},
    {"authors[-1] == \"x\"",
     "19+2 a list of parts has no such element (an index counts from 0)"},
    {"authors[1.5] == \"x\"",
     "19+3 a list of parts has no such element (an index counts from 0)"},
    {"x.none.field == 1",
     "11+12 no field 'x.none.field' (is the plugin that provides it there?)"},
    {"x.none", "11+6 'x.none' is no field (write x.<plugin>.<field>)"},
    {"vars.mni > 1", "11+8 no variable 'vars.mni' (did you mean 'min'?)"},
    {"vars.site.nmae == \"x\"",
     "11+14 no variable 'vars.site.nmae' (did you mean 'name'?)"},
    {"vars.zzzzzz == \"x\"", "11+11 no variable 'vars.zzzzzz' (set it under vars:)"},
    {"vars.site == \"x\"", "11+9 'vars.site' is a map, not a value"},
    {"vars == 1", "11+4 'vars' is a map, not a value (write vars.<name>)"},
    {"steps.rihgts.changed",
     "17+6 no earlier step is called 'rihgts' (did you mean 'rights'?)"},
    {"steps.later.changed",
     "17+5 no earlier step is called 'later' (give a step above this one that id)"},
    {"steps.rights.chnaged",
     "24+7 'chnaged' is not one of: status changed changes findings "
     "(did you mean 'changed'?)"},
    {"steps.rights.findings.warnings > 0",
     "33+8 'warnings' is not one of: total info low medium high critical errors"},
    {"steps.rights",
     "11+12 'steps.rights' is no value (write steps.<id>.status, .changed or "
     ".findings.total)"},
    {"steps.rights.status == \"okay\"",
     "34+6 'okay' is not one of: ok skip failed not_run"},
    {"steps.rights.status in [\"ok\", \"skipped\"]",
     "41+9 'skipped' is not one of: ok skip failed not_run"},
    {"it == 1", "11+2 'it' has a meaning inside any() only"},
    {"now.year > 1", "15+4 a date has no 'year'"},
    {"name.x == \"\"", "16+1 text has no 'x'"},

    /* types */
    {"words > \"many\"", "11+14 'words' is a number; \"many\" is text"},
    {"headline == 3", "11+13 'headline' is text; 3 is a number"},
    {"published > \"soon\"", "11+18 'published' is a date; \"soon\" is text"},
    {"published == 3", "11+14 'published' is a date; 3 is a number"},
    {"words == true", "11+13 'words' is a number; true is true or false"},
    {"vars.empty > 3", "11+14 'vars.empty' is text; 3 is a number"},
    {"headline",
     "11+8 'headline' is text, not a condition (write has(headline), or compare it)"},
    {"has(headline) and published", "29+9 'published' is a date, not a condition "
                                    "(write has(published), or compare it)"},
    {"not authors",
     "15+7 'authors' is a list of parts, not a condition (write has(authors), or "
     "compare it)"},
    {"vars.off", "11+8 'vars.off' is text, not a condition"},
    {"\"text\"", "11+6 '\"text\"' is text, not a condition"},
    {"headline < \"x\"", "11+14 text has no order; only numbers and dates have one"},
    {"words > null", "11+12 nothing is less or greater than null (write has(...))"},
    {"image_credits == \"x\"",
     "11+13 a list cannot be compared as a whole (use 'in', any() or an index)"},
    {"genre in \"news\"",
     "20+6 '\"news\"' is text, not a list (write contains(text, part), or "
     "[ ... ])"},
    {"words in 3", "20+1 '3' is a number, not a list"},
    {"words in [1, \"x\"]", "11+16 'words' is a number; \"x\" is text"},
    {"3 in authors", "11+12 '3' is a number; authors is a list of parts"},
    {"image_credits in [\"x\"]",
     "11+13 'image_credits' is a list; 'in' asks about one value "
     "(write any(list, it in [...]))"},
    {"words > 2s", "11+10 'words' is a bare number; 2s is a time"},
    {"days_since(published) > 7d",
     "11+26 'days_since(published)' is a bare number; 7d is a time"},
    {"reading_time > 2KiB", "11+19 'reading_time' is a time; 2KiB is a size"},
    {"[[1]] == 1",
     "11+5 a list cannot be compared as a whole (use 'in', any() or an index)\n"
     "12+3 a list cannot stand in a list"},

    /* calls */
    {"hsa(headline)", "11+3 no call is named 'hsa' (did you mean 'has'?)"},
    {"has()", "11+5 has() takes 1 argument, not 0 (has(path))"},
    {"has(url, slug)", "11+14 has() takes 1 argument, not 2 (has(path))"},
    {"has(\"headline\")",
     "15+10 '\"headline\"' is text; has() takes a path (has(path))"},
    {"has(words > 3)",
     "15+9 'words > 3' is true or false; has() takes a path (has(path))"},
    {"words(3) > 1", "17+1 '3' is a number; words() takes text (words(text))"},
    {"contains(headline) == true",
     "11+18 contains() takes 2 arguments, not 1 (contains(text, part))"},
    {"days_since(headline) > 1",
     "22+8 'headline' is text; days_since() takes a date (days_since(date))"},
    {"days_since(\"never\") > 1",
     "22+7 '\"never\"' is text; days_since() takes a date (days_since(date))"},
    {"count(\"paragraf\") > 1",
     "17+10 no kind of node is called 'paragraf' (did you mean 'paragraph'?)"},
    {"count(slug) > 1", "17+4 write the kind as text: \"quote\""},
    {"has(notice(\"paragraph\"))", "22+11 no kind of notice is called 'paragraph'"},
    {"any(headline, true)",
     "15+8 'headline' is text; any() takes a list (any(list, condition))"},
    {"any(authors, it)",
     "24+2 'it' is a part with a name, not a condition (write has(it), or "
     "compare it)"},
    {"any(authors, any(subjects, it == \"x\"))", "24+3 any() cannot stand in any()"},
    {"any(image_credits, it.name == \"x\")", "33+4 text has no 'name'"},

    /* syntax */
    {"", "11+1 the condition is empty (write true, or leave it out)"},
    {"   ", "11+1 the condition is empty (write true, or leave it out)"},
    {"(words > 20", "21+1 ')' is missing at the end"},
    {"words > 20)", "21+1 found ')' where 'and', 'or' or the end was expected"},
    {"words >", "17+1 a value is missing at the end"},
    {"words > > 3", "19+1 found '>' where a value was expected"},
    {"and true", "11+3 found 'and' where a value was expected"},
    {"true and", "18+1 a value is missing at the end"},
    {"words = 3", "17+1 '=' is not known here (write '==')"},
    {"words =~ \"x\"",
     "17+2 '=~' is not known here (there are no regular expressions here; use "
     "contains(), starts_with())"},
    {"words !~ \"x\"",
     "17+2 '!~' is not known here (there are no regular expressions here; use "
     "not contains())"},
    {"true && false", "16+2 '&&' is not known here (write 'and')"},
    {"true || false", "16+2 '||' is not known here (write 'or')"},
    {"!true", "11+1 '!' is not known here (write 'not')"},
    {"words <> 3", "17+2 '<>' is not known here (write '!=')"},
    {"words is 3", "17+2 found 'is' where 'and', 'or' or the end was expected"},
    {"words not 3", "21+1 found '3' where 'in' was expected"},
    {"1 < words < 3",
     "21+1 comparisons do not follow one another (write 'a < b and b < c')"},
    {"headline == \"x", "23+1 the text that begins here has no closing \""},
    {"headline == 'it''s'",
     "27+3 found ''s'' where 'and', 'or' or the end was expected"},
    {"headline == \"\\q\"", "24+2 an unknown escape (known are \\\" \\' \\\\ \\n \\t)"},
    {"headline == \xe2\x80\x9cx\xe2\x80\x9d",
     "23+1 '\xe2\x80\x9c' is not known here (write straight quotes)"},
    {"words > 3x",
     "19+2 '3x' is no number (units of time are ms s m h d w, of size B kB MB GB "
     "KiB MiB GiB)"},
    {"published > 2025-02-31",
     "23+10 '2025-02-31' is no date (write a date as 2025-03-14, a time "
     "as 2025-03-14T09:30Z)"},
    {"genre in [\"a\" \"b\"]", "25+3 found '\"b\"' where ',' or ']' was expected"},
    {"genre in [\"a\"", "23+1 ',' or ']' is missing at the end"},
    {"authors[name] == \"x\"",
     "19+4 an index is a number, [0], or a text, [\"topic\"]"},
    {"authors[0 == \"x\"", "21+2 ']' is missing"},
    {"origin. == 1", "19+2 a name is missing behind the dot"},
    {"words > 20 | upper", "22+1 found '|' where 'and', 'or' or the end was expected"},
    {"words > {{ x }}", "19+2 '{{' is not known here (write it without braces)"},
    {"words > 3 # x", "21+1 '#' is not known here"},
    {"\xc3\xa9t\xc3\xa9 == 1", "11+1 '\xc3\xa9' is not known here"},

    /* many at once */
    {"headlin == 1 and words > \"x\" or hsa(slug) or steps.no.changed",
     "11+7 no field is called 'headlin' (did you mean 'headline'?)\n"
     "28+11 'words' is a number; \"x\" is text\n"
     "43+3 no call is named 'hsa' (did you mean 'has'?)\n"
     "62+2 no earlier step is called 'no' (give a step above this one that id)"},
    {"published > 2025-02-31 and words > 3x",
     "23+10 '2025-02-31' is no date (write a date as 2025-03-14, a time as "
     "2025-03-14T09:30Z)\n"
     "46+2 '3x' is no number (units of time are ms s m h d w, of size B kB MB GB KiB "
     "MiB GiB)"},
    {"contains(words, 3) and headline",
     "20+5 'words' is a number; contains() takes text (contains(text, part))\n"
     "27+1 '3' is a number; contains() takes text (contains(text, part))\n"
     "34+8 'headline' is text, not a condition (write has(headline), or compare it)"},

    /* behind lost syntax the next operand is read as usual */
    {"words = 3 && wrods > 1",
     "17+1 '=' is not known here (write '==')\n"
     "21+2 '&&' is not known here (write 'and')\n"
     "24+5 no field is called 'wrods' (did you mean 'words'?)"},
    {"words > and headlin == 1 or slug ==",
     "19+3 found 'and' where a value was expected\n"
     "23+7 no field is called 'headlin' (did you mean 'headline'?)\n"
     "45+1 a value is missing at the end"},
    {"(words > ) and (headlin == 1) and has(slg) )",
     "20+1 found ')' where a value was expected\n"
     "27+7 no field is called 'headlin' (did you mean 'headline'?)\n"
     "49+3 no field is called 'slg' (did you mean 'slug'?)\n"
     "54+1 found ')' where 'and', 'or' or the end was expected"},
    {"(genre in [\"a\" \"b\"] and wrods > 1) or origin. == 1 or slg == \"x\"",
     "26+3 found '\"b\"' where ',' or ']' was expected\n"
     "35+5 no field is called 'wrods' (did you mean 'words'?)\n"
     "57+2 a name is missing behind the dot\n"
     "65+3 no field is called 'slg' (did you mean 'slug'?)"},
    {"genre in [\"a\", \"b\" and wrods > 1",
     "30+3 found 'and' where ',' or ']' was expected\n"
     "34+5 no field is called 'wrods' (did you mean 'words'?)"},
    {"words + 1 > 3 and slg == \"x\" and headline == \"open",
     "17+1 '+' is not known here (there is no arithmetic here)\n"
     "29+3 no field is called 'slg' (did you mean 'slug'?)\n"
     "56+1 the text that begins here has no closing \""},
    {"headline == \xe2\x80\x9cx\xe2\x80\x9d and slg == 1",
     "23+1 '\xe2\x80\x9c' is not known here (write straight quotes)\n"
     "31+3 no field is called 'slg' (did you mean 'slug'?)"},
    {"words > 3) ) ) and slg == 1",
     "20+1 found ')' where 'and', 'or' or the end was expected\n"
     "30+3 no field is called 'slg' (did you mean 'slug'?)"},
    {"1 < words < 3 and words not 5 or words is 4",
     "21+1 comparisons do not follow one another (write 'a < b and b < c')\n"
     "39+1 found '5' where 'in' was expected\n"
     "50+2 found 'is' where 'and', 'or' or the end was expected"},
};

START_TEST(mistakes_are_reported_in_place)
{
    const stet_expr *expr = NULL;
    stet_code code = compile(bad_rows[_i].text, &expr);
    assert_problems(bad_rows[_i].text, bad_rows[_i].want);
    ck_assert_int_eq(code, STET_E_CONFIG);
    ck_assert_ptr_null(expr);
}
END_TEST

/* ---- places ----------------------------------------------------------------- */

static stet_str whole_file(const void *self, const stet_data *at)
{
    (void)at;
    return stet_cstr((const char *)self);
}

/* Compile `when` of a YAML file; the first problem as "line:column+length excerpt". */
static void assert_place(const char *yaml, const char *want)
{
    char got[256];
    stet_error err;
    stet_problem_info info = {.size = sizeof info};
    const struct data_source source = {.file = "p.yaml", .text = stet_cstr(yaml)};
    const stet_data *data = NULL;
    const stet_expr *expr = NULL;
    ck_assert_int_eq(stet__data_yaml(&arena, &f.limits, &source, &data, problems, &err),
                     STET_OK);
    const stet_data *when = stet_data_get(data, "when");
    ck_assert_ptr_nonnull(when);
    scope.source = whole_file;
    scope.source_self = yaml;
    ck_assert_int_eq(
        stet__expr_compile(&arena, &scope, when->text, when, problems, &expr),
        STET_E_CONFIG);
    ck_assert(stet_problems_get(problems, 0, &info));
    snprintf(got, sizeof got, "%u:%u+%u %s", info.line, info.column, info.length,
             info.excerpt);
    ck_assert_str_eq(got, want);
    ck_assert_str_eq(info.file, "p.yaml");
}

static const struct {
    const char *yaml, *want;
} place_rows[] = {
    {"a: 1\nwhen: words > 1 and wrods > 2\n", "2:21+5 when: words > 1 and wrods > 2"},
    {"when: \"words > 1 and wrods > 2\"\n", "1:22+5 when: \"words > 1 and wrods > 2\""},
    {"when: \"genre == \\\"x\\\" and wrods > 2\"\n",
     "1:27+5 when: \"genre == \\\"x\\\" and wrods > 2\""},
    {"when: 'genre == ''x'' and wrods > 2'\n",
     "1:27+5 when: 'genre == ''x'' and wrods > 2'"},
    {"when: |\n  words > 1\n  and wrods > 2\n", "3:7+5   and wrods > 2"},
    {"when: >\n  words > 1\n  and wrods > 2\n", "3:7+5   and wrods > 2"},
    {"when: words > 1\n  and wrods > 2\n", "2:7+5   and wrods > 2"},
    {"when: \"genre == '\xc3\xa9\xe2\x82\xac' and wrods > 2\"\n",
     "1:26+5 when: \"genre == '\xc3\xa9\xe2\x82\xac' and wrods > 2\""},
    {"when: \"genre == '\\u00e9' and wrods > 2\"\n",
     "1:30+5 when: \"genre == '\\u00e9' and wrods > 2\""},
};

START_TEST(places_are_found_in_every_scalar)
{
    assert_place(place_rows[_i].yaml, place_rows[_i].want);
}
END_TEST

START_TEST(place_of_a_part_of_the_scalar_is_exact)
{
    stet_data at = scalar("out/wrods");
    const stet_expr *expr = NULL;
    stet_str part = stet_strn(at.text.p + 4, 5);
    ck_assert_int_eq(stet__expr_compile(&arena, &scope, part, &at, problems, &expr),
                     STET_E_CONFIG);
    assert_problems("wrods", "15+5 no field is called 'wrods' (did you mean 'words'?)");
}
END_TEST

START_TEST(place_of_a_filled_in_scalar_is_its_start)
{
    /* the file says ${desk}, the text says what it stands for */
    stet_data at = scalar("a_long_value == 1");
    const stet_expr *expr = NULL;
    at.len = 12;
    ck_assert_int_eq(stet__expr_compile(&arena, &scope, at.text, &at, problems, &expr),
                     STET_E_CONFIG);
    assert_problems("filled in",
                    "11+1 no field is called 'a_long_value' (a text stands in "
                    "quotes: \"a_long_value\")");
}
END_TEST

/* ---- limits and the rest ---------------------------------------------------- */

static char *nested(size_t depth)
{
    char *text = calloc(1, depth * 2 + 5);
    ck_assert_ptr_nonnull(text);
    memset(text, '(', depth);
    memcpy(text + depth, "true", 4);
    memset(text + depth + 4, ')', depth);
    return text;
}

START_TEST(depth_is_limited)
{
    const stet_expr *expr = NULL;
    char *good = nested(f.limits.expr_depth), *bad = nested(f.limits.expr_depth + 1);
    char *worse = nested(200000);
    ck_assert_int_eq(test(good), 1);
    ck_assert_int_eq(compile(bad, &expr), STET_E_CONFIG);
    ck_assert_int_eq(compile(worse, &expr), STET_E_CONFIG);
    ck_assert_uint_eq(stet_problems_count(problems), 2);
    free(good);
    free(bad);
    free(worse);
}
END_TEST

START_TEST(long_rows_need_no_depth)
{
    size_t n = 20000;
    char *text = malloc(n * 10 + 20);
    size_t at = 0;
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < n; i++)
        at += (size_t)sprintf(text + at, "%s", i % 2 ? "true and " : "not not ");
    strcpy(text + at, "true");
    ck_assert_int_eq(test(text), 1);
    free(text);
}
END_TEST

START_TEST(reads_names_every_kind)
{
    struct kind_set set = {{0}};
    const stet_expr *expr = NULL;
    ck_assert_int_eq(compile("has(slug) and any(authors, it.name == headline) and "
                             "count(\"disclaimer.*\") == 0",
                             &expr),
                     STET_OK);
    stet__expr_reads(expr, &set);
    const stet_kind wanted[] = {STET_SLUG, STET_AUTHORS, STET_HEADLINE,
                                STET_DISCLAIMER_OPINION, STET_DISCLAIMER_ADVICE};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert(set.bits[wanted[i] / 64] >> wanted[i] % 64 & 1);
    ck_assert(!(set.bits[STET_BYLINE / 64] >> STET_BYLINE % 64 & 1));
    stet__expr_reads(NULL, &set);
}
END_TEST

START_TEST(step_that_did_not_run_says_so)
{
    run.step_count = 1;
    ck_assert_int_eq(
        test("steps.rights.status == \"not_run\" and not steps.rights.changed"), 1);
    f.a.run = NULL;
    ck_assert_int_eq(test("steps.rights.status == \"not_run\" and now > 2025-01-01"),
                     1);
}
END_TEST

START_TEST(scope_without_variables_and_steps)
{
    const stet_expr *expr = NULL;
    scope.vars = NULL;
    scope.step_ids = NULL;
    scope.step_count = 0;
    ck_assert_int_eq(compile("vars.a == \"b\" or steps.a.changed", &expr),
                     STET_E_CONFIG);
    assert_problems(
        "", "11+6 no variable 'vars.a' (set it under vars:)\n"
            "34+1 no earlier step is called 'a' (no step above this one has an id)");
}
END_TEST

START_TEST(misuse_is_answered)
{
    int yes;
    ck_assert_int_eq(stet__expr_test(f.pub, NULL, &yes), STET_E_MISUSE);
}
END_TEST

START_TEST(every_failed_allocation_is_answered)
{
    static const char text[] =
        "any(subjects, it.axis == \"region\") and words > vars.min and "
        "contains(headline, \"a\\tb\") and count(\"quote\") == 0";
    for (unsigned long nth = 1; nth < 100; nth++) {
        struct arena small;
        const stet_expr *expr = NULL;
        stet__arena_init(&small, 0);
        stet_data at = scalar(text);
        stet__fail_alloc(nth, 1);
        stet_code code =
            stet__expr_compile(&small, &scope, at.text, &at, problems, &expr);
        stet__fail_alloc(0, 0);
        stet__arena_done(&small);
        if (code == STET_OK)
            return;
        ck_assert_int_eq(code, STET_E_NOMEM);
        ck_assert_ptr_null(expr);
    }
    ck_abort_msg("it never came through");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expr_when");
    TCase *tcase = tcase_create("all");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, expression_holds, 0, LENGTH(true_rows));
    tcase_add_loop_test(tcase, negated_expression_does_not_hold, 0, LENGTH(true_rows));
    tcase_add_loop_test(tcase, expression_does_not_hold, 0, LENGTH(false_rows));
    tcase_add_loop_test(tcase, mistakes_are_reported_in_place, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, places_are_found_in_every_scalar, 0, LENGTH(place_rows));
    tcase_add_test(tcase, place_of_a_part_of_the_scalar_is_exact);
    tcase_add_test(tcase, place_of_a_filled_in_scalar_is_its_start);
    tcase_add_test(tcase, depth_is_limited);
    tcase_add_test(tcase, long_rows_need_no_depth);
    tcase_add_test(tcase, reads_names_every_kind);
    tcase_add_test(tcase, step_that_did_not_run_says_so);
    tcase_add_test(tcase, scope_without_variables_and_steps);
    tcase_add_test(tcase, misuse_is_answered);
    tcase_add_test(tcase, every_failed_allocation_is_answered);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
