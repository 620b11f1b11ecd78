/* SPDX-License-Identifier: MIT */
/*
 * The place, and perhaps the day and the wire, that a text begins with: `BERLIN, 9
 * March (dpa) -` before its first words, `Bath, 9 March 2025.` without a dash.
 */
#include "../lines/lines.h"

enum {
    PLACE_MAX = 90,
    PLACE_BLOCKS = 4,
    PLACE_WORDS = 12,
    UNDATED_WORDS = 7,
    SHOUTED_LETTERS = 5,
    DAY_BYTES_MAX = 60
};

/* What a text begins with, taken apart. */
struct opening {
    stet_str place, agency, date, raw;
    int shouted;
};

static size_t dash_length(stet_str t, size_t i)
{
    static const char *const dashes[] = {
        "\xe2\x80\x94", "\xe2\x80\x93", "--", "-", "|", NULL};
    if (t.p[i] != '-' && t.p[i] != '|' && t.p[i] != '\xe2') /* as mostly */
        return 0;
    for (size_t k = 0; dashes[k]; k++) {
        size_t n = strlen(dashes[k]);
        if (t.n - i >= n && memcmp(t.p + i, dashes[k], n) == 0 &&
            (i + n == t.n || t.p[i + n] == ' ' || k == 0) &&
            (k == 0 || (i && memchr(" ./", t.p[i - 1], 3))))
            return n;
    }
    return 0;
}

/* A place in capitals of at least four letters, before a comma or bracket. */
static size_t count_shouted(stet_str t)
{
    size_t letters = 0, i = 0;
    for (; i < t.n && t.p[i] != ',' && t.p[i] != '('; i++) {
        if (t.p[i] >= 'a' && t.p[i] <= 'z')
            return 0;
        letters += t.p[i] >= 'A' && t.p[i] <= 'Z';
    }
    return letters;
}

/* `BERLIN taz`: a word in small letters behind the place is the house. */
static stet_str small_house(stet_str t)
{
    size_t at = t.n;
    while (at && t.p[at - 1] >= 'a' && t.p[at - 1] <= 'z')
        at--;
    return at > SHOUTED_LETTERS && t.n - at >= 2 && t.n - at <= 5 &&
                   t.p[at - 1] == ' ' &&
                   count_shouted(stet_strn(t.p, at - 1)) >= SHOUTED_LETTERS
               ? stet_strn(t.p + at, t.n - at)
               : stet_cstr("");
}

/* `(Reuters)` at the end of it; behind a place any short name in brackets is a wire. */
static stet_str agency_of(stet_str t)
{
    struct word words[PLACE_WORDS];
    const char *open = memrchr(t.p, '(', t.n);
    if (!open || open - t.p < 4 || t.p[t.n - 1] != ')')
        return small_house(t);
    stet_str name = stet_strn(open + 1, (size_t)(t.p + t.n - open) - 2);
    stet_str place = stet_strn(t.p, (size_t)(open - t.p));
    size_t limit = stet__line_holds_digit(place) ? PLACE_WORDS : UNDATED_WORDS;
    return name.n >= 2 && name.n <= 24 && (*name.p < '0' || *name.p > '9') &&
                   stet__structure_words(name, words, 4) < 4 &&
                   stet__structure_words(place, words, limit) < limit
               ? name
               : stet_cstr("");
}

static int is_upper(const struct survey *s, stet_str t)
{
    uint32_t code = 0;
    return t.n && s->kit->decode(t.p, t.n, &code) &&
           ((code >= 'A' && code <= 'Z') || (code >= 0x80 && s->kit->is_upper(code)));
}

static stet_str day_of(struct survey *s, stet_str t)
{
    static const char *const articles[] = {"le ", "den ", "a ", "el ", "am "};
    stet_date date;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t n = strlen(articles[i]);
        if (t.n > n && !memcmp(t.p, articles[i], n)) {
            t = stet_strn(t.p + n, t.n - n);
            break;
        }
    }
    if (!t.n || t.n > DAY_BYTES_MAX ||
        s->kit->date_parse(t, stet__line_date_language(s, t), &date) != STET_OK ||
        date.precision < STET_DAY)
        return stet_cstr("");
    stet_out out = stet_out_in_article(s->a, 40, 80);
    s->kit->date_format(&out, &date, STET_DATE_ISO);
    return stet_out_text(&out);
}

/* `Oslo, 3 March 2025`, `Oslo, Norway, Sept. 3, 2025`: the date behind the place. */
static stet_str date_of(struct survey *s, stet_str t, stet_str *ret_raw)
{
    const char *open = memrchr(t.p, '(', t.n), *p = t.p;
    stet_str date = stet_cstr("");
    if (open && t.p[t.n - 1] == ')')
        t.n = (size_t)(open - t.p);
    while (t.n && memchr(" .-", t.p[t.n - 1], 3))
        t.n--;
    while (!date.n && (p = memchr(p, ',', (size_t)(t.p + t.n - p)))) {
        p++;
        *ret_raw = stet__structure_trim(stet_strn(p, (size_t)(t.p + t.n - p)));
        date = day_of(s, *ret_raw);
    }
    return date;
}

