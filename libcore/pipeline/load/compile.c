/* SPDX-License-Identifier: MIT */
/*
 * One step: its row in the plan, its options with fragments taken in, its condition,
 * and what happens when it fails.
 */
#include "pipeline/load/load.h"

#include "base/error.h"
#include "plugin/options.h"

enum { FRAGMENT_DEPTH = 16 };

/* ---- rows and instructions ----------------------------------------------- */

static int id_is_taken(const struct builder *b, stet_str id)
{
    for (size_t i = 0; i < b->step_count; i++)
        if (stet_str_eq(b->steps[i].id, id))
            return 1;
    return 0;
}

/* "normalise/stamp", and "normalise/stamp-2" for the second one without a name of its
 * own. */
static stet_str unique_id(struct loader *load, const struct builder *b, stet_str prefix,
                          stet_str name)
{
    stet_str id =
        stet__load_text(load, "%.*s%.*s", (int)prefix.n, prefix.p, (int)name.n, name.p);
    for (int i = 2; id_is_taken(b, id) && !load->failed; i++)
        id = stet__load_text(load, "%.*s%.*s-%d", (int)prefix.n, prefix.p, (int)name.n,
                             name.p, i);
    return id;
}

static void check_twice(struct builder *b, const struct load_scope *scope,
                        const stet_data *at)
{
    for (size_t i = 0; i < b->step_count; i++) {
        const struct step_name *name = &b->names[i];
        if (name->at && (name->scope == scope || name->scope == scope->outer) &&
            stet_str_is(at->text, name->name))
            stet__load_problem(b->load, at, PLACE_VALUE,
                               "give each step an id of its own",
                               "the id '%.*s' is used twice; first in line %u",
                               (int)at->text.n, at->text.p, name->at->line);
    }
}

static int reserve_step(struct builder *b, const stet_data *map)
{
    struct loader *load = b->load;
    if (b->step_count >= load->limits->steps) {
        if (!b->too_long++)
            stet__load_problem(load, map, PLACE_VALUE, "see `stet limits`",
                               "the pipeline has more than %llu steps",
                               (unsigned long long)load->limits->steps);
        return 0;
    }
    if (stet__array_reserve(&b->steps, &b->step_cap, b->step_count + 1,
                            sizeof *b->steps) ||
        stet__array_reserve(&b->names, &b->name_cap, b->step_count + 1,
                            sizeof *b->names)) {
        load->failed = STET_E_NOMEM;
        return 0;
    }
    return 1;
}

long stet__load_add_step(struct builder *b, const struct load_scope *scope,
                         const stet_data *map, int work, stet_str use)
{
    struct loader *load = b->load;
    const stet_data *id = stet_data_get(map, "id");
    stet_str name = stet_data_text(id);
    if (!reserve_step(b, map))
        return -1;
    if (name.n)
        check_twice(b, scope, id);
    else
        name = use;
    struct plan_step step = {.work = work,
                             .id = unique_id(load, b, scope->prefix, name),
                             .use = use,
                             .plugin = "core",
                             .on_error = scope->on_error,
                             .enabled = 1,
                             .depth = b->depth};
    b->names[b->step_count] =
        (struct step_name){.scope = scope,
                           .name = stet__load_text(load, "%.*s", (int)name.n, name.p).p,
                           .at = stet_data_text(id).n ? id : NULL};
    b->steps[b->step_count] = step;
    return (long)b->step_count++;
}

uint32_t stet__load_add_code(struct builder *b, int op, long step)
{
    if (stet__array_reserve(&b->code, &b->code_cap, b->code_count + 1,
                            sizeof *b->code)) {
        b->load->failed = STET_E_NOMEM;
        return 0;
    }
    b->code[b->code_count] = (struct instruction){.op = op, .step = (uint32_t)step};
    return (uint32_t)b->code_count++;
}

long stet__load_condition(struct builder *b, const stet_expr *test, long step)
{
    if (!test)
        return -1;
    uint32_t at = stet__load_add_code(b, OP_UNLESS, step);
    if (b->load->failed)
        return -1;
    b->code[at].test = test;
    return (long)at;
}

