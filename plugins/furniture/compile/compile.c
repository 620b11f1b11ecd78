/* SPDX-License-Identifier: MIT */
/*
 * Reads the rules that come with stet while stet is built, and writes them as they lie
 * in memory: `compile DATA-FOLDER FILE`. To stdout goes the source that takes the file
 * into the plugin; see rules/image.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include <stet/stet.h>

#include "../rules/image.h"

struct to {
    stet_str to;
};

static size_t aligned(size_t n)
{
    return (n + IMAGE_ALIGN - 1) & ~(size_t)(IMAGE_ALIGN - 1);
}

static const void *offset(size_t at)
{
    return (const void *)(uintptr_t)at;
}

/* ---- texts: behind all arrays, each with a NUL
 * ------------------------------------------------------------------------ */

struct texts_out {
    char *bytes;
    size_t n, from; /* where they begin in the image */
};

static int add_text(struct texts_out *out, stet_str *text)
{
    char *more = realloc(out->bytes, out->n + text->n + 1);
    if (!more)
        return 0;
    out->bytes = more;
    memcpy(more + out->n, text->p, text->n);
    more[out->n + text->n] = '\0';
    text->p = offset(out->from + out->n);
    out->n += text->n + 1;
    return 1;
}

static int move_texts(struct plan *plan, struct texts_out *out)
{
    for (uint32_t i = 0; i < plan->rule_count; i++) {
        stet_str *texts[RULE_TEXTS];
        stet__furniture_rule_texts(&plan->rules[i], texts);
        for (size_t k = 0; k < RULE_TEXTS; k++)
            if (!add_text(out, texts[k]))
                return 0;
        plan->rules[i].hit = plan->rules[i].miss = NULL;
    }
    for (uint32_t i = 0; i < plan->address_count; i++)
        if (!add_text(out, &plan->addresses[i].text))
            return 0;
    return 1;
}

/* ---- the file
 * ---------------------------------------------------------------------------- */

static int put(FILE *file, const void *bytes, size_t n)
{
    static const char zeros[IMAGE_ALIGN];
    return (!n || fwrite(bytes, n, 1, file) == 1) &&
           (aligned(n) == n || fwrite(zeros, aligned(n) - n, 1, file) == 1);
}

static size_t bytes_of(const struct plan *plan, const struct image_part *part)
{
    uint32_t count;
    memcpy(&count, (const char *)plan + part->count, sizeof count);
    return count * part->each;
}

static void **pointer_of(struct plan *plan, const struct image_part *part)
{
    return (void **)((char *)plan + part->at);
}

static int write_image(const struct maker *m, uint64_t digest, FILE *file)
{
    struct plan *plan = m->plan;
    struct image image = {.digest = digest, .plan = *plan, .sets_read = m->sets_read};
    struct texts_out texts = {NULL, 0, aligned(sizeof image)};
    size_t at = texts.from;
    for (size_t i = 0; i < IMAGE_PARTS; i++)
        texts.from += aligned(bytes_of(plan, &stet__furniture_parts[i]));
    image.plan.config = NULL;
    for (size_t i = 0; i < TONGUES_MAX; i++)
        if (m->tongues[i].n && m->tongues[i].n < sizeof image.tongues[i])
            memcpy(image.tongues[i], m->tongues[i].p, m->tongues[i].n);
    for (size_t i = 0; i < IMAGE_PARTS; i++) {
        const struct image_part *part = &stet__furniture_parts[i];
        memcpy(pointer_of(&image.plan, part), &(const void *){offset(at)},
               sizeof(void *));
        at += aligned(bytes_of(plan, part));
    }
    int done = move_texts(plan, &texts);
    image.size = at + texts.n;
    done = done && put(file, &image, sizeof image);
    for (size_t i = 0; i < IMAGE_PARTS && done; i++)
        done = put(file, *pointer_of(plan, &stet__furniture_parts[i]),
                   bytes_of(plan, &stet__furniture_parts[i]));
    done = done && put(file, texts.bytes, texts.n);
    free(texts.bytes);
    return done;
}

