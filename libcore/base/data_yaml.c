/* SPDX-License-Identifier: MIT */
/*
 * YAML to the value tree, by libyaml's events. libyaml has no limits of its own and its
 * loader is quadratic on nested input, so depth, nodes and aliases are counted here and
 * a file is given up at the first event that goes beyond.
 */
#include "base/data_yaml.h"

#include "base/text/unicode.h"

/* ---- positions ------------------------------------------------------------------ */

/* libyaml counts characters; the cursor walks to the byte from where it was last. */
static const char *byte_of(struct yaml *y, size_t index)
{
    const char *p = y->cursor;
    size_t i = y->cursor_index;
    while (i < index && p < y->end) {
        p++;
        while (p < y->end && ((unsigned char)*p & 0xc0) == 0x80)
            p++;
        i++;
    }
    while (i > index && p > y->begin) {
        p--;
        while (p > y->begin && ((unsigned char)*p & 0xc0) == 0x80)
            p--;
        i--;
    }
    y->cursor = p;
    y->cursor_index = i;
    return p;
}

static stet_str line_at(const struct yaml *y, const char *p)
{
    const char *from = p, *to = p;
    while (from > y->begin && from[-1] != '\n' && p - from < 300)
        from--;
    while (to < y->end && *to != '\n' && *to != '\r' && to - p < 300)
        to++;
    return from > y->begin && from[-1] != '\n' ? stet_cstr("")
                                               : stet_strn(from, (size_t)(to - from));
}

static uint32_t line_of(const struct yaml *y, const yaml_mark_t *mark)
{
    return (uint32_t)mark->line + (y->source->first_line ? y->source->first_line : 1);
}

static stet_code report(struct yaml *y, const struct problem_place *place,
                        stet_code code, const char *message, const char *hint)
{
    stet__problems_add(y->problems, place, 0, message, hint);
    if (y->failed == STET_OK) {
        stet__error(y->err, code, "%s", message);
        stet__error_at(y->err, place->file, place->line, place->column);
        stet__error_hint(y->err, "%s", hint);
        y->failed = code;
    }
    return code;
}

static stet_code say(struct yaml *y, const yaml_mark_t *mark, size_t length,
                     stet_code code, const char *message, const char *hint)
{
    struct problem_place place = {y->source->file, line_of(y, mark),
                                  (uint32_t)mark->column + 1, (uint32_t)length,
                                  line_at(y, byte_of(y, mark->index))};
    return report(y, &place, code, message, hint);
}

stet_code stet__yaml_say(struct yaml *y, const stet_data *at, stet_code code,
                         const char *message, const char *hint)
{
    struct problem_place place = {
        y->source->file, at->line, at->column, at->len,
        line_at(y, y->source->text.p + (at->off - y->source->first_off))};
    return report(y, &place, code, message, hint);
}

static stet_code fatal(struct yaml *y, const yaml_mark_t *mark, stet_code code,
                       const char *message, const char *hint)
{
    y->fatal = 1;
    return say(y, mark, 1, code, message, hint);
}

static stet_code fatal_memory(struct yaml *y, const yaml_mark_t *mark)
{
    return fatal(y, mark, STET_E_NOMEM, "not enough memory for this YAML text", "");
}

/* Offset behind what an event covers. */
static uint32_t end_of(struct yaml *y, const yaml_event_t *event)
{
    return (uint32_t)(byte_of(y, event->end_mark.index) - y->source->text.p) +
           y->source->first_off;
}

/* ---- values --------------------------------------------------------------------- */

static void append(struct yaml *y, stet_data *d)
{
    struct yaml_frame *top = y->top;
    d->key = y->key;
    d->key_line = y->key_line;
    d->key_column = y->key_column;
    y->key = stet_cstr("");
    y->key_line = y->key_column = 0;
    y->have_key = 0;
    if (!top) {
        y->root = d;
        return;
    }
    if (top->last)
        top->last->next = d;
    else
        top->container->first = d;
    top->last = d;
    top->container->count++;
}

