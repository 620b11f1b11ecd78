/* SPDX-License-Identifier: MIT */
/* Names in the words behind a phrase. */
#include "fields.h"

enum { NAME_WORDS = 9 };

stet_str stet__furniture_trim(stet_str s)
{
    while (s.n && memchr(" \n\t\"'*_:(,", *s.p, 9)) {
        s.p++;
        s.n--;
    }
    while (s.n && memchr(" \n\t\"'*_:.,;)", s.p[s.n - 1], 12))
        s.n--;
    while (s.n > 3 && ((unsigned char)s.p[0] == 0xe2) &&
           (unsigned char)s.p[1] == 0x80) {
        s.p += 3; /* a typographic quotation mark or dash */
        s.n -= 3;
    }
    while (s.n > 3 && (unsigned char)s.p[s.n - 3] == 0xe2 &&
           (unsigned char)s.p[s.n - 2] == 0x80)
        s.n -= 3;
    while (s.n > 2 && !memcmp(s.p, "\xc2\xab", 2)) {
        s.p += 2;
        s.n -= 2;
    }
    while (s.n > 2 && (!memcmp(s.p + s.n - 2, "\xc2\xbb", 2)))
        s.n -= 2;
    while (s.n && memchr(" \n\t", *s.p, 3)) {
        s.p++;
        s.n--;
    }
    while (s.n && memchr(" \n\t", s.p[s.n - 1], 3))
        s.n--;
    return s;
}

stet_str stet__furniture_quoted(stet_str s)
{
    static const char *const marks[][2] = {{"\xc2\xab", "\xc2\xbb"},
                                           {"\xc2\xbb", "\xc2\xab"},
                                           {"\xe2\x80\x9e", "\xe2\x80\x9c"},
                                           {"\xe2\x80\x9c", "\xe2\x80\x9d"},
                                           {"\"", "\""}};
    const char *in = memmem(s.p, s.n, "\xc2\xab", 2),
               *out = memmem(s.p, s.n, "\xc2\xbb", 2);
    size_t skip = in && out && out < in ? 1 : 0; /* »these« and not «those» */
    for (size_t i = skip; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i][0]), m = strlen(marks[i][1]);
        const char *from = memmem(s.p, s.n, marks[i][0], n);
        const char *end =
            from ? memmem(from + n, s.n - (size_t)(from + n - s.p), marks[i][1], m)
                 : NULL;
        if (end)
            return stet__furniture_trim(stet_strn(from + n, (size_t)(end - from) - n));
    }
    return stet_cstr("");
}

static int is_one_of(stet_str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (stet_str_is(word, list[i]))
            return 1;
    return 0;
}

