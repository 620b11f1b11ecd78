/* SPDX-License-Identifier: MIT */
/*
 * notice.stamp and notice.check: catalogues, wordings, places, what is there already,
 * validity, hostile values, mistakes of catalogues.
 */
#include "notice_fixture.h"

#define DETECT "{ use: furniture.detect }, "

/* Stamp an article that has something for every notice, in English. */
static void stamp(struct fixture *f, const char *with)
{
    char steps[2048];
    snprintf(steps, sizeof steps, "{ id: s, use: notice.stamp, with: { %s } }", with);
    load(f, steps, "");
    run_fill(f, fill_all, "en");
}

/* ---- texts --------------------------------------------------------------------- */

static stet_str said(struct fixture *f, const char *id)
{
    stet_node n = stamped_block(f->a, id);
    ck_assert_msg(n != 0, "no stamp %s", id);
    return stet_content(f->a, n);
}

static const struct {
    const char *name, *language, *text;
} texts[] = {
    {"opinion", "en",
     "The views expressed in this article are those of Jane Doe and John Roe and do "
     "not "
     "necessarily reflect the position of The Lantern."},
    {"opinion", "de",
     "Die in diesem Beitrag geäußerten Ansichten sind die von Jane Doe und John Roe "
     "und "
     "geben nicht unbedingt die Meinung von The Lantern wieder."},
    {"sponsored", "en", "Advertisement. This content was paid for by Acme & Sons."},
    {"sponsored", "fr", "Publicité. Ce contenu a été financé par Acme & Sons."},
    {"correction", "en",
     "Correction, 10 March 2025 (version 2): The bar is nine metres deep, not seven."},
    {"correction", "es",
     "Corrección del 10 de marzo de 2025 (versión 2): The bar is nine metres deep, not "
     "seven."},
    {"update", "fr", "Mise à jour du 12 mars 2025 : The ministry has answered since."},
    {"licence", "en", "This article is published under the licence CC BY-ND 4.0."},
    {"republished", "de",
     "Dieser Beitrag erschien zuerst bei The Tidewater Review, 1. Februar 2025."},
    {"embargo", "en",
     "Embargoed until 1 April 2025 06:00 +0200. Not for publication before then."},
    {"ai.translated", "es",
     "Este artículo se ha traducido con inteligencia artificial y ha sido revisado por "
     "la redacción. Leer el original."}};

START_TEST(texts_are_those_of_the_catalogue)
{
    struct fixture f;
    char steps[256];
    const char *id = texts[_i].name;
    snprintf(steps, sizeof steps, "{ use: notice.stamp, with: { notices: [%s] } }", id);
    load(&f, steps, "");
    run_fill(&f, fill_all, texts[_i].language);
    if (strcmp(id, "correction") == 0 || strcmp(id, "update") == 0) {
        snprintf(steps, sizeof steps, "%s.1", id);
        id = steps;
    }
    ck_text(said(&f, id), texts[_i].text);
    unload(&f);
}
END_TEST

START_TEST(links_and_emphasis_are_nodes)
{
    struct fixture f;
    stamp(&f,
          "kind: editors_note, text: \"**Note.** See [*our* rules]({{ origin.url }}) "
          "\\\\*here\\\\*.\"");
    stet_node n = stet_first(f.a, stamped_block(f.a, "editors_note"));
    ck_assert_int_eq(stet_kind_of(f.a, n), STET_STRONG);
    n = stet_next(f.a, stet_next(f.a, n));
    ck_assert_int_eq(stet_kind_of(f.a, n), STET_LINK);
    ck_text(stet_attr_str(f.a, n, STET_ATTR_HREF), "https://tide.example/a?b=1&c=2");
    ck_text(said(&f, "editors_note"), "Note. See *our* rules *here*.");
    unload(&f);
}
END_TEST

START_TEST(lists_and_plurals_fit)
{
    struct fixture f;
    stamp(&f, "catalogue: [house.yaml], notices: [counted]");
    ck_text(said(&f, "counted"), "Written by 2 reporters.");
    unload(&f);
}
END_TEST

