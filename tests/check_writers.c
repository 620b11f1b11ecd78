/* SPDX-License-Identifier: MIT */
/* write.html, write.jsonld, write.text: hostile values, every kind, depth. */
#include "step_fixture.h"

#define HOSTILE                                                                        \
    "& # % + \" < > ' </script><script>alert(1)</script> ]]> \xe2\x80\xa8 "            \
    "\xf0\x9f\x98\x80 \xe6\xbc\xa2\xe5\xad\x97 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\nnew " \
    "--> <!--"

/* ---- well-formed? ----------------------------------------------------------- */
static int is_void(stet_str name)
{
    static const char *const names[] = {"br", "hr", "img", "meta", "link", "!DOCTYPE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (stet_str_is(name, names[i]))
            return 1;
    return 0;
}

/* Every tag is closed in its order, attributes are quoted, no text holds a raw sign. */
static void ck_balanced(stet_str s)
{
    stet_str open[300];
    size_t depth = 0;
    for (size_t at = 0; at < s.n; at++) {
        if (s.p[at] == '&') {
            ck_assert_msg(memchr(s.p + at, ';', s.n - at < 10 ? s.n - at : 10) != NULL,
                          "raw & in %.*s", (int)s.n, s.p);
            continue;
        }
        ck_assert_msg(s.p[at] != '>', "raw > in %.*s", (int)s.n, s.p);
        if (s.p[at] != '<')
            continue;
        size_t name = at + 1, end = name;
        int closing = s.p[name] == '/';
        name += (size_t)closing;
        while (end < s.n && s.p[end] != '>') {
            if (s.p[end] == '"')
                for (end++; end < s.n && s.p[end] != '"'; end++)
                    ck_assert_msg(s.p[end] != '<' && s.p[end] != '>',
                                  "raw sign in an attribute");
            end++;
        }
        size_t n = 0;
        while (name + n < end && !strchr(" \n/", s.p[name + n]))
            n++;
        stet_str tag = stet_strn(s.p + name, n);
        if (closing) {
            ck_assert_uint_gt(depth, 0);
            depth--;
            ck_assert_msg(stet_str_eq(open[depth], tag), "</%.*s> closes <%.*s>",
                          (int)tag.n, tag.p, (int)open[depth].n, open[depth].p);
        } else if (!is_void(tag) && s.p[end - 1] != '/') {
            ck_assert_uint_lt(depth, 300);
            open[depth++] = tag;
        }
        at = end;
    }
    ck_assert_uint_eq(depth, 0);
}

static void write_with(struct fixture *f, const char *writer, const char *with,
                       stet_fill_fn fill, void *self)
{
    char out[512];
    snprintf(out, sizeof out, "      - { use: %s, to: \"{{ slug }}.out\"%s%s%s }\n",
             writer, *with ? ", with: { " : "", with, *with ? " }" : "");
    load(f, "      - { use: slug }\n", out);
    run_well(f, fill, self);
}

/* ---- an article with everything -------------------------------------------- */
static void set(stet_article *a, stet_node n, stet_attr attr, const char *value)
{
    ck_assert_int_eq(stet_set_attr(a, n, attr, stet_cstr(value)), STET_OK);
}

static void set_int(stet_article *a, stet_node n, stet_attr attr, int64_t value)
{
    ck_assert_int_eq(stet_set_int(a, n, attr, value), STET_OK);
}

static stet_node wrapped(stet_article *a, stet_node parent, stet_kind kind,
                         const char *text)
{
    stet_node n = new_child(a, parent, kind);
    if (kind == STET_CODE_SPAN || kind == STET_MATH || kind == STET_HTML_INLINE ||
        kind == STET_SHORTCODE_INLINE)
        ck_assert_int_eq(stet_set_text(a, n, stet_cstr(text)), STET_OK);
    else
        put(a, n, text);
    return n;
}

static stet_code fill_all(void *self, stet_article *a)
{
    static const stet_kind inlines[] = {
        STET_EMPHASIS,  STET_STRONG,      STET_UNDERLINE,
        STET_STRIKE,    STET_SUBSCRIPT,   STET_SUPERSCRIPT,
        STET_CODE_SPAN, STET_QUOTATION,   STET_TIME,
        STET_CITATION,  STET_SPAN,        STET_ABBREVIATION,
        STET_MATH,      STET_HTML_INLINE, STET_SHORTCODE_INLINE};
    (void)self;
    state(a, STET_HEADLINE, "All & sundry");
    stet_node p = paragraph(a, STET_ZONE_BODY, HOSTILE);
    for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
        wrapped(a, p, inlines[i], HOSTILE);
    stet_node image = new_child(a, p, STET_IMAGE);
    set(a, image, STET_ATTR_SRC, "https://example.org/a.png?x=\"><script>");
    set(a, image, STET_ATTR_ALT, HOSTILE);
    new_child(a, p, STET_LINE_BREAK);
    new_child(a, p, STET_SOFT_BREAK);
    set(a, new_child(a, p, STET_FOOTNOTE_REF), STET_ATTR_LABEL, "1\"<");

    set_int(a, new_block(a, STET_HEADING, STET_ZONE_BODY), STET_ATTR_LEVEL, 9);
    stet_node list = new_block(a, STET_LIST, STET_ZONE_BODY);
    set_int(a, list, STET_ATTR_ORDERED, 1);
    set_int(a, list, STET_ATTR_START, 7);
    stet_node item = new_child(a, list, STET_ITEM);
    set_int(a, item, STET_ATTR_TASK, 1);
    put(a, new_child(a, item, STET_PARAGRAPH), "seven");
    stet_node quote = new_block(a, STET_QUOTE, STET_ZONE_BODY);
    put(a, new_child(a, quote, STET_PARAGRAPH), "quoted");
    stet_node code = new_block(a, STET_CODE, STET_ZONE_BODY);
    set(a, code, STET_ATTR_INFO, "c\" onclick=\"x");
    ck_assert_int_eq(
        stet_set_text(a, code, stet_cstr("if (a < b && c > d)\n\treturn;\n")), STET_OK);
    put(a, new_block(a, STET_PREFORMATTED, STET_ZONE_BODY), "verse");
    new_block(a, STET_SEPARATOR, STET_ZONE_BODY);
    stet_node table = new_block(a, STET_TABLE, STET_ZONE_BODY);
    for (int r = 0; r < 3; r++) {
        stet_node row = new_child(a, table, STET_ROW);
        set_int(a, row, STET_ATTR_HEAD, r == 0);
        for (int c = 0; c < 2; c++) {
            stet_node cell = new_child(a, row, STET_CELL);
            set_int(a, cell, STET_ATTR_HEAD, r == 0);
            set(a, cell, STET_ATTR_ALIGN, c ? "right" : "x\"y");
            put(a, cell, c ? "b" : "a");
        }
    }
    stet_node figure = new_block(a, STET_FIGURE, STET_ZONE_BODY);
    stet_node media = new_child(a, figure, STET_MEDIA);
    set(a, media, STET_ATTR_SRC, "javascript:alert(1)");
    set(a, media, STET_ATTR_ALT, "a harbour");
    put(a, new_child(a, figure, STET_CAPTION), "The caption");
    put(a, new_child(a, figure, STET_CREDIT), "The credit");
    stet_node embed = new_block(a, STET_EMBED, STET_ZONE_BODY);
    set(a, embed, STET_ATTR_HREF, "https://video.example/1");
    set(a, embed, STET_ATTR_PROVIDER, "Video");
    stet_node note = new_block(a, STET_FOOTNOTE, STET_ZONE_BODY);
    set(a, note, STET_ATTR_LABEL, "1\"<");
    put(a, note, "the note");
    stet_node definitions = new_block(a, STET_DEFINITIONS, STET_ZONE_BODY);
    put(a, new_child(a, definitions, STET_TERM), "term");
    put(a, new_child(a, definitions, STET_DEFINITION), "definition");
    stet_node box = new_block(a, STET_BOX, STET_ZONE_BODY);
    put(a, new_child(a, box, STET_CAPTION), "box title");
    stet_node details = new_block(a, STET_DETAILS, STET_ZONE_BODY);
    put(a, new_child(a, details, STET_CAPTION), "more");
    put(a, new_block(a, STET_QUESTION, STET_ZONE_BODY), "why?");
    put(a, new_block(a, STET_ANSWER, STET_ZONE_BODY), "because");
    ck_assert_int_eq(stet_set_text(a, new_block(a, STET_HTML, STET_ZONE_BODY),
                                   stet_cstr("<iframe src=x>quarantine</iframe>")),
                     STET_OK);
    ck_assert_int_eq(stet_set_text(a, new_block(a, STET_SHORTCODE, STET_ZONE_BODY),
                                   stet_cstr("{{< quarantine >}}")),
                     STET_OK);
    new_block(a, STET_SLOT, STET_ZONE_BODY);
    return STET_OK;
}

/* ---- html ------------------------------------------------------------------- */
START_TEST(html_of_every_kind_is_well_formed)
{
    struct fixture f;
    write_with(&f, "write.html", "styles: none, json_ld: false", fill_all, NULL);
    stet_str html = output(&f, 0);
    ck_balanced(html);
    ck_lacks(html, "<script");
    ck_lacks(html, "javascript:");
    ck_lacks(html, "<iframe");
    ck_lacks(html, "<img src=\"j");
    ck_lacks(html, " onclick=\"");
    ck_contains(html, "<h1>All &amp; sundry</h1>");
    ck_lacks(html, "<h6>"); /* no heading two levels below the last */
    ck_contains(html, "<h2>");
    ck_contains(html, "<ol start=\"7\">");
    ck_contains(html, "\xe2\x98\x90 <p>seven</p>");
    ck_contains(html, "<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" "
                      "style=\"text-align:right\">b</th></tr>\n</thead>\n<tbody>\n");
    ck_contains(html, "</tbody>\n</table>");
    ck_contains(html, "<figcaption>The caption\n<p class=\"stet-credit\">The "
                      "credit</p>\n</figcaption>");
    ck_contains(html, "<summary>more</summary>");
    ck_contains(html, "<dl>\n");
    ck_contains(html, "<a href=\"https://video.example/1\">Video</a>");
    ck_contains(html, "id=\"stet-fn-1.22.3c\"");
    ck_contains(html, "href=\"#stet-fn-1.22.3c\"");
    ck_contains(html, "a harbour");
    unload(&f);
}
END_TEST

START_TEST(raw_markup_is_dropped_with_its_text_and_reported)
{
    struct fixture f;
    static const char *const writers[] = {"write.html", "write.text"};
    for (size_t i = 0; i < 2; i++) {
        write_with(&f, writers[i], "", fill_all, NULL);
        ck_lacks(output(&f, 0), "quarantine");
        unload(&f);
    }
}
END_TEST

static stet_code fill_link(void *self, stet_article *a)
{
    state(a, STET_HEADLINE, "H");
    put_link(a, new_block(a, STET_PARAGRAPH, STET_ZONE_BODY), self, "text");
    return STET_OK;
}

static void check_href(const char *href, const char *with, const char *wanted)
{
    struct fixture f;
    write_with(&f, "write.html", with, fill_link, (void *)(uintptr_t)href);
    ck_balanced(output(&f, 0));
    ck_contains(output(&f, 0), wanted);
    unload(&f);
}

START_TEST(addresses_are_classified)
{
    static const char *const bad[] = {"javascript:alert(1)",
                                      " \x01JaVaScRiPt:alert(1)",
                                      "java\tscript:alert(1)",
                                      "java\nscript:alert(1)",
                                      "data:text/html,<script>",
                                      "vbscript:x",
                                      "file:///etc/passwd",
                                      "#",
                                      "",
                                      "blob:x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_href(bad[i], "document: fragment", "<p>text</p>");
    check_href("https://a.example/?b=c&d=\"e\"", "document: fragment",
               "<a href=\"https://a.example/?b=c&amp;d=%22e%22\">text</a>");
    check_href("#note", "document: fragment", "<p>text</p>"); /* no such place */
    check_href("mailto:a@b.example", "document: fragment, rel: nofollow",
               "<a href=\"mailto:a@b.example\">text</a>");
    check_href("/a/b", "document: fragment, rel: nofollow",
               "<a href=\"/a/b\">text</a>");
    check_href("https://a.example/", "document: fragment, rel: nofollow",
               "<a href=\"https://a.example/\" rel=\"nofollow\">text</a>");
}
END_TEST

START_TEST(relative_addresses_are_completed)
{
    check_href("/x", "document: fragment, base: \"https://h.example/a/b?c\"",
               "href=\"https://h.example/x\"");
    check_href("x", "document: fragment, base: \"https://h.example/a/b?c/d\"",
               "href=\"https://h.example/a/x\"");
    check_href("x", "document: fragment, base: \"https://h.example\"",
               "href=\"https://h.example/x\"");
    check_href("//o.example/x", "document: fragment, base: \"https://h.example/a\"",
               "href=\"https://o.example/x\"");
    check_href("https://k.example/",
               "document: fragment, base: \"https://h.example/a\"",
               "href=\"https://k.example/\"");
}
END_TEST

static stet_code fill_metadata(void *self, stet_article *a)
{
    const char *hostile = self;
    state(a, STET_HEADLINE, hostile);
    state(a, STET_STANDFIRST, hostile);
    state(a, STET_EXCERPT, hostile);
    state(a, STET_BYLINE, hostile);
    state(a, STET_LANGUAGE, "ar");
    state(a, STET_CANONICAL, "https://example.org/a?b=1&c=2");
    state(a, STET_PUBLISHED, "2025-03-14");
    state(a, STET_UPDATED, "2025-03");
    state(a, STET_LICENCE, "CC-BY-NC-4.0");
    state(a, STET_COPYRIGHT_NOTICE, hostile);
    state(a, STET_COPYRIGHT_YEAR, "2025");
    state(a, STET_WORDS, "12");
    state(a, STET_ID, hostile);
    stet_node authors = state(a, STET_AUTHORS, "");
    add_part(a, authors, STET_PARTY, STET_ATTR_NAME, hostile);
    stet_node second = add_part(a, authors, STET_PARTY, STET_ATTR_NAME, "Second");
    set(a, second, STET_ATTR_URL, "javascript:alert(1)");
    add_part(a, state(a, STET_PUBLISHER, ""), STET_PARTY, STET_ATTR_NAME, "House");
    stet_node origin =
        add_part(a, state(a, STET_ORIGIN, ""), STET_PARTY, STET_ATTR_NAME, "Origin");
    set(a, origin, STET_ATTR_URL, "https://origin.example/x");
    stet_node subjects = state(a, STET_SUBJECTS, "");
    set(a, add_part(a, subjects, STET_CONCEPT, STET_ATTR_NAME, hostile), STET_ATTR_AXIS,
        "theme");
    set(a, add_part(a, subjects, STET_CONCEPT, STET_ATTR_NAME, "World"), STET_ATTR_AXIS,
        "section");
    stet_node image = add_part(a, state(a, STET_IMAGES, ""), STET_MEDIA_PART,
                               STET_ATTR_SRC, "https://example.org/i.jpg");
    set(a, image, STET_ATTR_CREDIT, hostile);
    paragraph(a, STET_ZONE_BODY, hostile);
    return STET_OK;
}

START_TEST(page_head_is_escaped)
{
    struct fixture f;
    write_with(&f, "write.html", "styles: none", fill_metadata,
               (void *)(uintptr_t)HOSTILE);
    stet_str html = output(&f, 0);
    const char *script = memmem(html.p, html.n, "<script", 7);
    ck_assert_ptr_nonnull(script);
    const char *body = memmem(html.p, html.n, "<body>", 6);
    ck_balanced(
        stet_strn(body, (size_t)(html.p + html.n - body) - strlen("</html>\n")));
    ck_assert_uint_eq(count_of(html, "</script>"), 1);
    ck_assert_uint_eq(count_of(html, "<!--"), 0);
    ck_contains(html, "<html lang=\"ar\" dir=\"rtl\">");
    ck_contains(html,
                "<link rel=\"canonical\" href=\"https://example.org/a?b=1&amp;c=2\">");
    ck_contains(html,
                "<time datetime=\"2025-03-14\" dir=\"auto\">14 March 2025</time>");
    ck_lacks(html, "javascript:");
    unload(&f);
}
END_TEST

static stet_code fill_head(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "The headline");
    state(a, STET_BYLINE, "Jane Doe");
    state(a, STET_STANDFIRST, "The intro.");
    put(a, new_block(a, STET_HEADING, STET_ZONE_HEAD), "The headline");
    paragraph(a, STET_ZONE_HEAD, "By Jane Doe");
    paragraph(a, STET_ZONE_BODY, "The intro.");
    paragraph(a, STET_ZONE_TAIL, "Tail.");
    return STET_OK;
}

START_TEST(page_says_nothing_twice)
{
    struct fixture f;
    write_with(&f, "write.html", "", fill_head, NULL);
    stet_str html = output(&f, 0);
    const char *body = memmem(html.p, html.n, "<body>", 6);
    stet_str rest = stet_strn(body, (size_t)(html.p + html.n - body));
    ck_assert_uint_eq(count_of(rest, "The headline"), 1);
    ck_assert_uint_eq(count_of(rest, "Jane Doe"), 1);
    ck_assert_uint_eq(count_of(rest, "The intro."), 1);
    unload(&f);
    write_with(&f, "write.html", "zones: [body]", fill_head, NULL);
    ck_contains(output(&f, 0), "<h1>The headline</h1>");
    ck_contains(output(&f, 0), "<p class=\"stet-byline\">Jane Doe</p>");
    ck_lacks(output(&f, 0), "Tail.");
    unload(&f);
}
END_TEST

static stet_code fill_notices(void *self, stet_article *a)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_INFERRED};
    (void)self;
    state(a, STET_HEADLINE, "H");
    paragraph(a, STET_ZONE_BODY, "Text.");
    stet_node one = paragraph(a, STET_ZONE_TAIL, "One.");
    stet_node two = paragraph(a, STET_ZONE_TAIL, "Two.");
    stet_node part = paragraph(a, STET_ZONE_TAIL, "Part of it.");
    stet_node whole = stet_notice_new(a, STET_FAIR_USE, STET_ZONE_TAIL, &claim);
    ck_assert(stet_range_add(a, whole, one, 0, SIZE_MAX) &&
              stet_range_add(a, whole, two, 0, SIZE_MAX));
    stet_node partial = stet_notice_new(a, STET_PERMISSION, STET_ZONE_TAIL, &claim);
    ck_assert(stet_range_add(a, partial, part, 0, 4) != 0);
    return STET_OK;
}

