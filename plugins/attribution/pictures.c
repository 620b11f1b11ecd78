/* SPDX-License-Identifier: MIT */
/* Whether a name is credited for an image, in English, German, French and Spanish. */
#include "pictures.h"

/* What is behind a star goes on as it likes. */
static const char *const image_words[] = {"photo*",
                                          "foto*",
                                          "image*",
                                          "imagen*",
                                          "im\xc3\xa1gen*",
                                          "imagenes*",
                                          "picture*",
                                          "bild",
                                          "bilder",
                                          "bildquelle*",
                                          "bildrechte*",
                                          "bildnachweis*",
                                          "titelbild*",
                                          "beitragsbild*",
                                          "symbolbild*",
                                          "archivbild*",
                                          "aufmacherbild*",
                                          "vorschaubild*",
                                          "illustration*",
                                          "illustrator*",
                                          "ilustraci*",
                                          "illustrated",
                                          "graphic*",
                                          "grafik*",
                                          "graphique*",
                                          "gr\xc3\xa1"
                                          "fic*",
                                          "grafic*",
                                          "infogra*",
                                          "chart*",
                                          "cartoon*",
                                          "karikatur*",
                                          "caricatur*",
                                          "clich\xc3\xa9*",
                                          "cliche*",
                                          "video*",
                                          "v\xc3\xad"
                                          "deo*",
                                          "vid\xc3\xa9o*",
                                          "cover",
                                          "artwork*",
                                          "rendering*",
                                          "drawing*",
                                          "zeichnung*",
                                          "dessin*",
                                          "dibujo*",
                                          "aufnahme*",
                                          "screenshot*",
                                          "thumbnail*",
                                          "map",
                                          "karte*",
                                          "carte",
                                          "mapa",
                                          NULL};
static const char *const text_words[] = {"text",
                                         "texts",
                                         "texte",
                                         "texto*",
                                         "words",
                                         "story",
                                         "stories",
                                         "article*",
                                         "artikel*",
                                         "art\xc3\xad"
                                         "culo*",
                                         "articulo*",
                                         "report",
                                         "report\xc3\xa9*",
                                         "reporting",
                                         "reports",
                                         "reportage*",
                                         "reportaje*",
                                         "essay*",
                                         "interview*",
                                         "beitrag*",
                                         "geschichte*",
                                         "bericht*",
                                         "r\xc3\xa9"
                                         "cit",
                                         "recit",
                                         "nota",
                                         "analysis",
                                         "column",
                                         "feature*",
                                         "piece",
                                         "content*",
                                         "inhalt*",
                                         "contenu*",
                                         "contenid*",
                                         "site",
                                         "website",
                                         "entrevista*",
                                         "entretien*",
                                         "propos",
                                         "post",
                                         "post-",
                                         NULL};
static const char *const origin_words[] = {"appear*",
                                           "publish*",
                                           "published",
                                           "ran",
                                           "reprint*",
                                           "republish*",
                                           "erschien*",
                                           "paru*",
                                           "publi\xc3\xa9*",
                                           "publicad*",
                                           "publica",
                                           "apareci*",
                                           "ver\xc3\xb6"
                                           "ffentlich*",
                                           "veroffentlich*",
                                           NULL};
static const char *const joints[] = {"and", "und", "et", "y", "e", "with", NULL};

static int is_letter(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
           (unsigned char)c >= 0xc3;
}

static int is_within(char c)
{
    return is_letter(c) || (unsigned char)c >= 0x80;
}

static int is_word(stet_str word, const char *const *all)
{
    for (; *all && word.n; all++) {
        if (word.p[0] != **all && (word.p[0] | 32) != **all)
            continue; /* nearly all of them, before their length is asked for */
        size_t n = strlen(*all), i = 0;
        int open = (*all)[n - 1] == '*';
        n -= (size_t)open;
        if (word.n < n || (word.n > n && !open))
            continue;
        while (i < n && (word.p[i] == (*all)[i] || (word.p[i] | 32) == (*all)[i]))
            i++;
        if (i == n)
            return 1;
    }
    return 0;
}

