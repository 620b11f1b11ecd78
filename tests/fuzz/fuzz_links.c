/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the address and the text of a link, and as the address of the article:
 * links.clean, links.lint and share.links. Cleaning twice is cleaning once; what is
 * shared is an address of letters, digits and few signs, and leads where its network
 * does.
 */
#include <limits.h>
#include <stdlib.h>

#include <stet/stet.h>

#ifndef SRCDIR
#define SRCDIR "." /* `make fuzz` runs at the top */
#endif

extern const stet_plugin stet_plugin_v1_links, stet_plugin_v1_share;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char yaml[] =
    "stet: 1\npipelines:\n  main:\n    steps:\n"
    "      - { use: links.clean, id: one, with: { images: true } }\n"
    "      - { use: links.clean, id: two, with: { images: true } }\n"
    "      - use: links.lint\n"
    "      - { use: share.links, with: { networks: [email, x, mastodon, threads] } }\n";

static stet_runner *start(void)
{
    static stet_runner *runner;
    stet_context *ctx = NULL;
    stet_pipeline *pipeline = NULL;
    stet_run_options options = {.size = sizeof options, .now = 1};
    char data[PATH_MAX];
    if (runner)
        return runner;
    if (!realpath(SRCDIR "/plugins", data) || stet_context_new(&ctx, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_links, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_share, NULL) != STET_OK ||
        stet_context_add_data_folder(ctx, data, NULL) != STET_OK ||
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "fuzz.yaml", NULL, &pipeline,
                                  NULL, NULL) != STET_OK ||
        stet_runner_new(pipeline, &options, &runner, NULL) != STET_OK)
        abort();
    return runner;
}

/* What stands before the first line end, and what behind it. */
static stet_code fill(void *self, stet_article *a)
{
    const stet_str *all = self;
    const char *end = memchr(all->p, '\n', all->n);
    stet_str url = stet_strn(all->p, end ? (size_t)(end - all->p) : all->n);
    stet_str text = stet_strn(all->p + url.n, all->n - url.n);
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    stet_span nowhere = {0, 0};
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    stet_node p = stet_node_new(a, body, 0, STET_PARAGRAPH, nowhere);
    stet_node link = p ? stet_node_new(a, p, 0, STET_LINK, nowhere) : 0;
    if (!link || stet_set_attr(a, link, STET_ATTR_HREF, url) != STET_OK ||
        stet_text_append(a, link, text.p, text.n, 0, 0) != STET_OK)
        return STET_FAILED;
    stet_state(a, STET_CANONICAL, url, &claim);
    stet_state(a, STET_HEADLINE, text, &claim);
    return STET_OK;
}

static void look_at_share(stet_article *a)
{
    static const char *const begins[] = {
        "mailto:?subject=", "https://x.com/intent/tweet?",
        "https://share.joinmastodon.org/#", "https://www.threads.com/intent/post?"};
    stet_node list = stet_last(a, stet_root(a, STET_FAMILY_BLOCK));
    size_t at = 0;
    if (stet_kind_of(a, list) != STET_LIST)
        return;
    for (stet_node item = stet_first(a, list); item; item = stet_next(a, item)) {
        stet_str href = stet_attr_str(a, stet_first(a, item), STET_ATTR_HREF);
        size_t n = strlen(begins[at]);
        if (href.n < n || memcmp(href.p, begins[at++], n) != 0)
            abort();
        for (size_t i = 0; i < href.n; i++)
            if ((unsigned char)href.p[i] <= ' ' || (unsigned char)href.p[i] >= 0x7f ||
                strchr("\"'<>\\`{|}^", href.p[i]))
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stet_runner *runner = start();
    const stet_result *result = NULL;
    stet_str all = stet_strn((const char *)data, size);
    if (size > 4096 || !stet_kit_table()->utf8_valid(all.p, all.n, NULL) ||
        stet_run_article(runner, fill, &all, stet_cstr("f"), &result, NULL) !=
            STET_OK ||
        stet_result_status(result) != STET_STATUS_OK)
        return 0;
    stet_step_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_step(result, i, &info); i++)
        if (stet_str_is(info.id, "two") && info.changes)
            abort();
    look_at_share(stet_result_article(result));
    return 0;
}