START_TEST(notices_stand_in_asides)
{
    struct fixture f;
    write_with(&f, "write.html", "document: fragment", fill_notices, NULL);
    ck_text(output(&f, 0), "<p>Text.</p>\n<aside class=\"stet-notice\" "
                           "data-kind=\"fair_use\" data-zone=\"tail\">\n<p>One.</p>\n"
                           "<p>Two.</p>\n</"
                           "aside>\n<p><span class=\"stet-notice\" "
                           "data-kind=\"permission\">Part</span> of it.</p>\n");
    unload(&f);
    write_with(&f, "write.html", "document: fragment, notices: plain", fill_notices,
               NULL);
    ck_text(output(&f, 0),
            "<p>Text.</p>\n<p>One.</p>\n<p>Two.</p>\n<p>Part of it.</p>\n");
    unload(&f);
    write_with(&f, "write.html", "document: fragment, notices: drop", fill_notices,
               NULL);
    ck_text(output(&f, 0), "<p>Text.</p>\n<p>Part of it.</p>\n");
    unload(&f);
}
END_TEST

/* Quotes in quotes, as deep as an article may be. */
static stet_code fill_deep(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "H");
    stet_node n = new_block(a, STET_QUOTE, STET_ZONE_BODY), next;
    for (int i = 0;
         i < 300 && (next = stet_node_new(a, n, 0, STET_QUOTE, NOWHERE)) != 0; i++)
        n = next;
    if ((next = stet_node_new(a, n, 0, STET_PARAGRAPH, NOWHERE)) != 0)
        put(a, next, "deep");
    return STET_OK;
}

