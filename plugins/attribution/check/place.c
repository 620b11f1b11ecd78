/* SPDX-License-Identifier: MIT */
/* Where in an article a block stands, and whether it credits or tells. */
#include "check.h"

#include "../pictures.h"

enum { SHORT = 40, LEAD = 12 };

static int has_any(stet_str normal, const char *const *words)
{
    for (; *words; words++)
        if (memmem(normal.p, normal.n, *words, strlen(*words)))
            return 1;
    return 0;
}

/* Words by which a sentence tells where a text comes from. */
static const char *const origin_words[] = {
    "publish",      "appeared", "origin",         "source:",    "courtesy",
    "credit",       "reprint",  "via ",           "syndicat",   "copyright",
    "\xc2\xa9",     "(c)",      "permission",     "first ran",  "produced by",
    "quelle",       "erschien", "veroffentlicht", "ubernommen", "nachdruck",
    "genehmigung",  "fuente:",  "publica",        "aparecio",   "cortesia",
    "reproduc",     "permiso",  "publie",         "paru",       "avec l'",
    "autorisation", NULL};

/* In prose of the body a sentence may name its source so. */
static const char *const report_words[] = {"according to", " reports",  "reported",
                                           "laut ",        "berichtet", "selon ",
                                           "segun ",       NULL};

static int begins_as_byline(stet_str normal)
{
    static const char *const words[] = {"by ",
                                        "von ",
                                        "par ",
                                        "por ",
                                        "text: ",
                                        "text by ",
                                        "words by ",
                                        "story by ",
                                        "reporting by ",
                                        "written by ",
                                        "ein beitrag von ",
                                        "propos recueillis par ",
                                        "texto: ",
                                        "texte : ",
                                        "autor: ",
                                        "autorin: ",
                                        "auteur : ",
                                        "author: ",
                                        "byline: ",
                                        "de ",
                                        NULL};
    for (const char *const *w = words; *w; w++)
        if (stet__text_begins(normal, *w))
            return 1;
    return 0;
}

const char *stet__check_where(int32_t where)
{
    static const char *const names[] = {"in the text",
                                        "in the byline",
                                        "above the first paragraph",
                                        "below the last paragraph",
                                        "in the article",
                                        "on the page"};
    return names[where];
}

static int is_byline(struct check *c, size_t block)
{
    const struct doc_block *b = &c->doc->blocks[block];
    if (b->says & SAYS_BYLINE)
        return 1;
    int apart = b->zone != STET_ZONE_BODY || block == c->doc->first_body ||
                block == c->doc->last_body;
    return apart && b->kind != STET_HEADING && b->words <= SHORT &&
           begins_as_byline(b->normal);
}

/* A short block at the border of the body that is a line of credit, not its text. */
static int is_border_line(struct check *c, size_t block, size_t words)
{
    const struct doc_block *b = &c->doc->blocks[block];
    return b->words <= SHORT &&
           (words * 3 >= b->words || b->says || has_any(b->normal, origin_words) ||
            begins_as_byline(b->normal));
}

static int stands_at_top(struct check *c, size_t block, size_t words)
{
    const struct doc *d = c->doc;
    if (d->first_body == SIZE_MAX || block < d->first_body)
        return d->blocks[block].zone != STET_ZONE_TAIL;
    for (size_t i = d->first_body; i < block; i++)
        if (d->blocks[i].words > LEAD && !is_border_line(c, i, 0))
            return 0;
    return d->blocks[block].zone != STET_ZONE_TAIL && is_border_line(c, block, words);
}

static int stands_at_end(struct check *c, size_t block, size_t words)
{
    const struct doc *d = c->doc;
    if (d->last_body == SIZE_MAX || block > d->last_body)
        return d->blocks[block].zone != STET_ZONE_HEAD;
    for (size_t i = block + 1; i <= d->last_body; i++)
        if (d->blocks[i].words > LEAD && !is_border_line(c, i, 0))
            return 0;
    return d->blocks[block].zone != STET_ZONE_HEAD && is_border_line(c, block, words);
}

int stet__check_stands(struct check *c, size_t block, int32_t where, size_t words)
{
    switch (where) {
    case WHERE_BYLINE:
        return is_byline(c, block);
    case WHERE_TOP:
        return stands_at_top(c, block, words);
    case WHERE_END:
        return stands_at_end(c, block, words);
    default:
        return 1;
    }
}

/* ---- credit or prose ----------------------------------------------------------- */
static size_t sentence_begin(stet_str s, size_t at)
{
    while (at > 1 && !(s.p[at - 1] == ' ' && strchr(".!?", s.p[at - 2])))
        at--;
    return at > 1 ? at : 0;
}

static size_t sentence_end(stet_str s, size_t at)
{
    while (at < s.n &&
           !(strchr(".!?", s.p[at]) && (at + 1 == s.n || s.p[at + 1] == ' ')))
        at++;
    return at;
}

