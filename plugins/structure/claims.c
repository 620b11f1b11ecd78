/* SPDX-License-Identifier: MIT */
/*
 * Stating what was found, so that a second run states nothing: an equal statement of
 * the same source is left alone, another one of it is replaced.
 */
#include "structure.h"

static stet_str safe(stet_str text)
{
    return stet_strn(text.p, text.n);
}

static stet_claim make_claim(struct survey *s, const char *source, int confidence,
                             const struct block *from)
{
    stet_claim claim = {.size = sizeof claim, .confidence = confidence};
    claim.source = stet_cstr(source);
    if (from)
        claim.span = stet_span_of(s->a, from->node);
    return claim;
}

/* The statement of a field from one of our sources, or 0. */
static stet_node find_own(const struct survey *s, stet_kind field, const char *source)
{
    stet_node fields = stet_root(s->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(s->a, fields, n, field)))
        if (stet_str_is(stet_attr_str(s->a, n, STET_ATTR_SOURCE), source))
            return n;
    return 0;
}

void stet__structure_state(struct survey *s, stet_kind field, stet_str value,
                           stet_str raw, const char *source, int confidence,
                           const struct block *from)
{
    if (!value.n)
        return;
    stet_node old = find_own(s, field, source);
    if (old && stet_str_eq(stet_text(s->a, old), value))
        return;
    if (old)
        stet__structure_check(s, stet_remove(s->a, old));
    stet_claim claim = make_claim(s, source, confidence, from);
    stet_node n = stet_state(s->a, field, value, &claim);
    if (!n) {
        stet__structure_check(s, STET_E_LIMIT);
        return;
    }
    if (raw.n && !stet_str_eq(raw, value))
        stet__structure_check(s, stet_set_attr(s->a, n, STET_ATTR_RAW, raw));
}

static const struct {
    stet_attr attr;
    size_t offset;
} members[] = {{STET_ATTR_NAME, offsetof(struct part, name)},
               {STET_ATTR_URL, offsetof(struct part, url)},
               {STET_ATTR_ROLE, offsetof(struct part, role)},
               {STET_ATTR_AXIS, offsetof(struct part, axis)},
               {STET_ATTR_LABEL, offsetof(struct part, label)},
               {STET_ATTR_AFFILIATION, offsetof(struct part, affiliation)}};
enum { MEMBER_COUNT = sizeof members / sizeof members[0] };

static stet_str member(const struct part *part, size_t i)
{
    return safe(
        *(const stet_str *)(const void *)((const char *)part + members[i].offset));
}

static int same_part(const struct survey *s, stet_node n, const struct part *part)
{
    if (stet_kind_of(s->a, n) != part->kind)
        return 0;
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (!stet_str_eq(stet_attr_str(s->a, n, members[i].attr), member(part, i)))
            return 0;
    return 1;
}

static int same_parts(const struct survey *s, stet_node statement,
                      const struct part *parts, size_t count)
{
    stet_node n = stet_first(s->a, statement);
    size_t i = 0;
    while (n && i < count && same_part(s, n, &parts[i])) {
        n = stet_next(s->a, n);
        i++;
    }
    return !n && i == count;
}

static void add_part(struct survey *s, stet_node statement, const struct part *part)
{
    stet_node n = stet_node_new(s->a, statement, 0, part->kind, (stet_span){0, 0});
    if (!n) {
        stet__structure_check(s, STET_E_LIMIT);
        return;
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (member(part, i).n)
            stet__structure_check(
                s, stet_set_attr(s->a, n, members[i].attr, member(part, i)));
}

void stet__structure_state_parts(struct survey *s, stet_kind field,
                                 const struct part *parts, size_t count,
                                 const char *source, const struct block *from)
{
    if (!count)
        return;
    stet_node old = find_own(s, field, source);
    if (old && same_parts(s, old, parts, count))
        return;
    if (old)
        stet__structure_check(s, stet_remove(s->a, old));
    stet_claim claim = make_claim(s, source, STET_DERIVED, from);
    stet_node n = stet_state(s->a, field, stet_cstr(""), &claim);
    if (!n) {
        stet__structure_check(s, STET_E_LIMIT);
        return;
    }
    for (size_t i = 0; i < count; i++)
        add_part(s, n, &parts[i]);
}

/* Subjects add up: one that the carrier of the article named already is not said again.
 */
static int is_carried(const struct survey *s, const struct part *concept)
{
    stet_node fields = stet_root(s->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(s->a, fields, n, STET_SUBJECTS))) {
        if (stet_attr_int(s->a, n, STET_ATTR_CONFIDENCE, 0) < STET_ASSERTED)
            continue;
        for (stet_node part = stet_first(s->a, n); part; part = stet_next(s->a, part))
            if (stet_str_eq(stet_attr_str(s->a, part, STET_ATTR_NAME),
                            safe(concept->name)) &&
                stet_str_eq(stet_attr_str(s->a, part, STET_ATTR_AXIS),
                            safe(concept->axis)))
                return 1;
    }
    return 0;
}

static void state_subjects(struct survey *s, const struct found *f)
{
    struct part fresh[2 * PARTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < f->concept_count; i++)
        if (!is_carried(s, &f->concepts[i]))
            fresh[count++] = f->concepts[i];
    stet__structure_state_parts(s, STET_SUBJECTS, fresh, count, "label_text",
                                f->concept_block);
}

