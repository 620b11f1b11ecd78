/* SPDX-License-Identifier: MIT */
/*
 * The blocks that are added: a byline, a credit line above or below the text, a
 * copyright, sentences that the policy gives, notices of the original. What the article
 * says already stays as it is.
 */
#include "fix.h"

/* ---- blocks
 * ------------------------------------------------------------------------------ */
static void keep(struct fixer *f, stet_code code)
{
    if (f->code == STET_OK)
        f->code = code;
}

static void put(struct fixer *f, stet_node block, stet_str text)
{
    if (block && text.n)
        keep(f, stet_text_append(f->a, block, text.p, text.n, 0, 0));
}

static void put_link(struct fixer *f, stet_node block, stet_str text, stet_str href)
{
    stet_node link =
        href.n ? stet_node_new(f->a, block, 0, STET_LINK, stet_no_span()) : block;
    if (!link) {
        keep(f, STET_E_NOMEM);
        return;
    }
    if (href.n)
        keep(f, stet_set_attr(f->a, link, STET_ATTR_HREF, href));
    put(f, link, text);
}

/* The first block of the body, or 0. */
static stet_node body_begin(struct fixer *f)
{
    const struct doc *d = f->c->doc;
    return d->first_body == SIZE_MAX ? 0 : d->blocks[d->first_body].node;
}

static stet_node new_block(struct fixer *f, int zone)
{
    stet_node body = stet_root(f->a, STET_FAMILY_BLOCK);
    stet_node n = stet_node_new(f->a, body, zone == STET_ZONE_HEAD ? body_begin(f) : 0,
                                STET_PARAGRAPH, stet_no_span());
    if (!n)
        keep(f, STET_E_NOMEM);
    else
        keep(f, stet_set_zone(f->a, n, zone));
    return n;
}

/* ---- values
 * ------------------------------------------------------------------------------ */
static stet_str holder_name(struct fixer *f)
{
    const struct policy *p = f->c->policy;
    if (f->source.n)
        return f->source;
    return p->name.n ? p->name : p->aliases.n ? p->aliases.items[0] : stet_cstr("");
}

static stet_str home_address(struct fixer *f)
{
    const struct policy *p = f->c->policy;
    return p->hosts.n ? stet__pool_say(f->c->pool, "https://%.*s/",
                                       TEXT_ARGS(p->hosts.items[0]))
                      : stet_cstr("");
}

static void put_names(struct fixer *f, stet_node block, const stet_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put(f, block, stet_cstr(i == 0 ? "" : i + 1 == n ? f->words->and : ", "));
        put(f, block, names[i]);
    }
}

/* Names of authors with their affiliations, when those are asked for. */
static size_t author_names(struct fixer *f, stet_str **ret)
{
    const struct context *x = f->c->context;
    const struct doc *o = f->c->original;
    size_t n = x->authors.fact != FACT_UNKNOWN ? x->authors.n : o ? o->authors.n : 0;
    if (f->authors.n) {
        *ret = (stet_str *)(uintptr_t)f->authors.items;
        return f->authors.n;
    }
    *ret = stet__pool_array(f->c->pool, n, sizeof **ret);
    if (!*ret)
        return 0;
    for (size_t i = 0; i < n; i++) {
        (*ret)[i] = x->authors.n ? x->authors.items[i].name : o->authors.items[i];
        if (f->affiliations && x->authors.n && x->authors.items[i].affiliation.n)
            (*ret)[i] = stet__pool_say(f->c->pool, "%.*s (%.*s)", TEXT_ARGS((*ret)[i]),
                                       TEXT_ARGS(x->authors.items[i].affiliation));
    }
    return n;
}

/* ---- lines
 * ------------------------------------------------------------------------------- */
/* "This article was originally published by Harbour Dispatch": the phrase links to the
 * article, the name to the home page, as far as they are asked for. */
static void put_source(struct fixer *f, stet_node block, uint32_t says)
{
    stet_str url =
                 says & SAY_LINK_ARTICLE ? f->c->context->original_url : stet_cstr(""),
             home = says & SAY_LINK_HOME ? home_address(f) : stet_cstr("");
    stet_str phrase = stet__text_trim(stet_cstr(f->words->published_by));
    if (url.n && home.n) {
        put_link(f, block, phrase, url);
        put(f, block, stet_cstr(" "));
        put_link(f, block, holder_name(f), home);
    } else {
        put(f, block, stet_cstr(f->words->published_by));
        put_link(f, block, holder_name(f), url.n ? url : home);
    }
    put(f, block, stet_cstr("."));
}

