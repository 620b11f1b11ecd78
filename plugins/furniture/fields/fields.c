/* SPDX-License-Identifier: MIT */
/* What furniture says about the article, stated as fields; and where statements
 * disagree. */
#include <strings.h>

#include "../furniture.h"

static const stet_span nowhere = {0, 0};

enum { EXPLAINED_WORDS = 8 };

static stet_claim claim_of(struct detector *d, const struct said *said)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_DERIVED,
                        .source = stet_cstr("furniture_text"),
                        .lang = stet_cstr(""),
                        .rule = said->rule->id,
                        .span = stet_span_of(d->a, said->unit->block)};
    return claim;
}

static stet_str said_text(const struct said *said)
{
    return stet_strn(said->unit->text.p + said->from, said->to - said->from);
}

/* The sentence from the phrase on. */
static stet_str behind(const struct said *said)
{
    size_t from = said->verdict->words[said->hit->from].from;
    return stet_strn(said->unit->text.p + from, said->to > from ? said->to - from : 0);
}

static stet_node state_text(struct detector *d, const struct said *said,
                            stet_kind field, stet_str text)
{
    stet_claim claim = claim_of(d, said);
    if (!text.n)
        return 0;
    return stet_state(d->a, field, text, &claim);
}

static stet_node new_part(struct detector *d, const struct said *said, stet_kind field,
                          stet_kind part)
{
    stet_claim claim = claim_of(d, said);
    stet_node n = stet_state(d->a, field, stet_cstr(""), &claim);
    return n ? stet_node_new(d->a, n, 0, part, nowhere) : 0;
}

static void put(struct detector *d, stet_node n, stet_attr attr, stet_str value)
{
    if (n && value.n)
        stet__furniture_keep(d, stet_set_attr(d->a, n, attr, value));
}

static stet_str text_of_word(const struct said *said, size_t w)
{
    const struct word *x = &said->verdict->words[w];
    return stet_strn(said->unit->text.p + x->from, x->to - x->from);
}

/* ---- one field each
 * -------------------------------------------------------------------------- */

static void state_origin(struct detector *d, const struct said *said)
{
    struct value value = stet__furniture_name(d->kit, said);
    stet_str raw;
    if (!value.name.n && !value.url.n)
        return;
    stet_node part = new_part(d, said, STET_ORIGIN, STET_REF);
    put(d, part, STET_ATTR_NAME, value.name);
    put(d, part, STET_ATTR_URL, value.url);
    put(d, part, STET_ATTR_DATE,
        stet__furniture_date(d, behind(said), said->rule->lang, 0, &raw));
}

/* `Ann Lee, used with permission`: what follows a comma in small letters is no name. */
static stet_str without_terms(stet_str t)
{
    for (size_t i = 1; i + 2 < t.n; i++)
        if (t.p[i] == ',' && t.p[i + 1] == ' ' && t.p[i + 2] >= 'a' &&
            t.p[i + 2] <= 'z' && !memchr(t.p + i, '/', t.n - i))
            return stet_strn(t.p, i);
    return t;
}

/* What stands behind the label, without the brackets around it. */
static void state_credit(struct detector *d, const struct said *said)
{
    const struct verdict *v = said->verdict;
    size_t w = said->hit->captured ? said->hit->take_from : said->hit->to;
    if (w >= v->word_count)
        return;
    size_t from = v->words[w].from, to = said->to;
    while (from > v->words[w - 1].to &&
           (unsigned char)said->unit->text.p[from - 1] >= 0x80)
        from--;
    for (size_t k = w; k < v->word_count && v->words[k].from < to; k++)
        if (k > w && v->words[k].flags & (WORD_LINE | WORD_SENTENCE))
            to = v->words[k - 1].to;
    if (to <= from)
        return;
    stet_str text = stet_strn(said->unit->text.p + from, to - from);
    while (text.n && (unsigned char)*text.p >= 0x80 && (unsigned char)*text.p < 0xc0) {
        text.p++;
        text.n--;
    }
    text = without_terms(stet__furniture_trim(text));
    if (text.n >= 2 && text.n <= 120)
        state_text(d, said, STET_IMAGE_CREDITS, text);
}

