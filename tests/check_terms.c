/* SPDX-License-Identifier: MIT */
/* terms: the dictionary, the scanner, lists, exceptions, places of findings. */
#include "step_fixture.h"

/* How many findings `with` makes in one paragraph of body. */
static size_t hits(const char *with, const char *text)
{
    struct fixture f;
    char steps[4096];
    const char *const texts[] = {NULL, text};
    snprintf(steps, sizeof steps, "      - { use: terms, with: { %s } }\n", with);
    load(&f, steps, "");
    run_well(&f, fill_simple, (void *)texts);
    size_t count = count_findings(&f, "terms/term");
    unload(&f);
    return count;
}

START_TEST(whole_words_are_found)
{
    ck_assert_uint_eq(hits("words: [port]", "The port, Port and PORT: (port) port."),
                      5);
    ck_assert_uint_eq(hits("words: [port]", "airport ports portal re_port sport1"), 0);
    ck_assert_uint_eq(hits("words: [cialis]", "a specialist"), 0);
    ck_assert_uint_eq(hits("words: [a]", "a b a"), 2);
    ck_assert_uint_eq(hits("words: [port]", "port"), 1);
}
END_TEST

START_TEST(letters_beyond_ascii_are_part_of_words)
{
    ck_assert_uint_eq(hits("words: [abc, f]", "abc\xc3\xb3"
                                              "def"),
                      0);
    ck_assert_uint_eq(hits("words: [\xc3\xa9t\xc3\xa9]",
                           "un \xc3\x89T\xc3\x89, l\xe2\x80\x99\xc3\xa9t\xc3\xa9"),
                      2);
    ck_assert_uint_eq(hits("words: [ano]", "a\xc3\xb1o"), 0);
    ck_assert_uint_eq(hits("words: [strasse]", "Stra\xc3\x9f"
                                               "e"),
                      1);
}
END_TEST

START_TEST(typographic_quotes_divide_words)
{
    ck_assert_uint_eq(hits("words: [port]",
                           "\xe2\x80\x9cport\xe2\x80\x9d\xe2\x80\x94port\xe2\x80\xa6"),
                      2);
}
END_TEST

START_TEST(disguises_of_unicode_are_folded)
{
    ck_assert_uint_eq(
        hits("words: [port]", "\xef\xbd\x90\xef\xbd\x8f\xef\xbd\x92\xef\xbd\x94"), 1);
    ck_assert_uint_eq(hits("words: [port]", "po\xe2\x80\x8brt"), 1);
    ck_assert_uint_eq(hits("words: [file]", "\xef\xac\x81le"), 1);
}
END_TEST

START_TEST(phrases_may_be_spread_over_spaces)
{
    ck_assert_uint_eq(hits("words: [north sea port]", "the North  Sea\nport"), 1);
    ck_assert_uint_eq(hits("words: [north sea port]", "north sea airport, north sea"),
                      0);
    ck_assert_uint_eq(hits("words: [\"don't stop\", co-op]",
                           "Don\xe2\x80\x99t stop the co\xe2\x80\x90op"),
                      2);
}
END_TEST

static stet_code fill_two_blocks(void *self, stet_article *a)
{
    (void)self;
    paragraph(a, STET_ZONE_BODY, "the north");
    paragraph(a, STET_ZONE_BODY, "sea is wide");
    return STET_OK;
}

START_TEST(phrases_end_with_their_block)
{
    struct fixture f;
    load(&f, "      - { use: terms, with: { words: [north sea] } }\n", "");
    run_well(&f, fill_two_blocks, NULL);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 0);
    unload(&f);
}
END_TEST

START_TEST(signs_belong_to_a_term)
{
    ck_assert_uint_eq(hits("words: [\"#port\", \"$$$\", \"s.o.b.\"]",
                           "see #port, not port; $$$! s.o.b. snobby"),
                      3);
}
END_TEST

