/* SPDX-License-Identifier: MIT */
/*
 * stet/stet-ffi.h - libstet for foreign function interfaces: the declarations of
 * <stet/stet.h> without a single line for the preprocessor, so that cffi, LuaJIT and PHP FFI
 * read the file as it is. C and C++ include <stet/stet.h>. A test keeps both in step.
 *
 * Everything is an opaque pointer, a counted text or a fixed-width number; callbacks are
 * left out. What each function does is said in the header that it comes from. The first
 * member of an _info struct and of options is its size: set it before the call.
 *
 * Most bindings need seven calls: stet_context_new, stet_context_load_plugins,
 * stet_pipeline_load_memory, stet_runner_new, then for each article stet_ffi_run and
 * stet_ffi_free, and stet_runner_free at the end.
 */

/* ---- values ------------------------------------------------------------------ */
typedef int32_t stet_code;
enum {
    STET_OK = 0,
    STET_SKIP = 1,      /* a step: nothing here for me; say why with stet_why()      */
    STET_DONE = 2,      /* a reader: no further article                              */
    STET_SPLIT = 3,     /* a writer: the piece begins another file                */
    STET_RETRY = -10,   /* a step: passing trouble, `retry` may call again           */
    STET_FAILED = -20,  /* a step: this article failed, the step is still good       */
    STET_FATAL = -30,   /* a step: unusable from now on                              */
    STET_E_NOMEM = -100,
    STET_E_MISUSE = -101,     /* NULL, foreign or wrong-thread object                */
    STET_E_STALE = -102,      /* a node that is gone, or of another article          */
    STET_E_RANGE = -103,      /* an offset, index or kind out of range               */
    STET_E_UTF8 = -104,
    STET_E_UNDECLARED = -105, /* a write that the step did not declare               */
    STET_E_NOTFOUND = -106,
    STET_E_DENIED = -107,     /* outside what the host allows                        */
    STET_E_DEADLINE = -108,
    STET_E_CANCELLED = -109,
    STET_E_LIMIT = -110,      /* one of `stet limits`                                */
    STET_E_SYNTAX = -111,     /* malformed input                                     */
    STET_E_CONFIG = -112,     /* a pipeline with mistakes                            */
    STET_E_PLUGIN = -113,     /* a plugin that cannot be used                        */
    STET_E_IO = -114,
    STET_E_EXISTS = -115      /* a name that is taken                                */
};
typedef struct stet_str {
    const char *p;
    size_t n;
} stet_str;
typedef uint64_t stet_node; /* 0: none */
typedef struct stet_span {
    uint32_t off, len;
} stet_span;
typedef struct stet_place {
    uint32_t line, column;
} stet_place;
typedef struct stet_error {
    stet_code code;
    uint32_t line, column;  /* from 1; 0: unknown                          */
    char where[256];        /* file or article                             */
    char step[96];          /* step id, "" outside a step                  */
    char message[512];      /* what was found and what was wanted          */
    char hint[256];         /* what to do, may be ""                       */
} stet_error;
typedef uint16_t stet_kind;
typedef uint16_t stet_attr;
typedef struct stet_context stet_context;
typedef struct stet_problems stet_problems;
typedef struct stet_pipeline stet_pipeline;
typedef struct stet_runner stet_runner;
typedef struct stet_result stet_result;
typedef struct stet_article stet_article;
typedef struct stet_host stet_host;
typedef struct stet_template stet_template;
typedef struct stet_expr stet_expr;
typedef struct stet_kit stet_kit;
typedef struct stet_data {
    uint32_t size;             /* sizeof(stet_data) of the host                       */
    int32_t type;              /* enum stet_data_type                                 */
    const char *file;          /* name for messages                                   */
    uint32_t line, column;     /* of the value, from 1                                */
    uint32_t off, len;         /* bytes of the value in the file                      */
    uint32_t key_line, key_column;
    stet_str key;              /* in a map: the key; else ""                          */
    stet_str text;             /* scalars                                             */
    const struct stet_data *first; /* list, map: first child in file order            */
    const struct stet_data *next;  /* next sibling                                    */
    uint32_t count;            /* list, map: number of children                       */
} stet_data;
typedef struct stet_out {
    uint32_t size;
    stet_code failed;
    char *data; /* what was written: len bytes */
    size_t len, cap, max;
    stet_code (*grow)(struct stet_out *out, size_t more);
    void *owner;
} stet_out;