START_TEST(deep_nesting_stays_balanced)
{
    static const char *const writers[] = {"write.html", "write.text"};
    for (size_t i = 0; i < 2; i++) {
        struct fixture f;
        char out[256];
        stet_context *ctx = new_context();
        ck_assert_int_eq(stet_context_set_limit(ctx, "depth", 400, NULL), STET_OK);
        snprintf(out, sizeof out, "      - { use: %s, to: \"{{ slug }}.out\"%s }\n",
                 writers[i], i ? "" : ", with: { styles: none, json_ld: false }");
        load_in(ctx, &f, "      - { use: slug }\n", out);
        run_well(&f, fill_deep, NULL);
        ck_contains(output(&f, 0), "deep");
        if (i == 0) {
            ck_balanced(output(&f, 0));
            ck_assert_uint_eq(count_of(output(&f, 0), "<blockquote>"), 128);
        }
        unload(&f);
    }
}
END_TEST

/* ---- JSON-LD ---------------------------------------------------------------- */
static const stet_data *parse_json(struct fixture *f, stet_str text)
{
    stet_error err = {.code = STET_OK};
    const stet_data *root = stet_parse(f->a, text, 1, &err);
    ck_assert_msg(root != NULL, "%s: %.*s", err.message, (int)text.n, text.p);
    return root;
}