/* `LEEDS, 5 May 2023 /Wire/`: the service between strokes goes. */
static stet_str without_service(stet_str t)
{
    size_t at = t.n;
    if (t.n < 4 || t.p[t.n - 1] != '/')
        return t;
    for (at = t.n - 1; at && t.p[at - 1] != '/'; at--)
        ;
    return at > 1 ? stet__structure_trim(stet_strn(t.p, at - 1)) : t;
}

/* `Robledo (9/11/2023)`. */
static stet_str bracketed_date(struct survey *s, stet_str t, stet_str *ret_raw)
{
    const char *open = memchr(t.p, '(', t.n);
    struct word words[2];
    if (!open || open - t.p < 3 || t.p[t.n - 1] != ')' ||
        stet__structure_match(s->plan, GROUP_BIT(GROUP_NOT_A_LABEL), words,
                              stet__structure_words(t, words, 1)))
        return stet_cstr("");
    *ret_raw = stet_strn(open + 1, (size_t)(t.p + t.n - open) - 2);
    return day_of(s, *ret_raw);
}

static struct opening read_place(struct survey *s, stet_str t)
{
    struct opening o = {.date = stet_cstr(""), .raw = stet_cstr("")};
    t = stet__structure_trim(t);
    if (t.n > 2 && *t.p == '(' && t.p[t.n - 1] == ')')
        t = stet_strn(t.p + 1, t.n - 2);
    t = without_service(t);
    while (t.n && memchr(".:", t.p[t.n - 1], 2))
        t.n--;
    o.place = t;
    o.agency = t.n ? agency_of(t) : stet_cstr("");
    o.date = t.n ? date_of(s, t, &o.raw) : stet_cstr("");
    if (!o.date.n)
        o.date = bracketed_date(s, t, &o.raw);
    o.shouted = t.n && count_shouted(t) >= 4;
    return o;
}

/* `Bath, 9 March 2025. Then`, `BATH/LEEDS. Then`, `Bath (nda). Then`. */
static int read_stopped(struct survey *s, stet_str t, struct opening *ret)
{
    for (size_t i = 3; i + 2 < t.n && i < PLACE_MAX; i++) {
        if ((t.p[i] != '.' && t.p[i] != ':' && t.p[i] != ')') ||
            (t.p[i + 1] != ' ' && t.p[i + 1] != '-'))
            continue;
        stet_str head = stet_strn(t.p, t.p[i] == ')' ? i + 1 : i);
        *ret = read_place(s, head);
        if (ret->date.n || (ret->agency.n && t.p[i] != ')'))
            return 1;
        if (t.p[i] == '.' && count_shouted(head) >= SHOUTED_LETTERS &&
            !memchr(head.p, ',', head.n) && is_upper(s, stet_strn(t.p + i + 2, 4)))
            return 1;
    }
    return 0;
}

/* `(Zürich/Basel) -`. */
static int is_bracketed_place(struct survey *s, stet_str t)
{
    struct word words[5];
    struct line line = {.text = t};
    struct reader r = {.s = s, .line = &line};
    if (t.n < 5 || *t.p != '(' || t.p[t.n - 1] != ')')
        return 0;
    t = stet_strn(t.p + 1, t.n - 2);
    return stet__structure_words(t, words, 5) < 4 && stet__line_is_name(&r, t, 3, 0);
}

/* `Graz/Murau -`: two places. */
static int are_two_places(struct survey *s, stet_str t)
{
    struct line line = {.text = t};
    struct reader r = {.s = s, .line = &line};
    const char *stroke = memchr(t.p, '/', t.n);
    size_t at = stroke ? (size_t)(stroke - t.p) : 0;
    return at > 2 && at + 3 < t.n && t.p[at - 1] != ' ' && t.p[at + 1] != ' ' &&
           memchr(t.p, ' ', t.n) == NULL && is_upper(s, stet_strn(t.p + at + 1, 4)) &&
           stet__line_is_name(&r, t, 4, 0);
}

/* `Regensburg (cda) Auf dem Turm`: small letters and no dash. */
static int read_undashed(struct survey *s, stet_str t, struct opening *ret)
{
    const char *open = memchr(t.p, '(', t.n < 40 ? t.n : 40);
    size_t at = open ? (size_t)(open - t.p) + 1 : t.n, from = at;
    while (at < t.n && t.p[at] >= 'a' && t.p[at] <= 'z')
        at++;
    if (at - from < 2 || at - from > 5 || at + 3 >= t.n || t.p[at] != ')' ||
        t.p[at + 1] != ' ' || from < 5 || !is_upper(s, stet_strn(t.p + at + 2, 4)) ||
        memchr(t.p, ' ', from - 2))
        return 0;
    *ret = read_place(s, stet_strn(t.p, at + 1));
    return ret->agency.n != 0;
}