START_TEST(values_of_the_step_outrank_the_catalogue)
{
    struct fixture f;
    stamp(&f, "catalogue: [house.yaml], notices: [note]");
    ck_text(said(&f, "note"), "Write to desk@lantern.example.");
    unload(&f);
    stamp(&f, "catalogue: [house.yaml], notices: [note], values: { contact: "
              "\"x@{{ slug }}.example\" }");
    ck_text(said(&f, "note"), "Write to x@the-cable.example.");
    stet_node link = stet_next(f.a, stet_first(f.a, stamped_block(f.a, "note")));
    ck_text(stet_attr_str(f.a, link, STET_ATTR_HREF), "mailto:x@the-cable.example");
    unload(&f);
}
END_TEST

static stet_code fill_genre(void *self, stet_article *a)
{
    fill_all((void *)(uintptr_t) "en", a);
    state(a, STET_GENRE, self);
    return STET_OK;
}

START_TEST(own_catalogue_outranks_the_shipped_in_its_language)
{
    struct fixture f;
    load(&f,
         "{ id: s, use: notice.stamp, with: { catalogue: [house.yaml], notices: "
         "[opinion] } }",
         "");
    run_fill(&f, fill_genre, "opinion");
    ck_text(said(&f, "opinion"), "The Lantern does not always agree with Jane Doe or "
                                 "John Roe.");
    run_fill(&f, fill_genre, "news");
    ck_assert(!stamped_block(f.a, "opinion"));
    ck_contains(step_info(&f, "s").why, "does not apply");
    run_fill(&f, fill_all, "fr");
    ck_contains(said(&f, "opinion"), "Les opinions");
    unload(&f);
}
END_TEST

START_TEST(language_falls_back_and_says_so)
{
    struct fixture f;
    load(&f, "{ use: notice.stamp, with: { notices: [liability], fallback: es } }", "");
    run_fill(&f, fill_all, "pt-BR");
    ck_contains(said(&f, "liability"), "El contenido");
    ck_text(stet_attr_str(f.a, stamped_block(f.a, "liability"), STET_ATTR_LANG), "es");
    run_fill(&f, fill_all, "de-CH");
    ck_contains(said(&f, "liability"), "Für den Inhalt");
    ck_assert(!stet_attr_str(f.a, stamped_block(f.a, "liability"), STET_ATTR_LANG).n);
    unload(&f);
}
END_TEST

/* ---- places -------------------------------------------------------------------- */

START_TEST(tail_is_in_the_order_of_kinds)
{
    struct fixture f;
    stamp(&f, "notices: [licence, opinion, correction, republished, liability], order: "
              "[correction, author_bio, disclaimer.opinion, disclaimer.liability, "
              "republished_from, notice.licence]");
    stet_str all = outline(f.a);
    static const char *const wanted[] = {"|t Correction",
                                         "|t Jane Doe writes",
                                         "|t The views",
                                         "|t The contents",
                                         "|t This article was originally",
                                         "|t This article is published"};
    const char *at = all.p;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        at = strstr(at, wanted[i]);
        ck_assert_msg(at != NULL, "%s in %.*s", wanted[i], (int)all.n, all.p);
    }
    unload(&f);
}
END_TEST

START_TEST(paragraph_is_counted_in_the_text)
{
    struct fixture f;
    stamp(&f,
          "kind: editors_note, text: Ours., placement: after_paragraph, paragraph: 2");
    ck_contains(outline(f.a), "last spring.|b Ours.|b Money");
    unload(&f);
    load(&f,
         "{ use: notice.stamp, with: { kind: editors_note, text: Ours., placement: "
         "after_paragraph, paragraph: 2 } }",
         "");
    run_text(&f, stet_cstr("One.\n\n- a\n- b\n\nTwo.\n\nThree.\n"), "a.md");
    ck_contains(outline(f.a), "b Two.|b Ours.|b Three.");
    unload(&f);
    stamp(&f, "kind: editors_note, text: Ours., placement: after_paragraph, paragraph: "
              "99");
    ck_contains(outline(f.a), "own affair.|b Ours.|t Jane");
    unload(&f);
}
END_TEST