/* ---- which step ---------------------------------------------------------- */

static const char *place_of(int kind)
{
    return kind == STET_STEP_READ ? "a reader; it stands under 'in'"
           : kind == STET_STEP_WRITE
               ? "a writer; it stands under 'out'"
               : "neither reader nor writer; it stands under 'steps'";
}

const struct step_entry *stet__load_entry(struct builder *b, const stet_data *use,
                                          unsigned kinds)
{
    struct loader *load = b->load;
    const struct registry *registry = &load->ctx->registry;
    stet_str name = stet_data_text(use);
    if (!use || name.n == 0)
        return NULL; /* said by the check of keys */
    const struct step_entry *entry = stet__registry_step(registry, name);
    if (!entry) {
        stet__load_problem(
            load, use, PLACE_VALUE,
            stet__load_suggest(load, name, stet__registry_step_names(registry),
                               "no plugin that is loaded has it; see `stet "
                               "plugins list`"),
            "unknown step '%.*s'", (int)(name.n < 80 ? name.n : 80), name.p);
        return NULL;
    }
    if (kinds >> entry->step->kind & 1)
        return entry;
    stet__load_problem(load, use, PLACE_VALUE, "", "'%s' is %s", entry->step->name,
                       place_of(entry->step->kind));
    return NULL;
}

/* ---- options ------------------------------------------------------------- */

static const stet_data *find_fragment(struct builder *b, const struct load_scope *scope,
                                      const stet_data *from)
{
    struct loader *load = b->load;
    stet_str name = stet_data_text(from);
    const stet_data *fragment = load->fragments->first;
    if (name.n == 0) {
        stet__load_problem(load, from, PLACE_VALUE, "",
                           "from takes the name of a fragment");
        return NULL;
    }
    while (fragment && !stet_str_eq(fragment->key, name))
        fragment = fragment->next;
    if (!fragment)
        stet__load_problem(load, from, PLACE_VALUE,
                           stet__load_suggest(load, name,
                                              stet__load_names(load, load->fragments),
                                              "define it under 'fragments'"),
                           "no fragment '%.*s'", (int)name.n, name.p);
    else if (fragment->type != STET_DATA_MAP)
        stet__load_problem(load, from, PLACE_VALUE, "",
                           "the fragment '%.*s' is not a map of options", (int)name.n,
                           name.p);
    else
        return stet__load_fill(load, scope->vars, fragment);
    return NULL;
}

/* Children of `from` that `to` does not have; `from` itself is left out. */
static void add_missing(struct loader *load, stet_data *to, const stet_data *from)
{
    const stet_data **link = &to->first;
    while (*link)
        link = (const stet_data **)(uintptr_t) & (*link)->next;
    for (const stet_data *child = from->first; child; child = child->next) {
        int there = stet_str_is(child->key, "from");
        for (const stet_data *own = to->first; own && !there; own = own->next)
            there = stet_str_eq(own->key, child->key);
        stet_data *copy = there ? NULL : stet__load_alloc(load, sizeof *copy);
        if (!copy)
            continue;
        *copy = *child;
        copy->next = NULL;
        *link = copy;
        link = &copy->next;
        to->count++;
    }
}

static const stet_data *take_options(struct builder *b, const struct load_scope *scope,
                                     const stet_data *map)
{
    struct loader *load = b->load;
    const stet_data *with = stet_data_get(map, "with"),
                    *from = stet_data_get(with, "from");
    if (!with || with->type != STET_DATA_MAP)
        return NULL;
    if (!from)
        return with;
    stet_data *whole = stet__load_alloc(load, sizeof *whole);
    if (!whole)
        return NULL;
    *whole = *with;
    whole->first = NULL;
    whole->count = 0;
    add_missing(load, whole, with);
    for (int depth = 0; from; depth++) {
        const stet_data *fragment =
            depth < FRAGMENT_DEPTH ? find_fragment(b, scope, from) : NULL;
        if (depth == FRAGMENT_DEPTH)
            stet__load_problem(load, from, PLACE_VALUE, "",
                               "the fragments take one another in without end");
        if (fragment)
            add_missing(load, whole, fragment);
        from = stet_data_get(fragment, "from");
    }
    return whole;
}

