/*
 * @NAME@.kicker - gives a kicker to articles that have none.
 *
 *   - use: @NAME@.kicker
 *     with: { text: Analysis }
 *
 * One .so, one exported symbol. Everything it calls comes through the host table that
 * <stet/plugin.h> wraps; it links no library of stet.
 */
#include <stet/plugin.h>

struct config {
    stet_str text;
};

static const stet_option options[] = {
    STET_STRING(struct config, text, .flags = STET_OPT_REQUIRED, .min = 1, .max = 80,
                .example = "Analysis", .help = "The kicker, the words above the headline."),
    STET_OPTION_END
};

/* A write that is not declared answers STET_E_UNDECLARED and is undone. */
static const char *const reads[] = { "kicker", NULL };
static const char *const writes[] = { "kicker", NULL };

/* The plan is the config itself: compile is left out. */
static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct config *config = plan;
    stet_claim claim = { .size = sizeof claim, .confidence = STET_SET };
    (void)scratch;
    if (stet_field(a, STET_KICKER))
        return stet_why(a, STET_SKIP, stet_cstr("the article has a kicker"));
    return stet_state(a, STET_KICKER, config->text, &claim) ? STET_OK : STET_E_NOMEM;
}

static const stet_step kicker = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE, /* a second run changes nothing */
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "@NAME@.kicker",
    .summary = "Give a kicker to articles that have none.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .process = process
};

static const stet_step *const steps[] = { &kicker, NULL };

STET_PLUGIN(@NAME@, "0.1.0", 0, .summary = "Changes of @NAME@", .license = "MIT",
            .homepage = "", .steps = steps);
