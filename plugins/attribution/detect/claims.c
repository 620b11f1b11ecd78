/* SPDX-License-Identifier: MIT */
/*
 * What sentences say of rights: a licence, a permission with audience, actions and
 * conditions, a prohibition, what belongs to others, an open invitation, whom to write
 * to. A permission in words stays what it says and becomes no licence.
 */
#include "detect.h"

/* ---- remarks ------------------------------------------------------------------- */
struct remark *stet__remark_add(struct reading_article *r, int kind,
                                const struct sentence *s)
{
    struct policy *p = r->policy;
    if (p->remark_count == r->remark_cap) {
        size_t cap = r->remark_cap ? r->remark_cap * 2 : 16;
        struct remark *more = stet__pool_array(r->pool, cap, sizeof *more);
        if (!more) {
            r->failed = 1;
            return NULL;
        }
        if (p->remark_count)
            memcpy(more, p->remarks, p->remark_count * sizeof *more);
        p->remarks = more;
        r->remark_cap = cap;
    }
    struct remark *m = &p->remarks[p->remark_count++];
    *m = (struct remark){.kind = kind,
                         .name = stet_cstr(""),
                         .value = stet_cstr(""),
                         .evidence = s ? s->raw : stet_cstr(""),
                         .node = s ? s->block : 0,
                         .from = s ? s->from : 0,
                         .to = s ? s->to : 0};
    return m;
}

/* ---- what a sentence is about -------------------------------------------------- */
uint32_t stet__claims_actions(const struct sentence *s, uint32_t before)
{
    static const struct {
        int said, action;
    } all[] = {{SAID_REPUBLISH, REPUBLISH}, {SAID_EXCERPT, EXCERPT},
               {SAID_TRANSLATE, TRANSLATE}, {SAID_ADAPT, ADAPT},
               {SAID_PRINT, PRINT},         {SAID_COMMERCIAL, COMMERCIAL},
               {SAID_TRAIN, TRAIN},         {SAID_DATA_MINE, DATA_MINE},
               {SAID_SYNDICATE, SYNDICATE}};
    uint32_t bits = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (s->said.first[all[i].said] < before)
            bits |= 1u << all[i].action;
    if (!bits && s->said.first[SAID_USE] < before && stet__said(s, SAID_SELF))
        bits = 1u << REPUBLISH; /* a use that is named no more closely */
    return bits;
}

/* Prose may have rights for a subject: there, and in standfirsts, it must speak of
 * itself. */
static int may_claim(const struct sentence *s)
{
    if (stet__said(s, SAID_ELSEWHERE)) /* "give this article to a friend" */
        return 0;
    if (s->zone == STET_ZONE_HEAD &&
        (stet__said(s, SAID_LICENCE) || stet__said(s, SAID_RESERVED)))
        return 1;
    if (s->zone == STET_ZONE_TAIL) /* "the judges asked who may copy" */
        return !s->reports || stet__said(s, SAID_LICENCE) ||
               stet__said(s, SAID_RESERVED) || stet__sentences_ask(s);
    return !s->reports && (s->speaks || stet__said(s, SAID_SELF));
}

static int is_about_images(const struct sentence *s)
{
    return stet__said(s, SAID_IMAGE) &&
           (!stet__said(s, SAID_SELF) ||
            s->said.first[SAID_IMAGE] < s->said.first[SAID_SELF]);
}

/* ---- addresses ----------------------------------------------------------------- */
static stet_str mail_in(stet_str raw)
{
    const char *at = memchr(raw.p, '@', raw.n);
    if (!at)
        return stet_cstr("");
    size_t middle = (size_t)(at - raw.p), from = middle, to = middle + 1;
    while (from && ((raw.p[from - 1] | 0x20) >= 'a'
                        ? (raw.p[from - 1] | 0x20) <= 'z'
                        : strchr("0123456789._+-", raw.p[from - 1]) != NULL))
        from--;
    while (to < raw.n &&
           ((raw.p[to] | 0x20) >= 'a' ? (raw.p[to] | 0x20) <= 'z'
                                      : strchr("0123456789.-", raw.p[to]) != NULL))
        to++;
    while (to > middle + 1 && raw.p[to - 1] == '.')
        to--;
    stet_str mail = stet_strn(raw.p + from, to - from);
    return from < middle && memchr(at, '.', to - middle) ? mail : stet_cstr("");
}

