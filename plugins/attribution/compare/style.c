/* SPDX-License-Identifier: MIT */
/*
 * Which differences of words are house style (punctuation, capitals, hyphens, spelling,
 * numbers, abbreviations) and which only tell of time or place.
 */
#include <stdlib.h>

#include "compare.h"

/* ---- style --------------------------------------------------------------------- */
static const char *const same_words[][2] = {{"one", "1"},
                                            {"two", "2"},
                                            {"three", "3"},
                                            {"four", "4"},
                                            {"five", "5"},
                                            {"six", "6"},
                                            {"seven", "7"},
                                            {"eight", "8"},
                                            {"nine", "9"},
                                            {"ten", "10"},
                                            {"eleven", "11"},
                                            {"twelve", "12"},
                                            {"first", "1st"},
                                            {"second", "2nd"},
                                            {"third", "3rd"},
                                            {"percent", "%"},
                                            {"prozent", "%"},
                                            {"jan", "january"},
                                            {"feb", "february"},
                                            {"mar", "march"},
                                            {"apr", "april"},
                                            {"aug", "august"},
                                            {"sep", "september"},
                                            {"sept", "september"},
                                            {"oct", "october"},
                                            {"nov", "november"},
                                            {"dec", "december"},
                                            {"mon", "monday"},
                                            {"tue", "tuesday"},
                                            {"tues", "tuesday"},
                                            {"wed", "wednesday"},
                                            {"thu", "thursday"},
                                            {"thurs", "thursday"},
                                            {"fri", "friday"},
                                            {"sat", "saturday"},
                                            {"sun", "sunday"},
                                            {"grey", "gray"},
                                            {"centre", "center"},
                                            {"centres", "centers"},
                                            {"metre", "meter"},
                                            {"metres", "meters"},
                                            {"litre", "liter"},
                                            {"litres", "liters"},
                                            {"theatre", "theater"},
                                            {"programme", "program"},
                                            {"programmes", "programs"},
                                            {"defence", "defense"},
                                            {"licence", "license"},
                                            {"offence", "offense"},
                                            {"catalogue", "catalog"},
                                            {"dialogue", "dialog"},
                                            {"analogue", "analog"},
                                            {"tyre", "tire"},
                                            {"kerb", "curb"},
                                            {"cheque", "check"},
                                            {"jewellery", "jewelry"},
                                            {"aluminium", "aluminum"},
                                            {"storey", "story"},
                                            {"sceptical", "skeptical"},
                                            {"travelled", "traveled"},
                                            {"travelling", "traveling"},
                                            {"cancelled", "canceled"},
                                            {"labelled", "labeled"},
                                            {"modelling", "modeling"},
                                            {"fulfil", "fulfill"},
                                            {"enrol", "enroll"},
                                            {"whilst", "while"},
                                            {"amongst", "among"},
                                            {"towards", "toward"},
                                            {"mr", "mister"},
                                            {"gov", "governor"},
                                            {"sen", "senator"},
                                            {"rep", "representative"},
                                            {"dr", "doctor"},
                                            {"st", "street"},
                                            {"ave", "avenue"},
                                            {"km", "kilometers"},
                                            {"kilometres", "kilometers"},
                                            {"and", "&"},
                                            {"unitedstates", "us"},
                                            {"unitedkingdom", "uk"},
                                            {"ok", "okay"}};

static const char *const same_ends[][2] = {
    {"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"},
    {"ised", "ized"},       {"ises", "izes"},         {"ise", "ize"},
    {"ysed", "yzed"},       {"yse", "yze"},           {"our", "or"},
    {"ours", "ors"},        {"oured", "ored"},        {"ouring", "oring"},
    {"ourable", "orable"},  {"ourhood", "orhood"},    {"ourhoods", "orhoods"},
    {"oural", "oral"}};

static int ends_with(stet_str s, const char *end)
{
    size_t n = strlen(end);
    return s.n > n + 2 && memcmp(s.p + s.n - n, end, n) == 0;
}

