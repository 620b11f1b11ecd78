/* SPDX-License-Identifier: MIT */
/* links.clean and links.lint: what goes, what stays, what is found and what is not. */
#include "step_fixture.h"

/* ---- links.clean ------------------------------------------------------------ */
struct address {
    const char *href, *text;
};

static stet_code fill_link(void *self, stet_article *a)
{
    const struct address *l = self;
    state(a, STET_HEADLINE, "T");
    state(a, STET_CANONICAL, "https://own.example/a?ref=1&id=2");
    stet_node p = paragraph(a, STET_ZONE_BODY, "See ");
    put_link(a, p, l->href, l->text ? l->text : "this");
    stet_node image = new_child(a, p, STET_IMAGE);
    ck_assert_int_eq(stet_set_attr(a, image, STET_ATTR_SRC, stet_cstr(l->href)),
                     STET_OK);
    return STET_OK;
}

static stet_node the_link(struct fixture *f)
{
    stet_node p = stet_first(f->a, stet_root(f->a, STET_FAMILY_BLOCK));
    stet_node n = stet_first(f->a, p);
    while (n && stet_kind_of(f->a, n) != STET_LINK)
        n = stet_next(f->a, n);
    return n;
}

static void check_clean(const char *with, const char *href, const char *wanted)
{
    struct fixture f;
    struct address l = {href, NULL};
    char steps[512];
    snprintf(steps, sizeof steps,
             "      - { use: links.clean, id: one, with: { %s } }\n"
             "      - { use: links.clean, id: two, with: { %s } }\n",
             with, with);
    load(&f, steps, "");
    run_well(&f, fill_link, &l);
    stet_str got = stet_attr_str(f.a, the_link(&f), STET_ATTR_HREF);
    ck_assert_msg(stet_str_is(got, wanted), "%s became %.*s, not %s", href, (int)got.n,
                  got.p, wanted);
    ck_assert_uint_eq(step_info(&f, "two").changes, 0);
    ck_assert_uint_eq(count_findings(&f, "links/tracking-removed"),
                      strcmp(href, wanted) != 0);
    unload(&f);
}

START_TEST(tracking_goes_and_all_else_stays)
{
    static const char *const pairs[][2] = {
        {"https://a.example/?utm_source=x", "https://a.example/"},
        {"https://a.example/p?a=1&utm_source=x&b=%2f+%2F&utm_medium=y&c#f?utm_x=1",
         "https://a.example/p?a=1&b=%2f+%2F&c#f?utm_x=1"},
        {"https://a.example/?fbclid=1&&b=", "https://a.example/?&b="},
        {"https://a.example/?b&a&b&gclid=1", "https://a.example/?b&a&b"},
        {"https://a.example/?UTM_Source=x&x=1", "https://a.example/?x=1"},
        {"https://a.example/?utm%5Fsource=x&x=1", "https://a.example/?x=1"},
        {"https://a.example/?x=1&amp;utm_source=2", "https://a.example/?x=1"},
        {"//a.example/?utm_source=x&y", "//a.example/?y"},
        {"/p?utm_source=x", "/p"},
        {"?utm_source=x&p=2", "?p=2"},
        {"https://youtube.com/watch?v=1&si=2&t=3", "https://youtube.com/watch?v=1&t=3"},
        {"https://x.com/a/status/1?s=20", "https://x.com/a/status/1"},
        {"https://own.example/a?ref=1&source=2&p=1#x", "https://own.example/a?p=1#x"},
        {"https://a.example/?mc_cid=1&mc_eid=2&q=", "https://a.example/?q="}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check_clean("", pairs[i][0], pairs[i][1]);
}
END_TEST

START_TEST(other_parameters_stay)
{
    static const char *const same[] = {"https://github.example/a?ref=main",
                                       "https://a.example/?s=20&si=1",
                                       "https://a.example/?q=utm_source&r=gclid",
                                       "https://a.example/?utmsource=1",
                                       "https://a.example/?xfbclid=1",
                                       "https://a.example/?fbclid2=1",
                                       "https://a.example/#utm_source=1",
                                       "https://a.example/p;utm_source=1",
                                       "mailto:a@a.example?utm_source=1",
                                       "javascript:x?utm_source=1",
                                       "https://notyoutube.com/?si=1",
                                       "https://a.example/?",
                                       "https://a.example/?%75",
                                       "https://a.example/?%",
                                       "https://a.example/?=utm_source",
                                       ""};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        check_clean("", same[i], same[i]);
}
END_TEST

START_TEST(names_may_be_kept_and_added)
{
    check_clean("keep: [ocid, FBCLID]", "https://a.example/?ocid=1&fbclid=2&gclid=3",
                "https://a.example/?ocid=1&fbclid=2");
    check_clean("tracking: [links/tracking.yaml]",
                "https://a.example/?house_a=1&wall=2&gclid=3",
                "https://a.example/?wall=2");
}
END_TEST

START_TEST(pictures_and_fields_only_when_asked)
{
    struct fixture f;
    struct address l = {"https://a.example/i.jpg?utm_source=1&w=2", NULL};
    load(&f, "      - { use: links.clean }\n", "");
    run_well(&f, fill_link, &l);
    stet_node image = stet_next(f.a, the_link(&f));
    ck_text(stet_attr_str(f.a, image, STET_ATTR_SRC), l.href);
    ck_text(stet_field_text(f.a, STET_CANONICAL), "https://own.example/a?ref=1&id=2");
    unload(&f);
    load(&f, "      - { use: links.clean, with: { images: true, fields: true } }\n",
         "");
    run_well(&f, fill_link, &l);
    image = stet_next(f.a, the_link(&f));
    ck_text(stet_attr_str(f.a, image, STET_ATTR_SRC), "https://a.example/i.jpg?w=2");
    ck_text(stet_field_text(f.a, STET_CANONICAL), "https://own.example/a?id=2");
    ck_assert_uint_eq(count_findings(&f, "links/tracking-removed"), 3);
    unload(&f);
}
END_TEST

START_TEST(text_of_an_automatic_link_goes_along)
{
    struct fixture f;
    struct address l = {"https://a.example/?utm_source=1&b=2",
                        "https://a.example/?utm_source=1&b=2"};
    load(&f, "      - { use: links.clean }\n", "");
    run_well(&f, fill_link, &l);
    ck_text(stet_content(f.a, the_link(&f)), "https://a.example/?b=2");
    ck_text(finding(&f, "links/tracking-removed", 0).evidence, l.href);
    ck_contains(finding(&f, "links/tracking-removed", 0).message, "utm_source");
    unload(&f);
}
END_TEST

START_TEST(dead_links_become_their_text)
{
    struct fixture f;
    struct address l = {"https://digg.com/submit?url=x", "Digg it"};
    load(&f, "      - { use: links.clean, id: s, with: { dead: unlink } }\n", "");
    run_well(&f, fill_link, &l);
    ck_assert(the_link(&f) == 0);
    ck_text(stet_content(f.a, stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK))),
            "See Digg it");
    ck_assert_uint_eq(count_findings(&f, "links/dead-unlinked"), 1);
    l.href = "https://digg.com/a-story";
    run_well(&f, fill_link, &l);
    ck_assert(the_link(&f) != 0);
    ck_assert_uint_eq(step_info(&f, "s").changes, 0);
    unload(&f);
}
END_TEST

