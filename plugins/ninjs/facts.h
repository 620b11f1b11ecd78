/* SPDX-License-Identifier: MIT */
/*
 * ninjs/facts.h - what every exchange format asks of an article: an identity, instants,
 * names, and the notices by the place that a format has for them.
 *
 * Nothing is invented. What a format requires and the article lacks goes through
 * stet__facts_lack(), where `on_missing` decides; an instant that the article gives as a
 * day is written as its midnight in `zone`, and reported. Texts live in the article's
 * arena. Only from the thread that runs the article.
 */
#ifndef STET_NINJS_FACTS_H
#define STET_NINJS_FACTS_H

#include <stet/plugin.h>

enum { MISSING_SKIP = 1, MISSING_WARN, MISSING_FAIL };

/* The options that all writers of exchange formats share; a member of their config. */
struct facts_policy {
    int32_t on_missing;
    stet_str zone;
};

extern const stet_enum stet__facts_missing[];

/* Rows of an option table whose config struct has `on_missing` and `zone`. */
#define FACTS_ON_MISSING(type)                                                         \
    STET_CHOICE(type, on_missing, stet__facts_missing, .def = "warn",                  \
                .help = "What to do when the article lacks what the format requires.")
#define FACTS_ZONE(type)                                                               \
    STET_STRING(type, zone, .def = "+00:00", .pattern = "[+-][0-9][0-9]:[0-9][0-9]",   \
                .help = "Zone of dates that name none, where the format wants an "     \
                        "instant.",                                                    \
                .example = "\"+01:00\"")

/* The same where the format takes a day as well: without the option a time without a zone
 * is written as its day. */
#define FACTS_ZONE_OF_TIMES(type)                                                      \
    STET_STRING(type, zone, .pattern = "[+-][0-9][0-9]:[0-9][0-9]",                    \
                .help = "Zone of times that name none; without it their day is "       \
                        "written.",                                                    \
                .example = "\"+01:00\"")

/* One article being written in one format. */
struct facts {
    stet_article *a;
    const stet_kit *kit;
    const char *format; /* as messages name it: "NITF 3.6" */
    int32_t on_missing;
    int16_t zone;     /* minutes east of UTC; STET_ZONE_UNKNOWN: no option says it */
    uint8_t quiet;    /* what becomes of its dates is told already */
    stet_code failed; /* the first buffer that failed: what the writer answers */
};

/* What was put into a buffer of the article, its failure remembered. */
static inline stet_str stet__facts_take(struct facts *f, const stet_out *text)
{
    if (text->failed && !f->failed)
        f->failed = text->failed;
    return stet_out_text(text);
}

/* The answer of a writer whose parts went well: what a buffer says, or the output. */
static inline stet_code stet__facts_status(const struct facts *f, const stet_out *out)
{
    return f->failed ? f->failed : stet_out_status(out);
}

/* Minutes east of UTC of "+01:30"; a problem of option `zone` when there is no such. ""
 * leaves *ret_minutes as it is. */
stet_code stet__facts_zone(stet_build *b, stet_str zone, int16_t *ret_minutes);

/* What a format asks of an article, by a rule of its own. */
struct facts_need {
    stet_kind field;
    const char *name;    /* when one of several will do: "canonical or url"       */
    const char *rule;    /* of the format: "title is required"                    */
    const char *instead; /* what is written without it; NULL: no file can be      */
};

/* The rules of a writer that calls stet__facts_lack(): one, `field-missing`. */
extern const stet_rule stet__facts_rules[];

/* The article lacks what the format asks for: a finding that names the field, the format
 * and its rule. STET_OK: go on without it. Else the code to answer, its reason given.
 * Where `before` refused the article already, that stays the answer. */
stet_code stet__facts_lack_too(struct facts *f, stet_code before,
                               const struct facts_need *need);
