/* SPDX-License-Identifier: MIT */
/*
 * stet/plugin.h - everything a plugin includes: the step, the plugin and its ELF note.
 *
 * A plugin is one shared object that exports one symbol, `stet_plugin_v1`, and carries one
 * ELF note so that a host can refuse it before any of its code runs. It never links
 * libstet: it calls through the host table, wrapped by <stet/article.h> and <stet/build.h>.
 *
 * A step has three moments:
 *   compile(build, config) -> plan    once per pipeline; const afterwards, shared by threads
 *   open(plan) -> scratch             optional, once per runner
 *   process(plan, scratch, article)   for each article; no state passes between articles
 */
#ifndef STET_PLUGIN_H
#define STET_PLUGIN_H

#include <stet/article.h>
#include <stet/build.h>
#include <stet/option.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STET_ABI_MAJOR 1
#define STET_ABI_MINOR 0

enum stet_step_kind { STET_STEP_READ = 1, STET_STEP_TRANSFORM, STET_STEP_CHECK, STET_STEP_WRITE };

/* What a step says of itself; shown by inspect and kept by the contract test. */
enum {
    STET_CAP_IDEMPOTENT = 1u << 0, /* a second run makes no change                  */
    STET_CAP_PURE = 1u << 1,       /* result depends on article, options, now only  */
    STET_CAP_NETWORK = 1u << 2,
    STET_CAP_FILES = 1u << 3       /* reads files when it is compiled               */
};

/* ---- readers ---------------------------------------------------------------- */
/*
 * A source of articles, in one thread. all: every byte, refused with STET_E_LIMIT before
 * it is read when larger than an article may be. line: the next line without its end,
 * STET_DONE at the end of input. Text is borrowed until the next call.
 */
typedef struct stet_source {
    uint32_t size;
    stet_str name;
    void *self;
    stet_code (*all)(struct stet_source *, stet_str *ret_text);
    stet_code (*line)(struct stet_source *, stet_str *ret_text);
} stet_source;

/* One article of a source, before it is read. Bytes are copied before the next call. */
typedef struct stet_piece {
    uint32_t size;
    uint32_t line; /* of its first byte in the source; 0: unknown */
    stet_str bytes;
    stet_str name; /* what tells it apart: "3", an id; "" only where the source is one article */
} stet_piece;

/*
 * How sure it is, 0 to 100, that these first bytes (up to 4 KiB) of a file of this name
 * are its format. read fills an empty article from its source bytes, in any thread.
 * open, next and close are for formats that hold several articles; all three NULL: one.
 * render (optional) appends the bytes that stand for one node in this format, for edits of
 * the source: a block that stands directly in the body, without the blank lines around it,
 * or the FIELDS root for all that stands before the first block. STET_SKIP: leave the
 * source as it is.
 */
typedef struct stet_reader {
    uint32_t size;
    int (*bid)(stet_str head, stet_str file_name);
    stet_code (*open)(const void *plan, stet_source *source, void **ret_state);
    stet_code (*next)(void *state, stet_piece *ret_piece);
    void (*close)(void *state);
    stet_code (*read)(const void *plan, void *scratch, stet_article *article);
    stet_code (*render)(const void *plan, stet_article *article, stet_node node, stet_out *out);
} stet_reader;

/* ---- writers ---------------------------------------------------------------- */
enum stet_rendering { STET_RENDERS = 1, STET_DEGRADES, STET_DROPS };

/* What becomes of a kind in this format. The core reports each degrade and drop, and the
 * matrix of formats is made of these rows: every kind needs one, its own or its family's. */
typedef struct stet_render {
    stet_kind kind;    /* or */
    uint16_t family;   /* all kinds of a family without a row of their own */
    int32_t what;      /* enum stet_rendering                              */
    const char *into;  /* DEGRADES: what it becomes, "its text"
                          RENDERS: where it stands, "hedline/hl1", or NULL */
} stet_render;         /* a table ends with { 0, 0, 0, NULL }              */

/* A file of a collection while its pieces are joined. */
typedef struct stet_joining {
    uint32_t size;
    uint32_t file;   /* its number, from 1: a collection may be split          */
    uint64_t pieces; /* joined to it before                                    */
    uint64_t bytes;  /* of it before what stands in `out`; out->len more count */
    uint64_t all;    /* pieces of the collection before, those of other files too */
    int64_t now;
    stet_out *notes; /* the writer's own, empty at begin, kept until end       */
} stet_joining;

/*
 * write: one article to one output. A collection writer has piece: bytes and a sort key for
 * each article in any thread, then begin, join for each piece in order, end, once, in one
 * thread. Pieces are joined by descending key when `sorted`. A writer that has both makes
 * one file of all when `to` is a fixed name, else one for each.
 * add and close, both or none, stand in for join and end and know the file: STET_SPLIT from
 * add, with nothing put, ends the file and begins another. Files of a collection that was
 * split are numbered, and index makes what stands under the name itself. STET_SPLIT
 * as the answer for the first piece of a file is an error.
 */
