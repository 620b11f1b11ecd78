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

static const stet_enum zone_names[] = {{"head", STET_ZONE_HEAD, "above the text"},
                                       {"body", STET_ZONE_BODY, "within the text"},
                                       {"tail", STET_ZONE_TAIL, "behind the text"},
                                       {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_LIST_OF(
        struct choice, kinds, STET_TYPE_KIND, .example = "[newsletter, disclaimer.*]",
        .help = "Kinds of notices, or a family such as disclaimer.*; none: all."),
    STET_LIST_OF(struct choice, zones, STET_TYPE_ENUM, .values = zone_names,
                 .def = "[head, body, tail]", .help = "Where they stand."),
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
    const int32_t *zones = c->zones.items;
    for (size_t i = 0; i < c->zones.n; i++)
        s->zones |= 1u << zones[i];
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

/* How a block is claimed: whether a notice that stays points at it. */
static int is_shared(const struct selection *s, stet_article *a, stet_node block)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(a, n)) {
        if (is_chosen(s, a, n))
            continue;
        for (stet_node r = stet_first(a, n); r; r = stet_next(a, r))
            if (stet_attr_node(a, r, STET_ATTR_BLOCK) == block)
                return 1;
    }
    return 0;
}

/* Blocks wholly spoken for by notices that go; marked first, so that none is asked
 * twice. */
static stet_code drop_blocks(const struct selection *s, stet_article *a,
                             stet_node notice)
{
    stet_code code = STET_OK;
    stet_node r = stet_first(a, notice), next;
    for (; r && code == STET_OK; r = next) {
        stet_node block = stet_attr_node(a, r, STET_ATTR_BLOCK);
        next = stet_next(a, r);
        if (!block || is_shared(s, a, block))
            continue;
        if (stet_zone_of(a, block) == STET_ZONE_BODY &&
            (stet_attr_int(a, r, STET_ATTR_FROM, 0) ||
             stet_attr_int(a, r, STET_ATTR_TO, 0)))
            continue;
        code = stet_remove(a, block);
    }
    return code;
}

static stet_code take_out(const struct selection *s, stet_article *a)
{
    stet_code code = STET_OK;
    stet_node n, next, root = stet_root(a, STET_FAMILY_NOTICE);
    for (n = s->choice->text ? stet_first(a, root) : 0; n && code == STET_OK;
         n = stet_next(a, n))
        if (is_chosen(s, a, n))
            code = drop_blocks(s, a, n);
    for (n = stet_first(a, root); n && code == STET_OK; n = next) {
        next = stet_next(a, n);
        if (is_chosen(s, a, n))
            code = stet_remove(a, n);
    }
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