/* ---- links.lint ------------------------------------------------------------- */
/* The rules that a link breaks, one after another with a space behind each. */
static void check_lint(struct fixture *f, const char *href, const char *text,
                       const char *wanted)
{
    struct address l = {href, text};
    char got[512] = "";
    run(f, fill_link, &l);
    stet_finding_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_finding(f->result, i, &info); i++) {
        ck_assert_uint_gt(info.message.n, 0);
        ck_assert_uint_gt(info.suggestion.n, 0);
        if (contains(info.evidence, "own.example/a?ref=1"))
            continue; /* the canonical address of the fixture */
        snprintf(got + strlen(got), sizeof got - strlen(got), "%.*s ",
                 (int)info.rule.n - 6, info.rule.p + 6);
    }
    ck_assert_msg(strcmp(got, wanted) == 0, "[%s](%s): '%s' is not '%s'", text, href,
                  got, wanted);
}

START_TEST(bad_links_are_found)
{
    static const char *const cases[][3] = {
        {"#", "a", "empty-target "},
        {"", "a", "empty-target "},
        {"#!", "a", "empty-target "},
        {"javascript:alert(1)", "a", "bad-address "},
        {" java\nscript:x", "a", "bad-address "},
        {"data:text/html,x", "a", "bad-address "},
        {"htps://a.example/", "a", "bad-address "},
        {"http://a.example/", "a", "plain-http "},
        {"HTTP://a.example/", "a", "plain-http "},
        {"https://bit.ly/abc", "a", "shortener "},
        {"https://www.google.com/url?q=https://a.example", "a", "redirect "},
        {"https://eu.safelinks.protection.outlook.com/?url=a", "bank.com", "redirect "},
        {"https://plus.google.com/1", "a", "dead-link "},
        {"https://getpocket.com/save?url=x", "a", "dead-link "},
        {"https://digg.com/submit?url=x", "a", "old-share "},
        {"https://www.linkedin.com/shareArticle?mini=true&url=x", "a", "old-share "},
        {"https://twitter.com/home?status=x", "a", "old-share "},
        {"https://a.example/?utm_source=x", "a", "tracking "},
        {"https://good.example@evil.example/", "a", "userinfo "},
        {"https://user:secret@a.example/", "a", "userinfo "},
        {"https://evil.example/", "https://bank.example/login", "text-host "},
        {"https://evil.example/", "www.bank.example", "text-host "},
        {"https://evil.example/", "bank.com", "text-host "},
        {"https://evil.example/bank.com", "bank.com", "text-host "},
        {"https://bank.com.evil.example/", "bank.com", "text-host "},
        {"https://bank.co.uk/", "bank.com", "text-host "},
        {"https://a.co.uk/", "b.co.uk", "text-host "},
        {"mailto:evil@evil.example", "press@bank.com", "text-host "},
        {"https://evil.example/", "press@bank.com", "text-host "},
        {"/local", "https://bank.example/", "text-host "},
        {"//evil.com/x", "bank.com", "text-host "},
        {"https://xn--80ak6aa92e.com/", "a", "lookalike "},
        {"https://p\xd0\xb0ypal.com/", "a", "lookalike "},
        {"https://pay\xe2\x80\x8bpal.com/", "a", "lookalike "},
        {"https://\xd0\xb0\xd1\x80\xd1\x80\xd3\x8f\xd0\xb5.com/", "a", "lookalike "}};
    struct fixture f;
    load(&f, "      - { use: links.lint }\n", "");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_lint(&f, cases[i][0], cases[i][1], cases[i][2]);
    unload(&f);
}
END_TEST

