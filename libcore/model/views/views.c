/* SPDX-License-Identifier: MIT */
/*
 * Views: a part of the article as contiguous text, built once per state of the body and
 * shared by all steps. A further layer is a further row of `layers`.
 */
#include "model/views/views.h"

#include "model/tree/tree.h"

enum { LAYERS = STET_LAYER_FOLD + 1, ZONE_SETS = 8 };

static const struct view_layer layers[LAYERS] = {
    [STET_LAYER_RAW] = {-1, stet__view_build_raw, stet__view_locate_raw},
    [STET_LAYER_TEXT] = {-1, stet__view_build_text, stet__view_locate_text},
    [STET_LAYER_FOLD] = {STET_LAYER_TEXT, stet__view_build_fold,
                         stet__view_locate_fold},
};

struct view_cache {
    struct view *slots[LAYERS][ZONE_SETS];
};

static const struct view no_view = {.pub = {sizeof(stet_view), 0, {"", 0}}};

/* ---- what builders need ----------------------------------------------------- */
stet_code stet__view_reserve(struct article *a, struct view *view, size_t more)
{
    size_t need, cap;
    if (view->text && more <= view->room - view->len)
        return STET_OK;
    if (__builtin_add_overflow(view->len, more, &need) || need >= UINT32_MAX)
        return STET_E_LIMIT;
    cap = view->room * 2 > need ? view->room * 2 : need;
    char *p = stet__arena_bytes(&a->arena, cap + 1);
    if (!p)
        return stet__tree_no_room(a, cap + 1);
    if (view->len)
        memcpy(p, view->text, view->len);
    view->text = p;
    view->room = cap;
    return STET_OK;
}

stet_code stet__view_run(struct article *a, struct view *view, uint32_t node,
                         uint32_t at)
{
    if (view->count == view->cap) {
        size_t cap = view->cap ? view->cap * 2 : 32;
        struct view_run *runs = stet__arena_alloc(&a->arena, cap * sizeof *runs);
        if (!runs)
            return stet__tree_no_room(a, cap * sizeof *runs);
        if (view->count)
            memcpy(runs, view->runs, view->count * sizeof *runs);
        view->runs = runs;
        view->cap = cap;
    }
    view->runs[view->count++] = (struct view_run){(uint32_t)view->len, node, at};
    return STET_OK;
}

size_t stet__view_run_at(const struct view *view, size_t off)
{
    size_t low = 0, high = view->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (view->runs[middle].off <= off)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int stet__view_takes(const struct article *a, const struct view *view, uint32_t block)
{
    const struct node *node = &a->nodes[block];
    int zone = node->zone ? node->zone : a->nodes[a->body].zone;
    return !stet__view_omits(node) && (view->zones >> zone & 1);
}

/* ---- the cache -------------------------------------------------------------- */
static struct view_cache *cache_of(struct article *a)
{
    if (!a->views)
        a->views = stet__arena_alloc(&a->arena, sizeof *a->views);
    return a->views;
}

static stet_code build(struct article *a, int layer, uint32_t zones,
                       const struct view *base, struct view **ret_view)
{
    struct view *view = stet__arena_alloc(&a->arena, sizeof *view);
    if (!view)
        return stet__tree_no_room(a, sizeof *view);
    view->pub.size = sizeof view->pub;
    view->pub.layer = layer;
    view->zones = zones;
    view->state = a->body_state;
    view->base = base;
    stet_code code = layers[layer].build(a, view);
    if (code)
        return code;
    if (view->text)
        view->text[view->len] = '\0';
    view->pub.text = stet_strn(view->text, view->len);
    *ret_view = view;
    return STET_OK;
}

/* The view as it stands, after those it stands on. */
static stet_code find_or_build(struct article *a, int layer, uint32_t zones,
                               struct view **ret_view)
{
    int chain[LAYERS], depth = 0;
    struct view *view = NULL;
    struct view_cache *cache = cache_of(a);
    if (!cache)
        return stet__tree_no_room(a, sizeof *cache);
    for (int k = layer; k >= 0; k = layers[k].base)
        chain[depth++] = k;
    while (depth--) {
        struct view **slot = &cache->slots[chain[depth]][zones >> 1];
        if (!*slot || (*slot)->state != a->body_state || (*slot)->base != view) {
            struct view *base = view;
            stet_code code = build(a, chain[depth], zones, base, &view);
            if (code)
                return code;
            *slot = view;
        }
        view = *slot;
    }
    *ret_view = view;
    return STET_OK;
}

const stet_view *stet__article_view(stet_article *pub, int layer, uint32_t zones)
{
    struct article *a = stet__article(pub);
    struct view *view = NULL;
    if (layer < 0 || layer >= LAYERS)
        return NULL;
    if (!stet__tree_usable(a) || !a->body)
        return &no_view.pub;
    stet_code code = find_or_build(a, layer, zones & STET_ZONES_ALL, &view);
    if (!code)
        return &view->pub;
    stet__tree_failed(a, code);
    return &no_view.pub;
}

/* The view, when it is one of this article in its state. */
static const struct view *current(const struct article *a, const stet_view *pub)
{
    for (int layer = 0; a->views && layer < LAYERS; layer++)
        for (int zones = 0; zones < ZONE_SETS; zones++) {
            const struct view *view = a->views->slots[layer][zones];
            if (view && &view->pub == pub)
                return view->state == a->body_state ? view : NULL;
        }
    return NULL;
}

stet_code stet__article_locate(stet_article *pub, const stet_view *v, size_t off,
                               size_t len, stet_range *ret_range)
{
    struct article *a = stet__article(pub);
    stet_range range = {0};
    if (!stet__tree_usable(a) || !v || !ret_range)
        return STET_E_MISUSE;
    const struct view *view = current(a, v);
    if (!view)
        return STET_E_STALE;
    if (off > v->text.n || len > v->text.n - off || !view->count)
        return STET_E_RANGE;
    stet_code code = layers[v->layer].locate(a, view, off, len, &range);
    if (!code)
        *ret_range = range;
    return code;
}
