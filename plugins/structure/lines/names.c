/* SPDX-License-Identifier: MIT */
/* Names of people and houses, how they look and how they are listed. */
#include <strings.h>

#include "lines.h"

/* ---- characters and words ---- */

static size_t decode(const struct reader *r, stet_str t, size_t at, uint32_t *ret_code)
{
    return r->s->kit->decode(t.p + at, t.n - at, ret_code);
}

static int is_upper(const struct reader *r, uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z';
    return r->s->kit->is_upper(code);
}

/* Scripts without capitals begin behind Armenian. */
static int is_caseless(uint32_t code)
{
    return code >= 0x590 && code < 0x1e00;
}

static int is_far_east(uint32_t code)
{
    return code >= 0x2e80 && code < 0xfb00;
}

int stet__line_starts_big(const struct reader *r, stet_str t)
{
    uint32_t code = 0;
    size_t at = 0;
    while (at < t.n) { /* behind an opening quotation mark */
        size_t n = decode(r, t, at, &code);
        if (code != '"' && code != '\'' && code != '(' && code != 0x201c &&
            code != 0x201e && code != 0x2018 && code != 0xab)
            break;
        at += n;
    }
    return at < t.n && (is_upper(r, code) || is_caseless(code) || is_far_east(code) ||
                        (code >= '0' && code <= '9'));
}

stet_str stet__line_cut(stet_str text, size_t from, size_t to)
{
    return stet__structure_trim(stet_strn(text.p + from, to > from ? to - from : 0));
}

stet_str stet__line_without_stop(stet_str t)
{
    while (t.n && memchr(".,;:", t.p[t.n - 1], 4))
        t.n--;
    return stet__structure_trim(t);
}

static int in_group(const struct reader *r, int group, const struct word *w)
{
    return stet__structure_match_all(r->s->plan, GROUP_BIT(group), w, 1) != NULL;
}

/* ---- links ---- */

/* A link that leads somewhere and lies within the piece of the line. */
stet_str stet__line_url(const struct reader *r, stet_str piece)
{
    size_t from = (size_t)(piece.p - r->line->text.p), to = from + piece.n;
    for (size_t i = 0; i < r->line->link_count; i++) {
        const struct link *l = &r->line->links[i];
        if (l->from + 1 < from || l->to > to + 1 || l->from >= l->to)
            continue;
        int class = r->s->kit->url_class(l->url, NULL, 0, NULL);
        return class == STET_URL_HTTP || class == STET_URL_RELATIVE ||
                       class == STET_URL_MAIL
                   ? l->url
                   : stet_cstr("");
    }
    return stet_cstr("");
}

/* How much of a piece is link, in percent. */
size_t stet__line_linked_share(const struct reader *r, stet_str piece)
{
    size_t from = (size_t)(piece.p - r->line->text.p), to = from + piece.n, linked = 0;
    for (size_t i = 0; i < r->line->link_count; i++) {
        size_t a = r->line->links[i].from, b = r->line->links[i].to;
        a = a < from ? from : a;
        b = b > to ? to : b;
        linked += b > a ? b - a : 0;
    }
    return piece.n ? linked * 100 / piece.n : 0;
}

/* ---- names ---- */

/* All words with a capital but for particles; no digits. At most `max` words. */
int stet__line_is_name(const struct reader *r, stet_str t, size_t max, int digits)
{
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12), big = 0;
    if (!n || n > max || t.n > 80 || memchr(t.p, ':', t.n) || memchr(t.p, '@', t.n))
        return 0;
    for (size_t i = 0; i < n; i++) {
        stet_str w = stet_strn(t.p + words[i].from, words[i].to - words[i].from);
        int digit = *w.p >= '0' && *w.p <= '9';
        if (digit && !digits)
            return 0;
        if (stet__line_starts_big(r, w))
            big++;
        else if (!in_group(r, GROUP_PARTICLE, &words[i]) &&
                 !(words[i].from && t.p[words[i].from - 1] != ' '))
            return 0; /* what follows an apostrophe or hyphen may be small */
    }
    return big > 0;
}

/* `Hafenblatt`, `Tageszeitung`: what a German paper ends with. */
static int has_house_ending(stet_str w)
{
    static const char *const list[] = {
        "blatt",      "zeitung",      "anzeiger",    "kurier",    "bote",
        "magazin",    "presse",       "verlag",      "rundschau", "nachrichten",
        "verwaltung", "theater",      "ministerium", "behörde",   "verband",
        "verein",     "gesellschaft", "stiftung",    "schrift",   "hochschule",
        "werke"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        size_t n = strlen(list[i]);
        if (w.n > n && !memcmp(w.p + w.n - n, list[i], n))
            return 1;
    }
    return 0;
}