static int read_opening(struct survey *s, stet_str t, struct opening *ret)
{
    size_t at = 3;
    if (t.n < 5 || !is_upper(s, *t.p == '(' ? stet_strn(t.p + 1, t.n - 1) : t))
        return 0;
    while (at < t.n && at < PLACE_MAX && !dash_length(t, at))
        at++;
    if (at < t.n && at < PLACE_MAX) {
        *ret = read_place(s, stet_strn(t.p, at));
        if (ret->agency.n || ret->date.n || (ret->shouted && t.p[at] != '|') ||
            is_bracketed_place(s, stet__line_cut(t, 0, at)) ||
            are_two_places(s, stet__line_cut(t, 0, at)))
            return 1;
    }
    return read_stopped(s, t, ret) || read_undashed(s, t, ret);
}

/* `dpa/mak`: wires and the signs of those who wrote; of unknown ones the first. */
static size_t split_agencies(struct survey *s, stet_str t, struct part *parts)
{
    size_t from = 0, count = 0, known = 0;
    for (size_t i = 0; i <= t.n && count < AGENCIES_MAX; i++) {
        struct word words[4];
        if (i < t.n && t.p[i] != '/' && t.p[i] != ',')
            continue;
        stet_str name = stet__line_cut(t, from, i);
        from = i + 1;
        int wire =
            stet__structure_match_all(s->plan, GROUP_BIT(GROUP_AGENCY), words,
                                      stet__structure_words(name, words, 4)) != NULL;
        if (!name.n || (count && !wire && !known) || (known && !wire))
            continue;
        if (wire && !known)
            count = 0;
        known += (size_t)wire;
        parts[count++] = (struct part){.kind = STET_PARTY, .name = name};
    }
    return count;
}

static void state_opening(struct survey *s, const struct opening *o,
                          const struct block *b)
{
    struct part wires[AGENCIES_MAX];
    stet__structure_state(s, STET_DATELINE, o->place, o->place, "dateline_text",
                          STET_INFERRED, b);
    if (o->date.n && !stet_field(s->a, STET_PUBLISHED))
        stet__structure_state(s, STET_PUBLISHED, o->date, o->raw, "dateline_text",
                              STET_INFERRED, b);
    stet__structure_state_parts(
        s, STET_AGENCY, wires, split_agencies(s, o->agency, wires), "dateline_text", b);
}

/* Do the first blocks of the text name the place, too? */
static int is_named_again(const struct survey *s, size_t from, stet_str place)
{
    size_t end = from + PLACE_BLOCKS < s->tail ? from + PLACE_BLOCKS : s->tail;
    for (size_t b = from; b < end; b++)
        for (size_t i = s->blocks[b].item; i < s->blocks[b].end; i++) {
            stet_str t = s->items[i].text;
            const char *p = s->items[i].kind == STET_TEXT
                                ? memmem(t.p, t.n, place.p, place.n)
                                : NULL;
            if (p && p != place.p)
                return 1;
        }
    return 0;
}

/* Does the headline speak of the place, or the text of what is in it? */
static int is_known_place(const struct survey *s, size_t from, stet_str place)
{
    static const char *const before[] = {" in ",  " aus ",  " bei ",
                                         " von ", " nach ", " \xc3\xa0 ",
                                         " de ",  " en ",   " from "};
    size_t end = from + PLACE_BLOCKS < s->tail ? from + PLACE_BLOCKS : s->tail;
    stet_str headline = stet_field_text(s->a, STET_HEADLINE);
    if (memmem(headline.p, headline.n, place.p, place.n))
        return 1;
    for (size_t b = from; b < end; b++)
        for (size_t i = s->blocks[b].item; i < s->blocks[b].end; i++) {
            stet_str t = s->items[i].text;
            const char *p = t.p, *last = t.p + t.n;
            while (s->items[i].kind == STET_TEXT &&
                   (p = memmem(p, (size_t)(last - p), place.p, place.n))) {
                for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
                    size_t n = strlen(before[k]);
                    if ((size_t)(p - t.p) > n && !memcmp(p - n, before[k], n))
                        return 1;
                }
                p += place.n;
            }
        }
    return 0;
}

