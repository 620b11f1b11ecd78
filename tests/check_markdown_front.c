/* SPDX-License-Identifier: MIT */
/* What steps decide goes into the front matter of a Markdown source, by the smallest
 * change of its bytes; what is found in the text, and what is said already, does not.
 */
#include "reader_fixture.h"

#define READ "{ use: read.markdown }"
#define WRITE "{ use: write.markdown, to: '-' }"

static stet_claim claim_of(int confidence, const char *source)
{
    return (stet_claim){.size = sizeof(stet_claim),
                        .confidence = confidence,
                        .source = stet_cstr(source),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
}

static stet_node decide(stet_article *a, stet_kind field, const char *value)
{
    stet_claim claim = claim_of(STET_SET, "test.edit");
    stet_node n = stet_state(a, field, stet_cstr(value), &claim);
    ck_assert(n != 0);
    return n;
}

static stet_node add_part(stet_article *a, stet_node n, stet_kind kind, stet_attr attr,
                          const char *value)
{
    stet_node part = stet_node_new(a, n, 0, kind, (stet_span){0, 0});
    ck_assert(part != 0);
    ck_assert_int_eq(stet_set_attr(a, part, attr, stet_cstr(value)), STET_OK);
    return part;
}

static stet_code set_canonical(stet_article *a)
{
    decide(a, STET_CANONICAL, "http://e.example/a");
    return STET_OK;
}

static stet_code set_title(stet_article *a)
{
    decide(a, STET_HEADLINE, "New: \"it\"");
    return STET_OK;
}

static stet_code set_more(stet_article *a)
{
    decide(a, STET_PUBLISHED, "2025-03-14");
    decide(a, STET_STATUS, "draft");
    stet_node n = decide(a, STET_LICENCE, "CC-BY-4.0");
    stet_set_attr(a, n, STET_ATTR_URL, stet_cstr("http://l.example/"));
    add_part(a, decide(a, STET_AUTHORS, ""), STET_PARTY, STET_ATTR_NAME, "A, B");
    n = add_part(a, decide(a, STET_SUBJECTS, ""), STET_CONCEPT, STET_ATTR_NAME, "t");
    return stet_set_attr(a, n, STET_ATTR_AXIS, stet_cstr("tag"));
}

static stet_code set_extra(stet_article *a)
{
    stet_node n = stet_find(a, stet_root(a, STET_FAMILY_FIELD), 0, STET_EXTRA);
    if (!n)
        n = decide(a, STET_EXTRA, "");
    n = add_part(a, n, STET_EXTRA_PART, STET_ATTR_KEY, "robots");
    return stet_set_attr(a, n, STET_ATTR_VALUE, stet_cstr("noindex, nofollow"));
}

/* A value of the reader itself is changed where it stands. */
static stet_code change_extra(stet_article *a)
{
    stet_node n = stet_find(a, stet_root(a, STET_FAMILY_FIELD), 0, STET_EXTRA);
    return stet_set_attr(a, stet_first(a, n), STET_ATTR_VALUE, stet_cstr("2"));
}

static stet_code change_title(stet_article *a)
{
    return stet_set_text(a, stet_field(a, STET_HEADLINE), stet_cstr("B"));
}

static stet_code set_tdm(stet_article *a)
{
    decide(a, STET_TDM, "reserved");
    return STET_OK;
}

static stet_code guess(stet_article *a)
{
    stet_claim text = claim_of(STET_DERIVED, "byline_text");
    stet_claim inferred = claim_of(STET_INFERRED, "language.detect");
    stet_claim asserted = claim_of(STET_ASSERTED, "rights_text");
    ck_assert(stet_state(a, STET_BYLINE, stet_cstr("x"), &text) != 0);
    ck_assert(stet_state(a, STET_LANGUAGE, stet_cstr("de"), &inferred) != 0);
    ck_assert(stet_state(a, STET_LICENCE, stet_cstr("CC0"), &asserted) != 0);
    return STET_OK;
}

#define CANONICAL "canonical: \"http://e.example/a\"\n"
static const struct {
    stet_code (*edit)(stet_article *);
    const char *before, *after;
} decisions[] = {
    {set_canonical, "---\ntitle:  'A'  # c\n---\n\n*b*  \n",
     "---\ntitle:  'A'  # c\n" CANONICAL "---\n\n*b*  \n"},
    {set_canonical, "*b*\n", "---\n" CANONICAL "---\n\n*b*\n"},
    {set_canonical, "\xef\xbb\xbf---\r\na: 1\r\n---\r\nb\r\n",
     "\xef\xbb\xbf---\r\na: 1\r\ncanonical: \"http://e.example/a\"\r\n---\r\nb\r\n"},
    {set_canonical, "---\nCanonical-URL: http://old.example/ # c\na:  1\n---\nb\n",
     "---\nCanonical-URL: \"http://e.example/a\" # c\na:  1\n---\nb\n"},
    {set_canonical, "---\ncanonical: 'http://e.example/a'\n---\nb\n",
     "---\ncanonical: 'http://e.example/a'\n---\nb\n"},
    {set_canonical, "---\ncanonical:\na: 1\n---\nb\n",
     "---\ncanonical: \"http://e.example/a\"\na: 1\n---\nb\n"},
    {set_canonical, "---\nparams:\n  x: 1\n  canonical: y\n---\nb\n",
     "---\nparams:\n  x: 1\n  canonical: \"http://e.example/a\"\n---\nb\n"},
    {set_canonical,
     "---\na: 1\nstet:\n  decided:\n    - {field: version, value: \"2\", "
     "source: \"x\", confidence: 4}\n---\nb\n",
     "---\na: 1\n" CANONICAL "stet:\n  decided:\n    - {field: version, value: \"2\", "
     "source: \"x\", confidence: 4}\n---\nb\n"},
    {set_title, "---\ntitle: >\n  Old\n  one\na: 1\n---\nb\n",
     "---\ntitle: \"New: \\\"it\\\"\"\na: 1\n---\nb\n"},
    {set_more, "---\ndate: 2025-03-14\nauthors:\n  - C\ntags: [t, u]\n---\nb\n",
     "---\ndate: 2025-03-14\nauthors:\n  [\"A, B\"]\ntags: [t, u]\nlicence: CC-BY-4.0\n"
     "licence_url: \"http://l.example/\"\ndraft: true\n---\nb\n"},
    {set_more, "---\ndraft: false\ntags: [u]\nlicense: x\nlicence_url: y\n---\nb\n",
     "---\ndraft: true\ntags: [u, t]\nlicense: CC-BY-4.0\nlicence_url: "
     "\"http://l.example/\"\nauthors:\n  - \"A, B\"\ndate: 2025-03-14\n---\nb\n"},
    {set_extra, "---\nx: 1\n---\nb\n",
     "---\nx: 1\nrobots: \"noindex, nofollow\"\n---\nb\n"},
    {set_extra, "---\nrobots: index\n---\nb\n",
     "---\nrobots: \"noindex, nofollow\"\n---\nb\n"},
    {set_extra, "b\n", "---\nrobots: \"noindex, nofollow\"\n---\n\nb\n"},
    {change_extra, "---\nx: 1 # c\ny: [1]\n---\nb\n",
     "---\nx: \"2\" # c\ny: [1]\n---\nb\n"},
    {change_title, "---\ntitle: A\nx: {a: 1}\n---\nb\n",
     "---\ntitle: B\nx: {a: 1}\n---\nb\n"},
    {set_tdm, "---\ntitle: A\n---\nb\n",
     "---\ntitle: A\nstet:\n  decided:\n    - {field: tdm, value: \"reserved\", "
     "source: "
     "\"test.edit\", confidence: 4}\n---\nb\n"},
    {guess, "---\ntitle: A &amp; B\ndate: 14 March 2025\n---\nb\n",
     "---\ntitle: A &amp; B\ndate: 14 March 2025\n---\nb\n"},
    {guess,
     "---\ntitle: |\n  A\n  B\nn: ~\nd: soon\nparams: {a: [1, {b: c}]}\n"
     "weight: 010\n---\nb\n",
     "---\ntitle: |\n  A\n  B\nn: ~\nd: soon\nparams: {a: [1, {b: c}]}\nweight: 010\n"
     "---\nb\n"}};

START_TEST(decisions_go_into_the_front_matter)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", WRITE);
    edit_article = decisions[_i].edit;
    run_well(&f, stet_cstr(decisions[_i].before));
    char *text = copy_of(output(&f, 0));
    ck_assert_str_eq(text, decisions[_i].after);
    edit_article = NULL; /* what was written stays without the step */
    run_well(&f, stet_cstr(text));
    ck_text(output(&f, 0), text);
    free(text);
    unload(&f);
}
END_TEST

