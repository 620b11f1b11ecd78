/* SPDX-License-Identifier: MIT */
/*
 * Blame: the step that last changed a node or something in it. One pass over the
 * journal for each state of the article that is asked about.
 */
#include "model/tree/tree.h"

static void blame(const struct article *a, uint16_t *steps, uint32_t i, uint16_t step)
{
    for (; i; i = a->nodes[i].parent)
        steps[i] = step;
}

static void blame_entry(const struct article *a, uint16_t *steps,
                        const struct journal_entry *e)
{
    switch (e->op) {
    case JOURNAL_READ: /* an article read from JSON brings its authors */
        for (uint32_t k = 0; k < e->count && e->node + k < a->node_count; k++)
            steps[e->node + k] = a->nodes[e->node + k].author;
        break;
    case JOURNAL_REMOVE:
    case JOURNAL_MOVE:
        blame(a, steps, e->old_parent, e->step);
        blame(a, steps, e->node, e->step);
        break;
    default:
        blame(a, steps, e->node, e->step);
        break;
    }
}

static int find_steps(struct article *a)
{
    uint16_t *steps = stet__arena_alloc(&a->arena, a->node_count * sizeof *steps);

    if (!steps)
        return 0;
    for (size_t k = 0; k < a->journal_count; k++)
        blame_entry(a, steps, &a->journal[k]);
    a->blame = steps;
    a->blame_state = a->state;
    return 1;
}

uint16_t stet__article_blame(struct article *a, uint32_t i)
{
    /* while an article is read, its nodes have no entry yet */
    if (a->reading || ((!a->blame || a->blame_state != a->state) && !find_steps(a)))
        return a->nodes[i].author;
    return a->blame[i];
}

stet_str stet__article_author(const stet_article *pub, stet_node n)
{
    struct article *a = stet__article((stet_article *)(uintptr_t)pub);
    uint32_t i = stet__tree_usable(a) ? stet__node_index(a, n) : 0;

    return i ? a->authors[stet__article_blame(a, i)] : stet_cstr("");
}
