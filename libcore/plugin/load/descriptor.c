/* SPDX-License-Identifier: MIT */
/*
 * The descriptor of a plugin, step by step. A struct made with other headers is read up
 * to the size it states and never beyond; members it does not have are zero.
 */
#include "plugin/load/descriptor.h"

#include <stdarg.h>
#include <stdio.h>

#include "plugin/load/note.h"
#include "plugin/options.h"

enum { STEPS_MAX = 256, ROWS_MAX = 1024, STRIDE_MAX = 4096 };

/* Bytes up to and with a member: what ABI 1.0 has at least. */
#define THROUGH(type, member) (offsetof(type, member) + sizeof(((type *)0)->member))

struct copy {
    struct arena *arena;
    struct vocabulary *vocabulary;
    const struct limits *limits;
    const stet_plugin *plugin; /* as the plugin has it */
    const char *step;          /* its name, for reasons */
    stet_error *err;
};

static stet_code out_of_memory(const struct copy *c)
{
    return stet__error(c->err, STET_E_NOMEM, "not enough memory");
}

STET_PRINTF(2, 3) static stet_code refuse(const struct copy *c, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (c->step)
        return stet__error(c->err, STET_E_PLUGIN, "step %s %s", c->step, text);
    return stet__error(c->err, STET_E_PLUGIN, "%s", text);
}

/* A copy of `have` bytes in a struct of `want`. */
static void *copy_sized(const struct copy *c, const void *from, size_t have,
                        size_t want)
{
    void *to = stet__arena_alloc(c->arena, want);
    if (to) {
        uint32_t size = (uint32_t)want;
        memcpy(to, from, have < want ? have : want);
        memcpy(to, &size, sizeof size); /* `size` comes first in all of them */
    }
    return to;
}

/* A table as it lies in the plugin: rows `stride` apart, ended by a row without a name.
 */
struct rows {
    const char *first;
    size_t stride, least, want, name_at, count;
};

static stet_code count_rows(const struct copy *c, struct rows *rows, const char *what)
{
    if (rows->stride < rows->least || rows->stride > STRIDE_MAX)
        return refuse(c, "has a table of %s with rows of %zu bytes", what,
                      rows->stride);
    for (rows->count = 0; rows->count < ROWS_MAX; rows->count++) {
        const char *name;
        memcpy(&name, rows->first + rows->count * rows->stride + rows->name_at,
               sizeof name);
        if (!name)
            return STET_OK;
    }
    return refuse(c, "has a table of %s without an end", what);
}

/* Copy rows and a last one without a name. */
static stet_code copy_rows(const struct copy *c, const struct rows *rows,
                           void **ret_table)
{
    char *table = stet__arena_alloc(c->arena, (rows->count + 1) * rows->want);
    if (!table)
        return out_of_memory(c);
    for (size_t i = 0; i <= rows->count; i++) {
        uint32_t size = (uint32_t)rows->want;
        char *to = table + i * rows->want;
        if (i < rows->count)
            memcpy(to, rows->first + i * rows->stride,
                   rows->stride < rows->want ? rows->stride : rows->want);
        memcpy(to, &size, sizeof size);
    }
    *ret_table = table;
    return STET_OK;
}

/* ---- the parts of a step ------------------------------------------------------ */

static int is_rule_id(const char *id)
{
    size_t n = 0;
    for (; id[n]; n++)
        if (!((id[n] >= 'a' && id[n] <= 'z') || (id[n] >= '0' && id[n] <= '9') ||
              (n && (id[n] == '-' || id[n] == '_' || id[n] == '.'))))
            return 0;
    return n > 0 && n < 64;
}

static stet_code copy_rules(const struct copy *c, stet_step *step)
{
    struct rows rows = {
        .first = (const char *)step->rules,
        .stride = c->plugin->rule_size,
        .least = THROUGH(stet_rule, help),
        .want = sizeof(stet_rule),
        .name_at = offsetof(stet_rule, id),
    };
    void *table;
    if (!step->rules)
        return STET_OK;
    stet_code code = count_rows(c, &rows, "rules");
    if (code == STET_OK)
        code = copy_rows(c, &rows, &table);
    if (code != STET_OK)
        return code;
    step->rules = table;
    for (const stet_rule *r = step->rules; r->id; r++) {
        if (!is_rule_id(r->id))
            return refuse(
                c, "has a rule with the id '%.40s'; small letters, digits, - _ . only",
                r->id);
        if (r->severity < STET_INFO || r->severity > STET_CRITICAL ||
            r->effect < STET_OBSERVE || r->effect > STET_REJECT)
            return refuse(c, "has a rule '%s' of unknown severity or effect", r->id);
        for (const stet_rule *other = step->rules; other < r; other++)
            if (strcmp(other->id, r->id) == 0)
                return refuse(c, "has two rules '%s'", r->id);
    }
    return STET_OK;
}

