/* SPDX-License-Identifier: MIT */
/*
 * YAML to the value tree, by libyaml's events. libyaml has no limits of its own and its
 * loader is quadratic on nested input, so depth, nodes and aliases are counted here and
 * a file is given up at the first event that goes beyond.
 */
#include "base/data/yaml.h"

/* Offset behind what an event covers. */
static uint32_t end_of(struct yaml *y, const yaml_event_t *event)
{
    return (uint32_t)(stet__yaml_byte(y, event->end_mark.index) - y->source->text.p) +
           y->source->first_off;
}

/* ---- values --------------------------------------------------------------------- */

/* 1 when the map has the key already; then the entry is left out of it. */
static int stands_twice(struct yaml *y, stet_data *d, const yaml_event_t *event)
{
    const stet_data *first;
    stet_code code = stet__keys_add(&y->top->keys, y->top->container, d, &first);
    if (code == STET_E_NOMEM)
        stet__yaml_memory(y, &event->start_mark);
    else if (code == STET_E_EXISTS)
        stet__yaml_twice(y, d, first);
    return code != STET_OK;
}

static void append(struct yaml *y, stet_data *d, const yaml_event_t *event)
{
    struct yaml_frame *top = y->top;
    if (!top) {
        y->root = d;
        return;
    }
    if (top->container->type == STET_DATA_MAP) {
        d->key = y->key;
        d->key_line = y->key_line;
        d->key_column = y->key_column;
        y->have_key = 0;
        if (stands_twice(y, d, event))
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
        stet__yaml_fatal(y, &event->start_mark, STET_E_LIMIT,
                         "more values than the limit data-nodes allows", "");
        return NULL;
    }
    stet_data *d = stet__arena_alloc(y->arena, sizeof *d);
    if (!d) {
        stet__yaml_memory(y, &event->start_mark);
        return NULL;
    }
    const char *from = stet__yaml_byte(y, event->start_mark.index);
    d->size = sizeof *d;
    d->type = type;
    d->file = y->source->file;
    d->line = stet__yaml_line(y, &event->start_mark);
    d->column = (uint32_t)event->start_mark.column + 1;
    d->off = y->source->first_off + (uint32_t)(from - y->source->text.p);
    d->key = d->text = stet_cstr("");
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
        stet__yaml_mistake(y, &event->start_mark, 1, "this text holds a NUL",
                           "leave \\0 out");
        return stet_cstr("");
    }
    s = stet__arena_copy(y->arena, s);
    if (!s.p) {
        stet__yaml_memory(y, &event->start_mark);
        return stet_cstr("");
    }
    return s;
}

static void take_key(struct yaml *y, const yaml_event_t *event)
{
    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
        event->data.scalar.length == 0)
        stet__yaml_mistake(y, &event->start_mark, 1, "a key is missing before ':'",
                           "write key: value");
    if (event->data.scalar.anchor)
        stet__yaml_mistake(y, &event->start_mark, 1, "an anchor (&) before a key",
                           "anchors stand before values; quote text that begins so");
    y->key = copy_scalar(y, event);
    y->key_at = stet__yaml_byte(y, event->start_mark.index);
    y->key_line = stet__yaml_line(y, &event->start_mark);
    y->key_column = (uint32_t)event->start_mark.column + 1;
    y->have_key = 1;
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
        stet__yaml_mistake(y, &event->start_mark, strlen((const char *)name) + 1,
                           "an anchor (&) is not allowed here", "write the value out");
        return;
    }
    stet_str key = stet__arena_copy(y->arena, stet_cstr((const char *)name));
    struct yaml_anchor *a = key.p ? stet__table_get(&y->anchors, key) : NULL;
    if (!a) {
        a = key.p ? stet__arena_alloc(y->arena, sizeof *a) : NULL;
        if (!a || stet__table_add(&y->anchors, key, a) != STET_OK) {
            stet__yaml_memory(y, &event->start_mark);
            return;
        }
    }
    *a = (struct yaml_anchor){node, 1, 0, open};
    if (open)
        y->top->anchor = a;
}

/* What the alias stands for, or NULL when it may not stand here. */
static const struct yaml_anchor *resolve(struct yaml *y, const yaml_event_t *event,
                                         const char *name)
{
    const yaml_mark_t *mark = &event->start_mark;
    const struct yaml_anchor *a = stet__table_get(&y->anchors, stet_cstr(name));
    size_t length = strlen(name) + 1;
    if (!y->source->aliases)
        stet__yaml_mistake(y, mark, length, "an alias (*) is not allowed here",
                           "write the value out");
    else if (!a)
        stet__yaml_mistake(y, mark, length, "no anchor of this name stands before",
                           "define it with & first");
    else if (a->open)
        stet__yaml_mistake(y, mark, length, "this alias would hold itself", "");
    else if ((y->aliased += a->expanded) > y->limits->alias_nodes)
        stet__yaml_fatal(y, mark, STET_E_LIMIT,
                         "the aliases of this file stand for more values than the "
                         "limit alias-nodes allows",
                         "write less with aliases");
    else if (y->depth + a->height > y->limits->data_depth)
        stet__yaml_fatal(y, mark, STET_E_LIMIT,
                         "this alias nests deeper than the limit data-depth allows",
                         "");
    else
        return a;
    y->holes |= y->source->aliases;
    return NULL;
}

