/* SPDX-License-Identifier: MIT */
/* Arena, buffer, table, limits, errors, suggestions, SHA-256. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "base/table.h"

/* ---- arena ---------------------------------------------------------------------- */

START_TEST(arena_aligns_and_clears)
{
    struct arena arena;
    stet__arena_init(&arena, 0);
    for (size_t n = 0; n < 300; n++) {
        unsigned char *p = stet__arena_alloc(&arena, n);
        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p & 15, 0);
        for (size_t i = 0; i < n; i++)
            ck_assert_uint_eq(p[i], 0);
        memset(p, 0xff, n);
        memset(stet__arena_bytes(&arena, n + 1), 0xff, n + 1);
    }
    stet__arena_reset(&arena, 0);
    unsigned char *again = stet__arena_alloc(&arena, 64);
    for (size_t i = 0; i < 64; i++)
        ck_assert_uint_eq(again[i], 0);
    stet__arena_done(&arena);
}
END_TEST

/* Nothing is something too: NULL would read as a lack of memory. */
START_TEST(arena_gives_no_bytes_from_nowhere)
{
    struct arena arena;
    stet__arena_init(&arena, 0);
    const char *bytes = stet__arena_bytes(&arena, 0);
    ck_assert_uint_ne((uintptr_t)bytes, 0);
    stet__arena_done(&arena);
    const void *zeroed = stet__arena_alloc(&arena, 0);
    ck_assert_uint_ne((uintptr_t)zeroed, 0);
    ck_assert_str_eq(stet__arena_copy(&arena, stet_cstr("")).p, "");
    stet__arena_done(&arena);
}
END_TEST

