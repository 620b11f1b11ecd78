/* SPDX-License-Identifier: MIT */
/*
 * What an article already has: the same text, or another notice of the same kind.
 */
#include "notice.h"

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ---- the same text ------------------------------------------------------------- */

int stet__notice_says(stet_str text, stet_str plain)
{
    size_t at = 0, k = 0;
    while (at < text.n && is_space(text.p[at]))
        at++;
    for (; at < text.n && k < plain.n; k++) {
        if (!is_space(text.p[at])) {
            if (text.p[at++] != plain.p[k])
                return 0;
            continue;
        }
        if (plain.p[k] != ' ')
            break;
        while (at < text.n && is_space(text.p[at]))
            at++;
    }
    while (at < text.n && is_space(text.p[at]))
        at++;
    return at == text.n && k == plain.n;
}

/* ---- text of a wording with other values --------------------------------------- */
struct fit {
    stet_str text;
    size_t at;
    int loose; /* a value stands before: what comes next stands anywhere behind */
};

static int fit_literal(struct fit *f, stet_str part)
{
    if (!part.n)
        return 1;
    if (!f->loose) {
        int here = f->text.n - f->at >= part.n &&
                   memcmp(f->text.p + f->at, part.p, part.n) == 0;
        f->at += here ? part.n : 0;
        return here;
    }
    size_t from = f->at < f->text.n ? f->at + 1 : f->text.n; /* a value has a letter */
    const char *p = memmem(f->text.p + from, f->text.n - from, part.p, part.n);
    f->at = p ? (size_t)(p - f->text.p) + part.n : f->at;
    f->loose = 0;
    return p != NULL;
}

static int fit_phrase(struct fit *f, stet_str source)
{
    for (size_t at = 0; at < source.n;) {
        const char *open = memmem(source.p + at, source.n - at, "{{", 2);
        size_t end = open ? (size_t)(open - source.p) : source.n;
        if (!fit_literal(f, stet_strn(source.p + at, end - at)))
            return 0;
        const char *close = open ? memmem(open, source.n - end, "}}", 2) : NULL;
        f->loose |= open != NULL;
        at = close ? (size_t)(close - source.p) + 2 : source.n;
    }
    return 1;
}

int stet__notice_fits_wording(stet_str text, const struct paragraph *p)
{
    struct fit f = {.text = text};
    while (f.text.n && is_space(f.text.p[f.text.n - 1]))
        f.text.n--;
    for (size_t i = 0; i < p->count; i++)
        if (!fit_phrase(&f, p->pieces[i].text.literal))
            return 0;
    return f.loose ? f.at < f.text.n : f.at == f.text.n;
}

/* A look at the first words, before the text of a block is put together: most blocks
 * say something else. */
static int may_say(stet_article *a, stet_node block, stet_str plain)
{
    stet_node leaf = block;
    for (stet_node n = stet_first(a, leaf); n; n = stet_first(a, n))
        leaf = n;
    stet_str text = stet_text(a, leaf);
    if (stet_kind_of(a, leaf) != STET_TEXT)
        return 1;
    size_t n = text.n < plain.n ? text.n : plain.n;
    for (size_t i = 0; i < n; i++)
        if (text.p[i] != plain.p[i])
            return is_space(text.p[i]); /* spaces may differ */
    return 1;
}

static int block_says(stet_article *a, stet_node block, stet_str plain)
{
    return may_say(a, block, plain) && stet__notice_says(stet_content(a, block), plain);
}

int stet__notice_stands(stet_article *a, const struct said *said, size_t count)
{
    size_t met = 0;
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n && met < count; n = stet_next(a, n)) {
        if (block_says(a, n, said[met].plain))
            met++;
        else
            met = met && block_says(a, n, said[0].plain);
    }
    return met == count;
}

/* ---- another notice ------------------------------------------------------------ */

