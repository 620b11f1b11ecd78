/* SPDX-License-Identifier: MIT */
/* write.rss: many articles through a pipeline into one feed. */
#include "step_fixture.h"

/* ---- a reader of the test's own: lines `key: value`, other lines are paragraphs ----
 */
static int bid(stet_str head, stet_str name)
{
    (void)head;
    (void)name;
    return 100;
}

static stet_code read_line(stet_article *a, stet_str line)
{
    static const struct {
        const char *key;
        stet_kind field, part;
        stet_attr attr;
    } keys[] = {{"headline: ", STET_HEADLINE, 0, 0},
                {"date: ", STET_PUBLISHED, 0, 0},
                {"url: ", STET_CANONICAL, 0, 0},
                {"id: ", STET_ID, 0, 0},
                {"author: ", STET_AUTHORS, STET_PARTY, STET_ATTR_NAME},
                {"topic: ", STET_SUBJECTS, STET_CONCEPT, STET_ATTR_NAME},
                {"origin: ", STET_ORIGIN, STET_PARTY, STET_ATTR_URL}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t n = strlen(keys[i].key);
        if (line.n < n || memcmp(line.p, keys[i].key, n) != 0)
            continue;
        stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
        stet_str value = stet_strn(line.p + n, line.n - n);
        stet_node field = keys[i].part ? stet_field(a, keys[i].field) : 0;
        if (!field)
            field = stet_state(a, keys[i].field, keys[i].part ? stet_cstr("") : value,
                               &claim);
        stet_node part =
            keys[i].part ? stet_node_new(a, field, 0, keys[i].part, NOWHERE) : 0;
        return part ? stet_set_attr(a, part, keys[i].attr, value) : STET_OK;
    }
    stet_node n =
        stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_PARAGRAPH, NOWHERE);
    return stet_text_append(a, n, line.p, line.n, 0, 0);
}

static stet_code read_lines(const void *plan, void *scratch, stet_article *a)
{
    stet_str text = stet_source_text(a);
    stet_code code = STET_OK;
    (void)plan;
    (void)scratch;
    for (size_t at = 0; at < text.n && code == STET_OK;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t n = end ? (size_t)(end - text.p) - at : text.n - at;
        if (n)
            code = read_line(a, stet_strn(text.p + at, n));
        at += n + 1;
    }
    return code;
}

static const stet_reader reader = {
    .size = sizeof(stet_reader), .bid = bid, .read = read_lines};
static const stet_step read_step = {.size = sizeof(stet_step),
                                    .kind = STET_STEP_READ,
                                    .name = "read.lines",
                                    .summary = "Lines.",
                                    .reader = &reader};
static const stet_step *const read_steps[] = {&read_step, NULL};
static const stet_plugin lines_plugin = {.size = sizeof(stet_plugin),
                                         .abi_major = STET_ABI_MAJOR,
                                         .abi_minor_built = STET_ABI_MINOR,
                                         .option_size = sizeof(stet_option),
                                         .step_size = sizeof(stet_step),
                                         .rule_size = sizeof(stet_rule),
                                         .provides_size = sizeof(stet_provides),
                                         .id = "lines",
                                         .version = "1.0.0",
                                         .summary = "Lines.",
                                         .license = "MIT",
                                         .steps = read_steps};

/* ---- a sink that keeps one output ------------------------------------------- */
struct kept {
    char *bytes;
    size_t len;
    int committed;
};

static stet_code sink_open(void *self, stet_str name, void **ret, stet_error *err)
{
    (void)name;
    (void)err;
    *ret = self;
    return STET_OK;
}

static stet_code sink_write(void *self, void *handle, const char *p, size_t n,
                            stet_error *err)
{
    struct kept *k = handle;
    (void)self;
    (void)err;
    k->bytes = realloc(k->bytes, k->len + n + 1);
    memcpy(k->bytes + k->len, p, n);
    k->len += n;
    return STET_OK;
}

static stet_code sink_commit(void *self, stet_pending *pending, size_t n,
                             stet_error *err)
{
    (void)pending;
    (void)err;
    if (n)
        ((struct kept *)self)->committed = 1;
    return STET_OK;
}

static void sink_abort(void *self, void *handle)
{
    (void)self;
    (void)handle;
}

struct inputs {
    const char *const *texts;
    size_t at;
};

