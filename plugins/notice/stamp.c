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
    {"after_paragraph", STAMP_AFTER_PARAGRAPH,
     "behind a paragraph of the text, see paragraph"},
    {"tail", STAMP_TAIL, "behind the text, in the order of kinds"},
    {NULL, 0, NULL}};

void stet__stamp_digest(const stet_kit *kit, struct stamp *stamp, const char *kind,
                        stet_str text, stet_out *all)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[32];
    stet_put_str(all, text);
    stet_putc(all, '\0');
    stet_put_int(all, stamp->placement);
    stet_putc(all, ' ');
    stet_puts(all, kind);
    stet_putc(all, ' ');
    stet_put_str(all, stamp->lang);
    if (stamp->placement == STAMP_AFTER_PARAGRAPH) {
        stet_putc(all, ' ');
        stet_put_int(all, stamp->paragraph);
    }
    kit->sha256(all->failed ? text.p : all->data, all->failed ? text.n : all->len,
                digest);
    for (size_t i = 0; i < STAMP_HASH; i++)
        stamp->hash[i] = hex[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
}

void stet__stamp_hash(stet_article *a, struct stamp *stamp, stet_str text)
{
    stet_out all = stet_out_in_article(a, text.n + 64, text.n + 256);
    stet__stamp_digest(stet_kit_of(a), stamp, stet_kind_name(a, stamp->kind), text,
                       &all);
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

static stet_node find_notice(stet_article *a, stet_str id)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    while (n && !stet_str_eq(stet_attr_str(a, n, STET_ATTR_STAMP), id))
        n = stet_next(a, n);
    return n;
}

/* The blocks of a notice that says it is the stamp, where a format carries no more. */
static size_t find_covered(stet_article *a, stet_str id, stet_node *ret_blocks)
{
    size_t count = 0;
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    stet_node r = stet_first(a, find_notice(a, id));
    for (; r && count < STAMP_BLOCKS; r = stet_next(a, r)) {
        stet_node block = stet_kind_of(a, r) == STET_RANGE
                              ? stet_attr_node(a, r, STET_ATTR_BLOCK)
                              : 0;
        if (block && stet_parent(a, block) == body &&
            stet_attr_int(a, r, STET_ATTR_FROM, 0) == 0)
            ret_blocks[count++] = block;
    }
    return count;
}

size_t stet__stamp_find(stet_article *a, stet_str id, stet_node *ret_blocks)
{
    size_t count = 0;
    for (stet_node n = first_block(a); n && count < STAMP_BLOCKS; n = stet_next(a, n))
        if (stet_str_eq(stet_attr_str(a, n, STET_ATTR_STAMP), id))
            ret_blocks[count++] = n;
    return count ? count : find_covered(a, id, ret_blocks);
}

int stet__stamp_matches(stet_article *a, const struct stamp *stamp, stet_node block)
{
    return has_hash(a, stamp, block) || (!stet_attr_str(a, block, STET_ATTR_STAMP).n &&
                                         has_hash(a, stamp, find_notice(a, stamp->id)));
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

/* The first block of the text; a heading that opens an article without a head is none.
 */
static stet_node body_begin(stet_article *a)
{
    stet_node n = first_block(a);
    if (stet_kind_of(a, n) == STET_HEADING && stet_zone_of(a, n) != STET_ZONE_HEAD &&
        stet_attr_int(a, n, STET_ATTR_LEVEL, 0) == 1)
        n = stet_next(a, n);
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

/* Behind that paragraph of the text, or the last when there are fewer. */
static stet_node behind_paragraph(stet_article *a, int32_t number)
{
    stet_node behind = 0;
    int seen = 0;
    for (stet_node n = first_block(a); n && number > 0; n = stet_next(a, n)) {
        if (stet_zone_of(a, n) != STET_ZONE_BODY ||
            stet_attr_str(a, n, STET_ATTR_STAMP).n)
            continue;
        number -= stet_kind_of(a, n) == STET_PARAGRAPH;
        behind = stet_next(a, n);
        seen = 1;
    }
    return seen ? behind : 0;
}

/* ---- the order of kinds -------------------------------------------------------- */

/* Place of a kind in the order, from 1; 0: it has none. */
static size_t rank_of(const struct stamp *stamp, stet_kind kind)
{
    for (size_t i = 0; i < stamp->order_count; i++)
        if (stamp->order[i] == kind)
            return i + 1;
    return 0;
}

/* The last block that a notice of a lower or the same rank says in the tail, and the
 * first of a higher; ranks first, so that most notices are not looked at closer. */
struct neighbours {
    stet_node after, before;
    size_t after_rank, before_rank;
};

static stet_node last_block_of(stet_article *a, stet_node notice)
{
    stet_node block = 0;
    for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r))
        if (stet_kind_of(a, r) == STET_RANGE)
            block = stet_attr_node(a, r, STET_ATTR_BLOCK);
    return block;
}

static stet_node first_block_of(stet_article *a, stet_node notice)
{
    stet_node range = stet_find(a, notice, 0, STET_RANGE);
    return range ? stet_attr_node(a, range, STET_ATTR_BLOCK) : 0;
}

