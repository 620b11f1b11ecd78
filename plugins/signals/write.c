/* SPDX-License-Identifier: MIT */
/*
 * write.signals - what a server has to send with the article, or its RSL licence.
 *
 *   out:
 *     - { use: write.signals, to: "{{ slug }}.signals.json" }
 *     - { use: write.signals, to: "{{ slug }}.rsl.xml", with: { format: rsl } }
 *
 * The JSON has the headers of the answer, the row of /.well-known/tdmrep.json, the line
 * of robots.txt and the RSL document. What the article does not state is not there.
 */
#include "signals.h"

enum format { FORMAT_JSON = 1, FORMAT_RSL };

struct config {
    int32_t format;
    const stet_template *url;
};

static const stet_enum formats[] = {
    {"json", FORMAT_JSON, "headers, tdmrep, robots and rsl in one object"},
    {"rsl", FORMAT_RSL, "the RSL document alone"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct config, format, formats, .def = "json",
                .help = "What is written."),
    STET_TEMPLATE(struct config, url,
                  .help = "Address of the article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    STET_OPTION_END};

/* What is said, gathered once. */
struct signals {
    stet_article *a;
    const stet_kit *kit;
    stet_str url, path;
    int reserved;
    stet_str policy, usage, robots, rsl, holder, terms;
};

static stet_str web_or_none(const struct signals *s, stet_str url)
{
    return s->kit->url_class(url, NULL, 0, NULL) == STET_URL_HTTP ? url : stet_cstr("");
}

/* Path and query, "/" when the address ends with its host. */
static stet_str path_of(stet_str url)
{
    const char *slashes = memmem(url.p, url.n, "//", 2);
    size_t at = slashes ? (size_t)(slashes - url.p) + 2 : url.n;
    while (at < url.n && !strchr("/?#", url.p[at]))
        at++;
    size_t end = at;
    while (end < url.n && url.p[end] != '#')
        end++;
    return end > at && url.p[at] == '/' ? stet_strn(url.p + at, end - at)
                                        : stet_cstr("/");
}

/* A value that goes into one line: nothing that could end it. */
static stet_str one_line(stet_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] >= 0x7f)
            return stet_cstr("");
    return s;
}

static stet_code gather(const struct config *c, stet_article *a, struct signals *s)
{
    stet_node tdm = stet_field(a, STET_TDM),
              holder = stet_field(a, STET_COPYRIGHT_HOLDER);
    stet_str url = stet_field_text(a, STET_CANONICAL);
    stet_code code = STET_OK;
    memset(s, 0, sizeof *s);
    s->a = a;
    s->kit = stet_kit_of(a);
    if (!url.n)
        url = stet_field_text(a, STET_URL);
    if (c->url)
        code = stet_expand(a, c->url, &url);
    s->url = one_line(web_or_none(s, url));
    s->path = path_of(s->url);
    s->reserved = stet__signals_reserved(a);
    s->policy = one_line(web_or_none(s, stet_attr_str(a, tdm, STET_ATTR_URL)));
    s->usage = one_line(stet__signals_value(a, SIGNALS_USAGE));
    s->robots = one_line(stet__signals_value(a, SIGNALS_ROBOTS));
    s->rsl = one_line(web_or_none(s, stet__signals_value(a, SIGNALS_LICENCE_FILE)));
    s->holder = stet_text(a, holder);
    if (!s->holder.n)
        s->holder = stet_attr_str(a, stet_first(a, holder), STET_ATTR_NAME);
    s->terms =
        web_or_none(s, stet_attr_str(a, stet_field(a, STET_LICENCE), STET_ATTR_URL));
    return code;
}

/* ---- RSL -------------------------------------------------------------------- */
/* The value of a label in a Content-Usage dictionary: 'y', 'n' or 0. */
static char wish_of(const struct signals *s, const char *label)
{
    size_t n = strlen(label);
    for (size_t i = 0; i + n + 1 < s->usage.n; i++)
        if ((i == 0 || s->usage.p[i - 1] == ' ' || s->usage.p[i - 1] == ',') &&
            memcmp(s->usage.p + i, label, n) == 0 && s->usage.p[i + n] == '=')
            return s->usage.p[i + n + 1];
    return 0;
}

static void put_element(const struct signals *s, stet_out *out, const char *open,
                        stet_str text, const char *close)
{
    if (!text.n)
        return;
    stet_puts(out, open);
    s->kit->escape(out, STET_ESCAPE_XML, text.p, text.n);
    stet_puts(out, close);
}

static void put_uses(const struct signals *s, stet_out *out, char wish,
                     const char *open, const char *close)
{
    static const struct {
        const char *label, *token;
    } uses[] = {{"train-ai", "ai-train"}, {"ai-use", "ai-input"}, {"search", "search"}};
    int any = 0;
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        if (wish_of(s, uses[i].label) != wish)
            continue;
        stet_puts(out, any++ ? "," : open);
        stet_puts(out, uses[i].token);
    }
    if (any)
        stet_puts(out, close);
}