/* The same decision again changes nothing. */
START_TEST(decisions_twice_are_one)
{
    struct fixture f;
    if (decisions[_i].edit == change_extra || decisions[_i].edit == change_title)
        return;
    load(&f, READ, "{ use: test.edit }", WRITE);
    edit_article = decisions[_i].edit;
    run_well(&f, stet_cstr(decisions[_i].after));
    edit_article = NULL;
    if (decisions[_i].edit != set_tdm) /* which is stated twice then */
        ck_text(output(&f, 0), decisions[_i].after);
    unload(&f);
}
END_TEST

static stet_code set_both(stet_article *a)
{
    set_canonical(a);
    return set_extra(a);
}

static const char *const closed[] = {"+++\na = 1\n+++\nb\n", "---\n{a: 1}\n---\nb\n"};

START_TEST(front_matter_that_takes_no_key_is_told_as_loss)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", WRITE);
    edit_article = set_both;
    run_well(&f, stet_cstr(closed[_i]));
    edit_article = NULL;
    ck_text(output(&f, 0), closed[_i]);
    ck_assert_uint_eq(stet_result_losses(f.result), 1);
    unload(&f);
}
END_TEST

static stet_code set_long(stet_article *a)
{
    char *text = malloc(70001);
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', 70000);
    text[70000] = '\0';
    decide(a, STET_USAGE_TERMS, text);
    free(text);
    return STET_OK;
}

START_TEST(front_matter_stays_below_its_limit)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", WRITE);
    edit_article = set_long;
    run_well(&f, stet_cstr("---\na: 1\n---\nb\n"));
    edit_article = NULL;
    ck_text(output(&f, 0), "---\na: 1\n---\nb\n");
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("markdown_front");
    TCase *t = tcase_create("front");
    suite_add_tcase(s, t);
    tcase_add_loop_test(t, decisions_go_into_the_front_matter, 0,
                        sizeof decisions / sizeof *decisions);
    tcase_add_loop_test(t, decisions_twice_are_one, 0,
                        sizeof decisions / sizeof *decisions);
    tcase_add_loop_test(t, front_matter_that_takes_no_key_is_told_as_loss, 0, 2);
    tcase_add_test(t, front_matter_stays_below_its_limit);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
