/* SPDX-License-Identifier: MIT */
/*
 * Reading one line above the text: names.c knows names and how they are listed, dates.c takes
 * dates out, lines.c puts a line together. Pieces of a line point into its text.
 */
#ifndef STET_STRUCTURE_LINES_H
#define STET_STRUCTURE_LINES_H

#include "../structure.h"

enum { SEGMENTS_MAX = 24, LINE_WORDS = 48 };

/* A piece of a line: [from, to), and the mark before it: , & or 0. */
struct segment {
    uint32_t from, to;
    char before;
};

struct reader {
    struct survey *s;
    const struct line *line;
    struct reading *ret;
    int known;         /* a field said what it is                */
    int strange;       /* words of fields that say nothing known */
    int desks;         /* fields such as `Agencies`              */
    stet_str desk;     /* such as `Redacción`                    */
    int weak;          /* a form that many a line has            */
    int genres;        /* fields that say what sort of text it is */
    int wired;         /* a name that a wire stands beside        */
    stet_str names[3]; /* fields before that, names by their look */
    size_t name_count;
    stet_str axis, label; /* of the taxonomy field before, for `Topics: a | b` */
    int has_axis;
};

/* Bytes [from, to) without blanks at the ends. */
stet_str stet__line_cut(stet_str text, size_t from, size_t to);
stet_str stet__line_without_stop(stet_str t);
int stet__line_starts_big(const struct reader *r, stet_str t);
/* Which of the list (from 1) the text begins with, up to the case of ASCII letters, and goes on
 * behind it; 0: none. Nearly all fail at their first byte. */
size_t stet__line_begins(stet_str t, const char *const *list, size_t count);
#define LINE_BEGINS(t, list) stet__line_begins(t, list, sizeof(list) / sizeof *(list))
/* Where ` / ` stands, or NULL. */
const char *stet__line_stroke(stet_str t);

/* A link that leads somewhere and lies within the piece; how much of it is link, in percent. */
stet_str stet__line_url(const struct reader *r, stet_str piece);
size_t stet__line_linked_share(const struct reader *r, stet_str piece);

/* All words with a capital but for particles; no digits unless `digits`; at most `max`. */
int stet__line_is_name(const struct reader *r, stet_str t, size_t max, int digits);
int stet__line_has_house_word(const struct reader *r, stet_str t);
int stet__line_is_house(const struct reader *r, stet_str t);
int stet__line_is_counted(const struct reader *r, stet_str t);
stet_str stet__line_collective(stet_str t);
int stet__line_is_institution(const struct reader *r, stet_str t);
/* At commas, ampersands and joining words. */
size_t stet__line_split(const struct reader *r, stet_str t, struct segment *segments);

/* Does a comma part something from a name behind a joining word? */
int stet__line_is_interleaved(const struct segment *segments, size_t n);

int stet__line_is_town(stet_str t);
/* `Ann Lee @annlee`. */
stet_str stet__line_without_handle(stet_str t);
/* Without `Dr.` and the like before it. */
stet_str stet__line_without_title(const struct reader *r, stet_str t);
int stet__line_is_agency(const struct reader *r, stet_str t, int beside);
int stet__line_take_agency(struct reader *r, stet_str piece, int beside);
stet_str stet__line_role(int group);
/* `her/dpa/AFP`, `Ann Lee, with AFP`: takes the wires; *field is what is left. */
int stet__line_take_wires(struct reader *r, stet_str *field);
/* `Ann Lee with AFP`: who wrote, and the wire. */
int stet__line_read_wired(struct reader *r, stet_str t);
/* `en Bilbao` is no name. */
int stet__line_begins_within(stet_str t);
/* `Contributing Writer`. */
int stet__line_is_role(const struct reader *r, stet_str t);
/* `(photos)` behind a name. */
int stet__line_is_picture_role(stet_str role);
stet_str stet__line_without_role(const struct reader *r, stet_str t);
struct part stet__line_make_party(const struct reader *r, stet_str name);
void stet__line_add_part(struct part *parts, size_t *count, struct part part);
/* `A, B and C`; `A, Harbour Dispatch`; `A for the Review`. How many names there are. */
size_t stet__line_read_names(struct reader *r, stet_str t, struct part *parts, size_t *count);

/* `a, b; c` or several links as concepts of that axis. */
void stet__line_read_concepts(struct reader *r, stet_str t, stet_str axis, stet_str label);
/* Without `(3/5)`, `, Teil 3` at its end; without quotation marks around it. */
stet_str stet__line_without_part(stet_str t);
/* `Parte I`: nothing but which part it is. */
int stet__line_is_part(stet_str t);
stet_str stet__line_unquoted(stet_str t);
int stet__line_take_series(struct reader *r, stet_str name, stet_str label);
/* The whole line names a series. */
int stet__line_read_series(struct reader *r, stet_str t);
/* A label that no list knows, up to its colon. */
int stet__line_read_unknown(struct reader *r, stet_str field, size_t colon);
size_t stet__line_holds_digit(stet_str t);
/* What sort of text it is, which number of a magazine, how long it takes to read. */
int stet__line_is_genre(const struct reader *r, stet_str name);
int stet__line_is_issue(stet_str t);
/* `zuerst veröffentlicht bei Addis Notes am 2. Mai 2019` and the like. */
int stet__line_is_elsewhere(stet_str t);
/* 1 when the field, with its words, says something that is known. */
int stet__line_read_field(struct reader *r, stet_str field, const struct word *words, size_t n);

/* Take the dates out of a field into the reading; what is left, before and behind them. */
stet_str stet__line_date_language(struct survey *s, stet_str t);
int stet__line_is_desk(const struct survey *s, stet_str t);
/* `05:40 CEST` behind a day, or before the one of an update. */
int stet__line_take_time(struct reader *r, stet_str t, int before);
/* `Updated at 18:40` on the day that was named before. */
int stet__line_take_update_time(struct reader *r, stet_str t);
int stet__line_take_dates(struct reader *r, stet_str t, int updated, stet_str *ret_before,
                          stet_str *ret_after);

#endif
