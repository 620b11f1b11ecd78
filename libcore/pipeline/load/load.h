/* SPDX-License-Identifier: MIT */
/*
 * pipeline/load/load.h - from pipeline files to a plan, with every mistake reported.
 *
 *   files.c   read the file and what it includes; gather vars, fragments, pipelines
 *   values/   vars.c    settle the variables, which may name one another
 *             fill.c    ${...} in the scalars of a tree
 *   steps.c   steps, run, choose, to instructions    outputs.c  outputs and their names
 *   effects.c what steps read must have been provided
 *   load.c    a whole pipeline, and the public functions
 *
 * A mistake is added to the problems and the work goes on, so that all are found. Only
 * memory trouble ends it: `failed` is sticky, and what is made after it is thrown away.
 */
#ifndef STET_PIPELINE_LOAD_H
#define STET_PIPELINE_LOAD_H

#include "pipeline/plan.h"
#include "plugin/build.h"
#include "plugin/grammar.h"

struct load_file {
    struct source_file source; /* first: links all files of the pipeline */
    const char *path;          /* absolute, "" when it came from memory  */
    const struct load_file *parent;
    int override; /* names of the including file replace those of this one */
    const stet_data *root;
};

/* The text of a ${file:}: no message shows it. */
struct load_secret {
    struct load_secret *next;
    stet_str text;
};

struct loader {
    stet_context *ctx;
    const struct limits *limits;
    const stet_load_options *options;
    stet_problems *problems;
    struct arena *arena;
    const struct source_file *files;
    const char *base;  /* folder of the first file */
    stet_code failed;  /* STET_E_NOMEM or STET_E_IO */
    stet_code missing; /* STET_E_PLUGIN: a required plugin is not there */
    /* maps of all files; children are copies, file order */
    stet_data *vars, *fragments, *pipelines;
    const stet_data *settled; /* vars with ${} filled in */
    struct load_secret *secrets;
    stet_str placeholder;     /* stands for what only the environment knows */
    const stet_data **seen;   /* pipelines that some plan holds */
    size_t seen_count;
    const stet_data **called; /* pipelines that some `run` names */
    size_t called_count;
    const struct plan_source *sources;
    struct compiled *compiled; /* steps of the chosen pipeline, for others like them */
    int choosing;              /* the chosen pipeline is being made                  */
};

/* The steps of one pipeline, or one call of it. */
struct load_scope {
    const struct load_scope *caller; /* of a `run`                                    */
    const struct load_scope *outer;  /* whose step names are known here too, or NULL  */
    stet_str pipeline;               /* its name                                      */
    stet_str prefix;                 /* of ids inside: "" or "normalise/"             */
    const stet_data *vars;           /* settled                                       */
    int32_t on_error, on_collision;  /* where a step or output says nothing           */
};

/* A plan while it grows. */
struct builder {
    struct loader *load;
    struct instruction *code;
    size_t code_count, code_cap;
    struct plan_step *steps;
    size_t step_count, step_cap;
    struct plan_output *outputs;
    size_t output_count, output_cap;
    struct step_name { /* by step: its own name and where that is known */
        const struct load_scope *scope;
        const char *name;
        const stet_data *at; /* NULL: no `id` was written */
    } *names;
    size_t name_cap;
    const char **visible; /* for expr_scope, as long as a plan may be */
    struct kind_set provided;
    uint32_t depth; /* of run and choose */
    int too_long;   /* said once */
};

/* ---- problems (problems.c) ----------------------------------------------- */
STET_PRINTF(5, 6)
void stet__load_problem(struct loader *load, const stet_data *at, int part, const char *hint,
                        const char *format, ...);
STET_PRINTF(4, 5)
void stet__load_warning(struct loader *load, const stet_data *at, const char *hint,
                        const char *format, ...);
/* At `name` within a ${} of the scalar. */
STET_PRINTF(5, 6)
void stet__load_problem_filled(struct loader *load, const stet_data *at, stet_str name, const char *hint,
                               const char *format, ...);
/* "did you mean 'x'?" in the arena, or `otherwise`. */
const char *stet__load_suggest(struct loader *load, stet_str wrong, const char *const *names,
                               const char *otherwise);
/* The same for the dotted name of a variable: of the first part that is not there. */
const char *stet__load_suggest_variable(struct loader *load, const stet_data *vars, stet_str name,
                                        const char *otherwise);
/* Names of a map's children, NULL-terminated, in the arena. */
const char *const *stet__load_names(struct loader *load, const stet_data *map);
/* Arena memory; NULL sets failed. */
void *stet__load_alloc(struct loader *load, size_t n);
/* Text in the arena; "" after failure. */
STET_PRINTF(2, 3) stet_str stet__load_text(struct loader *load, const char *format, ...);
/* Hand the problems over without repetitions, and fill *err with the first error. */
stet_code stet__load_report(struct loader *load, stet_problems *problems, stet_error *err);
/* Part of the digest; the bytes live as long as the plan. */
void stet__load_digest(struct loader *load, stet_str bytes);
/* The same, for files that steps read. */
void stet__load_digest_file(void *load, stet_str bytes);
/* An article that a step compares with, through the built-in pipeline "read". */
stet_code stet__load_article(void *load, stet_str path, stet_str bytes, stet_str *ret_json, stet_error *err);

