/* SPDX-License-Identifier: MIT */
/*
 * share.links - links with which readers share the article, as a list in the article.
 *
 *   - use: share.links
 *     with:
 *       networks: [email, bluesky, mastodon, whatsapp, linkedin]
 *       url: "https://example.org/{{ slug }}"   # default: canonical, then url
 *       title: "{{ headline }}"                 # default: the headline
 *       text: "{{ standfirst }}"                # of letters; default: the title
 *       via: ourhandle                          # X
 *       placement: end                          # as in disclaimer.stamp
 *       heading: false                          # "Share this article" above the list
 *       rel: nofollow noopener noreferrer
 *       language: en                            # of the labels; default: the article's
 *       data: networks.yaml                     # in place of the file that ships with
 * it
 *
 * The list is stamped: a second run changes nothing, a run with other options replaces
 * it. Networks, their limits and labels come from share/networks.yaml: email, bluesky,
 * threads, mastodon, x, facebook, linkedin, reddit, whatsapp, telegram.
 */
#include "../notice/stamp.h"
#include "share.h"

struct share_config {
    stet_list networks;
    const stet_template *url, *title, *text;
    stet_str via, rel, language, data, id;
    int32_t placement;
    uint8_t heading;
};

struct share_plan {
    const struct share_config *config;
    struct share_data data;
    uint8_t digest[16]; /* of the networks as the data file has them */
};

static const stet_option options[] = {
    STET_LIST_OF(struct share_config, networks, STET_TYPE_STRING,
                 .def = "[email, bluesky, mastodon, whatsapp, linkedin]", .min = 1,
                 .max = SHARE_LINKS, .help = "Networks, in this order.",
                 .example = "[email, bluesky, mastodon]"),
    STET_TEMPLATE(struct share_config, url,
                  .help = "Address that is shared; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    STET_TEMPLATE(struct share_config, title,
                  .help = "Text; the headline when left out."),
    STET_TEMPLATE(struct share_config, text,
                  .help = "Text of letters; the title when left out."),
    STET_STRING(struct share_config, via, .pattern = "[A-Za-z0-9_]*", .max = 30,
                .help = "Account that X names.", .example = "ourhandle"),
    STET_CHOICE(struct share_config, placement, stet__stamp_placements, .def = "end",
                .help = "Where the links go."),
    STET_BOOL(struct share_config, heading, .def = "false",
              .help = "A line above the list."),
    STET_STRING(struct share_config, rel, .def = "nofollow noopener noreferrer",
                .pattern = "[a-z ]*", .help = "rel of the links."),
    STET_LANG(struct share_config, language,
              .help = "Language of the labels; the article's when left out."),
    STET_PATH(struct share_config, data,
              .help = "Data file in place of the one that ships with the step."),
    STET_STRING(struct share_config, id, .def = "share", .pattern = "[a-z][a-z0-9_.-]*",
                .max = 64, .help = "Tells these links from other stamps."),
    STET_OPTION_END};

/* Digests one after another, each over the former and one text. */
static void add_to_digest(const stet_kit *kit, uint8_t digest[32], stet_str s)
{
    uint8_t both[64];
    memcpy(both, digest, 32);
    kit->sha256(s.p, s.n, both + 32);
    kit->sha256(both, sizeof both, digest);
}

static void digest_networks(const stet_kit *kit, struct share_plan *plan)
{
    uint8_t digest[32] = {0};
    for (size_t i = 0; i < plan->data.count; i++) {
        const struct share_network *n = &plan->data.networks[i];
        add_to_digest(kit, digest, n->id);
        add_to_digest(kit, digest, n->name);
        for (size_t k = 0; k < n->count; k++)
            add_to_digest(kit, digest, n->segments[k].literal);
    }
    for (size_t i = 0; i < plan->data.label_count; i++) {
        add_to_digest(kit, digest, plan->data.labels[i].label);
        add_to_digest(kit, digest, plan->data.labels[i].email);
        add_to_digest(kit, digest, plan->data.labels[i].heading);
    }
    memcpy(plan->digest, digest, sizeof plan->digest);
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct share_config *c = config;
    struct share_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    stet_str path = c->data.n ? c->data : stet_build_data_file(b, "networks.yaml");
    stet_code code = stet__share_read(b, path, &c->networks, c->via, &plan->data);
    if (code != STET_OK)
        return code;
    digest_networks(stet_build_kit(b), plan);
    *ret_plan = plan;
    return STET_OK;
}

