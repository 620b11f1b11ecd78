/* SPDX-License-Identifier: MIT */
/* write.html as a page, its templates, write.amp and write.oembed: what stands where.
 */
#include "step_fixture.h"

#include <stdio.h>
#include <unistd.h>

extern const stet_plugin stet_plugin_v1_amp, stet_plugin_v1_oembed;

static stet_context *page_context(void)
{
    stet_context *ctx = new_context();
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(stet_context_add_plugin(ctx, &stet_plugin_v1_amp, &err), STET_OK);
    ck_assert_int_eq(stet_context_add_plugin(ctx, &stet_plugin_v1_oembed, &err),
                     STET_OK);
    return ctx;
}

static void write_page(struct fixture *f, const char *writer, const char *with,
                       stet_fill_fn fill, void *self)
{
    char out[1024];
    snprintf(out, sizeof out,
             "      - { use: %s, to: \"{{ id | slug }}.out\"%s%s%s }\n", writer,
             *with ? ", with: { " : "", with, *with ? " }" : "");
    load_in(page_context(), f, "      []\n", out);
    run_well(f, fill, self);
}

#define PLAIN "styles: none, json_ld: false"

static void set(stet_article *a, stet_node n, stet_attr attr, const char *value)
{
    ck_assert_int_eq(stet_set_attr(a, n, attr, stet_cstr(value)), STET_OK);
}

/* ---- the head --------------------------------------------------------------- */
static stet_code fill_rich(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "Locks <reopen>");
    state(a, STET_LANGUAGE, "en-GB");
    state(a, STET_CANONICAL, "https://h.example/locks");
    state(a, STET_STANDFIRST, "After eleven months.");
    state(a, STET_BYLINE, "By Ada Fenwick");
    state(a, STET_PUBLISHED, "2025-03-14");
    state(a, STET_UPDATED, "2025-03-15T09:30:00+01:00");
    state(a, STET_EXPIRES, "2026-03-14");
    state(a, STET_TDM, "reserved");
    state(a, STET_STATUS, "withheld");
    state(a, STET_LICENCE, "CC-BY-4.0");
    state(a, STET_COPYRIGHT_NOTICE, "(c) 2025 Post & Co");
    stet_node social = state(a, STET_ALT_HEADLINE, "Boats pass");
    set(a, social, STET_ATTR_ROLE, "social");
    stet_node party = add_part(a, state(a, STET_AUTHORS, ""), STET_PARTY,
                               STET_ATTR_NAME, "Ada Fenwick");
    stet_node handle = add_part(a, party, STET_HANDLE, STET_ATTR_NETWORK, "mastodon");
    set(a, handle, STET_ATTR_NAME, "ada@social.example");
    handle = add_part(a, party, STET_HANDLE, STET_ATTR_NETWORK, "x");
    set(a, handle, STET_ATTR_NAME, "@ada");
    stet_node subjects = state(a, STET_SUBJECTS, "");
    set(a, add_part(a, subjects, STET_CONCEPT, STET_ATTR_NAME, "Coast"), STET_ATTR_AXIS,
        "section");
    set(a, add_part(a, subjects, STET_CONCEPT, STET_ATTR_NAME, "tides"), STET_ATTR_AXIS,
        "tag");
    stet_node image = add_part(a, state(a, STET_IMAGES, ""), STET_MEDIA_PART,
                               STET_ATTR_SRC, "https://h.example/i.jpg");
    set(a, image, STET_ATTR_ALT, "A lock");
    set(a, image, STET_ATTR_CREDIT, "Mei Lindqvist");
    ck_assert_int_eq(stet_set_int(a, image, STET_ATTR_WIDTH, 1200), STET_OK);
    ck_assert_int_eq(stet_set_int(a, image, STET_ATTR_HEIGHT, 800), STET_OK);
    paragraph(a, STET_ZONE_BODY, "The text.");
    return STET_OK;
}

