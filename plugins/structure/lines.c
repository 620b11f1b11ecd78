/* SPDX-License-Identifier: MIT */
/*
 * What a short line above the text says: who wrote it, who published it and when, what it
 * is about. A line is read field by field (`a | b | c`); a field begins with a known word
 * (By, Veröffentlicht am, Région :), holds a date, or is a name beside one of those.
 */
#include "structure.h"

enum { FIELDS_MAX = 8, SEGMENTS_MAX = 24, LINE_WORDS = 48 };

/* A piece of a line: [from, to), and the mark before it: , & or 0. */
struct segment {
    uint32_t from, to;
    char before;
};

struct reader {
    struct survey *s;
    const struct line *line;
    struct reading *ret;
    int known;        /* a field said what it is                */
    int strange;      /* words of fields that say nothing known */
    stet_str names[3]; /* fields before that, names by their look */
    size_t name_count;
};

/* ---- characters and words ------------------------------------------------------------ */

static size_t decode(const struct reader *r, stet_str t, size_t at, uint32_t *ret_code)
{
    return r->s->kit->decode(t.p + at, t.n - at, ret_code);
}

static int is_upper(const struct reader *r, uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z';
    return r->s->kit->is_upper(code);
}

/* Scripts without capitals begin behind Armenian. */
static int is_caseless(uint32_t code)
{
    return code >= 0x590 && code < 0x1e00;
}

static int is_far_east(uint32_t code)
{
    return code >= 0x2e80 && code < 0xfb00;
}

static int starts_big(const struct reader *r, stet_str t)
{
    uint32_t code = 0;
    size_t at = 0;
    while (at < t.n) { /* behind an opening quotation mark */
        size_t n = decode(r, t, at, &code);
        if (code != '"' && code != '\'' && code != '(' && code != 0x201c && code != 0x201e &&
            code != 0x2018 && code != 0xab)
            break;
        at += n;
    }
    return at < t.n && (is_upper(r, code) || is_caseless(code) || is_far_east(code) ||
                        (code >= '0' && code <= '9'));
}

static stet_str cut(stet_str text, size_t from, size_t to)
{
    return stet__structure_trim(stet_strn(text.p + from, to > from ? to - from : 0));
}

static stet_str without_stop(stet_str t)
{
    while (t.n && memchr(".,;:", t.p[t.n - 1], 4))
        t.n--;
    return stet__structure_trim(t);
}

static int in_group(const struct reader *r, int group, const struct word *w)
{
    return stet__structure_match_all(r->s->plan, GROUP_BIT(group), w, 1) != NULL;
}

/* ---- links ----------------------------------------------------------------------------- */

/* A link that leads somewhere and lies within the piece of the line. */
static stet_str url_within(const struct reader *r, stet_str piece)
{
    size_t from = (size_t)(piece.p - r->line->text.p), to = from + piece.n;
    for (size_t i = 0; i < r->line->link_count; i++) {
        const struct link *l = &r->line->links[i];
        if (l->from + 1 < from || l->to > to + 1 || l->from >= l->to)
            continue;
        int class = r->s->kit->url_class(l->url, NULL, 0, NULL);
        return class == STET_URL_HTTP || class == STET_URL_RELATIVE || class == STET_URL_MAIL
                   ? l->url
                   : stet_cstr("");
    }
    return stet_cstr("");
}

/* How much of a piece is link, in percent. */
static size_t linked_share(const struct reader *r, stet_str piece)
{
    size_t from = (size_t)(piece.p - r->line->text.p), to = from + piece.n, linked = 0;
    for (size_t i = 0; i < r->line->link_count; i++) {
        size_t a = r->line->links[i].from, b = r->line->links[i].to;
        a = a < from ? from : a;
        b = b > to ? to : b;
        linked += b > a ? b - a : 0;
    }
    return piece.n ? linked * 100 / piece.n : 0;
}

/* ---- names ------------------------------------------------------------------------------- */