/* ---- values ----------------------------------------------------------------- */
/* One line: control signs and runs of spaces as one space, none at the ends. */
static stet_str one_line(stet_article *a, stet_str s)
{
    size_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] > ' ' && s.p[i] != 0x7f)
        i++;
    if (i == s.n)
        return s;
    stet_out out = stet_out_in_article(a, s.n + 1, s.n + 1);
    for (i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] > ' ' && s.p[i] != 0x7f)
            stet_putc(&out, s.p[i]);
        else if (out.len && out.data[out.len - 1] != ' ')
            stet_putc(&out, ' ');
    }
    if (out.len && out.data[out.len - 1] == ' ')
        out.len--;
    return stet_out_text(&out);
}

static stet_code expand_or(stet_article *a, const stet_template *t, stet_str fallback,
                           stet_str *ret)
{
    *ret = fallback;
    return t ? stet_expand(a, t, ret) : STET_OK;
}

/* The address to share, clean; "" when there is none that others could open. */
static stet_code find_url(stet_article *a, const struct share_plan *p,
                          stet_str *ret_url)
{
    stet_str url = stet_field_text(a, STET_CANONICAL), given;
    if (!url.n)
        url = stet_field_text(a, STET_URL);
    stet_code code = expand_or(a, p->config->url, url, &given);
    if (code != STET_OK)
        return code;
    size_t len = 0;
    char *clean = stet_alloc(a, given.n + 1);
    if (!clean)
        return STET_E_NOMEM;
    *ret_url = stet_cstr("");
    if (stet_kit_of(a)->url_class(given, clean, given.n, &len) == STET_URL_HTTP)
        *ret_url = stet__share_clean_url(a, &p->data, stet_strn(clean, len));
    return STET_OK;
}

static stet_code find_values(stet_article *a, const struct share_plan *p,
                             struct share_values *ret)
{
    const struct share_config *c = p->config;
    stet_str title, text;
    stet_code code = find_url(a, p, &ret->url);
    if (code == STET_OK)
        code = expand_or(a, c->title, stet_field_text(a, STET_HEADLINE), &title);
    if (code == STET_OK)
        code = expand_or(a, c->text, title, &text);
    if (code != STET_OK)
        return code;
    ret->title = one_line(a, title);
    ret->text = c->text ? one_line(a, text) : ret->title;
    ret->via = c->via;
    return STET_OK;
}

/* ---- links ------------------------------------------------------------------ */
struct share_link {
    stet_str network, name, label, href;
};

/* "{network}" replaced by the name. */
static stet_str make_label(stet_article *a, const struct share_labels *l,
                           const struct share_network *n)
{
    static const char slot[] = "{network}";
    if (stet_str_is(n->id, "email") && l->email.n)
        return l->email;
    const char *at = memmem(l->label.p, l->label.n, slot, sizeof slot - 1);
    if (!at)
        return l->label;
    size_t before = (size_t)(at - l->label.p), after = before + sizeof slot - 1;
    stet_out out =
        stet_out_in_article(a, l->label.n + n->name.n, l->label.n + n->name.n + 1);
    stet_put(&out, l->label.p, before);
    stet_put_str(&out, n->name);
    stet_put(&out, l->label.p + after, l->label.n - after);
    return stet_out_text(&out);
}

static stet_code make_links(stet_article *a, const struct share_plan *p,
                            const struct share_labels *labels,
                            const struct share_values *v, struct share_link *links)
{
    for (size_t i = 0; i < p->data.count; i++) {
        const struct share_network *n = &p->data.networks[i];
        size_t most = 3 * (v->title.n + v->text.n + 2 * v->url.n + v->via.n) + 1024;
        stet_out out = stet_out_in_article(a, 384, most);
        stet__share_put_address(a, n, v, &out);
        if (out.failed)
            return out.failed;
        links[i] = (struct share_link){n->id, n->name, make_label(a, labels, n),
                                       stet_out_text(&out)};
    }
    return STET_OK;
}