START_TEST(head_says_what_the_article_states)
{
    static const char *const wanted[] = {
        "<html lang=\"en-GB\" dir=\"ltr\">",
        "<title>Locks &lt;reopen&gt;</title>",
        "<link rel=\"canonical\" href=\"https://h.example/locks\">",
        "<meta name=\"robots\" content=\"noindex, noarchive, unavailable_after: "
        "2026-03-14\">",
        "<meta name=\"tdm-reservation\" content=\"1\">",
        "<link rel=\"license\" href=\"https://creativecommons.org/licenses/by/4.0/\">",
        "<meta property=\"og:locale\" content=\"en_GB\">",
        "<meta property=\"og:image\" content=\"https://h.example/i.jpg\">",
        "<meta property=\"og:image:alt\" content=\"A lock\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"article:section\" content=\"Coast\">",
        "<meta property=\"article:tag\" content=\"tides\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<meta name=\"twitter:title\" content=\"Boats pass\">",
        "<meta name=\"twitter:creator\" content=\"@ada\">",
        "<meta name=\"fediverse:creator\" content=\"@ada@social.example\">",
        "<meta name=\"dcterms.issued\" content=\"2025-03-14\">",
        "<meta name=\"dcterms.rights\" content=\"(c) 2025 Post &amp; Co\">",
        "<link rel=\"amphtml\" href=\"https://h.example/amp\">",
        "<link rel=\"alternate\" type=\"application/json+oembed\" "
        "href=\"https://h.example/o\">",
    };
    struct fixture f;
    write_page(&f, "write.html",
               PLAIN ", robots: noarchive, amp: \"https://h.example/amp\", oembed: "
                     "\"https://h.example/o\"",
               fill_rich, NULL);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_contains(output(&f, 0), wanted[i]);
    unload(&f);
}
END_TEST

START_TEST(head_parts_can_be_left_out)
{
    struct fixture f;
    write_page(&f, "write.html",
               PLAIN ", open_graph: false, twitter: false, dublin_core: false",
               fill_rich, NULL);
    ck_lacks(output(&f, 0), "og:");
    ck_lacks(output(&f, 0), "twitter:");
    ck_lacks(output(&f, 0), "dcterms.");
    ck_lacks(output(&f, 0), "<style>");
    unload(&f);
}
END_TEST

/* ---- header and footer ------------------------------------------------------ */
START_TEST(header_and_footer_say_what_no_block_says)
{
    struct fixture f;
    write_page(&f, "write.html", PLAIN, fill_rich, NULL);
    stet_str html = output(&f, 0);
    ck_contains(html, "<header>\n<h1>Locks &lt;reopen&gt;</h1>\n"
                      "<p class=\"stet-standfirst\">After eleven months.</p>\n"
                      "<p class=\"stet-byline\">By Ada Fenwick</p>\n"
                      "<p class=\"stet-date\"><time datetime=\"2025-03-14\">14 March "
                      "2025</time>");
    ck_contains(html, "<img src=\"https://h.example/i.jpg\" alt=\"A lock\" "
                      "width=\"1200\" height=\"800\">");
    ck_contains(html, "<p class=\"stet-credit\">Mei Lindqvist</p>");
    ck_contains(html, "<a rel=\"license\" "
                      "href=\"https://creativecommons.org/licenses/by/4.0/\">CC-BY-4.0"
                      "</a>");
    ck_contains(html, "<li data-axis=\"tag\">tides</li>");
    unload(&f);
}
END_TEST

static stet_code fill_said(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "Said");
    state(a, STET_LANGUAGE, "en");
    state(a, STET_BYLINE, "By Ada");
    state(a, STET_COPYRIGHT_NOTICE, "(c) Post");
    state(a, STET_CORRECTIONS, "");
    add_part(a, state(a, STET_IMAGES, ""), STET_MEDIA_PART, STET_ATTR_SRC,
             "https://h.example/i.jpg");
    stet_node heading = new_block(a, STET_HEADING, STET_ZONE_HEAD);
    ck_assert_int_eq(stet_set_int(a, heading, STET_ATTR_LEVEL, 1), STET_OK);
    put(a, heading, "Said");
    paragraph(a, STET_ZONE_HEAD, "By Ada, our correspondent");
    heading = new_block(a, STET_HEADING, STET_ZONE_BODY);
    ck_assert_int_eq(stet_set_int(a, heading, STET_ATTR_LEVEL, 1), STET_OK);
    put(a, heading, "Second");
    stet_node media = new_block(a, STET_MEDIA, STET_ZONE_BODY);
    set(a, media, STET_ATTR_SRC, "https://h.example/i.jpg");
    paragraph(a, STET_ZONE_TAIL, "(c) Post, all rights");
    return STET_OK;
}

