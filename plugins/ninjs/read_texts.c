/* SPDX-License-Identifier: MIT */
/* Headlines, descriptions and bodies: lists with roles, in 1.x a member for each. */
#include "reader.h"

static stet_str member(const stet_data *map, const char *name)
{
    return stet__ninjs_get_text(map, name);
}

/* Behind `prefix`, or "" when the key is another. */
static stet_str behind(stet_str key, const char *prefix)
{
    size_t n = strlen(prefix);
    return key.n > n && memcmp(key.p, prefix, n) == 0 ? stet_strn(key.p + n, key.n - n)
                                                      : stet_cstr("");
}

/* The text before the mark, which is taken off with it. */
static stet_str split_at(stet_str *rest, char mark)
{
    const char *end = rest->n ? memchr(rest->p, mark, rest->n) : NULL;
    size_t n = end ? (size_t)(end - rest->p) : rest->n;
    stet_str first = stet_strn(rest->p, n);
    *rest = stet_strn(rest->p + n + (end != NULL), rest->n - n - (end != NULL));
    return first;
}

static int is_html(const stet_data *d)
{
    stet_str type = member(d, "contentType");
    return memmem(type.p, type.n, "html", 4) != NULL;
}

/* The value as plain text. */
static stet_str plain(struct claims *c, const stet_data *d)
{
    stet_str value = member(d, "value");
    if (!is_html(d))
        return value;
    const struct markup *root = stet__markup_html(c->a, value, UINT32_MAX);
    return root ? stet__markup_text(c->a, root) : stet_cstr("");
}

/* ---- headlines and descriptions --------------------------------------------- */
static void say_headline(struct claims *c, stet_str role, stet_str text)
{
    if (stet_str_is(role, "kicker")) {
        stet__claim_text(c, STET_KICKER, text);
        return;
    }
    if (!stet_field(c->a, STET_HEADLINE) && (!role.n || stet_str_is(role, "main"))) {
        stet__claim_text(c, STET_HEADLINE, text);
        return;
    }
    stet_node n = stet__claim_text(c, STET_ALT_HEADLINE, text);
    if (!stet_str_is(role, "alternative"))
        stet__claim_attr(c, n, STET_ATTR_ROLE, role);
}

static void read_headlines(struct claims *c, const stet_data *root)
{
    const stet_data *first = stet__ninjs_list(root, "headlines", NULL);
    stet__claim_text(c, STET_HEADLINE, member(root, "headline"));
    for (const stet_data *d = first; d; d = d->next)
        say_headline(c, member(d, "role"), plain(c, d));
    for (const stet_data *d = root->first; d; d = d->next)
        if (behind(d->key, "headline_").n)
            say_headline(c, behind(d->key, "headline_"), stet_data_text(d));
    if (!stet_field(c->a, STET_HEADLINE)) /* a role of the sender's own */
        stet__claim_text(c, STET_HEADLINE,
                         first ? plain(c, first) : member(root, "title"));
}

static void say_description(struct claims *c, stet_str role, stet_str text)
{
    int is_summary = stet_str_is(role, "summary") || stet_field(c->a, STET_STANDFIRST);
    if (!is_summary || !stet_field(c->a, STET_EXCERPT))
        stet__claim_text(c, is_summary ? STET_EXCERPT : STET_STANDFIRST, text);
}

static void read_descriptions(struct claims *c, const stet_data *root)
{
    for (const stet_data *d = stet__ninjs_list(root, "descriptions", NULL); d;
         d = d->next)
        say_description(c, member(d, "role"), plain(c, d));
    for (const stet_data *d = root->first; d; d = d->next)
        if (behind(d->key, "description_").n)
            say_description(c, behind(d->key, "description_"), stet_data_text(d));
}

/* ---- corrections and notices ------------------------------------------------ */
static int is_date(stet_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || memchr("-T:+Z", s.p[i], 5)))
            return 0;
    return s.n >= 4;
}

/* "2025-03-16: The hinge ..." for each line. */
static void read_corrections(struct claims *c, stet_str text)
{
    stet_node all = text.n ? stet__claim_open(c, STET_CORRECTIONS) : 0;
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t n = end ? (size_t)(end - text.p) - at : text.n - at;
        stet_str line = stet_strn(text.p + at, n), date = stet_cstr("");
        const char *colon = memmem(line.p, line.n, ": ", 2);
        at += n + 1;
        if (colon && is_date(stet_strn(line.p, (size_t)(colon - line.p)))) {
            date = stet_strn(line.p, (size_t)(colon - line.p));
            line = stet_strn(colon + 2, line.n - date.n - 2);
        }
        stet_node part = stet__claim_part(c, all, STET_CORRECTION_PART);
        stet__claim_attr(c, part, STET_ATTR_DATE, date);
        if (part && stet_set_text(c->a, part, line) != STET_OK && !c->code)
            c->code = STET_E_LIMIT;
    }
}

