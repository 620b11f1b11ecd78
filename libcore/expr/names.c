/* SPDX-License-Identifier: MIT */
/*
 * What a path means: field, variable, step, finding or one of the few special names.
 * All of it is settled here, so that evaluation looks nothing up by name.
 */
#include "expr/language.h"

#include "base/memory.h"

enum { SEGMENTS_MAX = 16, NAMES_MAX = STET_KIND_MAX + 16 };

/* A path as it is written: names, then [3] or ["x"]. */
struct segment_read {
    uint8_t kind; /* TOKEN_NAME, TOKEN_NUMBER or TOKEN_TEXT */
    stet_str text;
    double number;
    uint32_t from, len;
};
struct written {
    struct segment_read at[SEGMENTS_MAX];
    size_t count, next; /* next: the first that is not understood yet */
    uint32_t from, len;
};

static int is_sign(const struct compiler *c, char sign)
{
    return c->token.kind == TOKEN_SIGN && c->token.sign == sign;
}

static int lose(struct compiler *c, const char *message)
{
    if (stet__parse_lose(c))
        stet__compile_say(c, c->token.from, c->token.len ? c->token.len : 1, NULL, "%s",
                          message);
    return 0;
}

static int add_segment(struct compiler *c, struct written *w)
{
    if (w->count == SEGMENTS_MAX)
        return lose(c, "the path has too many parts");
    const struct token *t = &c->token;
    w->at[w->count++] =
        (struct segment_read){t->kind, t->text, t->number, t->from, t->len};
    w->len = t->from + t->len - w->from;
    stet__lex_next(c);
    return 1;
}

static int read_bracket(struct compiler *c, struct written *w)
{
    stet__lex_next(c);
    if (c->token.kind != TOKEN_NUMBER && c->token.kind != TOKEN_TEXT)
        return lose(c, "an index is a number, [0], or a text, [\"topic\"]");
    if (!add_segment(c, w))
        return 0;
    if (!is_sign(c, ']'))
        return lose(c, "']' is missing");
    w->len = c->token.from + c->token.len - w->from;
    stet__lex_next(c);
    return 1;
}

static int read_path(struct compiler *c, struct written *w)
{
    memset(w, 0, sizeof *w);
    w->from = c->token.from;
    if (!add_segment(c, w))
        return 0;
    for (;;) {
        if (is_sign(c, '[')) {
            if (!read_bracket(c, w))
                return 0;
        } else if (is_sign(c, '.')) {
            stet__lex_next(c);
            if (c->token.kind != TOKEN_NAME)
                return lose(c, "a name is missing behind the dot");
            if (!add_segment(c, w))
                return 0;
        } else {
            return 1;
        }
    }
}

/* The next segment when it is a name, else NULL. */
static const struct segment_read *take_name(struct written *w)
{
    if (w->next < w->count && w->at[w->next].kind == TOKEN_NAME)
        return &w->at[w->next++];
    return NULL;
}

static uint32_t new_term(struct compiler *c, const struct written *w, uint8_t op,
                         uint8_t type)
{
    uint32_t i = stet__parse_new(c, op, w->from, w->len);
    if (i)
        c->terms[i].type = type;
    return i;
}

static uint32_t wrong(struct compiler *c, const struct written *w)
{
    return new_term(c, w, OP_CONST, TYPE_WRONG);
}

static uint32_t put_path(struct compiler *c, const struct written *w, struct path path)
{
    struct path *copy = stet__compile_alloc(c, sizeof *copy);
    uint32_t i = copy ? new_term(c, w, OP_PATH, path.type) : 0;
    if (!i)
        return 0;
    if (!path.key.p)
        path.key = stet_cstr("");
    *copy = path;
    c->terms[i].unit = path.unit;
    c->terms[i].path = copy;
    return i;
}

/* What stands behind a value that has nothing further. */
static uint32_t say_rest(struct compiler *c, const struct written *w, const char *what)
{
    const struct segment_read *s = &w->at[w->next];
    stet__compile_say(c, s->from, s->len, NULL, "%s has no '%.*s'", what, (int)s->len,
                      c->text.p + s->from);
    return wrong(c, w);
}

/* ---- variables -------------------------------------------------------------- */

static const stet_data *child_of(const stet_data *map, const struct segment_read *s)
{
    const stet_data *d = map->first;
    if (map->type == STET_DATA_LIST && s->kind == TOKEN_NUMBER)
        for (double i = 0; d && i < s->number; i++)
            d = d->next;
    else if (map->type == STET_DATA_MAP && s->kind != TOKEN_NUMBER)
        while (d && !stet_str_eq(d->key, s->text))
            d = d->next;
    else
        d = NULL;
    return d;
}

