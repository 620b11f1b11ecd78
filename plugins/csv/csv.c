/* SPDX-License-Identifier: MIT */
/*
 * write.csv - many articles as one table, one row an article (RFC 4180).
 *
 *   out:
 *     - use: write.csv
 *       to: articles.csv
 *       with:
 *         fields: [id, canonical, headline, authors, published, words]
 *         columns:                     # further columns, made by templates
 *           Slug: "{{ slug }}"
 *         separator: ","               # or ";" or a tab
 *         header: true
 *         formulas: guard              # a cell that a spreadsheet would compute gets a
 * '
 *
 * Besides names of fields, `fields` takes text (the plain text), notices and source
 * (the name of the input). Several values stand in one cell, apart by "; ". Rows come
 * in the order of the inputs. Control characters but tab and line ends are left out.
 */
#include <stet/plugin.h>

struct csv_config {
    stet_list fields, columns;
    stet_str separator;
    int32_t formulas;
    uint8_t header, bom;
};

enum { FORMULAS_GUARD = 1, FORMULAS_KEEP };
enum source { FROM_FIELD = 1, FROM_TEMPLATE, FROM_TEXT, FROM_NOTICES, FROM_SOURCE };

struct column {
    stet_str name;
    stet_kind field;
    uint16_t from; /* enum source */
    const stet_template *template;
};

struct csv_plan {
    const struct csv_config *config;
    struct column *columns;
    size_t count;
};

/* One row being written: a cell is built, then quoted into the row. */
struct row {
    stet_article *a;
    const struct csv_plan *plan;
    stet_out *out;
    stet_out cell;
};

static const stet_enum formulas[] = {
    {"guard", FORMULAS_GUARD, "a ' before what a spreadsheet would compute"},
    {"keep", FORMULAS_KEEP, "cells as they are: not for spreadsheets"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_LIST_OF(struct csv_config, fields, STET_TYPE_STRING,
                 .def = "[id, canonical, headline, standfirst, byline, authors, "
                        "published, updated, language, subjects, words]",
                 .help = "Fields by name; also text, notices, source."),
    STET_MAP_OF(struct csv_config, columns, STET_TYPE_TEMPLATE,
                .help = "Further columns: their head and the template of a cell.",
                .example = "{ Slug: \"{{ slug }}\" }"),
    STET_STRING(struct csv_config, separator, .def = "\",\"", .pattern = "[,;\t|]",
                .help = "What stands between cells: a comma, semicolon, bar or tab."),
    STET_CHOICE(struct csv_config, formulas, formulas, .def = "guard",
                .help = "What becomes of cells that a spreadsheet would compute."),
    STET_BOOL(struct csv_config, header, .def = "true",
              .help = "A first row of names."),
    STET_BOOL(struct csv_config, bom, .def = "false",
              .help =
                  "A byte order mark first, for spreadsheets that guess encodings."),
    STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_FIELD, STET_DEGRADES, "a cell, where a column asks for it"},
    {0, STET_FAMILY_PART, STET_DEGRADES, "its name"},
    {0, STET_FAMILY_NOTICE, STET_DEGRADES, "its text, where a column asks for it"},
    {0, STET_FAMILY_BLOCK, STET_DEGRADES, "its text, where a column asks for it"},
    {0, STET_FAMILY_INLINE, STET_DEGRADES, "its text, where a column asks for it"},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_RANGE, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

/* ---- columns ---------------------------------------------------------------- */
static int is_field(stet_kind kind)
{
    return (kind >= STET_ID && kind <= STET_STAMPS) || kind >= STET_KIND_X;
}

static stet_code read_field(stet_build *b, size_t i, stet_str name, struct column *to)
{
    static const struct {
        const char *name;
        enum source from;
    } special[] = {
        {"text", FROM_TEXT}, {"notices", FROM_NOTICES}, {"source", FROM_SOURCE}};
    to->name = name;
    for (size_t k = 0; k < sizeof special / sizeof *special; k++)
        if (stet_str_is(name, special[k].name)) {
            to->from = special[k].from;
            return STET_OK;
        }
    to->from = FROM_FIELD;
    to->field = stet_build_kind(b, name);
    if (is_field(to->field))
        return STET_OK;
    return stet_problem(b, "fields", (int64_t)i,
                        "names of fields, or text, notices, source",
                        "no field is called %.*s", (int)name.n, name.p);
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct csv_config *c = config;
    struct csv_plan *plan = stet_build_alloc(b, sizeof *plan);
    stet_code code = STET_OK;
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->count = c->fields.n + c->columns.n;
    if (!plan->count)
        return stet_problem(b, "fields", -1, "name at least one field",
                            "a table without columns");
    plan->columns = stet_build_alloc(b, plan->count * sizeof *plan->columns);
    if (!plan->columns)
        return STET_E_NOMEM;
    for (size_t i = 0; i < c->fields.n; i++) {
        stet_code bad =
            read_field(b, i, ((const stet_str *)c->fields.items)[i], &plan->columns[i]);
        code = bad != STET_OK ? bad : code;
    }
    for (size_t i = 0; i < c->columns.n; i++) {
        const stet_pair *pair = &((const stet_pair *)c->columns.items)[i];
        plan->columns[c->fields.n + i] =
            (struct column){.name = pair->key,
                            .from = FROM_TEMPLATE,
                            .template = *(const stet_template *const *)pair->value};
    }
    if (c->formulas == FORMULAS_KEEP)
        b->ops->problem(b, "formulas", -1, 1,
                        stet_cstr("cells may run as formulas in a spreadsheet"),
                        stet_cstr("leave it at guard for files that people open"));
    *ret_plan = plan;
    return code;
}

/* ---- cells ------------------------------------------------------------------ */
/* Would a spreadsheet compute what begins like this? Full-width signs count, too. */
static int is_formula(const char *p, size_t n)
{
    if (!n)
        return 0;
    if (strchr("=+-@\t\r\n", p[0]) && p[0])
        return 1;
    if (n < 3 || (unsigned char)p[0] != 0xef || (unsigned char)p[1] != 0xbc)
        return 0;
    unsigned char last = (unsigned char)p[2];
    return last == 0x9d || last == 0x8b || last == 0x8d || last == 0xa0;
}

/* Bytes of a character that no table holds: controls, U+FFFE, U+FFFF; or 0. */
static size_t dropped_bytes(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c == 0xef && n > 2 && (unsigned char)p[1] == 0xbf)
        return (unsigned char)p[2] >= 0xbe ? 3 : 0;
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

static int needs_quotes(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strchr(",;|\t\"\r\n", p[i]) && p[i])
            return 1;
    return n && (p[0] == ' ' || p[n - 1] == ' ' || p[0] == '\'');
}