/* The first number of a sentence that can be a year: its word + 1. */
static size_t find_year(const struct said *said)
{
    const struct word *words = said->verdict->words;
    size_t sentence = words[said->hit->from].sentence;
    for (size_t i = said->hit->from; i < said->verdict->word_count; i++)
        if (words[i].sentence == sentence && words[i].flags & WORD_NUMBER &&
            words[i].to - words[i].from == 4 &&
            (!memcmp(said->unit->text.p + words[i].from, "19", 2) ||
             !memcmp(said->unit->text.p + words[i].from, "20", 2)))
            return i + 1;
    return 0;
}

static void state_copyright(struct detector *d, const struct said *said)
{
    const struct verdict *v = said->verdict;
    struct said at = *said;
    struct hit hit = *said->hit;
    size_t w = hit.captured ? hit.take_from : hit.to, year = 0;
    stet_str text = stet__furniture_trim(said_text(said));
    hit.captured = 0;
    while (w < v->word_count && v->words[w].flags & WORD_NUMBER) {
        year = year ? year : w + 1;
        w++;
    }
    size_t behind_year = w;
    if (!year && (year = find_year(said)))
        behind_year = year;
    if (year && v->words[year - 1].to - v->words[year - 1].from == 4) {
        size_t from = v->words[year - 1].from, to = v->words[behind_year - 1].to;
        state_text(d, said, STET_COPYRIGHT_YEAR,
                   stet_strn(said->unit->text.p + from, to - from));
    }
    while (w < v->word_count && (stet_str_is(text_of_word(said, w), "by") ||
                                 stet_str_is(text_of_word(said, w), "\xc2\xa9") ||
                                 stet_str_is(text_of_word(said, w), "Copyright")))
        w++;
    hit.to = (uint32_t)w;
    at.hit = &hit;
    struct value value = stet__furniture_name(d->kit, &at);
    if (value.name.n) {
        stet_node part = new_part(d, said, STET_COPYRIGHT_HOLDER, STET_PARTY);
        put(d, part, STET_ATTR_NAME, value.name);
    }
    if ((year || value.name.n) && text.n < 300)
        state_text(d, said, STET_COPYRIGHT_NOTICE, text);
}

static void state_licence(struct detector *d, const struct said *said)
{
    stet_str id, url;
    if (!stet__furniture_licence(d, said, &id, &url))
        return;
    put(d, state_text(d, said, STET_LICENCE, id), STET_ATTR_URL, url);
}

static const char *correction_type(stet_kind kind)
{
    return kind == STET_UPDATE          ? "update"
           : kind == STET_CLARIFICATION ? "clarification"
           : kind == STET_RETRACTION    ? "retraction"
                                        : "correction";
}

static void state_correction(struct detector *d, const struct said *said)
{
    stet_str raw, text = said_text(said);
    stet_node part = new_part(d, said, STET_CORRECTIONS, STET_CORRECTION_PART);
    put(d, part, STET_ATTR_TYPE, stet_cstr(correction_type(said->rule->kind)));
    put(d, part, STET_ATTR_DATE,
        stet__furniture_date(d, text, said->rule->lang, 0, &raw));
    put(d, part, STET_ATTR_VALUE, text);
}

/* `Update, 3 March: the mill has answered` says more than a date does. */
static int says_what_changed(const struct said *said)
{
    const struct verdict *v = said->verdict;
    size_t plain = 0;
    for (size_t i = 0; i < v->word_count; i++)
        if (v->words[i].from >= said->from && v->words[i].to <= said->to &&
            !(v->words[i].flags & WORD_NUMBER))
            plain++;
    return plain > EXPLAINED_WORDS;
}

static void state_date(struct detector *d, const struct said *said, stet_kind field)
{
    stet_str raw = stet_cstr("");
    stet_str date = stet__furniture_date(d, behind(said), said->rule->lang, 0, &raw);
    put(d, state_text(d, said, field, date), STET_ATTR_RAW, raw);
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
            !(next->flags & WORD_NUMBER || next->to - next->from <= 3))
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
    static const char *const pages[] = {"page", "seite", "página", "p", "s"},
                             *const issues[] = {
                                 "heft",        "ausgabe", "nr",     "no",
                                 "issue",       "n",       "n°",     "número",
                                 "vol",         "numéro",  "number", "printausgabe",
                                 "druckausgabe"};
    stet_str raw = said_text(said),
             date = stet__furniture_date(d, raw, said->rule->lang, 0, NULL),
             page = number_behind(said, pages, sizeof pages / sizeof *pages);
    stet_str issue = number_behind(said, issues, sizeof issues / sizeof *issues);
    stet_out out = stet_out_in_article(d->a, 32, 200);
    stet_put_str(&out, date.n ? date : issue);
    if (page.n && out.len)
        stet_puts(&out, " ");
    stet_put_str(&out, page);
    stet_str value = stet_out_text(&out);
    put(d, state_text(d, said, STET_PRINT_EDITION, value.n ? value : raw),
        STET_ATTR_RAW, raw);
}

