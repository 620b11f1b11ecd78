/* SPDX-License-Identifier: MIT */
/*
 * Catalogues: one file for each house and language, bound by the tables below, so that
 * every mistake is told at its place.
 *
 *   catalogue: herald
 *   language: en
 *   revised: 2026-11-24
 *   notices:
 *     opinion:
 *       kind: disclaimer.opinion
 *       when: genre == "opinion"
 *       text: The views expressed are those of {{ authors | join: ", " }}.
 *
 * A notice of the house's own catalogues outranks one that ships with stet, language by
 * language. Only what a pipeline names is compiled; of own files everything is, so that
 * `stet check` sees all of it.
 */
#include "notice.h"

struct entry {
    stet_str kind, about, when, gone_when, image, doc;
    const stet_data *text;
    stet_list values, like;
    int32_t digital_source, placement, style, if_present, otherwise, needs;
    int64_t paragraph, repeat;
    stet_date valid_from, valid_until;
};

struct file {
    stet_str catalogue, language, doc;
    stet_date revised;
    stet_list notices;
    const stet_data *root; /* of the file */
    uint8_t own;
};

struct maker {
    stet_build *b;
    const struct notice_settings *settings;
    struct notice_plan *plan;
    struct file *files;
    size_t file_count;
    struct notice *notices;
    size_t notice_max;
    uint64_t used[4]; /* which of the values given were used */
    int compiled_all;
    stet_code code;
};

enum { VALUES_MAX = 256, NOTICES_MAX = 128, FILES_MAX = 64 };

/* ---- tables -------------------------------------------------------------------- */

const stet_enum stet__notice_styles[] = {{"plain", STYLE_PLAIN, NULL},
                                         {"emphasis", STYLE_EMPHASIS, "mostly italic"},
                                         {"strong", STYLE_STRONG, "mostly bold"},
                                         {NULL, 0, NULL}};
const stet_enum stet__notice_present[] = {
    {"skip", PRESENT_SKIP, "leave the article as it is"},
    {"replace", PRESENT_REPLACE, "take the other out, where it stands by itself"},
    {"warn", PRESENT_WARN, "leave the article as it is, and say so in a finding"},
    {"stamp", PRESENT_STAMP, "stamp all the same"},
    {NULL, 0, NULL}};
const stet_enum stet__notice_otherwise[] = {
    {"keep", OTHERWISE_KEEP, "a stamp of an earlier run stays"},
    {"remove", OTHERWISE_REMOVE, "a stamp of an earlier run goes"},
    {NULL, 0, NULL}};
static const stet_enum needs[] = {
    {"affiliate_link", NEEDS_AFFILIATE, "a link that earns a commission"},
    {NULL, 0, NULL}};

/* Of the IPTC's digital source types those that text can have. */
static const stet_enum sources[] = {
    {"trainedAlgorithmicMedia", 1, "made by a trained model"},
    {"compositeWithTrainedAlgorithmicMedia", 2, "parts made by a trained model"},
    {"algorithmicallyEnhanced", 3, "altered by an algorithm"},
    {"algorithmicMedia", 4, "made by an algorithm without sampled content"},
    {"dataDrivenMedia", 5, "made from data by rules that people wrote"},
    {"humanEdits", 6, "edited by people"},
    {"digitalCreation", 7, "made by people"},
    {NULL, 0, NULL}};
static const char source_base[] = "http://cv.iptc.org/newscodes/digitalsourcetype/";