/* ---- the vocabulary ------------------------------------------------------------ */
enum stet_family {
    STET_FAMILY_NONE = 0,
    STET_FAMILY_FIELD,  /* statements: headline, byline, published, ...            */
    STET_FAMILY_BLOCK,  /* paragraph, heading, list, ...                           */
    STET_FAMILY_INLINE, /* text, link, emphasis, ...                               */
    STET_FAMILY_NOTICE, /* furniture, pointing at blocks or parts of blocks        */
    STET_FAMILY_PART    /* values inside statements and notices: party, range, ... */
};
enum stet_zone { STET_ZONE_NONE = 0, STET_ZONE_HEAD, STET_ZONE_BODY, STET_ZONE_TAIL };
enum stet_confidence {
    STET_INFERRED = 1, /* guessed from typography or position        */
    STET_DERIVED = 2,  /* computed from something stated             */
    STET_ASSERTED = 3, /* stated by the document or its carrier      */
    STET_SET = 4       /* decided by configuration or by a step      */
};
enum stet_kinds {
    STET_KIND_NONE = 0,
    STET_KIND_ARTICLE, /* the root */
    STET_KIND_FIELDS,
    STET_KIND_BODY,
    STET_KIND_NOTICES,

    /* blocks */
    STET_PARAGRAPH = 16, STET_HEADING, STET_LIST, STET_ITEM, STET_QUOTE, STET_CODE,
    STET_PREFORMATTED, STET_SEPARATOR, STET_TABLE, STET_ROW, STET_CELL, STET_FIGURE,
    STET_CAPTION, STET_CREDIT, STET_MEDIA, STET_EMBED, STET_FOOTNOTE, STET_DEFINITIONS,
    STET_TERM, STET_DEFINITION, STET_BOX, STET_DETAILS, STET_QUESTION, STET_ANSWER,
    STET_HTML, STET_SHORTCODE, STET_SLOT,

    /* inlines */
    STET_TEXT = 64, STET_EMPHASIS, STET_STRONG, STET_UNDERLINE, STET_STRIKE,
    STET_SUBSCRIPT, STET_SUPERSCRIPT, STET_CODE_SPAN, STET_LINK, STET_IMAGE,
    STET_LINE_BREAK, STET_SOFT_BREAK, STET_QUOTATION, STET_FOOTNOTE_REF, STET_TIME,
    STET_CITATION, STET_SPAN, STET_ABBREVIATION, STET_MATH, STET_HTML_INLINE,
    STET_SHORTCODE_INLINE,

    /* parts */
    STET_PARTY = 96, STET_CONCEPT, STET_PLACE_PART, STET_REF, STET_HANDLE,
    STET_MEDIA_PART, STET_CORRECTION_PART, STET_RANGE, STET_EXTRA_PART, STET_STAMP_PART,

    /* fields */
    STET_ID = 128, STET_ALT_IDS, STET_URL, STET_CANONICAL, STET_GENRE, STET_HEADLINE,
    STET_ALT_HEADLINE, STET_KICKER, STET_SLUG, STET_STANDFIRST, STET_EXCERPT,
    STET_BYLINE, STET_AUTHORS, STET_CONTRIBUTORS, STET_TRANSLATORS, STET_PUBLISHER,
    STET_SITE, STET_ORIGIN, STET_AGENCY, STET_CREATED, STET_PUBLISHED, STET_REPUBLISHED,
    STET_UPDATED, STET_EMBARGO, STET_EXPIRES, STET_DATELINE, STET_LANGUAGE,
    STET_DIRECTION, STET_TRANSLATIONS, STET_TRANSLATION_OF, STET_SUBJECTS, STET_SERIES,
    STET_IMAGES, STET_IMAGE_CREDITS, STET_COPYRIGHT_HOLDER, STET_COPYRIGHT_YEAR,
    STET_COPYRIGHT_NOTICE, STET_LICENCE, STET_USAGE_TERMS, STET_TDM, STET_CORRECTIONS,
    STET_VERSION, STET_DIGITAL_SOURCE, STET_ACCESS, STET_SPONSOR, STET_TRUST,
    STET_WORDS, STET_CHARACTERS, STET_SENTENCES, STET_PARAGRAPHS, STET_READING_TIME,
    STET_COMMENTS, STET_STATUS, STET_PRINT_EDITION, STET_EXTRA, STET_STAMPS,

