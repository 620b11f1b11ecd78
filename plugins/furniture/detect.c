/* SPDX-License-Identifier: MIT */
/*
 * Over the article: which blocks are looked at how hard, what is noted of them. Blocks
 * at the border of the body that are furniture move to head or tail; one block of text
 * always stays.
 */
#include "furniture.h"

enum {
    RUN_MAX = 3,
    RUN_BYTES = 500,
    GAP_BYTES = 110,
    INLINE_BYTES = 700,
    PLAIN_BYTES = 110,
    BORDER_BYTES = 1000,
    CARRY_MAX = 12
};

/* ---- what is there already
 * --------------------------------------------------------------- */

struct known {
    stet_node *blocks;
    stet_kind *kinds;
    size_t mask;
};

static size_t known_slot(const struct known *k, stet_node block, stet_kind kind)
{
    size_t at = (size_t)((block * 2654435761u) ^ ((uint64_t)kind * 40503u)) & k->mask;
    while (k->blocks[at] && (k->blocks[at] != block || k->kinds[at] != kind))
        at = (at + 1) & k->mask;
    return at;
}

static size_t count_ranges(stet_article *a)
{
    size_t n = 0;
    for (stet_node x = stet_first(a, stet_root(a, STET_FAMILY_NOTICE)); x;
         x = stet_next(a, x))
        for (stet_node r = stet_first(a, x); r; r = stet_next(a, r))
            n++;
    return n;
}

static void learn(stet_article *a, struct known *k)
{
    size_t slots = 16, n = count_ranges(a);
    memset(k, 0, sizeof *k);
    if (!n)
        return;
    while (slots < n * 2 + 2)
        slots *= 2;
    k->blocks = stet_alloc(a, slots * sizeof *k->blocks);
    k->kinds = stet_alloc(a, slots * sizeof *k->kinds);
    if (!k->blocks || !k->kinds) {
        k->blocks = NULL;
        return;
    }
    memset(k->blocks, 0, slots * sizeof *k->blocks);
    k->mask = slots - 1;
    for (stet_node x = stet_first(a, stet_root(a, STET_FAMILY_NOTICE)); x;
         x = stet_next(a, x))
        for (stet_node r = stet_first(a, x); r; r = stet_next(a, r)) {
            stet_node block = stet_attr_node(a, r, STET_ATTR_BLOCK);
            if (!block)
                continue;
            size_t at = known_slot(k, block, stet_kind_of(a, x));
            k->blocks[at] = block;
            k->kinds[at] = stet_kind_of(a, x);
        }
}

static int is_known(const struct known *k, stet_node block, stet_kind kind)
{
    return k->blocks && k->blocks[known_slot(k, block, kind)] != 0;
}

/* ---- how hard to look
 * ---------------------------------------------------------------------- */

static size_t judge(struct detector *d, struct unit *u, int look)
{
    stet__furniture_open(d, u);
    d->scratch->verdict.words = d->scratch->words;
    return stet__furniture_judge(d->plan, d->kit, &d->names, u, look,
                                 &d->scratch->verdict);
}

static const struct rule *rule_of(const struct detector *d, const struct hit *hit)
{
    return &d->plan->rules[d->plan->phrases[hit->phrase - 1].rule];
}

/* A label that is the whole block and speaks for what follows. */
static const struct hit *carrying(const struct detector *d)
{
    const struct verdict *v = &d->scratch->verdict;
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && rule_of(d, &v->hits[i])->carries_on &&
            stet__furniture_is_label_only(v, &v->hits[i]))
            return &v->hits[i];
    return NULL;
}

static int is_text(const struct unit *u)
{
    return u->kind == STET_PARAGRAPH || u->kind == STET_HEADING ||
           u->kind == STET_LIST || u->kind == STET_BOX || u->kind == STET_DETAILS ||
           u->kind == STET_PREFORMATTED;
}

/* A long paragraph that is not set off is text, whatever it mentions. */
static int is_plain_prose(const struct detector *d, const struct unit *u)
{
    return u->kind == STET_PARAGRAPH && u->bytes > BORDER_BYTES &&
           u->item + 1 < u->end && d->items[u->item + 1].kind == STET_TEXT;
}

