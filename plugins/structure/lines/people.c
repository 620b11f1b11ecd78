/* SPDX-License-Identifier: MIT */
/* Lines that are nothing but names: of a person, of several, of a house. */
#include <strings.h>

#include "lines.h"

/* `Harbour Post Staff`: its last words say that people of the house wrote. */
int stet__line_is_desk(const struct survey *s, stet_str t)
{
    struct word words[8];
    size_t n = stet__structure_words(t, words, 8);
    if (n > 1 && n < 5 && words[0].to > 5 && /* `Redacción Caribe` */
        stet__structure_match_all(s->plan, GROUP_BIT(GROUP_DESK), words, 1))
        return 1;
    for (size_t i = n > 3 ? n - 3 : 0; i < n; i++)
        if (stet__structure_match_all(s->plan, GROUP_BIT(GROUP_DESK), words + i, n - i))
            return 1;
    return 0;
}

int stet__structure_is_role(struct survey *s, stet_str text)
{
    struct reader r = {.s = s};
    text = stet__structure_trim(text);
    return text.n && text.n < 80 && !memchr(".!?:", text.p[text.n - 1], 4) &&
           (stet__line_is_desk(s, text) || stet__line_is_role(&r, text));
}

/* `collectif Terres d'Estuaire`: the whole, without a small article. */
stet_str stet__line_collective(stet_str t)
{
    static const char *const list[] = {
        "collectif ",   "Collectif ",         "Le collectif ",  "colectivo ",
        "Colectivo ",   "Kollektiv ",         "un collectif d", "Un collectif d",
        "un groupe d",  "un colectivo de ",   "un grupo de ",   "a group of ",
        "eine Gruppe ", "ein B\xc3\xbcndnis "};
    if (t.n > 3 && (!memcmp(t.p, "le ", 3) || !memcmp(t.p, "el ", 3)))
        t = stet_strn(t.p + 3, t.n - 3);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n > strlen(list[i]) && t.n < 60 &&
            !strncasecmp(t.p, list[i], strlen(list[i])) && !memchr(t.p, ',', t.n) &&
            t.p[t.n - 1] != '.')
            return t;
    return stet_cstr("");
}

/* `Par Ann Lee` is read as a line with a label, or not at all. */
static int begins_labelled(const struct reader *r, stet_str text)
{
    struct word words[6];
    size_t n = stet__structure_words(text, words, 6);
    return stet__structure_match(r->s->plan, GROUP_BIT(GROUP_BYLINE), words, n) != NULL;
}

int stet__structure_is_person(struct survey *s, const struct line *line,
                              struct part *ret)
{
    struct reading scratch;
    struct reader r = {.s = s, .line = line, .ret = &scratch};
    struct word words[6];
    memset(&scratch, 0,
           offsetof(struct reading, authors)); /* the lists by their counts */
    scratch.sure = 1;
    stet_str text = stet__line_without_role(
        &r, stet__line_without_title(
                &r, stet__line_without_handle(stet__structure_trim(line->text))));
    size_t n = stet__structure_words(text, words, 6);
    if (n < 1 || n > 5 || text.n > 48 || memchr(text.p, '/', text.n) ||
        memchr(text.p, '|', text.n) || memmem(text.p, text.n, "\xc2\xb7", 2) ||
        memchr(".!?,", text.p[text.n - 1], 4))
        return 0;
    int desk = stet__line_is_desk(s, text);
    if (!desk && (n < 2 || n > 4 || stet__line_has_house_word(&r, text)))
        return 0;
    if (!stet__line_is_name(&r, text, 5, 0) || stet__line_begins_within(text) ||
        begins_labelled(&r, text) ||
        stet__structure_match(
            s->plan, GROUP_BIT(GROUP_NOT_A_LABEL) | GROUP_BIT(GROUP_ABOUT), words, n) ||
        stet__line_is_part(text) ||
        stet__structure_match_all(s->plan, GROUP_BIT(GROUP_PUBLISHED), words, n))
        return 0;
    *ret = stet__line_make_party(&r, text);
    return 1;
}

/* Two to four words with capitals, none of them a house's. */
static int is_full_name(const struct reader *r, stet_str t)
{
    struct word words[6];
    size_t n = stet__structure_words(t, words, 6);
    return n >= 2 && n <= 5 && t.n <= 44 && stet__line_is_name(r, t, 5, 0) &&
           !stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_GENRE), &words[1],
                                      1) &&
           !stet__line_has_house_word(r, t) && !stet__line_is_role(r, t);
}

