/* SPDX-License-Identifier: MIT */
/*
 * The text of nodes, and the map from it to the source bytes it was read from.
 *
 * Appending is amortised: the buffer of a young node doubles, and grows in place while
 * it is the last thing in the arena.
 */
#include "model/tree/tree.h"

/* ---- the buffer ------------------------------------------------------------- */
/* Room for `need` bytes where the text of the node stands or is moved to. */
static char *text_room(struct article *a, struct node *node, size_t need, int in_place)
{
    struct arena *arena = &a->arena;
    size_t cap = in_place ? node->text_cap : 0;

    if (need <= cap)
        return (char *)(uintptr_t)node->text;
    if (cap && node->text + cap == arena->at) {
        size_t more = stet__tree_rounded(need - cap);
        if ((size_t)(arena->end - arena->at) >= more && cap + more <= UINT32_MAX) {
            arena->at += more;
            arena->used += more;
            node->text_cap = (uint32_t)(cap + more);
            return (char *)(uintptr_t)node->text;
        }
    }
    size_t wanted = stet__tree_rounded(
        node->text_len && need < 2 * (size_t)node->text_len ? 2 * (size_t)node->text_len
                                                            : need);
    if (wanted > UINT32_MAX)
        wanted = need;
    char *p = stet__tree_take(a, wanted);
    if (p) {
        memcpy(p, node->text, node->text_len);
        node->text = p;
        node->text_cap = (uint32_t)wanted;
    }
    return p;
}

/* ---- segments --------------------------------------------------------------- */
static int is_verbatim(const struct segment *s)
{
    return s->src_len == s->text_len;
}

/* Put a segment behind the others: one with the last where both continue the same
 * bytes. */
static void push_segment(struct segment *list, uint32_t *count, struct segment s)
{
    struct segment *last = *count ? &list[*count - 1] : NULL;

    if (last && !last->src_len && !s.src_len) {
        last->text_len += s.text_len;
    } else if (last && s.src_len && is_verbatim(last) && is_verbatim(&s) &&
               last->src_off + last->src_len == s.src_off) {
        last->text_len += s.text_len;
        last->src_len += s.src_len;
    } else {
        list[(*count)++] = s;
    }
}

static stet_code segment_room(struct article *a, struct node *node, uint32_t more,
                              int in_place)
{
    uint32_t need = node->segment_count + more;

    if (in_place && need <= node->segment_cap)
        return STET_OK;
    uint32_t cap =
        need > 2 && need < 2 * node->segment_cap ? 2 * node->segment_cap : need;
    struct segment *list = stet__tree_take(a, (size_t)cap * sizeof *list);
    if (!list)
        return stet__tree_no_room(a, (size_t)cap * sizeof *list);
    if (node->segment_count)
        memcpy(list, node->segments, node->segment_count * sizeof *list);
    node->segments = list;
    node->segment_cap = cap;
    return STET_OK;
}

/* The piece [text_len, +len) came from `span`. */
static stet_code add_segment(struct article *a, struct node *node, uint32_t len,
                             stet_span span, int in_place)
{
    struct segment s = {node->text_len, len, span.len ? span.off : 0, span.len};

    if (!node->segment_count && !span.len)
        return STET_OK;
    stet_code code = segment_room(a, node, 2, in_place);
    if (code != STET_OK)
        return code;
    if (!node->segment_count && node->text_len) {
        struct segment before = {0, node->text_len, 0, 0};
        push_segment(node->segments, &node->segment_count, before);
    }
    push_segment(node->segments, &node->segment_count, s);
    return STET_OK;
}

/* ---- append ----------------------------------------------------------------- */
/* What fails leaves the node as it was: more room is no change. */
static stet_code append(struct article *a, uint32_t i, stet_str text, stet_span span)
{
    struct node *node = &a->nodes[i], old;
    int journalled = stet__tree_journalled(a, i);
    int in_place =
        stet__tree_fresh(a, i) ||
        stet__journal_newest(a, i, 1u << JOURNAL_TEXT | 1u << JOURNAL_NEW) != NULL;

    if (text.n >= UINT32_MAX - node->text_len)
        return STET_E_LIMIT;
    if (journalled) {
        old = *node;
        stet_code code = stet__journal_reserve(a);
        if (code != STET_OK)
            return code;
    }
    char *p = text_room(a, node, node->text_len + text.n + 1, in_place);
    if (!p)
        return stet__tree_no_room(a, 2 * (node->text_len + text.n));
    stet_code code = add_segment(a, node, (uint32_t)text.n, span, in_place);
    if (code != STET_OK)
        return code;
    memcpy(p + node->text_len, text.p, text.n);
    node->text_len += (uint32_t)text.n;
    p[node->text_len] = '\0';
    if (journalled)
        stet__journal_text(a, i, &old);
    else
        node->author = a->step;
    stet__tree_touch(a, i);
    return STET_OK;
}

/* Where text that is appended to a container goes: its last text child, or a new one.
 */
