/* SPDX-License-Identifier: MIT */
/*
 * attribution/policy/policy.h - under which conditions an article may be used: a policy,
 * from a file, from a licence or read from an article. All three have the same form.
 *
 * A policy lives as long as the pool it was made in: a plan or an article.
 */
#ifndef STET_ATTRIBUTION_POLICY_H
#define STET_ATTRIBUTION_POLICY_H

#include "../facts/pool.h"

enum verb {
    VERB_NONE,
    CREDIT_AUTHOR, CREDIT_SOURCE, CREDIT_COPYRIGHT, CREDIT_PARTNER, CREDIT_IMAGE,
    STATEMENT, LINK, KEEP_LINKS, KEEP_TAGLINE, KEEP_BIO, KEEP_NOTICE, KEEP_PIXEL, LOGO,
    NO_EDIT, WHOLE_TEXT, NO_DERIVATIVES, SHARE_ALIKE, NONCOMMERCIAL, NO_ADS_INSIDE,
    NO_PAYWALL, NO_SEPARATE_SALE, NOT_SYSTEMATIC, EXCLUDE_IMAGES, NOTIFY, MENTION,
    NOINDEX, CANONICAL_TO_ORIGINAL, DELAY, TAKEDOWN_ON_REQUEST, GEOGRAPHIC, UNTIL,
    INDICATE_CHANGES, /* asked for by licences */
    VERBS,
    /* rows that are no duty */
    ROW_AUDIENCE = VERBS, ROW_ACTION, ROW_MAX_WORDS, ROW_POLICY, ROW_INTO,
    ROWS
};

enum where { WHERE_ANY, WHERE_BYLINE, WHERE_TOP, WHERE_END, WHERE_ARTICLE, WHERE_PAGE };
enum match { MATCH_UNSET, MATCH_FULL, MATCH_HOLDER };
enum to { TO_UNSET, TO_HOME, TO_ARTICLE, TO_EITHER, TO_LICENCE };
enum { WITH_AFFILIATION = 1, WITH_PUBLISHER = 2 };
enum { EXCEPT_HEADLINE = 1, EXCEPT_STYLE = 2, EXCEPT_TIME_PLACE = 4, EXCEPT_SHORTEN = 8 };
enum { UNLESS_OWN = 1, UNLESS_MARKED = 2 };
enum { MEDIA_WEB = 1, MEDIA_PRINT = 2, MEDIA_NEWSLETTER = 4 };
enum { ON_SOCIAL = 1 };
enum { SITE_COMMUNITY = 1, SITE_NEWS = 2, SITE_BUSINESS = 4, SITE_EDUCATION = 8 };
enum verdict { OTHERWISE_NONE, OTHERWISE_ASK, OTHERWISE_REFUSE };

enum action {
    ACTION_NONE, REPUBLISH, EXCERPT, TRANSLATE, ADAPT, SYNDICATE, PRINT, INDEX, TRAIN,
    DATA_MINE, COMMERCIAL, ACTIONS
};

struct texts {
    stet_str *items;
    size_t n;
};

struct duty {
    int32_t verb, where, match, to;
    uint32_t with, except, unless, media, on;
    int32_t linked, visible, follow; /* 1: asked for */
    stet_str template, src, handle, kind, rel;
    struct texts names, territories;
    int64_t hours;
    stet_date date;
    stet_str evidence; /* what the article says, when it was read from one */
};

struct audience {
    uint32_t sites, media;
    int32_t commercial; /* -1: nothing is said, else 0 or 1 */
};

struct grant {
    int32_t action, any_action; /* any: of a licence */
    int64_t max_words;          /* of an excerpt; 0: any */
    struct audience audience;
    struct duty *duties;
    size_t count;
    stet_str evidence;
};

struct otherwise {
    uint32_t actions; /* 1 << enum action */
    int32_t verdict;
    stet_str contact;
};

enum state { STATE_CUSTOM, STATE_LICENCE, STATE_RESERVED, STATE_UNKNOWN };
enum scope { SCOPE_ARTICLE, SCOPE_IMAGE, SCOPE_MEDIA, SCOPE_SITE };

/* What an article says besides: forbidden, contradicting, of others, whom to write to. */
enum remark_kind { REMARK_PROHIBITION, REMARK_CONTRADICTION, REMARK_THIRD_PARTY,
                   REMARK_CONTACT, REMARK_INVITATION, REMARK_LICENCE, REMARK_RESERVED,
                   REMARK_HIDDEN, REMARK_LOOKALIKE };
struct remark {
    int32_t kind, scope;
    uint32_t actions; /* 1 << enum action */
    stet_str name, value, evidence;
    stet_node node; /* the block that says it */
    size_t from, to;
};

struct licence;
struct policy {
    stet_str id, name;
    struct texts aliases, hosts;
    const struct licence *licence;
    stet_str licence_url; /* as given */
    int32_t scope, state;
    struct grant *grants;
    size_t count;
    struct otherwise otherwise;
    struct remark *remarks; /* of a policy that was read from an article */
    const char *language;   /* that it was stated in; NULL: not known */
    size_t remark_count;
};

/* ---- words of the files --------------------------------------------------------------- */
extern const stet_enum stet__policy_where[], stet__policy_match[], stet__policy_to[],
    stet__policy_with[], stet__policy_except[], stet__policy_unless[], stet__policy_media[],
    stet__policy_on[], stet__policy_sites[], stet__policy_verdicts[], stet__policy_scopes[],
    stet__policy_states[];
