/* SPDX-License-Identifier: MIT */
/*
 * Finding, placing and recording stamps.
 */
#include "stamp.h"

const stet_enum stet__stamp_placements[] = {
    {"start", STAMP_START, "before the first block"},
    {"after_headline", STAMP_AFTER_HEADLINE, "behind the headline, else at the start"},
    {"before_body", STAMP_BEFORE_BODY, "before the first block of the text"},
    {"after_body", STAMP_AFTER_BODY, "behind the last block of the text"},
    {"before_bio", STAMP_BEFORE_BIO, "before the author's biography, else at the end"},
    {"end", STAMP_END, "behind the last block"},
    {NULL, 0, NULL}};

void stet__stamp_hash(stet_article *a, struct stamp *stamp, stet_str text)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[32];
    stet_out all = stet_out_in_article(a, text.n + 64, text.n + 256);
    stet_put_str(&all, text);
    stet_putc(&all, '\0');
    stet_put_int(&all, stamp->placement);
    stet_putc(&all, ' ');
    stet_puts(&all, stet_kind_name(a, stamp->kind));
    stet_putc(&all, ' ');
    stet_put_str(&all, stamp->lang);
    stet_kit_of(a)->sha256(all.failed ? text.p : all.data,
                           all.failed ? text.n : all.len, digest);
    for (size_t i = 0; i < STAMP_HASH; i++)
        stamp->hash[i] = hex[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
}

/* ---- blocks ----------------------------------------------------------------- */
static stet_node first_block(const stet_article *a)
{
    return stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
}

static int has_hash(stet_article *a, const struct stamp *stamp, stet_node n)
{
    return stet_str_eq(stet_attr_str(a, n, STET_ATTR_HASH),
                       stet_strn(stamp->hash, STAMP_HASH));
}

size_t stet__stamp_find(stet_article *a, stet_str id, stet_node *ret_blocks)
{
    size_t count = 0;
    for (stet_node n = first_block(a); n && count < STAMP_BLOCKS; n = stet_next(a, n))
        if (stet_str_eq(stet_attr_str(a, n, STET_ATTR_STAMP), id))
            ret_blocks[count++] = n;
    return count;
}

int stet__stamp_matches(stet_article *a, const struct stamp *stamp, stet_node block)
{
    return has_hash(a, stamp, block);
}

/* ---- places ----------------------------------------------------------------- */
/* The block behind the last one of zone body; 0 when that is the end. */
static stet_node behind_body(stet_article *a)
{
    stet_node behind = 0;
    int seen = 0;
    for (stet_node n = first_block(a); n; n = stet_next(a, n)) {
        if (stet_zone_of(a, n) != STET_ZONE_BODY)
            continue;
        behind = stet_next(a, n);
        seen = 1;
    }
    return seen ? behind : 0;
}

static stet_node body_begin(stet_article *a)
{
    stet_node n = first_block(a);
    while (n && stet_zone_of(a, n) == STET_ZONE_HEAD)
        n = stet_next(a, n);
    return n;
}

/* Behind the heading that says the headline: the first block, or one of the head. */
static stet_node behind_headline(stet_article *a)
{
    for (stet_node n = first_block(a); n; n = stet_next(a, n)) {
        if (stet_kind_of(a, n) == STET_HEADING &&
            (stet_zone_of(a, n) == STET_ZONE_HEAD || n == first_block(a)))
            return stet_next(a, n);
        if (stet_zone_of(a, n) != STET_ZONE_HEAD)
            break;
    }
    return first_block(a);
}

static stet_node biography(stet_article *a)
{
    stet_node notices = stet_root(a, STET_FAMILY_NOTICE);
    stet_node notice = stet_find(a, notices, 0, STET_AUTHOR_BIO);
    return stet_attr_node(a, stet_find(a, notice, 0, STET_RANGE), STET_ATTR_BLOCK);
}

static stet_node find_notice(stet_article *a, const struct stamp *stamp)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    while (n && !stet_str_eq(stet_attr_str(a, n, STET_ATTR_STAMP), stamp->id))
        n = stet_next(a, n);
    return n;
}

static stet_str placement_name(int32_t placement)
{
    for (const stet_enum *e = stet__stamp_placements; e->name; e++)
        if (e->value == placement)
            return stet_cstr(e->name);
    return stet_cstr("");
}

/* A notice that is gone does not say where: then the old place is as good as any. */
static int placed_as_before(stet_article *a, const struct stamp *stamp)
{
    stet_str was = stet_attr_str(a, find_notice(a, stamp), STET_ATTR_PLACEMENT);
    return !was.n || stet_str_eq(was, placement_name(stamp->placement));
}

struct stamp_point stet__stamp_point(stet_article *a, const struct stamp *stamp,
                                     stet_node old)
{
    struct stamp_point point = {0, STET_ZONE_TAIL};
    if (old && placed_as_before(a, stamp))
        return (struct stamp_point){old, stet_zone_of(a, old)};
    switch (stamp->placement) {
    case STAMP_START:
        point = (struct stamp_point){first_block(a), STET_ZONE_HEAD};
        break;
    case STAMP_AFTER_HEADLINE:
        point = (struct stamp_point){behind_headline(a), STET_ZONE_HEAD};
        break;
    case STAMP_BEFORE_BODY:
        point = (struct stamp_point){body_begin(a), STET_ZONE_HEAD};
        break;
    case STAMP_AFTER_BODY:
        point.before = behind_body(a);
        break;
    case STAMP_BEFORE_BIO:
        point.before = biography(a);
        break;
    default:
        break;
    }
    return point;
}

