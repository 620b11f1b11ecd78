/* SPDX-License-Identifier: MIT */
/*
 * attribution.check - is the source credited, the copyright stated, the original
 * linked?
 *
 *   - use: attribution.check
 *     with:
 *       require: [source, copyright, hyperlink]
 *       source:                              # default: the article's origin
 *         name: The Tidewater Review
 *         aliases: [Tidewater Review]
 *         hosts: [tidewater-review.example]
 *         url: https://tidewater-review.example/a/1   # the original article
 *       holder: Harbour Dispatch             # of the copyright; default: any
 *       link_to: article                     # or home, either
 *       on_missing: review                   # observe, label, review, reject
 *       on_unverifiable: review
 *
 * Each requirement gives one finding with a status: satisfied, violated or
 * unverifiable. A link to `#`, an empty or relative address, or a redirector is
 * unverifiable: it is never passed. What stet itself stamped counts, for a reader sees
 * it.
 */
#include "detect/detect.h"
#include "facts/known.h"
#include "kit/kit.h"
#include "page/page.h"
#include "judge.h"
#include "pictures.h"
#include "source.h"

enum { REQUIRE_SOURCE = 1, REQUIRE_COPYRIGHT = 2, REQUIRE_HYPERLINK = 4 };

struct attribution_plan {
    const struct attribution_config *config;
    struct judge_config judge_config;
    const struct judge *judge; /* NULL: no policy was asked for */
    const struct known *known;
    unsigned require;
};

static const stet_enum requirements[] = {
    {"source", REQUIRE_SOURCE, "the source is named in the text"},
    {"copyright", REQUIRE_COPYRIGHT, "a copyright is stated"},
    {"hyperlink", REQUIRE_HYPERLINK, "a link leads to the original"},
    {NULL, 0, NULL}};

static const stet_enum effects[] = {{"observe", STET_OBSERVE + 1, NULL},
                                    {"label", STET_LABEL + 1, NULL},
                                    {"review", STET_REVIEW + 1, NULL},
                                    {"reject", STET_REJECT + 1, NULL},
                                    {NULL, 0, NULL}};

static const stet_enum targets[] = {
    {"article", LINK_ARTICLE,
     "the original article itself, where its address is known"},
    {"home", LINK_HOME, "the home page of the source"},
    {"either", LINK_EITHER, "any page of the source"},
    {NULL, 0, NULL}};

static const stet_option source_fields[] = {
    STET_STRING(struct source_config, name, .help = "Name of the source."),
    STET_LIST_OF(struct source_config, aliases, STET_TYPE_STRING,
                 .help = "Other names that count."),
    STET_LIST_OF(struct source_config, hosts, STET_TYPE_STRING,
                 .help = "Its hosts, each in full; www. counts as none."),
    STET_URL_OPTION(struct source_config, url, .help = "Address of the original."),
    STET_OPTION_END};

static const stet_option options[] = {
    STET_LIST_OF(struct attribution_config, require, STET_TYPE_ENUM,
                 .values = requirements, .def = "[source, copyright, hyperlink]",
                 .min = 1, .max = 3, .help = "What must be there."),
    STET_OBJECT(struct attribution_config, source, source_fields,
                .help = "Whom to credit; the article's origin when left out."),
    STET_STRING(struct attribution_config, holder,
                .help = "Holder that the copyright must name."),
    STET_CHOICE(struct attribution_config, link_to, targets, .def = "article",
                .help = "Where the link must lead."),
    STET_PATH(struct attribution_config, policy,
              .help = "A policy file: check its duties in place of `require`."),
    STET_STRING(struct attribution_config, publisher, .pattern = "[a-z0-9-]+",
                .help = "Conditions that come with stet, by the publisher's name."),
    STET_BOOL(struct attribution_config, as_stated, .def = "false",
              .help = "Check the conditions that the article itself states."),
    STET_BOOL(struct attribution_config, as_page, .def = "false",
              .help =
                  "What is read is the page as it is published: what its head tells "
                  "robots, and its counting pixels, count."),
    STET_PATH(struct attribution_config, context,
              .help = "A file of facts outside the article; see docs/rights.md."),
    STET_ANY(struct attribution_config, facts,
             .help = "The same in place; when left out, the variable `context`."),
    STET_PATH(struct attribution_config, original,
              .help = "The original article, to compare with."),
    STET_STRING(struct attribution_config, into,
                .help = "A licence: may the article go into a work under it?"),
    STET_LIST_OF(struct attribution_config, hosts, STET_TYPE_PATH,
                 .help =
                     "Files of hosts that lead elsewhere, besides those that ship."),
    STET_LIST_OF(struct attribution_config, tracking, STET_TYPE_PATH,
                 .help = "Files of parameters that only follow readers, likewise."),
    STET_CHOICE(struct attribution_config, on_missing, effects, .def = "review",
                .help = "Effect of what is missing."),
    STET_CHOICE(struct attribution_config, on_unverifiable, effects, .def = "review",
                .help = "Effect of what cannot be told from the article."),
    STET_OPTION_END};