START_TEST(nothing_is_said_twice)
{
    struct fixture f;
    write_page(&f, "write.html", PLAIN, fill_said, NULL);
    stet_str html = output(&f, 0);
    ck_assert_uint_eq(count_of(html, "<h1"), 1);
    ck_contains(html, "<h2>Second</h2>");
    ck_lacks(html, "<header>");
    ck_lacks(html, "<footer>");
    ck_assert_uint_eq(count_of(html, "<img"), 1);
    unload(&f);
}
END_TEST

static stet_code fill_deep_headings(void *self, stet_article *a)
{
    static const int64_t levels[] = {3, 4, 3};
    (void)self;
    state(a, STET_HEADLINE, "H");
    state(a, STET_LANGUAGE, "en");
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        stet_node heading = new_block(a, STET_HEADING, STET_ZONE_BODY);
        ck_assert_int_eq(stet_set_int(a, heading, STET_ATTR_LEVEL, levels[i]), STET_OK);
        ck_assert_int_eq(stet_text_append(a, heading, "Part", 4, 0, 0), STET_OK);
    }
    return STET_OK;
}

START_TEST(headings_skip_no_level_below_that_of_the_page)
{
    struct fixture f;
    write_page(&f, "write.html", PLAIN, fill_deep_headings, NULL);
    stet_str html = output(&f, 0);
    ck_assert_uint_eq(count_of(html, "<h2>Part"), 2);
    ck_assert_uint_eq(count_of(html, "<h3>Part"), 1);
    unload(&f);
    write_page(&f, "write.html", "document: fragment", fill_deep_headings, NULL);
    ck_assert_uint_eq(count_of(output(&f, 0), "<h3>Part"), 2);
    unload(&f);
}
END_TEST

static stet_code fill_own_text(void *self, stet_article *a)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    (void)self;
    state(a, STET_HEADLINE, "H");
    state(a, STET_LANGUAGE, "en");
    stet_node notice = stet_notice_new(a, STET_DISCLOSURE_AI, STET_ZONE_TAIL, &claim);
    ck_assert_int_eq(stet_set_text(a, notice, stet_cstr("No <machine>.")), STET_OK);
    stet_node part = add_part(a, state(a, STET_CORRECTIONS, ""), STET_CORRECTION_PART,
                              STET_ATTR_TYPE, "clarification");
    set(a, part, STET_ATTR_DATE, "2025-03-16");
    ck_assert_int_eq(stet_set_text(a, part, stet_cstr("It was forty.")), STET_OK);
    paragraph(a, STET_ZONE_BODY, "Text.");
    return STET_OK;
}

START_TEST(notices_without_a_block_stand_in_the_footer)
{
    struct fixture f;
    write_page(&f, "write.html", PLAIN, fill_own_text, NULL);
    ck_contains(output(&f, 0), "<aside class=\"stet-notice\" "
                               "data-kind=\"disclosure.ai\" data-zone=\"tail\">\n<p>No "
                               "&lt;machine&gt;.</p>\n</aside>");
    ck_contains(output(&f, 0),
                "data-kind=\"clarification\" data-zone=\"tail\">\n<p><time "
                "datetime=\"2025-03-16\">2025-03-16</time> It was "
                "forty.</p>");
    unload(&f);
    write_page(&f, "write.html", PLAIN ", notices: drop", fill_own_text, NULL);
    ck_lacks(output(&f, 0), "disclosure.ai");
    unload(&f);
}
END_TEST

/* ---- blocks ----------------------------------------------------------------- */
static stet_code fill_marks(void *self, stet_article *a)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    (void)self;
    stet_node p = paragraph(a, STET_ZONE_TAIL, "One & ");
    put(a, new_child(a, p, STET_STRONG), "two");
    new_child(a, p, STET_SOFT_BREAK);
    put_link(a, p, "https://h.example/", "three four");
    stet_node first = stet_notice_new(a, STET_PERMISSION, STET_ZONE_TAIL, &claim);
    ck_assert(stet_range_add(a, first, p, 4, 8) != 0);
    stet_node second = stet_notice_new(a, STET_CONTACT_MEDIA, STET_ZONE_TAIL, &claim);
    ck_assert(stet_range_add(a, second, p, 10, 15) != 0);
    return STET_OK;
}

