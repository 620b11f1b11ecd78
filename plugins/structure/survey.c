/* SPDX-License-Identifier: MIT */
/* One look at each top-level block: how much text, how much of it set off, links,
 * wording. */
#include "markup.h"
#include "structure.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
    SHORT_WORDS = 12,
    SAYS_WORDS = 90,
    HINTS_WORDS = 60,
    START_WORDS = 24, /* a name and a phrase */
    CLEAN_WORDS = 30 /* in an article whose fields came with it, unless it is set off */
};

void stet__structure_check(struct survey *s, stet_code code)
{
    if (code != STET_OK && s->code == STET_OK)
        s->code = code;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

stet_str stet__structure_trim(stet_str text)
{
    while (text.n && is_blank(*text.p)) {
        text.p++;
        text.n--;
    }
    while (text.n && is_blank(text.p[text.n - 1]))
        text.n--;
    return text;
}

static stet_str attr_text(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr && item->attrs[i].type == 1)
            return item->attrs[i].text;
    return stet_cstr("");
}

/* ---- measure
 * ---------------------------------------------------------------------------- */

#if defined(__SSE2__)
static __m128i is_blank_16(const char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    return _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
                        _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
}

/* The blanks among n bytes, from 16 to 16 * 254; the last 16 overlap those before. */
static uint32_t count_blanks(const char *p, size_t n)
{
    static const char last[32] = {0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
                                  0,  0,  0,  0,  0,  -1, -1, -1, -1, -1, -1,
                                  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    __m128i sums = _mm_setzero_si128(), mask;
    size_t i = 0;
    for (; i + 16 <= n; i += 16)
        sums = _mm_sub_epi8(sums, is_blank_16(p + i));
    mask = _mm_loadu_si128((const __m128i *)(const void *)(last + (n - i)));
    sums = _mm_sub_epi8(sums, _mm_and_si128(is_blank_16(p + n - 16), mask));
    sums = _mm_sad_epu8(sums, _mm_setzero_si128());
    return (uint32_t)(_mm_cvtsi128_si32(sums) +
                      _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)));
}
#endif

static uint32_t count_ink(stet_str text)
{
    uint32_t blanks = 0;
    size_t i = 0;
#if defined(__SSE2__)
    while (text.n - i >= 16) {
        size_t n = text.n - i < 4064 ? text.n - i : 4064;
        blanks += count_blanks(text.p + i, n);
        i += n;
    }
#endif
    for (; i < text.n; i++)
        blanks += text.p[i] == ' ' || text.p[i] == '\n';
    return (uint32_t)text.n - blanks;
}

/* Nothing but marks such as `***`, `* * *`, `#`: what stands between parts. */
static int is_dinkus(const struct survey *s, stet_str text)
{
    struct word words[4];
    text = stet__structure_trim(text);
    if (!text.n || text.n > 24)
        return 0;
    size_t n = stet__structure_words(text, words, 4);
    if (n == 1 &&
        stet__structure_match_all(s->plan, GROUP_BIT(GROUP_END_MARK), words, 1)) {
        /* -30-, ENDS, (Ende): a word alone must be in capitals or between marks */
        int capitals = words[0].to - words[0].from > 2;
        for (uint32_t i = words[0].from; i < words[0].to; i++)
            capitals = capitals && text.p[i] >= 'A' && text.p[i] <= 'Z';
        return capitals || (words[0].from > 0 && words[0].to < text.n);
    }
    if (n)
        return 0;
    int marks = 0, odd = 0;
    for (size_t i = 0; i < text.n; i++) {
        marks +=
            strchr("*#~_-=+", text.p[i]) != NULL || (unsigned char)text.p[i] >= 0x80;
        odd += text.p[i] != ' ' && !strchr("*#~_-=+", text.p[i]) &&
               (unsigned char)text.p[i] < 0x80;
    }
    /* a lone dash or the like is a slip of the pen */
    return marks && !odd && (text.n > 1 || *text.p == '*' || *text.p == '#');
}

struct measure {
    uint32_t ink, italic, bold, linked, images, other;
    stet_str first; /* text of the only text node, for the dinkus */
    uint32_t texts;
};

