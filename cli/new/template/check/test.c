/*
 * Tests the step of @NAME@ without stet: a mock host table stands in for it. Put in more
 * entries as the step comes to call them; what is NULL here and called crashes the test.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/plugin.h>

extern const stet_plugin stet_plugin_v1;

/* ---- the mock ------------------------------------------------------------------ */
struct mock {
    stet_article article; /* first: a step gets a pointer to it */
    const char *headline;
    int findings;
    char message[256];
};

static const struct mock *mock_of(const stet_article *a)
{
    return (const struct mock *)(const void *)a;
}

static stet_node field(const stet_article *a, stet_kind kind)
{
    return kind == STET_HEADLINE && mock_of(a)->headline[0] ? 1 : 0;
}

static stet_str text(const stet_article *a, stet_node node)
{
    return node == 1 ? stet_cstr(mock_of(a)->headline) : stet_cstr("");
}

static stet_code finding(stet_article *a, const stet_finding *f)
{
    struct mock *m = (struct mock *)(void *)a;
    m->findings++;
    snprintf(m->message, sizeof m->message, "%s", f->message.p);
    return STET_OK;
}

static stet_code why(stet_article *a, stet_code code, stet_str reason)
{
    (void)a;
    (void)reason;
    return code;
}

static const stet_host host = { .size = sizeof host, .abi_major = STET_ABI_MAJOR,
                                .field = field, .text = text, .finding = finding,
                                .why = why };

/* ---- the tests ----------------------------------------------------------------- */
#define EXPECT(condition)                                                       \
    do {                                                                        \
        if (!(condition)) {                                                     \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                            \
        }                                                                       \
    } while (0)

static stet_code run(struct mock *m, const char *headline, int64_t max)
{
    int64_t config = max; /* struct config has this one member */
    *m = (struct mock){ .article = { &host }, .headline = headline };
    return stet_plugin_v1.steps[0]->process(&config, NULL, &m->article);
}

int main(void)
{
    struct mock m;
    EXPECT(strcmp(stet_plugin_v1.id, "@NAME@") == 0);
    EXPECT(run(&m, "Ten bytes.", 10) == STET_OK && m.findings == 0);
    EXPECT(run(&m, "Eleven bytes", 10) == STET_OK && m.findings == 1);
    EXPECT(strstr(m.message, "12 bytes") != NULL);
    EXPECT(run(&m, "", 10) == STET_SKIP && m.findings == 0);
    puts("@NAME@: 4 tests passed");
    return 0;
}
