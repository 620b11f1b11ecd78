/* SPDX-License-Identifier: MIT */
/* What furniture says about the article, stated as fields; and where statements
 * disagree. */
#include <strings.h>

#include "fields.h"

static const stet_span nowhere = {0, 0};

enum { EXPLAINED_WORDS = 8, RAW_LINE_MAX = 300 };

stet_claim stet__furniture_claim(struct detector *d, const struct said *said)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_DERIVED,
                        .source = stet_cstr("furniture_text"),
                        .lang = stet_cstr(""),
                        .rule = said->rule->id,
                        .span = stet_span_of(d->a, said->unit->block)};
    return claim;
}

stet_str stet__furniture_said_text(const struct said *said)
{
    return stet_strn(said->unit->text.p + said->from, said->to - said->from);
}

/* The sentence from the phrase on. */
static stet_str behind(const struct said *said)
{
    size_t from = said->verdict->words[said->hit->from].from;
    return stet_strn(said->unit->text.p + from, said->to > from ? said->to - from : 0);
}

stet_node stet__furniture_state_text(struct detector *d, const struct said *said,
                                     stet_kind field, stet_str text)
{
    stet_claim claim = stet__furniture_claim(d, said);
    if (!text.n)
        return 0;
    return stet_state(d->a, field, text, &claim);
}

stet_node stet__furniture_new_part(struct detector *d, const struct said *said,
                                   stet_kind field, stet_kind part)
{
    stet_claim claim = stet__furniture_claim(d, said);
    stet_node n = stet_state(d->a, field, stet_cstr(""), &claim);
    return n ? stet_node_new(d->a, n, 0, part, nowhere) : 0;
}

void stet__furniture_put(struct detector *d, stet_node n, stet_attr attr,
                         stet_str value)
{
    if (n && value.n)
        stet__furniture_keep(d, stet_set_attr(d->a, n, attr, value));
}

stet_str stet__furniture_word_text(const struct said *said, size_t w)
{
    const struct word *x = &said->verdict->words[w];
    return stet_strn(said->unit->text.p + x->from, x->to - x->from);
}

/* ---- one field each
 * -------------------------------------------------------------------------- */

/* `first published on October 3, 2023`: no other house, only the day. */
static void state_first_day(struct detector *d, const struct said *said, stet_str date,
                            stet_str raw)
{
    if (date.n && !stet_field(d->a, STET_PUBLISHED))
        stet__furniture_put(d,
                            stet__furniture_state_text(d, said, STET_PUBLISHED, date),
                            STET_ATTR_RAW, raw);
}

/* `in the June 2016 issue`: no day, but more than a year. */
static stet_str month_of(struct detector *d, stet_str text, stet_str lang)
{
    stet_str date = stet__furniture_date(d, text, lang, 1, NULL);
    return date.n == 7 ? date : stet_cstr("");
}

/* The month is that of an issue, not a day when it appeared. */
static int speaks_of_issue(stet_str t)
{
    static const char *const list[] = {
        "issue", "Ausgabe",       "Heft",          "n\xc2\xb0", "n.\xc2\xba",
        "Nr.",   "num\xc3\xa9ro", "n\xc3\xbamero", "N\xc2\xba", "edici\xc3\xb3n"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (memmem(t.p, t.n, list[i], strlen(list[i])))
            return 1;
    return 0;
}

/* What another sentence of the block has said already. */
static stet_node same_origin(struct detector *d, const struct said *said, stet_str name)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    stet_span block = stet_span_of(d->a, said->unit->block);
    while (block.len && (n = stet_find(d->a, root, n, STET_ORIGIN))) {
        stet_node part = stet_first(d->a, n);
        if (part && name.n && stet_span_of(d->a, n).off == block.off &&
            stet_str_eq(stet_attr_str(d->a, part, STET_ATTR_NAME), name))
            return part;
    }
    return 0;
}

static void state_origin(struct detector *d, const struct said *said)
{
    struct value value = stet__furniture_origin(d->kit, said);
    stet_str raw = stet_cstr(""),
             date = stet__furniture_date(d, behind(said), said->rule->lang, 0, &raw);
    if (!date.n && value.name.n && !speaks_of_issue(behind(said)))
        date = month_of(d, behind(said), said->rule->lang);
    if (!value.name.n && !value.url.n) {
        state_first_day(d, said, date, raw);
        return;
    }
    stet_node known = same_origin(d, said, value.name);
    if (known) {
        if (!stet_attr_str(d->a, known, STET_ATTR_DATE).n)
            stet__furniture_put(d, known, STET_ATTR_DATE, date);
        return;
    }
    stet_claim claim = stet__furniture_claim(d, said);
    if (!value.url.n && !memchr(value.name.p, ' ', value.name.n))
        claim.confidence = STET_INFERRED; /* a lone word may be a person's */
    stet_node n = stet_state(d->a, STET_ORIGIN, stet_cstr(""), &claim);
    stet_node part = n ? stet_node_new(d->a, n, 0, STET_REF, nowhere) : 0;
    stet__furniture_put(d, part, STET_ATTR_NAME, value.name);
    stet__furniture_put(d, part, STET_ATTR_URL, value.url);
    stet__furniture_put(d, part, STET_ATTR_DATE, date);
}