static stet_code next_input(void *self, stet_input *ret)
{
    struct inputs *in = self;
    if (!in->texts[in->at])
        return STET_DONE;
    ret->name = stet_cstr("input");
    ret->bytes = stet_cstr(in->texts[in->at++]);
    ret->fd = -1;
    return STET_OK;
}

static struct kept make_feed_of(const char *steps, const char *const *texts,
                                const char *with, uint32_t threads)
{
    struct fixture f;
    struct kept kept = {NULL, 0, 0};
    struct inputs inputs = {texts, 0};
    stet_sink sink = {sizeof sink, &kept,      sink_open, sink_write,
                      sink_commit, sink_abort, NULL};
    stet_many_options options = {
        .size = sizeof options, .threads = threads, .sink = &sink};
    stet_summary summary = {.size = sizeof summary};
    stet_error err = {.code = STET_OK};
    char yaml[1024];
    snprintf(yaml, sizeof yaml,
             "stet: 1\npipelines:\n  main:\n    steps: [%s]\n    out:\n      - { use: "
             "write.rss, to: feed.xml, with: { title: \"T & <t>\", link: "
             "\"https://h.example/?a&b\"%s%s } }\n",
             steps, *with ? ", " : "", with);
    memset(&f, 0, sizeof f);
    f.ctx = new_context();
    ck_assert_int_eq(stet_context_add_plugin(f.ctx, &lines_plugin, &err), STET_OK);
    ck_assert_msg(stet_pipeline_load_memory(f.ctx, stet_cstr(yaml), "t.yaml", NULL,
                                            &f.pipeline, NULL, &err) == STET_OK,
                  "%s", err.message);
    ck_assert_msg(stet_run_many(f.pipeline, next_input, &inputs, &options, &summary,
                                &err) == STET_OK,
                  "%s", err.message);
    ck_assert_uint_eq(summary.failed + summary.quarantined + summary.unread_inputs, 0);
    ck_assert_int_eq(kept.committed, 1);
    stet_pipeline_free(f.pipeline);
    stet_context_free(f.ctx);
    return kept;
}

static struct kept make_feed(const char *const *texts, const char *with,
                             uint32_t threads)
{
    return make_feed_of("", texts, with, threads);
}

static stet_str text_of(const struct kept *k)
{
    return stet_strn(k->bytes, k->len);
}

static size_t place_of(stet_str s, const char *part)
{
    const char *p = memmem(s.p, s.n, part, strlen(part));
    ck_assert_msg(p != NULL, "no '%s' in %.*s", part, (int)s.n, s.p);
    return (size_t)(p - s.p);
}

START_TEST(newest_comes_first)
{
    static const char *const texts[] = {
        "headline: Old\ndate: 2024-01-01\nx",
        "headline: East\ndate: 2025-03-14T12:00:00+09:00\nx",
        "headline: West\ndate: 2025-03-14T04:00:00Z\nx", "headline: None\nx", NULL};
    for (uint32_t threads = 1; threads <= 2; threads++) {
        struct kept k = make_feed(texts, "", threads);
        stet_str feed = text_of(&k);
        /* noon in Tokyo is three in the morning, UTC */
        ck_assert_uint_lt(place_of(feed, "<title>West"), place_of(feed, "<title>East"));
        ck_assert_uint_lt(place_of(feed, "<title>East"), place_of(feed, "<title>Old"));
        ck_assert_uint_lt(place_of(feed, "<title>Old"), place_of(feed, "<title>None"));
        free(k.bytes);
    }
}
END_TEST

START_TEST(limit_keeps_the_newest)
{
    static const char *const texts[] = {"headline: Old\ndate: 2024-01-01\nx",
                                        "headline: New\ndate: 2025-01-01\nx",
                                        "headline: Mid\ndate: 2024-06-01\nx", NULL};
    struct kept k = make_feed(texts, "limit: 2", 1);
    ck_assert_uint_eq(count_of(text_of(&k), "<item>"), 2);
    ck_lacks(text_of(&k), "Old");
    free(k.bytes);
}
END_TEST