static stet_data *new_value(struct yaml *y, const yaml_event_t *event, int type)
{
    if (++y->nodes > y->limits->data_nodes) {
        fatal(y, &event->start_mark, STET_E_LIMIT,
              "more values than the limit data-nodes allows", "");
        return NULL;
    }
    stet_data *d = stet__arena_alloc(y->arena, sizeof *d);
    if (!d) {
        fatal_memory(y, &event->start_mark);
        return NULL;
    }
    const char *from = byte_of(y, event->start_mark.index);
    d->size = sizeof *d;
    d->type = type;
    d->file = y->source->file;
    d->line = line_of(y, &event->start_mark);
    d->column = (uint32_t)event->start_mark.column + 1;
    d->off = y->source->first_off + (uint32_t)(from - y->source->text.p);
    d->text = stet_cstr("");
    if (y->top)
        y->top->expanded++;
    return d;
}

static int is_null_text(const char *p, size_t n)
{
    return n == 0 || (n == 1 && *p == '~') ||
           (n == 4 && (memcmp(p, "null", 4) == 0 || memcmp(p, "Null", 4) == 0 ||
                       memcmp(p, "NULL", 4) == 0));
}

static int scalar_type(const yaml_event_t *event)
{
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return STET_DATA_STRING;
    return is_null_text((const char *)event->data.scalar.value,
                        event->data.scalar.length)
               ? STET_DATA_NULL
               : STET_DATA_PLAIN;
}

static stet_str copy_scalar(struct yaml *y, const yaml_event_t *event)
{
    stet_str s =
        stet_strn((const char *)event->data.scalar.value, event->data.scalar.length);
    if (memchr(s.p, '\0', s.n)) {
        say(y, &event->start_mark, 1, STET_E_SYNTAX, "this text holds a NUL",
            "leave \\0 out");
        return stet_cstr("");
    }
    s = stet__arena_copy(y->arena, s);
    if (!s.p) {
        fatal_memory(y, &event->start_mark);
        return stet_cstr("");
    }
    return s;
}

/* Does this map hold the key? A long map is searched by table. */
static int knows_key(struct yaml *y, struct yaml_frame *f, stet_str key,
                     const yaml_mark_t *mark)
{
    if (f->container->count < YAML_LINEAR_KEYS) {
        for (const stet_data *d = f->container->first; d; d = d->next)
            if (stet_str_eq(d->key, key))
                return 1;
        return 0;
    }
    if (!f->keys) {
        f->keys = stet__alloc(sizeof *f->keys);
        if (f->keys)
            stet__table_init(f->keys);
        for (const stet_data *d = f->container->first; f->keys && d; d = d->next)
            if (stet__table_add(f->keys, d->key, f->container) == STET_E_NOMEM)
                fatal_memory(y, mark);
    }
    stet_code code =
        f->keys ? stet__table_add(f->keys, key, f->container) : STET_E_NOMEM;
    if (code == STET_E_NOMEM)
        fatal_memory(y, mark);
    return code == STET_E_EXISTS;
}

static uint32_t first_line_of(const struct yaml_frame *f, stet_str key)
{
    const stet_data *d = f->container->first;
    while (d && !stet_str_eq(d->key, key))
        d = d->next;
    return d ? d->key_line : 0;
}

static void take_key(struct yaml *y, const yaml_event_t *event)
{
    stet_str key = copy_scalar(y, event);
    y->key = key;
    y->key_line = line_of(y, &event->start_mark);
    y->key_column = (uint32_t)event->start_mark.column + 1;
    y->have_key = 1;
    if (!y->fatal && knows_key(y, y->top, key, &event->start_mark) && !y->fatal) {
        char hint[64];
        snprintf(hint, sizeof hint, "it stands on line %u already",
                 (unsigned)first_line_of(y->top, key));
        char message[128];
        snprintf(message, sizeof message, "the key '%.*s' stands here twice",
                 (int)(key.n > 80 ? 80 : key.n), key.p);
        say(y, &event->start_mark, key.n, STET_E_SYNTAX, message, hint);
    }
}

/* In a map and no key is waiting: what comes now is one. */
static int wants_key(const struct yaml *y)
{
    return y->top && y->top->container->type == STET_DATA_MAP && !y->have_key;
}

