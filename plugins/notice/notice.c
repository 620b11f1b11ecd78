/* SPDX-License-Identifier: MIT */
/*
 * disclaimer.stamp - puts a text of the house into the article, once.
 *
 *   - use: disclaimer.stamp
 *     when: genre == "opinion"
 *     with:
 *       text: |
 *         The views are those of {{ byline }}, not of ${site.name}.
 *
 *         First published at {{ origin.url }}.
 *       kind: disclaimer.opinion      # any kind of notice
 *       placement: end                # start, after_headline, before_body, after_body,
 *                                     # before_bio
 *       id: opinion                   # default: the kind
 *       language: en
 *       style: plain                  # or emphasis, strong
 *       if_kind_present: stamp        # or skip: another notice of that kind is enough
 *
 * A blank line divides paragraphs; web addresses become links. A second run changes
 * nothing; when the text has changed the step replaces its own earlier one, told by its
 * id. Where the same text already stands in the article nothing is stamped.
 */
#include "stamp.h"

struct disclaimer_config {
    const stet_template *text;
    stet_str id, kind, language;
    int32_t placement, style, if_kind_present;
    uint8_t autolink;
};

enum { STYLE_PLAIN = 1, STYLE_EMPHASIS, STYLE_STRONG };
enum { PRESENT_STAMP = 1, PRESENT_SKIP };

struct disclaimer_plan {
    const struct disclaimer_config *config;
    stet_kind kind;
    stet_str id;
};

static const stet_enum styles[] = {{"plain", STYLE_PLAIN, NULL},
                                   {"emphasis", STYLE_EMPHASIS, "mostly italic"},
                                   {"strong", STYLE_STRONG, "mostly bold"},
                                   {NULL, 0, NULL}};

static const stet_enum present[] = {
    {"stamp", PRESENT_STAMP, "stamp all the same"},
    {"skip", PRESENT_SKIP, "leave the article as it is"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_TEMPLATE(struct disclaimer_config, text, .flags = STET_OPT_REQUIRED,
                  .help = "The text; a blank line divides paragraphs.",
                  .example = "\"Views are those of {{ byline }}.\""),
    STET_KIND_NAME(struct disclaimer_config, kind, .def = "disclaimer.opinion",
                   .help = "The kind of notice that the text is."),
    STET_CHOICE(struct disclaimer_config, placement, stet__stamp_placements,
                .def = "end", .help = "Where the text goes."),
    STET_STRING(struct disclaimer_config, id, .pattern = "[a-z][a-z0-9_.-]*", .max = 64,
                .help = "Tells this stamp from others of the article; the kind when "
                        "left out."),
    STET_LANG(struct disclaimer_config, language, .help = "Language of the text.",
              .example = "en"),
    STET_CHOICE(struct disclaimer_config, style, styles, .def = "plain",
                .help = "How the text is set."),
    STET_BOOL(struct disclaimer_config, autolink, .def = "true",
              .help = "Web addresses in the text become links."),
    STET_CHOICE(struct disclaimer_config, if_kind_present, present, .def = "stamp",
                .help = "What to do when the article has another notice of that kind."),
    STET_OPTION_END};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct disclaimer_config *c = config;
    struct disclaimer_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->kind = stet_build_kind(b, c->kind);
    plan->id = c->id.n ? c->id : c->kind;
    if (plan->kind < STET_NOTICE_OTHER || plan->kind >= STET_KIND_X)
        return stet_problem(b, "kind", -1,
                            "disclaimer.opinion, correction, provenance, ...",
                            "'%.*s' is no kind of notice", (int)c->kind.n, c->kind.p);
    *ret_plan = plan;
    return STET_OK;
}

/* ---- the text --------------------------------------------------------------- */
static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the paragraph at `at` ends: a line end, spaces, a line end; or the text's end.
 */
static size_t paragraph_end(stet_str t, size_t at)
{
    for (; at < t.n; at++) {
        if (t.p[at] != '\n')
            continue;
        size_t next = at + 1;
        while (next < t.n &&
               (t.p[next] == ' ' || t.p[next] == '\t' || t.p[next] == '\r'))
            next++;
        if (next < t.n && t.p[next] == '\n')
            return at;
    }
    return t.n;
}

/* The paragraph with every run of spaces as one, none at the ends. */
static stet_str tidy(stet_article *a, stet_str s)
{
    stet_out out = stet_out_in_article(a, s.n + 1, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        if (!is_space(s.p[i]))
            stet_putc(&out, s.p[i]);
        else if (out.len && out.data[out.len - 1] != ' ')
            stet_putc(&out, ' ');
    }
    if (out.len && out.data[out.len - 1] == ' ')
        out.len--;
    return stet_out_text(&out);
}

