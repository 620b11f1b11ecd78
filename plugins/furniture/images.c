/* SPDX-License-Identifier: MIT */
/*
 * Pictures: those that nobody is meant to see count readers; those with a caption may
 * name who made them, with no word that says so: `EFE/Ann Lee`, `© Bo Ek`.
 */
#include "furniture.h"

enum { CREDIT_MAX = 90, CREDIT_WORDS = 9 };

static stet_str attr_text(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr && item->attrs[i].type == 1)
            return item->attrs[i].text;
    return stet_cstr("");
}

static int is_tiny(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr)
            return item->attrs[i].type == 2
                       ? item->attrs[i].number <= 1
                       : stet_str_is(item->attrs[i].text, "1") ||
                             stet_str_is(item->attrs[i].text, "0") ||
                             stet_str_is(item->attrs[i].text, "1px");
    return 0;
}

/* The address of a counter, as the rules of that kind know them. */
static int is_counter(const struct plan *plan, stet_str url)
{
    uint32_t leads[LEADS_MAX];
    size_t n = stet__furniture_leads(plan, url, leads, LEADS_MAX);
    for (size_t i = 0; i < n; i++) {
        uint32_t phrase = plan->addresses[leads[i]].phrase;
        if (plan->rules[plan->phrases[phrase].rule].kind == STET_TRACKING)
            return 1;
    }
    return 0;
}

static stet_node new_notice(struct detector *d, const struct unit *u, stet_kind kind,
                            const char *rule)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_INFERRED,
                        .source = stet_cstr("furniture_text"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr(rule),
                        .span = stet_span_of(d->a, u->block)};
    return stet_notice_new(d->a, kind, u->zone, &claim);
}

/* ---- counters
 * --------------------------------------------------------------------------- */

static void note_counter(struct detector *d, const struct unit *u,
                         const stet_item *item)
{
    static const stet_span nowhere = {0, 0};
    stet_node notice = new_notice(d, u, STET_TRACKING, "pixel");
    size_t from = u->raw ? item->span.off : 0;
    if (!notice || !stet_range_add(d->a, notice, u->block, from,
                                   u->raw ? from + item->span.len : SIZE_MAX)) {
        stet__furniture_keep(d, STET_FAILED);
        return;
    }
    stet_node ref = stet_node_new(d->a, notice, 0, STET_REF, nowhere);
    stet__furniture_keep(
        d, ref ? stet_set_attr(d->a, ref, STET_ATTR_URL, attr_text(item, STET_ATTR_SRC))
               : STET_FAILED);
}

void stet__furniture_counters(struct detector *d, struct unit *u,
                              const struct known *known)
{
    if (stet__furniture_is_known(known, u->block, STET_TRACKING))
        return;
    for (size_t i = u->item; i < u->end; i++) {
        const stet_item *item = &d->items[i];
        if ((item->kind == STET_IMAGE || item->kind == STET_MEDIA) &&
            ((is_tiny(item, STET_ATTR_WIDTH) && is_tiny(item, STET_ATTR_HEIGHT)) ||
             is_counter(d->plan, attr_text(item, STET_ATTR_SRC))))
            note_counter(d, u, item);
    }
}

/* ---- credits
 * ---------------------------------------------------------------------------- */

struct extent {
    size_t from, to;
};

/* What the markup calls a credit. */
static int marked_credit(const struct detector *d, const struct unit *u,
                         struct extent *ret)
{
    size_t at = 0;
    for (size_t i = u->item + 1; i < u->end; i++) {
        const stet_item *item = &d->items[i];
        if (item->kind == STET_CREDIT) {
            at += at > 0; /* it is a block: a line end is before it */
            *ret = (struct extent){at, at};
            for (size_t k = i + 1; k < item->skip; k++)
                ret->to += d->items[k].text.n;
            return ret->to > ret->from && ret->to <= u->text.n;
        }
        at += item->kind == STET_LINE_BREAK ? 1 : item->text.n;
        if (at && (item->kind == STET_CAPTION || item->kind == STET_PARAGRAPH))
            at++;
    }
    return 0;
}

static int is_all_big(stet_str t)
{
    size_t big = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] >= 'a' && t.p[i] <= 'z')
            return 0;
        big += t.p[i] >= 'A' && t.p[i] <= 'Z';
    }
    return big > 4;
}