/* ---- anchors -------------------------------------------------------------------- */

static void set_anchor(struct yaml *y, const yaml_char_t *name, stet_data *node,
                       const yaml_event_t *event, int open)
{
    if (!name)
        return;
    if (!y->source->aliases) {
        say(y, &event->start_mark, strlen((const char *)name) + 1, STET_E_SYNTAX,
            "an anchor (&) is not allowed here", "write the value out");
        return;
    }
    stet_str key = stet__arena_copy(y->arena, stet_cstr((const char *)name));
    struct yaml_anchor *a = key.p ? stet__table_get(&y->anchors, key) : NULL;
    if (!a) {
        a = key.p ? stet__arena_alloc(y->arena, sizeof *a) : NULL;
        if (!a || stet__table_add(&y->anchors, key, a) != STET_OK) {
            fatal_memory(y, &event->start_mark);
            return;
        }
    }
    *a = (struct yaml_anchor){node, 1, open};
    if (open)
        y->top->anchor = a;
}

static void take_alias(struct yaml *y, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    stet_data *d = new_value(y, event, STET_DATA_NULL);
    if (!d)
        return;
    const struct yaml_anchor *a = stet__table_get(&y->anchors, stet_cstr(name));
    size_t length = strlen(name) + 1;
    if (!y->source->aliases)
        say(y, &event->start_mark, length, STET_E_SYNTAX,
            "an alias (*) is not allowed here", "write the value out");
    else if (!a)
        say(y, &event->start_mark, length, STET_E_SYNTAX,
            "no anchor of this name stands before", "define it with & first");
    else if (a->open)
        say(y, &event->start_mark, length, STET_E_SYNTAX,
            "this alias would hold itself", "");
    else if ((y->aliased += a->expanded) > y->limits->alias_nodes)
        fatal(y, &event->start_mark, STET_E_LIMIT,
              "the aliases of this file stand for more values than the limit "
              "alias-nodes allows",
              "write less with aliases");
    else { /* the children are shared: only this node has a sibling and a key of its own
            */
        d->type = a->node->type;
        d->text = a->node->text;
        d->first = a->node->first;
        d->count = a->node->count;
        if (y->top)
            y->top->expanded += a->expanded;
    }
    d->len = (uint32_t)length;
    append(y, d);
}

/* ---- events --------------------------------------------------------------------- */

static void refuse_tag(struct yaml *y, const yaml_event_t *event,
                       const yaml_char_t *tag)
{
    if (tag)
        say(y, &event->start_mark, 1, STET_E_SYNTAX, "tags (!) are not allowed",
            "types come from the option that reads the value; leave the tag out");
}

static void take_scalar(struct yaml *y, const yaml_event_t *event)
{
    refuse_tag(y, event, event->data.scalar.tag);
    if (wants_key(y)) {
        take_key(y, event);
        return;
    }
    stet_data *d = new_value(y, event, scalar_type(event));
    if (!d)
        return;
    d->len = end_of(y, event) - d->off;
    if (d->type != STET_DATA_NULL)
        d->text = copy_scalar(y, event);
    append(y, d);
    set_anchor(y, event->data.scalar.anchor, d, event, 0);
}

static void open_container(struct yaml *y, const yaml_event_t *event, int type,
                           const yaml_char_t *tag, const yaml_char_t *anchor)
{
    refuse_tag(y, event, tag);
    if (wants_key(y)) {
        fatal(y, &event->start_mark, STET_E_SYNTAX, "a key must be plain text",
              "a '{' at the start of a value begins a map: quote the text");
        return;
    }
    if (y->depth >= y->limits->data_depth) {
        fatal(y, &event->start_mark, STET_E_LIMIT,
              "nested deeper than the limit data-depth allows", "");
        return;
    }
    stet_data *d = new_value(y, event, type);
    struct yaml_frame *f = y->spare;
    if (!d)
        return;
    if (f)
        y->spare = f->outer;
    else if (!(f = stet__arena_alloc(y->arena, sizeof *f))) {
        fatal_memory(y, &event->start_mark);
        return;
    }
    append(y, d);
    *f = (struct yaml_frame){.outer = y->top, .container = d};
    y->top = f;
    y->depth++;
    set_anchor(y, anchor, d, event, 1);
}