static const stet_option entry_rows[] = {
    STET_KIND_NAME(struct entry, kind, .flags = STET_OPT_REQUIRED,
                   .example = "disclaimer.opinion", .help = "The kind of notice."),
    STET_ANY(struct entry, text,
             .help = "The text, or a list of wordings with when and text.",
             .example = "Views are those of the author."),
    STET_STRING(struct entry, doc, .help = "What it is for."),
    STET_STRING(struct entry, when, .help = "Stamped only where this holds.",
                .example = "genre == \"opinion\""),
    STET_STRING(struct entry, gone_when,
                .help = "An earlier stamp is taken out where this holds.",
                .example = "embargo <= now"),
    STET_LIST_OF(struct entry, like, STET_TYPE_KIND, .max = LIKE_MAX,
                 .help = "Other kinds that count as this one where they stand."),
    STET_STRING(struct entry, about,
                .help = "Words that another notice of the kind must say to count."),
    STET_MAP_OF(struct entry, values, STET_TYPE_STRING, .max = VALUES_MAX,
                .help = "What ${name} stands for where the step does not say."),
    STET_CHOICE(struct entry, placement, stet__stamp_placements,
                .help = "Where it goes."),
    STET_INT(struct entry, paragraph, 1, 10000, .help = "For after_paragraph."),
    STET_CHOICE(struct entry, style, stet__notice_styles, .help = "How it is set."),
    STET_CHOICE(struct entry, if_present, stet__notice_present,
                .help = "What to do where the article has such a notice."),
    STET_CHOICE(struct entry, otherwise, stet__notice_otherwise,
                .help = "What becomes of an earlier stamp where `when` fails."),
    STET_CHOICE(struct entry, needs, needs, .help = "What the article must have."),
    STET_INT(struct entry, repeat, 1, REPEAT_MAX,
             .help = "One notice for each ${n} from 0, with its own id."),
    STET_CHOICE(struct entry, digital_source, sources,
                .help = "IPTC digital source type that the notice states."),
    STET_STRING(struct entry, image, .help = "Address of a counting image."),
    STET_DATE(struct entry, valid_from, .help = "Not stamped before."),
    STET_DATE(struct entry, valid_until, .help = "Taken out behind this day."),
    STET_OPTION_END};

static const stet_option file_rows[] = {
    STET_STRING(struct file, catalogue, .flags = STET_OPT_REQUIRED, .example = "herald",
                .help = "Name of the house."),
    STET_LANG(struct file, language, .flags = STET_OPT_REQUIRED, .example = "en",
              .help = "Language of all its texts."),
    STET_DATE(struct file, revised, .help = "When the texts were last looked at."),
    STET_STRING(struct file, doc, .help = "What it is for."),
    STET_MAP_OF(struct file, notices, STET_TYPE_OBJECT, .fields = entry_rows,
                .item_size = sizeof(struct entry), .flags = STET_OPT_REQUIRED,
                .example = "{ opinion: { kind: disclaimer.opinion, text: ... } }",
                .help = "Notices by name."),
    STET_OPTION_END};

struct wording_row {
    stet_str when, text;
};
static const stet_option wording_rows[] = {
    STET_STRING(struct wording_row, when, .help = "Said where this holds."),
    STET_STRING(struct wording_row, text, .flags = STET_OPT_REQUIRED,
                .example = "Views are those of the author.", .help = "The text."),
    STET_OPTION_END};

/* ---- dates --------------------------------------------------------------------- */

int64_t stet__notice_begins(const stet_kit *kit, const stet_date *date)
{
    return date && date->year ? kit->date_seconds(date) : INT64_MIN;
}

int64_t stet__notice_ends(const stet_kit *kit, const stet_date *date)
{
    static const int64_t lengths[] = {
        [STET_DAY] = 86400, [STET_MINUTE] = 60, [STET_SECOND] = 1};
    if (!date || !date->year)
        return INT64_MAX;
    stet_date next = *date;
    if (date->precision >= STET_DAY)
        return kit->date_seconds(date) + lengths[date->precision];
    if (date->precision == STET_MONTH && date->month < 12) {
        next.month++;
    } else {
        next.year++;
        next.month = date->precision == STET_MONTH ? 1 : next.month;
    }
    return kit->date_seconds(&next);
}

static int grow(stet_out *out, size_t more)
{
    (void)more;
    return out->failed = STET_E_LIMIT;
}

