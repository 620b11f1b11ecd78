/* SPDX-License-Identifier: MIT */
/* Where links lead, and the duty to link. */
#include "check.h"

#include "../facts/known.h"

/* ---- one target ---------------------------------------------------------------- */
static int is_listed(struct check *c, stet_str host)
{
    for (size_t i = 0; i < c->policy->hosts.n; i++)
        if (stet__address_host_is(host, c->policy->hosts.items[i]))
            return 1;
    return 0;
}

static struct address original_address(struct check *c)
{
    return stet__address_of(c->pool->kit, c->context->original_url);
}

static int is_own_host(struct check *c, stet_str host)
{
    struct address original = original_address(c);
    return is_listed(c, host) || (!c->policy->hosts.n && original.web &&
                                  stet__text_same(host, original.host));
}

static int is_home_path(stet_str path)
{
    return !path.n || stet_str_is(path, "/index.html") ||
           stet_str_is(path, "/index.htm") || stet_str_is(path, "/index.php");
}

static int judge_licence(struct check *c, stet_str href, struct reason *ret)
{
    const struct licence *is = stet__licence_find(c->pool, c->licences, href);
    const struct licence *wanted = c->policy->licence;
    *ret = (struct reason){"it leads to another licence", NULL};
    if (!is || !wanted)
        return TARGET_OTHER;
    if (!stet_str_eq(is->family, wanted->family))
        return TARGET_OTHER;
    return !wanted->version.n || stet_str_eq(is->version, wanted->version)
               ? TARGET_RIGHT
               : TARGET_OTHER;
}

/* A page on the web: the article itself, the home page, another one? */
static int judge_page(struct check *c, struct address a, int32_t to, struct reason *ret)
{
    struct address original = original_address(c);
    int own = is_own_host(c, a.host);
    if (to != TO_HOME && original.web) {
        struct address same_host = original;
        if (own && is_own_host(c, original.host))
            same_host.host = a.host; /* any of the listed hosts serves it */
        if (stet__address_same_page(c->pool, a, same_host))
            return TARGET_RIGHT;
    }
    if (to != TO_ARTICLE && own && is_home_path(a.path))
        return TARGET_RIGHT;
    if (!own && (c->policy->hosts.n || original.web)) {
        *ret = (struct reason){"its host is none of the holder's", NULL};
        return TARGET_OTHER;
    }
    if (!own) {
        *ret = (struct reason){
            "neither the holder's hosts nor the original's address are known", NULL};
        return TARGET_DOUBTFUL;
    }
    if (to == TO_HOME) {
        *ret = (struct reason){"it leads to another page than the home page", NULL};
        return TARGET_OTHER;
    }
    if (is_home_path(a.path)) {
        *ret = (struct reason){"it leads to the home page, not to the article", NULL};
        return TARGET_OTHER;
    }
    if (!original.web) {
        *ret = (struct reason){
            "a page of the holder, but the address of the original is not known",
            "original.url"};
        return TARGET_DOUBTFUL;
    }
    *ret = (struct reason){"it leads to another page of the holder", NULL};
    return TARGET_OTHER;
}

int stet__check_target(struct check *c, stet_str href, int32_t to, struct reason *ret)
{
    struct address a = stet__address_of(c->pool->kit, href);
    struct reason why;
    ret = ret ? ret : &why;
    *ret = (struct reason){"", NULL};
    if (a.doubtful) {
        ret->why = href.n && href.p[0] != '#' ? "its address is relative"
                                              : "its address leads nowhere";
        return TARGET_DOUBTFUL;
    }
    if (!a.web) {
        *ret = (struct reason){"it is no address of a page", NULL};
        return TARGET_OTHER;
    }
    if (to == TO_LICENCE && stet__licence_find(c->pool, c->licences, href))
        return judge_licence(c, href, ret);
    if (!is_listed(c, a.host) && stet__known_redirects(c->pool->known, a.host, href) &&
        !stet__address_same_page(c->pool, a, original_address(c))) {
        *ret = (struct reason){
            "it is a shortener or a redirector, and nothing is fetched", NULL};
        return TARGET_DOUBTFUL;
    }
    if (to == TO_LICENCE) {
        *ret = (struct reason){"it leads to no licence", NULL};
        return TARGET_OTHER;
    }
    return judge_page(c, a, to, ret);
}

int stet__check_is_holders(struct check *c, stet_str href)
{
    struct address a = stet__address_of(c->pool->kit, href);
    if (a.web && is_own_host(c, a.host))
        return TARGET_RIGHT;
    return stet__check_target(c, href, TO_EITHER, NULL);
}

