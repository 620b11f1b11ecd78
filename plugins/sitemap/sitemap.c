/* SPDX-License-Identifier: MIT */
/*
 * write.sitemap - the articles of the last two days as a news sitemap, the newest
 * first.
 *
 *   out:
 *     - use: write.sitemap
 *       to: sitemap-news.xml
 *       with:
 *         publication: Example Herald   # as the news aggregator knows it
 *         host: example.org             # articles that stand elsewhere are left out
 *         language: en                  # of articles that name none
 *         window: 48h
 *         older: leave_out              # or list: without news data
 *         limit: 1000                   # the newest
 *         base: https://example.org/maps/   # more entries go to numbered files
 *         url: "https://example.org/{{ slug }}"   # default: canonical, url
 *         zone: "+01:00"                # of dates that name none
 *         on_missing: warn              # or skip, fail
 *
 * The window ends with the time of the run. An article under embargo, withheld,
 * withdrawn or expired is no entry, nor is one without address, headline, day or
 * language: with `warn` a message says which. Dates keep their precision.
 *
 * A file holds at most 1,000 news entries, 50,000 entries and 50 MiB. With `base`, the
 * address of the folder where the files will lie, more go to numbered files, and what
 * stands under the name itself is their index.
 */
#include "../ninjs/facts.h"

struct map_config {
    stet_str publication, host, language, zone, base;
    int64_t window, limit, per_file;
    int32_t on_missing, older;
    const stet_template *url;
};

struct map_plan {
    const struct map_config *config;
    const stet_kit *kit;
    uint64_t limit;
    int16_t zone;
};

/* The first byte of a piece. */
#define PIECE_NEWS 'n'
#define PIECE_OTHER 'o'

/* One entry being written. */
struct entry {
    struct facts f;
    const struct map_config *config;
    stet_out *out;
    stet_str url, language;
    stet_date published;
    int is_news;     /* of the window */
    int64_t seconds; /* of its beginning: a day begins at midnight */
};

enum { SECOND = 1000000000, DAY = 86400, LOC_MAX = 2047 };
/* What the protocol and the news extension allow in one file. */
enum { URLS_MAX = 50000, NEWS_MAX = 1000, BYTES_MAX = 52428800 };
enum { OLDER_LEAVE_OUT = 1, OLDER_LIST };
#define HOUR_NS 3600e9