START_TEST(affiliate_stands_before_the_links_and_only_where_there_are_some)
{
    struct fixture f;
    load(&f,
         "{ id: s, use: notice.stamp, with: { notices: [affiliate] } }, "
         "{ use: notice.check }",
         "");
    run_fill(&f, fill_all, "en");
    ck_contains(outline(f.a), "|h This article contains affiliate links");
    ck_assert_uint_eq(count_findings(&f, "notice/affiliate-missing"), 0);
    ck_assert_uint_eq(count_findings(&f, "notice/affiliate-late"), 0);
    run_text(&f, stet_cstr("# A\n\nNothing is sold [here](https://shop.example/).\n"),
             "a.md");
    ck_assert_uint_eq(step_info(&f, "s").changes, 0);
    unload(&f);
}
END_TEST

/* ---- checks -------------------------------------------------------------------- */

START_TEST(missing_and_late_disclosures_are_found)
{
    struct fixture f;
    load(&f, "{ use: notice.check, with: { require: [disclosure.ai] } }", "");
    run_fill(&f, fill_all, "en");
    ck_assert_uint_eq(count_findings(&f, "notice/affiliate-missing"), 1);
    ck_assert_uint_eq(count_findings(&f, "notice/missing"), 1);
    unload(&f);
    load(&f,
         "{ use: notice.stamp, with: { notices: [affiliate, ai.assisted], placement: "
         "end } "
         "}, { use: notice.check, with: { require: [disclosure.ai] } }",
         "");
    run_fill(&f, fill_all, "en");
    ck_assert_uint_eq(count_findings(&f, "notice/affiliate-late"), 1);
    ck_assert_uint_eq(count_findings(&f, "notice/missing"), 0);
    unload(&f);
}
END_TEST

static const struct {
    const char *link;
    int earns;
} links[] = {{"https://www.awin1.com/cread.php?x=1", 1},
             {"https://awin1.com.evil.example/", 0},
             {"https://notawin1.com/", 0},
             {"https://www.amazon.de/dp/1", 0},
             {"https://www.amazon.de/dp/1?tag=", 0},
             {"https://WWW.Amazon.DE/dp/1?a=b&tag=x-21", 1},
             {"https://shop.example/?tag=x-21", 0},
             {"https://shop.example/?irclickid=4", 1},
             {"https://shop.example/own", 1},
             {"/amazon.de?tag=x", 0}};

START_TEST(affiliate_links_are_told_by_host_and_parameter)
{
    struct fixture f;
    char source[256];
    load(&f, "{ use: notice.check, with: { affiliate_hosts: [own.example] } }", "");
    snprintf(source, sizeof source, "# A\n\nSee [it](%s).\n", links[_i].link);
    if (strstr(links[_i].link, "/own"))
        snprintf(source, sizeof source, "# A\n\nSee [it](https://a.own.example/).\n");
    run_text(&f, stet_cstr(source), "a.md");
    ck_assert_msg((int)count_findings(&f, "notice/affiliate-missing") ==
                      links[_i].earns,
                  "%s", links[_i].link);
    unload(&f);
}
END_TEST

/* ---- what is there already ------------------------------------------------------ */

/* A disclaimer of the house it came from; self: 1 when it shares its paragraph. */
static stet_code fill_furnished(void *self, stet_article *a)
{
    fill_all((void *)(uintptr_t) "en", a);
    static const char own[] = "The views expressed here are the author's own.";
    stet_node n = paragraph(a, STET_ZONE_TAIL, own);
    size_t to = SIZE_MAX;
    if (self) {
        put(a, n, " Send corrections to the desk.");
        to = sizeof own - 1;
    }
    notice_over(a, STET_DISCLAIMER_OPINION, n, 0, to);
    return STET_OK;
}

static const struct {
    const char *what;
    int stamped, theirs;
    const char *finding;
} presents[] = {{"skip", 0, 1, NULL},
                {"warn", 0, 1, "notice/present"},
                {"replace", 1, 0, NULL},
                {"stamp", 1, 1, NULL}};

START_TEST(notice_of_the_house_it_came_from_counts)
{
    struct fixture f;
    char with[256];
    snprintf(
        with, sizeof with,
        "{ id: s, use: notice.stamp, with: { notices: [opinion], if_present: %s } }, "
        "{ id: t, use: notice.stamp, with: { notices: [opinion], if_present: %s } }",
        presents[_i].what, presents[_i].what);
    load(&f, with, "");
    run_fill(&f, fill_furnished, NULL);
    ck_assert_int_eq(stamped_block(f.a, "opinion") != 0, presents[_i].stamped);
    ck_assert_int_eq(contains(outline(f.a), "expressed here"), presents[_i].theirs);
    ck_assert_uint_eq(step_info(&f, "t").changes, 0);
    if (presents[_i].finding)
        ck_assert_uint_gt(count_findings(&f, presents[_i].finding), 0);
    unload(&f);
}
END_TEST

