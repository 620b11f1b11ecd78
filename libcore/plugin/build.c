/* SPDX-License-Identifier: MIT */
/*
 * The build of one step: its options bound to its config, then its compile() with the
 * table of <stet/build.h> around it.
 */
#include "plugin/build.h"

#include <stdio.h>

#include "plugin/host.h"

enum { TABLE_DEPTH = 8 };

struct build {
    stet_build pub; /* first: the public part */
    const struct step_request *request;
    struct source_file *files; /* read by the step, in front of those of the pipeline */
    size_t errors;             /* problems that compile() reported */
    int nomem;
    int placed; /* what came out depends on where the step stands */
};

static struct build *build_of(stet_build *b)
{
    return (struct build *)(void *)b;
}

/* ---- problems ----------------------------------------------------------------- */

/* The problem, with the step's name in front and the text of both sorts of files. */
static void add_problem(struct build *b, const stet_data *at, const char *option,
                        int warning, stet_str message, stet_str hint)
{
    const struct step_request *r = b->request;
    const char *dot = *option ? "." : "";
    char text[800], hint_text[300];
    snprintf(text, sizeof text, "%s%s%s: %.*s", r->entry->step->name, dot, option,
             (int)(message.n < 600 ? message.n : 600), message.p);
    snprintf(hint_text, sizeof hint_text, "%.*s", (int)(hint.n < 256 ? hint.n : 256),
             hint.p);
    const struct source_file *files =
        stet__source_of(b->files, at) ? b->files : r->files;
    stet__problem_at(r->problems, files, at, PLACE_VALUE, warning, text, hint_text);
    if (!warning)
        b->errors++;
}

/* The row an option path such as "where.name" ends at, for its flags. */
static int is_secret(const stet_option *table, const char *option)
{
    int secret = 0;
    while (table && *option) {
        size_t n = strcspn(option, ".");
        const stet_option *row = stet__options_find(table, stet_strn(option, n));
        secret = secret || (row && (row->flags & STET_OPT_SECRET));
        table = row ? row->fields : NULL;
        option += n + (option[n] == '.');
    }
    return secret;
}

static const stet_data *item_of(const stet_data *list, int64_t index)
{
    const stet_data *item =
        list && (list->type == STET_DATA_LIST || list->type == STET_DATA_MAP)
            ? list->first
            : NULL;
    while (item && index-- > 0)
        item = item->next;
    return item;
}

static void build_problem(stet_build *pub, const char *option, int64_t index,
                          int warning, stet_str message, stet_str hint)
{
    struct build *b = build_of(pub);
    const struct step_request *r = b->request;
    if (!option)
        option = "";
    const stet_data *value = *option ? stet__host_var(r->with, option) : NULL;
    const stet_data *item = index >= 0 ? item_of(value, index) : NULL;
    const stet_data *at = item ? item : value ? value : r->at;
    if (is_secret(r->entry->step->options, option) && at) {
        stet_data hidden = *at;
        hidden.text = stet_cstr("");
        hidden.len = 0;
        char text[800];
        snprintf(text, sizeof text, "%s.%s: %.*s", r->entry->step->name, option,
                 (int)(message.n < 600 ? message.n : 600), message.p);
        stet__problem_at(r->problems, NULL, &hidden, PLACE_VALUE, warning, text, "");
        b->errors += !warning;
        return;
    }
    add_problem(b, at, option, warning, message, hint);
}

static void build_problem_at(stet_build *pub, const stet_data *at, int warning,
                             stet_str message, stet_str hint)
{
    struct build *b = build_of(pub);
    add_problem(b, at ? at : b->request->at, "", warning, message, hint);
}

/* ---- memory and files
 * ---------------------------------------------------------------- */

static void *build_alloc(stet_build *pub, size_t n)
{
    struct build *b = build_of(pub);
    void *p = stet__arena_alloc(b->request->arena, n ? n : 1);
    if (!p)
        b->nomem = 1;
    return p;
}