static void drop_keys(struct yaml_frame *f)
{
    if (f->keys) {
        stet__table_done(f->keys);
        stet__free(f->keys);
        f->keys = NULL;
    }
}

static void close_container(struct yaml *y, const yaml_event_t *event)
{
    struct yaml_frame *f = y->top;
    f->container->len = end_of(y, event) - f->container->off;
    drop_keys(f);
    if (f->container->type == STET_DATA_MAP && y->source->aliases &&
        stet__yaml_merge(y, f) != STET_OK)
        y->fatal = 1;
    if (f->anchor) {
        f->anchor->open = 0;
        f->anchor->expanded = f->expanded + 1;
    }
    y->top = f->outer;
    if (y->top)
        y->top->expanded += f->expanded;
    f->outer = y->spare;
    y->spare = f;
    y->depth--;
}

static void take_event(struct yaml *y, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (y->documents++)
            fatal(y, &event->start_mark, STET_E_SYNTAX,
                  "a second document (---) in one file", "one file holds one document");
        break;
    case YAML_ALIAS_EVENT:
        if (wants_key(y))
            fatal(y, &event->start_mark, STET_E_SYNTAX, "an alias cannot be a key",
                  "'*' begins an alias: quote the text");
        else
            take_alias(y, event);
        break;
    case YAML_SCALAR_EVENT:
        take_scalar(y, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_container(y, event, STET_DATA_LIST, event->data.sequence_start.tag,
                       event->data.sequence_start.anchor);
        break;
    case YAML_MAPPING_START_EVENT:
        open_container(y, event, STET_DATA_MAP, event->data.mapping_start.tag,
                       event->data.mapping_start.anchor);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_container(y, event);
        break;
    default:
        break;
    }
}

/* ---- libyaml's messages in words that help --------------------------------------- */

struct wording {
    const char *theirs, *ours, *hint;
};
static const struct wording wordings[] = {
    {"mapping values are not allowed", "a ':' where no key can stand",
     "quote text that holds ': ', or check the indentation of the line before"},
    {"did not find expected key", "a key of the map is wanted here",
     "is this line indented like the others of its map?"},
    {"did not find expected '-'", "an item ('- ') of the list is wanted here",
     "is this line indented like the others of its list?"},
    {"did not find expected ',' or ']'", "',' or ']' is wanted here",
     "a '[' is not closed"},
    {"did not find expected ',' or '}'", "',' or '}' is wanted here",
     "a '{' is not closed"},
    {"could not find expected ':'", "a ':' is missing behind the key before",
     "write key: value"},
    {"found unexpected end of stream", "a quoted text is not closed", ""},
    {"block sequence entries are not allowed", "a list cannot begin here",
     "put '- ' on a line of its own, below the key"},
    {"found a tab character", "a tab where YAML wants spaces", "indent with spaces"},
    {"control characters are not allowed", "a control character", "leave it out"},
    {"found unknown escape character", "an escape that YAML does not have",
     "use 'single quotes', or double the backslash"},
    {"did not find expected node content", "a value is wanted here", ""},
    {"did not find expected <document start>", "text behind the end of the document",
     ""},
};

static const struct wording *find_wording(const char *problem)
{
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++)
        if (strncmp(problem, wordings[i].theirs, strlen(wordings[i].theirs)) == 0)
            return &wordings[i];
    return NULL;
}

static void say_parser_error(struct yaml *y, const yaml_parser_t *parser)
{
    const char *problem = parser->problem ? parser->problem : "malformed YAML";
    const yaml_mark_t *mark = &parser->problem_mark;
    const char *at = byte_of(y, mark->index);
    const struct wording *w = find_wording(problem);
    if (parser->error == YAML_MEMORY_ERROR)
        fatal_memory(y, mark);
    else if (w)
        fatal(y, mark, STET_E_SYNTAX, w->ours, w->hint);
    else if (at < y->end && *at == '\t')
        fatal(y, mark, STET_E_SYNTAX, "a tab where YAML wants spaces",
              "indent with spaces");
    else if (strstr(problem, "cannot start any token"))
        fatal(y, mark, STET_E_SYNTAX, "a character that no plain text can begin with",
              "quote the text");
    else
        fatal(y, mark, STET_E_SYNTAX, problem, "");
}