START_TEST(parts_of_a_line_are_marked)
{
    struct fixture f;
    write_page(&f, "write.html", "document: fragment", fill_marks, NULL);
    ck_text(output(&f, 0),
            "<p>One <span class=\"stet-notice\" data-kind=\"permission\">&amp; </span>"
            "<strong><span class=\"stet-notice\" data-kind=\"permission\">tw</span>o"
            "</strong>\n<a href=\"https://h.example/\"><span class=\"stet-notice\" "
            "data-kind=\"contact.media\">three</span> four</a></p>\n");
    unload(&f);
}
END_TEST

static stet_code fill_notes(void *self, stet_article *a)
{
    (void)self;
    stet_node p = paragraph(a, STET_ZONE_BODY, "Text");
    for (int i = 0; i < 2; i++)
        set(a, new_child(a, p, STET_FOOTNOTE_REF), STET_ATTR_LABEL, "a b");
    for (int i = 0; i < 2; i++) {
        stet_node note = new_block(a, STET_FOOTNOTE, STET_ZONE_BODY);
        set(a, note, STET_ATTR_LABEL, "a b");
        put(a, note, "note");
    }
    return STET_OK;
}

START_TEST(footnotes_lead_there_and_back_with_unique_ids)
{
    struct fixture f;
    write_page(&f, "write.html", "document: fragment", fill_notes, NULL);
    stet_str html = output(&f, 0);
    ck_assert_uint_eq(count_of(html, "href=\"#stet-fn-a.20b\""), 2);
    ck_assert_uint_eq(count_of(html, " id=\"stet-fn-a.20b\""), 1);
    ck_assert_uint_eq(count_of(html, " id=\"stet-fnref-a.20b\""), 1);
    ck_contains(html, "<a href=\"#stet-fnref-a.20b\" role=\"doc-backlink\">");
    unload(&f);
}
END_TEST

static stet_code fill_figures(void *self, stet_article *a)
{
    (void)self;
    stet_node figure = new_block(a, STET_FIGURE, STET_ZONE_BODY);
    put(a, new_child(a, figure, STET_CAPTION), "before");
    set(a, new_child(a, figure, STET_MEDIA), STET_ATTR_SRC, "https://h.example/i.jpg");
    put(a, new_child(a, figure, STET_CAPTION), "behind");
    put(a, new_child(a, figure, STET_CREDIT), "who");
    figure = new_block(a, STET_FIGURE, STET_ZONE_BODY);
    put(a, new_child(a, figure, STET_CREDIT), "first");
    put(a, new_child(a, figure, STET_PARAGRAPH), "last");
    stet_node quote = new_block(a, STET_QUOTE, STET_ZONE_BODY);
    put(a, new_child(a, quote, STET_PARAGRAPH), "said");
    put(a, new_child(a, quote, STET_CREDIT), "Ruth");
    return STET_OK;
}

START_TEST(figures_have_one_caption_and_quotes_none_inside)
{
    struct fixture f;
    write_page(&f, "write.html", "document: fragment", fill_figures, NULL);
    ck_text(output(&f, 0),
            "<figure>\n<div class=\"stet-title\">before</div>\n"
            "<img src=\"https://h.example/i.jpg\" alt=\"\">\n"
            "<figcaption>behind\n<p class=\"stet-credit\">who</p>\n</figcaption>\n"
            "</figure>\n<figure>\n<figcaption><p class=\"stet-credit\">first</p>\n"
            "</figcaption>\n<p>last</p>\n</figure>\n"
            "<figure class=\"stet-quote\">\n<blockquote>\n<p>said</p>\n</blockquote>\n"
            "<figcaption>Ruth</figcaption>\n</figure>\n");
    unload(&f);
}
END_TEST

START_TEST(characters_that_html_forbids_are_dropped)
{
    static const char *const texts[] = {"H", "a\x01"
                                             "b\x7f"
                                             "c\xc2\x85"
                                             "d\xef\xb7\x90"
                                             "e\xef\xbf\xbf"
                                             "f\xf0\x9f\xbf\xbe"
                                             "g "
                                             "\xc2\xa9 \xef\xbf\xbd \xf0\x9f\x98\x80."};
    struct fixture f;
    write_page(&f, "write.html", "document: fragment", fill_simple,
               (void *)(uintptr_t)texts);
    ck_text(output(&f, 0), "<p>abcdefg \xc2\xa9 \xef\xbf\xbd \xf0\x9f\x98\x80.</p>\n");
    unload(&f);
}
END_TEST