/* ---- a step that is compiled, and never run
 * ------------------------------------------------------------------- */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    static const struct config all = {.fields = 1, .zones = 1};
    const struct to *to = config;
    struct maker m = {.b = b};
    uint64_t digest = 0;
    stet_code code = stet__furniture_digest(b, &digest);
    if (code == STET_OK)
        code = stet__furniture_read(&m, &all);
    if (code != STET_OK)
        return code;
    FILE *file = fopen(to->to.p, "wb");
    int done = file && write_image(&m, digest, file);
    if (file && fclose(file) != 0)
        done = 0;
    *ret_plan = m.plan;
    return done ? STET_OK : stet_problem(b, "to", 0, NULL, "it cannot be written");
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    (void)plan;
    (void)scratch;
    (void)a;
    return STET_OK;
}

static const stet_option options[] = {
    STET_STRING(struct to, to, .help = "The file to write."), STET_OPTION_END};
static const char *const nothing[] = {NULL};
static const stet_step step = {.size = sizeof(stet_step),
                               .kind = STET_STEP_CHECK,
                               .config_size = sizeof(struct to),
                               .name = "furniture.compile",
                               .summary = "Write the rules as they lie in memory.",
                               .options = options,
                               .reads = nothing,
                               .writes = nothing,
                               .compile = compile,
                               .process = process};
static const stet_step *const steps[] = {&step, NULL};
STET_PLUGIN(furniture, "0.1.0", 0, .summary = "What stands around an article.",
            .license = "MIT", .steps = steps);

/* Assembled, for a compiler takes long for an array of this size. */
static const char carrying[] =
    "/* Made by plugins/furniture/compile. */\n"
    "__asm__(\".pushsection .rodata, \\\"a\\\", %%progbits\\n\"\n"
    "        \".balign 64\\n\"\n"
    "        \".global stet__furniture_image\\n\"\n"
    "        \".hidden stet__furniture_image\\n\"\n"
    "        \".type stet__furniture_image, %%object\\n\"\n"
    "        \"stet__furniture_image:\\n\"\n"
    "        \".incbin \\\"%s\\\"\\n\"\n"
    "        \".byte 0\\n\"\n"
    "        \".popsection\\n\");\n";

static int say(const stet_problems *problems, const stet_error *err)
{
    for (size_t i = 0; i < stet_problems_count(problems); i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        fprintf(stderr, "%s:%u: %s\n", info.file, info.line, info.message);
    }
    fprintf(stderr, "the rules of furniture cannot be read: %s\n", err->message);
    return 1;
}

int main(int argc, char **argv)
{
    char yaml[4096];
    stet_context *ctx = NULL;
    stet_problems *problems = NULL;
    stet_pipeline *pipeline = NULL;
    stet_error err = {.code = STET_OK};
    if (argc != 3) {
        fprintf(stderr, "usage: compile DATA-FOLDER FILE\n");
        return 2;
    }
    snprintf(yaml, sizeof yaml,
             "{stet: 1, pipelines: {main: {in: auto, steps: [{use: furniture.compile, "
             "with: {to: \"%s\"}}]}}}",
             argv[2]);
    stet_code code = stet_context_new(&ctx, &err);
    if (code == STET_OK)
        code = stet_problems_new(&problems);
    if (code == STET_OK)
        code = stet_context_add_plugin(ctx, &stet_plugin_v1_furniture, &err);
    if (code == STET_OK)
        code = stet_context_add_data_folder(ctx, argv[1], &err);
    if (code == STET_OK)
        code = stet_pipeline_load_memory(ctx, stet_cstr(yaml), "compile.yaml", NULL,
                                         &pipeline, problems, &err);
    int failed = code == STET_OK ? 0 : say(problems, &err);
    if (!failed)
        printf(carrying, argv[2]);
    stet_pipeline_free(pipeline);
    stet_problems_free(problems);
    stet_context_free(ctx);
    return failed;
}