static int is_furniture(struct detector *d, struct unit *u)
{
    if (!is_text(u) || u->stamped || is_plain_prose(d, u))
        return 0;
    size_t n = judge(d, u, LOOK_BORDER);
    return u->kind == STET_HEADING ? n && carrying(d) != NULL : n > 0;
}

static void rezone(struct detector *d, size_t from, size_t to, int zone)
{
    for (; from < to; from++) {
        struct unit *u = &d->units[from];
        if (u->zone == zone || u->stamped)
            continue;
        u->zone = (uint8_t)zone;
        if (d->plan->config->zones)
            stet__furniture_keep(d, stet_set_zone(d->a, u->block, zone));
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

/* One short line of no known kind between furniture, as `Thanks for reading!` is. */
static int is_small_gap(const struct detector *d, size_t at, size_t tail, size_t to)
{
    return tail < to && tail == at + 1 && d->units[at].bytes <= GAP_BYTES;
}

/* From the end of the body back. A few blocks of no kind may stand behind a label. */
static size_t find_tail(struct detector *d, size_t from, size_t to)
{
    size_t tail = to, run = 0;
    for (size_t i = to; i > from && run <= RUN_MAX; i--) {
        struct unit *u = &d->units[i - 1];
        if (u->kind == STET_SEPARATOR || u->stamped || !u->bytes)
            continue;
        if (!is_furniture(d, u)) {
            run = u->bytes > RUN_BYTES || u->kind == STET_HEADING ? RUN_MAX + 1u
                                                                  : run + 1;
            continue;
        }
        if (run && !carrying(d) && !is_small_gap(d, i, tail, to))
            break;
        if (!has_text(d, from, i - 1))
            break;
        tail = i - 1;
        run = 0;
    }
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
        if (u->kind == STET_HEADING || !is_furniture(d, u) || !has_text(d, i + 1, to))
            break;
        head = i + 1;
    }
    return head;
}

/* A paragraph that begins as text and is followed by a notice belongs to the text. */
static size_t give_back(struct detector *d, size_t from, size_t to)
{
    while (to > from && to < d->count && d->units[to].kind == STET_PARAGRAPH &&
           !d->units[to].stamped && judge(d, &d->units[to], LOOK_EDGE) &&
           stet__furniture_is_mixed(&d->units[to], &d->scratch->verdict))
        to++;
    return to;
}

static void find_borders(struct detector *d)
{
    size_t from = 0, to = d->count;
    while (from < to && d->units[from].zone == STET_ZONE_HEAD)
        from++;
    while (to > from && d->units[to - 1].zone == STET_ZONE_TAIL)
        to--;
    size_t given = give_back(d, from, to);
    rezone(d, to, given, STET_ZONE_BODY);
    to = given;
    size_t tail = find_tail(d, from, to);
    rezone(d, tail, to, STET_ZONE_TAIL);
    size_t head = find_head(d, from, tail);
    rezone(d, from, head, STET_ZONE_HEAD);
    d->last = tail > head && d->units[tail - 1].kind == STET_PARAGRAPH ? tail : 0;
}

/* ---- where in the block it is said
 * ----------------------------------------------------------- */

struct sentences {
    uint8_t claimed[WORDS_MAX];
    uint32_t first[WORDS_MAX + 1]; /* word that begins it */
    size_t count;
};

static void find_sentences(const struct verdict *v, struct sentences *s)
{
    memset(s->claimed, 0, sizeof s->claimed);
    s->count = 0;
    for (size_t w = 0; w < v->word_count; w++)
        if (w == 0 || v->words[w].sentence != v->words[w - 1].sentence)
            s->first[s->count++] = (uint32_t)w;
    s->first[s->count] = (uint32_t)v->word_count;
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted)
            s->claimed[v->words[v->hits[i].from].sentence] = 1;
}

