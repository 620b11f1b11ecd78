/* SPDX-License-Identifier: MIT */
/*
 * What the tests of read.markdown, write.markdown, read.json and article.structure
 * share: a context with the plugins linked in and a step that changes an article as the
 * test says, a pipeline around them, and the tree of an article as one line of text.
 */
#ifndef TESTS_READER_FIXTURE_H
#define TESTS_READER_FIXTURE_H

#include "article_fixture.h"

extern const stet_plugin stet_plugin_v1_markdown, stet_plugin_v1_json,
    stet_plugin_v1_structure;

/* ---- a step that does what the test wants ------------------------------------ */
static stet_code (*edit_article)(stet_article *a);

static stet_code edit_process(const void *plan, void *scratch, stet_article *a)
{
    (void)plan;
    (void)scratch;
    return edit_article ? edit_article(a) : STET_SKIP;
}

static const stet_option edit_options[] = {STET_OPTION_END};
static const char *const edit_writes[] = {"body", "fields", "notices", NULL};
static const stet_step edit_step = {.size = sizeof edit_step,
                                    .kind = STET_STEP_TRANSFORM,
                                    .name = "test.edit",
                                    .summary = "Change the article.",
                                    .options = edit_options,
                                    .reads = edit_writes,
                                    .writes = edit_writes,
                                    .process = edit_process};
static const stet_step *const edit_steps[] = {&edit_step, NULL};
STET_PLUGIN(test, "1.0.0", 0, .summary = "For tests.", .license = "MIT",
            .steps = edit_steps);

/* ---- pipelines ---------------------------------------------------------------- */
/* in: what stands under `in:`; steps, outputs: lists in flow style. */
static inline void load(struct fixture *f, const char *in, const char *steps,
                        const char *outputs)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_markdown, &stet_plugin_v1_json, &stet_plugin_v1_structure,
        &stet_plugin_v1_test};
    char yaml[2048];
    stet_problems *problems;
    stet_error err = {.code = STET_OK};
    stet_load_options options = {.size = sizeof options, .base = SRCDIR "/tests"};
    stet_run_options run = {.size = sizeof run, .now = 1741944600};
    memset(f, 0, sizeof *f);
    ck_assert_int_eq(stet_context_new(&f->ctx, &err), STET_OK);
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        ck_assert_msg(stet_context_add_plugin(f->ctx, plugins[i], &err) == STET_OK,
                      "%s: %s", plugins[i]->id, err.message);
    ck_assert_int_eq(stet_context_add_data_folder(f->ctx, SRCDIR "/plugins", &err),
                     STET_OK);
    snprintf(
        yaml, sizeof yaml,
        "stet: 1\npipelines:\n  main:\n    in: %s\n    steps: [%s]\n    out: [%s]\n",
        in, steps, outputs);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet_code code = stet_pipeline_load_memory(f->ctx, stet_cstr(yaml), "test.yaml",
                                               &options, &f->pipeline, problems, &err);
    for (size_t i = 0; code != STET_OK && i < stet_problems_count(problems); i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        fprintf(stderr, "%u:%u: %s\n", info.line, info.column, info.message);
    }
    ck_assert_msg(code == STET_OK, "%s", err.message);
    stet_problems_free(problems);
    ck_assert_int_eq(stet_runner_new(f->pipeline, &run, &f->runner, &err), STET_OK);
}

static inline void unload(struct fixture *f)
{
    stet_runner_free(f->runner);
    stet_pipeline_free(f->pipeline);
    stet_context_free(f->ctx);
}

static inline void run_bytes(struct fixture *f, stet_str text)
{
    stet_error err = {.code = STET_OK};
    stet_code code =
        stet_run_bytes(f->runner, text, stet_cstr("test.md"), &f->result, &err);
    ck_assert_msg(code == STET_OK, "%s", err.message);
    f->a = stet_result_article(f->result);
}

/* Run, and the article must come through. */
static inline void run_well(struct fixture *f, stet_str text)
{
    run_bytes(f, text);
    stet_str reason = stet_result_reason(f->result);
    ck_assert_msg(stet_result_status(f->result) == STET_STATUS_OK, "%.*s in:\n%.*s",
                  (int)reason.n, reason.p, (int)text.n, text.p);
}

/* A copy that outlives the next run; freed by the caller. */
static inline char *copy_of(stet_str s)
{
    char *p = malloc(s.n + 1);
    ck_assert_ptr_nonnull(p);
    memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

/* A file below tests/ in the source tree. */
static inline char *load_file(const char *path, size_t *ret_size)
{
    char full[1024];
    snprintf(full, sizeof full, "%s/tests/%s", SRCDIR, path);
    FILE *file = fopen(full, "rb");
    ck_assert_msg(file != NULL, "%s", full);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(fread(text, 1, (size_t)size, file), (size_t)size);
    text[size] = '\0';
    fclose(file);
    *ret_size = (size_t)size;
    return text;
}

/* ---- the tree as text ---------------------------------------------------------- */
static inline void show_attrs(stet_article *a, const stet_item *item, stet_out *out)
{
    for (size_t i = 0; i < item->attr_count; i++) {
        const stet_value *v = &item->attrs[i];
        stet_putc(out, ' ');
        stet_puts(out, stet_attr_name(a, v->attr));
        stet_putc(out, '=');
        if (v->type == 2)
            stet_put_int(out, v->number);
        else
            stet_put_str(out, v->text);
    }
}

/* `paragraph(text'a' emphasis(text'b'))`; the text lives in the article's arena. */
static inline stet_str show(stet_article *a, stet_node root)
{
    size_t count;
    const stet_item *items = stet_walk(a, root, &count);
    stet_out out = stet_out_in_article(a, 4096, 64u << 20);
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        while (depth > items[i].depth) {
            stet_putc(&out, ')');
            depth--;
        }
        if (i && items[i].skip && items[i - 1].depth >= items[i].depth)
            stet_putc(&out, ' ');
        stet_puts(&out, stet_kind_name(a, items[i].kind));
        show_attrs(a, &items[i], &out);
        if (items[i].text.n) {
            stet_putc(&out, '\'');
            stet_put_str(&out, items[i].text);
            stet_putc(&out, '\'');
        }
        if (items[i].skip > i + 1) {
            stet_putc(&out, '(');
            depth++;
        }
    }
    while (depth--)
        stet_putc(&out, ')');
    ck_assert_int_eq(stet_out_status(&out), STET_OK);
    return stet_out_text(&out);
}

static inline stet_str show_body(struct fixture *f)
{
    return show(f->a, stet_root(f->a, STET_FAMILY_BLOCK));
}

/* The source of each block of Markdown, between bars. */
static inline void assert_extents(const char *text, const char *blocks)
{
    struct fixture f;
    char got[512];
    size_t at = 0;
    load(&f, "{ use: read.markdown }", "", "");
    run_well(&f, stet_cstr(text));
    stet_node n = stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(f.a, n)) {
        stet_span span = stet_span_of(f.a, n);
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%.*s", at ? "|" : "",
                               (int)span.len, text + span.off);
    }
    ck_assert_str_eq(got, blocks);
    unload(&f);
}

static inline stet_str show_fields(struct fixture *f)
{
    return show(f->a, stet_root(f->a, STET_FAMILY_FIELD));
}

#endif
