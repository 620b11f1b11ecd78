/* SPDX-License-Identifier: MIT */
/*
 * furniture.detect, furniture.drop and furniture.keep: kinds, ranges, borders, rule
 * files. The labelled articles are scored by tests/corpus/check.sh.
 */
#include <dirent.h>

#include "furniture_fixture.h"

/* ---- rules
 * -------------------------------------------------------------------------------- */

START_TEST(rules_find_the_texts_they_name)
{
    struct fixture f;
    load(&f, "{ use: furniture.detect, with: { check_rules: true } }");
    unload(&f);
}
END_TEST

START_TEST(house_rule_is_used_beside_others)
{
    struct fixture f;
    load(&f, STRUCTURE "{ use: furniture.detect, with: { rules: [house.yaml], "
                       "check_rules: true } }");
    run(&f,
        stet_cstr(PROSE
                  "---\n\nSet in Garamond at the Beacon.\n\nFollow us on Mastodon.\n"));
    ck_text(stet_attr_str(f.a, notice(&f, "notice.other"), STET_ATTR_RULE),
            "house.colophon");
    ck_assert(notice(&f, "follow_cta"));
    unload(&f);
}
END_TEST

static const struct {
    const char *file, *problem;
} wrong[] = {
    {"wrong-kind.yaml", "4: furniture.detect: no such kind of notice"},
    {"wrong-set.yaml", "6: furniture.detect: no set of that name"},
    {"wrong-phrase.yaml", "6: furniture.detect: not a phrase"},
    {"wrong-choice.yaml", "6: furniture.detect: %author and %name cannot be one of"},
    {"wrong-key.yaml", "5: furniture.detect: no such part of a rule"},
    {"wrong-zone.yaml", "5: furniture.detect: no such zone"},
    {"wrong-hit.yaml", "6: furniture.detect: the rule house.one does not find this"},
    {"wrong-block.yaml", "7: furniture.detect: not a phrase"},
    {"wrong-over.yaml", "5: furniture.detect: no such kind of notice"},
    {"wrong-part.yaml", "2: furniture.detect: no such part of a file of rules"},
    {"wrong-miss.yaml", "6: furniture.detect: the rule house.one finds this"}};

START_TEST(wrong_rule_is_told_at_its_place)
{
    struct fixture f;
    char steps[200];
    snprintf(steps, sizeof steps,
             "{ use: furniture.detect, with: { rules: [%s], check_rules: true } }",
             wrong[_i].file);
    ck_assert_int_ne(try_load(&f, steps), STET_OK);
    ck_assert_msg(strstr(f.problem, wrong[_i].problem) != NULL, "%s", f.problem);
    unload(&f);
}
END_TEST

static int is_inferred(const struct fixture *f, stet_node n)
{
    return stet_attr_int(f->a, n, STET_ATTR_CONFIDENCE, 0) == STET_INFERRED;
}

START_TEST(languages_leave_the_others_out)
{
    struct fixture f;
    load(&f, STRUCTURE "{ use: furniture.detect, with: { languages: [de] } }");
    run(&f, stet_cstr(PROSE "---\n\nShare this story\n\nNewsletter abonnieren\n"));
    stet_node share = notice(&f, "share_cta"); /* words are weighed in all languages */
    ck_assert(!share || is_inferred(&f, share));
    ck_assert(notice(&f, "newsletter"));
    unload(&f);
}
END_TEST

/* ---- kinds and where they are said
 * ----------------------------------------------------------- */

START_TEST(paragraph_is_taken_apart_into_its_kinds)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(
                PROSE
                "---\n\n**Disclaimer:** Authors alone are responsible for what they "
                "write. Our stories may be reproduced free of charge if the source is "
                "named. For print, write to [rights@lantern.example]"
                "(mailto:rights@lantern.example)  \nThis page contains copyrighted "
                "material. We offer it under the doctrine of \"fair use\".\n"));
    ck_text(words_of(&f, "disclaimer.liability"),
            "Disclaimer: Authors alone are responsible for what they write.");
    ck_text(words_of(&f, "permission"),
            "Our stories may be reproduced free of charge if the source is named.");
    ck_text(words_of(&f, "contact.licensing"),
            "For print, write to rights@lantern.example");
    ck_text(words_of(&f, "notice.copyright"),
            "This page contains copyrighted material.");
    ck_text(words_of(&f, "fair_use"),
            "We offer it under the doctrine of \"fair use\".");
    ck_text(stet_attr_str(f.a, notice(&f, "contact.licensing"), STET_ATTR_EMAIL),
            "rights@lantern.example");
    unload(&f);
}
END_TEST

