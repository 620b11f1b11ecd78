/* SPDX-License-Identifier: MIT */
/* What a note about an author says of them, and where they are to be found. */
#include "fields.h"

static const stet_span nowhere = {0, 0};

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
    stet_str text = stet__furniture_said_text(said);
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

void stet__furniture_biography(struct detector *d, const struct said *said)
{
    stet_node party = author_in(d, said);
    const struct unit *u = said->unit;
    if (!party)
        return;
    if (!stet_attr_str(d->a, party, STET_ATTR_BIO).n)
        stet__furniture_put(d, party, STET_ATTR_BIO, u->text);
    for (size_t i = 0; i < u->link_count; i++) {
        const struct link *l = &u->links[i];
        stet_str text = stet_strn(u->text.p + l->from, l->to - l->from);
        const char *network = network_of(d, l, text);
        if (!network || has_handle(d, party, network))
            continue;
        stet_node handle = stet_node_new(d->a, party, 0, STET_HANDLE, nowhere);
        stet__furniture_put(d, handle, STET_ATTR_NETWORK, stet_cstr(network));
        stet__furniture_put(d, handle, STET_ATTR_NAME, text);
        if (d->kit->url_class(l->url, NULL, 0, NULL) == STET_URL_HTTP)
            stet__furniture_put(d, handle, STET_ATTR_URL, l->url);
    }
}