/* The paragraphs of the text; what is beyond STAMP_BLOCKS joins the last one. */
static size_t divide(stet_article *a, stet_str text, stet_str *ret_paragraphs)
{
    size_t count = 0, at = 0;
    while (at < text.n) {
        while (at < text.n && is_space(text.p[at]))
            at++;
        size_t end = count + 1 < STAMP_BLOCKS ? paragraph_end(text, at) : text.n;
        stet_str p = tidy(a, stet_strn(text.p + at, end - at));
        if (p.n)
            ret_paragraphs[count++] = p;
        at = end;
    }
    return count;
}

/* ---- blocks ----------------------------------------------------------------- */
/* Bytes of the address that begins at p, 0 when none does. Closing signs stay outside.
 */
static size_t address_length(stet_str s, size_t at)
{
    static const char *const schemes[] = {"https://", "http://"};
    size_t from = at, head = 0;
    for (size_t i = 0; i < 2 && !head; i++)
        if (s.n - at > strlen(schemes[i]) &&
            memcmp(s.p + at, schemes[i], strlen(schemes[i])) == 0)
            head = strlen(schemes[i]);
    if (!head)
        return 0;
    for (at += head; at < s.n && (unsigned char)s.p[at] > ' ' && s.p[at] != '<' &&
                     s.p[at] != '>' && s.p[at] != '"';)
        at++;
    while (at > from + head && strchr(".,;:!?)'*_]", s.p[at - 1]))
        at--;
    return at > from + head ? at - from : 0;
}

static stet_code put_link(stet_article *a, stet_node parent, stet_str url)
{
    stet_node link = stet_node_new(a, parent, 0, STET_LINK, (stet_span){0, 0});
    stet_code code = link ? stet_set_attr(a, link, STET_ATTR_HREF, url) : STET_FAILED;
    if (code == STET_OK)
        code = stet_set_int(a, link, STET_ATTR_AUTOLINK, 1);
    return code == STET_OK ? stet_text_append(a, link, url.p, url.n, 0, 0) : code;
}

static stet_code put_text(stet_article *a, stet_node parent, stet_str text,
                          int autolink)
{
    size_t from = 0;
    stet_code code = STET_OK;
    for (size_t at = 0; at < text.n && code == STET_OK && autolink;) {
        size_t n = text.p[at] == 'h' ? address_length(text, at) : 0;
        stet_str url = stet_strn(text.p + at, n);
        if (!n || stet_kit_of(a)->url_class(url, NULL, 0, NULL) != STET_URL_HTTP) {
            at++;
            continue;
        }
        if (at > from)
            code = stet_text_append(a, parent, text.p + from, at - from, 0, 0);
        if (code == STET_OK)
            code = put_link(a, parent, url);
        from = at += n;
    }
    if (code == STET_OK && from < text.n)
        code = stet_text_append(a, parent, text.p + from, text.n - from, 0, 0);
    return code;
}

static stet_node put_paragraph(stet_article *a, const struct disclaimer_config *c,
                               const struct stamp *stamp,
                               const struct stamp_point *point, stet_str text)
{
    static const stet_kind kinds[] = {
        [STYLE_EMPHASIS] = STET_EMPHASIS, [STYLE_STRONG] = STET_STRONG};
    stet_node block = stet__stamp_block(a, stamp, point, STET_PARAGRAPH);
    stet_node inside = block;
    if (block && c->language.n &&
        !stet_str_eq(c->language, stet_field_text(a, STET_LANGUAGE)) &&
        stet_set_attr(a, block, STET_ATTR_LANG, c->language) != STET_OK)
        return 0;
    if (block && c->style != STYLE_PLAIN)
        inside = stet_node_new(a, block, 0, kinds[c->style], (stet_span){0, 0});
    if (!inside || put_text(a, inside, text, c->autolink) != STET_OK)
        return 0;
    return block;
}

/* ---- what stands there already ---------------------------------------------- */
/* Is the text the tidy one, but for its spaces? */
static int says(stet_str text, stet_str tidied)
{
    size_t at = 0, k = 0;
    while (at < text.n && is_space(text.p[at]))
        at++;
    for (; at < text.n && k < tidied.n; k++) {
        if (!is_space(text.p[at])) {
            if (text.p[at++] != tidied.p[k])
                return 0;
            continue;
        }
        if (tidied.p[k] != ' ')
            break;
        while (at < text.n && is_space(text.p[at]))
            at++;
    }
    while (at < text.n && is_space(text.p[at]))
        at++;
    return at == text.n && k == tidied.n;
}