    /* notices */
    STET_NOTICE_OTHER = 256,
    STET_DISCLAIMER_OPINION, STET_DISCLAIMER_LIABILITY, STET_DISCLAIMER_ADVICE,
    STET_DISCLAIMER_EDITORIAL_INDEPENDENCE, STET_DISCLAIMER_COMMENTS,
    STET_DISCLAIMER_UNEDITED_FEED, STET_DISCLOSURE_CONFLICT, STET_DISCLOSURE_AFFILIATE,
    STET_DISCLOSURE_SPONSORED, STET_DISCLOSURE_AI, STET_NOTICE_COPYRIGHT,
    STET_PROHIBITION, STET_PERMISSION, STET_REPOST_INVITATION, STET_NOTICE_LICENCE,
    STET_FAIR_USE, STET_PROVENANCE, STET_NOTICE_PRINT_EDITION, STET_LICENSED_EDITION,
    STET_CORRECTION, STET_CLARIFICATION, STET_UPDATE, STET_RETRACTION,
    STET_EDITORS_NOTE, STET_NOTE_TO_READERS, STET_CONTRIBUTING, STET_AUTHOR_BIO,
    STET_MORE_BY_AUTHOR, STET_IMAGE_CREDIT, STET_NOTICE_TRUST, STET_TRANSLATION_OFFER,
    STET_TRANSLATION_CREDIT, STET_NOTICE_SERIES, STET_NEWSLETTER, STET_SHARE_CTA,
    STET_FOLLOW_CTA, STET_DONATION, STET_MEMBERSHIP, STET_COMMENTS_CTA, STET_APP_CTA,
    STET_PAYWALL, STET_SURVEY, STET_READ_MORE, STET_RELATED, STET_SERIES_NAV,
    STET_MARKET_DATA, STET_CONTENT_WARNING, STET_SPOILER, STET_GRAPHIC,
    STET_CONTACT_MEDIA, STET_CONTACT_LICENSING, STET_CONTACT_CORRECTIONS,
    STET_CONTACT_TIPS, STET_TRACKING, STET_LEGAL_TERMS, STET_LEGAL_COOKIE,
    STET_LEGAL_IMPRINT, STET_NOTICE_EMBARGO, STET_SHARE_LINKS, STET_REPUBLISHED_FROM,

    STET_KIND_X = 512,   /* first kind of plugins              */
    STET_KIND_MAX = 1024 /* no kind has this number or a higher */
};
enum stet_attrs {
    STET_ATTR_NONE = 0,
    /* body */
    STET_ATTR_LEVEL, STET_ATTR_ORDERED, STET_ATTR_START, STET_ATTR_TIGHT,
    STET_ATTR_TASK, STET_ATTR_CHECKED, STET_ATTR_LANG, STET_ATTR_INFO, STET_ATTR_FENCE,
    STET_ATTR_HEAD, STET_ATTR_ALIGN, STET_ATTR_HREF, STET_ATTR_TITLE, STET_ATTR_REL,
    STET_ATTR_SRC, STET_ATTR_ALT, STET_ATTR_WIDTH, STET_ATTR_HEIGHT, STET_ATTR_MEDIA,
    STET_ATTR_CITE, STET_ATTR_MARKER, STET_ATTR_LABEL, STET_ATTR_DATETIME,
    STET_ATTR_PROVIDER, STET_ATTR_AUTOLINK, STET_ATTR_DIR,
    /* statements and notices */
    STET_ATTR_SOURCE, STET_ATTR_CONFIDENCE, STET_ATTR_RAW, STET_ATTR_RULE,
    STET_ATTR_STAMP, STET_ATTR_HASH, STET_ATTR_PLACEMENT, STET_ATTR_BLOCK,
    STET_ATTR_FROM, STET_ATTR_TO, STET_ATTR_ALSO, STET_ATTR_SCOPE,
    STET_ATTR_VALID_FROM, STET_ATTR_VALID_UNTIL,
    /* parts */
    STET_ATTR_NAME, STET_ATTR_URL, STET_ATTR_ROLE, STET_ATTR_TYPE, STET_ATTR_AXIS,
    STET_ATTR_CODE, STET_ATTR_SCHEME, STET_ATTR_EMAIL, STET_ATTR_NETWORK,
    STET_ATTR_AFFILIATION, STET_ATTR_BIO, STET_ATTR_DATE, STET_ATTR_GIVEN,
    STET_ATTR_FAMILY, STET_ATTR_VALUE, STET_ATTR_KEY, STET_ATTR_CREDIT,
    STET_ATTR_HOLDER, STET_ATTR_LICENCE, STET_ATTR_PART, STET_ATTR_OF,
    STET_ATTR_X = 256,
    STET_ATTR_MAX = 512
};
enum stet_value_type {
    STET_VALUE_NONE = 0,
    STET_VALUE_TEXT,
    STET_VALUE_URI,
    STET_VALUE_DATE,    /* ISO 8601 cut at its precision: 2025, 2025-03, 2025-03-14,
                           2025-03-14T09:30, 2025-03-14T09:30:00+01:00             */
    STET_VALUE_LANG,    /* BCP 47                                                  */
    STET_VALUE_INT,
    STET_VALUE_PARTS    /* child nodes of family PART                              */
};

