/* SPDX-License-Identifier: MIT */
/*
 * read.jsonld - what schema.org says of an article, in JSON-LD: an object, a list of
 * them, or a graph whose objects refer to each other.
 *
 *   in: { use: read.jsonld }
 *
 * The text is `articleBody`, when there is one: most pages leave it to the page.
 */
#include "reader.h"

#include <stdio.h>

#include "../markup/source/pieces.h"

/* ---- types and values ------------------------------------------------------- */
/* "https://schema.org/NewsArticle" and "schema:NewsArticle" are "NewsArticle". */
static stet_str last_word(stet_str s)
{
    size_t at = s.n;
    while (at && s.p[at - 1] != '/' && s.p[at - 1] != ':' && s.p[at - 1] != '#')
        at--;
    return stet_strn(s.p + at, s.n - at);
}

static int ends_with(stet_str s, const char *ending)
{
    size_t n = strlen(ending);
    return s.n >= n && memcmp(s.p + s.n - n, ending, n) == 0;
}

static int is_article_type(stet_str type)
{
    type = last_word(type);
    return ends_with(type, "Article") || ends_with(type, "BlogPosting") ||
           stet_str_is(type, "Report");
}

static const stet_data *first_type(const stet_data *object)
{
    const stet_data *type = stet_data_get(object, "@type");
    return type && type->type == STET_DATA_LIST ? type->first : type;
}

static int is_article(const stet_data *object)
{
    const stet_data *type = first_type(object);
    int is_list = type && type != stet_data_get(object, "@type");
    for (; type; type = is_list ? type->next : NULL)
        if (is_article_type(stet_data_text(type)))
            return 1;
    return 0;
}

int stet__ld_is(const stet_data *object, const char *name)
{
    const stet_data *type = first_type(object);
    int is_list = type && type != stet_data_get(object, "@type");
    for (; type; type = is_list ? type->next : NULL)
        if (stet_str_is(last_word(stet_data_text(type)), name))
            return 1;
    return 0;
}

/* {"@id": ...} and nothing else stands for the object of that id. */
static const stet_data *resolve(struct ld *ld, const stet_data *d)
{
    stet_str id = stet_data_get_text(d, "@id");
    if (!d || d->type != STET_DATA_MAP || d->count != 1 || !id.n)
        return d;
    for (const stet_data *g = ld->graph; g && ld_may_look(ld); g = g->next)
        if (g->count > 1 && stet_str_eq(stet_data_get_text(g, "@id"), id))
            return g;
    return d;
}

const stet_data *stet__ld_each(struct ld *ld, const stet_data *object, const char *key,
                               const stet_data *after)
{
    const stet_data *value = stet_data_get(object, key);
    (void)ld;
    if (!value)
        return NULL;
    if (value->type == STET_DATA_LIST)
        return after ? after->next : value->first;
    return after ? NULL : value;
}

const stet_data *stet__ld_get(struct ld *ld, const stet_data *object, const char *key)
{
    return resolve(ld, stet__ld_each(ld, object, key, NULL));
}

stet_str stet__ld_text(struct ld *ld, const stet_data *object, const char *key)
{
    const stet_data *d = stet__ld_get(ld, object, key);
    if (!d || d->type == STET_DATA_NULL)
        return stet_cstr("");
    if (d->type != STET_DATA_MAP)
        return stet_data_text(d);
    stet_str text = stet_data_get_text(d, "@value");
    return text.n ? text : stet_data_get_text(d, "name");
}

stet_str stet__ld_url(struct ld *ld, const stet_data *value)
{
    value = resolve(ld, value);
    if (!value || value->type != STET_DATA_MAP)
        return stet_data_text(value);
    stet_str url = stet_data_get_text(value, "url");
    if (!url.n)
        url = stet_data_get_text(value, "contentUrl");
    return url.n ? url : stet_data_get_text(value, "@id");
}

