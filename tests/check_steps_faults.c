/* SPDX-License-Identifier: MIT */
/* Every allocation of the core failing once: all steps and writers, no crash, no leak.
 */
#include "faults_fixture.h"

#include <limits.h>

static const char steps[] =
    "      - { use: article.normalise, with: { quote_marks: typographic } }\n"
    "      - use: text.stats\n"
    "      - use: slug\n"
    "      - { use: terms, with: { words: [port, north sea], exceptions: [port wine] } "
    "}\n"
    "      - { use: disclaimer.stamp, with: { text: \"Views of {{ headline }}.\" } }\n"
    "      - { use: notice.stamp, with: { kind: editors_note, placement: tail, text: "
    "\"**Of** [{{ headline }}](https://a.example/{{ slug }})\" } }\n"
    "      - { use: links.clean, with: { images: true, fields: true } }\n"
    "      - use: links.lint\n"
    "      - { use: share.links, with: { networks: [email, x, misskey], hosts: { "
    "misskey: k.example }, hashtags: [a, b] } }\n"
    "      - { use: attribution.check, with: { source: { name: Tide, hosts: "
    "[t.example] } } }\n";
static const char outputs[] =
    "      - { use: write.html, to: \"{{ slug }}.html\", with: { json_ld: true } }\n"
    "      - { use: write.jsonld, to: \"{{ slug }}.jsonld\" }\n"
    "      - { use: write.text, to: \"{{ slug }}.txt\" }\n";

/* A bold paragraph, and a quotation over two: what article.normalise gives a form. */
static stet_code fill_unformed(stet_article *a)
{
    static const char *const texts[] = {"Part two", "\"It's one.", "Two,\" she said."};
    for (size_t i = 0; i < 3; i++) {
        stet_node n = stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0,
                                    STET_PARAGRAPH, NOWHERE);
        if (n && !i)
            n = stet_node_new(a, n, 0, STET_STRONG, NOWHERE);
        if (!n || stet_text_append(a, n, texts[i], strlen(texts[i]), 0, 0))
            return STET_FAILED;
    }
    return STET_OK;
}

static stet_code fill_page(void *self, stet_article *a)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    (void)self;
    if (!stet_state(a, STET_HEADLINE, stet_cstr("A port in the north"), &claim) ||
        !stet_state(a, STET_CANONICAL, stet_cstr("https://t.example/a"), &claim))
        return STET_FAILED;
    stet_node n =
        stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_PARAGRAPH, NOWHERE);
    stet_node link = n ? stet_node_new(a, n, 0, STET_LINK, NOWHERE) : 0;
    if (!link || stet_set_attr(a, link, STET_ATTR_HREF,
                               stet_cstr("http://u@t.example/?utm_source=1&b=2")))
        return STET_FAILED;
    stet_code code = stet_text_append(a, n, "The North Sea port. Tide.", 25, 0, 0);
    return code == STET_OK ? fill_unformed(a) : code;
}

START_TEST(failing_allocations_leave_nothing_half)
{
    fail_each_allocation(steps, outputs, fill_page, 3, ULONG_MAX);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("steps without memory");
    TCase *c = tcase_create("faults");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, failing_allocations_leave_nothing_half);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
