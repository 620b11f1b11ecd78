/* SPDX-License-Identifier: MIT */
/*
 * Identity, instants, names and notices of an article, for exchange formats.
 */
#include "facts.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { ADDRESS_MAX = 8192, TEXT_MAX = 1 << 20 };

const stet_enum stet__facts_missing[] = {
    {"skip", MISSING_SKIP, "write no file, and say why"},
    {"warn", MISSING_WARN, "write what there is, and warn"},
    {"fail", MISSING_FAIL, "the article fails"},
    {NULL, 0, NULL}};

const stet_rule stet__facts_rules[] = {
    {.size = sizeof(stet_rule),
     .id = "field-missing",
     .category = "format",
     .severity = STET_LOW,
     .effect = STET_LABEL,
     .summary = "The article lacks what the format of an output asks for.",
     .help =
         "Give the article the field. `on_missing` says whether the file is written "
         "without it, left out, or the article fails."},
    {.size = sizeof(stet_rule)}};

stet_code stet__facts_zone(stet_build *b, stet_str zone, int16_t *ret_minutes)
{
    if (!zone.n)
        return STET_OK;
    int hours = (zone.p[1] - '0') * 10 + zone.p[2] - '0';
    int minutes = (zone.p[4] - '0') * 10 + zone.p[5] - '0';
    if (hours > 14 || minutes > 59)
        return stet_problem(b, "zone", -1, "write +01:00 or -05:30",
                            "no clock is %.*s from UTC", (int)zone.n, zone.p);
    int all = hours * 60 + minutes;
    *ret_minutes = (int16_t)(zone.p[0] == '-' ? -all : all);
    return STET_OK;
}

/* ---- saying ----------------------------------------------------------------- */
static stet_str join_text(struct facts *f, const char *const *parts, size_t n)
{
    stet_out text = stet_out_in_article(f->a, 160, 4096);
    stet_puts(&text, f->format);
    stet_puts(&text, ": ");
    for (size_t i = 0; i < n; i++)
        stet_puts(&text, parts[i]);
    return stet__facts_take(f, &text);
}

void stet__facts_warn(struct facts *f, const char *message, const char *what)
{
    const char *const parts[] = {what, ": ", message};
    stet_log(f->a, STET_LOG_WARNING, join_text(f, parts, 3));
}

static int32_t severity_of(const struct facts *f)
{
    return f->on_missing == MISSING_WARN   ? STET_LOW
           : f->on_missing == MISSING_SKIP ? STET_MEDIUM
                                           : STET_HIGH;
}

/* What comes of it, by the option and by whether the format can do without. */
static const char *outcome(const struct facts *f, const struct facts_need *need)
{
    if (f->on_missing == MISSING_FAIL)
        return "the article fails";
    if (f->on_missing == MISSING_SKIP || !need->instead)
        return "it is left out";
    return need->instead;
}

/* A finding, so that verdict and record tell; one too many for the article is a
 * message. */
static stet_code find_lack(struct facts *f, stet_str text, stet_str field)
{
    stet_finding finding = {.size = sizeof finding,
                            .severity = severity_of(f),
                            .effect = -1,
                            .confidence = 1,
                            .rule = stet__facts_rules[0].id,
                            .message = text,
                            .evidence = field};
    stet_code code = stet_finding_add(f->a, &finding);
    if (code != STET_E_LIMIT)
        return code;
    stet_log(f->a, STET_LOG_WARNING, text);
    return STET_OK;
}

static stet_code tell_lack(struct facts *f, const struct facts_need *need,
                           stet_str *ret_text)
{
    const char *field = need->name ? need->name : stet_kind_name(f->a, need->field);
    const char *const parts[] = {"the article lacks ", field, " (",
                                 need->rule,           "); ", outcome(f, need)};
    *ret_text = join_text(f, parts, sizeof parts / sizeof *parts);
    return find_lack(f, *ret_text, stet_cstr(field));
}

static stet_code settle_lack(struct facts *f, const struct facts_need *need,
                             stet_str text)
{
    if (f->on_missing == MISSING_FAIL)
        return stet_why(f->a, STET_FAILED, text);
    if (f->on_missing == MISSING_SKIP || !need->instead)
        return stet_why(f->a, STET_SKIP, text);
    return STET_OK;
}

