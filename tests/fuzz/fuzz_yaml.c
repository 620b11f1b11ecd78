/* SPDX-License-Identifier: MIT */
/* Any bytes as a pipeline (aliases allowed) and as front matter (not allowed). */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every span lies within the text, and JSON comes out of whatever was read. */
static void use_tree(const stet_data *tree, size_t size)
{
    stet_out out;
    for (const stet_data *d = tree ? tree->first : NULL; d; d = d->next)
        if ((size_t)d->off + d->len > size)
            abort();
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
        use_tree(tree, size);
        stet_problems_free(problems);
        stet__arena_done(&arena);
    }
    return 0;
}