/* A word without punctuation, of one spelling, behind what is there already. */
static void put_styled(stet_out *out, const struct pool *pool, stet_str word)
{
    stet_str n = stet__pool_normal(pool, word);
    char *to = (char *)(uintptr_t)n.p;
    size_t len = 0;
    for (size_t i = 0; i < n.n; i++)
        if ((n.p[i] >= 'a' && n.p[i] <= 'z') || (n.p[i] >= '0' && n.p[i] <= '9') ||
            n.p[i] == '%' || n.p[i] == '$' || n.p[i] == '&' ||
            (unsigned char)n.p[i] >= 0x80)
            to[len++] = n.p[i];
    n = stet_strn(to, len);
    for (size_t i = 0; i < sizeof same_words / sizeof *same_words; i++)
        if (stet_str_is(n, same_words[i][0])) {
            stet_puts(out, same_words[i][1]);
            return;
        }
    for (size_t i = 0; i < sizeof same_ends / sizeof *same_ends; i++)
        if (ends_with(n, same_ends[i][0])) {
            stet_put(out, n.p, n.n - strlen(same_ends[i][0]));
            stet_puts(out, same_ends[i][1]);
            return;
        }
    stet_put_str(out, n);
}

static stet_str styled(const struct pool *pool, const struct token *t, size_t n)
{
    stet_out out = stet__pool_out(pool, 64, 1u << 24);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && stet__text_same(t[i].text, stet_cstr("per")) &&
            stet__text_find_raw(t[i + 1].text, stet_cstr("cent")) == 0) {
            stet_puts(&out, "%");
            i++;
        } else {
            put_styled(&out, pool, t[i].text);
        }
    }
    return stet_out_text(&out);
}

static int by_text(const void *left, const void *right)
{
    const stet_str *a = left, *b = right;
    int order = memcmp(a->p, b->p, a->n < b->n ? a->n : b->n);
    return order ? order : (a->n > b->n) - (a->n < b->n);
}

static int is_number_or_month(stet_str s)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    for (size_t i = 0; i < 12; i++)
        if (stet_str_is(s, months[i]))
            return 1;
    return s.n && s.p[0] >= '0' && s.p[0] <= '9';
}

/* "9 March" and "March 9": the same parts of a date in another order. */
static int is_date_turned(const struct pool *pool, const struct token *a, size_t n,
                          const struct token *b, size_t m)
{
    stet_str x[4], y[4];
    if (n != m || n < 2 || n > 4)
        return 0;
    for (size_t i = 0; i < n; i++) {
        x[i] = styled(pool, &a[i], 1);
        y[i] = styled(pool, &b[i], 1);
        if (!is_number_or_month(x[i]) || !is_number_or_month(y[i]))
            return 0;
    }
    qsort(x, n, sizeof *x, by_text);
    qsort(y, n, sizeof *y, by_text);
    for (size_t i = 0; i < n; i++)
        if (!stet_str_eq(x[i], y[i]))
            return 0;
    return 1;
}

int stet__style_same(const struct pool *pool, const struct token *a, size_t n,
                     const struct token *b, size_t m)
{
    if (n > 400 || m > 400)
        return 0;
    return stet_str_eq(styled(pool, a, n), styled(pool, b, m)) ||
           is_date_turned(pool, a, n, b, m);
}

/* ---- time and place ------------------------------------------------------------ */
static const char *const time_words[] = {
    "today",     "yesterday",  "tomorrow",   "tonight",   "morning",     "afternoon",
    "evening",   "night",      "noon",       "midnight",  "monday",      "tuesday",
    "wednesday", "thursday",   "friday",     "saturday",  "sunday",      "january",
    "february",  "march",      "april",      "may",       "june",        "july",
    "august",    "september",  "october",    "november",  "december",    "week",
    "weeks",     "month",      "months",     "year",      "years",       "day",
    "days",      "hour",       "hours",      "ago",       "earlier",     "later",
    "last",      "next",       "past",       "recently",  "now",         "currently",
    "then",      "since",      "am",         "pm",        "gmt",         "cet",
    "est",       "et",         "heute",      "gestern",   "morgen",      "montag",
    "dienstag",  "mittwoch",   "donnerstag", "freitag",   "samstag",     "sonntag",
    "woche",     "monat",      "jahr",       "uhr",       "vergangenen", "letzte",
    "letzten",   "aujourdhui", "hier",       "demain",    "lundi",       "mardi",
    "mercredi",  "jeudi",      "vendredi",   "samedi",    "dimanche",    "semaine",
    "mois",      "annee",      "dernier",    "derniere",  "hoy",         "ayer",
    "manana",    "lunes",      "martes",     "miercoles", "jueves",      "viernes",
    "sabado",    "domingo",    "semana",     "mes",       "ano",         "pasado",
    "pasada"};