START_TEST(notice_that_shares_its_block_is_not_replaced)
{
    struct fixture f;
    load(
        &f,
        "{ id: s, use: notice.stamp, with: { notices: [opinion], if_present: replace } "
        "}",
        "");
    run_fill(&f, fill_furnished, "");
    ck_assert_uint_eq(step_info(&f, "s").changes, 0);
    ck_assert_uint_eq(count_findings(&f, "notice/shares-its-block"), 1);
    unload(&f);
}
END_TEST

START_TEST(other_notices_of_the_catalogue_are_no_rivals)
{
    struct fixture f;
    stamp(&f, "notices: [advice.finance, advice.medical, advice.legal]");
    ck_assert(stamped_block(f.a, "advice.finance") &&
              stamped_block(f.a, "advice.legal"));
    unload(&f);
}
END_TEST

/* In the words of each language, as another house has them. */
static const struct {
    const char *notice, *sentence;
} found[] = {
    {"opinion",
     "The views and opinions expressed in this column are those of the author."},
    {"liability", "The Chronicle accepts no liability for errors or omissions."},
    {"advice.finance", "This article does not constitute investment advice."},
    {"advice.medical",
     "This article is no substitute for medical advice. Always consult "
     "your doctor before making a decision."},
    {"licence", "This article is licensed under CC BY-NC-ND 4.0."},
    {"republished", "This story first appeared in The Tidewater Review."}};

START_TEST(furniture_that_was_detected_is_not_stamped_again)
{
    struct fixture f;
    char steps[256], source[1024];
    snprintf(steps, sizeof steps,
             "{ use: article.structure }, { use: furniture.detect }, { id: s, use: "
             "notice.stamp, with: { notices: [%s] } }",
             found[_i].notice);
    load(&f, steps, "");
    snprintf(
        source, sizeof source,
        "---\nlang: en\nlicence: CC BY-NC-ND 4.0\norigin: The Tidewater Review\n---\n"
        "# The River and the Sluice\n\nBy Hanna Quist\n\nThe river rose by two metres "
        "in the night, and by morning the lower road was under water. Farmers had "
        "moved their cattle.\n\nNobody was hurt. The school was closed for three "
        "days and the bus took the hill road.\n\n%s\n",
        found[_i].sentence);
    run_text(&f, stet_cstr(source), "a.md");
    ck_assert_msg(step_info(&f, "s").changes == 0, "%s: %.*s", found[_i].notice,
                  (int)outline(f.a).n, outline(f.a).p);
    unload(&f);
}
END_TEST

/* ---- another text, another time -------------------------------------------------- */

/* Stamped, written as Markdown, canonical JSON or HTML, read and stamped again. */
enum { FORM_MARKDOWN, FORM_JSON, FORM_HTML, FORMS };
static void two_runs(struct fixture *f, const char *first, const char *second,
                     size_t form)
{
    static const char *const names[] = {"a.md", "a.json", "a.html"};
    char steps[512];
    snprintf(steps, sizeof steps, "{ use: notice.stamp, with: { %s } }", first);
    load(f, steps,
         "{ use: write.markdown, to: \"{{ id }}.md\" }, "
         "{ use: write.json, to: \"{{ id }}.json\" }, "
         "{ use: write.html, to: \"{{ id }}.html\" }");
    run_fill(f, fill_all, "en");
    stet_str bytes = copy_of(output(f, form));
    unload(f);
    snprintf(steps, sizeof steps, "{ id: s, use: notice.stamp, with: { %s } }", second);
    load(f, steps, "");
    run_text(f, bytes, names[form]);
    drop_copy(bytes);
}

START_TEST(changed_text_replaces_the_stamp_wherever_it_went)
{
    struct fixture f;
    two_runs(&f, "id: ours, kind: editors_note, text: \"Old text.\"",
             "id: ours, kind: editors_note, text: \"New [text](https://a.example/).\"",
             _i);
    ck_lacks(outline(f.a), "Old text");
    ck_contains(outline(f.a), " New text.|");
    unload(&f);
}
END_TEST