START_TEST(label_speaks_for_what_follows)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "## Related articles\n\n- [One](https://a.example/1)\n"
                            "- [Two](https://a.example/2)\n"));
    stet_node related = notice(&f, "related");
    size_t ranges = 0, links = 0;
    for (stet_node r = stet_first(f.a, related); r; r = stet_next(f.a, r)) {
        ranges += stet_kind_of(f.a, r) == STET_RANGE;
        links += stet_kind_of(f.a, r) == STET_REF;
    }
    ck_assert_uint_eq(ranges, 2);
    ck_assert_uint_eq(links, 2);
    unload(&f);
}
END_TEST

START_TEST(quoted_words_are_no_notice)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f,
        stet_cstr(PROSE "\"Sign up for our newsletter today,\" the poster said.\n\nThe "
                        "rain went on until the evening, and nobody came.\n"));
    ck_assert_uint_eq(count_notices(&f), 0);
    unload(&f);
}
END_TEST

START_TEST(body_is_never_eaten)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr("# All rights reserved\n\nFollow us on Mastodon.\n\nShare this "
                      "story.\n\nDonate now.\n"));
    ck_assert_int_gt(body_blocks(&f), 0);
    unload(&f);
}
END_TEST

START_TEST(text_with_furniture_at_its_end_stays_text)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(
                PROSE
                "The water fell on Thursday. What remains is a question of money, and "
                "the court will hear it in June. This post was originally published "
                "on [Mill Stream](https://mill.example/).\n"));
    ck_assert_int_eq(body_blocks(&f), 3);
    ck_text(words_of(&f, "provenance"),
            "This post was originally published on Mill Stream.");
    ck_text(field(&f, STET_ORIGIN), "Mill Stream");
    unload(&f);
}
END_TEST

START_TEST(second_run_changes_nothing)
{
    struct fixture f;
    stet_step_info info = {.size = sizeof info};
    load(&f, DETECT ", { id: again, use: furniture.detect }");
    run(&f,
        stet_cstr(PROSE "Hanna Quist is a novelist. Follow her on [X](https://x.com/h)."
                        "\n\n© 2025 The Lantern. All rights reserved.\n\n## Related\n\n"
                        "- [One](https://a.example/1)\n\nFollow us on Mastodon.\n"));
    ck_assert_uint_ge(count_notices(&f), 3);
    size_t steps = stet_result_steps(f.result);
    ck_assert(stet_result_step(f.result, steps - 1, &info));
    ck_assert_uint_eq(info.changes, 0);
    unload(&f);
}
END_TEST

static stet_str whole_file(const char *folder, const char *name, char **ret_text)
{
    char path[512];
    long size;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "rb");
    ck_assert_msg(in != NULL, "%s", path);
    fseek(in, 0, SEEK_END);
    size = ftell(in);
    rewind(in);
    *ret_text = malloc((size_t)size + 1);
    ck_assert_uint_eq(fread(*ret_text, 1, (size_t)size, in), (size_t)size);
    fclose(in);
    return stet_strn(*ret_text, (size_t)size);
}

/* Structure and furniture each leave alone what the other has settled: all articles of
 * the corpus, both steps twice. */
START_TEST(second_run_leaves_blocks_to_their_label)
{
    struct fixture f;
    stet_step_info info = {.size = sizeof info};
    load(&f, DETECT ", { id: again, use: furniture.detect }");
    run(&f, stet_cstr(PROSE "Lesen Sie auch:\n\n"
                            "- [Katze in der Schleuse](https://a.example/1)\n"
                            "- [Aufzug spielt jetzt Walzer](https://a.example/2)\n\n"
                            "Zu diesem Artikel sind keine Kommentare möglich.\n"));
    ck_assert(notice(&f, "related"));
    ck_assert(stet_result_step(f.result, stet_result_steps(f.result) - 1, &info));
    ck_assert_uint_eq(info.changes, 0);
    unload(&f);
}
END_TEST

