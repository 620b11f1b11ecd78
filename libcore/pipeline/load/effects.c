/* SPDX-License-Identifier: MIT */
/*
 * The flow between steps: what a step, a condition or a template reads under
 * x.<plugin>. must have been provided by something that runs earlier.
 */
#include "pipeline/load/load.h"

#include "base/error.h"
#include "plugin/options.h"

static int has_kind(const struct kind_set *set, size_t kind)
{
    return (int)(set->bits[kind / 64] >> (kind % 64) & 1);
}

static void add_kind(struct kind_set *set, size_t kind)
{
    set->bits[kind / 64] |= (uint64_t)1 << (kind % 64);
}

/* "x.terms.hits" is of plugin "terms". */
static int is_of_plugin(const char *name, const char *id)
{
    size_t n = strlen(id);
    return strncmp(name, "x.", 2) == 0 && strncmp(name + 2, id, n) == 0 &&
           name[2 + n] == '.';
}

/* The kinds that a step provides, and those under x. that it says it writes. */
static void provide(const struct vocabulary *v, struct kind_set *set,
                    const struct step_entry *entry)
{
    const stet_provides *p = entry->step->provides;
    for (size_t kind = STET_KIND_X; kind < STET_KIND_X + v->kind_count; kind++)
        if (v->kinds[kind].name && has_kind(&entry->writes, kind) &&
            is_of_plugin(v->kinds[kind].name, entry->plugin->id))
            add_kind(set, kind);
    for (; p && p->name; p++)
        for (size_t kind = STET_KIND_X; kind < STET_KIND_X + v->kind_count; kind++) {
            const char *name = v->kinds[kind].name;
            if (name && is_of_plugin(name, entry->plugin->id) &&
                strcmp(name + 3 + strlen(entry->plugin->id), p->name) == 0)
                add_kind(set, kind);
        }
}

/* A step that provides the kind, for the message; NULL: none is loaded. */
static const char *find_provider(const struct loader *load, size_t kind)
{
    const struct registry *r = &load->ctx->registry;
    for (size_t i = 0; i < r->count; i++)
        for (size_t j = 0; j < r->plugins[i]->step_count; j++) {
            struct kind_set set = {{0}};
            provide(&load->ctx->vocabulary, &set, &r->plugins[i]->steps[j]);
            if (has_kind(&set, kind))
                return r->plugins[i]->steps[j].step->name;
        }
    return NULL;
}

static int is_provided(const struct builder *b, size_t kind)
{
    return kind < STET_KIND_X || has_kind(&b->provided, kind);
}

static void say_missing(struct builder *b, const stet_data *at, const char *reader,
                        const char *name, size_t kind)
{
    const char *provider = kind ? find_provider(b->load, kind) : NULL;
    if (provider)
        stet__load_problem(
            b->load, at, PLACE_VALUE,
            stet__load_text(b->load, "put a step with 'use: %s' before it", provider).p,
            "%s reads '%s', which no earlier step provides", reader, name);
    else
        stet__load_problem(b->load, at, PLACE_VALUE, "",
                           "%s reads '%s', which nothing provides", reader, name);
}

/* One name of a step's `reads`; the first kind of it that is missing is said. */
static void check_read(struct builder *b, const stet_data *at,
                       const struct step_entry *entry, const char *name)
{
    const struct vocabulary *v = &b->load->ctx->vocabulary;
    const char *const names[] = {name, NULL};
    struct kind_set set;
    if (strncmp(name, "x.", 2) != 0 || is_of_plugin(name, entry->plugin->id))
        return;
    if (stet__effects_compile(v, names, &set, NULL) != STET_OK) {
        say_missing(b, at, entry->step->name, name, 0);
        return;
    }
    for (size_t kind = STET_KIND_X; kind < STET_KIND_X + v->kind_count; kind++)
        if (has_kind(&set, kind) && !is_provided(b, kind)) {
            say_missing(b, at, entry->step->name, v->kinds[kind].name, kind);
            return;
        }
}

static void check_set(struct builder *b, const stet_data *at, const char *reader,
                      const struct kind_set *set)
{
    const struct vocabulary *v = &b->load->ctx->vocabulary;
    for (size_t kind = STET_KIND_X; kind < STET_KIND_X + v->kind_count; kind++)
        if (has_kind(set, kind) && !is_provided(b, kind))
            say_missing(b, at, reader, v->kinds[kind].name, kind);
}

void stet__load_flow_expr(struct builder *b, const stet_data *at, const stet_expr *expr)
{
    struct kind_set set = {{0}};
    if (!expr)
        return;
    stet__expr_reads(expr, &set);
    check_set(b, at, "the condition", &set);
}

void stet__load_flow_template(struct builder *b, const stet_data *at,
                              const stet_template *t)
{
    struct kind_set set = {{0}};
    if (!t)
        return;
    stet__template_reads(t, &set);
    check_set(b, at, "the template", &set);
}

/* Templates and expressions among the options. */
static void check_options(struct builder *b, const stet_data *at, const stet_data *with,
                          const struct step_entry *entry, const void *config)
{
    const stet_option *option = entry->step->options;
    for (size_t i = 0; option && i < entry->option_count; i++, option++) {
        const char *member = (const char *)config + option->offset;
        const stet_data *given = stet_data_get(with, option->name);
        if (option->type == STET_TYPE_TEMPLATE)
            stet__load_flow_template(
                b, given ? given : at,
                *(const stet_template *const *)(const void *)member);
        else if (option->type == STET_TYPE_EXPR)
            stet__load_flow_expr(b, given ? given : at,
                                 *(const stet_expr *const *)(const void *)member);
    }
}

void stet__load_flow(struct builder *b, const stet_data *at,
                     const struct step_entry *entry, const stet_data *with,
                     const void *config)
{
    const char *const *name = entry->step->reads;
    for (; name && *name; name++)
        check_read(b, at, entry, *name);
    if (config)
        check_options(b, at, with, entry, config);
    provide(&b->load->ctx->vocabulary, &b->provided, entry);
}