/* ---- articles ------------------------------------------------------------------ */
enum stet_layer { STET_LAYER_RAW = 0, STET_LAYER_TEXT, STET_LAYER_FOLD };
typedef struct stet_value {
    stet_attr attr;
    uint16_t type; /* 1 text, 2 integer, 3 node */
    uint32_t pad;
    stet_str text;
    int64_t number; /* integer, or the node handle */
} stet_value;
typedef struct stet_item {
    stet_node node;
    stet_kind kind;
    uint16_t depth; /* children of the walked node have 0 */
    uint8_t zone;
    uint8_t flags;
    uint16_t attr_count;
    stet_str text;
    const stet_value *attrs;
    stet_span span;
    uint32_t skip; /* index of the next item that is not below this one */
    uint32_t pad;
} stet_item;
typedef struct stet_view {
    uint32_t size;
    int32_t layer;
    stet_str text; /* blocks apart by \n\n */
} stet_view;
typedef struct stet_leaf {
    stet_span span;
    stet_kind kind;
    uint16_t pad;
} stet_leaf;
typedef struct stet_range {
    stet_node block;  /* the block that holds the start                  */
    stet_node node;   /* the text node that holds the start              */
    size_t from, to;  /* bytes within the block's content                */
    stet_span source; /* bytes of the source, len 0 when from nowhere    */
} stet_range;
typedef struct stet_claim {
    uint32_t size;
    int32_t confidence;  /* enum stet_confidence                                 */
    stet_str source;     /* "front_matter", "byline_text", "json_ld", ...; "": the step */
    stet_str lang;       /* BCP 47 or ""                                         */
    stet_str rule;       /* the rule that found it, or ""                        */
    stet_span span;
} stet_claim;
enum stet_severity { STET_INFO = 0, STET_LOW, STET_MEDIUM, STET_HIGH, STET_CRITICAL };
enum stet_effect { STET_OBSERVE = 0, STET_LABEL, STET_REVIEW, STET_REJECT };
enum stet_verdict { STET_ALLOW = 0, STET_VERDICT_LABEL, STET_VERDICT_REVIEW, STET_VERDICT_REJECT };
enum stet_log_level { STET_LOG_DEBUG = 0, STET_LOG_INFO, STET_LOG_WARNING, STET_LOG_LOSS };
typedef struct stet_finding {
    uint32_t size;
    int32_t severity, effect;
    double score, confidence; /* 0 to 1; score 0: none */
    const char *rule;         /* id of a declared rule */
    stet_node node;           /* 0: the article        */
    size_t from, to;          /* within the node's content; both 0: all of it */
    stet_str message, suggestion, evidence, category, policy;
    stet_str status;          /* duties: satisfied, violated, unverifiable, not_applicable */
} stet_finding;
typedef struct stet_edit {
    uint32_t off, del;
    stet_str insert;
} stet_edit;
typedef stet_code (*stet_render_fn)(const void *self, stet_article *, stet_node, stet_out *);
stet_str stet_source_text(const stet_article *a);
stet_str stet_source_name(const stet_article *a);
stet_node stet_root(const stet_article *a, int family);
stet_node stet_parent(const stet_article *a, stet_node n);
stet_node stet_first(const stet_article *a, stet_node n);
stet_node stet_last(const stet_article *a, stet_node n);
stet_node stet_next(const stet_article *a, stet_node n);
stet_node stet_prev(const stet_article *a, stet_node n);
stet_kind stet_kind_of(const stet_article *a, stet_node n);
int stet_zone_of(const stet_article *a, stet_node n);
stet_str stet_text(const stet_article *a, stet_node n);
stet_str stet_content(stet_article *a, stet_node n);
stet_str stet_attr_str(const stet_article *a, stet_node n, stet_attr k);
int64_t stet_attr_int(const stet_article *a, stet_node n, stet_attr k, int64_t absent);
stet_node stet_attr_node(const stet_article *a, stet_node n, stet_attr k);
stet_span stet_span_of(const stet_article *a, stet_node n);
stet_place stet_place_of(stet_article *a, uint32_t source_off);
stet_str stet_author_of(const stet_article *a, stet_node n);
const stet_item *stet_walk(stet_article *a, stet_node n, size_t *ret_count);
stet_node stet_field(const stet_article *a, stet_kind field);
stet_str stet_field_text(const stet_article *a, stet_kind field);
stet_node stet_find(const stet_article *a, stet_node root, stet_node after, stet_kind kind);
const stet_view *stet_view_get(stet_article *a, int layer, uint32_t zones);
stet_code stet_view_locate(stet_article *a, const stet_view *v, size_t off, size_t len, stet_range *ret);
stet_node stet_node_new(stet_article *a, stet_node parent, stet_node before, stet_kind kind, stet_span span);
stet_code stet_text_append(stet_article *a, stet_node n, const char *text, size_t len, uint32_t src_off, uint32_t src_len);
stet_code stet_leaves_append(stet_article *a, stet_node n, const stet_leaf *leaves, size_t count);
stet_code stet_set_text(stet_article *a, stet_node n, stet_str text);
stet_code stet_set_attr(stet_article *a, stet_node n, stet_attr k, stet_str value);
stet_code stet_set_int(stet_article *a, stet_node n, stet_attr k, int64_t value);
stet_code stet_set_node(stet_article *a, stet_node n, stet_attr k, stet_node value);
stet_code stet_clear_attr(stet_article *a, stet_node n, stet_attr k);
stet_code stet_set_zone(stet_article *a, stet_node n, int zone);
stet_code stet_set_kind(stet_article *a, stet_node n, stet_kind kind);
stet_code stet_move(stet_article *a, stet_node n, stet_node parent, stet_node before);
stet_code stet_remove(stet_article *a, stet_node n);
stet_node stet_state(stet_article *a, stet_kind field, stet_str value, const stet_claim *claim);
stet_node stet_notice_new(stet_article *a, stet_kind kind, int zone, const stet_claim *claim);
stet_node stet_range_add(stet_article *a, stet_node notice, stet_node block, size_t from, size_t to);
stet_code stet_finding_add(stet_article *a, const stet_finding *f);
void stet_log(stet_article *a, int level, stet_str message);
stet_code stet_why(stet_article *a, stet_code code, stet_str reason);
void *stet_alloc(stet_article *a, size_t n);
int64_t stet_now(const stet_article *a);
stet_code stet_alive(const stet_article *a);
stet_code stet_expand(stet_article *a, const stet_template *t, stet_str *ret_text);
stet_code stet_test(stet_article *a, const stet_expr *e, int *ret_true);
const stet_data *stet_var(const stet_article *a, const char *path);
const stet_kit *stet_kit_of(const stet_article *a);
const stet_data *stet_parse(stet_article *a, stet_str text, int json, stet_error *err);
stet_code stet_read_json(stet_article *a, stet_str json);
stet_code stet_write_json(stet_article *a, stet_out *out);
stet_code stet_edits(stet_article *a, stet_render_fn render, const void *self, const stet_edit **ret_edits, size_t *ret_count);
const char *stet_kind_name(const stet_article *a, stet_kind kind);
const char *stet_attr_name(const stet_article *a, stet_attr attr);
int stet_family_of(const stet_article *a, stet_kind kind);