static int ends_with(stet_str whole, stet_str end)
{
    return end.n && end.n <= whole.n &&
           memcmp(whole.p + whole.n - end.n, end.p, end.n) == 0;
}

/* The option whose value this path was made from, so that its place can be shown. */
static const stet_data *place_of_path(const struct build *b, stet_str path)
{
    const stet_data *with = b->request->with;
    const stet_data *option = with && with->type == STET_DATA_MAP ? with->first : NULL;
    for (; option; option = option->next) {
        if (ends_with(path, stet_data_text(option)))
            return option;
        const stet_data *item = option->type == STET_DATA_LIST ? option->first : NULL;
        for (; item; item = item->next)
            if (ends_with(path, stet_data_text(item)))
                return item;
    }
    return b->request->at;
}

/* The folder of that file of the pipeline which the path lies below, or of the step's.
 */
static const char *base_of_path(const struct build *b, stet_str path)
{
    const struct source_file *file = b->request->files;
    for (; file; file = file->next) {
        size_t n = file->folder ? strlen(file->folder) : 0;
        if (n && n < path.n && memcmp(file->folder, path.p, n) == 0 && path.p[n] == '/')
            return file->folder;
    }
    file = stet__source_of(b->request->files, b->request->at);
    return file ? file->folder : NULL;
}

static void report(struct build *b, const stet_data *at, const stet_error *err)
{
    if (err->code == STET_E_NOMEM)
        b->nomem = 1;
    add_problem(b, at, "", 0, stet_cstr(err->message), stet_cstr(err->hint));
}

static stet_code build_file(stet_build *pub, stet_str path, stet_str *ret_bytes)
{
    struct build *b = build_of(pub);
    const struct step_request *r = b->request;
    stet_error err = {.code = STET_OK};
    stet_code code =
        stet__context_read_file(r->ctx, r->arena, base_of_path(b, path), path,
                                r->ctx->limits.data_bytes, ret_bytes, &err);
    if (code != STET_OK)
        report(b, place_of_path(b, path), &err);
    else if (r->read)
        r->read(r->read_self, *ret_bytes);
    return code;
}

/* Keep the text of a data file for excerpts. */
static struct source_file *keep_file(struct build *b, stet_str path, stet_str text)
{
    struct source_file *file = stet__arena_alloc(b->request->arena, sizeof *file);
    stet_str name = stet__arena_copy(b->request->arena, path);
    stet_str folder = name.p ? stet__path_folder(b->request->arena, name.p) : name;
    if (!file || !folder.p) {
        b->nomem = 1;
        return NULL;
    }
    file->name = name.p;
    file->folder = folder.p;
    file->text = text;
    file->next = b->files;
    b->files = file;
    return file;
}

static const stet_data *build_load(stet_build *pub, stet_str path, int json)
{
    struct build *b = build_of(pub);
    const struct step_request *r = b->request;
    stet_str text;
    if (build_file(pub, path, &text) != STET_OK)
        return NULL;
    const struct source_file *file = keep_file(b, path, text);
    if (!file)
        return NULL;
    struct data_source source = {.file = file->name, .text = text};
    const stet_data *data = NULL;
    stet_error err = {.code = STET_OK};
    size_t before = stet__problems_errors(r->problems);
    stet_code code = json ? stet__data_json(r->arena, &r->ctx->limits, &source, &data,
                                            r->problems, &err)
                          : stet__data_yaml(r->arena, &r->ctx->limits, &source, &data,
                                            r->problems, &err);
    if (code == STET_OK && data)
        return data;
    if (code == STET_E_NOMEM)
        b->nomem = 1;
    if (code == STET_OK)
        stet__error(&err, STET_E_SYNTAX, "'%s' holds nothing", file->name);
    if (stet__problems_errors(r->problems) > before)
        b->errors++;
    else
        report(b, place_of_path(b, path), &err);
    return NULL;
}