/* All words with a capital but for particles; no digits. At most `max` words. */
static int is_name(const struct reader *r, stet_str t, size_t max, int digits)
{
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12), big = 0;
    if (!n || n > max || t.n > 80 || memchr(t.p, ':', t.n) || memchr(t.p, '@', t.n))
        return 0;
    for (size_t i = 0; i < n; i++) {
        stet_str w = stet_strn(t.p + words[i].from, words[i].to - words[i].from);
        int digit = *w.p >= '0' && *w.p <= '9';
        if (digit && !digits)
            return 0;
        if (starts_big(r, w))
            big++;
        else if (!in_group(r, GROUP_PARTICLE, &words[i]) &&
                 !(words[i].from && t.p[words[i].from - 1] != ' '))
            return 0; /* what follows an apostrophe or hyphen may be small */
    }
    return big > 0;
}

static int has_house_word(const struct reader *r, stet_str t)
{
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12);
    for (size_t i = 0; i < n; i++)
        if (in_group(r, GROUP_HOUSE, &words[i]))
            return 1;
    return 0;
}

static int is_house(const struct reader *r, stet_str t)
{
    return t.n && t.n <= 60 && starts_big(r, t) && is_name(r, t, 7, 1);
}

static void add_part(struct part *parts, size_t *count, struct part part)
{
    if (*count < PARTS_MAX)
        parts[(*count)++] = part;
}

/* ---- segments ------------------------------------------------------------------------------ */

/* Is the word one that joins two names? Capitals are names themselves. */
static int is_join(const struct reader *r, stet_str t, const struct word *w)
{
    return t.p[w->from] >= 'a' && t.p[w->from] <= 'z' && in_group(r, GROUP_JOIN, w) &&
           w->from > 0 && t.p[w->from - 1] == ' ';
}

static void add_segment(stet_str t, struct segment *segments, size_t *n, uint32_t from,
                        uint32_t to, char before)
{
    if (cut(t, from, to).n && *n < SEGMENTS_MAX)
        segments[(*n)++] = (struct segment){from, to, before};
}

/* At commas, ampersands and joining words. */
static size_t split_names(const struct reader *r, stet_str t, struct segment *segments)
{
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(t, words, LINE_WORDS), count = 0, w = 0;
    uint32_t from = 0;
    char before = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        while (w < n && words[w].to <= i)
            w++;
        int join = w < n && words[w].from == i && is_join(r, t, &words[w]);
        if (!join && t.p[i] != ',' && t.p[i] != ';' && t.p[i] != '&')
            continue;
        add_segment(t, segments, &count, from, i, before);
        before = join || t.p[i] == '&' ? '&' : ',';
        from = join ? words[w].to : i + 1;
        i = from - 1;
    }
    add_segment(t, segments, &count, from, (uint32_t)t.n, before);
    return count;
}

/* The name ends before the first small word that is no particle; behind `for` stands the
 * house. */
static stet_str name_part(const struct reader *r, stet_str t, stet_str *ret_house)
{
    struct word words[16];
    size_t n = stet__structure_words(t, words, 16);
    for (size_t i = 1; i < n; i++) {
        stet_str w = stet_strn(t.p + words[i].from, words[i].to - words[i].from);
        if (starts_big(r, w) || in_group(r, GROUP_PARTICLE, &words[i]) ||
            t.p[words[i].from - 1] != ' ')
            continue;
        if (in_group(r, GROUP_AFFILIATION, &words[i]))
            *ret_house = without_stop(cut(t, words[i].to, t.n));
        return cut(t, 0, words[i].from);
    }
    return t;
}

static struct part make_party(const struct reader *r, stet_str name)
{
    struct part p;
    memset(&p, 0, sizeof p);
    p.kind = STET_PARTY;
    p.name = name;
    p.url = url_within(r, name);
    p.role = p.axis = p.label = p.affiliation = stet_cstr("");
    return p;
}

/* `A, B and C`; `A, Harbour Dispatch`; `A for the Review`. How many names there are. */
static size_t read_names(struct reader *r, stet_str t, struct part *parts, size_t *count)
{
    struct segment segments[SEGMENTS_MAX];
    size_t n = split_names(r, t, segments), first = *count;
    int joined = 0;
    for (size_t i = 0; i < n; i++)
        joined |= segments[i].before == '&';
    for (size_t i = 0; i < n; i++) {
        stet_str house = stet_cstr("");
        stet_str piece = without_stop(cut(t, segments[i].from, segments[i].to));
        stet_str name = without_stop(name_part(r, piece, &house));
        if (!is_name(r, name, 6, 0)) {
            if (i == 0)
                return 0;
            continue;
        }
        if (i > 0 && segments[i].before == ',' && !joined && has_house_word(r, name)) {
            if (!r->ret->publisher.n)
                r->ret->publisher = name;
            continue;
        }
        struct part p = make_party(r, name);
        p.affiliation = house;
        add_part(parts, count, p);
    }
    return *count - first;
}

