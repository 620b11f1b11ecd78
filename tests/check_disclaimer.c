/* SPDX-License-Identifier: MIT */
/* disclaimer.stamp: once, replaced, placed, recorded. */
#include "step_fixture.h"

#define STAMP "      - use: disclaimer.stamp\n        id: %s\n        with: { %s }\n"

static void stamp(struct fixture *f, const char *first, const char *second)
{
    char steps[2048];
    size_t n = (size_t)snprintf(steps, sizeof steps, STAMP, "one", first);
    if (second)
        snprintf(steps + n, sizeof steps - n, STAMP, "two", second);
    load(f, steps, "");
    run_well(f, fill_parts, NULL);
}

static void check_place(const char *placement, const char *wanted)
{
    struct fixture f;
    char with[256];
    snprintf(with, sizeof with, "text: Ours., placement: %s", placement);
    stamp(&f, with, with);
    ck_text(outline(f.a), wanted);
    ck_assert_uint_eq(step_info(&f, "two").changes, 0);
    unload(&f);
}

START_TEST(stamp_goes_where_it_is_told)
{
    check_place("end",
                "h A headline|h By Jane Doe|b First.|b Second.|t About Jane.|t Ours.|");
    check_place("start",
                "h Ours.|h A headline|h By Jane Doe|b First.|b Second.|t About Jane.|");
    check_place("after_headline",
                "h A headline|h Ours.|h By Jane Doe|b First.|b Second.|t About Jane.|");
    check_place("before_body",
                "h A headline|h By Jane Doe|h Ours.|b First.|b Second.|t About Jane.|");
    check_place("after_body",
                "h A headline|h By Jane Doe|b First.|b Second.|t Ours.|t About Jane.|");
    check_place("before_bio",
                "h A headline|h By Jane Doe|b First.|b Second.|t About Jane.|t Ours.|");
}
END_TEST

static stet_code fill_bio(void *self, stet_article *a)
{
    fill_parts(self, a);
    stet_claim claim = {.size = sizeof claim, .confidence = STET_INFERRED};
    stet_node bio = stet_last(a, stet_root(a, STET_FAMILY_BLOCK));
    stet_node notice = stet_notice_new(a, STET_AUTHOR_BIO, STET_ZONE_TAIL, &claim);
    ck_assert(stet_range_add(a, notice, bio, 0, SIZE_MAX) != 0);
    return STET_OK;
}

START_TEST(stamp_stands_before_the_biography)
{
    struct fixture f;
    load(&f,
         "      - { use: disclaimer.stamp, with: { text: Ours., placement: before_bio "
         "} }\n",
         "");
    run_well(&f, fill_bio, NULL);
    ck_text(outline(f.a),
            "h A headline|h By Jane Doe|b First.|b Second.|t Ours.|t About Jane.|");
    unload(&f);
}
END_TEST

START_TEST(second_stamp_changes_nothing)
{
    struct fixture f;
    stamp(&f, "text: \"Views of {{ headline }}.\"",
          "text: \"Views of {{ headline }}.\"");
    ck_assert_uint_gt(step_info(&f, "one").changes, 0);
    ck_assert_uint_eq(step_info(&f, "two").changes, 0);
    ck_contains(step_info(&f, "two").why, "already stamped");
    ck_contains(outline(f.a), "t Views of A headline.|");
    unload(&f);
}
END_TEST

START_TEST(other_text_replaces_the_stamp_in_its_place)
{
    struct fixture f;
    load(&f,
         "      - { use: disclaimer.stamp, with: { text: Old., placement: after_body } "
         "}\n"
         "      - { use: disclaimer.stamp, with: { text: Other., id: other, placement: "
         "after_body } }\n"
         "      - { use: disclaimer.stamp, with: { text: New., placement: after_body } "
         "}\n",
         "");
    run_well(&f, fill_parts, NULL);
    ck_lacks(outline(f.a), "Old.");
    ck_contains(outline(f.a), "t Other.|t New.|t About");
    unload(&f);
}
END_TEST

START_TEST(other_placement_moves_the_stamp)
{
    struct fixture f;
    stamp(&f, "text: Ours., placement: end", "text: Ours., placement: start");
    ck_assert_uint_eq(count_of(outline(f.a), "Ours."), 1);
    ck_contains(outline(f.a), "h Ours.|h A headline");
    unload(&f);
}
END_TEST

