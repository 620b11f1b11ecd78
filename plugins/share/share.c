/* SPDX-License-Identifier: MIT */
/*
 * share.links - links with which readers share the article, as a list in the article.
 *
 *   - use: share.links
 *     with:
 *       networks: [email, bluesky, mastodon, whatsapp, linkedin]
 *       hosts: { mastodon_server: example.social }
 *       url: "https://example.org/{{ slug }}"   # default: canonical, then url
 *       title: "{{ headline }}"                 # default: the headline
 *       text: "{{ standfirst }}"                # of letters; default: the title
 *       via: ourhandle                          # X
 *       hashtags: [climate, ocean]              # X, Tumblr; the first: Threads
 *       placement: end                          # as in notice.stamp
 *       heading: false                          # "Share this article" above the list
 *       rel: nofollow noopener noreferrer
 *       language: en                            # of the labels; default: the article's
 *       data: networks.yaml                     # rows besides those that ship with it
 *
 * The list is stamped: a second run changes nothing, a run with other options replaces
 * it. Networks, their limits and labels come from share/networks.yaml.
 */
#include "../links/tracking.h"
#include "../notice/stamp.h"
#include "share.h"

struct share_config {
    stet_list networks, hosts, app_ids, hashtags, tracking;
    const stet_template *url, *title, *text, *image;
    stet_str via, rel, language, data, id;
    int32_t placement;
    uint8_t heading;
};

struct share_plan {
    const struct share_config *config;
    struct share_data data;
    struct tracking tracking;
    stet_str tags, tag;
    uint8_t digest[16]; /* of the networks as the data files have them */
};

static const stet_option options[] = {
    STET_LIST_OF(struct share_config, networks, STET_TYPE_STRING,
                 .def = "[email, bluesky, mastodon, whatsapp, linkedin]", .min = 1,
                 .max = SHARE_LINKS, .help = "Networks, in this order.",
                 .example = "[email, bluesky, mastodon]"),
    STET_MAP_OF(struct share_config, hosts, STET_TYPE_STRING,
                .help = "Servers of networks that have many, by the network's id.",
                .example = "{ mastodon_server: example.social }"),
    STET_MAP_OF(struct share_config, app_ids, STET_TYPE_STRING,
                .help = "Numbers of apps that networks ask for, by the network's id.",
                .example = "{ messenger: \"123456\" }"),
    STET_TEMPLATE(struct share_config, url,
                  .help = "Address that is shared; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    STET_TEMPLATE(struct share_config, title,
                  .help = "Text; the headline when left out."),
    STET_TEMPLATE(struct share_config, text,
                  .help = "Text of letters; the title when left out."),
    STET_TEMPLATE(struct share_config, image,
                  .help = "Address of a picture; the article's first when left out."),
    STET_STRING(struct share_config, via, .pattern = "[A-Za-z0-9_]*", .max = 30,
                .help = "Account that X names.", .example = "ourhandle"),
    STET_LIST_OF(struct share_config, hashtags, STET_TYPE_STRING, .max = 10,
                 .help = "Tags for networks that take them, without #.",
                 .example = "[climate, ocean]"),
    STET_CHOICE(struct share_config, placement, stet__stamp_placements, .def = "end",
                .help = "Where the links go."),
    STET_BOOL(struct share_config, heading, .def = "false",
              .help = "A line above the list."),
    STET_STRING(struct share_config, rel, .def = "nofollow noopener noreferrer",
                .pattern = "[a-z ]*", .help = "rel of the links."),
    STET_LANG(struct share_config, language,
              .help = "Language of the labels; the article's when left out."),
    STET_PATH(struct share_config, data,
              .help = "File of networks and labels, before those that ship with it."),
    STET_LIST_OF(struct share_config, tracking, STET_TYPE_PATH,
                 .help = "Files of tracking parameters, besides those that ship."),
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
        add_to_digest(kit, digest, n->host);
        add_to_digest(kit, digest, n->app);
        add_to_digest(kit, digest, stet_data_text(n->template));
        for (size_t k = 0; k < plan->data.language_count; k++) {
            add_to_digest(kit, digest, plan->data.languages[k].words[i].name);
            add_to_digest(kit, digest, plan->data.languages[k].words[i].label);
        }
    }
    for (size_t k = 0; k < plan->data.language_count; k++)
        add_to_digest(kit, digest, plan->data.languages[k].heading);
    add_to_digest(kit, digest, plan->tags);
    memcpy(plan->digest, digest, sizeof plan->digest);
}

