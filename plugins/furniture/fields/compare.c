/* SPDX-License-Identifier: MIT */
/*
 * When all of the furniture is known: statements that disagree are reported, and what
 * turned out to be a notice is no standfirst.
 */
#include "fields.h"

static stet_str value_of(stet_article *a, stet_node n)
{
    stet_node part = stet_first(a, n);
    stet_str text = stet_text(a, n);
    if (text.n || !part)
        return text;
    text = stet_attr_str(a, part, STET_ATTR_NAME);
    return text.n ? text : stet_attr_str(a, part, STET_ATTR_URL);
}

/* Do they say the same, as far as the less precise one goes? */
static int agree(struct detector *d, stet_kind field, stet_str x, stet_str y)
{
    struct word a[24], b[24];
    if (!x.n || !y.n)
        return 1;
    if (field == STET_PUBLISHED || field == STET_UPDATED || field == STET_EMBARGO) {
        size_t n = x.n < y.n ? x.n : y.n;
        n = n > 10 ? 10 : n;
        return !memcmp(x.p, y.p, n);
    }
    size_t n = stet__furniture_words(d->kit, x, a, 24);
    if (n != stet__furniture_words(d->kit, y, b, 24))
        return 0;
    for (size_t i = 0; i < n; i++)
        if (a[i].hash != b[i].hash)
            return 0;
    return 1;
}

static void report(struct detector *d, stet_kind field, stet_node n, stet_str x,
                   stet_str y)
{
    stet_out message = stet_out_in_article(d->a, 160, 2048);
    stet_puts(&message, "statements of ");
    stet_puts(&message, stet_kind_name(d->a, field));
    stet_puts(&message, " disagree: \"");
    stet_put_str(&message, stet_strn(x.p, x.n > 300 ? 0 : x.n));
    stet_puts(&message, "\" and \"");
    stet_put_str(&message, stet_strn(y.p, y.n > 300 ? 0 : y.n));
    stet_puts(&message, "\"");
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = "statements-disagree",
                      .node = n,
                      .message = stet_out_text(&message),
                      .suggestion = stet_cstr(""),
                      .evidence = y,
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr("")};
    stet__furniture_keep(d, stet_finding_add(d->a, &f));
}

/* ---- standfirsts that are none
 * ------------------------------------------------------------------ */

/* Does a notice say all of the block? */
static int is_noticed(struct detector *d, stet_span block)
{
    stet_node n = stet_first(d->a, stet_root(d->a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(d->a, n))
        for (stet_node r = stet_first(d->a, n); r; r = stet_next(d->a, r)) {
            if (stet_kind_of(d->a, r) != STET_RANGE)
                continue;
            stet_node b = stet_attr_node(d->a, r, STET_ATTR_BLOCK);
            stet_span span = b ? stet_span_of(d->a, b) : (stet_span){0, 0};
            int64_t from = stet_attr_int(d->a, r, STET_ATTR_FROM, 0);
            int64_t to = stet_attr_int(d->a, r, STET_ATTR_TO, (int64_t)span.len);
            if (b && span.len && span.off == block.off && span.len == block.len &&
                (to - from) * 5 >= (int64_t)span.len * 4)
                return 1;
        }
    return 0;
}

/* A first paragraph in italics, a line above the headline that turned out to be a
 * notice. */
static void drop_noticed(struct detector *d, stet_kind field, const char *source)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0, old = 0;
    while ((n = stet_find(d->a, root, n, field)))
        if (stet_str_is(stet_attr_str(d->a, n, STET_ATTR_SOURCE), source) &&
            stet_attr_int(d->a, n, STET_ATTR_CONFIDENCE, 0) == STET_INFERRED &&
            is_noticed(d, stet_span_of(d->a, n)))
            old = n;
    if (old)
        stet__furniture_keep(d, stet_remove(d->a, old));
}

void stet__furniture_compare(struct detector *d)
{
    static const stet_kind fields[] = {
        STET_HEADLINE,         STET_PUBLISHER,      STET_ORIGIN,
        STET_PUBLISHED,        STET_EMBARGO,        STET_LICENCE,
        STET_COPYRIGHT_HOLDER, STET_COPYRIGHT_YEAR, STET_SERIES};
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD);
    drop_noticed(d, STET_STANDFIRST, "standfirst_text");
    drop_noticed(d, STET_KICKER, "headline_text");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        stet_node chosen = stet_field(d->a, fields[i]), n = 0;
        stet_str value = chosen ? value_of(d->a, chosen) : stet_cstr("");
        while (chosen && (n = stet_find(d->a, root, n, fields[i]))) {
            if (n == chosen || agree(d, fields[i], value, value_of(d->a, n)))
                continue;
            report(d, fields[i], n, value, value_of(d->a, n));
            break;
        }
    }
}