/* A date in its ISO form. */
stet_str stet__notice_date(stet_build *b, const stet_date *date)
{
    enum { CAP = 40 };
    if (!date || !date->year)
        return stet_cstr("");
    stet_out out = {.size = sizeof out, .max = CAP, .cap = CAP, .grow = grow};
    out.data = stet_build_alloc(b, CAP + 1);
    if (!out.data)
        return stet_cstr("");
    stet_build_kit(b)->date_format(&out, date, STET_DATE_ISO);
    return stet_strn(out.data, out.len);
}

/* ---- one edition --------------------------------------------------------------- */

static void keep(struct maker *m, stet_code code)
{
    if (m->code == STET_OK)
        m->code = code;
}

static const stet_expr *read_when(struct maker *m, stet_str text, const stet_data *at,
                                  const struct values *values)
{
    if (!text.n)
        return NULL;
    stet_str whole = stet__notice_substitute(m->b, text, at, values);
    const stet_expr *expr = whole.p ? stet_build_expr(m->b, whole, at) : NULL;
    if (!expr)
        keep(m, STET_E_CONFIG);
    return expr;
}

static void read_row(struct maker *m, const stet_data *at, const struct values *values,
                     struct wording *ret)
{
    struct wording_row row;
    memset(&row, 0, sizeof row);
    if (at->type != STET_DATA_MAP) {
        keep(m, stet__notice_wording(m->b, stet_data_text(at), at, values, 1, ret));
        return;
    }
    stet_code code =
        stet_build_bind(m->b, "wording", wording_rows, at, &row, sizeof row);
    if (code != STET_OK) {
        keep(m, code);
        return;
    }
    ret->when = read_when(m, row.when, stet_data_get(at, "when"), values);
    keep(m, stet__notice_wording(m->b, row.text, stet_data_get(at, "text"), values, 1,
                                 ret));
}

/* A text, or a list of texts and of maps with `when` and `text`. */
static void read_wordings(struct maker *m, const stet_data *text, const stet_data *at,
                          const struct values *values, struct edition *e)
{
    size_t count = text && text->type == STET_DATA_LIST ? text->count : 1;
    if (!text || count > WORDINGS_MAX || !count || text->type == STET_DATA_NULL) {
        keep(m, stet_problem_at(
                    m->b, text ? text : at, "give a text, or a list of when and text",
                    text ? "a notice has 1 to %d wordings" : "a notice needs a text",
                    WORDINGS_MAX));
        return;
    }
    e->wordings = stet_build_alloc(m->b, count * sizeof *e->wordings);
    if (!e->wordings) {
        keep(m, STET_E_NOMEM);
        return;
    }
    const stet_data *row = text->type == STET_DATA_LIST ? text->first : text;
    for (; e->wording_count < count; row = row->next)
        read_row(m, row, values, &e->wordings[e->wording_count++]);
}

static void read_kinds(struct maker *m, const struct entry *entry, const stet_data *at,
                       struct edition *e)
{
    const stet_str *like = entry->like.items;
    e->kind = stet_build_kind(m->b, entry->kind);
    e->kind_name = entry->kind;
    if (entry->kind.n && e->kind &&
        (e->kind < STET_NOTICE_OTHER || e->kind >= STET_KIND_X))
        keep(m, stet_problem_at(m->b, stet_data_get(at, "kind"),
                                "disclaimer.opinion, correction, provenance, ...",
                                "'%.*s' is no kind of notice", (int)entry->kind.n,
                                entry->kind.p));
    for (size_t i = 0; i < entry->like.n && i < LIKE_MAX; i++)
        e->like[e->like_count++] = stet_build_kind(m->b, like[i]);
}

static void read_source(struct maker *m, const struct entry *entry, struct edition *e)
{
    size_t base = sizeof source_base - 1;
    e->digital_source = stet_cstr("");
    if (!entry->digital_source)
        return;
    const char *name = sources[entry->digital_source - 1].name;
    char *text = stet_build_alloc(m->b, base + strlen(name) + 1);
    if (!text) {
        keep(m, STET_E_NOMEM);
        return;
    }
    memcpy(text, source_base, base);
    memcpy(text + base, name, strlen(name) + 1);
    e->digital_source = stet_cstr(text);
}