/* The sentence says who made a picture, too. */
static int is_of_picture(struct detector *d, const struct said *said)
{
    const struct verdict *v = said->verdict;
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && v->hits[i].from < said->hit->from &&
            stet__furniture_kind(d, (struct unit *)said->unit, &v->hits[i]) ==
                STET_IMAGE_CREDIT &&
            v->words[v->hits[i].from].sentence == v->words[said->hit->from].sentence)
            return 1;
    return 0;
}

static void state_licence(struct detector *d, const struct said *said)
{
    stet_str id, url;
    if (is_of_picture(d, said) || !stet__furniture_licence(d, said, &id, &url))
        return;
    stet__furniture_put(d, stet__furniture_state_text(d, said, STET_LICENCE, id),
                        STET_ATTR_URL, url);
}

static const char *correction_type(stet_kind kind)
{
    return kind == STET_UPDATE          ? "update"
           : kind == STET_CLARIFICATION ? "clarification"
           : kind == STET_RETRACTION    ? "retraction"
                                        : "correction";
}

/* What the same block has said already, without a date or with this one. */
static stet_node same_correction(struct detector *d, const struct said *said,
                                 stet_str type, stet_str date)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    stet_span block = stet_span_of(d->a, said->unit->block);
    while ((n = stet_find(d->a, root, n, STET_CORRECTIONS))) {
        stet_node part = stet_first(d->a, n);
        stet_span span = stet_span_of(d->a, n);
        if (!part || !block.len || span.off != block.off || said->unit->raw ||
            !stet_str_eq(stet_attr_str(d->a, part, STET_ATTR_TYPE), type))
            continue;
        stet_str known = stet_attr_str(d->a, part, STET_ATTR_DATE);
        if (!known.n || !date.n || stet_str_eq(known, date))
            return part;
    }
    return 0;
}

/* `in the version published on 14 October`: not when it was corrected. */
static int is_of_version(const struct said *said, stet_str raw)
{
    static const char *const words[] = {"publi", "ersión", "ersion", "Fassung",
                                        "veröff"};
    stet_str text = stet__furniture_said_text(said);
    size_t at = (size_t)(raw.p - text.p), from = at > 26 ? at - 26 : 0;
    if (raw.p < text.p || at > text.n || memchr(text.p, ':', at) == NULL)
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(text.p + from, at - from, words[i], strlen(words[i])))
            return 1;
    return 0;
}

/* `This article was amended on 6 June. An earlier version said ...`: the day of the
 * sentence before, when that is a notice, too. */
static stet_str date_before(struct detector *d, const struct said *said)
{
    const struct verdict *v = said->verdict;
    size_t sentence = v->words[said->hit->from].sentence;
    for (size_t i = 0; i < v->hit_count; i++) {
        const struct hit *h = &v->hits[i];
        size_t from = h->from, to = h->from;
        if (!h->accepted || v->words[from].sentence + 1u != sentence)
            continue;
        while (from && v->words[from - 1].sentence + 1u == sentence)
            from--;
        while (to + 1 < v->word_count && v->words[to + 1].sentence + 1u == sentence)
            to++;
        stet_str text = stet_strn(said->unit->text.p + v->words[from].from,
                                  v->words[to].to - v->words[from].from);
        return stet__furniture_date(d, text, said->rule->lang, 0, NULL);
    }
    return stet_cstr("");
}