/* `Ann Lee is a columnist at the Ledger`, without a full stop. */
static size_t read_introduction(struct reader *r, stet_str text, struct part *ret)
{
    struct word words[24];
    size_t n = stet__structure_words(text, words, 24);
    if (n < 5 || n == 24 || memchr(".!?:,", text.p[text.n - 1], 5))
        return 0;
    for (size_t i = 2; i < 5 && i < n; i++) {
        stet_str name = stet__line_cut(text, 0, words[i].from);
        if (!stet__structure_match(r->s->plan, GROUP_BIT(GROUP_BIOGRAPHY), words + i,
                                   n - i) ||
            !is_full_name(r, name))
            continue;
        *ret = stet__line_make_party(r, name);
        return 1;
    }
    return 0;
}

/* Without the brackets at its end: `Ann Lee (text)`, `Ann Lee (Bath)`. */
static stet_str cut_bracket(stet_str piece, stet_str *ret_inside)
{
    const char *open = memchr(piece.p, '(', piece.n);
    *ret_inside = stet_cstr("");
    if (!open || open == piece.p || piece.p[piece.n - 1] != ')')
        return piece;
    *ret_inside = stet_strn(open + 1, (size_t)(piece.p + piece.n - open) - 2);
    return stet__line_cut(piece, 0, (size_t)(open - piece.p));
}

/* `Ann Lee and Bo Ek in Oslo and Bonn`: where they are is none of the names. */
static stet_str without_places(const struct reader *r, stet_str t)
{
    static const char *const words[] = {" in ", " \xc3\xa0 ", " en "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = memmem(t.p, t.n, words[i], strlen(words[i]));
        size_t n = at ? (size_t)(at - t.p) : 0;
        if (n && stet__line_starts_big(r, stet__line_cut(t, n + strlen(words[i]), t.n)))
            return stet_strn(t.p, n);
    }
    return t;
}

/* Towns have such words, people hardly. */
int stet__line_is_town(stet_str t)
{
    static const char *const list[] = {
        "Bad ",  "San ",  "Santa ",      "New ", "Los ",    "La ",
        "St. ",  "Port ", "El ",         "Las ", "Buenos ", "Hong ",
        "Den ",  "Tel ",  "Ciudad ",     "Le ",  "Santo ",  "Puerto ",
        "Fort ", "Mont ", "S\xc3\xa3o ", "Rio "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n > strlen(list[i]) && !memcmp(t.p, list[i], strlen(list[i])))
            return 1;
    return memmem(t.p, t.n, " City", 5) != NULL || memmem(t.p, t.n, " Bay", 4) != NULL;
}

/* `Julia Ferrán, Elías Bou`: of two words each, and the second is no town. */
static int are_two_names(const struct reader *r, stet_str t,
                         const struct segment *segments)
{
    struct word words[4];
    if (segments[1].before != ',')
        return 0;
    for (size_t i = 0; i < 2; i++) {
        stet_str name = stet__line_cut(t, segments[i].from, segments[i].to);
        if (!is_full_name(r, name) || stet__structure_words(name, words, 4) != 2)
            return 0;
        if (stet__line_is_town(name))
            return 0;
    }
    return 1;
}

/* `Ann Lee avec ats`, `Ann Lee (avec MAP)`: a name and who else delivered. */
int stet__line_read_wired(struct reader *r, stet_str t)
{
    static const char *const joins[] = {" avec ", " (avec ", " mit ", " (mit ",
                                        " with ", " (with ", " con ", " (con "};
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        size_t n = strlen(joins[i]);
        const char *at = memmem(t.p, t.n, joins[i], n);
        size_t from = at ? (size_t)(at - t.p) : 0;
        if (!from)
            continue;
        stet_str name = stet__line_without_title(r, stet_strn(t.p, from)),
                 wire = stet__line_cut(t, from + n, t.n);
        while (wire.n && wire.p[wire.n - 1] == ')')
            wire.n--;
        const char *dash = memchr(wire.p, '-', wire.n);
        stet_str first = dash ? stet_strn(wire.p, (size_t)(dash - wire.p)) : wire;
        if (!is_full_name(r, name) || stet__structure_has_article(name))
            return 0;
        if (!stet__line_is_agency(r, wire, 1) && !stet__line_is_agency(r, first, 0)) {
            if (joins[i][1] != '(' || wire.n > 12)
                return 0; /* `Ann Lee (with St. Wa.)` */
            stet__line_add_part(r->ret->authors, &r->ret->author_count,
                                stet__line_make_party(r, name));
            return 1;
        }
        stet__line_add_part(r->ret->authors, &r->ret->author_count,
                            stet__line_make_party(r, name));
        r->ret->agencies[r->ret->agency_count++] = stet__line_make_party(r, wire);
        return 1;
    }
    return 0;
}