#define RULE(ident, sev, eff, text)                                                    \
    {                                                                                  \
        .size = sizeof(stet_rule), .severity = (sev), .effect = (eff), .id = (ident),  \
        .category = "attribution", .summary = (text)                                   \
    }
static const stet_rule rules[] = {
    RULE("source-credited", STET_INFO, STET_OBSERVE, "The source is named."),
    RULE("source-missing", STET_HIGH, STET_REVIEW, "The source is not named."),
    RULE("source-unverifiable", STET_MEDIUM, STET_REVIEW,
         "Nobody says what the source is."),
    RULE("copyright-stated", STET_INFO, STET_OBSERVE, "A copyright is stated."),
    RULE("copyright-missing", STET_HIGH, STET_REVIEW, "No copyright is stated."),
    RULE("hyperlink-present", STET_INFO, STET_OBSERVE, "A link leads to the original."),
    RULE("hyperlink-missing", STET_HIGH, STET_REVIEW, "No link leads to the original."),
    RULE("hyperlink-unverifiable", STET_MEDIUM, STET_REVIEW,
         "Whether a link leads to the original cannot be told."),
    RULE("credit-author", STET_HIGH, STET_REVIEW, "The authors are named."),
    RULE("credit-source", STET_HIGH, STET_REVIEW, "The source is named."),
    RULE("credit-copyright", STET_HIGH, STET_REVIEW,
         "The holder's copyright is stated."),
    RULE("credit-partner", STET_HIGH, STET_REVIEW, "Partners are named."),
    RULE("credit-image", STET_HIGH, STET_REVIEW, "Images carry their credits."),
    RULE("statement", STET_HIGH, STET_REVIEW, "A sentence stands where it must."),
    RULE("link", STET_HIGH, STET_REVIEW, "A link leads where it must."),
    RULE("keep-links", STET_HIGH, STET_REVIEW, "The links of the original are kept."),
    RULE("keep-tagline", STET_HIGH, STET_REVIEW,
         "The tagline of the contributors is kept."),
    RULE("keep-bio", STET_HIGH, STET_REVIEW, "The author's biography is kept."),
    RULE("keep-notice", STET_HIGH, STET_REVIEW, "A notice is kept."),
    RULE("keep-pixel", STET_HIGH, STET_REVIEW, "The pixel is kept."),
    RULE("logo", STET_HIGH, STET_REVIEW, "The logo is shown."),
    RULE("no-edit", STET_HIGH, STET_REVIEW, "Nothing was changed that may not be."),
    RULE("whole-text", STET_HIGH, STET_REVIEW, "The whole text is there."),
    RULE("no-derivatives", STET_HIGH, STET_REVIEW, "It is no adaptation."),
    RULE("share-alike", STET_HIGH, STET_REVIEW,
         "An adaptation is under the same licence."),
    RULE("noncommercial", STET_HIGH, STET_REVIEW, "The use is not commercial."),
    RULE("no-ads-inside", STET_HIGH, STET_REVIEW, "No advertising stands inside."),
    RULE("no-paywall", STET_HIGH, STET_REVIEW, "It is not behind a paywall."),
    RULE("no-separate-sale", STET_HIGH, STET_REVIEW, "It is not sold by itself."),
    RULE("not-systematic", STET_HIGH, STET_REVIEW, "It is not done systematically."),
    RULE("exclude-images", STET_HIGH, STET_REVIEW,
         "Images of the original are left out."),
    RULE("notify", STET_HIGH, STET_REVIEW, "The holder was told."),
    RULE("mention", STET_HIGH, STET_REVIEW, "The holder is mentioned."),
    RULE("noindex", STET_HIGH, STET_REVIEW, "The page is kept from indexes."),
    RULE("canonical-to-original", STET_HIGH, STET_REVIEW,
         "The canonical address is the original."),
    RULE("delay", STET_HIGH, STET_REVIEW, "Enough time went by."),
    RULE("takedown-on-request", STET_HIGH, STET_REVIEW,
         "It was taken down when asked."),
    RULE("geographic", STET_HIGH, STET_REVIEW, "The site lies in the territory."),
    RULE("until", STET_HIGH, STET_REVIEW, "The permission still holds."),
    RULE("indicate-changes", STET_HIGH, STET_REVIEW, "Changes are told."),
    RULE("audience", STET_HIGH, STET_REVIEW, "The use is among those granted."),
    RULE("action", STET_HIGH, STET_REVIEW, "The action is granted."),
    RULE("max-words", STET_HIGH, STET_REVIEW, "The excerpt is short enough."),
    RULE("policy", STET_HIGH, STET_REVIEW, "Something is granted."),
    RULE("into", STET_HIGH, STET_REVIEW, "It may go into the other work."),
    {.size = sizeof(stet_rule)}};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct attribution_config *c = config;
    struct attribution_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    stet_code code = stet__known_load(b, &c->hosts, &c->tracking, &plan->known);
    plan->judge_config = (struct judge_config){.policy = c->policy,
                                               .publisher = c->publisher,
                                               .context = c->context,
                                               .original = c->original,
                                               .into = c->into,
                                               .facts = c->facts,
                                               .as_stated = c->as_stated,
                                               .as_page = c->as_page,
                                               .on_missing = c->on_missing,
                                               .on_unverifiable = c->on_unverifiable,
                                               .known = plan->known};
    if (stet__judge_is_asked(&plan->judge_config)) {
        stet_code asked = stet__judge_load(b, &plan->judge_config, &plan->judge);
        code = code == STET_OK ? asked : code;
    }
    for (size_t i = 0; i < c->require.n; i++)
        plan->require |= (unsigned)((const int32_t *)c->require.items)[i];
    *ret_plan = plan;
    return code;
}