int stet__line_has_house_word(const struct reader *r, stet_str t)
{
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12);
    for (size_t i = 0; i < n; i++)
        if (in_group(r, GROUP_HOUSE, &words[i]) ||
            has_house_ending(
                stet_strn(t.p + words[i].from, words[i].to - words[i].from)))
            return 1;
    return 0;
}

/* Houses have small words between their names, too. */
static int is_house_name(const struct reader *r, stet_str t)
{
    unsigned small = GROUP_BIT(GROUP_PARTICLE) | GROUP_BIT(GROUP_JOIN) |
                     GROUP_BIT(GROUP_AFFILIATION);
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12);
    if (!n || n > 9 || memchr(t.p, ':', t.n) || memchr(t.p, '@', t.n))
        return 0;
    for (size_t i = 0; i < n; i++) {
        stet_str w = stet_strn(t.p + words[i].from, words[i].to - words[i].from);
        if (!stet__line_starts_big(r, w) &&
            !stet__structure_match_all(r->s->plan, small, &words[i], 1) &&
            !(words[i].from && t.p[words[i].from - 1] != ' '))
            return 0;
    }
    return 1;
}

int stet__line_is_house(const struct reader *r, stet_str t)
{
    return t.n && t.n <= 72 && stet__line_starts_big(r, t) && is_house_name(r, t);
}

/* `Direction des voies intérieures`: it begins with what it is. */
int stet__line_is_institution(const struct reader *r, stet_str t)
{
    struct word words[10];
    size_t n = stet__structure_words(t, words, 10);
    return n >= 2 && n <= 9 && t.n <= 80 && stet__line_starts_big(r, t) &&
           in_group(r, GROUP_HOUSE, &words[0]) && !memchr(t.p, ':', t.n);
}

void stet__line_add_part(struct part *parts, size_t *count, struct part part)
{
    if (*count < PARTS_MAX)
        parts[(*count)++] = part;
}

/* ---- segments ---- */

/* Is the word one that joins two names? Capitals are names themselves. */
static int is_join(const struct reader *r, stet_str t, const struct word *w)
{
    return t.p[w->from] >= 'a' && t.p[w->from] <= 'z' && in_group(r, GROUP_JOIN, w) &&
           w->from > 0 && t.p[w->from - 1] == ' ';
}

static void add_segment(stet_str t, struct segment *segments, size_t *n, uint32_t from,
                        uint32_t to, char before)
{
    if (stet__line_cut(t, from, to).n && *n < SEGMENTS_MAX)
        segments[(*n)++] = (struct segment){from, to, before};
}

/* At commas, ampersands and joining words. */
size_t stet__line_split(const struct reader *r, stet_str t, struct segment *segments)
{
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(t, words, LINE_WORDS), count = 0, w = 0;
    uint32_t from = 0;
    char before = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        while (w < n && words[w].to <= i)
            w++;
        int begins = w < n && words[w].from == i;
        int join = begins && is_join(r, t, &words[w]);
        if (begins && !join) { /* nothing within a word parts the text */
            i = words[w].to - 1;
            continue;
        }
        int stroke = t.p[i] == '/' && i && t.p[i - 1] == ' ';
        if (!join && !stroke && t.p[i] != ',' && t.p[i] != ';' && t.p[i] != '&')
            continue;
        add_segment(t, segments, &count, from, i, before);
        before = join || stroke || t.p[i] == '&' ? '&' : ',';
        from = join ? words[w].to : i + 1;
        i = from - 1;
    }
    add_segment(t, segments, &count, from, (uint32_t)t.n, before);
    return count;
}

/* The name ends before the first small word that is no particle; behind `for` stands
 * the house. */
static stet_str name_part(const struct reader *r, stet_str t, stet_str *ret_house)
{
    struct word words[16];
    size_t n = stet__structure_words(t, words, 16);
    for (size_t i = 1; i < n; i++) {
        stet_str w = stet_strn(t.p + words[i].from, words[i].to - words[i].from);
        if (stet__line_starts_big(r, w) || in_group(r, GROUP_PARTICLE, &words[i]) ||
            t.p[words[i].from - 1] != ' ')
            continue;
        if (in_group(r, GROUP_AFFILIATION, &words[i]))
            *ret_house = stet__line_without_stop(stet__line_cut(t, words[i].to, t.n));
        return stet__line_cut(t, 0, words[i].from);
    }
    return t;
}

