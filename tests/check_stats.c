/* SPDX-License-Identifier: MIT */
/* text.stats and slug. */
#include "step_fixture.h"

static int64_t number(struct fixture *f, stet_kind field)
{
    stet_str s = stet_field_text(f->a, field);
    ck_assert(s.n > 0);
    return strtol(s.p, NULL, 10);
}

static void count(struct fixture *f, const char *text)
{
    const char *const texts[] = {NULL, text};
    load(f, "      - { use: text.stats, id: stats }\n", "");
    run_well(f, fill_simple, (void *)texts);
}

#define CHECK_COUNTS(text, words, characters, sentences)                               \
    do {                                                                               \
        struct fixture f;                                                              \
        count(&f, (text));                                                             \
        ck_assert_int_eq(number(&f, STET_WORDS), (words));                             \
        ck_assert_int_eq(number(&f, STET_CHARACTERS), (characters));                   \
        ck_assert_int_eq(number(&f, STET_SENTENCES), (sentences));                     \
        unload(&f);                                                                    \
    } while (0)

START_TEST(words_are_runs_with_a_letter)
{
    CHECK_COUNTS("One two three.", 3, 14, 1);
    CHECK_COUNTS("don't well-known e-mail 3.5", 4, 27, 1);
    CHECK_COUNTS("a - b \xe2\x80\x94 c ...", 3, 13, 1);
}
END_TEST

START_TEST(words_across_a_block_of_64_count_once)
{
    /* a word, a dash and a character of three bytes each over the border */
    CHECK_COUNTS(
        "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hh", 8,
        72, 1);
    CHECK_COUNTS(
        "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff gg \xe2\x80\x94 h",
        8, 66, 1);
    CHECK_COUNTS("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff gg "
                 "\xe6\xbc\xa2\xe5\xad\x97 h",
                 10, 67, 1);
    CHECK_COUNTS("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff gg "
                 "\xc3\xa9t\xc3\xa9 h",
                 9, 68, 1);
}
END_TEST

START_TEST(apostrophe_at_the_border_divides_no_word)
{
    CHECK_COUNTS("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff gggg't h",
                 8, 68, 1);
}
END_TEST

START_TEST(characters_without_spaces_count_as_words)
{
    CHECK_COUNTS("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x80\x82", 3, 4, 1);
}
END_TEST

START_TEST(no_break_space_divides_words)
{
    CHECK_COUNTS("a\xc2\xa0"
                 "b\xe3\x80\x80"
                 "c",
                 3, 5, 1);
}
END_TEST

START_TEST(abbreviations_end_no_sentence)
{
    CHECK_COUNTS("Mr. Smith met J. R. Doe. He left at 3.15 p.m. today. Why? No!", 14,
                 61, 4);
    CHECK_COUNTS("He said \xe2\x80\x9cgo.\xe2\x80\x9d Then she went", 6, 27, 2);
    CHECK_COUNTS("We saw it... and left", 5, 21, 1);
}
END_TEST

START_TEST(empty_body_counts_nothing)
{
    struct fixture f;
    const char *const texts[] = {"A headline", NULL};
    load(&f, "      - use: text.stats\n", "");
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_int_eq(number(&f, STET_WORDS), 0);
    ck_assert_int_eq(number(&f, STET_SENTENCES), 0);
    ck_assert_int_eq(number(&f, STET_READING_TIME), 0);
    unload(&f);
}
END_TEST

static stet_code fill_zones(void *self, stet_article *a)
{
    (void)self;
    paragraph(a, STET_ZONE_HEAD, "Not this one.");
    paragraph(a, STET_ZONE_BODY, "One two.");
    stet_node list = new_block(a, STET_LIST, STET_ZONE_BODY);
    put(a, new_child(a, list, STET_ITEM), "three");
    paragraph(a, STET_ZONE_BODY, "Four");
    paragraph(a, STET_ZONE_TAIL, "Nor this.");
    return STET_OK;
}

START_TEST(only_the_body_is_counted)
{
    struct fixture f;
    load(&f, "      - use: text.stats\n", "");
    run_well(&f, fill_zones, NULL);
    ck_assert_int_eq(number(&f, STET_WORDS), 4);
    ck_assert_int_eq(number(&f, STET_PARAGRAPHS), 2);
    ck_assert_int_eq(number(&f, STET_SENTENCES), 3);
    ck_assert_int_eq(number(&f, STET_READING_TIME), 2);
    unload(&f);
}
END_TEST

START_TEST(reading_time_is_rounded_up)
{
    struct fixture f;
    char text[1024] = "";
    for (int i = 0; i < 101; i++)
        strncat(text, "word ", sizeof text - strlen(text) - 1);
    const char *const texts[] = {NULL, text};
    load(&f, "      - { use: text.stats, with: { words_per_minute: 50 } }\n", "");
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_int_eq(number(&f, STET_READING_TIME), 122);
    unload(&f);
}
END_TEST

START_TEST(second_count_changes_nothing)
{
    struct fixture f;
    const char *const texts[] = {NULL, "One two three."};
    load(&f,
         "      - { use: text.stats, id: first }\n"
         "      - { use: text.stats, id: second }\n",
         "");
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_uint_gt(step_info(&f, "first").changes, 0);
    ck_assert_uint_eq(step_info(&f, "second").changes, 0);
    unload(&f);
}
END_TEST