/* The same words, and yet another stamp. */
static const char *const looks[] = {
    "text: \"See [us](https://b.example/).\"",
    "text: \"See **us**.\"",
    "text: \"See [us](https://a.example/).\", style: strong",
    "text: \"See [us](https://a.example/).\", placement: start",
    "text: \"See [us](https://a.example/).\", placement: after_paragraph, paragraph: 1",
    "text: \"See [us](https://a.example/).\", language: de"};

START_TEST(changed_look_replaces_the_stamp_too)
{
    struct fixture f;
    char with[256];
    snprintf(with, sizeof with, "id: ours, kind: editors_note, %s", looks[_i]);
    two_runs(&f,
             "id: ours, kind: editors_note, text: \"See [us](https://a.example/).\"",
             with, 1);
    ck_assert_uint_gt(step_info(&f, "s").changes, 2);
    ck_contains(outline(f.a), "See us.|");
    stet_node block = stamped_block(f.a, "ours");
    ck_assert(block && stet_next(f.a, block) != stamped_block(f.a, "ours"));
    unload(&f);
}
END_TEST

/* A correction of another passage is no rival of this one. */
static stet_code fill_corrected(void *self, stet_article *a)
{
    fill_all((void *)(uintptr_t) "en", a);
    stet_node n = paragraph(a, STET_ZONE_TAIL, self);
    notice_over(a, STET_CORRECTION, n, 0, SIZE_MAX);
    return STET_OK;
}

START_TEST(correction_of_something_else_does_not_count)
{
    struct fixture f;
    load(&f, "{ id: s, use: notice.stamp, with: { notices: [correction] } }", "");
    run_fill(&f, fill_corrected, "Correction: the harbour master is a woman.");
    ck_assert(stamped_block(f.a, "correction.1"));
    run_fill(&f, fill_corrected,
             "Correction, March 10: The bar is nine metres deep, not seven.");
    ck_assert(!stamped_block(f.a, "correction.1"));
    unload(&f);
}
END_TEST

START_TEST(stamp_is_taken_out_when_its_time_is_over)
{
    struct fixture f;
    two_runs(&f, "id: ours, kind: editors_note, text: Ours., valid_until: 2025-03-14",
             "id: ours, kind: editors_note, text: Ours., valid_until: 2025-03-13", _i);
    ck_lacks(outline(f.a), "Ours.");
    ck_assert(!stet_field(f.a, STET_STAMPS));
    ck_contains(step_info(&f, "s").why, "");
    unload(&f);
}
END_TEST

START_TEST(validity_is_a_day_from_its_start_to_its_end)
{
    struct fixture f;
    stamp(&f, "catalogue: [house.yaml], notices: [winter]");
    ck_text(said(&f, "winter"), "Winter hours.");
    stet_node notice = stet_first(f.a, stet_root(f.a, STET_FAMILY_NOTICE));
    notice = stet_next(f.a, notice);
    ck_text(stet_attr_str(f.a, notice, STET_ATTR_VALID_UNTIL), "2025-03-14");
    unload(&f);
    stamp(&f, "catalogue: [house.yaml], notices: [winter], valid_from: 2025-03-15, "
              "valid_until: 2026");
    ck_assert(!stamped_block(f.a, "winter"));
    unload(&f);
}
END_TEST

START_TEST(stamp_stays_or_goes_where_it_does_not_apply)
{
    struct fixture f;
    two_runs(&f, "id: opinion, kind: disclaimer.opinion, text: Ours.",
             "catalogue: [house.yaml], notices: [opinion], otherwise: keep", FORM_JSON);
    ck_contains(outline(f.a), "Ours.");
    unload(&f);
    two_runs(&f, "id: opinion, kind: disclaimer.opinion, text: Ours.",
             "catalogue: [house.yaml], notices: [opinion]", FORM_JSON);
    ck_lacks(outline(f.a), "Ours.");
    unload(&f);
}
END_TEST