static int is_of(stet_str t, const struct word *w)
{
    static const char *const list[] = {"of", "de", "f\xc3\xbcr", "for", "in", "en"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (w->to - w->from == strlen(list[i]) &&
            !memcmp(t.p + w->from, list[i], strlen(list[i])))
            return 1;
    return 0;
}

/* `Dr. med. Ann Lee`, `la Dra. Ann Lee`: at least two words are left. */
stet_str stet__line_without_title(const struct reader *r, stet_str t)
{
    struct word words[16];
    size_t n = stet__structure_words(t, words, 16), i = 0, small = 0;
    if (n > 3 && in_group(r, GROUP_PARTICLE, &words[0]) &&
        in_group(r, GROUP_TITLE, &words[1]))
        small = i = 1;
    if (n > 3 && in_group(r, GROUP_PARTICLE, &words[0]) &&
        words[1].to - words[1].from == 1 && t.p[words[1].to] == '.')
        return stet__line_cut(t, words[2].from, t.n); /* `le P. Augustin Kermadec` */
    while (i + 2 < n && in_group(r, GROUP_TITLE, &words[i]))
        i++;
    if (i > small && words[i - 1].to - words[i - 1].from > 6 && is_of(t, &words[i]))
        return t; /* `Professor of Geology` is what somebody is */
    for (size_t k = i + 1; k + 2 < n && k < i + 4; k++)
        if (words[k].to - words[k].from > 6 && in_group(r, GROUP_TITLE, &words[k]) &&
            stet__line_starts_big(r, stet_strn(t.p + words[k + 1].from, 4)))
            i = k + 1; /* `Local Democracy Reporter Sean Whitlow` */
    return i > small ? stet__line_cut(t, words[i].from, t.n) : t;
}

/* `Ann Lee Northern correspondent`: of four words the last is what somebody is. */
stet_str stet__line_without_role(const struct reader *r, stet_str t)
{
    struct word words[6];
    size_t n = stet__structure_words(t, words, 6);
    return n == 4 && in_group(r, GROUP_ROLE, &words[3]) && t.p[words[3].from] >= 'a' &&
                   t.p[words[3].from] <= 'z' && t.p[words[2].from - 1] == ' '
               ? stet__line_cut(t, 0, words[1].to)
               : t;
}

struct part stet__line_make_party(const struct reader *r, stet_str name)
{
    struct part p;
    memset(&p, 0, sizeof p);
    p.kind = STET_PARTY;
    p.name = stet__line_without_title(r, name);
    p.url = stet__line_url(r, name);
    p.role = p.axis = p.label = p.affiliation = stet_cstr("");
    return p;
}

/* `A, B and C`; `A, Harbour Dispatch`; `A for the Review`. How many names there are. */
static size_t count_words(stet_str t)
{
    struct word words[LINE_WORDS];
    return stet__structure_words(t, words, LINE_WORDS);
}

/* Nor does it begin with `in` or `EN`. */
int stet__line_begins_within(stet_str t)
{
    static const char *const list[] = {
        "en ",    "in ",  "aus ",    "from ", "at ",       "on ",
        "desde ", "bei ", "depuis ", "dans ", "\xc3\xa0 ", "de l\xe2\x80\x99",
        "de l'"};
    return LINE_BEGINS(t, list) != 0;
}

/* A name does not end with `the`. */
static int ends_small(const struct reader *r, stet_str t)
{
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12);
    return n && in_group(r, GROUP_PARTICLE, &words[n - 1]) &&
           t.p[words[n - 1].from] >= 'a' && t.p[words[n - 1].from] <= 'z';
}

/* `A, Bath, and B, York`: what a comma parts from a name behind a joining word is no
 * name. */
int stet__line_is_interleaved(const struct segment *segments, size_t n)
{
    int joined = 0;
    for (size_t i = 0; i < n; i++) {
        if (joined && segments[i].before == ',')
            return 1;
        joined |= segments[i].before == '&';
    }
    return 0;
}

/* `West Wales reporter`: a role, not a name with something small behind it. */
static int is_role(const struct reader *r, stet_str piece, stet_str name)
{
    struct word words[16];
    size_t n = stet__structure_words(piece, words, 16), k = count_words(name);
    return k < n && words[k].to - words[k].from > 4 &&
           !stet__line_starts_big(
               r, stet_strn(piece.p + words[k].from, words[k].to - words[k].from));
}

