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

static stet_code mark_stamp(stet_article *a, const stet_data *rows, stet_node block,
                            const char *digits)
{
    for (const stet_data *row = rows->first; row; row = row->next) {
        stet_str text = stet_data_get_text(row, "text");
        stet_str id = stet_data_get_text(row, "id");
        if (!id.n || text.n != DIGEST_LENGTH || memcmp(text.p, digits, text.n) != 0)
            continue;
        stet_code code = stet_set_attr(a, block, STET_ATTR_STAMP, id);
        stet_str hash = stet_data_get_text(row, "hash");
        if (code == STET_OK && hash.n)
            code = stet_set_attr(a, block, STET_ATTR_HASH, hash);
        return code;
    }
    return STET_OK;
}

static stet_code restore_stamps(stet_article *a, const stet_data *rows)
{
    char digits[DIGEST_LENGTH];
    stet_node block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    stet_code code = STET_OK;
    for (; block && code == STET_OK; block = stet_next(a, block)) {
        stet__markdown_digest(a, stet_content(a, block), digits);
        code = mark_stamp(a, rows, block, digits);
    }
    return code;
}

/* ---- notices ----------------------------------------------------------------------
 */

/* The block whose text has this digest; 0 when it was changed or is gone. */
static stet_node find_block(stet_article *a, stet_str digest)
{
    char digits[DIGEST_LENGTH];
    stet_node block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    if (digest.n != DIGEST_LENGTH)
        return 0;
    for (; block; block = stet_next(a, block)) {
        stet__markdown_digest(a, stet_content(a, block), digits);
        if (memcmp(digits, digest.p, DIGEST_LENGTH) == 0)
            return block;
    }
    return 0;
}

static stet_code restore_range(stet_article *a, stet_node notice, const stet_data *row)
{
    stet_node block = find_block(a, stet_data_get_text(row, "text"));
    int64_t from = 0, to = INT64_MAX;
    number_of(stet_data_get_text(row, "from"), &from);
    number_of(stet_data_get_text(row, "to"), &to);
    if (!block)
        return STET_OK;
    int64_t length = (int64_t)stet_content(a, block).n;
    if (from > to || from > length)
        return STET_OK;
    return stet_range_add(a, notice, block, (size_t)from,
                          to >= length ? SIZE_MAX : (size_t)to)
               ? STET_OK
               : STET_E_LIMIT;
}

static stet_code restore_notice(stet_article *a, const stet_data *row)
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
        code = restore_range(a, n, ranges);
    return code;
}

static stet_code state_stamps(stet_article *a, const stet_data *rows)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    claim.source = stet_cstr("front_matter");
    stet_node n = stet_state(a, STET_STAMPS, stet_cstr(""), &claim);
    stet_code code = n ? STET_OK : STET_E_LIMIT;
    const stet_data *row = is_list(rows) ? rows->first : NULL;
    for (; row && code == STET_OK; row = row->next) {
        stet_node part = stet_node_new(a, n, 0, STET_STAMP_PART, (stet_span){0, 0});
        code = part ? stet_set_attr(a, part, STET_ATTR_STAMP,
                                    stet_data_get_text(row, "id"))
                    : STET_E_LIMIT;
        if (code == STET_OK)
            code =
                stet_set_attr(a, part, STET_ATTR_HASH, stet_data_get_text(row, "hash"));
    }
    return code;
}

stet_code stet__markdown_restore(stet_article *a, const stet_data *record)
{
    const stet_data *stamps = stet_data_get(record, "stamps");
    const stet_data *fields = stet_data_get(record, "fields");
    stet_code code = state_stamps(a, stamps);
    const stet_data *row = is_list(fields) ? fields->first : NULL;
    for (; row && code == STET_OK; row = row->next)
        code = restore_field(a, row);
    if (code == STET_OK)
        code = restore_zones(a, stet_data_get_text(record, "zones"));
    if (code == STET_OK && is_list(stamps))
        code = restore_stamps(a, stamps);
    const stet_data *notices = stet_data_get(record, "notices");
    row = is_list(notices) ? notices->first : NULL;
    for (; row && code == STET_OK; row = row->next)
        code = restore_notice(a, row);
    return code;
}
