/* SPDX-License-Identifier: MIT */
/*
 * Reading the data files: the one that ships, and the house's own, whose rows come
 * first.
 */
#include "share.h"

struct absent {
    stet_str id, why;
};
struct own_words {
    stet_str name, label;
};
struct label_row {
    stet_str heading, label;
    stet_list own; /* map of own_words */
};
struct sheet {
    stet_date revised;
    stet_list labels; /* map of label_row */
    stet_list networks;
    stet_list absent;
};

static const stet_enum counts[] = {
    {"graphemes", SHARE_GRAPHEMES, "what a reader sees as one character"},
    {"weighted", SHARE_WEIGHTED, "1 or 2 each, as X counts"},
    {"emoji_bytes", SHARE_EMOJI_BYTES, "an emoji counts as its bytes, as Threads does"},
    {NULL, 0, NULL}};

static const stet_option network_rows[] = {
    STET_STRING(struct share_network, id, .flags = STET_OPT_REQUIRED,
                .pattern = "[a-z][a-z0-9_]*", .max = 40,
                .help = "Its name in options."),
    STET_STRING(struct share_network, name, .flags = STET_OPT_REQUIRED, .max = 60,
                .help = "Its name for readers."),
    STET_ANY(struct share_network, template, .flags = STET_OPT_REQUIRED,
             .help = "Form of the address."),
    STET_INT(struct share_network, max, 0, 100000, .def = "0",
             .help = "What a post may count; 0: any."),
    STET_INT(struct share_network, bytes, 0, 1000000, .def = "0",
             .help = "The same in bytes; 0: any."),
    STET_CHOICE(struct share_network, count, counts, .def = "graphemes",
                .help = "What is counted."),
    STET_INT(struct share_network, url, -1, 1000, .def = "-1",
             .help = "What the address counts; -1: its length."),
    STET_STRING(struct share_network, source, .help = "Where the form was seen."),
    STET_DATE(struct share_network, verified, .help = "When a document said so."),
    STET_STRING(struct share_network, note, .help = "What to know about it."),
    STET_OPTION_END};

static const stet_option own_rows[] = {
    STET_STRING(struct own_words, name, .help = "Its name in this language."),
    STET_STRING(struct own_words, label, .help = "Its label in this language."),
    STET_OPTION_END};

static const stet_option label_rows[] = {
    STET_STRING(struct label_row, heading, .flags = STET_OPT_REQUIRED,
                .help = "Line above the list."),
    STET_STRING(struct label_row, label, .flags = STET_OPT_REQUIRED,
                .help = "Label of a link, with {network}."),
    STET_MAP_OF(struct label_row, own, STET_TYPE_OBJECT, .fields = own_rows,
                .item_size = sizeof(struct own_words), .help = "Words of a network."),
    STET_OPTION_END};

static const stet_option absent_rows[] = {
    STET_STRING(struct absent, id, .flags = STET_OPT_REQUIRED, .help = "Its name."),
    STET_STRING(struct absent, why, .flags = STET_OPT_REQUIRED, .help = "The reason."),
    STET_OPTION_END};

static const stet_option sheet_rows[] = {
    STET_DATE(struct sheet, revised, .help = "Day on which the file was gone through."),
    STET_MAP_OF(struct sheet, labels, STET_TYPE_OBJECT, .fields = label_rows,
                .item_size = sizeof(struct label_row), .help = "Words by language."),
    STET_LIST_OF(struct sheet, networks, STET_TYPE_OBJECT, .fields = network_rows,
                 .item_size = sizeof(struct share_network), .help = "Networks."),
    STET_LIST_OF(struct sheet, absent, STET_TYPE_OBJECT, .fields = absent_rows,
                 .item_size = sizeof(struct absent), .help = "Networks without links."),
    STET_OPTION_END};

/* Both files; the house's comes first and may be missing. */
struct sheets {
    struct sheet all[2];
    size_t count;
};

static stet_code read_sheet(stet_build *b, stet_str path, struct sheets *s)
{
    const stet_data *root = stet_build_load(b, path, 0);
    struct sheet *sheet = &s->all[s->count];
    if (!root)
        return STET_E_CONFIG;
    s->count++;
    return stet_build_bind(b, "networks", sheet_rows, root, sheet, sizeof *sheet);
}

/* ---- networks --------------------------------------------------------------- */
static const struct share_network *find_network(const struct sheets *s, stet_str id)
{
    for (size_t k = 0; k < s->count; k++) {
        const struct share_network *rows = s->all[k].networks.items;
        for (size_t i = 0; i < s->all[k].networks.n; i++)
            if (stet_str_eq(rows[i].id, id))
                return &rows[i];
    }
    return NULL;
}