/* ---- what is missing -------------------------------------------------------- */
static const char *const bare[] = {NULL, "Text."};

START_TEST(a_missing_language_is_warned_about_skipped_or_fails)
{
    static const struct {
        const char *with;
        int status;
        size_t outputs;
    } cases[] = {{"on_missing: warn", STET_STATUS_OK, 1},
                 {"on_missing: skip", STET_STATUS_OK, 0},
                 {"on_missing: fail", STET_STATUS_FAILED, 0}};
    for (size_t i = 0; i < 3; i++) {
        struct fixture f;
        char out[256];
        stet_output_info info = {.size = sizeof info};
        snprintf(
            out, sizeof out,
            "      - { use: write.html, to: \"{{ id | slug }}.html\", with: { %s } }\n",
            cases[i].with);
        load_in(page_context(), &f, "      []\n", out);
        run(&f, fill_simple, (void *)(uintptr_t)bare);
        ck_assert_int_eq(stet_result_status(f.result), cases[i].status);
        size_t written = 0;
        for (size_t k = 0; stet_result_output(f.result, k, &info); k++)
            written += info.bytes.n != 0;
        ck_assert_uint_eq(written, cases[i].outputs);
        unload(&f);
    }
}
END_TEST

/* ---- templates -------------------------------------------------------------- */
static char folder[64];

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/stet-html-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/t.html", folder);
    unlink(path);
    rmdir(folder);
}

static void write_template(const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/t.html", folder);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    fclose(file);
}

/* Loads a pipeline with that template; its problems in `ret_text`. */
static stet_code load_template(const char *text, struct fixture *ret_f, char *ret_text,
                               size_t size)
{
    char yaml[512];
    stet_problems *problems;
    stet_load_options options = {.size = sizeof options, .base = folder};
    stet_run_options run_options = {.size = sizeof run_options, .now = 1741944600};
    memset(ret_f, 0, sizeof *ret_f);
    write_template(text);
    ret_f->ctx = page_context();
    ck_assert_int_eq(stet_context_allow_files(ret_f->ctx, folder, NULL), STET_OK);
    snprintf(
        yaml, sizeof yaml,
        "stet: 1\npipelines:\n  main:\n    steps: []\n    out:\n      - { use: "
        "write.html, to: \"{{ id | slug }}.html\", with: { template: t.html, " PLAIN
        " } }\n");
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet_code code =
        stet_pipeline_load_memory(ret_f->ctx, stet_cstr(yaml), "t.yaml", &options,
                                  &ret_f->pipeline, problems, NULL);
    ret_text[0] = '\0';
    size_t at = 0;
    for (size_t i = 0; i < stet_problems_count(problems) && at < size; i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        at += (size_t)snprintf(ret_text + at, size - at, "%s\n", info.message);
    }
    stet_problems_free(problems);
    if (code == STET_OK)
        ck_assert_int_eq(
            stet_runner_new(ret_f->pipeline, &run_options, &ret_f->runner, NULL),
            STET_OK);
    return code;
}

static void check_template(const char *text, stet_fill_fn fill, void *self,
                           const char *wanted)
{
    struct fixture f;
    char said[2048];
    stet_code code = load_template(text, &f, said, sizeof said);
    ck_assert_msg(code == STET_OK, "%s: %s", text, said);
    run_well(&f, fill, self);
    ck_text(output(&f, 0), wanted);
    unload(&f);
}

static stet_code fill_hostile(void *self, stet_article *a)
{
    state(a, STET_HEADLINE, "\"><script>alert(1)</script> & 'x'");
    state(a, STET_LANGUAGE, "he");
    state(a, STET_CANONICAL, self);
    paragraph(a, STET_ZONE_BODY, "Text <b>.");
    return STET_OK;
}

