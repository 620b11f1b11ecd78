/* SPDX-License-Identifier: MIT */
/* Which step was compiled before, with equal options. */
#include "pipeline/load/load.h"

enum { LEVELS_MAX = 16 /* of options; deeper ones are taken to differ */ };

static int same_scalar(const stet_data *a, const stet_data *b)
{
    return a->type == b->type && a->count == b->count && stet_str_eq(a->key, b->key) &&
           stet_str_eq(a->text, b->text);
}

/* Equal values in equal order, wherever they stand. NULL equals only NULL. */
static int same_options(const stet_data *a, const stet_data *b)
{
    struct {
        const stet_data *a, *b;
    } levels[LEVELS_MAX];
    size_t depth = 0;
    if (!a || !b)
        return a == b;
    levels[depth].a = a->first;
    levels[depth++].b = b->first;
    while (depth) {
        const stet_data *x = levels[depth - 1].a, *y = levels[depth - 1].b;
        if (!x != !y)
            return 0;
        if (!x) {
            depth--;
            continue;
        }
        if (!same_scalar(x, y) || depth == LEVELS_MAX)
            return 0;
        levels[depth - 1].a = x->next;
        levels[depth - 1].b = y->next;
        levels[depth].a = x->first;
        levels[depth++].b = y->first;
    }
    return 1;
}

/* Paths among the options are relative to the file they stand in. */
static int same_file(const stet_data *a, const stet_data *b)
{
    return !a || a->file == b->file;
}

const struct compiled *stet__reuse_find(const struct loader *load,
                                        const struct step_entry *entry,
                                        const stet_data *with)
{
    for (const struct compiled *c = load->compiled; c; c = c->next)
        if (c->entry == entry && same_options(c->with, with) &&
            same_file(c->with, with))
            return c;
    return NULL;
}

void stet__reuse_keep(struct loader *load, const struct compiled *step)
{
    struct compiled *c = load->choosing ? stet__load_alloc(load, sizeof *c) : NULL;
    if (!c)
        return;
    *c = *step;
    c->next = load->compiled;
    load->compiled = c;
}