stet_node stet__stamp_block(stet_article *a, const struct stamp *stamp,
                            const struct stamp_point *point, stet_kind kind)
{
    stet_node n = stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), point->before, kind,
                                (stet_span){0, 0});
    if (!n || stet_set_attr(a, n, STET_ATTR_STAMP, stamp->id) != STET_OK ||
        stet_set_attr(a, n, STET_ATTR_HASH, stet_strn(stamp->hash, STAMP_HASH)) !=
            STET_OK)
        return 0;
    if (stet_zone_of(a, n) != point->zone &&
        stet_set_zone(a, n, point->zone) != STET_OK)
        return 0;
    return n;
}

/* ---- the record ------------------------------------------------------------- */
static stet_claim make_claim(const struct stamp *stamp)
{
    return (stet_claim){.size = sizeof(stet_claim),
                        .confidence = STET_SET,
                        .source = stet_cstr(stamp->source),
                        .lang = stamp->lang,
                        .rule = stet_cstr("")};
}

/* Ranges over exactly these blocks, in this order? */
static int covers(stet_article *a, stet_node notice, const stet_node *blocks,
                  size_t count)
{
    size_t at = 0;
    for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r))
        if (stet_kind_of(a, r) == STET_RANGE &&
            (at >= count || stet_attr_node(a, r, STET_ATTR_BLOCK) != blocks[at++]))
            return 0;
    return at == count;
}

static stet_node find_part(stet_article *a, const struct stamp *stamp)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_STAMPS); s;
         s = stet_find(a, fields, s, STET_STAMPS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            if (stet_str_eq(stet_attr_str(a, p, STET_ATTR_STAMP), stamp->id))
                return p;
    return 0;
}

int stet__stamp_is_recorded(stet_article *a, const struct stamp *stamp,
                            const stet_node *blocks, size_t count)
{
    stet_node notice = find_notice(a, stamp), part = find_part(a, stamp);
    return notice && stet_kind_of(a, notice) == stamp->kind &&
           has_hash(a, stamp, notice) && covers(a, notice, blocks, count) && part &&
           has_hash(a, stamp, part);
}

static stet_code cover(stet_article *a, stet_node notice, const stet_node *blocks,
                       size_t count)
{
    if (covers(a, notice, blocks, count))
        return STET_OK;
    for (stet_node r = stet_first(a, notice), next; r; r = next) {
        next = stet_next(a, r);
        stet_code code = stet_kind_of(a, r) == STET_RANGE ? stet_remove(a, r) : STET_OK;
        if (code != STET_OK)
            return code;
    }
    for (size_t i = 0; i < count; i++)
        if (!stet_range_add(a, notice, blocks[i], 0, SIZE_MAX))
            return STET_FAILED;
    return STET_OK;
}

static stet_code record_notice(stet_article *a, const struct stamp *stamp,
                               const stet_node *blocks, size_t count)
{
    stet_claim claim = make_claim(stamp);
    stet_node notice = find_notice(a, stamp);
    stet_code code = STET_OK;
    if (!notice)
        notice = stet_notice_new(a, stamp->kind, stet_zone_of(a, blocks[0]), &claim);
    if (!notice)
        return STET_FAILED;
    if (stet_kind_of(a, notice) != stamp->kind)
        code = stet_set_kind(a, notice, stamp->kind);
    if (code == STET_OK && stet_zone_of(a, notice) != stet_zone_of(a, blocks[0]))
        code = stet_set_zone(a, notice, stet_zone_of(a, blocks[0]));
    if (code == STET_OK)
        code = stet_set_attr(a, notice, STET_ATTR_STAMP, stamp->id);
    if (code == STET_OK)
        code = stet_set_attr(a, notice, STET_ATTR_HASH,
                             stet_strn(stamp->hash, STAMP_HASH));
    if (code == STET_OK)
        code = stet_set_attr(a, notice, STET_ATTR_PLACEMENT,
                             placement_name(stamp->placement));
    return code == STET_OK ? cover(a, notice, blocks, count) : code;
}

static stet_code add_part(stet_article *a, const struct stamp *stamp)
{
    stet_claim claim = make_claim(stamp);
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_node statement = stet_find(a, fields, 0, STET_STAMPS);
    if (!statement)
        statement = stet_state(a, STET_STAMPS, stet_cstr(""), &claim);
    stet_node part =
        statement ? stet_node_new(a, statement, 0, STET_STAMP_PART, (stet_span){0, 0})
                  : 0;
    if (!part)
        return STET_FAILED;
    stet_code code = stet_set_attr(a, part, STET_ATTR_STAMP, stamp->id);
    return code == STET_OK ? stet_set_attr(a, part, STET_ATTR_HASH,
                                           stet_strn(stamp->hash, STAMP_HASH))
                           : code;
}

static stet_code record_field(stet_article *a, const struct stamp *stamp)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    int seen = 0;
    for (stet_node s = stet_find(a, fields, 0, STET_STAMPS); s;
         s = stet_find(a, fields, s, STET_STAMPS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p)) {
            if (!stet_str_eq(stet_attr_str(a, p, STET_ATTR_STAMP), stamp->id))
                continue;
            stet_code code =
                stet_set_attr(a, p, STET_ATTR_HASH, stet_strn(stamp->hash, STAMP_HASH));
            if (code != STET_OK)
                return code;
            seen = 1;
        }
    return seen ? STET_OK : add_part(a, stamp);
}

stet_code stet__stamp_record(stet_article *a, const struct stamp *stamp,
                             const stet_node *blocks, size_t count)
{
    if (!count)
        return STET_OK;
    stet_code code = record_notice(a, stamp, blocks, count);
    return code == STET_OK ? record_field(a, stamp) : code;
}
