/* SPDX-License-Identifier: MIT */
/*
 * write.text - the article as plain text: filled lines, links as notes at the end.
 *
 *   out:
 *     - use: write.text
 *       to: "out/{{ slug }}.txt"
 *       with:
 *         width: 72            # display columns; 0: lines are not broken
 *         links: notes         # or inline, none
 *         header: true         # headline, byline, date where no block says them
 *         zones: [head, body, tail]
 *
 * Wide characters count two columns. Control characters are dropped, raw HTML and
 * shortcodes are left out.
 */
#include "fill.h"
#include "labels.h"

struct text_config {
    int64_t width;
    int32_t links;
    uint8_t header;
    stet_list zones;
};

enum { LINKS_NOTES = 1, LINKS_INLINE, LINKS_NONE };
enum { DEPTH_MAX = 128 };

struct text_plan {
    const struct text_config *config;
    uint32_t zones;
};

/* What must be done when an element ends. */
enum ending {
    END_NOTHING = 0,
    END_BLOCK, /* the line ends, an empty one follows         */
    END_LINE,  /* the line ends                               */
    END_LEVEL, /* the line ends, the prefix goes              */
    END_CELL,  /* a bar, when another cell follows            */
    END_LINK,
    END_QUOTATION
};
struct open_element {
    uint8_t ending, tight;
    int64_t number;  /* of the next item of a list; -1: bullets      */
    stet_str target; /* of a link                                    */
};

struct page {
    stet_article *a;
    const struct text_plan *plan;
    stet_out *out;
    struct fill fill;
    const stet_item *items;
    size_t count;
    struct open_element open[DEPTH_MAX];
    size_t depth;
    stet_str *notes;
    size_t note_count, note_cap, note_first; /* first: behind those of footnotes */
};

static const stet_enum link_modes[] = {
    {"notes", LINKS_NOTES, "numbers in the text, addresses at the end"},
    {"inline", LINKS_INLINE, "the address behind the text"},
    {"none", LINKS_NONE, "no addresses"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_INT(struct text_config, width, 0, 1000, .def = "72",
             .help = "Columns of a line; 0: lines are not broken."),
    STET_CHOICE(struct text_config, links, link_modes, .def = "notes",
                .help = "Where addresses go."),
    STET_BOOL(struct text_config, header, .def = "true",
              .help = "Headline, byline and date above, where no block says them."),
    STET_ZONES(struct text_config, zones, .def = "[head, body, tail]",
               .help = "Which zones are written."),
    STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_DEGRADES, "its text"},
    {0, STET_FAMILY_NOTICE, STET_DEGRADES, "its text"},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_DROPS, NULL},
    {STET_TEXT, 0, STET_RENDERS, NULL},
    {STET_LINK, 0, STET_RENDERS, NULL},
    {STET_LINE_BREAK, 0, STET_RENDERS, NULL},
    {STET_SOFT_BREAK, 0, STET_RENDERS, NULL},
    {STET_QUOTATION, 0, STET_RENDERS, NULL},
    {STET_FOOTNOTE_REF, 0, STET_RENDERS, NULL},
    {STET_IMAGE, 0, STET_DEGRADES, "its alternative text"},
    {STET_MEDIA, 0, STET_DEGRADES, "its alternative text"},
    {STET_EMBED, 0, STET_DEGRADES, "its address"},
    {STET_TABLE, 0, STET_DEGRADES, "rows with bars"},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_HEADLINE, 0, STET_RENDERS, "a line above the text"},
    {STET_BYLINE, 0, STET_RENDERS, "a line above the text"},
    {STET_AUTHORS, 0, STET_DEGRADES, "a line above the text, where no byline is"},
    {STET_PUBLISHED, 0, STET_RENDERS, "a line above the text"},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct text_config *c = config;
    struct text_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->zones = stet_zone_bits(c->zones);
    *ret_plan = plan;
    return STET_OK;
}