static void say_unset(struct compiler *c, const struct written *w, const stet_data *map,
                      const struct segment_read *s)
{
    const char *names[128];
    size_t n = 0;
    for (const stet_data *d = map ? map->first : NULL; d && n < 127; d = d->next)
        if (map->type == STET_DATA_MAP)
            names[n++] = d->key.p;
    names[n] = NULL;
    stet__compile_say(c, w->from, s->from + s->len - w->from,
                      stet__compile_suggest(c, s->text, names, "set it under vars:"),
                      "no variable '%.*s'", (int)(s->from + s->len - w->from),
                      c->text.p + w->from);
}

static void put_scalar(struct term *t, const stet_data *d)
{
    t->text = d->text;
    t->type = d->type == STET_DATA_NULL    ? TYPE_NULL
              : d->type == STET_DATA_PLAIN ? TYPE_PLAIN
                                           : TYPE_TEXT;
    if (d->type == STET_DATA_BOOL) {
        t->type = TYPE_BOOL;
        t->number = stet_str_is(d->text, "true");
    } else if (d->type == STET_DATA_NUMBER) {
        t->type = TYPE_PLAIN; /* also 1e3, which only its user can read */
    }
}

static uint32_t put_variable(struct compiler *c, const struct written *w,
                             const stet_data *d)
{
    uint32_t list, last = 0;
    if (d->type == STET_DATA_MAP) {
        stet__compile_say(c, w->from, w->len, NULL, "'%.*s' is a map, not a value",
                          (int)w->len, c->text.p + w->from);
        return wrong(c, w);
    }
    list = new_term(c, w, d->type == STET_DATA_LIST ? OP_LIST : OP_CONST, TYPE_LIST);
    if (!list || d->type != STET_DATA_LIST) {
        if (list)
            put_scalar(&c->terms[list], d);
        return list;
    }
    for (const stet_data *each = d->first; each; each = each->next) {
        uint32_t i = new_term(c, w, OP_CONST, TYPE_NULL);
        if (!i)
            return 0;
        put_scalar(&c->terms[i], each);
        if (each->type == STET_DATA_LIST || each->type == STET_DATA_MAP)
            c->terms[i].type = TYPE_NULL;
        *(last ? &c->terms[last].next : &c->terms[list].first) = i;
        last = i;
    }
    return list;
}

static uint32_t resolve_variable(struct compiler *c, struct written *w)
{
    const stet_data *d = c->scope->vars;
    if (w->next == w->count) {
        stet__compile_say(c, w->from, w->len, "write vars.<name>",
                          "'vars' is a map, not a value");
        return wrong(c, w);
    }
    for (; w->next < w->count; w->next++) {
        const stet_data *child = d ? child_of(d, &w->at[w->next]) : NULL;
        if (!child && c->lenient)
            return new_term(c, w, OP_CONST, TYPE_NULL);
        if (!child) {
            say_unset(c, w, d, &w->at[w->next]);
            return wrong(c, w);
        }
        d = child;
    }
    return put_variable(c, w, d);
}

/* ---- steps and findings ----------------------------------------------------- */

static const char *const finding_names[] = {"total", "info",     "low",    "medium",
                                            "high",  "critical", "errors", NULL};

/* Behind `findings`: which count. 0 when it was reported. */
static uint8_t take_count(struct compiler *c, struct written *w)
{
    static const uint8_t items[] = {STATE_FINDINGS,
                                    STATE_SEVERITY + STET_INFO,
                                    STATE_SEVERITY + STET_LOW,
                                    STATE_SEVERITY + STET_MEDIUM,
                                    STATE_SEVERITY + STET_HIGH,
                                    STATE_SEVERITY + STET_CRITICAL,
                                    STATE_ERRORS};
    if (w->next == w->count)
        return STATE_FINDINGS;
    const struct segment_read *s = take_name(w);
    for (size_t i = 0; s && finding_names[i]; i++)
        if (stet_str_is(s->text, finding_names[i]))
            return items[i];
    if (!s)
        s = &w->at[w->next];
    stet__compile_say(
        c, s->from, s->len, stet__compile_suggest(c, s->text, finding_names, NULL),
        "'%.*s' is not one of: total info low medium high critical errors", (int)s->len,
        c->text.p + s->from);
    return 0;
}

