/* SPDX-License-Identifier: MIT */
/* Wire services: which names are such, and how they stand beside those of people. */
#include "lines.h"

/* `dpa`, `Europa Press`; beside a name any word of a few capitals, and joined with one
 * (2) whatever calls itself an agency. */
int stet__line_is_agency(const struct reader *r, stet_str t, int beside)
{
    static const char *const zones[] = {"GMT", "UTC", "CET", "CEST",
                                        "BST", "EST", "EDT"};
    static const char *const services[] = {"Agencia ", "Agence ", "Agentur ",
                                           "Nachrichtenagentur "};
    struct word words[6];
    size_t n = stet__structure_words(t, words, 6), i = 0;
    if (!n || n > (beside > 1 ? 5u : 3u) || words[0].from || words[n - 1].to != t.n)
        return 0;
    if (stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_AGENCY), words, n))
        return 1;
    for (size_t k = 0; k < sizeof zones / sizeof *zones; k++)
        if (stet_str_is(t, zones[k]))
            return 0;
    while (i < t.n && t.p[i] >= 'A' && t.p[i] <= 'Z')
        i++;
    if (beside > 1 && n > 1 && LINE_BEGINS(t, services))
        return 1;
    return beside && i == t.n && i >= 2 && i <= 5;
}

int stet__line_take_agency(struct reader *r, stet_str piece, int beside)
{
    struct reading *ret = r->ret;
    if (!stet__line_is_agency(r, piece, beside))
        return 0;
    if (ret->agency_count < AGENCIES_MAX)
        ret->agencies[ret->agency_count++] = stet__line_make_party(r, piece);
    return 1;
}

/* `her/dpa/AFP`: signs of people and wires between strokes. */
static int take_stroked(struct reader *r, stet_str t)
{
    size_t from = 0, wires = 0;
    for (int take = 0; take < 2; take++) {
        for (size_t i = from = 0; i <= t.n; i++) {
            if (i < t.n && t.p[i] != '/')
                continue;
            stet_str piece = stet__line_cut(t, from, i);
            from = i + 1;
            if (!piece.n || piece.n > 8 || memchr(piece.p, ' ', piece.n))
                return 0;
            if (take)
                stet__line_take_agency(r, piece, 0);
            else
                wires += (size_t)stet__line_is_agency(r, piece, 0);
        }
        if (!wires)
            return 0;
    }
    return 1;
}

int stet__line_take_wires(struct reader *r, stet_str *field)
{
    struct segment segments[SEGMENTS_MAX];
    if (stet__line_take_agency(r, *field, 0) || take_stroked(r, *field)) {
        *field = stet_cstr("");
        return 1;
    }
    size_t n = stet__line_split(r, *field, segments);
    if (n < 2 || memchr(field->p, '/', field->n)) /* `Ann Lee / AFP` made a picture */
        return 0;
    for (size_t i = 1; i < n; i++)
        if (!stet__line_is_agency(
                r, stet__line_cut(*field, segments[i].from, segments[i].to), 0))
            return 0;
    for (size_t i = 1; i < n; i++)
        stet__line_take_agency(
            r, stet__line_cut(*field, segments[i].from, segments[i].to), 0);
    *field = stet__line_cut(*field, segments[0].from, segments[0].to);
    return 1;
}
