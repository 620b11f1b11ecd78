/* SPDX-License-Identifier: MIT */
/*
 * What makes an archive a book: container, style sheet, contents, package. Made from
 * the notes of all pieces, once, when the last chapter stands.
 */
#include "epub.h"

#include <stdlib.h>

enum { TEXT_MAX = 256 << 20, UNION_MAX = 64 << 10, NAME_SIZE = 48 };

static const char mimetype[] = "application/epub+zip";

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" "
    "version=\"1.0\">\n<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

static const char sheet[] =
    "body { line-height: 1.5; margin: 0 4%; }\n"
    "h1, h2, h3, h4, h5, h6 { line-height: 1.2; page-break-after: avoid; "
    "break-after: avoid; }\n"
    "blockquote { margin: 1em 1.5em; font-style: italic; }\n"
    "figure { margin: 1em 0; break-inside: avoid; }\n"
    "figcaption, .stet-credit, .stet-date, .stet-byline, footer { font-size: 0.85em; "
    "}\n"
    ".stet-standfirst { font-weight: bold; }\n"
    ".stet-kicker { text-transform: uppercase; letter-spacing: 0.05em; }\n"
    "aside { border-left: 0.2em solid; padding-left: 0.8em; margin: 1em 0; }\n"
    "pre { white-space: pre-wrap; }\n"
    "table { border-collapse: collapse; }\n"
    "td, th { border: 1px solid; padding: 0.2em 0.5em; }\n"
    "footer { border-top: 1px solid; margin-top: 2em; }\n";

/* The book being closed. */
struct book {
    const struct epub_plan *plan;
    stet_out *out;
    uint64_t offset; /* of out->data[0] in the archive */
    stet_str notes;
    uint64_t count;
    struct zip_packer *packer;
    stet_out directory, page, packed, people, about, languages;
    stet_str title, language, modified, mining;
    uint64_t entries;
};

/* ---- buffers that no article owns -------------------------------------------- */
static stet_code grow_heap(stet_out *out, size_t more)
{
    size_t cap = out->cap * 2 + 4096;
    if (more > out->max - out->len)
        return out->failed = STET_E_LIMIT;
    if (cap < out->len + more)
        cap = out->len + more;
    char *grown = realloc(out->data, cap);
    if (!grown)
        return out->failed = STET_E_NOMEM;
    out->data = grown;
    out->cap = cap;
    return STET_OK;
}

static void init_heap(stet_out *out, size_t max)
{
    *out = (stet_out){.size = sizeof *out, .max = max, .grow = grow_heap};
}

static stet_str text_of(const stet_out *out)
{
    return stet_strn(out->data, out->len);
}

/* ---- the notes ---------------------------------------------------------------- */
/* The next piece and its texts; 0 at the end. */
static int next_note(stet_str *rest, struct epub_piece *ret_piece,
                     stet_str texts[EPUB_TEXTS])
{
    if (rest->n < sizeof *ret_piece)
        return 0;
    memcpy(ret_piece, rest->p, sizeof *ret_piece);
    size_t at = sizeof *ret_piece;
    for (size_t i = 0; i < EPUB_TEXTS; i++) {
        if (ret_piece->texts[i] > rest->n - at)
            return 0;
        texts[i] = stet_strn(rest->p + at, ret_piece->texts[i]);
        at += ret_piece->texts[i];
    }
    *rest = stet_strn(rest->p + at, rest->n - at);
    return 1;
}

static int holds_line(const stet_out *list, stet_str line)
{
    for (size_t at = 0; at < list->len;) {
        const char *p = list->data + at;
        const char *end = memchr(p, '\n', list->len - at);
        size_t n = end ? (size_t)(end - p) + 1 : list->len - at;
        if (stet_str_eq(stet_strn(p, n), line))
            return 1;
        at += n;
    }
    return 0;
}

/* Lines that are not there yet; a book of thousands of articles says no more than
 * UNION_MAX of them. */
static void unite(stet_out *list, stet_str lines, int (*is_wanted)(stet_str))
{
    while (lines.n) {
        const char *end = memchr(lines.p, '\n', lines.n);
        size_t n = end ? (size_t)(end - lines.p) + 1 : lines.n;
        stet_str line = stet_strn(lines.p, n);
        lines = stet_strn(lines.p + n, lines.n - n);
        if (list->len + n <= UNION_MAX && is_wanted(line) && !holds_line(list, line))
            stet_put_str(list, line);
    }
}