static size_t sentence_from(const struct unit *u, const struct verdict *v,
                            const struct sentences *s, size_t k)
{
    if (k == 0)
        return 0;
    if (k >= s->count)
        return u->text.n;
    size_t at = v->words[s->first[k]].from;
    size_t least = v->words[s->first[k] - 1].to;
    while (at > least && !memchr(" \n", u->text.p[at - 1], 2))
        at--;
    return at;
}

static uint16_t line_of(const struct verdict *v, const struct sentences *s, size_t k)
{
    return v->words[s->first[k]].line;
}

/* Sentences [*from, *to) that go with a hit in sentence k; `back`: also those before
 * it. */
static void spread(const struct verdict *v, const struct sentences *s, size_t k,
                   int wide, int back, size_t *from, size_t *to)
{
    uint16_t line = line_of(v, s, k);
    *from = k;
    while (back && *from > 0 && !s->claimed[*from - 1] &&
           line_of(v, s, *from - 1) == line)
        (*from)--;
    if (*from > 0 && line_of(v, s, *from - 1) == line)
        *from = k;
    *to = k + 1;
    while (*to < s->count && (wide || !s->claimed[*to]) && line_of(v, s, *to) == line)
        (*to)++;
}

static size_t trim_end(stet_str text, size_t to)
{
    while (to && memchr(" \n", text.p[to - 1], 2))
        to--;
    return to;
}

/* ---- noting it
 * --------------------------------------------------------------------------------- */

static void add_range(struct detector *d, stet_node notice, const struct unit *u,
                      size_t from, size_t to)
{
    if (from == 0 && to >= u->text.n)
        to = SIZE_MAX;
    if (notice && !stet_range_add(d->a, notice, u->block, from, to))
        stet__furniture_keep(d, STET_FAILED);
}

static int is_address(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("._-+", c));
}

static stet_str find_email(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (u->text.p[i] != '@')
            continue;
        size_t a = i, b = i + 1;
        while (a > from && is_address((unsigned char)u->text.p[a - 1]))
            a--;
        while (b < to && is_address((unsigned char)u->text.p[b]))
            b++;
        while (b > i && u->text.p[b - 1] == '.')
            b--;
        if (a < i && b > i + 1 && memchr(u->text.p + i, '.', b - i))
            return stet_strn(u->text.p + a, b - a);
    }
    for (size_t i = 0; i < u->link_count; i++) {
        const struct link *l = &u->links[i];
        if (l->from >= from && l->to <= to && l->url.n > 7 &&
            !memcmp(l->url.p, "mailto:", 7))
            return stet_strn(l->url.p + 7, l->url.n - 7);
    }
    return stet_cstr("");
}

/* The addresses and links that a notice names. */
static void note_links(struct detector *d, stet_node notice, const struct unit *u,
                       size_t from, size_t to)
{
    static const stet_span nowhere = {0, 0};
    stet_str email = find_email(u, from, to);
    if (email.n && !stet_attr_str(d->a, notice, STET_ATTR_EMAIL).n)
        stet__furniture_keep(d, stet_set_attr(d->a, notice, STET_ATTR_EMAIL, email));
    for (size_t i = 0; i < u->link_count; i++) {
        const struct link *l = &u->links[i];
        if (l->from < from || l->to > to || l->to <= l->from ||
            d->kit->url_class(l->url, NULL, 0, NULL) != STET_URL_HTTP)
            continue;
        stet_node ref = stet_node_new(d->a, notice, 0, STET_REF, nowhere);
        if (!ref)
            return;
        stet__furniture_keep(d, stet_set_attr(d->a, ref, STET_ATTR_URL, l->url));
        stet__furniture_keep(
            d, stet_set_attr(d->a, ref, STET_ATTR_NAME,
                             stet_strn(u->text.p + l->from, l->to - l->from)));
    }
}

static stet_node new_notice(struct detector *d, const struct unit *u,
                            const struct hit *hit)
{
    const struct rule *rule = rule_of(d, hit);
    int hint = d->plan->phrases[hit->phrase - 1].use == USE_HINT;
    stet_claim claim = {.size = sizeof claim,
                        .confidence = hint ? STET_INFERRED : STET_DERIVED,
                        .source = stet_cstr("furniture_text"),
                        .lang = rule->lang,
                        .rule = rule->id,
                        .span = stet_span_of(d->a, u->block)};
    return stet_notice_new(d->a, rule->kind, u->zone, &claim);
}