/* ---- a link inside words ------------------------------------------------------- */
int stet__check_linked(struct check *c, size_t block, stet_str part, int32_t to,
                       const struct doc_link **ret_link)
{
    const struct doc *d = c->doc;
    size_t at = stet__text_find_raw(d->blocks[block].raw, part), end = at + part.n;
    int best = -1;
    if (at == SIZE_MAX || !part.n) {
        at = 0; /* its words cannot be placed: the whole block counts */
        end = d->blocks[block].raw.n;
    }
    for (size_t i = 0; i < d->link_count; i++) {
        const struct doc_link *l = &d->links[i];
        if (l->block != block || (l->to && (l->to <= at || l->from >= end)) ||
            !l->text.n) /* nobody sees it */
            continue;
        int target = to ? stet__check_target(c, l->href, to, NULL)
                        : stet__check_is_holders(c, l->href);
        if (target > best) {
            best = target;
            *ret_link = l;
        }
    }
    return best;
}

/* ---- the duty ------------------------------------------------------------------ */
static int says_any(stet_str normal, const char *const *words)
{
    for (; *words; words++)
        if (memmem(normal.p, normal.n, *words, strlen(*words)))
            return 1;
    return 0;
}

/* Could a link that does not tell where it leads be the one that is owed? In a block
 * that names the holder, or speaks of an original or a source. */
static int may_be_it(struct check *c, const struct doc_link *l)
{
    static const char *const words[] = {"original",
                                        "source",
                                        "full story",
                                        "full article",
                                        "full text",
                                        "first published",
                                        "first appeared",
                                        "republished",
                                        "published",
                                        "read the",
                                        "read more",
                                        "here",
                                        "quelle",
                                        "erschien",
                                        "veroffentlicht",
                                        "zum artikel",
                                        "ganzer artikel",
                                        "hier",
                                        "fuente",
                                        "publicado",
                                        "publicada",
                                        "articulo",
                                        "aqui",
                                        "publie",
                                        "paru",
                                        "parue",
                                        "article",
                                        "lire",
                                        "ici",
                                        "licen",
                                        "lizenz",
                                        "creative commons",
                                        "cc by",
                                        NULL};
    const struct doc_block *b = &c->doc->blocks[l->block];
    stet_str text = stet__pool_normal(c->pool, l->text),
             title = stet__pool_normal(c->pool, c->doc->headline);
    if (!c->names.n ||
        stet__known_redirects(c->pool->known,
                              stet__address_of(c->pool->kit, l->href).host, l->href))
        return 1;
    for (size_t i = 0; i < c->names.n; i++)
        if (stet__text_find(c->pool->kit, b->normal, c->names.items[i], 0) != SIZE_MAX)
            return 1;
    if (title.n && stet_str_eq(text, title))
        return 1;
    return says_any(text, words) || (b->words <= 40 && says_any(b->normal, words));
}

static int has_token(stet_str rel, const char *token)
{
    size_t n = strlen(token);
    for (size_t at = 0; at < rel.n; at++) {
        size_t end = at;
        while (end < rel.n && rel.p[end] != ' ' && rel.p[end] != ',')
            end++;
        if (end - at == n &&
            stet__text_same(stet_strn(rel.p + at, n), stet_strn(token, n)))
            return 1;
        at = end;
    }
    return 0;
}

/* What is wrong with a link that leads to the right place, or NULL. */
static const char *fault_of(struct check *c, const struct duty *d,
                            const struct doc_link *l)
{
    if (d->visible && !stet__pool_normal(c->pool, l->text).n)
        return "the link to it has nothing that a reader can see";
    if (d->follow && has_token(l->rel, "nofollow"))
        return "the link to it is marked nofollow";
    if (d->rel.n && !stet__text_same(d->rel, stet_cstr("follow")) &&
        !has_token(l->rel, stet__pool_copy(c->pool, d->rel).p))
        return "the link to it does not state the relation";
    if (stet__text_same(d->rel, stet_cstr("follow")) && has_token(l->rel, "nofollow"))
        return "the link to it is marked nofollow";
    return stet__check_stands(c, l->block, d->where, 40)
               ? NULL
               : "the link to it stands elsewhere";
}

static const char *target_name(int32_t to)
{
    return to == TO_ARTICLE   ? "the original article"
           : to == TO_HOME    ? "the holder's home page"
           : to == TO_LICENCE ? "the licence"
                              : "the original article or the holder's home page";
}