static int32_t first_of(int32_t a, int32_t b, int32_t fallback)
{
    return a ? a : b ? b : fallback;
}

static void read_validity(struct maker *m, const stet_date *from,
                          const stet_date *until, const stet_data *at,
                          struct edition *e)
{
    const stet_kit *kit = stet_build_kit(m->b);
    e->from = stet__notice_begins(kit, from);
    e->until = stet__notice_ends(kit, until);
    e->valid_from = stet__notice_date(m->b, from);
    e->valid_until = stet__notice_date(m->b, until);
    if (e->from >= e->until)
        keep(m,
             stet_problem_at(m->b, at, NULL, "it is valid until before it is valid"));
}

/* What the step says outranks what the catalogue says. */
static void read_settings(struct maker *m, const struct entry *entry,
                          const stet_data *at, struct edition *e)
{
    const struct notice_settings *s = m->settings;
    e->placement = first_of(s->placement, entry->placement, STAMP_TAIL);
    e->paragraph = s->paragraph ? s->paragraph : entry->paragraph;
    e->style = first_of(s->style, entry->style, STYLE_PLAIN);
    e->if_present = first_of(s->if_present, entry->if_present, PRESENT_SKIP);
    e->otherwise = first_of(s->otherwise, entry->otherwise, OTHERWISE_KEEP);
    e->needs = entry->needs;
    if (e->placement == STAMP_AFTER_PARAGRAPH && !e->paragraph)
        keep(m, stet_problem_at(m->b, at, "add paragraph: 3",
                                "after_paragraph needs the number of the paragraph"));
    read_validity(m, s->from && s->from->year ? s->from : &entry->valid_from,
                  s->until && s->until->year ? s->until : &entry->valid_until, at, e);
}

static void read_phrase(struct maker *m, stet_str text, const stet_data *at,
                        const struct values *values, struct phrase *ret)
{
    *ret = (struct phrase){.literal = stet_cstr("")};
    if (text.n)
        keep(m, stet__notice_phrase(m->b, text, at, values, ret));
}

static void read_edition(struct maker *m, const struct file *file,
                         const struct entry *entry, const stet_data *at, int64_t number,
                         struct edition *e)
{
    const struct values values = {.given = &m->settings->values,
                                  .preset = &entry->values,
                                  .used = m->used,
                                  .number = number};
    memset(e, 0, sizeof *e);
    e->language = file->language;
    read_kinds(m, entry, at, e);
    read_source(m, entry, e);
    read_settings(m, entry, at, e);
    read_phrase(m, entry->about, stet_data_get(at, "about"), &values, &e->about);
    e->wants_image = entry->image.n > 0;
    read_phrase(m, entry->image, stet_data_get(at, "image"), &values, &e->image);
    e->when = read_when(m, entry->when, stet_data_get(at, "when"), &values);
    e->gone_when =
        read_when(m, entry->gone_when, stet_data_get(at, "gone_when"), &values);
    read_wordings(m, stet_data_get(at, "text"), at, &values, e);
}

/* ---- files --------------------------------------------------------------------- */

/* A name becomes the id of a stamp: letters of ASCII, digits, dots. */
static void check_names(struct maker *m, const struct file *file)
{
    const stet_data *map = stet_data_get(file->root, "notices");
    for (const stet_data *d = map ? map->first : NULL; d; d = d->next) {
        size_t i = 0;
        while (i < d->key.n && d->key.n <= 64 &&
               ((d->key.p[i] >= 'a' && d->key.p[i] <= 'z') ||
                (i && d->key.p[i] >= '0' && d->key.p[i] <= '9') ||
                (i && memchr("._-", d->key.p[i], 3))))
            i++;
        if (!i || i < d->key.n)
            keep(m, stet_problem_at(m->b, d, "lower case letters, digits, . _ -",
                                    "'%.*s' is no name of a notice", (int)d->key.n,
                                    d->key.p));
    }
}

