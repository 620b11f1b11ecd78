/* SPDX-License-Identifier: MIT */
/*
 * The table of every key of a pipeline file, with lookups.
 */
#include "plugin/grammar.h"

static const stet_enum on_error_values[] = {
    {"fail", ON_ERROR_FAIL, "the article fails and is not written"},
    {"skip", ON_ERROR_SKIP,
     "the step is undone, the article goes on, its verdict is at least review"},
    {"quarantine", ON_ERROR_QUARANTINE, "the article is set aside with the reason"},
    {"stop", ON_ERROR_STOP, "the article fails and the run ends"},
    {NULL, 0, NULL},
};

static const stet_enum on_collision_values[] = {
    {"fail", ON_COLLISION_FAIL, "the later article is set aside with the reason"},
    {"suffix", ON_COLLISION_SUFFIX,
     "six hex digits of the article's id are added to the name"},
    {"number", ON_COLLISION_NUMBER,
     "the later article's name gets -2, -3 and so on, and a warning says so"},
    {NULL, 0, NULL},
};

static const stet_enum fail_on_values[] = {
    {"label", FAIL_ON_LABEL, "a verdict of label or worse"},
    {"review", FAIL_ON_REVIEW, "a verdict of review or worse"},
    {"reject", FAIL_ON_REJECT, "a verdict of reject"},
    {"never", FAIL_ON_NEVER, "no verdict"},
    {NULL, 0, NULL},
};

static const stet_enum cap_values[] = {
    {"allow", 0, "findings of the category are only shown"},
    {"label", 1, "at most label"},
    {"review", 2, "at most review"},
    {"reject", 3, "as bad as they say"},
    {NULL, 0, NULL},
};

static const stet_enum grammar_versions[] = {
    {"1", 1, "the grammar of this release"},
    {NULL, 0, NULL},
};

static const struct grammar_key file_keys[] = {
    {.name = "stet",
     .type = GRAMMAR_ENUM,
     .flags = GRAMMAR_REQUIRED,
     .values = grammar_versions,
     .example = "1",
     .help = "Version of the grammar; the first key."},
    {.name = "plugins",
     .type = GRAMMAR_MAP,
     .place = PLACE_PLUGINS,
     .help = "Which plugins the file needs."},
    {.name = "include",
     .type = GRAMMAR_LIST,
     .place = PLACE_INCLUDE,
     .item = GRAMMAR_TEXT,
     .flags = GRAMMAR_WORD,
     .example = "[./house-style.stet.yaml]",
     .help =
         "Files whose vars, fragments and pipelines are added, relative to this file."},
    {.name = "vars",
     .type = GRAMMAR_NAMED,
     .item = GRAMMAR_ANY,
     .example = "{ site: { name: Example Herald } }",
     .help = "Values for ${name}, filled in when the file is loaded."},
    {.name = "fragments",
     .type = GRAMMAR_NAMED,
     .item = GRAMMAR_ANY,
     .help = "Named options for `with: { from: name }`, usable across files."},
    {.name = "pipelines",
     .type = GRAMMAR_NAMED,
     .place = PLACE_PIPELINE,
     .help = "The pipelines by name; `main` is the one that runs when none is named."},
    {.name = "tests",
     .type = GRAMMAR_ANY,
     .flags = GRAMMAR_RESERVED,
     .help = "Reserved for tests of the pipelines."},
    {.name = NULL},
};

static const struct grammar_key plugins_keys[] = {
    {.name = "path",
     .type = GRAMMAR_LIST,
     .item = GRAMMAR_TEXT,
     .example = "[./plugins]",
     .help = "Folders of plugins; they must be among those that the host allows."},
    {.name = "require",
     .type = GRAMMAR_NAMED,
     .item = GRAMMAR_TEXT,
     .example = "{ disclaimer: '>=1.2 <2' }",
     .help = "Plugins by id with the versions that will do."},
    {.name = NULL},
};

static const struct grammar_key include_keys[] = {
    {.name = "file",
     .type = GRAMMAR_TEXT,
     .flags = GRAMMAR_REQUIRED,
     .help = "The file, relative to this one."},
    {.name = "override",
     .type = GRAMMAR_BOOL,
     .def = "false",
     .help = "Names of this file replace those of the included one."},
    {.name = NULL},
};

