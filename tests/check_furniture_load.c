/* SPDX-License-Identifier: MIT */
/* furniture.detect: loading rules with little memory, and texts that are no articles.
 */
#include "furniture_fixture.h"

/* ---- loading
 * ------------------------------------------------------------------------------------
 */

#define ALL_READ                                                                       \
    STRUCTURE "{ use: furniture.detect, with: { languages: [en, de, fr, es] } }"

/* Loads; the nth allocation of it fails. Answers how many there were. */
static unsigned long load_failing(const char *steps, unsigned long nth,
                                  stet_code *ret_code)
{
    struct fixture f;
    stet__fail_alloc(0, 0);
    fail_load = nth;
    *ret_code = try_load(&f, steps);
    unsigned long count = stet__fail_alloc(0, 0);
    fail_load = 0;
    stet_pipeline_free(f.pipeline);
    stet_context_free(f.ctx);
    return count;
}

START_TEST(carried_rules_are_read_by_nobody)
{
    stet_code code;
    unsigned long carried = load_failing(DETECT, 0, &code);
    ck_assert_int_eq(code, STET_OK);
    unsigned long all = load_failing(ALL_READ, 0, &code);
    ck_assert_int_eq(code, STET_OK);
    ck_assert_msg(carried < all, "%lu allocations, %lu for all that is read", carried,
                  all);
}
END_TEST

START_TEST(load_without_memory_is_told)
{
    stet_code code = STET_E_NOMEM;
    for (unsigned long nth = 1; code != STET_OK; nth++) {
        unsigned long count = load_failing(DETECT, nth, &code);
        ck_assert_msg(code == STET_OK ? count < nth : code == STET_E_NOMEM,
                      "allocation %lu of %lu: %d", nth, count, code);
    }
}
END_TEST

/* ---- bad input
 * ---------------------------------------------------------------------------------- */

static const char *const pieces[] = {"follow us ",
                                     "\xe2\x80\x9c",
                                     "(c) ",
                                     "originally published on ",
                                     "a",
                                     "@",
                                     "by by by ",
                                     "*x* ",
                                     "[y](#) ",
                                     "© 2025 ",
                                     "<p><a href=",
                                     "<figure><figcaption>&copy; ",
                                     "\xe2\x80\xae"
                                     "evol ",
                                     "sh\xe2\x80\x8b"
                                     "are "};

START_TEST(long_repetitions_come_through)
{
    struct fixture f;
    size_t n = strlen(pieces[_i]), count = 40000 / n;
    char *text = malloc(n * count + sizeof PROSE + 16);
    ck_assert_ptr_nonnull(text);
    size_t at = (size_t)snprintf(text, sizeof PROSE + 8, "%s---\n\n", PROSE);
    for (size_t i = 0; i < count; i++, at += n)
        memcpy(text + at, pieces[_i], n);
    load(&f, DETECT);
    run(&f, stet_strn(text, at));
    free(text);
    unload(&f);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("furniture_load");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, carried_rules_are_read_by_nobody);
    tcase_add_test(c, load_without_memory_is_told);
    tcase_add_loop_test(c, long_repetitions_come_through, 0,
                        sizeof pieces / sizeof *pieces);
    return run_tests(c, "furniture_load");
}
