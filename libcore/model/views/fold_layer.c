/* SPDX-License-Identifier: MIT */
/*
 * The layer `fold`: the NFKC case fold of the text view. Where bytes map one to one,
 * which is all of ASCII and most of what has case, the map is a single run.
 */
#include "base/text/unicode.h"
#include "model/tree/tree.h"
#include "model/views/views.h"

enum { STRAIGHT = 1, UNIT = 2 }; /* in view_run.node: byte for byte, or one unit */

/* Continue the last run, or begin one. */
static stet_code mark(struct article *a, struct view *view, uint32_t node, size_t at)
{
    const struct view_run *last = view->count ? &view->runs[view->count - 1] : NULL;
    if (last && node == STRAIGHT && last->node == STRAIGHT &&
        view->len - last->off == at - last->at)
        return STET_OK;
    return stet__view_run(a, view, node, (uint32_t)at);
}

/* One chunk: characters that are composed together. */
static stet_code fold_chunk(struct article *a, struct view *view, stet_str text,
                            size_t *at)
{
    size_t len = 0;
    stet_code code = stet__view_reserve(a, view, STET_FOLD_MAX);
    if (code)
        return code;
    size_t n =
        stet__fold_chunk(text.p + *at, text.n - *at, 1, view->text + view->len, &len);
    if (len)
        code = mark(a, view, len == n ? STRAIGHT : UNIT, *at);
    view->len += len;
    *at += n;
    return code;
}

stet_code stet__view_build_fold(struct article *a, struct view *view)
{
    stet_str text = view->base->pub.text;
    size_t at = 0;
    stet_code code = stet__view_reserve(a, view, text.n + text.n / 16 + STET_FOLD_MAX);
    while (at < text.n && !code) {
        code = stet__view_reserve(a, view, text.n - at);
        if (code)
            break;
        size_t n = stet__fold_ascii(text.p + at, text.n - at, view->text + view->len);
        if (n) {
            code = mark(a, view, STRAIGHT, at);
            view->len += n;
            at += n;
        } else {
            code = fold_chunk(a, view, text, &at);
        }
    }
    return code;
}

static int is_inside(stet_str text, size_t at)
{
    return at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80;
}

/* The bytes of the base view behind [off, off + len), grown to whole characters: a
 * straight run may hold a chunk whose characters changed places of their borders. */
stet_code stet__view_locate_fold(struct article *a, const struct view *view, size_t off,
                                 size_t len, stet_range *ret)
{
    stet_str text = view->base->pub.text;
    size_t k = stet__view_run_at(view, off);
    const struct view_run *run = &view->runs[k];
    size_t from = run->at + (run->node == STRAIGHT ? off - run->off : 0), to = from;
    if (len) {
        k = stet__view_run_at(view, off + len - 1);
        run = &view->runs[k];
        if (run->node == STRAIGHT)
            to = run->at + (off + len - run->off);
        else
            to = k + 1 < view->count ? view->runs[k + 1].at : text.n;
    }
    while (from && is_inside(text, from))
        from--;
    while (len && is_inside(text, to))
        to++;
    return stet__view_locate_text(a, view->base, from, to - from, ret);
}
