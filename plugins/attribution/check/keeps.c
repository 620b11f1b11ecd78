/* SPDX-License-Identifier: MIT */
/* What the original has and the article must keep: links, notices, a pixel, a logo. */
#include <stdlib.h>

#include "check.h"

#include "../page/page.h"

#include "../facts/known.h"

static int needs_original(struct check *c, struct row *r)
{
    if (c->original)
        return 0;
    stet__row_lacks(c, r, "original.text", "the text of the original is not given");
    return 1;
}

/* ---- links --------------------------------------------------------------------- */
struct entry {
    uint64_t hash;
    size_t link;
};

static int by_hash(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static uint64_t hash_of(struct check *c, struct address a)
{
    return c->pool->kit->hash(a.path.p, a.path.n);
}

/* An address that begins at the root of the original's host is made whole. */
static struct address whole_address(struct check *c, stet_str href)
{
    struct address a = stet__address_of(c->pool->kit, href),
                   base = stet__address_of(c->pool->kit, c->context->original_url);
    if (a.web || !base.web || href.n < 2 || href.p[0] != '/' || href.p[1] == '/')
        return a;
    return stet__address_of(c->pool->kit,
                            stet__pool_say(c->pool, "https://%.*s%.*s",
                                           TEXT_ARGS(base.host), TEXT_ARGS(href)));
}

enum kept { KEPT, KEPT_IN_DOUBT, LOST };

static int is_kept(struct check *c, const struct entry *entries,
                   const struct doc_link *l, struct address wanted)
{
    const struct doc *d = c->doc;
    struct entry key = {hash_of(c, wanted), 0};
    const struct entry *at =
        bsearch(&key, entries, d->link_count, sizeof *entries, by_hash);
    while (at && at > entries && at[-1].hash == key.hash)
        at--;
    for (; at && at < entries + d->link_count && at->hash == key.hash; at++)
        if (stet__address_same_target(
                c->pool, whole_address(c, d->links[at->link].href), wanted))
            return KEPT;
    for (size_t i = 0; i < d->link_count && d->link_count <= 2000; i++) {
        struct address a = whole_address(c, d->links[i].href);
        if (stet__address_same_target(c->pool, a, wanted))
            return KEPT;
        if (l->text.n &&
            stet__text_same(stet__text_trim(d->links[i].text),
                            stet__text_trim(l->text)) &&
            (a.doubtful ||
             stet__known_redirects(c->pool->known, a.host, d->links[i].href)))
            return KEPT_IN_DOUBT;
    }
    return LOST;
}

static struct entry *index_links(struct check *c)
{
    struct entry *entries =
        stet__pool_array(c->pool, c->doc->link_count, sizeof *entries);
    for (size_t i = 0; entries && i < c->doc->link_count; i++)
        entries[i] =
            (struct entry){hash_of(c, whole_address(c, c->doc->links[i].href)), i};
    if (entries)
        qsort(entries, c->doc->link_count, sizeof *entries, by_hash);
    return entries;
}

void stet__duty_keep_links(struct check *c, const struct duty *d, struct row *r)
{
    size_t wanted = 0, lost = 0, doubtful = 0, untold = 0;
    const struct doc_link *first_lost = NULL;
    (void)d;
    if (c->context->medium == MEDIA_PRINT) {
        stet__row_say(c, r, NOT_APPLICABLE, "print has no links");
        return;
    }
    if (needs_original(c, r))
        return;
    struct entry *entries = index_links(c);
    c->failed |= !entries;
    for (size_t i = 0; entries && i < c->original->link_count; i++) {
        const struct doc_link *l = &c->original->links[i];
        struct address a = whole_address(c, l->href);
        untold += a.doubtful;
        if (!a.web)
            continue;
        wanted++;
        int kept = is_kept(c, entries, l, a);
        doubtful += kept == KEPT_IN_DOUBT;
        lost += kept == LOST;
        if (kept != KEPT && !first_lost)
            first_lost = l;
    }
    if (lost)
        stet__row_say(c, r, VIOLATED,
                      "%zu of %zu links of the original are gone, the first: "
                      "%.*s",
                      lost, wanted, TEXT_ARGS(first_lost->href));
    else if (doubtful)
        stet__row_say(c, r, UNVERIFIABLE,
                      "%zu of %zu links do not tell where they lead", doubtful, wanted);
    else if (wanted)
        stet__row_say(c, r, SATISFIED, "all %zu links of the original are there",
                      wanted);
    else if (untold)
        stet__row_say(c, r, UNVERIFIABLE,
                      "the links of the original do not tell where they "
                      "lead");
    else
        stet__row_say(c, r, NOT_APPLICABLE, "the original has no links");
    if (first_lost) {
        r->evidence = first_lost->href;
        stet__row_todo(c, r, "put back %.*s", TEXT_ARGS(first_lost->href));
    } else if (r->status == SATISFIED && c->doc->link_count) {
        stet__row_show_link(c, r, &c->doc->links[0]);
    }
}

/* ---- notices ------------------------------------------------------------------- */
/* Letters and digits only. */
static stet_str squash(struct check *c, stet_str s)
{
    char *to = stet__pool_array(c->pool, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; to && i < s.n; i++)
        if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
            (unsigned char)s.p[i] >= 0x80)
            to[n++] = s.p[i];
    return to ? stet_strn(to, n) : stet_cstr("");
}

