/* SPDX-License-Identifier: MIT */
/*
 * The texts of a ninjs object. Since 2.0 they stand in lists with a role each; 1.5 has
 * a member for each, named body_<what>.
 */
#include "ninjs.h"

/* ---- headlines and descriptions --------------------------------------------- */
/* One text of a list; in 1.5 the member `key`. */
static void put_role(struct ninjs *n, const char *key, stet_str role, stet_str value)
{
    if (!value.n)
        return;
    if (n->version == NINJS_1_5) {
        json_text(&n->j, key, value);
        return;
    }
    json_item(&n->j);
    json_open(&n->j, '{');
    json_text(&n->j, "role", role);
    stet__ninjs_text(n, "contentType", stet_cstr("text/plain"));
    json_text(&n->j, "value", value);
    json_close(&n->j, '}');
}

static void put_headlines(struct ninjs *n)
{
    stet_article *a = n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_str headline = stet_field_text(a, STET_HEADLINE);
    stet_str kicker = stet_field_text(a, STET_KICKER);
    stet_node alt = stet_find(a, fields, 0, STET_ALT_HEADLINE);
    if (!headline.n && !kicker.n && !alt)
        return;
    if (n->version != NINJS_1_5) {
        json_key(&n->j, "headlines");
        json_open(&n->j, '[');
    }
    put_role(n, "headline", stet_cstr("main"), headline);
    put_role(n, "headline_kicker", stet_cstr("kicker"), kicker);
    if (n->version == NINJS_1_5)
        put_role(n, "headline_short", stet_cstr("short"), stet_text(a, alt));
    else
        for (; alt; alt = stet_find(a, fields, alt, STET_ALT_HEADLINE)) {
            stet_str role = stet_attr_str(a, alt, STET_ATTR_ROLE);
            put_role(n, "", role.n ? role : stet_cstr("alternative"),
                     stet_text(a, alt));
        }
    if (n->version != NINJS_1_5)
        json_close(&n->j, ']');
}

static void put_descriptions(struct ninjs *n)
{
    stet_str standfirst = stet_field_text(n->f.a, STET_STANDFIRST);
    stet_str excerpt = stet_field_text(n->f.a, STET_EXCERPT);
    if (!standfirst.n && !excerpt.n)
        return;
    if (n->version != NINJS_1_5) {
        json_key(&n->j, "descriptions");
        json_open(&n->j, '[');
    }
    put_role(n, "description_standfirst", stet_cstr("standfirst"), standfirst);
    put_role(n, "description_summary", stet_cstr("summary"), excerpt);
    if (n->version != NINJS_1_5)
        json_close(&n->j, ']');
}

/* ---- bodies ----------------------------------------------------------------- */
static void put_counts(struct ninjs *n)
{
    int64_t words = stet__facts_number(&n->f, STET_WORDS);
    int64_t characters = stet__facts_number(&n->f, STET_CHARACTERS);
    if (characters > 0) {
        stet__ninjs_key(n, "charCount");
        stet_put_int(n->j.out, characters);
    }
    if (words > 0) {
        stet__ninjs_key(n, "wordCount");
        stet_put_int(n->j.out, words);
    }
}

static stet_code make_html(struct ninjs *n, stet_str *ret_html)
{
    struct html_style style = {.id_prefix = stet_cstr("stet-"),
                               .rel = stet_cstr(""),
                               .base = n->url,
                               .drop_notices = n->apart,
                               .keep_stamps = 1};
    stet_out raw = stet__facts_html_buffer(&n->f, n->j.out->max);
    stet__html_write_body(n->f.a, &style, n->zones, &raw);
    if (!n->apart)
        stet__facts_put_loose_notices(&n->f, &raw);
    *ret_html = stet__facts_take(&n->f, &raw);
    return n->f.failed;
}

static void put_main_body(struct ninjs *n, stet_str html)
{
    if (n->version == NINJS_1_5) {
        put_counts(n);
        json_text(&n->j, "body_html", html);
        return;
    }
    if (!html.n) /* a body must have a value */
        return;
    json_item(&n->j);
    json_open(&n->j, '{');
    json_text(&n->j, "role", stet_cstr("main"));
    stet__ninjs_text(n, "contentType", stet_cstr("text/html"));
    put_counts(n);
    json_text(&n->j, "value", html);
    json_close(&n->j, '}');
}

/* ";stamp=opinion;hash=8ff195b331ac9a10": by it the step that stamped knows its own
 * text again. A key of 1.5 has no room for it. */
