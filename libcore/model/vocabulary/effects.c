/* SPDX-License-Identifier: MIT */
/*
 * Compile the names in a step's `reads` and `writes` to a bit set of kinds: one test
 * per change at run time, no name.
 * Inlines and parts need no name of their own: who may write a block, a statement or a
 * notice may write what it holds.
 */
#include "model/article.h"

#include "base/error.h"

static void add_kind(struct kind_set *set, size_t kind)
{
    set->bits[kind / 64] |= (uint64_t)1 << (kind % 64);
}

static void add_family(const struct vocabulary *v, struct kind_set *set, int family)
{
    for (size_t i = 0; i < STET_KIND_MAX; i++)
        if (v->kinds[i].name && v->kinds[i].family == family)
            add_kind(set, i);
}

/* "disclaimer.*": every kind whose name begins with "disclaimer.". Answers how many. */
static size_t add_prefix(const struct vocabulary *v, struct kind_set *set,
                         stet_str prefix)
{
    size_t found = 0;
    for (size_t i = 0; i < STET_KIND_MAX; i++) {
        const char *name = v->kinds[i].name;
        if (name && strncmp(name, prefix.p, prefix.n) == 0) {
            add_kind(set, i);
            found++;
        }
    }
    return found;
}

static int add_name(const struct vocabulary *v, struct kind_set *set, stet_str name)
{
    stet_kind kind = stet__vocabulary_kind(v, name);
    if (kind == STET_KIND_BODY) {
        add_family(v, set, STET_FAMILY_BLOCK);
        add_family(v, set, STET_FAMILY_INLINE);
    } else if (kind == STET_KIND_FIELDS) {
        add_family(v, set, STET_FAMILY_FIELD);
    } else if (kind == STET_KIND_NOTICES) {
        add_family(v, set, STET_FAMILY_NOTICE);
    } else if (kind && kind != STET_KIND_ARTICLE) {
        add_kind(set, kind);
    } else if (name.n > 2 && memcmp(name.p + name.n - 2, ".*", 2) == 0) {
        return add_prefix(v, set, stet_strn(name.p, name.n - 1)) != 0;
    } else {
        return 0;
    }
    return 1;
}

static stet_code fail_unknown(const struct vocabulary *v, stet_str name,
                              stet_error *err)
{
    const char *names[STET_KIND_MAX + 1];
    size_t n = 0;
    for (size_t i = 0; i < STET_KIND_MAX; i++)
        if (v->kinds[i].name && i != STET_KIND_ARTICLE)
            names[n++] = v->kinds[i].name;
    names[n] = NULL;
    stet__error(err, STET_E_NOTFOUND, "no kind of the vocabulary is named '%.*s'",
                (int)(name.n > 80 ? 80 : name.n), name.p);
    const char *near = stet__suggest(name, names);
    if (near)
        stet__error_hint(err, "did you mean '%s'?", near);
    return STET_E_NOTFOUND;
}

stet_code stet__effects_compile(const struct vocabulary *v, const char *const *names,
                                struct kind_set *ret_set, stet_error *err)
{
    struct kind_set set = {{0}};
    for (; names && *names; names++)
        if (!add_name(v, &set, stet_cstr(*names)))
            return fail_unknown(v, stet_cstr(*names), err);
    *ret_set = set;
    return STET_OK;
}
