/* SPDX-License-Identifier: MIT */
/*
 * The life of an article object: it is made once per runner and reset for each article,
 * so that in the steady state nothing is allocated.
 */
#include <string.h>

#include "base/sha256.h"
#include "base/text/kit.h"
#include "model/tree/tree.h"

static size_t memory_limit(const struct limits *limits, size_t source)
{
    uint64_t factor = limits->memory_factor, floor = limits->memory_floor, all;

    if (__builtin_mul_overflow(factor, (uint64_t)source, &all) ||
        __builtin_add_overflow(all, floor, &all) || all > SIZE_MAX / 2)
        return SIZE_MAX / 2;
    return (size_t)all;
}

/* The article node and its three children, the only ones that no step makes. */
static stet_code make_roots(struct article *a)
{
    static const stet_kind kinds[3] = {STET_KIND_FIELDS, STET_KIND_BODY,
                                       STET_KIND_NOTICES};
    static const stet_span nowhere = {0, 0};
    uint32_t *roots[3] = {&a->fields, &a->body, &a->notices};

    stet_code code = stet__tree_add(a, 0, 0, STET_KIND_ARTICLE, nowhere, &a->root);
    for (int i = 0; i < 3 && code == STET_OK; i++)
        code = stet__tree_add(a, a->root, 0, kinds[i], nowhere, roots[i]);
    if (code == STET_OK)
        a->nodes[a->body].zone = STET_ZONE_BODY;
    return code;
}

static void forget(struct article *a)
{
    a->root = a->fields = a->body = a->notices = 0;
    a->node_count = 1;
    a->journal_count = 0;
    a->finding_count = 0;
    a->state = a->body_state = a->field_state = ++a->state_last;
    a->reading = 0;
    a->read_start = 0;
    a->mark_nodes = a->mark_journal = 0;
    a->failed = STET_OK;
    a->ranged = 0;
    a->swept = 0;
    a->source_valid = 0;
    a->lines = NULL;
    a->line_count = 0;
    a->places_asked = 0;
    a->step = 0;
    a->author_count = a->author_cap ? 1 : 0;
    a->rules = NULL;
    a->rule_size = 0;
    a->plugin = NULL;
    a->writes = NULL;
    a->views = NULL;
    a->memos = NULL;
    a->room_epoch = 0;
    a->blame = NULL;
    a->epoch = 0;
    memset(a->walks, 0, sizeof a->walks);
}

stet_code stet__article_init(struct article *a, const stet_host *host,
                             const struct limits *limits,
                             const struct vocabulary *vocabulary)
{
    if (!a || !limits || !vocabulary)
        return STET_E_MISUSE;
    memset(a, 0, sizeof *a);
    a->pub.host = host;
    a->limits = limits;
    a->vocabulary = vocabulary;
    stet__arena_init(&a->arena, memory_limit(limits, 0));
    stet_code code =
        stet__array_reserve(&a->authors, &a->author_cap, 8, sizeof *a->authors);
    if (code == STET_OK)
        code = stet__array_reserve(&a->nodes, &a->node_cap, 128, sizeof *a->nodes);
    if (code == STET_OK) {
        memset(a->nodes, 0, sizeof *a->nodes);
        a->authors[0] = stet_cstr("");
        code = stet__article_reset(a, 0, stet_cstr(""), stet_cstr(""));
    }
    if (code != STET_OK)
        stet__article_done(a);
    return code;
}

void stet__article_done(struct article *a)
{
    if (!a)
        return;
    stet__arena_done(&a->arena);
    stet__free(a->nodes);
    stet__free(a->journal);
    stet__free(a->findings);
    stet__free(a->authors);
    stet__free(a->room);
    memset(a, 0, sizeof *a);
}

void stet__article_adopt(struct article *a)
{
#ifndef NDEBUG
    a->thread = (uintptr_t)pthread_self();
#else
    (void)a;
#endif
}

/* The name goes into JSON and messages, and file names are any bytes. */
static int make_name(struct article *a)
{
    size_t bad;
    if (stet__utf8_valid(a->name.p, a->name.n, &bad))
        return 1;
    stet_out out = stet_out_in_article(&a->pub, a->name.n + 16, 3 * a->name.n + 16);
    stet__put_name(&out, a->name);
    a->name = stet_out_text(&out);
    return !out.failed;
}

