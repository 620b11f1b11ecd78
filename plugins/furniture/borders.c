/* SPDX-License-Identifier: MIT */
/*
 * Where head and tail meet the body. Blocks at its border that are furniture move to
 * head or tail; one block of text always stays.
 */
#include "furniture.h"

enum {
    RUN_MAX = 3,
    RUN_BYTES = 500,
    GAP_BYTES = 110,
    ODD_BYTES = 400,
    ODD_MAX = 3,
    BORDER_BYTES = 1000,
    PLAIN_BYTES = 50,
    TOLD_WORDS = 60,
    FENCE_MAX = 4,
    PASSAGE_BYTES = 200,
    FRINGE_BYTES = 260,
    LEAN_TOLD = 16,
    LEAN_ODD = 24
};

/* A long paragraph that is not set off is text, whatever it mentions. */
static int is_plain_prose(const struct detector *d, const struct unit *u)
{
    return u->kind == STET_PARAGRAPH && u->bytes > BORDER_BYTES &&
           u->item + 1 < u->end && d->items[u->item + 1].kind == STET_TEXT;
}

static int is_furniture(struct detector *d, struct unit *u, int look)
{
    if (!stet__furniture_is_text(u) || u->stamped || is_plain_prose(d, u))
        return 0;
    size_t n = stet__furniture_ask(d, u, look);
    if (u->kind == STET_HEADING)
        return n && stet__furniture_carrying(d) != NULL;
    return n > 0 || (look == LOOK_BORDER && stet__furniture_is_titles(d, u) &&
                     stet__furniture_is_titled(d, u));
}

/* A block within raw HTML beside others: its node stays where they are. */
static int is_alone(const struct detector *d, size_t at)
{
    stet_node node = d->units[at].block;
    return !d->units[at].raw ||
           ((at == 0 || d->units[at - 1].block != node) &&
            (at + 1 == d->count || d->units[at + 1].block != node));
}

static void rezone(struct detector *d, size_t from, size_t to, int zone)
{
    for (; from < to; from++)
        if (!d->units[from].stamped)
            d->units[from].zone = (uint8_t)zone;
}

/* Once all borders are known: a block that goes and comes back has not moved. */
static void keep_zones(struct detector *d)
{
    for (size_t i = 0; i < d->count; i++) {
        struct unit *u = &d->units[i];
        if (!u->stamped && is_alone(d, i) && stet_zone_of(d->a, u->block) != u->zone)
            stet__furniture_keep(d, stet_set_zone(d->a, u->block, u->zone));
    }
}

/* Is there a paragraph of text left in [from, to)? */
static int has_text(const struct detector *d, size_t from, size_t to)
{
    for (; from < to; from++)
        if (d->units[from].kind == STET_PARAGRAPH && d->units[from].bytes > 0 &&
            !d->units[from].stamped)
            return 1;
    return 0;
}

/* No prose, though of no known kind: set off, a line without a full stop, an address.
 */
static int is_odd(struct detector *d, struct unit *u)
{
    if (u->bytes > ODD_BYTES || u->kind == STET_HEADING)
        return 0;
    stet__furniture_open(d, u);
    stet_str t = u->text;
    int stops = t.n && memchr(".!?\"", t.p[t.n - 1], 4) != NULL;
    return u->italic || u->bracketed || u->linked || u->label ||
           (u->link_count && u->bytes < 2 * GAP_BYTES) || memchr(t.p, '@', t.n) ||
           (!stops && u->bytes <= GAP_BYTES);
}

/* A short heading, or a line in bold, right above furniture is its title. */
static int is_box_title(const struct unit *u, size_t at, size_t tail, size_t to)
{
    return (u->kind == STET_HEADING || (u->kind == STET_PARAGRAPH && u->bold)) &&
           at == tail && tail < to && u->bytes <= GAP_BYTES;
}

/* What was passed since the last block of furniture. */
struct gap {
    size_t odd, prose;
};

/* Is the block before it furniture too? Two in a row are no chance. */
static int has_company(struct detector *d, size_t at)
{
    while (at > 0 && (!d->units[at - 1].bytes || d->units[at - 1].stamped))
        at--;
    return at > 0 && is_furniture(d, &d->units[at - 1], LOOK_BORDER);
}

