/* SPDX-License-Identifier: MIT */
/*
 * Front matter of an article from elsewhere: all of its fields, by the keys of keys.c
 * as the flavour calls them.
 */
#include "write.h"

/* ---- values ------------------------------------------------------------------------
 */

/* Can it stand in YAML without quotes and be nothing but text? */
static int is_plain(stet_str s)
{
    if (!s.n || s.n > 200 || s.p[0] == ' ' || s.p[s.n - 1] == ' ' ||
        !((s.p[0] | 32) >= 'a' && (s.p[0] | 32) <= 'z'))
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        int letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (!letter && !(c >= '0' && c <= '9') && !memchr(" _-./", c, 5))
            return 0;
        if (c == 0xc2 || c == 0xe2 || c == 0xef) /* NEL, LS, PS, BOM */
            return 0;
    }
    static const char *const words[] = {"true", "false", "yes", "no", "on",
                                        "off",  "null",  "y",   "n",  NULL};
    for (size_t k = 0; words[k]; k++) {
        size_t n = strlen(words[k]), i = 0;
        while (i < n && i < s.n && (s.p[i] | 32) == words[k][i])
            i++;
        if (i == n && n == s.n)
            return 0;
    }
    return 1;
}

void stet__markdown_put_value(struct matter *m, stet_str s)
{
    if (is_plain(s))
        stet_put_str(m->out, s);
    else
        m->kit->put_json_str(m->out, s);
}

/* The text as it reads back: what looks like a character reference would be decoded. */
static stet_str as_read(struct matter *m, stet_str s)
{
    char text[8];
    if (!memchr(s.p, '&', s.n))
        return s;
    stet_out out = stet_out_in_article(m->a, s.n + 16, s.n * 5 + 16);
    for (size_t i = 0; i < s.n; i++) {
        const char *stop = s.p[i] == '&' ? memchr(s.p + i, ';', s.n - i) : NULL;
        size_t n = stop ? (size_t)(stop - (s.p + i)) + 1 : 0;
        stet_putc(&out, s.p[i]);
        if (n && n < 40 && stet__markdown_entity(s.p + i, n, text))
            stet_puts(&out, "amp;");
    }
    return stet_out_text(&out);
}

/* The start of a line in the map at hand, which begins with its first key. */
static void begin_key(struct matter *m)
{
    if (!m->group)
        return;
    if (!m->opened) {
        stet_puts(m->out, m->group);
        stet_puts(m->out, ":\n");
    }
    m->opened = 1;
    stet_puts(m->out, "  ");
}

static void put_key(struct matter *m, const char *key)
{
    begin_key(m);
    stet_puts(m->out, key);
    stet_puts(m->out, ":");
}

/* ---- the fields of an article from elsewhere ----------------------------------------
 */

struct entry {
    const char *name;
    stet_attr attr;
};

/* `{name: Jane, url: "..."}`; a part of which only `word` is known as that word alone.
 */
/* A value of a part; a role that its key says already is none. */
static stet_str value_of(struct matter *m, stet_node part, stet_attr attr)
{
    stet_str value = stet_attr_str(m->a, part, attr);
    if (attr == STET_ATTR_ROLE && m->key && m->key->axis &&
        stet_str_is(value, m->key->axis))
        return stet_cstr("");
    int64_t number = value.n ? 0 : stet_attr_int(m->a, part, attr, INT64_MIN);
    if (value.n || number == INT64_MIN)
        return value;
    stet_out digits = stet_out_in_article(m->a, 24, 24);
    stet_put_int(&digits, number);
    return stet_out_text(&digits);
}

static int is_word(struct matter *m, stet_node part, const struct entry *entries,
                   stet_attr word)
{
    size_t count = 0;
    for (size_t i = 0; entries[i].name; i++)
        count += value_of(m, part, entries[i].attr).n != 0;
    return count == (stet_attr_str(m->a, part, word).n != 0);
}