/* The address of the first link of mail in the block, when the sentence shows none. */
static stet_str mail_of_block(struct reading_article *r, stet_node block)
{
    size_t count;
    const stet_item *items = stet_walk(r->a, block, &count);
    for (size_t i = 0; i < count; i++) {
        stet_str href = items[i].kind == STET_LINK
                            ? stet_attr_str(r->a, items[i].node, STET_ATTR_HREF)
                            : stet_cstr("");
        if (stet__text_begins(href, "mailto:")) {
            href = stet__text_from(href, 7);
            const char *query = memchr(href.p, '?', href.n);
            return query ? stet_strn(href.p, (size_t)(query - href.p)) : href;
        }
    }
    return stet_cstr("");
}

static void read_contact(struct reading_article *r, const struct sentence *s)
{
    stet_str mail = mail_in(s->raw);
    const char *purpose = stet__said(s, SAID_PRESS)         ? "media"
                          : stet__said(s, SAID_CORRECTIONS) ? "corrections"
                          : stet__said(s, SAID_LICENSING)   ? "licensing"
                          : stet__said(s, SAID_TIPS)        ? "tips"
                                                            : NULL;
    if (stet__said(s, SAID_PRESS) && stet__said(s, SAID_LICENSING) &&
        (stet__said(s, SAID_PRINT) || stet__said(s, SAID_COMMERCIAL) ||
         stet__said(s, SAID_ASK) || stet__said(s, SAID_ONLY_ASK)))
        purpose = "licensing";
    if (!mail.n && purpose && stet__said(s, SAID_CONTACT))
        mail = mail_of_block(r, s->block);
    if (!mail.n || !purpose)
        return;
    for (size_t i = 0; i < r->policy->remark_count; i++)
        if (r->policy->remarks[i].kind == REMARK_CONTACT &&
            stet__text_same(r->policy->remarks[i].value, mail) &&
            stet_str_is(r->policy->remarks[i].name, purpose))
            return;
    struct remark *m = stet__remark_add(r, REMARK_CONTACT, s);
    if (m) {
        m->name = stet_cstr(purpose);
        m->value = mail;
    }
}

/* "To publish in print or on commercial sites, write to ..." */
static int read_otherwise(struct reading_article *r, const struct sentence *s)
{
    struct otherwise *o = &r->policy->otherwise;
    int asks = stet__said(s, SAID_CONTACT) || stet__said(s, SAID_ASK) ||
               stet__said(s, SAID_ONLY_ASK);
    uint32_t actions = stet__claims_actions(s, NOT_SAID);
    if (!asks || !actions || stet__said(s, SAID_THIRD))
        return 0; /* what belongs to others is another matter */
    if (actions & ((1u << PRINT) | (1u << COMMERCIAL) | (1u << TRANSLATE)))
        actions &= ~(1u << REPUBLISH);
    stet_str mail = mail_in(s->raw);
    if (!mail.n && stet__said(s, SAID_CONTACT))
        mail = mail_of_block(r, s->block);
    if (!mail.n && !stet__said(s, SAID_ASK) && !stet__said(s, SAID_ONLY_ASK))
        return 0; /* it says to write, but nobody to write to */
    o->actions |= actions;
    o->verdict = OTHERWISE_ASK;
    if (!o->contact.n)
        o->contact = mail;
    return 1;
}

/* ---- licences ------------------------------------------------------------------ */
static const struct licence *licence_of_link(struct reading_article *r, stet_node block,
                                             stet_str *ret_url)
{
    size_t count;
    const stet_item *items = stet_walk(r->a, block, &count);
    for (size_t i = 0; i < count; i++) {
        stet_kind k = items[i].kind;
        if (k != STET_LINK && k != STET_IMAGE)
            continue;
        stet_str url = stet_attr_str(r->a, items[i].node,
                                     k == STET_LINK ? STET_ATTR_HREF : STET_ATTR_SRC);
        const struct licence *l = stet__licence_may_be_at(url)
                                      ? stet__licence_find(r->pool, r->d->licences, url)
                                      : NULL;
        if (l) {
            *ret_url = url;
            return l;
        }
    }
    return NULL;
}

