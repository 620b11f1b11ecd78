/* SPDX-License-Identifier: MIT */
/*
 * Outputs: the writer, its own steps, and the name. Values in a name are compiled one
 * by one, so that each can be escaped as a part of one path component.
 */
#include "pipeline/load/load.h"

#include "base/error.h"

/* ---- names --------------------------------------------------------------- */

const char *stet__load_path_mistake(stet_str path)
{
    size_t from = 0;
    if (path.n == 0)
        return "is empty";
    if (path.p[0] == '/')
        return "is an absolute path";
    if (path.p[path.n - 1] == '/')
        return "names a folder";
    for (size_t i = 0; i <= path.n; i++) {
        if (i < path.n && path.p[i] != '/')
            continue;
        if (i - from == 2 && path.p[from] == '.' && path.p[from + 1] == '.')
            return "leaves the output folder";
        if (i == from)
            return "has an empty component";
        from = i + 1;
    }
    return "";
}

static stet_str skip_dot(stet_str path)
{
    while (path.n > 2 && path.p[0] == '.' && path.p[1] == '/')
        path = stet_strn(path.p + 2, path.n - 2);
    return path;
}

/* The bytes of text up to the next {{. */
static size_t literal_length(stet_str text)
{
    for (size_t i = 0; i + 1 < text.n; i++)
        if (text.p[i] == '{' && text.p[i + 1] == '{')
            return i;
    return text.n;
}

/* The bytes of {{ ... }}, quotes in it respected; all of the text when it is not
 * closed. */
static size_t value_length(stet_str text)
{
    char quote = 0;
    for (size_t i = 2; i < text.n; i++) {
        char c = text.p[i];
        if (quote && c == '\\')
            i++;
        else if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '}' && i + 1 < text.n && text.p[i + 1] == '}')
            return i + 2;
    }
    return text.n;
}

struct name_parts {
    struct name_part *items;
    size_t count;
    int varies, broken;
    stet_str shape; /* the name with each value as "x" */
};

static void add_value(struct builder *b, const struct load_scope *scope,
                      const stet_data *to, stet_str text, struct name_parts *parts)
{
    struct loader *load = b->load;
    const stet_template *value = NULL;
    struct expr_scope names = stet__load_expr_scope(b, scope);
    stet_code code =
        stet__template_compile(load->arena, &names, text, to, load->problems, &value);
    if (code == STET_E_NOMEM)
        load->failed = code;
    if (code != STET_OK) {
        parts->broken = 1;
        return;
    }
    stet__load_flow_template(b, to, value);
    parts->varies |= stet__template_varies(value);
    parts->items[parts->count++] = (struct name_part){.value = value};
}

static void split_name(struct builder *b, const struct load_scope *scope,
                       const stet_data *to, struct name_parts *parts)
{
    stet_str rest = skip_dot(to->text);
    size_t shape = 0, n;
    parts->items = stet__load_alloc(b->load, (rest.n + 1) * sizeof *parts->items);
    char *text = stet__load_alloc(b->load, rest.n + 1);
    if (!parts->items || !text)
        return;
    while (rest.n) {
        if ((n = literal_length(rest))) {
            memcpy(text + shape, rest.p, n);
            shape += n;
            parts->items[parts->count++] =
                (struct name_part){.text = stet_strn(rest.p, n)};
        } else {
            n = value_length(rest);
            text[shape++] = 'x';
            add_value(b, scope, to, stet_strn(rest.p, n), parts);
        }
        rest = stet_strn(rest.p + n, rest.n - n);
    }
    parts->shape = stet_strn(text, shape);
}

/* A writer of both sorts makes one file of all articles where the name is fixed. */
static int is_collection(const struct step_entry *entry, const struct name_parts *parts)
{
    const stet_writer *writer = entry->step->writer;
    return writer && writer->piece && !(writer->write && parts->varies);
}

static void check_name(struct loader *load, const stet_data *to,
                       const struct name_parts *parts, const struct step_entry *entry)
{
    const char *mistake = stet__load_path_mistake(parts->shape);
    int collection = entry && is_collection(entry, parts);
    if (*mistake)
        stet__load_problem(
            load, to, PLACE_VALUE,
            "write a path below the output folder, or - for standard output",
            "to: '%.*s' %s", (int)to->text.n, to->text.p, mistake);
    if (!entry || parts->broken || stet_str_is(to->text, "-"))
        return;
    if (!collection && !parts->varies)
        stet__load_problem(load, to, PLACE_VALUE, "put {{ slug }} or {{ id }} into it",
                           "to: '%.*s' is the same name for every article",
                           (int)to->text.n, to->text.p);
    else if (collection && parts->varies)
        stet__load_problem(
            load, to, PLACE_VALUE, "write a fixed name",
            "to: %s makes one file of many articles; '%.*s' differs between them",
            entry->step->name, (int)to->text.n, to->text.p);
}

