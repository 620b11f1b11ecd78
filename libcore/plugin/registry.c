/* SPDX-License-Identifier: MIT */
/*
 * The list of plugins seen, found by id, and of their steps, found by name.
 */
#include "plugin/registry.h"

#include "plugin/load/descriptor.h"

stet_code stet__registry_init(struct registry *r)
{
    memset(r, 0, sizeof *r);
    stet__table_init(&r->by_id);
    stet__table_init(&r->by_step);
    stet__arena_init(&r->arena, 0);
    return STET_OK;
}

void stet__registry_done(struct registry *r)
{
    stet__free(r->plugins);
    stet__free(r->step_names);
    stet__table_done(&r->by_id);
    stet__table_done(&r->by_step);
    stet__arena_done(&r->arena);
}

/* ---- adding ------------------------------------------------------------------- */

static const char *keep_text(struct registry *r, const char *text)
{
    return stet__arena_copy(&r->arena, stet_cstr(text)).p;
}

/* A new entry at the end of the list, with nothing but where it came from. */
static struct plugin_entry *new_entry(struct registry *r,
                                      const struct plugin_origin *origin)
{
    struct plugin_entry *entry = stet__arena_alloc(&r->arena, sizeof *entry);
    if (!entry || stet__array_reserve(&r->plugins, &r->cap, r->count + 1,
                                      sizeof(struct plugin_entry *)) != STET_OK)
        return NULL;
    entry->file = keep_text(r, origin->file);
    entry->id = keep_text(r, origin->id);
    entry->version = keep_text(r, origin->version);
    entry->abi_major = origin->abi_major;
    entry->abi_minor_min = origin->abi_minor_min;
    entry->abi_minor_built = origin->abi_minor_built;
    if (!entry->file || !entry->id || !entry->version)
        return NULL;
    r->plugins[r->count++] = entry;
    return entry;
}

stet_code stet__registry_refuse(struct registry *r, const struct plugin_origin *origin,
                                const char *why)
{
    struct plugin_entry *entry = new_entry(r, origin);
    if (!entry)
        return STET_E_NOMEM;
    entry->why = keep_text(r, why);
    if (!entry->why)
        entry->why = "not enough memory";
    return STET_OK;
}

/* Is one of its steps there already? */
static stet_code check_steps_are_free(const struct registry *r,
                                      const struct plugin_entry *entry, stet_error *err)
{
    for (size_t i = 0; i < entry->step_count; i++) {
        const char *name = entry->steps[i].step->name;
        const struct step_entry *first = stet__registry_step(r, stet_cstr(name));
        if (first)
            return stet__error(err, STET_E_PLUGIN,
                               "step %s is given by the plugin %s already", name,
                               first->plugin->id);
    }
    return STET_OK;
}

static void insert_name(struct registry *r, const char *name)
{
    size_t at = r->step_count++;
    for (; at > 0 && strcmp(r->step_names[at - 1], name) > 0; at--)
        r->step_names[at] = r->step_names[at - 1];
    r->step_names[at] = name;
    r->step_names[r->step_count] = NULL;
}

/* Make its steps known. Memory is reserved first, so that all or none are. */
static stet_code publish(struct registry *r, struct plugin_entry *entry)
{
    if (stet__array_reserve(&r->step_names, &r->step_cap,
                            r->step_count + entry->step_count + 1,
                            sizeof *r->step_names) != STET_OK)
        return STET_E_NOMEM;
    stet_code code = STET_OK;
    for (size_t i = 0; i < entry->step_count && code == STET_OK; i++)
        code = stet__table_add(&r->by_step, stet_cstr(entry->steps[i].step->name),
                               &entry->steps[i]);
    if (code == STET_OK)
        code = stet__table_add(&r->by_id, stet_cstr(entry->id), entry);
    for (size_t i = 0; i < entry->step_count && code == STET_OK; i++)
        insert_name(r, entry->steps[i].step->name);
    return code;
}

stet_code stet__registry_add(struct registry *r, struct vocabulary *v,
                             const struct limits *limits,
                             const struct plugin_origin *origin,
                             const stet_plugin *plugin, stet_error *err)
{
    stet_error reason = {.code = STET_OK};
    struct plugin_entry *entry = new_entry(r, origin);
    if (!entry)
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    const struct plugin_entry *first = stet__registry_plugin(r, stet_cstr(entry->id));
    stet_code code = STET_OK;
    if (first)
        code = stet__error(&reason, STET_E_EXISTS,
                           "is hidden by %s %s found earlier%s%s", first->id,
                           first->version, first->file[0] ? " in " : "", first->file);
    if (code == STET_OK)
        code = stet__descriptor_copy(&r->arena, v, limits, plugin, entry, &reason);
    if (code == STET_OK)
        code = check_steps_are_free(r, entry, &reason);
    if (code == STET_OK && (code = publish(r, entry)) != STET_OK)
        stet__error(&reason, code, "not enough memory");
    if (code == STET_OK)
        return STET_OK;
    entry->plugin = NULL;
    entry->why = keep_text(r, reason.message);
    if (!entry->why)
        entry->why = "not enough memory";
    return stet__error(err, code, "%s", reason.message);
}