/* What is in quotation marks or set off; else the words with capitals. */
static void state_series(struct detector *d, const struct said *said)
{
    stet_str text = said_text(said), name = stet__furniture_quoted(text);
    const struct unit *u = said->unit;
    for (size_t i = 0; !name.n && !u->italic && i < u->set_off_count; i++)
        if (u->set_off[i].from >= said->from && u->set_off[i].to <= said->to)
            name = stet_strn(u->text.p + u->set_off[i].from,
                             u->set_off[i].to - u->set_off[i].from);
    for (size_t i = 0; !name.n && i < u->link_count; i++)
        if (u->links[i].from >= said->from && u->links[i].to <= said->to)
            name = stet_strn(u->text.p + u->links[i].from,
                             u->links[i].to - u->links[i].from);
    name =
        stet__furniture_trim(name.n ? name : stet__furniture_name(d->kit, said).name);
    if (name.n && name.n < 120)
        put(d, new_part(d, said, STET_SERIES, STET_CONCEPT), STET_ATTR_NAME, name);
}

static void state_sponsor(struct detector *d, const struct said *said)
{
    struct value value = stet__furniture_name(d->kit, said);
    if (value.name.n)
        put(d, new_part(d, said, STET_SPONSOR, STET_PARTY), STET_ATTR_NAME, value.name);
}

/* ---- biographies
 * ------------------------------------------------------------------------------- */

static const struct {
    const char *host, *network;
} networks[] = {{"twitter.com", "x"},           {"x.com", "x"},
                {"bsky.app", "bluesky"},        {"t.me", "telegram"},
                {"linkedin.com", "linkedin"},   {"facebook.com", "facebook"},
                {"instagram.com", "instagram"}, {"youtube.com", "youtube"},
                {"threads.net", "threads"},     {"mastodon.social", "mastodon"},
                {"substack.com", "substack"}};
static const char *const network_names[] = {
    "mastodon", "bluesky", "telegram", "linkedin", "facebook", "instagram",
    "youtube",  "threads", "twitter",  "substack", "x"};

static const char *network_of(struct detector *d, const struct link *l, stet_str text)
{
    stet_str host = d->kit->url_host(l->url);
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
        size_t n = strlen(networks[i].host);
        if (host.n >= n && !memcmp(host.p + host.n - n, networks[i].host, n) &&
            (host.n == n || host.p[host.n - n - 1] == '.'))
            return networks[i].network;
    }
    struct word words[4];
    size_t n = stet__furniture_words(d->kit, text, words, 4);
    for (size_t i = 0; n && i < sizeof network_names / sizeof *network_names; i++) {
        stet_str w = stet_strn(text.p + words[0].from, words[0].to - words[0].from);
        size_t k = 0;
        while (k < w.n && network_names[i][k] && (w.p[k] | 32) == network_names[i][k])
            k++;
        if (k == w.n && !network_names[i][k])
            return strcmp(network_names[i], "twitter") ? network_names[i] : "x";
    }
    return NULL;
}

/* The author that the text names first. */
static stet_node author_in(struct detector *d, const struct said *said)
{
    stet_node fields = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    stet_str text = said_text(said);
    while ((n = stet_find(d->a, fields, n, STET_AUTHORS)))
        for (stet_node p = stet_first(d->a, n); p; p = stet_next(d->a, p)) {
            stet_str name = stet_attr_str(d->a, p, STET_ATTR_NAME);
            if (name.n && memmem(text.p, text.n, name.p, name.n))
                return p;
        }
    return 0;
}

static int has_handle(struct detector *d, stet_node party, const char *network)
{
    for (stet_node h = stet_first(d->a, party); h; h = stet_next(d->a, h))
        if (stet_str_is(stet_attr_str(d->a, h, STET_ATTR_NETWORK), network))
            return 1;
    return 0;
}

