/* SPDX-License-Identifier: MIT */
/* attribution.check: what is credited, stated, linked; what cannot be told is not
 * passed. */
#include "../plugins/attribution/search.h"
#include "step_fixture.h"

/* What an article says: any may be NULL. */
struct says {
    const char *credit, *link, *link_text, *copyright;
    const char *origin, *origin_url;
};

static stet_code fill(void *self, stet_article *a)
{
    const struct says *s = self;
    paragraph(a, STET_ZONE_BODY, "A body that tells of copyright law and of tides.");
    if (s->origin) {
        stet_node n = add_part(a, state(a, STET_ORIGIN, ""), STET_PARTY, STET_ATTR_NAME,
                               s->origin);
        if (s->origin_url)
            ck_assert_int_eq(
                stet_set_attr(a, n, STET_ATTR_URL, stet_cstr(s->origin_url)), STET_OK);
    }
    stet_node n = new_block(a, STET_PARAGRAPH, STET_ZONE_TAIL);
    if (s->credit)
        put(a, n, s->credit);
    if (s->link)
        put_link(a, n, s->link, s->link_text ? s->link_text : "here");
    if (s->copyright)
        paragraph(a, STET_ZONE_TAIL, s->copyright);
    return STET_OK;
}

static const char tidewater[] =
    "source: { name: The Tidewater Review, hosts: [tidewater.example], url: "
    "\"https://tidewater.example/2025/a\" }";

/* The status that the requirement gets. */
static void check_status(const char *require, const char *with, const struct says *s,
                         const char *rule, const char *status)
{
    struct fixture f;
    char steps[1024], name[64];
    snprintf(steps, sizeof steps,
             "      - { use: attribution.check, id: c, with: { require: [%s]%s%s } }\n",
             require, *with ? ", " : "", with);
    snprintf(name, sizeof name, "attribution/%s", rule);
    load(&f, steps, "");
    run_well(&f, fill, (void *)(uintptr_t)s);
    ck_assert_uint_eq(stet_result_findings(f.result), 1);
    ck_text(finding(&f, name, 0).status, status);
    ck_assert_uint_eq(step_info(&f, "c").changes, 0);
    int passed = strcmp(status, "satisfied") == 0;
    ck_assert_int_eq(stet_result_verdict(f.result),
                     passed ? STET_ALLOW : STET_VERDICT_REVIEW);
    unload(&f);
}

/* ---- the pass over the text ------------------------------------------------- */
/* All hits in the text, by the look of processors that do 32 bytes at once, or not. */
static void list_hits(struct attribution_needles n, int wide, const char *text,
                      size_t len, char *list, size_t size)
{
    struct attribution_hit hit = {0, 0};
    size_t at = 0, used = 0;
    n.wide &= wide;
    list[0] = '\0';
    for (; stet__attribution_scan(&n, stet_strn(text, len), at, &hit); at = hit.at + 1)
        used +=
            (size_t)snprintf(list + used, size - used, "%zu:%zu ", hit.needle, hit.at);
}

START_TEST(needles_are_met_wherever_they_stand)
{
    static const char *const parts[] = {"copyright 2025",
                                        "\xc2\xa9",
                                        "(c) 2024",
                                        "rr rb",
                                        "all rights reserved",
                                        "tidewater",
                                        "the cove",
                                        " ",
                                        "  ",
                                        "(",
                                        "yr",
                                        "x",
                                        "copyright law"};
    struct attribution_needles n;
    char narrow[4096], wide[4096], text[512];
    uint32_t random = 1;
    stet__attribution_start(&n);
    ck_assert(stet__attribution_add(&n, stet_cstr("tidewater")));
    ck_assert(stet__attribution_add(&n, stet_cstr("the cove")));
    for (size_t len = 9; len < 110; len++)
        for (size_t at = 0; at + 9 <= len; at++) {
            memset(text, ' ', len);
            memcpy(text + at, "tidewater", 9);
            list_hits(n, 0, text, len, narrow, sizeof narrow);
            list_hits(n, 1, text, len, wide, sizeof wide);
            ck_assert_msg(strncmp(narrow, "7:", 2) == 0, "%zu of %zu", at, len);
            ck_assert_str_eq(narrow, wide);
        }
    for (int round = 0; round < 2000; round++) {
        size_t len = 0;
        while (len < 300) {
            random = random * 1103515245 + 12345;
            const char *part = parts[(random >> 16) % (sizeof parts / sizeof *parts)];
            memcpy(text + len, part, strlen(part));
            len += strlen(part);
        }
        len -= (random >> 8) % 290;
        list_hits(n, 0, text, len, narrow, sizeof narrow);
        list_hits(n, 1, text, len, wide, sizeof wide);
        ck_assert_msg(strcmp(narrow, wide) == 0, "%.*s: %s, %s", (int)len, text, narrow,
                      wide);
    }
}
END_TEST

