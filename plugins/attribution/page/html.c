/* SPDX-License-Identifier: MIT */
/*
 * What HTML shows that stands in no tree: links and images of raw elements, and what
 * the head and the counting pixels of a page tell.
 */
#include "page.h"

/* The value of an attribute within one tag. */
static stet_str attr_in(stet_str tag, const char *name)
{
    size_t n = strlen(name);
    for (size_t at = 0; at + n < tag.n; at++) {
        size_t found =
            stet__text_find_raw(stet__text_from(tag, at), stet_strn(name, n));
        if (found == SIZE_MAX)
            break;
        at += found;
        size_t v = at + n;
        int begins = at > 0 && (unsigned char)tag.p[at - 1] <= ' ';
        while (v < tag.n && tag.p[v] == ' ')
            v++;
        if (!begins || v >= tag.n || tag.p[v] != '=')
            continue;
        for (v++; v < tag.n && tag.p[v] == ' ';)
            v++;
        char quote =
            v < tag.n && (tag.p[v] == '"' || tag.p[v] == '\'') ? tag.p[v++] : 0;
        size_t end = v;
        while (end < tag.n &&
               (quote ? tag.p[end] != quote : tag.p[end] != ' ' && tag.p[end] != '>'))
            end++;
        return stet_strn(tag.p + v, end - v);
    }
    return stet_cstr("");
}

/* What stands between the tag and its end, without tags. */
static stet_str inner_text(stet_str rest)
{
    size_t from = 0, to;
    while (from < rest.n && (unsigned char)rest.p[from] <= ' ')
        from++;
    for (to = from; to < rest.n && rest.p[to] != '<';)
        to++;
    return stet__text_trim(stet_strn(rest.p + from, to - from));
}

void stet__page_scan(struct doc *doc, const struct doc_size *max, stet_str html,
                     size_t block, stet_node node)
{
    for (size_t at = 0; at < html.n; at++) {
        const char *open = memchr(html.p + at, '<', html.n - at);
        if (!open)
            return;
        at = (size_t)(open - html.p);
        stet_str tag = stet__text_from(html, at);
        if (stet__text_begins(tag, "<!--")) { /* nobody sees a comment */
            const char *end = memmem(tag.p, tag.n, "-->", 3);
            if (!end)
                return;
            at = (size_t)(end - html.p);
            continue;
        }
        const char *close = memchr(tag.p, '>', tag.n);
        size_t n = close ? (size_t)(close - tag.p) + 1 : tag.n;
        tag.n = n;
        char kind = n > 2 ? (char)(tag.p[1] | 0x20) : 0;
        if (kind == 'a' && (unsigned char)tag.p[2] <= ' ' &&
            doc->link_count < max->links) {
            struct doc_link *l = &doc->links[doc->link_count++];
            *l = (struct doc_link){.node = node,
                                   .block = block,
                                   .href = attr_in(tag, "href"),
                                   .rel = attr_in(tag, "rel"),
                                   .text = inner_text(stet__text_from(html, at + n))};
            if (at + n == html.n)
                l->text = stet_cstr("link"); /* its text stands outside this node */
        } else if (kind == 'i' && n > 4 && (tag.p[2] | 0x20) == 'm' &&
                   (tag.p[3] | 0x20) == 'g' && doc->image_count < max->images) {
            struct doc_image *i = &doc->images[doc->image_count++];
            *i = (struct doc_image){.node = node,
                                    .block = block,
                                    .src = attr_in(tag, "src"),
                                    .alt = attr_in(tag, "alt"),
                                    .credit = stet_cstr("")};
        }
        at += n - 1;
    }
}

/* ---- a page --------------------------------------------------------------------- */
/* Where the element that holds no tags ends; the end of the text when it does not. */
static size_t skip_element(stet_str html, size_t at, const char *close)
{
    size_t found = stet__text_find_raw(stet__text_from(html, at), stet_cstr(close));
    return found == SIZE_MAX ? html.n : at + found;
}

static int is_tag(stet_str tag, const char *open)
{
    size_t n = strlen(open);
    return tag.n > n && stet__text_same(stet_strn(tag.p, n), stet_cstr(open)) &&
           ((unsigned char)tag.p[n] <= ' ' || tag.p[n] == '>' || tag.p[n] == '/');
}

/* The end of the head, as far as one can look. */
static stet_str head_of(stet_str html)
{
    enum { HEAD_MAX = 1 << 18 };
    stet_str head = stet_strn(html.p, html.n < HEAD_MAX ? html.n : HEAD_MAX);
    size_t body = stet__text_find_raw(head, stet_cstr("<body"));
    return body == SIZE_MAX ? head : stet_strn(head.p, body);
}

static int is_page(const stet_article *a)
{
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    return stet_str_is(stet_attr_str(a, body, STET_ATTR_MEDIA), "text/html");
}

size_t stet__page_robots(const stet_article *a, stet_str *ret, size_t max)
{
    stet_str head = is_page(a) ? head_of(stet_source_text(a)) : stet_cstr("");
    size_t count = 0;
    for (size_t at = 0; at < head.n && count < max; at++) {
        const char *open = memchr(head.p + at, '<', head.n - at);
        if (!open)
            break;
        at = (size_t)(open - head.p);
        stet_str tag = stet__text_from(head, at);
        if (stet__text_begins(tag, "<!--"))
            at = skip_element(head, at, "-->");
        else if (is_tag(tag, "<script"))
            at = skip_element(head, at, "</script");
        else if (is_tag(tag, "<style"))
            at = skip_element(head, at, "</style");
        else if (is_tag(tag, "<meta")) {
            const char *close = memchr(tag.p, '>', tag.n);
            tag.n = close ? (size_t)(close - tag.p) + 1 : tag.n;
            if (stet__text_same(attr_in(tag, "name"), stet_cstr("robots")))
                ret[count++] = attr_in(tag, "content");
            at += tag.n - 1;
        }
    }
    return count;
}

stet_str stet__page_pixel(const stet_article *a, size_t number, stet_node *ret_node)
{
    stet_node notice = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; notice; notice = stet_next(a, notice)) {
        if (stet_kind_of(a, notice) != STET_TRACKING ||
            !stet_str_is(stet_attr_str(a, notice, STET_ATTR_RULE), "pixel"))
            continue;
        for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r)) {
            stet_str url = stet_attr_str(a, r, STET_ATTR_URL);
            if (url.n && !number--) {
                *ret_node = notice;
                return url;
            }
        }
    }
    return stet_cstr("");
}