/* An address of a licence that stands as text. */
static const struct licence *licence_of_words(struct reading_article *r, stet_str raw,
                                              stet_str *ret_url)
{
    const char *at = memmem(raw.p, raw.n, "://", 3);
    for (int tries = 0; at && tries < 4; tries++) {
        size_t from = (size_t)(at - raw.p), to = from;
        while (from && (raw.p[from - 1] | 0x20) >= 'a' &&
               (raw.p[from - 1] | 0x20) <= 'z')
            from--;
        while (to < raw.n && (unsigned char)raw.p[to] > ' ' &&
               !strchr("<>\"", raw.p[to]))
            to++;
        while (to > from && strchr(".,;)]*_", raw.p[to - 1]))
            to--;
        *ret_url = stet_strn(raw.p + from, to - from);
        if (stet__licence_may_be_at(*ret_url))
            return stet__licence_find(r->pool, r->d->licences, *ret_url);
        at = memmem(raw.p + to, raw.n - to, "://", 3);
    }
    return NULL;
}

/* "The quay - CC BY 4.0 Jo Doe" right below an image. */
static int is_caption(struct reading_article *r, const struct sentence *s)
{
    enum { SHORT = 120 };
    size_t count, i = 0;
    while (i < r->block_count && r->blocks[i].node != s->block)
        i++;
    if (!i || i == r->block_count || stet__said(s, SAID_SELF) ||
        stet_content(r->a, s->block).n > SHORT)
        return 0;
    stet_str badge;
    stet_node before = r->blocks[i - 1].node;
    if (licence_of_link(r, before, &badge))
        return 0;
    const stet_item *items = stet_walk(r->a, before, &count);
    for (size_t k = 0; k < count; k++)
        if (items[k].kind == STET_IMAGE || items[k].kind == STET_MEDIA)
            return !stet_content(r->a, before).n;
    return 0;
}

static void take_licence(struct reading_article *r, const struct sentence *s,
                         const struct licence *l, stet_str url)
{
    struct policy *p = r->policy;
    int scope = is_about_images(s) || is_caption(r, s) ? SCOPE_IMAGE
                : stet__said(s, SAID_SITE)             ? SCOPE_SITE
                                                       : SCOPE_ARTICLE;
    struct remark *m = stet__remark_add(r, REMARK_LICENCE, s);
    if (m) {
        m->scope = scope;
        m->name = l->id;
        m->value = url.n ? url : l->uri;
    }
    if (scope == SCOPE_IMAGE || (p->licence && p->scope == SCOPE_ARTICLE))
        return;
    p->licence = l;
    p->licence_url = url.n ? url : l->uri;
    p->scope = scope;
}

static int is_denied(stet_str words)
{
    static const char *const denials[] = {
        "not in the public domain", "nicht gemeinfrei", "pas dans le domaine public",
        "pas du domaine public",    "no es de dominio", "no esta en el dominio"};
    for (size_t i = 0; i < sizeof denials / sizeof *denials; i++)
        if (memmem(words.p, words.n, denials[i], strlen(denials[i])))
            return 1;
    return 0;
}

/* "Could not be determined: http://rightsstatements.org/..." forbids nothing. */
static int names_statement(stet_str raw)
{
    static const char host[] = "rightsstatements.org/";
    return memmem(raw.p, raw.n, host, sizeof host - 1) != NULL;
}

static int read_licence(struct reading_article *r, const struct sentence *s)
{
    stet_str url = stet_cstr("");
    if (!stet__said(s, SAID_LICENCE) ||
        (stet__said(s, SAID_PROHIBIT) && !names_statement(s->raw)))
        return 0;
    const struct licence *l = stet__licence_find(r->pool, r->d->licences, s->raw);
    const struct licence *linked = licence_of_link(r, s->block, &url);
    if (!linked)
        linked = licence_of_words(r, s->raw, &url);
    int closer =
        l && linked && l->id.n > linked->id.n &&
        memcmp(l->id.p, linked->id.p, linked->id.n) == 0; /* its version is told */
    if (linked && !closer &&
        (!l || !l->version.n || stet_str_eq(l->family, linked->family)))
        l = linked;
    if (!l || stet_str_is(l->id, "all-rights-reserved"))
        return 0;
    if (stet_str_is(l->id, "public-domain") && is_denied(s->words))
        return 0;
    take_licence(r, s, l, linked == l ? url : stet_cstr(""));
    return 1;
}

/* Said by the page itself, in words for machines or with `rel=license`. */
static int is_of_page(const stet_article *a, stet_node field)
{
    return stet_attr_int(a, field, STET_ATTR_CONFIDENCE, 0) >= STET_ASSERTED ||
           stet_str_is(stet_attr_str(a, field, STET_ATTR_SOURCE), "dom");
}

