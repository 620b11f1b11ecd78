/* SPDX-License-Identifier: MIT */
/*
 * slug - the short name of the article for addresses and file names, from its headline.
 *
 *   - use: slug
 *     with:
 *       max: 80               # bytes, cut at a word
 *       text: "{{ headline }}" # a template; default: the headline
 *       replace: false        # true: also in place of a slug that the article states
 *
 * The slug holds a-z, 0-9 and single hyphens. A headline without a letter that can be
 * written so (Chinese, for example) gives the first twelve hex digits of its SHA-256.
 */
#include <stet/plugin.h>

struct slug_config {
    int64_t max;
    const stet_template *text;
    uint8_t replace;
};

static const stet_option options[] = {
    STET_INT(struct slug_config, max, 8, 180, .def = "80",
             .help = "Longest slug in bytes; it is cut at a word."),
    STET_TEMPLATE(struct slug_config, text,
                  .help = "Text the slug is made from, in place of the headline.",
                  .example = "\"{{ published }} {{ headline }}\""),
    STET_BOOL(struct slug_config, replace, .def = "false",
              .help = "Also in place of a slug that the article states itself."),
    STET_OPTION_END};

static const char source[] = "slug";

static stet_node find_own(stet_article *a)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_node n = stet_find(a, fields, 0, STET_SLUG);
    while (n && !stet_str_is(stet_attr_str(a, n, STET_ATTR_SOURCE), source))
        n = stet_find(a, fields, n, STET_SLUG);
    return n;
}

static void put_digest(const stet_kit *kit, stet_out *out, stet_str text)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[32];
    kit->sha256(text.p, text.n, digest);
    for (int i = 0; i < 6; i++) {
        stet_putc(out, hex[digest[i] >> 4]);
        stet_putc(out, hex[digest[i] & 15]);
    }
}

static stet_code state_slug(stet_article *a, stet_str slug, int replace)
{
    int32_t confidence = replace ? STET_SET : STET_DERIVED;
    stet_node own = find_own(a);
    if (own) {
        stet_code code = stet_set_int(a, own, STET_ATTR_CONFIDENCE, confidence);
        return code == STET_OK ? stet_set_text(a, own, slug) : code;
    }
    stet_claim claim = {.size = sizeof claim,
                        .confidence = confidence,
                        .source = stet_cstr(source),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    return stet_state(a, STET_SLUG, slug, &claim) ? STET_OK : STET_FAILED;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct slug_config *c = plan;
    const stet_kit *kit = stet_kit_of(a);
    stet_str text = stet_field_text(a, STET_HEADLINE);
    stet_node stated = stet_field(a, STET_SLUG);
    (void)scratch;
    if (stated && !c->replace && stated != find_own(a))
        return stet_why(a, STET_SKIP, stet_cstr("the article states a slug"));
    if (c->text) {
        stet_code code = stet_expand(a, c->text, &text);
        if (code != STET_OK)
            return code;
    }
    if (!text.n)
        return stet_why(a, STET_SKIP, stet_cstr("there is no headline"));
    stet_out out = stet_out_in_article(a, (size_t)c->max + 64, (size_t)c->max + 4096);
    kit->slug(&out, text, (size_t)c->max);
    if (!out.len && !out.failed)
        put_digest(kit, &out, text);
    if (out.failed)
        return stet_out_status(&out);
    return state_slug(a, stet_out_text(&out), c->replace);
}

static const char *const reads[] = {"headline", "slug", NULL};
static const char *const writes[] = {"slug", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct slug_config),
    .name = "slug",
    .summary = "Make the slug from the headline.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .process = process,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(slug, "0.1.0", 0, .summary = "Slugs from headlines.", .license = "MIT",
            .steps = steps);
