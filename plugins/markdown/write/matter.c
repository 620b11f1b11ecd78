/* SPDX-License-Identifier: MIT */
/*
 * Front matter: of an article from elsewhere all of its fields, by the keys of keys.c;
 * of a Markdown source only the key `stet`, every other byte as it stands. See
 * read/record.c for what that key holds.
 */
#include "write.h"

struct matter {
    stet_article *a;
    const stet_kit *kit;
    stet_out *out;
};

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

static void put_value(struct matter *m, stet_str s)
{
    if (is_plain(s))
        stet_put_str(m->out, s);
    else
        m->kit->put_json_str(m->out, s);
}

static void put_key(struct matter *m, const char *key)
{
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
static void put_part(struct matter *m, stet_node part, const struct entry *entries,
                     stet_attr word)
{
    size_t count = 0, i;
    for (i = 0; entries[i].name; i++)
        count += stet_attr_str(m->a, part, entries[i].attr).n != 0;
    stet_str only = stet_attr_str(m->a, part, word);
    if (!only.n && !count)
        only = stet_text(m->a, part);
    if (count == (stet_attr_str(m->a, part, word).n != 0)) {
        put_value(m, only);
        return;
    }
    stet_putc(m->out, '{');
    for (i = 0, count = 0; entries[i].name; i++) {
        stet_str value = stet_attr_str(m->a, part, entries[i].attr);
        if (!value.n)
            continue;
        if (count++)
            stet_puts(m->out, ", ");
        stet_puts(m->out, entries[i].name);
        stet_puts(m->out, ": ");
        m->kit->put_json_str(m->out, value);
    }
    stet_putc(m->out, '}');
}

static const struct entry party_entries[] = {{"name", STET_ATTR_NAME},
                                             {"url", STET_ATTR_URL},
                                             {"email", STET_ATTR_EMAIL},
                                             {"role", STET_ATTR_ROLE},
                                             {"affiliation", STET_ATTR_AFFILIATION},
                                             {"bio", STET_ATTR_BIO},
                                             {NULL, 0}};
static const struct entry media_entries[] = {{"src", STET_ATTR_SRC},
                                             {"alt", STET_ATTR_ALT},
                                             {"caption", STET_ATTR_TITLE},
                                             {"credit", STET_ATTR_CREDIT},
                                             {"holder", STET_ATTR_HOLDER},
                                             {"licence", STET_ATTR_LICENCE},
                                             {NULL, 0}};
static const struct entry ref_entries[] = {{"name", STET_ATTR_NAME},
                                           {"title", STET_ATTR_TITLE},
                                           {"url", STET_ATTR_URL},
                                           {"date", STET_ATTR_DATE},
                                           {NULL, 0}};
static const struct entry concept_entries[] = {{"name", STET_ATTR_NAME},
                                               {"url", STET_ATTR_URL},
                                               {"code", STET_ATTR_CODE},
                                               {"scheme", STET_ATTR_SCHEME},
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
        if (stet_kind_of(m->a, part) == STET_EXTRA_PART)
            continue;
        if (k->form != KEY_CONCEPTS ||
            stet_str_is(stet_attr_str(m->a, part, STET_ATTR_AXIS), k->axis))
            return part;
    }
}

static void put_parts(struct matter *m, const struct matter_key *k)
{
    stet_attr word;
    const struct entry *entries = entries_of(k->form, &word);
    stet_node statement = 0, part = next_part(m, k, &statement, 0);
    if (!part) {
        stet_str text = stet_text(m->a, statement);
        if (text.n && k->form != KEY_CONCEPTS) {
            put_key(m, k->name);
            stet_putc(m->out, ' ');
            put_value(m, text);
            stet_putc(m->out, '\n');
        }
        return;
    }
    put_key(m, k->name);
    if (k->form == KEY_SERIES || k->form == KEY_ORIGIN || k->field == STET_PUBLISHER) {
        stet_putc(m->out, ' ');
        put_part(m, part, entries, word);
        stet_putc(m->out, '\n');
        return;
    }
    stet_putc(m->out, '\n');
    for (; part; part = next_part(m, k, &statement, part)) {
        stet_puts(m->out, "  - ");
        put_part(m, part, entries, word);
        stet_putc(m->out, '\n');
    }
}

