/* SPDX-License-Identifier: MIT */
/* Every allocation of the core failing once: all steps and writers, no crash, no leak.
 */
#include "step_fixture.h"

#include "base/memory.h"

static const char steps[] =
    "      - use: text.stats\n"
    "      - use: slug\n"
    "      - { use: terms, with: { words: [port, north sea], exceptions: [port wine] } "
    "}\n"
    "      - { use: disclaimer.stamp, with: { text: \"Views of {{ headline }}.\" } }\n"
    "      - { use: notice.stamp, with: { kind: editors_note, placement: tail, text: "
    "\"**Of** [{{ headline }}](https://a.example/{{ slug }})\" } }\n"
    "      - { use: links.clean, with: { images: true, fields: true } }\n"
    "      - use: links.lint\n"
    "      - { use: share.links, with: { networks: [email, x, misskey], hosts: { "
    "misskey: k.example }, hashtags: [a, b] } }\n"
    "      - { use: attribution.check, with: { source: { name: Tide, hosts: "
    "[t.example] } } }\n";
static const char outputs[] =
    "      - { use: write.html, to: \"{{ slug }}.html\", with: { json_ld: true } }\n"
    "      - { use: write.jsonld, to: \"{{ slug }}.jsonld\" }\n"
    "      - { use: write.text, to: \"{{ slug }}.txt\" }\n";

static stet_code fill_page(void *self, stet_article *a)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    (void)self;
    if (!stet_state(a, STET_HEADLINE, stet_cstr("A port in the north"), &claim) ||
        !stet_state(a, STET_CANONICAL, stet_cstr("https://t.example/a"), &claim))
        return STET_FAILED;
    stet_node n =
        stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_PARAGRAPH, NOWHERE);
    stet_node link = n ? stet_node_new(a, n, 0, STET_LINK, NOWHERE) : 0;
    if (!link || stet_set_attr(a, link, STET_ATTR_HREF,
                               stet_cstr("http://u@t.example/?utm_source=1&b=2")))
        return STET_FAILED;
    return stet_text_append(a, n, "The North Sea port. Tide.", 25, 0, 0);
}

/* 1 when everything came through. */
static int load_and_run(stet_context *ctx, const char *yaml)
{
    stet_pipeline *pipeline = NULL;
    stet_runner *runner = NULL;
    const stet_result *result = NULL;
    stet_run_options run = {.size = sizeof run, .now = 1741944600};
    int whole = 0;
    if (stet_pipeline_load_memory(ctx, stet_cstr(yaml), "t.yaml", NULL, &pipeline, NULL,
                                  NULL) == STET_OK &&
        stet_runner_new(pipeline, &run, &runner, NULL) == STET_OK &&
        stet_run_article(runner, fill_page, NULL, stet_cstr("t"), &result, NULL) ==
            STET_OK)
        whole = stet_result_status(result) == STET_STATUS_OK &&
                stet_result_outputs(result) == 3;
    stet_runner_free(runner);
    stet_pipeline_free(pipeline);
    return whole;
}

START_TEST(failing_allocations_leave_nothing_half)
{
    stet_context *ctx = new_context();
    char *yaml = make_yaml(steps, outputs);
    unsigned long count;
    ck_assert(load_and_run(ctx, yaml));
    stet__fail_alloc(0, 0);
    ck_assert(load_and_run(ctx, yaml));
    count = stet__fail_alloc(0, 0);
    for (int sticky = 0; sticky <= 1; sticky++)
        for (unsigned long nth = 1; nth <= count; nth++) {
            stet__fail_alloc(nth, sticky);
            (void)load_and_run(ctx, yaml);
            stet__fail_alloc(0, 0);
        }
    ck_assert(load_and_run(ctx, yaml));
    free(yaml);
    stet_context_free(ctx);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("steps without memory");
    TCase *c = tcase_create("faults");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, failing_allocations_leave_nothing_half);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
