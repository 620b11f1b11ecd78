/* SPDX-License-Identifier: MIT */
/* Statements, parts and notices that a reader makes. */
#include "claims.h"

static void check(struct claims *c, stet_code code)
{
    if (code != STET_OK && !c->code)
        c->code = code;
}

stet_str stet__claim_trim(stet_str s)
{
    while (s.n && memchr(" \t\r\n", s.p[s.n - 1], 4))
        s.n--;
    while (s.n && memchr(" \t\r\n", *s.p, 4)) {
        s.p++;
        s.n--;
    }
    return s;
}

/* Has another source stated the field, and does it count? */
static int is_taken(struct claims *c, stet_kind field)
{
    stet_node n = c->only_new ? stet_field(c->a, field) : 0;
    return n && !stet_str_eq(stet_attr_str(c->a, n, STET_ATTR_SOURCE), c->claim.source);
}

stet_node stet__claim_text(struct claims *c, stet_kind field, stet_str value)
{
    value = stet__claim_trim(value);
    if (!value.n || is_taken(c, field))
        return 0;
    stet_node n = stet_state(c->a, field, value, &c->claim);
    if (!n)
        check(c, STET_E_LIMIT);
    return n;
}

stet_node stet__claim_open(struct claims *c, stet_kind field)
{
    stet_node n =
        is_taken(c, field) ? 0 : stet_state(c->a, field, stet_cstr(""), &c->claim);
    if (!n && !is_taken(c, field))
        check(c, STET_E_LIMIT);
    return n;
}

void stet__claim_date(struct claims *c, stet_kind field, stet_str text)
{
    stet_date date;
    stet_out iso = stet_out_in_article(c->a, 40, 80);
    text = stet__claim_trim(text);
    if (!text.n)
        return;
    if (c->kit->date_parse(text, stet_cstr(""), &date) != STET_OK) {
        stet__claim_extra(c, stet_kind_name(c->a, field), text);
        return;
    }
    c->kit->date_format(&iso, &date, STET_DATE_ISO);
    check(c, iso.failed);
    stet_node n = stet__claim_text(c, field, stet_out_text(&iso));
    if (!stet_str_eq(stet_out_text(&iso), text))
        stet__claim_attr(c, n, STET_ATTR_RAW, text);
}

stet_node stet__claim_part(struct claims *c, stet_node statement, stet_kind kind)
{
    stet_node n =
        statement ? stet_node_new(c->a, statement, 0, kind, c->claim.span) : 0;
    if (statement && !n)
        check(c, STET_E_LIMIT);
    return n;
}

/* Bytes of a picture in its address, of any size: that is no address. */
static int is_data(stet_attr attr, stet_str value)
{
    static const char scheme[] = "data:";
    if ((attr != STET_ATTR_SRC && attr != STET_ATTR_URL) || value.n < sizeof scheme - 1)
        return 0;
    for (size_t i = 0; i < sizeof scheme - 1; i++)
        if ((value.p[i] | 32) != (scheme[i] | 32))
            return 0;
    return 1;
}

void stet__claim_attr(struct claims *c, stet_node n, stet_attr attr, stet_str value)
{
    value = stet__claim_trim(value);
    if (!n || !value.n)
        return;
    if (is_data(attr, value))
        stet_log(c->a, STET_LOG_LOSS,
                 stet_cstr("an address of scheme data is left out"));
    else
        check(c, stet_set_attr(c->a, n, attr, value));
}

void stet__claim_int(struct claims *c, stet_node n, stet_attr attr, stet_str value)
{
    int64_t number = 0;
    value = stet__claim_trim(value);
    if (!n || !value.n || value.n > 9)
        return;
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] < '0' || value.p[i] > '9')
            return;
        number = number * 10 + (value.p[i] - '0');
    }
    check(c, stet_set_int(c->a, n, attr, number));
}

stet_node stet__claim_party(struct claims *c, stet_kind field, stet_node *statement,
                            stet_str name, const char *type)
{
    name = stet__claim_trim(name);
    if (!name.n)
        return 0;
    if (!*statement)
        *statement = stet__claim_open(c, field);
    stet_node n = stet__claim_part(c, *statement, STET_PARTY);
    stet__claim_attr(c, n, STET_ATTR_NAME, name);
    stet__claim_attr(c, n, STET_ATTR_TYPE, stet_cstr(type));
    return n;
}