/* ---- blocks ----------------------------------------------------------------- */
/* What a link is but for its text. Equal values make no change. */
static stet_code dress_link(stet_article *a, const struct share_config *c,
                            stet_node link, const struct share_link *l,
                            int *ret_changed)
{
    const struct {
        stet_attr attr;
        stet_str value;
    } attrs[] = {{STET_ATTR_HREF, l->href},
                 {STET_ATTR_REL, c->rel},
                 {STET_ATTR_LABEL, l->label},
                 {STET_ATTR_NETWORK, l->network}};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
        if (stet_str_eq(stet_attr_str(a, link, attrs[i].attr), attrs[i].value))
            continue;
        stet_code code = stet_set_attr(a, link, attrs[i].attr, attrs[i].value);
        if (code != STET_OK)
            return code;
        *ret_changed = 1;
    }
    return STET_OK;
}

static stet_code put_link(stet_article *a, const struct share_config *c, stet_node list,
                          const struct share_link *l)
{
    static const stet_span nowhere = {0, 0};
    stet_node item = stet_node_new(a, list, 0, STET_ITEM, nowhere);
    stet_node link = item ? stet_node_new(a, item, 0, STET_LINK, nowhere) : 0;
    if (!link)
        return STET_FAILED;
    int changed = 0;
    stet_code code = dress_link(a, c, link, l, &changed);
    return code == STET_OK ? stet_text_append(a, link, l->name.p, l->name.n, 0, 0)
                           : code;
}

static stet_node put_list(stet_article *a, const struct share_config *c,
                          const struct stamp *stamp, const struct stamp_point *point,
                          const struct share_link *links, size_t count)
{
    stet_node list = stet__stamp_block(a, stamp, point, STET_LIST);
    if (!list || stet_set_int(a, list, STET_ATTR_TIGHT, 1) != STET_OK)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (put_link(a, c, list, &links[i]) != STET_OK)
            return 0;
    return list;
}

static stet_node put_heading(stet_article *a, const struct stamp *stamp,
                             const struct stamp_point *point, stet_str text)
{
    stet_node block = stet__stamp_block(a, stamp, point, STET_PARAGRAPH);
    stet_node strong =
        block ? stet_node_new(a, block, 0, STET_STRONG, (stet_span){0, 0}) : 0;
    if (!strong || stet_text_append(a, strong, text.p, text.n, 0, 0) != STET_OK)
        return 0;
    return block;
}

static stet_code put_blocks(stet_article *a, const struct share_plan *p,
                            const struct stamp *stamp,
                            const struct share_labels *labels,
                            const struct share_link *links)
{
    stet_node own[STAMP_BLOCKS], blocks[2];
    size_t own_count = stet__stamp_find(a, stamp->id, own), count = 0;
    struct stamp_point point = stet__stamp_point(a, stamp, own_count ? own[0] : 0);
    if (p->config->heading &&
        !(blocks[count++] = put_heading(a, stamp, &point, labels->heading)))
        return STET_FAILED;
    blocks[count] = put_list(a, p->config, stamp, &point, links, p->data.count);
    if (!blocks[count++])
        return STET_FAILED;
    for (size_t i = 0; i < own_count; i++) {
        stet_code code = stet_remove(a, own[i]);
        if (code != STET_OK)
            return code;
    }
    return stet__stamp_record(a, stamp, blocks, count);
}

/* ---- what stands there already ---------------------------------------------- */
/* The hash says what decides the links; what they look like is compared as well. */
static void hash_links(stet_article *a, struct stamp *stamp, const struct share_plan *p,
                       const struct share_labels *labels, const struct share_values *v)
{
    const stet_str texts[] = {stet_strn((const char *)p->digest, sizeof p->digest),
                              labels->language,
                              p->config->rel,
                              v->url,
                              v->title,
                              v->text,
                              v->via};
    size_t count = v->text.p == v->title.p ? 5 : 7, size = 16;
    for (size_t i = 0; i < count; i++)
        size += texts[i].n + 1;
    stet_out all = stet_out_in_article(a, size, size);
    stet_putc(&all, p->config->heading ? 'h' : '-');
    for (size_t i = 0; i < count; i++) {
        stet_put_str(&all, texts[i]);
        stet_putc(&all, '\n');
    }
    stet__stamp_hash(a, stamp, stet_out_text(&all));
}