/* No #, space, comma or what ends a tag: "a,b" of [a, b], and the first alone. */
static stet_code read_tags(stet_build *b, struct share_plan *plan)
{
    const stet_list *list = &plan->config->hashtags;
    const stet_str *tags = list->items;
    size_t size = 1, at = 0;
    for (size_t i = 0; i < list->n; i++) {
        size_t count = 0;
        stet_build_kit(b)->graphemes(tags[i], SIZE_MAX, &count);
        for (size_t k = 0; k < tags[i].n; k++)
            if ((unsigned char)tags[i].p[k] <= ' ' || strchr("#,.&", tags[i].p[k]))
                return stet_problem(b, "hashtags", (int64_t)i, "write it without #",
                                    "a tag has no space, comma, point, & or #");
        if (!count || count > 50)
            return stet_problem(b, "hashtags", (int64_t)i, NULL,
                                "a tag has 1 to 50 signs");
        size += tags[i].n + 1;
    }
    char *text = stet_build_alloc(b, size);
    if (!text)
        return STET_E_NOMEM;
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            text[at++] = ',';
        memcpy(text + at, tags[i].p, tags[i].n);
        at += tags[i].n;
    }
    plan->tags = stet_strn(text, at);
    plan->tag = list->n ? tags[0] : stet_cstr("");
    return STET_OK;
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct share_config *c = config;
    struct share_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    const struct share_wish wish = {&c->networks, &c->hosts, &c->app_ids, c->data};
    stet_code code = stet__share_read(b, &wish, &plan->data);
    stet_code tags = read_tags(b, plan);
    stet_code tracking = stet__tracking_read(b, &c->tracking, NULL, &plan->tracking);
    if (code != STET_OK || tags != STET_OK || tracking != STET_OK)
        return code != STET_OK ? code : tags != STET_OK ? tags : tracking;
    digest_networks(stet_build_kit(b), plan);
    *ret_plan = plan;
    return STET_OK;
}

/* ---- values ----------------------------------------------------------------- */
/* Bytes at p that end a line or turn the direction of text; none of them is shared. */
static size_t unwanted(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] <= ' ' || u[0] == 0x7f)
        return 1;
    if (n > 1 && u[0] == 0xc2 && u[1] <= 0xa0)
        return 2; /* U+0080 to U+00A0 */
    if (n > 2 && u[0] == 0xe2 && u[1] == 0x80 && u[2] >= 0xa8 && u[2] <= 0xae)
        return 3; /* U+2028 to U+202E */
    if (n > 2 && u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9)
        return 3; /* U+2066 to U+2069 */
    return 0;
}