/* An embargo that is over goes; one that nobody knows of any more stays. */
START_TEST(embargo_goes_when_it_is_over)
{
    static const char *const heads[] = {"embargo: 2025-03-01\n", "embargo: 2026\n", ""};
    static const int stays[] = {0, 1, 1};
    struct fixture f;
    char source[256];
    snprintf(source, sizeof source, "---\nlang: en\n%s---\n# A\n\nBody.\n", heads[_i]);
    load(&f,
         "{ use: notice.stamp, with: { id: embargo, kind: notice.embargo, text: Held. "
         "} }",
         "{ use: write.markdown, to: \"{{ id }}.md\" }");
    run_text(&f, stet_cstr(source), "a.md");
    stet_str bytes = copy_of(output(&f, 0));
    unload(&f);
    load(&f, "{ use: notice.stamp, with: { notices: [embargo] } }", "");
    run_text(&f, bytes, "a.md");
    ck_assert_int_eq(stamped_block(f.a, "embargo") != 0, stays[_i]);
    drop_copy(bytes);
    unload(&f);
}
END_TEST

START_TEST(counting_image_is_never_put_in_silently)
{
    struct fixture f;
    stamp(&f, "notices: [tracking]");
    ck_assert(!stamped_block(f.a, "tracking"));
    ck_contains(step_info(&f, "s").why, "no address of an image");
    unload(&f);
    stamp(&f, "notices: [tracking], values: { pixel: \"javascript:alert(1)\" }");
    ck_assert(!stamped_block(f.a, "tracking"));
    unload(&f);
    stamp(&f,
          "notices: [tracking], values: { pixel: \"https://c.example/{{ slug }}.gif\" "
          "}");
    stet_node image = stet_last(f.a, stamped_block(f.a, "tracking"));
    ck_assert_int_eq(stet_kind_of(f.a, image), STET_IMAGE);
    ck_text(stet_attr_str(f.a, image, STET_ATTR_SRC),
            "https://c.example/the-cable.gif");
    ck_contains(said(&f, "tracking"), "counts how often");
    unload(&f);
}
END_TEST

START_TEST(use_of_machines_is_a_field_too)
{
    struct fixture f;
    stamp(&f, "notices: [ai.generated]");
    ck_text(stet_field_text(f.a, STET_DIGITAL_SOURCE),
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    unload(&f);
}
END_TEST

/* ---- hostile values -------------------------------------------------------------- */

static const char *const hostile[] = {"<script>alert(1)</script>",
                                      "](javascript:alert(1))",
                                      "a\n\n# Heading",
                                      "a\r\n---\r\nb",
                                      "---",
                                      "***",
                                      "```\ncode\n```",
                                      "> quote",
                                      "1. list",
                                      "[x](javascript:alert(1))",
                                      "![x](https://a.example/p.gif)",
                                      "<!-- -->",
                                      "**bold** *it* `code`",
                                      "| a | b |\n|---|---|",
                                      "{{ slug }}",
                                      "${n}",
                                      "&lt;b&gt; &amp;amp;",
                                      "{{< x >}}",
                                      "x\xe2\x80\xaegpj.exe",
                                      "\"' onmouseover=alert(1) x=\"",
                                      "[^1]",
                                      "    indented",
                                      "<https://a.example>",
                                      "a\xe2\x80\xa8"
                                      "b",
                                      "\\",
                                      "~~~"};

static stet_code fill_hostile(void *self, stet_article *a)
{
    state(a, STET_LANGUAGE, "en");
    state(a, STET_SLUG, "a");
    state(a, STET_KICKER, self);
    PART(a, STET_ORIGIN, STET_REF, {STET_ATTR_NAME, "a house"}, {STET_ATTR_URL, self});
    put(a, new_block(a, STET_HEADING, STET_ZONE_HEAD), "A");
    paragraph(a, STET_ZONE_BODY, "Body.");
    return STET_OK;
}

static size_t count_blocks(stet_article *a)
{
    size_t count = 0;
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n))
        count++;
    return count;
}

/* Nothing below the block but text, emphasis and addresses that were text. */
static void must_be_plain(stet_article *a, stet_node block, const char *value)
{
    size_t count;
    const stet_item *items = stet_walk(a, block, &count);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(
            items[i].kind == STET_TEXT || items[i].kind == STET_STRONG ||
                (items[i].kind == STET_LINK &&
                 stet_str_eq(stet_content(a, items[i].node),
                             stet_attr_str(a, items[i].node, STET_ATTR_HREF))),
            "'%s' made a %s", value, stet_kind_name(a, items[i].kind));
}

