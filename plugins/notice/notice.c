/* SPDX-License-Identifier: MIT */
/*
 * notice.stamp - puts texts of the house into the article, once each.
 *
 *   - use: notice.stamp
 *     with:
 *       notices: [opinion, affiliate]      # names of a catalogue, see docs/stamping.md
 *       catalogue: [house-en.yaml]         # own texts, in front of those that ship
 *       values: { contact: desk@example.org }
 *       placement: after_paragraph         # else as the catalogue says
 *       paragraph: 3
 *       if_present: skip                   # replace, warn, stamp
 *       valid_until: 2027-01-31
 *   - use: notice.stamp
 *     with: { kind: editors_note, text: "Read [our rules](https://example.org/rules)."
 * }
 *
 * The text is in the language of the article. A second run changes nothing, also after
 * a way through Markdown or canonical JSON; when the text has changed the step replaces
 * its own earlier one, told by its id. A notice that the article has already is enough.
 */
#include "notice.h"

struct config {
    stet_list notices, catalogue, values, order;
    const stet_template *text;
    stet_str kind, id, language, fallback;
    stet_date valid_from, valid_until;
    int64_t paragraph;
    int32_t placement, style, if_present, otherwise;
    uint8_t autolink;
};

#define ID_PATTERN "[a-z][a-z0-9_.-]*"

static const stet_option options[] = {
    STET_LIST_OF(struct config, notices, STET_TYPE_STRING, .pattern = ID_PATTERN,
                 .max = 64, .example = "[opinion, affiliate]",
                 .help = "Names of a catalogue; none: all of the own ones."),
    STET_LIST_OF(struct config, catalogue, STET_TYPE_PATH, .max = 64,
                 .example = "[house-en.yaml, house-de.yaml]",
                 .help = "Own catalogues, in front of those that ship."),
    STET_TEMPLATE(struct config, text, .example = "\"Views of {{ byline }}.\"",
                  .help = "A text in place of a catalogue."),
    STET_KIND_NAME(struct config, kind, .example = "editors_note",
                   .help = "The kind of notice that `text` is."),
    STET_MAP_OF(struct config, values, STET_TYPE_STRING, .max = 256,
                .example = "{ contact: desk@example.org }",
                .help = "What ${name} stands for in the texts; may hold {{ }}."),
    STET_CHOICE(struct config, placement, stet__stamp_placements,
                .help = "Where it goes; as the catalogue says when left out."),
    STET_INT(struct config, paragraph, 1, 10000, .example = "3",
             .help = "Behind which paragraph after_paragraph is."),
    STET_LIST_OF(struct config, order, STET_TYPE_KIND, .max = 64,
                 .def = "[correction, clarification, update, retraction, editors_note, "
                        "contributing, translation_credit, author_bio, "
                        "disclosure.conflict, disclosure.affiliate, "
                        "disclosure.sponsored, disclosure.ai, disclaimer.opinion, "
                        "disclaimer.advice, disclaimer.liability, provenance, "
                        "republished_from, notice.licence, notice.copyright, "
                        "permission, tracking, share_links]",
                 .help = "Order of kinds in the tail, for placement tail."),
    STET_STRING(struct config, id, .pattern = ID_PATTERN, .max = 64,
                .help = "Tells this stamp from others; the name or kind when left "
                        "out."),
    STET_LANG(struct config, language, .example = "en",
              .help = "Language of the text; that of the article when left out."),
    STET_LANG(struct config, fallback, .def = "en",
              .help = "Language where a catalogue has none in that of the article."),
    STET_CHOICE(struct config, style, stet__notice_styles, .help = "How it is set."),
    STET_CHOICE(struct config, if_present, stet__notice_present,
                .help = "What to do where the article has such a notice; skip when "
                        "left out."),
    STET_CHOICE(struct config, otherwise, stet__notice_otherwise,
                .help = "What becomes of an earlier stamp where its condition fails; "
                        "keep when left out."),
    STET_DATE(struct config, valid_from, .example = "2027-01-01",
              .help = "Not stamped before."),
    STET_DATE(struct config, valid_until, .example = "2027-12-31",
              .help = "Taken out behind this day."),
    STET_BOOL(struct config, autolink, .def = "true",
              .help = "Web addresses in the text become links."),
    STET_OPTION_END};

const stet_rule stet__notice_rules[] = {
    {.size = sizeof(stet_rule),
     .id = "present",
     .category = "notice",
     .severity = STET_LOW,
     .effect = STET_OBSERVE,
     .summary = "The article has a notice of that kind already.",
     .help = "Nothing was stamped; if_present: replace takes the other out."},
    {.size = sizeof(stet_rule),
     .id = "shares-its-block",
     .category = "notice",
     .severity = STET_LOW,
     .effect = STET_LABEL,
     .summary = "A notice was to be replaced and stands in a block with other text.",
     .help = "Nothing was stamped; take the sentence out by hand."},
    {.size = sizeof(stet_rule)}};

/* ---- wordings that are the same for every article ------------------------------- */