START_TEST(good_links_are_left_alone)
{
    static const char *const cases[][2] = {
        {"https://a.example/", "a"},
        {"https://a.example/", "https://a.example"},
        {"https://www.a.example/x", "a.example"},
        {"https://news.a.co.uk/x", "www.a.co.uk"},
        {"https://a.com/", "See a.com for more on b.com"},
        {"https://nodejs.org/", "Node.js"},
        {"https://github.com/x", "README.md"},
        {"https://a.example/", "e.g."},
        {"https://a.example/", "3.14"},
        {"https://a.example/", "v2.0.io1"},
        {"https://a.example/", "U.S."},
        {"https://en.wikipedia.org/wiki/Booking.com", "Booking.com"},
        {"https://web.archive.org/web/2020/https://a.com/", "https://a.com/"},
        {"mailto:press@a.com", "press@a.com"},
        {"mailto:press@a.com?subject=x", "Press@A.com"},
        {"https://a.com/contact", "press@a.com"},
        {"https://own.example/tag/amazon-com", "Amazon.com"},
        {"/tag/amazon-com", "Amazon.com"},
        {"//www.a.com/x", "a.com"},
        {"https://www.a.com/", "\xc2\xa0"
                               "a.com"},
        {"https://web.archive.org/web/2016/mailto:a@b.com", "a@b.com"},
        {"#part", "a"},
        {"/local", "a"},
        {"tel:+1", "+1"},
        {"http://localhost/", "a"},
        {"http://127.0.0.1:80/", "a"},
        {"https://x.com/intent/tweet?text=a&url=b", "X"},
        {"https://www.facebook.com/sharer/sharer.php?u=a", "Facebook"},
        {"https://digg.com/a-story", "a"},
        {"https://notbit.ly.example/", "a"},
        {"https://xn--mnchen-3ya.de/", "m\xc3\xbcnchen.de"},
        {"https://m\xc3\xbcnchen.de/", "a"},
        {"https://\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.\xd1\x80\xd1\x84/",
         "a"},
        {"https://xn--/", "a"},
        {"https://xn--a-999999999999.com/", "a"}};
    struct fixture f;
    load(&f, "      - { use: links.lint }\n", "");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_lint(&f, cases[i][0], cases[i][1], "");
    unload(&f);
}
END_TEST

START_TEST(severities_and_hosts_are_options)
{
    struct fixture f;
    struct address l = {"http://bit.ly/x?utm_source=1", "a"};
    load(&f,
         "      - use: links.lint\n"
         "        with:\n"
         "          severity: { plain-http: critical, tracking: \"off\" }\n"
         "          effect: { shortener: reject }\n"
         "          fields: false\n",
         "");
    run(&f, fill_link, &l);
    ck_assert_int_eq(finding(&f, "links/plain-http", 0).severity, STET_CRITICAL);
    ck_assert_int_eq(finding(&f, "links/shortener", 0).effect, STET_REJECT);
    ck_assert_uint_eq(count_findings(&f, "links/tracking"), 0);
    ck_assert_int_eq(stet_result_verdict(f.result), STET_VERDICT_REJECT);
    unload(&f);
    load(&f,
         "      - { use: links.lint, with: { allow: [bit.ly], hosts: "
         "[links/hosts.yaml] } }\n",
         "");
    check_lint(&f, "http://bit.ly/x", "a", "");
    check_lint(&f, "https://go.house.example/x", "a", "shortener ");
    check_lint(&f, "https://old.house.example/x", "a", "dead-link ");
    unload(&f);
}
END_TEST