/* ---- source ----------------------------------------------------------------- */
START_TEST(source_is_met_in_the_text)
{
    check_status("source", tidewater,
                 &(struct says){.credit = "First published in the tidewater review."},
                 "source-credited", "satisfied");
    check_status("source", tidewater,
                 &(struct says){
                     .credit = "In ", .link = "#", .link_text = "The Tidewater Review"},
                 "source-credited", "satisfied");
    check_status("source", tidewater,
                 &(struct says){.credit = "The Tidewater Reviewer"}, "source-missing",
                 "violated");
    check_status("source", tidewater, &(struct says){.credit = NULL}, "source-missing",
                 "violated");
}
END_TEST

START_TEST(name_divided_by_links_is_met)
{
    check_status("source", tidewater,
                 &(struct says){.credit = "From The ",
                                .link = "#",
                                .link_text = "Tidewater Review"},
                 "source-credited", "satisfied");
}
END_TEST

START_TEST(name_of_who_made_an_image_is_no_credit)
{
    static const char *const images[] = {
        "Photo: The Tidewater Review", "(Foto: Ana Ruiz / The Tidewater Review)",
        "Titelbild: \xc2\xa9 The Tidewater Review",
        "Text by Ana Ruiz, photos by The Tidewater Review"};
    static const char *const texts[] = {
        "Text and photos: The Tidewater Review",
        "This photo essay first appeared in The Tidewater Review.",
        "Photo: Ana Ruiz. First published by The Tidewater Review"};
    for (size_t i = 0; i < sizeof images / sizeof *images; i++)
        check_status("source", tidewater, &(struct says){.credit = images[i]},
                     "source-missing", "violated");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_status("source", tidewater, &(struct says){.credit = texts[i]},
                     "source-credited", "satisfied");
    check_status(
        "source", tidewater,
        &(struct says){
            .credit = "Photo: ", .link = "#", .link_text = "The Tidewater Review"},
        "source-missing", "violated");
}
END_TEST

START_TEST(alias_counts)
{
    check_status(
        "source", "source: { name: The Tidewater Review, aliases: [Tidewater] }",
        &(struct says){.credit = "(Tidewater)"}, "source-credited", "satisfied");
}
END_TEST

START_TEST(origin_says_whom_to_credit)
{
    check_status("source", "",
                 &(struct says){.origin = "\xc3\x89"
                                          "cho du Port",
                                .credit = "Par l'\xc3\xa9"
                                          "cho du port."},
                 "source-credited", "satisfied");
    check_status("source", "", &(struct says){.origin = "Other", .credit = "nobody"},
                 "source-missing", "violated");
    check_status("source", "", &(struct says){.credit = "nobody"},
                 "source-unverifiable", "unverifiable");
}
END_TEST

START_TEST(provenance_in_the_text_names_the_source)
{
    check_status("source", "",
                 &(struct says){.credit = "This article was originally published on ",
                                .link = "#",
                                .link_text = "The Tidewater Review"},
                 "source-credited", "satisfied");
    check_status("hyperlink", "",
                 &(struct says){.credit = "First published by ",
                                .link = "https://tidewater.example/x",
                                .link_text = "The Tidewater Review"},
                 "hyperlink-unverifiable", "unverifiable");
    check_status(
        "source", "",
        &(struct says){.credit = "Republished with permission by Harbour Dispatch."},
        "source-credited", "satisfied");
}
END_TEST