START_TEST(slots_are_escaped_for_where_they_stand)
{
    char good[] = "https://h.example/a?b=\"c", bad[] = " java\tscript:alert(1)";
    make_folder();
    check_template(
        "<html lang=\"{{ lang }}\" dir='{{ dir }}'><p "
        "title=\"{{ headline }}\">{{ headline }}</p>",
        fill_hostile, good,
        "<html lang=\"he\" dir='rtl'><p title=\"&quot;&gt;&lt;script&gt;"
        "alert(1)&lt;/script&gt; &amp; &#39;x&#39;\">&quot;&gt;&lt;script&gt;"
        "alert(1)&lt;/script&gt; &amp; &#39;x&#39;</p>");
    check_template("<a href=\"{{ canonical }}\">x</a>", fill_hostile, good,
                   "<a href=\"https://h.example/a?b=%22c\">x</a>");
    check_template("<a href=\"{{ canonical }}\">x</a>", fill_hostile, bad,
                   "<a href=\"\">x</a>");
    check_template("<a href=\"/q?s={{ canonical }}\">x</a>", fill_hostile, bad,
                   "<a href=\"/q?s=%20java%09script%3Aalert%281%29\">x</a>");
    check_template("<title>{{ headline }}</title>", fill_hostile, good,
                   "<title>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; "
                   "&#39;x&#39;</title>");
    check_template("<main>{{ body }}</main>", fill_hostile, good,
                   "<main><p>Text &lt;b&gt;.</p>\n</main>");
    check_template("<script>var a = '<p>';</script>{{ if has(byline) }}no{{ end }}"
                   "{{ if has(headline) }}yes{{ end }}",
                   fill_hostile, good, "<script>var a = '<p>';</script>yes");
    remove_folder();
}
END_TEST

START_TEST(slots_are_refused_where_nothing_makes_them_safe)
{
    static const char *const bad[] = {
        "<script>var a = '{{ headline }}';</script>",
        "<SCRIPT src=\"x.js\">{{ headline }}</SCRIPT>",
        "<script>a</b>{{ headline }}",
        "<style>p { color: {{ headline }} }</style>",
        "<!-- {{ headline }} -->",
        "<!-- > {{ headline }} -->",
        "<!doctype {{ headline }}>",
        "<p onclick=\"{{ headline }}\">",
        "<p ONCLICK = '{{ headline }}'>",
        "<p style=\"{{ headline }}\">",
        "<p title={{ headline }}>",
        "<p title= {{ headline }}>",
        "<p {{ headline }}>",
        "<{{ headline }}>",
        "<p {{ headline }}=\"x\">",
        "<script src=\"{{ canonical }}\"></script>",
        "<iframe src=\"{{ canonical }}\"></iframe>",
        "<iframe srcdoc=\"{{ headline }}\"></iframe>",
        "<iframe>{{ headline }}</iframe>",
        "<noscript>{{ headline }}</noscript>",
        "<link rel=\"stylesheet\" href=\"{{ canonical }}\">",
        "<base href=\"{{ canonical }}\">",
        "<object data=\"{{ canonical }}\"></object>",
        "<form action=\"{{ canonical }}\">",
        "<a href=\"java{{ headline }}\">",
        "<a href=\"https:{{ headline }}\">",
        "<a href=\"https://{{ headline }}\">",
        "<meta http-equiv=\"refresh\" content=\"0;url={{ canonical }}\">",
        "<meta content=\"0;url={{ canonical }}\" http-equiv=\"refresh\">",
        "<p id=\"{{ headline }}\">",
        "<img srcset=\"{{ canonical }}\">",
        "<p title=\"{{ body }}\">",
        "<title>{{ head }}</title>",
        "{{ headline",
        "{{ if has(byline) }}x",
        "x{{ end }}",
        "<p {{ if has(byline) }}>{{ end }}",
        "{{ hedline }}",
    };
    make_folder();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        char said[2048];
        stet_code code = load_template(bad[i], &f, said, sizeof said);
        ck_assert_msg(code == STET_E_CONFIG && *said, "%s: %d %s", bad[i], code, said);
        unload(&f);
    }
    remove_folder();
}
END_TEST

START_TEST(places_of_mistakes_in_templates_are_lines)
{
    struct fixture f;
    char said[2048];
    make_folder();
    ck_assert_int_eq(
        load_template("<p>\n\n<script>{{ headline }}</script>", &f, said, sizeof said),
        STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(said, "line 3 of the template"));
    unload(&f);
    remove_folder();
}
END_TEST

