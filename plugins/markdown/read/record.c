/* SPDX-License-Identifier: MIT */
/*
 * The front matter key `stet`: what write.markdown noted when an article was stamped,
 * so that it reads back as it was and nothing is guessed again.
 *
 *   stet:
 *     stamps:
 *       - {id: disclaimer, hash: "4be1", text: "03d0ab9c4f5e6a71"}
 *     zones: head 3, body 9, tail 2
 *     fields:
 *       - {field: byline, value: "Jane Doe", source: byline_text, confidence: 2}
 *     decided: as fields, where nothing is stamped and the text is looked at again
 *     notices:
 *       - {notice: correction, zone: tail, ranges: [{text: "03d0ab9c4f5e6a71"}]}
 */
#include <stdlib.h>

#include "read.h"

void stet__markdown_digest(stet_article *a, stet_str content, char *ret_digits)
{
    uint8_t digest[32];
    stet_kit_of(a)->sha256(content.p, content.n, digest);
    for (size_t i = 0; i < DIGEST_LENGTH; i++)
        ret_digits[i] = "0123456789abcdef"[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
}

static int is_list(const stet_data *d)
{
    return d && d->type == STET_DATA_LIST;
}

static int number_of(stet_str s, int64_t *ret)
{
    int64_t n = 0;
    if (!s.n || s.n > 15)
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        n = n * 10 + (s.p[i] - '0');
    }
    *ret = n;
    return 1;
}

/* ---- fields -----------------------------------------------------------------------
 */

static stet_kind find_kind(stet_article *a, stet_str name, stet_kind from, stet_kind to)
{
    for (stet_kind k = from; k < to; k++) {
        const char *known = stet_kind_name(a, k);
        if (known && stet_str_is(name, known))
            return k;
    }
    return STET_KIND_NONE;
}

static stet_attr find_attr(stet_article *a, stet_str name)
{
    for (stet_attr k = 1; k <= STET_ATTR_OF; k++) {
        const char *known = stet_attr_name(a, k);
        if (known && stet_str_is(name, known))
            return k;
    }
    return STET_ATTR_NONE;
}

static stet_code set_any(stet_article *a, stet_node n, const stet_data *d)
{
    stet_attr attr = find_attr(a, d->key);
    int64_t number;
    if (!attr)
        return STET_OK;
    stet_code code = stet_set_attr(a, n, attr, stet_data_text(d));
    if (code == STET_E_RANGE && number_of(stet_data_text(d), &number))
        code = stet_set_int(a, n, attr, number);
    return code == STET_E_RANGE ? STET_OK : code;
}

static stet_code restore_part(stet_article *a, stet_node statement,
                              const stet_data *row)
{
    stet_kind kind = find_kind(a, stet_data_get_text(row, "kind"), STET_PARTY, STET_ID);
    if (!kind)
        return STET_OK;
    stet_node n = stet_node_new(a, statement, 0, kind, (stet_span){0, 0});
    stet_code code = n ? STET_OK : STET_E_LIMIT;
    for (const stet_data *d = row->first; d && code == STET_OK; d = d->next)
        if (stet_str_is(d->key, "text"))
            code = stet_set_text(a, n, stet_data_text(d));
        else if (!stet_str_is(d->key, "kind"))
            code = set_any(a, n, d);
    return code;
}

static stet_code restore_field(stet_article *a, const stet_data *row)
{
    static const char *const own[] = {"field", "value", "source", "confidence",
                                      "parts"};
    stet_claim claim = {.size = sizeof claim, .confidence = STET_DERIVED};
    stet_kind field =
        find_kind(a, stet_data_get_text(row, "field"), STET_ID, STET_NOTICE_OTHER);
    int64_t sure = 0;
    if (!field)
        return STET_OK;
    if (number_of(stet_data_get_text(row, "confidence"), &sure) &&
        sure >= STET_INFERRED && sure <= STET_SET)
        claim.confidence = (int32_t)sure;
    claim.source = stet_data_get_text(row, "source");
    stet_node n = stet_state(a, field, stet_data_get_text(row, "value"), &claim);
    stet_code code = n ? STET_OK : STET_E_LIMIT;
    for (const stet_data *d = row->first; d && code == STET_OK; d = d->next) {
        size_t i = 0;
        while (i < sizeof own / sizeof own[0] && !stet_str_is(d->key, own[i]))
            i++;
        if (i == sizeof own / sizeof own[0])
            code = set_any(a, n, d);
    }
    const stet_data *parts = stet_data_get(row, "parts");
    for (parts = is_list(parts) ? parts->first : NULL; parts && code == STET_OK;
         parts = parts->next)
        code = restore_part(a, n, parts);
    return code;
}