/* The link of an item; a list that is not tight has paragraphs around its links. */
static stet_node link_of(stet_article *a, stet_node item)
{
    stet_node link = stet_first(a, item);
    return stet_kind_of(a, link) == STET_PARAGRAPH ? stet_first(a, link) : link;
}

/* The list as it stands leads where it should: hashes alone would not see an edit. */
static int leads_there(stet_article *a, stet_node list, const struct share_link *links,
                       size_t count)
{
    size_t at = 0;
    for (stet_node item = stet_first(a, list); item; item = stet_next(a, item), at++) {
        stet_node link = link_of(a, item);
        if (at >= count || stet_kind_of(a, link) != STET_LINK ||
            !stet_str_eq(stet_attr_str(a, link, STET_ATTR_HREF), links[at].href) ||
            !stet_str_eq(stet_content(a, link), links[at].name))
            return 0;
    }
    return at == count;
}

/* Markdown has no place for rel and labels: a list that went through it gets them back.
 */
static stet_code dress_list(stet_article *a, const struct share_config *c,
                            stet_node list, const struct share_link *links,
                            int *ret_changed)
{
    stet_code code = STET_OK;
    for (stet_node item = stet_first(a, list); item && code == STET_OK;
         item = stet_next(a, item))
        code = dress_link(a, c, link_of(a, item), links++, ret_changed);
    return code;
}

static int stands_as_it_should(stet_article *a, const struct stamp *stamp, int heading,
                               const stet_node *own, size_t own_count,
                               const struct share_link *links, size_t count)
{
    if (own_count != (heading ? 2u : 1u))
        return 0;
    for (size_t i = 0; i < own_count; i++)
        if (!stet__stamp_matches(a, stamp, own[i]))
            return 0;
    return leads_there(a, own[own_count - 1], links, count);
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct share_plan *p = plan;
    const struct share_config *c = p->config;
    stet_str language = c->language.n ? c->language : stet_field_text(a, STET_LANGUAGE);
    const struct share_labels *labels = stet__share_labels(&p->data, language);
    struct share_link links[SHARE_LINKS];
    stet_node own[STAMP_BLOCKS];
    (void)scratch;
    struct share_values v;
    stet_code code = find_values(a, p, &v);
    if (code == STET_OK && !v.url.n)
        code = stet_why(a, STET_SKIP, stet_cstr("there is no web address to share"));
    if (code == STET_OK)
        code = make_links(a, p, labels, &v, links);
    if (code != STET_OK)
        return code;
    struct stamp stamp = {.id = c->id,
                          .lang = labels->language,
                          .source = "share.links",
                          .kind = STET_SHARE_LINKS,
                          .placement = c->placement};
    hash_links(a, &stamp, p, labels, &v);
    size_t own_count = stet__stamp_find(a, c->id, own);
    if (!stands_as_it_should(a, &stamp, c->heading, own, own_count, links,
                             p->data.count))
        return put_blocks(a, p, &stamp, labels, links);
    int changed = 0;
    code = dress_list(a, c, own[own_count - 1], links, &changed);
    if (code != STET_OK)
        return code;
    if (!changed && stet__stamp_is_recorded(a, &stamp, own, own_count))
        return stet_why(a, STET_SKIP, stet_cstr("the links stand there already"));
    return stet__stamp_record(a, &stamp, own, own_count);
}

static const char *const reads[] = {"headline", "canonical", "url",    "language",
                                    "body",     "notices",   "stamps", NULL};
static const char *const writes[] = {"body", "share_links", "stamps", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct share_config),
    .name = "share.links",
    .summary = "Put links that share the article into it.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = process,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(share, "0.1.0", 0, .summary = "Share links without scripts or counters.",
            .license = "MIT", .steps = steps);