static void put_line(struct fixer *f, int zone, uint32_t says)
{
    const struct licence *l = f->c->policy->licence;
    stet_str *names;
    size_t n = says & SAY_AUTHORS ? author_names(f, &names) : 0;
    uint32_t source = SAY_SOURCE | SAY_LINK_ARTICLE | SAY_LINK_HOME;
    stet_node block = 0;
    if (!(says & (source | SAY_PARTNERS | SAY_LICENCE | SAY_CHANGES)) && !n)
        return;
    block = new_block(f, zone);
    if (n) {
        put(f, block, stet_cstr(f->words->by));
        put_names(f, block, names, n);
        put(f, block, stet_cstr(". "));
    }
    if ((says & source) && holder_name(f).n)
        put_source(f, block, says);
    if (says & SAY_PARTNERS) {
        put(f, block, stet_cstr(says & source ? " " : ""));
        put(f, block, stet_cstr(f->words->partners));
        put_names(f, block, f->partners.items, f->partners.n);
        put(f, block, stet_cstr("."));
    }
    if ((says & SAY_LICENCE) && l) {
        put(f, block, stet_cstr(says & (source | SAY_PARTNERS) ? " " : ""));
        put(f, block, stet_cstr(f->words->licence));
        put_link(f, block, l->title, l->uri);
        put(f, block, stet_cstr("."));
    }
    if (says & SAY_CHANGES) {
        put(f, block, stet_cstr(says & ~(uint32_t)SAY_CHANGES ? " " : ""));
        put(f, block, stet_cstr(f->words->changed));
    }
}

static void put_copyright(struct fixer *f, int zone)
{
    const struct moment *m = &f->c->context->original_published;
    stet_str year = m->text.n >= 4 && m->text.p[0] >= '1' && m->text.p[0] <= '2' &&
                            m->text.p[3] >= '0' && m->text.p[3] <= '9'
                        ? stet_strn(m->text.p, 4)
                        : stet_cstr("");
    if (!holder_name(f).n)
        return;
    put(f, new_block(f, zone),
        stet__pool_say(f->c->pool, "\xc2\xa9 %.*s%s%.*s", TEXT_ARGS(year),
                       year.n ? " " : "", TEXT_ARGS(holder_name(f))));
}

/* What a byline lacks is written behind it; where there is none, one is made. */
static void put_byline(struct fixer *f)
{
    const struct doc *d = f->c->doc;
    stet_str *names;
    size_t n = author_names(f, &names);
    stet_node block = 0;
    for (size_t i = 0; i < d->block_count && !block; i++)
        if ((d->blocks[i].says & SAYS_BYLINE) && d->blocks[i].zone != STET_ZONE_TAIL)
            block = d->blocks[i].node;
    if (!block) {
        block = new_block(f, STET_ZONE_HEAD);
        if (n)
            put(f, block, stet_cstr(f->words->by));
        put_names(f, block, names, n);
    } else {
        stet_str is = stet__pool_normal(f->c->pool, stet_content(f->a, block));
        for (size_t i = 0; i < n; i++)
            if (stet__text_find(f->c->pool->kit, is,
                                stet__pool_normal(f->c->pool, names[i]),
                                0) == SIZE_MAX) {
                put(f, block, stet_cstr(", "));
                put(f, block, names[i]);
            }
    }
    if ((f->byline & SAY_SOURCE) && holder_name(f).n) {
        put(f, block, stet_cstr(", "));
        put(f, block, holder_name(f));
    }
}

/* ---- sentences and notices
 * ---------------------------------------------------------------- */
/* The template with what is known put in; the holder's name is a link when asked for.
 */
static void put_statement(struct fixer *f, const struct duty *d)
{
    stet_str t = d->template, name = holder_name(f), url = f->c->context->original_url;
    stet_str href = !d->linked                  ? stet_cstr("")
                    : d->to != TO_HOME && url.n ? url
                                                : home_address(f);
    stet_node block =
        new_block(f, d->where == WHERE_TOP ? STET_ZONE_HEAD : STET_ZONE_TAIL);
    int linked = 0;
    for (size_t at = 0; at < t.n;) {
        const char *open = memchr(t.p + at, '{', t.n - at),
                   *named = name.n ? memmem(t.p + at, t.n - at, name.p, name.n) : NULL;
        size_t end = open ? (size_t)(open - t.p) : t.n;
        if (href.n && !linked && named && (size_t)(named - t.p) < end) {
            put(f, block, stet_strn(t.p + at, (size_t)(named - t.p) - at));
            put_link(f, block, name, href);
            linked = 1;
            at = (size_t)(named - t.p) + name.n;
            continue;
        }
        put(f, block, stet_strn(t.p + at, end - at));
        if (!open)
            break;
        const char *close = memchr(open, '}', t.n - end);
        size_t n = close ? (size_t)(close - open) : t.n - end;
        stet_str field = stet_strn(open, n);
        int is_url = memmem(field.p, field.n, "url", 3) != NULL;
        put_link(f, block, is_url ? url : name, is_url ? stet_cstr("") : href);
        linked |= !is_url;
        for (at = end + n; at < t.n && t.p[at] == '}';)
            at++;
    }
    if (href.n &&
        !linked) { /* no name to link: the whole sentence stands, a link behind */
        put(f, block, stet_cstr(" "));
        put_link(f, block, name, href);
    }
}