stet_code stet__facts_lack_too(struct facts *f, stet_code before,
                               const struct facts_need *need)
{
    stet_str text;
    if (before != STET_OK && before != STET_SKIP && before != STET_FAILED)
        return before;
    stet_code code = tell_lack(f, need, &text);
    if (code == STET_OK)
        code = before == STET_OK ? settle_lack(f, need, text) : before;
    return code;
}

/* All that is missing is told; the first of them decides. */
stet_code stet__facts_require(struct facts *f, const struct facts_need *needs)
{
    stet_code code = STET_OK;
    for (; needs->rule; needs++)
        if (!stet_field_text(f->a, needs->field).n)
            code = stet__facts_lack_too(f, code, needs);
    return code;
}

/* ---- dates ------------------------------------------------------------------ */
int stet__facts_date(struct facts *f, stet_kind field, stet_date *ret_date)
{
    stet_str text = stet_field_text(f->a, field);
    return text.n && f->kit->date_parse(text, stet_cstr(""), ret_date) == STET_OK;
}

void stet__facts_place_in_zone(struct facts *f, const char *place, stet_date *date)
{
    int has_zone = f->zone != STET_ZONE_UNKNOWN;
    if (date->precision < STET_MINUTE || date->zone != STET_ZONE_UNKNOWN)
        return;
    if (!f->quiet)
        stet__facts_warn(
            f,
            has_zone ? "the article names no zone, that of the options is written"
                     : "the article names no zone and no option does: its day is "
                       "written",
            place);
    if (has_zone)
        date->zone = f->zone;
    else
        date->precision = STET_DAY;
}

stet_str stet__facts_date_text(struct facts *f, const char *place, stet_str text)
{
    enum { DAY_LENGTH = 10 };
    stet_date date;
    if (text.n <= DAY_LENGTH) /* no time, no zone */
        return text;
    if (f->kit->date_parse(text, stet_cstr(""), &date) != STET_OK)
        return stet_cstr("");
    if (date.precision < STET_MINUTE || date.zone != STET_ZONE_UNKNOWN)
        return text;
    stet__facts_place_in_zone(f, place, &date);
    stet_out to = stet_out_in_article(f->a, 32, 64);
    f->kit->date_format(&to, &date, STET_DATE_ISO);
    return stet__facts_take(f, &to);
}

/* A version of the day on which the article was published is no older than that. */
static int borrow_hour(struct facts *f, const char *place, stet_date *date)
{
    stet_date published;
    if (date->precision != STET_DAY ||
        !stet__facts_date(f, STET_PUBLISHED, &published) ||
        published.precision < STET_MINUTE || published.year != date->year ||
        published.month != date->month || published.day != date->day)
        return 0;
    if (published.zone == STET_ZONE_UNKNOWN)
        published.zone = f->zone;
    stet__facts_warn(f, "the article names no hour, that of its publication is written",
                     place);
    *date = published;
    return 1;
}

int stet__facts_instant(struct facts *f, stet_kind field, const char *place,
                        stet_date *ret_date)
{
    stet_date date;
    if (!stet__facts_date(f, field, &date))
        return 0;
    int is_later = field == STET_UPDATED || field == STET_REPUBLISHED;
    if (date.precision >= STET_MINUTE)
        stet__facts_place_in_zone(f, place, &date);
    else if (!is_later || !borrow_hour(f, place, &date))
        stet__facts_warn(f, "the article names no hour, 00:00 is written", place);
    if (date.precision < STET_MONTH)
        date.month = 1;
    if (date.precision < STET_DAY)
        date.day = 1;
    if (date.precision < STET_MINUTE)
        date.hour = date.minute = 0;
    if (date.precision < STET_SECOND)
        date.second = 0;
    if (date.zone == STET_ZONE_UNKNOWN)
        date.zone = f->zone;
    date.precision = STET_SECOND;
    *ret_date = date;
    return 1;
}

/* ---- addresses -------------------------------------------------------------- */
static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What RFC 3986 lets stand: letters, digits, -._~:/?#[]@!$&'()*+,;=% */
static int is_uri_byte(unsigned char c)
{
    static const uint64_t set[2] = {UINT64_C(0xaffffffa00000000),
                                    UINT64_C(0x47fffffeafffffff)};
    return c < 128 && (set[c >> 6] >> (c & 63) & 1);
}

