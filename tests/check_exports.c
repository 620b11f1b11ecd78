/* SPDX-License-Identifier: MIT */
/*
 * Writers of exchange formats when memory ends: every allocation of a run fails once,
 * and what is written all the same is what is written with memory enough, never less.
 */
#include "step_fixture.h"

#include "base/memory.h"

extern const stet_plugin stet_plugin_v1_markup, stet_plugin_v1_ninjs,
    stet_plugin_v1_atom, stet_plugin_v1_nitf, stet_plugin_v1_newsmlg2,
    stet_plugin_v1_csv, stet_plugin_v1_sitemap, stet_plugin_v1_json;

/* ninjs 3.1 and 1.5; with expat NITF and both kinds of NewsML-G2 */
#if defined(STET_READS_XML)
enum { READ_BACK = 5 };
#else
enum { READ_BACK = 2 };
#endif

enum { OUTPUTS_MAX = 16 };

static const char yaml[] =
    "stet: 1\n"
    "pipelines:\n"
    "  main:\n"
    "    steps: []\n"
    "    out:\n"
    "      - { use: write.ninjs, to: '{{ stem }}.a.json' }\n"
    "      - { use: write.ninjs, id: n15, to: '{{ stem }}.b.json', with: { version: "
    "\"1.5\" } }\n"
    "      - { use: write.nitf, to: '{{ stem }}.c.xml' }\n"
    "      - { use: write.newsmlg2, to: '{{ stem }}.d.xml' }\n"
    "      - { use: write.newsmlg2, id: x, to: '{{ stem }}.e.xml', with: { content: "
    "xhtml } }\n"
    "      - { use: write.atom, to: f.xml, with: { title: T, link: "
    "\"https://h.example/\" } }\n"
    "      - { use: write.jsonfeed, to: g.json, with: { title: T, link: "
    "\"https://h.example/\" } }\n"
    "      - { use: write.csv, to: h.csv, with: { fields: [headline, text, notices] } "
    "}\n"
    "      - { use: write.sitemap, to: i.xml, with: { publication: P } }\n";

static stet_context *make_context(void)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_ninjs,    &stet_plugin_v1_atom,  &stet_plugin_v1_nitf,
        &stet_plugin_v1_newsmlg2, &stet_plugin_v1_csv,   &stet_plugin_v1_sitemap,
        &stet_plugin_v1_json,     &stet_plugin_v1_markup};
    stet_context *ctx = new_context();
    stet_error err = {.code = STET_OK};
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        ck_assert_msg(stet_context_add_plugin(ctx, plugins[i], &err) == STET_OK,
                      "%s: %s", plugins[i]->id, err.message);
    return ctx;
}

enum { FILE_MAX = 1 << 20, TERMS = 100000 };

/* The article of the case, its usage terms long enough to need memory of their own. */
static char *read_article(const char *path, size_t *ret_len)
{
    static const char mark[] = "Not for sale.";
    FILE *f = fopen(path, "rb");
    ck_assert_ptr_nonnull(f);
    char *bytes = malloc(FILE_MAX + TERMS);
    ck_assert_ptr_nonnull(bytes);
    size_t len = fread(bytes, 1, FILE_MAX, f);
    fclose(f);
    char *at = memmem(bytes, len, mark, sizeof mark - 1);
    ck_assert_ptr_nonnull(at);
    memmove(at + TERMS, at, len - (size_t)(at - bytes));
    memset(at, 'x', TERMS);
    *ret_len = len + TERMS;
    return bytes;
}

struct outputs {
    stet_str bytes[OUTPUTS_MAX];
    size_t count;
};

static void keep_outputs(const stet_result *result, struct outputs *to)
{
    stet_output_info info = {.size = sizeof info};
    for (; stet_result_output(result, to->count, &info); to->count++) {
        ck_assert_uint_lt(to->count, OUTPUTS_MAX);
        char *copy = malloc(info.bytes.n + 1);
        ck_assert_ptr_nonnull(copy);
        memcpy(copy, info.bytes.p, info.bytes.n);
        to->bytes[to->count] = stet_strn(copy, info.bytes.n);
    }
}

static void free_outputs(struct outputs *o)
{
    for (size_t i = 0; i < o->count; i++)
        free((char *)(uintptr_t)o->bytes[i].p);
}

static void compare_outputs(const stet_result *result, const struct outputs *want,
                            unsigned long nth)
{
    stet_output_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_output(result, i, &info); i++)
        ck_assert_msg(!info.bytes.n || stet_str_eq(info.bytes, want->bytes[i]),
                      "allocation %lu: output %zu is not whole", nth, i);
}