static size_t find_text(struct check *c, stet_str text, int32_t where)
{
    stet_str squashed = squash(c, text);
    for (size_t i = 0; squashed.n && i < c->doc->block_count; i++) {
        stet_str normal = c->doc->blocks[i].normal;
        if (normal.n + 64 < squashed.n || !normal.n)
            continue;
        stet_str block = squash(c, normal);
        if (memmem(block.p, block.n, squashed.p, squashed.n) &&
            stet__check_stands(c, i, where, stet__text_words(text)))
            return i;
    }
    return SIZE_MAX;
}

static int is_wanted(const struct duty *d, const struct doc_notice *n)
{
    if (d->verb == KEEP_BIO)
        return stet_str_is(stet_cstr(n->name), "author_bio");
    if (d->verb == KEEP_TAGLINE)
        return stet_str_is(stet_cstr(n->name), "author_bio") ||
               stet_str_is(stet_cstr(n->name), "contributing");
    if (stet_str_is(d->kind, "license"))
        return stet__doc_is_kind(stet_cstr("licence"), n->name);
    return stet__doc_is_kind(d->kind, n->name);
}

/* A block at the end that begins with the name of an author and goes on to tell of it.
 */
static int is_biography(struct check *c, const struct doc_block *b)
{
    const struct doc *o = c->original;
    size_t n = c->context->authors.n ? c->context->authors.n : o->authors.n;
    for (size_t i = 0; i < n; i++) {
        stet_str name = stet__pool_normal(
            c->pool, c->context->authors.n ? c->context->authors.items[i].name
                                           : o->authors.items[i]);
        if (name.n && b->normal.n > name.n + 4 &&
            b->words > stet__text_words(name) + 2 &&
            memcmp(b->normal.p, name.p, name.n) == 0 && b->normal.p[name.n] == ' ')
            return 1;
    }
    return 0;
}

struct keeping {
    size_t wanted, lost, where; /* where: a block that keeps one */
    stet_str first_lost;
};

static void demand(struct check *c, const struct duty *d, stet_str text,
                   struct keeping *k)
{
    if (!text.n)
        return;
    size_t found = find_text(c, text, d->where);
    k->wanted++;
    if (found == SIZE_MAX && !k->lost++)
        k->first_lost = text;
    if (found != SIZE_MAX)
        k->where = found;
}

void stet__duty_keep_text(struct check *c, const struct duty *d, struct row *r)
{
    struct keeping k = {0, 0, SIZE_MAX, {"", 0}};
    const char *what = d->verb == KEEP_BIO       ? "the author's biography"
                       : d->verb == KEEP_TAGLINE ? "the tagline of the contributors"
                                                 : "the notice";
    if (needs_original(c, r))
        return;
    const struct doc *o = c->original;
    for (size_t i = 0; i < o->notice_count; i++)
        if (is_wanted(d, &o->notices[i]))
            demand(c, d, o->notices[i].text, &k);
    for (size_t i = 0; !k.wanted && d->verb != KEEP_NOTICE && i < o->block_count; i++)
        if ((o->last_body == SIZE_MAX || i >= o->last_body) && i > 0 &&
            is_biography(c, &o->blocks[i]))
            demand(c, d, o->blocks[i].normal, &k);
    if (!k.wanted)
        stet__row_say(c, r, NOT_APPLICABLE, "the original has no such text");
    else if (!k.lost)
        stet__row_say(c, r, SATISFIED, "%s is kept", what);
    else
        stet__row_say(c, r, VIOLATED, "%s is not kept as it was", what);
    if (k.lost) {
        r->evidence = k.first_lost;
        stet__row_todo(c, r, "put back: %.*s", TEXT_ARGS(k.first_lost));
    } else if (k.wanted && k.where != SIZE_MAX) {
        stet__row_show(c, r, k.where, stet_cstr(""));
    }
}

