/* SPDX-License-Identifier: MIT */
/* rights.detect, attribution.check with a policy, attribution.fix: in a pipeline,
 * twice, and with every allocation of the core failing once. */
#include "faults_fixture.h"

static const char policy[] =
    "policy: rights/fix/policy.yaml, facts: { original: { url: "
    "\"https://harbour-dispatch.example/2025/a\", authors: [Maren Oyelaran] } }";

static stet_code fill_page(void *self, stet_article *a)
{
    static const char *const texts[] = {
        "The port will not join the scheme, the minister said on Monday.",
        "Harbour Dispatch allows non-commercial sites to republish this article "
        "provided "
        "that the source and copyright are named with a link to the original article.",
        "You are welcome to share it. Write to rights@harbour-dispatch.example about "
        "print."};
    (void)self;
    for (size_t i = 0; i < 3; i++) {
        stet_node n = stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0,
                                    STET_PARAGRAPH, NOWHERE);
        if (!n || stet_set_zone(a, n, i ? STET_ZONE_TAIL : STET_ZONE_BODY) != STET_OK ||
            stet_text_append(a, n, texts[i], strlen(texts[i]), 0, 0) != STET_OK)
            return STET_FAILED;
    }
    return STET_OK;
}

static void put_steps(char *to, size_t size)
{
    snprintf(
        to, size,
        "      - { use: rights.detect, id: read }\n"
        "      - { use: attribution.check, id: stated, with: { as_stated: true } }\n"
        "      - { use: attribution.check, id: check, with: { %s, into: CC-BY-4.0 } }\n"
        "      - { use: attribution.fix, id: fix, with: { %s } }\n"
        "      - { use: attribution.fix, id: again, with: { %s } }\n",
        policy, policy, policy);
}

static size_t count_status(struct fixture *f, const char *step, const char *status)
{
    stet_finding_info info = {.size = sizeof info};
    size_t n = 0;
    for (size_t i = 0; stet_result_finding(f->result, i, &info); i++)
        n += stet_str_is(info.step, step) && stet_str_is(info.status, status);
    return n;
}

START_TEST(what_is_stated_is_checked_and_fixed_once)
{
    struct fixture f;
    char steps[2048];
    put_steps(steps, sizeof steps);
    load(&f, steps, "");
    run_well(&f, fill_page, NULL);
    ck_assert_uint_eq(step_info(&f, "read").changes, 1);
    ck_assert_uint_eq(step_info(&f, "stated").findings, 4); /* audience, three duties */
    ck_assert_uint_eq(count_status(&f, "stated", "violated"), 2);
    ck_assert_uint_gt(step_info(&f, "fix").changes, 0);
    ck_assert_uint_eq(step_info(&f, "again").changes, 0);
    unload(&f);
}
END_TEST

START_TEST(failing_allocations_leave_nothing_half)
{
    char steps[2048];
    put_steps(steps, sizeof steps);
    fail_each_allocation(steps, "", fill_page, 0, 400);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rights");
    TCase *c = tcase_create("rights");
    tcase_set_timeout(c, 300);
    tcase_add_test(c, what_is_stated_is_checked_and_fixed_once);
    tcase_add_test(c, failing_allocations_leave_nothing_half);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