static void state_correction(struct detector *d, const struct said *said)
{
    stet_str raw,
        text = stet__furniture_said_text(said),
        type = stet_cstr(correction_type(said->rule->kind)),
        date = stet__furniture_date(d, behind(said), said->rule->lang, 0, &raw);
    if (!date.n)
        date = stet__furniture_date(d, text, said->rule->lang, 0, &raw);
    if (date.n && is_of_version(said, raw))
        date = stet_cstr("");
    if (!date.n && said->rule->kind != STET_UPDATE)
        date = date_before(d, said);
    stet_node part = same_correction(d, said, type, date);
    if (part) {
        if (!stet_attr_str(d->a, part, STET_ATTR_DATE).n)
            stet__furniture_put(d, part, STET_ATTR_DATE, date);
        return;
    }
    part = stet__furniture_new_part(d, said, STET_CORRECTIONS, STET_CORRECTION_PART);
    stet__furniture_put(d, part, STET_ATTR_TYPE, type);
    stet__furniture_put(d, part, STET_ATTR_DATE, date);
    stet__furniture_put(d, part, STET_ATTR_VALUE, text);
}

/* The day of the notice as printed. */
static stet_str date_of(struct detector *d, const struct said *said)
{
    stet_str raw = stet_cstr("");
    stet__furniture_date(d, stet__furniture_said_text(said), said->rule->lang, 0, &raw);
    return raw;
}

/* Words behind a colon behind the day. */
static size_t count_behind(const struct said *said, stet_str raw)
{
    const struct verdict *v = said->verdict;
    stet_str all = said->unit->text;
    size_t from = raw.n ? (size_t)(raw.p + raw.n - all.p) : all.n, count = 0;
    const char *colon =
        from < said->to ? memmem(all.p + from, said->to - from, ": ", 2) : NULL;
    for (size_t i = 0; colon && i < v->word_count; i++)
        count += all.p + v->words[i].from > colon && v->words[i].to <= said->to &&
                 !(v->words[i].flags & WORD_NUMBER);
    return count;
}

/* `Update, 3 March: the mill has answered` says more than a date does. */
static int says_what_changed(const struct said *said, stet_str raw)
{
    const struct verdict *v = said->verdict;
    size_t plain = 0;
    for (size_t i = 0; i < v->word_count; i++)
        if (v->words[i].from >= said->from && v->words[i].to <= said->to &&
            !(v->words[i].flags & WORD_NUMBER))
            plain++;
    return plain > EXPLAINED_WORDS || count_behind(said, raw) > 2;
}

/* Is it the day that a line of the head has said already, there and as it was? */
static int is_head_date(struct detector *d, const struct said *said, stet_str date)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    stet_span block = stet_span_of(d->a, said->unit->block);
    while ((n = stet_find(d->a, root, n, STET_PUBLISHED)))
        if (stet_str_eq(stet_text(d->a, n), date) &&
            stet_span_of(d->a, n).off == block.off && block.len)
            return 1;
    return 0;
}

/* `For immediate release`: nothing is held back. */
static int is_free(const struct said *said)
{
    static const char *const list[] = {"mmedia",
                                       "MMEDIA",
                                       "mm\xc3\xa9"
                                       "diat",
                                       "nmediat",
                                       "NMEDIAT",
                                       "sofort",
                                       "Sofort",
                                       "MM\xc3\x89"
                                       "DIAT"};
    stet_str text = behind(said);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (memmem(text.p, text.n < 48 ? text.n : 48, list[i], strlen(list[i])))
            return 1;
    return 0;
}

static void state_date(struct detector *d, const struct said *said, stet_kind field)
{
    stet_str raw = stet_cstr("");
    stet_str date = stet__furniture_date(d, behind(said), said->rule->lang, 0, &raw);
    if ((field == STET_UPDATED && is_head_date(d, said, date)) ||
        (field == STET_EMBARGO && is_free(said)))
        return;
    stet__furniture_put(d, stet__furniture_state_text(d, said, field, date),
                        STET_ATTR_RAW, raw);
}

static int holds_digit(stet_str t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9')
            return 1;
    return 0;
}

/* `Monatsblätter 5/2022`: the number of an issue, and its year. */
static stet_str number_of_year(stet_str t)
{
    for (size_t i = 1; i + 5 <= t.n; i++) {
        size_t from = i, to = i + 1;
        if (t.p[i] != '/' ||
            (memcmp(t.p + i + 1, "19", 2) && memcmp(t.p + i + 1, "20", 2)))
            continue;
        while (from && i - from < 3 && t.p[from - 1] >= '0' && t.p[from - 1] <= '9')
            from--;
        while (to < t.n && t.p[to] >= '0' && t.p[to] <= '9')
            to++;
        if (from < i && to - i == 5 && (!from || t.p[from - 1] == ' '))
            return stet_strn(t.p + from, to - from);
    }
    return stet_cstr("");
}