void stet__structure_state_found(struct survey *s, const struct found *f)
{
    const struct config *c = s->plan->config;
    if (c->byline) {
        stet__structure_state(s, STET_BYLINE, f->byline, f->byline, "byline_text",
                              STET_DERIVED, f->byline_block);
        stet__structure_state_parts(s, STET_AUTHORS, f->authors, f->author_count,
                                    "byline_text", f->byline_block);
        stet__structure_state_parts(s, f->others_field, f->others, f->other_count,
                                    "byline_text", f->byline_block);
    }
    if (c->dates) {
        struct part house = {
            .kind = STET_PARTY, .name = f->publisher, .url = f->publisher_url};
        stet__structure_state_parts(s, STET_PUBLISHER, &house, f->publisher.n != 0,
                                    "dateline_text", f->date_block);
        stet__structure_state(s, STET_PUBLISHED, f->published, f->published_raw,
                              "dateline_text", STET_DERIVED, f->date_block);
        stet__structure_state(s, STET_UPDATED, f->updated, f->updated_raw,
                              "dateline_text", STET_DERIVED, f->date_block);
    }
    if (c->taxonomy) {
        state_subjects(s, f);
        stet__structure_state_parts(s, STET_SERIES, &f->series, f->series.name.n != 0,
                                    "label_text", f->concept_block);
    }
}

/* ---- dateline
 * ------------------------------------------------------------------------ */

static size_t dash_length(stet_str t, size_t i)
{
    if (t.p[i] != '-' && t.p[i] != '\xe2')
        return 0;
    static const char *const dashes[] = {"\xe2\x80\x94", "\xe2\x80\x93", "--", "-",
                                         NULL};
    for (size_t k = 0; dashes[k]; k++) {
        size_t n = strlen(dashes[k]);
        if (t.n - i > n && memcmp(t.p + i, dashes[k], n) == 0 &&
            (t.p[i + n] == ' ' || k == 0) &&
            (k == 0 || (i && (t.p[i - 1] == ' ' || t.p[i - 1] == '.'))))
            return n;
    }
    return 0;
}

/* A place in capitals of at least four letters. */
static int is_shouted(stet_str t)
{
    size_t letters = 0, i = 0;
    for (; i < t.n && t.p[i] != ',' && t.p[i] != '('; i++) {
        if (t.p[i] >= 'a' && t.p[i] <= 'z')
            return 0;
        letters += t.p[i] >= 'A' && t.p[i] <= 'Z';
    }
    return letters >= 4;
}

/* `(Reuters)` at the end of it; behind a place any short name in brackets is a wire. */
static stet_str agency_of(stet_str t)
{
    struct word words[4];
    const char *open = memchr(t.p, '(', t.n);
    if (!open || open - t.p < 4 || t.p[t.n - 1] != ')')
        return stet_cstr("");
    stet_str name = stet_strn(open + 1, (size_t)(t.p + t.n - open) - 2);
    return name.n >= 2 && name.n <= 24 && stet__structure_words(name, words, 4) < 4
               ? name
               : stet_cstr("");
}

static int is_upper(const struct survey *s, stet_str t)
{
    uint32_t code = 0;
    return t.n && s->kit->decode(t.p, t.n, &code) &&
           ((code >= 'A' && code <= 'Z') || (code >= 0x80 && s->kit->is_upper(code)));
}

/* `Oslo, 3 March 2025`: the date behind the place. */
static stet_str date_of(struct survey *s, stet_str t, stet_str *ret_raw)
{
    const char *comma = memchr(t.p, ',', t.n);
    stet_date date;
    if (!comma)
        return stet_cstr("");
    stet_str rest = stet_strn(comma + 1, (size_t)(t.p + t.n - comma) - 1);
    const char *open = memchr(rest.p, '(', rest.n);
    if (open)
        rest.n = (size_t)(open - rest.p);
    while (rest.n && memchr(" .", rest.p[rest.n - 1], 2))
        rest.n--;
    rest = stet__structure_trim(rest);
    if (rest.n > 3 && !memcmp(rest.p, "le ", 3))
        rest = stet_strn(rest.p + 3, rest.n - 3);
    if (!rest.n || s->kit->date_parse(rest, stet_cstr(""), &date) != STET_OK ||
        date.precision < STET_DAY)
        return stet_cstr("");
    stet_out out = stet_out_in_article(s->a, 40, 80);
    s->kit->date_format(&out, &date, STET_DATE_ISO);
    *ret_raw = rest;
    return stet_out_text(&out);
}

void stet__structure_dateline(struct survey *s)
{
    struct line lines[2];
    stet_str raw = stet_cstr("");
    size_t i = s->body;
    while (i < s->tail && stet__structure_class(s, &s->blocks[i]) != CLASS_PROSE)
        i++;
    if (i == s->tail || s->blocks[i].kind != STET_PARAGRAPH ||
        !stet__structure_lines(s, &s->blocks[i], lines, 2))
        return;
    stet_str t = lines[0].text;
    size_t at = 3;
    while (at < t.n && at < 90 && !dash_length(t, at))
        at++;
    if (at >= t.n || at >= 90 || !is_upper(s, t))
        return;
    stet_str place = stet__structure_trim(stet_strn(t.p, at));
    while (place.n && place.p[place.n - 1] == '.')
        place.n--;
    stet_str agency = agency_of(place), date = date_of(s, place, &raw);
    if (!agency.n && !date.n && !is_shouted(place))
        return;
    stet__structure_state(s, STET_DATELINE, place, place, "dateline_text",
                          STET_INFERRED, &s->blocks[i]);
    if (date.n && !stet_field(s->a, STET_PUBLISHED))
        stet__structure_state(s, STET_PUBLISHED, date, raw, "dateline_text",
                              STET_INFERRED, &s->blocks[i]);
    struct part house = {.kind = STET_PARTY, .name = agency};
    stet__structure_state_parts(s, STET_AGENCY, &house, agency.n != 0, "dateline_text",
                                &s->blocks[i]);
}