START_TEST(arena_fails_when_full)
{
    struct arena arena;
    stet__arena_init(&arena, 4096);
    ck_assert_ptr_null(stet__arena_alloc(&arena, 4097));
    ck_assert_ptr_null(stet__arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(stet__arena_bytes(&arena, SIZE_MAX - 3));
    for (int i = 0; i < 4; i++)
        ck_assert_ptr_nonnull(stet__arena_alloc(&arena, 1024));
    ck_assert_ptr_null(stet__arena_alloc(&arena, 1));
    stet__arena_reset(&arena, 8192);
    for (int i = 0; i < 8; i++)
        ck_assert_ptr_nonnull(stet__arena_alloc(&arena, 1024));
    ck_assert_ptr_null(stet__arena_alloc(&arena, 1));
    stet__arena_done(&arena);
}
END_TEST

/* A smaller limit holds although the blocks of a larger one are kept. */
START_TEST(arena_limit_shrinks_with_reset)
{
    struct arena arena;
    stet__arena_init(&arena, 0);
    ck_assert_ptr_nonnull(stet__arena_alloc(&arena, 100000));
    stet__arena_reset(&arena, 1000);
    ck_assert_ptr_nonnull(stet__arena_alloc(&arena, 900));
    ck_assert_ptr_null(stet__arena_alloc(&arena, 900));
    stet__arena_done(&arena);
}
END_TEST

START_TEST(arena_reset_allocates_nothing_new)
{
    struct arena arena;
    stet__arena_init(&arena, 0);
    for (int round = 0; round < 3; round++) {
        if (round == 1)
            stet__fail_alloc(1, 1);
        for (int i = 0; i < 500; i++)
            ck_assert_ptr_nonnull(stet__arena_alloc(&arena, 700));
        stet__arena_reset(&arena, 0);
    }
    stet__fail_alloc(0, 0);
    stet__arena_done(&arena);
}
END_TEST

START_TEST(array_reserve_keeps_content_on_failure)
{
    int *items = NULL;
    size_t cap = 0;
    ck_assert_int_eq(stet__array_reserve(&items, &cap, 3, sizeof *items), STET_OK);
    items[2] = 7;
    int *before = items;
    ck_assert_int_eq(stet__array_reserve(&items, &cap, SIZE_MAX / 2, sizeof *items),
                     STET_E_NOMEM);
    stet__fail_alloc(1, 0);
    ck_assert_int_eq(stet__array_reserve(&items, &cap, cap + 1, sizeof *items),
                     STET_E_NOMEM);
    stet__fail_alloc(0, 0);
    ck_assert_ptr_eq(items, before);
    ck_assert_int_eq(items[2], 7);
    stet__free(items);
}
END_TEST

/* ---- buffer --------------------------------------------------------------------- */

START_TEST(buffer_stops_at_its_maximum_and_stays_failed)
{
    stet_out out;
    stet__buffer_init(&out, 10);
    stet_puts(&out, "123456789");
    stet_put_int(&out, -5);
    ck_assert_int_eq(stet_out_status(&out), STET_E_LIMIT);
    stet_putc(&out, 'x');
    ck_assert_uint_eq(out.len, 9);
    ck_assert_str_eq(stet__buffer_str(&out).p, "");
    stet__buffer_reset(&out, 20);
    stet_puts(&out, "ok");
    ck_assert_str_eq(stet__buffer_str(&out).p, "ok");
    stet__buffer_done(&out);
}
END_TEST

START_TEST(buffer_reset_to_a_smaller_maximum_holds_no_more)
{
    static const char filling[9000];
    stet_out out;
    stet__buffer_init(&out, 10000);
    stet_put(&out, filling, 9000);
    stet__buffer_reset(&out, 10);
    stet_puts(&out, "0123456789");
    ck_assert_str_eq(stet__buffer_str(&out).p, "0123456789");
    stet_puts(&out, "!");
    ck_assert_int_eq(out.failed, STET_E_LIMIT);
    stet__buffer_reset(&out, 10000);
    stet_put(&out, filling, 9000);
    ck_assert_uint_eq(stet__buffer_str(&out).n, 9000);
    stet__buffer_done(&out);
}
END_TEST

START_TEST(buffer_writes_every_integer)
{
    stet_out out;
    stet__buffer_init(&out, 1000);
    stet_put_int(&out, INT64_MIN);
    stet_putc(&out, ' ');
    stet_put_int(&out, INT64_MAX);
    stet_putc(&out, ' ');
    stet_put_int(&out, 0);
    stet__buffer_printf(&out, " %s", "end");
    ck_assert_str_eq(stet__buffer_str(&out).p,
                     "-9223372036854775808 9223372036854775807 0 end");
    stet__buffer_done(&out);
}
END_TEST

/* ---- table ---------------------------------------------------------------------- */

START_TEST(table_keeps_the_first_of_a_key)
{
    struct table table;
    int one = 1, two = 2;
    stet__table_init(&table);
    ck_assert_ptr_null(stet__table_get(&table, stet_cstr("a")));
    ck_assert_int_eq(stet__table_add(&table, stet_cstr("a"), &one), STET_OK);
    ck_assert_int_eq(stet__table_add(&table, stet_cstr("a"), &two), STET_E_EXISTS);
    ck_assert_ptr_eq(stet__table_get(&table, stet_cstr("a")), &one);
    ck_assert_ptr_null(stet__table_get(&table, stet_cstr("")));
    stet__table_done(&table);
}
END_TEST

START_TEST(table_finds_every_one_of_many)
{
    struct table table;
    static char keys[5000][16];
    stet__table_init(&table);
    for (int i = 0; i < 5000; i++) {
        snprintf(keys[i], sizeof keys[i], "k%d", i);
        ck_assert_int_eq(stet__table_add(&table, stet_cstr(keys[i]), keys[i]), STET_OK);
    }
    for (int i = 0; i < 5000; i++)
        ck_assert_ptr_eq(stet__table_get(&table, stet_cstr(keys[i])), keys[i]);
    stet__table_done(&table);
}
END_TEST

/* Two tables order the same keys differently: nobody can prepare a flood. */
START_TEST(table_hash_is_keyed)
{
    struct table a, b;
    stet__table_init(&a);
    stet__table_init(&b);
    ck_assert_uint_ne(stet__siphash("key", 3, a.key), stet__siphash("key", 3, b.key));
    stet__table_done(&a);
    stet__table_done(&b);
}
END_TEST

/* ---- limits and errors ---------------------------------------------------------- */

START_TEST(limits_are_set_by_name)
{
    struct limits limits;
    stet_limit limit = {.size = sizeof limit};
    stet_error err;
    stet__limits_default(&limits);
    ck_assert_int_eq(stet__limits_set(&limits, "article", 99, &err), STET_OK);
    ck_assert_uint_eq(limits.article_bytes, 99);
    ck_assert_int_eq(stet__limits_set(&limits, "artcle", 1, &err), STET_E_NOTFOUND);
    ck_assert_ptr_nonnull(strstr(err.hint, "article"));
    ck_assert_int_eq(stet__limits_set(&limits, "article", 0, &err), STET_E_RANGE);
    ck_assert_int_eq(stet__limits_set(&limits, "article", UINT64_MAX, &err),
                     STET_E_RANGE);
    ck_assert_uint_eq(limits.article_bytes, 99);
    size_t n = 0;
    while (stet__limits_get(&limits, n, &limit)) {
        ck_assert_uint_gt(strlen(limit.help) * limit.fallback, 0);
        n++;
    }
    ck_assert_uint_gt(n, 15);
}
END_TEST

START_TEST(error_is_cut_at_a_character)
{
    char text[600];
    stet_error err;
    memset(text, 'x', 510);
    memcpy(text + 510, "\xc3\xa9 and more", 12);
    stet__error(&err, STET_E_IO, "%s", text);
    ck_assert_uint_eq(strlen(err.message), 510);
    stet__error(&err, STET_E_IO, "%.509s\xc3\xa9", text);
    ck_assert_uint_eq(strlen(err.message), 511);
    ck_assert_int_eq(stet__error(NULL, STET_E_IO, "nothing"), STET_E_IO);
}
END_TEST

START_TEST(problems_come_sorted_by_place)
{
    stet_problems *problems = NULL;
    stet_problem_info p = {.size = sizeof p};
    struct problem_place a = {"a.yaml", 9, 1, 1, {"", 0}};
    struct problem_place b = {"b.yaml", 1, 1, 1, {"", 0}};
    struct problem_place c = {"a.yaml", 2, 5, 1, {"", 0}};
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet__problems_add(problems, &a, 0, "third of a", "");
    stet__problems_add(problems, &b, 1, "warning of b", "");
    stet__problems_add(problems, &c, 0, "first of a", "");
    ck_assert_uint_eq(stet__problems_errors(problems), 2);
    ck_assert(stet_problems_get(problems, 0, &p));
    ck_assert_str_eq(p.message, "first of a");
    ck_assert(stet_problems_get(problems, 2, &p));
    ck_assert_str_eq(p.message, "warning of b");
    ck_assert(!stet_problems_get(problems, 3, &p));
    stet_problems_free(problems);
}
END_TEST

START_TEST(excerpt_is_the_line_of_the_byte)
{
    static const struct {
        const char *text;
        size_t off;
        const char *want;
    } rows[] = {
        {"one\ntwo\r\nthree", 0, "one"},
        {"one\ntwo\r\nthree", 3, "one"},
        {"one\ntwo\r\nthree", 4, "two"},
        {"one\ntwo\r\nthree", 8, "two"},
        {"one\ntwo\r\nthree", 14, "three"},
        {"one\ntwo\r\nthree", 99, "three"},
        {"one\n", 4, ""},
        {"", 0, ""},
    };
    char line[1000];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_str s = stet__excerpt(stet_cstr(rows[i].text), rows[i].off);
        ck_assert_msg(stet_str_is(s, rows[i].want), "row %zu: %.*s", i, (int)s.n, s.p);
    }
    memset(line, 'x', sizeof line);
    ck_assert_uint_eq(stet__excerpt(stet_strn(line, sizeof line), 500).n, 0);
    ck_assert_uint_eq(stet__excerpt(stet_strn(line, 400), 200).n, 400);
}
END_TEST

