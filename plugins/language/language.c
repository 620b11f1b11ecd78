/* SPDX-License-Identifier: MIT */
/*
 * lang.detect - the language of the body, for articles that do not state theirs.
 *
 *   - use: lang.detect
 *     with:
 *       languages: [ en, de, fr, es ]  # BCP 47, as the fingerprints are named
 *       bytes: 1000                    # of text looked at
 *
 * libexttextcat compares the text with fingerprints of languages (Cavnar and Trenkle,
 * "N-Gram-Based Text Categorization", 1994). What it says is a guess, and stated as
 * one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libexttextcat/textcat.h>
#include <stet/plugin.h>

/* Shorter texts are guessed wrong too often. */
enum { BYTES_MIN = 120, PATH_BYTES = 1024, LINE_BYTES = 512, TABLE_BYTES = 32768 };

struct language_config {
    stet_list languages;
    int64_t bytes;
    stet_str fingerprints;
};

struct language_plan {
    const struct language_config *config;
    const char *folder;
    stet_str table; /* what the library reads: file and name on each line */
};

static const stet_option options[] = {
    STET_LIST_OF(struct language_config, languages, STET_TYPE_STRING,
                 .def = "[en, de, fr, es, it, pt, nl, da, sv, nb, fi, pl, cs, hu, ro, "
                        "ru, uk, el, tr, ar, he, fa, hi, ja, ko, zh-CN]",
                 .help = "Languages to choose from. Fewer are surer.",
                 .example = "[ en, de, fr, es ]"),
    STET_INT(struct language_config, bytes, 200, 100000, .def = "1000",
             .help = "How many bytes of the body are looked at."),
    STET_STRING(struct language_config, fingerprints, .def = FINGERPRINTS,
                .help = "Folder with fpdb.conf and the fingerprints of libexttextcat."),
    STET_OPTION_END};

/* ---- the table of fingerprints ---------------------------------------------- */

/* "zh-CN-utf8", "en--utf8": the name without what says the encoding. */
static stet_str code_of(const char *name)
{
    size_t n = strcspn(name, " \t\r\n");
    if (n > 5 && memcmp(name + n - 5, "-utf8", 5) == 0)
        n -= 5;
    while (n && name[n - 1] == '-')
        n--;
    return stet_strn(name, n);
}

static int is_wanted(const struct language_config *c, stet_str code, uint8_t *found)
{
    const stet_str *codes = c->languages.items;
    for (size_t i = 0; i < c->languages.n; i++)
        if (stet_str_eq(codes[i], code))
            return found[i] = 1;
    return 0;
}

/* A line of fpdb.conf is `file name`, perhaps with a comment behind it. */
static void copy_lines(FILE *from, const struct language_config *c, stet_out *out,
                       uint8_t *found)
{
    char line[LINE_BYTES];
    while (fgets(line, sizeof line, from)) {
        size_t file = strcspn(line, " \t\r\n#");
        const char *name = line + file + strspn(line + file, " \t");
        if (!file || *name == '#' || *name == '\n' || !*name ||
            !is_wanted(c, code_of(name), found))
            continue;
        stet_put(out, line, file);
        stet_putc(out, ' ');
        stet_put_str(out, code_of(name));
        stet_putc(out, '\n');
    }
}

static stet_code refuse(stet_out *out, size_t more)
{
    (void)more;
    return out->failed = STET_E_LIMIT;
}

