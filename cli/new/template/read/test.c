/*
 * Tests the reader of @NAME@ without stet: a mock host table stands in for it. Put in more
 * entries as the reader comes to call them; what is NULL here and called crashes the test.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/plugin.h>

extern const stet_plugin stet_plugin_v1;

/* ---- the mock: what is built is written down as text ---------------------------- */
struct mock {
    stet_article article; /* first: a reader gets a pointer to it */
    const char *source;
    char built[256];
};

static struct mock *mock_of(const stet_article *a)
{
    return (struct mock *)(void *)a;
}

static void note(stet_article *a, const char *what, const char *p, size_t n)
{
    struct mock *m = mock_of(a);
    size_t at = strlen(m->built);
    snprintf(m->built + at, sizeof m->built - at, "%s(%.*s)", what, (int)n, p);
}

static stet_str source(const stet_article *a)
{
    return stet_cstr(mock_of(a)->source);
}

static stet_node root(const stet_article *a, int family)
{
    (void)a;
    return family == STET_FAMILY_BLOCK ? 1 : 0;
}

static stet_node node_new(stet_article *a, stet_node parent, stet_node before, stet_kind kind,
                          stet_span span)
{
    (void)before;
    if (parent != 1 || kind != STET_PARAGRAPH)
        return 0;
    note(a, "p", mock_of(a)->source + span.off, span.len);
    return 2;
}

static stet_code text_append(stet_article *a, stet_node node, const char *p, size_t n,
                             uint32_t off, uint32_t len)
{
    if (node != 2 || p != mock_of(a)->source + off || n != len)
        return STET_E_RANGE;
    return STET_OK;
}

static stet_node state(stet_article *a, stet_kind kind, stet_str value, const stet_claim *claim)
{
    (void)claim;
    note(a, kind == STET_HEADLINE ? "headline" : "?", value.p, value.n);
    return 3;
}

static const stet_host host = { .size = sizeof host, .abi_major = STET_ABI_MAJOR,
                                .source = source, .root = root, .node_new = node_new,
                                .text_append = text_append, .state = state };

/* ---- the tests ----------------------------------------------------------------- */
#define EXPECT(condition)                                                       \
    do {                                                                        \
        if (!(condition)) {                                                     \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                            \
        }                                                                       \
    } while (0)

static int reads_as(const char *text, const char *wanted)
{
    struct mock m = { .article = { &host }, .source = text };
    return stet_plugin_v1.steps[0]->reader->read(NULL, NULL, &m.article) == STET_OK &&
           strcmp(m.built, wanted) == 0;
}

int main(void)
{
    const stet_reader *reader = stet_plugin_v1.steps[0]->reader;
    stet_str head = stet_cstr("A headline\n");
    EXPECT(strcmp(stet_plugin_v1.id, "@NAME@") == 0);
    EXPECT(reader->bid(head, stet_cstr("a.@NAME@")) > reader->bid(head, stet_cstr("a.md")));
    EXPECT(reads_as("Title\n\nOne\nline.\n\n\nTwo.", "headline(Title)p(One\nline.)p(Two.)"));
    EXPECT(reads_as("", "") && reads_as("\n\n", "") && reads_as("Title", "headline(Title)"));
    puts("@NAME@: 4 tests passed");
    return 0;
}