/* What one walk over the text has met. node 0: not met. */
struct met {
    stet_node credit, copyright, link, doubtful;
    stet_str link_text, doubtful_text;
};

/* ---- the text ------------------------------------------------------------------ */
struct look {
    stet_article *a;
    const struct attribution_config *config;
    struct wanted wanted;
    struct met met;
    stet_str holder;   /* folded                                  */
    stet_node doubted; /* block whose doubtful link was looked at */
    struct hidden_ranges hidden;
};

/* The block of a text where blocks stand apart by two line ends. */
static stet_str block_around(stet_str text, size_t at)
{
    size_t from = at, to = at;
    while (from && !(text.p[from - 1] == '\n' && from > 1 && text.p[from - 2] == '\n'))
        from--;
    const char *end = memmem(text.p + to, text.n - to, "\n\n", 2);
    return stet_strn(text.p + from, (end ? (size_t)(end - text.p) : text.n) - from);
}

static int found_where(stet_str text, stet_str part)
{
    return stet__attribution_find(text, part) != SIZE_MAX;
}

/* Look through a folded text for what is still wanted. Offsets, SIZE_MAX: not met. */
static void look_through(struct look *l, stet_str text, size_t *ret_credit,
                         size_t *ret_copyright)
{
    *ret_credit = *ret_copyright = SIZE_MAX;
    struct attribution_hit hit = {0, 0};
    for (size_t at = 0; stet__attribution_scan(&l->wanted.needles, text, at, &hit);
         at = hit.at + 1) {
        if (hit.needle >= ATTRIBUTION_SIGNS) {
            if (*ret_credit == SIZE_MAX && !stet__pictures_credit(text, hit.at))
                *ret_credit = hit.at;
        } else if (*ret_copyright == SIZE_MAX &&
                   (!l->holder.n ||
                    found_where(block_around(text, hit.at), l->holder))) {
            *ret_copyright = hit.at;
        }
        if (*ret_credit != SIZE_MAX && *ret_copyright != SIZE_MAX)
            return;
    }
}