/* `Ann Lee/ats`: a name and the wire. */
static int read_stroked(struct reader *r, stet_str t)
{
    const char *stroke = memchr(t.p, '/', t.n);
    size_t at = stroke ? (size_t)(stroke - t.p) : 0;
    if (!at || t.p[at - 1] == ' ' || memchr(stroke + 1, '/', t.n - at - 1))
        return 0;
    stet_str name = stet__line_without_title(r, stet_strn(t.p, at)),
             wire = stet__line_cut(t, at + 1, t.n);
    if (!is_full_name(r, name) || !stet__line_is_agency(r, wire, 0) || wire.p[0] < 'a')
        return 0; /* `Ann Lee/AFP` made a picture */
    stet__line_add_part(r->ret->authors, &r->ret->author_count,
                        stet__line_make_party(r, name));
    return stet__line_take_agency(r, wire, 0);
}

/* `Dr. Ann Lee, Jena; Prof. Bo Ek, Bath`, `Ann Lee \xc2\xb7 Bo Ek`: nothing but names
 * between the marks, and places behind commas. */
static int read_parted_people(struct reader *r, stet_str t)
{
    struct reading *ret = r->ret;
    size_t from = 0, count = 0;
    for (int take = 0; take < 2; take++) {
        for (size_t i = from = count = 0; i <= t.n; i++) {
            int dot = i + 3 < t.n && !memcmp(t.p + i, " \xc2\xb7 ", 4);
            if (i < t.n && t.p[i] != ';' && !dot)
                continue;
            stet_str piece = stet__line_cut(t, from, i);
            const char *comma = memchr(piece.p, ',', piece.n);
            piece = stet__line_without_title(
                r, comma ? stet_strn(piece.p, (size_t)(comma - piece.p)) : piece);
            from = i + (dot ? 4 : 1);
            i = from - 1;
            count++;
            if (!is_full_name(r, piece))
                return 0;
            if (take)
                stet__line_add_part(ret->authors, &ret->author_count,
                                    stet__line_make_party(r, piece));
        }
        if (count < 2)
            return 0;
    }
    return 1;
}

size_t stet__structure_people(struct survey *s, const struct line *line,
                              struct reading *ret)
{
    struct reader r = {.s = s, .line = line, .ret = ret};
    struct segment segments[SEGMENTS_MAX];
    stet_str text = stet__structure_trim(line->text), inside;
    size_t n, roles = 0, agencies = 0;
    memset(ret, 0, offsetof(struct reading, authors));
    if (!text.n || memchr(".!?:", text.p[text.n - 1], 4) || begins_labelled(&r, text))
        return 0;
    if (read_introduction(&r, text, &ret->authors[0]))
        return ret->author_count = 1;
    if (stet__line_read_wired(&r, text) || read_stroked(&r, text) ||
        read_parted_people(&r, text))
        return ret->author_count;
    stet_str names = without_places(&r, text);
    if (stet__line_split(&r, names, segments) > 1)
        text = names;
    n = stet__line_split(&r, text, segments);
    if (n < 2 || n > 8)
        return 0;
    int mixed = (n == 2 && !are_two_names(&r, text, segments)) ||
                stet__line_is_interleaved(segments, n);
    for (size_t i = 0; i < n; i++) {
        stet_str piece = cut_bracket(
            stet__line_cut(text, segments[i].from, segments[i].to), &inside);
        int joined =
            i == 0 || segments[i].before == '&' || stet__line_is_picture_role(inside);
        stet_str whole = stet__line_without_title(&r, piece);
        piece = stet__line_without_role(&r, whole);
        roles += piece.n < whole.n;
        if (stet__line_is_picture_role(inside) && is_full_name(&r, piece)) {
            struct part p = stet__line_make_party(&r, piece);
            p.role = stet_cstr("photographer");
            stet__line_add_part(ret->others, &ret->other_count, p);
            roles++;
        } else if (is_full_name(&r, piece) && (joined || !mixed)) {
            stet__line_add_part(ret->authors, &ret->author_count,
                                stet__line_make_party(&r, piece));
        } else if (i && stet__line_is_agency(&r, piece, 1)) {
            agencies++;
            roles += inside.n && stet__line_take_agency(&r, piece, 1);
        } else if (i && stet__line_is_desk(s, piece)) {
            roles++;
        } else if (joined) {
            return 0;
        } else {
            roles++;
        }
    }
    n = ret->author_count;
    if (agencies && n == 1 && !roles)
        return 0; /* `Ann Lee / AFP` made the picture */
    return n > 1 || (n && roles) ? n : 0;
}

