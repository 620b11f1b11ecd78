/* SPDX-License-Identifier: MIT */
/*
 * The duty to state the copyright: a sign of it, and the name of the holder beside it
 * with nothing between but what a notice is made of. A sentence that speaks of
 * copyright states none.
 */
#include "check.h"

#include "../pictures.h"

static const struct {
    const char *text;
    int strong; /* the sign alone makes a notice; else only with the name beside it */
} signs[] = {{"\xc2\xa9", 1},
             {"(c)", 1},
             {"copyright", 0},
             {"copyrighted by", 0},
             {"all rights reserved", 1},
             {"all rights", 0},
             {"rights reserved", 0},
             {"urheberrecht", 0},
             {"alle rechte vorbehalten", 1},
             {"alle rechte", 0},
             {"rechte:", 0},
             {"tous droits reserves", 1},
             {"droits reserves", 0},
             {"droits d'auteur", 0},
             {"todos los derechos reservados", 1},
             {"derechos reservados", 0},
             {"derechos de autor", 0}};

/* Words of which the space between sign and name may be made. */
static const char *const filler[] = {"by",          "of",           "the",
                                     "to",          "is",           "are",
                                     "with",        "and",          "in",
                                     "this",        "article",      "text",
                                     "story",       "notice",       "holder",
                                     "owner",       "owned",        "held",
                                     "belongs",     "belong",       "remains",
                                     "remain",      "retains",      "retain",
                                     "holds",       "owns",         "has",
                                     "copyright",   "all",          "rights",
                                     "reserved",    "right",        "s",
                                     "c",           "\xc2\xa9",     "for",
                                     "content",     "liegt",        "liegen",
                                     "bei",         "beim",         "der",
                                     "die",         "das",          "dem",
                                     "von",         "vom",          "am",
                                     "an",          "diesem",       "beitrag",
                                     "artikel",     "alle",         "rechte",
                                     "vorbehalten", "urheberrecht", "inhaber",
                                     "par",         "de",           "la",
                                     "le",          "les",          "du",
                                     "tous",        "droits",       "reserves",
                                     "d",           "auteur",       "el",
                                     "los",         "todos",        "derechos",
                                     "reservados",  "autor",        "a",
                                     "pertenecen",  "appartient",   "appartiennent",
                                     "l",           "cet",          "este",
                                     "articulo"};

static int is_filler(stet_str word)
{
    size_t digits = 0;
    for (size_t i = 0; i < word.n; i++)
        digits += word.p[i] >= '0' && word.p[i] <= '9';
    if (digits == word.n)
        return 1;
    for (size_t i = 0; i < sizeof filler / sizeof *filler; i++)
        if (stet_str_is(word, filler[i]))
            return 1;
    return 0;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static int is_all_filler(stet_str between)
{
    if (between.n > 90)
        return 0;
    for (size_t i = 0; i < between.n;) {
        size_t from = i;
        while (i < between.n && is_letter(between.p[i]))
            i++;
        if (i > from && !is_filler(stet_strn(between.p + from, i - from)))
            return 0;
        if (i == from)
            i++;
    }
    return 1;
}

/* Does the name stand beside the sign at [at, end)? */
static int is_beside(struct check *c, stet_str text, size_t at, size_t end,
                     stet_str name)
{
    /* "Harbour Dispatch. All rights reserved" is one notice, before a sign it is two */
    int reserves = end - at > 10;
    for (size_t p = at > 160 ? at - 160 : 0;
         (p = stet__text_find(c->pool->kit, text, name, p)) != SIZE_MAX &&
         p < end + 100;
         p++) {
        size_t name_end = p + name.n;
        if (p >= end && is_all_filler(stet_strn(text.p + end, p - end)))
            return 1;
        stet_str before =
            stet_strn(text.p + name_end, name_end <= at ? at - name_end : 0);
        int ends = memchr(before.p, '.', before.n) || memchr(before.p, ';', before.n);
        if (name_end <= at && is_all_filler(before) && (!ends || reserves))
            return 1;
    }
    return 0;
}

/* Without a holder to look for: the sign, a year or a name behind the word. */
static int is_notice(stet_str text, size_t sign, size_t end)
{
    if (signs[sign].strong)
        return 1;
    while (end < text.n && strchr(" ,:", text.p[end]))
        end++;
    stet_str rest = stet__text_from(text, end);
    return (rest.n && rest.p[0] >= '1' && rest.p[0] <= '2') ||
           stet__text_begins(rest, "by ") || stet__text_begins(rest, "\xc2\xa9") ||
           (end > 0 && end <= text.n && text.p[end - 1] == ':');
}

static int states(struct check *c, const struct texts *names, size_t block,
                  stet_str *ret)
{
    stet_str text = c->doc->blocks[block].normal;
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++)
        for (size_t at = 0;
             (at = stet__text_find(c->pool->kit, text, stet_cstr(signs[s].text), at)) !=
             SIZE_MAX;
             at++) {
            size_t end = at + strlen(signs[s].text);
            if (stet__pictures_credit(text, at))
                continue;
            *ret = stet_cstr(signs[s].text);
            if (!names->n && is_notice(text, s, end))
                return 1;
            for (size_t i = 0; i < names->n; i++)
                if (is_beside(c, text, at, end, names->items[i]))
                    return 1;
        }
    return 0;
}