/* `Heide. On the market`, `(Bouaké) Eleven years`: one word, known as a place. */
static int read_plain(struct survey *s, size_t i, stet_str t, struct opening *ret)
{
    int open = t.n && *t.p == '(';
    size_t at = 0;
    t = open ? stet_strn(t.p + 1, t.n - 1) : t;
    while (at < t.n && at < 24 && !memchr(" .,():;!?", t.p[at], 9))
        at++;
    if (at < 4 || at + 4 > t.n || t.p[at] != (open ? ')' : '.') || t.p[at + 1] != ' ' ||
        !is_upper(s, t) || !is_upper(s, stet_strn(t.p + at + 2, 4)) ||
        !is_known_place(s, i, stet_strn(t.p, at)))
        return 0;
    *ret = read_place(s, stet_strn(t.p, at));
    return 1;
}

/* `**Oldersum.** When the bell rings`: set off, and named in the text again. */
static int read_bold(struct survey *s, size_t i, struct opening *ret)
{
    const struct block *b = &s->blocks[i];
    struct word words[PLACE_WORDS];
    if (b->end < b->item + 4 || s->items[b->item + 1].kind != STET_STRONG ||
        s->items[b->item + 1].skip != b->item + 3 ||
        s->items[b->item + 2].kind != STET_TEXT)
        return 0;
    stet_str t = stet__structure_trim(s->items[b->item + 2].text);
    stet_str next = stet__structure_trim(s->items[b->item + 3].text);
    int dashed = next.n > 4 && !memcmp(next.p, "\xe2\x80\x94 ", 4), within = 0;
    if (t.n > 4 && !memcmp(t.p + t.n - 3, "\xe2\x80\x93", 3)) { /* **Ort - ** */
        t = stet__structure_trim(stet_strn(t.p, t.n - 3));
        within = dashed = 1;
    }
    if (t.n < 4 || t.n > 32 || (t.p[t.n - 1] != '.' && !dashed) || !is_upper(s, t))
        return 0;
    if (t.p[t.n - 1] == '.')
        t.n--;
    size_t n = stet__structure_words(t, words, PLACE_WORDS);
    if (n > 3 || !((dashed && n > 1) || within || is_named_again(s, i, t) ||
                   is_known_place(s, i, t)))
        return 0;
    *ret = read_place(s, t);
    return 1;
}

/* `VALTORRES, 19 Sep. (AGN) -` on a line of its own. */
static int read_alone(struct survey *s, stet_str t, struct opening *ret)
{
    t = stet__structure_trim(t);
    size_t n = t.n > 3 && !memcmp(t.p + t.n - 3, "\xe2\x80\x93", 3)   ? 3
               : t.n > 3 && !memcmp(t.p + t.n - 3, "\xe2\x80\x94", 3) ? 3
               : t.n > 1 && t.p[t.n - 1] == '-'                       ? 1
                                                                      : 0;
    if (!n || t.n > PLACE_MAX || !is_upper(s, t))
        return 0;
    *ret = read_place(s, stet_strn(t.p, t.n - n));
    return ret->agency.n || ret->date.n;
}

/* `29 de marzo de 2021.- La consejera`: only the day. */
static int take_lone_day(struct survey *s, stet_str t, const struct block *b)
{
    static const char *const marks[] = {".-", ". \xe2\x80\x93", " \xe2\x80\x93 ",
                                        " \xe2\x80\x94 ", ".\xe2\x80\x93"};
    if (!t.n || *t.p < '0' || *t.p > '9' || stet_field(s->a, STET_PUBLISHED))
        return 0;
    size_t room = t.n < DAY_BYTES_MAX ? t.n : DAY_BYTES_MAX;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = memmem(t.p, room, marks[i], strlen(marks[i]));
        stet_str raw = at ? stet_strn(t.p, (size_t)(at - t.p)) : stet_cstr("");
        stet_str date = raw.n ? day_of(s, raw) : raw;
        if (!date.n)
            continue;
        stet__structure_state(s, STET_PUBLISHED, date, raw, "dateline_text",
                              STET_INFERRED, b);
        return 1;
    }
    return 0;
}

void stet__structure_dateline(struct survey *s)
{
    struct line lines[2];
    struct opening o;
    size_t i = s->body;
    while (i < s->tail && stet__structure_class(s, &s->blocks[i]) != CLASS_PROSE) {
        if (s->blocks[i].class == CLASS_SHORT &&
            stet__structure_lines(s, &s->blocks[i], lines, 2) == 1 &&
            read_alone(s, lines[0].text, &o)) {
            state_opening(s, &o, &s->blocks[i]);
            return;
        }
        i++;
    }
    if (i < s->tail && s->blocks[i].kind == STET_PARAGRAPH &&
        stet__structure_lines(s, &s->blocks[i], lines, 2) &&
        !take_lone_day(s, lines[0].text, &s->blocks[i]) &&
        (read_opening(s, lines[0].text, &o) || read_bold(s, i, &o) ||
         read_plain(s, i, lines[0].text, &o)))
        state_opening(s, &o, &s->blocks[i]);
}