START_TEST(both_steps_again_change_nothing)
{
    struct fixture f;
    const char *corpus = SRCDIR "/tests/corpus/furniture";
    size_t articles = 0;
    DIR *folder = opendir(corpus);
    ck_assert(folder != NULL);
    load(&f, DETECT ", { id: a, use: article.structure }, "
                    "{ id: b, use: furniture.detect }");
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        stet_step_info info = {.size = sizeof info};
        size_t n = strlen(entry->d_name);
        char *text;
        if (n < 4 || strcmp(entry->d_name + n - 3, ".md") != 0 || *entry->d_name < 'a')
            continue;
        run(&f, whole_file(corpus, entry->d_name, &text));
        size_t steps = stet_result_steps(f.result);
        for (size_t i = steps - 2; i < steps; i++) {
            ck_assert(stet_result_step(f.result, i, &info));
            ck_assert_msg(info.changes == 0, "%s: step %zu changes %u", entry->d_name,
                          i, (unsigned)info.changes);
        }
        free(text);
        articles++;
    }
    closedir(folder);
    ck_assert_uint_ge(articles, 200);
    unload(&f);
}
END_TEST

/* ---- dropping and keeping
 * --------------------------------------------------------------------- */

#define TAIL                                                                           \
    "---\n\nFollow us on Mastodon.\n\nThe views expressed are the author's "           \
    "own.\n\nThe "                                                                     \
    "author alone is responsible for the content. Please share this article.\n"

START_TEST(drop_takes_a_family_and_its_blocks)
{
    struct fixture f;
    load(&f, DETECT ", { use: furniture.drop, with: { kinds: [disclaimer.*] } }");
    run(&f, stet_cstr(PROSE TAIL));
    ck_assert(notice(&f, "follow_cta") && notice(&f, "share_cta"));
    ck_assert(!notice(&f, "disclaimer.opinion") && !notice(&f, "disclaimer.liability"));
    stet_str last =
        stet_content(f.a, stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK)));
    ck_text(last, "The author alone is responsible for the content. Please share this "
                  "article."); /* shared with a notice that stays */
    unload(&f);
}
END_TEST

START_TEST(keep_takes_all_others)
{
    struct fixture f;
    load(&f, DETECT ", { use: furniture.keep, with: { kinds: [follow_cta] } }");
    run(&f, stet_cstr(PROSE TAIL));
    ck_assert_uint_eq(count_notices(&f), 1);
    ck_text(stet_content(f.a, stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK))),
            "Follow us on Mastodon.");
    ck_assert_int_eq(body_blocks(&f), 2);
    unload(&f);
}
END_TEST

START_TEST(drop_of_another_zone_leaves_all)
{
    struct fixture f;
    load(&f, DETECT ", { use: furniture.drop, with: { zones: [head] } }");
    run(&f, stet_cstr(PROSE TAIL));
    ck_assert_uint_ge(count_notices(&f), 4);
    unload(&f);
}
END_TEST

/* ---- raw HTML, pictures, links
 * ------------------------------------------------------------------ */

START_TEST(parts_stand_in_any_order)
{
    struct fixture f;
    load(&f, STRUCTURE "{ use: furniture.detect, with: { rules: [order.yaml], "
                       "check_rules: true } }");
    unload(&f);
}
END_TEST

START_TEST(raw_html_is_read_as_its_blocks)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "<div><p>Additional reporting by <b>Piet Maas</b>.</p>"
                            "<p>&copy; 2025 The Lantern</p></div>\n"));
    stet_node last = stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    ck_assert_int_eq(stet_kind_of(f.a, last), STET_HTML);
    ck_text(words_of(&f, "contributing"),
            "<p>Additional reporting by <b>Piet Maas</b>.</p>");
    ck_text(field(&f, STET_CONTRIBUTORS), "Piet Maas");
    ck_text(field(&f, STET_COPYRIGHT_HOLDER), "The Lantern");
    unload(&f);
}
END_TEST

