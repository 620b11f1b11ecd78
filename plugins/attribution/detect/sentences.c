/* SPDX-License-Identifier: MIT */
/*
 * The sentences in which an article may speak of its rights: those of head and tail,
 * and of the first and last blocks of the body. Prose that has licences for a subject
 * stays out.
 */
#include "detect.h"

enum { BORDER_FIRST = 1, BORDER_LAST = 2, UNZONED_LAST = 4 };

/* The German name of a month, by its first letters. */
static int is_month(stet_str raw, size_t at)
{
    static const char *const all[] = {"Jan", "Feb", "M\xc3\xa4", "Apr", "Mai",
                                      "Jun", "Jul", "Aug",       "Sep", "Okt",
                                      "Nov", "Dez", "J\xc3\xa4"};
    while (at < raw.n && raw.p[at] == ' ')
        at++;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (stet__text_begins(stet__text_from(raw, at), all[i]))
            return 1;
    return 0;
}

/* Words behind whose point no sentence ends. */
static int is_short_form(stet_str raw, size_t point)
{
    static const char forms[][8] = {
        "e.g", "i.e", "inc",  "ltd", "st",  "dr", "mr",     "mrs",  "ms",  "no",
        "z.b", "bzw", "ggf",  "u.a", "art", "nr", "co",     "sr",   "sra", "vol",
        "etc", "vs",  "p.ej", "max", "min", "ca", "approx", "resp", "abs"};
    size_t from = point;
    while (from && (unsigned char)raw.p[from - 1] > ' ' && raw.p[from - 1] != '(')
        from--;
    stet_str word = stet_strn(raw.p + from, point - from);
    if (word.n <= 2 && raw.p[from] >= '0' && raw.p[from] <= '9' &&
        is_month(raw, point + 1))
        return 1; /* "30. Juni" */
    if (word.n == 1 && word.p[0] >= 'A' && word.p[0] <= 'Z')
        return 1; /* an initial */
    if (!word.n || word.n > 6)
        return 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i][word.n - 1] && !forms[i][word.n] &&
            stet__text_same(word, stet_strn(forms[i], word.n)))
            return 1;
    return 0;
}

/* Behind the quotes and brackets that close with a sentence. */
static size_t behind_closers(stet_str raw, size_t at)
{
    for (;;) {
        const unsigned char *p = (const unsigned char *)raw.p + at;
        size_t left = raw.n - at;
        if (left && (*p == '"' || *p == '\'' || *p == ')' || *p == ']'))
            at++;
        else if (left >= 3 && p[0] == 0xe2 && p[1] == 0x80 &&
                 (p[2] == 0x99 || p[2] == 0x9d))
            at += 3;
        else if (left >= 2 && p[0] == 0xc2 && p[1] == 0xbb)
            at += 2;
        else
            return at;
    }
}

static int ends_at(stet_str raw, size_t i)
{
    char c = raw.p[i];
    if (c == '\n')
        return 1;
    if (c == ';')
        return i + 1 < raw.n && raw.p[i + 1] == ' ';
    if (c != '.' && c != '!' && c != '?')
        return 0;
    size_t next = behind_closers(raw, i + 1);
    if (next < raw.n && raw.p[next] != ' ' && raw.p[next] != '\n' &&
        (unsigned char)raw.p[next] < 0x80)
        return 0;
    return c != '.' || !is_short_form(raw, i);
}

static int add(struct reading_article *r, struct sentence s)
{
    struct sentences *all = &r->sentences;
    if (all->count == all->cap) {
        size_t cap = all->cap ? all->cap * 2 : 4;
        struct sentence *more = cap > SIZE_MAX / 2 / sizeof *more
                                    ? NULL
                                    : stet_alloc(r->a, cap * sizeof *more);
        if (!more)
            return 0;
        if (all->count)
            memcpy(more, all->items, all->count * sizeof *more);
        all->items = more;
        all->cap = cap;
    }
    all->items[all->count++] = s;
    return 1;
}

/* Sentences that may go on with the conditions of one that spoke of rights. */
enum { FOLLOWERS = 10, SHORT_BLOCK = 400, LINE = 110, QUOTE_MAX = 600 };

