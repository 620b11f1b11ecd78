/* SPDX-License-Identifier: MIT */
/* The elements of HTML that are told apart, found by a binary search of their names. */
#include "tags.h"

#include "../markdown/markdown.h"

struct tag_row {
    const char *name;
    uint8_t flags;
};

/* clang-format off */
static const struct tag_row rows[TAG_COUNT] = {
    [TAG_NONE] = {"", 0}, [TAG_A] = {"a", 0}, [TAG_ABBR] = {"abbr", 0},
    [TAG_ADDRESS] = {"address", TAG_BLOCK}, [TAG_ARTICLE] = {"article", TAG_BLOCK},
    [TAG_ASIDE] = {"aside", TAG_BLOCK}, [TAG_AUDIO] = {"audio", 0}, [TAG_B] = {"b", 0},
    [TAG_BASE] = {"base", TAG_VOID}, [TAG_BDI] = {"bdi", 0}, [TAG_BDO] = {"bdo", 0},
    [TAG_BIG] = {"big", 0}, [TAG_BLOCKQUOTE] = {"blockquote", TAG_BLOCK},
    [TAG_BODY] = {"body", TAG_SCOPE}, [TAG_BR] = {"br", TAG_VOID},
    [TAG_BUTTON] = {"button", 0}, [TAG_CAPTION] = {"caption", TAG_BLOCK | TAG_SCOPE},
    [TAG_CENTER] = {"center", TAG_BLOCK}, [TAG_CITE] = {"cite", 0},
    [TAG_CODE] = {"code", 0}, [TAG_COL] = {"col", TAG_VOID},
    [TAG_COLGROUP] = {"colgroup", TAG_BLOCK}, [TAG_DD] = {"dd", TAG_BLOCK},
    [TAG_DEL] = {"del", 0}, [TAG_DETAILS] = {"details", TAG_BLOCK},
    [TAG_DFN] = {"dfn", 0}, [TAG_DIV] = {"div", TAG_BLOCK}, [TAG_DL] = {"dl", TAG_BLOCK},
    [TAG_DT] = {"dt", TAG_BLOCK}, [TAG_EM] = {"em", 0}, [TAG_EMBED] = {"embed", TAG_VOID},
    [TAG_FIELDSET] = {"fieldset", TAG_BLOCK}, [TAG_FIGCAPTION] = {"figcaption", TAG_BLOCK},
    [TAG_FIGURE] = {"figure", TAG_BLOCK}, [TAG_FONT] = {"font", 0},
    [TAG_FOOTER] = {"footer", TAG_BLOCK}, [TAG_FORM] = {"form", TAG_BLOCK},
    [TAG_H1] = {"h1", TAG_BLOCK}, [TAG_H2] = {"h2", TAG_BLOCK}, [TAG_H3] = {"h3", TAG_BLOCK},
    [TAG_H4] = {"h4", TAG_BLOCK}, [TAG_H5] = {"h5", TAG_BLOCK}, [TAG_H6] = {"h6", TAG_BLOCK},
    [TAG_HEAD] = {"head", 0}, [TAG_HEADER] = {"header", TAG_BLOCK},
    [TAG_HR] = {"hr", TAG_VOID | TAG_BLOCK}, [TAG_HTML] = {"html", TAG_SCOPE},
    [TAG_I] = {"i", 0}, [TAG_IFRAME] = {"iframe", TAG_RAW}, [TAG_IMG] = {"img", TAG_VOID},
    [TAG_INPUT] = {"input", TAG_VOID}, [TAG_INS] = {"ins", 0}, [TAG_KBD] = {"kbd", 0},
    [TAG_LABEL] = {"label", 0}, [TAG_LI] = {"li", TAG_BLOCK},
    [TAG_LINK] = {"link", TAG_VOID}, [TAG_MAIN] = {"main", TAG_BLOCK},
    [TAG_MARK] = {"mark", 0}, [TAG_META] = {"meta", TAG_VOID}, [TAG_NAV] = {"nav", TAG_BLOCK},
    [TAG_NOSCRIPT] = {"noscript", TAG_RAW}, [TAG_OBJECT] = {"object", TAG_SCOPE},
    [TAG_OL] = {"ol", TAG_BLOCK}, [TAG_OPTION] = {"option", 0}, [TAG_P] = {"p", TAG_BLOCK},
    [TAG_PARAM] = {"param", TAG_VOID}, [TAG_PICTURE] = {"picture", 0},
    [TAG_PRE] = {"pre", TAG_BLOCK}, [TAG_Q] = {"q", 0}, [TAG_S] = {"s", 0},
    [TAG_SAMP] = {"samp", 0}, [TAG_SCRIPT] = {"script", TAG_RAW},
    [TAG_SECTION] = {"section", TAG_BLOCK}, [TAG_SELECT] = {"select", 0},
    [TAG_SMALL] = {"small", 0}, [TAG_SOURCE] = {"source", TAG_VOID}, [TAG_SPAN] = {"span", 0},
    [TAG_STRIKE] = {"strike", 0}, [TAG_STRONG] = {"strong", 0}, [TAG_STYLE] = {"style", TAG_RAW},
    [TAG_SUB] = {"sub", 0}, [TAG_SUMMARY] = {"summary", TAG_BLOCK}, [TAG_SUP] = {"sup", 0},
    [TAG_SVG] = {"svg", 0}, [TAG_TABLE] = {"table", TAG_BLOCK | TAG_SCOPE},
    [TAG_TBODY] = {"tbody", TAG_BLOCK}, [TAG_TD] = {"td", TAG_BLOCK | TAG_SCOPE},
    [TAG_TEMPLATE] = {"template", TAG_SCOPE}, [TAG_TEXTAREA] = {"textarea", TAG_RAW},
    [TAG_TFOOT] = {"tfoot", TAG_BLOCK}, [TAG_TH] = {"th", TAG_BLOCK | TAG_SCOPE},
    [TAG_THEAD] = {"thead", TAG_BLOCK}, [TAG_TIME] = {"time", 0},
    [TAG_TITLE] = {"title", TAG_RAW}, [TAG_TR] = {"tr", TAG_BLOCK},
    [TAG_TRACK] = {"track", TAG_VOID}, [TAG_TT] = {"tt", 0}, [TAG_U] = {"u", 0},
    [TAG_UL] = {"ul", TAG_BLOCK}, [TAG_VAR] = {"var", 0}, [TAG_VIDEO] = {"video", 0},
    [TAG_WBR] = {"wbr", TAG_VOID},
};
/* clang-format on */

