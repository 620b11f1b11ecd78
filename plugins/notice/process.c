/* SPDX-License-Identifier: MIT */
/*
 * Stamping one article: which edition and wording, what stands there, what is to do.
 */
#include "notice.h"

/* One notice for one article. */
struct job {
    stet_article *a;
    const struct notice_plan *plan;
    const struct notice *notice;
    const struct edition *edition;
    const struct said *said;
    size_t count, own_count;
    struct stamp stamp;
    stet_node own[STAMP_BLOCKS];
    const char *why;
};

/* ---- which one ----------------------------------------------------------------- */

static const struct edition *find_edition(const struct notice *n, stet_str language)
{
    for (size_t i = 0; i < n->count; i++)
        if (stet_str_eq(n->editions[i].language, language))
            return &n->editions[i];
    return NULL;
}

/* In the language of the article, else without its region, else in the fallback. */
static const struct edition *
choose_edition(stet_article *a, const struct notice_plan *plan, const struct notice *n)
{
    if (n->count == 1 && !n->editions->language.n)
        return n->editions;
    stet_str language =
        plan->language.n ? plan->language : stet_field_text(a, STET_LANGUAGE);
    while (language.n) {
        const struct edition *found = find_edition(n, language);
        if (found)
            return found;
        while (language.n && language.p[language.n - 1] != '-')
            language.n--;
        language.n -= language.n != 0;
    }
    const struct edition *found = find_edition(n, plan->fallback);
    return found ? found : n->editions;
}

static const struct wording *choose_wording(stet_article *a, const struct edition *e)
{
    for (size_t i = 0; i < e->wording_count; i++) {
        int holds = 1;
        if (e->wordings[i].when && stet_test(a, e->wordings[i].when, &holds) != STET_OK)
            return NULL;
        if (holds)
            return &e->wordings[i];
    }
    return NULL;
}

/* 0 without an expression, and where it cannot be told. */
static int holds_now(struct job *j, const stet_expr *expr)
{
    int holds = 0;
    return expr && stet_test(j->a, expr, &holds) == STET_OK && holds;
}

static int applies(struct job *j)
{
    const struct edition *e = j->edition;
    int holds = !e->when || holds_now(j, e->when);
    if (holds && e->needs == NEEDS_AFFILIATE)
        holds = stet__notice_affiliate_link(j->a, j->plan->affiliate, NULL) != 0;
    return holds;
}

/* ---- what it says -------------------------------------------------------------- */

/* A counting image stands at the end of the last paragraph. */
static stet_code put_image(struct job *j, stet_node block, stet_str image)
{
    stet_node n = stet_node_new(j->a, block, 0, STET_IMAGE, (stet_span){0, 0});
    stet_code code = n ? stet_set_attr(j->a, n, STET_ATTR_SRC, image) : STET_FAILED;
    if (code == STET_OK)
        code = stet_set_int(j->a, n, STET_ATTR_WIDTH, 1);
    return code == STET_OK ? stet_set_int(j->a, n, STET_ATTR_HEIGHT, 1) : code;
}

static stet_code find_image(struct job *j, stet_str *ret_image)
{
    stet_code code = stet__notice_expand(j->a, &j->edition->image, ret_image);
    if (code == STET_OK && ret_image->n &&
        stet_kit_of(j->a)->url_class(*ret_image, NULL, 0, NULL) != STET_URL_HTTP)
        *ret_image = stet_cstr("");
    return code;
}

static stet_code fill(struct job *j, const struct wording *w, struct said *room,
                      stet_str *ret_image)
{
    stet_code code = find_image(j, ret_image);
    if (code != STET_OK)
        return code;
    if (w->fixed && !j->edition->image.template) {
        j->said = w->fixed;
        j->count = w->count;
        memcpy(j->stamp.hash, w->hash, STAMP_HASH);
        return STET_OK;
    }
    code = stet__notice_fill(j->a, w, room, &j->count);
    j->said = room;
    stet_out look = stet_out_in_article(j->a, 512, 1u << 20);
    stet__notice_put_look(&look, j->edition, room, j->count, *ret_image);
    stet__stamp_hash(j->a, &j->stamp, stet_out_text(&look));
    return code == STET_OK ? stet_out_status(&look) : code;
}

