/* SPDX-License-Identifier: MIT */
/*
 * The context: limits, environment values, references, generations; which files may be
 * read through it; the host table behind an article.
 */
#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/data/data.h"
#include "plugin/context.h"
#include "plugin/host.h"

static char folder[PATH_MAX];
static struct arena arena;
static stet_context *ctx;
static stet_error err;

static const char *path_of(const char *name)
{
    static char paths[4][PATH_MAX + 64];
    static int turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void put_file(const char *name, const char *text)
{
    FILE *f = fopen(path_of(name), "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs(text, f), 0);
    fclose(f);
}

static void setup(void)
{
    snprintf(folder, sizeof folder, "/tmp/stet-context-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(mkdir(path_of("in"), 0755), 0);
    ck_assert_int_eq(mkdir(path_of("out"), 0755), 0);
    put_file("in/a.yaml", "a: 1\n");
    put_file("out/b.yaml", "b: 1\n");
    stet__arena_init(&arena, 0);
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
}

static void teardown(void)
{
    char command[PATH_MAX + 16];
    stet_context_free(ctx);
    stet__arena_done(&arena);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static stet_code read_from(const char *base, const char *path, stet_str *ret_bytes)
{
    char full[PATH_MAX + 64];
    snprintf(full, sizeof full, "%s", path_of(base));
    return stet__context_read_file(ctx, &arena, full, stet_cstr(path), 100, ret_bytes,
                                   &err);
}

/* ---- the context
 * -------------------------------------------------------------------------- */

START_TEST(misuse_is_answered)
{
    stet_limit limit;
    ck_assert_int_eq(stet_context_new(NULL, &err), STET_E_MISUSE);
    ck_assert_int_eq(stet_context_set_limit(NULL, "article", 1, &err), STET_E_MISUSE);
    ck_assert_int_eq(stet_context_set_limit(ctx, "artikel", 1, &err), STET_E_NOTFOUND);
    ck_assert_int_eq(stet_context_limit(NULL, 0, &limit), 0);
    ck_assert_int_eq(stet_context_limit(ctx, 10000, &limit), 0);
    ck_assert_int_eq(stet_context_add_plugin(ctx, NULL, &err), STET_E_MISUSE);
    ck_assert_int_eq(stet_context_set_env(ctx, "A", NULL, &err), STET_E_MISUSE);
    ck_assert_int_eq(stet_context_allow_files(ctx, NULL, &err), STET_E_MISUSE);
    ck_assert_int_eq(stet_context_allow_files(ctx, path_of("none"), &err),
                     STET_E_NOTFOUND);
    ck_assert_int_eq(stet_context_add_data_folder(ctx, path_of("in/a.yaml"), &err),
                     STET_E_NOTFOUND);
    ck_assert_int_eq(stet_context_plugin(ctx, 0, NULL), 0);
    stet_context_set_log(NULL, NULL, NULL);
    stet_context_free(NULL);
}
END_TEST

START_TEST(limits_are_set_by_name)
{
    stet_limit limit;
    size_t i = 0;
    ck_assert_int_eq(stet_context_set_limit(ctx, "steps", 7, &err), STET_OK);
    while (stet_context_limit(ctx, i, &limit) && strcmp(limit.name, "steps") != 0)
        i++;
    ck_assert_uint_eq(limit.value, 7);
    ck_assert_uint_ne(limit.fallback, 7);
}
END_TEST

START_TEST(environment_is_what_was_set)
{
    const char *names[3];
    ck_assert_int_eq(setenv("STET_FROM_OUTSIDE", "x", 1), 0);
    ck_assert_ptr_null(stet__context_env(ctx, stet_cstr("STET_FROM_OUTSIDE")).p);
    ck_assert_int_eq(stet_context_set_env(ctx, "A", "1", &err), STET_OK);
    ck_assert_int_eq(stet_context_set_env(ctx, "B", "2", &err), STET_OK);
    ck_assert_int_eq(stet_context_set_env(ctx, "A", "3", &err), STET_OK);
    ck_assert_str_eq(stet__context_env(ctx, stet_cstr("A")).p, "3");
    ck_assert_uint_eq(stet__context_env(ctx, stet_strn("BC", 1)).n, 1);
    ck_assert_int_eq(stet_context_set_env(ctx, "C", "\xff", &err), STET_E_UTF8);
    stet__context_env_names(ctx, names, 3);
    ck_assert_str_eq(names[1], "B");
    ck_assert_ptr_null(names[2]);
    stet__context_env_names(ctx, names, 1);
    ck_assert_ptr_null(names[0]);
}
END_TEST

START_TEST(pipelines_keep_the_context)
{
    stet_context *kept = stet__context_ref(ctx);
    stet_context_free(ctx); /* the embedder's */
    ck_assert_int_eq(stet_context_set_env(kept, "A", "1", &err), STET_OK);
    ctx = kept; /* given up by teardown; ASan watches */
}
END_TEST

START_TEST(generations_differ_and_are_never_zero)
{
    uint32_t first = stet__context_generation(ctx);
    ctx->generation = UINT32_MAX - 1;
    ck_assert_uint_eq(stet__context_generation(ctx), UINT32_MAX);
    ck_assert_uint_eq(stet__context_generation(ctx), 1);
    ck_assert_uint_ne(first, 0);
}
END_TEST

/* ---- files
 * -----------------------------------------------------------------------------------
 */

START_TEST(files_beside_the_pipeline_are_read)
{
    stet_str bytes;
    ck_assert_int_eq(read_from("in", "a.yaml", &bytes), STET_OK);
    ck_assert_str_eq(bytes.p, "a: 1\n");
    ck_assert_int_eq(read_from("in", "./x/../a.yaml", &bytes), STET_OK);
    ck_assert_int_eq(read_from("in", path_of("in/a.yaml"), &bytes), STET_OK);
}
END_TEST

START_TEST(files_elsewhere_are_denied)
{
    stet_str bytes = {NULL, 0};
    ck_assert_int_eq(read_from("in", "../out/b.yaml", &bytes), STET_E_DENIED);
    ck_assert_ptr_nonnull(strstr(err.message, "outside the folders that may be read"));
    ck_assert_int_eq(read_from("in", path_of("out/b.yaml"), &bytes), STET_E_DENIED);
    ck_assert_int_eq(read_from("in", "/etc/passwd", &bytes), STET_E_DENIED);
    ck_assert_int_eq(symlink("../out/b.yaml", path_of("in/link.yaml")), 0);
    ck_assert_int_eq(read_from("in", "link.yaml", &bytes), STET_E_DENIED);
    ck_assert_int_eq(mkdir(path_of("in2"), 0755), 0); /* a name that begins alike */
    put_file("in2/c.yaml", "c: 1\n");
    ck_assert_int_eq(read_from("in", "../in2/c.yaml", &bytes), STET_E_DENIED);
    ck_assert_ptr_null(bytes.p);
}
END_TEST

START_TEST(allowed_folders_replace_the_one_of_the_pipeline)
{
    stet_str bytes;
    ck_assert_int_eq(stet_context_allow_files(ctx, path_of("out"), &err), STET_OK);
    ck_assert_int_eq(read_from("in", "../out/b.yaml", &bytes), STET_OK);
    ck_assert_int_eq(read_from("in", "a.yaml", &bytes), STET_E_DENIED);
    ck_assert_int_eq(stet_context_add_data_folder(ctx, path_of("in"), &err), STET_OK);
    ck_assert_int_eq(read_from("in", "a.yaml", &bytes), STET_OK);
}
END_TEST

START_TEST(other_things_than_files_are_refused)
{
    stet_str bytes;
    char full[PATH_MAX + 64];
    snprintf(full, sizeof full, "%s", path_of("in/pipe"));
    ck_assert_int_eq(read_from("in", "none.yaml", &bytes), STET_E_NOTFOUND);
    ck_assert_int_eq(read_from("in", "", &bytes), STET_E_NOTFOUND);
    ck_assert_int_eq(read_from("in", ".", &bytes), STET_E_DENIED);
    ck_assert_int_eq(mkfifo(full, 0644), 0);
    ck_assert_int_eq(read_from("in", "pipe", &bytes),
                     STET_E_DENIED); /* and does not hang */
    ck_assert_int_eq(stet__context_read_file(ctx, &arena, path_of("in"),
                                             stet_strn("a\0b", 3), 100, &bytes, &err),
                     STET_E_NOTFOUND);
    put_file("in/big.yaml",
             "0123456789012345678901234567890123456789012345678901234567890123456789"
             "0123456789012345678901234567890");
    ck_assert_int_eq(read_from("in", "big.yaml", &bytes), STET_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "has 101 bytes, at most 100"));
}
END_TEST

START_TEST(data_files_are_found_by_plugin)
{
    ck_assert_int_eq(mkdir(path_of("in/share"), 0755), 0);
    put_file("in/share/networks.yaml", "x: 1\n");
    stet_str path = stet__context_data_file(ctx, &arena, "share", "networks.yaml");
    ck_assert_str_eq(path.p, STET_DATADIR "/share/networks.yaml");
    ck_assert_int_eq(stet_context_add_data_folder(ctx, path_of("in"), &err), STET_OK);
    path = stet__context_data_file(ctx, &arena, "share", "networks.yaml");
    ck_assert_str_eq(path.p, path_of("in/share/networks.yaml"));
    ck_assert_uint_eq(stet__context_data_file(ctx, &arena, "share", "../../a.yaml").n,
                      0);
    ck_assert_uint_eq(stet__context_data_file(ctx, &arena, "share", "..").n, 0);
    ck_assert_uint_eq(stet__context_data_file(ctx, &arena, "share", "").n, 0);
}
END_TEST

START_TEST(paths_are_worked_out_by_name)
{
    static const struct {
        const char *folder, *path, *result;
    } cases[] = {
        {"/a/b", "c", "/a/b/c"},
        {"/a/b", "../c", "/a/c"},
        {"/a/b", "/c/./d/", "/c/d"},
        {"/a", "../../..", "/"},
        {"/", "x", "/x"},
        {"/a//b", "c//d", "/a/b/c/d"},
        {"/a", "b/..", "/a"},
        {"/a", "..b", "/a/..b"},
        {"/a", "", "/a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(
            stet__path_join(&arena, cases[i].folder, stet_cstr(cases[i].path)).p,
            cases[i].result);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_str_eq(stet__path_folder(&arena, "a/b.yaml").p, "/a");
    ck_assert_str_eq(stet__path_folder(&arena, "b.yaml").p, "/");
    ck_assert_str_eq(stet__path_folder(&arena, "/x/b.yaml").p, "/x");
}
END_TEST

/* ---- the host table
 * --------------------------------------------------------------------------- */

START_TEST(every_entry_of_the_host_table_is_there)
{
    const stet_host *host = stet__host();
    void *const *entries = (void *const *)(const void *)host;
    ck_assert_uint_eq(host->size, sizeof *host);
    ck_assert_uint_eq(host->abi_major, STET_ABI_MAJOR);
    for (size_t i = offsetof(stet_host, version) / sizeof *entries;
         i < sizeof *host / sizeof *entries; i++)
        ck_assert_msg(entries[i] != NULL, "entry %zu is missing", i);
    for (size_t i = offsetof(stet_kit, escape) / sizeof *entries;
         i < sizeof *host->kit / sizeof *entries; i++)
        ck_assert_msg(((void *const *)(const void *)host->kit)[i] != NULL, "kit %zu",
                      i);
    ck_assert_ptr_null(host->extension("stet.none/1"));
    ck_assert_str_eq(stet_version(), host->version);
}
END_TEST

START_TEST(no_article_is_misuse_and_no_crash)
{
    size_t count = 7;
    int truth;
    ck_assert_uint_eq(stet_text(NULL, 1).n, 0);
    ck_assert_ptr_nonnull(stet_text(NULL, 1).p);
    ck_assert_uint_eq(stet_root(NULL, STET_FAMILY_BLOCK), 0);
    ck_assert_int_eq(stet_attr_int(NULL, 1, STET_ATTR_LEVEL, -3), -3);
    ck_assert_uint_eq(stet_span_of(NULL, 1).len, 0);
    ck_assert_uint_eq(stet_place_of(NULL, 1).line, 0);
    ck_assert_ptr_null(stet_walk(NULL, 1, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(stet_set_text(NULL, 1, stet_cstr("x")), STET_E_MISUSE);
    ck_assert_int_eq(stet_test(NULL, NULL, &truth), STET_E_MISUSE);
    ck_assert_uint_eq(stet_field_text(NULL, STET_HEADLINE).n, 0);
    ck_assert_ptr_null(stet_alloc(NULL, 8));
    stet_log(NULL, STET_LOG_INFO, stet_cstr("x"));
}
END_TEST

struct log_line {
    int level;
    char article[40], step[40], message[40];
};

static void keep_log(void *self, int level, stet_str article, stet_str step,
                     stet_str message)
{
    struct log_line *line = self;
    line->level = level;
    snprintf(line->article, sizeof line->article, "%s", article.p);
    snprintf(line->step, sizeof line->step, "%s", step.p);
    snprintf(line->message, sizeof line->message, "%s", message.p);
}

START_TEST(article_knows_its_run)
{
    struct article a;
    struct log_line line = {.level = -1};
    int32_t cancel = 0;
    const stet_data *vars = NULL;
    const struct data_source source = {
        .file = "v", .text = stet_cstr("site: { name: Herald, n: 3 }\n")};
    ck_assert_int_eq(stet__data_yaml(&arena, &ctx->limits, &source, &vars, NULL, &err),
                     STET_OK);
    struct run_state run = {.now = 1234,
                            .cancel = &cancel,
                            .vars = vars,
                            .log = keep_log,
                            .log_self = &line,
                            .step_id = stet_cstr("stamp"),
                            .log_levels = UINT32_MAX,
                            .why = stet_cstr("")};
    memset(&a, 0, sizeof a);
    ck_assert_int_eq(
        stet__article_init(&a, stet__host(), &ctx->limits, &ctx->vocabulary), STET_OK);
    ck_assert_int_eq(stet__article_reset(&a, stet__context_generation(ctx),
                                         stet_cstr("---\ntitle: x\nbad: [\n---\n"),
                                         stet_cstr("in.md")),
                     STET_OK);
    stet_article *p = &a.pub;
    /* outside a run */
    ck_assert_int_gt(stet_now(p), 1000000000);
    ck_assert_int_eq(stet_alive(p), STET_OK);
    ck_assert_ptr_null(stet_var(p, "site.name"));
    ck_assert_int_eq(stet_why(p, STET_SKIP, stet_cstr("x")), STET_SKIP);
    stet_log(p, STET_LOG_INFO, stet_cstr("nobody hears it"));
    /* in a run */
    a.run = &run;
    ck_assert_int_eq(stet_now(p), 1234);
    ck_assert_str_eq(stet_data_text(stet_var(p, "site.name")).p, "Herald");
    ck_assert_ptr_nonnull(stet_var(p, "site"));
    ck_assert_ptr_null(stet_var(p, "site.nam"));
    ck_assert_ptr_null(stet_var(p, "site.name.x"));
    ck_assert_ptr_null(stet_var(p, NULL));
    stet_log(p, STET_LOG_WARNING, stet_cstr("hello"));
    ck_assert_int_eq(line.level, STET_LOG_WARNING);
    ck_assert_str_eq(line.article, "in.md");
    ck_assert_str_eq(line.step, "stamp");
    ck_assert_str_eq(line.message, "hello");
    char reason[] = "already there";
    ck_assert_int_eq(stet_why(p, STET_FAILED, stet_cstr(reason)), STET_FAILED);
    memset(reason, 'x', sizeof reason - 1);
    ck_assert_str_eq(run.why.p, "already there");
    ck_assert_int_eq(stet_alive(p), STET_OK);
    run.deadline_ns = 1;
    ck_assert_int_eq(stet_alive(p), STET_E_DEADLINE);
    cancel = 1;
    ck_assert_int_eq(stet_alive(p), STET_E_CANCELLED);
    ck_assert_str_eq(stet_kind_name(p, STET_HEADLINE), "headline");
    ck_assert_int_eq(stet_family_of(p, STET_HEADLINE), STET_FAMILY_FIELD);
    ck_assert_int_eq(stet_family_of(p, 1000), STET_FAMILY_NONE);
    ck_assert_str_eq(stet_kind_name(p, 1000), "");
    ck_assert_ptr_nonnull(stet_alloc(p, 0));
    stet__article_done(&a);
}
END_TEST

START_TEST(parsed_parts_of_the_source_keep_their_places)
{
    struct article a;
    static const char source[] = "# no\n---\ntitle: x\ndate: 2025\n---\n";
    memset(&a, 0, sizeof a);
    ck_assert_int_eq(
        stet__article_init(&a, stet__host(), &ctx->limits, &ctx->vocabulary), STET_OK);
    ck_assert_int_eq(stet__article_reset(&a, 7, stet_cstr(source), stet_cstr("in.md")),
                     STET_OK);
    const char *at = strstr(source, "title");
    const stet_data *data = stet_parse(&a.pub, stet_strn(at, 20), 0, &err);
    ck_assert_ptr_nonnull(data);
    const stet_data *date = stet_data_get(data, "date");
    ck_assert_uint_eq(date->line, 4);
    ck_assert_uint_eq(date->off, (uint32_t)(strstr(source, "2025") - source));
    ck_assert_str_eq(date->file, "in.md");
    /* text from elsewhere counts from its own beginning */
    data = stet_parse(&a.pub, stet_cstr("{\"a\": 1}"), 1, &err);
    ck_assert_ptr_nonnull(data);
    ck_assert_uint_eq(data->line, 1);
    ck_assert_ptr_null(stet_parse(&a.pub, stet_cstr("{\"a\": }"), 1, &err));
    ck_assert_uint_eq(err.line, 1);
    stet__article_done(&a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plugin_context");
    TCase *t = tcase_create("context");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, misuse_is_answered);
    tcase_add_test(t, limits_are_set_by_name);
    tcase_add_test(t, environment_is_what_was_set);
    tcase_add_test(t, pipelines_keep_the_context);
    tcase_add_test(t, generations_differ_and_are_never_zero);
    tcase_add_test(t, files_beside_the_pipeline_are_read);
    tcase_add_test(t, files_elsewhere_are_denied);
    tcase_add_test(t, allowed_folders_replace_the_one_of_the_pipeline);
    tcase_add_test(t, other_things_than_files_are_refused);
    tcase_add_test(t, data_files_are_found_by_plugin);
    tcase_add_test(t, paths_are_worked_out_by_name);
    tcase_add_test(t, every_entry_of_the_host_table_is_there);
    tcase_add_test(t, no_article_is_misuse_and_no_crash);
    tcase_add_test(t, article_knows_its_run);
    tcase_add_test(t, parsed_parts_of_the_source_keep_their_places);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