/* ---- before the parser ----------------------------------------------------------- */

static void mark_of(const struct yaml *y, const char *at, yaml_mark_t *ret_mark)
{
    *ret_mark = (yaml_mark_t){0, 0, 0};
    for (const char *p = y->begin; p < at; p++) {
        if (((unsigned char)*p & 0xc0) != 0x80) {
            ret_mark->index++;
            ret_mark->column++;
        }
        if (*p == '\n') {
            ret_mark->line++;
            ret_mark->column = 0;
        }
    }
}

static stet_code refuse_at(struct yaml *y, const char *at, stet_code code,
                           const char *message, const char *hint)
{
    yaml_mark_t mark;
    mark_of(y, at, &mark);
    return fatal(y, &mark, code, message, hint);
}

/* %TAG directives are quadratic in libyaml, and no file of stet needs any directive. */
static const char *find_directive(const struct yaml *y)
{
    const char *p = y->begin;
    while (p < y->end && *p != '%') {
        const char *stop = memchr(p, '\n', (size_t)(y->end - p));
        stop = stop ? stop : y->end;
        while (p < stop && (*p == ' ' || *p == '\r'))
            p++;
        if (p < stop && *p != '#')
            return NULL;
        p = stop < y->end ? stop + 1 : y->end;
    }
    return p < y->end ? p : NULL;
}

static stet_code check_text(struct yaml *y)
{
    size_t n = (size_t)(y->end - y->begin), bad;
    if ((y->source->max_bytes && n > y->source->max_bytes) ||
        n > UINT32_MAX - y->source->first_off)
        return refuse_at(y, y->begin, STET_E_LIMIT,
                         "this YAML text is larger than the limit", "");
    if (!stet__utf8_valid(y->begin, n, &bad))
        return refuse_at(y, y->begin + bad, STET_E_UTF8, "a byte that is not UTF-8",
                         "save the file as UTF-8");
    const char *nul = memchr(y->begin, '\0', n);
    if (nul)
        return refuse_at(y, nul, STET_E_SYNTAX, "a NUL byte", "is this a text file?");
    const char *directive = find_directive(y);
    if (directive)
        return refuse_at(y, directive, STET_E_SYNTAX, "directives (%) are not allowed",
                         "leave the line out");
    return STET_OK;
}

static void read_events(struct yaml *y)
{
    yaml_parser_t parser;
    yaml_event_t event;
    int done = 0;
    if (!yaml_parser_initialize(&parser)) {
        refuse_at(y, y->begin, STET_E_NOMEM, "not enough memory for this YAML text",
                  "");
        return;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)y->begin,
                                 (size_t)(y->end - y->begin));
    while (!done && !y->fatal) {
        if (!yaml_parser_parse(&parser, &event)) {
            say_parser_error(y, &parser);
            break;
        }
        take_event(y, &event);
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

stet_code stet__data_yaml(struct arena *arena, const struct limits *limits,
                          const struct data_source *source, const stet_data **ret_data,
                          stet_problems *problems, stet_error *err)
{
    struct yaml y = {.arena = arena,
                     .limits = limits,
                     .source = source,
                     .begin = source->text.p,
                     .end = source->text.p + source->text.n,
                     .cursor = source->text.p,
                     .key = {"", 0},
                     .problems = problems,
                     .err = err};
    if (source->text.n >= 3 && memcmp(y.begin, "\xef\xbb\xbf", 3) == 0)
        y.begin = y.cursor = source->text.p + 3;
    stet__table_init(&y.anchors);
    if (check_text(&y) == STET_OK)
        read_events(&y);
    for (struct yaml_frame *f = y.top; f; f = f->outer)
        drop_keys(f);
    stet__table_done(&y.anchors);
    if (!y.fatal && (y.failed == STET_OK || problems))
        *ret_data = y.root;
    return y.failed;
}