const char *stet__policy_word(const stet_enum *words, int32_t value);
/* "credit-author" and so on, also of rows that are no duty. */
const char *stet__policy_verb(int32_t verb);
int32_t stet__policy_find_verb(stet_str name);
const char *stet__policy_action(int32_t action);
int32_t stet__policy_find_action(stet_str name);
extern const stet_enum stet__policy_verb_values[], stet__policy_action_values[];

/* Parameters, as a mask: which a verb takes and which it needs. */
enum param {
    P_WHERE = 1 << 0, P_MATCH = 1 << 1, P_WITH = 1 << 2, P_LINKED = 1 << 3,
    P_VISIBLE = 1 << 4, P_FOLLOW = 1 << 5, P_TO = 1 << 6, P_MEDIA = 1 << 7, P_ON = 1 << 8,
    P_SRC = 1 << 9, P_HANDLE = 1 << 10, P_NAME = 1 << 11, P_HOURS = 1 << 12,
    P_DATE = 1 << 13, P_TERRITORY = 1 << 14, P_KIND = 1 << 15, P_EXCEPT = 1 << 16,
    P_UNLESS = 1 << 17, P_TEMPLATE = 1 << 18, P_REL = 1 << 19
};
uint32_t stet__policy_takes(int32_t verb);
uint32_t stet__policy_needs(int32_t verb);

/* ---- files ---------------------------------------------------------------------------- */
struct licences;
/* Read `data`, a file with `policy:` or the map below it. Every mistake is reported;
 * STET_E_CONFIG when there is one. */
stet_code stet__policy_read(stet_build *b, const struct licences *licences,
                            const stet_data *data, struct policy *ret);
/* Sense beyond the grammar (sound.c): errors where the code says so, else warnings. */
enum { FILE_DUTIES_MAX = 256, FILE_GRANTS_MAX = 64 };
stet_code stet__policy_check_texts(stet_build *b, const stet_data *data);
stet_code stet__policy_check_host(stet_build *b, const struct pool *pool, stet_str host,
                                  const stet_data *at);
stet_code stet__policy_check_kind(stet_build *b, stet_str kind, const stet_data *at);
stet_code stet__policy_check_template(stet_build *b, stet_str t, const stet_data *at);
void stet__policy_check_duty(stet_build *b, const struct pool *pool, const struct grant *g,
                             size_t number, const stet_data *at);
void stet__policy_check_grants(stet_build *b, const struct policy *p, const stet_data *list,
                               const stet_data *otherwise);
/* Append it as JSON, in the form of the file; `also` (may be NULL) adds members. */
void stet__policy_json(stet_out *out, const stet_kit *kit, const struct policy *p);
/* The same as ODRL in JSON-LD. */
void stet__policy_odrl(stet_out *out, const stet_kit *kit, const struct policy *p);

/* ---- licences ------------------------------------------------------------------------- */
enum licence_status { LICENCE_OPEN, LICENCE_PUBLIC, LICENCE_RESERVED, LICENCE_UNKNOWN };
enum { REQUIRES_ATTRIBUTION = 1, REQUIRES_NOTICE = 2, REQUIRES_LINK = 4, REQUIRES_CHANGES = 8,
       REQUIRES_SHARE_ALIKE = 16, REQUIRES_SOURCE = 32, REQUIRES_LICENCE = 64 };
enum { PERMITS_REPRODUCTION = 1, PERMITS_DISTRIBUTION = 2, PERMITS_DERIVATIVES = 4,
       PERMITS_COMMERCIAL = 8 };

struct licence {
    stet_str id, family, version, port, uri, title;
    int32_t status;
    uint32_t requires, permits;
    int32_t noncommercial;
};
struct port_name {
    stet_str port;
    stet_list names;
};
struct licences {
    const struct licence *items; /* families and statements, as in the file */
    size_t count;
    struct texts versions, ports;
    stet_list port_names, regions; /* struct port_name */
    stet_str dated;
};

stet_code stet__licences_load(stet_build *b, const struct licences **ret);
/* By id, name or address: "CC-BY-NC-ND-4.0", "CC BY 3.0 US", "https://creativecommons.org/..".
 * The licence is made in the pool; NULL: none is named. */
const struct licence *stet__licence_find(const struct pool *pool, const struct licences *all,
                                         stet_str text);
/* The territory whose name begins at `at` of normal words: "DE", "US-MT"; "": none does. */
stet_str stet__licences_territory(const struct licences *all, stet_str words, size_t at);
/* Can a licence be known by this address? A quick look. */
int stet__licence_may_be_at(stet_str url);
enum { DUTIES_MAX = 24 };
/* Its duties, as a grant for any action with room for DUTIES_MAX; no grant for what reserves
 * rights. */
stet_code stet__licence_expand(const struct pool *pool, const struct licence *l,
                               struct policy *policy);

/* May a work under `from` go into one under `into`? */
struct joined {
    int allowed; /* 1 yes, 0 no, -1 cannot be told */
    const char *why;
    uint32_t owed; /* enum verb bits: 1u << verb for verbs below 32 */
    int changes;   /* what is owed when it is adapted */
};
struct joined stet__licence_join(const struct licence *from, const struct licence *into);

#endif