static void put_stamp(struct ninjs *n, stet_out *role, stet_node notice)
{
    stet_str id = stet_attr_str(n->f.a, notice, STET_ATTR_STAMP);
    stet_str hash = stet_attr_str(n->f.a, notice, STET_ATTR_HASH);
    if (n->version == NINJS_1_5 || !id.n || !hash.n || memchr(id.p, ';', id.n))
        return;
    stet_puts(role, ";stamp=");
    stet_put_str(role, id);
    stet_puts(role, ";hash=");
    stet_put_str(role, hash);
}

/* "notice:disclaimer.opinion", "notice:head:content_warning" above the text; in 1.5
 * "body_notice_disclaimer_opinion" and its number. */
static stet_str role_of(struct ninjs *n, stet_node notice, size_t number)
{
    stet_str kind = stet_cstr(stet_kind_name(n->f.a, stet_kind_of(n->f.a, notice)));
    stet_out role = stet_out_in_article(n->f.a, 64, 512);
    stet_puts(&role, n->version == NINJS_1_5 ? "body_notice_" : "notice:");
    if (stet__facts_notice_zone(&n->f, notice) == STET_ZONE_HEAD)
        stet_puts(&role, n->version == NINJS_1_5 ? "head_" : "head:");
    for (size_t i = 0; i < kind.n; i++)
        stet_putc(&role, n->version == NINJS_1_5 && kind.p[i] == '.' ? '_' : kind.p[i]);
    if (n->version == NINJS_1_5 && number > 1) {
        stet_putc(&role, '_');
        stet_put_int(&role, (int64_t)number);
    }
    put_stamp(n, &role, notice);
    stet_putc(&role, '\0'); /* it is a key, too */
    stet_str text = stet__facts_take(&n->f, &role);
    return stet_strn(text.p, text.n ? text.n - 1 : 0);
}

static size_t count_before(struct ninjs *n, stet_node notice)
{
    stet_kind kind = stet_kind_of(n->f.a, notice);
    size_t count = 1;
    for (stet_node p = stet_prev(n->f.a, notice); p; p = stet_prev(n->f.a, p))
        count += stet_kind_of(n->f.a, p) == kind;
    return count;
}

/* Lines without blanks at their ends and without empty ones: so they are read. */
static stet_str trim_lines(struct ninjs *n, stet_str text)
{
    stet_out out = stet_out_in_article(n->f.a, text.n + 1, text.n + 1);
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t to = end ? (size_t)(end - text.p) : text.n, from = at;
        at = to + 1;
        while (from < to && memchr(" \t\r\f", text.p[from], 4))
            from++;
        while (to > from && memchr(" \t\r\f", text.p[to - 1], 4))
            to--;
        if (from == to)
            continue;
        stet_puts(&out, out.len ? "\n" : "");
        stet_put(&out, text.p + from, to - from);
    }
    return stet__facts_take(&n->f, &out);
}

static void put_notices(struct ninjs *n)
{
    stet_article *a = n->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node p = stet_first(a, root); p; p = stet_next(a, p)) {
        stet_kind kind = stet_kind_of(a, p);
        if (stet__facts_notice_place(kind) == NOTICE_TO_EDITORS)
            continue;
        size_t number = n->version == NINJS_1_5 ? count_before(n, p) : 1;
        stet_str role = role_of(n, p, number);
        put_role(n, role.p, role, trim_lines(n, stet__facts_notice_text(&n->f, p)));
    }
}

/* Corrections that stand in fields and in no notice. */
static void put_corrections(struct ninjs *n)
{
    stet_article *a = n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_out text = stet_out_in_article(a, 256, n->j.out->max);
    for (stet_node s = stet_find(a, fields, 0, STET_CORRECTIONS); s;
         s = stet_find(a, fields, s, STET_CORRECTIONS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p)) {
            stet_str date = stet_attr_str(a, p, STET_ATTR_DATE);
            stet_str said = stet__facts_name(&n->f, p);
            if (!said.n)
                continue;
            if (text.len)
                stet_putc(&text, '\n');
            stet_put_str(&text, date);
            stet_puts(&text, date.n ? ": " : "");
            stet_put_str(&text, said);
        }
    put_role(n, "body_corrections", stet_cstr("corrections"),
             stet__facts_take(&n->f, &text));
}

stet_code stet__ninjs_put_texts(struct ninjs *n)
{
    stet_str html;
    stet_code code = make_html(n, &html);
    if (code != STET_OK)
        return code;
    put_headlines(n);
    put_descriptions(n);
    if (n->version != NINJS_1_5) {
        json_key(&n->j, "bodies");
        json_open(&n->j, '[');
    }
    put_main_body(n, html);
    if (n->apart)
        put_notices(n);
    put_corrections(n);
    if (n->version != NINJS_1_5)
        json_close(&n->j, ']');
    return STET_OK;
}
