/* SPDX-License-Identifier: MIT */
/* Names, dates and licences in the words behind a phrase. */
#include "../furniture.h"

enum { NAME_WORDS = 9, DATE_WORDS = 7, DATES_TRIED = 48 };

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
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
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
            u->links[i].to <= said->to && u->links[i].from + 5 >= at) {
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
        else if (x->flags & WORD_NUMBER && (w == first || t.n < 4))
            big = w + 1;
        else if (!is_particle(t))
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
    if (!(words[at].flags & WORD_NUMBER) &&
        !(at + 1 < limit && words[at].flags & WORD_BIG &&
          words[at + 1].flags & WORD_NUMBER))
        return w;
    for (size_t i = at; i + 1 < limit && i < at + 7; i++)
        if (is_one_of(word_text(said, i), list, sizeof list / sizeof *list))
            return i + 1;
    return w;
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
        value.name = stet__furniture_trim(
            stet_strn(said->unit->text.p + mark.from, mark.to - mark.from));
        return value;
    }
    size_t end = name_end(said, start, limit);
    if (end > start) {
        size_t from = v->words[start].from, to = v->words[end - 1].to;
        value.name =
            stet__furniture_trim(stet_strn(said->unit->text.p + from, to - from));
    }
    return value;
}

/* ---- dates
 * --------------------------------------------------------------------------------- */

/* A date has a number in its first two words: `3 March 2025`, `March 3, 2025`. */
static int may_be_date(const struct word *words, size_t i, size_t n)
{
    return words[i].flags & WORD_NUMBER ||
           (i + 1 < n && words[i].flags & WORD_BIG &&
            words[i + 1].flags & WORD_NUMBER) ||
           (i + 1 < n && words[i + 1].flags & WORD_NUMBER &&
            words[i].to - words[i].from >= 3);
}

/* `..., 10:30 Uhr`, `à 10h30`, `a las 10:30`: the time behind a day. */
static void put_time(stet_out *out, stet_str text, const struct word *words, size_t at,
                     size_t n)
{
    for (size_t i = at; i < n && i < at + 4; i++) {
        const char *p = text.p + words[i].from;
        size_t k = 0, hour = 0, minute = 0;
        while (k < text.n - words[i].from && p[k] >= '0' && p[k] <= '9' && k < 2)
            hour = hour * 10 + (size_t)(p[k++] - '0');
        if (!k && words[i].flags & WORD_SENTENCE)
            return;
        if (!k || k + 2 >= text.n - words[i].from || !strchr(":h.", p[k]) ||
            p[k + 1] < '0' || p[k + 1] > '5' || p[k + 2] < '0' || p[k + 2] > '9')
            continue;
        minute = (size_t)(p[k + 1] - '0') * 10 + (size_t)(p[k + 2] - '0');
        if (hour > 23)
            return;
        stet_puts(out, hour < 10 ? "T0" : "T");
        stet_put_int(out, (int64_t)hour);
        stet_puts(out, minute < 10 ? ":0" : ":");
        stet_put_int(out, (int64_t)minute);
        return;
    }
}

stet_str stet__furniture_date(struct detector *d, stet_str text, stet_str lang,
                              int years, stet_str *ret_raw)
{
    struct word words[DATES_TRIED];
    size_t n = stet__furniture_words(d->kit, text, words, DATES_TRIED);
    for (size_t i = 0; i < n; i++)
        for (size_t len = DATE_WORDS;
             len >= (years ? 1u : 2u) && may_be_date(words, i, n); len--) {
            stet_date date;
            if (i + len > n)
                continue;
            stet_str raw = stet_strn(text.p + words[i].from,
                                     words[i + len - 1].to - words[i].from);
            if (d->kit->date_parse(raw, lang, &date) != STET_OK ||
                (date.precision < STET_DAY && !years) || date.year < 1900 ||
                date.year > 2200)
                continue;
            stet_out out = stet_out_in_article(d->a, 40, 80);
            d->kit->date_format(&out, &date, STET_DATE_ISO);
            if (date.precision == STET_DAY)
                put_time(&out, text, words, i + len, n);
            if (ret_raw)
                *ret_raw = raw;
            return stet_out_text(&out);
        }
    return stet_cstr("");
}

/* ---- licences
 * -------------------------------------------------------------------------------- */

struct licence {
    int by, nc, nd, sa, zero, mark, any;
    stet_str version, port;
};

static int same(stet_str w, const char *lower)
{
    size_t i = 0;
    for (; i < w.n && lower[i]; i++)
        if ((w.p[i] | 32) != lower[i])
            return 0;
    return i == w.n && !lower[i];
}

static int starts(stet_str w, const char *lower)
{
    size_t n = strlen(lower);
    return w.n >= n && same(stet_strn(w.p, n), lower);
}