/* The first words of a unit. */
static const struct word *words_of(struct detector *d, const struct unit *u,
                                   size_t *ret_count)
{
    *ret_count = u->looked
                     ? u->word_count
                     : stet__furniture_cut(d->plan, d->kit, u, TOLD_WORDS, d->scratch);
    *ret_count = *ret_count < TOLD_WORDS ? *ret_count : TOLD_WORDS;
    return u->looked ? u->words : d->scratch->words;
}

/* Does it lead somewhere, speak to the reader or of the house? */
static int is_addressed(struct detector *d, struct unit *u)
{
    size_t n;
    stet__furniture_open(d, u);
    if (u->link_count || memchr(u->text.p, '@', u->text.n))
        return 1;
    const struct word *words = words_of(d, u, &n);
    for (size_t i = 0; i < n; i++)
        if (stet__furniture_is_address(d->plan, &words[i], ANY_TONGUE))
            return 1;
    return 0;
}

/* Do its words speak of furniture rather than of a story? By how much. */
static int leans(struct detector *d, struct unit *u, int least)
{
    size_t n;
    if (u->weighed)
        return u->leaning >= least;
    stet__furniture_open(d, u);
    const struct word *words = words_of(d, u, &n);
    struct opinion o =
        stet__furniture_weigh(d->plan, u->text, stet__furniture_looks(u), 0, words, n);
    u->leaning = o.kind ? o.over_text : 0;
    u->weighed = 1;
    return u->leaning >= least;
}

/* Plain sentences that do nothing of that. */
static int is_told(struct detector *d, struct unit *u)
{
    return u->bytes && !u->stamped && u->kind == STET_PARAGRAPH && !is_odd(d, u) &&
           !is_addressed(d, u) && !leans(d, u, LEAN_TOLD);
}

/* Right above the tail or the end: a short line that is no prose, and that says a kind
 * as lines beside a text do. */
static int says_beside(struct detector *d, struct unit *u, int apart)
{
    uint8_t zone = u->zone, was = u->apart;
    u->zone = STET_ZONE_TAIL;
    u->apart = (uint8_t)apart;
    size_t n = stet__furniture_ask(d, u, LOOK_EDGE);
    u->zone = zone;
    u->apart = was;
    return n > 0 && (apart || stet__furniture_begins_so(stet__furniture_verdict(d)));
}

static int is_fringe(struct detector *d, struct unit *u)
{
    return stet__furniture_is_text(u) && !u->stamped && u->kind != STET_HEADING &&
           u->bytes <= FRINGE_BYTES && is_addressed(d, u) && says_beside(d, u, 0);
}

/* Few short lines between a separator and the tail belong to it, when each says a kind
 * or at least tells no story. */
static size_t back_to_separator(struct detector *d, size_t from, size_t tail)
{
    size_t i = tail, told = 0, says = 0, fence = tail;
    while (fence > from && fence + FENCE_MAX > tail &&
           d->units[fence - 1].kind != STET_SEPARATOR)
        fence--;
    if (fence == from || d->units[fence - 1].kind != STET_SEPARATOR)
        return tail;
    while (i > fence) {
        struct unit *u = &d->units[--i];
        if (!stet__furniture_is_text(u) || u->stamped || u->kind == STET_HEADING ||
            u->bytes > RUN_BYTES)
            return tail;
        int one = says_beside(d, u, 1);
        says += (size_t)one;
        told += !one && is_told(d, u);
    }
    return i < tail && says && !told && has_text(d, from, i) ? i : tail;
}

/* One alone at the end may be the last words of the text. */
static int is_fringed(struct detector *d, size_t at, size_t tail)
{
    if (!is_fringe(d, &d->units[at]))
        return 0;
    return tail < d->count ||
           (at > 0 && d->units[at - 1].bytes && is_fringe(d, &d->units[at - 1]));
}

static size_t count_stops(stet_str t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++)
        n += memchr(".!?", t.p[i], 3) != NULL && (i + 1 == t.n || t.p[i + 1] == ' ');
    return n;
}

/* Several plain sentences that lead nowhere. */
static int is_passage(struct detector *d, struct unit *u)
{
    return u->kind == STET_PARAGRAPH && !u->stamped && u->bytes > GAP_BYTES &&
           !is_odd(d, u) && !u->link_count && !memchr(u->text.p, '@', u->text.n) &&
           (u->bytes > PASSAGE_BYTES || count_stops(u->text) > 2) &&
           !leans(d, u, LEAN_ODD);
}