/* `Ann Lee (Fotos)`: what is in brackets is what they did. */
static stet_str without_bracket(stet_str piece, stet_str *ret_role)
{
    const char *open = memchr(piece.p, '(', piece.n);
    *ret_role = stet_cstr("");
    if (!open || open == piece.p)
        return piece;
    *ret_role = stet_strn(open + 1, (size_t)(piece.p + piece.n - open) - 1);
    return stet__line_cut(piece, 0, (size_t)(open - piece.p));
}

int stet__line_is_picture_role(stet_str role)
{
    static const char *const list[] = {
        "foto",     "fotos",       "photo",         "photos",        "photographs",
        "pictures", "bilder",      "fotografías",   "fotografía",    "photographies",
        "images",   "photography", "illustrations", "illustrationen"};
    struct word words[4], known;
    size_t n = stet__structure_words(role, words, 4);
    for (size_t i = 0; n && i < sizeof list / sizeof *list; i++)
        if (stet__structure_words(stet_cstr(list[i]), &known, 1) &&
            known.hash == words[0].hash)
            return 1;
    return 0;
}

/* `translated from the Irish by`: whatever the language. */
static int is_translation(stet_str t)
{
    static const char *const list[] = {"translated ",
                                       "\xc3\xbc"
                                       "bersetzt ",
                                       "traduit ", "traducid", "aus dem "};
    return LINE_BEGINS(t, list) != 0;
}

/* `drawings by Petra Lom` beside an author: what they did, and who. */
static int read_deed(struct reader *r, stet_str piece)
{
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_PHOTOGRAPHER) |
                      GROUP_BIT(GROUP_TRANSLATOR) | GROUP_BIT(GROUP_EDITOR) |
                      GROUP_BIT(GROUP_ILLUSTRATOR);
    struct word words[16];
    size_t n = stet__structure_words(piece, words, 16);
    if (!n || stet__line_starts_big(r, piece))
        return 0;
    for (size_t i = 0; i < n; i++) {
        const struct phrase *p =
            stet__structure_match(r->s->plan, groups, words + i, n - i);
        if (!p || i + p->count >= n)
            continue;
        stet_str name = stet__line_without_stop(
            stet__line_cut(piece, words[i + p->count - 1].to, piece.n));
        if (count_words(name) < 2 || !stet__line_is_name(r, name, 5, 0))
            return 0;
        struct part party = stet__line_make_party(r, name);
        party.role = stet__line_role(p->group);
        if (p->group == GROUP_BYLINE)
            party.role = is_translation(piece)
                             ? stet__line_role(GROUP_TRANSLATOR)
                             : stet__line_cut(piece, 0, words[i].from);
        stet__line_add_part(r->ret->others, &r->ret->other_count, party);
        return 1;
    }
    return 0;
}

stet_str stet__line_role(int group)
{
    return stet_cstr(group == GROUP_TRANSLATOR     ? "translator"
                     : group == GROUP_PHOTOGRAPHER ? "photographer"
                     : group == GROUP_ILLUSTRATOR  ? "illustrator"
                                                   : "editor");
}

/* `A, B and C, The Ledger`: the last names who they wrote for. */
static int is_house_like(const struct reader *r, stet_str t)
{
    return stet__line_has_house_word(r, t) || stet__structure_has_article(t);
}

/* What stands between commas and joining words, one by one. */
struct names {
    struct part *parts;
    size_t *count;
    size_t first, words;   /* where ours begin; words of the first name */
    size_t strange, aside; /* words that are no names, and those behind commas */
    int joined, interleaved;
};

/* `Contributing Writer`, `Leiterin Wirtschaft`: what somebody is. */
int stet__line_is_role(const struct reader *r, stet_str t)
{
    struct word words[6];
    size_t n = stet__structure_words(t, words, 6);
    return n && n < 6 &&
           (in_group(r, GROUP_ROLE, &words[0]) ||
            in_group(r, GROUP_ROLE, &words[n - 1]));
}

/* Behind a comma: a role, a place, a house; not a name. */
static int is_aside(struct reader *r, const struct names *l, stet_str piece,
                    stet_str name, int is_name, stet_str house)
{
    if (l->interleaved || stet__line_is_role(r, piece) ||
        (is_name && !house.n && is_role(r, piece, name)))
        return 1;
    if (l->words >= 2 &&
        (count_words(name) < 2 || (!l->joined && (house.n || name.n < piece.n))))
        return 1;
    if (is_name && is_house_like(r, name)) {
        if (*l->count > l->first && !l->parts[*l->count - 1].affiliation.n)
            l->parts[*l->count - 1].affiliation = name;
        return 1;
    }
    return 0;
}