START_TEST(underline_ends_with_the_line)
{
    static const struct {
        uint32_t column, length, want;
    } rows[] = {{1, 3, 3}, {4, 99, 3}, {6, 1, 1}, {9, 5, 1}, {1, 0, 0}};
    stet_problems *problems = NULL;
    stet_problem_info p = {.size = sizeof p};
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct problem_place place = {"f", i + 1, rows[i].column, rows[i].length,
                                      stet_cstr("k\xc3\xa9y: \xf0\x9f\x98\x80")};
        stet__problems_add(problems, &place, 0, "", "");
        ck_assert(stet_problems_get(problems, i, &p));
        ck_assert_uint_eq(p.length, rows[i].want);
    }
    stet_problems_free(problems);
}
END_TEST

/* Around the width of a vector. */
START_TEST(characters_are_not_bytes)
{
    char text[64];
    for (size_t n = 0; n < 40; n++)
        for (size_t at = 0; at + 2 <= n; at++) {
            memset(text, 'x', sizeof text);
            memcpy(text + at, "\xc3\xa9", 2);
            ck_assert_uint_eq(stet__characters(text, n), n - 1);
        }
}
END_TEST

START_TEST(suggestion_is_near_or_none)
{
    static const char *const names[] = {"require", "on_missing", "text", NULL};
    ck_assert_str_eq(stet_suggest(stet_cstr("requires"), names), "require");
    ck_assert_str_eq(stet_suggest(stet_cstr("txet"), names), "text");
    ck_assert_str_eq(stet_suggest(stet_cstr("on_mising"), names), "on_missing");
    ck_assert_ptr_null(stet_suggest(stet_cstr("elephant"), names));
    ck_assert_ptr_null(stet_suggest(stet_cstr(""), names));
    static const char *const steps[] = {"article.structure", "write.text", "text.stats",
                                        "language", NULL};
    ck_assert_str_eq(stet_suggest(stet_cstr("structure"), steps), "article.structure");
    ck_assert_str_eq(stet_suggest(stet_cstr("lang"), steps), "language");
    ck_assert_ptr_null(stet_suggest(stet_cstr("text"), steps)); /* of two */
    ck_assert_ptr_null(stet_suggest(stet_cstr("age"), steps));
    ck_assert_ptr_null(stet_suggest(stet_cstr("la"), steps));
}
END_TEST