static int grow(stet_out *out, size_t more)
{
    (void)more;
    return out->failed = STET_E_LIMIT;
}

static stet_out buffer(stet_build *b, size_t n)
{
    stet_out out = {.size = sizeof out, .max = n, .cap = n, .grow = grow};
    out.data = stet_build_alloc(b, n + 1);
    if (!out.data)
        out.max = out.cap = 0;
    return out;
}

static int is_fixed(const struct wording *w)
{
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; k < w->paragraphs[i].count; k++)
            if (w->paragraphs[i].pieces[k].text.template ||
                w->paragraphs[i].pieces[k].href.template)
                return 0;
    return 1;
}

static stet_str fixed_text(stet_build *b, stet_str s, int *space)
{
    char *copy = stet_build_alloc(b, s.n + 1);
    return copy ? stet_strn(copy, stet__notice_tidy(s, space, copy)) : stet_cstr("");
}

/* The paragraph filled in; what it says altogether is 0 long on failure. */
static struct said fix_paragraph(stet_build *b, const struct paragraph *p)
{
    struct said_piece *pieces = stet_build_alloc(b, p->count * sizeof *pieces);
    int space = 1;
    size_t n = 0;
    for (size_t k = 0; pieces && k < p->count; k++) {
        int apart = 1;
        pieces[k].piece = &p->pieces[k];
        pieces[k].text = fixed_text(b, p->pieces[k].text.literal, &space);
        pieces[k].href = p->pieces[k].link
                             ? fixed_text(b, p->pieces[k].href.literal, &apart)
                             : stet_cstr("");
        if (!stet__notice_fits(stet_build_kit(b), &p->pieces[k], pieces[k].href))
            pieces[k].href = stet_cstr("");
        n += pieces[k].text.n;
    }
    stet_out plain = buffer(b, n);
    for (size_t k = 0; pieces && k < p->count; k++)
        stet_put_str(&plain, pieces[k].text);
    return (struct said){pieces, p->count, stet_strn(plain.data, plain.len)};
}

static void fix_wording(stet_build *b, struct stamp *stamp, const struct edition *e,
                        struct wording *w)
{
    struct said *said = stet_build_alloc(b, w->count * sizeof *said);
    size_t n = e->image.literal.n + 256;
    for (size_t i = 0; said && i < w->count; i++) {
        said[i] = fix_paragraph(b, &w->paragraphs[i]);
        if (!said[i].plain.n)
            return;
        n += said[i].plain.n + 1;
        for (size_t k = 0; k < said[i].count; k++)
            n += said[i].pieces[k].href.n + 24;
    }
    stet_out look = buffer(b, n), all = buffer(b, n + 128);
    if (!said || !look.data || !all.data)
        return;
    stet_str image = e->image.literal;
    if (stet_build_kit(b)->url_class(image, NULL, 0, NULL) != STET_URL_HTTP)
        image = stet_cstr("");
    stet__notice_put_look(&look, e, said, w->count, image);
    stet__stamp_digest(stet_build_kit(b), stamp, e->kind_name.p,
                       stet_strn(look.data, look.len), &all);
    memcpy(w->hash, stamp->hash, STAMP_HASH);
    if (!look.failed && !all.failed)
        w->fixed = said;
}

void stet__notice_fix(stet_build *b, const struct notice_plan *plan,
                      struct edition *edition)
{
    struct stamp stamp = {.source = plan->source,
                          .lang = edition->language,
                          .kind = edition->kind,
                          .placement = edition->placement,
                          .paragraph = (int32_t)edition->paragraph};
    for (size_t i = 0; i < edition->wording_count; i++)
        if (edition->wordings[i].count && is_fixed(&edition->wordings[i]) &&
            !edition->image.template)
            fix_wording(b, &stamp, edition, &edition->wordings[i]);
}

/* ---- the plan ------------------------------------------------------------------ */

stet_code stet__notice_plain(stet_build *b, const struct notice_settings *s,
                             struct notice_plan *plan, stet_str kind, stet_str language,
                             int markup)
{
    const stet_data *at = stet_build_option(b, "text");
    const struct values values = {.given = &s->values};
    struct edition *e = stet_build_alloc(b, sizeof *e);
    struct notice *n = stet_build_alloc(b, sizeof *n);
    struct wording *w = stet_build_alloc(b, sizeof *w);
    if (!e || !n || !w)
        return STET_E_NOMEM;
    *e = (struct edition){.language = language,
                          .kind = stet_build_kind(b, kind),
                          .kind_name = kind,
                          .digital_source = stet_cstr(""),
                          .wordings = w,
                          .wording_count = 1,
                          .about = {.literal = stet_cstr("")},
                          .image = {.literal = stet_cstr("")},
                          .from = stet__notice_begins(stet_build_kit(b), s->from),
                          .until = stet__notice_ends(stet_build_kit(b), s->until),
                          .valid_from = stet__notice_date(b, s->from),
                          .valid_until = stet__notice_date(b, s->until),
                          .paragraph = s->paragraph,
                          .placement = s->placement,
                          .style = s->style,
                          .if_present = s->if_present,
                          .otherwise = s->otherwise};
    if (e->kind < STET_NOTICE_OTHER || e->kind >= STET_KIND_X)
        return stet_problem(b, "kind", -1,
                            "disclaimer.opinion, correction, provenance, ...",
                            "'%.*s' is no kind of notice", (int)kind.n, kind.p);
    if (e->placement == STAMP_AFTER_PARAGRAPH && !e->paragraph)
        return stet_problem(b, "placement", -1, "add paragraph: 3",
                            "after_paragraph needs the number of the paragraph");
    stet_code code =
        stet__notice_wording(b, stet_data_text(at), at, &values, markup, w);
    if (code != STET_OK)
        return code;
    stet__notice_fix(b, plan, e);
    *n = (struct notice){s->id.n ? s->id : kind, e, 1};
    plan->notices = n;
    plan->count = 1;
    return STET_OK;
}

