/*
 * @NAME@.check - warns when a headline is longer than the house allows.
 *
 *   - use: @NAME@.check
 *     with: { max: 80 }
 *
 * One .so, one exported symbol. Everything it calls comes through the host table that
 * <stet/plugin.h> wraps; it links no library of stet.
 */
#include <stdio.h>

#include <stet/plugin.h>

struct config {
    int64_t max;
};

static const stet_option options[] = {
    STET_INT(struct config, max, 10, 500, .def = "80", .example = "60",
             .help = "Longest headline accepted, in bytes."),
    STET_OPTION_END
};

static const stet_rule rules[] = {
    { .size = sizeof(stet_rule), .severity = STET_LOW, .effect = STET_LABEL,
      .id = "headline-long", .category = "style",
      .summary = "The headline is longer than the house allows.",
      .help = "Shorten it, or raise max." },
    { .size = sizeof(stet_rule) }
};

static const char *const reads[] = { "headline", NULL };
static const char *const writes[] = { NULL };

/* The plan is the config itself: compile is left out. */
static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct config *config = plan;
    stet_str headline = stet_field_text(a, STET_HEADLINE);
    char message[96];
    (void)scratch;
    if (headline.n == 0)
        return stet_why(a, STET_SKIP, stet_cstr("the article has no headline"));
    if (headline.n <= (size_t)config->max)
        return STET_OK;
    snprintf(message, sizeof message, "the headline has %zu bytes, at most %lld are wanted",
             headline.n, (long long)config->max);
    return stet_finding_add(a, &(stet_finding){ .size = sizeof(stet_finding),
                                                .severity = -1, .effect = -1,
                                                .rule = "headline-long",
                                                .node = stet_field(a, STET_HEADLINE),
                                                .message = stet_cstr(message) });
}

static const stet_step check = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_CHECK,
    .config_size = sizeof(struct config),
    .name = "@NAME@.check",
    .summary = "Warn about long headlines.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .process = process
};

static const stet_step *const steps[] = { &check, NULL };

STET_PLUGIN(@NAME@, "0.1.0", 0, .summary = "Checks of @NAME@", .license = "MIT",
            .homepage = "", .steps = steps);