/* All of one kind in the unit: one notice with a range for each part. */
static void note_kind(struct detector *d, struct unit *u, const struct sentences *s,
                      size_t first)
{
    const struct verdict *v = &d->scratch->verdict;
    stet_kind kind = rule_of(d, &v->hits[first])->kind;
    stet_node notice = new_notice(d, u, &v->hits[first]);
    size_t from = 0, to = 0;
    for (size_t i = first; i < v->hit_count && notice; i++) {
        const struct hit *hit = &v->hits[i];
        if (!hit->accepted || rule_of(d, hit)->kind != kind)
            continue;
        size_t a, b;
        spread(v, s, v->words[hit->from].sentence, rule_of(d, hit)->wide,
               u->zone != STET_ZONE_BODY, &a, &b);
        struct said said = {.unit = u,
                            .verdict = v,
                            .hit = hit,
                            .rule = rule_of(d, hit),
                            .notice = notice};
        said.from = sentence_from(u, v, s, a);
        said.to = trim_end(u->text, sentence_from(u, v, s, b));
        if (to && said.from > to + 2) {
            add_range(d, notice, u, from, to);
            note_links(d, notice, u, from, to);
            to = 0;
        }
        from = to ? from : said.from;
        to = said.to > to ? said.to : to;
        if (d->plan->config->fields && said.rule->field)
            stet__furniture_state(d, &said);
    }
    if (!notice)
        d->code = STET_FAILED;
    add_range(d, notice, u, from, to);
    note_links(d, notice, u, from, to);
}

static int is_first_of_kind(const struct detector *d, size_t i)
{
    const struct verdict *v = &d->scratch->verdict;
    for (size_t k = 0; k < i; k++)
        if (v->hits[k].accepted &&
            rule_of(d, &v->hits[k])->kind == rule_of(d, &v->hits[i])->kind)
            return 0;
    return 1;
}

static void note_unit(struct detector *d, struct unit *u, const struct known *known)
{
    struct sentences s;
    struct verdict *v = &d->scratch->verdict;
    find_sentences(v, &s);
    for (size_t i = 0; i < v->hit_count && d->code == STET_OK; i++)
        if (v->hits[i].accepted && is_first_of_kind(d, i) &&
            !is_known(known, u->block, rule_of(d, &v->hits[i])->kind))
            note_kind(d, u, &s, i);
}

/* ---- the article
 * ----------------------------------------------------------------------------- */

static int look_of(const struct detector *d, const struct unit *u)
{
    if (u->zone != STET_ZONE_BODY)
        return LOOK_EDGE;
    return d->last && u == &d->units[d->last - 1] ? LOOK_LAST : LOOK_INLINE;
}

/* Does a block of the body begin with a word that a note begins with, or set off? */
static int may_begin_note(const struct detector *d, const struct unit *u)
{
    struct word word;
    size_t i = u->item + 1;
    if (u->bytes <= PLAIN_BYTES || u->kind != STET_PARAGRAPH || i >= u->end)
        return 1;
    if (d->items[i].kind != STET_TEXT)
        return d->items[i].kind == STET_EMPHASIS || d->items[i].kind == STET_STRONG;
    stet_str text = d->items[i].text;
    return *text.p == '(' || *text.p == '[' ||
           (stet__furniture_words(d->kit, text, &word, 1) &&
            stet__furniture_knows(d->plan, word.hash));
}

/* In the text only what is short, and begins as a note does. */
static int is_worth_it(const struct detector *d, const struct unit *u)
{
    if (d->last && u == &d->units[d->last - 1])
        return !u->stamped && u->bytes > 0;
    if (u->stamped || !u->bytes)
        return 0;
    if (u->kind == STET_FIGURE || u->kind == STET_QUOTE)
        return u->kind == STET_FIGURE && u->bytes < INLINE_BYTES;
    return is_text(u) && (u->zone != STET_ZONE_BODY ||
                          (u->bytes < INLINE_BYTES && may_begin_note(d, u)));
}