static int stands_as_it_should(stet_article *a, const struct stamp *stamp,
                               const stet_node *own, size_t own_count,
                               const stet_str *paragraphs, size_t count)
{
    if (own_count != count)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (!stet__stamp_matches(a, stamp, own[i]) ||
            !says(stet_content(a, own[i]), paragraphs[i]))
            return 0;
    return 1;
}

/* A look at the first letter, before the text of a block is put together. */
static int may_say(stet_article *a, stet_node block, stet_str tidied)
{
    stet_node leaf = block;
    for (stet_node n = stet_first(a, leaf); n; n = stet_first(a, n))
        leaf = n;
    stet_str text = stet_text(a, leaf);
    if (stet_kind_of(a, leaf) != STET_TEXT || !text.n || is_space(text.p[0]))
        return 1;
    return text.p[0] == tidied.p[0];
}

static int block_says(stet_article *a, stet_node block, stet_str tidied)
{
    return may_say(a, block, tidied) && says(stet_content(a, block), tidied);
}

/* Does somebody else's text say the same, in blocks that follow one another? */
static int stands_already(stet_article *a, const stet_str *paragraphs, size_t count)
{
    size_t met = 0;
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n && met < count; n = stet_next(a, n)) {
        if (block_says(a, n, paragraphs[met]))
            met++;
        else
            met = met && block_says(a, n, paragraphs[0]);
    }
    return met == count;
}

static int has_kind(stet_article *a, const struct disclaimer_plan *plan)
{
    stet_node notices = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node n = stet_find(a, notices, 0, plan->kind); n;
         n = stet_find(a, notices, n, plan->kind))
        if (!stet_str_eq(stet_attr_str(a, n, STET_ATTR_STAMP), plan->id))
            return 1;
    return 0;
}

/* ---- stamping --------------------------------------------------------------- */
/* New blocks where the old ones stand or where the placement says; then the old go. */
static stet_code stamp_blocks(stet_article *a, const struct disclaimer_config *c,
                              const struct stamp *stamp, const stet_node *own,
                              size_t own_count, const stet_str *paragraphs,
                              size_t count)
{
    stet_node blocks[STAMP_BLOCKS];
    struct stamp_point point = stet__stamp_point(a, stamp, own_count ? own[0] : 0);
    for (size_t i = 0; i < count; i++)
        if (!(blocks[i] = put_paragraph(a, c, stamp, &point, paragraphs[i])))
            return STET_FAILED;
    for (size_t i = 0; i < own_count; i++) {
        stet_code code = stet_remove(a, own[i]);
        if (code != STET_OK)
            return code;
    }
    return stet__stamp_record(a, stamp, blocks, count);
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct disclaimer_plan *p = plan;
    const struct disclaimer_config *c = p->config;
    stet_node own[STAMP_BLOCKS];
    stet_str text, paragraphs[STAMP_BLOCKS];
    (void)scratch;
    stet_code code = stet_expand(a, c->text, &text);
    if (code != STET_OK)
        return code;
    size_t count = divide(a, text, paragraphs);
    if (!count)
        return stet_why(a, STET_SKIP, stet_cstr("the text is empty"));
    struct stamp stamp = {.id = p->id,
                          .lang = c->language,
                          .source = "disclaimer.stamp",
                          .kind = p->kind,
                          .placement = c->placement};
    stet_out all = stet_out_in_article(a, text.n + STAMP_BLOCKS, text.n + 64);
    stet_put_int(&all, c->style);
    for (size_t i = 0; i < count; i++) {
        stet_putc(&all, '\n');
        stet_put_str(&all, paragraphs[i]);
    }
    stet__stamp_hash(a, &stamp, stet_out_text(&all));
    size_t own_count = stet__stamp_find(a, p->id, own);
    if (stands_as_it_should(a, &stamp, own, own_count, paragraphs, count)) {
        if (stet__stamp_is_recorded(a, &stamp, own, count))
            return stet_why(a, STET_SKIP, stet_cstr("already stamped"));
        return stet__stamp_record(a, &stamp, own, count);
    }
    if (!own_count && stands_already(a, paragraphs, count))
        return stet_why(a, STET_SKIP, stet_cstr("the text stands there already"));
    if (!own_count && c->if_kind_present == PRESENT_SKIP && has_kind(a, p))
        return stet_why(a, STET_SKIP,
                        stet_cstr("another notice of that kind is there"));
    return stamp_blocks(a, c, &stamp, own, own_count, paragraphs, count);
}

static const char *const reads[] = {"body", "notices", "stamps", "language", NULL};
static const char *const writes[] = {"body", "notices", "stamps", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct disclaimer_config),
    .name = "disclaimer.stamp",
    .summary = "Put a text of the house into the article, once.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = process,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(notice, "0.1.0", 0, .summary = "Texts of the house, stamped once.",
            .license = "MIT", .steps = steps);
