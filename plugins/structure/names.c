/* SPDX-License-Identifier: MIT */
/* Names of people and houses, how they look and how they are listed. */
#include "lines.h"

/* ---- characters and words
 * ------------------------------------------------------------ */

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

/* ---- links
 * ----------------------------------------------------------------------------- */

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

/* ---- names
 * ------------------------------------------------------------------------------- */

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

int stet__line_has_house_word(const struct reader *r, stet_str t)
{
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12);
    for (size_t i = 0; i < n; i++)
        if (in_group(r, GROUP_HOUSE, &words[i]))
            return 1;
    return 0;
}

int stet__line_is_house(const struct reader *r, stet_str t)
{
    return t.n && t.n <= 60 && stet__line_starts_big(r, t) &&
           stet__line_is_name(r, t, 7, 1);
}

void stet__line_add_part(struct part *parts, size_t *count, struct part part)
{
    if (*count < PARTS_MAX)
        parts[(*count)++] = part;
}

/* ---- segments
 * ------------------------------------------------------------------------------ */

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
        int join = w < n && words[w].from == i && is_join(r, t, &words[w]);
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

struct part stet__line_make_party(const struct reader *r, stet_str name)
{
    struct part p;
    memset(&p, 0, sizeof p);
    p.kind = STET_PARTY;
    p.name = name;
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

static int is_picture_role(const struct reader *r, stet_str role)
{
    struct word words[4];
    size_t n = stet__structure_words(role, words, 4);
    static const char *const list[] = {"foto",   "fotos",       "photo",
                                       "photos", "photographs", "pictures",
                                       "bilder", "fotografías", "text"};
    for (size_t i = 0; n && i + 1 < sizeof list / sizeof *list; i++) {
        struct word known[1];
        stet__structure_words(stet_cstr(list[i]), known, 1);
        if (known[0].hash == words[0].hash)
            return 1;
    }
    (void)r;
    return 0;
}

size_t stet__line_read_names(struct reader *r, stet_str t, struct part *parts,
                             size_t *count)
{
    enum { STRANGE_MAX = 6 }; /* words beside names: a sentence, not a list */
    struct segment segments[SEGMENTS_MAX];
    size_t n = stet__line_split(r, t, segments), first = *count, strange = 0;
    int joined = 0, interleaved = stet__line_is_interleaved(segments, n);
    for (size_t i = 0; i < n; i++)
        joined |= segments[i].before == '&';
    for (size_t i = 0; i < n; i++) {
        stet_str house = stet_cstr(""), role;
        stet_str piece = without_bracket(stet__line_without_stop(stet__line_cut(
                                             t, segments[i].from, segments[i].to)),
                                         &role);
        stet_str name = stet__line_without_stop(name_part(r, piece, &house));
        int is_name = stet__line_is_name(r, name, 6, 0) && !ends_small(r, name);
        if (i > 0 && segments[i].before == ',' &&
            (interleaved || (is_name && !house.n && is_role(r, piece, name))))
            continue;
        strange += count_words(piece) - (is_name ? count_words(name) : 0);
        if ((!is_name && i == 0) || strange > STRANGE_MAX) {
            *count = first;
            return 0;
        }
        if (!is_name)
            continue;
        if (i > 0 && segments[i].before == ',' && !joined &&
            stet__line_has_house_word(r, name)) {
            if (!r->ret->publisher.n)
                r->ret->publisher = name;
            continue;
        }
        struct part p = stet__line_make_party(r, name);
        p.affiliation = house;
        if (is_picture_role(r, role)) {
            p.role = stet_cstr("photographer");
            r->ret->others_field = STET_CONTRIBUTORS;
            stet__line_add_part(r->ret->others, &r->ret->other_count, p);
        } else {
            stet__line_add_part(parts, count, p);
        }
    }
    return *count - first;
}
