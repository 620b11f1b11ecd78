/* SPDX-License-Identifier: MIT */
/*
 * furniture.drop and furniture.keep: take furniture out by kind, family or zone. What a
 * notice shares with another that stays, stays. Every removal is in the journal.
 */
#include "furniture.h"

struct choice {
    stet_list kinds, zones;
    uint8_t text;
};
struct selection {
    const struct choice *choice;
    uint32_t zones;
    int keep;
};

static const stet_option options[] = {
    STET_LIST_OF(
        struct choice, kinds, STET_TYPE_KIND, .example = "[newsletter, disclaimer.*]",
        .help = "Kinds of notices, or a family such as disclaimer.*; none: all."),
    STET_ZONES(struct choice, zones, .def = "[head, body, tail]",
               .help = "Where they stand."),
    STET_BOOL(struct choice, text, .def = "true",
              .help = "Take the blocks out too that say nothing else."),
    STET_OPTION_END};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct choice *c = config;
    struct selection *s = stet_build_alloc(b, sizeof *s);
    if (!s)
        return STET_E_NOMEM;
    s->choice = c;
    s->zones = stet_zone_bits(c->zones);
    *ret_plan = s;
    return STET_OK;
}

/* A kind by its name, or all that begin as `family.*` does. */
static int names_kind(const struct selection *s, stet_article *a, stet_kind kind)
{
    const stet_str *names = s->choice->kinds.items;
    stet_str kind_name = stet_cstr(stet_kind_name(a, kind));
    for (size_t i = 0; i < s->choice->kinds.n; i++) {
        stet_str n = names[i];
        int family = n.n > 2 && n.p[n.n - 1] == '*';
        if (family ? kind_name.n >= n.n && !memcmp(kind_name.p, n.p, n.n - 1)
                   : stet_str_eq(kind_name, n))
            return 1;
    }
    return !s->choice->kinds.n;
}

static int is_chosen(const struct selection *s, stet_article *a, stet_node notice)
{
    int zone = stet_zone_of(a, notice);
    int chosen =
        names_kind(s, a, stet_kind_of(a, notice)) && (!zone || s->zones >> zone & 1);
    return s->keep ? !chosen : chosen;
}

/* ---- blocks that a notice which stays points at
 * ---------------------------------------------- */

struct claims {
    stet_node *blocks;
    size_t mask;
};

static size_t slot_of(const struct claims *c, stet_node block)
{
    size_t at = (size_t)(block * 11400714819323198485u >> 20) & c->mask;
    while (c->blocks[at] && c->blocks[at] != block)
        at = (at + 1) & c->mask;
    return at;
}

static size_t count_ranges(stet_article *a)
{
    size_t n = 0;
    for (stet_node x = stet_first(a, stet_root(a, STET_FAMILY_NOTICE)); x;
         x = stet_next(a, x))
        for (stet_node r = stet_first(a, x); r; r = stet_next(a, r))
            n++;
    return n;
}

static stet_code learn_claims(const struct selection *s, stet_article *a,
                              struct claims *c)
{
    size_t slots = 16, n = count_ranges(a);
    while (slots < 2 * n + 2)
        slots *= 2;
    if (!(c->blocks = stet_alloc(a, slots * sizeof *c->blocks)))
        return STET_E_NOMEM;
    memset(c->blocks, 0, slots * sizeof *c->blocks);
    c->mask = slots - 1;
    for (stet_node x = stet_first(a, stet_root(a, STET_FAMILY_NOTICE)); x;
         x = stet_next(a, x))
        for (stet_node r = is_chosen(s, a, x) ? 0 : stet_first(a, x); r;
             r = stet_next(a, r)) {
            stet_node block = stet_attr_node(a, r, STET_ATTR_BLOCK);
            if (block)
                c->blocks[slot_of(c, block)] = block;
        }
    return STET_OK;
}

/* ---- taking out
 * ------------------------------------------------------------------------------ */

struct blocks {
    stet_node *nodes;
    size_t count;
};

/* Blocks wholly spoken for by a notice that goes. */
static void list_blocks(const struct claims *claims, stet_article *a, stet_node notice,
                        struct blocks *list)
{
    for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r)) {
        stet_node block = stet_attr_node(a, r, STET_ATTR_BLOCK);
        if (!block || claims->blocks[slot_of(claims, block)])
            continue;
        if ((stet_zone_of(a, block) == STET_ZONE_BODY ||
             stet_kind_of(a, block) == STET_HTML) &&
            (stet_attr_int(a, r, STET_ATTR_FROM, 0) ||
             stet_attr_int(a, r, STET_ATTR_TO, 0)))
            continue;
        list->nodes[list->count++] = block;
    }
}

/* Notices first: a block that goes looks for the notices that point at it. */
static stet_code take_out(const struct selection *s, stet_article *a)
{
    struct claims claims;
    struct blocks list = {stet_alloc(a, (count_ranges(a) + 1) * sizeof(stet_node)), 0};
    stet_code code = list.nodes ? learn_claims(s, a, &claims) : STET_E_NOMEM;
    stet_node next, n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; n && code == STET_OK; n = next) {
        next = stet_next(a, n);
        if (!is_chosen(s, a, n))
            continue;
        if (s->choice->text)
            list_blocks(&claims, a, n, &list);
        code = stet_remove(a, n);
    }
    for (size_t i = 0; i < list.count && code == STET_OK; i++)
        if (stet_kind_of(a, list.nodes[i])) /* two notices may speak of one block */
            code = stet_remove(a, list.nodes[i]);
    return code;
}

static stet_code process_drop(const void *plan, void *scratch, stet_article *a)
{
    (void)scratch;
    return take_out(plan, a);
}

static stet_code compile_keep(stet_build *b, const void *config, void **ret_plan)
{
    stet_code code = compile(b, config, ret_plan);
    if (code == STET_OK)
        ((struct selection *)*ret_plan)->keep = 1;
    return code;
}

static const char *const reads[] = {"body", "notices", NULL};

const stet_step stet__furniture_drop = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct choice),
    .name = "furniture.drop",
    .summary = "Take out furniture of some kinds, families or zones.",
    .options = options,
    .reads = reads,
    .writes = reads,
    .compile = compile,
    .process = process_drop};

const stet_step stet__furniture_keep_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct choice),
    .name = "furniture.keep",
    .summary = "Take out all furniture but that of some kinds, families or zones.",
    .options = options,
    .reads = reads,
    .writes = reads,
    .compile = compile_keep,
    .process = process_drop};