/* A badge: a block with a link or an image of a licence and hardly a word. */
static void read_badges(struct reading_article *r)
{
    stet_str url;
    for (size_t i = 0; i < r->sentences.count && !r->policy->licence; i++) {
        const struct sentence *s = &r->sentences.items[i];
        const struct licence *l =
            s->last_of_block ? licence_of_link(r, s->block, &url) : NULL;
        if (l && (may_claim(s) || s->whole))
            take_licence(r, s, l, url);
    }
    for (size_t i = 0; i < r->block_count && !r->policy->licence; i++) {
        stet_node n = r->blocks[i].node; /* an image has no sentence */
        if (r->blocks[i].zone == STET_ZONE_BODY && i + 1 < r->block_count)
            continue;
        stet_str raw = stet_content(r->a, n);
        int words = raw.n > 80 || (raw.n && r->blocks[i].zone == STET_ZONE_HEAD);
        const struct licence *l = words ? NULL : licence_of_link(r, n, &url);
        struct sentence s = {.block = n, .raw = raw};
        if (!l)
            continue;
        memset(&s.said, 0xff, sizeof s.said);
        take_licence(r, &s, l, url);
    }
    stet_node field = stet_field(r->a, STET_LICENCE);
    if (!r->policy->licence && field) {
        stet_str text = stet_text(r->a, field),
                 at = stet_attr_str(r->a, field, STET_ATTR_URL);
        const struct licence *l = stet__licence_find(r->pool, r->d->licences, at);
        if (!l)
            l = stet__licence_find(r->pool, r->d->licences, text);
        if (l && is_of_page(r->a, field)) {
            r->policy->licence = l;
            r->policy->licence_url = at.n ? at : l->uri;
        }
    }
}

/* ---- a sentence ---------------------------------------------------------------- */
/* "Other than brief quotations". */
static int excepts_quotes(const struct sentence *s)
{
    static const char *const words[] = {"other than ", "except",  "ausser",
                                        "ausgenommen", "sauf ",   "hormis",
                                        "salvo ",      "excepto "};
    uint32_t part = s->said.first[SAID_EXCERPT];
    for (size_t i = 0; part != NOT_SAID && i < sizeof words / sizeof *words; i++)
        if (stet__said(s, SAID_REPUBLISH) &&
            memmem(s->words.p, part, words[i], strlen(words[i])))
            return 1;
    return 0;
}

static void prohibit(struct reading_article *r, const struct sentence *s)
{
    uint32_t actions = stet__claims_actions(s, NOT_SAID);
    struct remark *m = stet__remark_add(r, REMARK_PROHIBITION, s);
    if (!m)
        return;
    if (excepts_quotes(s))
        actions &= ~(1u << EXCERPT);
    m->actions = actions ? actions : 1u << REPUBLISH;
    int asks = stet__said(s, SAID_ASK) || stet__said(s, SAID_ONLY_ASK);
    m->value = stet_cstr(asks ? "permission" : "");
    m->scope = is_about_images(s) ? SCOPE_IMAGE : SCOPE_ARTICLE;
    if (m->scope == SCOPE_IMAGE) /* "but not our photographs" */
        stet__grants_leave_images(r, s);
    if (asks && m->scope == SCOPE_ARTICLE) {
        r->policy->otherwise.verdict = OTHERWISE_ASK;
        r->policy->otherwise.actions |= m->actions;
    }
}

/* "Reprints must name the author": there may be some. */
static int tells_copies(const struct sentence *s)
{
    return stet__said(s, SAID_SELF) && s->said.first[SAID_REPUBLISH] < 24 &&
           s->said.first[SAID_REPUBLISH] < s->said.first[SAID_MUST];
}

static int permits(const struct sentence *s)
{
    int acts = stet__claims_actions(s, NOT_SAID) != 0;
    if (stet__said(s, SAID_ONLY_ASK) || !acts)
        return 0;
    if (stet__said(s, SAID_WISH) && stet__said(s, SAID_ASK) &&
        !stet__said(s, SAID_PROVIDED))
        return 0;                    /* "who wants to reprint it asks first" */
    if (!stet__said(s, SAID_PERMIT)) /* "if you would like to republish, credit us" */
        return (stet__said(s, SAID_WISH) || tells_copies(s)) &&
               !stet__said(s, SAID_ASK) && !stet__said(s, SAID_PROHIBIT) &&
               stet__said(s, SAID_MUST) && stet__conditions_state(s);
    /* "not permitted", "reprinted with permission": no permission to the reader */
    if (stet__said(s, SAID_PROHIBIT) &&
        s->said.first[SAID_PROHIBIT] <= s->said.first[SAID_PERMIT])
        return 0;
    if (stet__said(s, SAID_RECEIVED) && !stet__said(s, SAID_PROVIDED) &&
        s->said.first[SAID_RECEIVED] < s->said.first[SAID_PERMIT])
        return 0;
    if (stet__said(s, SAID_ASK) &&
        s->said.first[SAID_ASK] <= s->said.first[SAID_PERMIT])
        return 0;
    return 1;
}