stet_code stet__article_reset(struct article *a, uint32_t generation, stet_str source,
                              stet_str name)
{
    if (!a || !a->limits)
        return STET_E_MISUSE;
    stet__article_adopt(a);
    a->generation = generation;
    a->source = stet_cstr("");
    a->name = name.p ? name : stet_cstr("");
    a->memory_max = memory_limit(a->limits, source.n);
    stet__arena_reset(&a->arena, a->memory_max);
    forget(a);
    if (!make_name(a))
        return STET_E_NOMEM;
    if (source.n > UINT32_MAX || source.n > a->limits->article_bytes)
        return STET_E_LIMIT;
    a->source = source.p ? source : stet_cstr("");
    return make_roots(a);
}

/* The entry stands before those of older nodes that are changed meanwhile, so that it
 * is undone after them. Without room for it nothing is special: each change has its
 * own. */
void stet__article_begin_read(struct article *a)
{
    if (a->reading)
        return;
    stet_code code = stet__journal_reserve(a);
    if (code != STET_OK) {
        stet__tree_failed(a, code);
        return;
    }
    a->read_entry = a->journal_count;
    a->read_start = (uint32_t)a->node_count;
    struct journal_entry *e = stet__journal_add(a, JOURNAL_READ, a->read_start);
    e->old_attrs = a->nodes[a->body].attrs;
    e->old_attr_count = a->nodes[a->body].attr_count;
    e->old_author = a->nodes[a->body].author;
    a->mark_nodes = a->node_count;
    a->reading = 1;
}

void stet__article_end_read(struct article *a)
{
    if (!a->reading)
        return;
    a->reading = 0;
    uint32_t count = (uint32_t)a->node_count - a->read_start;
    if (!count && a->read_entry + 1 == a->journal_count &&
        a->journal[a->read_entry].old_attrs == a->nodes[a->body].attrs)
        a->journal_count--;
    else
        a->journal[a->read_entry].count = count;
    /* what was read is never written over, whether a mark is set or not: edits need it
     */
    a->mark_nodes = a->node_count;
    a->mark_journal = a->journal_count;
}

static int same_id(stet_str a, stet_str b)
{
    return a.n == b.n && (a.p == b.p || memcmp(a.p, b.p, a.n) == 0);
}

stet_code stet__article_author_index(struct article *a, stet_str id,
                                     uint16_t *ret_index)
{
    size_t i = 0;

    while (i < a->author_count && !same_id(a->authors[i], id))
        i++;
    if (i == a->author_count) {
        if (i > UINT16_MAX)
            return STET_E_LIMIT;
        stet_code code =
            stet__array_reserve(&a->authors, &a->author_cap, i + 1, sizeof *a->authors);
        if (code != STET_OK)
            return code;
        stet_str copy = stet__arena_copy(&a->arena, id);
        if (!copy.p)
            return stet__tree_no_room(a, id.n);
        a->authors[a->author_count++] = copy;
    }
    *ret_index = (uint16_t)i;
    return STET_OK;
}

stet_code stet__article_enter_step(struct article *a, stet_str id, const char *plugin,
                                   const stet_rule *rules, size_t rule_size,
                                   const struct kind_set *writes)
{
    if (!stet__tree_usable(a))
        return STET_E_MISUSE;
    stet_code code = stet__article_author_index(a, id.p ? id : stet_cstr(""), &a->step);
    if (code != STET_OK)
        return code;
    a->plugin = plugin;
    a->rules = rules;
    a->rule_size = rule_size;
    a->writes = writes;
    a->epoch++;
    return STET_OK;
}

static stet_str hash_name(struct article *a)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[32];
    char text[64];
    stet__sha256(a->name.p, a->name.n, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = hex[digest[i] >> 4];
        text[2 * i + 1] = hex[digest[i] & 15];
    }
    return stet__arena_copy(&a->arena, stet_strn(text, sizeof text));
}

stet_str stet__article_identity(struct article *a)
{
    stet_str id =
        stet__article_text(&a->pub, stet__article_field(&a->pub, STET_CANONICAL));
    if (id.n == 0)
        id = stet__article_text(&a->pub, stet__article_field(&a->pub, STET_ID));
    return id.n ? id : hash_name(a);
}