static const struct grammar_key pipeline_keys[] = {
    {.name = "doc", .type = GRAMMAR_TEXT, .help = "What it is for, in a sentence."},
    {.name = "in",
     .type = GRAMMAR_MAP,
     .place = PLACE_INPUT,
     .flags = GRAMMAR_WORD,
     .def = "auto",
     .help =
         "The reader; `auto` takes the one that bids highest on name and first bytes."},
    {.name = "fail_on",
     .type = GRAMMAR_ENUM,
     .values = fail_on_values,
     .def = "reject",
     .help = "From which verdict on a run counts as not clean (exit status 1)."},
    {.name = "on_error",
     .type = GRAMMAR_ENUM,
     .values = on_error_values,
     .def = "fail",
     .help = "What happens when a step fails that has no `on_error` of its own."},
    {.name = "on_collision",
     .type = GRAMMAR_ENUM,
     .values = on_collision_values,
     .def = "fail",
     .help = "What happens when two articles of a run want the same output name."},
    {.name = "verdict",
     .type = GRAMMAR_MAP,
     .place = PLACE_VERDICT,
     .help = "From which sum of scores on a verdict follows, and caps by category."},
    {.name = "steps",
     .type = GRAMMAR_LIST,
     .place = PLACE_STEP,
     .help = "The steps in order."},
    {.name = "out",
     .type = GRAMMAR_LIST,
     .place = PLACE_OUTPUT,
     .help = "The outputs; each sees the article as the steps left it."},
    {.name = "quarantine",
     .type = GRAMMAR_MAP,
     .place = PLACE_QUARANTINE,
     .flags = GRAMMAR_WORD,
     .help = "Where articles that are set aside go, as they came, with the reason in "
             "JSON."},
    {.name = NULL},
};

static const struct grammar_key input_keys[] = {
    {.name = "use",
     .type = GRAMMAR_STEP,
     .flags = GRAMMAR_REQUIRED,
     .example = "read.markdown",
     .help = "The reader."},
    {.name = "with", .type = GRAMMAR_OPTIONS, .help = "Its options."},
    {.name = NULL},
};

static const struct grammar_key step_keys[] = {
    {.name = "use",
     .type = GRAMMAR_STEP,
     .flags = GRAMMAR_WORK,
     .example = "disclaimer.stamp",
     .help = "The step of a plugin."},
    {.name = "run",
     .type = GRAMMAR_NAME,
     .flags = GRAMMAR_WORK,
     .help = "The pipeline whose steps run here."},
    {.name = "choose",
     .type = GRAMMAR_LIST,
     .place = PLACE_ARM,
     .flags = GRAMMAR_WORK,
     .help = "Branches: the first whose `when` is true runs."},
    {.name = "id",
     .type = GRAMMAR_NAME,
     .help = "A name for `steps.<id>` in later conditions and for messages."},
    {.name = "with",
     .type = GRAMMAR_OPTIONS,
     .help = "Its options; `from` takes a fragment."},
    {.name = "vars",
     .type = GRAMMAR_NAMED,
     .item = GRAMMAR_ANY,
     .help = "With `run`: values for ${name} in there."},
    {.name = "when",
     .type = GRAMMAR_EXPR,
     .example = "language == \"en\" and words > 100",
     .help = "Run only where this is true of the article."},
    {.name = "retry",
     .type = GRAMMAR_MAP,
     .place = PLACE_RETRY,
     .help = "Try again when the step answers that the trouble may pass."},
    {.name = "isolate",
     .type = GRAMMAR_ANY,
     .flags = GRAMMAR_RESERVED,
     .help = "Reserved for running the step in a process of its own."},
    {.name = "on_error",
     .type = GRAMMAR_ENUM,
     .values = on_error_values,
     .help = "What happens when it fails."},
    {.name = "ignore",
     .type = GRAMMAR_LIST,
     .item = GRAMMAR_TEXT,
     .example = "[attribution/hyperlink-missing]",
     .help = "Findings of this step that are left out."},
    {.name = "enabled",
     .type = GRAMMAR_BOOL,
     .def = "true",
     .help = "false: checked, but not run."},
    {.name = "doc", .type = GRAMMAR_TEXT, .help = "A sentence on why it is there."},
    {.name = NULL},
};

static const struct grammar_key arm_keys[] = {
    {.name = "when",
     .type = GRAMMAR_EXPR,
     .flags = GRAMMAR_WORK,
     .help = "The condition of this branch."},
    {.name = "else",
     .type = GRAMMAR_NULL,
     .flags = GRAMMAR_WORK,
     .help = "The last branch: when no other was taken."},
    {.name = "steps",
     .type = GRAMMAR_LIST,
     .place = PLACE_STEP,
     .flags = GRAMMAR_REQUIRED,
     .help = "The steps of this branch; [] for none."},
    {.name = NULL},
};

static const struct grammar_key retry_keys[] = {
    {.name = "times",
     .type = GRAMMAR_INT,
     .flags = GRAMMAR_REQUIRED,
     .min = 1,
     .max = 100,
     .help = "How often it is called again."},
    {.name = "delay",
     .type = GRAMMAR_DURATION,
     .def = "0s",
     .example = "250ms",
     .help = "The wait before each further call."},
    {.name = NULL},
};