START_TEST(stamp_is_recorded)
{
    struct fixture f;
    stamp(&f, "text: \"One.\\n\\nTwo.\", kind: correction", NULL);
    stet_node notice = stet_first(f.a, stet_root(f.a, STET_FAMILY_NOTICE));
    ck_assert_int_eq(stet_kind_of(f.a, notice), STET_CORRECTION);
    ck_text(stet_attr_str(f.a, notice, STET_ATTR_STAMP), "correction");
    ck_text(stet_attr_str(f.a, notice, STET_ATTR_PLACEMENT), "end");
    stet_str hash = stet_attr_str(f.a, notice, STET_ATTR_HASH);
    ck_assert_uint_eq(hash.n, 16);
    stet_node range = stet_first(f.a, notice);
    ck_text(stet_content(f.a, stet_attr_node(f.a, range, STET_ATTR_BLOCK)), "One.");
    range = stet_next(f.a, range);
    ck_text(stet_content(f.a, stet_attr_node(f.a, range, STET_ATTR_BLOCK)), "Two.");
    stet_node part = stet_first(f.a, stet_field(f.a, STET_STAMPS));
    ck_text(stet_attr_str(f.a, part, STET_ATTR_STAMP), "correction");
    ck_assert(stet_str_eq(stet_attr_str(f.a, part, STET_ATTR_HASH), hash));
    unload(&f);
}
END_TEST

/* As after a way through Markdown: the attributes are back, the notice is not. */
static stet_code fill_stamped(void *self, stet_article *a)
{
    const stet_str *hash = self;
    fill_parts(NULL, a);
    stet_node n = paragraph(a, STET_ZONE_TAIL, "Ours.");
    ck_assert_int_eq(
        stet_set_attr(a, n, STET_ATTR_STAMP, stet_cstr("disclaimer.opinion")), STET_OK);
    ck_assert_int_eq(stet_set_attr(a, n, STET_ATTR_HASH, *hash), STET_OK);
    return STET_OK;
}

START_TEST(stamp_without_its_notice_is_known)
{
    struct fixture f;
    char digits[17] = "";
    stamp(&f, "text: Ours.", NULL);
    stet_str hash = stet_attr_str(
        f.a, stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK)), STET_ATTR_HASH);
    memcpy(digits, hash.p, 16);
    unload(&f);

    stet_str kept = stet_cstr(digits);
    load(&f, "      - { use: disclaimer.stamp, with: { text: Ours. } }\n", "");
    run_well(&f, fill_stamped, &kept);
    ck_assert_uint_eq(count_of(outline(f.a), "Ours."), 1);
    ck_assert(stet_first(f.a, stet_root(f.a, STET_FAMILY_NOTICE)) != 0);
    unload(&f);

    load(&f, "      - { use: disclaimer.stamp, with: { text: New. } }\n", "");
    run_well(&f, fill_stamped, &kept);
    ck_lacks(outline(f.a), "Ours.");
    ck_contains(outline(f.a), "New.");
    unload(&f);
}
END_TEST

static stet_code fill_with_text(void *self, stet_article *a)
{
    fill_parts(NULL, a);
    stet_node n = new_block(a, STET_PARAGRAPH, STET_ZONE_TAIL);
    put(a, new_child(a, n, STET_EMPHASIS), self);
    return STET_OK;
}

START_TEST(equal_text_is_not_stamped_again)
{
    struct fixture f;
    load(&f,
         "      - { use: disclaimer.stamp, id: s, with: { text: \"Our own views.\" } "
         "}\n",
         "");
    run_well(&f, fill_with_text, (void *)(uintptr_t) "Our  own\nviews.");
    ck_assert_uint_eq(step_info(&f, "s").changes, 0);
    ck_contains(step_info(&f, "s").why, "stands there already");
    run_well(&f, fill_with_text, (void *)(uintptr_t) "Our own views, and more.");
    ck_assert_uint_gt(step_info(&f, "s").changes, 0);
    unload(&f);
}
END_TEST

START_TEST(notice_of_the_kind_may_be_enough)
{
    struct fixture f;
    load(&f,
         "      - { use: disclaimer.stamp, id: s, with: { text: T., kind: author_bio, "
         "if_kind_present: skip } }\n",
         "");
    run_well(&f, fill_bio, NULL);
    ck_assert_uint_eq(step_info(&f, "s").changes, 0);
    unload(&f);
}
END_TEST