static int is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* A scheme, a colon, and only what RFC 3986 allows behind it. */
int stet__facts_is_uri(stet_str s)
{
    size_t at = 0, hashes = 0;
    while (at < s.n &&
           (is_letter(s.p[at]) || (at && (is_digit(s.p[at]) || s.p[at] == '+' ||
                                          s.p[at] == '-' || s.p[at] == '.'))))
        at++;
    if (at < 2 || at + 1 >= s.n || s.p[at] != ':')
        return 0;
    for (; at < s.n; at++) {
        if (!is_uri_byte((unsigned char)s.p[at]))
            return 0;
        if (s.p[at] == '%' &&
            (at + 2 >= s.n || !is_hex(s.p[at + 1]) || !is_hex(s.p[at + 2])))
            return 0;
        hashes += s.p[at] == '#';
    }
    return hashes < 2;
}

/* Brackets belong to the address of a host alone. */
static int keeps_byte(const char *p, size_t n, size_t at, int in_host, int seen_hash)
{
    char c = p[at];
    if (c == '%')
        return at + 2 < n && is_hex(p[at + 1]) && is_hex(p[at + 2]);
    if (c == '[' || c == ']')
        return in_host;
    if (c == '#')
        return !seen_hash;
    return is_uri_byte((unsigned char)c);
}

/* All percent-encoded that RFC 3986 forbids. */
static stet_str encode_address(struct facts *f, stet_str url)
{
    static const char hex[] = "0123456789ABCDEF";
    char clean[ADDRESS_MAX];
    size_t len = 0, slashes = 0;
    int seen_hash = 0;
    if (f->kit->url_class(url, clean, sizeof clean, &len) != STET_URL_HTTP)
        return stet_cstr("");
    stet_out to = stet_out_in_article(f->a, len + 32, 3 * sizeof clean);
    for (size_t at = 0; at < len; at++) {
        unsigned char c = (unsigned char)clean[at];
        slashes += c == '/' || c == '?' || c == '#';
        if (keeps_byte(clean, len, at, slashes < 3, seen_hash)) {
            stet_putc(&to, (char)c);
        } else {
            stet_putc(&to, '%');
            stet_putc(&to, hex[c >> 4]);
            stet_putc(&to, hex[c & 15]);
        }
        seen_hash |= c == '#';
    }
    return stet__facts_take(f, &to);
}

/* Bytes that stand in an address as they are, wherever they stand. */
static int is_plain_address(stet_str url)
{
    /* is_uri_byte() but for # % [ ] */
    static const uint64_t set[2] = {UINT64_C(0xafffffd200000000),
                                    UINT64_C(0x47fffffe87ffffff)};
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c >= 128 || !(set[c >> 6] >> (c & 63) & 1))
            return 0;
    }
    return 1;
}

stet_str stet__facts_web(struct facts *f, stet_str url)
{
    if (!url.n || url.n > ADDRESS_MAX)
        return stet_cstr("");
    if (!is_plain_address(url))
        return encode_address(f, url);
    return f->kit->url_class(url, NULL, 0, NULL) == STET_URL_HTTP ? url : stet_cstr("");
}

stet_str stet__facts_url(struct facts *f)
{
    stet_str url = stet__facts_web(f, stet_field_text(f->a, STET_CANONICAL));
    return url.n ? url : stet__facts_web(f, stet_field_text(f->a, STET_URL));
}

/* Identifiers that a browser would run are none. */
static int is_safe_scheme(stet_str id)
{
    static const char *const schemes[] = {
        "urn:", "tag:", "http:", "https:", "doi:", "info:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t n = strlen(schemes[i]);
        if (id.n > n && memcmp(id.p, schemes[i], n) == 0)
            return 1;
    }
    return 0;
}

stet_str stet__facts_identity(struct facts *f)
{
    stet_str id = stet_field_text(f->a, STET_ID);
    if (stet__facts_is_uri(id) && is_safe_scheme(id))
        return id;
    return stet__facts_url(f);
}

stet_str stet__facts_digest(struct facts *f)
{
    static const char hex[] = "0123456789abcdef";
    stet_str id = stet_field_text(f->a, STET_ID), name = stet_source_name(f->a);
    stet_out to = stet_out_in_article(f->a, 80, 256);
    uint8_t digest[32];
    if (!id.n)
        id = name;
    f->kit->sha256(id.p, id.n, digest);
    stet_puts(&to, "urn:sha256:");
    for (size_t i = 0; i < sizeof digest; i++) {
        stet_putc(&to, hex[digest[i] >> 4]);
        stet_putc(&to, hex[digest[i] & 15]);
    }
    return stet__facts_take(f, &to);
}