static inline stet_code stet__facts_lack(struct facts *f, const struct facts_need *need)
{
    return stet__facts_lack_too(f, STET_OK, need);
}
/* stet__facts_lack() for each chosen statement that is not there; a list ends with {0}. */
stet_code stet__facts_require(struct facts *f, const struct facts_need *needs);
void stet__facts_warn(struct facts *f, const char *message, const char *what);

/* A date as it stands. 0: there is none, or it cannot be read. */
int stet__facts_date(struct facts *f, stet_kind field, stet_date *ret_date);
/* The same as an instant, to the second; `place` is what the format calls it. */
int stet__facts_instant(struct facts *f, stet_kind field, const char *place,
                        stet_date *ret_date);
/* A date of a format that lets it stand at its precision, but a time only with a zone:
 * without one of the options it is cut to its day. */
void stet__facts_place_in_zone(struct facts *f, const char *place, stet_date *date);

/* The text of a date after stet__facts_place_in_zone(); "" when it cannot be read. */
stet_str stet__facts_date_text(struct facts *f, const char *place, stet_str text);

/* The address of the article: canonical, then url; "" unless it is a web address. */
stet_str stet__facts_url(struct facts *f);
/* An address with all percent-encoded that RFC 3986 forbids; "" unless http or https. */
stet_str stet__facts_web(struct facts *f, stet_str url);
/* A URI that stands for the article: its id when that is a URI, else its address. "" when
 * the article has neither. */
stet_str stet__facts_identity(struct facts *f);
/* A URN made of the name of the source, for an article without identity. */
stet_str stet__facts_digest(struct facts *f);
int stet__facts_is_uri(stet_str s);
/* The licence of a statement by its address; "" when it names none. */
stet_str stet__facts_licence(struct facts *f);

/* The text when it is formed like a language tag, else "". */
stet_str stet__facts_language_tag(stet_str text);

/* The text as one line: white space folded, as readers of XML fold it. */
stet_str stet__facts_line(struct facts *f, stet_str text);

/* name, else the text of a party, concept or reference; what a correction says, be it
 * stated or found in the text. */
stet_str stet__facts_name(struct facts *f, stet_node part);
/* The party of a field that holds one, or the statement itself; 0 when it says nothing. */
stet_node stet__facts_party(struct facts *f, stet_kind field);
int stet__facts_is_house(struct facts *f, stet_node party);
/* Address and name of another work: of the statement or of its parts. */
stet_str stet__facts_part_attr(struct facts *f, stet_kind field, stet_attr attr);
/* A number of a field, or -1. */
int64_t stet__facts_number(struct facts *f, stet_kind field);

/* Where a notice belongs: with the rights, with what only editors read, with the text. */
enum notice_place { NOTICE_TO_RIGHTS = 1, NOTICE_TO_EDITORS, NOTICE_TO_READERS };
int stet__facts_notice_place(stet_kind kind);
/* What a notice says: its own text, or that of its ranges, lines apart by \n. */
stet_str stet__facts_notice_text(struct facts *f, stet_node notice);
/* Where it stands: the zone of the first block that says it, else its own. */
int stet__facts_notice_zone(struct facts *f, stet_node notice);
/* All notices of a place, apart by \n, behind `first` when that is not said by them. */
stet_str stet__facts_notices(struct facts *f, int place, stet_str first);

/* Append what stands in no block, as HTML: notices with their own text, credit lines. */
void stet__facts_put_loose_notices(struct facts *f, stet_out *out);
void stet__facts_put_loose_credits(struct facts *f, stet_out *out);

/* Drop from what was written behind `from` what HTML and XML forbid: control characters,
 * non-characters. The body of an article as HTML, and what these functions append, is so. */
void stet__facts_clean(stet_out *out, size_t from);
/* Append HTML with void elements closed and a value for each attribute: XML parsers read it. */
void stet__facts_put_xhtml(stet_out *out, stet_str html);
/* A buffer for the text of the article as HTML. */
stet_out stet__facts_html_buffer(struct facts *f, size_t max);

#endif