/* ---- finding ------------------------------------------------------------------ */

const struct step_entry *stet__registry_step(const struct registry *r, stet_str name)
{
    const struct step_entry *entry = stet__table_get(&r->by_step, name);
    return entry && entry->plugin->plugin ? entry : NULL;
}

const struct plugin_entry *stet__registry_plugin(const struct registry *r, stet_str id)
{
    return stet__table_get(&r->by_id, id);
}

const char *const *stet__registry_step_names(const struct registry *r)
{
    static const char *const none[] = {NULL};
    return r->step_count ? r->step_names : none;
}

/* ---- versions ----------------------------------------------------------------- */

enum { PARTS = 4 };

/* Digits and dots, with an ignored "-..." or "+..." behind. Answers the bytes read, 0:
 * no version. */
static size_t read_version(stet_str s, uint32_t parts[PARTS])
{
    size_t at = 0, n = 0;
    memset(parts, 0, PARTS * sizeof *parts);
    for (;;) {
        size_t start = at;
        uint32_t value = 0;
        for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++) {
            if (value > 99999999)
                return 0;
            value = value * 10 + (uint32_t)(s.p[at] - '0');
        }
        if (at == start || n == PARTS)
            return 0;
        parts[n++] = value;
        if (at == s.n || s.p[at] != '.')
            break;
        at++;
    }
    if (at < s.n && (s.p[at] == '-' || s.p[at] == '+'))
        while (at < s.n && s.p[at] > ' ' && s.p[at] != ',')
            at++;
    return at;
}

static int compare_versions(const uint32_t a[PARTS], const uint32_t b[PARTS])
{
    for (int i = 0; i < PARTS; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

enum version_op { OP_SAME_MAJOR, OP_GE, OP_LE, OP_NE, OP_EQ, OP_GT, OP_LT };

static size_t read_op(stet_str s, int *ret_op)
{
    static const struct {
        const char *text;
        int op;
    } ops[] = {{">=", OP_GE}, {"<=", OP_LE}, {"!=", OP_NE}, {"==", OP_EQ},
               {"=", OP_EQ},  {">", OP_GT},  {"<", OP_LT}};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        size_t n = strlen(ops[i].text);
        if (s.n >= n && memcmp(s.p, ops[i].text, n) == 0) {
            *ret_op = ops[i].op;
            return n;
        }
    }
    *ret_op = OP_SAME_MAJOR;
    return 0;
}

static int meets(int op, const uint32_t have[PARTS], const uint32_t want[PARTS])
{
    int order = compare_versions(have, want);
    switch (op) {
    case OP_GE:
        return order >= 0;
    case OP_LE:
        return order <= 0;
    case OP_NE:
        return order != 0;
    case OP_EQ:
        return order == 0;
    case OP_GT:
        return order > 0;
    case OP_LT:
        return order < 0;
    default:
        return order >= 0 && have[0] == want[0];
    }
}

static size_t skip_blanks(stet_str s)
{
    size_t n = 0;
    while (n < s.n && (s.p[n] == ' ' || s.p[n] == ','))
        n++;
    return n;
}

static stet_str drop(stet_str s, size_t n)
{
    return stet_strn(s.p + n, s.n - n);
}

int stet__version_satisfies(stet_str version, stet_str requirement)
{
    uint32_t have[PARTS], want[PARTS];
    int all = 1, terms = 0;
    size_t n = read_version(version, have);
    if (n == 0 || n != version.n)
        return -1;
    stet_str rest = drop(requirement, skip_blanks(requirement));
    while (rest.n) {
        int op;
        rest = drop(rest, read_op(rest, &op));
        while (rest.n && rest.p[0] == ' ')
            rest = drop(rest, 1);
        n = read_version(rest, want);
        if (n == 0 || (n < rest.n && rest.p[n] != ' ' && rest.p[n] != ','))
            return -1;
        all = meets(op, have, want) && all;
        terms++;
        rest = drop(rest, n);
        rest = drop(rest, skip_blanks(rest));
    }
    return terms ? all : -1;
}