static stet_code text_child(struct article *a, uint32_t i, uint32_t *ret_index)
{
    static const stet_span nowhere = {0, 0};
    uint32_t last = a->nodes[i].last;

    if (last && a->nodes[last].kind == STET_TEXT) {
        *ret_index = last;
        return STET_OK;
    }
    return stet__tree_new(a, i, 0, STET_TEXT, nowhere, ret_index);
}

/* The span of a text node runs from its first source byte to its last. */
static void widen(struct node *node, stet_span span)
{
    if (!span.len)
        return;
    if (!node->span.len) {
        node->span = span;
    } else if (span.off >= node->span.off) {
        uint32_t end = span.off + span.len, old_end = node->span.off + node->span.len;
        node->span.len = (end > old_end ? end : old_end) - node->span.off;
    }
}

static int continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Text that stands in the source as it is: all of that is checked once, and a piece of
 * it is valid when it begins and ends between characters. */
static int is_source(struct article *a, stet_str text, stet_span span)
{
    const char *end = text.p + text.n;

    if (text.n != span.len || span.off > a->source.n ||
        text.n > a->source.n - span.off || text.p != a->source.p + span.off)
        return 0;
    if (!a->source_valid)
        a->source_valid = stet__text_valid(a->source) ? 1 : -1;
    return a->source_valid > 0 && !continues(*text.p) &&
           (end == a->source.p + a->source.n || !continues(*end));
}

/* Is that what a change of node i amounts to? */
static int takes_new_text(const struct article *a, uint32_t i)
{
    uint32_t last = a->nodes[i].last;

    return a->reading && !a->ranged && (!last || a->nodes[last].kind != STET_TEXT);
}

stet_code stet__article_text_append(stet_article *pub, stet_node n, const char *text,
                                    size_t len, uint32_t src_off, uint32_t src_len)
{
    struct article *a = stet__article(pub);
    struct range_watch *watch = NULL;
    stet_span span = {src_off, src_len};
    uint32_t i;

    stet_code code = stet__tree_open(a, n, &i);
    if (code != STET_OK)
        return code;
    if (!text && len)
        return STET_E_MISUSE;
    if (src_off > UINT32_MAX - src_len || i == a->root || a->nodes[i].parent == a->root)
        return STET_E_RANGE;
    if (!len)
        return STET_OK;
    if (!is_source(a, stet_strn(text, len), span) &&
        !stet__text_valid(stet_strn(text, len)))
        return STET_E_UTF8;
    int widens = 0;
    if (!stet__tree_own_text(a, a->nodes[i].kind)) {
        if (takes_new_text(a, i))
            return stet__tree_new_text(a, i, stet_strn(text, len), span);
        code = text_child(a, i, &i);
        widens = code == STET_OK && stet__tree_fresh(a, i);
    }
    if (code == STET_OK && a->ranged)
        code = stet__range_watch(a, i, i, &watch);
    for (struct range_watch *w = watch; w; w = w->next)
        w->at += a->nodes[i].text_len; /* it happens behind what is there */
    if (code == STET_OK)
        code = append(a, i, stet_strn(text, len), span);
    if (code == STET_OK && widens)
        widen(&a->nodes[i], span);
    return code == STET_OK && watch ? stet__range_follow(a, watch, 0) : code;
}

/* ---- set -------------------------------------------------------------------- */
void stet__text_ends(stet_str x, stet_str y, size_t *ret_head, size_t *ret_tail)
{
    size_t max = x.n < y.n ? x.n : y.n, head = 0, tail = 0;

    while (head < max && x.p[head] == y.p[head])
        head++;
    while (head && ((head < x.n && continues(x.p[head])) ||
                    (head < y.n && continues(y.p[head]))))
        head--;
    max -= head;
    while (tail < max && x.p[x.n - 1 - tail] == y.p[y.n - 1 - tail])
        tail++;
    while (tail && continues(x.p[x.n - tail]))
        tail--;
    *ret_head = head;
    *ret_tail = tail;
}

/* The part of s within [from, to) of the old text; nothing when only a part of a piece
 * that is one unit remains. */
static struct segment clip(struct segment s, uint32_t from, uint32_t to)
{
    uint32_t start = s.text_off, end = s.text_off + s.text_len;
    struct segment none = {0, 0, 0, 0};

    if (start >= from && end <= to)
        return s;
    if (end <= from || start >= to || !s.src_len || !is_verbatim(&s))
        return none;
    uint32_t head = from > start ? from - start : 0, tail = end > to ? end - to : 0;
    s.text_off += head;
    s.src_off += head;
    s.text_len -= head + tail;
    s.src_len -= head + tail;
    return s;
}

/* A nowhere piece up to text_off, where the list has a gap. */
static void fill_gap(struct segment *list, uint32_t *count, uint32_t text_off)
{
    const struct segment *last = *count ? &list[*count - 1] : NULL;
    uint32_t end = last ? last->text_off + last->text_len : 0;

    if (end < text_off) {
        struct segment gap = {end, text_off - end, 0, 0};
        push_segment(list, count, gap);
    }
}

