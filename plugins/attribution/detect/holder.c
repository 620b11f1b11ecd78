/* SPDX-License-Identifier: MIT */
/*
 * Whose rights they are: the publisher that the article names, whoever grants the
 * permission, the holder of the copyright; and the hosts that go with the name.
 */
#include "detect.h"

enum { NAMES = 12, HOSTS = 8 };

struct holder {
    stet_str names[NAMES], hosts[HOSTS];
    size_t name_count, host_count;
};

static void add_name(struct reading_article *r, struct holder *h, stet_str name)
{
    name = stet__text_trim(name);
    if (name.n < 2 || name.n > 120 || h->name_count == NAMES)
        return;
    for (size_t i = 0; i < h->name_count; i++)
        if (stet_str_eq(stet__pool_normal(r->pool, h->names[i]),
                        stet__pool_normal(r->pool, name)))
            return;
    h->names[h->name_count++] = name;
}

static void add_party(struct reading_article *r, struct holder *h, stet_kind field)
{
    stet_node statement = stet_field(r->a, field);
    for (stet_node p = stet_first(r->a, statement); p; p = stet_next(r->a, p))
        add_name(r, h, stet_attr_str(r->a, p, STET_ATTR_NAME));
    if (!stet_first(r->a, statement))
        add_name(r, h, stet_text(r->a, statement));
}

/* ---- names in sentences -------------------------------------------------------- */
static int is_upper_at(const stet_kit *kit, stet_str s, size_t at)
{
    uint32_t code;
    if (at >= s.n)
        return 0;
    kit->decode(s.p + at, s.n - at, &code);
    return kit->is_upper(code);
}

static size_t word_end(stet_str s, size_t at)
{
    while (at < s.n && (unsigned char)s.p[at] > ' ' && !strchr(",;:()|", s.p[at]))
        at++;
    return at;
}

static int is_particle(stet_str w)
{
    static const char *const words[] = {"of",  "the", "for", "and", "&",  "de",  "la",
                                        "le",  "der", "die", "das", "du", "des", "von",
                                        "und", "y",   "del", "el",  "et"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (stet_str_is(w, words[i]))
            return 1;
    return 0;
}

/* A run of words with capitals, small words between allowed. */
static stet_str name_at(const stet_kit *kit, stet_str s, size_t at)
{
    size_t end = at, good = at;
    while (end < s.n) {
        size_t to = word_end(s, end);
        stet_str word = stet_strn(s.p + end, to - end);
        if (is_upper_at(kit, s, end))
            good = to;
        else if (!word.n || !is_particle(word))
            break;
        if (to >= s.n || s.p[to] != ' ')
            break;
        end = to + 1;
    }
    stet_str name = stet_strn(s.p + at, good - at);
    while (name.n && strchr(".,'", name.p[name.n - 1]))
        name.n--;
    return name;
}

/* "The Harbour Dispatch Press grants permission": the name before the verb. */
static void add_granter(struct reading_article *r, struct holder *h,
                        const struct sentence *s)
{
    static const char *const verbs[] = {
        " grants ",     " allows ",   " permits ",   " gives permission",
        " encourages ", " erlaubt ",  " gestattet ", " genehmigt ",
        " erteilt ",    " autorise ", " accorde ",   " permet ",
        " permite ",    " autoriza ", " concede ",   " reserves all",
        " otorga "};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        const char *at = memmem(s->raw.p, s->raw.n, verbs[i], strlen(verbs[i]));
        if (!at)
            continue;
        stet_str before = stet_strn(s->raw.p, (size_t)(at - s->raw.p));
        stet_str name = name_at(r->pool->kit, before, 0);
        if (name.n == before.n && !is_particle(name))
            add_name(r, h, name);
        return;
    }
}