/* ---- dates ------------------------------------------------------------------------------------ */

static int is_year(stet_str t, const struct word *w)
{
    const char *p = t.p + w->from;
    if (w->to - w->from < 4 || (p[0] != '1' && p[0] != '2') || (p[1] != '9' && p[1] != '0'))
        return 0;
    for (int i = 2; i < 4; i++)
        if (p[i] < '0' || p[i] > '9')
            return 0;
    return w->to - w->from == 4 || p[4] == 'T';
}

static stet_str format_date(struct reader *r, const stet_date *date)
{
    stet_out out = stet_out_in_article(r->s->a, 40, 80);
    r->s->kit->date_format(&out, date, STET_DATE_ISO);
    stet__structure_check(r->s, stet_out_status(&out));
    return stet_out_text(&out);
}

/* The longest run of words around a year that is a date: [*ret_from, *ret_to). */
static int find_date(struct reader *r, stet_str t, size_t *ret_from, size_t *ret_to,
                     stet_date *ret_date)
{
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(t, words, LINE_WORDS);
    for (size_t y = 0; y < n; y++) {
        if (!is_year(t, &words[y]))
            continue;
        for (size_t a = y > 5 ? y - 5 : 0; a <= y; a++)
            for (size_t b = y + 6 < n ? y + 6 : n - 1; b + 1 > y; b--) {
                stet_str d = stet_strn(t.p + words[a].from, words[b].to - words[a].from);
                if (d.n < 64 &&
                    r->s->kit->date_parse(d, stet_cstr(""), ret_date) == STET_OK &&
                    ret_date->precision >= STET_MONTH) {
                    *ret_from = words[a].from;
                    *ret_to = words[b].to;
                    return 1;
                }
                if (b == 0)
                    break;
            }
    }
    return 0;
}

/* Cut words such as `am` or `published on` from the end of what stands before a date.
 * *ret_updated is set when one of them says that the text was changed then. */
static stet_str without_date_words(const struct reader *r, stet_str t, int *ret_updated)
{
    unsigned groups = GROUP_BIT(GROUP_PUBLISHED) | GROUP_BIT(GROUP_UPDATED);
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(t, words, LINE_WORDS);
    for (int again = 1; again;) {
        again = 0;
        for (size_t i = n > 6 ? n - 6 : 0; i < n && !again; i++) {
            const struct phrase *p =
                stet__structure_match_all(r->s->plan, groups, words + i, n - i);
            if (!p)
                continue;
            *ret_updated |= p->group == GROUP_UPDATED;
            t = cut(t, 0, words[i].from);
            n = i;
            again = 1;
        }
    }
    while (t.n && memchr(",;:(-", t.p[t.n - 1], 5))
        t.n--;
    return stet__structure_trim(t);
}

/* Behind a date: `in`, `dans` and a mark before the name of the house. */
static stet_str without_preposition(stet_str t)
{
    static const char *const words[] = {"in ", "dans ", "en ", "auf ", "sur ", "on ", "bei ", NULL};
    while (t.n && memchr(",;:)-", *t.p, 5))
        t = cut(t, 1, t.n);
    for (size_t i = 0; words[i]; i++) {
        size_t n = strlen(words[i]);
        if (t.n > n && memcmp(t.p, words[i], n) == 0)
            return cut(t, n, t.n);
    }
    return t;
}

static void keep_date(struct reader *r, const stet_date *date, stet_str raw, int updated)
{
    stet_str *value = updated ? &r->ret->updated : &r->ret->published;
    if (value->n)
        return;
    *value = format_date(r, date);
    *(updated ? &r->ret->updated_raw : &r->ret->published_raw) = raw;
}

