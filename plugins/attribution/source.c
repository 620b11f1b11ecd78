/* SPDX-License-Identifier: MIT */
/*
 * Whom to credit, and where links lead. Hosts are compared in full: one that begins or
 * ends like the source's is another.
 */
#include "source.h"

#include "facts/address.h"
#include "facts/known.h"

stet_str stet__attribution_fold(stet_article *a, stet_str s)
{
    stet_out out = stet_out_in_article(a, s.n + 16, 20 * s.n + 64);
    stet_kit_of(a)->fold(&out, s, 1);
    return stet_out_text(&out);
}

static void add_name(stet_article *a, struct wanted *w, stet_str name)
{
    if (!name.n || w->name_count == NAMES_MAX)
        return;
    if (!w->shown.n)
        w->shown = name;
    name = stet__attribution_fold(a, name);
    if (name.n && stet__attribution_add(&w->needles, name))
        w->names[w->name_count++] = name;
}

static void add_host(stet_article *a, struct wanted *w, stet_str host)
{
    (void)a;
    if (host.n > 4 && memcmp(host.p, "www.", 4) == 0)
        host = stet_strn(host.p + 4, host.n - 4);
    if (host.n && w->host_count < HOSTS_MAX)
        w->hosts[w->host_count++] = host;
}

static void add_list(stet_article *a, struct wanted *w, const stet_list *list,
                     void (*add)(stet_article *, struct wanted *, stet_str))
{
    for (size_t i = 0; i < list->n; i++)
        add(a, w, ((const stet_str *)list->items)[i]);
}

/* Names and addresses of the origin, on the statement or on its parts. */
static void add_origin(stet_article *a, struct wanted *w)
{
    stet_node origin = stet_field(a, STET_ORIGIN);
    stet_str url = stet_attr_str(a, origin, STET_ATTR_URL);
    if (!origin)
        return;
    add_name(a, w, stet_attr_str(a, origin, STET_ATTR_NAME));
    add_name(a, w, stet_text(a, origin));
    for (stet_node n = stet_first(a, origin); n; n = stet_next(a, n)) {
        add_name(a, w, stet_attr_str(a, n, STET_ATTR_NAME));
        if (!url.n)
            url = stet_attr_str(a, n, STET_ATTR_URL);
    }
    if (!w->url.n)
        w->url = url;
}

/* ---- provenance ---------------------------------------------------------------- */
/* The first link in the block. */
static stet_node first_link(stet_article *a, stet_node block)
{
    stet_node n = stet_first(a, block);
    while (n && stet_kind_of(a, n) != STET_LINK) {
        stet_node next = stet_first(a, n);
        while (!next && n != block) {
            next = stet_next(a, n);
            n = next ? n : stet_parent(a, n);
        }
        n = next;
    }
    return n;
}

/* What follows "on", "in", "at" or "by": a name up to the end of the sentence. */
static stet_str name_behind(stet_str text)
{
    static const char *const words[] = {" on ", " in ",  " at ",
                                        " by ", " sur ", " bei "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        const char *at = memmem(text.p, text.n, words[i], n);
        if (!at)
            continue;
        stet_str rest = stet_strn(at + n, text.n - (size_t)(at - text.p) - n);
        size_t end = 0;
        while (end < rest.n && end < 80 && !strchr(".,;:()\n", rest.p[end]))
            end++;
        return stet_strn(rest.p, end);
    }
    return stet_cstr("");
}

/* The block's text behind a phrase that tells of an earlier publication. */
static stet_str behind_phrase(const struct attribution_needles *phrases, stet_str text)
{
    struct attribution_hit hit;
    if (!stet__attribution_scan(phrases, text, 0, &hit))
        return stet_cstr("");
    const struct attribution_needle *phrase = &phrases->items[hit.needle];
    size_t end = hit.at - phrase->pair + phrase->text.n;
    return stet_strn(text.p + end, text.n - end);
}

/* Is the block, or would a notice say it is, the place where an article tells this? */
static int add_block(stet_article *a, struct wanted *w, stet_node block,
                     const struct attribution_needles *phrases)
{
    stet_str rest = behind_phrase(phrases, stet_content(a, block));
    stet_node link = rest.n ? first_link(a, block) : 0;
    if (!rest.n)
        return 0;
    w->block = block;
    add_name(a, w, link ? stet_content(a, link) : name_behind(rest));
    return w->name_count > 0;
}

/* Nobody states an origin: a notice of provenance, or a block outside the text, may. */
static void add_provenance(stet_article *a, struct wanted *w)
{
    static const stet_kind kinds[] = {STET_PROVENANCE, STET_REPUBLISHED_FROM};
    struct attribution_needles phrases;
    stet__attribution_start_phrases(&phrases);
    stet_node notices = stet_root(a, STET_FAMILY_NOTICE);
    for (size_t i = 0; i < 2; i++) {
        stet_node range =
            stet_find(a, stet_find(a, notices, 0, kinds[i]), 0, STET_RANGE);
        stet_node block = stet_attr_node(a, range, STET_ATTR_BLOCK);
        if (block && add_block(a, w, block, &phrases))
            return;
    }
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n))
        if (stet_zone_of(a, n) != STET_ZONE_BODY && add_block(a, w, n, &phrases))
            return;
}

void stet__attribution_find_wanted(stet_article *a, const struct attribution_config *c,
                                   struct wanted *w)
{
    const struct source_config *s = &c->source;
    memset(w, 0, sizeof *w);
    stet__attribution_start(&w->needles);
    w->url = s->url;
    add_name(a, w, s->name);
    add_list(a, w, &s->aliases, add_name);
    add_list(a, w, &s->hosts, add_host);
    int told = s->name.n || s->url.n || s->hosts.n;
    if (!told)
        add_origin(a, w);
    if (!told && !w->name_count && !w->url.n)
        add_provenance(a, w);
    add_host(a, w, stet_kit_of(a)->url_host(w->url));
    if (!w->name_count) /* then its host is the only name it has */
        for (size_t i = 0; i < w->host_count && i < NAMES_MAX; i++)
            add_name(a, w, w->hosts[i]);
}

/* ---- links --------------------------------------------------------------------- */
static int is_host(const struct wanted *w, stet_str host)
{
    for (size_t i = 0; i < w->host_count; i++)
        if (stet__address_host_is(host, w->hosts[i]))
            return 1;
    return 0;
}

/* A page of the source: is it the one that was asked for? */
static enum target judge_page(const stet_kit *kit, const struct wanted *w,
                              int32_t link_to, stet_str path)
{
    stet_str original = stet__address_of(kit, w->url).path;
    if (link_to == LINK_EITHER)
        return TARGET_RIGHT;
    if (link_to == LINK_HOME)
        return path.n ? TARGET_OTHER : TARGET_RIGHT;
    if (original.n)
        return stet__address_same_path(path, original) ? TARGET_RIGHT : TARGET_OTHER;
    return path.n ? TARGET_DOUBTFUL : TARGET_OTHER; /* a page, but which is not known */
}

enum target stet__attribution_judge(const stet_kit *kit, const struct wanted *w,
                                    int32_t link_to, stet_str href)
{
    struct address a = stet__address_of(kit, href);
    if (a.doubtful)
        return TARGET_DOUBTFUL;
    if (a.web && w->host_count && !is_host(w, a.host))
        return stet__known_redirects(w->known, a.host, href) ? TARGET_DOUBTFUL
                                                             : TARGET_OTHER;
    if (!a.web)
        return TARGET_OTHER;
    return w->host_count ? judge_page(kit, w, link_to, a.path) : TARGET_DOUBTFUL;
}
