/* SPDX-License-Identifier: MIT */
/*
 * Reading lists of terms from files: plain text, one term a line, and YAML.
 *
 *   # category: profanity severity: low        a header counts for the lines below it
 *   # effect: label
 *   darn
 *   heck<TAB>suggestion: goodness              keys of one term, each behind a tab
 *   !heck of a                                 an exception
 *   \#hash                                     a term that begins with # ! or \
 */
#include "terms.h"

/* A name and its number. */
struct name {
    const char *name;
    int32_t value;
};

static int32_t find_name(const struct name *names, stet_str s)
{
    for (; names->name; names++)
        if (stet_str_is(s, names->name))
            return names->value;
    return -1;
}

int32_t stet__terms_severity(stet_str name)
{
    static const struct name names[] = {
        {"info", STET_INFO}, {"low", STET_LOW},           {"medium", STET_MEDIUM},
        {"high", STET_HIGH}, {"critical", STET_CRITICAL}, {NULL, 0}};
    return find_name(names, name);
}

int32_t stet__terms_effect(stet_str name)
{
    static const struct name names[] = {{"observe", STET_OBSERVE},
                                        {"label", STET_LABEL},
                                        {"review", STET_REVIEW},
                                        {"reject", STET_REJECT},
                                        {NULL, 0}};
    return find_name(names, name);
}

int32_t stet__terms_part(stet_str name)
{
    static const struct name names[] = {{"word", PART_WORD},
                                        {"prefix", PART_PREFIX},
                                        {"anywhere", PART_ANYWHERE},
                                        {NULL, 0}};
    return find_name(names, name);
}

/* ---- one key and its value -------------------------------------------------- */
static const char *const keys[] = {"category", "severity", "effect", "suggestion",
                                   "policy",   "part",     NULL};

/* Set one key of a class. Answers NULL, or what was wanted. */
static const char *set_key(struct term_class *c, stet_str key, stet_str value)
{
    if (stet_str_is(key, "category"))
        c->category = value;
    else if (stet_str_is(key, "suggestion"))
        c->suggestion = value;
    else if (stet_str_is(key, "policy"))
        c->policy = value;
    else if (stet_str_is(key, "severity"))
        c->severity = stet__terms_severity(value);
    else if (stet_str_is(key, "effect"))
        c->effect = stet__terms_effect(value);
    else if (stet_str_is(key, "part"))
        c->part = stet__terms_part(value);
    else
        return "one of category, severity, effect, suggestion, policy, part";
    if (c->severity < 0)
        return "info, low, medium, high or critical";
    if (c->effect < 0)
        return "observe, label, review or reject";
    return c->part < 0 ? "word, prefix or anywhere" : NULL;
}

static stet_str trim(stet_str s)
{
    while (s.n && (unsigned char)s.p[0] <= ' ')
        s = stet_strn(s.p + 1, s.n - 1);
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    return s;
}

/* Length of "key:" when one of the keys begins here, with its name in *ret_key. */
static size_t key_at(stet_str s, size_t at, stet_str *ret_key)
{
    if (at && s.p[at - 1] != ' ' && s.p[at - 1] != '\t' && s.p[at - 1] != '#' &&
        s.p[at - 1] != ',')
        return 0;
    for (size_t i = 0; keys[i]; i++) {
        size_t n = strlen(keys[i]);
        if (s.n - at > n && s.p[at + n] == ':' && memcmp(s.p + at, keys[i], n) == 0) {
            *ret_key = stet_strn(s.p + at, n);
            return n + 1;
        }
    }
    return 0;
}

/* "category: x severity: y", keys in any order; text before the first is a remark. */
static const char *read_keys(struct term_class *c, stet_str s)
{
    stet_str key = {"", 0}, next;
    size_t from = 0;
    for (size_t at = 0; at <= s.n; at++) {
        size_t n = at < s.n ? key_at(s, at, &next) : 1;
        if (!n)
            continue;
        if (key.n) {
            stet_str value = trim(stet_strn(s.p + from, at - from));
            if (value.n && value.p[value.n - 1] == ',')
                value.n--;
            const char *wanted = set_key(c, key, value);
            if (wanted)
                return wanted;
        }
        key = next;
        from = at + n;
    }
    return NULL;
}