/* A statement of the document about itself. */
static int is_stated_field(struct check *c, const struct texts *names, struct row *r)
{
    static const stet_kind fields[] = {STET_COPYRIGHT_NOTICE, STET_COPYRIGHT_HOLDER};
    stet_article *a = c->pool->article;
    for (size_t f = 0; f < 2; f++) {
        stet_node field = stet_field(a, fields[f]);
        stet_str says = stet_text(a, field);
        if (!field || stet_attr_int(a, field, STET_ATTR_CONFIDENCE, 0) < STET_ASSERTED)
            continue;
        if (!says.n)
            says = stet_attr_str(a, stet_first(a, field), STET_ATTR_NAME);
        stet_str normal = stet__pool_normal(c->pool, says);
        int found = !names->n && normal.n;
        for (size_t i = 0; i < names->n; i++)
            found |=
                stet__text_find(c->pool->kit, normal, names->items[i], 0) != SIZE_MAX;
        if (found) {
            r->node = field;
            r->evidence = says;
            return 1;
        }
    }
    return 0;
}

void stet__duty_credit_copyright(struct check *c, const struct duty *d, struct row *r)
{
    struct texts names = c->names;
    stet_str sign = stet_cstr(""), own[8];
    size_t met = SIZE_MAX, other = SIZE_MAX;
    if (d->match == MATCH_FULL && names.n > 1 && c->policy->name.n)
        names.n = 1;
    if (d->names.n) {
        names = (struct texts){own, d->names.n < 8 ? d->names.n : 8};
        for (size_t i = 0; i < names.n; i++)
            own[i] = stet__pool_normal(c->pool, d->names.items[i]);
    }
    for (size_t i = 0; i < c->doc->block_count && met == SIZE_MAX; i++) {
        struct texts none = {NULL, 0};
        stet_str any = stet_cstr("");
        if (c->doc->blocks[i].kind == STET_HEADING ||
            c->doc->blocks[i].kind == STET_FIGURE)
            continue;
        if (states(c, &names, i, &sign) && stet__check_stands(c, i, d->where, 6))
            met = i;
        else if (other == SIZE_MAX && states(c, &none, i, &any))
            other = i;
    }
    if (met != SIZE_MAX) {
        stet__row_say(c, r, SATISFIED, "the copyright is stated");
        stet__row_show(c, r, met, stet_cstr(""));
    } else if (c->doc->blocks && d->where == WHERE_ANY &&
               is_stated_field(c, &names, r)) {
        stet__row_say(c, r, SATISFIED, "the document states the copyright of itself");
    } else {
        stet__row_say(c, r, VIOLATED,
                      names.n && other != SIZE_MAX
                          ? "a copyright is stated, but not the holder's%s%s"
                          : "the copyright is not stated%s%s",
                      d->where ? " " : "", d->where ? stet__check_where(d->where) : "");
        if (other != SIZE_MAX)
            stet__row_show(c, r, other, stet_cstr(""));
        stet__row_todo(c, r, "add \xc2\xa9 %.*s",
                       TEXT_ARGS(c->policy->name.n ? c->policy->name
                                                   : stet_cstr("and the holder")));
    }
}