/* ---- files (files.c) ----------------------------------------------------- */
/* Read and gather: the file at path, or the text. */
stet_code stet__load_files(struct loader *load, const char *path, const char *name, stet_str text,
                           stet_error *err);
/* A name is in use: reported and 0; else the value is kept. */
stet_data *stet__load_map_add(struct loader *load, stet_data *map, const stet_data *value);

/* ---- ${...} (values/) --------------------------------------------- */
void stet__load_vars(struct loader *load);
/* A copy of the tree with every ${...} of its scalars filled in from `vars`. */
stet_data *stet__load_fill(struct loader *load, const stet_data *vars, const stet_data *tree);
/* A copy of the tree alone. `visit` sees every scalar of the copy with its path. */
typedef void (*stet__load_visit)(void *self, stet_data *scalar);
stet_data *stet__load_copy(struct loader *load, const stet_data *tree, stet__load_visit visit,
                           void *self);
/* One text; lookup answers the text of a variable, .p NULL when it said what is wrong. */
typedef stet_str (*stet__load_lookup)(void *self, const stet_data *at, stet_str name);
stet_str stet__load_fill_text(struct loader *load, const stet_data *at, stet__load_lookup lookup,
                              void *self);
/* The value at a dotted path, or NULL. */
const stet_data *stet__load_at(const stet_data *map, stet_str path);
/* Give placeholders the form that the options of a step ask for. */
void stet__load_place_holders(struct loader *load, const stet_option *options, const stet_data *with);
/* Check a map against the table of keys, its placeholders given their form first. */
stet_code stet__load_check(struct loader *load, int place, const stet_data *map);

/* ---- plans (build.c) ----------------------------------------------------- */
/* Make the plan of one of load->pipelines; NULL after memory trouble. */
stet_pipeline *stet__load_plan(struct loader *load, const stet_data *pipeline);

/* ---- steps like one that was compiled (reuse.c) --------------------------- */
/*
 * A file may hold several pipelines, and all are checked whenever one is loaded. A step of the
 * chosen one is not compiled again where it stands a second time with equal options: its lists may
 * be long. The chosen plan outlives the load and gives the steps back.
 */
struct compiled {
    struct compiled *next;
    const struct step_entry *entry;
    const stet_data *with;
    const void *config;
    void *plan;
};
/* The one like it, or NULL. */
const struct compiled *stet__reuse_find(const struct loader *load, const struct step_entry *entry,
                                        const stet_data *with);
void stet__reuse_keep(struct loader *load, const struct compiled *step);

/* ---- steps (steps.c) ----------------------------------------------------- */
void stet__load_steps(struct builder *b, const struct load_scope *scope, const stet_data *list);

/* ---- one step (compile.c) ------------------------------------------------ */
/* A new row of the plan; -1 when there is no room. */
long stet__load_add_step(struct builder *b, const struct load_scope *scope, const stet_data *map,
                         int work, stet_str use);
/* The index of a new instruction; 0 after memory trouble. */
uint32_t stet__load_add_code(struct builder *b, int op, long step);
/* The step named by `use`, if it is of one of the kinds (1 << enum stet_step_kind); else
 * NULL, and the problem is said. */
const struct step_entry *stet__load_entry(struct builder *b, const stet_data *use, unsigned kinds);
/* Bind its options and compile it. `map` holds `use` and `with`. */
void stet__load_compile(struct builder *b, const struct load_scope *scope, const stet_data *map,
                        long step, const struct step_entry *entry);
struct expr_scope stet__load_expr_scope(struct builder *b, const struct load_scope *scope);
/* when, on_error, retry, ignore, enabled. */
void stet__load_conduct(struct builder *b, const struct load_scope *scope, const stet_data *map,
                        long step);
/* UNLESS, when there is a condition: its index, or -1. */
long stet__load_condition(struct builder *b, const stet_expr *test, long step);

/* ---- outputs (outputs.c) ------------------------------------------------- */
void stet__load_outputs(struct builder *b, const struct load_scope *scope, const stet_data *list);
/* "" or what is wrong with a path below the output folder. */
const char *stet__load_path_mistake(stet_str path);

/* ---- what steps read (effects.c) ----------------------------------------- */
/* Everything it reads under x. must have been provided; then it provides its own. */
void stet__load_flow(struct builder *b, const stet_data *at, const struct step_entry *entry,
                     const stet_data *with, const void *config);
void stet__load_flow_expr(struct builder *b, const stet_data *at, const stet_expr *expr);
void stet__load_flow_template(struct builder *b, const stet_data *at, const stet_template *t);

#endif
