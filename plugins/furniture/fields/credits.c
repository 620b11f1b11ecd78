/* SPDX-License-Identifier: MIT */
/* Who made a picture. */
#include <strings.h>

#include "fields.h"

enum { CREDIT_MAX = 120, RAW_LINE_MAX = 300 };

static int is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* ---- image credits
 * ------------------------------------------------------------------------------ */

/* `..., dpa, ...`, `..., by Ann Lee`: more of the credit. */
static int is_more(stet_str t)
{
    static const char *const starts[] = {"by ", "von ", "par ", "por "};
    const char *comma = memchr(t.p, ',', t.n);
    size_t n = comma ? (size_t)(comma - t.p) : t.n;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (t.n > strlen(starts[i]) && !memcmp(t.p, starts[i], strlen(starts[i])))
            return 1;
    return n <= 5 && !memchr(t.p, ' ', n);
}

/* `Ann Lee, used with permission`: what follows a comma in small letters is no name. */
static stet_str without_terms(stet_str t)
{
    static const char *const terms[] = {", Abdruck",
                                        ", Ver\xc3\xb6"
                                        "ffentlichung",
                                        ", Verwendung",
                                        ", Used",
                                        ", Free ",
                                        ", All rights",
                                        ", Alle Rechte",
                                        ", Tous droits",
                                        ", Todos los"};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        const char *at = memmem(t.p, t.n, terms[i], strlen(terms[i]));
        t.n = at && at > t.p ? (size_t)(at - t.p) : t.n;
    }
    for (size_t i = 1; i + 2 < t.n; i++)
        if (t.p[i] == ',' && t.p[i + 1] == ' ' && t.p[i + 2] >= 'a' &&
            t.p[i + 2] <= 'z' && !memchr(t.p + i, '/', t.n - i) &&
            !is_more(stet_strn(t.p + i + 2, t.n - i - 2)))
            return stet_strn(t.p, i);
    return t;
}

/* `d'Abdul Hamisi`: the elided word belongs to the label. */
static stet_str without_elision(stet_str t)
{
    size_t n =
        t.n > 3 && (*t.p == 'd' || *t.p == 'l') && t.p[1] == '\'' ? 2
        : t.n > 5 && (*t.p == 'd' || *t.p == 'l') && !memcmp(t.p + 1, "\xe2\x80\x99", 3)
            ? 4
            : 0;
    return stet_strn(t.p + n, t.n - n);
}

/* `cedida por la Consejería`: the article is none of the name. */
static stet_str without_article(stet_str t)
{
    static const char *const list[] = {"la ",  "el ",  "las ", "los ", "le ", "les ",
                                       "the ", "der ", "die ", "das ", "dem "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n > strlen(list[i]) + 2 && !memcmp(t.p, list[i], strlen(list[i])) &&
            t.p[strlen(list[i])] <= 'Z')
            return stet_strn(t.p + strlen(list[i]), t.n - strlen(list[i]));
    return t;
}

static int begins_with(stet_str t, stet_str name)
{
    return name.n && t.n >= name.n && !memcmp(t.p, name.p, name.n);
}

/* Was the picture made by somebody whom a line with names, in the same block, names
 * already? */
static int is_named(struct detector *d, const struct said *said, stet_str text)
{
    static const stet_kind fields[] = {STET_CONTRIBUTORS, STET_AUTHORS};
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD);
    stet_span block = stet_span_of(d->a, said->unit->block);
    if (said->unit->raw && block.len > RAW_LINE_MAX)
        return 0; /* a whole page of raw HTML is one block */
    for (size_t i = 0; block.len && i < 2; i++)
        for (stet_node n = 0; (n = stet_find(d->a, root, n, fields[i]));) {
            if (!stet_str_is(stet_attr_str(d->a, n, STET_ATTR_SOURCE), "byline_text"))
                continue;
            int here = stet_span_of(d->a, n).off == block.off;
            for (stet_node p = stet_first(d->a, n); p && here; p = stet_next(d->a, p))
                if (begins_with(text, stet_attr_str(d->a, p, STET_ATTR_NAME)))
                    return 1;
        }
    return 0;
}

/* `© NASA / Ann Lee`: all behind the sign is the credit. */
static size_t behind_sign(stet_str all, size_t from)
{
    size_t at = from, strokes = 0;
    while (at > 1 && from - at < 60 && all.p[at - 1] != '\n' &&
           (unsigned char)all.p[at - 1] != 0xa9)
        strokes += all.p[--at] == '/';
    if (!strokes || at < 2 || (unsigned char)all.p[at - 1] != 0xa9)
        return from;
    while (at < from && all.p[at] == ' ')
        at++;
    return at;
}