/* "(c) 2025 Harbour Dispatch" and "Copyright Harbour Dispatch". */
static void add_copyright(struct reading_article *r, struct holder *h,
                          const struct sentence *s)
{
    static const char *const signs[] = {"\xc2\xa9", "(c)", "(C)", "Copyright"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *at = memmem(s->raw.p, s->raw.n, signs[i], strlen(signs[i]));
        if (!at)
            continue;
        size_t from = (size_t)(at - s->raw.p) + strlen(signs[i]);
        while (from < s->raw.n &&
               strchr(" 0123456789-,:\xe2\x80\x93\xc2\xa9", s->raw.p[from]))
            from++;
        if (from + 3 < s->raw.n && memcmp(s->raw.p + from, "by ", 3) == 0)
            from += 3;
        add_name(r, h, name_at(r->pool->kit, s->raw, from));
        return;
    }
}

/* ---- who is to be credited ------------------------------------------------------ */
static int stands_behind(struct reading_article *r, const struct sentence *s,
                         stet_str name, uint32_t from)
{
    stet_str words = name.n > 1 ? stet__pool_words(r->pool, name) : stet_cstr("");
    return words.n && from < s->words.n &&
           stet__text_find(r->pool->kit, s->words, words, from) != SIZE_MAX;
}

static int is_field_named(struct reading_article *r, const struct sentence *s,
                          stet_kind field, uint32_t from)
{
    stet_node statement = stet_field(r->a, field);
    for (stet_node p = stet_first(r->a, statement); p; p = stet_next(r->a, p))
        if (stands_behind(r, s, stet_attr_str(r->a, p, STET_ATTR_NAME), from))
            return 1;
    return !stet_first(r->a, statement) &&
           stands_behind(r, s, stet_text(r->a, statement), from);
}

/* Words with capitals that no sentence begins with: a name, but in German. */
static int has_proper_name(struct reading_article *r, const struct sentence *s,
                           uint32_t from)
{
    enum { GERMAN = 1 };
    const stet_kit *kit = r->pool->kit;
    int quoted = 0;
    for (size_t at = 0, begins = 1; at < s->raw.n;) {
        size_t end = word_end(s->raw, at);
        char last = end > at ? s->raw.p[end - 1] : ' ';
        quoted = at >= 3 && (memcmp(s->raw.p + at - 3, "\xe2\x80\x9e", 3) == 0);
        if (!begins && is_upper_at(kit, s->raw, at) &&
            (r->language != GERMAN || quoted) &&
            stands_behind(r, s, name_at(kit, s->raw, at), from))
            return 1;
        begins =
            strchr(".!?:\"", last) != NULL || (end < s->raw.n && s->raw.p[end] == ':');
        at = end + 1;
        while (at < s->raw.n && strchr(" (\"", s->raw.p[at]))
            at++;
        if (at + 3 < s->raw.n && memcmp(s->raw.p + at, "\xe2\x80\x9e", 3) == 0)
            at += 3;
    }
    return 0;
}

/* What stands in the raw text behind the joint that stands at `at` of the words. */
static stet_str behind_same(const struct sentence *s, const char *joint, size_t at)
{
    size_t n = strlen(joint), nth = 0, from = 0;
    for (size_t i = 0; i <= at && i + n <= s->words.n; i++)
        nth += memcmp(s->words.p + i, joint, n) == 0;
    for (; nth; nth--) {
        const char *p = memmem(s->raw.p + from, s->raw.n - from, joint, n);
        if (!p)
            return stet_cstr("");
        from = (size_t)(p - s->raw.p) + n;
    }
    return stet__text_from(s->raw, from);
}