/* What a page hides; and what is struck out, with all within. */
static int is_unseen(struct look *l, const stet_item *item)
{
    return item->kind == STET_STRIKE ||
           (l->hidden.count &&
            stet__page_is_hidden(&l->hidden, stet_span_of(l->a, item->node)));
}

/* Blocks whose text is not all seen as text that says something. */
static int has_unseen(struct look *l, stet_node block)
{
    size_t count;
    const stet_item *items = stet_walk(l->a, block, &count);
    if (stet_kind_of(l->a, block) == STET_CODE)
        return 1;
    for (size_t i = 0; i < count; i++)
        if (is_unseen(l, &items[i]))
            return 1;
    return 0;
}

/* A name may be divided by emphasis, or be written with other letters: look at the
 * folded text of whole blocks as well. */
static void look_at_view(struct look *l)
{
    const stet_view *view = stet_view_get(l->a, STET_LAYER_FOLD, STET_ZONES_ALL);
    size_t credit, copyright;
    stet_range range;
    if (!view)
        return;
    look_through(l, view->text, &credit, &copyright);
    if (credit != SIZE_MAX &&
        stet_view_locate(l->a, view, credit, 1, &range) == STET_OK &&
        stet_kind_of(l->a, range.block) != STET_FIGURE && !has_unseen(l, range.block))
        l->met.credit = range.block;
    if (copyright != SIZE_MAX && !l->met.copyright &&
        stet_view_locate(l->a, view, copyright, 1, &range) == STET_OK &&
        !has_unseen(l, range.block))
        l->met.copyright = range.block;
}

/* Is some name of the block credited for more than an image? */
static int credits_text(struct look *l, stet_node block)
{
    if (stet_kind_of(l->a, block) == STET_FIGURE)
        return 0;
    stet_str text = stet__attribution_fold(l->a, stet_content(l->a, block));
    struct attribution_hit hit = {0, 0};
    for (size_t at = 0; stet__attribution_scan(&l->wanted.needles, text, at, &hit);
         at = hit.at + 1)
        if (hit.needle >= ATTRIBUTION_SIGNS && !stet__pictures_credit(text, hit.at))
            return 1;
    return 0;
}

/* The text of one node. The holder of a copyright may stand in another of its block. */
static void meet_text(struct look *l, stet_str text, stet_node block)
{
    struct attribution_hit hit = {0, 0};
    for (size_t at = 0; stet__attribution_scan(&l->wanted.needles, text, at, &hit);
         at = hit.at + 1) {
        if (hit.needle >= ATTRIBUTION_SIGNS) {
            if (!l->met.credit && credits_text(l, block))
                l->met.credit = block;
        } else if (!l->met.copyright &&
                   (!l->holder.n ||
                    found_where(stet__attribution_fold(l->a, stet_content(l->a, block)),
                                l->holder))) {
            l->met.copyright = block;
        }
    }
}

/* ---- the links ----------------------------------------------------------------- */
static stet_str href_of(const stet_item *item)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == STET_ATTR_HREF)
            return item->attrs[i].text;
    return stet_cstr("");
}

/* A doubtful link counts in a block that names the source, or when nobody knows it. */
static int stands_beside_name(struct look *l, stet_node block)
{
    if (!l->wanted.name_count)
        return 1;
    stet_str text = stet__attribution_fold(l->a, stet_content(l->a, block));
    for (size_t i = 0; i < l->wanted.name_count; i++)
        if (found_where(text, l->wanted.names[i]))
            return 1;
    return 0;
}

/* A link that shows nothing leads nobody. */
static int is_seen(struct look *l, const stet_item *items, size_t i)
{
    stet_str text = stet_content(l->a, items[i].node);
    for (size_t at = i + 1; at < items[i].skip; at++)
        if (items[at].kind == STET_IMAGE || items[at].kind == STET_MEDIA ||
            items[at].kind == STET_HTML_INLINE)
            return 1;
    return stet__attribution_fold(l->a, stet__text_trim(text)).n != 0;
}