START_TEST(jsonld_keeps_hostile_values)
{
    struct fixture f;
    write_with(&f, "write.jsonld", "", fill_metadata, (void *)(uintptr_t)HOSTILE);
    stet_str json = output(&f, 0);
    const stet_data *root = parse_json(&f, json);
    ck_assert(memchr(json.p, '<', json.n) == NULL);
    ck_assert(memchr(json.p, '>', json.n) == NULL);
    ck_assert(memmem(json.p, json.n, "\xe2\x80\xa8", 3) == NULL);
    ck_text(stet_data_get_text(root, "headline"), HOSTILE);
    ck_text(stet_data_get_text(root, "@type"), "NewsArticle");
    ck_text(stet_data_get_text(root, "datePublished"), "2025-03-14");
    /* a month alone is no date of schema.org: left out, and said */
    ck_assert_ptr_null(stet_data_get(root, "dateModified"));
    ck_text(stet_data_get_text(root, "inLanguage"), "ar");
    ck_text(stet_data_get_text(root, "url"), "https://example.org/a?b=1&c=2");
    ck_text(stet_data_get_text(stet_data_get(root, "mainEntityOfPage"), "@id"),
            "https://example.org/a?b=1&c=2");
    ck_text(stet_data_get_text(root, "license"),
            "https://creativecommons.org/licenses/by-nc/4.0/");
    ck_text(stet_data_get_text(root, "copyrightYear"), "2025");
    ck_text(stet_data_get_text(root, "wordCount"), "12");
    const stet_data *authors = stet_data_get(root, "author");
    ck_assert_uint_eq(authors->count, 2);
    ck_text(stet_data_get_text(authors->first, "name"), HOSTILE);
    ck_text(stet_data_get_text(authors->first, "@type"), "Person");
    ck_assert_ptr_null(stet_data_get(authors->first->next, "url"));
    ck_text(stet_data_get_text(stet_data_get(root, "publisher"), "name"), "House");
    ck_text(stet_data_get_text(stet_data_get(root, "isBasedOn"), "url"),
            "https://origin.example/x");
    ck_text(stet_data_text(stet_data_get(root, "keywords")->first), HOSTILE);
    ck_text(stet_data_text(stet_data_get(root, "articleSection")->first), "World");
    ck_text(stet_data_get_text(stet_data_get(root, "image")->first, "creditText"),
            HOSTILE);
    unload(&f);
}
END_TEST

