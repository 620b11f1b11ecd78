/* SPDX-License-Identifier: MIT */
/*
 * write.epub - an article, or all of them, as a book (EPUB 3.3).
 *
 *   out:
 *     - use: write.epub
 *       to: "{{ slug }}.epub"        # a book for each article
 *     - use: write.epub
 *       id: week
 *       to: week.epub                # one book of all, with contents
 *       with:
 *         title: The Week            # default: the headline of the first article
 *         identifier: urn:x-herald:week-11
 *         publisher: Example Herald
 *         rights: "© Example Herald"
 *         language: en               # of articles that name none
 *         url: "https://example.org/{{ slug }}"   # default: canonical, url
 *         on_missing: warn           # or skip, fail
 *
 * Pictures, sound and moving pictures become links: a book holds what it shows, and
 * stet fetches nothing. Equal articles give equal bytes.
 */
#include "epub.h"

#include <stdlib.h>

static const stet_option options[] = {
    STET_STRING(struct epub_config, title, .max = 500,
                .help = "Title of the book; the headline of its first article when "
                        "left out.",
                .example = "The Week"),
    STET_STRING(struct epub_config, identifier, .max = 500,
                .help = "Identifier of the book; the article's own, or one made of "
                        "those of its articles, when left out.",
                .example = "urn:x-herald:week-11"),
    STET_LANG(struct epub_config, language,
              .help = "Language of articles that name none."),
    STET_STRING(struct epub_config, publisher, .max = 500,
                .help = "Publisher of the book, besides those of its articles."),
    STET_STRING(struct epub_config, rights, .max = 2000,
                .help = "Rights in the book, besides those in its articles."),
    STET_TEMPLATE(struct epub_config, url,
                  .help = "Address of an article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    STET_ZONES(struct epub_config, zones, .def = "[head, body, tail]",
               .help = "Which zones are written."),
    FACTS_ON_MISSING(struct epub_config),
    FACTS_ZONE(struct epub_config),
    STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, "an element of its chapter"},
    {0, STET_FAMILY_INLINE, STET_RENDERS, "an element of its chapter"},
    {0, STET_FAMILY_NOTICE, STET_RENDERS, "aside of class stet-notice"},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_DEGRADES, "its name"},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_MEDIA, 0, STET_DEGRADES, "a link"},
    {STET_IMAGE, 0, STET_DEGRADES, "a link"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as code"},
    {STET_ID, 0, STET_RENDERS, "dc:identifier"},
    {STET_URL, 0, STET_RENDERS, "dc:source, where no canonical address is"},
    {STET_CANONICAL, 0, STET_RENDERS, "dc:source"},
    {STET_GENRE, 0, STET_RENDERS, "dc:type"},
    {STET_HEADLINE, 0, STET_RENDERS, "dc:title, h1, contents"},
    {STET_KICKER, 0, STET_RENDERS, "p of class stet-kicker"},
    {STET_STANDFIRST, 0, STET_RENDERS, "p of class stet-standfirst"},
    {STET_EXCERPT, 0, STET_RENDERS, "dc:description, of a book of one"},
    {STET_BYLINE, 0, STET_RENDERS, "p of class stet-byline"},
    {STET_AUTHORS, 0, STET_RENDERS, "dc:creator, role aut"},
    {STET_CONTRIBUTORS, 0, STET_RENDERS, "dc:contributor with its role"},
    {STET_TRANSLATORS, 0, STET_RENDERS, "dc:contributor, role trl"},
    {STET_PUBLISHER, 0, STET_RENDERS, "dc:publisher"},
    {STET_ORIGIN, 0, STET_DEGRADES, "its address as dc:source"},
    {STET_CREATED, 0, STET_RENDERS, "dcterms:created, of a book of one"},
    {STET_PUBLISHED, 0, STET_RENDERS, "dc:date, of a book of one; p of class stet-date"},
    {STET_REPUBLISHED, 0, STET_DEGRADES, "dcterms:modified, where updated is absent"},
    {STET_UPDATED, 0, STET_DEGRADES, "dcterms:modified, in UTC"},
    {STET_LANGUAGE, 0, STET_RENDERS, "dc:language, xml:lang"},
    {STET_DIRECTION, 0, STET_RENDERS, "dir"},
    {STET_SUBJECTS, 0, STET_DEGRADES, "dc:subject without its axis"},
    {STET_IMAGE_CREDITS, 0, STET_RENDERS, "p of the footer"},
    {STET_COPYRIGHT_HOLDER, 0, STET_RENDERS, "dcterms:rightsHolder"},
    {STET_COPYRIGHT_YEAR, 0, STET_RENDERS, "dcterms:dateCopyrighted, of a book of one"},
    {STET_COPYRIGHT_NOTICE, 0, STET_RENDERS, "dc:rights, p of the footer"},
    {STET_LICENCE, 0, STET_RENDERS, "dcterms:license, a rel=license of the footer"},
    {STET_USAGE_TERMS, 0, STET_RENDERS, "dc:rights, p of the footer"},
    {STET_TDM, 0, STET_RENDERS, "tdm:reservation, tdm:policy"},
    {STET_CORRECTIONS, 0, STET_DEGRADES, "its text in the footer"},
    {STET_PARTY, 0, STET_DEGRADES, "its name and role"},
    {STET_RANGE, 0, STET_RENDERS, "the blocks of an aside"},
    {STET_EXTRA_PART, 0, STET_DROPS, NULL},
    {STET_STAMP_PART, 0, STET_DROPS, NULL},
    {STET_HANDLE, 0, STET_DROPS, NULL},
    {STET_MEDIA_PART, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct epub_config *c = config;
    struct epub_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->kit = stet_build_kit(b);
    plan->zones = stet_zone_bits(c->zones);
    stet_code code = stet__facts_zone(b, c->zone, &plan->zone);
    if (code == STET_OK)
        *ret_plan = plan;
    return code;
}

static stet_code open_packer(const void *plan, void **ret_scratch)
{
    (void)plan;
    struct zip_packer *packer = NULL;
    stet_code code = stet__zip_packer_new(&packer);
    if (code == STET_OK)
        *ret_scratch = packer;
    return code;
}

static void close_packer(void *scratch)
{
    stet__zip_packer_free(scratch);
}

/* ---- a piece -------------------------------------------------------------------- */
static stet_code find_url(struct chapter *c)
{
    stet_str url;
    if (!c->plan->config->url) {
        c->url = stet__facts_url(&c->f);
        return STET_OK;
    }
    stet_code code = stet_expand(c->f.a, c->plan->config->url, &url);
    if (code == STET_OK)
        c->url = stet__facts_web(&c->f, url);
    return code;
}

/* Its lengths, its texts, its chapter: read again by add_piece(). */
static stet_code put_piece(struct chapter *c, struct zip_packer *packer,
                           const stet_str texts[EPUB_TEXTS], stet_out *out)
{
    struct epub_piece piece = {.offset = 0};
    stet_str page = stet_strn(c->out->data, c->out->len);
    size_t head = out->len;
    if (c->out->failed)
        return c->out->failed;
    stet_put(out, (const char *)&piece, sizeof piece);
    for (size_t i = 0; i < EPUB_TEXTS; i++) {
        if (texts[i].n > UINT32_MAX)
            return STET_E_LIMIT;
        piece.texts[i] = (uint32_t)texts[i].n;
        stet_put_str(out, texts[i]);
    }
    stet_code code = stet__zip_pack(packer, page, out, &piece.chapter);
    piece.chapter_len = piece.chapter.packed_size;
    if (code == STET_OK && !out->failed)
        memcpy(out->data + head, &piece, sizeof piece);
    return code;
}

static stet_code write_piece(const void *plan, void *scratch, stet_article *a,
                             stet_out *out, stet_str *ret_key)
{
    const struct epub_plan *p = plan;
    stet_out page = stet_out_in_article(a, 16384, out->max);
    struct chapter c = {
        .f = {a, stet_kit_of(a), "EPUB 3.3", p->config->on_missing, p->zone},
        .plan = p,
        .out = &page};
    stet_str texts[EPUB_TEXTS];
    *ret_key = stet_cstr("");
    stet_code code = find_url(&c);
    if (code == STET_OK)
        code = stet__epub_tell(&c, texts);
    if (code != STET_OK)
        return code;
    c.style = (struct html_style){.id_prefix = stet_cstr("stet-"),
                                  .rel = stet_cstr(""),
                                  .base = c.url,
                                  .book = 1,
                                  .keep_stamps = 1};
    stet__epub_put_chapter(&c);
    code = put_piece(&c, scratch, texts, out);
    return code == STET_OK ? stet__facts_status(&c.f, out) : code;
}

/* ---- the book ------------------------------------------------------------------- */
static stet_code add_piece(const void *plan, const stet_joining *file, stet_str bytes,
                           stet_out *out)
{
    struct epub_piece piece;
    char name[48];
    (void)plan;
    if (bytes.n < sizeof piece)
        return STET_E_MISUSE;
    memcpy(&piece, bytes.p, sizeof piece);
    if (piece.chapter_len > bytes.n - sizeof piece)
        return STET_E_MISUSE;
    if (!file->pieces) {
        size_t before = file->notes->len;
        stet__epub_put_mimetype(out, file->notes);
        file->notes->len = before; /* its row is made again with the others */
    }
    size_t texts = bytes.n - piece.chapter_len;
    stet_str chapter = stet_strn(bytes.p + texts, piece.chapter_len);
    piece.offset = file->bytes + out->len;
    piece.chapter_len = 0;
    int n = snprintf(name, sizeof name, "EPUB/article-%llu.xhtml",
                     (unsigned long long)file->pieces + 1);
    size_t before = file->notes->len;
    stet_code code = stet__zip_put(out, piece.offset, stet_strn(name, (size_t)n),
                                   &piece.chapter, chapter, file->notes);
    file->notes->len = before;
    stet_put(file->notes, (const char *)&piece, sizeof piece);
    stet_put(file->notes, bytes.p + sizeof piece, texts - sizeof piece);
    return code == STET_OK ? stet_out_status(file->notes) : code;
}

static stet_code close_book(const void *plan, const stet_joining *file, stet_out *out)
{
    return stet__epub_put_package(plan, file, out);
}

/* A book of one is a collection of one piece. */
static stet_code write_book(const void *plan, void *scratch, stet_article *a,
                            stet_out *out)
{
    stet_out piece = stet_out_in_article(a, 8192, out->max);
    stet_out notes = stet_out_in_article(a, 4096, out->max);
    stet_joining file = {
        .size = sizeof file, .file = 1, .now = stet_now(a), .notes = &notes};
    stet_str key;
    stet_code code = write_piece(plan, scratch, a, &piece, &key);
    if (code != STET_OK)
        return code;
    code = add_piece(plan, &file, stet_out_text(&piece), out);
    file.pieces = 1;
    return code == STET_OK ? close_book(plan, &file, out) : code;
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/epub+zip",
    .extension = ".epub",
    .renders = renders,
    .write = write_book,
    .piece = write_piece,
    .add = add_piece,
    .close = close_book,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct epub_config),
    .name = "write.epub",
    .summary = "Write an article, or all of them, as an EPUB 3.3 book.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile,
    .open = open_packer,
    .close = close_packer,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(epub, "0.1.0", 0, .summary = "EPUB 3.3.", .license = "MIT", .steps = steps);
