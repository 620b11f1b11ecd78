/* SPDX-License-Identifier: MIT */
/*
 * read.ninjs - articles from IPTC ninjs 1.x, 2.x and 3.x: one object, or a list of
 * them.
 *
 *   in: { use: read.ninjs }
 *
 * Members are found by name whatever their case, since 3.0 spells them otherwise.
 * Bodies that write.ninjs made of notices are notices again.
 */
#include "reader.h"

#include <stdio.h>

#include "../markup/source/pieces.h"

/* ---- members ---------------------------------------------------------------- */
static int is_name(stet_str key, const char *name)
{
    size_t i = 0;
    for (; i < key.n && name[i]; i++) {
        char c = key.p[i] >= 'A' && key.p[i] <= 'Z' ? (char)(key.p[i] | 32) : key.p[i];
        char d = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 32) : name[i];
        if (c != d)
            return 0;
    }
    return i == key.n && !name[i];
}

const stet_data *stet__ninjs_get(const stet_data *map, const char *name)
{
    const stet_data *d = map && map->type == STET_DATA_MAP ? map->first : NULL;
    while (d && !is_name(d->key, name))
        d = d->next;
    return d;
}

stet_str stet__ninjs_get_text(const stet_data *map, const char *name)
{
    const stet_data *d = stet__ninjs_get(map, name);
    return d && d->type != STET_DATA_NULL ? stet_data_text(d) : stet_cstr("");
}

const stet_data *stet__ninjs_list(const stet_data *map, const char *name,
                                  const char *old)
{
    const stet_data *d = stet__ninjs_get(map, name);
    if (!d && old)
        d = stet__ninjs_get(map, old);
    return d && (d->type == STET_DATA_LIST || d->type == STET_DATA_MAP) ? d->first
                                                                        : NULL;
}

static stet_str member(const stet_data *map, const char *name)
{
    return stet__ninjs_get_text(map, name);
}

/* ---- dates and rights ------------------------------------------------------- */
static void read_dates(struct claims *c, const stet_data *root)
{
    stet_str first = member(root, "firstCreated"),
             version = member(root, "versionCreated");
    stet_str embargo = member(root, "embargoedUntil");
    stet__claim_date(c, STET_PUBLISHED, first);
    if (!stet_str_eq(first, version))
        stet__claim_date(c, STET_UPDATED, version);
    stet__claim_date(c, STET_CREATED, member(root, "contentCreated"));
    stet__claim_date(c, STET_EMBARGO, embargo.n ? embargo : member(root, "embargoed"));
    stet__claim_date(c, STET_EXPIRES, member(root, "expires"));
}

/* The last line that begins with `label` is taken off the text. */
static stet_str take_line(stet_str *text, const char *label)
{
    size_t n = strlen(label), at = text->n;
    while (at && text->p[at - 1] != '\n')
        at--;
    stet_str line = stet_strn(text->p + at, text->n - at);
    if (line.n <= n || memcmp(line.p, label, n) != 0)
        return stet_cstr("");
    text->n = at ? at - 1 : 0;
    return stet_strn(line.p + n, line.n - n);
}

static void read_rights(struct claims *c, const stet_data *root)
{
    stet_str terms = member(root, "usageTerms");
    const stet_data *rights = stet__ninjs_get(root, "rightsInfo");
    stet_node none = 0;
    stet__claim_party(c, STET_COPYRIGHT_HOLDER, &none, member(root, "copyrightHolder"),
                      "");
    stet__claim_text(c, STET_COPYRIGHT_NOTICE, member(root, "copyrightNotice"));
    stet__claim_text(c, STET_TDM, take_line(&terms, "Text and data mining: "));
    stet__claim_terms(c, terms);
    stet__claim_text(c, STET_LICENCE, member(rights, "linkedRights"));
    stet__claim_extra(c, "encoded_rights", member(rights, "encodedRights"));
}

/* "contact.media: For press questions": a kind that was written before its text. */
static int read_note_line(struct claims *c, stet_str line)
{
    static const char print[] = "Print edition: ", credit[] = "Image credit: ";
    const char *colon = memmem(line.p, line.n, ": ", 2);
    size_t at = colon ? (size_t)(colon - line.p) : 0;
    stet_kind kind = stet__claim_kind(c->a, stet_strn(line.p, at));
    stet_str rest = at ? stet_strn(line.p + at + 2, line.n - at - 2) : line;
    if (at + 2 == sizeof print - 1 && memcmp(line.p, print, at + 2) == 0)
        stet__claim_text(c, STET_PRINT_EDITION, rest);
    else if (at + 2 == sizeof credit - 1 && memcmp(line.p, credit, at + 2) == 0)
        stet__claim_text(c, STET_IMAGE_CREDITS, rest);
    else if (kind)
        stet__claim_notice(c, kind, rest);
    else
        return 0;
    return 1;
}

/* What is for editors alone stays so: it is kept, and shown nowhere. */
static void read_editors_note(struct claims *c, stet_str note)
{
    for (size_t at = 0; at < note.n;) {
        const char *end = memchr(note.p + at, '\n', note.n - at);
        size_t n = end ? (size_t)(end - note.p) - at : note.n - at;
        stet_str line = stet_strn(note.p + at, n);
        at += n + 1;
        if (!read_note_line(c, line))
            stet__claim_extra(c, "ed_note", line);
    }
}

static void read_status(struct claims *c, stet_str status)
{
    stet__claim_text(c, STET_STATUS,
                     stet_str_is(status, "canceled") ? stet_cstr("withdrawn") : status);
}