/* `38 comments`, `IMPULS 12`, `Nr. 214`: a number of something is no house. */
int stet__line_is_counted(const struct reader *r, stet_str t)
{
    struct word words[10];
    size_t digits = 0;
    for (size_t i = 0; i < t.n; i++)
        digits += t.p[i] >= '0' && t.p[i] <= '9';
    if (!digits)
        return 0;
    size_t n = stet__structure_words(t, words, 10);
    const char *last = n ? t.p + words[n - 1].from : t.p;
    return n && !stet__line_url(r, t).n && !stet__line_has_house_word(r, t) &&
           (digits > 2 || (*t.p >= '0' && *t.p <= '9') ||
            (*last >= '0' && *last <= '9'));
}

static int begins_genre(const struct reader *r, stet_str text)
{
    struct word word;
    return stet__structure_words(text, &word, 1) &&
           stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_GENRE), &word, 1);
}

/* `Amt für Wasser - Pressestelle`, `Ministerio · Dirección General`: the first. */
static stet_str first_house(const struct reader *r, stet_str t)
{
    static const char *const bars[] = {" \xe2\x80\x93 ", " \xc2\xb7 ", " | "};
    for (size_t k = 0; k < sizeof bars / sizeof *bars; k++) {
        size_t n = strlen(bars[k]);
        const char *at = memmem(t.p, t.n, bars[k], n);
        size_t from = at ? (size_t)(at - t.p) : 0;
        if (from > 3 &&
            stet__line_has_house_word(r, stet__line_cut(t, from + n, t.n)) &&
            stet__line_has_house_word(r, stet_strn(t.p, from)))
            t.n = from;
    }
    return t;
}

static size_t count_blanks(stet_str t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++)
        n += t.p[i] == ' ';
    return n;
}

/* Wires that deliver texts, and pictures under another name. */
static int is_text_wire(stet_str t)
{
    static const char *const list[] = {"ats", "sda", "apa", "awp", "belga"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n == strlen(list[i]) && !strncasecmp(t.p, list[i], t.n))
            return 1;
    return 0;
}

/* `Le Fil with AFP`, `Stadt Ellwede, Presseamt`. */
int stet__structure_is_publisher(struct survey *s, const struct line *line,
                                 struct reading *ret)
{
    struct reader r = {.s = s, .line = line, .ret = ret};
    struct segment segments[SEGMENTS_MAX];
    stet_str text = stet__structure_trim(line->text);
    memset(ret, 0, offsetof(struct reading, authors));
    int club = text.n > 8 && (!memcmp(text.p + text.n - 5, "e. V.", 5) ||
                              !memcmp(text.p + text.n - 4, "e.V.", 4));
    if (!text.n || (memchr(".!?,:", text.p[text.n - 1], 5) && !club))
        return 0;
    size_t n = stet__line_split(&r, text, segments);
    stet_str first = n ? stet__line_cut(text, segments[0].from, segments[0].to) : text;
    stet_str last =
        n ? stet__line_cut(text, segments[n - 1].from, segments[n - 1].to) : text;
    if (stet__line_is_desk(s, text) || begins_genre(&r, text) ||
        stet__line_is_role(&r, text))
        return 0;
    int wired =
        n == 2 && segments[1].before == '&' && stet__line_is_agency(&r, last, 1) &&
        (!memchr(text.p, '/', text.n) || is_text_wire(last) ||
         stet__line_has_house_word(&r, first) ||
         stet__structure_has_article(first)); /* `Ann Lee / AFP` made a picture */
    if (wired)
        ret->agencies[ret->agency_count++] = stet__line_make_party(&r, last);
    if (n == 2 && (wired || segments[1].before == ','))
        text = first;
    text = first_house(&r, text);
    if (!stet__line_is_institution(&r, text) &&
        (!stet__line_is_house(&r, text) ||
         !(wired || stet__line_has_house_word(&r, text))))
        return 0;
    ret->publisher = text;
    ret->institution = stet__line_is_institution(&r, text) && count_blanks(text) > 1;
    return 1;
}