struct expr_scope stet__load_expr_scope(struct builder *b,
                                        const struct load_scope *scope)
{
    for (size_t i = 0; i < b->step_count; i++) {
        const struct load_scope *s = b->names[i].scope;
        int known = s == scope || (scope->outer && s == scope->outer);
        b->visible[i] = known ? b->names[i].name : "";
    }
    b->visible[b->step_count] = NULL;
    return (struct expr_scope){.vocabulary = &b->load->ctx->vocabulary,
                               .vars = scope->vars,
                               .step_ids = b->visible,
                               .step_count = b->step_count,
                               .limits = b->load->limits,
                               .source = stet__source_text,
                               .source_self = b->load->files};
}

/* A misspelt `with` was reported; that its options are missing is no second mistake. */
static int lost_its_options(const stet_data *map)
{
    if (stet_data_get(map, "with"))
        return 0;
    for (const stet_data *key = map->first; key; key = key->next)
        if (!stet__grammar_find(PLACE_STEP, key->key) && key->type == STET_DATA_MAP)
            return 1;
    return 0;
}

/* Take the plan of a step that is like this one. 0 when there is none. */
static int reuse(struct builder *b, struct plan_step *row,
                 const struct step_entry *entry, const stet_data *with)
{
    const struct compiled *like = stet__reuse_find(b->load, entry, with);
    if (!like)
        return 0;
    row->config = like->config;
    row->plan = like->plan;
    row->borrowed = 1;
    row->entry = entry;
    return 1;
}

static void compile_new(struct builder *b, const struct step_request *request,
                        struct plan_step *row)
{
    struct loader *load = b->load;
    int alike = 0;
    stet_code code = stet__step_compile(request, &row->config, &row->plan, &alike);
    if (code == STET_OK)
        row->entry = request->entry;
    else if (code != STET_E_CONFIG)
        load->failed = code;
    if (alike)
        stet__reuse_keep(load, &(struct compiled){.entry = request->entry,
                                                  .with = request->with,
                                                  .config = row->config,
                                                  .plan = row->plan});
}

void stet__load_compile(struct builder *b, const struct load_scope *scope,
                        const stet_data *map, long step, const struct step_entry *entry)
{
    struct loader *load = b->load;
    struct plan_step *row = &b->steps[step];
    if (lost_its_options(map))
        return;
    const stet_data *with = take_options(b, scope, map);
    struct expr_scope names = stet__load_expr_scope(b, scope);
    names.step_count--; /* its own state is not yet known */
    b->visible[names.step_count] = NULL;
    stet__load_place_holders(load, entry->step->options, with);
    struct step_request request = {.ctx = load->ctx,
                                   .entry = entry,
                                   .id = row->id,
                                   .with = with,
                                   .at = stet_data_get(map, "use"),
                                   .scope = &names,
                                   .files = load->files,
                                   .arena = load->arena,
                                   .problems = load->problems,
                                   .read = stet__load_digest_file,
                                   .read_self = load,
                                   .article = stet__load_article};
    if (!request.at)
        request.at = map;
    if (!reuse(b, row, entry, with))
        compile_new(b, &request, row);
    row->plugin = entry->plugin->id;
    stet__load_flow(b, request.at, entry, with, row->entry ? row->config : NULL);
}

/* ---- conduct ------------------------------------------------------------- */

static void load_retry(struct builder *b, const stet_data *retry, struct plan_step *row)
{
    struct loader *load = b->load;
    int64_t times = 0;
    if (!retry || retry->type != STET_DATA_MAP)
        return;
    if (stet__load_check(load, PLACE_RETRY, retry) != STET_OK)
        return;
    stet__data_int(stet_data_get(retry, "times"), &times);
    row->retry_times = (uint32_t)times;
    const stet_data *delay = stet_data_get(retry, "delay");
    if (delay)
        stet__option_duration(delay->text, &row->retry_delay_ns);
}