static void put_part(struct matter *m, stet_node part, const struct entry *entries,
                     stet_attr word)
{
    size_t count = 0, i;
    if (is_word(m, part, entries, word)) {
        stet_str only = stet_attr_str(m->a, part, word);
        stet__markdown_put_value(m, as_read(m, only.n ? only : stet_text(m->a, part)));
        return;
    }
    stet_putc(m->out, '{');
    for (i = 0; entries[i].name; i++) {
        stet_str value = value_of(m, part, entries[i].attr);
        if (!value.n)
            continue;
        if (count++)
            stet_puts(m->out, ", ");
        stet_puts(m->out, entries[i].name);
        stet_puts(m->out, ": ");
        m->kit->put_json_str(m->out, as_read(m, value));
    }
    stet_putc(m->out, '}');
}

static const struct entry party_entries[] = {
    {"name", STET_ATTR_NAME},   {"url", STET_ATTR_URL},
    {"given", STET_ATTR_GIVEN}, {"family", STET_ATTR_FAMILY},
    {"type", STET_ATTR_TYPE},   {"email", STET_ATTR_EMAIL},
    {"role", STET_ATTR_ROLE},   {"affiliation", STET_ATTR_AFFILIATION},
    {"bio", STET_ATTR_BIO},     {NULL, 0}};
static const struct entry media_entries[] = {
    {"src", STET_ATTR_SRC},       {"alt", STET_ATTR_ALT},
    {"caption", STET_ATTR_TITLE}, {"credit", STET_ATTR_CREDIT},
    {"holder", STET_ATTR_HOLDER}, {"licence", STET_ATTR_LICENCE},
    {"media", STET_ATTR_MEDIA},   {"width", STET_ATTR_WIDTH},
    {"height", STET_ATTR_HEIGHT}, {NULL, 0}};
static const struct entry ref_entries[] = {{"name", STET_ATTR_NAME},
                                           {"title", STET_ATTR_TITLE},
                                           {"url", STET_ATTR_URL},
                                           {"date", STET_ATTR_DATE},
                                           {NULL, 0}};
static const struct entry concept_entries[] = {{"name", STET_ATTR_NAME},
                                               {"url", STET_ATTR_URL},
                                               {"code", STET_ATTR_CODE},
                                               {"scheme", STET_ATTR_SCHEME},
                                               {"part", STET_ATTR_PART},
                                               {"of", STET_ATTR_OF},
                                               {NULL, 0}};

static const struct entry *entries_of(int form, stet_attr *ret_word)
{
    *ret_word = form == KEY_MEDIA ? STET_ATTR_SRC
                : form == KEY_IDS ? STET_ATTR_URL
                                  : STET_ATTR_NAME;
    switch (form) {
    case KEY_PARTIES:
        return party_entries;
    case KEY_MEDIA:
        return media_entries;
    case KEY_IDS:
    case KEY_ORIGIN:
        return ref_entries;
    default:
        return concept_entries;
    }
}

/* Other identifiers are no addresses that an article had before. */
static int is_alias(stet_article *a, stet_node part)
{
    return stet_kind_of(a, part) == STET_REF &&
           stet_str_is(stet_attr_str(a, part, STET_ATTR_ROLE), "alias");
}

/* The parts of the chosen statement, or of all where statements add up. */
static stet_node next_part(struct matter *m, const struct matter_key *k,
                           stet_node *statement, stet_node part)
{
    stet_node fields = stet_root(m->a, STET_FAMILY_FIELD);
    int collects =
        k->form == KEY_CONCEPTS || k->form == KEY_MEDIA || k->form == KEY_IDS;
    for (;;) {
        part = part ? stet_next(m->a, part) : 0;
        while (!part) {
            if (!collects && *statement)
                return 0;
            *statement = collects ? stet_find(m->a, fields, *statement, k->field)
                                  : stet_field(m->a, k->field);
            if (!*statement)
                return 0;
            part = stet_first(m->a, *statement);
            if (!part && !collects)
                return 0;
        }
        if (stet_kind_of(m->a, part) == STET_EXTRA_PART ||
            (k->form == KEY_IDS && !is_alias(m->a, part)))
            continue;
        if (k->form != KEY_CONCEPTS ||
            stet_str_is(stet_attr_str(m->a, part, STET_ATTR_AXIS), k->axis))
            return part;
    }
}

/* Some site generators want words in their lists, and nothing but words. */
static int has_words_alone(struct matter *m, const struct matter_key *k)
{
    stet_attr word;
    const struct entry *entries = entries_of(k->form, &word);
    stet_node statement = 0, part = 0;
    while ((part = next_part(m, k, &statement, part)))
        if (!is_word(m, part, entries, word))
            return 0;
    return 1;
}

