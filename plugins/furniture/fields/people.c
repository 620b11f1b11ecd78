/* SPDX-License-Identifier: MIT */
/*
 * Lists of people: `Ann Lee in Oslo, Bo Ek and Cy Day; Editing by ...`. What begins
 * with a capital is a name, to the next comma, joining word or small word; a wire
 * service is none.
 */
#include <strings.h>

#include "fields.h"

enum { PEOPLE_MAX = 24, AGENCY_LETTERS = 6, ROLL_BYTES_MAX = 600 };

struct list {
    struct detector *d;
    const struct said *said;
    stet_kind field;
    stet_node statement;
    size_t count, found; /* those that were new, and all */
    size_t from, limit;  /* of the name that is open, of the list */
    int in_name;
    stet_str role;
};

static int is_one_of(stet_str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (w.n == strlen(list[i]) && !strncasecmp(w.p, list[i], w.n))
            return 1;
    return 0;
}

static int is_joint(stet_str w)
{
    static const char *const list[] = {"and",  "und", "et",   "y",   "e",
                                       "with", "mit", "avec", "con", "sowie"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

/* `AP writers Ann Lee and Bo Ek`: the names stand behind it. */
static int is_trade(stet_str w)
{
    static const char *const list[] = {"writer",
                                       "writers",
                                       "reporter",
                                       "reporters",
                                       "correspondent",
                                       "correspondents",
                                       "journalist",
                                       "journalists",
                                       "staff",
                                       "editor",
                                       "editors",
                                       "agenturen",
                                       "agencies",
                                       "agencias",
                                       "agences",
                                       "agentur",
                                       "nachrichtenagenturen",
                                       "nachrichtenagentur",
                                       "presseagenturen",
                                       "presseagentur"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

/* What stands before a name and is none of it. */
static int is_title(stet_str w)
{
    static const char *const list[] = {"dr",  "prof", "dra",  "mag", "ing", "dipl",
                                       "med", "mme",  "mlle", "mr",  "mrs", "ms"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

static stet_str word_text(const struct said *said, size_t w)
{
    const struct word *x = &said->verdict->words[w];
    return stet_strn(said->unit->text.p + x->from, x->to - x->from);
}

static int is_known_agency(stet_str name)
{
    static const char *const known[] = {"dpa",
                                        "reuters",
                                        "bloomberg",
                                        "sda",
                                        "apa",
                                        "kna",
                                        "epd",
                                        "ansa",
                                        "tass",
                                        "belga",
                                        "ots",
                                        "xinhua",
                                        "europa press",
                                        "keystone-sda",
                                        "associated press",
                                        "the associated press",
                                        "press association",
                                        "agence france-presse",
                                        "agencia efe",
                                        "la presse canadienne",
                                        "presse canadienne",
                                        "keystone-ats",
                                        "keystone",
                                        "afp",
                                        "dpa-afx",
                                        "pa media",
                                        "efe",
                                        "ap",
                                        "upi",
                                        "awp",
                                        "lusa",
                                        "télam",
                                        "notimex",
                                        "colpisa",
                                        "servimedia",
                                        "aap",
                                        "the canadian press",
                                        "canadian press",
                                        "ritzau",
                                        "interfax",
                                        "kyodo",
                                        "yonhap"};
    return is_one_of(name, known, sizeof known / sizeof *known);
}

/* A wire service: few capitals, or one that is known. */
static int is_agency(stet_str name)
{
    size_t i = 0;
    while (i < name.n && name.p[i] >= 'A' && name.p[i] <= 'Z')
        i++;
    return (i == name.n && name.n >= 2 && name.n <= AGENCY_LETTERS) ||
           is_known_agency(name);
}

/* One statement holds all that the furniture names. */
static stet_node statement_of(struct list *l, stet_kind field)
{
    struct detector *d = l->d;
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_DERIVED,
                        .source = stet_cstr("furniture_text"),
                        .lang = stet_cstr(""),
                        .rule = l->said->rule->id,
                        .span = stet_span_of(d->a, l->said->unit->block)};
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(d->a, root, n, field)))
        if (stet_str_eq(stet_attr_str(d->a, n, STET_ATTR_SOURCE), claim.source))
            return n;
    return stet_state(d->a, field, stet_cstr(""), &claim);
}

static int is_listed(const struct list *l, stet_node statement, stet_str name)
{
    stet_node n = stet_first(l->d->a, statement);
    while (n && !stet_str_eq(stet_attr_str(l->d->a, n, STET_ATTR_NAME), name))
        n = stet_next(l->d->a, n);
    return n != 0;
}

/* `Ann Lee` of the byline is no contributor. */
int stet__furniture_is_author(struct detector *d, stet_str name)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(d->a, root, n, STET_AUTHORS)))
        for (stet_node p = stet_first(d->a, n); p; p = stet_next(d->a, p))
            if (stet_str_eq(stet_attr_str(d->a, p, STET_ATTR_NAME), name))
                return 1;
    return 0;
}