/* ---- plain text ------------------------------------------------------------- */
struct plain {
    struct term_lists *lists;
    stet_str path;
    int64_t index; /* in the option */
    struct term_class class;
    int64_t current; /* number of the class in the dictionary, -1: to be added */
    unsigned line;
    stet_code code;
};

static stet_code wrong_line(struct plain *p, const char *found, const char *wanted)
{
    const char *slash = memrchr(p->path.p, '/', p->path.n);
    const char *name = slash ? slash + 1 : p->path.p;
    int len = (int)(p->path.n - (size_t)(name - p->path.p));
    return stet_problem(p->lists->build, "lists", p->index, NULL,
                        "%.*s:%u: %s: wanted %s", len, name, p->line, found, wanted);
}

static int64_t class_of_header(struct plain *p)
{
    if (p->current < 0)
        p->current = stet__terms_add_class(p->lists->dictionary, &p->class);
    return p->current;
}

static stet_code add_term(struct plain *p, stet_str text, int64_t class, uint32_t flags)
{
    if (class < 0)
        return STET_E_NOMEM;
    stet_code code =
        stet__terms_add(p->lists->dictionary, stet_build_kit(p->lists->build), text,
                        (uint32_t) class, flags);
    return code == STET_E_RANGE
               ? wrong_line(p, "not a term", "a word or phrase of at most 1000 bytes")
               : code;
}

static stet_code read_exception(struct plain *p, stet_str text)
{
    struct term_class whole = p->class;
    whole.part = PART_WORD;
    if (p->class.part == PART_WORD)
        return add_term(p, text, class_of_header(p), TERM_EXCEPTION);
    return add_term(p, text, stet__terms_add_class(p->lists->dictionary, &whole),
                    TERM_EXCEPTION);
}

static stet_code read_line(struct plain *p, stet_str line)
{
    line = trim(line);
    if (!line.n)
        return STET_OK;
    if (line.p[0] == '#') {
        const char *wanted = read_keys(&p->class, stet_strn(line.p + 1, line.n - 1));
        p->current = -1;
        return wanted ? wrong_line(p, "header", wanted) : STET_OK;
    }
    if (line.p[0] == '!')
        return read_exception(p, stet_strn(line.p + 1, line.n - 1));
    if (line.p[0] == '\\')
        line = stet_strn(line.p + 1, line.n - 1);
    const char *tab = memchr(line.p, '\t', line.n);
    if (!tab)
        return add_term(p, line, class_of_header(p), 0);
    struct term_class own = p->class;
    size_t n = (size_t)(tab - line.p);
    const char *wanted = read_keys(&own, stet_strn(tab, line.n - n));
    if (wanted)
        return wrong_line(p, "key behind a tab", wanted);
    return add_term(p, stet_strn(line.p, n),
                    stet__terms_add_class(p->lists->dictionary, &own), 0);
}

static stet_code read_plain(struct plain *p)
{
    stet_str bytes;
    size_t bad, from = 0;
    stet_code worst = STET_OK;
    stet_code code = stet_build_file(p->lists->build, p->path, &bytes);
    if (code != STET_OK)
        return code;
    if (!stet_build_kit(p->lists->build)->utf8_valid(bytes.p, bytes.n, &bad))
        return wrong_line(p, "not UTF-8", "text in UTF-8");
    if (bytes.n >= 3 && memcmp(bytes.p, "\xef\xbb\xbf", 3) == 0)
        from = 3;
    for (p->line = 1; from < bytes.n; p->line++) {
        const char *end = memchr(bytes.p + from, '\n', bytes.n - from);
        size_t n = end ? (size_t)(end - bytes.p) - from : bytes.n - from;
        code = read_line(p, stet_strn(bytes.p + from, n));
        if (code == STET_E_NOMEM)
            return code;
        if (code != STET_OK)
            worst = code;
        from += n + 1;
    }
    return worst;
}

