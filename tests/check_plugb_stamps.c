/* SPDX-License-Identifier: MIT */
/* disclaimer.stamp and share.links: once, replaced, placed, encoded. */
#include "plugb_fixture.h"

#define STAMP "      - use: disclaimer.stamp\n        id: %s\n        with: { %s }\n"

static stet_code fill_page(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "A headline");
    state(a, STET_LANGUAGE, "en");
    state(a, STET_CANONICAL, "https://example.org/a");
    stet_node heading = new_block(a, STET_HEADING, STET_ZONE_HEAD);
    put(a, heading, "A headline");
    paragraph(a, STET_ZONE_HEAD, "By Jane Doe");
    paragraph(a, STET_ZONE_BODY, "First.");
    paragraph(a, STET_ZONE_BODY, "Second.");
    paragraph(a, STET_ZONE_TAIL, "About Jane.");
    return STET_OK;
}

/* The contents of all top blocks, apart by bars, and the zones by their first letter.
 */
static stet_str outline(stet_article *a)
{
    stet_out out = stet_out_in_article(a, 1024, 1 << 20);
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n)) {
        stet_putc(&out, "-hbt"[stet_zone_of(a, n)]);
        stet_putc(&out, ' ');
        stet_put_str(&out, stet_content(a, n));
        stet_putc(&out, '|');
    }
    return stet_out_text(&out);
}

static void stamp(struct fixture *f, const char *first, const char *second)
{
    char steps[2048];
    size_t n = (size_t)snprintf(steps, sizeof steps, STAMP, "one", first);
    if (second)
        snprintf(steps + n, sizeof steps - n, STAMP, "two", second);
    load(f, steps, "");
    run_well(f, fill_page, NULL);
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
    fill_page(self, a);
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
    run_well(&f, fill_page, NULL);
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
    fill_page(NULL, a);
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
    fill_page(NULL, a);
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
    run_well(&f, fill_page, NULL);
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
    run_well(&f, fill_page, NULL);
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
    ck_assert_int_eq(
        try_load("      - { use: share.links, with: { networks: [frendster] } }\n", "",
                 text, sizeof text),
        STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(text, "frendster"));
    ck_assert_int_eq(try_load("      - { use: share.links, with: { data: "
                              "share/wrong.yaml, networks: [evil] } }\n",
                              "", text, sizeof text),
                     STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(text, "https:// or mailto:"));
    ck_assert_int_eq(try_load("      - { use: share.links, with: { data: "
                              "share/wrong.yaml, networks: [odd] } }\n",
                              "", text, sizeof text),
                     STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(text, "unknown value"));
}
END_TEST

/* ---- share ------------------------------------------------------------------ */
/* The address of the i-th link. */
static stet_str share_href(struct fixture *f, size_t i)
{
    stet_node list = stet_last(f->a, stet_root(f->a, STET_FAMILY_BLOCK));
    ck_assert_int_eq(stet_kind_of(f->a, list), STET_LIST);
    stet_node item = stet_first(f->a, list);
    while (i--)
        item = stet_next(f->a, item);
    return stet_attr_str(f->a, stet_first(f->a, item), STET_ATTR_HREF);
}

static const char all_networks[] =
    "      - use: share.links\n"
    "        id: share\n"
    "        with: { networks: [email, bluesky, threads, mastodon, x, facebook, "
    "linkedin, reddit, whatsapp, telegram], via: us }\n";

START_TEST(ten_networks_have_their_forms)
{
    static const char *const forms[] = {
        "mailto:?subject=A%20b&body=A%20b%0D%0A%0D%0Ahttps%3A%2F%2Fexample.org%2Fa",
        "https://bsky.app/intent/compose?text=A%20b%20https%3A%2F%2Fexample.org%2Fa",
        "https://www.threads.com/intent/"
        "post?text=A%20b&url=https%3A%2F%2Fexample.org%2Fa",
        "https://share.joinmastodon.org/#text=A%20b%20https%3A%2F%2Fexample.org%2Fa",
        "https://x.com/intent/"
        "tweet?text=A%20b&url=https%3A%2F%2Fexample.org%2Fa&via=us",
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org%2Fa",
        "https://www.linkedin.com/sharing/share-offsite/"
        "?url=https%3A%2F%2Fexample.org%2Fa",
        "https://www.reddit.com/submit?url=https%3A%2F%2Fexample.org%2Fa&title=A%20b",
        "https://wa.me/?text=A%20b%20https%3A%2F%2Fexample.org%2Fa",
        "https://t.me/share/url?url=https%3A%2F%2Fexample.org%2Fa&text=A%20b",
    };
    struct fixture f;
    load(&f, all_networks, "");
    run_well(&f, fill_hostile, (void *)(uintptr_t) "A b");
    for (size_t i = 0; i < 10; i++)
        ck_text(share_href(&f, i), forms[i]);
    unload(&f);
}
END_TEST