/* The cell without what no table may hold; in place. */
static void clean_cell(stet_out *cell)
{
    size_t to = 0;
    for (size_t i = 0; i < cell->len;) {
        size_t bad = dropped_bytes(cell->data + i, cell->len - i);
        if (!bad)
            cell->data[to++] = cell->data[i];
        i += bad ? bad : 1;
    }
    cell->len = to;
}

static void put_quoted(stet_out *out, const char *guard, const char *p, size_t n)
{
    size_t from = 0;
    stet_putc(out, '"');
    stet_puts(out, guard);
    for (size_t i = 0; i < n; i++)
        if (p[i] == '"') {
            stet_put(out, p + from, i + 1 - from);
            from = i; /* once more */
        }
    stet_put(out, p + from, n - from);
    stet_putc(out, '"');
}

static void put_cell(const struct csv_config *c, stet_out *out, stet_out *cell)
{
    clean_cell(cell);
    if (cell->failed) {
        out->failed = cell->failed;
        return;
    }
    if (c->formulas == FORMULAS_GUARD && is_formula(cell->data, cell->len))
        put_quoted(out, "'", cell->data, cell->len);
    else if (needs_quotes(cell->data, cell->len))
        put_quoted(out, "", cell->data, cell->len);
    else
        stet_put(out, cell->data, cell->len);
}

static void add_value(stet_out *cell, stet_str value, const char *between)
{
    if (!value.n)
        return;
    if (cell->len)
        stet_puts(cell, between);
    stet_put_str(cell, value);
}

static stet_str name_of(struct row *r, stet_node part)
{
    stet_str name = stet_attr_str(r->a, part, STET_ATTR_NAME);
    if (!name.n)
        name = stet_text(r->a, part);
    if (!name.n && stet_kind_of(r->a, part) == STET_CORRECTION_PART)
        name = stet_attr_str(r->a, part, STET_ATTR_VALUE);
    if (!name.n)
        name = stet_attr_str(r->a, part, STET_ATTR_TITLE);
    if (!name.n)
        name = stet_attr_str(r->a, part, STET_ATTR_URL);
    return name.n ? name : stet_attr_str(r->a, part, STET_ATTR_SRC);
}

static void add_statement(struct row *r, stet_node statement)
{
    add_value(&r->cell, stet_text(r->a, statement), "; ");
    for (stet_node p = stet_first(r->a, statement); p; p = stet_next(r->a, p))
        add_value(&r->cell, name_of(r, p), "; ");
}