static struct notice_settings settings_of(const struct config *c)
{
    return (struct notice_settings){.notices = c->notices,
                                    .catalogues = c->catalogue,
                                    .values = c->values,
                                    .id = c->id,
                                    .from = &c->valid_from,
                                    .until = &c->valid_until,
                                    .paragraph = c->paragraph,
                                    .placement = c->placement,
                                    .style = c->style,
                                    .if_present = c->if_present,
                                    .otherwise = c->otherwise};
}

/* A text, or names, or catalogues; an id for one notice only. */
static stet_code check_options(stet_build *b, const struct config *c)
{
    if (c->text && (c->notices.n || c->catalogue.n))
        return stet_problem(b, "text", -1, "make it two steps",
                            "give a text or notices of a catalogue, not both");
    if (c->text && !c->kind.n)
        return stet_problem(b, "text", -1, "add kind: editors_note",
                            "a text needs a kind");
    if (!c->text && c->kind.n)
        return stet_problem(b, "kind", -1, "leave it out",
                            "the catalogue says the kind");
    if (!c->text && !c->notices.n && !c->catalogue.n)
        return stet_problem(b, "notices", -1, "add notices: [opinion]",
                            "name notices, a catalogue, or give a text");
    if (c->id.n && c->notices.n > 1)
        return stet_problem(b, "id", -1, "make it two steps",
                            "an id is for one notice only");
    return STET_OK;
}

static stet_code read_order(stet_build *b, const struct config *c,
                            struct notice_plan *plan)
{
    const stet_str *names = c->order.items;
    stet_kind *kinds = stet_build_alloc(b, c->order.n * sizeof *kinds);
    if (!kinds)
        return STET_E_NOMEM;
    for (size_t i = 0; i < c->order.n; i++)
        kinds[i] = stet_build_kind(b, names[i]);
    plan->order = kinds;
    plan->order_count = c->order.n;
    return STET_OK;
}

static int needs_affiliate(const struct notice_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        for (size_t k = 0; k < plan->notices[i].count; k++)
            if (plan->notices[i].editions[k].needs == NEEDS_AFFILIATE)
                return 1;
    return 0;
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct notice_settings settings = settings_of(c);
    struct notice_plan *plan = stet_build_alloc(b, sizeof *plan);
    stet_code code = plan ? check_options(b, c) : STET_E_NOMEM;
    if (code != STET_OK)
        return code;
    plan->source = "notice.stamp";
    plan->language = c->language;
    plan->fallback = c->fallback;
    plan->autolink = c->autolink;
    code = read_order(b, c, plan);
    if (c->text) {
        settings.placement = c->placement ? c->placement : STAMP_TAIL;
        settings.style = c->style ? c->style : STYLE_PLAIN;
        settings.if_present = c->if_present ? c->if_present : PRESENT_SKIP;
    }
    if (code == STET_OK)
        code = c->text ? stet__notice_plain(b, &settings, plan, c->kind, c->language, 1)
                       : stet__notice_catalogue(b, &settings, plan);
    if (code == STET_OK && needs_affiliate(plan) &&
        !(plan->affiliate = stet__notice_affiliate(b, NULL)))
        code = STET_E_CONFIG;
    *ret_plan = plan;
    return code;
}

static const char *const reads[] = {"body", "notices", "fields", NULL};
static const char *const writes[] = {"body", "notices", "stamps", "digital_source",
                                     NULL};

static const stet_step stamp_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "notice.stamp",
    .summary = "Put texts of the house into the article, once each.",
    .doc =
        "Texts come from catalogues, one for each house and language; those that ship "
        "are listed in docs/stamping.md.",
    .options = options,
    .rules = stet__notice_rules,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = stet__notice_process};

static const stet_step *const steps[] = {&stamp_step, &stet__notice_check_step,
                                         &stet__disclaimer_stamp_step, NULL};

STET_PLUGIN(notice, "0.1.0", 0, .summary = "Texts of the house, stamped once.",
            .license = "MIT", .steps = steps);