static int is_wanted(const struct duty *d, const char *name)
{
    stet_str kind = d->verb == KEEP_BIO ? stet_cstr("author_bio") : d->kind;
    if (d->verb == KEEP_TAGLINE)
        return strcmp(name, "author_bio") == 0 || strcmp(name, "contributing") == 0;
    return stet__doc_is_kind(kind, name);
}

static int has_text(struct fixer *f, stet_str normal)
{
    for (size_t i = 0; i < f->c->doc->block_count; i++)
        if (memmem(f->c->doc->blocks[i].normal.p, f->c->doc->blocks[i].normal.n,
                   normal.p, normal.n))
            return 1;
    return 0;
}

static void put_notices(struct fixer *f, const struct duty *d, const struct row *r)
{
    const struct doc *o = f->c->original;
    int any = 0;
    for (size_t i = 0; o && i < o->notice_count; i++) {
        if (!is_wanted(d, o->notices[i].name))
            continue;
        any = 1;
        if (!has_text(f, o->notices[i].text))
            put(f, new_block(f, STET_ZONE_TAIL), o->notices[i].raw);
    }
    for (size_t i = 0; o && !any && i < o->block_count;
         i++) /* a biography without notice */
        if (stet_str_eq(o->blocks[i].normal, r->evidence))
            put(f, new_block(f, STET_ZONE_TAIL), o->blocks[i].raw);
}

/* ---- what the document states
 * ------------------------------------------------------------- */