/* `Ann Lee @annlee`. */
stet_str stet__line_without_handle(stet_str t)
{
    const char *at = memmem(t.p, t.n, " @", 2);
    return at ? stet__line_cut(t, 0, (size_t)(at - t.p)) : t;
}

/* `Le` of `Le collectif`. */
static int is_lone_particle(const struct reader *r, stet_str t)
{
    struct word words[2];
    return stet__structure_words(t, words, 2) == 1 &&
           in_group(r, GROUP_PARTICLE, words);
}

/* `a fellow at the Centre for Slow Change`: what somebody is, however long. */
static int is_described(const struct reader *r, stet_str piece)
{
    static const char *const articles[] = {"a ",  "an ",  "ein ", "eine ",
                                           "un ", "une ", "una ", "the "};
    struct word words[4];
    size_t n = stet__structure_words(piece, words, 4);
    for (size_t i = 1; LINE_BEGINS(piece, articles) && i < n; i++)
        if (in_group(r, GROUP_ROLE, &words[i]))
            return 1;
    return 0;
}

/* 0: this is no list of names. */
static int read_piece(struct reader *r, struct names *l, stet_str piece, char before)
{
    stet_str house = stet_cstr(""), role;
    piece = stet__line_without_handle(
        without_bracket(stet__line_without_stop(piece), &role));
    stet_str whole = piece;
    piece = stet__line_without_title(r, piece);
    if (stet__line_take_agency(r, piece, (before != 0) + (before == '&')))
        return 1;
    stet_str name = stet__line_without_stop(name_part(r, piece, &house));
    int is_name = stet__line_is_name(r, name, 6, 0) && !is_lone_particle(r, name) &&
                  !ends_small(r, name) && !stet__line_begins_within(name);
    if (before && read_deed(r, piece))
        return 1;
    if (before == ',' && is_aside(r, l, piece, name, is_name, house)) {
        l->aside += is_described(r, piece) ? 1 : count_words(piece);
        return 1;
    }
    l->strange += count_words(piece) - (is_name ? count_words(name) : 0);
    if (!is_name)
        return before != 0;
    struct part p = stet__line_make_party(r, name);
    p.affiliation = house;
    if (!p.url.n && whole.p < piece.p)
        p.url =
            stet__line_url(r, stet_strn(whole.p, (size_t)(name.p + name.n - whole.p)));
    if (stet__line_is_picture_role(role)) {
        p.role = stet_cstr("photographer");
        stet__line_add_part(r->ret->others, &r->ret->other_count, p);
        return 1;
    }
    if (*l->count == l->first)
        l->words = count_words(name);
    stet__line_add_part(l->parts, l->count, p);
    return 1;
}

/* `Equipo de verificación`: the word of a desk, and what it does. */
static int is_team(const struct reader *r, stet_str t)
{
    struct word words[6];
    size_t n = stet__structure_words(t, words, 6);
    return n >= 2 && n <= 5 && !memchr(t.p, ',', t.n) && !memchr(t.p, '.', t.n) &&
           words[0].to > 5 && stet__line_starts_big(r, t) &&
           in_group(r, GROUP_DESK, &words[0]);
}

size_t stet__line_read_names(struct reader *r, stet_str t, struct part *parts,
                             size_t *count)
{
    enum { STRANGE_MAX = 6, ASIDE_MAX = 6 }; /* words beside names */
    stet_str club = stet__line_collective(t);
    if (!club.n && is_team(r, t))
        club = t;
    if (club.n) {
        stet__line_add_part(parts, count, stet__line_make_party(r, club));
        return 1;
    }
    int stopped = t.n && memchr(".!?", t.p[t.n - 1], 3) != NULL;
    struct segment segments[SEGMENTS_MAX];
    size_t n = stet__line_split(r, t, segments), others = r->ret->other_count;
    size_t agencies = r->ret->agency_count;
    struct names l = {.parts = parts, .count = count, .first = *count};
    l.interleaved =
        stet__line_is_interleaved(segments, n) &&
        !is_house_like(r, stet__line_cut(t, segments[n - 1].from, segments[n - 1].to));
    for (size_t i = 0; i < n; i++)
        l.joined |= segments[i].before == '&';
    for (size_t i = 0; i < n; i++)
        if (!read_piece(r, &l, stet__line_cut(t, segments[i].from, segments[i].to),
                        i ? segments[i].before : 0) ||
            l.strange > STRANGE_MAX || (stopped && l.aside > ASIDE_MAX)) {
            *count = l.first;
            r->ret->other_count = others;
            r->ret->agency_count = agencies;
            return 0;
        }
    return *count - l.first + r->ret->agency_count - agencies;
}