static int is_any(stet_str line)
{
    return line.n > 0;
}

/* What is true of a book because it is of one of its articles. */
static int is_shared(stet_str line)
{
    static const char *const starts[] = {"<dc:rights>",
                                         "<dc:source>",
                                         "<dc:subject>",
                                         "<dc:publisher>",
                                         "<meta property=\"dcterms:rightsHolder\">",
                                         "<meta property=\"dcterms:license\">"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]);
        if (line.n > n && memcmp(line.p, starts[i], n) == 0)
            return 1;
    }
    return 0;
}

static int is_later(stet_str a, stet_str b)
{
    return a.n != b.n ? a.n > b.n : memcmp(a.p, b.p, a.n) > 0;
}

static void gather(struct book *b)
{
    stet_str rest = b->notes, texts[EPUB_TEXTS];
    struct epub_piece piece;
    while (next_note(&rest, &piece, texts)) {
        if (!b->title.n)
            b->title = texts[EPUB_TITLE];
        if (!b->language.n)
            b->language = texts[EPUB_LANGUAGE];
        if (is_later(texts[EPUB_MODIFIED], b->modified))
            b->modified = texts[EPUB_MODIFIED];
        if (texts[EPUB_TDM].n && (!b->mining.n || *b->mining.p < *texts[EPUB_TDM].p))
            b->mining = texts[EPUB_TDM];
        unite(&b->people, texts[EPUB_PEOPLE], is_any);
        unite(&b->about, texts[EPUB_ABOUT], b->count > 1 ? is_shared : is_any);
        if (b->languages.len < UNION_MAX) {
            size_t from = b->languages.len;
            stet_puts(&b->languages, "<dc:language>");
            stet_put_str(&b->languages, texts[EPUB_LANGUAGE]);
            stet_puts(&b->languages, "</dc:language>\n");
            stet_str line =
                stet_strn(b->languages.data + from, b->languages.len - from);
            b->languages.len = b->languages.failed ? 0 : from;
            if (!b->languages.failed && !holds_line(&b->languages, line))
                b->languages.len += line.n;
        }
    }
    if (b->plan->config->title.n)
        b->title = b->plan->config->title;
}

/* ---- pages --------------------------------------------------------------------- */
static void put_text(struct book *b, stet_str text)
{
    b->plan->kit->escape(&b->page, STET_ESCAPE_XML, text.p, text.n);
}

static void put(struct book *b, const char *open, stet_str text, const char *close)
{
    stet_puts(&b->page, open);
    put_text(b, text);
    stet_puts(&b->page, close);
}

static void put_contents(struct book *b)
{
    stet_str rest = b->notes, texts[EPUB_TEXTS];
    struct epub_piece piece;
    put(b,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html "
        "xmlns=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"",
        b->language, "\" xml:lang=\"");
    put(b, "", b->language, "\">\n<head>\n<title>");
    put(b, "", b->title,
        "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n"
        "</head>\n<body>\n<nav epub:type=\"toc\" role=\"doc-toc\">\n<h1>");
    put(b, "", b->title, "</h1>\n<ol>\n");
    for (int64_t i = 1; next_note(&rest, &piece, texts); i++) {
        stet_puts(&b->page, "<li><a href=\"article-");
        stet_put_int(&b->page, i);
        stet_puts(&b->page, ".xhtml\"");
        if (!stet_str_eq(texts[EPUB_LANGUAGE], b->language)) {
            put(b, " lang=\"", texts[EPUB_LANGUAGE], "\" xml:lang=\"");
            put(b, "", texts[EPUB_LANGUAGE], "\"");
        }
        put(b, ">", texts[EPUB_TITLE], "</a></li>\n");
    }
    stet_puts(&b->page, "</ol>\n</nav>\n</body>\n</html>\n");
}