static stet_code restore_fields(stet_article *a, const stet_data *rows)
{
    stet_code code = STET_OK;
    const stet_data *row = is_list(rows) ? rows->first : NULL;
    for (; row && code == STET_OK; row = row->next)
        code = restore_field(a, row);
    return code;
}

/* ---- zones ------------------------------------------------------------------------
 */

static int zone_named(const char *p, size_t n)
{
    static const char *const names[] = {NULL, "head", "body", "tail"};
    for (int zone = STET_ZONE_HEAD; zone <= STET_ZONE_TAIL; zone++)
        if (strlen(names[zone]) == n && memcmp(p, names[zone], n) == 0)
            return zone;
    return STET_ZONE_NONE;
}

/* `head 3, body 9`: the zones of the blocks in order. */
static stet_code restore_zones(stet_article *a, stet_str text)
{
    stet_node block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    const char *p = text.p, *end = p + text.n;
    stet_code code = STET_OK;
    while (p < end && code == STET_OK) {
        const char *stop = memchr(p, ',', (size_t)(end - p));
        stop = stop ? stop : end;
        while (p < stop && *p == ' ')
            p++;
        const char *space = memchr(p, ' ', (size_t)(stop - p));
        int zone = zone_named(p, (size_t)((space ? space : stop) - p));
        int64_t count = 0;
        if (!zone || !space ||
            !number_of(stet_strn(space + 1, (size_t)(stop - space - 1)), &count))
            return STET_OK;
        for (; count > 0 && block && code == STET_OK;
             count--, block = stet_next(a, block))
            code = zone == STET_ZONE_BODY ? STET_OK : stet_set_zone(a, block, zone);
        p = stop + (stop < end);
    }
    return code;
}

/* ---- stamps -----------------------------------------------------------------------
 */

/* Rows of the record that name a block by the digest of its text, and the blocks. */
struct wanted {
    const stet_data *row;
    stet_str text;
    size_t order;
    stet_node block; /* 0: it was changed or is gone */
};

struct digests {
    struct wanted *wanted; /* sorted by text, then in the order of the record */
    size_t count;
};

static int compare_wanted(const void *x, const void *y)
{
    const struct wanted *p = x, *q = y;
    int differ = memcmp(p->text.p, q->text.p, DIGEST_LENGTH);
    return differ ? differ : (p->order > q->order) - (p->order < q->order);
}

static void want(struct digests *d, const stet_data *row)
{
    stet_str text = stet_data_get_text(row, "text");
    if (text.n == DIGEST_LENGTH)
        d->wanted[d->count++] = (struct wanted){row, text, d->count, 0};
}

/* The first with that text, `count` when there is none. */
static size_t find_wanted(const struct digests *d, const char *digits)
{
    size_t low = 0, high = d->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(d->wanted[middle].text.p, digits, DIGEST_LENGTH) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < d->count && !memcmp(d->wanted[low].text.p, digits, DIGEST_LENGTH)
               ? low
               : d->count;
}

static int is_same_text(const struct digests *d, size_t i, size_t k)
{
    return k < d->count &&
           !memcmp(d->wanted[i].text.p, d->wanted[k].text.p, DIGEST_LENGTH);
}

/* Blocks of one text go to the rows of that text in turn. */
static void give_block(struct digests *d, const char *digits, stet_node block)
{
    size_t first = find_wanted(d, digits), i = first;
    while (i < d->count && is_same_text(d, first, i) && d->wanted[i].block)
        i++;
    if (i < d->count && is_same_text(d, first, i))
        d->wanted[i].block = block;
}