/* 1: an allocation failed. */
static int run_with_fault(stet_pipeline *p, const char *name, stet_str article,
                          unsigned long nth, struct outputs *want)
{
    stet_run_options run = {.size = sizeof run, .now = 1742040000};
    stet_runner *runner = NULL;
    const stet_result *result = NULL;
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(stet_runner_new(p, &run, &runner, &err), STET_OK);
    if (nth)
        stet__fail_alloc(nth, 0);
    stet_code code = stet_run_bytes(runner, article, stet_cstr(name), &result, &err);
    unsigned long counted = nth ? stet__fail_alloc(0, 0) : 0;
    ck_assert_msg(code == STET_OK || code == STET_E_NOMEM, "allocation %lu: %d %s", nth,
                  code, err.message);
    if (!nth) {
        stet_str reason = stet_result_reason(result);
        ck_assert_msg(stet_result_status(result) == STET_STATUS_OK, "%.*s",
                      (int)reason.n, reason.p);
        keep_outputs(result, want);
    } else if (code == STET_OK && stet_result_status(result) == STET_STATUS_OK) {
        compare_outputs(result, want, nth);
    }
    stet_runner_free(runner);
    return counted >= nth && nth;
}

START_TEST(no_output_is_less_when_memory_ends)
{
    struct outputs want = {.count = 0};
    size_t len;
    char *article = read_article(SRCDIR "/tests/cases/exports/full.json", &len);
    stet_context *ctx = make_context();
    stet_pipeline *p = NULL;
    stet_error err = {.code = STET_OK};
    stet_code code =
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x.yaml", NULL, &p, NULL, &err);
    ck_assert_msg(code == STET_OK, "%s", err.message);
    run_with_fault(p, "full.json", stet_strn(article, len), 0, &want);
    ck_assert_uint_eq(want.count, 9);
    for (size_t i = 0; i < want.count; i++)
        ck_assert_uint_gt(want.bytes[i].n, 50);
    unsigned long nth = 1;
    while (run_with_fault(p, "full.json", stet_strn(article, len), nth, &want))
        nth++;
    ck_assert_uint_gt(nth, 20);
    free_outputs(&want);
    stet_pipeline_free(p);
    stet_context_free(ctx);
    free(article);
}
END_TEST

/* ---- the way back ------------------------------------------------------------ */
static const char yaml_back[] = "stet: 1\n"
                                "pipelines:\n"
                                "  main:\n"
                                "    steps: []\n"
                                "    out:\n"
                                "      - { use: write.nitf, to: '{{ stem }}.xml' }\n"
                                "      - { use: write.json, to: '{{ stem }}.json' }\n";

static void read_with_faults(stet_context *ctx, stet_str file)
{
    struct outputs want = {.count = 0};
    stet_pipeline *p = NULL;
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(stet_pipeline_load_memory(ctx, stet_cstr(yaml_back), "x.yaml",
                                               NULL, &p, NULL, &err),
                     STET_OK);
    run_with_fault(p, "in", file, 0, &want);
    ck_assert_uint_eq(want.count, 2);
    unsigned long nth = 1;
    while (run_with_fault(p, "in", file, nth, &want))
        nth++;
    ck_assert_uint_gt(nth, 4);
    free_outputs(&want);
    stet_pipeline_free(p);
}

/* What each format makes of the article is read while memory ends. */
START_TEST(no_article_is_less_when_memory_ends)
{
    static const char *const pages[] = {"<p>a <b>b</b><ul><li>c</ul>"};
    struct outputs made = {.count = 0};
    size_t len;
    char *article = read_article(SRCDIR "/tests/cases/exports/full.json", &len);
    stet_context *ctx = make_context();
    stet_pipeline *p = NULL;
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x.yaml", NULL, &p, NULL, &err),
        STET_OK);
    run_with_fault(p, "full.json", stet_strn(article, len), 0, &made);
    for (size_t i = 0; i < READ_BACK; i++)
        read_with_faults(ctx, made.bytes[i]);
    read_with_faults(ctx, stet_cstr(pages[0]));
    free_outputs(&made);
    stet_pipeline_free(p);
    stet_context_free(ctx);
    free(article);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("exports");
    TCase *c = tcase_create("memory");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, no_output_is_less_when_memory_ends);
    tcase_add_test(c, no_article_is_less_when_memory_ends);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