static stet_str behind_article(stet_str s)
{
    static const char *const words[] = {"die ", "der ", "das ", "den ", "dem "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (stet__text_begins(s, words[i]))
            return stet__text_from(s, 4);
    return s;
}

/* "Autor und Küstenblick": in German the noun beside the author that is none of what a
 * credit may name. */
static stet_str named_beside(struct reading_article *r, const struct sentence *s)
{
    static const char *const joints[] = {" und ", " sowie "};
    static const char *const others[] = {"Titel",
                                         "Datum",
                                         "Jahr",
                                         "Ort",
                                         "Link",
                                         "Quell",
                                         "Copy",
                                         "Lizen",
                                         "Foto",
                                         "Bild",
                                         "\xc3\x9c"
                                         "berset",
                                         "Text",
                                         "Erschein",
                                         "Orig",
                                         "Funktion",
                                         "Institution",
                                         "Hochschul",
                                         "Auto",
                                         "Verfasser",
                                         "Urheber",
                                         "Website",
                                         "Inhalt"};
    uint32_t at = s->said.last[SAID_AUTHOR];
    for (size_t j = 0; at != NOT_SAID && j < 2; j++) {
        size_t n = strlen(joints[j]);
        const char *p = memmem(s->words.p + at, s->words.n - at, joints[j], n);
        size_t joint = p ? (size_t)(p - s->words.p) : s->words.n;
        size_t word = joint < s->words.n ? joint - at : 99;
        stet_str rest = word < 24 ? behind_same(s, joints[j], joint) : stet_cstr("");
        rest = behind_article(rest);
        int other = !rest.n || !is_upper_at(r->pool->kit, rest, 0);
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            other |= stet__text_begins(rest, others[i]);
        if (!other)
            return name_at(r->pool->kit, rest, 0);
    }
    return stet_cstr("");
}

int stet__holder_is_named(struct reading_article *r, const struct sentence *s,
                          uint32_t from)
{
    return is_field_named(r, s, STET_PUBLISHER, from) ||
           is_field_named(r, s, STET_SITE, from) || has_proper_name(r, s, from) ||
           named_beside(r, s).n != 0;
}

/* ---- hosts --------------------------------------------------------------------- */
static size_t squash(stet_str s, char *to, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < cap; i++) {
        char c = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            to[n++] = c;
    }
    return n;
}