static void put_rsl(const struct signals *s, stet_out *out)
{
    const char *hash = memchr(s->url.p, '#', s->url.n);
    size_t n = hash ? (size_t)(hash - s->url.p) : s->url.n;
    stet_puts(out, "<rsl xmlns=\"https://rslstandard.org/rsl\">\n  <content url=\"");
    s->kit->escape(out, STET_ESCAPE_XML, s->url.p, n);
    stet_puts(out, "\">\n    <license>\n");
    put_uses(s, out, 'y', "      <permits type=\"usage\">", "</permits>\n");
    put_uses(s, out, 'n', "      <prohibits type=\"usage\">", "</prohibits>\n");
    stet_puts(out, "    </license>\n");
    put_element(s, out, "    <copyright>", s->holder, "</copyright>\n");
    put_element(s, out, "    <terms>", s->terms, "</terms>\n");
    stet_puts(out, "  </content>\n</rsl>\n");
}

/* ---- JSON ------------------------------------------------------------------- */
static void put_key(stet_out *out, const char *key, int *any)
{
    stet_puts(out, (*any)++ ? ",\n" : "\n");
    stet_puts(out, "    \"");
    stet_puts(out, key);
    stet_puts(out, "\": ");
}

static void put_text(const struct signals *s, stet_out *out, const char *key,
                     stet_str value, int *any)
{
    if (!value.n)
        return;
    put_key(out, key, any);
    s->kit->put_json_str(out, value);
}

static void put_headers(const struct signals *s, stet_out *out)
{
    stet_str bit = stet_cstr(s->reserved < 0 ? "" : s->reserved ? "1" : "0");
    stet_out link = stet_out_in_article(s->a, s->rsl.n + 64, s->rsl.n + 64);
    int any = 0;
    stet_puts(out, "{\n  \"headers\": {");
    put_text(s, out, "tdm-reservation", bit, &any);
    put_text(s, out, "tdm-policy", s->reserved < 0 ? stet_cstr("") : s->policy, &any);
    put_text(s, out, "Content-Usage", s->usage, &any);
    put_text(s, out, "X-Robots-Tag", s->robots, &any);
    if (s->rsl.n) {
        stet_putc(&link, '<');
        stet_put_str(&link, s->rsl);
        stet_puts(&link, ">; rel=\"license\"; type=\"application/rsl+xml\"");
        put_text(s, out, "Link", stet_out_text(&link), &any);
    }
    stet_puts(out, any ? "\n  }" : "}");
}

static void put_tdmrep(const struct signals *s, stet_out *out)
{
    int any = 0;
    if (s->reserved < 0 || !s->url.n)
        return;
    stet_puts(out, ",\n  \"tdmrep\": {");
    put_text(s, out, "location", s->path, &any);
    put_key(out, "tdm-reservation", &any);
    stet_puts(out, s->reserved ? "1" : "0");
    put_text(s, out, "tdm-policy", s->policy, &any);
    stet_puts(out, "\n  }");
}

static void put_json(const struct signals *s, stet_out *out)
{
    put_headers(s, out);
    put_tdmrep(s, out);
    if (s->usage.n && s->url.n) {
        stet_out line = stet_out_in_article(s->a, 128, s->path.n + s->usage.n + 64);
        stet_puts(&line, "Content-Usage: ");
        stet_put_str(&line, s->path);
        stet_putc(&line, ' ');
        stet_put_str(&line, s->usage);
        stet_puts(out, ",\n  \"robots\": ");
        s->kit->put_json_str(out, stet_out_text(&line));
    }
    if (s->usage.n && s->url.n) {
        stet_out rsl = stet_out_in_article(s->a, 1024, 1 << 20);
        put_rsl(s, &rsl);
        stet_puts(out, ",\n  \"rsl\": ");
        s->kit->put_json_str(out, stet_out_text(&rsl));
    }
    stet_puts(out, "\n}\n");
}

static stet_code write_signals(const void *plan, void *scratch, stet_article *a,
                               stet_out *out)
{
    const struct config *c = plan;
    struct signals s;
    (void)scratch;
    stet_code code = gather(c, a, &s);
    if (code != STET_OK)
        return code;
    if (c->format == FORMAT_JSON)
        put_json(&s, out);
    else if (!s.url.n)
        return stet_why(a, STET_FAILED, stet_cstr("there is no address to license"));
    else
        put_rsl(&s, out);
    return stet_out_status(out);
}

static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_DROPS, NULL},
    {0, STET_FAMILY_INLINE, STET_DROPS, NULL},
    {0, STET_FAMILY_NOTICE, STET_DROPS, NULL},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_DROPS, NULL},
    {STET_TDM, 0, STET_RENDERS, "tdm-reservation, tdm-policy"},
    {STET_CANONICAL, 0, STET_RENDERS, "location, content url"},
    {STET_URL, 0, STET_RENDERS, "the same, where no canonical address is"},
    {STET_COPYRIGHT_HOLDER, 0, STET_RENDERS, "copyright of RSL"},
    {STET_LICENCE, 0, STET_DEGRADES, "its address, as terms of RSL"},
    {STET_EXTRA, 0, STET_DEGRADES, "robots, content_usage and rsl"},
    {0, 0, 0, NULL}};

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/json",
    .extension = ".json",
    .renders = renders,
    .write = write_signals,
};

static const char *const reads[] = {
    "tdm", "extra", "canonical", "url", "licence", "copyright_holder", NULL};

const stet_step stet__signals_write = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct config),
    .name = "write.signals",
    .summary = "Write what a server sends to machines: TDMRep, AIPREF, RSL, robots.",
    .options = options,
    .reads = reads,
    .writer = &writer,
};