static stet_str find_reason(const struct sheets *s, stet_str id)
{
    for (size_t k = 0; k < s->count; k++) {
        const struct absent *rows = s->all[k].absent.items;
        for (size_t i = 0; i < s->all[k].absent.n; i++)
            if (stet_str_eq(rows[i].id, id))
                return rows[i].why;
    }
    return stet_cstr("");
}

static stet_code unknown_network(stet_build *b, const struct sheets *s, size_t index,
                                 stet_str name)
{
    const char *names[257], *near;
    char hint[256];
    size_t n = 0, at = 0;
    stet_str why = find_reason(s, name);
    if (why.n)
        return stet_problem(b, "networks", (int64_t)index, "leave it out",
                            "there are no links for '%.*s': %.*s", (int)name.n, name.p,
                            (int)why.n, why.p);
    for (size_t k = 0; k < s->count; k++) {
        const struct share_network *rows = s->all[k].networks.items;
        for (size_t i = 0; i < s->all[k].networks.n && n < 256; i++)
            names[n++] = rows[i].id.p;
    }
    names[n] = NULL;
    if ((near = stet_build_suggest(b, name, names)))
        snprintf(hint, sizeof hint, "did you mean '%s'?", near);
    for (size_t i = 0; !near && i < n && at < sizeof hint - 40; i++)
        at += (size_t)snprintf(hint + at, sizeof hint - at, "%s%s",
                               i ? ", " : "networks are ", names[i]);
    if (at >= sizeof hint - 40)
        snprintf(hint + at, sizeof hint - at, " ...");
    return stet_problem(b, "networks", (int64_t)index, hint,
                        "there is no network '%.*s'", (int)name.n, name.p);
}

/* The value of a map of the options, "" when it has none. */
static stet_str value_of(const stet_list *map, stet_str key)
{
    const stet_pair *pairs = map->items;
    for (size_t i = 0; i < map->n; i++)
        if (stet_str_eq(pairs[i].key, key))
            return *(const stet_str *)pairs[i].value;
    return stet_cstr("");
}