static const stet_enum older_modes[] = {
    {"leave_out", OLDER_LEAVE_OUT, "no entry"},
    {"list", OLDER_LIST, "an entry without news data"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_STRING(struct map_config, publication, .flags = STET_OPT_REQUIRED, .min = 1,
                .max = 200, .help = "Name of the publication.",
                .example = "Example Herald"),
    STET_STRING(struct map_config, host, .pattern = "[a-zA-Z0-9.-]*",
                .help = "Articles whose address is on another host are left out.",
                .example = "example.org"),
    STET_LANG(struct map_config, language,
              .help = "Language of articles that name none."),
    STET_DURATION(struct map_config, window, HOUR_NS, 48 * HOUR_NS, .def = "48h",
                  .help = "How old an article may be."),
    STET_CHOICE(struct map_config, older, older_modes, .def = "leave_out",
                .help = "What becomes of articles that are older than the window."),
    STET_INT(struct map_config, limit, 1, 1000000000, .def = "1000",
             .help = "Entries at most, the newest; with base, when left out, all."),
    STET_URL_OPTION(struct map_config, base,
                    .help = "Address of the folder where the files will lie: what does "
                            "not fit one file goes to numbered ones with an index.",
                    .example = "https://example.org/maps/"),
    STET_INT(struct map_config, per_file, 1, 50000, .def = "50000",
             .help = "Entries of a file at most; 1,000 news entries in any case."),
    STET_TEMPLATE(struct map_config, url,
                  .help = "Address of an article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ON_MISSING(struct map_config),
    FACTS_ZONE(struct map_config),
    STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_DROPS, NULL},
    {0, STET_FAMILY_NOTICE, STET_DROPS, NULL},
    {0, STET_FAMILY_BLOCK, STET_DROPS, NULL},
    {0, STET_FAMILY_INLINE, STET_DROPS, NULL},
    {STET_URL, 0, STET_RENDERS, "loc, where no canonical address is"},
    {STET_CANONICAL, 0, STET_RENDERS, "loc"},
    {STET_HEADLINE, 0, STET_RENDERS, "news:title"},
    {STET_PUBLISHED, 0, STET_RENDERS, "news:publication_date"},
    {STET_UPDATED, 0, STET_RENDERS, "lastmod"},
    {STET_LANGUAGE, 0, STET_DEGRADES, "its code without script and region"},
    {STET_EMBARGO, 0, STET_DEGRADES, "leaving the article out until then"},
    {STET_EXPIRES, 0, STET_DEGRADES, "leaving the article out from then on"},
    {STET_STATUS, 0, STET_DEGRADES, "leaving the article out unless usable"},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct map_config *c = config;
    struct map_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->kit = stet_build_kit(b);
    plan->limit =
        c->base.n && !stet_build_option(b, "limit") ? UINT64_MAX : (uint64_t)c->limit;
    stet_code code = stet__facts_zone(b, c->zone, &plan->zone);
    if (code == STET_OK)
        *ret_plan = plan;
    return code;
}

/* ---- is it an entry? -------------------------------------------------------- */
static stet_code leave_out(struct entry *e, const char *why)
{
    return stet_why(e->f.a, STET_SKIP, stet_cstr(why));
}

/* What an entry cannot be without. */
static const struct facts_need
    day_need = {.name = "published day", .rule = "news:publication_date is required"},
    address_need = {.name = "canonical or url",
                    .rule = "loc is required, of at most 2048 bytes"},
    title_need = {.field = STET_HEADLINE, .rule = "news:title is required"},
    language_need = {.field = STET_LANGUAGE,
                     .rule =
                         "news:language is required: a code of two or three letters"};

/* The first part of a tag in lower case; Chinese by its script, as the format wants it.
 */
static stet_str language_code(struct entry *e, stet_str tag)
{
    stet_out code = stet_out_in_article(e->f.a, 16, 16);
    tag = stet__facts_language_tag(tag);
    for (size_t i = 0; i < tag.n && tag.p[i] != '-' && i < 8; i++)
        stet_putc(&code, (char)(tag.p[i] | 32));
    stet_str text = stet__facts_take(&e->f, &code);
    if (stet_str_is(text, "zh")) {
        int is_traditional = memmem(tag.p, tag.n, "Hant", 4) ||
                             memmem(tag.p, tag.n, "TW", 2) ||
                             memmem(tag.p, tag.n, "HK", 2);
        return stet_cstr(is_traditional ? "zh-tw" : "zh-cn");
    }
    return text.n == 2 || text.n == 3 ? text : stet_cstr("");
}

static stet_code find_url(struct entry *e)
{
    stet_str url;
    if (!e->config->url) {
        e->url = stet__facts_url(&e->f);
        return STET_OK;
    }
    stet_code code = stet_expand(e->f.a, e->config->url, &url);
    if (code == STET_OK)
        e->url = stet__facts_web(&e->f, url);
    return code;
}

static int64_t seconds_of(struct entry *e, const stet_date *date)
{
    stet_date whole = *date;
    if (whole.precision < STET_MONTH)
        whole.month = 1;
    if (whole.precision < STET_DAY)
        whole.day = 1;
    if (whole.precision < STET_MINUTE)
        whole.hour = whole.minute = 0;
    if (whole.precision < STET_SECOND)
        whole.second = 0;
    if (whole.zone == STET_ZONE_UNKNOWN)
        whole.zone = e->f.zone;
    whole.precision = STET_SECOND;
    return e->f.kit->date_seconds(&whole);
}

static int is_before(struct entry *e, stet_kind field, int64_t now)
{
    stet_date date;
    return stet__facts_date(&e->f, field, &date) && seconds_of(e, &date) <= now;
}

/* Not yet, or no longer, to be shown. */
static const char *reason_to_hide(struct entry *e, int64_t now)
{
    stet_str status = stet_field_text(e->f.a, STET_STATUS);
    if (stet_field_text(e->f.a, STET_EMBARGO).n && !is_before(e, STET_EMBARGO, now))
        return "it is under embargo";
    if (is_before(e, STET_EXPIRES, now))
        return "it has expired";
    if (status.n && !stet_str_is(status, "usable") && !stet_str_is(status, "published"))
        return "its status is not usable";
    return NULL;
}

/* A day counts until its end: of an article without an hour nothing more is known. */
static int is_in_window(struct entry *e, int64_t now)
{
    int64_t span = e->published.precision < STET_MINUTE ? DAY - 1 : 0;
    return e->seconds + span >= now - e->config->window / SECOND;
}

static const char *reason_of_date(struct entry *e, int64_t now)
{
    if (e->seconds > now)
        return "its date lies in the future";
    e->is_news = is_in_window(e, now);
    if (!e->is_news && e->config->older == OLDER_LEAVE_OUT)
        return "it is older than the window";
    return NULL;
}

/* What only an entry for news must have. */
static stet_code check_news(struct entry *e, stet_code code)
{
    if (!stet_field_text(e->f.a, STET_HEADLINE).n)
        code = stet__facts_lack_too(&e->f, code, &title_need);
    e->language = language_code(e, stet_field_text(e->f.a, STET_LANGUAGE));
    if (!e->language.n)
        e->language = language_code(e, e->config->language);
    if (!e->language.n)
        code = stet__facts_lack_too(&e->f, code, &language_need);
    stet__facts_place_in_zone(&e->f, "news:publication_date", &e->published);
    return code;
}

/* Why an article with its date and address has no entry; NULL: it has one. */
static const char *find_reason(struct entry *e, int is_dated)
{
    int64_t now = stet_now(e->f.a);
    stet_str own = e->config->host;
    const char *hidden = reason_to_hide(e, now);
    if (hidden)
        return hidden;
    if (is_dated) {
        e->seconds = seconds_of(e, &e->published);
        hidden = reason_of_date(e, now);
        if (hidden)
            return hidden;
    }
    if (own.n && e->url.n && !stet_str_eq(e->f.kit->url_host(e->url), own))
        return "its address is on another host";
    return NULL;
}

static stet_code read_entry(struct entry *e)
{
    stet_code code = find_url(e);
    if (code != STET_OK)
        return code;
    int is_dated = stet__facts_date(&e->f, STET_PUBLISHED, &e->published) &&
                   e->published.precision >= STET_DAY;
    const char *hidden = find_reason(e, is_dated);
    if (hidden)
        return leave_out(e, hidden);
    if (!is_dated)
        code = stet__facts_lack(&e->f, &day_need);
    if (!e->url.n || e->url.n > LOC_MAX)
        code = stet__facts_lack_too(&e->f, code, &address_need);
    return e->is_news ? check_news(e, code) : code;
}

/* ---- an entry --------------------------------------------------------------- */
static void put(struct entry *e, const char *open, stet_str text, const char *close)
{
    stet_puts(e->out, open);
    e->f.kit->escape(e->out, STET_ESCAPE_XML, text.p, text.n);
    stet_puts(e->out, close);
}

/* W3C dates: a day, or an instant with its zone. */
static void put_date(struct entry *e, const char *open, const stet_date *date,
                     const char *close)
{
    stet_puts(e->out, open);
    e->f.kit->date_format(e->out, date,
                          date->precision < STET_MINUTE ? STET_DATE_ISO
                                                        : STET_DATE_RFC3339);
    stet_puts(e->out, close);
}

static void put_entry(struct entry *e)
{
    stet_date updated;
    put(e, "<url>\n<loc>", e->url, "</loc>\n");
    if (stet__facts_date(&e->f, STET_UPDATED, &updated) &&
        updated.precision >= STET_DAY) {
        stet__facts_place_in_zone(&e->f, "lastmod", &updated);
        put_date(e, "<lastmod>", &updated, "</lastmod>\n");
    }
    if (!e->is_news) {
        stet_puts(e->out, "</url>\n");
        return;
    }
    put(e, "<news:news>\n<news:publication>\n<news:name>", e->config->publication,
        "</news:name>\n");
    put(e, "<news:language>", e->language, "</news:language>\n</news:publication>\n");
    put_date(e, "<news:publication_date>", &e->published, "</news:publication_date>\n");
    put(e, "<news:title>", stet_field_text(e->f.a, STET_HEADLINE),
        "</news:title>\n</news:news>\n</url>\n");
}

/* Seconds since 1970 as twenty digits that sort as text. */
static stet_code make_key(struct entry *e, stet_str *ret_key)
{
    char *key = stet_alloc(e->f.a, 21);
    if (!key)
        return STET_E_NOMEM;
    uint64_t rest = (uint64_t)e->seconds + (UINT64_C(1) << 62);
    for (size_t at = 20; at-- > 0; rest /= 10)
        key[at] = (char)('0' + rest % 10);
    *ret_key = stet_strn(key, 20);
    return STET_OK;
}

static stet_code write_piece(const void *plan, void *scratch, stet_article *a,
                             stet_out *out, stet_str *ret_key)
{
    const struct map_plan *p = plan;
    struct entry e = {
        .f = {a, stet_kit_of(a), "news sitemap", p->config->on_missing, p->zone},
        .config = p->config,
        .out = out};
    (void)scratch;
    stet_code code = read_entry(&e);
    if (code != STET_OK)
        return code;
    stet_putc(out, e.is_news ? PIECE_NEWS : PIECE_OTHER); /* for add_entry() */
    put_entry(&e);
    code = make_key(&e, ret_key);
    return code == STET_OK ? stet__facts_status(&e.f, out) : code;
}

/* ---- the map ---------------------------------------------------------------- */
static stet_code begin_map(const void *plan, int64_t now, stet_out *out)
{
    (void)plan;
    (void)now;
    stet_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                   "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n");
    return stet_out_status(out);
}