/* `courtesy of the Estate`: how it was given is part of the credit. */
static size_t with_courtesy(stet_str all, size_t from)
{
    static const char *const list[] = {"courtesy of ", "courtesy ",
                                       "cortes\xc3\xad"
                                       "a de ",
                                       "gentileza de ", "gentileza "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        size_t n = strlen(list[i]);
        if (from >= n && !strncasecmp(all.p + from - n, list[i], n))
            return from - n;
        if (from >= n + 4 && !strncasecmp(all.p + from - n - 4, list[i], n))
            return from - n - 4; /* and an article */
        if (from >= n + 3 && !strncasecmp(all.p + from - n - 3, list[i], n))
            return from - n - 3;
    }
    return from;
}

/* `free to use if the museum is named`: many words, and the first is small. */
static int is_sentence(struct detector *d, stet_str text)
{
    enum { NAME_MAX = 5 };
    struct word words[NAME_MAX + 1];
    if (*text.p >= 'a' && *text.p <= 'z' &&
        (memmem(text.p, text.n, " are ", 5) || memmem(text.p, text.n, " sind ", 6)))
        return 1;
    return *text.p >= 'a' && *text.p <= 'z' &&
           stet__furniture_words(d->kit, text, words, NAME_MAX + 1) > NAME_MAX &&
           !memchr(text.p, '/', text.n);
}

/* `Photo d'illustration`: what it is, not who made it. */
static int is_stock(stet_str t)
{
    static const char *const list[] = {"illustration", "archives", "archive",
                                       "archivo",      "recurso",  "archiv",
                                       "symbolbild"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (stet_str_is(t.n && t.p[t.n - 1] == '.' ? stet_strn(t.p, t.n - 1) : t,
                        list[i]))
            return 1;
    return 0;
}

/* The first word of the value: that behind a colon, when the phrase holds one. */
static size_t behind_label(const struct said *said)
{
    const struct hit *hit = said->hit;
    size_t w = hit->captured ? hit->take_from : hit->to;
    for (size_t k = hit->from; k + 1 < w; k++)
        if (said->verdict->words[k].flags & WORD_COLON)
            return k + 1;
    for (size_t k = w; k < w + 4 && k + 1 < said->verdict->word_count &&
                       !(said->verdict->words[k].flags & (WORD_BIG | WORD_SENTENCE));
         k++)
        if (said->verdict->words[k].flags & WORD_COLON)
            return k + 1; /* `Crédit photo de une : ...` */
    if (!hit->captured && w < said->verdict->word_count && w > hit->from + 1 &&
        !(said->verdict->words[w].flags & (WORD_BIG | WORD_NUMBER)))
        for (size_t k = hit->from + 1; k < w; k++)
            if (said->verdict->words[k].flags & WORD_BIG)
                return k; /* `Photo de Mert Aydın, avec autorisation` */
    return w;
}

/* `Fotos: © Ann Lee` behind `Alle`. */
static stet_str without_label(stet_str t)
{
    static const char *const list[] = {
        "Fotos: ",          "Foto: ",    "Bilder: ",  "photos: ",  "Photos: ",
        "fotos: ",          "\xc2\xa9 ", "\xc2\xa9",  "Photo by ", "Image by ",
        "Illustration by ", "Foto de ",  "Foto von ", "Foto ",     "Photo ",
        "Fotos ",           "Photos "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n > strlen(list[i]) + 1 && !memcmp(t.p, list[i], strlen(list[i])) &&
            !is_small(t.p[strlen(list[i])]))
            t = stet_strn(t.p + strlen(list[i]), t.n - strlen(list[i]));
    return t;
}

/* `"Cushion, moved" by P. Aldous is licensed under`, `Scene - Quelle: Ann Lee`: the
 * maker stands behind the title. */
static stet_str behind_title(stet_str t)
{
    static const char *const labels[] = {"(credit: ",
                                         "(Credit: ",
                                         "(Photo: ",
                                         "(Foto: ",
                                         "(Bild: ",
                                         "(Photo : ",
                                         "(cr\xc3\xa9"
                                         "dit : ",
                                         "(cr\xc3\xa9"
                                         "dito: ",
                                         "Quelle: ",
                                         "Foto: ",
                                         "Photo: ",
                                         "Source : ",
                                         "Fuente: ",
                                         "Photo : ",
                                         "Credit: ",
                                         "Cr\xc3\xa9"
                                         "dit : ",
                                         "Aufnahme von ",
                                         "; credit ",
                                         "Quellenangabe: ",
                                         "Nennung: ",
                                         "mention obligatoire : ",
                                         "mention : "};
    static const char *const ends[] = {" is licensed",    " is marked", " (CC",
                                       " ist lizenziert", ", CC",       ", licensed",
                                       " est sous"};
    const char *by = memmem(t.p, t.n, "\" by ", 5);
    if (!by)
        by = memmem(t.p, t.n, "\xe2\x80\x9d by ", 7);
    if (by) {
        by = memchr(by, 'y', 7);
        t = stet_strn(by + 2, (size_t)(t.p + t.n - by) - 2);
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            const char *end = memmem(t.p, t.n, ends[i], strlen(ends[i]));
            t.n = end ? (size_t)(end - t.p) : t.n;
        }
        return t;
    }
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *at = memmem(t.p, t.n, labels[i], strlen(labels[i]));
        if (at && at > t.p + 3)
            return stet_strn(at + strlen(labels[i]),
                             (size_t)(t.p + t.n - at) - strlen(labels[i]));
    }
    return t;
}