static void make_stamp(struct job *j)
{
    const struct edition *e = j->edition;
    j->stamp = (struct stamp){.id = j->notice->id,
                              .lang = e->language,
                              .source = j->plan->source,
                              .kind = e->kind,
                              .placement = e->placement,
                              .paragraph = (int32_t)e->paragraph,
                              .order = j->plan->order,
                              .order_count = j->plan->order_count,
                              .valid_from = e->valid_from,
                              .valid_until = e->valid_until};
}

/* ---- what stands there --------------------------------------------------------- */

/* Readers leave counting images out: text that says there is one must have it. */
static int has_image(const struct job *j, stet_str image)
{
    stet_node n = stet_first(j->a, j->own[j->own_count - 1]);
    while (n && !(stet_kind_of(j->a, n) == STET_IMAGE &&
                  stet_str_eq(stet_attr_str(j->a, n, STET_ATTR_SRC), image)))
        n = stet_next(j->a, n);
    return n != 0;
}

static int says_the_same(const struct job *j)
{
    if (j->own_count != j->count)
        return 0;
    for (size_t i = 0; i < j->count; i++)
        if (!stet__stamp_matches(j->a, &j->stamp, j->own[i]) ||
            !stet__notice_says(stet_content(j->a, j->own[i]), j->said[i].plain))
            return 0;
    return 1;
}

/* A format that brings notices back and not every field: the stamp has a wording that
 * goes before the one that is said now, with values that the article no longer states.
 */
static int says_more(const struct job *j, const struct wording *now)
{
    for (const struct wording *w = j->edition->wordings; w < now; w++) {
        size_t i = 0;
        while (
            i < j->own_count && w->count == j->own_count &&
            !stet_attr_str(j->a, j->own[i], STET_ATTR_STAMP).n &&
            stet__notice_fits_wording(stet_content(j->a, j->own[i]), &w->paragraphs[i]))
            i++;
        if (i && i == j->own_count)
            return 1;
    }
    return 0;
}

static stet_code report(struct job *j, const char *rule, stet_node notice)
{
    stet_node range = stet_find(j->a, notice, 0, STET_RANGE);
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = rule,
                      .node = stet_attr_node(j->a, range, STET_ATTR_BLOCK)};
    stet_out out = stet_out_in_article(j->a, 160, 4096);
    stet_puts(&out, "the article has a notice of the kind ");
    stet_puts(&out, stet_kind_name(j->a, stet_kind_of(j->a, notice)));
    stet_puts(&out, "; '");
    stet_put_str(&out, j->notice->id);
    stet_puts(&out, "' was not stamped");
    f.message = stet_out_text(&out);
    j->why = "another notice of that kind is there";
    stet_code code = stet_finding_add(j->a, &f);
    return code == STET_OK ? STET_SKIP : code;
}

/* Another notice of the kind: STET_OK when the way is free. */
static stet_code meet_present(struct job *j)
{
    int what = j->edition->if_present;
    stet_node present = what == PRESENT_STAMP
                            ? 0
                            : stet__notice_rival(j->a, j->plan, j->notice, j->edition);
    if (!present)
        return STET_OK;
    if (what == PRESENT_WARN)
        return report(j, "present", present);
    if (what == PRESENT_SKIP) {
        j->why = "another notice of that kind is there";
        return STET_SKIP;
    }
    stet_code code = stet__notice_take_out(j->a, present);
    return code == STET_SKIP ? report(j, "shares-its-block", present) : code;
}

/* ---- stamping ------------------------------------------------------------------ */

/* New blocks where the old ones stand or where the placement says; then the old go. */
static stet_code stamp_blocks(struct job *j, stet_str image)
{
    stet_node blocks[STAMP_BLOCKS];
    struct stamp_point point =
        stet__stamp_point(j->a, &j->stamp, j->own_count ? j->own[0] : 0);
    for (size_t i = 0; i < j->count; i++)
        if (!(blocks[i] = stet__notice_put(j->a, j->plan, j->edition, &j->stamp, &point,
                                           &j->said[i])))
            return STET_FAILED;
    if (image.n && put_image(j, blocks[j->count - 1], image) != STET_OK)
        return STET_FAILED;
    for (size_t i = 0; i < j->own_count; i++) {
        stet_code code = stet_remove(j->a, j->own[i]);
        if (code != STET_OK)
            return code;
    }
    return stet__stamp_record(j->a, &j->stamp, blocks, j->count);
}