typedef struct stet_writer {
    uint32_t size;
    int32_t sorted;
    const char *media;     /* "text/html; charset=utf-8" */
    const char *extension; /* ".html"                    */
    const stet_render *renders;
    stet_code (*write)(const void *plan, void *scratch, stet_article *, stet_out *);
    stet_code (*piece)(const void *plan, void *scratch, stet_article *, stet_out *, stet_str *ret_key);
    stet_code (*begin)(const void *plan, int64_t now, stet_out *);
    stet_code (*join)(const void *plan, uint64_t index, stet_str piece, stet_out *); /* STET_DONE: enough */
    stet_code (*end)(const void *plan, stet_out *);
    stet_code (*add)(const void *plan, const stet_joining *, stet_str piece, stet_out *);
    stet_code (*close)(const void *plan, const stet_joining *, stet_out *);
    stet_code (*index)(const void *plan, const stet_str *names, size_t count, int64_t now, stet_out *);
} stet_writer;

/* ---- a step ----------------------------------------------------------------- */
/* A field the step provides under x.<plugin>.<name>: typed, so that `when` is checked. */
typedef struct stet_provides {
    uint32_t size;
    int32_t type;  /* enum stet_value_type; 0: a block or notice kind of `family` */
    int32_t family;
    const char *name, *help;
} stet_provides; /* a table ends with { sizeof(stet_provides) } */

typedef struct stet_step {
    uint32_t size;
    uint32_t caps;
    int32_t kind; /* enum stet_step_kind */
    uint32_t config_size;
    const char *name;    /* "disclaimer.stamp" */
    const char *summary; /* one sentence       */
    const char *doc;     /* Markdown, or NULL  */
    const stet_option *options;
    const stet_rule *rules; /* ends with { sizeof(stet_rule) }; may be NULL */
    /* Names of the vocabulary; "body" (all blocks and inlines), "fields", "notices",
     * "disclaimer.*"; NULL-terminated. A write outside answers STET_E_UNDECLARED. */
    const char *const *reads, *const *writes;
    const stet_provides *provides;
    /* [build] config is filled, checked and outlives the plan. May be NULL: then the plan
     * is the config itself. Pure; `stet check` runs it too. Problems: stet_problem(). */
    stet_code (*compile)(stet_build *, const void *config, void **ret_plan);
    void (*destroy)(void *plan); /* only for what stet_build_alloc() did not give */
    stet_code (*open)(const void *plan, void **ret_scratch);
    void (*close)(void *scratch);
    stet_code (*process)(const void *plan, void *scratch, stet_article *); /* TRANSFORM, CHECK */
    const stet_reader *reader; /* READ  */
    const stet_writer *writer; /* WRITE */
} stet_step;

/* ---- the plugin ------------------------------------------------------------- */
typedef struct stet_plugin {
    uint32_t size;
    uint16_t abi_major, abi_minor_min, abi_minor_built, pad;
    uint32_t option_size, step_size, rule_size, provides_size; /* strides */
    const char *id, *version, *summary, *license, *homepage;
    const stet_step *const *steps; /* NULL-terminated */
} stet_plugin;

typedef struct stet_note { /* ELF note header, name and descriptor, 4-aligned */
    uint32_t namesz, descsz, type;
    char name[8];
    uint16_t abi_major, abi_minor_min, abi_minor_built, ptr_bits;
    char id[48], version[24];
} stet_note;

#if defined(STET_BUILTIN) /* the same source, linked into the library */
#define STET_PLUGIN_SYMBOL_(id) stet_plugin_v1_##id
#define STET_PLUGIN_HIDDEN_
#define STET_PLUGIN_NOTE_(pid, pver, minor)
#else
#define STET_PLUGIN_SYMBOL_(id) stet_plugin_v1
#define STET_PLUGIN_HIDDEN_ STET_EXPORT
#define STET_PLUGIN_NOTE_(pid, pver, minor)                                              \
    __attribute__((section(".note.stet"), used, aligned(4))) static const stet_note      \
        stet_note_ = { 5, sizeof(stet_note) - offsetof(stet_note, abi_major), 1, "stet", \
                       STET_ABI_MAJOR, minor, STET_ABI_MINOR, sizeof(void *) * 8, #pid, pver };
#endif

/* STET_PLUGIN(disclaimer, "1.2.0", 0, .summary = ..., .license = "MIT", .steps = steps);
 * the third is the least ABI minor it needs. id: [a-z][a-z0-9_]*. */
#define STET_PLUGIN(pid, pver, minor, ...)                                              \
    STET_PLUGIN_NOTE_(pid, pver, minor)                                                 \
    STET_PLUGIN_HIDDEN_ extern const stet_plugin STET_PLUGIN_SYMBOL_(pid);              \
    const stet_plugin STET_PLUGIN_SYMBOL_(pid) = {                                      \
        .size = sizeof(stet_plugin), .abi_major = STET_ABI_MAJOR, .abi_minor_min = (minor), \
        .abi_minor_built = STET_ABI_MINOR, .option_size = sizeof(stet_option),          \
        .step_size = sizeof(stet_step), .rule_size = sizeof(stet_rule),                 \
        .provides_size = sizeof(stet_provides), .id = #pid, .version = (pver), __VA_ARGS__ }

#ifdef __cplusplus
}
#endif
#endif