/* `9 de marzo de 2024`: a number first, and a year at the end. */
static int is_day(stet_str t)
{
    return t.n > 7 && t.n < 32 && *t.p >= '0' && *t.p <= '9' &&
           (!memcmp(t.p + t.n - 4, "20", 2) || !memcmp(t.p + t.n - 4, "19", 2)) &&
           t.p[t.n - 1] >= '0' && t.p[t.n - 1] <= '9' && t.p[t.n - 5] == ' ';
}

/* `moi`, `pour la presse`, an address: nobody made the picture. */
static int names_nobody(stet_str t)
{
    static const char *const list[] = {"moi",      "me",  "mir",       "m\xc3\xad",
                                       "us",       "uns", "descargar", "download",
                                       "Download", "hier"};
    static const char *const starts[] = {
        "pour ", "para ", "este ", "esta ", "disponibles ", "\xc3\xa0 ",
        "de ",   "ma ",   "mon ",  "mi ",   "for ",         "tous droits"};
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        if (stet_str_is(t, list[k]))
            return 1;
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
        if (t.n > strlen(starts[k]) && !memcmp(t.p, starts[k], strlen(starts[k])) &&
            is_small(t.p[strlen(starts[k])]))
            return 1;
    if (*t.p >= '0' && *t.p <= '9' && !memchr(t.p, ' ', t.n))
        return 1; /* the number of a message */
    return (memchr(t.p, '@', t.n) && !memchr(t.p, ' ', t.n) && *t.p != '@') ||
           is_day(t);
}

/* A label, whatever the case of its letters. */
static const char *find_label(const char *p, const char *end, const char *label,
                              size_t n)
{
    for (; (p = memchr(p, '.', (size_t)(end - p))) && (size_t)(end - p) > n + 1; p++) {
        int open = p[1] == ' ' && p[2] == '('; /* `On a roof. (Photo: Ann Lee)` */
        if (open ? !strncasecmp(p + 3, label + 2, n - 2) : !strncasecmp(p, label, n))
            return p + open;
    }
    return NULL;
}

/* `Bacteria under glass. Source: Ann Lee`: the label in a later sentence of the line.
 */
static stet_str behind_later_label(stet_str all, size_t from)
{
    static const char *const labels[] = {". Quelle: ",
                                         ". Foto: ",
                                         ". Photo: ",
                                         ". Source : ",
                                         ". Fuente: ",
                                         ". Photo : ",
                                         ". Credit: ",
                                         ". Cr\xc3\xa9"
                                         "dit : ",
                                         ". Bild: ",
                                         ". Photo credit: ",
                                         ". Picture: ",
                                         ". Cr\xc3\xa9"
                                         "dit photo : ",
                                         ". CR\xc3\x89"
                                         "DIT PHOTO : ",
                                         ". Cr\xc3\xa9"
                                         "dit: ",
                                         ". Imagen: ",
                                         ". Cr\xc3\xa9"
                                         "dito: ",
                                         ". Courtesy "};
    size_t to = from;
    while (to < all.n && all.p[to] != '\n')
        to++;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t n = strlen(labels[i]);
        const char *at = find_label(all.p + from, all.p + to, labels[i], n);
        if (!at)
            continue;
        at += labels[i][n - 2] == 'y' ? 2 : n; /* courtesy is part of it */
        const char *last = all.p + to, *stop = memmem(at, (size_t)(last - at), ". ", 2);
        if (stop && stop - at >= 2 && (stop[-2] == '/' || stop[-2] == ' '))
            stop = NULL; /* `W. Sander` */
        return stet_strn(at, (size_t)((stop && stop > at + 3 ? stop : last) - at));
    }
    return stet_cstr("");
}

