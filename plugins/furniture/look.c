/* SPDX-License-Identifier: MIT */
/*
 * Looking at a block: whether it is worth it, then all of its words, phrases and links.
 */
#include "furniture.h"

enum { FIRST_WORDS = 28, LONG_WORDS = 64 };

size_t stet__furniture_cut(const struct plan *plan, const stet_kit *kit,
                           const struct unit *u, size_t max, struct scratch *s)
{
    if (s->cut != u || (s->cut_max < max && s->cut_count == s->cut_max)) {
        s->cut = u;
        s->cut_max = max;
        s->cut_count = stet__furniture_words(kit, u->text, s->words, max);
        stet__furniture_know(plan, s->words, s->cut_count);
    }
    return s->cut_count < max ? s->cut_count : max;
}

uint8_t stet__furniture_tongue(const struct plan *plan, const stet_kit *kit,
                               const struct unit *u, struct scratch *s)
{
    size_t n = stet__furniture_cut(plan, kit, u, LONG_WORDS, s);
    return stet__furniture_vote(plan, s->words, n, ANY_TONGUE);
}

int stet__furniture_begins_so(const struct verdict *v)
{
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && v->words[v->hits[i].from].sentence == 0)
            return 1;
    return 0;
}

int stet__furniture_is_mixed(const struct unit *u, const struct verdict *v)
{
    return v->word_count && v->words[v->word_count - 1].sentence > 0 && !u->italic &&
           !u->bold && !u->bracketed && !u->label && !stet__furniture_begins_so(v);
}

/* Within the text a block that does not look like furniture must begin like it. */
static int begins_like_furniture(const struct plan *plan, const stet_kit *kit,
                                 const struct names *names, const struct unit *u,
                                 struct scratch *s)
{
    struct verdict *v = &s->verdict;
    v->words = s->words;
    v->word_count = stet__furniture_cut(plan, kit, u, START_WORDS, s);
    if (stet__furniture_looks_so(u, v) || v->word_count < START_WORDS)
        return 1;
    v->tongue = stet__furniture_vote(plan, s->words, v->word_count, s->tongue);
    return stet__furniture_match(plan, names, s->words, v->word_count, v->tongue,
                                 MATCH_LINES, v->hits, HITS_MAX) > 0;
}

/* Does a phrase among the first words say a kind by itself? */
static int says(const struct plan *plan, const struct names *names, size_t count,
                struct scratch *s)
{
    uint8_t tongue = stet__furniture_vote(plan, s->words, count, s->tongue);
    return stet__furniture_match(plan, names, s->words, count, tongue, MATCH_SAYING,
                                 s->verdict.hits, HITS_MAX) > 0;
}

/* At the border of the body text that is not set off must begin as furniture. */
static int first_sentence_says(const struct plan *plan, const stet_kit *kit,
                               const struct names *names, const struct unit *u,
                               struct scratch *s)
{
    if (u->italic || u->bracketed || u->label)
        return 1;
    size_t n = stet__furniture_cut(plan, kit, u, LONG_WORDS, s), end = 0;
    if (n < FIRST_WORDS)
        return 1;
    while (end < n && s->words[end].sentence == 0)
        end++;
    return says(plan, names, end, s);
}

/* The last paragraph of the text must say a kind somewhere, or lead somewhere. */
static int last_says(const struct plan *plan, const stet_kit *kit,
                     const struct names *names, const struct unit *u, struct scratch *s)
{
    return u->link_count ||
           says(plan, names, stet__furniture_cut(plan, kit, u, WORDS_MAX, s), s);
}

int stet__furniture_may_say(const struct plan *plan, const stet_kit *kit,
                            const struct names *names, const struct unit *u, int look,
                            struct scratch *s)
{
    if (look == LOOK_INLINE)
        return begins_like_furniture(plan, kit, names, u, s);
    if (look == LOOK_LAST)
        return last_says(plan, kit, names, u, s);
    return (look != LOOK_BORDER && look != LOOK_TOP) ||
           first_sentence_says(plan, kit, names, u, s);
}

/* The words of a link: [*from, *to). */
static int words_of_link(const struct verdict *v, const struct link *l, uint32_t *from,
                         uint32_t *to)
{
    size_t i = 0;
    while (i < v->word_count && v->words[i].to <= l->from)
        i++;
    *from = (uint32_t)i;
    while (i < v->word_count && v->words[i].from < l->to)
        i++;
    *to = (uint32_t)i;
    return *to > *from;
}

/* Links that say a kind by where they lead. */
static void match_links(const struct plan *plan, const struct unit *u,
                        struct verdict *v)
{
    for (size_t i = 0; i < u->link_count; i++) {
        uint32_t leads[LEADS_MAX];
        size_t n = stet__furniture_leads(plan, u->links[i].url, leads, LEADS_MAX);
        struct hit hit = {.phrase = 0};
        if (!n || !words_of_link(v, &u->links[i], &hit.from, &hit.to))
            continue;
        for (size_t k = 0; k < n && v->hit_count < HITS_MAX; k++) {
            hit.phrase = plan->addresses[leads[k]].phrase;
            if (stet__furniture_rule(plan, &hit)->kind != STET_TRACKING)
                v->hits[v->hit_count++] = hit;
        }
    }
}

void stet__furniture_look(const struct plan *plan, const stet_kit *kit,
                          const struct names *names, const struct unit *u,
                          struct scratch *s)
{
    struct verdict *v = &s->verdict;
    v->words = s->words;
    v->word_count = stet__furniture_cut(plan, kit, u, WORDS_MAX, s);
    v->tongue = stet__furniture_vote(plan, s->words, v->word_count, s->tongue);
    v->hit_count = stet__furniture_match(plan, names, s->words, v->word_count,
                                         v->tongue, MATCH_ALL, v->hits, HITS_MAX);
    if (v->word_count)
        match_links(plan, u, v);
}