START_TEST(phrases_begin_and_end_at_words)
{
    ck_assert_uint_eq(hits("words: [north sea]", "north seas, north sea"), 1);
    ck_assert_uint_eq(hits("words: [big harbour]", "abig harbour, big harbour"), 1);
    ck_assert_uint_eq(hits("words: [big harbour]", "\xc3\xa9"
                                                   "big harbour"),
                      0);
}
END_TEST

START_TEST(prefix_and_anywhere_are_asked_for)
{
    ck_assert_uint_eq(hits("words: [a yorksh], part: prefix", "A Yorkshire man"), 1);
    ck_assert_uint_eq(hits("words: [port], part: prefix", "ports portal airport port"),
                      3);
    ck_assert_uint_eq(hits("words: [port], part: anywhere", "ports airport sportive"),
                      3);
    ck_assert_uint_eq(
        hits("words: [new yor], part: prefix", "New York, new yorkers, york"), 2);
    ck_assert_uint_eq(hits("words: [internationalise], part: prefix",
                           "internationalised, internationally"),
                      1);
    ck_assert_uint_eq(hits("words: [x], part: anywhere", "axxb x"), 3);
}
END_TEST

START_TEST(scripts_without_spaces_are_found_anywhere)
{
    ck_assert_uint_eq(
        hits("words: [\xe6\xbc\xa2\xe5\xad\x97]",
             "\xe6\x97\xa5\xe6\x9c\xac\xe6\xbc\xa2\xe5\xad\x97\xe3\x81\xa7"),
        1);
}
END_TEST

START_TEST(exceptions_cover_hits)
{
    ck_assert_uint_eq(
        hits("words: [port], exceptions: [port of call]", "port of call, port of"), 1);
    ck_assert_uint_eq(
        hits("words: [call], exceptions: [port of call]", "Port of call! call"), 1);
    ck_assert_uint_eq(
        hits("words: [cunt], part: anywhere, exceptions: [scunthorpe]", "Scunthorpe"),
        0);
    ck_assert_uint_eq(
        hits("terms: [{ term: port, exceptions: [port wine] }]", "port wine port"), 1);
    /* an exception of the same place and length wins */
    ck_assert_uint_eq(hits("words: [port], exceptions: [port]", "port"), 0);
    /* one that the hit sticks out of does not */
    ck_assert_uint_eq(
        hits("words: [port of call], exceptions: [port of]", "port of call"), 1);
}
END_TEST

START_TEST(words_across_a_block_of_64_are_found)
{
    char text[256];
    for (size_t at = 55; at < 70; at++) {
        memset(text, '.', sizeof text);
        memcpy(text + at, "harbour master", 14);
        text[200] = '\0';
        ck_assert_msg(hits("words: [harbour, harbour master]", text) == 2, "at %zu",
                      at);
    }
}
END_TEST

/* A term of each length, and one that is a letter longer, at each place of a block. */
START_TEST(terms_of_every_length_are_found_at_every_place)
{
    static const char letters[] = "zyxwvutsrqponmlkjihgfedcbazyxwvutsrqponmlkjihgfedcba"
                                  "zyxwvutsrqponmlkjihgfedcba";
    for (int n = 1; n <= 70; n += n < 40 ? 1 : 6) {
        char with[128], text[16384];
        size_t len = 0;
        snprintf(with, sizeof with, "words: [\"%.*s\"]", n, letters);
        for (int at = 0; at < 66; at++)
            len += (size_t)snprintf(text + len, sizeof text - len, "%.*s %.*s%s", n + 1,
                                    letters, n, letters, at % 3 ? ", " : " a ");
        ck_assert_uint_eq(hits(with, text), 66);
    }
}
END_TEST