static int invites(const struct sentence *s)
{
    return stet__said(s, SAID_INVITE) && !stet__said(s, SAID_PROVIDED) &&
           !stet__said(s, SAID_PROHIBIT) && !stet__said(s, SAID_NONCOMMERCIAL) &&
           !stet__said(s, SAID_NONPROFIT);
}

/* "May not be used for diagnosis" forbids no copies. */
static int is_mere_use(const struct sentence *s)
{
    return stet__said(s, SAID_USE) && !stet__said(s, SAID_REPUBLISH) &&
           stet__claims_actions(s, NOT_SAID) == 1u << REPUBLISH &&
           !stet__said(s, SAID_ASK) && !stet__said(s, SAID_ONLY_ASK);
}

/* "To reproduce it in full, write to ..." asks to be asked; "in full it may not be
 * reproduced" forbids. */
static int asks_for_whole(const struct sentence *s)
{
    uint32_t whole = s->said.first[SAID_WHOLE];
    if (whole != NOT_SAID && stet__said(s, SAID_ONLY_ASK) &&
        stet__said(s, SAID_REPUBLISH))
        return 1;
    if (whole < s->said.first[SAID_PROHIBIT] && whole < s->said.first[SAID_MUST] &&
        stet__said(s, SAID_PROHIBIT) && stet__said(s, SAID_REPUBLISH))
        return 1;
    return stet__said(s, SAID_WHOLE) && stet__said(s, SAID_CONTACT) &&
           stet__said(s, SAID_REPUBLISH) && mail_in(s->raw).n;
}

/* An item of the list that a permission opens. */
static int is_item_behind(const struct reading_article *r, const struct sentence *s,
                          size_t number)
{
    return s->continues && r->last_sentence && number <= r->last_sentence + 5 &&
           s->number <= r->sentences.items[r->last_sentence - 1].number + 1;
}

/* "Republishing this piece?" */
static int offers(const struct sentence *s)
{
    return stet__said(s, SAID_WISH) && stet__said(s, SAID_SELF) && s->raw.n &&
           s->raw.p[s->raw.n - 1] == '?' && !stet__said(s, SAID_ASK) &&
           !stet__said(s, SAID_ONLY_ASK) && !stet__said(s, SAID_PROHIBIT);
}

static void read_sentence(struct reading_article *r, const struct sentence *s,
                          size_t number)
{
    read_contact(r, s);
    if (stet__said(s, SAID_FAIR_USE) &&
        (stet__said(s, SAID_THIRD) || s->zone != STET_ZONE_BODY)) {
        struct remark *m = stet__remark_add(r, REMARK_THIRD_PARTY, s);
        if (m)
            m->name = stet_cstr("fair-use");
    }
    if (!may_claim(s) && !is_item_behind(r, s, number)) {
        if (r->trigger_block && number && r->last_sentence == number &&
            r->sentences.items[number - 1].block == s->block)
            stet__grant_goes_on(r, s, number);
        return;
    }
    if (offers(s))
        r->offer = number + 1;
    if (read_licence(r, s)) {
        r->licence_sentence = number + 1;
        return;
    }
    if (stet__said(s, SAID_RESERVED))
        stet__remark_add(r, REMARK_RESERVED, s);
    if (invites(s)) {
        stet__remark_add(r, REMARK_INVITATION, s);
        return;
    }
    if (permits(s)) {
        if (!is_about_images(s) ||
            s->said.first[SAID_IMAGE] > s->said.first[SAID_PERMIT])
            stet__grant_add(r, s, number);
        else if (stet__said(s, SAID_NO_IMAGES))
            stet__grants_leave_images(r, s);
        return;
    }
    int tells = stet__said(s, SAID_NOTIFY) && !stet__said(s, SAID_COMMERCIAL);
    int plain = (r->last_sentence || r->licence_sentence) &&
                (tells || stet__conditions_plain(s) != NOT_SAID) && !asks_for_whole(s);
    int forbids = stet__said(s, SAID_PROHIBIT) || stet__said(s, SAID_ONLY_ASK);
    if (!plain && read_otherwise(r, s) && !forbids)
        return;
    if (forbids && stet__claims_actions(s, NOT_SAID) && !plain && !is_mere_use(s)) {
        prohibit(r, s);
        return;
    }
    stet__grant_goes_on(r, s, number);
}

