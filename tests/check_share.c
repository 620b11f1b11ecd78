/* SPDX-License-Identifier: MIT */
/* share.links: once, replaced, placed, encoded. */
#include "step_fixture.h"

static stet_code fill_hostile(void *self, stet_article *a)
{
    state(a, STET_HEADLINE, self);
    state(a, STET_CANONICAL, "https://example.org/a");
    paragraph(a, STET_ZONE_BODY, "Body.");
    return STET_OK;
}

START_TEST(wrong_options_are_reported)
{
    char text[1024];
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
    /* X: 280, of which 23 + 1 for the address and 6 + 2 for the sender; emoji count 2
     */
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
    run_well(&f, fill_parts, NULL);
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
    run_well(&f, fill_parts, NULL);
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
    run_well(&f, fill_parts, NULL);
    ck_contains(outline(f.a), "t Share this article|t Reddit|");
    ck_lacks(outline(f.a), "E-mail");
    ck_contains(share_href(&f, 0), "reddit.com");
    unload(&f);
}
END_TEST

static stet_code fill_edited(void *self, stet_article *a)
{
    const stet_str *hash = self; /* and, behind it, the text of the link */
    fill_parts(NULL, a);
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
    run_well(&f, fill_parts, NULL);
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
    run_well(&f, fill_parts, NULL);
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
    run_well(&f, fill_parts, NULL);
    ck_text(share_href(&f, 0),
            "https://intranet.example/share?u=https%3A%2F%2Fexample.org%2Fa");
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("share.links");
    TCase *share = tcase_create("share");
    tcase_add_test(share, wrong_options_are_reported);
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
    suite_add_tcase(suite, share);
    return run_suite(suite);
}
