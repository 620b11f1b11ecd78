/* SPDX-License-Identifier: MIT */
/*
 * A sentence that must stand in the article. Its fields, {holder} or {{ original.url
 * }}, stand for what is known of them; one that is not known stands for a few words.
 */
#include "check.h"

enum { PARTS = 24, CHOICES = 12, WILD = 160 };

struct part {
    int wild;
    stet_str choices[CHOICES]; /* normal; one of them stands here */
    size_t count;
};
struct pattern {
    struct part parts[PARTS];
    size_t count;
    int has_url;
};

static void add_choice(struct check *c, struct part *p, stet_str text)
{
    stet_str normal = stet__pool_normal(c->pool, text);
    if (normal.n && p->count < CHOICES)
        p->choices[p->count++] = normal;
}

static int is_any(stet_str s, const char *const *names)
{
    for (; *names; names++)
        if (stet_str_is(s, *names))
            return 1;
    return 0;
}

/* What a field may stand for; nothing: any words. */
static void fill_field(struct check *c, struct part *p, stet_str name,
                       struct pattern *all)
{
    static const char *const holders[] = {
        "holder",      "holder.name", "publisher",   "source", "publisher.name",
        "source.name", "origin.name", "publication", "site",   NULL};
    static const char *const urls[] = {"url", "original.url", "origin.url", "link",
                                       NULL};
    static const char *const authors[] = {"author", "authors", "original.authors",
                                          "byline", NULL};
    static const char *const titles[] = {"headline", "title", "original.headline",
                                         NULL};
    const struct context *x = c->context;
    if (is_any(name, holders)) {
        for (size_t i = 0; i < c->names.n; i++)
            add_choice(c, p, c->names.items[i]);
    } else if (is_any(name, urls)) {
        all->has_url = 1;
        add_choice(c, p, x->original_url);
    } else if (is_any(name, authors) && x->authors.n == 1) {
        add_choice(c, p, x->authors.items[0].name);
    } else if (is_any(name, titles) && c->original) {
        add_choice(c, p, c->original->headline);
    }
    p->wild = !p->count || all->has_url;
}

static stet_str field_name(stet_str t, size_t at, size_t *ret_end)
{
    size_t from = at + 1, to;
    int two = from < t.n && t.p[from] == '{';
    from += two;
    for (to = from; to < t.n && t.p[to] != '}' && t.p[to] != '|';)
        to++;
    stet_str name = stet__text_trim(stet_strn(t.p + from, to - from));
    while (to < t.n && t.p[to] != '}')
        to++;
    *ret_end = to + 1 + (two && to + 1 < t.n && t.p[to + 1] == '}');
    return name;
}

static void read_pattern(struct check *c, stet_str t, struct pattern *p)
{
    t = stet__text_trim(t);
    while (t.n && strchr(".!", t.p[t.n - 1])) /* a full stop may be left out */
        t.n--;
    for (size_t at = 0; at < t.n && p->count < PARTS;) {
        struct part *part = &p->parts[p->count++];
        size_t end = at;
        *part = (struct part){.count = 0};
        if (t.p[at] == '{') {
            stet_str name = field_name(t, at, &end);
            fill_field(c, part, name, p);
        } else {
            while (end < t.n && t.p[end] != '{')
                end++;
            add_choice(c, part, stet_strn(t.p + at, end - at));
            if (!part->count)
                p->count--; /* only white space */
        }
        at = end < t.n ? end : t.n;
    }
}

/* Does the part stand at `at`, after spaces? *ret_end is behind it. */
static int fits_at(const struct part *p, stet_str text, size_t at, size_t *ret_end)
{
    while (at < text.n && text.p[at] == ' ')
        at++;
    for (size_t i = 0; i < p->count; i++)
        if (text.n - at >= p->choices[i].n &&
            memcmp(text.p + at, p->choices[i].p, p->choices[i].n) == 0) {
            *ret_end = at + p->choices[i].n;
            return 1;
        }
    return 0;
}

/* The parts one after another; a wild one takes as few bytes as lets the next one fit.
 */
static int match_from(const struct pattern *p, stet_str text, size_t at,
                      size_t *ret_end)
{
    int wild = 0;
    for (size_t i = 0; i < p->count; i++) {
        const struct part *part = &p->parts[i];
        size_t end = at;
        if (fits_at(part, text, at, &end)) {
            at = end;
            wild = part->wild && !part->count;
            continue;
        }
        if (part->wild) {
            wild = 1;
            continue;
        }
        size_t skip = 0;
        while (wild && skip < WILD && at + skip < text.n &&
               !fits_at(part, text, at + skip, &end))
            skip++;
        if (!wild || skip == WILD || at + skip >= text.n)
            return 0;
        at = end;
        wild = 0;
    }
    *ret_end = at;
    return 1;
}