static void put_text_field(struct matter *m, const struct matter_key *k)
{
    stet_node n = stet_field(m->a, k->field);
    stet_str text = stet_text(m->a, n);
    if (!text.n ||
        (k->axis && !stet_str_is(stet_attr_str(m->a, n, STET_ATTR_ROLE), k->axis)))
        return;
    put_key(m, k->form == KEY_DRAFT ? "draft" : k->name);
    stet_putc(m->out, ' ');
    if (k->form == KEY_DRAFT)
        stet_puts(m->out, stet_str_is(text, "draft") ? "true" : "false");
    else if (k->form == KEY_DATE)
        stet_put_str(m->out, text);
    else
        put_value(m, text);
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
            put_value(m, key);
            stet_puts(m->out, ": ");
            if (stet_str_is(stet_attr_str(m->a, part, STET_ATTR_TYPE), "json"))
                stet_put_str(m->out, value);
            else
                put_value(m, value);
            stet_putc(m->out, '\n');
        }
}

static int is_first_key(const struct matter_key *k)
{
    for (const struct matter_key *other = stet__markdown_keys; other != k; other++)
        if (other->field == k->field &&
            (k->form != KEY_CONCEPTS || strcmp(other->axis, k->axis) == 0))
            return 0;
    return 1;
}

static void put_fields(struct matter *m)
{
    for (const struct matter_key *k = stet__markdown_keys; k->name; k++) {
        if (!is_first_key(k) || k->form == KEY_STET)
            continue;
        if (k->form == KEY_TEXT || k->form == KEY_DATE || k->form == KEY_LANGUAGE ||
            k->form == KEY_DRAFT)
            put_text_field(m, k);
        else
            put_parts(m, k);
    }
    put_extras(m);
}

/* ---- the key `stet`
 * ------------------------------------------------------------------ */

static void put_stamp(struct matter *m, stet_node block, stet_str id, stet_str hash)
{
    char digits[DIGEST_LENGTH];
    stet__markdown_digest(m->a, stet_content(m->a, block), digits);
    stet_puts(m->out, "    - {id: ");
    m->kit->put_json_str(m->out, id);
    stet_puts(m->out, ", hash: ");
    m->kit->put_json_str(m->out, hash);
    stet_puts(m->out, ", text: \"");
    stet_put(m->out, digits, sizeof digits);
    stet_puts(m->out, "\"}\n");
}

/* Containers that Markdown does not have fall apart into their children. */
static int falls_apart(stet_kind kind)
{
    return kind == STET_BOX || kind == STET_DETAILS || kind == STET_FIGURE ||
           kind == STET_ANSWER || kind == STET_QUESTION || kind == STET_DEFINITIONS;
}

static size_t put_stamps(struct matter *m)
{
    stet_node block = stet_first(m->a, stet_root(m->a, STET_FAMILY_BLOCK));
    size_t count = 0;
    for (; block; block = stet_next(m->a, block)) {
        stet_str id = stet_attr_str(m->a, block, STET_ATTR_STAMP);
        stet_str hash = stet_attr_str(m->a, block, STET_ATTR_HASH);
        if (!id.n)
            continue;
        if (!count++)
            stet_puts(m->out, "  stamps:\n");
        if (!falls_apart(stet_kind_of(m->a, block))) {
            put_stamp(m, block, id, hash);
            continue;
        }
        for (stet_node n = stet_first(m->a, block); n; n = stet_next(m->a, n))
            put_stamp(m, n, id, hash);
    }
    return count;
}

static void put_zones(struct matter *m)
{
    static const char *const names[] = {"body", "head", "body", "tail"};
    stet_node block = stet_first(m->a, stet_root(m->a, STET_FAMILY_BLOCK)), n = block;
    while (n && stet_zone_of(m->a, n) == STET_ZONE_BODY)
        n = stet_next(m->a, n);
    if (!n)
        return;
    stet_puts(m->out, "  zones: ");
    for (int first = 1; block; first = 0) {
        int zone = stet_zone_of(m->a, block);
        int64_t count = 0;
        for (; block && stet_zone_of(m->a, block) == zone;
             block = stet_next(m->a, block))
            count++;
        if (!first)
            stet_puts(m->out, ", ");
        stet_puts(m->out, names[zone & 3]);
        stet_putc(m->out, ' ');
        stet_put_int(m->out, count);
    }
    stet_putc(m->out, '\n');
}

static void put_attrs(struct matter *m, const stet_item *item, int statement)
{
    for (size_t i = 0; i < item->attr_count; i++) {
        const stet_value *v = &item->attrs[i];
        if (v->type == 3 || (statement && v->attr == STET_ATTR_RULE))
            continue;
        stet_puts(m->out, ", ");
        stet_puts(m->out, stet_attr_name(m->a, v->attr));
        stet_puts(m->out, ": ");
        if (v->type == 2)
            stet_put_int(m->out, v->number);
        else
            m->kit->put_json_str(m->out, v->text);
    }
}

/* What was read out of the text (sources `..._text`): it would be guessed again. */
static int is_from_text(const struct matter *m, stet_node n)
{
    stet_str source = stet_attr_str(m->a, n, STET_ATTR_SOURCE);
    return source.n > 5 && memcmp(source.p + source.n - 5, "_text", 5) == 0;
}