static int stands_alone(const struct matter_key *k)
{
    return k->form == KEY_SERIES || k->form == KEY_ORIGIN || k->field == STET_PUBLISHER;
}

static void put_parts(struct matter *m, const struct matter_key *k, const char *name)
{
    stet_attr word;
    const struct entry *entries = entries_of(k->form, &word);
    stet_node statement = 0, part = next_part(m, k, &statement, 0);
    if (!part) {
        stet_str text = stet_text(m->a, statement);
        if (text.n && k->form != KEY_CONCEPTS) {
            put_key(m, name);
            stet_putc(m->out, ' ');
            stet__markdown_put_value(m, as_read(m, text));
            stet_putc(m->out, '\n');
        }
        return;
    }
    put_key(m, name);
    if (stands_alone(k)) {
        stet_putc(m->out, ' ');
        put_part(m, part, entries, word);
        stet_putc(m->out, '\n');
        return;
    }
    stet_putc(m->out, '\n');
    for (; part; part = next_part(m, k, &statement, part)) {
        stet_puts(m->out, m->group ? "    - " : "  - ");
        put_part(m, part, entries, word);
        stet_putc(m->out, '\n');
    }
}

static void put_text_field(struct matter *m, const struct matter_key *k,
                           const char *name)
{
    stet_node n = stet_field(m->a, k->field);
    stet_str text = stet_text(m->a, n);
    if (!text.n ||
        (k->axis && !stet_str_is(stet_attr_str(m->a, n, STET_ATTR_ROLE), k->axis)))
        return;
    if (k->form == KEY_DRAFT && strcmp(name, "draft") == 0)
        text = stet_cstr("true");
    put_key(m, name);
    stet_putc(m->out, ' ');
    if (k->form == KEY_DATE || stet_str_is(text, "true"))
        stet_put_str(m->out, text);
    else
        stet__markdown_put_value(m, as_read(m, text));
    stet_putc(m->out, '\n');
    stet_str url = stet_attr_str(m->a, n, STET_ATTR_URL);
    if (k->field != STET_LICENCE || !url.n)
        return;
    put_key(m, "licence_url");
    stet_putc(m->out, ' ');
    stet__markdown_put_value(m, url);
    stet_putc(m->out, '\n');
}

static void put_extras(struct matter *m)
{
    stet_node fields = stet_root(m->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(m->a, fields, n, STET_EXTRA)))
        for (stet_node part = stet_first(m->a, n); part; part = stet_next(m->a, part)) {
            stet_str key = stet_attr_str(m->a, part, STET_ATTR_KEY);
            stet_str value = stet_attr_str(m->a, part, STET_ATTR_VALUE);
            if (!key.n || stet__markdown_key(key))
                continue;
            begin_key(m);
            stet__markdown_put_value(m, key);
            stet_puts(m->out, ": ");
            if (stet_str_is(stet_attr_str(m->a, part, STET_ATTR_TYPE), "json"))
                stet_put_str(m->out, value);
            else
                stet__markdown_put_value(m, value);
            stet_putc(m->out, '\n');
        }
}

int stet__markdown_is_first_key(const struct matter_key *k)
{
    /* keys of a field stand together */
    for (const struct matter_key *other = k; other != stet__markdown_keys;) {
        other--;
        if (other->field != k->field)
            break;
        if ((k->form != KEY_CONCEPTS && k->field != STET_ALT_HEADLINE) ||
            strcmp(other->axis, k->axis) == 0)
            return 0;
    }
    return 1;
}

int stet__markdown_has_key(stet_article *a, const stet_item *item)
{
    stet_node part = stet_first(a, item->node);
    stet_str role = stet_attr_str(a, item->node, STET_ATTR_ROLE);
    if (item->kind == STET_ALT_HEADLINE)
        return item->node == stet_field(a, STET_ALT_HEADLINE) &&
               (stet_str_is(role, "short") || stet_str_is(role, "search"));
    for (const struct matter_key *k = stet__markdown_keys; k->name; k++) {
        if (k->field != item->kind)
            continue;
        if (k->form == KEY_IDS)
            return is_alias(a, part);
        if (k->form != KEY_CONCEPTS ||
            stet_str_is(stet_attr_str(a, part, STET_ATTR_AXIS), k->axis))
            return 1;
    }
    return 0;
}