static long find_step(const struct expr_scope *scope, stet_str id)
{
    for (size_t i = scope->step_ids ? scope->step_count : 0; i-- > 0;)
        if (id.n && scope->step_ids[i] && stet_str_is(id, scope->step_ids[i]))
            return (long)i;
    return -1;
}

static uint32_t say_no_step(struct compiler *c, const struct written *w,
                            const struct segment_read *s)
{
    const char *names[129];
    size_t n = 0;
    for (size_t i = 0; c->scope->step_ids && i < c->scope->step_count && n < 128; i++)
        if (c->scope->step_ids[i] && c->scope->step_ids[i][0])
            names[n++] = c->scope->step_ids[i];
    names[n] = NULL;
    stet__compile_say(c, s->from, s->len,
                      stet__compile_suggest(c, s->text, names,
                                            n ? "give a step above this one that id"
                                              : "no step above this one has an id"),
                      "no earlier step is called '%.*s'", (int)s->len,
                      c->text.p + s->from);
    return wrong(c, w);
}

static uint32_t resolve_step(struct compiler *c, struct written *w)
{
    static const char *const names[] = {"status", "changed", "changes", "findings",
                                        NULL};
    static const uint8_t types[] = {TYPE_TEXT, TYPE_BOOL, TYPE_NUMBER, TYPE_NUMBER};
    const struct segment_read *id = take_name(w), *s = id ? take_name(w) : NULL;
    if (!s) {
        stet__compile_say(c, w->from, w->len,
                          "write steps.<id>.status, .changed or .findings.total",
                          "'%.*s' is no value", (int)w->len, c->text.p + w->from);
        return wrong(c, w);
    }
    struct path path = {.root = PATH_STEP, .index = -1};
    long step = find_step(c->scope, id->text);
    if (step < 0)
        return say_no_step(c, w, id);
    path.step = (uint32_t)step;
    for (size_t i = 0; names[i]; i++)
        if (stet_str_is(s->text, names[i])) {
            path.item = (uint8_t)(STATE_STATUS + i);
            path.type = types[i];
        }
    if (!path.item) {
        stet__compile_say(c, s->from, s->len,
                          stet__compile_suggest(c, s->text, names, NULL),
                          "'%.*s' is not one of: status changed changes findings",
                          (int)s->len, c->text.p + s->from);
        return wrong(c, w);
    }
    if (path.item == STATE_FINDINGS && (path.item = take_count(c, w)) == 0)
        return wrong(c, w);
    return w->next < w->count ? say_rest(c, w, "the value") : put_path(c, w, path);
}

static uint32_t resolve_findings(struct compiler *c, struct written *w)
{
    struct path path = {.root = PATH_FINDINGS, .type = TYPE_NUMBER, .index = -1};
    path.item = take_count(c, w);
    if (!path.item)
        return wrong(c, w);
    return w->next < w->count ? say_rest(c, w, "a number") : put_path(c, w, path);
}

/* ---- fields ----------------------------------------------------------------- */

static uint8_t type_of_attr(const struct vocabulary *v, stet_attr attr)
{
    const struct attr_info *info = stet__vocabulary_attr_info(v, attr);
    if (attr == STET_ATTR_DATE || attr == STET_ATTR_VALID_FROM ||
        attr == STET_ATTR_VALID_UNTIL)
        return TYPE_DATE;
    if (attr == STET_ATTR_LANG)
        return TYPE_LANG;
    return info->type == ATTR_INT    ? TYPE_NUMBER
           : info->type == ATTR_TEXT ? TYPE_TEXT
                                     : TYPE_ANY;
}

/* Attributes of statements and parts, for suggestions. */
static void list_attrs(const struct vocabulary *v, const char **names)
{
    size_t n = 0;
    for (stet_attr i = 1; i < STET_ATTR_MAX && n < NAMES_MAX - 1; i++) {
        const struct attr_info *info = stet__vocabulary_attr_info(v, i);
        if (info && info->name && info->type != ATTR_NODE &&
            (info->families & (1u << STET_FAMILY_FIELD | 1u << STET_FAMILY_PART)))
            names[n++] = info->name;
    }
    names[n] = NULL;
}

/* The last segment, an attribute. 0 when it was reported. */
static stet_attr take_attr(struct compiler *c, struct written *w)
{
    const struct vocabulary *v = c->scope->vocabulary;
    const struct segment_read *s = take_name(w);
    stet_attr attr = s ? stet__vocabulary_attr(v, s->text) : 0;
    const struct attr_info *info = attr ? stet__vocabulary_attr_info(v, attr) : NULL;
    if (info && info->type != ATTR_NODE &&
        (info->families & (1u << STET_FAMILY_FIELD | 1u << STET_FAMILY_PART)) &&
        w->next == w->count)
        return attr;
    const char *names[NAMES_MAX];
    list_attrs(v, names);
    if (w->next < w->count)
        s = &w->at[w->next];
    stet__compile_say(c, s->from, s->len,
                      stet__compile_suggest(c, s->text, names, NULL),
                      "'%.*s' is no attribute of a statement or its parts", (int)s->len,
                      c->text.p + s->from);
    return 0;
}