static void say_missing(struct check *c, int32_t to, struct row *r,
                        const struct doc_link *other, const char *other_why)
{
    const struct context *x = c->context;
    if (other)
        stet__row_say(c, r, VIOLATED, "no link leads to %s: %s (%.*s)", target_name(to),
                      other_why, TEXT_ARGS(other->href));
    else
        stet__row_say(c, r, VIOLATED, "no link leads to %s", target_name(to));
    if (other)
        stet__row_show_link(c, r, other);
    if (to == TO_LICENCE && c->policy->licence)
        stet__row_todo(c, r, "link to %.*s", TEXT_ARGS(c->policy->licence->uri));
    else if (to != TO_HOME && x->original_url.n)
        stet__row_todo(c, r, "link to %.*s", TEXT_ARGS(x->original_url));
    else if (c->policy->hosts.n)
        stet__row_todo(c, r, "link to https://%.*s/%s",
                       TEXT_ARGS(c->policy->hosts.items[0]),
                       to == TO_ARTICLE ? "... (the article)" : "");
}

/* In print a link is its address in the text. */
static int is_printed(struct check *c, int32_t to, size_t *ret_block)
{
    stet_str wanted = c->context->original_url;
    if (c->context->medium != MEDIA_PRINT)
        return 0;
    const char *at = memmem(wanted.p, wanted.n, "//", 2);
    wanted = at ? stet__text_from(wanted, (size_t)(at - wanted.p) + 2) : wanted;
    if (to == TO_HOME || !wanted.n)
        wanted = to != TO_ARTICLE && c->policy->hosts.n ? c->policy->hosts.items[0]
                                                        : stet_cstr("");
    wanted = stet__pool_normal(c->pool, wanted);
    while (wanted.n && wanted.p[wanted.n - 1] == '/')
        wanted.n--;
    for (size_t i = 0; wanted.n && i < c->doc->block_count; i++)
        if (stet__text_find(c->pool->kit, c->doc->blocks[i].normal, wanted, 0) !=
            SIZE_MAX) {
            *ret_block = i;
            return 1;
        }
    return 0;
}

struct links_met {
    const struct doc_link *right, *faulty, *doubtful, *other;
    const char *fault;
    struct reason doubt, other_why;
};

static void meet_links(struct check *c, const struct duty *d, int32_t to,
                       struct links_met *m)
{
    for (size_t i = 0; i < c->doc->link_count && !m->right; i++) {
        const struct doc_link *l = &c->doc->links[i];
        struct reason why;
        int target = stet__check_target(c, l->href, to, &why);
        if (target == TARGET_RIGHT) {
            const char *fault = fault_of(c, d, l);
            if (!fault)
                m->right = l;
            else if (!m->faulty) {
                m->faulty = l;
                m->fault = fault;
            }
        } else if (target == TARGET_DOUBTFUL && !m->doubtful && may_be_it(c, l)) {
            m->doubtful = l;
            m->doubt = why;
        } else if (target == TARGET_OTHER &&
                   stet__address_of(c->pool->kit, l->href).web &&
                   (!m->other || (!stet__check_is_holders(c, m->other->href) &&
                                  stet__check_is_holders(c, l->href)))) {
            m->other = l;
            m->other_why = why;
        }
    }
}

void stet__duty_link(struct check *c, const struct duty *d, struct row *r)
{
    int32_t to = d->to ? d->to : TO_EITHER;
    struct links_met m = {NULL, NULL, NULL, NULL, NULL, {"", NULL}, {"", NULL}};
    size_t block;
    if (to == TO_ARTICLE && c->context->original_url_fact == FACT_NONE) {
        stet__row_say(c, r, NOT_APPLICABLE, "the original has no address");
        return;
    }
    meet_links(c, d, to, &m);
    if (m.right) {
        stet__row_say(c, r, SATISFIED, "a link leads to %s", target_name(to));
        stet__row_show_link(c, r, m.right);
    } else if (is_printed(c, to, &block)) {
        stet__row_say(c, r, SATISFIED, "the address is printed");
        stet__row_show(c, r, block, stet_cstr(""));
    } else if (m.faulty) {
        stet__row_say(c, r, VIOLATED, "%s", m.fault);
        stet__row_show_link(c, r, m.faulty);
        stet__row_todo(c, r, "let the link be as the policy asks");
    } else if (m.doubtful) {
        stet__row_lacks(c, r, m.doubt.key, "a link does not tell where it leads: %s",
                        m.doubt.why);
        stet__row_show_link(c, r, m.doubtful);
        if (!m.doubt.key)
            stet__row_todo(c, r, "put the full address of %s there", target_name(to));
    } else {
        say_missing(c, to, r, m.other, m.other_why.why);
    }
}