static struct neighbours find_neighbours(stet_article *a, const struct stamp *stamp,
                                         size_t rank)
{
    struct neighbours found = {0, 0, 0, SIZE_MAX};
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(a, n)) {
        size_t other = rank_of(stamp, stet_kind_of(a, n));
        if (!other || stet_str_eq(stet_attr_str(a, n, STET_ATTR_STAMP), stamp->id))
            continue;
        stet_node block = other <= rank ? last_block_of(a, n) : first_block_of(a, n);
        if (!block || stet_zone_of(a, block) != STET_ZONE_TAIL)
            continue;
        if (other <= rank && other >= found.after_rank) {
            found.after = block;
            found.after_rank = other;
        } else if (other > rank && other < found.before_rank) {
            found.before = block;
            found.before_rank = other;
        }
    }
    return found;
}

/* Behind what stands before it in the order, else before what stands behind it. */
static stet_node place_in_tail(stet_article *a, const struct stamp *stamp)
{
    size_t rank = rank_of(stamp, stamp->kind);
    if (!rank)
        return 0;
    struct neighbours n = find_neighbours(a, stamp, rank);
    return n.after ? stet_next(a, n.after) : n.before;
}

/* As the notice has it: the name, of a paragraph with its number. */
static stet_str placement_name(stet_article *a, const struct stamp *stamp)
{
    const stet_enum *e = stet__stamp_placements;
    while (e->name && e->value != stamp->placement)
        e++;
    if (!e->name || stamp->placement != STAMP_AFTER_PARAGRAPH)
        return stet_cstr(e->name);
    stet_out out = stet_out_in_article(a, 48, 48);
    stet_puts(&out, e->name);
    stet_putc(&out, ' ');
    stet_put_int(&out, stamp->paragraph);
    return stet_out_text(&out);
}

/* A notice that is gone does not say where: then the old place is as good as any. */
static int placed_as_before(stet_article *a, const struct stamp *stamp)
{
    stet_str was = stet_attr_str(a, find_notice(a, stamp->id), STET_ATTR_PLACEMENT);
    return !was.n || stet_str_eq(was, placement_name(a, stamp));
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
    case STAMP_AFTER_PARAGRAPH:
        point =
            (struct stamp_point){behind_paragraph(a, stamp->paragraph), STET_ZONE_BODY};
        break;
    case STAMP_TAIL:
        point.before = place_in_tail(a, stamp);
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

static stet_node find_part(stet_article *a, stet_str id)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_STAMPS); s;
         s = stet_find(a, fields, s, STET_STAMPS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            if (stet_str_eq(stet_attr_str(a, p, STET_ATTR_STAMP), id))
                return p;
    return 0;
}

int stet__stamp_is_recorded(stet_article *a, const struct stamp *stamp,
                            const stet_node *blocks, size_t count)
{
    stet_node notice = find_notice(a, stamp->id), part = find_part(a, stamp->id);
    return notice && stet_kind_of(a, notice) == stamp->kind &&
           has_hash(a, stamp, notice) && covers(a, notice, blocks, count) && part &&
           has_hash(a, stamp, part) &&
           stet_str_eq(stet_attr_str(a, notice, STET_ATTR_VALID_FROM),
                       stamp->valid_from) &&
           stet_str_eq(stet_attr_str(a, notice, STET_ATTR_VALID_UNTIL),
                       stamp->valid_until);
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

static stet_code set_date(stet_article *a, stet_node notice, stet_attr attr,
                          stet_str date)
{
    if (date.n)
        return stet_set_attr(a, notice, attr, date);
    return stet_attr_str(a, notice, attr).n ? stet_clear_attr(a, notice, attr)
                                            : STET_OK;
}

static stet_code record_notice(stet_article *a, const struct stamp *stamp,
                               const stet_node *blocks, size_t count)
{
    stet_claim claim = make_claim(stamp);
    stet_node notice = find_notice(a, stamp->id);
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
        code = stet_set_attr(a, notice, STET_ATTR_PLACEMENT, placement_name(a, stamp));
    if (code == STET_OK)
        code = set_date(a, notice, STET_ATTR_VALID_FROM, stamp->valid_from);
    if (code == STET_OK)
        code = set_date(a, notice, STET_ATTR_VALID_UNTIL, stamp->valid_until);
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

stet_code stet__stamp_remove(stet_article *a, stet_str id)
{
    stet_node gone[STAMP_BLOCKS + 2];
    size_t count = stet__stamp_find(a, id, gone);
    stet_node part = find_part(a, id), statement = stet_parent(a, part);
    int alone = part && !stet_next(a, part) && !stet_prev(a, part);
    gone[count++] = find_notice(a, id);
    gone[count++] = alone ? statement : part;
    int any = 0;
    for (size_t i = 0; i < count; i++) {
        stet_code code = gone[i] ? stet_remove(a, gone[i]) : STET_OK;
        if (code != STET_OK)
            return code;
        any |= gone[i] != 0;
    }
    return any ? STET_OK : STET_SKIP;
}