static struct measure measure(const struct survey *s, const struct block *b)
{
    struct measure m = {0, 0, 0, 0, 0, 0, {"", 0}, 0};
    size_t italic = 0, bold = 0, link = 0;
    for (size_t i = b->item; i < b->end; i++) {
        const stet_item *item = &s->items[i];
        switch (item->kind) {
        case STET_EMPHASIS:
            italic = item->skip > italic ? item->skip : italic;
            break;
        case STET_STRONG:
            bold = item->skip > bold ? item->skip : bold;
            break;
        case STET_LINK:
            link = item->skip > link ? item->skip : link;
            break;
        case STET_IMAGE:
        case STET_MEDIA:
        case STET_EMBED:
        case STET_SHORTCODE:
        case STET_SHORTCODE_INLINE:
        case STET_HTML:
        case STET_SLOT:
            m.images++;
            break;
        case STET_TEXT:
        case STET_CODE_SPAN: {
            uint32_t ink = count_ink(item->text);
            m.ink += ink;
            m.italic += i < italic ? ink : 0;
            m.bold += i < bold ? ink : 0;
            m.linked += i < link ? ink : 0;
            if (!m.texts++)
                m.first = item->text;
            break;
        }
        default:
            m.other += item->kind < STET_TEXT && i > b->item;
        }
    }
    return m;
}

static void look_at(struct survey *s, struct block *b)
{
    struct measure m = measure(s, b);
    uint32_t slack = 2; /* a full stop or a quotation mark beside the italics */
    b->bytes = m.ink;
    b->words = m.ink / 5 + (m.ink % 5 != 0);
    b->image = m.images && m.ink < 40;
    b->italic = m.ink > 20 && m.italic + slack >= m.ink;
    b->bold = m.ink > 20 && m.bold + slack >= m.ink;
    b->linked = m.ink > 0 && m.linked + slack >= m.ink;
    b->dinkus = b->kind == STET_PARAGRAPH && m.texts == 1 && b->end == b->item + 2 &&
                s->items[b->item + 1].kind == STET_TEXT && is_dinkus(s, m.first) &&
                stet_kind_of(s->a, b->node) == STET_PARAGRAPH;
    if (b->dinkus) /* a second run finds a separator without text here */
        b->bytes = b->words = 0;
    if (attr_text(&s->items[b->item], STET_ATTR_STAMP).n)
        b->class = CLASS_STAMP;
    else if (b->kind == STET_SEPARATOR || b->dinkus ||
             (b->kind == STET_HEADING && b->end == b->item + 1))
        b->class = CLASS_SEPARATOR;
    else if (b->kind == STET_HEADING)
        b->class = CLASS_HEADING;
    else if (!m.ink && (m.images || b->kind == STET_FIGURE))
        b->class = CLASS_IMAGE;
    else if (b->words <= SHORT_WORDS && !m.other)
        b->class = CLASS_SHORT;
    else
        b->class = CLASS_PROSE;
}

stet_code stet__structure_survey(struct survey *s)
{
    size_t count = 0, i;
    s->items = stet_walk(s->a, stet_root(s->a, STET_FAMILY_BLOCK), &s->item_count);
    s->items = stet__markup_open(s->a, s->items, s->item_count, &s->item_count);
    if (!s->items)
        return STET_E_NOMEM;
    for (i = 0; i < s->item_count; i = s->items[i].skip)
        count++;
    s->blocks = stet_alloc(s->a, (count + 1) * sizeof *s->blocks);
    if (!s->blocks)
        return STET_E_NOMEM;
    s->count = count;
    for (i = 0, count = 0; i < s->item_count; i = s->items[i].skip) {
        struct block *b = &s->blocks[count++];
        memset(b, 0, sizeof *b);
        b->node = s->items[i].node;
        b->kind = s->items[i].kind;
        b->item = i;
        b->end = s->items[i].skip;
        look_at(s, b);
    }
    return STET_OK;
}

/* ---- lines
 * --------------------------------------------------------------------------------- */

struct collector {
    struct survey *s;
    struct line *lines;
    size_t count, max;
    stet_out out;
    size_t from; /* where the open line begins */
    struct link *open;
    int full;
};