/* ---- copyright -------------------------------------------------------------- */
START_TEST(copyright_must_be_stated_not_spoken_of)
{
    check_status("copyright", "",
                 &(struct says){.copyright = "\xc2\xa9 2025 The Review"},
                 "copyright-stated", "satisfied");
    check_status("copyright", "",
                 &(struct says){.copyright = "Copyright by the Review"},
                 "copyright-stated", "satisfied");
    check_status("copyright", "", &(struct says){.copyright = "(C) 2025"},
                 "copyright-stated", "satisfied");
    check_status("copyright", "", &(struct says){.copyright = "All Rights Reserved."},
                 "copyright-stated", "satisfied");
    check_status("copyright", "",
                 &(struct says){.copyright = "Provided that the copyright is named"},
                 "copyright-missing", "violated");
    check_status("copyright", "", &(struct says){.copyright = "copyrighted 2025"},
                 "copyright-missing", "violated");
    check_status("copyright", "", &(struct says){.copyright = NULL},
                 "copyright-missing", "violated");
}
END_TEST

START_TEST(copyright_must_name_its_holder)
{
    check_status("copyright", "holder: Harbour Dispatch",
                 &(struct says){.copyright = "\xc2\xa9 2025 harbour dispatch"},
                 "copyright-stated", "satisfied");
    check_status("copyright", "holder: Harbour Dispatch",
                 &(struct says){.credit = "Harbour Dispatch",
                                .copyright = "\xc2\xa9 2025 others"},
                 "copyright-missing", "violated");
}
END_TEST

static stet_code fill_notice(void *self, stet_article *a)
{
    paragraph(a, STET_ZONE_BODY, "Text.");
    state(a, STET_COPYRIGHT_NOTICE, self);
    return STET_OK;
}

START_TEST(statement_of_the_document_counts)
{
    struct fixture f;
    load(&f,
         "      - { use: attribution.check, with: { require: [copyright], holder: "
         "Harbour } }\n",
         "");
    run_well(&f, fill_notice, (void *)(uintptr_t) "2025 Harbour");
    ck_assert_uint_eq(count_findings(&f, "attribution/copyright-stated"), 1);
    run_well(&f, fill_notice, (void *)(uintptr_t) "2025 Other");
    ck_assert_uint_eq(count_findings(&f, "attribution/copyright-missing"), 1);
    unload(&f);
}
END_TEST

/* ---- hyperlink -------------------------------------------------------------- */
static void check_link(const char *href, const char *extra, const char *rule,
                       const char *status)
{
    char with[512];
    snprintf(with, sizeof with, "%s%s%s", tidewater, *extra ? ", " : "", extra);
    check_status("hyperlink", with,
                 &(struct says){.credit = "The Tidewater Review ", .link = href}, rule,
                 status);
}

START_TEST(link_to_the_article_is_present)
{
    check_link("https://tidewater.example/2025/a", "", "hyperlink-present",
               "satisfied");
    check_link("http://www.tidewater.example/2025/a/?utm_source=x#y", "",
               "hyperlink-present", "satisfied");
    check_link("HTTPS://Tidewater.Example/2025/a", "", "hyperlink-present",
               "satisfied");
}
END_TEST

START_TEST(other_pages_are_no_link_to_the_article)
{
    check_link("https://tidewater.example/2025/b", "", "hyperlink-missing", "violated");
    check_link("https://tidewater.example/", "", "hyperlink-missing", "violated");
    check_link("https://tidewater.example/", "link_to: home", "hyperlink-present",
               "satisfied");
    check_link("https://tidewater.example/2025/b", "link_to: home", "hyperlink-missing",
               "violated");
    check_link("https://tidewater.example/2025/b", "link_to: either",
               "hyperlink-present", "satisfied");
}
END_TEST