/* One short line of no known kind between furniture, as `Thanks for reading!` is. */
static int is_small_gap(const struct detector *d, size_t at, size_t tail, size_t to)
{
    return tail < to && tail == at + 1 && d->units[at].bytes <= GAP_BYTES;
}

/* How much of what was passed tells a story: one line may be anything. */
static int tells(struct detector *d, size_t from, size_t to)
{
    size_t n = 0;
    for (; from < to; from++) {
        struct unit *u = &d->units[from];
        if (is_passage(d, u))
            n += 2;
        else if (is_told(d, u))
            n += u->bytes > GAP_BYTES || count_stops(u->text) > 1 ? 2 : 1;
    }
    return n > 1;
}

/* Is a separator above the furniture that ends at `at`, and none behind it? */
static int is_fenced(struct detector *d, size_t at, size_t tail)
{
    size_t i = at - 1, least = at > FENCE_MAX ? at - FENCE_MAX : 0;
    for (size_t k = at; k < tail; k++)
        if (d->units[k].kind == STET_SEPARATOR)
            return 0;
    while (i > least && is_furniture(d, &d->units[i - 1], LOOK_BORDER))
        i--;
    return i > 0 && d->units[i - 1].kind == STET_SEPARATOR;
}

/* Does the block begin with a phrase that says a kind by itself? The verdict is its
 * own. */
static int says_firmly(struct detector *d, size_t at)
{
    if (!is_furniture(d, &d->units[at], LOOK_BORDER))
        return 0;
    const struct verdict *v = stet__furniture_verdict(d);
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && !v->words[v->hits[i].from].sentence &&
            stet__furniture_phrase(d->plan, &v->hits[i])->use <= USE_LABEL)
            return 1;
    return 0;
}

/* Does all that was passed speak to the reader, or lead somewhere? */
static int are_addressed(struct detector *d, size_t from, size_t to)
{
    for (; from < to; from++)
        if (d->units[from].bytes && !d->units[from].stamped &&
            !is_addressed(d, &d->units[from]))
            return 0;
    return 1;
}

static int can_jump(struct detector *d, const struct gap *gap, size_t at, size_t tail,
                    size_t to)
{
    size_t passed = gap->prose + gap->odd;
    if (!passed || stet__furniture_carrying(d))
        return 1;
    if (is_fenced(d, at, tail))
        return passed <= FENCE_MAX;
    if (passed <= 2 && tail < d->count && says_firmly(d, at - 1) &&
        are_addressed(d, at, tail))
        return 1;
    if (tells(d, at, tail))
        return 0;
    return (!gap->prose && gap->odd <= ODD_MAX) || is_small_gap(d, at, tail, to) ||
           (passed <= ODD_MAX && (tail < d->count || has_company(d, at - 1))) ||
           (passed == 1 && d->units[at].bytes <= 2 * GAP_BYTES &&
            d->units[at - 1].link_count && !is_told(d, &d->units[at]));
}

/* From the end of the body back. A few blocks of no kind may stand behind a label, and
 * such as are no prose behind others. */
static size_t find_tail(struct detector *d, size_t from, size_t to)
{
    size_t tail = to;
    struct gap gap = {0, 0};
    for (size_t i = to; i > from && gap.prose <= RUN_MAX && gap.odd <= RUN_MAX; i--) {
        struct unit *u = &d->units[i - 1];
        if (u->kind == STET_SEPARATOR || u->stamped || !u->bytes)
            continue;
        if (!is_furniture(d, u, LOOK_BORDER) &&
            (gap.prose || !is_fringed(d, i - 1, tail))) {
            if (is_box_title(u, i, tail, to))
                tail = i - 1;
            else if (is_odd(d, u) || (u->bytes <= ODD_BYTES && leans(d, u, LEAN_ODD)))
                gap.odd++;
            else
                gap.prose = u->bytes > RUN_BYTES || u->kind == STET_HEADING
                                ? RUN_MAX + 1u
                                : gap.prose + 1;
            continue;
        }
        if (!can_jump(d, &gap, i, tail, to) || !has_text(d, from, i - 1))
            break;
        tail = i - 1;
        gap = (struct gap){0, 0};
    }
    if (tail < d->count)
        tail = back_to_separator(d, from, tail);
    while (tail > from && tail < to && d->units[tail - 1].kind == STET_SEPARATOR)
        tail--;
    return tail;
}