START_TEST(jsonld_makes_nothing_up)
{
    struct fixture f;
    const char *const texts[] = {"H", "Body"};
    write_with(&f, "write.jsonld", "", fill_simple, (void *)texts);
    ck_text(output(&f, 0),
            "{\"@context\":\"https://"
            "schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"H\"}\n");
    unload(&f);
}
END_TEST

static stet_code fill_genre(void *self, stet_article *a)
{
    state(a, STET_HEADLINE, "H");
    state(a, STET_GENRE, self);
    state(a, STET_PUBLISHED, "sometime");
    state(a, STET_CANONICAL, "javascript:alert(1)");
    return STET_OK;
}

START_TEST(genre_names_the_type)
{
    struct fixture f;
    write_with(&f, "write.jsonld", "", fill_genre, (void *)(uintptr_t) "opinion");
    const stet_data *root = parse_json(&f, output(&f, 0));
    ck_text(stet_data_get_text(root, "@type"), "OpinionNewsArticle");
    ck_assert_ptr_null(stet_data_get(root, "datePublished"));
    ck_assert_ptr_null(stet_data_get(root, "url"));
    unload(&f);
    write_with(&f, "write.jsonld", "url: \"https://example.org/{{ slug }}\"",
               fill_genre, (void *)(uintptr_t) "odd\"");
    root = parse_json(&f, output(&f, 0));
    ck_text(stet_data_get_text(root, "@type"), "NewsArticle");
    ck_text(stet_data_get_text(root, "url"), "https://example.org/h");
    unload(&f);
}
END_TEST