static void add_party(struct list *l, stet_kind field, stet_str name)
{
    static const stet_span nowhere = {0, 0};
    stet_node statement = statement_of(l, field);
    l->found++;
    if (!statement || is_listed(l, statement, name))
        return;
    stet_node part = stet_node_new(l->d->a, statement, 0, STET_PARTY, nowhere);
    stet__furniture_put(l->d, part, STET_ATTR_NAME, name);
    if (field == l->field)
        stet__furniture_put(l->d, part, STET_ATTR_ROLE, l->role);
    l->count++;
}

/* `Associated Press` where `AP` is stated: its first letters. */
static int is_stated_short(const struct list *l, stet_str name)
{
    stet_node root = stet_root(l->d->a, STET_FAMILY_FIELD), n = 0;
    char letters[8];
    size_t count = 0;
    for (size_t i = 0; i < name.n && count < sizeof letters; i++)
        if (name.p[i] >= 'A' && name.p[i] <= 'Z' &&
            (!i || name.p[i - 1] == ' ' || name.p[i - 1] == '-'))
            letters[count++] = name.p[i];
    if (count < 2 || count >= name.n)
        return 0;
    while ((n = stet_find(l->d->a, root, n, STET_AGENCY)))
        for (stet_node p = stet_first(l->d->a, n); p; p = stet_next(l->d->a, p))
            if (stet_str_eq(stet_attr_str(l->d->a, p, STET_ATTR_NAME),
                            stet_strn(letters, count)))
                return 1;
    return 0;
}

/* `with reporting from AP and Reuters`: wires that are known, wherever in the sentence.
 */
static void read_wires(struct list *l)
{
    const struct verdict *v = l->said->verdict;
    uint16_t sentence = v->words[l->said->hit->from].sentence;
    for (size_t i = l->said->hit->from;
         i < v->word_count && v->words[i].sentence == sentence; i++)
        for (size_t n = 3; n > 0; n--) {
            const struct word *last = &v->words[i + n - 1];
            if (i + n > v->word_count || last->sentence != sentence)
                continue;
            stet_str name = stet_strn(l->said->unit->text.p + v->words[i].from,
                                      last->to - v->words[i].from);
            if ((v->words[i].flags & WORD_BIG || name.n < 4) && is_known_agency(name)) {
                if (!is_stated_short(l, name))
                    add_party(l, STET_AGENCY, name);
                i += n - 1;
                break;
            }
        }
}

/* `Ann Lee (Bath)`: a place. */
static int is_bracketed(const struct said *said, size_t w)
{
    size_t from = said->verdict->words[w].from;
    return from && said->unit->text.p[from - 1] == '(' &&
           from > said->verdict->words[said->hit->from].to;
}

/* `Agencies | Santa Inés`: where the text was written. */
static int is_place(struct detector *d, stet_str name)
{
    stet_str place = stet_field_text(d->a, STET_DATELINE);
    return place.n >= name.n && !memcmp(place.p, name.p, name.n);
}

