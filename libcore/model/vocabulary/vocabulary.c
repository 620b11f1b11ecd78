/* SPDX-License-Identifier: MIT */
/*
 * The vocabulary of one context: the built-in rows and those of plugins, found by name
 * or number, and the rule of what may stand where.
 */
#include "model/vocabulary/vocabulary_table.h"

enum { ADDED_MAX_NAME = 64 }; /* bytes of the plugin's or the kind's part of a name */

static enum content_part content_of(const struct kind_info *info, stet_kind kind)
{
    switch (kind) {
    case STET_SOFT_BREAK:
        return CONTENT_SPACE;
    case STET_LINE_BREAK:
        return CONTENT_NEWLINE;
    case STET_HTML:
    case STET_HTML_INLINE:
    case STET_SHORTCODE:
    case STET_SHORTCODE_INLINE:
    case STET_IMAGE:
    case STET_FOOTNOTE_REF:
        return CONTENT_NOTHING;
    default:
        return info->own_text ? CONTENT_TEXT : CONTENT_CHILDREN;
    }
}

/* The roots are made by the core alone: no kind accepts the family of nothing. */
static void complete(struct kind_info *info, stet_kind kind)
{
    unsigned accepts = 0;
    accepts |= kind == STET_KIND_FIELDS ? 1u << STET_FAMILY_FIELD : 0;
    accepts |= kind == STET_KIND_NOTICES ? 1u << STET_FAMILY_NOTICE : 0;
    accepts |= info->flags & KIND_BLOCKS ? 1u << STET_FAMILY_BLOCK : 0;
    accepts |= info->flags & KIND_INLINES ? 1u << STET_FAMILY_INLINE : 0;
    accepts |= info->flags & KIND_PARTS ? 1u << STET_FAMILY_PART : 0;
    info->accepts = (uint8_t)accepts;
    info->own_text =
        (info->flags & KIND_OWN_TEXT) || info->family == STET_FAMILY_FIELD ||
        info->family == STET_FAMILY_NOTICE || info->family == STET_FAMILY_PART;
    info->content = (uint8_t)content_of(info, kind);
}

static stet_code fill_names(struct vocabulary *v)
{
    for (size_t i = 0; i < STET_KIND_X; i++) {
        v->kinds[i] = stet__vocabulary_kinds[i];
        complete(&v->kinds[i], (stet_kind)i);
        const char *name = v->kinds[i].name;
        if (name && stet__table_add(&v->kind_names, stet_cstr(name), &v->kinds[i]))
            return STET_E_NOMEM;
    }
    for (size_t i = 0; i < STET_ATTR_X; i++) {
        v->attrs[i] = stet__vocabulary_attrs[i];
        const char *name = v->attrs[i].name;
        if (name && stet__table_add(&v->attr_names, stet_cstr(name), &v->attrs[i]))
            return STET_E_NOMEM;
    }
    return STET_OK;
}

/* One part of x.<plugin>.<name>: a-z, then a-z, 0-9 and _. */
static int is_name_part(const char *text)
{
    size_t n = 0;
    if (!text || text[0] < 'a' || text[0] > 'z')
        return 0;
    for (; text[n] && n <= ADDED_MAX_NAME; n++)
        if (!((text[n] >= 'a' && text[n] <= 'z') ||
              (text[n] >= '0' && text[n] <= '9') || text[n] == '_'))
            return 0;
    return n <= ADDED_MAX_NAME;
}

static uint16_t flags_of_added(int family)
{
    switch (family) {
    case STET_FAMILY_BLOCK:
        return KIND_INLINES | KIND_BLOCKS;
    case STET_FAMILY_INLINE:
        return KIND_INLINES;
    default:
        return KIND_OWN_TEXT | KIND_PARTS;
    }
}

static stet_code copy_names(struct vocabulary *v, const char *plugin, const char *name,
                            const char *help, stet_str *ret_name, stet_str *ret_help)
{
    *ret_name = stet__arena_printf(&v->arena, "x.%s.%s", plugin, name);
    *ret_help = stet__arena_copy(&v->arena, stet_cstr(help));
    return ret_name->p && ret_help->p ? STET_OK : STET_E_NOMEM;
}

/* The name as it would be added, in `text`; the name parts are checked. */
static stet_str name_of_added(char *text, size_t size, const char *plugin,
                              const char *name)
{
    size_t p = strlen(plugin), n = strlen(name);
    if (p + n + 4 > size)
        return stet_strn(text, 0);
    memcpy(text, "x.", 2);
    memcpy(text + 2, plugin, p);
    text[2 + p] = '.';
    memcpy(text + 3 + p, name, n);
    return stet_strn(text, 3 + p + n);
}

