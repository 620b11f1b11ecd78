/* SPDX-License-Identifier: MIT */
/*
 * Addresses of networks: texts cut to what a post may count, every value
 * percent-encoded, groups without a value left out.
 */
#include "share.h"

/* ---- counting --------------------------------------------------------------- */
/* X, twitter-text configuration 3: these count once, all others twice. */
static int64_t weight_of(uint32_t code)
{
    return code <= 0x10ff || (code >= 0x2000 && code <= 0x200d) ||
                   (code >= 0x2010 && code <= 0x201f) ||
                   (code >= 0x2032 && code <= 0x2037)
               ? 1
               : 2;
}

/* Pictures, and whatever is told to look like one. */
static int is_emoji(uint32_t code)
{
    return code >= 0x1f000 || code == 0xfe0f || code == 0x20e3 ||
           (code >= 0x2600 && code <= 0x27bf);
}

/* What one grapheme counts. */
static int64_t count_cluster(const stet_kit *kit, int how, const char *p, size_t n)
{
    int64_t sum = 0;
    int emoji = 0;
    if (how == SHARE_GRAPHEMES)
        return 1;
    for (size_t at = 0; at < n;) {
        uint32_t code = 0;
        size_t bytes = kit->decode(p + at, n - at, &code);
        emoji |= is_emoji(code);
        sum += how == SHARE_WEIGHTED ? weight_of(code) : 1;
        at += bytes ? bytes : 1;
    }
    if (emoji)
        return how == SHARE_WEIGHTED ? 2 : (int64_t)n;
    return sum;
}

/* What the address takes of the limit. */
static int64_t count_url(const struct share_network *n, struct share_values *v,
                         const stet_kit *kit)
{
    if (n->url >= 0)
        return n->url;
    if (!v->graphemes_of_url)
        kit->graphemes(v->plain[SHARE_URL], SIZE_MAX, &v->graphemes_of_url);
    return (int64_t)v->graphemes_of_url;
}

/* What else does: the address, the sender and tags, each behind a space. */
static int64_t taken(const struct share_network *n, struct share_values *v,
                     const stet_kit *kit)
{
    int64_t count = count_url(n, v, kit);
    stet_str via = v->plain[SHARE_VIA], tags = v->plain[SHARE_TAGS];
    if (count)
        count++;
    if (via.n && stet__share_holds(n, SHARE_VIA))
        count += (int64_t)via.n + 6; /* " via @" */
    if (tags.n && stet__share_holds(n, SHARE_TAGS)) {
        count += 2; /* " #", and one more for each comma */
        for (size_t at = 0, bytes; at < tags.n; at += bytes) {
            uint32_t code = 0;
            bytes = kit->decode(tags.p + at, tags.n - at, &code);
            bytes = bytes ? bytes : 1;
            count += (code == ',') + count_cluster(kit, n->count, tags.p + at, bytes);
        }
    }
    return count;
}

/* How many graphemes, from the begin, count at most `room` and have at most `bytes`;
 * *ret_all: all of them do. */
static size_t fit_graphemes(const stet_kit *kit, int how, stet_str s, int64_t room,
                            size_t bytes, int *ret_all)
{
    size_t fit = 0, at = 0;
    int64_t count = 0;
    while (at < s.n) {
        size_t one = 0, n = kit->graphemes(stet_strn(s.p + at, s.n - at), 1, &one);
        n = n ? n : 1;
        count += count_cluster(kit, how, s.p + at, n);
        if (count > room || at + n > bytes)
            break;
        at += n;
        fit++;
    }
    *ret_all = at >= s.n;
    return fit;
}

/* The text as far as the network takes it, with an ellipsis where it was cut. */
static stet_str fit(stet_article *a, const struct share_network *n,
                    struct share_values *v, stet_str text)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    const stet_kit *kit = stet_kit_of(a);
    if ((!n->max && !n->bytes) || !text.n)
        return text;
    int64_t room = n->max ? n->max - taken(n, v, kit) : INT32_MAX;
    size_t others = v->plain[SHARE_URL].n + 1, bytes = SIZE_MAX;
    if (n->bytes)
        bytes = (size_t)n->bytes > others ? (size_t)n->bytes - others : 0;
    if (room > 0 && text.n <= (size_t)room && text.n <= bytes)
        return text; /* nothing counts more than its bytes */
    int64_t mark = n->count == SHARE_WEIGHTED ? 2 : 1;
    int all = 0;
    fit_graphemes(kit, n->count, text, room, bytes, &all);
    if (all)
        return text;
    if (room <= mark || bytes <= sizeof ellipsis)
        return stet_cstr("");
    size_t graphemes = fit_graphemes(kit, n->count, text, room - mark,
                                     bytes - (sizeof ellipsis - 1), &all);
    size_t cut = graphemes ? kit->cut_at_word(text, graphemes) : 0;
    if (!cut)
        return stet_cstr("");
    stet_out out = stet_out_in_article(a, cut + 4, cut + 16);
    stet_put(&out, text.p, cut);
    stet_puts(&out, ellipsis);
    return stet_out_text(&out);
}

/* ---- filling in ------------------------------------------------------------- */
static stet_str encode(stet_article *a, stet_str s)
{
    stet_out out = stet_out_in_article(a, s.n + s.n / 2 + 16, 3 * s.n + 16);
    stet_kit_of(a)->escape(&out, STET_ESCAPE_URL, s.p, s.n);
    return stet_out_text(&out);
}

/* A value, encoded: once for all networks, but for a text that has to be cut. */
static stet_str value_of(stet_article *a, const struct share_network *n,
                         struct share_values *v, int value)
{
    stet_str plain = v->plain[value];
    if (value == SHARE_HOST)
        return n->host;
    if (value == SHARE_APP)
        return encode(a, n->app);
    if (value == SHARE_TITLE || value == SHARE_TEXT) {
        stet_str fitting = fit(a, n, v, plain);
        if (fitting.p != plain.p)
            return encode(a, fitting);
    }
    if (!v->encoded[value].n && plain.n)
        v->encoded[value] = encode(a, plain);
    return v->encoded[value];
}

/* Segments from `i` on that belong to one group. */
static size_t group_end(const struct share_network *n, size_t i)
{
    size_t end = i;
    while (end < n->segment_count && n->segments[end].group == n->segments[i].group)
        end++;
    return end;
}

stet_str stet__share_address(stet_article *a, const struct share_network *n,
                             struct share_values *v)
{
    stet_str parts[SHARE_SEGMENTS];
    size_t size = 0;
    for (size_t i = 0, end; i < n->segment_count; i = end) {
        int whole = 1;
        end = group_end(n, i);
        for (size_t k = i; k < end; k++) {
            const struct share_segment *s = &n->segments[k];
            parts[k] = s->value ? value_of(a, n, v, s->value) : s->literal;
            whole &= parts[k].n != 0 || s->value == SHARE_TITLE;
        }
        if (n->segments[i].group)
            for (size_t k = i; k < end; k++)
                whole &= parts[k].n != 0;
        if (!whole && !n->segments[i].group)
            return stet_cstr("");
        for (size_t k = i; k < end; k++) {
            parts[k].n = whole ? parts[k].n : 0;
            size += parts[k].n;
        }
    }
    stet_out out = stet_out_in_article(a, size, size);
    for (size_t i = 0; i < n->segment_count; i++)
        stet_put_str(&out, parts[i]);
    return stet_out_text(&out);
}