START_TEST(item_says_what_the_article_says)
{
    static const char *const texts[] = {
        "headline: H\ndate: 2025-03-14\nurl: https://e.example/a?b=1&c=2\nauthor: A "
        "B\nauthor: C D\ntopic: Sea\norigin: https://o.example/x\nThe text.",
        NULL};
    struct kept k =
        make_feed(texts, "zone: \"+01:30\", self: \"https://h.example/f.xml\"", 1);
    stet_str feed = text_of(&k);
    ck_contains(
        feed,
        "<title>T &amp; &lt;t&gt;</title>\n<link>https://h.example/?a&amp;b</link>");
    ck_contains(feed, "<link>https://e.example/a?b=1&amp;c=2</link>\n<guid "
                      "isPermaLink=\"true\">https://e.example/a?b=1&amp;c=2</guid>");
    ck_contains(feed, "<pubDate>Fri, 14 Mar 2025 00:00:00 +0130</pubDate>");
    ck_contains(feed, "<dc:creator>A B</dc:creator>\n<dc:creator>C D</dc:creator>");
    ck_contains(feed, "<category>Sea</category>");
    ck_contains(feed, "<source url=\"https://o.example/x\">o.example</source>");
    ck_contains(feed, "<description>The text.</description>");
    ck_contains(feed,
                "<content:encoded>&lt;p&gt;The text.&lt;/p&gt;\n</content:encoded>");
    ck_contains(feed, "<atom:link rel=\"self\" type=\"application/rss+xml\" "
                      "href=\"https://h.example/f.xml\"/>");
    free(k.bytes);
}
END_TEST

START_TEST(identity_needs_no_address)
{
    static const char *const texts[] = {
        "headline: H\nid: tag:x,1\nurl: javascript:alert(1)\nx", "headline: I\nx",
        NULL};
    struct kept k = make_feed(texts, "", 1);
    ck_contains(text_of(&k), "<guid isPermaLink=\"false\">tag:x,1</guid>");
    ck_contains(text_of(&k), "<guid isPermaLink=\"false\">urn:sha256:");
    ck_lacks(text_of(&k), "javascript");
    ck_lacks(text_of(&k), "<pubDate>");
    free(k.bytes);
}
END_TEST

START_TEST(hostile_text_stays_text)
{
    static const char *const texts[] = {
        "headline: ]]> </title><script> & \" \x01\x0b \xef\xbf\xbf "
        "\xf0\x9f\x98\x80\ntopic: a\"b<c\nbody ]]> </content:encoded> & <b> \x08",
        NULL};
    struct kept k = make_feed(texts, "", 1);
    stet_str feed = text_of(&k);
    ck_lacks(feed, "<script");
    ck_lacks(feed, "]]>");
    ck_assert_uint_eq(count_of(feed, "</content:encoded>"), 1);
    ck_contains(feed, "&amp;lt;b&amp;gt;");
    for (size_t i = 0; i < feed.n; i++)
        ck_assert_msg((unsigned char)feed.p[i] >= 0x20 || feed.p[i] == '\n', "byte %u",
                      (unsigned char)feed.p[i]);
    ck_lacks(feed, "\xef\xbf\xbf");
    free(k.bytes);
}
END_TEST

START_TEST(stamps_stand_in_the_text_whatever_their_zone)
{
    static const char *const texts[] = {"headline: H\nThe text.", NULL};
    struct kept k =
        make_feed_of("{ use: disclaimer.stamp, with: { text: Ours., placement: "
                     "start } }",
                     texts, "", 1);
    ck_contains(text_of(&k), "&lt;p&gt;Ours.&lt;/p&gt;\n&lt;/aside&gt;\n"
                             "&lt;p&gt;The text.");
    free(k.bytes);
}
END_TEST

START_TEST(summary_leaves_the_text_out)
{
    static const char *const texts[] = {"headline: H\nThe text.", NULL};
    struct kept k = make_feed(texts, "content: summary", 1);
    ck_lacks(text_of(&k), "content:encoded>");
    ck_contains(text_of(&k), "<description>The text.</description>");
    free(k.bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("write.rss");
    TCase *c = tcase_create("feed");
    tcase_add_test(c, newest_comes_first);
    tcase_add_test(c, limit_keeps_the_newest);
    tcase_add_test(c, item_says_what_the_article_says);
    tcase_add_test(c, identity_needs_no_address);
    tcase_add_test(c, hostile_text_stays_text);
    tcase_add_test(c, stamps_stand_in_the_text_whatever_their_zone);
    tcase_add_test(c, summary_leaves_the_text_out);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