static void put_field_row(struct matter *m, const stet_item *items, size_t i)
{
    stet_puts(m->out, "    - {field: ");
    stet_puts(m->out, stet_kind_name(m->a, items[i].kind));
    if (items[i].text.n) {
        stet_puts(m->out, ", value: ");
        m->kit->put_json_str(m->out, items[i].text);
    }
    put_attrs(m, &items[i], 1);
    size_t k = i + 1;
    for (; k < items[i].skip; k = items[k].skip) {
        stet_puts(m->out, k == i + 1 ? ", parts: [{kind: " : ", {kind: ");
        stet_puts(m->out, stet_kind_name(m->a, items[k].kind));
        put_attrs(m, &items[k], 0);
        stet_putc(m->out, '}');
    }
    stet_puts(m->out, k > i + 1 ? "]}\n" : "}\n");
}

static void put_found_fields(struct matter *m)
{
    size_t count, rows = 0;
    const stet_item *items =
        stet_walk(m->a, stet_root(m->a, STET_FAMILY_FIELD), &count);
    for (size_t i = 0; i < count; i = items[i].skip) {
        if (!is_from_text(m, items[i].node))
            continue;
        if (!rows++)
            stet_puts(m->out, "  fields:\n");
        put_field_row(m, items, i);
    }
}

/* The key with all that belongs to it; 0 and nothing when no block is a stamp. */
static int put_record(struct matter *m)
{
    size_t from = m->out->len;
    stet_puts(m->out, "stet:\n");
    if (!put_stamps(m)) {
        if (!m->out->failed)
            m->out->len = from;
        return 0;
    }
    put_zones(m);
    put_found_fields(m);
    return 1;
}

stet_code stet__markdown_matter(stet_article *a, stet_out *out)
{
    struct matter m = {a, stet_kit_of(a), out};
    size_t from = out->len;
    stet_puts(out, "---\n");
    size_t empty = out->len;
    put_fields(&m);
    put_record(&m);
    if (out->len == empty && !out->failed)
        out->len = from;
    else
        stet_puts(out, "---\n\n");
    return stet_out_status(out);
}

/* Where the key `stet` stands in the front matter, with its lines: [*ret_from,
 * *ret_to). Both at the end when there is none. */
static void find_record(stet_str source, const struct markdown_parts *parts,
                        size_t *ret_from, size_t *ret_to)
{
    size_t at = parts->matter;
    *ret_from = *ret_to = parts->matter_end;
    while (at < parts->matter_end) {
        const char *p = source.p + at;
        const char *stop = memchr(p, '\n', parts->matter_end - at);
        size_t next = stop ? (size_t)(stop - source.p) + 1 : parts->matter_end;
        int inner = *p == ' ' || *p == '\t' || *p == '\r' || *p == '\n' ||
                    (*p == '-' && next - at > 1 && p[1] == ' ');
        if (*ret_from == parts->matter_end && next - at >= 5 &&
            memcmp(p, "stet:", 5) == 0)
            *ret_from = at;
        else if (*ret_from < parts->matter_end && !inner)
            break;
        at = next;
    }
    if (*ret_from < parts->matter_end)
        *ret_to = at;
}

/* Append, with the line ends of the source. */
static void put_lines(stet_out *out, stet_str text, int crlf)
{
    for (size_t i = 0; i < text.n; i++) {
        if (crlf && text.p[i] == '\n')
            stet_putc(out, '\r');
        stet_putc(out, text.p[i]);
    }
}

stet_code stet__markdown_head(stet_article *a, const struct markdown_parts *parts,
                              stet_out *out)
{
    stet_str source = stet_source_text(a);
    const char *line = memchr(source.p, '\n', source.n);
    int crlf = line && line > source.p && line[-1] == '\r';
    stet_out record = stet_out_in_article(a, 1024, 1u << 20);
    struct matter m = {a, stet_kit_of(a), &record};
    size_t from, to;
    if (parts->kind == MATTER_TOML || !put_record(&m))
        return STET_SKIP;
    if (stet_out_status(&record) != STET_OK)
        return stet_out_status(&record);
    if (parts->kind == MATTER_NONE) {
        stet_put(out, source.p, parts->bom);
        put_lines(out, stet_cstr("---\n"), crlf);
        put_lines(out, stet_out_text(&record), crlf);
        put_lines(out, stet_cstr("---\n\n"), crlf);
        return stet_out_status(out);
    }
    find_record(source, parts, &from, &to);
    stet_put(out, source.p, from);
    put_lines(out, stet_out_text(&record), crlf);
    stet_put(out, source.p + to, parts->body - to);
    return stet_out_status(out);
}