/* ---- text ------------------------------------------------------------------- */
static void check_text(const char *with, stet_fill_fn fill, const void *self,
                       const char *wanted)
{
    struct fixture f;
    write_with(&f, "write.text", with, fill, (void *)(uintptr_t)self);
    ck_text(output(&f, 0), wanted);
    unload(&f);
}

START_TEST(text_is_filled)
{
    static const char *const texts[] = {"Head", "aaa bbb  ccc\nddd eee"};
    check_text("width: 11", fill_simple, texts, "Head\n====\n\naaa bbb ccc\nddd eee\n");
    check_text("width: 0, header: false", fill_simple, texts, "aaa bbb ccc ddd eee\n");
    static const char *const wide[] = {"H", "a verylongwordthatfits nowhere b"};
    check_text("width: 8, header: false", fill_simple, wide,
               "a\nverylongwordthatfits\nnowhere\nb\n");
}
END_TEST

START_TEST(wide_characters_count_two)
{
    static const char *const texts[] = {
        "H", "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2 ab"};
    check_text("width: 8, header: false", fill_simple, texts,
               "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\n\xe6\xbc\xa2 ab\n");
}
END_TEST

START_TEST(control_characters_are_dropped)
{
    static const char *const texts[] = {"H", "a\x1b[31mb\x07 c\xc2\x9b"
                                             "d\x7f"};
    check_text("header: false", fill_simple, texts, "a[31mb cd\n");
}
END_TEST