/* Houses that sell or lend pictures. */
static int names_desk(stet_str t)
{
    static const char *const desks[] = {
        "Getty",  "Shutterstock", "Unsplash",      "iStock",       "Alamy",
        "Pexels", "Pixabay",      "Wikimedia",     "Reuters",      "picture alliance",
        "imago",  "Keystone",     "AFP",           "EPA",          "Flickr",
        "NASA",   "Adobe Stock",  "Depositphotos", "Europa Press", "ANSA",
        "Sipa",   "Magnum",       "Bridgeman",     "dpa"};
    for (size_t i = 0; i < sizeof desks / sizeof *desks; i++)
        if (memmem(t.p, t.n, desks[i], strlen(desks[i])))
            return 1;
    return 0;
}

/* What lends pictures and sells none. */
static int names_archive(stet_str t)
{
    static const char *const list[] = {
        "Archiv",   "archiv", "Collection", "Sammlung", "Colecci",
        "Courtesy", "Cortes", "Nachlass",   "privat",   "particulier"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (memmem(t.p, t.n, list[i], strlen(list[i])))
            return 1;
    return 0;
}

/* Two to four words with capitals, and no full stop. */
static int is_full_name(const struct verdict *v, size_t first, stet_str t)
{
    size_t n = v->word_count - first;
    for (size_t i = first; i < v->word_count; i++)
        if (!(v->words[i].flags & WORD_BIG) || v->words[i].flags & WORD_NUMBER)
            return 0;
    return n >= 2 && n <= 4 && !memchr(".!?,:", t.p[t.n - 1], 5);
}

/* `EFE/Luis Mardones`, `LUCAS MARTEL / AFP`: few words, all with capitals, and a stroke
 * between them. */
static int looks_credited(const struct verdict *v, const struct unit *u, size_t first,
                          struct extent e)
{
    stet_str text = u->text;
    stet_str t = stet_strn(text.p + e.from, e.to - e.from);
    if (v->word_count - first > CREDIT_WORDS)
        return 0;
    if (names_desk(t) || is_all_big(t))
        return 1;
    if (names_archive(t) && t.p[t.n - 1] != '.')
        return 1;
    if (!memchr(t.p, '/', t.n) && first &&
        (u->kind == STET_FIGURE || u->pictures || u->italic))
        return is_full_name(v, first, t); /* `A fish in a net. Ann Lee` */
    if (!memchr(t.p, '/', t.n))
        return 0;
    for (size_t i = first; i < v->word_count; i++)
        if (!(v->words[i].flags & WORD_BIG) && v->words[i].to - v->words[i].from > 3)
            return 0;
    return v->word_count - first >= 2 || is_all_big(t);
}

/* `A ferry in fog (Ann Lee/Alamy)`. */
static int bracketed_end(const struct verdict *v, const struct unit *u,
                         struct extent *ret)
{
    stet_str t = u->text;
    size_t open = t.n;
    if (t.n < 4 || t.p[t.n - 1] != ')')
        return 0;
    while (open > 0 && t.p[open - 1] != '(')
        open--;
    if (open < 2 || t.n - open > CREDIT_MAX)
        return 0;
    for (size_t i = 0; i < v->word_count; i++)
        if (v->words[i].from >= open && !(v->words[i].flags & WORD_BIG) &&
            v->words[i].to - v->words[i].from > 3)
            return 0;
    *ret = (struct extent){open, t.n - 1};
    return 1;
}

/* Behind the last full stop, or from a copyright sign on. */
static int trailing_credit(const struct verdict *v, const struct unit *u,
                           struct extent *ret)
{
    size_t last = v->word_count;
    for (size_t i = 0; i < v->word_count; i++)
        if (!memcmp(u->text.p + v->words[i].from, "\xc2\xa9", 2)) {
            *ret = (struct extent){v->words[i].from, u->text.n};
            return u->text.n - v->words[i].from < CREDIT_MAX;
        }
    if (bracketed_end(v, u, ret))
        return 1;
    while (last > 0 && !(v->words[last - 1].flags & (WORD_SENTENCE | WORD_LINE)))
        last--;
    if (!last)
        return 0;
    *ret = (struct extent){v->words[last - 1].from, u->text.n};
    return looks_credited(v, u, last - 1, *ret);
}

static stet_str without_sign(stet_str t)
{
    static const char *const labels[] = {"\xc2\xa9",
                                         "Photo / ",
                                         "Foto / ",
                                         "/ ",
                                         "Photo: ",
                                         "Photo : ",
                                         "Foto: ",
                                         "Photo ",
                                         "Foto ",
                                         "Bild: ",
                                         "Cr\xc3\xa9"
                                         "dit : ",
                                         "Imagen: ",
                                         "Credit: ",
                                         "Photograph: ",
                                         "Photos ",
                                         "Ph. ",
                                         "Fotos ",
                                         "Cr\xc3\xa9"
                                         "dit "};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (t.n > strlen(labels[i]) && !memcmp(t.p, labels[i], strlen(labels[i])))
            t = stet_strn(t.p + strlen(labels[i]), t.n - strlen(labels[i]));
    return stet__furniture_trim(t);
}

/* `The mirror at night. Credit: Ann Lee/Orbit`, of a picture that is gone: the label
 * in the last sentence, and a name behind it. */
static int labelled_end(const struct unit *u, struct extent *ret)
{
    static const char *const labels[] = {". Foto: ",
                                         ". Photo: ",
                                         ". Photo : ",
                                         ". Photograph: ",
                                         ". Credit: ",
                                         ". Bild: ",
                                         ". Imagen: ",
                                         ". Image: ",
                                         ". Cr\xc3\xa9"
                                         "dit : ",
                                         ". // Foto: ",
                                         ". Fotograf\xc3\xad"
                                         "a: ",
                                         ". Illustration: "};
    stet_str t = u->text;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t n = strlen(labels[i]);
        const char *at = memmem(t.p, t.n, labels[i], n);
        size_t from = at ? (size_t)(at - t.p) + n : t.n;
        if (from + 3 >= t.n || t.n - from > CREDIT_MAX ||
            memmem(t.p + from, t.n - from, ". ", 2) ||
            (t.p[from] >= 'a' && t.p[from] <= 'z'))
            continue;
        *ret = (struct extent){from, t.n};
        return 1;
    }
    return 0;
}