/* Each block is hashed once, whatever the record holds. */
static void find_blocks(stet_article *a, struct digests *stamps, struct digests *ranges)
{
    char digits[DIGEST_LENGTH];
    stet_node block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    qsort(stamps->wanted, stamps->count, sizeof *stamps->wanted, compare_wanted);
    qsort(ranges->wanted, ranges->count, sizeof *ranges->wanted, compare_wanted);
    if (!stamps->count && !ranges->count)
        return;
    for (; block; block = stet_next(a, block)) {
        stet__markdown_digest(a, stet_content(a, block), digits);
        give_block(stamps, digits, block);
        give_block(ranges, digits, block);
    }
    for (size_t i = 1; i < ranges->count; i++) /* several notices, one block */
        if (!ranges->wanted[i].block && is_same_text(ranges, i - 1, i))
            ranges->wanted[i].block = ranges->wanted[i - 1].block;
}

static stet_code restore_stamps(stet_article *a, const struct digests *d)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < d->count && code == STET_OK; i++) {
        stet_str id = stet_data_get_text(d->wanted[i].row, "id");
        stet_str hash = stet_data_get_text(d->wanted[i].row, "hash");
        if (!id.n || !d->wanted[i].block)
            continue;
        code = stet_set_attr(a, d->wanted[i].block, STET_ATTR_STAMP, id);
        if (code == STET_OK && hash.n)
            code = stet_set_attr(a, d->wanted[i].block, STET_ATTR_HASH, hash);
    }
    return code;
}

/* ---- notices ----------------------------------------------------------------------
 */

static stet_node block_of(const struct digests *d, const stet_data *row)
{
    stet_str text = stet_data_get_text(row, "text");
    size_t i = text.n == DIGEST_LENGTH ? find_wanted(d, text.p) : d->count;
    while (i < d->count && d->wanted[i].row != row)
        i++;
    return i < d->count ? d->wanted[i].block : 0;
}

static stet_code restore_range(stet_article *a, const struct digests *d,
                               stet_node notice, const stet_data *row)
{
    stet_node block = block_of(d, row);
    int64_t from = 0, to = INT64_MAX;
    number_of(stet_data_get_text(row, "from"), &from);
    number_of(stet_data_get_text(row, "to"), &to);
    if (!block)
        return STET_OK;
    int64_t length = (int64_t)stet_content(a, block).n;
    if (from > to || from > length)
        return STET_OK;
    return stet_range_add(a, notice, block, (size_t)from,
                          to > length ? SIZE_MAX : (size_t)to)
               ? STET_OK
               : STET_E_LIMIT;
}

static stet_code restore_notice(stet_article *a, const struct digests *blocks,
                                const stet_data *row)
{
    static const char *const own[] = {"notice", "zone", "source", "confidence",
                                      "text",   "rule", "ranges"};
    stet_claim claim = {.size = sizeof claim, .confidence = STET_DERIVED};
    stet_str zone = stet_data_get_text(row, "zone");
    stet_str text = stet_data_get_text(row, "text");
    stet_kind kind =
        find_kind(a, stet_data_get_text(row, "notice"), STET_NOTICE_OTHER, STET_KIND_X);
    int64_t sure = 0;
    if (!kind)
        return STET_OK;
    if (number_of(stet_data_get_text(row, "confidence"), &sure) &&
        sure >= STET_INFERRED && sure <= STET_SET)
        claim.confidence = (int32_t)sure;
    claim.source = stet_data_get_text(row, "source");
    stet_node n = stet_notice_new(a, kind, zone_named(zone.p, zone.n), &claim);
    stet_code code = n ? STET_OK : STET_E_LIMIT;
    if (code == STET_OK && text.n)
        code = stet_set_text(a, n, text);
    if (code == STET_OK && !claim.source.n) /* nobody's: it was so before */
        code = stet_clear_attr(a, n, STET_ATTR_SOURCE);
    if (code == STET_OK && !sure)
        code = stet_clear_attr(a, n, STET_ATTR_CONFIDENCE);
    for (const stet_data *d = row->first; d && code == STET_OK; d = d->next) {
        size_t i = 0;
        while (i < sizeof own / sizeof own[0] && !stet_str_is(d->key, own[i]))
            i++;
        if (i == sizeof own / sizeof own[0])
            code = set_any(a, n, d);
    }
    const stet_data *ranges = stet_data_get(row, "ranges");
    for (ranges = is_list(ranges) ? ranges->first : NULL; ranges && code == STET_OK;
         ranges = ranges->next)
        code = restore_range(a, blocks, n, ranges);
    return code;
}