static stet_code fill_links(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "H");
    stet_node p = new_block(a, STET_PARAGRAPH, STET_ZONE_BODY);
    put_link(a, p, "https://example.org/a", "one");
    put(a, p, ", ");
    put_link(a, p, "https://example.org/a", "two");
    put(a, p, ", ");
    put_link(a, p, "https://example.org/b", "example.org/b");
    put(a, p, ", ");
    put_link(a, p, "javascript:x", "bad");
    put(a, p, ", ");
    put_link(a, p, "https://example.org/c", "three");
    return STET_OK;
}

START_TEST(links_become_notes)
{
    check_text("header: false", fill_links, NULL,
               "one [1], two [1], example.org/b, bad, three [2]\n\n[1] "
               "https://example.org/a\n[2] https://example.org/c\n");
    check_text("header: false, links: none", fill_links, NULL,
               "one, two, example.org/b, bad, three\n");
    check_text("header: false, links: inline, width: 0", fill_links, NULL,
               "one <https://example.org/a>, two <https://example.org/a>, "
               "example.org/b, bad, three <https://example.org/c>\n");
}
END_TEST

static stet_code fill_lists(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "H");
    stet_node list = new_block(a, STET_LIST, STET_ZONE_BODY);
    set_int(a, list, STET_ATTR_ORDERED, 1);
    set_int(a, list, STET_ATTR_START, 9);
    set_int(a, list, STET_ATTR_TIGHT, 1);
    put(a, new_child(a, list, STET_ITEM), "nine and some more");
    put(a, new_child(a, list, STET_ITEM), "ten");
    stet_node quote = new_block(a, STET_QUOTE, STET_ZONE_BODY);
    put(a, new_child(a, quote, STET_PARAGRAPH), "quoted words here");
    put(a, new_child(a, quote, STET_PARAGRAPH), "again");
    stet_node code = new_block(a, STET_CODE, STET_ZONE_BODY);
    ck_assert_int_eq(stet_set_text(a, code, stet_cstr("a  b\n\n  c\n")), STET_OK);
    paragraph(a, STET_ZONE_BODY, "end");
    return STET_OK;
}

