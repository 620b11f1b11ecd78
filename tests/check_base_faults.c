/* SPDX-License-Identifier: MIT */
/*
 * Lack of memory inside libyaml, whose allocations do not pass the hook of the core:
 * this program's own malloc() and realloc() serve the shared libraries too, and fail
 * the Nth. Sanitizers bring their own allocator; with them the cases of the hook have
 * to do.
 */
#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/data/data.h"
#include "base/table.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_ALLOCATOR 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||             \
    __has_feature(memory_sanitizer)
#define OWN_ALLOCATOR 0
#endif
#endif
#if !defined(OWN_ALLOCATOR) && defined(__GLIBC__)
#define OWN_ALLOCATOR 1
#endif

#if OWN_ALLOCATOR
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t each);
void *__libc_realloc(void *p, size_t n);
void __libc_free(void *p);

static unsigned long fail_at, counted;
static int sticky;
static long balance; /* allocations that are not freed, while counting */
static int counting;

static int must_fail(void)
{
    if (!counting)
        return 0;
    counted++;
    if (fail_at && (counted == fail_at || (sticky && counted > fail_at))) {
        errno = ENOMEM;
        return 1;
    }
    return 0;
}

STET_EXPORT void *malloc(size_t n)
{
    if (must_fail())
        return NULL;
    balance += counting;
    return __libc_malloc(n);
}

STET_EXPORT void *calloc(size_t count, size_t each)
{
    if (must_fail())
        return NULL;
    balance += counting;
    return __libc_calloc(count, each);
}

STET_EXPORT void *realloc(void *p, size_t n)
{
    if (must_fail())
        return NULL;
    balance += counting && !p;
    return __libc_realloc(p, n);
}

STET_EXPORT void free(void *p)
{
    balance -= counting && p;
    __libc_free(p);
}

static const char *const texts[] = {
    "# c\na: &x {b: 1, c: [1, 2]}\nd: {<<: *x, e: 'f'}\ng: [*x, *x]\nh: |\n  x\n  y\n",
    "a: 1\na: 2\nb: !t 3\nc: \"x\n",
    "- [1, 2\n",
};

/* One reading with the nth allocation failing: what it answered. */
static stet_code read_once(const char *text, unsigned long nth, int on,
                           unsigned long *ret_counted)
{
    struct limits limits;
    struct arena arena;
    struct data_source source = {.file = "t", .text = stet_cstr(text), .aliases = 1};
    const stet_data *data = NULL;
    stet_problems *problems = NULL;
    stet_error err = {.code = STET_OK};
    stet__limits_default(&limits);
    fail_at = nth;
    sticky = on;
    counted = 0;
    balance = 0;
    counting = 1;
    stet__arena_init(&arena, 0);
    stet_code code = stet_problems_new(&problems);
    if (code == STET_OK)
        code = stet__data_yaml(&arena, &limits, &source, &data, problems, &err);
    size_t errors = stet__problems_errors(problems);
    stet_problems_free(problems);
    stet__arena_done(&arena);
    counting = 0;
    *ret_counted = counted;
    ck_assert_msg(balance == 0, "%ld not freed when %lu failed", balance, nth);
    ck_assert_msg(problems == NULL || (code == STET_OK) == (errors == 0),
                  "code %d with %zu errors when %lu failed", code, errors, nth);
    return code;
}

START_TEST(every_allocation_of_yaml_may_fail)
{
    const char *text = texts[_i];
    unsigned long all, seen;
    stet_code good = read_once(text, 0, 0, &all);
    ck_assert_uint_gt(all, 20); /* libyaml alone */
    for (int on = 0; on < 2; on++)
        for (unsigned long nth = 1; nth <= all; nth++) {
            stet_code code = read_once(text, nth, on, &seen);
            ck_assert_msg(code == STET_E_NOMEM || (code == good && good != STET_OK),
                          "code %d when %lu of %lu failed", code, nth, all);
        }
    ck_assert_int_eq(read_once(text, 0, 0, &all), good);
}
END_TEST
#endif

/* ---- keys that all fall into one place of a table without a key ------------------ */

enum { FLOOD = 1000, NAME = 12 };

static size_t longest_run(const struct table *table)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < 2 * table->cap; i++) {
        run = table->slots[i & (table->cap - 1)].value ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Names whose hash ends in the same ten bits under the key of `table`. */
static void find_names(const struct table *table, char names[FLOOD][NAME])
{
    size_t found = 0;
    for (unsigned i = 0; found < FLOOD; i++) {
        int n = snprintf(names[found], NAME, "k%u", i);
        found += (stet__siphash(names[found], (size_t)n, table->key) & 1023) == 0;
    }
}

START_TEST(crafted_keys_do_not_flood_another_table)
{
    static char names[FLOOD][NAME];
    struct table known, other;
    stet__table_init(&known);
    stet__table_init(&other);
    find_names(&known, names);
    for (size_t i = 0; i < FLOOD; i++) {
        ck_assert_int_eq(stet__table_add(&known, stet_cstr(names[i]), names[i]),
                         STET_OK);
        ck_assert_int_eq(stet__table_add(&other, stet_cstr(names[i]), names[i]),
                         STET_OK);
    }
    /* who knew the key would have a run of hundreds */
    ck_assert_uint_gt(longest_run(&known), 200);
    ck_assert_uint_lt(longest_run(&other), 100);
    stet__table_done(&known);
    stet__table_done(&other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base: faults");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
#if OWN_ALLOCATOR
    tcase_add_loop_test(all, every_allocation_of_yaml_may_fail, 0,
                        sizeof texts / sizeof *texts);
#endif
    tcase_add_test(all, crafted_keys_do_not_flood_another_table);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