/* "CC-BY-NC-4.0" as the address of its deed. */
static stet_str deed_address(struct facts *f, stet_str id)
{
    stet_out to = stet_out_in_article(f->a, 96, 256);
    if (stet_str_is(id, "CC0-1.0"))
        return stet_cstr("https://creativecommons.org/publicdomain/zero/1.0/");
    if (id.n < 8 || id.n > 24 || memcmp(id.p, "CC-BY", 5) != 0)
        return stet_cstr("");
    size_t version = id.n;
    while (version > 3 && id.p[version - 1] != '-')
        version--;
    stet_puts(&to, "https://creativecommons.org/licenses/");
    for (size_t i = 3; i + 1 < version; i++)
        stet_putc(&to, is_letter(id.p[i]) ? (char)(id.p[i] | 32) : id.p[i]);
    stet_putc(&to, '/');
    stet_put(&to, id.p + version, id.n - version);
    stet_putc(&to, '/');
    return stet__facts_web(f, stet__facts_take(f, &to));
}

stet_str stet__facts_licence(struct facts *f)
{
    stet_node licence = stet_field(f->a, STET_LICENCE);
    stet_str text = stet_text(f->a, licence);
    stet_str url = stet__facts_web(f, stet_attr_str(f->a, licence, STET_ATTR_URL));
    if (!url.n)
        url = stet__facts_web(f, text);
    return url.n ? url : deed_address(f, text);
}

/* Letters, then parts of one to eight letters or digits behind hyphens. */
stet_str stet__facts_language_tag(stet_str text)
{
    size_t run = 0, part = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '-') {
            if (!run)
                return stet_cstr("");
            run = 0;
            part++;
        } else if (!(is_letter(c) || (part && is_digit(c))) || ++run > 8) {
            return stet_cstr("");
        }
    }
    return run ? text : stet_cstr("");
}

/* ---- lines ------------------------------------------------------------------ */
static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Single spaces between words: sixteen bytes at a time where the machine can. */
static int is_line(stet_str s)
{
    size_t i = 0;
    if (s.n && (is_space(s.p[0]) || is_space(s.p[s.n - 1])))
        return 0;
#if defined(__SSE2__)
    for (; i + 17 <= s.n; i += 16) {
        const __m128i *at = (const __m128i *)(const void *)(s.p + i),
                      *next = (const __m128i *)(const void *)(s.p + i + 1);
        const __m128i space = _mm_set1_epi8(' '), last = _mm_set1_epi8('\r');
        __m128i v = _mm_loadu_si128(at);
        __m128i two = _mm_and_si128(_mm_cmpeq_epi8(v, space),
                                    _mm_cmpeq_epi8(_mm_loadu_si128(next), space));
        __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, last), v);
        if (_mm_movemask_epi8(_mm_or_si128(two, low)))
            break;
    }
#endif
    for (; i < s.n; i++)
        if (is_space(s.p[i]) && (s.p[i] != ' ' || is_space(s.p[i + 1])))
            return 0;
    return 1;
}

stet_str stet__facts_line(struct facts *f, stet_str text)
{
    if (is_line(text))
        return text;
    stet_out line = stet_out_in_article(f->a, text.n, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        if (!is_space(text.p[i]))
            stet_putc(&line, text.p[i]);
        else if (line.len && i + 1 < text.n && !is_space(text.p[i + 1]))
            stet_putc(&line, ' ');
    }
    return stet__facts_take(f, &line);
}

/* ---- names ------------------------------------------------------------------ */
stet_str stet__facts_name(struct facts *f, stet_node part)
{
    stet_str name = stet_attr_str(f->a, part, STET_ATTR_NAME);
    if (!name.n)
        name = stet_text(f->a, part);
    return name.n || stet_kind_of(f->a, part) != STET_CORRECTION_PART
               ? name
               : stet_attr_str(f->a, part, STET_ATTR_VALUE);
}

stet_node stet__facts_party(struct facts *f, stet_kind field)
{
    stet_node statement = stet_field(f->a, field);
    for (stet_node n = stet_first(f->a, statement); n; n = stet_next(f->a, n))
        if (stet__facts_name(f, n).n)
            return n;
    return stet__facts_name(f, statement).n ? statement : 0;
}