/* The map of a new text from that of the old one and the ends they have in common. */
static uint32_t map_ends(const struct node *old, stet_str text, struct segment *list)
{
    uint32_t count = 0, shift = (uint32_t)text.n - old->text_len;
    size_t prefix, suffix;

    stet__text_ends(stet_strn(old->text, old->text_len), text, &prefix, &suffix);
    for (uint32_t k = 0; k < old->segment_count; k++) {
        struct segment s = clip(old->segments[k], 0, (uint32_t)prefix);
        if (s.text_len && s.src_len) {
            fill_gap(list, &count, s.text_off);
            push_segment(list, &count, s);
        }
    }
    for (uint32_t k = 0; k < old->segment_count; k++) {
        struct segment s =
            clip(old->segments[k], old->text_len - (uint32_t)suffix, old->text_len);
        if (s.text_len && s.src_len) {
            s.text_off += shift;
            fill_gap(list, &count, s.text_off);
            push_segment(list, &count, s);
        }
    }
    if (count)
        fill_gap(list, &count, (uint32_t)text.n);
    return count;
}

static stet_code map_text(struct article *a, struct node *node, const struct node *old,
                          stet_str text, const stet_span *span)
{
    node->segments = NULL;
    node->segment_count = node->segment_cap = 0;
    if (!text.n || (span ? !span->len : !old->segment_count))
        return STET_OK;
    uint32_t most = span ? 1 : 2 * old->segment_count + 3;
    struct segment *list = stet__tree_take(a, (size_t)most * sizeof *list);
    if (!list)
        return stet__tree_no_room(a, (size_t)most * sizeof *list);
    if (span) {
        list[0] = (struct segment){0, (uint32_t)text.n, span->off, span->len};
        node->segment_count = 1;
    } else {
        node->segment_count = map_ends(old, text, list);
    }
    node->segments = list;
    node->segment_cap = most;
    return STET_OK;
}

stet_code stet__text_set(struct article *a, uint32_t i, stet_str text,
                         const stet_span *span)
{
    struct node *node = &a->nodes[i], old = *node;
    int journalled = stet__tree_journalled(a, i);
    stet_code code = STET_OK;

    if (stet_str_eq(stet_strn(node->text, node->text_len), text))
        return STET_OK;
    if (text.n >= UINT32_MAX)
        return STET_E_LIMIT;
    if (journalled)
        code = stet__journal_reserve(a);
    if (code != STET_OK)
        return code;
    char *p = stet__tree_take(a, text.n + 1);
    if (!p)
        return stet__tree_no_room(a, text.n);
    memcpy(p, text.n ? text.p : "", text.n);
    p[text.n] = '\0';
    code = map_text(a, node, &old, text, span);
    if (code != STET_OK) {
        *node = old;
        return code;
    }
    node->text = p;
    node->text_len = (uint32_t)text.n;
    node->text_cap = (uint32_t)(text.n + 1);
    if (journalled)
        stet__journal_text(a, i, &old);
    else
        node->author = a->step;
    stet__tree_touch(a, i);
    return STET_OK;
}

/* The one text child of a container, or 0. */
static uint32_t only_text(const struct article *a, uint32_t i)
{
    uint32_t only = a->nodes[i].first;

    return only && only == a->nodes[i].last && a->nodes[only].kind == STET_TEXT ? only
                                                                                : 0;
}

/* A container whose text is set keeps one text child and nothing else. */
static stet_code set_container(struct article *a, uint32_t i, stet_str text)
{
    static const stet_span nowhere = {0, 0};
    stet_code code = STET_OK;
    uint32_t child;

    if (!stet__vocabulary_allows(a->vocabulary, a->nodes[i].kind, STET_TEXT))
        return STET_E_RANGE;
    while (code == STET_OK && a->nodes[i].last)
        code = stet__tree_remove(a, a->nodes[i].last);
    if (code != STET_OK || !text.n)
        return code;
    code = stet__tree_new(a, i, 0, STET_TEXT, nowhere, &child);
    return code == STET_OK ? stet__text_set(a, child, text, NULL) : code;
}

stet_code stet__article_set_text(stet_article *pub, stet_node n, stet_str text)
{
    struct article *a = stet__article(pub);
    struct range_watch *watch = NULL;
    uint32_t i;

    stet_code code = stet__tree_open(a, n, &i);
    if (code != STET_OK)
        return code;
    if (!text.p && text.n)
        return STET_E_MISUSE;
    if (!stet__text_valid(text))
        return STET_E_UTF8;
    if (!stet__tree_own_text(a, a->nodes[i].kind)) {
        if (!only_text(a, i) || !text.n)
            return set_container(a, i, text);
        i = only_text(a, i);
    }
    if (a->ranged)
        code = stet__range_watch(a, i, i, &watch);
    if (code == STET_OK)
        code = stet__text_set(a, i, text, NULL);
    return code == STET_OK && watch ? stet__range_follow(a, watch, i) : code;
}