static void read_file(struct maker *m, stet_str path, int own)
{
    const stet_data *root = stet_build_load(m->b, path, 0);
    struct file *file = &m->files[m->file_count];
    memset(file, 0, sizeof *file);
    stet_code code =
        root ? stet_build_bind(m->b, "catalogue", file_rows, root, file, sizeof *file)
             : STET_E_CONFIG;
    keep(m, code);
    if (!root || !file->notices.n)
        return; /* else its texts are looked at all the same */
    file->root = root;
    file->own = (uint8_t)own;
    m->file_count++;
    check_names(m, file);
}

static void read_files(struct maker *m)
{
    static const char *const shipped[] = {"en.yaml", "de.yaml", "fr.yaml", "es.yaml"};
    const stet_str *own = m->settings->catalogues.items;
    for (size_t i = 0; i < m->settings->catalogues.n; i++)
        read_file(m, own[i], 1);
    for (size_t i = 0; i < 4 && m->settings->notices.n; i++)
        read_file(m, stet_build_data_file(m->b, shipped[i]), 0);
}

static const struct entry *find_entry(const struct file *file, stet_str name)
{
    const stet_pair *pairs = file->notices.items;
    for (size_t i = 0; i < file->notices.n; i++)
        if (stet_str_eq(pairs[i].key, name))
            return pairs[i].value;
    return NULL;
}

static const stet_data *entry_data(const struct file *file, stet_str name)
{
    const stet_data *map = stet_data_get(file->root, "notices");
    const stet_data *d = map ? map->first : NULL;
    while (d && !stet_str_eq(d->key, name))
        d = d->next;
    return d ? d : file->root;
}

/* ---- one notice, in all languages ---------------------------------------------- */

/* Is there an entry of a file in front, in the same language? */
static int is_outranked(const struct maker *m, size_t number, stet_str name)
{
    for (size_t i = 0; i < number; i++)
        if (stet_str_eq(m->files[i].language, m->files[number].language) &&
            find_entry(&m->files[i], name))
            return 1;
    return 0;
}

static stet_str make_id(struct maker *m, stet_str name, int64_t number, int64_t repeat)
{
    stet_str id = m->settings->id.n ? m->settings->id : name;
    if (repeat < 2)
        return id;
    char *text = stet_build_alloc(m->b, id.n + 24);
    if (!text)
        return id;
    snprintf(text, id.n + 24, "%.*s.%d", (int)id.n, id.p, (int)number + 1);
    return stet_cstr(text);
}

static void add_notice(struct maker *m, stet_str name, int64_t number, int64_t repeat)
{
    struct edition *editions = stet_build_alloc(m->b, m->file_count * sizeof *editions);
    size_t count = 0;
    if (m->plan->count == m->notice_max || !editions) {
        keep(m, editions ? stet_problem(m->b, "notices", -1, "make it two steps",
                                        "more than %d notices", NOTICES_MAX)
                         : STET_E_NOMEM);
        return;
    }
    for (size_t i = 0; i < m->file_count; i++) {
        const struct entry *entry = find_entry(&m->files[i], name);
        if (!entry || is_outranked(m, i, name) || (number && number >= entry->repeat))
            continue;
        read_edition(m, &m->files[i], entry, entry_data(&m->files[i], name), number,
                     &editions[count]);
        stet__notice_fix(m->b, m->plan, &editions[count++]);
    }
    m->notices[m->plan->count++] =
        (struct notice){make_id(m, name, number, repeat), editions, count};
}

static void say_unknown(struct maker *m, size_t index, stet_str name)
{
    const char *names[VALUES_MAX + 1];
    char hint[160];
    size_t n = 0;
    for (size_t i = 0; i < m->file_count; i++) {
        const stet_pair *pairs = m->files[i].notices.items;
        for (size_t k = 0; k < m->files[i].notices.n && n < VALUES_MAX; k++)
            names[n++] = pairs[k].key.p;
    }
    names[n] = NULL;
    const char *near = stet_build_suggest(m->b, name, names);
    snprintf(hint, sizeof hint, near ? "did you mean '%s'?" : "see docs/stamping.md",
             near);
    keep(m, stet_problem(m->b, "notices", (int64_t)index, hint,
                         "no catalogue has a notice '%.*s'", (int)name.n, name.p));
}