START_TEST(picture_that_nobody_sees_is_told)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "![](https://img.example/mill.jpg)\n\nIt rained.\n"));
    ck_assert(!notice(&f, "tracking"));
    run(&f, stet_cstr(PROSE "<img src=\"https://c.example/x\" width=1 height=1>\n"));
    ck_assert(notice(&f, "tracking"));
    run(&f, stet_cstr(PROSE "![](https://counter.example/1/count.gif)\n"));
    ck_assert(notice(&f, "tracking"));
    unload(&f);
}
END_TEST

static const struct {
    const char *caption, *credit;
} captions[] = {
    {"<figcaption>The mill. <span class=\"credit\">Ann Lee</span></figcaption>",
     "Ann Lee"},
    {"<figcaption>The mill. Photograph: Ann Lee/The Lantern</figcaption>",
     "Ann Lee/The Lantern"},
    {"<figcaption>The mill. \xc2\xa9 Ann Lee</figcaption>", "Ann Lee"},
    {"<figcaption>The mill in fog (Ann Lee/Alamy)</figcaption>", "Ann Lee/Alamy"},
    {"<figcaption>The mill. LUSA/Ann Lee</figcaption>", "LUSA/Ann Lee"},
    {"<figcaption>The mill and its owner.</figcaption>", ""}};

START_TEST(caption_names_who_made_the_picture)
{
    struct fixture f;
    char text[1500];
    load(&f, DETECT);
    snprintf(text, sizeof text,
             PROSE "<figure><img src=\"a.jpg\">%s</figure>\n\nIt rained on, and "
                   "nobody came to the mill.\n",
             captions[_i].caption);
    run(&f, stet_cstr(text));
    ck_text(field(&f, STET_IMAGE_CREDITS), captions[_i].credit);
    unload(&f);
}
END_TEST

START_TEST(row_of_share_links_is_no_request)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\nShare: [One](https://t.me/share/url?url=x) "
                            "[Two](https://www.facebook.com/sharer/sharer.php?u=x)\n"));
    ck_assert(notice(&f, "share_links"));
    ck_assert(!notice(&f, "share_cta"));
    unload(&f);
}
END_TEST

static const char *const prose[] = {
    "Please donate generously, says the sign above the door, and people have.",
    "All rights reserved was what the printer had set in bold on every ticket of the "
    "ferry since the war.",
    "\"Subscribe to our newsletter,\" the parrot said, and looked away."};

START_TEST(what_is_told_about_furniture_is_none)
{
    struct fixture f;
    char text[1500];
    load(&f, DETECT);
    snprintf(text, sizeof text, PROSE "%s\n", prose[_i]);
    run(&f, stet_cstr(text));
    ck_assert_uint_eq(count_notices(&f), 0);
    ck_assert_int_eq(body_blocks(&f), 3);
    unload(&f);
}
END_TEST

/* ---- borders, and what no phrase says
 * ------------------------------------------------------------------- */

static int zone_of(const struct fixture *f, const char *kind)
{
    stet_node n = notice(f, kind);
    return n ? stet_zone_of(f->a, n) : 0;
}

START_TEST(line_within_the_text_says_whence_it_comes)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "This article was originally published by The Valley "
                            "Post. You may republish it under a Creative Commons "
                            "licence.\n\nThe wheel had not turned in living memory. "
                            "Neither had the door.\n\nBy June both did.\n"));
    ck_assert_int_eq(zone_of(&f, "provenance"), STET_ZONE_BODY);
    ck_assert_int_eq(zone_of(&f, "permission"), STET_ZONE_BODY);
    ck_assert_int_eq(body_blocks(&f), 5);
    run(&f, stet_cstr(PROSE "The article was in a drawer. It had been published by "
                            "nobody, and for a reason.\n\nBy June it was lost.\n"));
    ck_assert_uint_eq(count_notices(&f), 0);
    unload(&f);
}
END_TEST