/* Does a text that says nothing of rights itself go on from what does? */
static int may_go_on(const struct reading_article *r, stet_node block, int zone)
{
    int list = stet_kind_of(r->a, block) == STET_LIST; /* that the block before opens */
    return r->followers && (zone == STET_ZONE_TAIL || r->trigger_block == block ||
                            (list && stet_next(r->a, r->trigger_block) == block));
}

/* What grants, forbids or licenses may be gone on from. */
static void note_followers(struct reading_article *r, stet_node block,
                           const struct sayings *said)
{
    static const int rights[] = {SAID_PERMIT, SAID_WISH,    SAID_INVITE,  SAID_PROHIBIT,
                                 SAID_ASK,    SAID_LICENCE, SAID_RESERVED};
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
        if (said->first[rights[i]] != NOT_SAID) {
            r->followers = FOLLOWERS;
            r->trigger_block = block;
        }
}

/* Is the sentence one that speaks of rights, or one that may go on from it? */
static int is_wanted(struct reading_article *r, stet_node block, stet_str raw, int zone)
{
    if (stet__detector_triggers(r->d, raw))
        return 1;
    if (!may_go_on(r, block, zone))
        return 0;
    r->followers--;
    return 1;
}

#define LETTER(c) (1u << ((c) - 'a'))

/* Prose that tells what somebody said. */
static int reports(stet_str raw)
{
    enum { /* the letters that the words begin with */
           FIRSTS = LETTER('a') | LETTER('d') | LETTER('f') | LETTER('h') |
                    LETTER('p') | LETTER('s') | LETTER('t')
    };
    static const char *const words[] = {"said",
                                        "told ",
                                        "sagte",
                                        "a dit",
                                        "dijo",
                                        "had ",
                                        "hatte ",
                                        "hatten ",
                                        "avait ",
                                        "avaient ",
                                        "hab\xc3\xad"
                                        "a",
                                        "asked",
                                        "says ",
                                        "fragte",
                                        "preguntar"};
    const char *end = raw.p + raw.n, *p = raw.p;
    while ((p = memchr(p, ' ', (size_t)(end - p))) != NULL) {
        size_t left = (size_t)(end - ++p);
        uint32_t letter = left > 1 ? (uint32_t)*p - 'a' : 26;
        if (letter >= 26 || !(FIRSTS >> letter & 1))
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (words[i][1] == p[1] && *words[i] == *p && strlen(words[i]) <= left &&
                memcmp(p, words[i], strlen(words[i])) == 0)
                return 1;
    }
    return 0;
}

int stet__sentences_ask(const struct sentence *s)
{
    static const int asked[] = {SAID_CREDIT,     SAID_AUTHOR,        SAID_SOURCE,
                                SAID_LINK,       SAID_ASK,           SAID_ONLY_ASK,
                                SAID_COMMERCIAL, SAID_NONCOMMERCIAL, SAID_CONTACT};
    if ((!stet__said(s, SAID_REPUBLISH) && !stet__said(s, SAID_EXCERPT) &&
         !stet__said(s, SAID_TRANSLATE)) ||
        (!stet__said(s, SAID_PERMIT) && !stet__said(s, SAID_PROHIBIT) &&
         !stet__said(s, SAID_ONLY_ASK)))
        return 0;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (stet__said(s, asked[i]))
            return 1;
    return 0;
}

/* "Free to republish. Please credit the reporter." */
static int ask_together(const struct sentences *all, size_t begin)
{
    int copies = 0, owed = 0;
    for (size_t i = begin; i < all->count; i++) {
        const struct sentence *s = &all->items[i];
        copies |= stet__said(s, SAID_REPUBLISH) && stet__said(s, SAID_PERMIT);
        owed |= stet__said(s, SAID_MUST) &&
                (stet__said(s, SAID_CREDIT) || stet__said(s, SAID_LINK));
    }
    return copies && owed;
}