/* ---- the package ---------------------------------------------------------------- */
static void put_identifier(struct book *b)
{
    static const char hex[] = "0123456789abcdef";
    stet_str rest = b->notes, texts[EPUB_TEXTS], given = b->plan->config->identifier;
    struct epub_piece piece;
    uint8_t digest[32];
    stet_puts(&b->page, "<dc:identifier id=\"book-id\">");
    if (given.n || b->count == 1) {
        if (!given.n && next_note(&rest, &piece, texts))
            given = texts[EPUB_IDENTITY];
        put_text(b, given);
    } else {
        b->packed.len = 0;
        while (next_note(&rest, &piece, texts)) {
            stet_put_str(&b->packed, texts[EPUB_IDENTITY]);
            stet_putc(&b->packed, '\n');
        }
        b->plan->kit->sha256(b->packed.data, b->packed.failed ? 0 : b->packed.len,
                             digest);
        stet_puts(&b->page, "urn:sha256:");
        for (size_t i = 0; i < sizeof digest; i++) {
            stet_putc(&b->page, hex[digest[i] >> 4]);
            stet_putc(&b->page, hex[digest[i] & 15]);
        }
    }
    stet_puts(&b->page, "</dc:identifier>\n");
}

/* An element for each line "aut<tab>Ada Fenwick" with the role it refines. */
static void put_people(struct book *b)
{
    stet_str rest = text_of(&b->people);
    for (int64_t i = 1; rest.n > 4; i++) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        int is_author = memcmp(rest.p, "aut", 3) == 0;
        stet_puts(&b->page,
                  is_author ? "<dc:creator id=\"p" : "<dc:contributor id=\"p");
        stet_put_int(&b->page, i);
        stet_puts(&b->page, "\">");
        stet_put(&b->page, rest.p + 4, n - 4); /* escaped already */
        stet_puts(&b->page, is_author ? "</dc:creator>\n" : "</dc:contributor>\n");
        stet_puts(&b->page, "<meta refines=\"#p");
        stet_put_int(&b->page, i);
        put(b, "\" property=\"role\" scheme=\"marc:relators\">", stet_strn(rest.p, 3),
            "</meta>\n");
        n += end != NULL;
        rest = stet_strn(rest.p + n, rest.n - n);
    }
}

/* What readers who cannot see the page are told of it: it is all text, in order. */
static void put_access(struct book *b)
{
    static const char rows[] =
        "<meta property=\"schema:accessMode\">textual</meta>\n"
        "<meta property=\"schema:accessModeSufficient\">textual</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">structuralNavigation</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">tableOfContents</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">readingOrder</meta>\n"
        "<meta "
        "property=\"schema:accessibilityFeature\">displayTransformability</meta>\n"
        "<meta property=\"schema:accessibilityHazard\">none</meta>\n"
        "<meta property=\"schema:accessibilitySummary\">Text with headings, lists and "
        "links in reading order; pictures are given as links with their descriptions."
        "</meta>\n";
    stet_puts(&b->page, rows);
}

static void put_mining(struct book *b)
{
    if (!b->mining.n)
        return;
    put(b, "<meta property=\"tdm:reservation\">", stet_strn(b->mining.p, 1),
        "</meta>\n");
    if (b->mining.n > 1) {
        stet_puts(&b->page, "<meta property=\"tdm:policy\">");
        stet_put(&b->page, b->mining.p + 1, b->mining.n - 1); /* escaped already */
        stet_puts(&b->page, "</meta>\n");
    }
}