/* One word is a name only right behind a label; what speaks of licences is none. */
static int is_doubtful(const struct list *l, size_t from, size_t to, stet_str name)
{
    stet_str all = l->said->unit->text;
    size_t at = l->said->verdict->words[from].from;
    if (memmem(name.p, name.n, "izenz", 5) || memmem(name.p, name.n, "icenc", 5) ||
        memmem(name.p, name.n, "amensnennung", 12))
        return 1;
    while (at && memchr(" *_", all.p[at - 1], 3))
        at--;
    if (is_place(l->d, name))
        return 1;
    if (to - from < 2 && l->said->verdict->words[from].term != TERM_UNKNOWN)
        return 1; /* `Notre`, `Studio` */
    return to - from < 2 && !memchr(name.p, '-', name.n) && at && all.p[at - 1] != ':';
}

/* The open name ends before word `to`. */
static void end_name(struct list *l, size_t to)
{
    const struct word *words = l->said->verdict->words;
    size_t from = l->from;
    while (from + 1 < to && !(words[from].flags & WORD_BIG) &&
           words[from].to - words[from].from < 4 && words[from + 1].flags & WORD_BIG)
        from++; /* `catalán de Mireia Sants` */
    if (to <= from || l->count >= PEOPLE_MAX || !l->in_name)
        return;
    stet_str name = stet__furniture_trim(stet_strn(
        l->said->unit->text.p + words[from].from, words[to - 1].to - words[from].from));
    if (name.n < 2 || !(words[from].flags & WORD_BIG || is_agency(name)))
        return;
    stet_kind field = is_agency(name) ? STET_AGENCY : l->field;
    if (field == l->field &&
        (is_bracketed(l->said, from) || is_doubtful(l, from, to, name) ||
         (field == STET_CONTRIBUTORS && stet__furniture_is_author(l->d, name))))
        return;
    add_party(l, field, name);
}

/* Is the small word part of a name, with a capital behind it? */
static int is_inside_name(const struct list *l, size_t w)
{
    static const char *const list[] = {"de",  "la", "del", "van", "von", "der",
                                       "den", "du", "di",  "da",  "dos", "bin",
                                       "al",  "el", "le",  "ter", "zu"};
    for (; w + 1 < l->limit; w++) {
        if (!is_one_of(word_text(l->said, w), list, sizeof list / sizeof *list))
            return 0;
        if (l->said->verdict->words[w + 1].flags & WORD_BIG)
            return 1;
    }
    return 0;
}

static int has_semicolon(const struct said *said, size_t w)
{
    const struct word *words = said->verdict->words;
    size_t from = w ? words[w - 1].to : 0;
    return memchr(said->unit->text.p + from, ';', words[w].from - from) != NULL;
}

static void begin_at(struct list *l, size_t w)
{
    l->from = w;
    l->in_name = 1;
}

/* `Edición: Ana Lee` and on the next line `Verificación de datos: ...`. */
static int begins_label_line(const struct list *l, size_t w)
{
    const struct verdict *v = l->said->verdict;
    if (!(v->words[w].flags & WORD_LINE))
        return 0;
    for (size_t i = w; i < w + 4 && i < v->word_count; i++)
        if (v->words[i].flags & WORD_COLON)
            return 1;
    return 0;
}

static void take_word(struct list *l, size_t w)
{
    const struct word *x = &l->said->verdict->words[w];
    stet_str text = word_text(l->said, w);
    if (w > l->from && (x->flags & WORD_APART || begins_label_line(l, w))) {
        end_name(l, w);
        begin_at(l, w);
    }
    if (x->flags & WORD_COLON || (is_trade(text) && (!l->count || w == l->from)) ||
        (w == l->from && is_title(text))) {
        begin_at(l, w + 1); /* another label */
    } else if (is_joint(text)) {
        end_name(l, w);
        begin_at(l, w + 1);
    } else if (!(x->flags & WORD_BIG) && l->in_name && !is_inside_name(l, w) &&
               !(w == l->from && is_agency(text))) {
        end_name(l, w);
        if (w == l->from)
            l->from = w + 1;
        else
            l->in_name = 0;
    }
}

