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

/* Translators are a field of their own. */
static void state_others(struct survey *s, const struct found *f)
{
    struct part parts[PARTS_MAX];
    for (int translators = 0; translators < 2; translators++) {
        size_t count = 0;
        for (size_t i = 0; i < f->other_count; i++)
            if (stet_str_is(f->others[i].role, "translator") == translators)
                parts[count++] = f->others[i];
        stet__structure_state_parts(s,
                                    translators ? STET_TRANSLATORS : STET_CONTRIBUTORS,
                                    parts, count, "byline_text", f->others_block);
    }
}

void stet__structure_state_found(struct survey *s, const struct found *f)
{
    const struct config *c = s->plan->config;
    if (c->byline) {
        stet__structure_state(s, STET_BYLINE, f->byline, f->byline, "byline_text",
                              STET_DERIVED, f->byline_block);
        stet__structure_state_parts(s, STET_AUTHORS, f->authors, f->author_count,
                                    "byline_text", f->byline_block);
        state_others(s, f);
        stet__structure_state_parts(s, STET_AGENCY, f->agencies, f->agency_count,
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
        stet__structure_state(s, STET_DATELINE, f->place, f->place, "dateline_text",
                              STET_DERIVED, f->date_block);
    }
    if (c->taxonomy) {
        state_subjects(s, f);
        stet__structure_state_parts(s, STET_SERIES, &f->series, f->series.name.n != 0,
                                    "label_text", f->concept_block);
    }
}