static void meet_link(struct look *l, const stet_item *items, size_t i, stet_node block)
{
    const stet_item *link = &items[i];
    stet_str href = href_of(link);
    enum target t = stet__attribution_judge(stet_kit_of(l->a), &l->wanted,
                                            l->config->link_to, href);
    if (t == TARGET_RIGHT && is_seen(l, items, i)) {
        l->met.link = link->node;
        l->met.link_text = href;
    } else if (t == TARGET_DOUBTFUL && !l->met.doubtful && l->doubted != block) {
        l->doubted = block; /* other links of the block need no second look */
        if (stands_beside_name(l, block)) {
            l->met.doubtful = link->node;
            l->met.doubtful_text = href;
        }
    }
}

/* Text first, for a doubtful link counts only where a name is met. */
static void look_at_items(struct look *l)
{
    size_t count;
    const stet_item *items =
        stet_walk(l->a, stet_root(l->a, STET_FAMILY_BLOCK), &count);
    stet_node block = 0;
    for (size_t i = 0; i < count && !(l->met.credit && l->met.copyright); i++) {
        block = items[i].depth == 0 ? items[i].node : block;
        if (is_unseen(l, &items[i]))
            i = items[i].skip - 1;
        else if (items[i].kind == STET_TEXT)
            meet_text(l, items[i].text, block);
    }
    if (!l->met.credit && l->wanted.name_count)
        look_at_view(l);
    int doubt = l->met.credit || !l->wanted.name_count;
    for (size_t i = 0; i < count && !l->met.link; i++) {
        block = items[i].depth == 0 ? items[i].node : block;
        if (is_unseen(l, &items[i]))
            i = items[i].skip - 1;
        else if (items[i].kind == STET_LINK && (doubt || l->wanted.host_count) &&
                 !(l->met.doubtful && !l->wanted.host_count))
            meet_link(l, items, i, block);
    }
}

/* ---- findings ------------------------------------------------------------------ */
static stet_str cut(stet_article *a, stet_str s)
{
    return s.n <= 160 ? s : stet_strn(s.p, stet_kit_of(a)->cut_at_word(s, 160));
}

static stet_code report(struct look *l, const char *rule, const char *status,
                        stet_node node, stet_str evidence, stet_str message)
{
    int passed = strcmp(status, "satisfied") == 0,
        missing = strcmp(status, "violated") == 0;
    const struct attribution_config *c = l->config;
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = passed    ? -1
                                : missing ? c->on_missing - 1
                                          : c->on_unverifiable - 1,
                      .confidence = 1,
                      .rule = rule,
                      .node = node,
                      .message = message,
                      .suggestion = stet_cstr(""),
                      .evidence = cut(l->a, evidence),
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr(status)};
    return stet_finding_add(l->a, &f);
}

static stet_str name_in(struct look *l, const char *before, const char *after)
{
    stet_str name = l->wanted.shown.n ? l->wanted.shown : stet_cstr("the source");
    stet_out out = stet_out_in_article(l->a, name.n + 64, name.n + 256);
    stet_puts(&out, before);
    stet_put_str(&out, name);
    stet_puts(&out, after);
    return stet_out_text(&out);
}

static stet_code report_source(struct look *l)
{
    if (!l->wanted.name_count)
        return report(l, "source-unverifiable", "unverifiable", 0, stet_cstr(""),
                      stet_cstr("no origin is stated and no source is configured"));
    if (!l->met.credit)
        return report(l, "source-missing", "violated", 0, stet_cstr(""),
                      name_in(l, "", " is not named in the text"));
    return report(l, "source-credited", "satisfied", l->met.credit,
                  stet_content(l->a, l->met.credit), name_in(l, "", " is named"));
}

/* In the text, or as a statement of the document about itself. */
static stet_code report_copyright(struct look *l)
{
    static const stet_kind fields[] = {STET_COPYRIGHT_NOTICE, STET_COPYRIGHT_HOLDER,
                                       STET_COPYRIGHT_YEAR};
    stet_node where = l->met.copyright;
    for (size_t i = 0; i < 3 && !where; i++) {
        stet_node field = stet_field(l->a, fields[i]);
        stet_str says = stet_text(l->a, field);
        if (!says.n)
            says = stet_attr_str(l->a, stet_first(l->a, field), STET_ATTR_NAME);
        if (says.n && (!l->holder.n ||
                       found_where(stet__attribution_fold(l->a, says), l->holder)))
            where = field;
    }
    if (where)
        return report(l, "copyright-stated", "satisfied", where,
                      stet_content(l->a, where), stet_cstr("a copyright is stated"));
    return report(l, "copyright-missing", "violated", 0, stet_cstr(""),
                  l->config->holder.n
                      ? stet_cstr("no copyright of the holder is stated")
                      : stet_cstr("no copyright is stated"));
}