static void read_list(struct list *l, size_t w)
{
    const struct verdict *v = l->said->verdict;
    size_t first = w;
    uint16_t sentence = w < l->limit ? v->words[w].sentence : 0;
    begin_at(l, w);
    for (; w < l->limit && v->words[w].sentence == sentence; w++) {
        if (w > first && has_semicolon(l->said, w))
            break;
        take_word(l, w);
    }
    end_name(l, w);
}

/* Labels of pictures; what stands behind them is stated elsewhere. */
static int is_picture_label(stet_str w)
{
    static const char *const starts[] = {"photo",  "foto", "bild",    "imag",
                                         "pictur", "imá",  "illustr", "ilustr"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (w.n >= strlen(starts[i]) && !strncasecmp(w.p, starts[i], strlen(starts[i])))
            return 1;
    return 0;
}

/* Is [from, colon] a label, and nothing but full names behind it to the sentence's end?
 */
static int is_roll_line(const struct said *said, size_t from, size_t colon, size_t to)
{
    const struct word *words = said->verdict->words;
    if (colon - from > 2 || !(words[from].flags & WORD_BIG) || to - colon < 3 ||
        to - colon > 12 || is_picture_label(word_text(said, from)))
        return 0;
    for (size_t i = colon + 1; i < to; i++)
        if (!(words[i].flags & WORD_BIG) && !is_joint(word_text(said, i)) &&
            words[i].to - words[i].from > 3)
            return 0;
    return 1;
}

/* `Text: Ann Lee. Data: Bo Ek. Maps: Cy Day.`: the sentences beside the one that was
 * found. */
static void read_roll(struct detector *d, const struct said *said, stet_kind field)
{
    const struct verdict *v = said->verdict;
    uint16_t own = v->words[said->hit->from].sentence;
    for (size_t from = 0, to; from < v->word_count; from = to) {
        size_t colon = from;
        for (to = from;
             to < v->word_count && v->words[to].sentence == v->words[from].sentence;)
            to++;
        while (colon < to && !(v->words[colon].flags & WORD_COLON))
            colon++;
        if (v->words[from].sentence == own || colon == to ||
            !is_roll_line(said, from, colon, to))
            continue;
        struct list l = {.d = d, .said = said, .field = field, .limit = to};
        l.role = stet_strn(said->unit->text.p + v->words[from].from,
                           v->words[colon].to - v->words[from].from);
        read_list(&l, colon + 1);
    }
}

/* `Press writers Ann Lee in Oslo and Bo Ek in Accra contributed`: the names stand
 * before what they did. */
static void read_before(struct list *l)
{
    const struct word *words = l->said->verdict->words;
    size_t to = l->said->hit->from, from = to, trades = 0;
    while (from && words[from - 1].sentence == words[to].sentence)
        trades += is_trade(word_text(l->said, --from));
    if (!trades)
        return;
    l->limit = to;
    read_list(l, from);
}

void stet__furniture_people(struct detector *d, const struct said *said,
                            stet_kind field)
{
    const struct hit *hit = said->hit;
    struct list l = {.d = d, .said = said, .field = field, .role = said->rule->role};
    l.limit = hit->captured && hit->take_to ? hit->take_to : said->verdict->word_count;
    read_list(&l, hit->captured ? hit->take_from : hit->to);
    if (field == STET_CONTRIBUTORS && !l.count)
        read_before(&l);
    if (field == STET_CONTRIBUTORS && said->unit->bytes < ROLL_BYTES_MAX) {
        read_wires(&l);
        read_roll(d, said, field);
    }
    if (!l.found)
        stet__furniture_guess_people(d, said, field);
}
