/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an article in canonical JSON. What is read is sound, written and read
 * again to the same bytes, flattened, and placed; what is refused leaves the article
 * empty.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "model/json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct subject {
    struct limits limits;
    struct vocabulary vocabulary;
    struct article a;
};

static struct subject *subject_new(void)
{
    static const stet_str none = {"", 0};
    struct subject *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    stet__limits_default(&s->limits);
    s->limits.memory_floor = 64u << 20;
    if (stet__vocabulary_init(&s->vocabulary) ||
        stet__article_init(&s->a, NULL, &s->limits, &s->vocabulary) ||
        stet__article_reset(&s->a, 1, none, none))
        abort();
    return s;
}

static void subject_free(struct subject *s)
{
    stet__article_done(&s->a);
    stet__vocabulary_done(&s->vocabulary);
    free(s);
}

static int read_sound(struct subject *s, stet_str json)
{
    stet_error err = {0};
    stet_code code = stet__json_read(&s->a, json, &err);
    if (stet__article_check(&s->a))
        abort();
    if (code && (s->a.nodes[s->a.body].first || s->a.nodes[s->a.fields].first ||
                 s->a.nodes[s->a.notices].first || !err.message[0]))
        abort();
    return code == STET_OK;
}

/* Every place of the fold view leads into a block. */
static void locate_all(struct article *a)
{
    const stet_view *v = stet__article_view(&a->pub, STET_LAYER_FOLD, STET_ZONES_ALL);
    for (size_t off = 0; off < v->text.n && off < 500; off++) {
        stet_range r;
        if (stet__article_locate(&a->pub, v, off, 1, &r))
            abort();
        if (r.to > stet__article_content(&a->pub, r.block).n || r.from > r.to)
            abort();
    }
}

static void write_to(struct subject *s, stet_out *out)
{
    if (stet__json_write(&s->a, out))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stet_out once, twice;
    struct subject *first = subject_new(), *second = subject_new();
    stet__buffer_init(&once, 256u << 20);
    stet__buffer_init(&twice, 256u << 20);
    if (read_sound(first, stet_strn((const char *)data, size))) {
        write_to(first, &once);
        if (!read_sound(second, stet__buffer_str(&once)))
            abort();
        write_to(second, &twice);
        if (!stet_str_eq(stet__buffer_str(&once), stet__buffer_str(&twice)))
            abort();
        locate_all(&second->a);
    }
    stet__buffer_done(&once);
    stet__buffer_done(&twice);
    subject_free(first);
    subject_free(second);
    return 0;
}