static void add_notices(struct maker *m, size_t index, stet_str name)
{
    int64_t repeat = 0;
    for (size_t i = 0; i < m->file_count; i++) {
        const struct entry *entry = find_entry(&m->files[i], name);
        int64_t times = !entry ? 0 : entry->repeat ? entry->repeat : 1;
        repeat = times > repeat ? times : repeat;
    }
    if (!repeat)
        say_unknown(m, index, name);
    for (int64_t n = 0; n < repeat; n++)
        add_notice(m, name, n, repeat);
}

/* Entries of own files that nobody names are compiled too, and left out again. */
static void check_own(struct maker *m)
{
    for (size_t i = 0; i < m->file_count; i++) {
        const struct file *file = &m->files[i];
        const stet_pair *pairs = file->notices.items;
        for (size_t k = 0; file->own && k < file->notices.n; k++) {
            struct edition unused;
            int named = !m->settings->notices.n;
            const stet_str *names = m->settings->notices.items;
            for (size_t j = 0; j < m->settings->notices.n && !named; j++)
                named = stet_str_eq(names[j], pairs[k].key);
            if (!named || is_outranked(m, i, pairs[k].key))
                read_edition(m, file, pairs[k].value, entry_data(file, pairs[k].key), 0,
                             &unused);
        }
    }
}

static void check_values(struct maker *m)
{
    const stet_pair *pairs = m->settings->values.items;
    size_t n = m->code == STET_OK ? m->settings->values.n : 0;
    for (size_t i = 0; i < n; i++)
        if (!(m->used[i / 64] >> i % 64 & 1))
            keep(m, stet_problem(m->b, "values", (int64_t)i,
                                 "the text of a notice says ${name}",
                                 "no notice has a value '%.*s'", (int)pairs[i].key.n,
                                 pairs[i].key.p));
}

/* Names of all catalogues, for telling a stamp that says something else. */
static void list_siblings(struct maker *m)
{
    size_t count = 0;
    for (size_t i = 0; i < m->file_count; i++)
        count += m->files[i].notices.n;
    stet_str *names = stet_build_alloc(m->b, count * sizeof *names);
    for (size_t i = 0; names && i < m->file_count; i++) {
        const stet_pair *pairs = m->files[i].notices.items;
        for (size_t k = 0; k < m->files[i].notices.n; k++)
            if (!i || !find_entry(&m->files[0], pairs[k].key))
                names[m->plan->sibling_count++] = pairs[k].key;
    }
    m->plan->siblings = names;
}

/* All names of own files, each once, where the step names none. */
static void add_all(struct maker *m)
{
    for (size_t i = 0; i < m->file_count; i++) {
        const stet_pair *pairs = m->files[i].notices.items;
        for (size_t k = 0; k < m->files[i].notices.n; k++) {
            size_t j = 0;
            while (j < i && !find_entry(&m->files[j], pairs[k].key))
                j++;
            if (j == i)
                add_notices(m, 0, pairs[k].key);
        }
    }
}

stet_code stet__notice_catalogue(stet_build *b, const struct notice_settings *settings,
                                 struct notice_plan *plan)
{
    struct file files[FILES_MAX + 4];
    struct maker m = {.b = b, .settings = settings, .plan = plan, .files = files};
    m.notices = stet_build_alloc(b, NOTICES_MAX * sizeof *m.notices);
    m.notice_max = NOTICES_MAX;
    if (!m.notices)
        return STET_E_NOMEM;
    plan->notices = m.notices;
    read_files(&m);
    if (!m.file_count)
        return m.code == STET_OK ? STET_E_CONFIG : m.code;
    list_siblings(&m);
    const stet_str *names = settings->notices.items;
    for (size_t i = 0; i < settings->notices.n; i++)
        add_notices(&m, i, names[i]);
    if (!settings->notices.n)
        add_all(&m);
    check_own(&m);
    check_values(&m);
    return m.code;
}