static int compare(stet_str name, const char *row)
{
    size_t n = strlen(row);
    int order = memcmp(name.p, row, name.n < n ? name.n : n);
    return order ? order : name.n < n ? -1 : name.n > n;
}

int stet__markup_tag(stet_str name)
{
    size_t low = 1, high = TAG_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(name, rows[middle].name);
        if (order == 0)
            return (int)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return TAG_NONE;
}

unsigned stet__markup_tag_flags(int tag)
{
    return rows[tag].flags;
}

/* ---- character references --------------------------------------------------- */
/* What &#128; to &#159; mean in practice: Windows-1252. */
static const uint16_t windows[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static int is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static size_t put_code(uint32_t code, char *text)
{
    if (code < 0x800) {
        text[0] = (char)(0xc0 | code >> 6);
        text[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    text[0] = (char)(0xe0 | code >> 12);
    text[1] = (char)(0x80 | (code >> 6 & 0x3f));
    text[2] = (char)(0x80 | (code & 0x3f));
    return 3;
}

/* Names that may stand without their semicolon. */
static size_t bare_name(const char *p, size_t n, int in_attribute, char *text,
                        size_t *ret_len)
{
    static const char *const names[] = {"amp",  "lt",   "gt", "quot",
                                        "nbsp", "copy", "reg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        char whole[8] = "&";
        if (n < len + 1 || memcmp(p + 1, names[i], len) != 0)
            continue;
        if (in_attribute && n > len + 1 && (p[len + 1] == '=' || is_word(p[len + 1])))
            return 0;
        memcpy(whole + 1, names[i], len);
        whole[len + 1] = ';';
        *ret_len = stet__markdown_entity(whole, len + 2, text);
        return *ret_len ? len + 1 : 0;
    }
    return 0;
}

size_t stet__markup_entity(const char *p, size_t n, int in_attribute, char *text,
                           size_t *ret_len)
{
    size_t at = 1;
    if (at < n && p[at] == '#')
        at++;
    while (at < n && at < 40 && is_word(p[at]))
        at++;
    if (at < n && p[at] == ';') {
        *ret_len = stet__markdown_entity(p, at + 1, text);
        if (*ret_len == 2 && p[1] == '#' && (unsigned char)text[0] == 0xc2 &&
            (unsigned char)text[1] < 0xa0 && windows[text[1] & 0x1f])
            *ret_len = put_code(windows[text[1] & 0x1f], text);
        if (*ret_len)
            return at + 1;
    }
    return bare_name(p, n, in_attribute, text, ret_len);
}
