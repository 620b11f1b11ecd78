/* SPDX-License-Identifier: MIT */
/*
 * The variables of all files: overrides from outside, then every ${} in them filled in,
 * in whatever order they name one another.
 */
#include "pipeline/load/load.h"

#include <stdio.h>

#include "base/table.h"

/* How long a chain of variables that name one another may be. */
enum { CHAIN_MAX = 64 };

enum var_state { VAR_RAW = 0, VAR_OPEN, VAR_SETTLED };
struct var {
    stet_data *scalar; /* in the copy: its text is replaced */
    int state;
};

struct settling {
    struct loader *load;
    const stet_data *vars; /* the copy */
    struct table by_scalar;
    struct var *list;
    size_t count, cap;
    int chain;
};

/* ---- overrides ----------------------------------------------------------- */

static stet_data *find_scalar(const stet_data *vars, stet_str path)
{
    return (stet_data *)(uintptr_t)stet__load_at(vars, path);
}

static void set_one(struct loader *load, const char *pair)
{
    const char *equals = strchr(pair, '=');
    stet_str name = stet_strn(pair, equals ? (size_t)(equals - pair) : strlen(pair));
    stet_data *value = equals ? find_scalar(load->vars, name) : NULL;
    struct problem_place place = {.file = "--set", .length = 1, .excerpt = {"", 0}};
    if (!equals || name.n == 0) {
        stet__problems_add(load->problems, &place, 0,
                           stet__load_text(load, "'%s' is not name=value", pair).p,
                           NULL);
        return;
    }
    if (!value || value == load->vars) {
        const char *hint = stet__load_suggest_variable(
            load, load->vars, name, "declare it under 'vars'; ~ for no value");
        stet__problems_add(
            load->problems, &place, 0,
            stet__load_text(load, "no variable '%.*s'", (int)name.n, name.p).p, hint);
        return;
    }
    if (value->type == STET_DATA_LIST || value->type == STET_DATA_MAP) {
        stet__problems_add(load->problems, &place, 0,
                           stet__load_text(load,
                                           "the variable '%.*s' is a list or a map",
                                           (int)name.n, name.p)
                               .p,
                           "name one of its values");
        return;
    }
    stet_str text = stet__arena_copy(load->arena, stet_cstr(equals + 1));
    if (!text.p) {
        load->failed = STET_E_NOMEM;
        return;
    }
    value->type =
        STET_DATA_BOOL; /* not filled in again: what is given is taken as it is */
    value->text = text;
    stet__load_digest(load, stet__arena_copy(load->arena, stet_cstr(pair)));
}

/* ---- settling ------------------------------------------------------------ */

static stet_str scalar_key(stet_data *const *scalar)
{
    return stet_strn((const char *)scalar, sizeof *scalar);
}

static void settle(struct settling *s, struct var *var);

static stet_str look_up(void *self, const stet_data *at, stet_str name)
{
    struct settling *s = self;
    struct loader *load = s->load;
    stet_str nothing = {NULL, 0};
    stet_data *scalar = find_scalar(s->vars, name);
    struct var *var =
        scalar ? stet__table_get(&s->by_scalar, scalar_key(&scalar)) : NULL;
    const char *wrong = NULL;
    if (!scalar || scalar == s->vars)
        wrong = "no variable '%.*s'";
    else if (!var)
        wrong = "the variable '%.*s' is a list or a map; ${} puts in text";
    else if (var->state == VAR_OPEN)
        wrong = "the variable '%.*s' is made from itself";
    else if (scalar->type == STET_DATA_NULL)
        wrong = "the variable '%.*s' has no value";
    else if (s->chain >= CHAIN_MAX)
        wrong = "too long a chain of variables at '%.*s'";
    if (wrong) {
        char text[256];
        stet_str shown = stet_strn(name.p, name.n < 80 ? name.n : 80);
        const char *hint =
            scalar ? ""
                   : stet__load_suggest_variable(load, s->vars, name,
                                                 "give it a value under 'vars'");
        snprintf(text, sizeof text, wrong, (int)shown.n, shown.p);
        stet__load_problem_filled(load, at, name, hint, "%s", text);
        return nothing;
    }
    settle(s, var);
    return scalar->text;
}

/* Recursion is bounded by CHAIN_MAX. */
static void settle(struct settling *s, struct var *var)
{
    if (var->state != VAR_RAW)
        return;
    var->state = VAR_OPEN;
    s->chain++;
    if (var->scalar->type == STET_DATA_PLAIN || var->scalar->type == STET_DATA_STRING) {
        stet_str text = stet__load_fill_text(s->load, var->scalar, look_up, s);
        var->scalar->text = text.p ? text : s->load->placeholder;
    }
    s->chain--;
    var->state = VAR_SETTLED;
}

static void keep_scalar(void *self, stet_data *scalar)
{
    struct settling *s = self;
    if (stet__array_reserve(&s->list, &s->cap, s->count + 1, sizeof *s->list) !=
        STET_OK) {
        s->load->failed = STET_E_NOMEM;
        return;
    }
    s->list[s->count++] = (struct var){.scalar = scalar};
}

static void index_scalars(struct settling *s)
{
    for (size_t i = 0; i < s->count; i++) {
        stet_code code =
            stet__table_add(&s->by_scalar, scalar_key(&s->list[i].scalar), &s->list[i]);
        if (code != STET_OK)
            s->load->failed = code;
    }
}

void stet__load_vars(struct loader *load)
{
    struct settling s = {.load = load};
    const char *const *set = load->options->set;
    for (size_t i = 0; set && set[i]; i++)
        set_one(load, set[i]);
    stet__table_init(&s.by_scalar);
    s.vars = stet__load_copy(load, load->vars, keep_scalar, &s);
    if (s.vars && load->failed == STET_OK) {
        index_scalars(&s);
        for (size_t i = 0; i < s.count && load->failed == STET_OK; i++)
            settle(&s, &s.list[i]);
        for (size_t i = 0; i < s.count; i++)
            if (s.list[i].scalar->type == STET_DATA_BOOL)
                s.list[i].scalar->type = STET_DATA_PLAIN;
    }
    load->settled = s.vars;
    if (!s.vars)
        load->failed = STET_E_NOMEM;
    stet__table_done(&s.by_scalar);
    stet__free(s.list);
}