static void end_line(struct collector *c)
{
    struct line *l = &c->lines[c->count];
    l->text = stet_strn(NULL, 0);
    l->text.n = c->out.len - c->from;
    if (l->text.n) {
        if (++c->count == c->max)
            c->full = 1;
        else
            c->lines[c->count].link_count = 0;
    }
    c->from = c->out.len;
}

static void end_link(struct collector *c)
{
    if (c->open)
        c->open->to = (uint32_t)(c->out.len - c->from);
    c->open = NULL;
}

/* `<dt>Published</dt><dd>3 May</dd>`: a label and what it says. */
static void end_term(struct collector *c)
{
    char last = c->out.data[c->out.len - 1];
    stet_puts(&c->out, last == ':' || last == ' ' ? " " : ": ");
}

/* Running text is as many lines as the source has of it. */
static void add_text(struct collector *c, const struct block *b, const stet_item *item)
{
    int runs = item->kind == STET_TEXT && b->kind != STET_PREFORMATTED;
    stet_str text = item->text;
    const char *end;
    while (!c->full && runs && text.n && (end = memchr(text.p, '\n', text.n)) != NULL) {
        size_t n = (size_t)(end - text.p);
        stet_put(&c->out, text.p, n);
        end_link(c);
        end_line(c);
        text = stet_strn(end + 1, text.n - n - 1);
    }
    if (!c->full)
        stet_put_str(&c->out, text);
}

/* `14. March 2025` is an item numbered 14 for Markdown. */
int stet__structure_is_numbered_line(const struct survey *s, const struct block *b)
{
    const stet_item *list = &s->items[b->item];
    return b->kind == STET_LIST && b->end > b->item + 2 &&
           s->items[b->item + 1].skip == b->end &&
           stet_attr_int(s->a, list->node, STET_ATTR_ORDERED, 0) == 1 &&
           b->words <= SHORT_WORDS;
}

/* Room is taken once, so that the texts of the lines stay where they are. */
size_t stet__structure_lines(struct survey *s, const struct block *b,
                             struct line *lines, size_t max)
{
    struct collector c = {.s = s, .lines = lines, .max = max};
    size_t bytes = (b->end - b->item) + 32, link_end = 0;
    for (size_t i = b->item; i < b->end; i++)
        bytes += s->items[i].text.n;
    c.out = stet_out_in_article(s->a, bytes, bytes);
    lines[0].link_count = 0;
    if (stet__structure_is_numbered_line(s, b)) {
        stet_put_int(&c.out, stet_attr_int(s->a, b->node, STET_ATTR_START, 1));
        stet_puts(&c.out, ". ");
    }
    for (size_t i = b->item; i < b->end && !c.full; i++) {
        const stet_item *item = &s->items[i];
        if (c.open && i >= link_end)
            end_link(&c);
        if (item->kind == STET_TEXT || item->kind == STET_CODE_SPAN) {
            add_text(&c, b, item);
        } else if (item->kind == STET_SOFT_BREAK || item->kind == STET_LINE_BREAK) {
            end_link(&c);
            end_line(&c);
        } else if (item->kind == STET_LINK && !c.open &&
                   lines[c.count].link_count < LINKS_MAX) {
            c.open = &lines[c.count].links[lines[c.count].link_count++];
            c.open->from = c.open->to = (uint32_t)(c.out.len - c.from);
            c.open->url = attr_text(item, STET_ATTR_HREF);
            link_end = item->skip;
        } else if (item->kind < STET_TEXT && i > b->item + (item->kind == STET_ITEM) &&
                   c.out.len > c.from) {
            end_link(&c);
            if (item->kind == STET_DEFINITION)
                end_term(&c);
            else
                end_line(&c);
        }
    }
    end_link(&c);
    if (!c.full)
        end_line(&c);
    stet__structure_check(s, stet_out_status(&c.out));
    const char *p = c.out.data;
    for (size_t i = 0; i < c.count; i++) {
        lines[i].text.p = p;
        p += lines[i].text.n;
    }
    return c.out.failed ? 0 : c.count;
}

/* ---- wording
 * ------------------------------------------------------------------------------- */

/* The first words of a block, over all its text nodes. */
static size_t block_words(const struct survey *s, const struct block *b,
                          struct word *words, size_t max)
{
    size_t count = 0;
    for (size_t i = b->item; i < b->end && count < max; i++)
        if (s->items[i].kind == STET_TEXT || s->items[i].kind == STET_CODE_SPAN)
            count +=
                stet__structure_words(s->items[i].text, words + count, max - count);
    return count;
}