/* ---- the context ---------------------------------------------------------------- */
typedef struct stet_limit {
    uint32_t size;
    const char *name, *unit, *help;
    uint64_t value, fallback;
} stet_limit;
typedef struct stet_plugin_info {
    uint32_t size;
    const void *plugin;
    const char *file; /* "" when linked in */
    const char *id, *version; /* from the note, "" when unreadable */
    uint16_t abi_major, abi_minor_min;
    const char *why; /* refused or shadowed: the reason, else NULL */
} stet_plugin_info;
typedef struct stet_problem_info {
    uint32_t size;
    int32_t warning; /* 0: an error */
    const char *file;
    uint32_t line, column, length; /* length: what the caret underlines */
    const char *message, *hint, *excerpt;
} stet_problem_info;
stet_code stet_context_new(stet_context **ret_context, stet_error *err);
void stet_context_free(stet_context *ctx);
void stet_context_set_log_levels(stet_context *ctx, uint32_t levels);
stet_code stet_context_set_limit(stet_context *ctx, const char *name, uint64_t value, stet_error *err);
int stet_context_limit(const stet_context *ctx, size_t i, stet_limit *ret_limit);
stet_code stet_context_load_plugins(stet_context *ctx, const char *folder, stet_error *err);
stet_code stet_context_load_plugin(stet_context *ctx, const char *path, stet_error *err);
stet_code stet_context_allow_plugins(stet_context *ctx, const char *folder, stet_error *err);
stet_code stet_context_add_data_folder(stet_context *ctx, const char *folder, stet_error *err);
stet_code stet_context_allow_files(stet_context *ctx, const char *folder, stet_error *err);
stet_code stet_context_set_env(stet_context *ctx, const char *name, const char *value, stet_error *err);
int stet_context_plugin(const stet_context *ctx, size_t i, stet_plugin_info *ret_info);
stet_code stet_problems_new(stet_problems **ret_problems);
void stet_problems_free(stet_problems *problems);
size_t stet_problems_count(const stet_problems *problems);
int stet_problems_get(const stet_problems *problems, size_t i, stet_problem_info *ret_info);
stet_code stet_schema_pipeline(const stet_context *ctx, stet_out *out);
stet_code stet_schema_article(const stet_context *ctx, stet_out *out);
stet_code stet_reference_step(const stet_context *ctx, const char *step, stet_out *out);
stet_code stet_buffer_new(size_t max, stet_out **ret_out);
void stet_buffer_free(stet_out *out);
const char *stet_version(void);
const stet_kit *stet_kit_table(void);
const char *stet_suggest(stet_str wrong, const char *const *names);
const char *stet_code_text(stet_code code);

