/* SPDX-License-Identifier: MIT */
/*
 * write.jsonfeed - many articles as one JSON Feed 1.1, the newest first.
 *
 *   out:
 *     - use: write.jsonfeed
 *       to: feed.json
 *       with:
 *         title: Example Herald
 *         link: https://example.org/
 *         self: https://example.org/feed.json
 *         limit: 50
 *
 * JSON Feed has no place for rights: they stand in the extension `_stet` of an item.
 */
#include "entry.h"

#include "../ninjs/object.h"

struct item {
    struct entry e;
    struct json j;
};

/* ---- people ----------------------------------------------------------------- */
static void put_author(struct json *j, struct facts *f, stet_str name, stet_node party)
{
    if (!name.n)
        return;
    json_item(j);
    json_open(j, '{');
    json_text(j, "name", name);
    json_text(j, "url", stet__facts_web(f, stet_attr_str(f->a, party, STET_ATTR_URL)));
    json_close(j, '}');
}

static void put_authors(struct item *i)
{
    struct facts *f = &i->e.f;
    stet_node n = stet_first(f->a, stet_field(f->a, STET_AUTHORS));
    stet_str byline = stet_field_text(f->a, STET_BYLINE);
    if ((!n && !byline.n) || stet__feed_author_is_known(&i->e))
        return;
    json_key(&i->j, "authors");
    json_open(&i->j, '[');
    if (!n)
        put_author(&i->j, f, byline, 0);
    for (; n; n = stet_next(f->a, n))
        put_author(&i->j, f, stet__facts_name(f, n), n);
    json_close(&i->j, ']');
}

/* ---- the rest of an item ---------------------------------------------------- */
static void put_tags(struct item *i)
{
    stet_article *a = i->e.f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_node any = stet_find(a, fields, 0, STET_SUBJECTS);
    if (!any)
        return;
    json_key(&i->j, "tags");
    json_open(&i->j, '[');
    for (stet_node s = any; s; s = stet_find(a, fields, s, STET_SUBJECTS))
        for (stet_node c = stet_first(a, s); c; c = stet_next(a, c)) {
            stet_str name = stet__facts_name(&i->e.f, c);
            if (!name.n)
                continue;
            json_item(&i->j);
            json_string(&i->j, name);
        }
    json_close(&i->j, ']');
}

static void put_image(struct item *i)
{
    stet_article *a = i->e.f.a;
    stet_node image = stet_first(a, stet_field(a, STET_IMAGES));
    stet_str src = stet_attr_str(a, image, STET_ATTR_SRC);
    json_text(
        &i->j, "image",
        stet__facts_web(&i->e.f, src.n ? src : stet_attr_str(a, image, STET_ATTR_URL)));
}

static void put_contributors(struct item *i, const char *key, stet_kind field)
{
    struct facts *f = &i->e.f;
    stet_node n = stet_first(f->a, stet_field(f->a, field));
    if (!n)
        return;
    json_key(&i->j, key);
    json_open(&i->j, '[');
    for (; n; n = stet_next(f->a, n))
        put_author(&i->j, f, stet__facts_name(f, n), n);
    json_close(&i->j, ']');
}