static void state_biography(struct detector *d, const struct said *said)
{
    stet_node party = author_in(d, said);
    const struct unit *u = said->unit;
    if (!party)
        return;
    if (!stet_attr_str(d->a, party, STET_ATTR_BIO).n)
        put(d, party, STET_ATTR_BIO, u->text);
    for (size_t i = 0; i < u->link_count; i++) {
        const struct link *l = &u->links[i];
        stet_str text = stet_strn(u->text.p + l->from, l->to - l->from);
        const char *network = network_of(d, l, text);
        if (!network || has_handle(d, party, network))
            continue;
        stet_node handle = stet_node_new(d->a, party, 0, STET_HANDLE, nowhere);
        put(d, handle, STET_ATTR_NETWORK, stet_cstr(network));
        put(d, handle, STET_ATTR_NAME, text);
        if (d->kit->url_class(l->url, NULL, 0, NULL) == STET_URL_HTTP)
            put(d, handle, STET_ATTR_URL, l->url);
    }
}

void stet__furniture_state(struct detector *d, const struct said *said)
{
    switch (said->rule->field) {
    case TAKE_ORIGIN:
        state_origin(d, said);
        break;
    case TAKE_IMAGE_CREDIT:
        state_credit(d, said);
        break;
    case TAKE_CONTRIBUTORS:
        stet__furniture_people(d, said, STET_CONTRIBUTORS);
        break;
    case TAKE_TRANSLATORS:
        stet__furniture_people(d, said, STET_TRANSLATORS);
        break;
    case TAKE_COPYRIGHT:
        state_copyright(d, said);
        break;
    case TAKE_LICENCE:
        state_licence(d, said);
        break;
    case TAKE_CORRECTION:
        state_correction(d, said);
        break;
    case TAKE_UPDATED:
        if (says_what_changed(said))
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
        state_biography(d, said);
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

/* ---- statements that disagree
 * --------------------------------------------------------------------- */

static stet_str value_of(stet_article *a, stet_node n)
{
    stet_node part = stet_first(a, n);
    stet_str text = stet_text(a, n);
    if (text.n || !part)
        return text;
    text = stet_attr_str(a, part, STET_ATTR_NAME);
    return text.n ? text : stet_attr_str(a, part, STET_ATTR_URL);
}

/* Do they say the same, as far as the less precise one goes? */
static int agree(struct detector *d, stet_kind field, stet_str x, stet_str y)
{
    struct word a[24], b[24];
    if (!x.n || !y.n)
        return 1;
    if (field == STET_PUBLISHED || field == STET_UPDATED || field == STET_EMBARGO) {
        size_t n = x.n < y.n ? x.n : y.n;
        n = n > 10 ? 10 : n;
        return !memcmp(x.p, y.p, n);
    }
    size_t n = stet__furniture_words(d->kit, x, a, 24);
    if (n != stet__furniture_words(d->kit, y, b, 24))
        return 0;
    for (size_t i = 0; i < n; i++)
        if (a[i].hash != b[i].hash)
            return 0;
    return 1;
}

static void report(struct detector *d, stet_kind field, stet_node n, stet_str x,
                   stet_str y)
{
    stet_out message = stet_out_in_article(d->a, 160, 2048);
    stet_puts(&message, "statements of ");
    stet_puts(&message, stet_kind_name(d->a, field));
    stet_puts(&message, " disagree: \"");
    stet_put_str(&message, stet_strn(x.p, x.n > 300 ? 0 : x.n));
    stet_puts(&message, "\" and \"");
    stet_put_str(&message, stet_strn(y.p, y.n > 300 ? 0 : y.n));
    stet_puts(&message, "\"");
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = "statements-disagree",
                      .node = n,
                      .message = stet_out_text(&message),
                      .suggestion = stet_cstr(""),
                      .evidence = y,
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr("")};
    stet__furniture_keep(d, stet_finding_add(d->a, &f));
}

void stet__furniture_compare(struct detector *d)
{
    static const stet_kind fields[] = {
        STET_HEADLINE,         STET_PUBLISHER,      STET_ORIGIN,
        STET_PUBLISHED,        STET_EMBARGO,        STET_LICENCE,
        STET_COPYRIGHT_HOLDER, STET_COPYRIGHT_YEAR, STET_SERIES};
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        stet_node chosen = stet_field(d->a, fields[i]), n = 0;
        stet_str value = chosen ? value_of(d->a, chosen) : stet_cstr("");
        while (chosen && (n = stet_find(d->a, root, n, fields[i]))) {
            if (n == chosen || agree(d, fields[i], value, value_of(d->a, n)))
                continue;
            report(d, fields[i], n, value, value_of(d->a, n));
            break;
        }
    }
}