/* ---- pipelines and runs ------------------------------------------------------------ */
typedef struct stet_load_options {
    uint32_t size;
    uint32_t no_environment;   /* ${env:} and ${file:} become typed placeholders        */
    const char *name;          /* which pipeline of the file; NULL: "main", or the only one */
    const char *const *set;    /* "name=value" pairs that override vars; NULL-terminated */
    const char *base;          /* load_memory: folder that relative paths start from     */
} stet_load_options;
typedef struct stet_target_info {
    uint32_t size;
    int32_t collection; /* one file for many articles */
    stet_str step, use, to;
} stet_target_info;
typedef struct stet_run_options {
    uint32_t size;
    uint32_t trace;            /* keep before/after text of changes for stet_result_change() */
    int64_t deadline_ns;       /* from the start of each article; 0: none                    */
    int64_t now;               /* seconds since 1970; 0: the clock                           */
    const int32_t *cancel;     /* read atomically; not 0: stop                               */
    uint32_t bare;             /* read only: no steps, no outputs                            */
    uint32_t no_outputs;
} stet_run_options;
enum stet_status { STET_STATUS_OK = 0, STET_STATUS_FAILED, STET_STATUS_QUARANTINED, STET_STATUS_UNCHANGED, STET_STATUS_STOPPED };
typedef struct stet_finding_info {
    uint32_t size;
    int32_t severity, effect;
    double score, confidence;
    stet_str rule, step, category, message, suggestion, evidence, policy, status;
    stet_node node;
    stet_span source;
    stet_place place;
} stet_finding_info;
typedef struct stet_output_info {
    uint32_t size;
    stet_str step, name, media, bytes;
} stet_output_info;
typedef struct stet_step_info {
    uint32_t size;
    stet_str id, use, why; /* why: skipped, failed, undone */
    stet_code code;
    uint32_t changes, findings;
    int64_t nanoseconds;
    uint32_t ran; /* 0: `when` was false or disabled */
} stet_step_info;
typedef struct stet_change_info {
    uint32_t size;
    uint32_t step; /* index for stet_result_step() */
    char op;
    stet_kind kind;
    stet_attr attr; /* of a changed attribute, else 0 */
    stet_node node;
    stet_str before, after;
} stet_change_info;
stet_code stet_pipeline_load_file(stet_context *ctx, const char *path, const stet_load_options *options, stet_pipeline **ret_pipeline, stet_problems *problems, stet_error *err);
stet_code stet_pipeline_load_memory(stet_context *ctx, stet_str yaml, const char *name, const stet_load_options *options, stet_pipeline **ret_pipeline, stet_problems *problems, stet_error *err);
stet_code stet_pipeline_load_builtin(stet_context *ctx, const char *name, stet_pipeline **ret_pipeline, stet_error *err);
stet_pipeline *stet_pipeline_ref(stet_pipeline *pipeline);
void stet_pipeline_free(stet_pipeline *pipeline);
stet_code stet_pipeline_describe(const stet_pipeline *pipeline, stet_out *out);
size_t stet_pipeline_steps(const stet_pipeline *pipeline);
const char *stet_pipeline_step_id(const stet_pipeline *pipeline, size_t i);
int stet_pipeline_fail_on(const stet_pipeline *pipeline);
int stet_pipeline_target(const stet_pipeline *pipeline, size_t i, stet_target_info *ret_info);
void stet_pipeline_digest(const stet_pipeline *pipeline, uint8_t ret_digest[32]);
stet_code stet_runner_new(stet_pipeline *pipeline, const stet_run_options *options, stet_runner **ret_runner, stet_error *err);
void stet_runner_free(stet_runner *runner);
stet_code stet_run_bytes(stet_runner *runner, stet_str bytes, stet_str name, const stet_result **ret_result, stet_error *err);
int stet_result_status(const stet_result *r);
int stet_result_verdict(const stet_result *r);
stet_str stet_result_reason(const stet_result *r);
stet_str stet_result_explanation(const stet_result *r);
stet_str stet_result_id(const stet_result *r);
stet_article *stet_result_article(const stet_result *r);
size_t stet_result_findings(const stet_result *r);
int stet_result_finding(const stet_result *r, size_t i, stet_finding_info *ret_info);
size_t stet_result_losses(const stet_result *r);
size_t stet_result_outputs(const stet_result *r);
int stet_result_output(const stet_result *r, size_t i, stet_output_info *ret_info);
stet_code stet_article_edits(stet_article *article, const stet_edit **ret_edits, size_t *ret_count, stet_error *err);
size_t stet_result_steps(const stet_result *r);
int stet_result_step(const stet_result *r, size_t i, stet_step_info *ret_info);
size_t stet_result_changes(const stet_result *r);
int stet_result_change(const stet_result *r, size_t i, stet_change_info *ret_info);

/* ---- one call -------------------------------------------------------------------- */
/*
 * Run a pipeline on bytes and answer one JSON text with verdict, findings, edits and outputs:
 * *ret_json is NUL-terminated, owned by the caller (stet_ffi_free). A refused or failed article is
 * a result, STET_OK; other codes mean that stet could not do its work. [one thread at a time]
 */
stet_code stet_ffi_run(stet_runner *runner, const char *bytes, size_t n, const char *name, char **ret_json, size_t *ret_len, stet_error *err);
void stet_ffi_free(char *json);
