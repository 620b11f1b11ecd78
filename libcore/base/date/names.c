/* SPDX-License-Identifier: MIT */
/*
 * Months and weekdays by name.
 */
#include "base/date/names.h"

/* `least` letters of the folded name are enough to read it; name NULL: reading only. */
struct date_name {
    char lang[3];
    uint8_t number, least;
    const char *folded, *name, *brief;
};

/* clang-format off: a table reads by its columns */
static const struct date_name months[] = {
    {"en", 1, 3, "january", "January", "Jan"},
    {"en", 2, 3, "february", "February", "Feb"},
    {"en", 3, 3, "march", "March", "Mar"},
    {"en", 4, 3, "april", "April", "Apr"},
    {"en", 5, 3, "may", "May", "May"},
    {"en", 6, 3, "june", "June", "Jun"},
    {"en", 7, 3, "july", "July", "Jul"},
    {"en", 8, 3, "august", "August", "Aug"},
    {"en", 9, 3, "september", "September", "Sep"},
    {"en", 10, 3, "october", "October", "Oct"},
    {"en", 11, 3, "november", "November", "Nov"},
    {"en", 12, 3, "december", "December", "Dec"},
    {"de", 1, 3, "januar", "Januar", "Jan."},
    {"de", 2, 3, "februar", "Februar", "Feb."},
    {"de", 3, 3, "marz", "März", "März"},
    {"de", 4, 3, "april", "April", "Apr."},
    {"de", 5, 3, "mai", "Mai", "Mai"},
    {"de", 6, 3, "juni", "Juni", "Juni"},
    {"de", 7, 3, "juli", "Juli", "Juli"},
    {"de", 8, 3, "august", "August", "Aug."},
    {"de", 9, 3, "september", "September", "Sept."},
    {"de", 10, 3, "oktober", "Oktober", "Okt."},
    {"de", 11, 3, "november", "November", "Nov."},
    {"de", 12, 3, "dezember", "Dezember", "Dez."},
    {"fr", 1, 3, "janvier", "janvier", "janv."},
    {"fr", 2, 3, "fevrier", "février", "févr."},
    {"fr", 3, 3, "mars", "mars", "mars"},
    {"fr", 4, 3, "avril", "avril", "avr."},
    {"fr", 5, 3, "mai", "mai", "mai"},
    {"fr", 6, 4, "juin", "juin", "juin"},
    {"fr", 7, 4, "juillet", "juillet", "juil."},
    {"fr", 8, 3, "aout", "août", "août"},
    {"fr", 9, 3, "septembre", "septembre", "sept."},
    {"fr", 10, 3, "octobre", "octobre", "oct."},
    {"fr", 11, 3, "novembre", "novembre", "nov."},
    {"fr", 12, 3, "decembre", "décembre", "déc."},
    {"es", 1, 3, "enero", "enero", "ene"},
    {"es", 2, 3, "febrero", "febrero", "feb"},
    {"es", 3, 3, "marzo", "marzo", "mar"},
    {"es", 4, 3, "abril", "abril", "abr"},
    {"es", 5, 3, "mayo", "mayo", "may"},
    {"es", 6, 3, "junio", "junio", "jun"},
    {"es", 7, 3, "julio", "julio", "jul"},
    {"es", 8, 3, "agosto", "agosto", "ago"},
    {"es", 9, 3, "septiembre", "septiembre", "sept"},
    {"es", 10, 3, "octubre", "octubre", "oct"},
    {"es", 11, 3, "noviembre", "noviembre", "nov"},
    {"es", 12, 3, "diciembre", "diciembre", "dic"},
    {"de", 1, 6, "janner", NULL, NULL},
    {"de", 2, 5, "feber", NULL, NULL},
    {"de", 3, 5, "maerz", NULL, NULL},
    {"de", 3, 3, "mrz", NULL, NULL},
    {"es", 9, 3, "setiembre", NULL, NULL},
};