/* `disclaimer.opinion permission`: is the name one of them? */
static int is_among(stet_str names, stet_str name)
{
    for (size_t at = 0; at + name.n <= names.n; at++) {
        const char *found = memmem(names.p + at, names.n - at, name.p, name.n);
        if (!found)
            return 0;
        at = (size_t)(found - names.p);
        if ((!at || names.p[at - 1] == ' ') &&
            (at + name.n == names.n || names.p[at + name.n] == ' '))
            return 1;
    }
    return 0;
}

static int is_like(stet_article *a, const struct edition *e, stet_node notice)
{
    stet_kind kind = stet_kind_of(a, notice);
    if (kind == e->kind)
        return 1;
    for (size_t i = 0; i < e->like_count; i++)
        if (kind == e->like[i])
            return 1;
    stet_str also = stet_attr_str(a, notice, STET_ATTR_ALSO);
    return also.n && is_among(also, e->kind_name);
}

/* A stamp of another name of the catalogue says something else, and is no rival; one
 * that somebody else put in is. */
static int is_own(const struct notice_plan *plan, const struct notice *notice,
                  stet_str stamp)
{
    if (!stamp.n)
        return 0;
    if (stet_str_eq(stamp, notice->id))
        return 1;
    for (size_t i = 0; i < plan->sibling_count; i++) {
        stet_str s = plan->siblings[i];
        if (stamp.n >= s.n && memcmp(stamp.p, s.p, s.n) == 0 &&
            (stamp.n == s.n || stamp.p[s.n] == '.'))
            return 1;
    }
    return 0;
}

static stet_node block_of(stet_article *a, stet_node range)
{
    return stet_kind_of(a, range) == STET_RANGE
               ? stet_attr_node(a, range, STET_ATTR_BLOCK)
               : 0;
}

/* Does a part of the notice say the words that tell it from others of its kind? */
static int is_about(stet_article *a, stet_node notice, stet_str about)
{
    if (!about.n)
        return 1;
    for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r)) {
        stet_node block = block_of(a, r);
        stet_str text = block ? stet_content(a, block) : stet_cstr("");
        if (memmem(text.p, text.n, about.p, about.n))
            return 1;
    }
    return 0;
}

stet_node stet__notice_rival(stet_article *a, const struct notice_plan *plan,
                             const struct notice *notice, const struct edition *edition)
{
    stet_str about = stet_cstr("");
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    if (n && stet__notice_expand(a, &edition->about, &about) != STET_OK)
        return 0;
    for (; n; n = stet_next(a, n))
        if (is_like(a, edition, n) &&
            !is_own(plan, notice, stet_attr_str(a, n, STET_ATTR_STAMP)) &&
            is_about(a, n, about))
            return n;
    return 0;
}

/* ---- taking it out ------------------------------------------------------------- */

static int covers_block(stet_article *a, stet_node range, stet_node block)
{
    int64_t to = stet_attr_int(a, range, STET_ATTR_TO, INT64_MAX);
    return stet_attr_int(a, range, STET_ATTR_FROM, 0) == 0 &&
           (to == INT64_MAX || (uint64_t)to >= stet_content(a, block).n);
}

/* Does another notice speak from the block too? */
static int is_shared(stet_article *a, stet_node notice, stet_node block)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(a, n))
        for (stet_node r = n == notice ? 0 : stet_first(a, n); r; r = stet_next(a, r))
            if (block_of(a, r) == block)
                return 1;
    return 0;
}

stet_code stet__notice_take_out(stet_article *a, stet_node notice)
{
    stet_code code = STET_OK;
    size_t count = 0;
    for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r)) {
        stet_node block = block_of(a, r);
        if (++count > STAMP_BLOCKS)
            return STET_SKIP;
        if (block && (!covers_block(a, r, block) || is_shared(a, notice, block)))
            return STET_SKIP;
    }
    for (stet_node r = stet_first(a, notice), next; r && code == STET_OK; r = next) {
        stet_node block = block_of(a, r);
        next = stet_next(a, r);
        if (block)
            code = stet_remove(a, block);
    }
    return code == STET_OK ? stet_remove(a, notice) : code;
}