static stet_code check_found(stet_build *b, const struct language_config *c,
                             const uint8_t *found)
{
    const stet_str *codes = c->languages.items;
    stet_code code = STET_OK;
    for (size_t i = 0; i < c->languages.n; i++)
        if (!found[i])
            code = stet_problem(b, "languages", (int64_t)i, "fpdb.conf lists the names",
                                "there is no fingerprint of '%.*s'", (int)codes[i].n,
                                codes[i].p);
    return code;
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct language_config *c = config;
    struct language_plan *plan = stet_build_alloc(b, sizeof *plan);
    char *folder = stet_build_alloc(b, c->fingerprints.n + 2);
    char *table = stet_build_alloc(b, TABLE_BYTES);
    uint8_t *found = stet_build_alloc(b, c->languages.n + 1);
    char path[PATH_BYTES];
    if (!plan || !folder || !table || !found)
        return STET_E_NOMEM;
    if (!c->languages.n)
        return stet_problem(b, "languages", -1, NULL, "no language to choose from");
    snprintf(folder, c->fingerprints.n + 2, "%.*s/", (int)c->fingerprints.n,
             c->fingerprints.p);
    FILE *from = NULL;
    if ((size_t)snprintf(path, sizeof path, "%sfpdb.conf", folder) < sizeof path)
        from = fopen(path, "re");
    if (!from)
        return stet_problem(b, "fingerprints", -1, "install libexttextcat-data",
                            "cannot read '%s'", path);
    stet_out out = {.size = sizeof out,
                    .data = table,
                    .cap = TABLE_BYTES,
                    .max = TABLE_BYTES,
                    .grow = refuse};
    copy_lines(from, c, &out, found);
    fclose(from);
    if (out.failed)
        return stet_problem(b, "languages", -1, NULL, "too many languages");
    *plan = (struct language_plan){c, folder, stet_strn(table, out.len)};
    *ret_plan = plan;
    return check_found(b, c, found);
}

/* ---- one classifier for each thread ----------------------------------------- */

/* The library reads its table from a file, which exists in memory only. */
static void *new_classifier(const struct language_plan *plan)
{
    char path[64];
    void *classifier = NULL;
    int fd = memfd_create("stet-languages", MFD_CLOEXEC);
    if (fd < 0)
        return NULL;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (write(fd, plan->table.p, plan->table.n) == (ssize_t)plan->table.n)
        classifier = special_textcat_Init(path, plan->folder);
    close(fd);
    return classifier;
}

static stet_code open_classifier(const void *plan, void **ret_scratch)
{
    *ret_scratch = new_classifier(plan);
    return *ret_scratch ? STET_OK : STET_FATAL;
}

static void close_classifier(void *scratch)
{
    if (scratch)
        textcat_Done(scratch);
}

/* ---- the article ------------------------------------------------------------ */
static const char source[] = "lang.detect";

static stet_node find_own(stet_article *a)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_node n = stet_find(a, fields, 0, STET_LANGUAGE);
    while (n && !stet_str_is(stet_attr_str(a, n, STET_ATTR_SOURCE), source))
        n = stet_find(a, fields, n, STET_LANGUAGE);
    return n;
}

static stet_str first_bytes(stet_str text, int64_t max)
{
    if (text.n > (size_t)max)
        for (text.n = (size_t)max; text.n && (text.p[text.n] & 0xc0) == 0x80;)
            text.n--;
    return text;
}

/* "[en][fr]": the likeliest first. Nothing when the library is not sure. */
static stet_str first_name(const char *answer)
{
    size_t n = answer && *answer == '[' ? strcspn(answer + 1, "]") : 0;
    return stet_strn(n ? answer + 1 : "", n);
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct language_plan *p = plan;
    stet_node stated = stet_field(a, STET_LANGUAGE), own = find_own(a);
    if (stated && stated != own)
        return stet_why(a, STET_SKIP, stet_cstr("the article states its language"));
    const stet_view *view = stet_view_get(a, STET_LAYER_TEXT, 1u << STET_ZONE_BODY);
    if (!view)
        return STET_E_NOMEM;
    if (view->text.n < BYTES_MIN)
        return stet_why(a, STET_SKIP, stet_cstr("too little text to tell"));
    stet_str text = first_bytes(view->text, p->config->bytes);
    stet_str name = first_name(textcat_Classify(scratch, text.p, text.n));
    if (!name.n)
        return stet_why(a, STET_SKIP, stet_cstr("no language is near enough"));
    if (own)
        return stet_set_text(a, own, name);
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_INFERRED,
                        .source = stet_cstr(source),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    return stet_state(a, STET_LANGUAGE, name, &claim) ? STET_OK : STET_FAILED;
}

static const char *const reads[] = {"body", "language", NULL};
static const char *const writes[] = {"language", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct language_config),
    .name = "lang.detect",
    .summary = "Guess the language of an article that does not state it.",
    .doc =
        "Looks at the first bytes of the body. A language that the article states is "
        "never contradicted; a text that is too short, or near to no fingerprint, "
        "stays without one.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .open = open_classifier,
    .close = close_classifier,
    .process = process,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(language, "0.1.0", 0, .summary = "The language of a text.",
            .license = "MIT", .steps = steps);