static const char *const place_words[] = {
    "here",      "there",      "local",    "locally", "city",    "town",   "state",
    "county",    "country",    "province", "region",  "village", "nearby", "downtown",
    "statewide", "nationwide", "hiesigen", "hier",    "dort",    "stadt",  "ort",
    "ici",       "ville",      "aqui",     "alli",    "ciudad"};
static const char *const between_words[] = {
    "in",   "on",   "at",   "of",    "the",   "a",      "an",    "from",   "to",
    "near", "this", "that", "early", "late",  "around", "about", "before", "after",
    "by",   "and",  "for",  "its",   "am",    "im",     "in",    "der",    "die",
    "das",  "den",  "dem",  "le",    "la",    "les",    "l",     "du",     "de",
    "des",  "a",    "au",   "ce",    "cette", "en",     "el",    "los",    "las",
    "del",  "al",   "este", "esta"};

static int is_among(const char *const *words, size_t count, stet_str s)
{
    for (size_t i = 0; i < count; i++)
        if (stet_str_is(s, words[i]))
            return 1;
    return 0;
}
#define AMONG(words, s) is_among(words, sizeof(words) / sizeof *(words), s)

struct flavour {
    size_t times, places, names, numbers, between, others;
};

static int begins_upper(const struct pool *pool, stet_str word)
{
    uint32_t code = 0;
    size_t at = 0;
    while (at < word.n && strchr("\"'([", word.p[at]))
        at++;
    if (at < word.n)
        pool->kit->decode(word.p + at, word.n - at, &code);
    return code && pool->kit->is_upper(code);
}

enum { FEW = 12 };

/* The words of a side, of one style; what both sides have is taken out of both. */
struct words {
    stet_str styled[FEW], typed[FEW];
    size_t n;
};

static void take_words(const struct pool *pool, const struct token *t, size_t n,
                       struct words *w)
{
    for (w->n = 0; w->n < n; w->n++) {
        w->styled[w->n] = styled(pool, &t[w->n], 1);
        w->typed[w->n] = t[w->n].text;
    }
}

static void drop_word(struct words *w, size_t i)
{
    memmove(w->styled + i, w->styled + i + 1, (w->n - i - 1) * sizeof *w->styled);
    memmove(w->typed + i, w->typed + i + 1, (w->n - i - 1) * sizeof *w->typed);
    w->n--;
}

static void drop_common(struct words *a, struct words *b)
{
    for (size_t i = 0; i < a->n;) {
        size_t j = 0;
        while (j < b->n && !stet_str_eq(a->styled[i], b->styled[j]))
            j++;
        if (j == b->n) {
            i++;
            continue;
        }
        drop_word(a, i);
        drop_word(b, j);
    }
}

static struct flavour taste(const struct pool *pool, const struct words *w)
{
    struct flavour f = {0, 0, 0, 0, 0, 0};
    for (size_t i = 0; i < w->n; i++) {
        stet_str s = w->styled[i];
        if (AMONG(time_words, s))
            f.times++;
        else if (AMONG(place_words, s))
            f.places++;
        else if (AMONG(between_words, s) || !s.n)
            f.between++;
        else if (s.p[0] >= '0' && s.p[0] <= '9')
            f.numbers++;
        else if (begins_upper(pool, w->typed[i]))
            f.names++;
        else
            f.others++;
    }
    return f;
}

/* "Helena, Montana": what follows a comma may tell where. */
static int has_comma(const struct token *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (t[i].text.n && t[i].text.p[t[i].text.n - 1] == ',')
            return 1;
    return 0;
}

int stet__style_is_time_place(const struct pool *pool, const struct token *a, size_t n,
                              const struct token *b, size_t m)
{
    struct words x, y;
    if (n > FEW || m > FEW)
        return 0;
    take_words(pool, a, n, &x);
    take_words(pool, b, m, &y);
    drop_common(&x, &y);
    struct flavour before = taste(pool, &x), after = taste(pool, &y);
    if (before.others || after.others)
        return 0;
    size_t times = before.times + after.times, places = before.places + after.places,
           numbers = before.numbers + after.numbers, names = before.names + after.names;
    if (!names && !numbers)
        return times + places > 0;
    if (numbers && !names) /* a number alone is a fact, beside a word of time a date */
        return before.times > 0 || after.times > 0 ? !before.numbers || before.times
                                                   : 0;
    /* a name stands for a place where a word of place stood, or none: "Helena, Montana"
     */
    return !numbers && (before.names == 0 || after.names == 0) &&
           (places > 0 || (x.n == 0 && y.n <= 3 && (after.between || has_comma(b, m))));
}