/* FIPS 180-4 examples, and the lengths around a block. */
START_TEST(sha256_answers_the_standard)
{
    static const struct {
        size_t n;
        uint8_t first, last;
    } lengths[] = {
        {0, 0xe3, 0x55}, {55, 0x9f, 0x18}, {56, 0xb3, 0x8a}, {64, 0xff, 0xeb}};
    uint8_t digest[32];
    char text[64];
    memset(text, 'a', sizeof text);
    stet__sha256("abc", 3, digest);
    ck_assert_uint_eq(digest[0], 0xba);
    ck_assert_uint_eq(digest[31], 0xad);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        stet__sha256(text, lengths[i].n, digest);
        ck_assert_uint_eq(digest[0], lengths[i].first);
        ck_assert_uint_eq(digest[31], lengths[i].last);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base: memory");
    TCase *all = tcase_create("all");
    tcase_add_test(all, arena_aligns_and_clears);
    tcase_add_test(all, arena_gives_no_bytes_from_nowhere);
    tcase_add_test(all, arena_fails_when_full);
    tcase_add_test(all, arena_limit_shrinks_with_reset);
    tcase_add_test(all, arena_reset_allocates_nothing_new);
    tcase_add_test(all, array_reserve_keeps_content_on_failure);
    tcase_add_test(all, buffer_stops_at_its_maximum_and_stays_failed);
    tcase_add_test(all, buffer_reset_to_a_smaller_maximum_holds_no_more);
    tcase_add_test(all, buffer_writes_every_integer);
    tcase_add_test(all, table_keeps_the_first_of_a_key);
    tcase_add_test(all, table_finds_every_one_of_many);
    tcase_add_test(all, table_hash_is_keyed);
    tcase_add_test(all, limits_are_set_by_name);
    tcase_add_test(all, error_is_cut_at_a_character);
    tcase_add_test(all, problems_come_sorted_by_place);
    tcase_add_test(all, excerpt_is_the_line_of_the_byte);
    tcase_add_test(all, underline_ends_with_the_line);
    tcase_add_test(all, characters_are_not_bytes);
    tcase_add_test(all, suggestion_is_near_or_none);
    tcase_add_test(all, sha256_answers_the_standard);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