START_TEST(hosts_that_look_alike_do_not_count)
{
    check_link("https://tidewater.example.evil.example/2025/a", "", "hyperlink-missing",
               "violated");
    check_link("https://nottidewater.example/2025/a", "", "hyperlink-missing",
               "violated");
    check_link("https://evil.example/tidewater.example/2025/a", "", "hyperlink-missing",
               "violated");
    check_link("https://tidewater.example@evil.example/2025/a", "", "hyperlink-missing",
               "violated");
    check_link("javascript:location='https://tidewater.example/2025/a'", "",
               "hyperlink-missing", "violated");
    check_link("mailto:a@tidewater.example", "", "hyperlink-missing", "violated");
    check_link("https://tidewater.example:8443/2025/a", "", "hyperlink-missing",
               "violated");
    check_link("https://TIDEWATER.example.:443/2025/%61", "", "hyperlink-present",
               "satisfied");
    check_link("//tidewater.example/2025/a", "", "hyperlink-present", "satisfied");
}
END_TEST

static stet_code fill_struck(void *self, stet_article *a)
{
    stet_node n = new_block(a, STET_PARAGRAPH, STET_ZONE_TAIL), strike;
    strike = stet_node_new(a, n, 0, STET_STRIKE, NOWHERE);
    put(a, strike, "First published by The Tidewater Review, \xc2\xa9 2025 ");
    put_link(a, strike, "https://tidewater.example/2025/a", "here");
    put_link(a, n, "https://tidewater.example/2025/a", *(int *)self ? "here" : " ");
    return STET_OK;
}

START_TEST(struck_text_credits_nobody)
{
    static const char *const links[] = {"hyperlink-missing", "hyperlink-present"};
    for (int seen = 0; seen < 2; seen++) {
        struct fixture f;
        char steps[512];
        snprintf(steps, sizeof steps,
                 "      - { use: attribution.check, id: c, with: { %s } }\n",
                 tidewater);
        load(&f, steps, "");
        run_well(&f, fill_struck, &seen);
        ck_text(finding(&f, "attribution/source-missing", 0).status, "violated");
        ck_text(finding(&f, "attribution/copyright-missing", 0).status, "violated");
        char rule[64];
        snprintf(rule, sizeof rule, "attribution/%s", links[seen]);
        ck_text(finding(&f, rule, 0).status, seen ? "satisfied" : "violated");
        unload(&f);
    }
}
END_TEST

START_TEST(doubtful_links_are_never_passed)
{
    static const char *const links[] = {
        "#", "", "#top", "/2025/a", "2025/a", "https://bit.ly/3x", "https://t.co/abc"};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        check_link(links[i], "", "hyperlink-unverifiable", "unverifiable");
}
END_TEST

START_TEST(doubtful_links_elsewhere_do_not_count)
{
    check_status("hyperlink", tidewater,
                 &(struct says){.copyright = "The Tidewater Review",
                                .credit = "Share ",
                                .link = "#"},
                 "hyperlink-missing", "violated");
}
END_TEST

START_TEST(page_of_an_unknown_article_is_unverifiable)
{
    check_status(
        "hyperlink", "source: { name: Tide, hosts: [tidewater.example] }",
        &(struct says){.credit = "Tide ", .link = "https://tidewater.example/x"},
        "hyperlink-unverifiable", "unverifiable");
    check_status(
        "hyperlink", "",
        &(struct says){.credit = "Tide ", .link = "https://tidewater.example/x"},
        "hyperlink-unverifiable", "unverifiable");
}
END_TEST

START_TEST(origin_gives_the_address)
{
    check_status("hyperlink", "",
                 &(struct says){.origin = "Tide",
                                .origin_url = "https://tidewater.example/x",
                                .credit = "Tide ",
                                .link = "https://www.tidewater.example/x"},
                 "hyperlink-present", "satisfied");
}
END_TEST