/* One line: control signs and runs of spaces as one space, none at the ends. */
static stet_str one_line(stet_article *a, stet_str s)
{
    size_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] > ' ' && !unwanted(s.p + i, s.n - i))
        i++;
    if (i == s.n)
        return s;
    stet_out out = stet_out_in_article(a, s.n + 1, s.n + 1);
    for (i = 0; i < s.n;) {
        size_t skip = unwanted(s.p + i, s.n - i);
        if (!skip)
            stet_putc(&out, s.p[i]);
        else if (out.len && out.data[out.len - 1] != ' ')
            stet_putc(&out, ' ');
        i += skip ? skip : 1;
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

/* An address that others can open, clean; else "". */
static stet_code clean_web(stet_article *a, stet_str given, stet_str *ret_url)
{
    size_t len = 0;
    char *clean = stet_alloc(a, given.n + 1);
    if (!clean)
        return STET_E_NOMEM;
    int class = stet_kit_of(a)->url_class(given, clean, given.n, &len);
    *ret_url = class == STET_URL_HTTP && !stet__tracking_userinfo(stet_strn(clean, len))
                   ? stet_strn(clean, len)
                   : stet_cstr("");
    return STET_OK;
}

/* The address to share, clean; "" when there is none that others could open. */
static stet_code find_url(stet_article *a, const struct share_plan *p,
                          stet_str *ret_url)
{
    stet_str url = stet_field_text(a, STET_CANONICAL), given;
    if (!url.n)
        url = stet_field_text(a, STET_URL);
    stet_code code = expand_or(a, p->config->url, url, &given);
    if (code == STET_OK)
        code = clean_web(a, given, ret_url);
    if (code == STET_OK)
        *ret_url = stet__tracking_clean(a, &p->tracking, *ret_url, 1, NULL);
    return code;
}

/* The address of the first picture that the article names. */
static stet_str first_image(stet_article *a)
{
    stet_node part = stet_first(a, stet_field(a, STET_IMAGES));
    stet_str src = stet_attr_str(a, part, STET_ATTR_SRC);
    return src.n ? src : stet_attr_str(a, part, STET_ATTR_URL);
}

static stet_code find_values(stet_article *a, const struct share_plan *p,
                             struct share_values *v)
{
    const struct share_config *c = p->config;
    stet_str title, text, image = stet_cstr("");
    stet_code code = find_url(a, p, &v->plain[SHARE_URL]);
    if (code == STET_OK)
        code = expand_or(a, c->title, stet_field_text(a, STET_HEADLINE), &title);
    if (code == STET_OK)
        code = expand_or(a, c->text, title, &text);
    if (code == STET_OK && p->data.uses_image)
        code = expand_or(a, c->image, first_image(a), &image);
    if (code == STET_OK && image.n)
        code = clean_web(a, image, &image);
    if (code != STET_OK)
        return code;
    v->plain[SHARE_TITLE] = one_line(a, title);
    v->plain[SHARE_TEXT] = c->text ? one_line(a, text) : v->plain[SHARE_TITLE];
    v->plain[SHARE_VIA] = c->via;
    v->plain[SHARE_TAGS] = p->tags;
    v->plain[SHARE_TAG] = p->tag;
    v->plain[SHARE_IMAGE] = image;
    return STET_OK;
}

/* ---- links ------------------------------------------------------------------ */
struct share_link {
    stet_str network, name, label, href;
};
struct share_links {
    struct share_link all[SHARE_LINKS];
    size_t count;
};

/* A network that lacks a value (a picture) is left out. */
static stet_code make_links(stet_article *a, const struct share_plan *p,
                            const struct share_language *language,
                            struct share_values *v, struct share_links *links)
{
    links->count = 0;
    for (size_t i = 0; i < p->data.count; i++) {
        const struct share_network *n = &p->data.networks[i];
        stet_str href = stet__share_address(a, n, v);
        if (href.n)
            links->all[links->count++] = (struct share_link){
                n->id, language->words[i].name, language->words[i].label, href};
    }
    return links->count ? STET_OK
                        : stet_why(a, STET_SKIP, stet_cstr("no network takes this"));
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
                          const struct share_links *links)
{
    stet_node list = stet__stamp_block(a, stamp, point, STET_LIST);
    if (!list || stet_set_int(a, list, STET_ATTR_TIGHT, 1) != STET_OK)
        return 0;
    for (size_t i = 0; i < links->count; i++)
        if (put_link(a, c, list, &links->all[i]) != STET_OK)
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
                            const struct share_language *language,
                            const struct share_links *links)
{
    stet_node own[STAMP_BLOCKS], blocks[2];
    size_t own_count = stet__stamp_find(a, stamp->id, own), count = 0;
    struct stamp_point point = stet__stamp_point(a, stamp, own_count ? own[0] : 0);
    if (p->config->heading &&
        !(blocks[count++] = put_heading(a, stamp, &point, language->heading)))
        return STET_FAILED;
    blocks[count] = put_list(a, p->config, stamp, &point, links);
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
                       const struct share_language *language,
                       const struct share_values *v)
{
    stet_str title = v->plain[SHARE_TITLE], text = v->plain[SHARE_TEXT];
    const stet_str texts[] = {stet_strn((const char *)p->digest, sizeof p->digest),
                              language->language,
                              p->config->rel,
                              v->plain[SHARE_URL],
                              title,
                              p->config->via,
                              v->plain[SHARE_IMAGE],
                              text};
    size_t count = text.p == title.p ? 7 : 8, size = 16;
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
static int leads_there(stet_article *a, stet_node list, const struct share_links *links)
{
    size_t at = 0;
    for (stet_node item = stet_first(a, list); item; item = stet_next(a, item), at++) {
        stet_node link = link_of(a, item);
        if (at >= links->count || stet_kind_of(a, link) != STET_LINK ||
            !stet_str_eq(stet_attr_str(a, link, STET_ATTR_HREF), links->all[at].href) ||
            !stet_str_eq(stet_content(a, link), links->all[at].name))
            return 0;
    }
    return at == links->count;
}

/* Markdown has no place for rel and labels: a list that went through it gets them back.
 */
static stet_code dress_list(stet_article *a, const struct share_config *c,
                            stet_node list, const struct share_links *links,
                            int *ret_changed)
{
    const struct share_link *l = links->all;
    stet_code code = STET_OK;
    for (stet_node item = stet_first(a, list); item && code == STET_OK;
         item = stet_next(a, item))
        code = dress_link(a, c, link_of(a, item), l++, ret_changed);
    return code;
}

static int stands_as_it_should(stet_article *a, const struct stamp *stamp, int heading,
                               const stet_node *own, size_t own_count,
                               const struct share_links *links)
{
    if (own_count != (heading ? 2u : 1u))
        return 0;
    for (size_t i = 0; i < own_count; i++)
        if (!stet__stamp_matches(a, stamp, own[i]))
            return 0;
    return leads_there(a, own[own_count - 1], links);
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct share_plan *p = plan;
    const struct share_config *c = p->config;
    stet_str language = c->language.n ? c->language : stet_field_text(a, STET_LANGUAGE);
    const struct share_language *words = stet__share_language(&p->data, language);
    struct share_links links;
    stet_node own[STAMP_BLOCKS];
    struct share_values v;
    (void)scratch;
    memset(&v, 0, sizeof v);
    stet_code code = find_values(a, p, &v);
    if (code == STET_OK && !v.plain[SHARE_URL].n)
        code = stet_why(a, STET_SKIP, stet_cstr("there is no web address to share"));
    if (code == STET_OK)
        code = make_links(a, p, words, &v, &links);
    if (code != STET_OK)
        return code;
    struct stamp stamp = {.id = c->id,
                          .lang = words->language,
                          .source = "share.links",
                          .kind = STET_SHARE_LINKS,
                          .placement = c->placement};
    hash_links(a, &stamp, p, words, &v);
    size_t own_count = stet__stamp_find(a, c->id, own);
    if (!stands_as_it_should(a, &stamp, c->heading, own, own_count, &links))
        return put_blocks(a, p, &stamp, words, &links);
    int changed = 0;
    code = dress_list(a, c, own[own_count - 1], &links, &changed);
    if (code != STET_OK)
        return code;
    if (!changed && stet__stamp_is_recorded(a, &stamp, own, own_count))
        return stet_why(a, STET_SKIP, stet_cstr("the links stand there already"));
    return stet__stamp_record(a, &stamp, own, own_count);
}

static const char *const reads[] = {"headline", "canonical", "url",
                                    "language", "images",    "body",
                                    "notices",  "stamps",    NULL};
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
