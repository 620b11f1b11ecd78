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

stet_code stet__facts_zone(stet_build *b, stet_str zone, int16_t *ret_minutes)
{
    if (!zone.n) {
        *ret_minutes = 0;
        return STET_OK;
    }
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

stet_code stet__facts_lack(struct facts *f, const char *field, const char *rule)
{
    const char *const parts[] = {"the article has no ", field, "; ", rule};
    stet_str text = join_text(f, parts, 4);
    if (f->on_missing == MISSING_WARN) {
        stet_log(f->a, STET_LOG_WARNING, text);
        return STET_OK;
    }
    return stet_why(f->a, f->on_missing == MISSING_SKIP ? STET_SKIP : STET_FAILED,
                    text);
}

stet_code stet__facts_require(struct facts *f, const stet_kind *fields,
                              const char *rule)
{
    stet_code code = STET_OK;
    for (; *fields && code == STET_OK; fields++)
        if (!stet_field_text(f->a, *fields).n)
            code = stet__facts_lack(f, stet_kind_name(f->a, *fields), rule);
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
    if (date->precision < STET_MINUTE || date->zone != STET_ZONE_UNKNOWN)
        return;
    stet__facts_warn(f, "the article names no zone, that of the options is written",
                     place);
    date->zone = f->zone;
}

int stet__facts_instant(struct facts *f, stet_kind field, const char *place,
                        stet_date *ret_date)
{
    stet_date date;
    if (!stet__facts_date(f, field, &date))
        return 0;
    if (date.precision < STET_MINUTE)
        stet__facts_warn(f, "the article names no hour, 00:00 is written", place);
    else
        stet__facts_place_in_zone(f, place, &date);
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

stet_str stet__facts_web(struct facts *f, stet_str url)
{
    static const char hex[] = "0123456789ABCDEF";
    char clean[ADDRESS_MAX];
    size_t len = 0, slashes = 0;
    int seen_hash = 0;
    if (!url.n || url.n > sizeof clean ||
        f->kit->url_class(url, clean, sizeof clean, &len) != STET_URL_HTTP)
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

stet_str stet__facts_url(struct facts *f)
{
    stet_str url = stet__facts_web(f, stet_field_text(f->a, STET_CANONICAL));
    return url.n ? url : stet__facts_web(f, stet_field_text(f->a, STET_URL));
}

/* Identifiers that a browser would run are none. */
static int is_safe_scheme(struct facts *f, stet_str id)
{
    static const char *const schemes[] = {
        "urn:", "tag:", "http:", "https:", "doi:", "info:"};
    (void)f;
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
    if (stet__facts_is_uri(id) && is_safe_scheme(f, id))
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

/* ---- names ------------------------------------------------------------------ */
stet_str stet__facts_name(struct facts *f, stet_node part)
{
    stet_str name = stet_attr_str(f->a, part, STET_ATTR_NAME);
    return name.n ? name : stet_text(f->a, part);
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

/* Room for the text as HTML, so that it seldom grows. */
stet_out stet__facts_html_buffer(struct facts *f, size_t max)
{
    size_t n = stet_source_text(f->a).n;
    return stet_out_in_article(f->a, n < max / 2 ? n + n / 4 + 1024 : 16384, max);
}

/* ---- HTML inside other formats ---------------------------------------------- */
/* Bytes of a character that HTML or XML forbids at p, or 0. */
static size_t forbidden_bytes(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    if (c == 0x7f)
        return 1;
    if (c == 0xc2 && n > 1)
        return (unsigned char)p[1] < 0xa0 ? 2 : 0;
    if (c == 0xef && n > 2 && (unsigned char)p[1] == 0xbf)
        return (unsigned char)p[2] >= 0xbe ? 3 : 0;
    if (c == 0xef && n > 2 && (unsigned char)p[1] == 0xb7)
        return (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0xaf ? 3 : 0;
    if (c >= 0xf0 && n > 3) /* the last two of each plane */
        return ((unsigned char)p[1] & 0x0f) == 0x0f && (unsigned char)p[2] == 0xbf &&
                       (unsigned char)p[3] >= 0xbe
                   ? 4
                   : 0;
    return 0;
}

static int is_void(const char *p, size_t n)
{
    static const char *const names[] = {"<br", "<hr", "<img"};
    for (size_t i = 0; i < 3; i++) {
        size_t len = strlen(names[i]);
        if (n > len && memcmp(p, names[i], len) == 0 &&
            (p[len] == '>' || p[len] == ' '))
            return 1;
    }
    return 0;
}

/* Bytes that may begin a forbidden character. */
#define R4(x) x, x, x, x
#define R16(x) R4(x), R4(x), R4(x), R4(x)
static const uint8_t suspects[256] = {
    R4(1),  R4(1),  1,      0,      0,      1,     1,     0,      1,
    1,      R16(1),                                   /* controls, not \t \n \r */
    R16(0), R16(0), R16(0), R16(0), R16(0),           /* to 0x6f                */
    R4(0),  R4(0),  R4(0),  0,      0,      0,     1, /* 0x7f                   */
    R16(0), R16(0), R16(0), R16(0),                   /* what follows a lead    */
    0,      0,      1,      0,      R4(0),  R4(0), R4(0), R16(0),  /* 0xc2  */
    R4(0),  R4(0),  R4(0),  0,      0,      0,     1,     R16(1)}; /* 0xef, four bytes
                                                                    */

/* How many bytes need no second look, sixteen at a time where the machine can. */
static size_t skip_plain(const char *p, size_t n)
{
    const unsigned char *b = (const unsigned char *)p;
    size_t at = 0;
#if defined(__SSE2__)
    const __m128i space = _mm_set1_epi8(0x20), line = _mm_set1_epi8('\n'),
                  delete = _mm_set1_epi8(0x7f);
    while (at + 16 <= n) { /* signed: a byte of a longer character is below 0x20 */
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        __m128i odd = _mm_or_si128(
            _mm_andnot_si128(_mm_cmpeq_epi8(v, line), _mm_cmplt_epi8(v, space)),
            _mm_cmpeq_epi8(v, delete));
        unsigned mask = (unsigned)_mm_movemask_epi8(odd);
        if (!mask) {
            at += 16;
            continue;
        }
        at += (size_t)__builtin_ctz(mask);
        if (suspects[b[at]])
            return at;
        at++;
    }
#endif
    while (at < n && !suspects[b[at]])
        at++;
    return at;
}

/* Where the first forbidden character stands, or n. */
static size_t find_forbidden(const char *p, size_t n, size_t *ret_bytes)
{
    for (size_t at = skip_plain(p, n); at < n; at += skip_plain(p + at, n - at)) {
        *ret_bytes = forbidden_bytes(p + at, n - at);
        if (*ret_bytes)
            return at;
        at++;
    }
    return n;
}

static void put_clean(stet_out *out, const char *p, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t bad = 0, end = find_forbidden(p + at, n - at, &bad);
        stet_put(out, p + at, end);
        at += end + bad;
    }
}

stet_str stet__facts_clean_html(struct facts *f, stet_str html)
{
    size_t bad;
    if (find_forbidden(html.p, html.n, &bad) == html.n)
        return html;
    stet_out clean = stet_out_in_article(f->a, html.n, html.n + 1);
    put_clean(&clean, html.p, html.n);
    return stet__facts_take(f, &clean);
}

/* From `<` to behind `>`: attribute values hold no `>`, it is escaped in them. */
static size_t put_tag(stet_out *out, const char *p, size_t n)
{
    static const char flag[] = " controls ";
    const char *close = memchr(p, '>', n);
    size_t len = close ? (size_t)(close - p) : n;
    const char *at = memmem(p, len, flag, sizeof flag - 1);
    size_t head = at ? (size_t)(at - p) : len;
    put_clean(out, p, head);
    if (at) {
        stet_puts(out, " controls=\"controls\" ");
        head += sizeof flag - 1;
        put_clean(out, p + head, len - head);
    }
    stet_puts(out, is_void(p, n) ? "/>" : ">");
    return close ? len + 1 : len;
}

void stet__facts_put_html(stet_out *out, stet_str html, int xml)
{
    if (!xml) {
        put_clean(out, html.p, html.n);
        return;
    }
    for (size_t at = 0; at < html.n;) {
        const char *open = memchr(html.p + at, '<', html.n - at);
        size_t n = open ? (size_t)(open - html.p) - at : html.n - at;
        put_clean(out, html.p + at, n);
        at += n;
        if (open)
            at += put_tag(out, open, html.n - at);
    }
}
