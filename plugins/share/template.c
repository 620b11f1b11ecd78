/* SPDX-License-Identifier: MIT */
/*
 * Templates of addresses, taken apart when the pipeline is built: literals, values, and
 * groups in [ ] that are left out together.
 */
#include "share.h"

static const struct {
    const char *name;
    uint8_t value;
} values[] = {
    {"{title}", SHARE_TITLE}, {"{text}", SHARE_TEXT}, {"{url}", SHARE_URL},
    {"{via}", SHARE_VIA},     {"{tags}", SHARE_TAGS}, {"{tag}", SHARE_TAG},
    {"{image}", SHARE_IMAGE}, {"{host}", SHARE_HOST}, {"{app_id}", SHARE_APP}};

struct reader {
    stet_build *b;
    const stet_data *at;
    struct share_network *n;
    uint8_t group, groups;
    int full;
};

/* The value whose name begins here; its length in *ret_len. */
static uint8_t value_at(stet_str s, size_t at, size_t *ret_len)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t n = strlen(values[i].name);
        if (s.n - at >= n && memcmp(s.p + at, values[i].name, n) == 0) {
            *ret_len = n;
            return values[i].value;
        }
    }
    return SHARE_LITERAL;
}

static void add_segment(struct reader *r, uint8_t value, stet_str literal)
{
    if (value == SHARE_LITERAL && !literal.n)
        return;
    if (r->n->segment_count == SHARE_SEGMENTS)
        r->full = 1;
    else
        r->n->segments[r->n->segment_count++] =
            (struct share_segment){value, r->group, literal};
}

/* A bracket opens or closes a group. */
static stet_code turn(struct reader *r, char bracket)
{
    if ((bracket == '[') == (r->group != 0))
        return stet_problem_at(r->b, r->at, "groups stand one after another",
                               "a '%c' that does not belong there", bracket);
    r->group = bracket == '[' ? ++r->groups : 0;
    return STET_OK;
}

static stet_code read_parts(struct reader *r, stet_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        size_t len = 0;
        uint8_t value = s.p[i] == '{' ? value_at(s, i, &len) : SHARE_LITERAL;
        int bracket = s.p[i] == '[' || s.p[i] == ']';
        if (s.p[i] == '{' && !len)
            return stet_problem_at(
                r->b, r->at,
                "write {title}, {text}, {url}, {via}, {tags}, {tag}, "
                "{image}, {host} or {app_id}",
                "unknown value in '%.*s'", (int)s.n, s.p);
        if (!len && !bracket) {
            i++;
            continue;
        }
        add_segment(r, SHARE_LITERAL, stet_strn(s.p + from, i - from));
        if (bracket && turn(r, s.p[i]) != STET_OK)
            return STET_E_CONFIG;
        if (len)
            add_segment(r, value, stet_cstr(""));
        from = i += bracket ? 1 : len;
    }
    add_segment(r, SHARE_LITERAL, stet_strn(s.p + from, s.n - from));
    return r->group ? stet_problem_at(r->b, r->at, NULL, "a '[' is never closed")
                    : STET_OK;
}

static int begins(stet_str s, const char *head)
{
    size_t n = strlen(head);
    return s.n > n && memcmp(s.p, head, n) == 0;
}

/* A template leads to a web page, opens a letter or a message: no other scheme. The
 * host is a literal, or {host}, which an option gives and which is checked. */
static stet_code check_begin(stet_build *b, const stet_data *at, stet_str s)
{
    if (begins(s, "mailto:?") || begins(s, "sms:?") || begins(s, "viber://"))
        return STET_OK;
    if (!begins(s, "https://"))
        return stet_problem_at(
            b, at, NULL,
            "'template' begins with https:// or mailto:, sms: or viber://");
    size_t end = 8;
    while (end < s.n && s.p[end] != '/' && s.p[end] != '?' && s.p[end] != '#')
        end++;
    stet_str host = stet_strn(s.p + 8, end - 8);
    if (stet_str_is(host, "{host}"))
        return STET_OK;
    for (size_t i = 0; i < host.n; i++)
        if (strchr("{}[]@:\\%", host.p[i]) || (unsigned char)host.p[i] <= ' ')
            return stet_problem_at(b, at, "only {host} may stand there, alone",
                                   "the host of a template is fixed");
    return host.n && end < s.n
               ? STET_OK
               : stet_problem_at(b, at, NULL, "a template without host or path");
}

/* Nothing that an address cannot hold. */
static stet_code check_signs(stet_build *b, const stet_data *at, stet_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7f ||
            strchr("\"<>\\^`|", s.p[i]))
            return stet_problem_at(b, at, "write it percent-encoded",
                                   "an address cannot hold the sign at byte %zu",
                                   i + 1);
    return STET_OK;
}

stet_code stet__share_template(stet_build *b, struct share_network *n)
{
    const stet_data *at = n->template;
    stet_str s = stet_data_text(at);
    struct reader r = {.b = b, .at = at, .n = n};
    n->segment_count = 0;
    stet_code code = check_begin(b, at, s);
    if (code == STET_OK)
        code = check_signs(b, at, s);
    if (code == STET_OK)
        code = read_parts(&r, s);
    if (code == STET_OK && r.full)
        return stet_problem_at(b, at, NULL, "more than %d parts", SHARE_SEGMENTS);
    if (code == STET_OK && !stet__share_holds(n, SHARE_URL))
        return stet_problem_at(b, at, NULL, "a template without {url}");
    return code;
}

int stet__share_holds(const struct share_network *n, int value)
{
    for (size_t i = 0; i < n->segment_count; i++)
        if (n->segments[i].value == value)
            return 1;
    return 0;
}