static void read_source_type(struct claims *c, const stet_data *source)
{
    stet_str uri = member(source, "uri"), literal = member(source, "literal");
    stet__claim_text(c, STET_DIGITAL_SOURCE,
                     uri.n       ? uri
                     : literal.n ? literal
                                 : member(source, "name"));
}

/* ---- the object ------------------------------------------------------------- */
static stet_code refuse(stet_article *a, const stet_data *at, const char *why)
{
    struct markup_error err = {why, at ? at->off : 0, STET_E_SYNTAX};
    return stet__markup_refuse(a, &err);
}

/* NULL when the object is one that this reader knows. */
static const char *why_not(const stet_data *root)
{
    const stet_data *standard = stet__ninjs_get(root, "standard");
    if (!standard)
        standard = stet__ninjs_get(root, "$standard");
    stet_str version = member(standard, "version"), type = member(root, "type");
    if (!root || root->type != STET_DATA_MAP)
        return "a ninjs document is an object";
    if (!member(root, "uri").n)
        return "no uri: ninjs requires one";
    if (standard && !is_name(member(standard, "name"), "ninjs"))
        return "another standard than ninjs";
    if (version.n && (version.p[0] < '1' || version.p[0] > '3' ||
                      (version.n > 1 && version.p[1] != '.')))
        return "a version of ninjs that is not 1, 2 or 3";
    if (type.n && !is_name(type, "text") && !is_name(type, "composite"))
        return "an object of another type than text or composite is no article";
    return NULL;
}

static stet_code read_object(struct claims *c, const stet_data *root)
{
    stet__claim_text(c, STET_ID, member(root, "uri"));
    stet__claim_text(c, STET_VERSION, member(root, "version"));
    stet__claim_text(c, STET_LANGUAGE, member(root, "language"));
    read_dates(c, root);
    read_status(c, member(root, "pubStatus"));
    stet__claim_text(c, STET_SLUG, member(root, "slugline"));
    stet__claim_text(c, STET_DATELINE, member(root, "located"));
    stet__ninjs_read_concepts(c, root);
    read_source_type(c, stet__ninjs_get(root, "digitalSourceType"));
    stet_code code = c->code ? c->code : stet__ninjs_read_texts(c, root);
    if (code != STET_OK)
        return code;
    read_rights(c, root); /* behind the text, which may say the same */
    read_editors_note(c, member(root, "edNote"));
    return c->code;
}

static stet_code read_ninjs(const void *plan, void *scratch, stet_article *a)
{
    stet_error err = {.code = STET_OK};
    struct claims c = claims_of(a, "ninjs");
    (void)plan;
    (void)scratch;
    const stet_data *root = stet_parse(a, stet_source_text(a), 1, &err);
    if (!root) {
        char text[320];
        int n = snprintf(text, sizeof text, "line %u, column %u: %.200s", err.line,
                         err.column, err.message);
        return err.code == STET_E_NOMEM
                   ? err.code
                   : stet_why(a, STET_FAILED, stet_strn(text, n < 0 ? 0 : (size_t)n));
    }
    const char *why = why_not(root);
    return why ? refuse(a, root, why) : read_object(&c, root);
}

/* ---- the step --------------------------------------------------------------- */
static int holds(stet_str head, const char *mark)
{
    return memmem(head.p, head.n, mark, strlen(mark)) != NULL;
}

/* Older files do not name the standard: an address, and a member that others lack. */
static int is_like(stet_str head)
{
    static const char *const members[] = {
        "\"versioncreated\"", "\"versionCreated\"", "\"firstcreated\"",
        "\"firstCreated\"",   "\"body_html\"",      "\"body_text\"",
        "\"body_xhtml\"",     "\"pubstatus\"",      "\"pubStatus\"",
        "\"renditions\"",     "\"bodies\"",         "\"usageterms\""};
    if (!holds(head, "\"uri\"") ||
        holds(stet_strn(head.p, head.n < 80 ? head.n : 80), "\"stet\""))
        return 0;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (holds(head, members[i]))
            return 1;
    return 0;
}

static int bid(stet_str head, stet_str name)
{
    char ascii[2048];
    (void)name;
    head = stet__markup_head(head, ascii);
    if (!head.n || (*head.p != '{' && *head.p != '['))
        return 0;
    if ((holds(head, "\"standard\"") || holds(head, "\"$standard\"")) &&
        holds(head, "\"ninjs\""))
        return 97;
    if (holds(head, "ninjs-schema_"))
        return 96;
    return is_like(head) ? 96 : 0;
}

static stet_code open_source(const void *plan, stet_source *source, void **ret_state)
{
    static const char *const keys[] = {"items", NULL};
    (void)plan;
    return stet__pieces_open_list(source, keys, ret_state);
}

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .open = open_source,
                                   .next = stet__pieces_next,
                                   .close = stet__pieces_close,
                                   .read = read_ninjs};

static const stet_option no_options[] = {STET_OPTION_END};
static const char *const reads[] = {NULL};
static const char *const writes[] = {"body", "fields", "notices", NULL};

const stet_step stet__ninjs_read_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .name = "read.ninjs",
    .summary = "Read IPTC ninjs 1, 2 and 3, one object or a list of them.",
    .doc = "HTML bodies go through the allow-list of `read.html`. What only editors "
           "may read "
           "is kept as an extra value and not shown.",
    .options = no_options,
    .reads = reads,
    .writes = writes,
    .reader = &reader,
};