/* Take the dates out of a field; what is left, before and behind them. */
static int take_dates(struct reader *r, stet_str t, int updated, stet_str *ret_before,
                      stet_str *ret_after)
{
    stet_date date;
    size_t from, to;
    int found = 0;
    *ret_before = t;
    *ret_after = stet_cstr("");
    for (int i = 0; i < 2 && find_date(r, t, &from, &to, &date); i++) {
        stet_str before = without_date_words(r, cut(t, 0, from), &updated);
        if (!found)
            *ret_before = before;
        keep_date(r, &date, stet_strn(t.p + from, to - from), updated);
        t = cut(t, to, t.n);
        *ret_after = without_preposition(t);
        updated = 0;
        found = 1;
    }
    return found;
}

/* ---- taxonomy -------------------------------------------------------------------------------- */

static void read_concepts(struct reader *r, stet_str t, stet_str axis, stet_str label)
{
    size_t from = 0;
    for (size_t i = 0; i <= t.n; i++) {
        if (i < t.n && t.p[i] != ',' && t.p[i] != ';')
            continue;
        stet_str name = without_stop(cut(t, from, i));
        from = i + 1;
        if (!name.n)
            continue;
        struct part p = make_party(r, name);
        p.kind = STET_CONCEPT;
        p.axis = axis;
        p.label = label;
        add_part(r->ret->concepts, &r->ret->concept_count, p);
    }
}

/* A label that no list knows: links behind it, or a few capitalised words. */
static int read_unknown_label(struct reader *r, stet_str field, size_t colon)
{
    stet_str label = cut(field, 0, colon), rest = cut(field, colon + 1, field.n);
    struct word words[8];
    size_t n = stet__structure_words(label, words, 8);
    if (!n || n > 4 || label.n > 40 || !starts_big(r, label) || !rest.n || rest.n > 160 ||
        memchr(label.p, ',', label.n) || memchr(".!?", rest.p[rest.n - 1], 3) ||
        r->s->kit->url_class(rest, NULL, 0, NULL) == STET_URL_HTTP || *rest.p == '/')
        return 0;
    int links = linked_share(r, rest) >= 80;
    if (!links) {
        struct segment segments[SEGMENTS_MAX];
        size_t count = split_names(r, rest, segments);
        for (size_t i = 0; i < count; i++)
            if (!is_name(r, cut(rest, segments[i].from, segments[i].to), 4, 0))
                return 0;
        r->ret->sure = 0;
    }
    for (size_t i = 0; i < n && !r->ret->series; i++)
        r->ret->series = stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_SERIES),
                                                   words + i, 1) != NULL;
    stet_out out = stet_out_in_article(r->s->a, label.n + 8, 256);
    r->s->kit->slug(&out, label, 60);
    stet__structure_check(r->s, stet_out_status(&out));
    read_concepts(r, rest, stet_out_text(&out), label);
    return r->ret->concept_count > 0;
}

/* ---- one field of a line ----------------------------------------------------------------------- */

static int read_people(struct reader *r, stet_str rest, int group)
{
    stet_str before, after;
    struct reading *ret = r->ret;
    take_dates(r, rest, 0, &before, &after);
    if (group == GROUP_BYLINE) {
        if (!read_names(r, before, ret->authors, &ret->author_count))
            return 0;
        if (after.n && !ret->publisher.n && is_house(r, after))
            ret->publisher = after;
        return 1;
    }
    size_t first = ret->other_count;
    if (!read_names(r, before, ret->others, &ret->other_count))
        return 0;
    ret->others_field = group == GROUP_TRANSLATOR ? STET_TRANSLATORS : STET_CONTRIBUTORS;
    for (size_t i = first; i < ret->other_count; i++)
        ret->others[i].role = stet_cstr(group == GROUP_TRANSLATOR     ? "translator"
                                        : group == GROUP_PHOTOGRAPHER ? "photographer"
                                                                      : "editor");
    return 1;
}

