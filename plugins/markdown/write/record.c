/* SPDX-License-Identifier: MIT */
/*
 * The front matter key `stet`: what the text and the other keys cannot say, so that the
 * article reads back as it was. Of a Markdown source this key alone is brought up to
 * date, every other byte stays. See read/record.c for what it holds.
 */
#include "write.h"

static void put_stamp(struct matter *m, stet_node block, stet_str id, stet_str hash)
{
    char digits[DIGEST_LENGTH];
    stet__markdown_digest(m->a, stet_content(m->a, block), digits);
    stet_puts(m->out, "    - {id: ");
    m->kit->put_json_str(m->out, id);
    stet_puts(m->out, ", hash: ");
    m->kit->put_json_str(m->out, hash);
    stet_puts(m->out, ", text: \"");
    stet_put(m->out, digits, sizeof digits);
    stet_puts(m->out, "\"}\n");
}

/* Containers that Markdown does not have fall apart into their children. */
static int falls_apart(stet_kind kind)
{
    return kind == STET_BOX || kind == STET_DETAILS || kind == STET_FIGURE ||
           kind == STET_ANSWER || kind == STET_QUESTION || kind == STET_DEFINITIONS;
}

static size_t put_stamps(struct matter *m)
{
    stet_node block = stet_first(m->a, stet_root(m->a, STET_FAMILY_BLOCK));
    size_t count = 0;
    for (; block; block = stet_next(m->a, block)) {
        stet_str id = stet_attr_str(m->a, block, STET_ATTR_STAMP);
        stet_str hash = stet_attr_str(m->a, block, STET_ATTR_HASH);
        if (!id.n)
            continue;
        if (!count++)
            stet_puts(m->out, "  stamps:\n");
        if (!falls_apart(stet_kind_of(m->a, block))) {
            put_stamp(m, block, id, hash);
            continue;
        }
        for (stet_node n = stet_first(m->a, block); n; n = stet_next(m->a, n))
            put_stamp(m, n, id, hash);
    }
    return count;
}

/* Zones of the blocks as they will be read back. */
static size_t put_zones(struct matter *m)
{
    static const char *const names[] = {"body", "head", "body", "tail"};
    size_t count, runs = 0;
    const stet_item *items =
        stet_walk(m->a, stet_root(m->a, STET_FAMILY_BLOCK), &count);
    size_t i = 0;
    while (i < count && items[i].zone == STET_ZONE_BODY)
        i = items[i].skip;
    if (i == count)
        return 0;
    stet_puts(m->out, "  zones: ");
    for (i = 0; i < count;) {
        int zone = items[i].zone;
        size_t blocks = 0;
        for (; i < count && items[i].zone == zone; i = items[i].skip)
            blocks += stet__markdown_count_blocks(items, i);
        if (!blocks)
            continue;
        stet_puts(m->out, runs++ ? ", " : "");
        stet_puts(m->out, names[zone & 3]);
        stet_putc(m->out, ' ');
        stet_put_int(m->out, (int64_t)blocks);
    }
    stet_putc(m->out, '\n');
    return 1;
}

static void put_attrs(struct matter *m, const stet_item *item, int statement)
{
    for (size_t i = 0; i < item->attr_count; i++) {
        const stet_value *v = &item->attrs[i];
        if (v->type == 3 || (statement && v->attr == STET_ATTR_RULE))
            continue;
        stet_puts(m->out, ", ");
        stet_puts(m->out, stet_attr_name(m->a, v->attr));
        stet_puts(m->out, ": ");
        if (v->type == 2)
            stet_put_int(m->out, v->number);
        else
            m->kit->put_json_str(m->out, v->text);
    }
}

/* What was read out of the text (sources `..._text`): it would be guessed again. */
static int is_from_text(const struct matter *m, stet_node n)
{
    stet_str source = stet_attr_str(m->a, n, STET_ATTR_SOURCE);
    return source.n > 5 && memcmp(source.p + source.n - 5, "_text", 5) == 0;
}

/* What a notice says that was stamped: no other key of the source does. */
static int is_from_stamp(const struct matter *m, stet_node n)
{
    stet_str source = stet_attr_str(m->a, n, STET_ATTR_SOURCE);
    return source.n > 7 && memcmp(source.p, "notice.", 7) == 0;
}

static void put_own_text(struct matter *m, const stet_item *item)
{
    if (!item->text.n)
        return;
    stet_puts(m->out, ", text: ");
    m->kit->put_json_str(m->out, item->text);
}

static void put_field_row(struct matter *m, const stet_item *items, size_t i)
{
    stet_puts(m->out, "    - {field: ");
    stet_puts(m->out, stet_kind_name(m->a, items[i].kind));
    if (items[i].text.n) {
        stet_puts(m->out, ", value: ");
        m->kit->put_json_str(m->out, items[i].text);
    }
    put_attrs(m, &items[i], 1);
    size_t k = i + 1;
    for (; k < items[i].skip; k = items[k].skip) {
        stet_puts(m->out, k == i + 1 ? ", parts: [{kind: " : ", {kind: ");
        stet_puts(m->out, stet_kind_name(m->a, items[k].kind));
        put_own_text(m, &items[k]);
        put_attrs(m, &items[k], 0);
        stet_putc(m->out, '}');
    }
    stet_puts(m->out, k > i + 1 ? "]}\n" : "}\n");
}