/* ---- pixel and logo ------------------------------------------------------------ */
/* The pixel of the original where the policy does not tell its address: its only images
 * that no reader sees are not marked, so the address must be told. */
static const struct doc_image *find_image(struct check *c, stet_str src)
{
    for (size_t i = 0; src.n && i < c->doc->image_count; i++)
        if (stet__address_has_prefix(c->doc->images[i].src, src))
            return &c->doc->images[i];
    return NULL;
}

static void show_image(struct check *c, struct row *r, const struct doc_image *image)
{
    r->node = image->node ? image->node : c->doc->blocks[image->block].node;
    r->evidence = image->src;
}

/* Pixels of the page that was read, which no tree holds. */
static int has_pixel(struct check *c, const struct duty *d, struct row *r)
{
    stet_node node = 0;
    stet_str url = stet_cstr("x");
    for (size_t i = 0; c->as_page && d->src.n && url.n; i++) {
        url = stet__page_pixel(c->pool->article, i, &node);
        if (!url.n || !stet__address_has_prefix(url, d->src))
            continue;
        stet__row_say(c, r, SATISFIED, "the page that was read has the pixel");
        r->node = node;
        r->evidence = url;
        return 1;
    }
    return 0;
}

void stet__duty_keep_pixel(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    const struct doc_image *image = find_image(c, d->src);
    if (x->medium == MEDIA_PRINT) {
        stet__row_say(c, r, NOT_APPLICABLE, "print has no pixel");
        return;
    }
    for (size_t i = 0; i < x->pixels.n; i++)
        if (!d->src.n || stet__address_has_prefix(x->pixels.items[i], d->src)) {
            stet__row_say(c, r, d->src.n ? SATISFIED : UNVERIFIABLE,
                          d->src.n
                              ? "the page has the pixel"
                              : "the page has a pixel; the policy does not say which");
            r->evidence = x->pixels.items[i];
            return;
        }
    if (x->pixels.fact == FACT_UNKNOWN && has_pixel(c, d, r))
        return;
    if (x->pixels.fact != FACT_UNKNOWN) {
        stet__row_say(c, r, VIOLATED, "the page does not have the pixel");
        stet__row_todo(c, r, "put the pixel in: %.*s", TEXT_ARGS(d->src));
    } else if (image) {
        stet__row_say(c, r, SATISFIED, "the pixel is in the article");
        show_image(c, r, image);
    } else {
        stet__row_lacks(c, r, "page.pixels",
                        "the article has no such pixel; whether the page "
                        "has it is not known");
    }
}

static int looks_like_logo(struct check *c, const struct doc_image *image)
{
    stet_str alt = stet__pool_normal(c->pool, image->alt),
             src = stet__pool_normal(c->pool, image->src);
    int logo = memmem(alt.p, alt.n, "logo", 4) || memmem(src.p, src.n, "logo", 4);
    struct address a = stet__address_of(c->pool->kit, image->src);
    if (!logo)
        return 0;
    for (size_t i = 0; i < c->names.n; i++)
        if (stet__text_find(c->pool->kit, alt, c->names.items[i], 0) != SIZE_MAX)
            return 1;
    for (size_t i = 0; i < c->policy->hosts.n; i++)
        if (a.web && stet__address_host_is(a.host, c->policy->hosts.items[i]))
            return 1;
    return 0;
}

void stet__duty_logo(struct check *c, const struct duty *d, struct row *r)
{
    const struct doc_image *image = find_image(c, d->src);
    for (size_t i = 0; !d->src.n && !image && i < c->doc->image_count; i++)
        if (looks_like_logo(c, &c->doc->images[i]))
            image = &c->doc->images[i];
    if (image) {
        stet__row_say(c, r, SATISFIED, "the logo is in the article");
        show_image(c, r, image);
    } else if (d->where == WHERE_ARTICLE) {
        stet__row_say(c, r, VIOLATED, "the logo is not in the article");
        stet__row_todo(c, r, "show the logo %.*s", TEXT_ARGS(d->src));
    } else {
        stet__row_say(c, r, UNVERIFIABLE,
                      "the logo is not in the article; whether the page "
                      "shows it is not known");
    }
}
