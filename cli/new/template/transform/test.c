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
    char kicker[81];
    int changes;
};

static struct mock *mock_of(const stet_article *a)
{
    return (struct mock *)(void *)a;
}

static stet_node field(const stet_article *a, stet_kind kind)
{
    return kind == STET_KICKER && mock_of(a)->kicker[0] ? 1 : 0;
}

static stet_node state(stet_article *a, stet_kind kind, stet_str value, const stet_claim *claim)
{
    struct mock *m = mock_of(a);
    if (kind != STET_KICKER || claim->size != sizeof *claim)
        return 0;
    snprintf(m->kicker, sizeof m->kicker, "%.*s", (int)value.n, value.p);
    m->changes++;
    return 1;
}

static stet_code why(stet_article *a, stet_code code, stet_str reason)
{
    (void)a;
    (void)reason;
    return code;
}

static const stet_host host = { .size = sizeof host, .abi_major = STET_ABI_MAJOR,
                                .field = field, .state = state, .why = why };

/* ---- the tests ----------------------------------------------------------------- */
#define EXPECT(condition)                                                       \
    do {                                                                        \
        if (!(condition)) {                                                     \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                            \
        }                                                                       \
    } while (0)

static stet_code run(struct mock *m)
{
    stet_str config = stet_cstr("Analysis"); /* struct config has this one member */
    return stet_plugin_v1.steps[0]->process(&config, NULL, &m->article);
}

int main(void)
{
    struct mock bare = { .article = { &host } };
    struct mock full = { .article = { &host }, .kicker = "Opinion" };
    EXPECT(strcmp(stet_plugin_v1.id, "@NAME@") == 0);
    EXPECT(run(&bare) == STET_OK && strcmp(bare.kicker, "Analysis") == 0);
    EXPECT(run(&bare) == STET_SKIP && bare.changes == 1);
    EXPECT(run(&full) == STET_SKIP && strcmp(full.kicker, "Opinion") == 0);
    puts("@NAME@: 4 tests passed");
    return 0;
}
