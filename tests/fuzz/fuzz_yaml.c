/* SPDX-License-Identifier: MIT */
/* Any bytes as a pipeline (aliases allowed) and as front matter (not allowed). */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/data/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEPTH = 128 };

/* The span lies within the text, and that of a plain scalar on one line is its text. */
static void check_value(const stet_data *d, stet_str text)
{
    if (d->off > text.n || d->len > text.n - d->off || !d->line || !d->column)
        abort();
    const char *p = text.p + d->off;
    if (d->type == STET_DATA_PLAIN && d->len == d->text.n &&
        memcmp(p, d->text.p, d->len) != 0 && !memchr(d->text.p, ' ', d->len))
        abort();
    if (d->type == STET_DATA_PLAIN && d->len < d->text.n)
        abort();
}

static void check_tree(const stet_data *tree, stet_str text)
{
    const stet_data *path[DEPTH];
    size_t depth = 0;
    uint32_t count = 0;
    for (const stet_data *d = tree; d;) {
        check_value(d, text);
        if (d->first) {
            if (depth == DEPTH)
                abort();
            path[depth++] = d;
            d = d->first;
            continue;
        }
        while (depth && !d->next)
            d = path[--depth];
        d = depth ? d->next : NULL;
        if (++count > 2000000)
            abort();
    }
}

/* JSON comes out of whatever was read. */
static void use_tree(const stet_data *tree, stet_str text)
{
    stet_out out;
    check_tree(tree, text);
    stet__buffer_init(&out, 1 << 20);
    stet__data_put_json(&out, tree);
    stet__buffer_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct limits limits;
    stet__limits_default(&limits);
    limits.data_nodes = 10000;
    for (int aliases = 0; aliases < 2; aliases++) {
        struct arena arena;
        struct data_source source = {
            .file = "fuzz", .aliases = aliases, .text = {(const char *)data, size}};
        const stet_data *tree = NULL;
        stet_problems *problems = NULL;
        stet_error err;
        stet__arena_init(&arena, 64u << 20);
        if (stet_problems_new(&problems) != STET_OK)
            abort();
        stet_code code =
            stet__data_yaml(&arena, &limits, &source, &tree, problems, &err);
        if ((code == STET_OK) != (stet__problems_errors(problems) == 0))
            abort();
        use_tree(tree, source.text);
        stet_problems_free(problems);
        stet__arena_done(&arena);
    }
    return 0;
}