/* ---- attributes ------------------------------------------------------------- */
static const stet_value *find_attr(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr)
            return &item->attrs[i];
    return NULL;
}

static stet_str attr_text(const stet_item *item, stet_attr attr)
{
    const stet_value *v = find_attr(item, attr);
    return v && v->type == 1 ? v->text : stet_cstr("");
}

static int64_t attr_number(const stet_item *item, stet_attr attr, int64_t absent)
{
    const stet_value *v = find_attr(item, attr);
    return v && v->type == 2 ? v->number : absent;
}

/* ---- links ------------------------------------------------------------------ */
/* The number of the note for an address: an earlier one when it is near. */
static size_t note_number(struct page *p, stet_str url)
{
    size_t near = p->note_count > 64 ? p->note_count - 64 : 0;
    for (size_t i = near; i < p->note_count; i++)
        if (stet_str_eq(p->notes[i], url))
            return p->note_first + i + 1;
    if (p->note_count == p->note_cap) {
        size_t cap = p->note_cap ? p->note_cap * 2 : 32;
        stet_str *grown = stet_alloc(p->a, cap * sizeof *grown);
        if (!grown)
            return 0;
        if (p->note_count)
            memcpy(grown, p->notes, p->note_count * sizeof *grown);
        p->notes = grown;
        p->note_cap = cap;
    }
    p->notes[p->note_count++] = url;
    return p->note_first + p->note_count;
}

static void end_link(struct page *p, stet_str url)
{
    int mode = p->plan->config->links;
    if (!url.n || mode == LINKS_NONE)
        return;
    if (mode == LINKS_INLINE) {
        stet__fill_put(&p->fill, stet_cstr(" <"));
        stet__fill_put(&p->fill, url);
        stet__fill_put(&p->fill, stet_cstr(">"));
        return;
    }
    size_t number = note_number(p, url);
    stet__fill_put(&p->fill, stet_cstr(" ["));
    stet__text_put_number(&p->fill, number);
    stet__fill_put(&p->fill, stet_cstr("]"));
}

/* "mailto:" apart, does the text of the link say its address already? */
static int says_address(struct page *p, const stet_item *item, stet_str url)
{
    stet_str text = stet_content(p->a, item->node);
    return text.n && text.n <= url.n &&
           memcmp(url.p + url.n - text.n, text.p, text.n) == 0 &&
           (text.n == url.n || url.p[url.n - text.n - 1] == ':' ||
            url.p[url.n - text.n - 1] == '/');
}

/* ---- elements --------------------------------------------------------------- */
static void close_to(struct page *p, size_t depth)
{
    while (p->depth > depth) {
        struct open_element *e = &p->open[--p->depth];
        switch (e->ending) {
        case END_BLOCK:
            stet__fill_end_line(&p->fill);
            stet__fill_set_apart(&p->fill);
            break;
        case END_LINE:
            stet__fill_end_line(&p->fill);
            break;
        case END_LEVEL:
            stet__fill_leave(&p->fill);
            p->fill.apart |= !e->tight;
            break;
        case END_LINK:
            end_link(p, e->target);
            break;
        case END_QUOTATION:
            stet__fill_put(&p->fill, stet_cstr("\xe2\x80\x9d"));
            break;
        default:
            break;
        }
    }
}

static struct open_element *keep_open(struct page *p, int ending)
{
    struct open_element *e = &p->open[p->depth++];
    *e = (struct open_element){.ending = (uint8_t)ending, .number = -1};
    return e;
}

static void write_list(struct page *p, const stet_item *item)
{
    int tight = attr_number(item, STET_ATTR_TIGHT, 0) != 0;
    struct open_element *e = keep_open(p, END_BLOCK);
    e->tight = (uint8_t)tight;
    if (attr_number(item, STET_ATTR_ORDERED, 0))
        e->number = attr_number(item, STET_ATTR_START, 1);
    stet__fill_end_line(&p->fill);
}