static const stet_data *build_article(stet_build *pub, stet_str path)
{
    struct build *b = build_of(pub);
    const struct step_request *r = b->request;
    stet_str bytes, json;
    stet_error err = {.code = STET_OK};
    const stet_data *data = NULL;
    if (build_file(pub, path, &bytes) != STET_OK)
        return NULL;
    stet_code code =
        r->article ? r->article(r->read_self, path, bytes, &json, &err)
                   : stet__error(&err, STET_E_NOTFOUND, "articles cannot be read here");
    if (code == STET_OK) {
        struct data_source source = {.file = "", .text = json};
        code = stet__data_json(r->arena, &r->ctx->limits, &source, &data, NULL, &err);
    }
    if (code == STET_OK)
        return data;
    err.code = code;
    report(b, place_of_path(b, path), &err);
    return NULL;
}

static stet_str build_data_file(stet_build *pub, const char *name)
{
    struct build *b = build_of(pub);
    stet_str path = stet__context_data_file(b->request->ctx, b->request->arena,
                                            b->request->entry->plugin->id, name);
    b->nomem |= !path.p;
    return path.p ? path : stet_cstr("");
}

/* ---- options, templates, names
 * ---------------------------------------------------------- */

static const stet_data *build_option_data(stet_build *pub, const char *option)
{
    const stet_data *with = build_of(pub)->request->with;
    return option && with ? stet__host_var(with, option) : NULL;
}

static stet_str text_of_file(const void *self, const stet_data *at)
{
    const struct build *b = self;
    stet_str text = stet__source_text(b->files, at);
    return text.n ? text : stet__source_text(b->request->files, at);
}

/* The scope of the pipeline; places are found in the data files of the step too. */
static struct expr_scope scope_with_files(const struct build *b)
{
    struct expr_scope scope = *b->request->scope;
    scope.source = text_of_file;
    scope.source_self = b;
    return scope;
}

static const stet_template *build_template_new(stet_build *pub, stet_str text,
                                               const stet_data *at)
{
    struct build *b = build_of(pub);
    b->placed = 1;
    const struct step_request *r = b->request;
    const struct expr_scope scope = scope_with_files(b);
    const stet_template *made = NULL;
    stet_code code = stet__template_compile(r->arena, &scope, text, at ? at : r->at,
                                            r->problems, &made);
    b->errors += code != STET_OK;
    b->nomem |= code == STET_E_NOMEM;
    return code == STET_OK ? made : NULL;
}

static const stet_expr *build_expr_new(stet_build *pub, stet_str text,
                                       const stet_data *at)
{
    struct build *b = build_of(pub);
    const struct step_request *r = b->request;
    const struct expr_scope scope = scope_with_files(b);
    const stet_expr *made = NULL;
    b->placed = 1;
    stet_code code =
        stet__expr_compile(r->arena, &scope, text, at ? at : r->at, r->problems, &made);
    b->errors += code != STET_OK;
    b->nomem |= code == STET_E_NOMEM;
    return code == STET_OK ? made : NULL;
}

static int build_kind_find(stet_build *pub, stet_str name)
{
    return stet__vocabulary_kind(&build_of(pub)->request->ctx->vocabulary, name);
}

static int build_attr_find(stet_build *pub, stet_str name)
{
    return stet__vocabulary_attr(&build_of(pub)->request->ctx->vocabulary, name);
}

static const stet_data *build_var(stet_build *pub, const char *path)
{
    build_of(pub)->placed = 1;
    const stet_data *vars = build_of(pub)->request->scope->vars;
    return path && vars ? stet__host_var(vars, path) : NULL;
}

static stet_str build_step_id(stet_build *pub)
{
    build_of(pub)->placed = 1;
    return build_of(pub)->request->id;
}

/* Has a table of options a template or an expression, which see the names around them?
 */
static int names_things(const stet_option *table, int depth)
{
    int found = 0;
    for (const stet_option *o = table; o && o->name && !found; o++)
        found = o->type == STET_TYPE_TEMPLATE || o->type == STET_TYPE_EXPR ||
                o->item_type == STET_TYPE_TEMPLATE || o->item_type == STET_TYPE_EXPR ||
                depth > TABLE_DEPTH || names_things(o->fields, depth + 1);
    return found;
}