START_TEST(two_stamps_live_side_by_side)
{
    struct fixture f;
    load(&f,
         "      - { use: disclaimer.stamp, with: { text: A., kind: correction } }\n"
         "      - { use: disclaimer.stamp, with: { text: B., kind: provenance } }\n"
         "      - { use: disclaimer.stamp, id: a2, with: { text: A., kind: correction "
         "} }\n"
         "      - { use: disclaimer.stamp, id: b2, with: { text: B., kind: provenance "
         "} }\n",
         "");
    run_well(&f, fill_parts, NULL);
    ck_contains(outline(f.a), "t A.|t B.|");
    ck_assert_uint_eq(step_info(&f, "a2").changes + step_info(&f, "b2").changes, 0);
    unload(&f);
}
END_TEST

static stet_code fill_hostile(void *self, stet_article *a)
{
    state(a, STET_HEADLINE, self);
    state(a, STET_CANONICAL, "https://example.org/a");
    paragraph(a, STET_ZONE_BODY, "Body.");
    return STET_OK;
}

START_TEST(addresses_in_the_text_become_links)
{
    struct fixture f;
    load(&f,
         "      - { use: disclaimer.stamp, with: { text: \"See "
         "(https://example.org/a?b=c&d), not javascript:alert(1) or http://. {{ "
         "headline }}\" } }\n",
         "      - { use: write.html, to: \"{{ headline }}.html\", with: { document: "
         "fragment } }\n");
    run_well(&f, fill_hostile, (void *)(uintptr_t) "<script>alert(1)</script>");
    stet_str html = output(&f, 0);
    ck_contains(html,
                "See (<a "
                "href=\"https://example.org/a?b=c&amp;d\">https://example.org/"
                "a?b=c&amp;d</a>), not javascript:alert(1) or http://. &lt;script&gt;");
    ck_assert_uint_eq(count_of(html, "<a "), 1);
    unload(&f);
}
END_TEST

START_TEST(empty_text_stamps_nothing)
{
    struct fixture f;
    load(&f,
         "      - { use: disclaimer.stamp, id: s, with: { text: \" {{ kicker }} \" } "
         "}\n",
         "");
    run_well(&f, fill_parts, NULL);
    ck_assert_int_eq(step_info(&f, "s").code, STET_SKIP);
    ck_assert_uint_eq(step_info(&f, "s").changes, 0);
    unload(&f);
}
END_TEST

START_TEST(wrong_options_are_reported)
{
    char text[1024];
    ck_assert_int_eq(
        try_load(
            "      - { use: disclaimer.stamp, with: { text: T., kind: headline } }\n",
            "", text, sizeof text),
        STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(text, "no kind of notice"));
    ck_assert_int_eq(try_load("      - { use: disclaimer.stamp, with: { text: T., "
                              "placement: befor_bio } }\n",
                              "", text, sizeof text),
                     STET_E_CONFIG);
    ck_assert_int_eq(try_load("      - use: disclaimer.stamp\n", "", text, sizeof text),
                     STET_E_CONFIG);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("disclaimer.stamp");
    TCase *stamps = tcase_create("stamps");
    tcase_add_test(stamps, stamp_goes_where_it_is_told);
    tcase_add_test(stamps, stamp_stands_before_the_biography);
    tcase_add_test(stamps, second_stamp_changes_nothing);
    tcase_add_test(stamps, other_text_replaces_the_stamp_in_its_place);
    tcase_add_test(stamps, other_placement_moves_the_stamp);
    tcase_add_test(stamps, stamp_is_recorded);
    tcase_add_test(stamps, stamp_without_its_notice_is_known);
    tcase_add_test(stamps, equal_text_is_not_stamped_again);
    tcase_add_test(stamps, notice_of_the_kind_may_be_enough);
    tcase_add_test(stamps, two_stamps_live_side_by_side);
    tcase_add_test(stamps, addresses_in_the_text_become_links);
    tcase_add_test(stamps, empty_text_stamps_nothing);
    tcase_add_test(stamps, wrong_options_are_reported);
    suite_add_tcase(suite, stamps);
    return run_suite(suite);
}