static int names_licence(stet_str raw)
{
    static const char *const hosts[] = {"rightsstatements.org/",
                                        "creativecommons.org/licenses/",
                                        "creativecommons.org/publicdomain/"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (memmem(raw.p, raw.n, hosts[i], strlen(hosts[i])))
            return 1;
    return 0;
}

/* Short blocks speak of themselves when one of their sentences does. */
static void mark_block(struct reading_article *r, size_t begin, stet_node block,
                       stet_str raw)
{
    struct sentences *all = &r->sentences;
    int speaks = 0;
    for (size_t i = begin; i < all->count; i++)
        speaks |= stet__said(&all->items[i], SAID_SELF);
    int tells = all->count > begin && reports(raw), asks = raw.n <= LINE;
    int last = !stet_next(r->a, block) && !tells && raw.n <= SHORT_BLOCK;
    for (size_t i = begin; last && i < all->count; i++)
        asks |= stet__sentences_ask(&all->items[i]);
    if (last)
        asks |= names_licence(raw) || ask_together(all, begin);
    for (size_t i = begin; i < all->count && !speaks; i++)
        asks &= !stet__said(&all->items[i], SAID_REPORT);
    for (size_t i = begin; i < all->count; i++) {
        struct sentence *s = &all->items[i];
        s->reports = (tells && (s->zone != STET_ZONE_TAIL || reports(s->raw))) ||
                     (stet__said(s, SAID_REPORT) && !stet__said(s, SAID_SELF));
        all->items[i].speaks =
            r->in_section || (speaks && raw.n <= SHORT_BLOCK) || (last && asks);
    }
    if (all->count > begin)
        all->items[all->count - 1].last_of_block = 1;
}

/* Sentences within quotation marks end none, but for quotes that nobody closes. */
static int follow_quotes(stet_str raw, size_t i, int open)
{
    const unsigned char *p = (const unsigned char *)raw.p + i;
    if (raw.n - i >= 3 && p[0] == 0xe2 && p[1] == 0x80) {
        if (p[2] == 0x9e || (p[2] == 0x9c && open != 0x9e))
            return p[2];
        return p[2] == 0x9d || p[2] == 0x9c ? 0 : open;
    }
    if (raw.n - i >= 2 && p[0] == 0xc2 && p[1] == 0xab)
        return 0xab;
    if (raw.n - i >= 2 && p[0] == 0xc2 && p[1] == 0xbb)
        return 0;
    if (p[0] == '"')
        return open ? 0 : '"';
    return p[0] == '\n' ? 0 : open;
}

/* Bytes that may end a sentence or belong to a quotation mark. */
static const uint8_t marks[256] = {['\n'] = 1, ['.'] = 1, ['!'] = 1,  ['?'] = 1,
                                   [';'] = 1,  ['"'] = 1, [0xe2] = 1, [0xc2] = 1};

/* The next of them, before which no sentence is too long. */
static size_t next_mark(stet_str raw, size_t from, size_t at)
{
    size_t last = from + QUOTE_MAX < raw.n ? from + QUOTE_MAX : raw.n;
    while (at < last && !marks[(unsigned char)raw.p[at]])
        at++;
    return at;
}

static int goes_on_small(stet_str raw, size_t at)
{
    while (at < raw.n && raw.p[at] == ' ')
        at++;
    return at < raw.n && ((raw.p[at] >= 'a' && raw.p[at] <= 'z') || raw.p[at] == ',');
}

/* The sentences of a block that are wanted; `all`: or that may state conditions. */
static int cut_text(struct reading_article *r, struct sentence like, int all)
{
    const stet_str raw = like.raw;
    int behind = 0, quotes = 0;
    for (size_t from = 0, i = 0; i <= raw.n; i++) {
        i = next_mark(raw, from, i);
        int open = quotes;
        quotes = i < raw.n && i - from < QUOTE_MAX ? follow_quotes(raw, i, quotes) : 0;
        int closes = open && !quotes && i && strchr(".!?", raw.p[i - 1]) &&
                     !goes_on_small(raw, behind_closers(raw, i));
        if (i < raw.n && !closes && (quotes || !ends_at(raw, i)) &&
            i - from < SENTENCE_MAX)
            continue;
        size_t to = i >= raw.n || raw.p[i] == '\n' ? i
                    : closes                       ? behind_closers(raw, i)
                                                   : behind_closers(raw, i + 1);
        struct sentence s = like;
        s.raw = stet__text_trim(stet_strn(raw.p + from, to - from));
        s.from = from;
        s.to = to;
        s.whole = from == 0 && to == raw.n;
        s.continues |= behind;
        behind = i < raw.n && raw.p[i] == ';';
        from = to;
        i = to > i ? to - 1 : i;
        quotes = 0;
        int wanted = s.raw.n >= 2 && is_wanted(r, s.block, s.raw, s.zone);
        if (s.raw.n < 2 || (!all && !wanted))
            continue;
        s.words = stet__pool_words(r->pool, s.raw);
        stet__detector_find(r->d, s.words, &r->language, &s.said);
        if (!wanted && !stet__conditions_state(&s))
            continue;
        note_followers(r, s.block, &s.said);
        if (!add(r, s))
            return 0;
    }
    return 1;
}

static int cut_block(struct reading_article *r, stet_node block, int zone,
                     size_t number)
{
    struct sentence like = {.block = block,
                            .raw = stet_content(r->a, block),
                            .zone = zone,
                            .continues = stet_kind_of(r->a, block) == STET_LIST,
                            .number = number};
    const struct reading_article before = *r;
    int triggers = stet__detector_triggers(r->d, like.raw);
    if (!triggers && !may_go_on(r, block, zone))
        return 1;
    if (!cut_text(r, like, 0))
        return 0;
    if (triggers && like.raw.n <= SHORT_BLOCK && r->trigger_block == block) {
        *r = before; /* it speaks of rights: conditions may stand first */
        if (!cut_text(r, like, 1))
            return 0;
    }
    mark_block(r, before.sentences.count, block, like.raw);
    return 1;
}

static int is_text(stet_kind k)
{
    return k != STET_SEPARATOR && k != STET_HTML && k != STET_CODE && k != STET_TABLE &&
           k != STET_SHORTCODE;
}

/* All blocks in their order, looked at once. 0: no memory. */
static int list_blocks(struct reading_article *r)
{
    stet_article *a = r->a;
    size_t cap = 0;
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n)) {
        if (r->block_count == cap) {
            struct block *more = NULL;
            cap = cap ? cap * 2 : 64;
            if (cap < SIZE_MAX / 2 / sizeof *more)
                more = stet_alloc(a, cap * sizeof *more);
            if (!more)
                return 0;
            if (r->block_count)
                memcpy(more, r->blocks, r->block_count * sizeof *more);
            r->blocks = more;
        }
        r->blocks[r->block_count++] =
            (struct block){n, stet_kind_of(a, n), (int16_t)stet_zone_of(a, n)};
    }
    return 1;
}