/* ---- AMP, oEmbed ------------------------------------------------------------ */
static stet_code fill_video(void *self, stet_article *a)
{
    fill_rich(self, a);
    stet_node video = new_block(a, STET_MEDIA, STET_ZONE_BODY);
    set(a, video, STET_ATTR_MEDIA, "video/mp4");
    set(a, video, STET_ATTR_SRC, "https://h.example/v.mp4");
    set(a, video, STET_ATTR_ALT, "The lock fills");
    return STET_OK;
}

START_TEST(amp_has_no_script_but_its_own)
{
    struct fixture f;
    write_page(&f, "write.amp", "json_ld: false", fill_video, NULL);
    stet_str html = output(&f, 0);
    ck_contains(html, "<html amp lang=\"en-GB\" dir=\"ltr\">");
    ck_contains(html, "<link rel=\"canonical\" href=\"https://h.example/locks\">");
    ck_assert_uint_eq(count_of(html, "<script"), 1);
    ck_contains(html, "<script async src=\"https://cdn.ampproject.org/v0.js\">");
    ck_lacks(html, "<video");
    ck_contains(html, "<a href=\"https://h.example/v.mp4\">The lock fills</a>");
    ck_lacks(html, "!important");
    unload(&f);
}
END_TEST

START_TEST(amp_needs_a_canonical_address)
{
    struct fixture f;
    load_in(page_context(), &f, "      []\n",
            "      - { use: write.amp, to: \"{{ id | slug }}.html\", with: { "
            "on_missing: fail } }\n");
    run(&f, fill_marks, NULL);
    ck_assert_int_eq(stet_result_status(f.result), STET_STATUS_FAILED);
    unload(&f);
}
END_TEST

START_TEST(oembed_answers_rich_and_link)
{
    struct fixture f;
    write_page(&f, "write.oembed", "", fill_rich, NULL);
    ck_contains(output(&f, 0),
                "{\"version\":\"1.0\",\"type\":\"rich\",\"title\":\"Locks "
                "<reopen>\",\"author_name\":\"Ada Fenwick\"");
    ck_contains(output(&f, 0), "\"thumbnail_width\":1200,\"thumbnail_height\":800");
    ck_contains(output(&f, 0), "<strong>Locks &lt;reopen&gt;</strong>");
    ck_contains(output(&f, 0), "\"width\":600,\"height\":240}");
    unload(&f);
    write_page(&f, "write.oembed", "type: link, cache_age: 0", fill_rich, NULL);
    ck_lacks(output(&f, 0), "\"html\"");
    ck_lacks(output(&f, 0), "cache_age");
    ck_contains(output(&f, 0), "\"url\":\"https://h.example/locks\"}");
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pages");
    TCase *page = tcase_create("page"), *template = tcase_create("template"),
          *others = tcase_create("amp and oembed");
    tcase_add_test(page, head_says_what_the_article_states);
    tcase_add_test(page, head_parts_can_be_left_out);
    tcase_add_test(page, header_and_footer_say_what_no_block_says);
    tcase_add_test(page, headings_skip_no_level_below_that_of_the_page);
    tcase_add_test(page, nothing_is_said_twice);
    tcase_add_test(page, notices_without_a_block_stand_in_the_footer);
    tcase_add_test(page, parts_of_a_line_are_marked);
    tcase_add_test(page, footnotes_lead_there_and_back_with_unique_ids);
    tcase_add_test(page, figures_have_one_caption_and_quotes_none_inside);
    tcase_add_test(page, characters_that_html_forbids_are_dropped);
    tcase_add_test(page, a_missing_language_is_warned_about_skipped_or_fails);
    tcase_add_test(template, slots_are_escaped_for_where_they_stand);
    tcase_add_test(template, slots_are_refused_where_nothing_makes_them_safe);
    tcase_add_test(template, places_of_mistakes_in_templates_are_lines);
    tcase_add_test(others, amp_has_no_script_but_its_own);
    tcase_add_test(others, amp_needs_a_canonical_address);
    tcase_add_test(others, oembed_answers_rich_and_link);
    suite_add_tcase(suite, page);
    suite_add_tcase(suite, template);
    suite_add_tcase(suite, others);
    return run_suite(suite);
}