START_TEST(values_bring_no_markup)
{
    struct fixture f;
    load(&f,
         "{ id: s, use: notice.stamp, with: { id: n, kind: editors_note, text: "
         "\"{{ kicker }}\\n\\n**From** [{{ origin.name }}]({{ origin.url }}) {{ kicker "
         "}}\" "
         "} }",
         "{ use: write.markdown, to: \"{{ slug }}.md\" }, "
         "{ use: write.html, to: \"{{ slug }}.html\", with: { document: fragment } }");
    run_fill(&f, fill_hostile, hostile[_i]);
    size_t blocks = count_blocks(f.a);
    ck_assert_uint_eq(blocks, 4);
    stet_node block = stamped_block(f.a, "n");
    must_be_plain(f.a, block, hostile[_i]);
    must_be_plain(f.a, stet_next(f.a, block), hostile[_i]);
    ck_lacks(stet_content(f.a, block), "\xe2\x80\xae");
    stet_str html = output(&f, 1);
    ck_lacks(html, "<script");
    ck_lacks(html, "href=\"javascript");
    ck_lacks(html, "<!--");
    ck_lacks(html, " onmouseover=alert(1) x=\"\"");
    ck_lacks(html, "<img");
    stet_str once = copy_of(output(&f, 0));
    stet_str content = copy_of(stet_content(f.a, block));
    run_text(&f, once, "a.md");
    ck_assert_uint_eq(step_info(&f, "s").code, STET_SKIP);
    ck_assert_uint_eq(count_blocks(f.a), blocks);
    block = stamped_block(f.a, "n");
    ck_assert_msg(stet_str_eq(stet_content(f.a, block), content),
                  "'%s' became '%.*s' in\n%s", hostile[_i],
                  (int)stet_content(f.a, block).n, stet_content(f.a, block).p, once.p);
    must_be_plain(f.a, block, hostile[_i]);
    drop_copy(once);
    drop_copy(content);
    unload(&f);
}
END_TEST

/* ---- mistakes -------------------------------------------------------------------- */

static const struct {
    const char *with, *said;
} mistakes[] = {
    {"notices: [opinon]",
     "no catalogue has a notice 'opinon' (did you mean 'opinion'?)"},
    {"text: T.", "a text needs a kind"},
    {"kind: correction", "the catalogue says the kind"},
    {"kind: paragraph, text: T.", "'paragraph' is no kind of notice"},
    {"notices: [opinion], text: T., kind: correction", "not both"},
    {"notices: [opinion, licence], id: a", "an id is for one notice only"},
    {"notices: [opinion], placement: after_paragraph", "needs the number"},
    {"notices: [opinion], placement: befor_bio", "did you mean 'before_bio'"},
    {"notices: [opinion], values: { x: y }", "no notice has a value 'x'"},
    {"notices: [opinion], valid_from: 2026, valid_until: 2025", "valid until before"},
    {"kind: correction, text: \"**a\"", "an emphasis is not closed"},
    {"kind: correction, text: \"${a}\"", "a"},
    {"notices: [opinion], catalogue: [nowhere.yaml]", "nowhere.yaml"},
    {"id: a, otherwise: maybe, notices: [opinion]", "keep, remove"}};

START_TEST(mistakes_of_a_step_are_told)
{
    struct fixture f;
    char steps[512];
    snprintf(steps, sizeof steps, "{ use: notice.stamp, with: { %s } }",
             mistakes[_i].with);
    ck_assert_int_ne(try_load(&f, steps, ""), STET_OK);
    ck_assert_msg(strstr(f.problems, mistakes[_i].said), "%s: %s", mistakes[_i].with,
                  f.problems);
    stet_context_free(f.ctx);
}
END_TEST

