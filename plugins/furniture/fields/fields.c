/* SPDX-License-Identifier: MIT */
/* What furniture says about the article, stated as fields; and where statements
 * disagree. */
#include "../furniture.h"

static const stet_span nowhere = {0, 0};

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

/* ---- lists of people
 * ---------------------------------------------------------------------- */

struct people {
    stet_node statement;
    size_t count;
};

static int is_joint(stet_str w)
{
    static const char *const list[] = {"and",  "und", "et",   "y",  "e",
                                       "with", "mit", "avec", "con"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (stet_str_is(w, list[i]))
            return 1;
    return 0;
}

/* `AP writers Ann Lee and Bo Ek`: the names stand behind it. */
static int is_trade(stet_str w)
{
    static const char *const list[] = {"writer",     "writers",       "reporter",
                                       "reporters",  "correspondent", "correspondents",
                                       "journalist", "journalists",   "staff",
                                       "editor",     "editors"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (stet_str_is(w, list[i]))
            return 1;
    return 0;
}

static stet_str text_of_word(const struct said *said, size_t w)
{
    const struct word *x = &said->verdict->words[w];
    return stet_strn(said->unit->text.p + x->from, x->to - x->from);
}

/* One statement holds all that the furniture names. */
static stet_node statement_of(struct detector *d, const struct said *said,
                              stet_kind field)
{
    stet_claim claim = claim_of(d, said);
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(d->a, root, n, field)))
        if (stet_str_eq(stet_attr_str(d->a, n, STET_ATTR_SOURCE), claim.source))
            return n;
    return stet_state(d->a, field, stet_cstr(""), &claim);
}

static void add_person(struct detector *d, const struct said *said, struct people *p,
                       stet_kind field, size_t from, size_t to)
{
    const struct word *words = said->verdict->words;
    if (to <= from || p->count >= 24)
        return;
    stet_str name = stet__furniture_trim(stet_strn(
        said->unit->text.p + words[from].from, words[to - 1].to - words[from].from));
    if (!name.n)
        return;
    if (!p->statement)
        p->statement = statement_of(d, said, field);
    stet_node part =
        p->statement ? stet_node_new(d->a, p->statement, 0, STET_PARTY, nowhere) : 0;
    put(d, part, STET_ATTR_NAME, name);
    put(d, part, STET_ATTR_ROLE, said->rule->role);
    p->count++;
}

/* Is the small word part of a name, with a capital behind it? */
static int is_inside_name(const struct said *said, size_t w, size_t limit)
{
    static const char *const list[] = {"de",  "la", "del", "van", "von", "der",
                                       "den", "du", "di",  "da",  "dos", "bin",
                                       "al",  "el", "le",  "ter", "zu"};
    stet_str t = text_of_word(said, w);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (stet_str_is(t, list[i]))
            return w + 1 < limit &&
                   (said->verdict->words[w + 1].flags & WORD_BIG ||
                    is_inside_name(said, w + 1, w + 2) || w + 2 < limit);
    return 0;
}

/* `Ann Lee in Oslo, Bo Ek and Cy Day; Editing by ...`: what has two capitals is a name.
 */
static void state_people(struct detector *d, const struct said *said, stet_kind field)
{
    const struct verdict *v = said->verdict;
    struct people people = {0, 0};
    size_t w = said->hit->captured ? said->hit->take_from : said->hit->to;
    size_t limit =
        said->hit->captured && said->hit->take_to ? said->hit->take_to : v->word_count;
    if (w >= v->word_count)
        return;
    size_t sentence = v->words[said->hit->from].sentence, from = w;
    int in_name = 1;
    for (; w < limit && v->words[w].sentence == sentence; w++) {
        const struct word *x = &v->words[w];
        int apart = w > from && x->flags & WORD_APART;
        int semicolon = 0;
        for (size_t i = w ? v->words[w - 1].to : 0; i < x->from; i++)
            semicolon |= said->unit->text.p[i] == ';';
        if (semicolon && w > said->hit->to)
            break;
        if (apart && in_name) {
            add_person(d, said, &people, field, from, w);
            from = w;
        }
        if (apart) {
            in_name = 1;
            from = w;
        }
        if ((is_trade(text_of_word(said, w)) && !people.count) ||
            (w == from && in_name && !(x->flags & WORD_BIG))) {
            in_name = 1;
            from = w + 1;
        } else if (is_joint(text_of_word(said, w))) {
            if (in_name)
                add_person(d, said, &people, field, from, w);
            in_name = 1;
            from = w + 1;
        } else if (!(x->flags & WORD_BIG) && in_name &&
                   !is_inside_name(said, w, limit)) {
            if (w > from)
                add_person(d, said, &people, field, from, w);
            in_name = 0;
        }
    }
    if (in_name && w > from)
        add_person(d, said, &people, field, from, w);
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
    text = stet__furniture_trim(text);
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

static void state_date(struct detector *d, const struct said *said, stet_kind field)
{
    stet_str raw = stet_cstr("");
    stet_str date = stet__furniture_date(d, behind(said), said->rule->lang, 0, &raw);
    put(d, state_text(d, said, field, date), STET_ATTR_RAW, raw);
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
        state_people(d, said, STET_CONTRIBUTORS);
        break;
    case TAKE_TRANSLATORS:
        state_people(d, said, STET_TRANSLATORS);
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
        state_correction(d, said);
        state_date(d, said, STET_UPDATED);
        break;
    case TAKE_EMBARGO:
        state_date(d, said, STET_EMBARGO);
        break;
    case TAKE_PRINT:
        state_text(d, said, STET_PRINT_EDITION, said_text(said));
        break;
    case TAKE_BIOGRAPHY:
        state_biography(d, said);
        break;
    case TAKE_SPONSOR:
        state_sponsor(d, said);
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