START_TEST(counts_out_of_range_are_refused)
{
    char text[1024];
    ck_assert_int_eq(
        try_load("      - { use: text.stats, with: { words_per_minute: 0 } }\n", "",
                 text, sizeof text),
        STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(text, "words_per_minute"));
}
END_TEST

/* ---- slug ------------------------------------------------------------------- */
static void check_slug(const char *with, const char *headline, const char *slug)
{
    struct fixture f;
    char steps[256];
    const char *const texts[] = {headline, "Body."};
    snprintf(steps, sizeof steps, "      - { use: slug%s }\n", with);
    load(&f, steps, "");
    run_well(&f, fill_simple, (void *)texts);
    ck_text(stet_field_text(f.a, STET_SLUG), slug);
    unload(&f);
}

START_TEST(slug_is_ascii_words)
{
    check_slug("",
               "Port of Ardmouth: \xc3\x9c"
               "ber-Deal?",
               "port-of-ardmouth-uber-deal");
    check_slug("", "../../etc/passwd", "etc-passwd");
    check_slug("", "a\nb <script> & # % + \"c\"", "a-b-script-c");
    check_slug("", "\xf0\x9f\x98\x80 smile", "smile");
}
END_TEST

START_TEST(slug_is_cut_at_a_word)
{
    check_slug(", with: { max: 12 }", "alpha beta gamma", "alpha-beta");
}
END_TEST

START_TEST(headline_without_ascii_gives_a_digest)
{
    struct fixture f;
    const char *const texts[] = {"\xe6\xbc\xa2\xe5\xad\x97", NULL};
    load(&f, "      - use: slug\n", "");
    run_well(&f, fill_simple, (void *)texts);
    stet_str slug = stet_field_text(f.a, STET_SLUG);
    ck_assert_uint_gt(slug.n, 0);
    for (size_t i = 0; i < slug.n; i++)
        ck_assert(strchr("abcdefghijklmnopqrstuvwxyz0123456789-", slug.p[i]) != NULL);
    unload(&f);
}
END_TEST

static stet_code fill_with_slug(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "New headline");
    state(a, STET_SLUG, "stated-slug");
    return STET_OK;
}

START_TEST(stated_slug_is_kept)
{
    struct fixture f;
    load(&f, "      - { use: slug, id: s }\n", "");
    run_well(&f, fill_with_slug, NULL);
    ck_text(stet_field_text(f.a, STET_SLUG), "stated-slug");
    ck_assert_uint_eq(step_info(&f, "s").changes, 0);
    ck_contains(step_info(&f, "s").why, "states a slug");
    unload(&f);
}
END_TEST

START_TEST(replace_outdoes_a_stated_slug)
{
    struct fixture f;
    load(&f,
         "      - { use: slug, with: { replace: true } }\n"
         "      - { use: slug, id: again, with: { replace: true } }\n",
         "");
    run_well(&f, fill_with_slug, NULL);
    ck_text(stet_field_text(f.a, STET_SLUG), "new-headline");
    ck_assert_uint_eq(step_info(&f, "again").changes, 0);
    unload(&f);
}
END_TEST

START_TEST(own_slug_follows_the_text)
{
    struct fixture f;
    const char *const texts[] = {"Head", NULL};
    load(&f,
         "      - { use: slug, with: { text: one } }\n"
         "      - { use: slug, with: { text: two } }\n",
         "");
    run_well(&f, fill_simple, (void *)texts);
    ck_text(stet_field_text(f.a, STET_SLUG), "two");
    unload(&f);
}
END_TEST

START_TEST(slug_from_a_template)
{
    check_slug(", with: { text: \"{{ headline }} {{ headline }}\" }", "Twice",
               "twice-twice");
}
END_TEST

START_TEST(no_headline_gives_no_slug)
{
    struct fixture f;
    const char *const texts[] = {NULL, "Body."};
    load(&f, "      - { use: slug, id: s }\n", "");
    run_well(&f, fill_simple, (void *)texts);
    ck_assert_uint_eq(stet_field_text(f.a, STET_SLUG).n, 0);
    ck_assert_int_eq(step_info(&f, "s").code, STET_SKIP);
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text.stats and slug");
    TCase *stats = tcase_create("stats"), *slug = tcase_create("slug");
    tcase_add_test(stats, words_are_runs_with_a_letter);
    tcase_add_test(stats, words_across_a_block_of_64_count_once);
    tcase_add_test(stats, apostrophe_at_the_border_divides_no_word);
    tcase_add_test(stats, characters_without_spaces_count_as_words);
    tcase_add_test(stats, no_break_space_divides_words);
    tcase_add_test(stats, abbreviations_end_no_sentence);
    tcase_add_test(stats, empty_body_counts_nothing);
    tcase_add_test(stats, only_the_body_is_counted);
    tcase_add_test(stats, reading_time_is_rounded_up);
    tcase_add_test(stats, second_count_changes_nothing);
    tcase_add_test(stats, counts_out_of_range_are_refused);
    tcase_add_test(slug, slug_is_ascii_words);
    tcase_add_test(slug, slug_is_cut_at_a_word);
    tcase_add_test(slug, headline_without_ascii_gives_a_digest);
    tcase_add_test(slug, stated_slug_is_kept);
    tcase_add_test(slug, replace_outdoes_a_stated_slug);
    tcase_add_test(slug, own_slug_follows_the_text);
    tcase_add_test(slug, slug_from_a_template);
    tcase_add_test(slug, no_headline_gives_no_slug);
    suite_add_tcase(suite, stats);
    suite_add_tcase(suite, slug);
    return run_suite(suite);
}