static const struct grammar_key output_keys[] = {
    {.name = "use",
     .type = GRAMMAR_STEP,
     .flags = GRAMMAR_REQUIRED,
     .example = "write.html",
     .help = "The writer."},
    {.name = "to",
     .type = GRAMMAR_TEMPLATE,
     .flags = GRAMMAR_REQUIRED,
     .example = "\"{{ slug }}.html\"",
     .help = "Name of the output below the output folder; `-` is standard output."},
    {.name = "id", .type = GRAMMAR_NAME, .help = "A name for messages."},
    {.name = "with",
     .type = GRAMMAR_OPTIONS,
     .help = "Its options; `from` takes a fragment."},
    {.name = "when",
     .type = GRAMMAR_EXPR,
     .example = "licence != \"none\"",
     .help = "Write only where this is true of the article."},
    {.name = "retry",
     .type = GRAMMAR_MAP,
     .place = PLACE_RETRY,
     .help = "Try again when the writer answers that the trouble may pass."},
    {.name = "on_error",
     .type = GRAMMAR_ENUM,
     .values = on_error_values,
     .help = "What happens when it fails."},
    {.name = "on_collision",
     .type = GRAMMAR_ENUM,
     .values = on_collision_values,
     .help = "What happens when two articles of a run want the same name."},
    {.name = "steps",
     .type = GRAMMAR_LIST,
     .place = PLACE_STEP,
     .help = "Steps for this output alone; what they change is undone behind it."},
    {.name = "enabled",
     .type = GRAMMAR_BOOL,
     .def = "true",
     .help = "false: checked, but not written."},
    {.name = "doc", .type = GRAMMAR_TEXT, .help = "A sentence on why it is there."},
    {.name = NULL},
};

static const struct grammar_key quarantine_keys[] = {
    {.name = "to",
     .type = GRAMMAR_TEXT,
     .flags = GRAMMAR_REQUIRED,
     .example = "held",
     .help = "A folder below the output folder."},
    {.name = NULL},
};

static const struct grammar_key verdict_keys[] = {
    {.name = "label",
     .type = GRAMMAR_NUMBER,
     .max = 1000000,
     .def = "2",
     .help = "Sum of scores that gives label; 0: never by score."},
    {.name = "review",
     .type = GRAMMAR_NUMBER,
     .max = 1000000,
     .def = "4",
     .help = "Sum of scores that gives review; 0: never by score."},
    {.name = "reject",
     .type = GRAMMAR_NUMBER,
     .max = 1000000,
     .def = "9",
     .help = "Sum of scores that gives reject; 0: never by score."},
    {.name = "category_cap",
     .type = GRAMMAR_NUMBER,
     .max = 1000000,
     .def = "8",
     .help = "The most that one category adds to the sum; 0: no maximum."},
    {.name = "caps",
     .type = GRAMMAR_NAMED,
     .item = GRAMMAR_ENUM,
     .values = cap_values,
     .example = "{ profanity: review }",
     .help = "The worst that findings of a category can do."},
    {.name = NULL},
};

static const struct {
    const struct grammar_key *keys;
    const char *name;
} places[PLACE_COUNT] = {
    [PLACE_FILE] = {file_keys, "a pipeline file"},
    [PLACE_PLUGINS] = {plugins_keys, "plugins"},
    [PLACE_PIPELINE] = {pipeline_keys, "a pipeline"},
    [PLACE_INPUT] = {input_keys, "in"},
    [PLACE_STEP] = {step_keys, "a step"},
    [PLACE_ARM] = {arm_keys, "a branch of choose"},
    [PLACE_RETRY] = {retry_keys, "retry"},
    [PLACE_OUTPUT] = {output_keys, "an output"},
    [PLACE_QUARANTINE] = {quarantine_keys, "quarantine"},
    [PLACE_VERDICT] = {verdict_keys, "verdict"},
    [PLACE_INCLUDE] = {include_keys, "an include"},
};

const struct grammar_key *stet__grammar_keys(int place)
{
    return place > PLACE_NONE && place < PLACE_COUNT ? places[place].keys : NULL;
}

const struct grammar_key *stet__grammar_find(int place, stet_str name)
{
    const struct grammar_key *key = stet__grammar_keys(place);
    while (key && key->name && !stet_str_is(name, key->name))
        key++;
    return key && key->name ? key : NULL;
}

const char *stet__grammar_place_name(int place)
{
    return place > PLACE_NONE && place < PLACE_COUNT ? places[place].name : "";
}

int32_t stet__grammar_enum(const struct grammar_key *key, const stet_data *value,
                           int32_t absent)
{
    const stet_enum *row = key->values;
    stet_str text = stet_data_text(value);
    while (value && row->name && !stet_str_is(text, row->name))
        row++;
    return value && row->name ? row->value : absent;
}
