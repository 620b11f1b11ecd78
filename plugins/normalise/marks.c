/* SPDX-License-Identifier: MIT */
/*
 * Quotation marks and apostrophes: those of the article's language, or straight ones.
 * Forms are those of Unicode CLDR (quotationStart, alternateQuotationStart, ...).
 */
#include "normalise.h"

#define NBSP "\xc2\xa0"

static const struct style {
    const char *lang, *open, *close, *inner_open, *inner_close;
} styles[] = {{"en", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x98", "\xe2\x80\x99"},
              {"de", "\xe2\x80\x9e", "\xe2\x80\x9c", "\xe2\x80\x9a", "\xe2\x80\x98"},
              {"fr", "\xc2\xab" NBSP, NBSP "\xc2\xbb", "\xe2\x80\x98", "\xe2\x80\x99"},
              {"es", "\xc2\xab", "\xc2\xbb", "\xe2\x80\x9c", "\xe2\x80\x9d"}};

/* Marks that become straight ones. */
static const struct {
    const char *mark;
    char straight;
} straights[] = {{"\xe2\x80\x9c", '"'},  {"\xe2\x80\x9d", '"'},  {"\xe2\x80\x9e", '"'},
                 {"\xc2\xab" NBSP, '"'}, {NBSP "\xc2\xbb", '"'}, {"\xc2\xab", '"'},
                 {"\xc2\xbb", '"'},      {"\xe2\x80\x98", '\''}, {"\xe2\x80\x99", '\''},
                 {"\xe2\x80\x9a", '\''}};

static const struct style *style_of(stet_article *a)
{
    stet_str lang = stet_field_text(a, STET_LANGUAGE);
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (lang.n >= 2 && memcmp(lang.p, styles[i].lang, 2) == 0)
            return &styles[i];
    return &styles[0];
}

/* The byte before the text that is looked at: how a mark at its beginning stands. */
struct before {
    unsigned char byte;
};

static int opens_behind(unsigned char before)
{
    return before == 0 || strchr(" \n\t([-", before) != NULL || before == 0x94 ||
           before == 0x93; /* the last bytes of dashes */
}

static void put_typographic(stet_out *out, stet_str s, const struct style *style,
                            struct before *b)
{
    for (size_t at = 0; at < s.n; at++) {
        unsigned char c = (unsigned char)s.p[at];
        int opens = opens_behind(b->byte);
        if (c == '"')
            stet_puts(out, opens ? style->open : style->close);
        else if (c == '\'')
            stet_puts(out, opens && at + 1 < s.n && s.p[at + 1] != ' '
                               ? style->inner_open
                               : "\xe2\x80\x99");
        else
            stet_putc(out, (char)c);
        b->byte = c == '"' && opens ? ' ' : c; /* 'a' within "'a'" opens, too */
    }
}

static void put_straight(stet_out *out, stet_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t i = 0, n = 0;
        for (; i < sizeof straights / sizeof *straights; i++) {
            n = strlen(straights[i].mark);
            if (n <= s.n - at && memcmp(s.p + at, straights[i].mark, n) == 0)
                break;
        }
        int found = i < sizeof straights / sizeof *straights;
        stet_putc(out, found ? straights[i].straight : s.p[at]);
        at += found ? n : 1;
    }
}

/* One text node. *ret_changed: it was given other marks. */
static stet_code convert(int marks, stet_article *a, const struct style *style,
                         const stet_item *item, struct before *b, int *ret_changed)
{
    stet_str text = item->text;
    stet_out out = stet_out_in_article(a, text.n + 32, text.n * 5 + 64);
    if (marks == MARKS_STRAIGHT)
        put_straight(&out, text);
    else
        put_typographic(&out, text, style, b);
    if (stet_out_status(&out) != STET_OK)
        return stet_out_status(&out);
    stet_str made = stet_out_text(&out);
    if (stet_str_eq(made, text))
        return STET_OK;
    *ret_changed = 1;
    return stet_set_text(a, item->node, made);
}

static int holds_marks(stet_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (strchr("\"'\xe2\xc2", text.p[i]) && text.p[i])
            return 1;
    return 0;
}

/* All texts of a block but code, which is a kind of its own. */
static stet_code convert_block(int marks, stet_article *a, const struct style *style,
                               stet_node block)
{
    size_t count;
    const stet_item *items = stet_walk(a, block, &count);
    struct before b = {0};
    int changed = 0;
    stet_code code = STET_OK;
    for (size_t i = 0; i < count && code == STET_OK; i++) {
        if (items[i].kind >= STET_PARAGRAPH && items[i].kind <= STET_SLOT)
            b.byte = 0;
        if (items[i].kind == STET_LINE_BREAK || items[i].kind == STET_SOFT_BREAK)
            b.byte = ' ';
        if (items[i].kind == STET_CODE_SPAN || items[i].kind == STET_MATH)
            b.byte = 'x'; /* a word as any */
        if (items[i].kind != STET_TEXT || !items[i].text.n)
            continue;
        if (holds_marks(items[i].text))
            code = convert(marks, a, style, &items[i], &b, &changed);
        b.byte = (unsigned char)items[i].text.p[items[i].text.n - 1];
    }
    return code == STET_OK && changed
               ? stet__normalise_report(a, "marks", block,
                                        "quotation marks were given another form",
                                        stet_cstr(""))
               : code;
}

stet_code stet__normalise_marks(int marks, stet_article *a)
{
    const struct style *style = style_of(a);
    stet_code code = STET_OK;
    stet_node block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; block && code == STET_OK; block = stet_next(a, block)) {
        stet_kind kind = stet_kind_of(a, block);
        if (stet_zone_of(a, block) == STET_ZONE_BODY && kind != STET_PREFORMATTED &&
            kind != STET_CODE && kind != STET_HTML)
            code = convert_block(marks, a, style, block);
    }
    return code;
}