START_TEST(hostile_titles_are_encoded_everywhere)
{
    static const char title[] =
        "& # % + \" < > ' ? = / \\ \xf0\x9f\x98\x80 \xe6\xbc\xa2 "
        "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d a\nb\r\nBcc: x@y.example";
    struct fixture f;
    load(&f, all_networks, "");
    run_well(&f, fill_hostile, (void *)(uintptr_t)title);
    for (size_t i = 0; i < 10; i++) {
        stet_str href = share_href(&f, i);
        size_t query = 0;
        while (query < href.n && href.p[query] != '?' && href.p[query] != '#')
            query++;
        for (size_t k = query; k < href.n; k++)
            ck_assert_msg(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0"
                                 "123456789-._~%=&?#",
                                 href.p[k]) != NULL,
                          "network %zu: %.*s", i, (int)href.n, href.p);
        ck_assert_uint_eq(count_of(href, "#"), i == 3);
        ck_lacks(href, "%0D%0ABcc");
        ck_lacks(href, "%0ABcc");
    }
    ck_contains(share_href(&f, 1), "%26%20%23%20%25%20%2B%20%22%20%3C%20%3E");
    ck_contains(share_href(&f, 1), "%F0%9F%98%80");
    unload(&f);
}
END_TEST

static size_t decoded_graphemes(struct fixture *f, stet_str encoded)
{
    char text[8192];
    size_t n = 0, count;
    for (size_t i = 0; i < encoded.n && n < sizeof text; i++) {
        if (encoded.p[i] == '%') {
            char digits[3] = {encoded.p[i + 1], encoded.p[i + 2], '\0'};
            text[n++] = (char)strtol(digits, NULL, 16);
            i += 2;
        } else {
            text[n++] = encoded.p[i];
        }
    }
    stet_kit_of(f->a)->graphemes(stet_strn(text, n), SIZE_MAX, &count);
    return count;
}

START_TEST(long_titles_are_cut_to_the_limit)
{
    struct fixture f;
    char title[4096];
    size_t len = 0;
    for (int i = 0; i < 120; i++) /* a family: one grapheme of 18 bytes */
        len += (size_t)snprintf(
            title + len, sizeof title - len, "%s",
            "wort "
            "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f"
            "\x91\xa6 ");
    load(&f, all_networks, "");
    run_well(&f, fill_hostile, title);
    stet_str bluesky = share_href(&f, 1);
    size_t head = strlen("https://bsky.app/intent/compose?text=");
    size_t count = decoded_graphemes(&f, stet_strn(bluesky.p + head, bluesky.n - head));
    ck_assert_uint_le(count, 300);
    ck_assert_uint_gt(count, 280);
    ck_contains(bluesky, "%E2%80%A6%20https%3A%2F%2Fexample.org%2Fa");
    /* X: 280, of which 23 + 1 for the address and 6 + 2 for the sender; emoji count 2 */
    stet_str x = share_href(&f, 4);
    head = strlen("https://x.com/intent/tweet?text=");
    size_t end = head;
    while (x.p[end] != '&')
        end++;
    count = decoded_graphemes(&f, stet_strn(x.p + head, end - head));
    ck_assert_uint_le(count, 248);
    ck_assert_uint_gt(count, 200);
    ck_contains(x, "&url=https%3A%2F%2Fexample.org%2Fa&via=us");
    ck_lacks(share_href(&f, 8), "%E2%80%A6"); /* WhatsApp has no limit */
    unload(&f);
}
END_TEST

static void check_url(const char *url, const char *shared)
{
    struct fixture f;
    char steps[1024];
    snprintf(steps, sizeof steps,
             "      - { use: share.links, id: share, with: { networks: [facebook], "
             "url: \"%s\" } }\n",
             url);
    load(&f, steps, "");
    run_well(&f, fill_page, NULL);
    if (shared) {
        stet_str href = share_href(&f, 0);
        size_t head = strlen("https://www.facebook.com/sharer/sharer.php?u=");
        ck_text(stet_strn(href.p + head, href.n - head), shared);
    } else {
        ck_assert_int_eq(step_info(&f, "share").code, STET_SKIP);
        ck_assert_uint_eq(step_info(&f, "share").changes, 0);
    }
    unload(&f);
}

START_TEST(tracking_is_cut_off_the_address)
{
    check_url("https://example.org/a?utm_source=x&id=3&fbclid=9&utm_medium=m",
              "https%3A%2F%2Fexample.org%2Fa%3Fid%3D3");
    check_url("https://example.org/a?utm_source=x#part",
              "https%3A%2F%2Fexample.org%2Fa%23part");
    check_url("https://example.org/a?reference=1&ref=2",
              "https%3A%2F%2Fexample.org%2Fa%3Freference%3D1");
    check_url("https://example.org/a?b&&c=",
              "https%3A%2F%2Fexample.org%2Fa%3Fb%26%26c%3D");
}
END_TEST