/* Fields that several statements make stand with all of them, others with the chosen.
 */
static void add_field(struct row *r, stet_kind field)
{
    stet_node root = stet_root(r->a, STET_FAMILY_FIELD);
    switch (field) {
    case STET_SUBJECTS:
    case STET_ALT_HEADLINE:
    case STET_ALT_IDS:
    case STET_IMAGES:
    case STET_IMAGE_CREDITS:
    case STET_CORRECTIONS:
    case STET_TRANSLATIONS:
    case STET_TRUST:
        for (stet_node s = stet_find(r->a, root, 0, field); s;
             s = stet_find(r->a, root, s, field))
            add_statement(r, s);
        break;
    default:
        add_statement(r, stet_field(r->a, field));
    }
}

static void add_notices(struct row *r)
{
    stet_node root = stet_root(r->a, STET_FAMILY_NOTICE);
    for (stet_node n = stet_first(r->a, root); n; n = stet_next(r->a, n)) {
        add_value(&r->cell, stet_text(r->a, n), "\n");
        for (stet_node p = stet_first(r->a, n); p; p = stet_next(r->a, p))
            add_value(&r->cell,
                      stet_content(r->a, stet_attr_node(r->a, p, STET_ATTR_BLOCK)),
                      "\n");
    }
}

static void add_text(struct row *r)
{
    const stet_view *view = stet_view_get(r->a, STET_LAYER_TEXT,
                                          1u << STET_ZONE_BODY | 1u << STET_ZONE_TAIL);
    if (view)
        stet_put_str(&r->cell, view->text);
    else
        r->cell.failed = STET_E_NOMEM;
}

static stet_code put_column(struct row *r, const struct column *column)
{
    stet_str text = stet_cstr("");
    stet_code code = STET_OK;
    r->cell.len = 0;
    switch (column->from) {
    case FROM_FIELD:
        add_field(r, column->field);
        break;
    case FROM_TEXT:
        add_text(r);
        break;
    case FROM_NOTICES:
        add_notices(r);
        break;
    case FROM_SOURCE:
        stet_put_str(&r->cell, stet_source_name(r->a));
        break;
    default:
        code = stet_expand(r->a, column->template, &text);
        stet_put_str(&r->cell, text);
    }
    put_cell(r->plan->config, r->out, &r->cell);
    return code;
}

static stet_code write_piece(const void *plan, void *scratch, stet_article *a,
                             stet_out *out, stet_str *ret_key)
{
    const struct csv_plan *p = plan;
    struct row r = {.a = a, .plan = p, .out = out};
    stet_code code = STET_OK;
    (void)scratch;
    *ret_key = stet_cstr("");
    r.cell = stet_out_in_article(a, 1024, out->max);
    for (size_t i = 0; i < p->count && code == STET_OK; i++) {
        if (i)
            stet_put_str(out, p->config->separator);
        code = put_column(&r, &p->columns[i]);
    }
    stet_puts(out, "\r\n");
    return code == STET_OK ? stet_out_status(out) : code;
}

/* ---- the table -------------------------------------------------------------- */
static void put_head_cell(stet_out *out, stet_str name)
{
    if (needs_quotes(name.p, name.n) || is_formula(name.p, name.n))
        put_quoted(out, is_formula(name.p, name.n) ? "'" : "", name.p, name.n);
    else
        stet_put_str(out, name);
}

static stet_code begin_table(const void *plan, int64_t now, stet_out *out)
{
    const struct csv_plan *p = plan;
    (void)now;
    if (p->config->bom)
        stet_puts(out, "\xef\xbb\xbf");
    for (size_t i = 0; i < p->count && p->config->header; i++) {
        if (i)
            stet_put_str(out, p->config->separator);
        put_head_cell(out, p->columns[i].name);
    }
    if (p->config->header)
        stet_puts(out, "\r\n");
    return stet_out_status(out);
}

static stet_code join_table(const void *plan, uint64_t index, stet_str piece,
                            stet_out *out)
{
    (void)plan;
    (void)index;
    stet_put_str(out, piece);
    return stet_out_status(out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "text/csv; charset=utf-8; header=present",
    .extension = ".csv",
    .renders = renders,
    .piece = write_piece,
    .begin = begin_table,
    .join = join_table,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct csv_config),
    .name = "write.csv",
    .summary = "Write many articles as one table, a row for each.",
    .options = options,
    .reads = reads,
    .compile = compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(csv, "0.1.0", 0, .summary = "Tables.", .license = "MIT", .steps = steps);