/* Date and house in one field; without a label it must be all capitals around the date. */
static int read_dated(struct reader *r, stet_str field, int labelled, int updated)
{
    stet_str before, after;
    if (!take_dates(r, field, updated, &before, &after))
        return 0;
    if (!labelled && (before.n > 60 || after.n > 60))
        return 0;
    stet_str pieces[2] = {before, after};
    r->known++; /* names from here on stand beside a date */
    for (int k = 0; k < 2; k++) {
        struct segment segments[SEGMENTS_MAX];
        size_t n = split_names(r, pieces[k], segments);
        for (size_t i = 0; i < n; i++) {
            stet_str t = without_stop(cut(pieces[k], segments[i].from, segments[i].to));
            if (!t.n || (*t.p >= '0' && *t.p <= '9'))
                continue; /* a time of day */
            if (!is_house(r, t)) {
                if (!labelled) {
                    r->known--;
                    return 0;
                }
                continue;
            }
            if (r->name_count < 3)
                r->names[r->name_count++] = t;
        }
    }
    return 1;
}

static int read_labelled(struct reader *r, stet_str field, const struct phrase *p,
                         stet_str rest, int colon)
{
    switch (p->group) {
    case GROUP_BYLINE:
    case GROUP_TRANSLATOR:
    case GROUP_PHOTOGRAPHER:
    case GROUP_EDITOR:
        return read_people(r, rest, p->group);
    case GROUP_PUBLISHED:
    case GROUP_UPDATED:
        return read_dated(r, rest, colon || p->count > 1, p->group == GROUP_UPDATED) ||
               read_dated(r, field, 0, 0);
    case GROUP_PUBLISHER:
        if (!colon || !is_house(r, rest))
            return 0;
        r->ret->publisher = rest;
        return 1;
    case GROUP_SUMMARY:
        if (colon && rest.n > 20)
            r->ret->intro = rest;
        return colon && rest.n > 20;
    case GROUP_SERIES:
    case GROUP_AXIS:
        if (!colon || !rest.n || rest.n > 240)
            return 0;
        r->ret->series = p->group == GROUP_SERIES;
        read_concepts(r, rest, p->axis, cut(field, 0, (size_t)(rest.p - field.p)));
        return r->ret->concept_count > 0;
    default:
        return 0;
    }
}

static int read_field(struct reader *r, stet_str field)
{
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(field, words, LINE_WORDS);
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_TRANSLATOR) |
                      GROUP_BIT(GROUP_PHOTOGRAPHER) | GROUP_BIT(GROUP_EDITOR) |
                      GROUP_BIT(GROUP_PUBLISHED) | GROUP_BIT(GROUP_UPDATED) |
                      GROUP_BIT(GROUP_PUBLISHER) | GROUP_BIT(GROUP_SUMMARY) |
                      GROUP_BIT(GROUP_SERIES) | GROUP_BIT(GROUP_AXIS) |
                      GROUP_BIT(GROUP_NOT_A_LABEL);
    const char *colon = memchr(field.p, ':', field.n);
    size_t colon_at = colon ? (size_t)(colon - field.p) : field.n;
    if (!n)
        return 0;
    size_t before = 0; /* words before the colon */
    while (before < n && words[before].to <= colon_at)
        before++;
    const struct phrase *p = NULL;
    if (colon && before)
        p = stet__structure_match_all(r->s->plan, groups, words, before);
    if (p && p->group == GROUP_NOT_A_LABEL)
        return 0;
    if (p && read_labelled(r, field, p, cut(field, colon_at + 1, field.n), 1))
        return 1;
    unsigned open = groups & ~(GROUP_BIT(GROUP_AXIS) | GROUP_BIT(GROUP_SERIES) |
                               GROUP_BIT(GROUP_SUMMARY) | GROUP_BIT(GROUP_NOT_A_LABEL) |
                               GROUP_BIT(GROUP_PUBLISHER));
    p = stet__structure_match(r->s->plan, open, words, n);
    if (p && p->count < n &&
        read_labelled(r, field, p, cut(field, words[p->count - 1].to, field.n), 0))
        return 1;
    if (read_dated(r, field, 0, 0))
        return 1;
    return colon && colon_at < 44 && read_unknown_label(r, field, colon_at);
}

/* ---- fields of a line ------------------------------------------------------------------------------ */

/* Bytes of a mark that parts two fields at p: | and dots, dashes between blanks. */
static size_t bar_length(stet_str t, size_t i)
{
    static const char *const bars[] = {"\xe2\x80\xa2", "\xc2\xb7", "\xe2\x80\x93",
                                       "\xe2\x80\x94", "-", NULL};
    if (t.p[i] == '|')
        return 1;
    if (i == 0 || t.p[i - 1] != ' ')
        return 0;
    for (size_t k = 0; bars[k]; k++) {
        size_t n = strlen(bars[k]);
        if (t.n - i > n && memcmp(t.p + i, bars[k], n) == 0 && t.p[i + n] == ' ')
            return n;
    }
    return 0;
}