START_TEST(only_web_addresses_are_shared)
{
    check_url("javascript:alert(1)", NULL);
    check_url("/relative", NULL);
    check_url("#", NULL);
    check_url("mailto:a@b.example", NULL);
}
END_TEST

START_TEST(second_share_changes_nothing)
{
    struct fixture f;
    load(&f,
         "      - { use: share.links, id: one }\n"
         "      - { use: share.links, id: two }\n"
         "      - { use: disclaimer.stamp, with: { text: D. } }\n"
         "      - { use: share.links, id: three }\n",
         "");
    run_well(&f, fill_page, NULL);
    ck_assert_uint_gt(step_info(&f, "one").changes, 0);
    ck_assert_uint_eq(step_info(&f, "two").changes, 0);
    ck_assert_uint_eq(step_info(&f, "three").changes, 0);
    unload(&f);
}
END_TEST

START_TEST(other_options_replace_the_links)
{
    struct fixture f;
    load(&f,
         "      - { use: share.links, with: { networks: [email, x] } }\n"
         "      - { use: share.links, with: { networks: [reddit], heading: true } }\n",
         "");
    run_well(&f, fill_page, NULL);
    ck_contains(outline(f.a), "t Share this article|t Reddit|");
    ck_lacks(outline(f.a), "E-mail");
    ck_contains(share_href(&f, 0), "reddit.com");
    unload(&f);
}
END_TEST

static stet_code fill_edited(void *self, stet_article *a)
{
    const stet_str *hash = self; /* and, behind it, the text of the link */
    fill_page(NULL, a);
    stet_node list = new_block(a, STET_LIST, STET_ZONE_TAIL);
    put_link(a, new_child(a, list, STET_ITEM), "https://evil.example/", hash[1].p);
    ck_assert_int_eq(stet_set_attr(a, list, STET_ATTR_STAMP, stet_cstr("share")),
                     STET_OK);
    ck_assert_int_eq(stet_set_attr(a, list, STET_ATTR_HASH, hash[0]), STET_OK);
    return STET_OK;
}

START_TEST(edited_links_are_put_right)
{
    struct fixture f;
    char digits[17] = "";
    load(&f, "      - { use: share.links, with: { networks: [reddit] } }\n", "");
    run_well(&f, fill_page, NULL);
    stet_node list = stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    memcpy(digits, stet_attr_str(f.a, list, STET_ATTR_HASH).p, 16);
    stet_str hash[2] = {stet_cstr(digits), stet_cstr("Reddit")};
    run_well(&f, fill_edited, hash);
    ck_contains(share_href(&f, 0), "reddit.com");
    ck_assert_uint_eq(count_of(outline(f.a), "Reddit"), 1);
    hash[1] = stet_cstr("Click here");
    run_well(&f, fill_edited, hash);
    ck_lacks(outline(f.a), "Click");
    ck_assert_uint_eq(count_of(outline(f.a), "Reddit"), 1);
    unload(&f);
}
END_TEST

START_TEST(labels_follow_the_language)
{
    struct fixture f;
    load(&f,
         "      - { use: share.links, with: { networks: [bluesky, email], language: "
         "de-AT, rel: nofollow } }\n",
         "      - { use: write.html, to: \"{{ headline }}.html\", with: { document: "
         "fragment } }\n");
    run_well(&f, fill_page, NULL);
    ck_contains(output(&f, 0),
                "rel=\"nofollow\" aria-label=\"Auf Bluesky teilen\">Bluesky</a>");
    ck_contains(output(&f, 0), "aria-label=\"Per E-Mail teilen\"");
    ck_contains(output(&f, 0), "data-kind=\"share_links\"");
    unload(&f);
}
END_TEST

START_TEST(own_data_file_is_used)
{
    struct fixture f;
    load(&f,
         "      - { use: share.links, with: { networks: [house], data: "
         "share/house.yaml } }\n",
         "");
    run_well(&f, fill_page, NULL);
    ck_text(share_href(&f, 0),
            "https://intranet.example/share?u=https%3A%2F%2Fexample.org%2Fa");
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("disclaimer.stamp and share.links");
    TCase *stamps = tcase_create("stamps"), *share = tcase_create("share");
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
    tcase_add_test(share, ten_networks_have_their_forms);
    tcase_add_test(share, hostile_titles_are_encoded_everywhere);
    tcase_add_test(share, long_titles_are_cut_to_the_limit);
    tcase_add_test(share, tracking_is_cut_off_the_address);
    tcase_add_test(share, only_web_addresses_are_shared);
    tcase_add_test(share, second_share_changes_nothing);
    tcase_add_test(share, other_options_replace_the_links);
    tcase_add_test(share, edited_links_are_put_right);
    tcase_add_test(share, labels_follow_the_language);
    tcase_add_test(share, own_data_file_is_used);
    suite_add_tcase(suite, stamps);
    suite_add_tcase(suite, share);
    return run_suite(suite);
}