/* An alias shares the children and the place of what it stands for; only the sibling
 * and the key are its own. */
static void take_alias(struct yaml *y, const yaml_event_t *event)
{
    stet_data *d = new_value(y, event, STET_DATA_NULL);
    if (!d)
        return;
    d->len = end_of(y, event) - d->off;
    const struct yaml_anchor *a =
        resolve(y, event, (const char *)event->data.alias.anchor);
    if (a) {
        *d = *a->node;
        d->next = NULL;
        d->key = stet_cstr("");
        d->key_line = d->key_column = 0;
    }
    if (a && y->top) {
        y->top->expanded += a->expanded;
        if (y->top->height < a->height)
            y->top->height = a->height;
    }
    append(y, d, event);
}

/* ---- events --------------------------------------------------------------------- */

static void refuse_tag(struct yaml *y, const yaml_event_t *event,
                       const yaml_char_t *tag)
{
    if (tag)
        stet__yaml_mistake(
            y, &event->start_mark, 1, "tags (!) are not allowed",
            "types come from the option that reads the value; leave the tag out");
}

/* The place of a text is behind its anchor, so that a column in it can be counted. */
static void skip_anchor(const struct yaml *y, stet_data *d, const yaml_char_t *name)
{
    const char *p = y->source->text.p + (d->off - y->source->first_off);
    uint32_t n = 1 + (uint32_t)strlen((const char *)name);
    while (n < d->len && (p[n] == ' ' || p[n] == '\t'))
        n++;
    if (*p != '&' || n >= d->len || p[n] == '\r' || p[n] == '\n' || p[n] == '#')
        return;
    d->off += n;
    d->len -= n;
    d->column += n;
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
    if (event->data.scalar.anchor)
        skip_anchor(y, d, event->data.scalar.anchor);
    append(y, d, event);
    set_anchor(y, event->data.scalar.anchor, d, event, 0);
}