START_TEST(finding_carries_what_the_list_says)
{
    struct fixture f;
    const char *const texts[] = {NULL, "Some FAKE  News today"};
    load(&f,
         "      - use: terms\n"
         "        with:\n"
         "          terms:\n"
         "            - { term: fake news, category: style, severity: critical, "
         "effect: label,\n"
         "                suggestion: say what is false, policy: \"4.2\" }\n",
         "");
    run_well(&f, fill_simple, (void *)texts);
    stet_finding_info info = finding(&f, "terms/term", 0);
    ck_text(info.category, "style");
    ck_text(info.suggestion, "say what is false");
    ck_text(info.evidence, "FAKE  News");
    ck_text(info.policy, "4.2");
    ck_assert_int_eq(info.severity, STET_CRITICAL);
    ck_assert_int_eq(info.effect, STET_LABEL);
    ck_assert_int_eq(stet_result_verdict(f.result), STET_VERDICT_LABEL);
    unload(&f);
}
END_TEST

static stet_code fill_fields(void *self, stet_article *a)
{
    const char *const *texts = self;
    state(a, STET_HEADLINE, "Darn headline");
    if (texts[0])
        paragraph(a, STET_ZONE_HEAD, texts[0]);
    paragraph(a, STET_ZONE_TAIL, "darn tail");
    return STET_OK;
}

START_TEST(headline_is_looked_at_once)
{
    static const char *const without[] = {NULL}, *const with[] = {"Darn headline"};
    struct fixture f;
    load(&f, "      - { use: terms, with: { words: [darn] } }\n", "");
    run_well(&f, fill_fields, (void *)without);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 2);
    ck_text(finding(&f, "terms/term", 1).evidence, "Darn");
    run_well(&f, fill_fields, (void *)with);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 2);
    unload(&f);
}
END_TEST

START_TEST(zones_are_chosen)
{
    static const char *const none[] = {NULL};
    struct fixture f;
    load(&f,
         "      - { use: terms, with: { words: [darn], zones: [body], fields: [] } }\n",
         "");
    run_well(&f, fill_fields, (void *)none);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 0);
    unload(&f);
}
END_TEST

START_TEST(more_than_max_is_counted)
{
    struct fixture f;
    const char *const texts[] = {NULL, "a a a a a a a"};
    load(&f, "      - { use: terms, with: { words: [a], max_findings: 3 } }\n", "");
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 3);
    ck_contains(finding(&f, "terms/more", 0).message, "4 more");
    unload(&f);
}
END_TEST

/* ---- lists ------------------------------------------------------------------ */
START_TEST(plain_list_has_headers_keys_and_exceptions)
{
    struct fixture f;
    const char *const texts[] = {NULL, "Damn the heck, a heck of a #tag and gosh"};
    load(&f, "      - { use: terms, with: { lists: [terms/words.txt] } }\n", "");
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 4);
    ck_text(finding(&f, "terms/term", 0).category, "profanity");
    ck_assert_int_eq(finding(&f, "terms/term", 0).severity, STET_HIGH);
    ck_text(finding(&f, "terms/term", 1).suggestion, "goodness");
    ck_assert_int_eq(finding(&f, "terms/term", 1).severity, STET_LOW);
    ck_text(finding(&f, "terms/term", 2).evidence, "#tag");
    ck_text(finding(&f, "terms/term", 3).category, "mild");
    ck_assert_int_eq(finding(&f, "terms/term", 3).effect, STET_LABEL);
    unload(&f);
}
END_TEST

START_TEST(yaml_list_reads_as_the_plain_one)
{
    struct fixture f;
    const char *const texts[] = {NULL, "Damn the heck, a heck of a damn"};
    load(&f, "      - { use: terms, with: { lists: [terms/words.yaml] } }\n", "");
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 3);
    ck_text(finding(&f, "terms/term", 1).suggestion, "goodness");
    ck_text(finding(&f, "terms/term", 0).category, "profanity");
    unload(&f);
}
END_TEST

static void check_problem(const char *with, const char *part)
{
    char steps[1024], text[2048];
    snprintf(steps, sizeof steps, "      - { use: terms, with: { %s } }\n", with);
    ck_assert_int_ne(try_load(steps, "", text, sizeof text), STET_OK);
    ck_assert_msg(strstr(text, part) != NULL, "no '%s' in %s", part, text);
}