static stet_code add_provided(const struct copy *c, const stet_provides *p)
{
    const char *plugin = c->plugin->id;
    stet_kind kind;
    stet_attr attr;
    if (!stet__note_id_valid(p->name))
        return refuse(c, "provides '%.40s'; small letters, digits and _ only", p->name);
    if (p->type < STET_VALUE_NONE || p->type > STET_VALUE_PARTS ||
        p->family < STET_FAMILY_NONE || p->family > STET_FAMILY_PART)
        return refuse(c, "provides '%s' of an unknown type or family", p->name);
    if (p->type == STET_VALUE_NONE && p->family == STET_FAMILY_NONE)
        return stet__vocabulary_add_attr(c->vocabulary, plugin, p->name, p->help,
                                         &attr);
    return stet__vocabulary_add_kind(c->vocabulary, plugin, p->name,
                                     p->type ? STET_FAMILY_FIELD : p->family, p->type,
                                     p->help, &kind);
}

static stet_code copy_provides(const struct copy *c, stet_step *step)
{
    struct rows rows = {
        .first = (const char *)step->provides,
        .stride = c->plugin->provides_size,
        .least = THROUGH(stet_provides, help),
        .want = sizeof(stet_provides),
        .name_at = offsetof(stet_provides, name),
    };
    void *table;
    if (!step->provides)
        return STET_OK;
    stet_code code = count_rows(c, &rows, "what it provides");
    if (code == STET_OK)
        code = copy_rows(c, &rows, &table);
    if (code != STET_OK)
        return code;
    step->provides = table;
    for (const stet_provides *p = step->provides; p->name && code == STET_OK; p++) {
        code = add_provided(c, p);
        if (code != STET_OK && code != STET_E_NOMEM && code != STET_E_PLUGIN)
            code =
                refuse(c, "provides 'x.%s.%s', which cannot be added to the vocabulary",
                       c->plugin->id, p->name);
    }
    return code == STET_E_NOMEM ? out_of_memory(c) : code;
}

static stet_code copy_options(const struct copy *c, struct step_entry *entry,
                              stet_step *step)
{
    const struct expr_scope scope = {.vocabulary = c->vocabulary, .limits = c->limits};
    stet_error reason = {.code = STET_OK};
    if (!step->options) {
        static const stet_option none[] = {STET_OPTION_END};
        step->options = none;
        return STET_OK;
    }
    stet_code code = stet__options_copy(c->arena, &scope, step->options,
                                        c->plugin->option_size, step->config_size,
                                        &step->options, &entry->defaults, &reason);
    if (code == STET_E_NOMEM)
        return out_of_memory(c);
    if (code != STET_OK)
        return refuse(c, "%s", reason.message);
    entry->option_count = stet__options_count(step->options);
    return STET_OK;
}

static stet_code copy_reader(const struct copy *c, stet_step *step)
{
    const stet_reader *reader = step->reader;
    if (!reader || reader->size < THROUGH(stet_reader, read))
        return refuse(c, "is a reader without a table of its functions");
    if (!reader->read || !reader->bid)
        return refuse(c, "is a reader that does not bid or does not read");
    if (!reader->open != !reader->next || !reader->open != !reader->close)
        return refuse(c, "has some of open, next and close, but not all");
    step->reader = copy_sized(c, reader, reader->size, sizeof(stet_reader));
    return step->reader ? STET_OK : out_of_memory(c);
}

static stet_code copy_writer(const struct copy *c, stet_step *step)
{
    const stet_writer *writer = step->writer;
    if (!writer || writer->size < THROUGH(stet_writer, end))
        return refuse(c, "is a writer without a table of its functions");
    int adds = writer->size >= THROUGH(stet_writer, close) && writer->add;
    if (!writer->write && !writer->piece)
        return refuse(c, "must have write or piece");
    if (writer->piece && !writer->join && !adds)
        return refuse(c, "makes pieces but does not join them");
    if (adds && !writer->close)
        return refuse(c, "adds pieces to a file but does not close it");
    if (!writer->media || !writer->extension)
        return refuse(c, "does not name its media type and extension");
    step->writer = copy_sized(c, writer, writer->size, sizeof(stet_writer));
    return step->writer ? STET_OK : out_of_memory(c);
}

static stet_code copy_work(const struct copy *c, stet_step *step)
{
    switch (step->kind) {
    case STET_STEP_READ:
        return copy_reader(c, step);
    case STET_STEP_WRITE:
        return copy_writer(c, step);
    case STET_STEP_TRANSFORM:
    case STET_STEP_CHECK:
        return step->process ? STET_OK : refuse(c, "has no process()");
    default:
        return refuse(c, "is of an unknown kind (%d)", (int)step->kind);
    }
}

static stet_code compile_effects(const struct copy *c, const char *const *names,
                                 const char *what, struct kind_set *ret_set)
{
    stet_error reason = {.code = STET_OK};
    if (!names)
        return STET_OK;
    stet_code code = stet__effects_compile(c->vocabulary, names, ret_set, &reason);
    if (code == STET_OK || code == STET_E_NOMEM)
        return code == STET_OK ? code : out_of_memory(c);
    return refuse(c, "declares that it %s: %s%s%s", what, reason.message,
                  reason.hint[0] ? "; " : "", reason.hint);
}

