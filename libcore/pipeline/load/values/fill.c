/* SPDX-License-Identifier: MIT */
/*
 * ${name}, ${env:NAME}, ${env:NAME:-default} and ${file:path} in the scalars of a tree,
 * after it was read: a value can never become structure. $${ stands for ${.
 */
#include "pipeline/load/load.h"

#include "base/buffer.h"

enum { FILL_MAX = 256 << 10 };

/* Where the copy of a list or map goes on: the next child to copy, and where it is
 * hung. */
struct copy_level {
    const stet_data *next;
    const stet_data **link;
};

static stet_data *copy_one(struct loader *load, const stet_data *from)
{
    stet_data *to = stet__load_alloc(load, sizeof *to);
    if (to) {
        *to = *from;
        to->first = to->next = NULL;
    }
    return to;
}

stet_data *stet__load_copy(struct loader *load, const stet_data *tree,
                           stet__load_visit visit, void *self)
{
    size_t depth = 1, cap = load->limits->data_depth + 2;
    struct copy_level *levels = stet__load_alloc(load, cap * sizeof *levels);
    const stet_data *copy = NULL;
    if (!levels)
        return NULL;
    levels[0] = (struct copy_level){tree, &copy};
    while (depth) {
        struct copy_level *level = &levels[depth - 1];
        const stet_data *from = level->next;
        stet_data *to = from ? copy_one(load, from) : NULL;
        if (from && !to)
            return NULL;
        if (!from) {
            depth--;
            continue;
        }
        *level->link = to;
        level->link = (const stet_data **)&to->next;
        level->next = from == tree ? NULL : from->next;
        if (from->type != STET_DATA_LIST && from->type != STET_DATA_MAP)
            visit(self, to);
        else if (depth < cap)
            levels[depth++] =
                (struct copy_level){from->first, (const stet_data **)&to->first};
    }
    return (stet_data *)(uintptr_t)copy;
}

const stet_data *stet__load_at(const stet_data *map, stet_str path)
{
    while (map && path.n) {
        const char *dot = memchr(path.p, '.', path.n);
        size_t n = dot ? (size_t)(dot - path.p) : path.n;
        const stet_data *child = map->type == STET_DATA_MAP ? map->first : NULL;
        while (child && !stet_str_eq(child->key, stet_strn(path.p, n)))
            child = child->next;
        map = child;
        path = stet_strn(path.p + n + (dot != NULL), path.n - n - (dot != NULL));
    }
    return map;
}

/* ---- the three kinds of ${} ---------------------------------------------- */

static stet_str fill_env(struct loader *load, const stet_data *at, stet_str name)
{
    stet_str fallback = {NULL, 0};
    for (size_t i = 0; i + 1 < name.n; i++)
        if (name.p[i] == ':' && name.p[i + 1] == '-') {
            fallback = stet_strn(name.p + i + 2, name.n - i - 2);
            name.n = i;
            break;
        }
    stet_str value = {NULL, 0};
    if (!load->options->no_environment)
        value = stet__context_env(load->ctx,
                                  stet__load_text(load, "%.*s", (int)name.n, name.p));
    if (value.p)
        stet__load_digest(load, stet__arena_copy(load->arena, value));
    if (value.p || fallback.p)
        return value.p ? value : fallback;
    if (load->options->no_environment)
        return load->placeholder;
    stet__load_problem_filled(
        load, at, name,
        stet__load_text(load, "set it, or write ${env:%.*s:-default}", (int)name.n,
                        name.p)
            .p,
        "${env:%.*s} is not set and has no default", (int)name.n, name.p);
    return value;
}

static stet_str fill_file(struct loader *load, const stet_data *at, stet_str path)
{
    stet_str bytes = {NULL, 0};
    stet_error err = {.code = STET_OK};
    const struct source_file *file = stet__source_of(load->files, at);
    if (load->options->no_environment)
        return load->placeholder;
    stet_str whole =
        stet__path_join(load->arena, file ? file->folder : load->base, path);
    stet_code code = !whole.p
                         ? STET_E_NOMEM
                         : stet__context_read_file(load->ctx, load->arena, load->base,
                                                   whole, FILL_MAX, &bytes, &err);
    if (code == STET_E_NOMEM)
        load->failed = code;
    if (code != STET_OK) {
        stet__load_problem_filled(load, at, path, err.hint, "${file:%.*s}: %s",
                                  (int)path.n, path.p, err.message);
        return (stet_str){NULL, 0};
    }
    stet__load_digest(load, bytes);
    if (bytes.n && bytes.p[bytes.n - 1] == '\n')
        bytes.n -= bytes.n > 1 && bytes.p[bytes.n - 2] == '\r' ? 2 : 1;
    stet_str copy = stet__arena_copy(load->arena, bytes);
    struct load_secret *secret = stet__load_alloc(load, sizeof *secret);
    if (!copy.p || !secret) {
        load->failed = STET_E_NOMEM;
        return copy;
    }
    *secret = (struct load_secret){load->secrets, copy};
    load->secrets = secret;
    return copy;
}

static int is_name(stet_str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        int letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i && ((c >= '0' && c <= '9') || c == '.' || c == '-')))
            return 0;
    }
    return name.n > 0;
}