static stet_claim claim_of(void)
{
    return (stet_claim){.size = sizeof(stet_claim),
                        .confidence = STET_SET,
                        .source = stet_cstr(""),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
}

static void state_canonical(struct fixer *f)
{
    stet_claim claim = claim_of();
    stet_str url = f->c->context->original_url;
    if (stet_str_eq(url, stet_field_text(f->a, STET_CANONICAL)))
        return; /* what the page says is another matter */
    if (url.n && !stet_state(f->a, STET_CANONICAL, url, &claim))
        keep(f, STET_E_NOMEM);
}

/* Beside what is said to robots already. */
static void state_noindex(struct fixer *f)
{
    stet_claim claim = claim_of();
    stet_node has;
    stet_str robots = stet__check_robots(f->c, &has);
    if (has && !stet__check_forbids_index(robots))
        keep(f, stet_set_attr(f->a, has, STET_ATTR_VALUE,
                              robots.n ? stet__pool_say(f->c->pool, "%.*s, noindex",
                                                        TEXT_ARGS(robots))
                                       : stet_cstr("noindex")));
    if (has)
        return;
    stet_node extra = stet_state(f->a, STET_EXTRA, stet_cstr(""), &claim);
    stet_node part =
        extra ? stet_node_new(f->a, extra, 0, STET_EXTRA_PART, stet_no_span()) : 0;
    if (!part) {
        keep(f, STET_E_NOMEM);
        return;
    }
    keep(f, stet_set_attr(f->a, part, STET_ATTR_KEY, stet_cstr("robots")));
    keep(f, stet_set_attr(f->a, part, STET_ATTR_VALUE, stet_cstr("noindex")));
}

/* ---- rows
 * --------------------------------------------------------------------------------- */
static void ask(struct fixer *f, const struct duty *d, uint32_t what)
{
    if (d->where == WHERE_TOP)
        f->top |= what;
    else
        f->end |= what;
}

static void ask_byline(struct fixer *f, const struct duty *d, uint32_t what)
{
    if (d->where == WHERE_BYLINE || d->with) {
        f->byline |= (int)what;
        if (d->with & WITH_PUBLISHER)
            f->byline |= SAY_SOURCE;
        if (d->with & WITH_AFFILIATION)
            f->affiliations = 1;
        if (what == SAY_AUTHORS)
            f->byline |= SAY_AUTHORS;
    } else {
        ask(f, d, what);
    }
}

static void ask_link(struct fixer *f, const struct duty *d)
{
    int32_t to = d->to ? d->to : TO_EITHER;
    const struct licence *l = f->c->policy->licence;
    if (to == TO_LICENCE && l && !l->uri.n)
        return; /* its version is not told, so nobody knows the address */
    if (to == TO_LICENCE)
        ask(f, d, SAY_LICENCE);
    else if (to != TO_HOME && f->c->context->original_url.n)
        ask(f, d, SAY_LINK_ARTICLE);
    else if (to != TO_ARTICLE && f->c->policy->hosts.n)
        ask(f, d, SAY_LINK_HOME);
}

/* Each name once. */
static void add_texts(struct fixer *f, struct texts *all, const stet_str *names,
                      size_t n)
{
    stet_str *more = stet__pool_array(f->c->pool, all->n + n, sizeof *more);
    size_t count = 0;
    if (!more) {
        keep(f, STET_E_NOMEM);
        return;
    }
    for (size_t i = 0; i < all->n + n; i++) {
        stet_str name = i < all->n ? all->items[i] : names[i - all->n];
        size_t j = 0;
        while (j < count && !stet_str_eq(more[j], name))
            j++;
        if (j == count)
            more[count++] = name;
    }
    *all = (struct texts){more, count};
}

static void add_names(struct fixer *f, struct texts *all, const struct duty *d)
{
    if (d->names.n)
        add_texts(f, all, d->names.items, d->names.n);
}

static void fix_row(struct fixer *f, const struct duty *d, const struct row *r)
{
    int open = r->status == UNVERIFIABLE;
    if (d->on || (r->status != VIOLATED && !open))
        return;
    if (open && d->verb != LINK && d->verb != NOINDEX &&
        d->verb != CANONICAL_TO_ORIGINAL)
        return;
    switch (d->verb) {
    case CREDIT_AUTHOR:
        add_names(f, &f->authors, d);
        ask_byline(f, d, SAY_AUTHORS);
        break;
    case CREDIT_SOURCE:
        f->source = d->names.n ? d->names.items[0] : f->source;
        ask_byline(f, d, SAY_SOURCE);
        if (d->linked)
            ask(f, d, f->c->context->original_url.n ? SAY_LINK_ARTICLE : SAY_LINK_HOME);
        break;
    case CREDIT_PARTNER:
        if (d->names.n)
            add_names(f, &f->partners, d);
        else
            add_texts(f, &f->partners, f->c->context->partners.items,
                      f->c->context->partners.n);
        ask(f, d, f->partners.n ? SAY_PARTNERS : 0);
        break;
    case CREDIT_COPYRIGHT:
        f->source = d->names.n ? d->names.items[0] : f->source;
        ask(f, d, SAY_COPYRIGHT);
        break;
    case CREDIT_IMAGE:
        for (size_t i = 0; i < f->c->context->original_images.n; i++) {
            stet_str credit = f->c->context->original_images.items[i].credit;
            if (credit.n && !has_text(f, stet__pool_normal(f->c->pool, credit)))
                put(f, new_block(f, STET_ZONE_TAIL),
                    stet__pool_say(f->c->pool, "%s%.*s", f->words->image,
                                   TEXT_ARGS(credit)));
        }
        break;
    case STATEMENT:
        put_statement(f, d);
        break;
    case LINK:
        ask_link(f, d);
        break;
    case KEEP_BIO:
    case KEEP_TAGLINE:
    case KEEP_NOTICE:
        put_notices(f, d, r);
        break;
    case INDICATE_CHANGES:
        ask(f, d, SAY_CHANGES);
        break;
    case CANONICAL_TO_ORIGINAL:
        state_canonical(f);
        break;
    case NOINDEX:
        state_noindex(f);
        break;
    default: /* nothing that could be written would change it */
        break;
    }
}

static int pass_of(const struct duty *d)
{
    int given = d->verb == STATEMENT || d->verb == KEEP_BIO ||
                d->verb == KEEP_TAGLINE || d->verb == KEEP_NOTICE ||
                d->where == WHERE_BYLINE || d->with;
    return given ? FIX_GIVEN : FIX_WORDED;
}

/* An article that does not say its language is in that of its conditions. */
static stet_str language_of(const struct check *c)
{
    const char *stated = c->policy->language;
    return c->doc->language.n || !stated ? c->doc->language : stet_cstr(stated);
}

stet_code stet__fix_article(struct check *c, int pass)
{
    struct fixer f = {.c = c,
                      .a = c->pool->article,
                      .words = stet__fix_words(language_of(c)),
                      .source = stet_cstr(""),
                      .code = STET_OK};
    for (size_t i = 0; i < c->count && c->grant; i++)
        if (c->rows[i].at >= 0 && pass_of(&c->grant->duties[c->rows[i].at]) == pass)
            fix_row(&f, &c->grant->duties[c->rows[i].at], &c->rows[i]);
    if (f.byline)
        put_byline(&f);
    put_line(&f, STET_ZONE_HEAD, f.top & ~(uint32_t)SAY_COPYRIGHT);
    put_line(&f, STET_ZONE_TAIL, f.end & ~(uint32_t)SAY_COPYRIGHT);
    if (f.top & SAY_COPYRIGHT)
        put_copyright(&f, STET_ZONE_HEAD);
    if (f.end & SAY_COPYRIGHT)
        put_copyright(&f, STET_ZONE_TAIL);
    return f.code;
}
