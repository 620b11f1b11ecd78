/* SPDX-License-Identifier: MIT */
/*
 * Names of front matter keys, as Hugo, Jekyll, Eleventy and newsrooms use them. Case,
 * `-` and `_` do not count. The first key of a field and axis is the one that is
 * written.
 */
#include "markdown.h"

/* clang-format off: a table reads by its columns */
const struct matter_key stet__markdown_keys[] = {
    {"title", STET_HEADLINE, KEY_TEXT, NULL},
    {"headline", STET_HEADLINE, KEY_TEXT, NULL},
    {"short_title", STET_ALT_HEADLINE, KEY_TEXT, "short"},
    {"link_title", STET_ALT_HEADLINE, KEY_TEXT, "short"},
    {"seo_title", STET_ALT_HEADLINE, KEY_TEXT, "search"},
    {"kicker", STET_KICKER, KEY_TEXT, NULL},
    {"eyebrow", STET_KICKER, KEY_TEXT, NULL},
    {"standfirst", STET_STANDFIRST, KEY_TEXT, NULL},
    {"deck", STET_STANDFIRST, KEY_TEXT, NULL},
    {"dek", STET_STANDFIRST, KEY_TEXT, NULL},
    {"subtitle", STET_STANDFIRST, KEY_TEXT, NULL},
    {"subhead", STET_STANDFIRST, KEY_TEXT, NULL},
    {"description", STET_EXCERPT, KEY_TEXT, NULL},
    {"summary", STET_EXCERPT, KEY_TEXT, NULL},
    {"excerpt", STET_EXCERPT, KEY_TEXT, NULL},
    {"abstract", STET_EXCERPT, KEY_TEXT, NULL},
    {"byline", STET_BYLINE, KEY_TEXT, NULL},
    {"authors", STET_AUTHORS, KEY_PARTIES, NULL},
    {"author", STET_AUTHORS, KEY_PARTIES, NULL},
    {"contributors", STET_CONTRIBUTORS, KEY_PARTIES, NULL},
    {"contributor", STET_CONTRIBUTORS, KEY_PARTIES, NULL},
    {"editors", STET_CONTRIBUTORS, KEY_PARTIES, "editor"},
    {"editor", STET_CONTRIBUTORS, KEY_PARTIES, "editor"},
    {"photographer", STET_CONTRIBUTORS, KEY_PARTIES, "photographer"},
    {"translators", STET_TRANSLATORS, KEY_PARTIES, "translator"},
    {"translator", STET_TRANSLATORS, KEY_PARTIES, "translator"},
    {"publisher", STET_PUBLISHER, KEY_PARTIES, NULL},
    {"agency", STET_AGENCY, KEY_PARTIES, NULL},
    {"sponsor", STET_SPONSOR, KEY_PARTIES, NULL},
    {"site", STET_SITE, KEY_TEXT, NULL},
    {"site_name", STET_SITE, KEY_TEXT, NULL},
    {"date", STET_PUBLISHED, KEY_DATE, NULL},
    {"published", STET_PUBLISHED, KEY_DATE, NULL},
    {"publish_date", STET_PUBLISHED, KEY_DATE, NULL},
    {"published_at", STET_PUBLISHED, KEY_DATE, NULL},
    {"pub_date", STET_PUBLISHED, KEY_DATE, NULL},
    {"created", STET_CREATED, KEY_DATE, NULL},
    {"created_at", STET_CREATED, KEY_DATE, NULL},
    {"lastmod", STET_UPDATED, KEY_DATE, NULL},
    {"updated", STET_UPDATED, KEY_DATE, NULL},
    {"updated_at", STET_UPDATED, KEY_DATE, NULL},
    {"modified", STET_UPDATED, KEY_DATE, NULL},
    {"last_modified", STET_UPDATED, KEY_DATE, NULL},
    {"last_modified_at", STET_UPDATED, KEY_DATE, NULL},
    {"expiry_date", STET_EXPIRES, KEY_DATE, NULL},
    {"expires", STET_EXPIRES, KEY_DATE, NULL},
    {"unpublish_date", STET_EXPIRES, KEY_DATE, NULL},
    {"embargo", STET_EMBARGO, KEY_DATE, NULL},
    {"embargo_until", STET_EMBARGO, KEY_DATE, NULL},
    {"dateline", STET_DATELINE, KEY_TEXT, NULL},
    {"lang", STET_LANGUAGE, KEY_LANGUAGE, NULL},
    {"language", STET_LANGUAGE, KEY_LANGUAGE, NULL},
    {"locale", STET_LANGUAGE, KEY_LANGUAGE, NULL},
    {"tags", STET_SUBJECTS, KEY_CONCEPTS, "tag"},
    {"tag", STET_SUBJECTS, KEY_CONCEPTS, "tag"},
    {"keywords", STET_SUBJECTS, KEY_CONCEPTS, "keyword"},
    {"categories", STET_SUBJECTS, KEY_CONCEPTS, "category"},
    {"category", STET_SUBJECTS, KEY_CONCEPTS, "category"},
    {"topics", STET_SUBJECTS, KEY_CONCEPTS, "topic"},
    {"topic", STET_SUBJECTS, KEY_CONCEPTS, "topic"},
    {"sections", STET_SUBJECTS, KEY_CONCEPTS, "section"},
    {"section", STET_SUBJECTS, KEY_CONCEPTS, "section"},
    {"regions", STET_SUBJECTS, KEY_CONCEPTS, "region"},
    {"region", STET_SUBJECTS, KEY_CONCEPTS, "region"},
    {"themes", STET_SUBJECTS, KEY_CONCEPTS, "theme"},
    {"theme", STET_SUBJECTS, KEY_CONCEPTS, "theme"},
    {"series", STET_SERIES, KEY_SERIES, NULL},
    {"slug", STET_SLUG, KEY_TEXT, NULL},
    {"url", STET_URL, KEY_TEXT, NULL},
    {"permalink", STET_URL, KEY_TEXT, NULL},
    {"canonical", STET_CANONICAL, KEY_TEXT, NULL},
    {"canonical_url", STET_CANONICAL, KEY_TEXT, NULL},
    {"aliases", STET_ALT_IDS, KEY_IDS, "alias"},
    {"redirect_from", STET_ALT_IDS, KEY_IDS, "alias"},
    {"id", STET_ID, KEY_TEXT, NULL},
    {"guid", STET_ID, KEY_TEXT, NULL},
    {"uid", STET_ID, KEY_TEXT, NULL},
    {"image", STET_IMAGES, KEY_MEDIA, NULL},
    {"images", STET_IMAGES, KEY_MEDIA, NULL},
    {"featured_image", STET_IMAGES, KEY_MEDIA, NULL},
    {"primary_image", STET_IMAGES, KEY_MEDIA, NULL},
    {"cover", STET_IMAGES, KEY_MEDIA, NULL},
    {"hero", STET_IMAGES, KEY_MEDIA, NULL},
    {"banner", STET_IMAGES, KEY_MEDIA, NULL},
    {"thumbnail", STET_IMAGES, KEY_MEDIA, NULL},
    {"licence", STET_LICENCE, KEY_TEXT, NULL},
    {"license", STET_LICENCE, KEY_TEXT, NULL},
    {"licence_url", STET_LICENCE, KEY_URL, NULL},
    {"license_url", STET_LICENCE, KEY_URL, NULL},
    {"copyright", STET_COPYRIGHT_NOTICE, KEY_TEXT, NULL},
    {"copyright_holder", STET_COPYRIGHT_HOLDER, KEY_PARTIES, NULL},
    {"usage_terms", STET_USAGE_TERMS, KEY_TEXT, NULL},
    {"origin", STET_ORIGIN, KEY_ORIGIN, NULL},
    {"source", STET_ORIGIN, KEY_ORIGIN, NULL},
    {"source_url", STET_ORIGIN, KEY_ORIGIN, NULL},
    {"original_url", STET_ORIGIN, KEY_ORIGIN, NULL},
    {"genre", STET_GENRE, KEY_TEXT, NULL},
    {"draft", STET_STATUS, KEY_DRAFT, NULL},
    {"status", STET_STATUS, KEY_TEXT, NULL},
    {"republished", STET_REPUBLISHED, KEY_DATE, NULL},
    {"copyright_year", STET_COPYRIGHT_YEAR, KEY_TEXT, NULL},
    {"stet", STET_STAMPS, KEY_STET, NULL},
    {NULL, 0, 0, NULL}};
/* clang-format on */

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int is_joint(char c)
{
    return c == '_' || c == '-';
}

static int same_key(stet_str given, const char *name)
{
    size_t i = 0;
    for (;;) {
        while (i < given.n && is_joint(given.p[i]))
            i++;
        while (is_joint(*name))
            name++;
        if (i == given.n || !*name)
            return i == given.n && !*name;
        if (folded(given.p[i++]) != *name++)
            return 0;
    }
}

const struct matter_key *stet__markdown_key(stet_str name)
{
    if (!name.n)
        return NULL;
    for (const struct matter_key *k = stet__markdown_keys; k->name; k++)
        if (k->name[0] == folded(name.p[0]) && same_key(name, k->name))
            return k;
    return NULL;
}