static void check_same(struct builder *b, const stet_data *to)
{
    for (size_t i = 0; i < b->output_count; i++)
        if (stet_str_eq(skip_dot(b->outputs[i].to), skip_dot(to->text)))
            stet__load_problem(b->load, to, PLACE_VALUE,
                               "give each output a name of its own",
                               "to: '%.*s' is written by an earlier output too",
                               (int)to->text.n, to->text.p);
}

/* ---- what a writer loses ------------------------------------------------- */

static void load_losses(struct builder *b, struct plan_output *out,
                        const struct step_entry *entry)
{
    const stet_writer *writer = entry->step->writer;
    if (!writer || !writer->renders)
        return;
    const stet_render **by_kind =
        stet__load_alloc(b->load, STET_KIND_MAX * sizeof *by_kind);
    if (!by_kind)
        return;
    stet__registry_renders(&b->load->ctx->vocabulary, writer, by_kind);
    for (size_t kind = 0; kind < STET_KIND_MAX; kind++)
        if (by_kind[kind] && by_kind[kind]->what != STET_RENDERS)
            out->lossy.bits[kind / 64] |= (uint64_t)1 << (kind % 64);
    out->renders = by_kind;
}

/* ---- one output ---------------------------------------------------------- */

static int32_t collision_of(const stet_data *map, int32_t otherwise)
{
    const stet_data *value = stet_data_get(map, "on_collision");
    const struct grammar_key *key =
        stet__grammar_find(PLACE_OUTPUT, stet_cstr("on_collision"));
    return value && key ? stet__grammar_enum(key, value, otherwise) : otherwise;
}

static void load_own_steps(struct builder *b, const struct load_scope *scope,
                           const stet_data *map, long step, struct plan_output *out)
{
    struct loader *load = b->load;
    struct load_scope *inner = stet__load_alloc(load, sizeof *inner);
    const stet_data *steps = stet_data_get(map, "steps");
    out->first = (uint32_t)b->code_count;
    if (inner && steps) {
        *inner = *scope;
        inner->outer = scope;
        inner->prefix = stet__load_text(load, "%.*s/", (int)b->steps[step].id.n,
                                        b->steps[step].id.p);
        b->depth++;
        stet__load_steps(b, inner, steps);
        b->depth--;
    }
    out->last = (uint32_t)b->code_count;
}

static void load_output(struct builder *b, const struct load_scope *scope,
                        const stet_data *map)
{
    struct loader *load = b->load;
    const stet_data *to = stet_data_get(map, "to"), *use = stet_data_get(map, "use");
    struct name_parts parts = {.count = 0};
    struct kind_set provided = b->provided;
    stet__load_check(load, PLACE_OUTPUT, map);
    const struct step_entry *entry = stet__load_entry(b, use, 1u << STET_STEP_WRITE);
    long step = stet__load_add_step(b, scope, map, WORK_WRITE, stet_data_text(use));
    if (step < 0)
        return;
    struct plan_output out = {.step = (uint32_t)step, .to = stet_data_text(to)};
    stet__load_conduct(b, scope, map, step);
    load_own_steps(b, scope, map, step, &out);
    if (entry) {
        stet__load_compile(b, scope, map, step, entry);
        load_losses(b, &out, entry);
    }
    b->provided = provided;
    if (out.to.n) {
        split_name(b, scope, to, &parts);
        check_name(load, to, &parts, entry);
        check_same(b, to);
    } else if (to && to->type != STET_DATA_LIST && to->type != STET_DATA_MAP &&
               to->type != STET_DATA_NULL)
        stet__load_problem(load, to, PLACE_VALUE, "put {{ slug }} or {{ id }} into it",
                           "to: is empty");
    out.collection = entry && is_collection(entry, &parts);
    out.parts = parts.items;
    out.part_count = parts.count;
    out.fixed = parts.shape;
    out.standard = stet_str_is(out.to, "-");
    out.suffix = collision_of(map, scope->on_collision);
    if (!b->steps[step].enabled)
        return;
    if (stet__array_reserve(&b->outputs, &b->output_cap, b->output_count + 1,
                            sizeof out))
        load->failed = STET_E_NOMEM;
    else
        b->outputs[b->output_count++] = out;
}

void stet__load_outputs(struct builder *b, const struct load_scope *scope,
                        const stet_data *list)
{
    if (!list || list->type != STET_DATA_LIST)
        return;
    for (const stet_data *map = list->first; map && !b->load->failed && !b->too_long;
         map = map->next)
        load_output(b, scope, map);
}