/* Letters, digits, dots and hyphens, with a dot in it. */
static int is_host(stet_str s)
{
    int dots = 0;
    for (size_t i = 0; i < s.n; i++) {
        char low = (char)(s.p[i] | 0x20);
        if (s.p[i] == '.')
            dots++;
        else if (!(low >= 'a' && low <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9') &&
                 s.p[i] != '-')
            return 0;
    }
    return dots && s.n < 254 && s.p[0] != '.' && s.p[0] != '-' && s.p[s.n - 1] != '.';
}

static stet_code find_needs(stet_build *b, const struct share_wish *wish, size_t index,
                            struct share_network *n)
{
    n->host = value_of(wish->hosts, n->id);
    n->app = value_of(wish->app_ids, n->id);
    if (stet__share_holds(n, SHARE_HOST) && !is_host(n->host))
        return stet_problem(
            b, n->host.n ? "hosts" : "networks", n->host.n ? -1 : (int64_t)index,
            "give the server: hosts: { mastodon_server: example.social }",
            n->host.n ? "'%.*s' needs a host such as example.social"
                      : "'%.*s' needs the name of a server",
            (int)n->id.n, n->id.p);
    if (stet__share_holds(n, SHARE_APP) && !n->app.n)
        return stet_problem(b, "networks", (int64_t)index,
                            "give it: app_ids: { messenger: \"123\" }",
                            "'%.*s' needs the number of an app", (int)n->id.n, n->id.p);
    return STET_OK;
}

static stet_code choose(stet_build *b, const struct share_wish *wish,
                        const struct sheets *s, struct share_data *d)
{
    const stet_str *names = wish->networks->items;
    stet_code worst = STET_OK;
    d->networks = stet_build_alloc(b, (wish->networks->n + 1) * sizeof *d->networks);
    if (!d->networks)
        return STET_E_NOMEM;
    for (size_t i = 0; i < wish->networks->n; i++) {
        const struct share_network *row = find_network(s, names[i]);
        stet_code code = STET_OK;
        if (!row) {
            code = unknown_network(b, s, i, names[i]);
        } else {
            struct share_network *n = &d->networks[d->count++];
            *n = *row;
            code = stet__share_template(b, n);
            if (code == STET_OK)
                code = find_needs(b, wish, i, n);
            d->uses_image |= stet__share_holds(n, SHARE_IMAGE);
        }
        worst = worst == STET_OK ? code : worst;
    }
    return worst;
}

/* Rows of the house's file that nobody asked for are checked as well. */
static stet_code check_rest(stet_build *b, const struct share_wish *wish,
                            const struct sheet *sheet)
{
    const struct share_network *rows = sheet->networks.items;
    const stet_str *names = wish->networks->items;
    stet_code worst = STET_OK;
    for (size_t i = 0; i < sheet->networks.n; i++) {
        struct share_network n = rows[i];
        int seen = 0, asked = 0;
        for (size_t k = 0; k < i; k++)
            seen |= stet_str_eq(rows[k].id, n.id);
        for (size_t k = 0; k < wish->networks->n; k++)
            asked |= stet_str_eq(names[k], n.id);
        stet_code code =
            seen     ? stet_problem_at(b, n.template, NULL, "a second network '%.*s'",
                                       (int)n.id.n, n.id.p)
            : !asked ? stet__share_template(b, &n)
                     : STET_OK;
        worst = worst == STET_OK ? code : worst;
    }
    return worst;
}

/* ---- words ------------------------------------------------------------------ */
/* "{network}" replaced by the name. */
static stet_str fill_label(stet_build *b, stet_str label, stet_str name)
{
    static const char slot[] = "{network}";
    const char *at = memmem(label.p, label.n, slot, sizeof slot - 1);
    char *to = at ? stet_build_alloc(b, label.n + name.n + 1) : NULL;
    if (!to)
        return label;
    size_t before = (size_t)(at - label.p), after = before + sizeof slot - 1;
    memcpy(to, label.p, before);
    memcpy(to + before, name.p, name.n);
    memcpy(to + before + name.n, label.p + after, label.n - after);
    return stet_strn(to, before + name.n + label.n - after);
}

static const struct own_words *find_own(const struct label_row *row, stet_str id)
{
    const stet_pair *pairs = row->own.items;
    for (size_t i = 0; i < row->own.n; i++)
        if (stet_str_eq(pairs[i].key, id))
            return pairs[i].value;
    return NULL;
}

static stet_code add_language(stet_build *b, const stet_pair *pair,
                              struct share_data *d)
{
    const struct label_row *row = pair->value;
    struct share_language *to = &d->languages[d->language_count++];
    to->language = pair->key;
    to->heading = row->heading;
    to->words = stet_build_alloc(b, (d->count + 1) * sizeof *to->words);
    if (!to->words)
        return STET_E_NOMEM;
    for (size_t i = 0; i < d->count; i++) {
        const struct own_words *own = find_own(row, d->networks[i].id);
        to->words[i].name = own && own->name.n ? own->name : d->networks[i].name;
        to->words[i].label = own && own->label.n
                                 ? own->label
                                 : fill_label(b, row->label, to->words[i].name);
    }
    return STET_OK;
}

static stet_code add_languages(stet_build *b, const struct sheets *s,
                               struct share_data *d)
{
    size_t most = 0;
    for (size_t k = 0; k < s->count; k++)
        most += s->all[k].labels.n;
    d->languages = stet_build_alloc(b, (most + 1) * sizeof *d->languages);
    if (!d->languages)
        return STET_E_NOMEM;
    for (size_t k = 0; k < s->count; k++) {
        const stet_pair *pairs = s->all[k].labels.items;
        for (size_t i = 0; i < s->all[k].labels.n; i++)
            if (add_language(b, &pairs[i], d) != STET_OK)
                return STET_E_NOMEM;
    }
    return STET_OK;
}

stet_code stet__share_read(stet_build *b, const struct share_wish *wish,
                           struct share_data *ret_data)
{
    struct sheets s = {.count = 0};
    stet_code own = wish->data.n ? read_sheet(b, wish->data, &s) : STET_OK;
    if (own != STET_OK)
        return own;
    if (wish->data.n)
        own = check_rest(b, wish, &s.all[0]);
    stet_code code = read_sheet(b, stet_build_data_file(b, "networks.yaml"), &s);
    if (code == STET_OK)
        code = choose(b, wish, &s, ret_data);
    if (code == STET_OK && own == STET_OK)
        code = add_languages(b, &s, ret_data);
    if (code == STET_OK && own == STET_OK && !ret_data->language_count)
        code = stet_problem(b, "data", -1, NULL, "no file has labels");
    return own == STET_OK ? code : own;
}

/* ---- languages -------------------------------------------------------------- */
static const struct share_language *find_language(const struct share_data *d,
                                                  stet_str language)
{
    for (size_t i = 0; i < d->language_count; i++)
        if (stet_str_eq(d->languages[i].language, language))
            return &d->languages[i];
    return NULL;
}

const struct share_language *stet__share_language(const struct share_data *d,
                                                  stet_str language)
{
    const char *dash = memchr(language.p, '-', language.n);
    const struct share_language *found = find_language(d, language);
    if (!found && dash)
        found = find_language(d, stet_strn(language.p, (size_t)(dash - language.p)));
    if (!found)
        found = find_language(d, stet_cstr("en"));
    return found ? found : &d->languages[0];
}