/* "disclaimer_opinion_2" of a key: dots are written as lines, a number may follow. */
static stet_kind kind_of_key(struct claims *c, stet_str key)
{
    size_t n = key.n;
    while (n && key.p[n - 1] >= '0' && key.p[n - 1] <= '9')
        n--;
    if (n < key.n && n && key.p[n - 1] == '_')
        key.n = n - 1;
    for (stet_kind k = STET_NOTICE_OTHER; k <= STET_REPUBLISHED_FROM; k++) {
        const char *name = stet_kind_name(c->a, k);
        size_t i = 0;
        while (i < key.n && name[i] && (name[i] == '.' ? '_' : name[i]) == key.p[i])
            i++;
        if (i == key.n && !name[i])
            return k;
    }
    return STET_NOTICE_OTHER;
}

/* ---- bodies ----------------------------------------------------------------- */
static stet_code build(struct claims *c, stet_str text, int html)
{
    struct markup_into into = {.rules = &stet__markup_html_rules};
    if (html)
        return stet__markup_build_html(c->a, text, &into);
    stet__claim_lines(c, text, 0, 0);
    return c->code;
}

static int is_main(const stet_data *d)
{
    stet_str role = member(d, "role");
    return !role.n || stet_str_is(role, "main") || stet_str_is(role, "body");
}

/* The main body: by its role, HTML before plain text; else the first there is. */
static const stet_data *find_main(const stet_data *bodies)
{
    const stet_data *found = NULL;
    for (const stet_data *d = bodies; d; d = d->next)
        if (is_main(d) && (!found || (is_html(d) && !is_html(found))))
            found = d;
    for (const stet_data *d = bodies; d && !found; d = d->next)
        if (!behind(member(d, "role"), "notice:").n &&
            !stet_str_is(member(d, "role"), "corrections"))
            found = d;
    return found;
}

/* "notice:head:content_warning;stamp=graphic;hash=0123456789abcdef" behind "notice:".
 */
static void read_notice(struct claims *c, const stet_data *d, stet_str role)
{
    stet_str kind = split_at(&role, ';'), stamp = split_at(&role, ';');
    stet_str head = behind(kind, "head:");
    stet_node n = stet__claim_notice_lines(
        c, stet__markup_notice_kind(c->a, head.n ? head : kind),
        head.n ? STET_ZONE_HEAD : STET_ZONE_TAIL, plain(c, d));
    stet__claim_stamp(c, n, behind(stamp, "stamp="), behind(role, "hash="));
}

static stet_code read_bodies(struct claims *c, const stet_data *bodies)
{
    const stet_data *main = find_main(bodies);
    stet_code code = main ? build(c, member(main, "value"), is_html(main)) : STET_OK;
    stet__claim_text(c, STET_WORDS, member(main, "wordCount"));
    stet__claim_text(c, STET_CHARACTERS, member(main, "charCount"));
    for (const stet_data *d = bodies; d; d = d->next) {
        stet_str role = member(d, "role"), notice = behind(role, "notice:");
        if (notice.n)
            read_notice(c, d, notice);
        else if (stet_str_is(role, "corrections"))
            read_corrections(c, plain(c, d));
        else if (d != main)
            stet_log(c->a, STET_LOG_LOSS,
                     stet_cstr("ninjs: a second body of the same text is left out"));
    }
    return code;
}

/* body_html, body_xhtml, then any other; notices by their keys. */
static stet_code read_bodies_1(struct claims *c, const stet_data *root)
{
    stet_str html = member(root, "body_html");
    stet_code code = STET_OK;
    if (!html.n)
        html = member(root, "body_xhtml");
    if (html.n)
        code = build(c, html, 1);
    for (const stet_data *d = root->first; d && code == STET_OK; d = d->next) {
        stet_str what = behind(d->key, "body_"), kind = behind(d->key, "body_notice_"),
                 head = behind(kind, "head_");
        if (kind.n)
            stet__claim_notice_lines(c, kind_of_key(c, head.n ? head : kind),
                                     head.n ? STET_ZONE_HEAD : STET_ZONE_TAIL,
                                     stet_data_text(d));
        else if (stet_str_is(what, "corrections"))
            read_corrections(c, stet_data_text(d));
        else if (what.n && !html.n) {
            html = stet_data_text(d);
            code = build(c, html, 0);
        }
    }
    stet__claim_text(c, STET_WORDS, member(root, "wordcount"));
    stet__claim_text(c, STET_CHARACTERS, member(root, "charcount"));
    return code;
}

stet_code stet__ninjs_read_texts(struct claims *c, const stet_data *root)
{
    const stet_data *bodies = stet__ninjs_list(root, "bodies", NULL);
    read_headlines(c, root);
    read_descriptions(c, root);
    stet_code code = bodies ? read_bodies(c, bodies) : read_bodies_1(c, root);
    return code == STET_OK ? c->code : code;
}