/* Of a source: what was found in its text. Written afresh: what no other key holds. */
static int is_wanted(const struct matter *m, const stet_item *item)
{
    if (item->kind == STET_STAMPS || item->kind == STET_EXTRA)
        return 0;
    if (item->kind >= STET_WORDS && item->kind <= STET_READING_TIME)
        return 0; /* they are counted again */
    if (m->afresh)
        return !stet__markdown_has_key(m->a, item);
    if (stet__markdown_is_decided(m->a, item->node))
        return !stet__markdown_has_key(m->a, item);
    return m->settled && (is_from_text(m, item->node) || is_from_stamp(m, item->node));
}

/* What steps decided of an article that is not stamped stands apart: such an article is
 * not settled, what was found in it can be found again. */
static size_t put_field_rows(struct matter *m)
{
    size_t count, rows = 0;
    const stet_item *items =
        stet_walk(m->a, stet_root(m->a, STET_FAMILY_FIELD), &count);
    for (size_t i = 0; i < count; i = items[i].skip) {
        if (!is_wanted(m, &items[i]))
            continue;
        if (!rows++)
            stet_puts(m->out, m->settled ? "  fields:\n" : "  decided:\n");
        put_field_row(m, items, i);
    }
    return rows;
}

/* ---- notices ----------------------------------------------------------------------
 */

/* A block that says a notice is told again by the digest of its text. */
static void put_range(struct matter *m, const stet_item *range, stet_node block)
{
    char digits[DIGEST_LENGTH];
    stet__markdown_digest(m->a, stet_content(m->a, block), digits);
    stet_puts(m->out, "{text: \"");
    stet_put(m->out, digits, sizeof digits);
    stet_putc(m->out, '"');
    for (size_t i = 0; i < range->attr_count; i++) {
        const stet_value *v = &range->attrs[i];
        if (v->attr != STET_ATTR_FROM && v->attr != STET_ATTR_TO)
            continue;
        stet_puts(m->out, v->attr == STET_ATTR_FROM ? ", from: " : ", to: ");
        stet_put_int(m->out, v->number);
    }
    stet_putc(m->out, '}');
}

static void put_notice_row(struct matter *m, const stet_item *items, size_t i)
{
    static const char *const zones[] = {"body", "head", "body", "tail"};
    size_t ranges = 0;
    stet_puts(m->out, "    - {notice: ");
    stet_puts(m->out, stet_kind_name(m->a, items[i].kind));
    stet_puts(m->out, ", zone: ");
    stet_puts(m->out, zones[items[i].zone & 3]);
    put_own_text(m, &items[i]);
    put_attrs(m, &items[i], 1);
    for (size_t k = i + 1; k < items[i].skip; k = items[k].skip) {
        stet_node block = stet_attr_node(m->a, items[k].node, STET_ATTR_BLOCK);
        if (items[k].kind != STET_RANGE || !block)
            continue;
        stet_puts(m->out, ranges++ ? ", " : ", ranges: [");
        put_range(m, &items[k], block);
    }
    stet_puts(m->out, ranges ? "]}\n" : "}\n");
}

/* Of a source the stamped ones: the others can be found again. */
static size_t put_notices(struct matter *m)
{
    size_t count, rows = 0;
    const stet_item *items =
        stet_walk(m->a, stet_root(m->a, STET_FAMILY_NOTICE), &count);
    for (size_t i = 0; i < count; i = items[i].skip) {
        if (!m->afresh && !stet_attr_str(m->a, items[i].node, STET_ATTR_STAMP).n)
            continue;
        if (!rows++)
            stet_puts(m->out, "  notices:\n");
        put_notice_row(m, items, i);
    }
    return rows;
}

/* ---- the key ----------------------------------------------------------------------
 */

/* The key with all that belongs to it; 0 and nothing when there is nothing to say. Of a
 * source that is when no block is a stamp: what was guessed can be guessed again. */
int stet__markdown_put_record(struct matter *m)
{
    size_t from = m->out->len, said;
    stet_puts(m->out, "stet:\n");
    said = put_stamps(m);
    m->settled = said || m->afresh;
    said += m->settled ? put_zones(m) : 0;
    said += put_field_rows(m);
    said += m->settled ? put_notices(m) : 0;
    if (said)
        return 1;
    if (!m->out->failed)
        m->out->len = from;
    return 0;
}

/* Where the key `stet` stands in the front matter, with its lines: [*ret_from,
 * *ret_to). Both at the end when there is none. */