/* ---- the whole ----------------------------------------------------------------- */
/* What disagrees: an open invitation beside conditions, a prohibition beside a licence.
 */
static void find_contradictions(struct reading_article *r)
{
    struct policy *p = r->policy;
    size_t n = p->remark_count;
    int limited = r->grant_conditional, forbidden = 0;
    for (size_t i = 0; i < n; i++)
        forbidden |= p->remarks[i].kind == REMARK_PROHIBITION &&
                     p->remarks[i].scope == SCOPE_ARTICLE;
    for (size_t i = 0; i < n; i++) {
        struct remark said = p->remarks[i];
        struct sentence s = {
            .block = said.node, .from = said.from, .to = said.to, .raw = said.evidence};
        struct remark *m = NULL;
        if (said.kind == REMARK_INVITATION && (limited || forbidden || p->licence)) {
            if ((m = stet__remark_add(r, REMARK_CONTRADICTION, &s)) != NULL)
                m->name =
                    stet_cstr(limited      ? "an open invitation beside a conditional "
                                             "permission"
                              : p->licence ? "an open invitation beside a licence"
                                           : "an open invitation beside a prohibition");
        } else if (said.kind == REMARK_PROHIBITION && said.scope == SCOPE_ARTICLE &&
                   p->licence && p->licence->status == LICENCE_OPEN) {
            if ((m = stet__remark_add(r, REMARK_CONTRADICTION, &s)) != NULL)
                m->name = stet_cstr("a prohibition beside a licence");
        }
        if (m)
            m->value = limited      ? p->grants[0].evidence
                       : p->licence ? p->licence->id
                                    : stet_cstr("");
    }
}

/* An invitation that nothing contradicts is a permission without conditions. */
static void settle_invitations(struct reading_article *r)
{
    struct policy *p = r->policy;
    int forbidden = 0;
    for (size_t i = 0; i < p->remark_count; i++)
        forbidden |= p->remarks[i].kind == REMARK_PROHIBITION;
    for (size_t i = 0; i < p->remark_count && !p->count && !p->licence && !forbidden;
         i++)
        if (p->remarks[i].kind == REMARK_INVITATION) {
            struct sentence s = {.raw = p->remarks[i].evidence};
            stet__grant_new(r, REPUBLISH, &s);
        }
}

/* What a licence forbids holds for a permission beside it too. */
static void settle_licence(struct reading_article *r)
{
    static const int verbs[] = {NONCOMMERCIAL, NO_DERIVATIVES, SHARE_ALIKE};
    struct policy licensed = {.count = 0}, *p = r->policy;
    int of_licence = p->grants[0].any_action;
    if (stet__licence_expand(r->pool, p->licence, &licensed) != STET_OK)
        r->failed = 1;
    for (size_t i = 0; !of_licence && licensed.count && i < licensed.grants[0].count;
         i++)
        for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
            if (licensed.grants[0].duties[i].verb == verbs[v])
                stet__conditions_owe(r, &p->grants[0], &licensed.grants[0].duties[i]);
    p->state = of_licence ? STATE_LICENCE : STATE_CUSTOM;
}

static void settle(struct reading_article *r)
{
    struct policy *p = r->policy;
    int reserved = 0;
    for (size_t i = 0; i < p->remark_count; i++)
        reserved |= p->remarks[i].kind == REMARK_RESERVED ||
                    (p->remarks[i].kind == REMARK_PROHIBITION &&
                     (p->remarks[i].actions & (1u << REPUBLISH)) &&
                     p->remarks[i].scope == SCOPE_ARTICLE);
    if (p->count && p->licence)
        settle_licence(r);
    else if (p->count)
        p->state = STATE_CUSTOM;
    else if (p->licence && stet__licence_expand(r->pool, p->licence, p) != STET_OK)
        r->failed = 1;
    else if (!p->licence)
        p->state = reserved ? STATE_RESERVED : STATE_UNKNOWN;
    else if (p->count)
        p->state = STATE_LICENCE;
}

void stet__claims_read(struct reading_article *r)
{
    for (size_t i = 0; i < r->sentences.count && !r->failed; i++)
        read_sentence(r, &r->sentences.items[i], i);
    read_badges(r);
    find_contradictions(r);
    settle_invitations(r);
    settle(r);
}