static int is_text_form(const struct matter_key *k)
{
    return k->form == KEY_TEXT || k->form == KEY_DATE || k->form == KEY_LANGUAGE ||
           k->form == KEY_DRAFT;
}

void stet__markdown_put_field(struct matter *m, const struct matter_key *k,
                              const char *name)
{
    m->key = k;
    if (is_text_form(k))
        put_text_field(m, k, name);
    else
        put_parts(m, k, name);
}

void stet__markdown_put_flow(struct matter *m, const struct matter_key *k)
{
    stet_attr word;
    const struct entry *entries = entries_of(k->form, &word);
    stet_node statement = 0,
              part = is_text_form(k) ? 0 : next_part(m, k, &statement, 0);
    size_t count = 0;
    m->key = k;
    if (!part) {
        stet_str text = stet_field_text(m->a, k->field);
        if (k->form == KEY_DATE)
            stet_put_str(m->out, text);
        else
            stet__markdown_put_value(m, as_read(m, text));
        return;
    }
    if (stands_alone(k)) {
        put_part(m, part, entries, word);
        return;
    }
    for (; part; part = next_part(m, k, &statement, part)) {
        stet_puts(m->out, count++ ? ", " : "[");
        put_part(m, part, entries, word);
    }
    stet_putc(m->out, ']');
}

/* There are a hundred keys, and an article states few fields. */
static void find_stated(struct matter *m)
{
    stet_node n = stet_first(m->a, stet_root(m->a, STET_FAMILY_FIELD));
    for (; n; n = stet_next(m->a, n)) {
        stet_kind field = stet_kind_of(m->a, n);
        m->stated[field / 64] |= UINT64_C(1) << (field % 64);
    }
}

static int is_stated(const struct matter *m, stet_kind field)
{
    return (int)(m->stated[field / 64] >> (field % 64) & 1);
}

static void put_group(struct matter *m, const char *group)
{
    m->group = group;
    m->opened = 0;
    for (const struct matter_key *k = stet__markdown_keys; k->name; k++) {
        if (!is_stated(m, k->field) || !stet__markdown_is_first_key(k) ||
            k->form == KEY_STET)
            continue;
        struct flavour_place place = stet__markdown_place(m->flavour, k);
        int is_text = is_text_form(k);
        m->key = k;
        if (k->form == KEY_DRAFT &&
            !stet_str_is(stet_field_text(m->a, STET_STATUS), "draft"))
            place = (struct flavour_place){"status", m->flavour->rest, 0};
        if (place.words && !is_text && !has_words_alone(m, k))
            place = (struct flavour_place){k->name, m->flavour->rest, 0};
        if (place.group != group &&
            (!group || !place.group || strcmp(place.group, group) != 0))
            continue;
        stet__markdown_put_field(m, k, place.name);
    }
}

static void put_fields(struct matter *m)
{
    find_stated(m);
    put_group(m, NULL);
    if (m->flavour->lists)
        put_group(m, m->flavour->lists);
    if (m->flavour->rest)
        put_group(m, m->flavour->rest);
    if (!m->flavour->lists) /* all but Zola take any key at the top */
        m->group = NULL;
    put_extras(m);
    m->group = NULL;
}

/* ---- all --------------------------------------------------------------------------
 */

stet_code stet__markdown_matter(stet_article *a, const struct flavour *flavour,
                                stet_out *out)
{
    struct matter m = {
        .a = a, .kit = stet_kit_of(a), .out = out, .flavour = flavour, .afresh = 1};
    size_t from = out->len;
    stet_puts(out, "---\n");
    size_t empty = out->len;
    put_fields(&m);
    size_t fields = out->len;
    stet__markdown_put_record(&m);
    if (out->len - from > MATTER_MAX - 16 && !out->failed && fields < out->len) {
        stet_log(
            a, STET_LOG_WARNING,
            stet_cstr("the front matter would be too long to be read back: the key "
                      "stet is left out"));
        out->len = fields;
    }
    if (out->len == empty && !out->failed)
        out->len = from;
    else
        stet_puts(out, "---\n\n");
    return stet_out_status(out);
}