/* Hosts below which anybody has one of their own. */
static int is_shared(stet_str host)
{
    static const char *const hosts[] = {
        "substack.com", "wordpress.com", "blogspot.com",   "medium.com",
        "github.io",    "ghost.io",      "hypotheses.org", "tumblr.com"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (stet__text_same(host, stet_cstr(hosts[i])))
            return 1;
    return 0;
}

/* The part of a host that somebody owns: its last two names, or three where the last
 * but one is short, as in "co.uk", or anybody's. What stands before is the owner's
 * choice. */
static stet_str owned_part(stet_str host)
{
    enum { SHORT = 3 };
    size_t points[3], n = 0;
    for (size_t i = host.n; i && n < 3; i--)
        if (host.p[i - 1] == '.')
            points[n++] = i;
    if (n < 2)
        return host;
    int more = points[0] - points[1] <= SHORT + 1 ||
               is_shared(stet__text_from(host, points[1]));
    return !more   ? stet__text_from(host, points[1])
           : n > 2 ? stet__text_from(host, points[2])
                   : host;
}

/* Does the host go with one of the names: "harbour-dispatch.example", "hd.example"? */
static int fits_name(struct reading_article *r, const struct holder *h, stet_str host)
{
    char letters[128], name[128];
    host = owned_part(host);
    size_t n = squash(host, letters, sizeof letters);
    for (size_t i = 0; i < h->name_count; i++) {
        stet_str normal = stet__pool_normal(r->pool, h->names[i]);
        if (stet__text_begins(normal, "the "))
            normal = stet__text_from(normal, 4);
        size_t m = squash(normal, name, sizeof name);
        if (m >= 3 && memmem(letters, n, name, m))
            return 1;
        const char *dot = memchr(host.p, '.', host.n);
        size_t label = squash(stet_strn(host.p, dot ? (size_t)(dot - host.p) : host.n),
                              letters, sizeof letters);
        if (label >= 4 && memmem(name, m, letters, label))
            return 1;
        n = squash(host, letters, sizeof letters);
    }
    return 0;
}

static int is_mail_provider(stet_str host)
{
    static const char *const hosts[] = {
        "gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "gmx.de",
        "gmx.net",   "web.de",      "icloud.com",  "proton.me", "protonmail.com",
        "aol.com",   "t-online.de", "orange.fr",   "posteo.de", "mail.com"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (stet__address_host_is(host, stet_cstr(hosts[i])))
            return 1;
    return 0;
}

static void add_host(struct holder *h, stet_str host)
{
    if (host.n > 4 && stet__text_begins(host, "www."))
        host = stet__text_from(host, 4);
    if (host.n < 4 || !memchr(host.p, '.', host.n) || h->host_count == HOSTS)
        return;
    for (size_t i = 0; i < h->host_count; i++)
        if (stet__text_same(h->hosts[i], host))
            return;
    h->hosts[h->host_count++] = host;
}

static void add_hosts(struct reading_article *r, struct holder *h)
{
    static const stet_kind fields[] = {STET_CANONICAL, STET_URL};
    size_t count;
    for (size_t i = 0; i < r->policy->remark_count; i++) {
        const struct remark *m = &r->policy->remarks[i];
        const char *at = memchr(m->value.p, '@', m->value.n);
        if (m->kind != REMARK_CONTACT || !at)
            continue;
        stet_str host = stet__text_from(m->value, (size_t)(at - m->value.p) + 1);
        if (!is_mail_provider(host) &&
            (stet_str_is(m->name, "licensing") || fits_name(r, h, host)))
            add_host(h, host);
    }
    const stet_item *items =
        stet_walk(r->a, stet_root(r->a, STET_FAMILY_BLOCK), &count);
    for (size_t i = 0; i < count && h->host_count < HOSTS; i++) {
        if (items[i].kind != STET_LINK)
            continue;
        struct address a = stet__address_of(
            r->pool->kit, stet_attr_str(r->a, items[i].node, STET_ATTR_HREF));
        if (a.web && fits_name(r, h, a.host))
            add_host(h, a.host);
    }
    for (size_t i = 0; i < 2; i++) {
        struct address a =
            stet__address_of(r->pool->kit, stet_field_text(r->a, fields[i]));
        if (a.web && fits_name(r, h, a.host))
            add_host(h, a.host);
    }
}

/* ---- who is credited ------------------------------------------------------------ */
static int names_it(struct reading_article *r, stet_str evidence, stet_str name)
{
    stet_str words = name.n > 1 ? stet__pool_words(r->pool, name) : stet_cstr("");
    return words.n && evidence.n &&
           stet__text_find(r->pool->kit, stet__pool_words(r->pool, evidence), words,
                           0) != SIZE_MAX;
}

/* "First published by the Post ... provided that the Post is credited". */
static void add_origin(struct reading_article *r, struct holder *h)
{
    stet_node origin = stet_field(r->a, STET_ORIGIN);
    for (stet_node n = stet_first(r->a, origin); n; n = stet_next(r->a, n)) {
        stet_str name = stet_attr_str(r->a, n, STET_ATTR_NAME);
        int named = 0;
        for (size_t i = 0; i < r->policy->count && !named; i++)
            named = names_it(r, r->policy->grants[i].evidence, name);
        for (size_t i = 0; r->policy->count && i < r->policy->grants[0].count; i++)
            if (r->policy->grants[0].duties[i].verb == CREDIT_SOURCE)
                named |= names_it(r, r->policy->grants[0].duties[i].evidence, name);
        if (named)
            add_name(r, h, name);
    }
}

static int is_author(struct reading_article *r, stet_str name)
{
    stet_node authors = stet_field(r->a, STET_AUTHORS);
    for (stet_node n = stet_first(r->a, authors); n; n = stet_next(r->a, n))
        if (names_it(r, stet_attr_str(r->a, n, STET_ATTR_NAME), name))
            return 1;
    return 0;
}

/* A name of several words in a sentence, or one between quotation marks. */
static stet_str credited_in(struct reading_article *r, stet_str raw)
{
    enum { QUOTED_MAX = 60 };
    const stet_kit *kit = r->pool->kit;
    size_t end = 0;
    stet_str quoted = stet__conditions_quote(raw, 0, &end);
    quoted = stet__text_trim(quoted);
    if (quoted.n && quoted.n < QUOTED_MAX && is_upper_at(kit, quoted, 0) &&
        name_at(kit, quoted, 0).n == quoted.n)
        return quoted;
    for (size_t at = 0, first = 1; at < raw.n; first = 0) {
        size_t to = word_end(raw, at);
        stet_str name = first ? stet_cstr("") : name_at(kit, raw, at);
        if (is_upper_at(kit, raw, at) && memchr(name.p, ' ', name.n) &&
            !memmem(name.p, name.n, "Commons", 7) && !stet__text_begins(name, "CC ") &&
            !is_author(r, name))
            return name;
        at = name.n > to - at ? at + name.n : to;
        while (at < raw.n && strchr(" (\"'", raw.p[at]))
            at++;
        at += at == to && at < raw.n;
    }
    return stet_cstr("");
}

/* "Provided that the author and Delta Watch are credited". */
static void add_credited(struct reading_article *r, struct holder *h)
{
    enum { GERMAN = 1 };
    const struct policy *p = r->policy;
    for (size_t i = 0; p->count && i < p->grants[0].count; i++)
        if (p->grants[0].duties[i].verb == CREDIT_SOURCE && r->language != GERMAN)
            add_name(r, h, credited_in(r, p->grants[0].duties[i].evidence));
    for (size_t i = 0; p->count && r->language == GERMAN && i < r->sentences.count;
         i++) {
        const struct sentence *s = &r->sentences.items[i];
        if (!h->name_count && stet__said(s, SAID_CREDIT) && stet__said(s, SAID_AUTHOR))
            add_name(r, h, named_beside(r, s));
    }
}

/* ---- the whole ----------------------------------------------------------------- */
static struct texts keep(struct reading_article *r, const stet_str *items, size_t n)
{
    struct texts t = {stet__pool_array(r->pool, n, sizeof *t.items), 0};
    for (size_t i = 0; t.items && i < n; i++)
        t.items[t.n++] = items[i];
    r->failed |= !t.items;
    return t;
}

void stet__holder_find(struct reading_article *r)
{
    struct holder h = {.name_count = 0};
    struct policy *p = r->policy;
    add_origin(r, &h);
    add_party(r, &h, STET_PUBLISHER);
    for (size_t i = 0; i < r->sentences.count; i++) {
        const struct sentence *s = &r->sentences.items[i];
        if (stet__said(s, SAID_PERMIT) || stet__said(s, SAID_RESERVED))
            add_granter(r, &h, s);
        if (s->zone != STET_ZONE_BODY)
            add_copyright(r, &h, s);
    }
    if (!h.name_count)
        add_party(r, &h, STET_COPYRIGHT_HOLDER);
    if (!h.name_count)
        add_credited(r, &h);
    if (!h.name_count)
        add_party(r, &h, STET_SITE);
    size_t named = h.name_count;
    for (size_t i = 0; i < named;
         i++) { /* "The Harbour Dispatch Press" without "The" */
        stet_str name = h.names[i];
        if (stet__text_begins(name, "The "))
            add_name(r, &h, stet__text_from(name, 4));
    }
    add_hosts(r, &h);
    if (!h.name_count && h.host_count)
        add_name(r, &h, h.hosts[0]);
    p->name = h.name_count ? h.names[0] : stet_cstr("");
    p->aliases = keep(r, h.names + 1, h.name_count ? h.name_count - 1 : 0);
    p->hosts = keep(r, h.hosts, h.host_count);
    /* an origin that is somebody else's: the rights may be, too */
    stet_node origin = stet_field(r->a, STET_ORIGIN);
    for (stet_node n = stet_first(r->a, origin); n; n = stet_next(r->a, n)) {
        stet_str name = stet_attr_str(r->a, n, STET_ATTR_NAME);
        int own = !name.n;
        for (size_t i = 0; i < h.name_count && !own; i++)
            own = stet_str_eq(stet__pool_normal(r->pool, h.names[i]),
                              stet__pool_normal(r->pool, name));
        struct remark *m = own ? NULL : stet__remark_add(r, REMARK_THIRD_PARTY, NULL);
        if (m)
            m->value = name;
    }
}