static void put_metadata(struct book *b)
{
    const struct epub_config *c = b->plan->config;
    stet_puts(&b->page, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_identifier(b);
    put(b, "<dc:title>", b->title, "</dc:title>\n");
    stet_put_str(&b->page, text_of(&b->languages));
    put(b, "<meta property=\"dcterms:modified\">", b->modified, "</meta>\n");
    put_people(b);
    if (c->publisher.n)
        put(b, "<dc:publisher>", c->publisher, "</dc:publisher>\n");
    if (c->rights.n)
        put(b, "<dc:rights>", c->rights, "</dc:rights>\n");
    stet_put_str(&b->page, text_of(&b->about));
    put_access(b);
    put_mining(b);
    stet_puts(&b->page, "</metadata>\n");
}

static void put_package(struct book *b)
{
    put(b,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package "
        "xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
        "unique-identifier=\"book-id\" prefix=\"tdm: http://www.w3.org/ns/tdmrep#\" "
        "xml:lang=\"",
        b->language, "\">\n");
    put_metadata(b);
    stet_puts(&b->page,
              "<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" "
              "media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n"
              "<item id=\"css\" href=\"style.css\" media-type=\"text/css\"/>\n");
    for (uint64_t i = 1; i <= b->count; i++) {
        stet_puts(&b->page, "<item id=\"a");
        stet_put_int(&b->page, (int64_t)i);
        stet_puts(&b->page, "\" href=\"article-");
        stet_put_int(&b->page, (int64_t)i);
        stet_puts(&b->page, ".xhtml\" media-type=\"application/xhtml+xml\"/>\n");
    }
    stet_puts(&b->page, b->count > 1
                            ? "</manifest>\n<spine>\n<itemref idref=\"nav\"/>\n"
                            : "</manifest>\n<spine>\n");
    for (uint64_t i = 1; i <= b->count; i++) {
        stet_puts(&b->page, "<itemref idref=\"a");
        stet_put_int(&b->page, (int64_t)i);
        stet_puts(&b->page, "\"/>\n");
    }
    stet_puts(&b->page, "</spine>\n</package>\n");
}

/* ---- the archive ---------------------------------------------------------------- */
static stet_code put_entry(struct book *b, const char *name, stet_str bytes)
{
    struct zip_packed packed;
    b->packed.len = 0;
    stet_code code = stet__zip_pack(b->packer, bytes, &b->packed, &packed);
    if (code == STET_OK)
        code = stet__zip_put(b->out, b->offset + b->out->len, stet_cstr(name), &packed,
                             text_of(&b->packed), &b->directory);
    b->entries++;
    return code;
}

void stet__epub_put_mimetype(stet_out *out, stet_out *directory)
{
    struct zip_packed packed;
    stet_out bytes = {.size = sizeof bytes, .max = sizeof mimetype};
    char room[sizeof mimetype];
    bytes.data = room;
    bytes.cap = sizeof room;
    if (stet__zip_pack(NULL, stet_cstr(mimetype), &bytes, &packed) == STET_OK)
        out->failed = stet__zip_put(out, 0, stet_cstr("mimetype"), &packed,
                                    stet_cstr(mimetype), directory);
}

static stet_code list_chapters(struct book *b)
{
    stet_str rest = b->notes, texts[EPUB_TEXTS];
    struct epub_piece piece;
    stet_out nowhere;
    char name[NAME_SIZE];
    stet_code code = STET_OK;
    init_heap(&nowhere, TEXT_MAX);
    stet__epub_put_mimetype(&nowhere, &b->directory);
    for (unsigned long long i = 1; code == STET_OK && next_note(&rest, &piece, texts);
         i++) {
        nowhere.len = 0; /* the chapter stands already: only its row is wanted */
        int n = snprintf(name, sizeof name, "EPUB/article-%llu.xhtml", i);
        code = stet__zip_put(&nowhere, piece.offset, stet_strn(name, (size_t)n),
                             &piece.chapter, stet_cstr(""), &b->directory);
    }
    b->entries = 1 + b->count;
    free(nowhere.data);
    return code;
}

static stet_code put_pages(struct book *b)
{
    stet_code code = list_chapters(b);
    if (code == STET_OK)
        code = put_entry(b, "META-INF/container.xml", stet_cstr(container));
    if (code == STET_OK)
        code = put_entry(b, "EPUB/style.css", stet_cstr(sheet));
    gather(b);
    put_contents(b);
    if (code == STET_OK)
        code = put_entry(b, "EPUB/nav.xhtml", text_of(&b->page));
    b->page.len = 0;
    put_package(b);
    if (code == STET_OK)
        code = put_entry(b, "EPUB/package.opf", text_of(&b->page));
    if (code == STET_OK)
        code = stet__zip_end(b->out, b->offset + b->out->len, text_of(&b->directory),
                             b->entries);
    return code;
}

stet_code stet__epub_put_package(const struct epub_plan *plan, const stet_joining *file,
                                 stet_out *out)
{
    struct book b = {.plan = plan,
                     .out = out,
                     .offset = file->bytes,
                     .notes = text_of(file->notes),
                     .count = file->pieces};
    stet_out *const heaps[] = {&b.directory, &b.page,  &b.packed,
                               &b.people,    &b.about, &b.languages};
    const size_t count = sizeof heaps / sizeof *heaps;
    stet_code code = stet__zip_packer_new(&b.packer);
    for (size_t i = 0; i < count; i++)
        init_heap(heaps[i], TEXT_MAX);
    if (code == STET_OK)
        code = put_pages(&b);
    for (size_t i = 0; i < count; i++) {
        if (code == STET_OK)
            code = heaps[i]->failed;
        free(heaps[i]->data);
    }
    stet__zip_packer_free(b.packer);
    return code == STET_OK ? stet_out_status(out) : code;
}