static uint8_t type_of_field(const struct kind_info *info)
{
    switch (info->value_type) {
    case STET_VALUE_DATE:
        return TYPE_DATE;
    case STET_VALUE_LANG:
        return TYPE_LANG;
    case STET_VALUE_INT:
        return TYPE_NUMBER;
    case STET_VALUE_PARTS:
        return TYPE_PARTS;
    default:
        return info->flags & KIND_COLLECTS ? TYPE_LIST : TYPE_TEXT;
    }
}

/* ["key"] and [index] of a list. 0 when it was reported. */
static int take_selectors(struct compiler *c, struct written *w, struct path *path)
{
    while (w->next < w->count && w->at[w->next].kind != TOKEN_NAME) {
        const struct segment_read *s = &w->at[w->next++];
        int good = path->type == TYPE_PARTS || path->type == TYPE_LIST;
        if (good && s->kind == TOKEN_TEXT && path->type == TYPE_PARTS && !path->key.n) {
            path->key = s->text;
        } else if (good && s->kind == TOKEN_NUMBER && s->number >= 0 &&
                   s->number <= 1000000 && s->number == (int32_t)s->number) {
            path->index = (int32_t)s->number;
            path->type = path->type == TYPE_PARTS ? TYPE_PART : TYPE_TEXT;
        } else {
            stet__compile_say(c, s->from, s->len, "an index counts from 0",
                              "%s has no such element", stet__type_name(path->type));
            return 0;
        }
    }
    return 1;
}

static uint32_t resolve_field(struct compiler *c, struct written *w, stet_kind kind)
{
    const struct kind_info *info =
        stet__vocabulary_kind_info(c->scope->vocabulary, kind);
    struct path path = {.root = PATH_FIELD,
                        .kind = kind,
                        .value_type = info->value_type,
                        .collects = (info->flags & KIND_COLLECTS) != 0,
                        .type = type_of_field(info),
                        .index = -1};
    if (kind == STET_READING_TIME)
        path.unit = UNIT_SECONDS;
    if (!take_selectors(c, w, &path))
        return wrong(c, w);
    if (w->next < w->count) {
        path.attr = take_attr(c, w);
        if (!path.attr)
            return wrong(c, w);
        path.type = type_of_attr(c->scope->vocabulary, path.attr);
        path.unit = UNIT_NONE;
    }
    return put_path(c, w, path);
}

static uint32_t resolve_it(struct compiler *c, struct written *w)
{
    struct path path = {.root = PATH_IT, .type = c->it_type, .index = -1};
    if (!c->it_type) {
        stet__compile_say(c, w->from, w->len, NULL,
                          "'it' has a meaning inside any() only");
        return wrong(c, w);
    }
    if (w->next < w->count && c->it_type != TYPE_PART)
        return say_rest(c, w, stet__type_name(c->it_type));
    if (w->next < w->count) {
        path.attr = take_attr(c, w);
        if (!path.attr)
            return wrong(c, w);
        path.type = type_of_attr(c->scope->vocabulary, path.attr);
    }
    return put_path(c, w, path);
}

/* x.<plugin>.<field>: a field that a plugin provides. */
static uint32_t resolve_plugin_field(struct compiler *c, struct written *w)
{
    const struct segment_read *plugin = take_name(w),
                              *field = plugin ? take_name(w) : NULL;
    if (!field) {
        stet__compile_say(c, w->from, w->len, "write x.<plugin>.<field>",
                          "'%.*s' is no field", (int)w->len, c->text.p + w->from);
        return wrong(c, w);
    }
    const struct vocabulary *v = c->scope->vocabulary;
    stet_str name = stet_strn(c->text.p + w->from, field->from + field->len - w->from);
    stet_kind kind = stet__vocabulary_kind(v, name);
    const struct kind_info *info = kind ? stet__vocabulary_kind_info(v, kind) : NULL;
    if (info && info->family == STET_FAMILY_FIELD)
        return resolve_field(c, w, kind);
    const char *names[NAMES_MAX];
    size_t n = 0;
    for (stet_kind i = STET_KIND_X; i < STET_KIND_MAX; i++) {
        info = stet__vocabulary_kind_info(v, i);
        if (info && info->name && info->family == STET_FAMILY_FIELD)
            names[n++] = info->name;
    }
    names[n] = NULL;
    stet__compile_say(
        c, w->from, (size_t)name.n,
        stet__compile_suggest(c, name, names, "is the plugin that provides it there?"),
        "no field '%.*s'", (int)name.n, name.p);
    return wrong(c, w);
}