/* "12. " or "- ", and the box of a task. */
static void write_list_item(struct page *p, const stet_item *item)
{
    char marker[FILL_PREFIX + 1] = "- ";
    struct open_element *list = p->depth ? &p->open[p->depth - 1] : NULL;
    size_t len = 2;
    if (list && list->number >= 0 && list->number < 1000000000) {
        int64_t n = list->number++;
        char digits[12];
        size_t at = sizeof digits;
        do
            digits[--at] = (char)('0' + n % 10);
        while (n /= 10);
        len = sizeof digits - at;
        memcpy(marker, digits + at, len);
        memcpy(marker + len, ". ", 3);
        len += 2;
    }
    if (attr_number(item, STET_ATTR_TASK, 0))
        memcpy(marker + len, attr_number(item, STET_ATTR_CHECKED, 0) ? "[x] " : "[ ] ",
               5);
    stet__fill_enter(&p->fill, marker, 0);
    keep_open(p, END_LEVEL)->tight = list && list->tight;
}

static void write_link(struct page *p, const stet_item *item)
{
    stet_str url = attr_text(item, STET_ATTR_HREF);
    int class = stet_kit_of(p->a)->url_class(url, NULL, 0, NULL);
    struct open_element *e = keep_open(p, END_LINK);
    if ((class == STET_URL_HTTP || class == STET_URL_MAIL) &&
        !says_address(p, item, url))
        e->target = url;
}

static void write_alternative(struct page *p, const stet_item *item)
{
    stet_str alt = attr_text(item, STET_ATTR_ALT);
    if (!alt.n && item->kind == STET_IMAGE)
        alt = stet_content(p->a, item->node);
    if (!alt.n)
        return;
    stet__fill_put(&p->fill, stet_cstr("["));
    stet__fill_put(&p->fill, alt);
    stet__fill_put(&p->fill, stet_cstr("]"));
    if (item->kind == STET_MEDIA)
        stet__fill_set_apart(&p->fill);
}

static void write_embed(struct page *p, const stet_item *item)
{
    stet_str url = attr_text(item, STET_ATTR_HREF);
    if (!url.n)
        url = attr_text(item, STET_ATTR_SRC);
    stet__fill_put(&p->fill, url);
    stet__fill_set_apart(&p->fill);
}

static void write_code(struct page *p, const stet_item *item)
{
    stet__fill_enter(&p->fill, "    ", 1);
    stet__fill_put_verbatim(&p->fill, item->text);
    stet__fill_leave(&p->fill);
    stet__fill_set_apart(&p->fill);
}

/* The title underlined as wide as it is, when it fits one line. */
static void underline(struct page *p, stet_str title, char sign)
{
    size_t columns = stet_kit_of(p->a)->columns(title);
    stet__fill_end_line(&p->fill);
    if (p->fill.width && columns > p->fill.width)
        columns = p->fill.width;
    for (size_t i = 0; i < columns && i < 1000; i++)
        stet_putc(p->out, sign);
    stet_putc(p->out, '\n');
    p->fill.apart = 1;
}

static void put_label(struct page *p, const stet_item *item)
{
    stet__fill_put(&p->fill, stet_cstr("["));
    stet__fill_put(&p->fill, attr_text(item, STET_ATTR_LABEL));
    stet__fill_put(&p->fill, stet_cstr("]"));
}

/* Its label stands before its lines, as the mark of an item does. */
static void write_footnote(struct page *p, const stet_item *item)
{
    char marker[FILL_PREFIX + 1];
    if (stet__text_note_marker(item, marker, sizeof marker)) {
        stet__fill_enter(&p->fill, marker, 0);
        keep_open(p, END_LEVEL);
        return;
    }
    put_label(p, item);
    stet__fill_put(&p->fill, stet_cstr(" "));
    keep_open(p, END_BLOCK);
}

/* A cell but the first of its row stands behind a bar. */
static void write_cell(struct page *p, size_t at)
{
    if (at && p->items[at - 1].depth >= p->items[at].depth)
        stet__fill_put(&p->fill, stet_cstr(" | "));
    keep_open(p, END_CELL);
}