/* Subjects with their axis, which `tags` do not have. */
static void put_subjects(struct item *i)
{
    stet_article *a = i->e.f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    int any = 0;
    for (stet_node s = stet_find(a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(a, fields, s, STET_SUBJECTS))
        for (stet_node c = stet_first(a, s); c; c = stet_next(a, c)) {
            stet_str name = stet__facts_name(&i->e.f, c);
            stet_str axis = stet_attr_str(a, c, STET_ATTR_AXIS);
            if (!name.n || !axis.n)
                continue;
            if (!any++) {
                json_key(&i->j, "subjects");
                json_open(&i->j, '[');
            }
            json_item(&i->j);
            json_open(&i->j, '{');
            json_text(&i->j, "name", name);
            json_text(&i->j, "axis", axis);
            json_text(&i->j, "code", stet_attr_str(a, c, STET_ATTR_CODE));
            json_text(&i->j, "scheme", stet_attr_str(a, c, STET_ATTR_SCHEME));
            json_close(&i->j, '}');
        }
    if (any)
        json_close(&i->j, ']');
}

static void put_translations(struct item *i)
{
    stet_article *a = i->e.f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    int any = 0;
    for (stet_node s = stet_find(a, fields, 0, STET_TRANSLATIONS); s;
         s = stet_find(a, fields, s, STET_TRANSLATIONS))
        for (stet_node r = stet_first(a, s); r; r = stet_next(a, r)) {
            stet_str url = stet__facts_web(&i->e.f, stet_attr_str(a, r, STET_ATTR_URL));
            if (!url.n)
                continue;
            if (!any++) {
                json_key(&i->j, "translations");
                json_open(&i->j, '[');
            }
            json_item(&i->j);
            json_open(&i->j, '{');
            json_text(&i->j, "url", url);
            json_text(&i->j, "title", stet_attr_str(a, r, STET_ATTR_TITLE));
            json_text(&i->j, "language", stet_attr_str(a, r, STET_ATTR_LANG));
            json_close(&i->j, '}');
        }
    if (any)
        json_close(&i->j, ']');
}

static void put_extension(struct item *i)
{
    stet_article *a = i->e.f.a;
    stet_node origin = stet__facts_party(&i->e.f, STET_ORIGIN);
    json_key(&i->j, "_stet");
    json_open(&i->j, '{');
    json_text(&i->j, "about",
              stet_cstr("Rights and origin of the article, which JSON Feed has no "
                        "place for"));
    json_text(&i->j, "copyright_notice", stet_field_text(a, STET_COPYRIGHT_NOTICE));
    json_text(&i->j, "usage_terms", stet_field_text(a, STET_USAGE_TERMS));
    json_text(&i->j, "licence", stet__facts_licence(&i->e.f));
    json_text(&i->j, "origin", stet__facts_name(&i->e.f, origin));
    json_text(&i->j, "comments",
              stet__facts_web(&i->e.f, stet_field_text(a, STET_COMMENTS)));
    put_subjects(i);
    put_translations(i);
    put_contributors(i, "contributors", STET_CONTRIBUTORS);
    put_contributors(i, "translators", STET_TRANSLATORS);
    json_close(&i->j, '}');
}

static stet_code put_item(struct item *i)
{
    struct json *j = &i->j;
    struct entry *e = &i->e;
    stet_str html = stet_cstr("");
    stet_code code = STET_OK;
    json_open(j, '{');
    json_text(j, "id", e->id);
    json_text(j, "url", e->url);
    json_text(j, "external_url",
              stet__facts_web(
                  &e->f, stet__facts_part_attr(&e->f, STET_ORIGIN, STET_ATTR_URL)));
    json_text(j, "title", e->headline);
    json_text(j, "summary", e->summary);
    if (e->plan->config->content == CONTENT_FULL) {
        code = stet__feed_html(e, &html);
        json_key(j, "content_html");
        json_string(j, html);
    } else { /* an item must have content of one kind */
        json_key(j, "content_text");
        json_string(j, e->summary);
    }
    put_image(i);
    if (e->published.precision)
        json_instant(j, "date_published", &e->published);
    if (e->updated.precision)
        json_instant(j, "date_modified", &e->updated);
    put_authors(i);
    put_tags(i);
    json_text(j, "language", stet_field_text(e->f.a, STET_LANGUAGE));
    put_extension(i);
    json_close(j, '}');
    return code;
}

static stet_code write_piece(const void *plan, void *scratch, stet_article *a,
                             stet_out *out, stet_str *ret_key)
{
    struct item i;
    (void)scratch;
    i.j = (struct json){out, stet_kit_of(a), 0};
    stet_code code = stet__feed_read(&i.e, plan, a, "JSON Feed", out);
    if (code == STET_OK)
        code = put_item(&i);
    if (code == STET_OK)
        code = stet__feed_key(
            &i.e, i.e.published.precision ? &i.e.published : &i.e.updated, ret_key);
    return code == STET_OK ? stet__facts_status(&i.e.f, out) : code;
}

/* ---- the feed --------------------------------------------------------------- */
static stet_code begin_feed(const void *plan, int64_t now, stet_out *out)
{
    const struct feed_plan *p = plan;
    const struct feed_config *c = p->config;
    struct json j = {out, p->kit, 0};
    (void)now; /* a feed without news is the same bytes */
    json_open(&j, '{');
    json_text(&j, "version", stet_cstr("https://jsonfeed.org/version/1.1"));
    json_text(&j, "title", c->title);
    json_text(&j, "home_page_url", c->link);
    json_text(&j, "feed_url", c->self);
    json_text(&j, "description", c->description);
    json_text(&j, "language", c->language);
    json_key(&j, "authors");
    json_open(&j, '[');
    json_open(&j, '{');
    json_text(&j, "name", c->author.n ? c->author : c->title);
    json_close(&j, '}');
    json_close(&j, ']');
    if (c->rights.n) {
        json_key(&j, "_stet");
        json_open(&j, '{');
        json_text(&j, "about", stet_cstr("Rights of the feed"));
        json_text(&j, "copyright_notice", c->rights);
        json_close(&j, '}');
    }
    json_key(&j, "items");
    stet_puts(out, "[\n");
    return stet_out_status(out);
}

static stet_code join_feed(const void *plan, uint64_t index, stet_str piece,
                           stet_out *out)
{
    const struct feed_plan *p = plan;
    if (index >= (uint64_t)p->config->limit)
        return STET_DONE;
    stet_puts(out, index ? ",\n" : "");
    stet_put_str(out, piece);
    return stet_out_status(out);
}

static stet_code end_feed(const void *plan, stet_out *out)
{
    (void)plan;
    stet_puts(out, "\n]}\n");
    return stet_out_status(out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .sorted = 1,
    .media = "application/feed+json",
    .extension = ".json",
    .renders = stet__feed_renders,
    .piece = write_piece,
    .begin = begin_feed,
    .join = join_feed,
    .end = end_feed,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

const stet_step stet__feed_json = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct feed_config),
    .name = "write.jsonfeed",
    .summary = "Write many articles as one JSON Feed 1.1.",
    .options = stet__feed_options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = stet__feed_compile,
    .writer = &writer,
};