stet_code stet__vocabulary_init(struct vocabulary *v)
{
    memset(v, 0, sizeof *v);
    stet__table_init(&v->kind_names);
    stet__table_init(&v->attr_names);
    stet__arena_init(&v->arena, 0);
    stet_code code = fill_names(v);
    if (code)
        stet__vocabulary_done(v);
    return code;
}

void stet__vocabulary_done(struct vocabulary *v)
{
    stet__table_done(&v->kind_names);
    stet__table_done(&v->attr_names);
    stet__arena_done(&v->arena);
    memset(v, 0, sizeof *v);
}

stet_kind stet__vocabulary_kind(const struct vocabulary *v, stet_str name)
{
    const struct kind_info *info = stet__table_get(&v->kind_names, name);
    return info ? (stet_kind)(info - v->kinds) : STET_KIND_NONE;
}

stet_attr stet__vocabulary_attr(const struct vocabulary *v, stet_str name)
{
    const struct attr_info *info = stet__table_get(&v->attr_names, name);
    return info ? (stet_attr)(info - v->attrs) : STET_ATTR_NONE;
}

const struct kind_info *stet__vocabulary_kind_info(const struct vocabulary *v,
                                                   stet_kind kind)
{
    return kind < STET_KIND_MAX && v->kinds[kind].name ? &v->kinds[kind] : NULL;
}

const struct attr_info *stet__vocabulary_attr_info(const struct vocabulary *v,
                                                   stet_attr attr)
{
    return attr < STET_ATTR_MAX && v->attrs[attr].name ? &v->attrs[attr] : NULL;
}

int stet__vocabulary_allows_piece(const struct kind_info *piece, stet_kind parent)
{
    for (size_t i = 0; i < 4 && piece->under[i]; i++)
        if (piece->under[i] == parent)
            return 1;
    return 0;
}

stet_code stet__vocabulary_add_kind(struct vocabulary *v, const char *plugin,
                                    const char *name, int family, int value_type,
                                    const char *help, stet_kind *ret_kind)
{
    char text[2 * ADDED_MAX_NAME + 8];
    if (!is_name_part(plugin) || !is_name_part(name) || family <= STET_FAMILY_NONE ||
        family > STET_FAMILY_PART || value_type < 0 || value_type > STET_VALUE_PARTS)
        return STET_E_RANGE;
    stet_kind known =
        stet__vocabulary_kind(v, name_of_added(text, sizeof text, plugin, name));
    if (known) {
        if (v->kinds[known].family != family ||
            v->kinds[known].value_type != value_type)
            return STET_E_EXISTS;
        *ret_kind = known;
        return STET_OK;
    }
    if (v->kind_count >= STET_KIND_MAX - STET_KIND_X)
        return STET_E_LIMIT;
    stet_str full, sentence;
    if (copy_names(v, plugin, name, help, &full, &sentence))
        return STET_E_NOMEM;
    struct kind_info *info = &v->kinds[STET_KIND_X + v->kind_count];
    *info = (struct kind_info){.name = full.p,
                               .family = (uint8_t)family,
                               .value_type = (uint8_t)value_type,
                               .flags = flags_of_added(family),
                               .help = sentence.p,
                               .name_len = (uint8_t)full.n};
    complete(info, (stet_kind)(STET_KIND_X + v->kind_count));
    if (stet__table_add(&v->kind_names, full, info)) {
        *info = (struct kind_info){0};
        return STET_E_NOMEM;
    }
    *ret_kind = (stet_kind)(STET_KIND_X + v->kind_count++);
    return STET_OK;
}

stet_code stet__vocabulary_add_attr(struct vocabulary *v, const char *plugin,
                                    const char *name, const char *help,
                                    stet_attr *ret_attr)
{
    char text[2 * ADDED_MAX_NAME + 8];
    if (!is_name_part(plugin) || !is_name_part(name))
        return STET_E_RANGE;
    stet_attr known =
        stet__vocabulary_attr(v, name_of_added(text, sizeof text, plugin, name));
    if (known) {
        *ret_attr = known;
        return STET_OK;
    }
    if (v->attr_count >= STET_ATTR_MAX - STET_ATTR_X)
        return STET_E_LIMIT;
    stet_str full, sentence;
    if (copy_names(v, plugin, name, help, &full, &sentence))
        return STET_E_NOMEM;
    struct attr_info *info = &v->attrs[STET_ATTR_X + v->attr_count];
    *info = (struct attr_info){.name = full.p,
                               .type = ATTR_ANY,
                               .families = UINT8_MAX,
                               .help = sentence.p,
                               .name_len = (uint8_t)full.n};
    if (stet__table_add(&v->attr_names, full, info)) {
        *info = (struct attr_info){0};
        return STET_E_NOMEM;
    }
    *ret_attr = (stet_attr)(STET_ATTR_X + v->attr_count++);
    return STET_OK;
}
