/* SPDX-License-Identifier: MIT */
/* Lines that say what a text is about: `Region: Europe`, `Beat: [Courts](#)`. */
#include "lines.h"

static void add_concept(struct reader *r, stet_str name)
{
    while (name.n && *name.p == '#')
        name = stet_strn(name.p + 1, name.n - 1);
    if (!name.n)
        return;
    struct part p = stet__line_make_party(r, name);
    p.kind = STET_CONCEPT;
    p.name = name;
    p.axis = r->axis;
    p.label = r->label;
    stet__line_add_part(r->ret->concepts, &r->ret->concept_count, p);
}

/* `[ferries](/a) [tides](/b)`: several links with nothing between them. */
static int read_linked_concepts(struct reader *r, stet_str t)
{
    size_t from = (size_t)(t.p - r->line->text.p), at = from, count = 0;
    for (int take = 0; take < 2; take++) {
        for (size_t i = 0; i < r->line->link_count; i++) {
            const struct link *l = &r->line->links[i];
            if (l->from < from || l->to > from + t.n || l->to <= l->from)
                continue;
            stet_str name = stet__line_cut(r->line->text, l->from, l->to);
            if (take) {
                add_concept(r, name);
                continue;
            }
            for (; at < l->from; at++)
                if (r->line->text.p[at] != ' ')
                    return 0;
            at = l->to;
            count++;
        }
        if (count < 2 || at != from + t.n)
            return 0;
    }
    return 1;
}

void stet__line_read_concepts(struct reader *r, stet_str t, stet_str axis,
                              stet_str label)
{
    size_t from = 0;
    r->axis = axis;
    r->label = label;
    r->has_axis = 1;
    if (read_linked_concepts(r, t))
        return;
    for (size_t i = 0; i <= t.n; i++) {
        int stroke =
            i + 1 < t.n && i && (t.p[i] == '/' || t.p[i] == '#') && t.p[i - 1] == ' ';
        if (i < t.n && t.p[i] != ',' && t.p[i] != ';' && !stroke)
            continue;
        stet_str name = stet__line_without_stop(stet__line_cut(t, from, i));
        from = i + 1;
        add_concept(r, name);
    }
}

size_t stet__line_holds_digit(stet_str t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9')
            return 1;
    return 0;
}

/* `Reviewed by:`, `Medizinisch geprüft von:`: people stand behind it. */
static int is_deed(const struct reader *r, const struct word *last)
{
    return stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE), last, 1) !=
           NULL;
}

/* A label that no list knows: links behind it, or a few capitalised words. */
int stet__line_read_unknown(struct reader *r, stet_str field, size_t colon)
{
    stet_str label = stet__line_cut(field, 0, colon),
             rest = stet__line_cut(field, colon + 1, field.n);
    struct word words[8];
    size_t n = stet__structure_words(label, words, 8);
    size_t numbered = stet__line_holds_digit(label);
    if (!n || n > 4 + numbered || label.n > 40 || is_deed(r, &words[n - 1]) ||
        !stet__line_starts_big(r, label) || !rest.n || rest.n > 160 ||
        memchr(label.p, ',', label.n) || memchr(".!?", rest.p[rest.n - 1], 3) ||
        r->s->kit->url_class(rest, NULL, 0, NULL) == STET_URL_HTTP || *rest.p == '/')
        return 0;
    int links = stet__line_linked_share(r, rest) >= 80;
    if (stet__line_without_title(r, rest).p != rest.p)
        return 0; /* `Reviewed: Dr. Ann Lee` */
    if (!links) {
        struct segment segments[SEGMENTS_MAX];
        size_t count = stet__line_split(r, rest, segments);
        if (count < 2)
            return 0; /* one name: a person as well as a place */
        for (size_t i = 0; i < count; i++)
            if (!stet__line_is_name(
                    r, stet__line_cut(rest, segments[i].from, segments[i].to), 4, 0))
                return 0;
        r->ret->sure = 0;
    }
    if (numbered && r->line->link_count > 1)
        return 0;                   /* the way to other parts */
    r->ret->series = numbered != 0; /* `Part 3 of 5: [The Long Drain]` */
    for (size_t i = 0; i < n && !r->ret->series; i++)
        r->ret->series = stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_SERIES),
                                                   words + i, 1) != NULL;
    stet_out out = stet_out_in_article(r->s->a, label.n + 8, 256);
    r->s->kit->slug(&out, label, 60);
    stet__structure_check(r->s, stet_out_status(&out));
    r->ret->guessed = 1;
    stet__line_read_concepts(r, rest, stet_out_text(&out), label);
    return r->ret->concept_count > 0;
}