START_TEST(mistakes_in_lists_are_placed)
{
    check_problem("lists: [terms/wrong-list/wrong.txt]", "wrong.txt:3");
    check_problem("lists: [terms/wrong-list/wrong.txt]",
                  "info, low, medium, high or critical");
    check_problem("lists: [terms/wrong-list/wrong.txt]", "wrong.txt:5");
    check_problem("lists: [terms/wrong.yaml]", "severity");
    check_problem("lists: [terms/none.txt]", "none.txt");
    check_problem("category: x", "no term");
    check_problem("words: [a], fields: [heddline]", "heddline");
    check_problem("words: [a], severity: grave", "grave");
    check_problem("words: [\"  \"]", "word or phrase");
}
END_TEST

/* ---- size ------------------------------------------------------------------- */
START_TEST(hundred_thousand_terms_are_told_apart)
{
    struct fixture f;
    FILE *file = fopen("step_many.txt", "w");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < 100000; i++)
        fprintf(file, i % 5 ? "zt%xq\n" : "zt%xq tail\n", i);
    fclose(file);
    char steps[4096], here[2048];
    ck_assert_ptr_nonnull(realpath("step_many.txt", here));
    snprintf(steps, sizeof steps, "      - { use: terms, with: { lists: [\"%s\"] } }\n",
             here);
    const char *const texts[] = {NULL,
                                 "zt1q zt5q zt5q tail zt1869fq zt186a0q zt1869e tail"};
    memset(&f, 0, sizeof f);
    stet_context *ctx = new_context();
    char *slash = strrchr(here, '/');
    *slash = '\0';
    ck_assert_int_eq(stet_context_allow_files(ctx, here, NULL), STET_OK);
    f.ctx = ctx;
    f.yaml = make_yaml(steps, "");
    stet_load_options options = {.size = sizeof options, .base = here};
    ck_assert_int_eq(stet_pipeline_load_memory(ctx, stet_cstr(f.yaml), "t.yaml",
                                               &options, &f.pipeline, NULL, NULL),
                     STET_OK);
    ck_assert_int_eq(stet_runner_new(f.pipeline, NULL, &f.runner, NULL), STET_OK);
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_uint_eq(count_findings(&f, "terms/term"), 3);
    ck_text(finding(&f, "terms/term", 1).evidence, "zt5q tail");
    unload(&f);
    remove("step_many.txt");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("terms");
    TCase *found = tcase_create("found"), *lists = tcase_create("lists");
    tcase_set_timeout(lists, 60);
    tcase_add_test(found, whole_words_are_found);
    tcase_add_test(found, letters_beyond_ascii_are_part_of_words);
    tcase_add_test(found, typographic_quotes_divide_words);
    tcase_add_test(found, disguises_of_unicode_are_folded);
    tcase_add_test(found, phrases_may_be_spread_over_spaces);
    tcase_add_test(found, phrases_end_with_their_block);
    tcase_add_test(found, signs_belong_to_a_term);
    tcase_add_test(found, phrases_begin_and_end_at_words);
    tcase_add_test(found, prefix_and_anywhere_are_asked_for);
    tcase_add_test(found, scripts_without_spaces_are_found_anywhere);
    tcase_add_test(found, exceptions_cover_hits);
    tcase_add_test(found, words_across_a_block_of_64_are_found);
    tcase_add_test(found, terms_of_every_length_are_found_at_every_place);
    tcase_add_test(found, finding_carries_what_the_list_says);
    tcase_add_test(found, headline_is_looked_at_once);
    tcase_add_test(found, zones_are_chosen);
    tcase_add_test(found, more_than_max_is_counted);
    tcase_add_test(lists, plain_list_has_headers_keys_and_exceptions);
    tcase_add_test(lists, yaml_list_reads_as_the_plain_one);
    tcase_add_test(lists, mistakes_in_lists_are_placed);
    tcase_add_test(lists, hundred_thousand_terms_are_told_apart);
    suite_add_tcase(suite, found);
    suite_add_tcase(suite, lists);
    return run_suite(suite);
}