static int has_rule(const struct step_entry *entry, stet_str name)
{
    const stet_rule *rule = entry->step->rules;
    size_t n = strlen(entry->plugin->id);
    if (name.n <= n + 1 || memcmp(name.p, entry->plugin->id, n) != 0 ||
        name.p[n] != '/')
        return 0;
    for (; rule && rule->id; rule++)
        if (stet_str_is(stet_strn(name.p + n + 1, name.n - n - 1), rule->id))
            return 1;
    return 0;
}

static void unknown_rule(struct loader *load, const struct step_entry *entry,
                         const stet_data *at)
{
    const char *names[65];
    size_t n = 0;
    for (const stet_rule *r = entry->step->rules; r && r->id && n < 64; r++)
        names[n++] = stet__load_text(load, "%s/%s", entry->plugin->id, r->id).p;
    names[n] = NULL;
    stet__load_problem(load, at, PLACE_VALUE,
                       stet__load_suggest(load, stet_data_text(at), names,
                                          n ? names[0] : "it makes no findings"),
                       "ignore: '%s' makes no finding '%.*s'", entry->step->name,
                       (int)stet_data_text(at).n, stet_data_text(at).p);
}

static void load_ignore(struct builder *b, const stet_data *list, struct plan_step *row,
                        const struct step_entry *entry)
{
    if (!list || list->type != STET_DATA_LIST || !entry)
        return;
    stet_str *ignore = stet__load_alloc(b->load, (list->count + 1) * sizeof *ignore);
    for (const stet_data *item = list->first; ignore && item; item = item->next) {
        if (has_rule(entry, stet_data_text(item)))
            ignore[row->ignore_count++] = item->text;
        else
            unknown_rule(b->load, entry, item);
    }
    row->ignore = ignore;
}

static void load_when(struct builder *b, const struct load_scope *scope,
                      const stet_data *when, struct plan_step *row)
{
    struct loader *load = b->load;
    stet_str text = stet_data_text(when);
    if (!when || text.n == 0)
        return;
    struct expr_scope names = stet__load_expr_scope(b, scope);
    names.step_count--;
    b->visible[names.step_count] = NULL;
    row->when_text = text;
    stet_code code =
        stet__expr_compile(load->arena, &names, text, when, load->problems, &row->when);
    if (code == STET_OK)
        stet__load_flow_expr(b, when, row->when);
    else if (code == STET_E_NOMEM)
        load->failed = code;
}

static void only_with_use(struct loader *load, const stet_data *map, const char *key)
{
    const stet_data *value = stet_data_get(map, key);
    if (value)
        stet__load_problem(load, value, PLACE_KEY, "write it on the steps inside",
                           "'%s' goes with 'use' only", key);
}

void stet__load_conduct(struct builder *b, const struct load_scope *scope,
                        const stet_data *map, long step)
{
    struct plan_step *row = &b->steps[step];
    const stet_data *on_error = stet_data_get(map, "on_error");
    const stet_data *enabled = stet_data_get(map, "enabled");
    int is_call = row->work == WORK_USE || row->work == WORK_WRITE;
    load_when(b, scope, stet_data_get(map, "when"), row);
    if (!is_call)
        row->on_error = -1; /* what its steps say holds */
    if (on_error)
        row->on_error =
            stet__grammar_enum(stet__grammar_find(PLACE_STEP, stet_cstr("on_error")),
                               on_error, row->on_error);
    if (enabled)
        stet__data_bool(enabled, &row->enabled);
    if (is_call) {
        load_retry(b, stet_data_get(map, "retry"), row);
        load_ignore(b, stet_data_get(map, "ignore"), row,
                    stet__registry_step(&b->load->ctx->registry, row->use));
    } else {
        only_with_use(b->load, map, "with");
        only_with_use(b->load, map, "retry");
        only_with_use(b->load, map, "ignore");
    }
    if (row->work != WORK_RUN && stet_data_get(map, "vars"))
        stet__load_problem(b->load, stet_data_get(map, "vars"), PLACE_KEY, "",
                           "'vars' goes with 'run' only");
}