static void open_container(struct yaml *y, const yaml_event_t *event, int type,
                           const yaml_char_t *tag, const yaml_char_t *anchor)
{
    refuse_tag(y, event, tag);
    if (wants_key(y)) {
        stet__yaml_fatal(y, &event->start_mark, STET_E_SYNTAX,
                         "a key must be plain text",
                         "a '{' at the start of a value begins a map: quote the text");
        return;
    }
    if (y->depth >= y->limits->data_depth) {
        stet__yaml_fatal(y, &event->start_mark, STET_E_LIMIT,
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
        stet__yaml_memory(y, &event->start_mark);
        return;
    }
    append(y, d, event);
    *f = (struct yaml_frame){.outer = y->top, .container = d};
    y->top = f;
    y->depth++;
    set_anchor(y, anchor, d, event, 1);
}

/* ---- merge keys: <<: *base, and <<: [ *one, *two ] --------------------------------
 */

/* Take the merge entry out of the chain; the map's order is otherwise kept. */
static const stet_data *unlink_merge(stet_data *map, struct yaml_frame *frame)
{
    stet_data *before = NULL;
    for (const stet_data *d = map->first; d; d = d->next) {
        if (stet_str_is(d->key, "<<")) {
            if (before)
                before->next = d->next;
            else
                map->first = d->next;
            if (frame->last == d)
                frame->last = before;
            map->count--;
            return d;
        }
        before = (stet_data *)(uintptr_t)d;
    }
    return NULL;
}

static stet_code no_memory(struct yaml *y, const stet_data *map)
{
    return stet__yaml_say(y, map, STET_E_NOMEM, "not enough memory for this YAML text",
                          "");
}

/* Entries of `from` that the map does not have are copied behind its own. */
static stet_code copy_entries(struct yaml *y, struct yaml_frame *frame,
                              const stet_data *from)
{
    stet_data *map = frame->container;
    for (const stet_data *d = from->first; d; d = d->next) {
        const stet_data *first;
        stet_data *own = (stet_data *)(uintptr_t)d;
        stet_code code = stet__keys_add(&frame->keys, map, own, &first);
        if (code == STET_E_EXISTS)
            continue;
        if (++y->aliased > y->limits->alias_nodes)
            return stet__yaml_say(
                y, map, STET_E_LIMIT,
                "merging stands for more values than the limit alias-nodes allows", "");
        stet_data *copy =
            code == STET_OK ? stet__arena_alloc(y->arena, sizeof *copy) : NULL;
        if (!copy)
            return no_memory(y, map);
        *copy = *d;
        copy->next = NULL;
        if (frame->last)
            frame->last->next = copy;
        else
            map->first = copy;
        frame->last = copy;
        map->count++;
    }
    return STET_OK;
}

/* `wrong` is what cannot be merged. An alias has the place of its anchor, which stands
 * above: then the key is shown. */
static void refuse_merge(struct yaml *y, const stet_data *merge, const stet_data *wrong)
{
    stet_data at = *wrong;
    const char *p = y->source->text.p, *end = p + y->source->text.n;
    if (at.line > merge->key_line ||
        (at.line == merge->key_line && at.column > merge->key_column)) {
        stet__yaml_say(y, wrong, STET_E_SYNTAX, "'<<' merges maps only",
                       "write <<: *name");
        return;
    }
    at.line = merge->key_line;
    at.column = merge->key_column;
    at.len = 2;
    for (uint32_t line = y->source->first_line ? y->source->first_line : 1;
         line < at.line && p < end; line++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        p = stop ? stop + 1 : end;
    }
    at.off = (uint32_t)(p - y->source->text.p) + y->source->first_off;
    stet__yaml_say(y, &at, STET_E_SYNTAX, "'<<' merges maps only", "write <<: *name");
}

/* Replace the `<<` of a map that is complete by the entries it stands for. An error is
 * a lack of memory or a limit; mistakes are reported and leave the map as it is. */
static stet_code merge_maps(struct yaml *y, struct yaml_frame *frame)
{
    const stet_data *merge = unlink_merge(frame->container, frame);
    if (!merge)
        return STET_OK;
    if (merge->type == STET_DATA_MAP)
        return copy_entries(y, frame, merge);
    stet_code code = STET_OK;
    for (const stet_data *d = merge->first; d && code == STET_OK; d = d->next) {
        if (d->type == STET_DATA_MAP)
            code = copy_entries(y, frame, d);
        else
            refuse_merge(y, merge, d);
    }
    if (merge->type != STET_DATA_LIST)
        refuse_merge(y, merge, merge);
    return code;
}

/* ---- the end of a container ------------------------------------------------------ */

/* What holds the container learns how much and how deep it is. */
static void count_container(struct yaml_frame *f)
{
    if (f->anchor) {
        f->anchor->open = 0;
        f->anchor->expanded = f->expanded + 1;
        f->anchor->height = f->height + 1;
    }
    if (!f->outer)
        return;
    f->outer->expanded += f->expanded;
    if (f->outer->height < f->height + 1)
        f->outer->height = f->height + 1;
}

static void close_container(struct yaml *y, const yaml_event_t *event)
{
    struct yaml_frame *f = y->top;
    f->container->len = end_of(y, event) - f->container->off;
    if (f->container->type == STET_DATA_MAP && y->source->aliases &&
        merge_maps(y, f) != STET_OK)
        y->fatal = 1;
    stet__keys_drop(&f->keys);
    count_container(f);
    y->top = f->outer;
    f->outer = y->spare;
    y->spare = f;
    y->depth--;
}

static void take_event(struct yaml *y, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_END_EVENT:
        stet__yaml_check_rest(y, stet__yaml_byte(y, event->end_mark.index));
        break;
    case YAML_ALIAS_EVENT:
        if (wants_key(y))
            stet__yaml_fatal(y, &event->start_mark, STET_E_SYNTAX,
                             "an alias cannot be a key",
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

/* ---- the reader ---------------------------------------------------------------- */

static void read_events(struct yaml *y)
{
    yaml_parser_t parser;
    yaml_event_t event;
    int done = 0;
    if (!yaml_parser_initialize(&parser)) {
        stet__yaml_refuse(y, y->begin, STET_E_NOMEM,
                          "not enough memory for this YAML text", "");
        return;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)y->begin,
                                 (size_t)(y->end - y->begin));
    while (!done && !y->fatal) {
        if (!yaml_parser_parse(&parser, &event)) {
            stet__yaml_parser_error(y, &parser);
            break;
        }
        take_event(y, &event);
        done = event.type == YAML_DOCUMENT_END_EVENT ||
               event.type == YAML_STREAM_END_EVENT;
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
    if (source->aliases)
        stet__table_init(&y.anchors);
    if (stet__yaml_check_text(&y) == STET_OK)
        read_events(&y);
    for (struct yaml_frame *f = y.top; f; f = f->outer)
        stet__keys_drop(&f->keys);
    stet__table_done(&y.anchors);
    if (!y.fatal && !y.holes && (y.failed == STET_OK || problems))
        *ret_data = y.root;
    return y.failed;
}