START_TEST(story_between_furniture_stays_text)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "*Sign up for our newsletter and get the best of the "
                            "valley each Friday.*\n\nThe wheel turned in June. The "
                            "first sack of flour went to the school.\n\n"
                            "\xc2\xa9 2024 The Valley Post\n"));
    ck_assert_int_eq(zone_of(&f, "newsletter"), STET_ZONE_BODY);
    ck_assert_int_eq(zone_of(&f, "notice.copyright"), STET_ZONE_TAIL);
    ck_assert_int_eq(body_blocks(&f), 4);
    unload(&f);
}
END_TEST

START_TEST(label_in_front_of_a_long_line_is_no_report)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f,
        stet_cstr("# The River\n\nTrigger warning: the text that follows tells of "
                  "the death of many animals in the flood of last spring.\n\n" PROSE));
    ck_assert(notice(&f, "content_warning"));
    unload(&f);
}
END_TEST

START_TEST(titles_in_a_row_are_related)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\n**Not had enough?**\n\n- [The miller who would not "
                            "sleep](https://x.example/1)\n- [Nine bags of flour]"
                            "(https://x.example/2)\n"));
    ck_assert(notice(&f, "related"));
    run(&f,
        stet_cstr(PROSE "---\n\n**Departments**\n\n- [Sport](https://x.example/1)\n- "
                        "[Food](https://x.example/2)\n"));
    ck_assert(!notice(&f, "related"));
    unload(&f);
}
END_TEST

START_TEST(words_say_a_kind_that_no_phrase_does)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\nHanna Quist is a reporter in the valley.\n\nYour "
                            "inbox, our newsletters, weekly or daily.\n"));
    ck_assert(notice(&f, "newsletter"));
    run(&f, stet_cstr(PROSE "---\n\nHanna Quist is a reporter in the valley.\n\nOur "
                            "river, your river, everybody's river.\n"));
    ck_assert(!notice(&f, "newsletter"));
    unload(&f);
}
END_TEST

START_TEST(both_endings_of_a_word_are_one_word)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\nLes opinions exprim\xc3\xa9"
                            "es dans cet article sont celles de leurs auteur\xc2\xb7"
                            "rices.\n"));
    ck_assert(notice(&f, "disclaimer.opinion"));
    unload(&f);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("furniture");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, rules_find_the_texts_they_name);
    tcase_add_test(c, house_rule_is_used_beside_others);
    tcase_add_loop_test(c, wrong_rule_is_told_at_its_place, 0,
                        sizeof wrong / sizeof *wrong);
    tcase_add_test(c, languages_leave_the_others_out);
    tcase_add_test(c, paragraph_is_taken_apart_into_its_kinds);
    tcase_add_test(c, label_speaks_for_what_follows);
    tcase_add_test(c, quoted_words_are_no_notice);
    tcase_add_test(c, body_is_never_eaten);
    tcase_add_test(c, text_with_furniture_at_its_end_stays_text);
    tcase_add_test(c, second_run_changes_nothing);
    tcase_add_test(c, second_run_leaves_blocks_to_their_label);
    tcase_add_test(c, both_steps_again_change_nothing);
    tcase_add_test(c, drop_takes_a_family_and_its_blocks);
    tcase_add_test(c, keep_takes_all_others);
    tcase_add_test(c, drop_of_another_zone_leaves_all);
    tcase_add_test(c, parts_stand_in_any_order);
    tcase_add_test(c, raw_html_is_read_as_its_blocks);
    tcase_add_test(c, picture_that_nobody_sees_is_told);
    tcase_add_loop_test(c, caption_names_who_made_the_picture, 0,
                        sizeof captions / sizeof *captions);
    tcase_add_test(c, row_of_share_links_is_no_request);
    tcase_add_loop_test(c, what_is_told_about_furniture_is_none, 0,
                        sizeof prose / sizeof *prose);
    tcase_add_test(c, line_within_the_text_says_whence_it_comes);
    tcase_add_test(c, story_between_furniture_stays_text);
    tcase_add_test(c, label_in_front_of_a_long_line_is_no_report);
    tcase_add_test(c, titles_in_a_row_are_related);
    tcase_add_test(c, words_say_a_kind_that_no_phrase_does);
    tcase_add_test(c, both_endings_of_a_word_are_one_word);
    return run_tests(c, "furniture");
}
