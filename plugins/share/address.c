/* SPDX-License-Identifier: MIT */
/*
 * Addresses of networks: the article's address without tracking, titles cut to the
 * limit of the network, every value percent-encoded.
 */
#include "share.h"

/* ---- the shared address ----------------------------------------------------- */
static int matches(stet_str pattern, stet_str name)
{
    if (pattern.p[pattern.n - 1] != '*')
        return stet_str_eq(pattern, name);
    return name.n >= pattern.n - 1 && memcmp(pattern.p, name.p, pattern.n - 1) == 0;
}

static int is_tracking(const struct share_data *d, stet_str parameter)
{
    const char *equal = memchr(parameter.p, '=', parameter.n);
    stet_str name =
        stet_strn(parameter.p, equal ? (size_t)(equal - parameter.p) : parameter.n);
    for (size_t i = 0; i < d->tracking_count; i++)
        if (matches(d->tracking[i], name))
            return 1;
    return 0;
}

/* The query without such parameters; `?` only before one that stays. */
static void put_query(stet_out *out, const struct share_data *d, stet_str query)
{
    char sign = '?';
    for (size_t at = 0; at <= query.n;) {
        const char *end = memchr(query.p + at, '&', query.n - at);
        size_t n = end ? (size_t)(end - query.p) - at : query.n - at;
        stet_str parameter = stet_strn(query.p + at, n);
        if (n && !is_tracking(d, parameter)) {
            stet_putc(out, sign);
            stet_put_str(out, parameter);
            sign = '&';
        }
        at += n + 1;
    }
}

stet_str stet__share_clean_url(stet_article *a, const struct share_data *d,
                               stet_str url)
{
    const char *hash = memchr(url.p, '#', url.n);
    size_t end = hash ? (size_t)(hash - url.p) : url.n;
    const char *mark = memchr(url.p, '?', end);
    if (!mark)
        return url;
    stet_out out = stet_out_in_article(a, url.n + 1, url.n + 16);
    size_t path = (size_t)(mark - url.p);
    stet_put(&out, url.p, path);
    put_query(&out, d, stet_strn(url.p + path + 1, end - path - 1));
    stet_put(&out, url.p + end, url.n - end);
    return stet_out_text(&out);
}

/* ---- titles ----------------------------------------------------------------- */
/* Graphemes that the address and the sender take off the limit. */
static int64_t taken(const struct share_network *n, const struct share_values *v,
                     const stet_kit *kit)
{
    int64_t count = n->url;
    if (n->url < 0) {
        size_t graphemes = 0;
        kit->graphemes(v->url, SIZE_MAX, &graphemes);
        count = (int64_t)graphemes;
    }
    if (count)
        count++; /* the space before it */
    if (v->via.n && n->count && n->segments[n->count - 1].value == SHARE_VIA)
        count += (int64_t)v->via.n + 6; /* " via @" */
    return count;
}

/* The title as far as the network takes it, with an ellipsis where it was cut. */
static stet_str fit_title(stet_article *a, const struct share_network *n,
                          const struct share_values *v)
{
    const stet_kit *kit = stet_kit_of(a);
    int64_t room = n->max ? n->max - taken(n, v, kit) : 0;
    size_t count = 0;
    if (!n->max || (room > 0 && v->title.n <= (size_t)room))
        return v->title; /* no grapheme is shorter than a byte */
    if (room < 2)
        return stet_cstr("");
    size_t whole = kit->graphemes(v->title, (size_t)room, &count);
    if (whole >= v->title.n)
        return v->title;
    size_t cut = kit->cut_at_word(v->title, (size_t)room - 1);
    stet_out out = stet_out_in_article(a, cut + 4, cut + 16);
    stet_put(&out, v->title.p, cut);
    stet_puts(&out, "\xe2\x80\xa6");
    return stet_out_text(&out);
}

void stet__share_put_address(stet_article *a, const struct share_network *n,
                             const struct share_values *v, stet_out *out)
{
    const stet_kit *kit = stet_kit_of(a);
    int untitled = 0;
    for (size_t i = 0; i < n->count; i++) {
        const struct share_segment *s = &n->segments[i];
        stet_str value = s->literal;
        switch (s->value) {
        case SHARE_LITERAL:
            if (untitled && value.n >= 3 && memcmp(value.p, "%20", 3) == 0)
                value = stet_strn(value.p + 3, value.n - 3);
            stet_put_str(out, value);
            untitled = 0;
            continue;
        case SHARE_TITLE:
            value = fit_title(a, n, v);
            untitled = !value.n; /* then no space divides it from the address */
            break;
        case SHARE_TEXT:
            value = v->text;
            break;
        case SHARE_URL:
            value = v->url;
            break;
        default:
            value = v->via;
            break;
        }
        kit->escape(out, STET_ESCAPE_URL, value.p, value.n);
    }
}