static const char map_end[] = "</urlset>\n";

static int is_full(const struct map_plan *p, const stet_joining *file, stet_str piece,
                   const stet_out *out)
{
    return file->pieces >= (uint64_t)p->config->per_file ||
           (*piece.p == PIECE_NEWS && file->notes->len >= NEWS_MAX) ||
           file->bytes + out->len + piece.n + sizeof map_end > BYTES_MAX;
}

/* The notes hold a byte for each news entry of the file. */
static stet_code add_entry(const void *plan, const stet_joining *file, stet_str piece,
                           stet_out *out)
{
    const struct map_plan *p = plan;
    if (!piece.n)
        return STET_E_MISUSE;
    if (file->all >= p->limit)
        return STET_DONE;
    if (is_full(p, file, piece, out))
        return p->config->base.n ? STET_SPLIT : STET_DONE;
    stet_put(out, piece.p + 1, piece.n - 1);
    if (*piece.p == PIECE_NEWS)
        stet_putc(file->notes, PIECE_NEWS);
    return stet_out_status(out);
}

static stet_code close_map(const void *plan, const stet_joining *file, stet_out *out)
{
    (void)plan;
    (void)file;
    stet_puts(out, map_end);
    return stet_out_status(out);
}

static void put_file_address(const struct map_plan *p, stet_str name, stet_out *out)
{
    stet_str base = p->config->base;
    p->kit->escape(out, STET_ESCAPE_XML, base.p, base.n);
    if (base.p[base.n - 1] != '/')
        stet_putc(out, '/');
    for (size_t from = 0, at = 0; at <= name.n; at++) {
        if (at < name.n && name.p[at] != '/')
            continue;
        p->kit->escape(out, STET_ESCAPE_URL, name.p + from, at - from);
        if (at < name.n)
            stet_putc(out, '/');
        from = at + 1;
    }
}

static stet_code write_index(const void *plan, const stet_str *names, size_t count,
                             int64_t now, stet_out *out)
{
    const struct map_plan *p = plan;
    stet_date date;
    p->kit->date_from_seconds(now, &date);
    stet_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex "
                   "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < count; i++) {
        stet_puts(out, "<sitemap>\n<loc>");
        put_file_address(p, names[i], out);
        stet_puts(out, "</loc>\n<lastmod>");
        p->kit->date_format(out, &date, STET_DATE_RFC3339);
        stet_puts(out, "</lastmod>\n</sitemap>\n");
    }
    stet_puts(out, "</sitemapindex>\n");
    return stet_out_status(out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .sorted = 1,
    .media = "application/xml",
    .extension = ".xml",
    .renders = renders,
    .piece = write_piece,
    .begin = begin_map,
    .add = add_entry,
    .close = close_map,
    .index = write_index,
};

static const char *const reads[] = {"fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct map_config),
    .name = "write.sitemap",
    .summary = "Write the articles of the last two days as a news sitemap.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(sitemap, "0.1.0", 0, .summary = "News sitemaps.", .license = "MIT",
            .steps = steps);