/* The field says how the article was made, unless it says so already. */
static stet_code state_source(struct job *j)
{
    stet_str source = j->edition->digital_source;
    if (!source.n || stet_str_eq(stet_field_text(j->a, STET_DIGITAL_SOURCE), source))
        return STET_OK;
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_SET,
                        .source = stet_cstr(j->plan->source),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    return stet_state(j->a, STET_DIGITAL_SOURCE, source, &claim) ? STET_OK
                                                                 : STET_FAILED;
}

static stet_code unstate_source(struct job *j)
{
    stet_node fields = stet_root(j->a, STET_FAMILY_FIELD);
    stet_node n = stet_find(j->a, fields, 0, STET_DIGITAL_SOURCE), next;
    stet_code code = STET_OK;
    for (; n && j->edition->digital_source.n && code == STET_OK; n = next) {
        next = stet_find(j->a, fields, n, STET_DIGITAL_SOURCE);
        if (stet_str_is(stet_attr_str(j->a, n, STET_ATTR_SOURCE), j->plan->source) &&
            stet_str_eq(stet_text(j->a, n), j->edition->digital_source))
            code = stet_remove(j->a, n);
    }
    return code;
}

static stet_code take_back(struct job *j, const char *why)
{
    stet_code code = unstate_source(j);
    if (code == STET_OK)
        code = stet__stamp_remove(j->a, j->notice->id);
    j->why = why;
    return code;
}

static stet_code stamp_text(struct job *j, const struct wording *wording,
                            stet_str image)
{
    j->own_count = stet__stamp_find(j->a, j->notice->id, j->own);
    int same = says_the_same(j);
    if (same && (!image.n || has_image(j, image))) {
        stet_code code = state_source(j);
        j->why = "already stamped";
        if (code != STET_OK ||
            stet__stamp_is_recorded(j->a, &j->stamp, j->own, j->count))
            return code == STET_OK ? STET_SKIP : code;
        return stet__stamp_record(j->a, &j->stamp, j->own, j->count);
    }
    if (!same && says_more(j, wording)) {
        j->why = "already stamped, with values that the article does not state";
        return STET_SKIP;
    }
    if (!j->own_count && stet__notice_stands(j->a, j->said, j->count)) {
        stet_code code = state_source(j);
        j->why = "the text stands there already";
        return code == STET_OK ? STET_SKIP : code;
    }
    stet_code code = j->own_count ? STET_OK : meet_present(j);
    if (code == STET_OK)
        code = state_source(j);
    return code == STET_OK ? stamp_blocks(j, image) : code;
}

static stet_code stamp_one(struct job *j)
{
    struct said room[STAMP_BLOCKS];
    stet_str image = stet_cstr("");
    j->edition = choose_edition(j->a, j->plan, j->notice);
    int64_t now = j->edition->from == INT64_MIN && j->edition->until == INT64_MAX
                      ? 0
                      : stet_now(j->a);
    if (now < j->edition->from || now >= j->edition->until)
        return take_back(j, "it is not valid now");
    if (holds_now(j, j->edition->gone_when))
        return take_back(j, "its time is over");
    const struct wording *wording =
        applies(j) ? choose_wording(j->a, j->edition) : NULL;
    if (!wording) {
        j->why = "it does not apply";
        return j->edition->otherwise == OTHERWISE_REMOVE ? take_back(j, j->why)
                                                         : STET_SKIP;
    }
    make_stamp(j);
    stet_code code = fill(j, wording, room, &image);
    if (code != STET_OK)
        return code;
    if (!j->count || (j->edition->wants_image && !image.n)) {
        j->why = j->count ? "there is no address of an image" : "the text is empty";
        return STET_SKIP;
    }
    return stamp_text(j, wording, image);
}

stet_code stet__notice_process(const void *plan, void *scratch, stet_article *a)
{
    const struct notice_plan *p = plan;
    const char *why = NULL;
    int changed = 0;
    (void)scratch;
    for (size_t i = 0; i < p->count; i++) {
        struct job job = {.a = a, .plan = p, .notice = &p->notices[i]};
        stet_code code = stamp_one(&job);
        if (code != STET_OK && code != STET_SKIP)
            return code;
        changed |= code == STET_OK;
        why = !why || !job.why || strcmp(why, job.why) == 0 ? job.why
                                                            : "nothing is to be done";
    }
    return changed ? STET_OK : stet_why(a, STET_SKIP, stet_cstr(why));
}