START_TEST(canonical_address_is_looked_at)
{
    struct fixture f;
    struct address l = {"https://a.example/", "a"};
    load(&f, "      - { use: links.lint }\n", "");
    run(&f, fill_link, &l);
    ck_assert_uint_eq(count_findings(&f, "links/tracking"), 1);
    ck_contains(finding(&f, "links/tracking", 0).suggestion,
                "https://own.example/a?id=2");
    unload(&f);
}
END_TEST

/* ---- mistakes --------------------------------------------------------------- */
static void check_mistakes(const char *step, const char *with,
                           const char *const *wanted)
{
    char steps[1024], text[4096];
    snprintf(steps, sizeof steps, "      - { use: %s, with: { %s } }\n", step, with);
    ck_assert_int_eq(try_load(steps, "", text, sizeof text), STET_E_CONFIG);
    for (; *wanted; wanted++)
        ck_assert_msg(strstr(text, *wanted) != NULL, "nothing says '%s':\n%s", *wanted,
                      text);
}
#define MISTAKES(step, with, ...)                                                      \
    check_mistakes(step, with, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(mistakes_are_told_all_at_once)
{
    MISTAKES("links.lint", "severity: { shortener: lwo }", "lwo");
    MISTAKES("links.lint", "severity: { plain-htp: low }, effect: { a: label }",
             "no rule 'plain-htp'", "no rule 'a'");
    MISTAKES("links.clean", "tracking: [links/wrong.yaml]", "2: tracking.revised",
             "4: tracking.parameters[0]: unknown option 'nme'",
             "tracking.parameters[0].name: is required", "tracking.parameters[1].name",
             "tracking.parameters[2].own");
    MISTAKES("links.lint", "hosts: [links/wrong-hosts.yaml]", "unknown option 'deads'",
             "hosts.dead[0].host", "hosts.dead[0].since");
    MISTAKES("links.lint", "hosts: [links/missing.yaml]", "cannot open");
}
END_TEST

START_TEST(mistakes_of_networks_are_told)
{
    MISTAKES("share.links", "networks: [mastadon, signal, skype]",
             "no network 'mastadon'", "Signal takes no links", "closed in 2025");
    MISTAKES("share.links", "networks: [misskey, messenger]",
             "needs the name of a server", "needs the number of an app");
    MISTAKES("share.links",
             "networks: [misskey], hosts: { misskey: \"evil.example/x\" }",
             "needs a host such as");
    MISTAKES("share.links", "hashtags: [\"a b\"]", "a tag has no space");
    MISTAKES("share.links", "data: share/wrong.yaml",
             "https:// or mailto:", "unknown value", "never closed",
             "does not belong there", "a template without {url}",
             "the host of a template is fixed", "cannot hold the sign",
             "a second network 'twice'");
    MISTAKES("share.links", "data: share/wrong-rows.yaml",
             "networks.networks[0].name: is required",
             "networks.networks[0]: unknown option 'tempalte'",
             "networks.networks[1].count", "networks.labels.de.label: is required");
}
END_TEST

START_TEST(own_labels_and_networks_come_first)
{
    struct fixture f;
    struct address l = {"https://a.example/", "a"};
    load(&f,
         "      - { use: share.links, with: { networks: [house, x], language: de, "
         "data: share/house.yaml, rel: nofollow } }\n",
         "      - { use: write.html, to: \"{{ headline }}.html\", with: { document: "
         "fragment } }\n");
    run_well(&f, fill_link, &l);
    ck_contains(output(&f, 0), "aria-label=\"Bei House weitersagen\">House</a>");
    ck_contains(output(&f, 0), "aria-label=\"Bei X weitersagen\">X</a>");
    ck_contains(output(&f, 0), "u=https%3A%2F%2Fown.example%2Fa%3Fid%3D2\"");
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("links");
    TCase *t = tcase_create("links");
    tcase_add_test(t, tracking_goes_and_all_else_stays);
    tcase_add_test(t, other_parameters_stay);
    tcase_add_test(t, names_may_be_kept_and_added);
    tcase_add_test(t, pictures_and_fields_only_when_asked);
    tcase_add_test(t, text_of_an_automatic_link_goes_along);
    tcase_add_test(t, dead_links_become_their_text);
    tcase_add_test(t, bad_links_are_found);
    tcase_add_test(t, good_links_are_left_alone);
    tcase_add_test(t, severities_and_hosts_are_options);
    tcase_add_test(t, canonical_address_is_looked_at);
    tcase_add_test(t, mistakes_are_told_all_at_once);
    tcase_add_test(t, mistakes_of_networks_are_told);
    tcase_add_test(t, own_labels_and_networks_come_first);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