static stet_str fill_one(struct loader *load, const stet_data *at, stet_str inside,
                         stet__load_lookup lookup, void *self)
{
    if (inside.n > 4 && memcmp(inside.p, "env:", 4) == 0)
        return fill_env(load, at, stet_strn(inside.p + 4, inside.n - 4));
    if (inside.n > 5 && memcmp(inside.p, "file:", 5) == 0)
        return fill_file(load, at, stet_strn(inside.p + 5, inside.n - 5));
    if (is_name(inside))
        return lookup(self, at, inside);
    stet__load_problem_filled(
        load, at, inside,
        "write ${name}, ${env:NAME}, ${env:NAME:-default} or ${file:path}; $${ "
        "stands for ${",
        "'${%.*s}' is not the name of a variable", (int)inside.n, inside.p);
    return (stet_str){NULL, 0};
}

/* The next ${, or the end. */
static size_t find_opening(stet_str text, size_t from)
{
    for (size_t i = from; i + 1 < text.n; i++)
        if (text.p[i] == '$' && text.p[i + 1] == '{')
            return i;
    return text.n;
}

static int put_value(struct loader *load, const stet_data *at, stet_out *out,
                     size_t open, size_t *ret_next, stet__load_lookup lookup,
                     void *self)
{
    const char *close = memchr(at->text.p + open, '}', at->text.n - open);
    if (!close) {
        stet__load_problem(load, at, PLACE_VALUE,
                           "close it with }, or write $${ for ${",
                           "'${' is not closed");
        *ret_next = at->text.n;
        return 0;
    }
    size_t end = (size_t)(close - at->text.p);
    stet_str value = fill_one(
        load, at, stet_strn(at->text.p + open + 2, end - open - 2), lookup, self);
    if (value.p)
        stet_put_str(out, value);
    else /* said; the templates around it are checked, at the places they have */
        stet_put(out, at->text.p + open, end + 1 - open);
    *ret_next = end + 1;
    return value.p != NULL;
}

/* The text is one ${...} and nothing else: the value itself, so that placeholders are
 * known. */
static int is_whole(stet_str text)
{
    const char *close = text.n > 3 && text.p[0] == '$' && text.p[1] == '{'
                            ? memchr(text.p, '}', text.n)
                            : NULL;
    return close == text.p + text.n - 1;
}

stet_str stet__load_fill_text(struct loader *load, const stet_data *at,
                              stet__load_lookup lookup, void *self)
{
    stet_str text = at->text, nothing = {NULL, 0};
    stet_out out;
    size_t i = 0, open;
    int whole = 1;
    if (find_opening(text, 0) == text.n)
        return text;
    if (is_whole(text))
        return fill_one(load, at, stet_strn(text.p + 2, text.n - 3), lookup, self);
    stet__buffer_init(&out, FILL_MAX);
    while ((open = find_opening(text, i)) < text.n) {
        int escaped = open > i && text.p[open - 1] == '$';
        stet_put(&out, text.p + i, open - i - (size_t)escaped);
        i = open + 2;
        if (escaped)
            stet_puts(&out, "${");
        else if (!put_value(load, at, &out, open, &i, lookup, self))
            whole = 0;
    }
    stet_put(&out, text.p + i, text.n - i);
    whole |= memmem(text.p, text.n, "{{", 2) != NULL;
    stet_str copy =
        whole ? stet__arena_copy(load->arena, stet__buffer_str(&out)) : nothing;
    if (out.failed == STET_E_LIMIT)
        stet__load_problem(load, at, PLACE_VALUE, "",
                           "the filled-in text is longer than %d KiB", FILL_MAX >> 10);
    else if (out.failed || (whole && !copy.p))
        load->failed = STET_E_NOMEM;
    copy = out.failed ? nothing : copy;
    stet__buffer_done(&out);
    return copy;
}

/* ---- a tree in a scope --------------------------------------------------- */

struct filling {
    struct loader *load;
    const stet_data *vars;
};

static stet_str look_up(void *self, const stet_data *at, stet_str name)
{
    const struct filling *f = self;
    struct loader *load = f->load;
    const stet_data *value = stet__load_at(f->vars, name);
    if (!value) {
        stet__load_problem_filled(
            load, at, name,
            stet__load_suggest_variable(load, f->vars, name,
                                        "give it a value under 'vars'"),
            "no variable '%.*s'", (int)name.n, name.p);
        return (stet_str){NULL, 0};
    }
    if (value->type == STET_DATA_LIST || value->type == STET_DATA_MAP) {
        stet__load_problem_filled(load, at, name,
                                  "${} puts in text; name one of its values",
                                  "the variable '%.*s' is a %s", (int)name.n, name.p,
                                  value->type == STET_DATA_LIST ? "list" : "map");
        return (stet_str){NULL, 0};
    }
    if (value->type == STET_DATA_NULL) {
        stet__load_problem_filled(
            load, at, name, "set it under 'vars', or when loading",
            "the variable '%.*s' has no value", (int)name.n, name.p);
        return (stet_str){NULL, 0};
    }
    return value->text;
}

static void fill_scalar(void *self, stet_data *scalar)
{
    struct filling *f = self;
    if (scalar->type != STET_DATA_PLAIN && scalar->type != STET_DATA_STRING)
        return;
    stet_str text = stet__load_fill_text(f->load, scalar, look_up, self);
    if (text.p != scalar->text.p)
        scalar->type =
            STET_DATA_PLAIN; /* quotes were for YAML: the option says the type */
    scalar->text = text.p ? text : f->load->placeholder; /* a problem was said */
}

stet_data *stet__load_fill(struct loader *load, const stet_data *vars,
                           const stet_data *tree)
{
    struct filling filling = {load, vars};
    return tree ? stet__load_copy(load, tree, fill_scalar, &filling) : NULL;
}