stet_node stet__claim_subject(struct claims *c, stet_node *statement, stet_str name,
                              stet_str axis)
{
    name = stet__claim_trim(name);
    if (!name.n)
        return 0;
    if (!*statement)
        *statement = stet__claim_open(c, STET_SUBJECTS);
    stet_node n = stet__claim_part(c, *statement, STET_CONCEPT);
    stet__claim_attr(c, n, STET_ATTR_NAME, name);
    stet__claim_attr(c, n, STET_ATTR_AXIS, axis);
    return n;
}

void stet__claim_extra(struct claims *c, const char *key, stet_str value)
{
    value = stet__claim_trim(value);
    if (!value.n)
        return;
    stet_node s = stet_find(c->a, stet_root(c->a, STET_FAMILY_FIELD), 0, STET_EXTRA);
    stet_node n =
        stet__claim_part(c, s ? s : stet__claim_open(c, STET_EXTRA), STET_EXTRA_PART);
    stet__claim_attr(c, n, STET_ATTR_KEY, stet_cstr(key));
    stet__claim_attr(c, n, STET_ATTR_VALUE, value);
}

/* Is the text that of the notice, its own or that of the block that says it? */
static int says(struct claims *c, stet_node notice, stet_str text)
{
    if (stet_str_eq(stet_text(c->a, notice), text))
        return 1;
    for (stet_node r = stet_first(c->a, notice); r; r = stet_next(c->a, r)) {
        stet_str said = stet_content(c->a, stet_attr_node(c->a, r, STET_ATTR_BLOCK));
        if (said.n && memmem(text.p, text.n, said.p, said.n))
            return 1;
    }
    return 0;
}

/* Notices that are looked at for what they say: no file of many makes it slow. */
enum { SAID_MAX = 200 };

static int says_line(struct claims *c, stet_node notice, stet_str line)
{
    if (!line.n || stet_str_eq(stet_text(c->a, notice), line))
        return line.n != 0;
    for (stet_node r = stet_first(c->a, notice); r; r = stet_next(c->a, r))
        if (stet_str_eq(stet_content(c->a, stet_attr_node(c->a, r, STET_ATTR_BLOCK)),
                        line))
            return 1;
    return 0;
}

/* Terms, without the lines that a notice says: writers put those behind them. */
void stet__claim_terms(struct claims *c, stet_str terms)
{
    stet_node root = stet_root(c->a, STET_FAMILY_NOTICE);
    stet_out out = stet_out_in_article(c->a, terms.n, terms.n + 1);
    for (size_t at = 0; at < terms.n;) {
        const char *end = memchr(terms.p + at, '\n', terms.n - at);
        size_t n = end ? (size_t)(end - terms.p) - at : terms.n - at;
        stet_str line = stet_strn(terms.p + at, n);
        stet_node notice = stet_first(c->a, root);
        at += n + 1;
        for (int i = 0; notice && i < SAID_MAX && !says_line(c, notice, line); i++)
            notice = stet_next(c->a, notice);
        if (notice && says_line(c, notice, line))
            continue;
        stet_puts(&out, out.len ? "\n" : "");
        stet_put_str(&out, line);
    }
    check(c, out.failed);
    stet__claim_text(c, STET_USAGE_TERMS, stet_out_text(&out));
}

static int is_said(struct claims *c, stet_kind kind, stet_str text)
{
    stet_node root = stet_root(c->a, STET_FAMILY_NOTICE);
    stet_node n = stet_find(c->a, root, 0, kind);
    for (int i = 0; n && i < SAID_MAX; i++) {
        if (says(c, n, text))
            return 1;
        n = stet_find(c->a, root, n, kind);
    }
    return 0;
}