/* A point behind an initial ends no sentence. */
static int ends_sentence(stet_str text, size_t point)
{
    if (point + 1 >= text.n || text.p[point + 1] != ' ')
        return 0;
    return text.p[point] != '.' || point < 2 || is_within(text.p[point - 2]);
}

/* Where the part begins in which the name stands: behind a mark that parts credits. */
static size_t part_begin(stet_str text, size_t at)
{
    enum { FAR = 300 };
    size_t depth = 0, least = at > FAR ? at - FAR : 0;
    for (; at > least; at--) {
        char c = text.p[at - 1];
        if (c == ')')
            depth++;
        else if (c == '(' && depth)
            depth--;
        else if (c == '(' || c == '\n' || c == '|' || c == ';' || c == '[')
            return at;
        else if ((unsigned char)c == 0xb7 && at > 1 &&
                 (unsigned char)text.p[at - 2] == 0xc2)
            return at;
        else if ((c == '.' || c == '!' || c == '?') && ends_sentence(text, at - 1))
            return at;
    }
    return at;
}

struct labels {
    size_t image,
        text; /* offsets behind the last word of each kind; 0: there is none */
    size_t image_begin;
    int first, origin; /* first: the part begins with an image */
};

/* The word in [from, to) of the text; the words before it were noted. */
static void note_word(struct labels *l, stet_str text, size_t from, size_t to,
                      size_t count)
{
    stet_str word = stet_strn(text.p + from, to - from);
    if (is_word(word, image_words)) {
        l->first |= count < 2;
        l->image = to;
        l->image_begin = from;
        l->origin = 0;
    } else if (is_word(word, text_words)) {
        l->text = to;
    } else if (is_word(word, origin_words)) {
        l->origin = 1;
    }
}

/* "Text and photos": nothing between but what joins words. */
static int are_joined(stet_str text, size_t from, size_t to)
{
    for (size_t i = from; i < to;) {
        size_t begin = i;
        while (i < to && is_within(text.p[i]))
            i++;
        if (i > begin && !is_word(stet_strn(text.p + begin, i - begin), joints))
            return 0;
        i += i == begin;
    }
    return 1;
}

/* What leads from the word to the name: a colon, a sign, a word of making or giving. */
static int leads_on(stet_str text, size_t from, size_t to)
{
    static const char *const makers[] = {
        "by", "von",     "par",      "por", "courtesy", "credit*", "via",    "from",
        "de", "cortes*", "gentile*", "aus", "vom",      "source",  "quelle", NULL};
    size_t count = 0;
    for (size_t i = from; i < to; count++) {
        while (i < to && !is_within(text.p[i])) {
            if (text.p[i] == ':' || text.p[i] == '/')
                return 1;
            i++;
        }
        size_t begin = i;
        while (i < to && is_within(text.p[i]))
            i++;
        if (i > begin && is_word(stet_strn(text.p + begin, i - begin), makers))
            return count < 4;
        if (i - begin == 2 && (unsigned char)text.p[begin] == 0xc2)
            return 1; /* the sign of copyright */
    }
    return 0;
}

int stet__pictures_credit(stet_str text, size_t at)
{
    struct labels l = {0};
    size_t count = 0, from = part_begin(text, at);
    for (size_t i = from; i < at; i++) {
        size_t begin = i;
        while (i < at && is_within(text.p[i]))
            i++;
        if (i > begin)
            note_word(&l, text, begin, i, count++);
    }
    if (!l.image || l.text > l.image)
        return 0;
    if (l.text && (l.origin || are_joined(text, l.text, l.image_begin)))
        return 0;
    return l.first || leads_on(text, l.image, at);
}

static int has_word(stet_str text, const char *const *all)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t begin = i;
        while (i < text.n && is_within(text.p[i]))
            i++;
        if (i > begin && is_word(stet_strn(text.p + begin, i - begin), all))
            return 1;
    }
    return 0;
}

int stet__pictures_named(stet_str text)
{
    return has_word(text, image_words);
}

int stet__pictures_text_named(stet_str text)
{
    return has_word(text, text_words) || has_word(text, origin_words);
}