int stet__facts_is_house(struct facts *f, stet_node party)
{
    stet_str type = stet_attr_str(f->a, party, STET_ATTR_TYPE);
    return type.n && !stet_str_is(type, "person");
}

stet_str stet__facts_part_attr(struct facts *f, stet_kind field, stet_attr attr)
{
    stet_node statement = stet_field(f->a, field);
    stet_str value = stet_attr_str(f->a, statement, attr);
    for (stet_node n = stet_first(f->a, statement); n && !value.n;
         n = stet_next(f->a, n))
        value = stet_attr_str(f->a, n, attr);
    return value;
}

int64_t stet__facts_number(struct facts *f, stet_kind field)
{
    stet_str s = stet_field_text(f->a, field);
    int64_t value = 0;
    if (!s.n || s.n > 15)
        return -1;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i]))
            return -1;
        value = value * 10 + (s.p[i] - '0');
    }
    return value;
}

/* ---- notices ---------------------------------------------------------------- */
int stet__facts_notice_place(stet_kind kind)
{
    switch (kind) {
    case STET_NOTICE_COPYRIGHT:
    case STET_PROHIBITION:
    case STET_PERMISSION:
    case STET_REPOST_INVITATION:
    case STET_NOTICE_LICENCE:
    case STET_FAIR_USE:
    case STET_LICENSED_EDITION:
    case STET_CONTACT_LICENSING:
        return NOTICE_TO_RIGHTS;
    case STET_NOTICE_EMBARGO:
    case STET_CONTACT_MEDIA:
    case STET_TRACKING:
        return NOTICE_TO_EDITORS;
    default:
        return NOTICE_TO_READERS;
    }
}

static stet_str range_text(struct facts *f, stet_node range)
{
    stet_node block = stet_attr_node(f->a, range, STET_ATTR_BLOCK);
    stet_str text = stet_content(f->a, block);
    int64_t from = stet_attr_int(f->a, range, STET_ATTR_FROM, 0);
    int64_t to = stet_attr_int(f->a, range, STET_ATTR_TO, INT64_MAX);
    if (from < 0 || (uint64_t)from > text.n)
        from = 0;
    if (to < from || (uint64_t)to > text.n)
        to = (int64_t)text.n;
    return stet_strn(text.p + from, (size_t)(to - from));
}

stet_str stet__facts_notice_text(struct facts *f, stet_node notice)
{
    stet_out text = stet_out_in_article(f->a, 128, TEXT_MAX);
    for (stet_node n = stet_first(f->a, notice); n; n = stet_next(f->a, n)) {
        if (stet_kind_of(f->a, n) != STET_RANGE)
            continue;
        stet_str part = range_text(f, n);
        if (text.len && part.n)
            stet_putc(&text, '\n');
        stet_put_str(&text, part);
    }
    stet_str said = stet__facts_take(f, &text);
    return said.n ? said : stet_text(f->a, notice);
}

int stet__facts_notice_zone(struct facts *f, stet_node notice)
{
    for (stet_node n = stet_first(f->a, notice); n; n = stet_next(f->a, n)) {
        stet_node block = stet_attr_node(f->a, n, STET_ATTR_BLOCK);
        if (stet_kind_of(f->a, n) == STET_RANGE && block)
            return stet_zone_of(f->a, block);
    }
    return stet_zone_of(f->a, notice);
}

static int says(const stet_out *text, stet_str part)
{
    return part.n <= text->len && part.n &&
           memmem(text->data, text->len, part.p, part.n) != NULL;
}

stet_str stet__facts_notices(struct facts *f, int place, stet_str first)
{
    stet_out text = stet_out_in_article(f->a, 256, TEXT_MAX);
    stet_node root = stet_root(f->a, STET_FAMILY_NOTICE);
    stet_put_str(&text, first);
    for (stet_node n = stet_first(f->a, root); n; n = stet_next(f->a, n)) {
        if (stet__facts_notice_place(stet_kind_of(f->a, n)) != place)
            continue;
        stet_str said = stet__facts_notice_text(f, n);
        if (!said.n || says(&text, said))
            continue;
        if (text.len)
            stet_putc(&text, '\n');
        stet_put_str(&text, said);
    }
    return stet__facts_take(f, &text);
}
