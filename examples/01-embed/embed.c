/* SPDX-License-Identifier: MIT */
/*
 * stet in a program of yours: one pipeline, one article from memory, the results
 * printed.
 *
 *   cc embed.c $(pkg-config --cflags --libs stet) -o embed && ./embed [PLUGIN-FOLDER
 * DATA-FOLDER]
 *
 * In a CMS the context and the pipeline are made once at start; each worker thread
 * keeps a runner and calls stet_run_bytes() when an article is saved.
 */
#include <stdio.h>

#include <stet/stet.h>

static const char yaml[] =
    "stet: 1\n"
    "pipelines:\n"
    "  main:\n"
    "    in: { use: read.markdown }\n"
    "    steps:\n"
    "      - use: article.structure\n"
    "      - use: attribution.check\n"
    "        with: { require: [ source, hyperlink ] }\n"
    "      - use: disclaimer.stamp\n"
    "        with: { text: \"Views are those of {{ authors | join: ', ' }}.\" }\n"
    "    out:\n"
    "      - use: write.html\n"
    "        to: \"{{ slug | default: 'article' }}-{{ id | slug }}.html\"\n"
    "        with: { document: fragment }\n";

static const char article[] =
    "# Lighthouse Opens its Stairs to Visitors\n\n"
    "By Maren Oyelaran\n\n"
    "The keeper counts 212 steps, and has agreed to share them.\n\n"
    "*This article was originally published on [The "
    "Gazette](https://gazette.example/a).*\n";

static int fail(const char *what, const stet_error *err)
{
    fprintf(stderr, "%s: %s:%u: %s (%s)\n", what, err->where, err->line, err->message,
            stet_code_text(err->code));
    return 1;
}

static void print_problems(const stet_problems *problems)
{
    stet_problem_info p = {.size = sizeof p};
    for (size_t i = 0; stet_problems_get(problems, i, &p); i++)
        fprintf(stderr, "%s:%u:%u: %s\n", p.file, p.line, p.column, p.message);
}

static void print_result(const stet_result *r)
{
    static const char *const verdicts[] = {"allow", "label", "review", "reject"};
    stet_finding_info f = {.size = sizeof f};
    stet_output_info o = {.size = sizeof o};
    printf("verdict: %s\n", verdicts[stet_result_verdict(r)]);
    for (size_t i = 0; stet_result_finding(r, i, &f); i++)
        printf("finding: %s (line %u): %s\n", f.rule.p, f.place.line, f.message.p);
    for (size_t i = 0; stet_result_output(r, i, &o); i++)
        printf("output:  %s\n%.*s\n", o.name.p, (int)o.bytes.n, o.bytes.p);
}

int main(int argc, char **argv)
{
    stet_error err = {.code = STET_OK};
    stet_context *ctx = NULL;
    stet_problems *problems = NULL;
    stet_pipeline *pipeline = NULL;
    stet_runner *runner = NULL;
    const stet_result *result = NULL;
    int status = 1;

    if (stet_context_new(&ctx, &err) || stet_problems_new(&problems)) {
        fail("context", &err);
        goto out;
    }
    /* NULL is the folder that stet was installed with. */
    if (argc > 2 && stet_context_add_data_folder(ctx, argv[2], &err)) {
        fail("data folder", &err);
        goto out;
    }
    if (stet_context_load_plugins(ctx, argc > 1 ? argv[1] : NULL, &err)) {
        fail("plugins", &err);
        goto out;
    }
    if (stet_pipeline_load_memory(ctx, stet_cstr(yaml), "embedded.yaml", NULL,
                                  &pipeline, problems, &err)) {
        print_problems(problems);
        fail("pipeline", &err);
        goto out;
    }
    if (stet_runner_new(pipeline, NULL, &runner, &err) ||
        stet_run_bytes(runner, stet_cstr(article), stet_cstr("lighthouse.md"), &result,
                       &err)) {
        fail("run", &err);
        goto out;
    }
    print_result(result);
    status = 0;
out:
    stet_runner_free(runner);
    stet_pipeline_free(pipeline);
    stet_problems_free(problems);
    stet_context_free(ctx);
    return status;
}