/* Every one, with its place. */
START_TEST(mistakes_of_a_catalogue_are_all_told)
{
    static const char *const all[] = {
        "3:1: catalogue: unknown option 'langauge' (did you mean 'language'?)",
        "catalogue.language: is required",
        "6:11: catalogue.notices.opinion.kind: 'disclaimer.opinon' is no kind",
        "7:11: no field is called 'genr' (did you mean 'genre'?)",
        "8:24: no field is called 'bylin' (did you mean 'byline'?)",
        "8:11: notice.stamp: an emphasis is not closed",
        "11:5: catalogue.notices.note: unknown option 'placment' (did you mean",
        "12:11: notice.stamp: no value is called 'contakt'",
        "12:51: no filter is called 'dat' (did you mean 'date'?)",
        "'Bad Name' is no name of a notice",
        "'paragraph' is no kind of notice",
        "after_paragraph needs the number of the paragraph",
        "16:17: catalogue.notices.Bad Name.if_present: 'maybe' is not one of",
        "it is valid until before it is valid",
        "19:21: catalogue.notices.Bad Name.digital_source: 'trainedAlgorithmMedia'",
        "23:11: notice.stamp: a notice has 1 to 16 wordings"};
    struct fixture f;
    ck_assert_int_ne(
        try_load(&f, "{ use: notice.stamp, with: { catalogue: [broken.yaml] } }", ""),
        STET_OK);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ck_assert_msg(strstr(f.problems, all[i]), "no '%s' in:\n%s", all[i],
                      f.problems);
    stet_context_free(f.ctx);
}
END_TEST

START_TEST(all_of_an_own_catalogue_may_be_stamped)
{
    struct fixture f;
    stamp(&f, "catalogue: [house.yaml]");
    ck_assert(stamped_block(f.a, "note") && stamped_block(f.a, "counted") &&
              stamped_block(f.a, "winter"));
    unload(&f);
}
END_TEST

#define COUNT(list) (int)(sizeof(list) / sizeof *(list))

int main(void)
{
    Suite *suite = suite_create("notice.stamp and notice.check");
    TCase *t = tcase_create("notices");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, texts_are_those_of_the_catalogue, 0, COUNT(texts));
    tcase_add_test(t, links_and_emphasis_are_nodes);
    tcase_add_test(t, lists_and_plurals_fit);
    tcase_add_test(t, values_of_the_step_outrank_the_catalogue);
    tcase_add_test(t, own_catalogue_outranks_the_shipped_in_its_language);
    tcase_add_test(t, language_falls_back_and_says_so);
    tcase_add_test(t, tail_is_in_the_order_of_kinds);
    tcase_add_test(t, paragraph_is_counted_in_the_text);
    tcase_add_test(t, affiliate_stands_before_the_links_and_only_where_there_are_some);
    tcase_add_test(t, missing_and_late_disclosures_are_found);
    tcase_add_loop_test(t, affiliate_links_are_told_by_host_and_parameter, 0,
                        COUNT(links));
    tcase_add_loop_test(t, notice_of_the_house_it_came_from_counts, 0, COUNT(presents));
    tcase_add_test(t, notice_that_shares_its_block_is_not_replaced);
    tcase_add_test(t, other_notices_of_the_catalogue_are_no_rivals);
    tcase_add_loop_test(t, furniture_that_was_detected_is_not_stamped_again, 0,
                        COUNT(found));
    tcase_add_loop_test(t, changed_text_replaces_the_stamp_wherever_it_went, 0, FORMS);
    tcase_add_loop_test(t, changed_look_replaces_the_stamp_too, 0, COUNT(looks));
    tcase_add_test(t, correction_of_something_else_does_not_count);
    tcase_add_loop_test(t, stamp_is_taken_out_when_its_time_is_over, 0, FORMS);
    tcase_add_test(t, validity_is_a_day_from_its_start_to_its_end);
    tcase_add_test(t, stamp_stays_or_goes_where_it_does_not_apply);
    tcase_add_loop_test(t, embargo_goes_when_it_is_over, 0, 3);
    tcase_add_test(t, counting_image_is_never_put_in_silently);
    tcase_add_test(t, use_of_machines_is_a_field_too);
    tcase_add_loop_test(t, values_bring_no_markup, 0, COUNT(hostile));
    tcase_add_loop_test(t, mistakes_of_a_step_are_told, 0, COUNT(mistakes));
    tcase_add_test(t, mistakes_of_a_catalogue_are_all_told);
    tcase_add_test(t, all_of_an_own_catalogue_may_be_stamped);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