/* ---- any path --------------------------------------------------------------- */

/* What other systems call a field. */
static const struct {
    const char *name, *instead;
} others[] = {
    {"title", "headline"},   {"heading", "headline"},   {"author", "byline"},
    {"date", "published"},   {"created_at", "created"}, {"updated_at", "updated"},
    {"modified", "updated"}, {"summary", "standfirst"}, {"description", "excerpt"},
    {"lede", "standfirst"},  {"tags", "subjects"},      {"categories", "subjects"},
    {"wordcount", "words"},  {"word_count", "words"},   {"filename", "name"},
    {"file", "name"},        {"link", "url"},           {"permalink", "canonical"},
    {"license", "licence"}};

static const char *suggest_field(struct compiler *c, stet_str wrong,
                                 const char *const *names)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (stet_str_is(wrong, others[i].name))
            return stet__arena_printf(c->arena, "it is called '%s'", others[i].instead)
                .p;
    stet_str quoted = stet__arena_printf(c->arena, "a text stands in quotes: \"%.*s\"",
                                         (int)(wrong.n < 40 ? wrong.n : 40), wrong.p);
    return stet__compile_suggest(c, wrong, names, quoted.p);
}

static uint32_t say_unknown(struct compiler *c, const struct written *w)
{
    static const char *const special[] = {"vars", "steps", "findings", "name",
                                          "stem", "now",   "it",       "x"};
    const struct vocabulary *v = c->scope->vocabulary;
    const struct segment_read *s = &w->at[0];
    const char *names[NAMES_MAX];
    size_t n = 0;
    stet_kind kind = stet__vocabulary_kind(v, s->text);
    for (stet_kind i = STET_ID; i < STET_NOTICE_OTHER; i++) {
        const struct kind_info *info = stet__vocabulary_kind_info(v, i);
        if (info && info->name)
            names[n++] = info->name;
    }
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        names[n++] = special[i];
    names[n] = NULL;
    if (kind)
        stet__compile_say(c, s->from, s->len, "count(\"kind\") counts them",
                          "'%.*s' is a part of the text, not a field", (int)s->len,
                          s->text.p);
    else
        stet__compile_say(c, s->from, s->len, suggest_field(c, s->text, names),
                          "no field is called '%.*s'", (int)s->len, s->text.p);
    return wrong(c, w);
}

static uint32_t resolve_special(struct compiler *c, struct written *w, uint8_t root,
                                uint8_t type)
{
    struct path path = {.root = root, .type = type, .index = -1};
    return w->next < w->count ? say_rest(c, w, stet__type_name(type))
                              : put_path(c, w, path);
}

uint32_t stet__names_path(struct compiler *c)
{
    struct written w;
    if (!read_path(c, &w))
        return 0;
    const struct segment_read *first = take_name(&w);
    const struct vocabulary *v = c->scope->vocabulary;
    if (stet_str_is(first->text, "vars"))
        return resolve_variable(c, &w);
    if (stet_str_is(first->text, "steps"))
        return resolve_step(c, &w);
    if (stet_str_is(first->text, "findings"))
        return resolve_findings(c, &w);
    if (stet_str_is(first->text, "it"))
        return resolve_it(c, &w);
    if (stet_str_is(first->text, "x"))
        return resolve_plugin_field(c, &w);
    if (stet_str_is(first->text, "name"))
        return resolve_special(c, &w, PATH_NAME, TYPE_TEXT);
    if (stet_str_is(first->text, "stem"))
        return resolve_special(c, &w, PATH_STEM, TYPE_TEXT);
    if (stet_str_is(first->text, "id"))
        return resolve_special(c, &w, PATH_IDENTITY, TYPE_TEXT);
    if (stet_str_is(first->text, "now"))
        return resolve_special(c, &w, PATH_NOW, TYPE_DATE);
    stet_kind kind = stet__vocabulary_kind(v, first->text);
    const struct kind_info *info = kind ? stet__vocabulary_kind_info(v, kind) : NULL;
    if (info && info->family == STET_FAMILY_FIELD)
        return resolve_field(c, &w, kind);
    return say_unknown(c, &w);
}