static stet_code state_stamps(stet_article *a, const stet_data *rows)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    claim.source = stet_cstr("front_matter");
    stet_node n = stet_state(a, STET_STAMPS, stet_cstr(""), &claim);
    stet_code code = n ? STET_OK : STET_E_LIMIT;
    const stet_data *row = is_list(rows) ? rows->first : NULL;
    for (stet_str last = {"", 0}; row && code == STET_OK; row = row->next) {
        stet_str id = stet_data_get_text(row, "id");
        if (last.n && stet_str_eq(id, last))
            continue; /* another block of the same stamp */
        last = id;
        stet_node part = stet_node_new(a, n, 0, STET_STAMP_PART, (stet_span){0, 0});
        code = part ? stet_set_attr(a, part, STET_ATTR_STAMP, id) : STET_E_LIMIT;
        if (code == STET_OK)
            code =
                stet_set_attr(a, part, STET_ATTR_HASH, stet_data_get_text(row, "hash"));
    }
    return code;
}

/* The rows of stamps, and the ranges of notices. */
static stet_code collect(stet_article *a, const stet_data *stamps,
                         const stet_data *notices, struct digests *ret_stamps,
                         struct digests *ret_ranges)
{
    size_t count = 1;
    const stet_data *rows = is_list(notices) ? notices->first : NULL;
    for (const stet_data *row = rows; row; row = row->next) {
        const stet_data *ranges = stet_data_get(row, "ranges");
        count += is_list(ranges) ? ranges->count : 0;
    }
    size_t stamp_count = is_list(stamps) ? stamps->count : 0;
    ret_stamps->wanted = stet_alloc(a, (stamp_count + 1) * sizeof(struct wanted));
    ret_ranges->wanted = stet_alloc(a, count * sizeof(struct wanted));
    if (!ret_stamps->wanted || !ret_ranges->wanted)
        return STET_E_NOMEM;
    for (const stet_data *row = stamp_count ? stamps->first : NULL; row;
         row = row->next)
        want(ret_stamps, row);
    for (const stet_data *row = rows; row; row = row->next) {
        const stet_data *ranges = stet_data_get(row, "ranges");
        for (const stet_data *r = is_list(ranges) ? ranges->first : NULL; r;
             r = r->next)
            want(ret_ranges, r);
    }
    return STET_OK;
}

stet_code stet__markdown_restore(stet_article *a, const stet_data *record)
{
    const stet_data *stamps = stet_data_get(record, "stamps");
    const stet_data *fields = stet_data_get(record, "fields");
    const stet_data *notices = stet_data_get(record, "notices");
    struct digests stamped = {NULL, 0}, ranges = {NULL, 0};
    int settled = record->type != STET_DATA_MAP || !record->first ||
                  record->first->next || !stet_str_is(record->first->key, "decided");
    stet_code code = settled ? state_stamps(a, stamps) : STET_OK;
    if (code == STET_OK)
        code = restore_fields(a, stet_data_get(record, "decided"));
    if (code == STET_OK)
        code = restore_fields(a, fields);
    if (code == STET_OK)
        code = restore_zones(a, stet_data_get_text(record, "zones"));
    if (code == STET_OK)
        code = collect(a, stamps, notices, &stamped, &ranges);
    if (code != STET_OK)
        return code;
    find_blocks(a, &stamped, &ranges);
    code = restore_stamps(a, &stamped);
    const stet_data *row = is_list(notices) ? notices->first : NULL;
    for (; row && code == STET_OK; row = row->next)
        code = restore_notice(a, &ranges, row);
    return code;
}