/* Where the statement stands in a block; SIZE_MAX: it does not. */
static size_t find_in(struct check *c, const struct pattern *p, stet_str text,
                      size_t *ret_end)
{
    for (size_t at = 0; at < text.n; at++) {
        uint32_t before, after;
        if (at && text.p[at - 1] != ' ' && (unsigned char)text.p[at - 1] < 0x80) {
            c->pool->kit->decode(text.p + at - 1, 1, &before);
            if (c->pool->kit->is_word(before))
                continue;
        }
        if (!match_from(p, text, at, ret_end))
            continue;
        if (*ret_end == text.n)
            return at;
        c->pool->kit->decode(text.p + *ret_end, text.n - *ret_end, &after);
        if (!c->pool->kit->is_word(after))
            return at;
    }
    return SIZE_MAX;
}

static void check_link(struct check *c, const struct duty *d, struct row *r,
                       size_t block, stet_str part)
{
    const struct doc_link *link = NULL;
    int target = stet__check_linked(c, block, part, d->to, &link);
    if (target == TARGET_RIGHT)
        return;
    if (target == TARGET_DOUBTFUL)
        stet__row_say(
            c, r, UNVERIFIABLE,
            "the sentence stands there; its link does not tell where it leads");
    else
        stet__row_say(c, r, VIOLATED,
                      target < 0 ? "the sentence stands there, without a link"
                                 : "the sentence stands there; its link leads to "
                                   "another place");
    if (link)
        stet__row_show_link(c, r, link);
    stet__row_todo(c, r, "link it to the holder's page");
}

/* The template with what is known put in, for what to do. */
static stet_str filled(struct check *c, stet_str t)
{
    stet_out out = stet__pool_out(c->pool, t.n + 64, 2048);
    for (size_t at = 0; at < t.n;) {
        size_t end = at + 1;
        if (t.p[at] == '{') {
            stet_str name = field_name(t, at, &end);
            if (memmem(name.p, name.n, "url", 3) && c->context->original_url.n)
                stet_put_str(&out, c->context->original_url);
            else if (c->policy->name.n && !memmem(name.p, name.n, "author", 6) &&
                     !memmem(name.p, name.n, "title", 5) &&
                     !memmem(name.p, name.n, "url", 3))
                stet_put_str(&out, c->policy->name);
            else
                stet_put(&out, t.p + at, (end < t.n ? end : t.n) - at);
        } else {
            stet_putc(&out, t.p[at]);
        }
        at = end < t.n ? end : t.n;
    }
    return stet_out_text(&out);
}

void stet__duty_statement(struct check *c, const struct duty *d, struct row *r)
{
    struct pattern p = {.count = 0};
    size_t elsewhere = SIZE_MAX, end = 0;
    struct row empty = *r, kept = *r; /* kept: the sentence without its link */
    int found = 0;
    read_pattern(c, d->template, &p);
    for (size_t i = 0; p.count && i < c->doc->block_count; i++) {
        const struct doc_block *b = &c->doc->blocks[i];
        size_t at =
            b->kind == STET_HEADING ? SIZE_MAX : find_in(c, &p, c->said[i], &end);
        if (at == SIZE_MAX)
            continue;
        stet_str said = stet_strn(b->normal.p + at, end - at);
        if (!stet__check_stands(c, i, d->where, stet__text_words(said))) {
            elsewhere = i;
            continue;
        }
        *r = empty;
        stet__row_say(c, r, SATISFIED, "the sentence stands %s",
                      stet__check_where(d->where));
        stet__row_show(c, r, i, said);
        if (d->linked)
            check_link(c, d, r, i, said);
        if (r->status == SATISFIED)
            return;
        if (!found++ || (kept.status == VIOLATED && r->status == UNVERIFIABLE))
            kept = *r;
    }
    if (found) {
        *r = kept;
        return;
    }
    if (!p.count)
        stet__row_say(c, r, UNVERIFIABLE, "the policy gives no sentence");
    else
        stet__row_say(c, r, VIOLATED,
                      elsewhere == SIZE_MAX
                          ? "the sentence does not stand in the article"
                          : "the sentence stands elsewhere, not %s",
                      stet__check_where(d->where));
    if (elsewhere != SIZE_MAX)
        stet__row_show(c, r, elsewhere, stet_cstr(""));
    stet_str wanted = filled(c, d->template);
    stet__row_todo(c, r, "add %s: %.*s", stet__check_where(d->where),
                   TEXT_ARGS(wanted));
}