void stet__structure_set_author(struct survey *s, stet_str name)
{
    struct word first;
    s->author = name;
    s->author_hash = stet__structure_words(name, &first, 1) ? first.hash : 0;
}

/* How many of the words are those of the name; 0: it does not stand there. */
static size_t name_length(stet_str text, const struct word *words, size_t count)
{
    struct word name[12];
    size_t n = stet__structure_words(text, name, 12), i = 0;
    while (i < n && i < count && words[i].hash == name[i].hash)
        i++;
    return i == n ? n : 0;
}

/* Does it begin with the author's name, as a note about the author does? */
static int is_biography(const struct survey *s, const struct word *words, size_t count)
{
    size_t n = name_length(s->author, words, count);
    return n &&
           (n == count || stet__structure_match(s->plan, GROUP_BIT(GROUP_BIOGRAPHY),
                                                words + n, count - n) != NULL);
}

/* `About the Ledger`: of the house or the author. */
static int is_about(const struct survey *s, const struct word *words, size_t count)
{
    const struct phrase *p =
        stet__structure_match(s->plan, GROUP_BIT(GROUP_ABOUT), words, count);
    if (!p)
        return 0;
    for (size_t i = 1; i <= p->count; i++) /* `the` may be part of the name */
        if (name_length(s->publisher, words + i, count - i) ||
            name_length(s->author, words + i, count - i))
            return 1;
    return 0;
}

static int says_furniture(const struct survey *s, const struct block *b,
                          const struct word *words, size_t count)
{
    unsigned groups = GROUP_BIT(GROUP_SAYS) | GROUP_BIT(GROUP_HINTS);
    const struct phrase *hint = NULL;
    if (!s->loose) {
        if (b->words > CLEAN_WORDS && !b->italic)
            return 0;
        groups = GROUP_BIT(GROUP_SAYS);
    }
    for (size_t i = 0; i < count; i++) {
        if (!stet__structure_has(s->plan->says, words[i].hash))
            continue;
        const struct phrase *p =
            stet__structure_match(s->plan, groups, words + i, count - i);
        if (!p)
            continue;
        if (p->group == GROUP_SAYS)
            return 1;
        if (b->words <= HINTS_WORDS && hint && hint != p)
            return 1;
        hint = p;
    }
    return hint && b->linked && s->loose;
}

/* Does it begin as furniture does? Its first words tell of nearly all that it does not.
 */
static int starts_furniture(const struct survey *s, const struct block *b,
                            struct word *words, size_t count)
{
    if (!stet__structure_has(s->plan->starts, words[0].hash) &&
        !stet__structure_has(s->plan->starts, stet__structure_pair(words, count)) &&
        words[0].hash != s->author_hash)
        return 0;
    count = block_words(s, b, words, START_WORDS);
    return stet__structure_match(s->plan, GROUP_BIT(GROUP_STARTS), words, count) ||
           is_biography(s, words, count) || is_about(s, words, count);
}

static int may_say(const struct survey *s, const struct block *b)
{
    for (size_t i = b->item; i < b->end; i++)
        if ((s->items[i].kind == STET_TEXT || s->items[i].kind == STET_CODE_SPAN) &&
            stet__structure_may_say(s->plan, s->items[i].text))
            return 1;
    return 0;
}

int stet__structure_furniture(struct survey *s, const struct block *b)
{
    struct word words[WORDS_MAX];
    if (b->kind == STET_CODE || b->kind == STET_TABLE)
        return CLASS_PROSE;
    size_t count = block_words(s, b, words, 2);
    if (!count)
        return b->class == CLASS_IMAGE ? CLASS_IMAGE : CLASS_PROSE;
    if (starts_furniture(s, b, words, count))
        return CLASS_FURNITURE;
    if (b->words <= SAYS_WORDS && may_say(s, b) &&
        says_furniture(s, b, words, block_words(s, b, words, WORDS_MAX)))
        return CLASS_FURNITURE;
    return b->linked && b->words <= 20 && b->kind == STET_PARAGRAPH ? CLASS_WEAK
                                                                    : CLASS_PROSE;
}
