/* SPDX-License-Identifier: MIT */
/*
 * base/limits.h - every maximum of stet, in one table. `stet limits` prints it.
 */
#ifndef STET_BASE_LIMITS_H
#define STET_BASE_LIMITS_H

#include <stet/context.h>

/*  member               name                   unit      default       help */
#define STET_LIMITS(X)                                                                        \
    X(article_bytes,     "article",             "bytes",  16u << 20,    "size of one article")       \
    X(memory_factor,     "memory-factor",       "times",  64,           "memory of an article, times its bytes") \
    X(memory_floor,      "memory-floor",        "bytes",  16u << 20,    "memory added to that")      \
    X(output_factor,     "output-factor",       "times",  16,           "bytes of one output, times the article") \
    X(output_floor,      "output-floor",        "bytes",  1u << 20,     "bytes added to that")       \
    X(front_matter,      "front-matter",        "bytes",  64u << 10,    "front matter of an article") \
    X(pipeline_bytes,    "pipeline",            "bytes",  256u << 10,   "size of one pipeline file") \
    X(data_bytes,        "data-file",           "bytes",  16u << 20,    "size of a data file of a step") \
    X(include_depth,     "include-depth",       "files",  16,           "includes within includes")  \
    X(data_depth,        "data-depth",          "levels", 64,           "nesting of YAML and JSON")  \
    X(data_nodes,        "data-nodes",          "nodes",  2000000,      "values of one YAML or JSON file") \
    X(alias_nodes,       "alias-nodes",         "nodes",  100000,       "values reached through YAML aliases") \
    X(nodes,             "nodes",               "nodes",  1000000,      "nodes of an article")       \
    X(depth,             "depth",               "levels", 64,           "nesting of blocks and inlines") \
    X(findings,          "findings",            "findings", 10000,      "findings of one article")   \
    X(steps,             "steps",               "steps",  1000,         "steps of a pipeline, expanded") \
    X(template_output,   "template-output",     "bytes",  1u << 20,     "text made by one template") \
    X(expr_depth,        "expression-depth",    "levels", 64,           "nesting of an expression")  \
    X(plugin_bytes,      "plugin",              "bytes",  64u << 20,    "size of a plugin file")     \
    X(threads,           "threads",             "threads", 256,         "worker threads")

struct limits {
#define X(member, name, unit, def, help) uint64_t member;
    STET_LIMITS(X)
#undef X
};

void stet__limits_default(struct limits *limits);
/* By name. STET_E_NOTFOUND with a suggestion, STET_E_RANGE for 0. */
stet_code stet__limits_set(struct limits *limits, const char *name, uint64_t value, stet_error *err);
/* `limit NAME (VALUE UNIT), which --limit NAME=NUMBER raises` into text; answers text. */
enum { LIMIT_TEXT = 160 };
const char *stet__limits_say(const struct limits *limits, const char *name,
                             char text[LIMIT_TEXT]);
int stet__limits_get(const struct limits *limits, size_t i, stet_limit *ret_limit);

#endif