/* ---- the article ------------------------------------------------------------ */
static void say(struct ld *ld, stet_kind field, const stet_data *article,
                const char *key)
{
    stet__claim_text(&ld->c, field, stet__ld_text(ld, article, key));
}

static void say_date(struct ld *ld, stet_kind field, const stet_data *article,
                     const char *key)
{
    stet__claim_date(&ld->c, field, stet__ld_text(ld, article, key));
}

static void read_genre(struct ld *ld, const stet_data *article)
{
    static const char *const rows[][2] = {
        {"OpinionNewsArticle", "opinion"},      {"AnalysisNewsArticle", "analysis"},
        {"ReviewNewsArticle", "review"},        {"BackgroundNewsArticle", "background"},
        {"AskPublicNewsArticle", "ask"},        {"ReportageNewsArticle", "reportage"},
        {"AdvertiserContentArticle", "advert"}, {"SatiricalArticle", "satire"},
        {"LiveBlogPosting", "liveblog"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (stet__ld_is(article, rows[i][0]))
            stet__claim_text(&ld->c, STET_GENRE, stet_cstr(rows[i][1]));
}

static void read_address(struct ld *ld, const stet_data *article)
{
    stet_str page = stet__ld_url(ld, stet_data_get(article, "mainEntityOfPage"));
    stet_str url = stet__ld_url(ld, stet_data_get(article, "url"));
    const stet_data *id = stet__ld_get(ld, article, "identifier");
    stet_str value = stet_data_get_text(id, "value");
    int is_page = page.n > 4 && memcmp(page.p, "http", 4) == 0;
    stet__claim_text(&ld->c, STET_ID, value.n ? value : stet_data_text(id));
    stet__claim_text(&ld->c, STET_CANONICAL, is_page ? page : url);
    if (is_page && !stet_str_eq(page, url))
        stet__claim_text(&ld->c, STET_URL, url);
}

/* PT5M and the like, in seconds. */
static void read_time(struct ld *ld, stet_str s)
{
    int64_t minutes = 0;
    char text[24];
    if (s.n < 4 || s.n > 8 || memcmp(s.p, "PT", 2) != 0 || s.p[s.n - 1] != 'M')
        return;
    for (size_t i = 2; i + 1 < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return;
        minutes = minutes * 10 + (s.p[i] - '0');
    }
    int n = snprintf(text, sizeof text, "%lld", (long long)minutes * 60);
    stet__claim_text(&ld->c, STET_READING_TIME, stet_strn(text, n < 0 ? 0 : (size_t)n));
}

static void read_size(struct ld *ld, const stet_data *article)
{
    stet_str access = stet__ld_text(ld, article, "isAccessibleForFree");
    say(ld, STET_WORDS, article, "wordCount");
    read_time(ld, stet__ld_text(ld, article, "timeRequired"));
    if (access.n)
        stet__claim_text(&ld->c, STET_ACCESS,
                         stet_cstr((access.p[0] | 32) == 't' ? "free" : "paid"));
    stet__claim_text(&ld->c, STET_COMMENTS,
                     stet__ld_url(ld, stet_data_get(article, "discussionUrl")));
}

static stet_code read_object(struct ld *ld, const stet_data *article)
{
    stet_str headline = stet__ld_text(ld, article, "headline");
    read_genre(ld, article);
    read_address(ld, article);
    stet__claim_text(&ld->c, STET_HEADLINE,
                     headline.n ? headline : stet__ld_text(ld, article, "name"));
    say(ld, STET_ALT_HEADLINE, article, "alternativeHeadline");
    say(ld, STET_EXCERPT, article, "description");
    say(ld, STET_STANDFIRST, article, "abstract");
    say(ld, STET_LANGUAGE, article, "inLanguage");
    say(ld, STET_DATELINE, article, "dateline");
    say(ld, STET_VERSION, article, "version");
    say(ld, STET_STATUS, article, "creativeWorkStatus");
    say_date(ld, STET_PUBLISHED, article, "datePublished");
    say_date(ld, STET_UPDATED, article, "dateModified");
    say_date(ld, STET_CREATED, article, "dateCreated");
    say_date(ld, STET_EXPIRES, article, "expires");
    stet__ld_read_people(ld, article);
    stet__ld_read_relations(ld, article);
    stet__ld_read_rights(ld, article);
    read_size(ld, article);
    stet__claim_lines(&ld->c, stet__ld_text(ld, article, "articleBody"), 0, 0);
    return ld->c.code;
}

/* The object itself, the first of a list or graph, or what a page is about. */
static const stet_data *find_article(struct ld *ld, const stet_data *root)
{
    if (root->type == STET_DATA_LIST)
        ld->graph = root->first;
    else if (stet_data_get(root, "@graph"))
        ld->graph = stet_data_get(root, "@graph")->first;
    if (is_article(root))
        return root;
    for (const stet_data *d = ld->graph; d; d = d->next)
        if (is_article(d))
            return d;
    const stet_data *entity = stet__ld_get(ld, root, "mainEntity");
    return is_article(entity) ? entity : NULL;
}

static stet_code read_jsonld(const void *plan, void *scratch, stet_article *a)
{
    stet_error err = {.code = STET_OK};
    struct markup_error why = {"no article of schema.org", 0, STET_E_SYNTAX};
    struct ld ld = {.c = claims_of(a, "json_ld")};
    (void)plan;
    (void)scratch;
    const stet_data *root = stet_parse(a, stet_source_text(a), 1, &err);
    if (!root) {
        char text[320];
        int n = snprintf(text, sizeof text, "line %u, column %u: %.200s", err.line,
                         err.column, err.message);
        return err.code == STET_E_NOMEM
                   ? err.code
                   : stet_why(a, STET_FAILED, stet_strn(text, n < 0 ? 0 : (size_t)n));
    }
    const stet_data *article = find_article(&ld, root);
    return article ? read_object(&ld, article) : stet__markup_refuse(a, &why);
}

/* ---- the step --------------------------------------------------------------- */
static int holds(stet_str text, const char *mark)
{
    return memmem(text.p, text.n, mark, strlen(mark)) != NULL;
}

static int bid(stet_str head, stet_str name)
{
    char ascii[2048];
    int named = name.n > 7 && memcmp(name.p + name.n - 7, ".jsonld", 7) == 0;
    head = stet__markup_head(head, ascii);
    if (!head.n || (*head.p != '{' && *head.p != '['))
        return 0;
    return holds(head, "\"@context\"") && holds(head, "schema.org") ? 96
           : named                                                  ? 92
                                                                    : 0;
}

/* Objects that are no articles are what the articles refer to; with one article alone
 * the graph stays whole. */
static void keep_articles(struct pieces *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++) {
        stet_str item = stet_strn(p->text.p + p->items[i].off, p->items[i].len);
        if (holds(item, "Article\"") || holds(item, "Posting\"") ||
            holds(item, "Report\""))
            p->items[kept++] = p->items[i];
    }
    if (kept < 2)
        p->whole = 1;
    p->count = kept;
}

static stet_code open_source(const void *plan, stet_source *source, void **ret_state)
{
    static const char *const keys[] = {"@graph", NULL};
    (void)plan;
    stet_code code = stet__pieces_open_list(source, keys, ret_state);
    if (code == STET_OK)
        keep_articles(*ret_state);
    return code;
}

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .open = open_source,
                                   .next = stet__pieces_next,
                                   .close = stet__pieces_close,
                                   .read = read_jsonld};

static const stet_option no_options[] = {STET_OPTION_END};
static const char *const reads[] = {NULL};
static const char *const writes[] = {"body", "fields", NULL};

const stet_step stet__jsonld_read_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .name = "read.jsonld",
    .summary = "Read articles of schema.org from JSON-LD.",
    .doc = "An object, a list, or a graph whose objects refer to each other by `@id`. "
           "The text "
           "is `articleBody`, when there is one.",
    .options = no_options,
    .reads = reads,
    .writes = writes,
    .reader = &reader,
};