static void find_record(stet_str source, const struct markdown_parts *parts,
                        size_t *ret_from, size_t *ret_to)
{
    size_t at = parts->matter;
    *ret_from = *ret_to = parts->matter_end;
    while (at < parts->matter_end) {
        const char *p = source.p + at;
        const char *stop = memchr(p, '\n', parts->matter_end - at);
        size_t next = stop ? (size_t)(stop - source.p) + 1 : parts->matter_end;
        int inner = *p == ' ' || *p == '\t' || *p == '\r' || *p == '\n' ||
                    (*p == '-' && next - at > 1 && p[1] == ' ');
        if (*ret_from == parts->matter_end && next - at >= 5 &&
            memcmp(p, "stet:", 5) == 0)
            *ret_from = at;
        else if (*ret_from < parts->matter_end && !inner)
            break;
        at = next;
    }
    if (*ret_from < parts->matter_end)
        *ret_to = at;
}

/* Append, with the line ends of the source. */
static void put_lines(stet_out *out, stet_str text, int crlf)
{
    for (size_t i = 0; i < text.n; i++) {
        if (crlf && text.p[i] == '\n')
            stet_putc(out, '\r');
        stet_putc(out, text.p[i]);
    }
}

/* A block of lines can be put into YAML of lines only, not into TOML or a `{...}`. */
static int takes_lines(stet_str source, const struct markdown_parts *parts)
{
    size_t at = parts->matter;
    while (at < parts->matter_end && (source.p[at] == ' ' || source.p[at] == '\n' ||
                                      source.p[at] == '\r' || source.p[at] == '\t'))
        at++;
    return parts->kind != MATTER_TOML &&
           (at == parts->matter_end || source.p[at] != '{');
}

/* The source up to `to`, with the changes of its front matter. */
static void put_changed(stet_out *out, stet_str source, const struct front *front,
                        size_t to)
{
    size_t at = 0;
    for (size_t i = 0; i < front->count; i++) {
        const struct front_edit *e = &front->edits[i];
        if (e->off < at || e->off + (size_t)e->del > to)
            continue;
        stet_put(out, source.p + at, e->off - at);
        stet_put_str(out, e->text);
        at = e->off + (size_t)e->del;
    }
    stet_put(out, source.p + at, to - at);
}

static void tell_refused(stet_article *a, const struct front *front, int record)
{
    stet_out text = stet_out_in_article(a, 256, 4096);
    stet_puts(&text, "front matter that is TOML or one {...} takes no key");
    if (front->names.n) {
        stet_puts(&text, "; left out: ");
        stet_put_str(&text, stet_strn(front->names.p,
                                      front->names.n < 2048 ? front->names.n : 2048));
    }
    if (record)
        stet_puts(&text, "; left out: stet, so that stamps will not be known again");
    stet_log(a, STET_LOG_LOSS, stet_out_text(&text));
}

static stet_code put_new_matter(stet_str source, const struct markdown_parts *parts,
                                stet_str added, stet_str record, stet_out *out)
{
    const char *line = memchr(source.p, '\n', source.n);
    int crlf = line && line > source.p && line[-1] == '\r';
    stet_put(out, source.p, parts->bom);
    put_lines(out, stet_cstr("---\n"), crlf);
    put_lines(out, added, crlf);
    put_lines(out, record, crlf);
    put_lines(out, stet_cstr("---\n\n"), crlf);
    return stet_out_status(out);
}

stet_code stet__markdown_head(stet_article *a, const struct markdown_parts *parts,
                              stet_out *out)
{
    stet_str source = stet_source_text(a);
    const char *line = memchr(source.p, '\n', source.n);
    int crlf = line && line > source.p && line[-1] == '\r';
    stet_out record = stet_out_in_article(a, 1024, 1u << 20);
    struct matter m = {.a = a, .kit = stet_kit_of(a), .out = &record};
    struct front front;
    size_t from, to;
    int said = stet__markdown_put_record(&m);
    stet_code code = stet__markdown_front(a, parts, &front);
    if (code == STET_OK)
        code = stet_out_status(&record);
    if (code != STET_OK)
        return code;
    if (parts->kind != MATTER_NONE && !takes_lines(source, parts)) {
        if (said || front.added.n)
            tell_refused(a, &front, said);
        said = 0;
        front.added = stet_cstr("");
    }
    if (!said && !front.added.n && !front.count)
        return STET_SKIP;
    if (parts->kind == MATTER_NONE)
        return put_new_matter(source, parts, front.added, stet_out_text(&record), out);
    find_record(source, parts, &from, &to);
    if (!said) /* what stands there stays */
        to = from;
    size_t before = out->len;
    put_changed(out, source, &front, from);
    put_lines(out, front.added, crlf);
    put_lines(out, stet_out_text(&record), crlf);
    if (out->len - before > MATTER_MAX && !out->failed) {
        stet_log(a, STET_LOG_LOSS,
                 stet_cstr("front matter would grow longer than 64 KiB and could not "
                           "be read back: it stays as it was"));
        out->len = before;
        return STET_SKIP;
    }
    stet_put(out, source.p + to, parts->body - to);
    return stet_out_status(out);
}
