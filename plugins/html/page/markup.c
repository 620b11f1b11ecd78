/* SPDX-License-Identifier: MIT */
/*
 * Where in HTML a byte stands: the states of the HTML tokenizer that matter for what
 * may be put there. It follows trusted pages, and takes the careful side where it is
 * unsure.
 */
#include "template.h"

enum {
    IN_TEXT = 0,
    AFTER_BRACKET, /* < */
    IN_TAG_NAME,
    BEFORE_NAME,
    IN_NAME,
    AFTER_NAME,
    BEFORE_VALUE,
    IN_DOUBLE,
    IN_SINGLE,
    IN_UNQUOTED,
    IN_DECLARATION, /* <!doctype, <?, </ without a name */
    IN_COMMENT
};

/* Elements whose text is no markup; the first two still have character references. */
static const char *const raw_elements[] = {
    "title",   "textarea", "script",   "style",     "xmp", "iframe",
    "noembed", "noframes", "noscript", "plaintext", NULL};
enum { RAW_NONE = 0, RAW_ESCAPABLE = 2 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static int is_name(stet_str s, const char *name)
{
    size_t n = strlen(name);
    if (s.n != n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (lower(s.p[i]) != name[i])
            return 0;
    return 1;
}

static int is_one_of(stet_str s, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (is_name(s, names[i]))
            return (int)i + 1;
    return 0;
}

static stet_str tag_of(const struct markup *m, stet_str page)
{
    return stet_strn(page.p + m->tag, m->tag_len);
}

/* ---- following -------------------------------------------------------------- */
/* `>` of a start tag: does the element take the text behind it? */
static void end_tag(struct markup *m, stet_str page)
{
    int closes = m->tag && page.p[m->tag - 1] == '/';
    m->raw = closes ? RAW_NONE : is_one_of(tag_of(m, page), raw_elements);
    m->state = IN_TEXT;
}

/* Does `</name` of the element that took the text stand here? */
static int ends_raw(const struct markup *m, stet_str page, size_t at)
{
    const char *name = raw_elements[m->raw - 1];
    size_t n = strlen(name);
    return at + 2 + n < page.n && page.p[at] == '<' && page.p[at + 1] == '/' &&
           is_name(stet_strn(page.p + at + 2, n), name) &&
           !is_letter(page.p[at + 2 + n]);
}

static void open_tag(struct markup *m, stet_str page, size_t at)
{
    char c = page.p[at];
    if (is_letter(c)) {
        m->state = IN_TAG_NAME;
        m->tag = at;
        m->tag_len = 1;
    } else if (c == '!') {
        int comment = at + 2 < page.n && page.p[at + 1] == '-' && page.p[at + 2] == '-';
        m->state = comment ? IN_COMMENT : IN_DECLARATION;
        m->value = at + 3;
    } else if (c == '?') {
        m->state = IN_DECLARATION;
    } else if (c != '/') {
        m->state = IN_TEXT;
    }
}

static void follow_names(struct markup *m, stet_str page, size_t at)
{
    char c = page.p[at];
    if (c == '>') {
        end_tag(m, page);
    } else if (is_space(c) || c == '/') {
        m->state =
            m->state == IN_NAME || m->state == AFTER_NAME ? AFTER_NAME : BEFORE_NAME;
    } else if (m->state == IN_TAG_NAME) {
        m->tag_len++;
    } else if (c == '=' && m->state != BEFORE_NAME) {
        m->state = BEFORE_VALUE;
    } else if (m->state == IN_NAME) {
        m->name_len++;
    } else {
        m->state = IN_NAME;
        m->name = at;
        m->name_len = 1;
    }
}

static void follow_value(struct markup *m, stet_str page, size_t at)
{
    char c = page.p[at];
    if (m->state == BEFORE_VALUE) {
        if (is_space(c))
            return;
        m->state = c == '"' ? IN_DOUBLE : c == '\'' ? IN_SINGLE : IN_UNQUOTED;
        m->value = m->state == IN_UNQUOTED ? at : at + 1;
        if (c == '>')
            end_tag(m, page);
    } else if (m->state == IN_UNQUOTED) {
        if (c == '>')
            end_tag(m, page);
        else if (is_space(c))
            m->state = BEFORE_NAME;
    } else if (c == (m->state == IN_DOUBLE ? '"' : '\'')) {
        m->state = BEFORE_NAME;
    }
}

static void follow_byte(struct markup *m, stet_str page, size_t at)
{
    char c = page.p[at];
    switch (m->state) {
    case IN_TEXT:
        if (c == '<' && (!m->raw || ends_raw(m, page, at))) {
            m->raw = RAW_NONE;
            m->state = AFTER_BRACKET;
        }
        break;
    case AFTER_BRACKET:
        open_tag(m, page, at);
        break;
    case IN_DECLARATION:
        if (c == '>')
            m->state = IN_TEXT;
        break;
    case IN_COMMENT:
        if (c == '>' && at >= m->value && page.p[at - 1] == '-' &&
            page.p[at - 2] == '-')
            m->state = IN_TEXT;
        break;
    case BEFORE_VALUE:
    case IN_DOUBLE:
    case IN_SINGLE:
    case IN_UNQUOTED:
        follow_value(m, page, at);
        break;
    default:
        follow_names(m, page, at);
    }
}

void stet__markup_follow(struct markup *m, stet_str page, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        follow_byte(m, page, at);
}

/* ---- judging ---------------------------------------------------------------- */
static int forbid(const char *why, const char **ret_why)
{
    *ret_why = why;
    return PLACE_FORBIDDEN;
}

/* Does a word stand in the tag at hand, before its value or behind it? */
static int tag_says(const struct markup *m, stet_str page, const char *word)
{
    size_t end = m->tag, n = strlen(word);
    while (end < page.n && page.p[end] != '>')
        end++;
    for (size_t i = m->tag; i + n <= end; i++)
        if (is_name(stet_strn(page.p + i, n), word))
            return 1;
    return 0;
}

/* A link element may lead to a page, never to a style sheet or a script. */
static int is_plain_link(const struct markup *m, stet_str page)
{
    static const char *const relations[] = {"rel=\"canonical\"", "rel=\"alternate\"",
                                            "rel=\"license\"",   "rel=\"author\"",
                                            "rel=\"amphtml\"",   NULL};
    for (size_t i = 0; relations[i]; i++)
        if (tag_says(m, page, relations[i]))
            return 1;
    return 0;
}

/* The bytes before the slot fix the scheme and the host: a slash, ? or # behind them.
 */
static int judge_address(const struct markup *m, stet_str page, size_t at,
                         const char **ret_why)
{
    static const char *const elements[] = {"a",          "area",   "img",   "audio",
                                           "video",      "source", "track", "q",
                                           "blockquote", "ins",    "del",   NULL};
    stet_str before = stet_strn(page.p + m->value, at - m->value);
    if (!is_one_of(tag_of(m, page), elements) &&
        !(is_name(tag_of(m, page), "link") && is_plain_link(m, page)))
        return forbid("an article may not say what this element loads", ret_why);
    if (!before.n)
        return PLACE_URL;
    const char *colon = memchr(before.p, ':', before.n);
    stet_str path =
        colon ? stet_strn(colon + 1, before.n - (size_t)(colon + 1 - before.p))
              : before;
    if (colon && path.n >= 2 && path.p[0] == '/' && path.p[1] == '/')
        path = stet_strn(path.p + 2, path.n - 2);
    if (memchr(path.p, '/', path.n) || memchr(path.p, '?', path.n) ||
        memchr(path.p, '#', path.n))
        return PLACE_URL_PART;
    return forbid(
        "begin the address with a host and a slash, or let the slot be all of it",
        ret_why);
}

static int judge_value(const struct markup *m, stet_str page, size_t at,
                       const char **ret_why)
{
    static const char *const addresses[] = {
        "href",     "src",        "cite",     "action",   "formaction", "poster",
        "data",     "background", "ping",     "longdesc", "xlink:href", "usemap",
        "manifest", "profile",    "codebase", "archive",  "classid",    NULL};
    static const char *const closed[] = {
        "style",  "srcdoc", "srcset",     "id",        "name",  "is",
        "type",   "rel",    "http-equiv", "integrity", "nonce", "imagesrcset",
        "target", "form",   "slot",       NULL};
    static const char *const elements[] = {
        "script", "style", "iframe", "object", "embed",    "base", "frame", "form",
        "applet", "param", "math",   "svg",    "template", "use",  NULL};
    stet_str name = stet_strn(page.p + m->name, m->name_len);
    if (is_one_of(tag_of(m, page), elements))
        return forbid("no value of an article may stand in a tag of this element",
                      ret_why);
    if (name.n >= 2 && lower(name.p[0]) == 'o' && lower(name.p[1]) == 'n')
        return forbid("an attribute that begins with 'on' is a script", ret_why);
    if (is_one_of(name, closed))
        return forbid("no value of an article may stand in this attribute", ret_why);
    if (is_name(tag_of(m, page), "meta") && tag_says(m, page, "http-equiv"))
        return forbid("a meta element with http-equiv takes no value of an article",
                      ret_why);
    return is_one_of(name, addresses) ? judge_address(m, page, at, ret_why)
                                      : PLACE_VALUE;
}

int stet__markup_place(const struct markup *m, stet_str page, size_t at,
                       const char **ret_why)
{
    switch (m->state) {
    case IN_TEXT:
        if (m->raw > RAW_ESCAPABLE)
            return forbid("nothing is safe within a script or style element", ret_why);
        return m->raw ? PLACE_TITLE : PLACE_TEXT;
    case IN_DOUBLE:
    case IN_SINGLE:
        return judge_value(m, page, at, ret_why);
    case IN_COMMENT:
    case IN_DECLARATION:
        return forbid("no value of an article may stand in a comment", ret_why);
    case BEFORE_VALUE:
    case IN_UNQUOTED:
        return forbid("put the value into quotes", ret_why);
    default:
        return forbid("a value may stand in the text or in quotes, not in a tag",
                      ret_why);
    }
}