/* A heading that offers the article: what stands below it speaks of rights. */
static int opens_section(struct reading_article *r, stet_node heading)
{
    enum { HEADING_MAX = 80 };
    stet_str raw = stet_content(r->a, heading);
    struct sayings said;
    if (raw.n > HEADING_MAX || !stet__detector_triggers(r->d, raw))
        return 0;
    stet__detector_find(r->d, stet__pool_words(r->pool, raw), &r->language, &said);
    return (said.first[SAID_REPUBLISH] != NOT_SAID ||
            said.first[SAID_USE] != NOT_SAID) &&
           said.first[SAID_SELF] != NOT_SAID;
}

static int language_index(stet_str tag)
{
    static const char *const tags[LANGUAGES] = {"en", "de", "fr", "es"};
    for (int i = 0; i < LANGUAGES; i++)
        if (tag.n >= 2 && memcmp(tag.p, tags[i], 2) == 0)
            return i;
    return 0;
}

int stet__sentences_cut(struct reading_article *r)
{
    size_t body = 0, bodies = 0, zoned = 0, number = 0;
    r->language = language_index(stet_field_text(r->a, STET_LANGUAGE));
    if (!list_blocks(r))
        return 0;
    for (size_t i = 0; i < r->block_count; i++) {
        zoned |= r->blocks[i].zone == STET_ZONE_TAIL;
        bodies += r->blocks[i].zone == STET_ZONE_BODY && is_text(r->blocks[i].kind);
    }
    size_t last = zoned ? BORDER_LAST : UNZONED_LAST;
    for (size_t i = 0; i < r->block_count; i++) {
        const struct block *b = &r->blocks[i];
        if (!is_text(b->kind))
            continue;
        if (b->kind == STET_HEADING)
            r->in_section = body && opens_section(r, b->node);
        if (b->zone == STET_ZONE_BODY) {
            size_t at = body++;
            if (!r->in_section && at >= BORDER_FIRST && at + last < bodies)
                continue;
        }
        if (!cut_block(r, b->node, r->in_section ? STET_ZONE_TAIL : b->zone, number++))
            return 0;
    }
    return 1;
}