/* ---- effects ---------------------------------------------------------------- */
START_TEST(effects_are_chosen)
{
    struct fixture f;
    struct says s = {.credit = "The Tidewater Review ", .link = "#"};
    char steps[1024];
    snprintf(steps, sizeof steps,
             "      - { use: attribution.check, with: { %s, on_missing: reject, "
             "on_unverifiable: label } }\n",
             tidewater);
    load(&f, steps, "");
    run_well(&f, fill, &s);
    ck_assert_uint_eq(stet_result_findings(f.result), 3);
    ck_assert_int_eq(finding(&f, "attribution/copyright-missing", 0).effect,
                     STET_REJECT);
    ck_assert_int_eq(finding(&f, "attribution/hyperlink-unverifiable", 0).effect,
                     STET_LABEL);
    ck_assert_int_eq(finding(&f, "attribution/source-credited", 0).effect,
                     STET_OBSERVE);
    ck_assert_int_eq(stet_result_verdict(f.result), STET_VERDICT_REJECT);
    unload(&f);
}
END_TEST

static stet_code fill_bare(void *self, stet_article *a)
{
    (void)self;
    paragraph(a, STET_ZONE_BODY, "Text.");
    return STET_OK;
}

START_TEST(what_stet_stamped_counts)
{
    struct fixture f;
    char steps[1024];
    snprintf(
        steps, sizeof steps,
        "      - { use: disclaimer.stamp, with: { kind: provenance, text: \"\xc2\xa9 "
        "2025 The Tidewater Review, https://tidewater.example/2025/a\" } }\n"
        "      - { use: attribution.check, with: { %s } }\n",
        tidewater);
    load(&f, steps, "");
    run_well(&f, fill_bare, NULL);
    ck_assert_uint_eq(count_findings(&f, "attribution/source-credited"), 1);
    ck_assert_uint_eq(count_findings(&f, "attribution/copyright-stated"), 1);
    ck_assert_uint_eq(count_findings(&f, "attribution/hyperlink-present"), 1);
    unload(&f);
}
END_TEST

START_TEST(wrong_requirements_are_reported)
{
    char text[1024];
    ck_assert_int_eq(
        try_load("      - { use: attribution.check, with: { require: [sauce] } }\n", "",
                 text, sizeof text),
        STET_E_CONFIG);
    ck_assert_int_eq(
        try_load("      - { use: attribution.check, with: { require: [] } }\n", "",
                 text, sizeof text),
        STET_E_CONFIG);
    ck_assert_int_eq(
        try_load(
            "      - { use: attribution.check, with: { source: { url: nowhere } } }\n",
            "", text, sizeof text),
        STET_E_CONFIG);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("attribution.check");
    TCase *c = tcase_create("duties");
    tcase_add_test(c, needles_are_met_wherever_they_stand);
    tcase_add_test(c, source_is_met_in_the_text);
    tcase_add_test(c, name_divided_by_links_is_met);
    tcase_add_test(c, name_of_who_made_an_image_is_no_credit);
    tcase_add_test(c, alias_counts);
    tcase_add_test(c, origin_says_whom_to_credit);
    tcase_add_test(c, provenance_in_the_text_names_the_source);
    tcase_add_test(c, copyright_must_be_stated_not_spoken_of);
    tcase_add_test(c, copyright_must_name_its_holder);
    tcase_add_test(c, statement_of_the_document_counts);
    tcase_add_test(c, link_to_the_article_is_present);
    tcase_add_test(c, other_pages_are_no_link_to_the_article);
    tcase_add_test(c, hosts_that_look_alike_do_not_count);
    tcase_add_test(c, struck_text_credits_nobody);
    tcase_add_test(c, doubtful_links_are_never_passed);
    tcase_add_test(c, doubtful_links_elsewhere_do_not_count);
    tcase_add_test(c, page_of_an_unknown_article_is_unverifiable);
    tcase_add_test(c, origin_gives_the_address);
    tcase_add_test(c, effects_are_chosen);
    tcase_add_test(c, what_stet_stamped_counts);
    tcase_add_test(c, wrong_requirements_are_reported);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