/* Names with capitals and a stroke between some of them: `Ann Lee/The Post`. */
static int are_credited(stet_str t)
{
    enum { LONGEST = 60, SMALL = 4 };
    const char *stroke = memchr(t.p, '/', t.n);
    if (!stroke || t.n > LONGEST || stroke == t.p || stroke + 1 == t.p + t.n)
        return 0;
    for (size_t i = 0, from = 0; i <= t.n; i++) {
        if (i < t.n && memchr("0123456789@:;,?!\"", t.p[i], 16))
            return 0;
        if (i < t.n && t.p[i] != ' ' && t.p[i] != '/')
            continue;
        unsigned char first = i > from ? (unsigned char)t.p[from] : 0;
        if (first >= 'a' && first <= 'z' && (i - from > SMALL || i == t.n))
            return 0;
        from = i + 1;
    }
    return 1;
}

/* `A fish in a net. AFP/Ann Lee`, `A fish in a net (Ann Lee/The Post)`, of a picture
 * that is gone. */
static int struck_end(const struct unit *u, struct extent *ret)
{
    enum { CAPTION_LEAST = 12 };
    stet_str t = u->text;
    int bracketed = t.n && t.p[t.n - 1] == ')';
    size_t from = t.n, to = t.n - (size_t)bracketed;
    while (from > 1 && !(bracketed ? t.p[from - 1] == '('
                                   : t.p[from - 1] == ' ' && t.p[from - 2] == '.'))
        from--;
    if (from < CAPTION_LEAST || from >= to ||
        !are_credited(stet_strn(t.p + from, to - from)))
        return 0;
    *ret = (struct extent){from, to};
    return 1;
}

/* Does its last text hold a colon or a stroke? Asked first. */
int stet__furniture_may_caption(const struct detector *d, const struct unit *u)
{
    enum { CAPTION_MAX = 240 };
    if (u->kind != STET_PARAGRAPH || u->bytes > CAPTION_MAX || u->bytes < 16)
        return 0;
    for (size_t i = u->end; i > u->item; i--) {
        stet_str t = d->items[i - 1].text;
        if (d->items[i - 1].kind == STET_TEXT && t.n)
            return memrchr(t.p, ':', t.n) || memrchr(t.p, '/', t.n);
    }
    return 0;
}