/* "ARDMOUTH (Harbour Dispatch) - ": how an agency is credited. */
static int is_dateline(stet_str normal, size_t at, size_t end)
{
    return at <= 60 && at > 0 && normal.p[at - 1] == '(' && end < normal.n &&
           normal.p[end] == ')';
}

int stet__check_is_credit(struct check *c, size_t block, stet_str name)
{
    const struct doc_block *b = &c->doc->blocks[block];
    stet_str said = c->said[block];
    if (b->kind == STET_HEADING)
        return 0;
    if (b->zone != STET_ZONE_BODY || (b->says & ~(uint32_t)SAYS_ADVERT))
        return 1;
    for (size_t at = 0;
         (at = stet__text_find(c->pool->kit, said, name, at)) != SIZE_MAX;
         at += name.n) {
        size_t from = sentence_begin(said, at), to = sentence_end(said, at + name.n);
        stet_str sentence = stet_strn(said.p + from, to - from);
        if (has_any(sentence, origin_words) || has_any(sentence, report_words) ||
            is_dateline(said, at, at + name.n))
            return 1;
        if (begins_as_byline(sentence) && stet__text_words(sentence) <= SHORT)
            return 1;
    }
    return b->words <= LEAD && stet__text_words(name) * 3 >= b->words;
}

/* ---- the words of the policy ---------------------------------------------------- */
/* A sentence that permits may tell where the text comes from, too. */
static const char *const first_words[] = {"first published",
                                          "originally published",
                                          "originally appeared",
                                          "first appeared",
                                          "first ran",
                                          "was published",
                                          "erschien",
                                          "zuerst",
                                          "ursprunglich",
                                          "paru",
                                          "publie ",
                                          "publicado",
                                          "publico ",
                                          "aparecio",
                                          "fue publicad",
                                          "(c)",
                                          "\xc2\xa9",
                                          "copyright",
                                          NULL};

static void leave_out(struct check *c, const struct duty *d, stet_str raw,
                      stet_str *said)
{
    stet_str words = d->evidence.n && memmem(raw.p, raw.n, d->evidence.p, d->evidence.n)
                         ? stet__pool_normal(c->pool, d->evidence)
                         : stet_cstr("");
    const char *at = words.n ? memmem(said->p, said->n, words.p, words.n) : NULL;
    if (!at || (d->verb != STATEMENT && has_any(words, first_words)))
        return;
    size_t from = (size_t)(at - said->p);
    stet_str copy = stet__pool_copy(c->pool, *said);
    if (copy.n != said->n)
        return;
    memset((char *)(uintptr_t)copy.p + from, ' ', words.n);
    *said = copy;
}

const stet_str *stet__check_said(struct check *c, int as_stated)
{
    const struct doc *d = c->doc;
    stet_str *said = stet__pool_array(c->pool, d->block_count + 1, sizeof *said);
    for (size_t i = 0; said && i < d->block_count; i++) {
        said[i] = d->blocks[i].normal;
        for (size_t g = 0; as_stated && g < c->policy->count; g++)
            for (size_t k = 0; k < c->policy->grants[g].count; k++)
                leave_out(c, &c->policy->grants[g].duties[k], d->blocks[i].raw,
                          &said[i]);
    }
    return said;
}

/* "The quay. Courtesy of Harbour Dispatch" below an image, which names no text. */
static int is_caption(struct check *c, size_t block, stet_str name)
{
    static const char *const givers[] = {"courtesy", "credit", "via ",
                                         "cortesia", "/ ",     NULL};
    const struct doc *d = c->doc;
    const struct doc_block *b = &d->blocks[block];
    if (!block || !d->blocks[block - 1].image_only || b->words > SHORT ||
        d->last_body == SIZE_MAX || block >= d->last_body ||
        stet__pictures_text_named(b->normal))
        return 0;
    return has_any(b->normal, givers) || stet__text_words(name) * 3 >= b->words;
}

int stet__check_is_pictured(struct check *c, size_t block, stet_str name)
{
    const struct doc_block *b = &c->doc->blocks[block];
    if (b->kind == STET_FIGURE || is_caption(c, block, name))
        return 1;
    if (b->says == SAYS_IMAGE_CREDIT && !stet__pictures_text_named(b->normal))
        return 1;
    for (size_t at = 0;
         (at = stet__text_find(c->pool->kit, b->normal, name, at)) != SIZE_MAX;
         at += name.n)
        if (!stet__pictures_credit(b->normal, at))
            return 0;
    return 1;
}

int stet__check_is_aside(const void *check, const struct doc *doc, size_t block)
{
    const struct check *c = check;
    const struct doc_block *b = &doc->blocks[block];
    if (b->says)
        return 1;
    if (b->words > 60)
        return 0;
    if (begins_as_byline(b->normal) && b->words <= 25)
        return 1;
    for (size_t i = 0; i < c->names.n; i++)
        if (stet__text_find(c->pool->kit, b->normal, c->names.items[i], 0) !=
                SIZE_MAX &&
            (has_any(b->normal, origin_words) || b->words <= LEAD))
            return 1;
    return 0;
}