/* The printed byline: the field that names the authors, without its date. */
static stet_str byline_of(const struct reading *ret, stet_str field)
{
    const char *date = ret->published_raw.n ? ret->published_raw.p : NULL;
    const struct part *last = &ret->authors[ret->author_count - 1];
    if (!date || date < field.p || date >= field.p + field.n)
        return field;
    if (ret->authors[0].name.p < date)
        return cut(field, 0, (size_t)(last->name.p + last->name.n - field.p));
    stet_str rest = cut(field, (size_t)(date - field.p) + ret->published_raw.n, field.n);
    while (rest.n && memchr(",-;", *rest.p, 3))
        rest = cut(rest, 1, rest.n);
    return rest;
}

static void take_field(struct reader *r, stet_str field)
{
    struct word words[LINE_WORDS];
    if (!field.n)
        return;
    size_t authors = r->ret->author_count;
    if (read_field(r, field)) {
        r->known++;
        if (!authors && r->ret->author_count)
            r->ret->byline = byline_of(r->ret, field);
        return;
    }
    size_t n = stet__structure_words(field, words, LINE_WORDS);
    if (is_house(r, field) && r->name_count < 3)
        r->names[r->name_count++] = field;
    else if (n > 3 || !r->known) /* `5 min read` says nothing and does no harm */
        r->strange += (int)n;
}

/* Names beside fields that are known: the house, and before it who wrote it. */
static void place_names(struct reader *r)
{
    struct reading *ret = r->ret;
    for (size_t i = 0; i < r->name_count; i++) {
        int more = i + 1 < r->name_count || ret->publisher.n;
        if (more && !ret->author_count && !has_house_word(r, r->names[i]) &&
            is_name(r, r->names[i], 5, 0))
            add_part(ret->authors, &ret->author_count, make_party(r, r->names[i]));
        else if (!ret->publisher.n)
            ret->publisher = r->names[i];
    }
}

int stet__structure_is_person(struct survey *s, const struct line *line, struct part *ret)
{
    struct reading scratch = {.sure = 1};
    struct reader r = {.s = s, .line = line, .ret = &scratch};
    struct word words[6];
    stet_str text = stet__structure_trim(line->text);
    size_t n = stet__structure_words(text, words, 6);
    if (n < 2 || n > 4 || text.n > 48 || !is_name(&r, text, 4, 0) || has_house_word(&r, text) ||
        memchr(".!?,", text.p[text.n - 1], 4))
        return 0;
    *ret = make_party(&r, text);
    return 1;
}

int stet__structure_is_publisher(struct survey *s, const struct line *line, stet_str *ret)
{
    struct reading scratch = {.sure = 1};
    struct reader r = {.s = s, .line = line, .ret = &scratch};
    stet_str text = stet__structure_trim(line->text);
    if (!is_house(&r, text) || !has_house_word(&r, text) ||
        memchr(".!?,", text.p[text.n - 1], 4))
        return 0;
    *ret = text;
    return 1;
}

int stet__structure_read_line(struct survey *s, const struct line *line, struct reading *ret)
{
    struct reader r = {.s = s, .line = line, .ret = ret};
    stet_str text = stet__structure_trim(line->text);
    size_t from = 0;
    memset(ret, 0, sizeof *ret);
    ret->sure = 1;
    if (!text.n || text.n > LINE_BYTES_MAX)
        return 0;
    for (size_t i = 0; i < text.n; i++) {
        size_t n = bar_length(text, i);
        if (!n)
            continue;
        take_field(&r, cut(text, from, i));
        from = i + n;
        i = from - 1;
    }
    take_field(&r, cut(text, from, text.n));
    if (!r.known || r.strange)
        return 0;
    place_names(&r);
    if (ret->author_count && !ret->byline.n)
        ret->byline = byline_of(ret, text);
    if (ret->publisher.n)
        ret->publisher_url = url_within(&r, ret->publisher);
    return 1;
}