/* ---- YAML ------------------------------------------------------------------- */
static stet_code add_yaml_term(struct term_lists *l, const stet_data *at,
                               const struct term_class *class, uint32_t flags)
{
    int64_t number = stet__terms_add_class(l->dictionary, class);
    if (number < 0)
        return STET_E_NOMEM;
    stet_code code = stet__terms_add(l->dictionary, stet_build_kit(l->build),
                                     stet_data_text(at), (uint32_t)number, flags);
    return code == STET_E_RANGE
               ? stet_problem_at(l->build, at, NULL,
                                 "wanted a word or phrase of at most 1000 bytes")
               : code;
}

static stet_code read_yaml_exceptions(struct term_lists *l, const stet_data *list,
                                      const struct term_class *class)
{
    struct term_class whole = *class;
    stet_code worst = STET_OK;
    whole.part = PART_WORD;
    for (const stet_data *d = list ? list->first : NULL; d; d = d->next) {
        stet_code code = add_yaml_term(l, d, &whole, TERM_EXCEPTION);
        worst = code == STET_OK ? worst : code;
    }
    return worst;
}

/* The keys of a map but those with a meaning of their own. */
static stet_code read_yaml_keys(struct term_lists *l, const stet_data *map,
                                struct term_class *class)
{
    stet_code worst = STET_OK;
    for (const stet_data *d = map->first; d; d = d->next) {
        if (stet_str_is(d->key, "terms") || stet_str_is(d->key, "term") ||
            stet_str_is(d->key, "exceptions"))
            continue;
        const char *wanted = set_key(class, d->key, stet_data_text(d));
        if (wanted)
            worst = stet_problem_at(l->build, d, NULL, "'%.*s': wanted %s",
                                    (int)d->key.n, d->key.p, wanted);
    }
    return worst;
}

static stet_code read_yaml_item(struct term_lists *l, const stet_data *item,
                                const struct term_class *class)
{
    struct term_class own = *class;
    if (item->type != STET_DATA_MAP)
        return add_yaml_term(l, item, class, 0);
    stet_code code = read_yaml_keys(l, item, &own);
    if (code != STET_OK)
        return code;
    const stet_data *term = stet_data_get(item, "term");
    if (!term)
        return stet_problem_at(l->build, item, NULL, "'term' is missing");
    code = add_yaml_term(l, term, &own, 0);
    return code == STET_OK
               ? read_yaml_exceptions(l, stet_data_get(item, "exceptions"), &own)
               : code;
}

static stet_code read_yaml(struct term_lists *l, stet_str path)
{
    const stet_data *root = stet_build_load(l->build, path, 0);
    struct term_class class = l->defaults;
    if (!root)
        return STET_E_CONFIG;
    const stet_data *terms =
        root->type == STET_DATA_LIST ? root : stet_data_get(root, "terms");
    if (!terms || terms->type != STET_DATA_LIST)
        return stet_problem_at(l->build, root, NULL, "wanted a list under 'terms'");
    stet_code worst = root->type == STET_DATA_MAP ? read_yaml_keys(l, root, &class) : 0;
    if (worst != STET_OK)
        return worst;
    for (const stet_data *d = terms->first; d; d = d->next) {
        stet_code code = read_yaml_item(l, d, &class);
        if (code == STET_E_NOMEM)
            return code;
        worst = code == STET_OK ? worst : code;
    }
    stet_code code = read_yaml_exceptions(l, stet_data_get(root, "exceptions"), &class);
    return worst == STET_OK ? code : worst;
}

static int ends_with(stet_str s, const char *end)
{
    size_t n = strlen(end);
    return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

stet_code stet__terms_read_list(struct term_lists *l, stet_str path, int64_t index)
{
    if (ends_with(path, ".yaml") || ends_with(path, ".yml"))
        return read_yaml(l, path);
    struct plain p = {
        .lists = l, .path = path, .index = index, .class = l->defaults, .current = -1};
    return read_plain(&p);
}