static void read_licence_word(struct licence *l, stet_str w)
{
    l->any |= same(w, "cc") || same(w, "creative") || starts(w, "creativecommons");
    l->by |= same(w, "by") || starts(w, "attribution") || starts(w, "namensnennung") ||
             starts(w, "atribuci") || starts(w, "reconocimiento");
    l->nc |= same(w, "nc") || starts(w, "noncommercial") || starts(w, "nocomercial") ||
             same(w, "commercial") || same(w, "commerciale") || same(w, "comercial") ||
             starts(w, "kommerziell");
    l->nd |= same(w, "nd") || starts(w, "noderiv") || starts(w, "sinderiv") ||
             same(w, "derivatives") || same(w, "derivs") || starts(w, "bearbeitung") ||
             same(w, "modification") || same(w, "derivadas") || starts(w, "derivat");
    l->sa |= same(w, "sa") || starts(w, "sharealike") || starts(w, "compartirigual") ||
             same(w, "alike") || starts(w, "weitergabe") || starts(w, "partage");
    l->zero |= same(w, "cc0");
    if (w.n == 1 && *w.p >= '1' && *w.p <= '4' && l->any && !l->version.n)
        l->version = w;
}

static void read_licence_words(const struct said *said, struct licence *l)
{
    const struct verdict *v = said->verdict;
    stet_str text = said->unit->text;
    for (size_t i = 0; i < v->word_count; i++) {
        const struct word *w = &v->words[i];
        if (w->from < said->from || w->to > said->to)
            continue;
        stet_str t = stet_strn(text.p + w->from, w->to - w->from);
        read_licence_word(l, t);
        if (l->version.n == 1 && l->version.p == t.p && w->to + 1 < text.n &&
            text.p[w->to] == '.')
            l->version = stet_strn(t.p, 3);
    }
    if (l->version.n == 1)
        l->version = stet_cstr("");
}

/* .../licenses/by-nc-nd/4.0/ in a link of the sentence. */
static int read_licence_link(const struct said *said, struct licence *l)
{
    for (size_t i = 0; i < said->unit->link_count; i++) {
        stet_str url = said->unit->links[i].url;
        const char *at = memmem(url.p, url.n, "creativecommons.org/", 20);
        if (!at || said->unit->links[i].to <= said->from ||
            said->unit->links[i].from >= said->to)
            continue;
        const char *end = url.p + url.n, *p = at + 20;
        struct licence read = {.any = 1, .version = l->version, .port = stet_cstr("")};
        while (p < end) {
            const char *q = p;
            while (q < end && !memchr("/-", *q, 2))
                q++;
            stet_str w = stet_strn(p, (size_t)(q - p));
            read_licence_word(&read, w);
            read.zero |= same(w, "zero");
            if (w.n == 3 && w.p[1] == '.')
                read.version = w;
            p = q < end ? q + 1 : end;
        }
        if (read.by || read.zero) {
            *l = read;
            return 1;
        }
    }
    return 0;
}

int stet__furniture_licence(struct detector *d, const struct said *said,
                            stet_str *ret_id, stet_str *ret_url)
{
    struct licence l = {.version = stet_cstr("")}, linked = l;
    read_licence_words(said, &l);
    linked.version = l.version;
    if (read_licence_link(said, &linked))
        l = linked;
    if (!l.any && !l.zero)
        return 0;
    stet_out id = stet_out_in_article(d->a, 40, 200),
             url = stet_out_in_article(d->a, 80, 300);
    if (l.zero) {
        *ret_id = stet_cstr("CC0 1.0");
        *ret_url = stet_cstr("https://creativecommons.org/publicdomain/zero/1.0/");
        return 1;
    }
    if (!l.by && !l.nc && !l.nd && !l.sa)
        return 0;
    stet_puts(&id, "CC BY");
    stet_puts(&url, "https://creativecommons.org/licenses/by");
    static const char *const parts[] = {"NC", "ND", "SA"}, *const small[] = {"nc", "nd",
                                                                             "sa"};
    const int has[] = {l.nc, l.nd, l.sa && !l.nd};
    for (int i = 0; i < 3; i++)
        if (has[i]) {
            stet_puts(&id, "-");
            stet_puts(&id, parts[i]);
            stet_puts(&url, "-");
            stet_puts(&url, small[i]);
        }
    if (l.version.n) {
        stet_puts(&id, " ");
        stet_put_str(&id, l.version);
    }
    stet_puts(&url, "/");
    stet_put_str(&url, l.version.n ? l.version : stet_cstr("4.0"));
    stet_puts(&url, "/");
    *ret_id = stet_out_text(&id);
    *ret_url = l.version.n ? stet_out_text(&url) : stet_cstr("");
    return 1;
}