/* The number behind a word for a page, or `4/2024` behind one for an issue. */
static stet_str number_behind(const struct said *said, const char *const *names,
                              size_t count)
{
    const struct verdict *v = said->verdict;
    stet_str text = said->unit->text;
    for (size_t i = 0; i + 1 < v->word_count; i++) {
        const struct word *next = &v->words[i + 1];
        if (v->words[i].from < said->from || next->to > said->to ||
            !(next->flags & WORD_NUMBER ||
              (next->to - next->from <= 3 && next->flags & WORD_BIG)))
            continue;
        for (size_t k = 0; k < count; k++) {
            size_t n = strlen(names[k]), len = v->words[i].to - v->words[i].from;
            if (len != n || strncasecmp(text.p + v->words[i].from, names[k], n) != 0)
                continue;
            size_t to = next->to;
            while (to < said->to &&
                   (text.p[to] == '/' || (text.p[to] >= '0' && text.p[to] <= '9')))
                to++;
            return stet_strn(text.p + next->from, to - next->from);
        }
    }
    return stet_cstr("");
}

/* `2024-11-04 3`: its day and page; or the number of the issue. */
static void state_print(struct detector *d, const struct said *said)
{
    static const char *const pages[] = {"page", "seite", "página", "pág",
                                        "pag",  "p",     "s"},
                             *const sections[] = {"section"},
                             *const issues[] = {
                                 "heft",        "ausgabe", "nr",     "no",
                                 "issue",       "n",       "n°",     "número",
                                 "vol",         "numéro",  "number", "printausgabe",
                                 "druckausgabe"};
    stet_str raw = stet__furniture_said_text(said), day = stet_cstr(""),
             date = stet__furniture_date(d, raw, said->rule->lang, 0, &day),
             page = number_behind(said, pages, sizeof pages / sizeof *pages);
    stet_str issue = number_behind(said, issues, sizeof issues / sizeof *issues);
    if (!holds_digit(issue))
        issue.n = 0;
    if (issue.n && day.p == issue.p) /* `n° 12, juin 2023` is no day */
        date = stet_cstr("");
    if (!date.n && !issue.n)
        issue = number_of_year(raw);
    if (!date.n && !issue.n)
        date = month_of(d, raw, said->rule->lang);
    if (!date.n)
        page.n = 0; /* a number names the issue, whatever the page */
    stet_out out = stet_out_in_article(d->a, 32, 200);
    stet_put_str(&out, date.n ? date : issue);
    if (page.n && out.len)
        stet_puts(&out, " ");
    if (page.n && out.len && *page.p <= '9')
        stet_put_str(&out,
                     number_behind(said, sections, sizeof sections / sizeof *sections));
    stet_put_str(&out, page);
    stet__furniture_put(
        d, stet__furniture_state_text(d, said, STET_PRINT_EDITION, stet_out_text(&out)),
        STET_ATTR_RAW, raw);
}

/* `Serie: Oficios del aire`: all behind the label, when the line is nothing else. */
static stet_str labelled(const struct said *said)
{
    const struct verdict *v = said->verdict;
    stet_str all = said->unit->text;
    size_t last = said->hit->to ? said->hit->to - 1 : 0, from = v->words[last].to,
           to = from;
    if (!(v->words[last].flags & WORD_COLON))
        return stet_cstr("");
    while (to < all.n && all.p[to] != '\n' && all.p[to] != '.' && all.p[to] != '(')
        to++;
    stet_str name = stet__furniture_trim(stet_strn(all.p + from, to - from));
    return name.n < 60 && !memchr(name.p, ',', name.n) && !said->unit->link_count
               ? name
               : stet_cstr("");
}

/* What is in quotation marks or set off; else the words with capitals. */
static void state_series(struct detector *d, const struct said *said)
{
    stet_str text = stet__furniture_said_text(said),
             name = stet__furniture_quoted(behind(said));
    if (!name.n)
        name = stet__furniture_quoted(text);
    if (!name.n)
        name = labelled(said);
    const struct unit *u = said->unit;
    for (size_t i = 0; !name.n && !u->italic && i < u->set_off_count; i++)
        if (u->set_off[i].from >= said->from && u->set_off[i].to <= said->to &&
            (u->set_off[i].to - u->set_off[i].from) * 2 < said->to - said->from)
            name = stet_strn(u->text.p + u->set_off[i].from,
                             u->set_off[i].to - u->set_off[i].from);
    for (size_t i = 0; !name.n && i < u->link_count; i++)
        if (u->links[i].from >= said->from && u->links[i].to <= said->to &&
            !(u->text.p[u->links[i].from] >= 'a' && u->text.p[u->links[i].from] <= 'z'))
            name = stet_strn(u->text.p + u->links[i].from,
                             u->links[i].to - u->links[i].from);
    name =
        stet__furniture_trim(name.n ? name : stet__furniture_name(d->kit, said).name);
    if (name.n > 2 && name.n < 120)
        stet__furniture_put(
            d, stet__furniture_new_part(d, said, STET_SERIES, STET_CONCEPT),
            STET_ATTR_NAME, name);
}