START_TEST(lists_quotes_and_code_are_set_in)
{
    check_text("header: false, width: 14", fill_lists, NULL,
               "9. nine and\n   some more\n10. ten\n\n> quoted words\n> here\n>\n> "
               "again\n\n    a  b\n    \n      c\n\nend\n");
}
END_TEST

START_TEST(text_of_every_kind_is_written)
{
    struct fixture f;
    write_with(&f, "write.text", "", fill_all, NULL);
    stet_str text = output(&f, 0);
    ck_contains(text, "a | b\n");
    ck_contains(text, "* * *");
    ck_contains(text, "[a harbour]");
    ck_contains(text, "The caption");
    ck_contains(text, "https://video.example/1");
    ck_contains(text, "[ ] seven");
    unload(&f);
}
END_TEST

START_TEST(writers_refuse_wrong_options)
{
    static const char *const writers[][2] = {
        {"html", "id_prefix: \"1\\\"\""},       {"html", "document: sheet"},
        {"html", "base: \"javascript:x\""},     {"text", "width: 2000"},
        {"rss", "link: \"https://h.example\""}, {"rss", "title: T, zone: CET"}};
    char out[256], text[1024];
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        snprintf(out, sizeof out,
                 "      - { use: write.%s, to: \"{{ slug }}\", with: { %s } }\n",
                 writers[i][0], writers[i][1]);
        ck_assert_msg(try_load("      - { use: slug }\n", out, text, sizeof text) ==
                          STET_E_CONFIG,
                      "%s", writers[i][1]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("write.html, write.jsonld, write.text");
    TCase *html = tcase_create("html"), *jsonld = tcase_create("jsonld"),
          *text = tcase_create("text");
    tcase_add_test(html, html_of_every_kind_is_well_formed);
    tcase_add_test(html, raw_markup_is_dropped_with_its_text_and_reported);
    tcase_add_test(html, addresses_are_classified);
    tcase_add_test(html, relative_addresses_are_completed);
    tcase_add_test(html, page_head_is_escaped);
    tcase_add_test(html, page_says_nothing_twice);
    tcase_add_test(html, notices_stand_in_asides);
    tcase_add_test(html, deep_nesting_stays_balanced);
    tcase_add_test(jsonld, jsonld_keeps_hostile_values);
    tcase_add_test(jsonld, jsonld_makes_nothing_up);
    tcase_add_test(jsonld, genre_names_the_type);
    tcase_add_test(text, text_is_filled);
    tcase_add_test(text, wide_characters_count_two);
    tcase_add_test(text, control_characters_are_dropped);
    tcase_add_test(text, links_become_notes);
    tcase_add_test(text, lists_quotes_and_code_are_set_in);
    tcase_add_test(text, text_of_every_kind_is_written);
    tcase_add_test(text, writers_refuse_wrong_options);
    suite_add_tcase(suite, html);
    suite_add_tcase(suite, jsonld);
    suite_add_tcase(suite, text);
    return run_suite(suite);
}
