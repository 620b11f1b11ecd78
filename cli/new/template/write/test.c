/*
 * Tests the writer of @NAME@ without stet: a mock host table stands in for it. Put in more
 * entries as the writer comes to call them; what is NULL here and called crashes the test.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/plugin.h>

extern const stet_plugin stet_plugin_v1;

/* ---- the mock: a headline and blocks, which are nodes 1, 2, ... ------------------- */
struct mock {
    stet_article article; /* first: a writer gets a pointer to it */
    const char *headline;
    const char *blocks[4];
};

enum { ROOT = 100, HEADLINE = 101 };

static const struct mock *mock_of(const stet_article *a)
{
    return (const struct mock *)(const void *)a;
}

static stet_node root(const stet_article *a, int family)
{
    (void)a;
    return family == STET_FAMILY_BLOCK ? ROOT : 0;
}

static stet_node next(const stet_article *a, stet_node node)
{
    return mock_of(a)->blocks[node] ? node + 1 : 0;
}

static stet_node first(const stet_article *a, stet_node node)
{
    return node == ROOT ? next(a, 0) : 0;
}

static stet_kind kind(const stet_article *a, stet_node node)
{
    return mock_of(a)->blocks[node - 1][0] == '#' ? STET_HEADING : STET_PARAGRAPH;
}

static stet_str content(stet_article *a, stet_node node)
{
    return stet_cstr(mock_of(a)->blocks[node - 1]);
}

static stet_node field(const stet_article *a, stet_kind which)
{
    return which == STET_HEADLINE && mock_of(a)->headline ? HEADLINE : 0;
}

static stet_str text(const stet_article *a, stet_node node)
{
    return stet_cstr(node == HEADLINE ? mock_of(a)->headline : "");
}

static void escape(stet_out *out, int mode, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mode == STET_ESCAPE_XML && p[i] == '<')
            stet_puts(out, "&lt;");
        else
            stet_putc(out, p[i]);
}

static const stet_kit kit = { .size = sizeof kit, .escape = escape };
static const stet_host host = { .size = sizeof host, .abi_major = STET_ABI_MAJOR, .kit = &kit,
                                .root = root, .first = first, .next = next, .kind = kind,
                                .content = content, .field = field, .text = text };

/* A buffer that does not grow. */
static stet_code grow(stet_out *out, size_t more)
{
    (void)more;
    return out->failed = STET_E_LIMIT;
}

/* ---- the tests ----------------------------------------------------------------- */
#define EXPECT(condition)                                                       \
    do {                                                                        \
        if (!(condition)) {                                                     \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                            \
        }                                                                       \
    } while (0)

static stet_code run(struct mock *m, char *to, size_t size)
{
    stet_out out = { .size = sizeof out, .data = to, .cap = size - 1, .grow = grow };
    m->article.host = &host;
    stet_code code = stet_plugin_v1.steps[0]->writer->write(NULL, NULL, &m->article, &out);
    to[out.len] = '\0';
    return code;
}

int main(void)
{
    char text[256];
    struct mock full = { .headline = "1 < 2", .blocks = { "# Part", "<b>" } };
    struct mock empty = { .headline = NULL };
    EXPECT(strcmp(stet_plugin_v1.id, "@NAME@") == 0);
    EXPECT(run(&full, text, sizeof text) == STET_OK &&
           strcmp(text, "<article>\n<headline>1 &lt; 2</headline>\n<h># Part</h>\n"
                        "<p>&lt;b></p>\n</article>\n") == 0);
    EXPECT(run(&empty, text, sizeof text) == STET_OK &&
           strcmp(text, "<article>\n</article>\n") == 0);
    EXPECT(run(&full, text, 20) == STET_E_LIMIT);
    puts("@NAME@: 4 tests passed");
    return 0;
}
