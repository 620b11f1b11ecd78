/* SPDX-License-Identifier: MIT */
/*
 * What to read next: the address of one text is `read_more`, several are `related`,
 * whatever words stand in front. A list of nothing but titles behind the text is such,
 * too.
 */
#include "furniture.h"

enum { TITLE_BYTES = 16, FOLLOWERS = 4, LABEL_BYTES = 60 };

static int is_page(const struct detector *d, stet_str url)
{
    int class = d->kit->url_class(url, NULL, 0, NULL);
    return class == STET_URL_HTTP || class == STET_URL_RELATIVE;
}

/* Links of a unit that look like titles of texts: longer than `Facebook` or `Politics`.
 */
static size_t count_titles(const struct detector *d, const struct unit *u)
{
    size_t n = 0;
    for (size_t i = 0; i < u->link_count; i++)
        n += u->links[i].to - u->links[i].from >= TITLE_BYTES &&
             is_page(d, u->links[i].url);
    return n;
}

/* Titles in the unit, or behind it when it is a label alone. */
static size_t titles_of(struct detector *d, struct unit *u, const struct hit *hit)
{
    size_t n = count_titles(d, u);
    if (n || !stet__furniture_is_label_only(stet__furniture_verdict(d), hit))
        return n;
    for (struct unit *next = u + 1; next < d->units + d->count && next <= u + FOLLOWERS;
         next++) {
        if (next->kind == STET_HEADING || !next->bytes)
            break;
        stet__furniture_open(d, next);
        if (!next->linked && next->kind != STET_LIST)
            break;
        n += count_titles(d, next);
    }
    return n;
}

stet_kind stet__furniture_kind(struct detector *d, struct unit *u,
                               const struct hit *hit)
{
    const struct rule *rule = stet__furniture_rule(d->plan, hit);
    if (rule->kind != STET_READ_MORE)
        return rule->kind;
    return titles_of(d, u, hit) > 1 ? STET_RELATED : STET_READ_MORE;
}

/* Most of the unit is linked, or all that stands behind its label. */
static int is_row(const struct unit *u)
{
    size_t linked = 0;
    for (size_t i = 0; i < u->link_count; i++)
        linked += u->links[i].to - u->links[i].from;
    return u->link_count && (linked + u->links[0].from) * 10 >= (size_t)u->text.n * 9 &&
           u->links[0].from < LABEL_BYTES;
}

static stet_node new_notice(struct detector *d, const struct unit *u, stet_kind kind)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_INFERRED,
                        .source = stet_cstr("furniture_text"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("titles"),
                        .span = stet_span_of(d->a, u->block)};
    return stet_notice_new(d->a, kind, u->zone, &claim);
}

/* A short line in front of the list, of a kind that no rule knows. */
static int is_title(struct detector *d, struct unit *u)
{
    if (u < d->units || !u->bytes || u->bytes > LABEL_BYTES || u->stamped)
        return 0;
    stet__furniture_open(d, u);
    return (u->kind == STET_HEADING || u->bold || u->label) && !u->link_count;
}

int stet__furniture_is_titles(struct detector *d, struct unit *u)
{
    if (u->kind != STET_LIST && u->kind != STET_PARAGRAPH)
        return 0;
    stet__furniture_open(d, u);
    size_t n = count_titles(d, u);
    return n && n * 2 > u->link_count && is_row(u) && (n > 1 || u->kind == STET_LIST);
}

int stet__furniture_is_titled(struct detector *d, struct unit *u)
{
    return u > d->units && (u[-1].kind == STET_SEPARATOR || is_title(d, u - 1));
}

void stet__furniture_titles(struct detector *d, struct unit *u,
                            const struct known *known)
{
    if (u->zone != STET_ZONE_TAIL || !stet__furniture_is_titles(d, u))
        return;
    stet_kind kind = count_titles(d, u) > 1 ? STET_RELATED : STET_READ_MORE;
    if (stet__furniture_is_known(known, u->block, kind))
        return;
    stet_node notice = new_notice(d, u, kind);
    if (!notice) {
        stet__furniture_keep(d, STET_FAILED);
        return;
    }
    if (u > d->units && u[-1].zone == u->zone && is_title(d, u - 1))
        stet__furniture_add(d, notice, u - 1);
    stet__furniture_add(d, notice, u);
}