/* What begins with a prefix or a sign; 0: nothing more than its text. */
static int write_container(struct page *p, const stet_item *item, size_t at)
{
    switch (item->kind) {
    case STET_LIST:
        write_list(p, item);
        return 1;
    case STET_ITEM:
        write_list_item(p, item);
        return 1;
    case STET_QUOTE:
        stet__fill_enter(&p->fill, "> ", 1);
        keep_open(p, END_LEVEL);
        return 1;
    case STET_DEFINITION:
        stet__fill_enter(&p->fill, "  ", 1);
        keep_open(p, END_LEVEL);
        return 1;
    case STET_ROW:
    case STET_TERM:
        keep_open(p, END_LINE);
        return 1;
    case STET_CELL:
        write_cell(p, at);
        return 1;
    case STET_LINK:
        write_link(p, item);
        return 1;
    case STET_QUOTATION:
        stet__fill_put(&p->fill, stet_cstr("\xe2\x80\x9c"));
        keep_open(p, END_QUOTATION);
        return 1;
    case STET_FOOTNOTE:
        write_footnote(p, item);
        return 1;
    default:
        return 0;
    }
}

/* What has no children to be written; 0: it has. */
static int write_leaf(struct page *p, const stet_item *item)
{
    size_t next = (size_t)(item - p->items) + 1;
    switch (item->kind) {
    case STET_TEXT:
        if (next < p->count && p->items[next].kind == STET_SOFT_BREAK &&
            p->items[next].depth == item->depth)
            stet__fill_put_words(&p->fill, item->text);
        else
            stet__fill_put(&p->fill, item->text);
        return 1;
    case STET_CODE_SPAN:
    case STET_MATH:
        stet__fill_put(&p->fill, item->text);
        return 1;
    case STET_SOFT_BREAK:
        stet__fill_put_gap(&p->fill);
        return 1;
    case STET_LINE_BREAK:
        stet__fill_end_line(&p->fill);
        return 1;
    case STET_CODE:
        write_code(p, item);
        return 1;
    case STET_SEPARATOR:
        stet__fill_put(&p->fill, stet_cstr("* * *"));
        stet__fill_set_apart(&p->fill);
        return 1;
    case STET_IMAGE:
    case STET_MEDIA:
        write_alternative(p, item);
        return 1;
    case STET_EMBED:
        write_embed(p, item);
        return 1;
    case STET_FOOTNOTE_REF:
        put_label(p, item);
        return 1;
    case STET_HTML:
    case STET_SHORTCODE:
    case STET_SLOT:
    case STET_HTML_INLINE:
    case STET_SHORTCODE_INLINE:
        return 1;
    default:
        return 0;
    }
}

static size_t write_item(struct page *p, const stet_item *item, size_t at)
{
    if (write_leaf(p, item))
        return item->skip;
    if (p->depth >= DEPTH_MAX)
        return at + 1; /* too deep for prefixes: its text follows */
    if (write_container(p, item, at))
        return at + 1;
    int block = stet_family_of(p->a, item->kind) == STET_FAMILY_BLOCK;
    if (block)
        stet__fill_end_line(&p->fill);
    stet__fill_put(&p->fill, item->text);
    keep_open(p, block ? END_BLOCK : END_NOTHING);
    return at + 1;
}

static void write_blocks(struct page *p)
{
    p->items = stet_walk(p->a, stet_root(p->a, STET_FAMILY_BLOCK), &p->count);
    p->note_first = stet__text_last_number(p->items, p->count);
    for (size_t at = 0; at < p->count;) {
        const stet_item *item = &p->items[at];
        if (p->depth > item->depth)
            close_to(p, item->depth);
        if (item->depth == 0 && !(p->plan->zones >> item->zone & 1))
            at = item->skip;
        else
            at = write_item(p, item, at);
    }
    close_to(p, 0);
    stet__fill_end_line(&p->fill);
}

