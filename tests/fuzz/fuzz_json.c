/* SPDX-License-Identifier: MIT */
/* Any bytes as JSON; what is read is written and read again to the same bytes. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/data/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int read_and_write(stet_str text, const struct limits *limits, stet_out *out)
{
    struct arena arena;
    struct data_source source = {.file = "fuzz", .text = text};
    const stet_data *tree = NULL;
    stet__arena_init(&arena, 64u << 20);
    int ok = stet__data_json(&arena, limits, &source, &tree, NULL, NULL) == STET_OK;
    if (ok)
        stet__data_put_json(out, tree);
    stet__arena_done(&arena);
    return ok && !out->failed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct limits limits;
    stet_out once, twice;
    stet__limits_default(&limits);
    stet__buffer_init(&once, 16u << 20);
    stet__buffer_init(&twice, 16u << 20);
    if (read_and_write(stet_strn((const char *)data, size), &limits, &once) &&
        once.len) {
        stet_str text = stet__buffer_str(&once);
        if (!read_and_write(text, &limits, &twice) ||
            !stet_str_eq(text, stet__buffer_str(&twice)))
            abort();
    }
    stet__buffer_done(&once);
    stet__buffer_done(&twice);
    return 0;
}