static const struct date_name weekdays[] = {
    {"en", 0, 3, "sunday", "Sunday", "Sun"},
    {"en", 1, 3, "monday", "Monday", "Mon"},
    {"en", 2, 3, "tuesday", "Tuesday", "Tue"},
    {"en", 3, 3, "wednesday", "Wednesday", "Wed"},
    {"en", 4, 3, "thursday", "Thursday", "Thu"},
    {"en", 5, 3, "friday", "Friday", "Fri"},
    {"en", 6, 3, "saturday", "Saturday", "Sat"},
    {"de", 0, 2, "sonntag", "Sonntag", "So"},
    {"de", 1, 2, "montag", "Montag", "Mo"},
    {"de", 2, 2, "dienstag", "Dienstag", "Di"},
    {"de", 3, 2, "mittwoch", "Mittwoch", "Mi"},
    {"de", 4, 2, "donnerstag", "Donnerstag", "Do"},
    {"de", 5, 2, "freitag", "Freitag", "Fr"},
    {"de", 6, 2, "samstag", "Samstag", "Sa"},
    {"fr", 0, 3, "dimanche", "dimanche", "dim."},
    {"fr", 1, 3, "lundi", "lundi", "lun."},
    {"fr", 2, 3, "mardi", "mardi", "mar."},
    {"fr", 3, 3, "mercredi", "mercredi", "mer."},
    {"fr", 4, 3, "jeudi", "jeudi", "jeu."},
    {"fr", 5, 3, "vendredi", "vendredi", "ven."},
    {"fr", 6, 3, "samedi", "samedi", "sam."},
    {"es", 0, 3, "domingo", "domingo", "dom"},
    {"es", 1, 3, "lunes", "lunes", "lun"},
    {"es", 2, 3, "martes", "martes", "mar"},
    {"es", 3, 3, "miercoles", "miércoles", "mié"},
    {"es", 4, 3, "jueves", "jueves", "jue"},
    {"es", 5, 3, "viernes", "viernes", "vie"},
    {"es", 6, 3, "sabado", "sábado", "sáb"},
    {"de", 6, 9, "sonnabend", NULL, NULL},
};
/* clang-format on */

enum { MONTHS = sizeof months / sizeof *months };
enum { WEEKDAYS = sizeof weekdays / sizeof *weekdays };

static int lang_is(stet_str lang, const char *two)
{
    return lang.n >= 2 && (lang.p[0] | 0x20) == two[0] &&
           (lang.p[1] | 0x20) == two[1] &&
           (lang.n == 2 || lang.p[2] == '-' || lang.p[2] == '_');
}

static int is_known(stet_str lang)
{
    return lang_is(lang, "en") || lang_is(lang, "de") || lang_is(lang, "fr") ||
           lang_is(lang, "es");
}

static int begins(const struct date_name *name, stet_str word)
{
    return word.n >= name->least && *name->folded == *word.p &&
           word.n <= strlen(name->folded) && memcmp(name->folded, word.p, word.n) == 0;
}

int stet__month_find(stet_str word, stet_str lang)
{
    int all = !is_known(lang);
    for (int i = 0; i < MONTHS; i++) {
        const struct date_name *m = &months[i];
        if (begins(m, word) &&
            (all || lang_is(lang, m->lang) || strcmp(m->lang, "en") == 0))
            return m->number;
    }
    return 0;
}

int stet__weekday_is(stet_str word)
{
    for (int i = 0; i < WEEKDAYS; i++)
        if (begins(&weekdays[i], word))
            return 1;
    return 0;
}

static const char *find_name(const struct date_name *names, int count, stet_str lang,
                             int number, int brief)
{
    const char *english = "";
    for (int i = 0; i < count; i++) {
        if (names[i].number != number || !names[i].name)
            continue;
        const char *name = brief ? names[i].brief : names[i].name;
        if (lang_is(lang, names[i].lang))
            return name;
        if (strcmp(names[i].lang, "en") == 0)
            english = name;
    }
    return english;
}

const char *stet__month_name(stet_str lang, int month, int brief)
{
    return find_name(months, MONTHS, lang, month, brief);
}

const char *stet__weekday_name(stet_str lang, int weekday, int brief)
{
    return find_name(weekdays, WEEKDAYS, lang, weekday, brief);
}