/* Of a figure only its credit, of a heading only what is a label. */
static void narrow(struct detector *d, const struct unit *u)
{
    struct verdict *v = &d->scratch->verdict;
    for (size_t i = 0; i < v->hit_count; i++) {
        struct hit *hit = &v->hits[i];
        if (u->kind == STET_FIGURE && rule_of(d, hit)->kind != STET_IMAGE_CREDIT)
            hit->accepted = 0;
        if (u->kind == STET_HEADING && !stet__furniture_is_label_only(v, hit) &&
            !(u->zone == STET_ZONE_TAIL && v->word_count <= 10))
            hit->accepted = 0;
    }
}

/* Is it a block that a label in front may speak for? */
static int can_follow(struct detector *d, struct unit *u, int zone)
{
    if (u->zone != zone || u->stamped || !u->bytes || u->kind == STET_HEADING ||
        !is_text(u))
        return 0;
    stet__furniture_open(d, u);
    return zone != STET_ZONE_BODY || u->kind == STET_LIST || u->linked;
}

/* Blocks behind a label that say nothing else; answers the next one to look at. */
static size_t carry(struct detector *d, size_t at, const struct known *known)
{
    const struct hit *label = carrying(d);
    struct unit *u = &d->units[at];
    if (!label || is_known(known, u->block, rule_of(d, label)->kind))
        return at + 1;
    stet_kind kind = rule_of(d, label)->kind;
    stet_node notice = stet_last(d->a, stet_root(d->a, STET_FAMILY_NOTICE));
    size_t i = at + 1;
    for (; i < d->count && i <= at + CARRY_MAX; i++) {
        struct unit *next = &d->units[i];
        if (!can_follow(d, next, u->zone) || stet_kind_of(d->a, notice) != kind)
            break;
        size_t says = judge(d, next, look_of(d, next));
        if (says && !(next->kind == STET_LIST))
            break;
        add_range(d, notice, next, 0, SIZE_MAX);
        note_links(d, notice, next, 0, next->text.n);
    }
    return i;
}

static void find_notices(struct detector *d)
{
    struct known known;
    learn(d->a, &known);
    for (size_t i = 0, next; i < d->count && d->code == STET_OK; i = next) {
        struct unit *u = &d->units[i];
        next = i + 1;
        if (!is_worth_it(d, u) || (u->kind == STET_HEADING && i == 0))
            continue;
        if ((i & 255) == 0)
            stet__furniture_keep(d, stet_alive(d->a));
        if (!judge(d, u, look_of(d, u)))
            continue;
        narrow(d, u);
        int carries = carrying(d) != NULL;
        note_unit(d, u, &known);
        if (carries)
            next = carry(d, i, &known);
    }
}

static void learn_names(struct detector *d)
{
    stet_node fields = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(d->a, fields, n, STET_AUTHORS)))
        for (stet_node p = stet_first(d->a, n); p; p = stet_next(d->a, p)) {
            struct word words[8];
            struct name *name = &d->names.names[d->names.count];
            stet_str text = stet_attr_str(d->a, p, STET_ATTR_NAME);
            if (d->names.count >= NAMES_MAX)
                return;
            name->count = stet__furniture_words(d->kit, text, words, 8);
            for (size_t i = 0; i < name->count; i++)
                name->hashes[i] = words[i].hash;
            d->names.count += name->count > 0;
        }
}

stet_code stet__furniture_detect(const void *plan, void *scratch, stet_article *a)
{
    struct detector d = {
        .a = a, .plan = plan, .kit = stet_kit_of(a), .scratch = scratch};
    d.items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &d.item_count);
    if (!d.item_count)
        return stet_why(a, STET_SKIP, stet_cstr("the article has no blocks"));
    stet__furniture_units(&d);
    if (d.code != STET_OK)
        return d.code;
    learn_names(&d);
    find_borders(&d);
    find_notices(&d);
    if (d.code == STET_OK && d.plan->config->fields)
        stet__furniture_compare(&d);
    return d.code;
}