/* `Ph. H. Lenormand`: no sentence ends behind a single capital. */
static int is_initial(stet_str all, const struct word *before, const struct word *next)
{
    return before->to - before->from == 1 && before->flags & WORD_BIG &&
           next->flags & WORD_BIG && !(next->flags & WORD_LINE) &&
           all.p[before->to] == '.';
}

/* Has the block said it, with more words around it? */
static int is_within_credit(struct detector *d, const struct said *said, stet_str text)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    stet_span block = stet_span_of(d->a, said->unit->block);
    while ((n = stet_find(d->a, root, n, STET_IMAGE_CREDITS))) {
        stet_str known = stet_text(d->a, n);
        if (block.len && stet_span_of(d->a, n).off == block.off && known.n > text.n &&
            memmem(known.p, known.n, text.p, text.n))
            return 1;
    }
    return 0;
}

static void state_credit(struct detector *d, const struct said *said, stet_str text)
{
    if (text.n >= 2 && text.n <= CREDIT_MAX && !names_nobody(text) &&
        !is_sentence(d, text) && !is_stock(text) && !is_named(d, said, text) &&
        !is_within_credit(d, said, text))
        stet__furniture_state_text(d, said, STET_IMAGE_CREDITS, text);
}

/* What stands behind the label, without the brackets around it. */
void stet__furniture_credit(struct detector *d, const struct said *said)
{
    const struct verdict *v = said->verdict;
    stet_str all = said->unit->text;
    size_t w = behind_label(said);
    if (w >= v->word_count ||
        (said->unit->linked && said->unit->link_count > 1)) /* a row of links */
        return;
    size_t from = v->words[w].from, to = said->to;
    while (w > 0 && from > v->words[w - 1].to && (unsigned char)all.p[from - 1] >= 0x80)
        from--;
    if (from && all.p[from - 1] == '/') /* the house before it is part of the credit */
        from = v->words[said->hit->from].from;
    for (size_t k = w; k < v->word_count && v->words[k].from < to; k++)
        if (k > w && v->words[k].flags & (WORD_LINE | WORD_SENTENCE) &&
            !is_initial(all, &v->words[k - 1], &v->words[k]))
            to = v->words[k - 1].to;
    from = behind_sign(all, from);
    size_t whole = with_courtesy(all, from);
    if (!whole || (whole > 1 && strchr(":.;", all.p[whole - 2]))) /* else a label */
        from = whole;
    if (to <= from)
        return;
    stet_str text = stet_strn(all.p + from, to - from);
    stet_str later = behind_later_label(all, from);
    if (later.n && later.p < all.p + said->to + 80)
        text = later;
    while (text.n && (unsigned char)*text.p >= 0x80 && (unsigned char)*text.p < 0xc0) {
        text.p++;
        text.n--;
    }
    text = behind_title(without_label(text));
    text = without_terms(without_article(without_elision(stet__furniture_trim(text))));
    const char *open = memmem(text.p, text.n, " (Ausschnitt", 12);
    if (open)
        text.n = (size_t)(open - text.p);
    while (text.n && memchr(" |", text.p[text.n - 1], 2))
        text.n--;
    const char *mark = memmem(text.p, text.n, "; ", 2);
    if (mark && memchr(mark, ':', (size_t)(text.p + text.n - mark))) {
        stet_str rest = stet_strn(mark + 2, (size_t)(text.p + text.n - mark) - 2);
        const char *colon = memchr(rest.p, ':', rest.n);
        text.n = (size_t)(mark - text.p);
        state_credit(d, said, text); /* `A/Bo; Portrait: Cy` */
        text = stet__furniture_trim(
            stet_strn(colon + 1, (size_t)(rest.p + rest.n - colon) - 1));
    }
    state_credit(d, said, text);
}