static stet_code report_hyperlink(struct look *l)
{
    if (l->met.link)
        return report(l, "hyperlink-present", "satisfied", l->met.link,
                      l->met.link_text, name_in(l, "a link leads to ", ""));
    if (l->met.doubtful)
        return report(l, "hyperlink-unverifiable", "unverifiable", l->met.doubtful,
                      l->met.doubtful_text,
                      name_in(l, "the link beside the name of ",
                              " does not tell where it leads"));
    return report(l, "hyperlink-missing", "violated", 0, stet_cstr(""),
                  name_in(l, "no link leads to the original at ", ""));
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct attribution_plan *p = plan;
    struct look l = {.a = a, .config = p->config};
    (void)scratch;
    if (p->judge)
        return stet__judge_run(p->judge, a);
    stet__attribution_find_wanted(a, p->config, &l.wanted);
    l.wanted.known = p->known;
    l.holder = stet__attribution_fold(a, p->config->holder);
    stet__page_hidden(stet_source_text(a), &l.hidden);
    look_at_items(&l);
    stet_code code = STET_OK;
    if (p->require & REQUIRE_SOURCE)
        code = report_source(&l);
    if (code == STET_OK && (p->require & REQUIRE_COPYRIGHT))
        code = report_copyright(&l);
    if (code == STET_OK && (p->require & REQUIRE_HYPERLINK))
        code = report_hyperlink(&l);
    return code;
}

static const char *const reads[] = {
    "body", "origin", "copyright_notice", "copyright_holder", "copyright_year", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_CHECK,
    .config_size = sizeof(struct attribution_config),
    .name = "attribution.check",
    .summary = "Check that source, copyright and a link to the original are there.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .compile = compile,
    .process = process,
};

/* ---- attribution.fix ------------------------------------------------------------- */
static const stet_option fix_options[] = {
    STET_PATH(struct attribution_config, policy,
              .help = "A policy file: fulfil its duties."),
    STET_STRING(struct attribution_config, publisher, .pattern = "[a-z0-9-]+",
                .help = "Conditions that come with stet, by the publisher's name."),
    STET_BOOL(struct attribution_config, as_stated, .def = "false",
              .help = "Fulfil the conditions that the article itself states."),
    STET_PATH(struct attribution_config, context,
              .help = "A file of facts outside the article; see docs/rights.md."),
    STET_ANY(struct attribution_config, facts,
             .help = "The same in place; when left out, the variable `context`."),
    STET_PATH(struct attribution_config, original,
              .help = "The original article, to compare with."),
    STET_LIST_OF(struct attribution_config, hosts, STET_TYPE_PATH,
                 .help =
                     "Files of hosts that lead elsewhere, besides those that ship."),
    STET_LIST_OF(struct attribution_config, tracking, STET_TYPE_PATH,
                 .help = "Files of parameters that only follow readers, likewise."),
    STET_OPTION_END};

static stet_code compile_fix(stet_build *b, const void *config, void **ret_plan)
{
    struct attribution_config *c = stet_build_alloc(b, sizeof *c);
    if (!c)
        return STET_E_NOMEM;
    *c = *(const struct attribution_config *)config;
    if (!c->policy.n && !c->publisher.n)
        c->as_stated = 1; /* what the article itself asks for */
    return compile(b, c, ret_plan);
}

static stet_code fix(const void *plan, void *scratch, stet_article *a)
{
    const struct attribution_plan *p = plan;
    (void)scratch;
    return stet__judge_fix(p->judge, a);
}

static const char *const fix_writes[] = {"body", "canonical", "extra", NULL};
static const stet_step fix_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct attribution_config),
    .name = "attribution.fix",
    .summary = "Add what a policy asks for and the article lacks.",
    .options = fix_options,
    .reads = reads,
    .writes = fix_writes,
    .compile = compile_fix,
    .process = fix,
};

static const stet_step *const steps[] = {&step, &fix_step, &stet__rights_detect,
                                         &stet__republish_kit, NULL};

STET_PLUGIN(attribution, "0.1.0", 0, .summary = "Source, copyright, hyperlink.",
            .license = "MIT", .steps = steps);