static size_t find_head(struct detector *d, size_t from, size_t to)
{
    size_t head = from;
    for (size_t i = from; i < to; i++) {
        struct unit *u = &d->units[i];
        if (u->stamped || !u->bytes || u->kind == STET_SEPARATOR ||
            (u->kind == STET_HEADING && i == 0))
            continue;
        if (u->kind == STET_HEADING || !is_furniture(d, u, LOOK_TOP) ||
            !has_text(d, i + 1, to))
            break;
        head = i + 1;
    }
    return head;
}

/* Plain sentences that no rule knows, with nothing between them and the text. */
static int is_plain_text(struct detector *d, struct unit *u)
{
    if (u->kind != STET_PARAGRAPH || u->stamped || u->apart || u->raw ||
        u->bytes < PLAIN_BYTES)
        return 0;
    stet__furniture_open(d, u);
    stet_str t = u->text;
    return !u->italic && !u->bold && !u->bracketed && !u->label && !u->link_count &&
           t.n && memchr(".!\"", t.p[t.n - 1], 3) && !memchr(t.p, '@', t.n) &&
           !stet__furniture_ask(d, u, LOOK_EDGE);
}

static int is_story(struct detector *d, struct unit *u)
{
    return is_plain_text(d, u) && is_told(d, u) && count_stops(u->text) > 1;
}

/* A paragraph that begins as text and is followed by a notice belongs to the text. */
static size_t give_back(struct detector *d, size_t from, size_t to)
{
    while (to > from && to < d->count && d->units[to].kind == STET_PARAGRAPH &&
           !d->units[to].stamped && stet__furniture_ask(d, &d->units[to], LOOK_EDGE) &&
           stet__furniture_is_mixed(&d->units[to], stet__furniture_verdict(d)))
        to++;
    while (to > from && to < d->count && is_plain_text(d, &d->units[to]))
        to++;
    if (to > from && to + 1 < d->count && is_story(d, &d->units[to + 1]))
        to += 2; /* what stands in front of it stands within the text */
    return to;
}

static int parts_off(const struct unit *u)
{
    return u->kind == STET_SEPARATOR || u->kind == STET_HEADING;
}

/* Which blocks of head and tail a separator or heading parts from the text. */
static void find_apart(struct detector *d, size_t head, size_t tail)
{
    int apart = 0;
    for (size_t i = tail; i < d->count; i++) {
        apart |= parts_off(&d->units[i]);
        d->units[i].apart = (uint8_t)apart;
    }
    apart = head < d->count && parts_off(&d->units[head]);
    for (size_t i = head; i > 0; i--) {
        apart |= parts_off(&d->units[i - 1]) && i > 1; /* the headline does not */
        d->units[i - 1].apart = (uint8_t)apart;
    }
}

/* One look at the borders, from where they stand; 1 when one of them moved. */
static int move_borders(struct detector *d, size_t *ret_head, size_t *ret_tail)
{
    size_t from = 0, to = d->count;
    while (from < to && d->units[from].zone == STET_ZONE_HEAD)
        from++;
    while (to > from && d->units[to - 1].zone == STET_ZONE_TAIL)
        to--;
    size_t stood = to;
    find_apart(d, from, to);
    size_t given = give_back(d, from, to);
    rezone(d, to, given, STET_ZONE_BODY);
    to = given;
    size_t tail = find_tail(d, from, to);
    rezone(d, tail, to, STET_ZONE_TAIL);
    size_t head = find_head(d, from, tail);
    rezone(d, from, head, STET_ZONE_HEAD);
    *ret_head = head;
    *ret_tail = tail;
    return head != from || tail != stood;
}

/* Until they stay: a second run of the step finds them where they are. */
void stet__furniture_borders(struct detector *d)
{
    enum { LOOKS_MAX = 4 };
    size_t head = 0, tail = d->count;
    for (int i = 0; i < LOOKS_MAX && move_borders(d, &head, &tail); i++)
        ;
    if (d->plan->config->zones)
        keep_zones(d);
    find_apart(d, head, tail);
    d->last = tail > head && d->units[tail - 1].kind == STET_PARAGRAPH ? tail : 0;
}