static void note_credit(struct detector *d, struct unit *u, struct extent e)
{
    stet_str text = without_sign(stet_strn(u->text.p + e.from, e.to - e.from));
    stet_node notice = new_notice(d, u, STET_IMAGE_CREDIT, "caption");
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_INFERRED,
                        .source = stet_cstr("furniture_text"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("caption"),
                        .span = stet_span_of(d->a, u->block)};
    if (!notice) {
        stet__furniture_keep(d, STET_FAILED);
        return;
    }
    stet__furniture_add_part(d, notice, u, e.from, e.to);
    if (d->plan->config->fields && text.n > 1 && text.n < CREDIT_MAX)
        stet_state(d->a, STET_IMAGE_CREDITS, text, &claim);
}

/* A short line that begins with a copyright sign, where no picture stands. */
int stet__furniture_is_signed(const struct detector *d, const struct unit *u)
{
    const stet_item *first = &d->items[u->item + 1];
    return u->zone != STET_ZONE_TAIL && u->kind == STET_PARAGRAPH &&
           u->bytes < CREDIT_MAX && u->item + 1 < u->end && first->kind == STET_TEXT &&
           first->text.n > 2 && !memcmp(first->text.p, "\xc2\xa9", 2);
}

/* `Counters on the quay / Ann Lee`: a name behind the last stroke. */
static int stroke_end(const struct verdict *v, const struct unit *u, struct extent *ret)
{
    stet_str t = u->text;
    size_t from = t.n, first = 0;
    while (from > 3 && memcmp(t.p + from - 3, " / ", 3) != 0)
        from--;
    while (first < v->word_count && v->words[first].from < from)
        first++;
    for (size_t i = 1; i < v->word_count; i++)
        if (v->words[i].flags & (WORD_SENTENCE | WORD_LINE | WORD_COLON))
            return 0; /* what stands before the stroke may be part of it */
    if (from <= 3 || first < 4 || first == v->word_count || names_desk(t) ||
        !is_full_name(v, first, stet_strn(t.p + from, t.n - from)))
        return 0;
    *ret = (struct extent){from, t.n};
    return 1;
}

/* Right below a picture, without a full stop. */
static int is_below(const struct detector *d, const struct unit *u)
{
    enum { BELOW_MAX = 200 };
    if (u == d->units || !u[-1].pictures || u[-1].bytes || u->bytes > BELOW_MAX)
        return 0;
    for (size_t i = u->end; i > u->item; i--) {
        stet_str t = d->items[i - 1].text;
        if (d->items[i - 1].kind == STET_TEXT && t.n)
            return !memchr(".!?:", t.p[t.n - 1], 4);
    }
    return 0;
}

/* Is it a picture with its caption, or the line below one? */
static int is_caption(const struct detector *d, const struct unit *u)
{
    return stet__furniture_is_signed(d, u) || u->kind == STET_FIGURE ||
           (u->kind == STET_PARAGRAPH && u->bytes < 300 &&
            (u->pictures ||
             (u > d->units && u[-1].pictures && (u->italic || u->bold)) ||
             is_below(d, u)));
}

void stet__furniture_credits(struct detector *d, struct unit *u,
                             const struct known *known)
{
    struct extent e;
    if (!u->bytes || u->stamped ||
        stet__furniture_is_known(known, u->block, STET_IMAGE_CREDIT))
        return;
    stet__furniture_open(d, u);
    int plain = !is_caption(d, u);
    if (plain) {
        if (labelled_end(u, &e) || struck_end(u, &e))
            note_credit(d, u, e);
        return;
    }
    stet__furniture_ask(d, u, LOOK_EDGE);
    struct verdict *v = stet__furniture_verdict(d);
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted &&
            stet__furniture_rule(d->plan, &v->hits[i])->kind == STET_IMAGE_CREDIT)
            return;
    if (stet__furniture_is_signed(d, u) && stet__furniture_has_year(v))
        return;
    if (v->word_count &&
        (marked_credit(d, u, &e) || trailing_credit(v, u, &e) || stroke_end(v, u, &e)))
        note_credit(d, u, e);
}