/* ---- a step ------------------------------------------------------------------- */

/* Words of [a-z][a-z0-9_]* apart by dots. */
static int is_step_name(const char *name)
{
    size_t n = 0;
    for (int start = 1; name[n]; n++) {
        char ch = name[n];
        if (!((ch >= 'a' && ch <= 'z') ||
              (!start && ((ch >= '0' && ch <= '9') || ch == '_' || ch == '.'))))
            return 0;
        start = ch == '.';
    }
    return n > 0 && n < 64 && name[n - 1] != '.';
}

static stet_code copy_step(struct copy *c, const stet_step *from,
                           struct step_entry *entry)
{
    c->step = NULL;
    if (from->size < THROUGH(stet_step, writer) || from->size > STRIDE_MAX)
        return refuse(c, "has a step of %u bytes", from->size);
    if (!from->name || !is_step_name(from->name))
        return refuse(c, "has a step with the name '%.40s'",
                      from->name ? from->name : "");
    stet_step *step = copy_sized(c, from, from->size, sizeof *step);
    if (!step)
        return out_of_memory(c);
    c->step = step->name;
    entry->step = step;
    if (!step->summary || !*step->summary)
        return refuse(c, "has no summary");
    if (step->open && !step->close)
        return refuse(c, "has open() without close()");
    stet_code code = copy_work(c, step);
    if (code == STET_OK)
        code = copy_rules(c, step);
    if (code == STET_OK)
        code = copy_provides(c, step);
    if (code == STET_OK)
        code = copy_options(c, entry, step);
    return code;
}

static stet_code copy_steps(struct copy *c, stet_plugin *plugin,
                            struct plugin_entry *entry)
{
    size_t count = 0;
    while (count <= STEPS_MAX && c->plugin->steps[count])
        count++;
    if (count == 0 || count > STEPS_MAX)
        return refuse(c, count ? "has steps without an end" : "has no step");
    const stet_step **steps = stet__arena_alloc(c->arena, (count + 1) * sizeof *steps);
    entry->steps = stet__arena_alloc(c->arena, count * sizeof *entry->steps);
    if (!steps || !entry->steps)
        return out_of_memory(c);
    stet_code code = STET_OK;
    for (size_t i = 0; i < count && code == STET_OK; i++) {
        entry->steps[i].plugin = entry;
        code = copy_step(c, c->plugin->steps[i], &entry->steps[i]);
        steps[i] = entry->steps[i].step;
        for (size_t k = 0; k < i && code == STET_OK; k++)
            if (strcmp(steps[k]->name, steps[i]->name) == 0)
                code = refuse(c, "stands twice in the plugin");
    }
    /* Only now are all kinds of the plugin numbered. */
    for (size_t i = 0; i < count && code == STET_OK; i++) {
        c->step = steps[i]->name;
        code = compile_effects(c, steps[i]->reads, "reads", &entry->steps[i].reads);
        if (code == STET_OK)
            code =
                compile_effects(c, steps[i]->writes, "writes", &entry->steps[i].writes);
    }
    plugin->steps = steps;
    entry->step_count = count;
    return code;
}

stet_code stet__descriptor_copy(struct arena *arena, struct vocabulary *v,
                                const struct limits *limits, const stet_plugin *plugin,
                                struct plugin_entry *entry, stet_error *err)
{
    struct copy c = {.arena = arena,
                     .vocabulary = v,
                     .limits = limits,
                     .plugin = plugin,
                     .err = err};
    if (plugin->size < THROUGH(stet_plugin, steps))
        return refuse(&c, "has a descriptor of %u bytes", plugin->size);
    if (plugin->abi_major != STET_ABI_MAJOR || plugin->abi_minor_min > STET_ABI_MINOR)
        return refuse(&c, "needs plugin ABI %u.%u, this stet speaks %d.%d",
                      plugin->abi_major, plugin->abi_minor_min, STET_ABI_MAJOR,
                      STET_ABI_MINOR);
    if (!plugin->id || !stet__note_id_valid(plugin->id))
        return refuse(&c, "has the id '%.40s'; small letters, digits and _ only",
                      plugin->id ? plugin->id : "");
    if (!plugin->version ||
        stet__version_satisfies(stet_cstr(plugin->version), stet_cstr(">=0")) != 1)
        return refuse(&c, "has the version '%.40s'; wanted are numbers and dots",
                      plugin->version ? plugin->version : "");
    if (!plugin->steps)
        return refuse(&c, "has no step");
    stet_plugin *copy = copy_sized(&c, plugin, plugin->size, sizeof *copy);
    if (!copy)
        return out_of_memory(&c);
    stet_code code = copy_steps(&c, copy, entry);
    if (code == STET_OK)
        entry->plugin = copy;
    return code;
}