/* Is it one word, and one that rules speak of: `Text`, `Our`? */
static int is_rule_word(struct detector *d, stet_str name)
{
    struct word words[2];
    return stet__furniture_words(d->kit, name, words, 2) == 1 &&
           stet__furniture_term(d->plan, words[0].hash) != TERM_UNKNOWN;
}

void stet__furniture_sponsor(struct detector *d, const struct said *said, stet_str name)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    while (name.n > 3 && (!memcmp(name.p, "de ", 3) || !memcmp(name.p, "da ", 3)))
        name = stet_strn(name.p + 3, name.n - 3);
    if (!name.n || (*name.p >= '0' && *name.p <= '9') || is_rule_word(d, name))
        return;
    while ((n = stet_find(d->a, root, n, STET_SPONSOR)))
        if (stet_str_eq(stet_attr_str(d->a, stet_first(d->a, n), STET_ATTR_NAME), name))
            return;
    stet__furniture_put(d, stet__furniture_new_part(d, said, STET_SPONSOR, STET_PARTY),
                        STET_ATTR_NAME, name);
}

/* What stands behind the phrase; else a house anywhere. */
static void state_sponsor(struct detector *d, const struct said *said)
{
    struct value value = stet__furniture_name(d->kit, said);
    if (value.name.n)
        stet__furniture_sponsor(d, said, value.name);
    else
        stet__furniture_guess_sponsor(d, said);
}

/* Has article.structure read the days of this line? */
static int is_read_line(struct detector *d, const struct said *said)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    stet_span block = stet_span_of(d->a, said->unit->block);
    if (said->unit->raw && block.len > RAW_LINE_MAX)
        return 0; /* a whole page of raw HTML is one block */
    while ((n = stet_find(d->a, root, n, STET_UPDATED)))
        if (stet_str_is(stet_attr_str(d->a, n, STET_ATTR_SOURCE), "dateline_text") &&
            block.len && stet_span_of(d->a, n).off == block.off)
            return 1;
    return 0;
}

/* What only its words led to names no place where the value begins. */
static int state_guessed(struct detector *d, const struct said *said, int take)
{
    switch (take) {
    case TAKE_IMAGE_CREDIT:
        stet__furniture_guess_credit(d, said);
        return 1;
    case TAKE_CONTRIBUTORS:
        stet__furniture_guess_people(d, said, STET_CONTRIBUTORS);
        return 1;
    case TAKE_TRANSLATORS:
        stet__furniture_guess_people(d, said, STET_TRANSLATORS);
        return 1;
    case TAKE_SPONSOR:
        stet__furniture_guess_sponsor(d, said);
        return 1;
    default:
        return 0;
    }
}

void stet__furniture_state(struct detector *d, const struct said *said)
{
    int guessed = said->rule->guess == said->hit->phrase;
    int take = guessed ? stet__furniture_take_of(said->rule->kind) : said->rule->field;
    if (guessed && state_guessed(d, said, take))
        return;
    switch (take) {
    case TAKE_ORIGIN:
        state_origin(d, said);
        break;
    case TAKE_IMAGE_CREDIT:
        stet__furniture_credit(d, said);
        break;
    case TAKE_CONTRIBUTORS:
        stet__furniture_people(d, said, STET_CONTRIBUTORS);
        break;
    case TAKE_TRANSLATORS:
        stet__furniture_people(d, said, STET_TRANSLATORS);
        break;
    case TAKE_COPYRIGHT:
        stet__furniture_copyright(d, said);
        break;
    case TAKE_LICENCE:
        state_licence(d, said);
        break;
    case TAKE_CORRECTION:
        state_correction(d, said);
        break;
    case TAKE_UPDATED:
        if (is_read_line(d, said))
            break;
        if (says_what_changed(said, date_of(d, said)))
            state_correction(d, said);
        state_date(d, said, STET_UPDATED);
        break;
    case TAKE_EMBARGO:
        state_date(d, said, STET_EMBARGO);
        break;
    case TAKE_PRINT:
        state_print(d, said);
        break;
    case TAKE_BIOGRAPHY:
        stet__furniture_biography(d, said);
        break;
    case TAKE_SPONSOR:
        state_sponsor(d, said);
        break;
    case TAKE_SERIES:
        state_series(d, said);
        break;
    default:
        break;
    }
}