stet_node stet__claim_another_notice(struct claims *c, stet_kind kind, stet_str text)
{
    text = stet__claim_trim(text);
    stet_node n = text.n ? stet_notice_new(c->a, kind, STET_ZONE_TAIL, &c->claim) : 0;
    if (n)
        check(c, stet_set_text(c->a, n, text));
    else if (text.n)
        check(c, STET_E_LIMIT);
    return n;
}

stet_node stet__claim_notice(struct claims *c, stet_kind kind, stet_str text)
{
    text = stet__claim_trim(text);
    return !text.n || is_said(c, kind, text)
               ? 0
               : stet__claim_another_notice(c, kind, text);
}

/* What belongs to the head stands before all else. */
static stet_node find_place(struct claims *c, int zone)
{
    stet_node n = zone == STET_ZONE_HEAD
                      ? stet_first(c->a, stet_root(c->a, STET_FAMILY_BLOCK))
                      : 0;
    while (n && stet_zone_of(c->a, n) == STET_ZONE_HEAD)
        n = stet_next(c->a, n);
    return n;
}

void stet__claim_lines(struct claims *c, stet_str text, int zone, stet_node notice)
{
    stet_node body = stet_root(c->a, STET_FAMILY_BLOCK), before = find_place(c, zone);
    stet_span nowhere = {0, 0};
    for (size_t at = 0; at < text.n && !c->code;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t n = end ? (size_t)(end - text.p) - at : text.n - at;
        stet_str line = stet__claim_trim(stet_strn(text.p + at, n));
        at += n + 1;
        if (!line.n)
            continue;
        stet_node p = stet_node_new(c->a, body, before, STET_PARAGRAPH, nowhere);
        if (!p) {
            check(c, STET_E_LIMIT);
            return;
        }
        check(c, stet_text_append(c->a, p, line.p, line.n, 0, 0));
        if (zone)
            check(c, stet_set_zone(c->a, p, zone));
        if (notice && !stet_range_add(c->a, notice, p, 0, SIZE_MAX))
            check(c, STET_E_LIMIT);
    }
}

stet_node stet__claim_notice_lines(struct claims *c, stet_kind kind, int zone,
                                   stet_str text)
{
    text = stet__claim_trim(text);
    stet_node n = text.n ? stet_notice_new(c->a, kind, zone, &c->claim) : 0;
    if (n)
        stet__claim_lines(c, text, zone, n);
    else if (text.n)
        check(c, STET_E_LIMIT);
    return n;
}

void stet__claim_stamp(struct claims *c, stet_node notice, stet_str id, stet_str hash)
{
    if (!notice || !id.n || !hash.n)
        return;
    stet_node list =
        stet_find(c->a, stet_root(c->a, STET_FAMILY_FIELD), 0, STET_STAMPS);
    if (!list)
        list = stet__claim_open(c, STET_STAMPS);
    stet_node part = stet__claim_part(c, list, STET_STAMP_PART);
    stet__claim_attr(c, notice, STET_ATTR_STAMP, id);
    stet__claim_attr(c, notice, STET_ATTR_HASH, hash);
    stet__claim_attr(c, part, STET_ATTR_STAMP, id);
    stet__claim_attr(c, part, STET_ATTR_HASH, hash);
}

stet_kind stet__claim_kind(const stet_article *a, stet_str name)
{
    for (stet_kind k = STET_NOTICE_OTHER; k <= STET_REPUBLISHED_FROM; k++)
        if (stet_str_is(name, stet_kind_name(a, k)))
            return k;
    return STET_KIND_NONE;
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

stet_str stet__claim_decoded(struct claims *c, stet_str s)
{
    size_t bad;
    if (!memchr(s.p, '%', s.n))
        return s;
    stet_out out = stet_out_in_article(c->a, s.n, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        int is_code = s.p[i] == '%' && i + 2 < s.n && hex_value(s.p[i + 1]) >= 0 &&
                      hex_value(s.p[i + 2]) >= 0;
        stet_putc(&out, is_code
                            ? (char)(hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]))
                            : s.p[i]);
        i += is_code ? 2 : 0;
    }
    check(c, out.failed);
    stet_str text = stet_out_text(&out);
    return c->kit->utf8_valid(text.p, text.n, &bad) ? text : s;
}
