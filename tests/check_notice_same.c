/* SPDX-License-Identifier: MIT */
/*
 * An article that is already right does not change: every notice that ships with stet,
 * in every place and language, stamped again in the same run and after a way through
 * canonical JSON, Markdown written afresh, and Markdown with its own bytes kept. The
 * proof is an empty journal.
 */
#include "notice_fixture.h"

static const char *const notices[] = {
    "opinion",    "liability", "advice.finance", "advice.medical", "advice.legal",
    "affiliate",  "sponsored", "ai.generated",   "ai.assisted",    "ai.translated",
    "correction", "update",    "licence",        "republished",    "embargo",
    "tracking",   "credit"};
enum { NOTICES = sizeof notices / sizeof *notices };
static const char *const placements[] = {
    "start",       "after_headline",
    "before_body", "after_body",
    "before_bio",  "end",
    "tail",        "after_paragraph, paragraph: 2"};
enum { PLACEMENTS = sizeof placements / sizeof *placements };
static const char *const languages[] = {"en", "de", "fr", "es", "de-AT", "pt"};
enum { LANGUAGES = sizeof languages / sizeof *languages };

#define UNDERSTAND "{ use: article.structure }, { use: furniture.detect }, "
#define STAMP "{ id: %s, use: notice.stamp, with: { notices: [%s], placement: %s%s } }"
#define PIXEL ", values: { pixel: \"https://count.example/{{ headline | slug }}.gif\" }"
#define OUTPUTS                                                                        \
    "{ use: write.json, to: \"{{ id }}.json\" }, "                                     \
    "{ use: write.markdown, to: \"{{ id }}.md\" }, "                                   \
    "{ use: write.html, to: \"{{ id }}.html\", with: { json_ld: true } }"

static void load_stamps(struct fixture *f, const char *notice, const char *placement)
{
    char steps[1024];
    const char *values = strcmp(notice, "tracking") == 0 ? PIXEL : "";
    snprintf(steps, sizeof steps, UNDERSTAND STAMP ", " STAMP, "once", notice,
             placement, values, "again", notice, placement, values);
    load(f, steps, OUTPUTS);
}

static void must_be_still(struct fixture *f, const char *id, const char *what,
                          const char *notice, const char *placement,
                          const char *language)
{
    stet_step_info info = step_info(f, id);
    ck_assert_msg(info.changes == 0, "%s: %s %s %s: %zu changes (%.*s)\n%.*s", what,
                  notice, placement, language, (size_t)info.changes, (int)info.why.n,
                  info.why.p, (int)outline(f->a).n, outline(f->a).p);
}

static size_t count_stamps(stet_article *a)
{
    size_t count = 0;
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(a, n))
        count += stet_attr_str(a, n, STET_ATTR_STAMP).n > 0;
    return count;
}

/* Stamped from a CMS, then the bytes that were written are read and stamped again. */
static void check_article(struct fixture *f, const char *notice, const char *placement,
                          const char *language)
{
    static const char *const names[] = {"a.json", "a.md", "a.html"};
    stet_str bytes[3];
    run_fill(f, fill_all, language);
    ck_assert_msg(step_info(f, "once").changes > 0, "%s %s %s: not stamped", notice,
                  placement, language);
    must_be_still(f, "again", "same run", notice, placement, language);
    for (size_t i = 0; i < 3; i++)
        bytes[i] = copy_of(output(f, i));
    for (size_t i = 0; i < 3; i++) {
        run_text(f, bytes[i], names[i]);
        ck_assert_uint_eq(count_stamps(f->a), 1);
        must_be_still(f, "once", names[i], notice, placement, language);
        must_be_still(f, "again", names[i], notice, placement, language);
        drop_copy(bytes[i]);
    }
}

START_TEST(stamps_are_still_through_json_markdown_and_html)
{
    struct fixture f;
    for (size_t p = 0; p < PLACEMENTS; p++) {
        load_stamps(&f, notices[_i], placements[p]);
        for (size_t l = 0; l < LANGUAGES; l++)
            check_article(&f, notices[_i], placements[p], languages[l]);
        unload(&f);
    }
}
END_TEST

/* ---- Markdown with its own bytes ------------------------------------------------ */

static const char source_form[] =
    "---\n"
    "title:   The cable and the bar   # odd spaces stay\n"
    "lang: %s\n"
    "slug: the-cable\n"
    "authors: [Jane Doe, 'John Roe']\n"
    "site: The Lantern\n"
    "licence: CC BY-ND 4.0\n"
    "embargo: 2025-04-01\n"
    "canonical: https://lantern.example/cable\n"
    "origin: {name: The Tidewater Review, url: \"https://tide.example/a\"}\n"
    "---\n"
    "The cable and the bar\n"
    "=====================\n\n\n"
    "By Jane Doe and John Roe\n\n"
    "For three *years* planners __have__ argued\nover the northern cable.  \n\n"
    "A chart is sold [by the harbour](https://www.amazon.de/dp/1?tag=lantern-21).\n"
    "\n\n\n"
    "* Money was promised\n* maps were drawn\n\n"
    "The quay is the town's own affair.\n\n\n";

/* Is every byte of the source there, in its order? */
static int is_kept(stet_str source, stet_str written)
{
    size_t at = 0;
    for (size_t i = 0; i < written.n && at < source.n; i++)
        at += written.p[i] == source.p[at];
    return at == source.n;
}

static int needs_a_cms(const char *notice)
{
    return !strcmp(notice, "correction") || !strcmp(notice, "update");
}

static void check_source(struct fixture *f, const char *notice, const char *placement,
                         const char *language)
{
    char source[2048];
    snprintf(source, sizeof source, source_form, language);
    run_text(f, stet_cstr(source), "a.md");
    if (!needs_a_cms(notice))
        ck_assert_msg(step_info(f, "once").changes > 0, "%s %s %s: not stamped", notice,
                      placement, language);
    stet_str once = copy_of(output(f, 1));
    ck_assert_msg(is_kept(stet_cstr(source), once), "%s %s %s: bytes changed:\n%s",
                  notice, placement, language, once.p);
    run_text(f, once, "a.md");
    must_be_still(f, "once", "source", notice, placement, language);
    ck_assert_msg(stet_str_eq(once, output(f, 1)), "%s %s %s: other bytes", notice,
                  placement, language);
    drop_copy(once);
}

START_TEST(stamps_are_still_in_a_source_and_change_no_other_byte)
{
    struct fixture f;
    for (size_t p = 0; p < PLACEMENTS; p++) {
        load_stamps(&f, notices[_i], placements[p]);
        for (size_t l = 0; l < LANGUAGES; l++)
            check_source(&f, notices[_i], placements[p], languages[l]);
        unload(&f);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("notices that are right stay as they are");
    TCase *t = tcase_create("forms");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, stamps_are_still_through_json_markdown_and_html, 0, NOTICES);
    tcase_add_loop_test(t, stamps_are_still_in_a_source_and_change_no_other_byte, 0,
                        NOTICES);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