/* Small words within a name. */
static int is_particle(stet_str w)
{
    static const char *const list[] = {
        "of",  "the", "for", "de",  "la",   "le",   "les", "du", "des", "del",
        "der", "die", "das", "von", "van",  "und",  "and", "et", "y",   "e",
        "für", "to",  "den", "dem", "los",  "las",  "el",  "d",  "l",   "da",
        "do",  "dos", "zu",  "im",  "pour", "para", "à",   "di"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

static int is_article_word(stet_str w)
{
    static const char *const list[] = {"the",
                                       "der",
                                       "die",
                                       "das",
                                       "dem",
                                       "den",
                                       "le",
                                       "la",
                                       "les",
                                       "el",
                                       "los",
                                       "las",
                                       "l",
                                       "einem",
                                       "a",
                                       "our",
                                       "partner",
                                       "magazine",
                                       "website",
                                       "site",
                                       "portal",
                                       "magazin",
                                       "blog",
                                       "journal",
                                       "website",
                                       "revista",
                                       "diario",
                                       "periódico",
                                       "magazine",
                                       "revue",
                                       "zeitung",
                                       "newspaper",
                                       "zeitschrift",
                                       "web",
                                       "seite",
                                       "webseite",
                                       "sitio",
                                       "plataforma",
                                       "plattform",
                                       "quotidien",
                                       "Zeitschrift",
                                       "Magazin",
                                       "Website",
                                       "Webseite",
                                       "Plattform",
                                       "Portal",
                                       "Tageszeitung",
                                       "Wochenzeitung",
                                       "Onlinemagazin"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

/* Months and prepositions of dates end a name, whatever their case. */
static int ends_name(stet_str w)
{
    static const char *const list[] = {
        "on",   "On",   "am",    "Am",   "Republished", "Reprinted", "All",
        "Alle", "Tous", "Todos", "Used", "under",       "via"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

static stet_str word_text(const struct said *said, size_t w)
{
    const struct word *x = &said->verdict->words[w];
    return stet_strn(said->unit->text.p + x->from, x->to - x->from);
}

static int is_host(const struct said *said, size_t w)
{
    const struct word *x = &said->verdict->words[w];
    stet_str t = said->unit->text;
    return x->to + 1 < t.n && t.p[x->to] == '.' && t.p[x->to + 1] >= 'a' &&
           t.p[x->to + 1] <= 'z';
}

/* The emphasised words or the link that begins about here. */
static int set_off_at(const struct said *said, size_t at, struct mark *ret)
{
    const struct unit *u = said->unit;
    for (size_t i = 0; i < u->link_count; i++)
        if (u->links[i].from <= at && u->links[i].to > at &&
            u->links[i].to <= said->to && u->links[i].from + 12 >= at) {
            *ret = (struct mark){u->links[i].from, u->links[i].to};
            return 1;
        }
    if (u->italic)
        return 0;
    for (size_t i = 0; i < u->set_off_count; i++)
        if (u->set_off[i].from + 2 >= at && u->set_off[i].from <= at + 2 &&
            u->set_off[i].to <= said->to) {
            *ret = u->set_off[i];
            return 1;
        }
    return 0;
}

static stet_str link_behind(const stet_kit *kit, const struct said *said, size_t from)
{
    const struct unit *u = said->unit;
    for (size_t i = 0; i < u->link_count; i++)
        if (u->links[i].to > from && u->links[i].from < said->to &&
            kit->url_class(u->links[i].url, NULL, 0, NULL) == STET_URL_HTTP)
            return u->links[i].url;
    return stet_cstr("");
}

/* `Sauti ya Pwani`: a small word of another language between two with capitals. */
static int is_foreign(const struct said *said, size_t w, size_t limit)
{
    static const char *const list[] = {
        "on",  "in",  "at",  "by",  "as",  "am",  "an",  "is",  "it",  "to",  "or",
        "if",  "we",  "us",  "ab",  "um",  "im",  "zu",  "es",  "er",  "so",  "da",
        "wo",  "ob",  "il",  "en",  "se",  "ne",  "no",  "ni",  "si",  "su",  "un",
        "al",  "lo",  "me",  "te",  "a",   "mit", "vom", "son", "par", "sur", "con",
        "por", "sin", "bei", "was", "has", "ist", "est", "via", "une", "una"};
    stet_str t = word_text(said, w);
    return t.n <= 3 && w + 1 < limit && said->verdict->words[w + 1].flags & WORD_BIG &&
           !(said->verdict->words[w + 1].flags & (WORD_SENTENCE | WORD_APART)) &&
           !is_one_of(t, list, sizeof list / sizeof *list);
}

/* `Almanac's`: what an apostrophe parts off. */
static int is_elided(const struct said *said, size_t w)
{
    const char *p = said->unit->text.p;
    size_t from = said->verdict->words[w].from;
    return (from && p[from - 1] == '\'') ||
           (from > 2 && !memcmp(p + from - 3, "\xe2\x80\x99", 3));
}

/* Where a name that begins at word w ends. */
static size_t name_end(const struct said *said, size_t w, size_t limit)
{
    const struct verdict *v = said->verdict;
    size_t big = w, first = w;
    for (; w < limit && w < first + NAME_WORDS; w++) {
        const struct word *x = &v->words[w];
        stet_str t = word_text(said, w);
        if (w > first && (x->flags & (WORD_SENTENCE | WORD_APART) || ends_name(t)))
            break;
        if (w > first && v->words[w - 1].flags & WORD_COLON)
            break;
        if (x->flags & WORD_BIG || is_host(said, w) ||
            (w > first && said->unit->text.p[x->from - 1] == '.'))
            big = w + 1;
        else if (x->flags & WORD_NUMBER &&
                 (w == first || (t.n < 4 && v->words[w - 1].flags & WORD_BIG)))
            big = w + 1;
        else if (w > first && is_elided(said, w) && t.n < 3)
            big = w + 1;
        else if (!is_particle(t) && !(w > first && is_foreign(said, w, limit)))
            break;
    }
    return big;
}

/* `am 3. Mai 2024 in der Rundschau`: the name stands behind the date. */
static size_t behind_date(const struct said *said, size_t w, size_t limit)
{
    static const char *const list[] = {"in",  "on",   "at",   "by", "auf", "bei", "im",
                                       "sur", "dans", "chez", "en", "por", "par"};
    const struct word *words = said->verdict->words;
    size_t at = w;
    if (w + 1 < limit && !(words[w].flags & (WORD_NUMBER | WORD_BIG)))
        at++;
    struct mark mark;
    if (set_off_at(said, words[at].from, &mark))
        return w; /* the [18F blog] */
    if (!(words[at].flags & WORD_NUMBER) &&
        !(at + 1 < limit && words[at].flags & WORD_BIG &&
          words[at + 1].flags & WORD_NUMBER))
        return w;
    for (size_t i = at; i + 1 < limit && i < at + 7; i++)
        if (is_one_of(word_text(said, i), list, sizeof list / sizeof *list))
            return i + 1;
    return w;
}

/* `Monatsschrift »Akadeemia«`: one word, and the name in quotation marks. */
static stet_str in_marks(const struct said *said, stet_str name)
{
    static const char *const marks[] = {" \xc2\xbb", " \xc2\xab", " \xe2\x80\x9e",
                                        " \xe2\x80\x9c", " \""};
    const char *blank = memchr(name.p, ' ', name.n);
    stet_str all = stet__furniture_said_text(said);
    for (size_t i = 0; blank && i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if ((size_t)(name.p + name.n - blank) <= n || memcmp(blank, marks[i], n) != 0 ||
            blank < all.p || blank >= all.p + all.n)
            continue;
        stet_str quoted =
            stet__furniture_quoted(stet_strn(blank, (size_t)(all.p + all.n - blank)));
        return quoted.n ? quoted : name;
    }
    return name;
}

/* [the GSA blog]: the small article is none of the name. */
static stet_str without_article(stet_str t)
{
    static const char *const list[] = {"the ", "le ",  "la ",  "les ", "el ", "los ",
                                       "der ", "die ", "das ", "dem ", "den "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        size_t n = strlen(list[i]);
        if (t.n > n + 2 && !memcmp(t.p, list[i], n) &&
            !(t.p[n] >= 'a' && t.p[n] <= 'z'))
            return stet_strn(t.p + n, t.n - n);
    }
    return t;
}

struct value stet__furniture_name(const stet_kit *kit, const struct said *said)
{
    struct value value = {stet_cstr(""), stet_cstr("")};
    const struct verdict *v = said->verdict;
    const struct hit *hit = said->hit;
    struct mark mark;
    size_t w = hit->captured ? hit->take_from : hit->to;
    size_t limit = hit->captured && hit->take_to ? hit->take_to : v->word_count;
    if (w >= v->word_count)
        return value;
    size_t sentence = v->words[hit->from].sentence;
    while (limit > w && v->words[limit - 1].sentence != sentence)
        limit--;
    value.url = link_behind(
        kit, said, hit->captured ? v->words[w].from : v->words[hit->from].from);
    if (w >= limit)
        return value;
    size_t start = behind_date(said, w, limit);
    while (start + 1 < limit && is_article_word(word_text(said, start)) &&
           !set_off_at(said, v->words[start].from, &mark))
        start++;
    if (set_off_at(said, v->words[start].from, &mark)) {
        value.name = without_article(stet__furniture_trim(
            stet_strn(said->unit->text.p + mark.from, mark.to - mark.from)));
        return value;
    }
    size_t end = name_end(said, start, limit);
    if (end > start) {
        size_t from = v->words[start].from, to = v->words[end - 1].to;
        value.name =
            stet__furniture_trim(stet_strn(said->unit->text.p + from, to - from));
        value.name = in_marks(said, value.name);
    }
    return value;
}

/* ---- where a text comes from
 * -------------------------------------------------------------------- */

/* A preposition that a house stands behind. */
static int leads_to_house(stet_str w)
{
    static const char *const list[] = {"on",  "in", "at",   "by",   "auf", "bei", "im",
                                       "sur", "en", "dans", "chez", "par", "por"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

/* Is it no more than a day, a month or a language: `October 3`, `20`, `English`? */
static int is_no_house(const struct said *said, size_t w, size_t limit)
{
    static const char *const months[] = {"January",   "February",
                                         "March",     "April",
                                         "May",       "June",
                                         "July",      "August",
                                         "September", "October",
                                         "November",  "December",
                                         "Januar",    "Februar",
                                         "Juni",      "Juli",
                                         "Oktober",   "Dezember",
                                         "Monday",    "Tuesday",
                                         "Wednesday", "Thursday",
                                         "Friday",    "Saturday",
                                         "Sunday",    "Rahmen",
                                         "Auftrag",   "PayPal",
                                         "From",      "Aus",
                                         "Extrait",   "Original",
                                         "Content",   "Zusammenarbeit",
                                         "Jan",       "Feb",
                                         "Mar",       "Apr",
                                         "Jun",       "Jul",
                                         "Aug",       "Sep",
                                         "Sept",      "Oct",
                                         "Nov",       "Dec",
                                         "Okt",       "Dez",
                                         "Page",      "Seite"};
    const struct word *x = &said->verdict->words[w];
    stet_str t = word_text(said, w);
    if (x->flags & WORD_NUMBER || t.n < 2)
        return 1;
    if (is_one_of(t, months, sizeof months / sizeof *months) || t.n >= 3)
        return is_one_of(t, months, sizeof months / sizeof *months) ||
               (w + 1 < limit && leads_to_house(word_text(said, w + 1)) &&
                w + 2 < limit && said->verdict->words[w + 2].flags & WORD_BIG);
    return 0;
}

/* `[Article original](...)`: what it is, not whose. */
static int names_text(stet_str t)
{
    static const char *const list[] = {
        "rticle original",  "exte original",       "riginal article",  "riginalartikel",
        "riginalbeitrag",   "ersion originale",    "rtículo original", "texto original",
        "versión original", "rstveröffentlichung", "bersetzung"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (memmem(t.p, t.n, list[i], strlen(list[i])) && t.n < strlen(list[i]) + 8)
            return 1;
    return 0;
}

/* `Sonntagsboten« für die Diözese`, `Küstenblätter 44`: the name alone. */
static stet_str house_alone(const struct said *said, stet_str t)
{
    static const char *const ends[] = {"\xc2\xab ", "\xc2\xbb ", "\xe2\x80\x9c ",
                                       "\xe2\x80\x9d "};
    const char *last = said->unit->text.p + said->unit->text.n;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *at = memmem(t.p, t.n, ends[i], strlen(ends[i]));
        if (at > t.p)
            t.n = (size_t)(at - t.p);
    }
    static const char *const numbers[] = {" Nr. ", " No. ", " n\xc2\xb0 ",
                                          " N\xc2\xba ", " Heft "};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const char *at = memmem(t.p, t.n, numbers[i], strlen(numbers[i]));
        if (at > t.p + 3)
            t.n = (size_t)(at - t.p);
    }
    size_t n = t.n;
    while (n && t.p[n - 1] >= '0' && t.p[n - 1] <= '9')
        n--;
    if (n > 3 && n < t.n && t.p[n - 1] == ' ' && t.p + t.n + 2 < last &&
        (t.p[t.n] == '/' || !memcmp(t.p + t.n, " (", 2)))
        t.n = n - 1;
    return t;
}

/* A licence is no house. */
static int names_licence(stet_str t)
{
    return memmem(t.p, t.n, "Commons", 7) || memmem(t.p, t.n, "CC BY", 5) ||
           memmem(t.p, t.n, "icen", 4) || memmem(t.p, t.n, "izenz", 5);
}

/* Behind one of the prepositions of the sentence a word with a capital that can be a
 * house. */
static stet_str house_behind(const struct said *said, size_t w)
{
    const struct verdict *v = said->verdict;
    size_t limit = v->word_count;
    uint16_t sentence = v->words[w].sentence;
    for (; w + 1 < limit && v->words[w].sentence == sentence; w++) {
        size_t start = w + 1;
        if (!leads_to_house(word_text(said, w)))
            continue;
        while (start + 1 < limit && is_article_word(word_text(said, start)))
            start++;
        if (!(v->words[start].flags & WORD_BIG) ||
            v->words[start].sentence != sentence || is_no_house(said, start, limit))
            continue;
        size_t end = name_end(said, start, limit);
        stet_str name = stet__furniture_trim(
            stet_strn(said->unit->text.p + v->words[start].from,
                      v->words[end - 1].to - v->words[start].from));
        return names_licence(name) ? stet_cstr("") : name;
    }
    return stet_cstr("");
}

/* A link or emphasised words of the sentences that begin with a capital. */
static stet_str house_set_off(const struct said *said, size_t first)
{
    const struct unit *u = said->unit;
    const struct word *words = said->verdict->words;
    for (size_t w = first; w < said->verdict->word_count; w++) {
        struct mark mark;
        if (words[w].from < said->from || words[w].to > said->to ||
            !(words[w].flags & WORD_BIG) || !set_off_at(said, words[w].from, &mark) ||
            names_licence(stet_strn(u->text.p + mark.from, mark.to - mark.from)) ||
            names_text(stet_strn(u->text.p + mark.from, mark.to - mark.from)) ||
            mark.to - mark.from > 60 || words[w].from > mark.from + 3 ||
            (mark.from <= words[said->hit->from].from &&
             mark.to > words[said->hit->from].to) ||
            mark.from + 3 < words[first].from)
            continue;
        return stet__furniture_trim(
            stet_strn(u->text.p + mark.from, mark.to - mark.from));
    }
    return stet_cstr("");
}

static int begins_big(const struct said *said, stet_str name)
{
    for (size_t w = 0; w < said->verdict->word_count; w++) {
        const struct word *x = &said->verdict->words[w];
        struct mark mark;
        if (said->unit->text.p + x->from == name.p &&
            (x->flags & WORD_NUMBER || (*name.p >= '0' && *name.p <= '9')) &&
            set_off_at(said, x->from, &mark))
            return 1; /* the [18F blog], *20 Minutos* */
        if (said->unit->text.p + x->from == name.p)
            return (x->flags & WORD_BIG) &&
                   !is_no_house(said, w, said->verdict->word_count);
    }
    return 0;
}

struct value stet__furniture_origin(const stet_kit *kit, const struct said *said)
{
    struct value value = stet__furniture_name(kit, said);
    value.name = house_alone(said, value.name);
    if (value.name.n && !names_licence(value.name) && !names_text(value.name) &&
        (begins_big(said, value.name) ||
         (value.name.n > 4 && memchr(value.name.p, '.', value.name.n) &&
          !memchr(value.name.p, ' ', value.name.n))))
        return value;
    size_t at = said->hit->from, first = at;
    while (first && said->verdict->words[first - 1].sentence ==
                        said->verdict->words[at].sentence)
        first--; /* `published in X and reprinted with permission`: found by its end */
    stet_str name = house_set_off(said, at);
    if (!name.n)
        name = house_behind(said, at);
    if (!name.n)
        name = house_set_off(said, first);
    if (!name.n)
        name = house_behind(said, first);
    if (!name.n)
        name = stet__furniture_quoted(stet__furniture_said_text(said));
    value.name = names_text(name) ? stet_cstr("") : house_alone(said, name);
    return value;
}