/* ---- header and notes ------------------------------------------------------- */
static int stands_in_head(struct page *p, stet_str text)
{
    if (!(p->plan->zones >> STET_ZONE_HEAD & 1))
        return 0;
    stet_node n = stet_first(p->a, stet_root(p->a, STET_FAMILY_BLOCK));
    for (; n && stet_zone_of(p->a, n) == STET_ZONE_HEAD; n = stet_next(p->a, n)) {
        stet_str content = stet_content(p->a, n);
        if (memmem(content.p, content.n, text.p, text.n))
            return 1;
    }
    return 0;
}

/* The byline as it is printed, else the names of the authors. */
static stet_str byline(struct page *p)
{
    stet_str line = stet_field_text(p->a, STET_BYLINE);
    stet_node n = stet_first(p->a, stet_field(p->a, STET_AUTHORS));
    if (line.n || !n)
        return line;
    stet_out out = stet_out_in_article(p->a, 128, 65536);
    for (; n; n = stet_next(p->a, n)) {
        stet_str name = stet_attr_str(p->a, n, STET_ATTR_NAME);
        stet_puts(&out, out.len ? ", " : "");
        stet_put_str(&out, name.n ? name : stet_text(p->a, n));
    }
    return stet_out_text(&out);
}

static void write_header(struct page *p)
{
    stet_str headline = stet_field_text(p->a, STET_HEADLINE);
    stet_str names = byline(p);
    stet_str date = stet_field_text(p->a, STET_PUBLISHED);
    stet_str raw = stet_attr_str(p->a, stet_field(p->a, STET_PUBLISHED), STET_ATTR_RAW);
    if (headline.n && !stands_in_head(p, headline)) {
        stet__fill_put(&p->fill, headline);
        underline(p, headline, '=');
    }
    if (names.n && !stands_in_head(p, names)) {
        stet__fill_put(&p->fill, names);
        stet__fill_set_apart(&p->fill);
    }
    if (date.n && !stands_in_head(p, date) && !(raw.n && stands_in_head(p, raw))) {
        stet__fill_put(&p->fill, date);
        stet__fill_set_apart(&p->fill);
    }
}

/* Addresses are not broken: each stands on a line of its own. */
static void write_notes(struct page *p)
{
    stet_puts(p->out, p->note_count ? "\n" : "");
    for (size_t i = 0; i < p->note_count; i++) {
        stet_putc(p->out, '[');
        stet_put_int(p->out, (int64_t)(p->note_first + i + 1));
        stet_puts(p->out, "] ");
        for (size_t k = 0; k < p->notes[i].n; k++)
            if ((unsigned char)p->notes[i].p[k] > ' ' && p->notes[i].p[k] != 0x7f)
                stet_putc(p->out, p->notes[i].p[k]);
        stet_putc(p->out, '\n');
    }
}

static stet_code write_text(const void *plan, void *scratch, stet_article *a,
                            stet_out *out)
{
    const struct text_plan *t = plan;
    struct page p = {.a = a, .plan = t, .out = out};
    (void)scratch;
    p.fill.kit = stet_kit_of(a);
    p.fill.out = out;
    p.fill.width = (size_t)t->config->width;
    p.fill.word = stet_out_in_article(a, 256, out->max);
    if (t->config->header)
        write_header(&p);
    write_blocks(&p);
    write_notes(&p);
    return p.fill.word.failed ? p.fill.word.failed : stet_out_status(out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "text/plain; charset=utf-8",
    .extension = ".txt",
    .renders = renders,
    .write = write_text,
};

static const char *const reads[] = {"body",    "headline",  "byline",
                                    "authors", "published", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct text_config),
    .name = "write.text",
    .summary = "Write the article as plain text.",
    .options = options,
    .reads = reads,
    .compile = compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(text, "0.1.0", 0, .summary = "Plain text, filled by display width.",
            .license = "MIT", .steps = steps);