/* ---- tables for data files ------------------------------------------------------ */

static stet_code build_bind(stet_build *pub, const char *name, const stet_option *table,
                            const stet_data *map, void *ret, size_t size)
{
    struct build *b = build_of(pub);
    const struct step_request *r = b->request;
    const struct expr_scope scope = scope_with_files(b);
    b->placed |= names_things(table, 0);
    const stet_data *const *defaults = NULL;
    const stet_option *rows = NULL;
    stet_error err = {.code = STET_OK};
    stet_code code = stet__options_copy(r->arena, &scope, table, table->size, size,
                                        &rows, &defaults, &err);
    if (code != STET_OK) {
        report(b, map ? map : r->at, &err);
        return code;
    }
    const struct option_binding binding = {
        .arena = r->arena,
        .scope = &scope,
        .files = stet__source_of(b->files, map) ? b->files : r->files,
        .problems = r->problems,
        .prefix = name,
        .at = map ? map : r->at,
        .defaults = defaults,
    };
    code = stet__options_bind(&binding, rows, map, ret);
    b->errors += code != STET_OK;
    b->nomem |= code == STET_E_NOMEM;
    return code;
}

/* ---- the step
 * ------------------------------------------------------------------------------ */

static stet_code run_compile(struct build *b, const void *config, void **ret_plan)
{
    const struct step_request *r = b->request;
    const struct stet_build_ops ops = {
        .size = sizeof ops,
        .host = stet__host(),
        .alloc = build_alloc,
        .problem = build_problem,
        .problem_at = build_problem_at,
        .load = build_load,
        .file = build_file,
        .data_file = build_data_file,
        .option_data = build_option_data,
        .template_new = build_template_new,
        .expr_new = build_expr_new,
        .kind_find = build_kind_find,
        .attr_find = build_attr_find,
        .var = build_var,
        .step_id = build_step_id,
        .bind = build_bind,
        .suggest = stet__suggest,
        .article = build_article,
    };
    void *plan = NULL;
    b->pub.ops = &ops;
    stet_code code = r->entry->step->compile(&b->pub, config, &plan);
    if (code == STET_OK && b->errors == 0 && !b->nomem) {
        *ret_plan = plan;
        return STET_OK;
    }
    if (code == STET_OK)
        stet__step_destroy(r->entry, plan);
    if (b->nomem || code == STET_E_NOMEM)
        return STET_E_NOMEM;
    if (b->errors == 0) {
        char text[160];
        snprintf(text, sizeof text, "compile() failed without a reason: %s",
                 stet_code_text(code));
        add_problem(b, r->at, "", 0, stet_cstr(text), stet_cstr(""));
    }
    return STET_E_CONFIG;
}

stet_code stet__step_compile(const struct step_request *request,
                             const void **ret_config, void **ret_plan, int *ret_alike)
{
    const struct step_entry *entry = request->entry;
    const struct option_binding binding = {
        .arena = request->arena,
        .scope = request->scope,
        .files = request->files,
        .problems = request->problems,
        .prefix = entry->step->name,
        .at = request->at,
        .defaults = entry->defaults,
    };
    size_t size = entry->step->config_size;
    size_t said = stet_problems_count(request->problems);
    struct build build = {.request = request,
                          .placed = names_things(entry->step->options, 0)};
    void *config = stet__arena_alloc(request->arena, size ? size : 1);
    *ret_alike = 0;
    if (!config)
        return STET_E_NOMEM;
    stet_code code =
        stet__options_bind(&binding, entry->step->options, request->with, config);
    if (code != STET_OK)
        return code;
    if (entry->step->compile)
        code = run_compile(&build, config, ret_plan);
    else
        *ret_plan = config;
    if (code != STET_OK)
        return code;
    *ret_config = config;
    *ret_alike = !build.placed && stet_problems_count(request->problems) == said;
    return STET_OK;
}

void stet__step_destroy(const struct step_entry *entry, void *plan)
{
    if (entry && plan && entry->step->compile && entry->step->destroy)
        entry->step->destroy(plan);
}
