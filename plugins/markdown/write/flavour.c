/* SPDX-License-Identifier: MIT */
/*
 * What site generators call the keys of front matter. Keys without a row keep their
 * name of keys.c.
 */
#include "write.h"

const stet_enum stet__markdown_flavour_names[] = {
    {"plain", FLAVOUR_PLAIN, "stet's own names, which all of them read in part"},
    {"hugo", FLAVOUR_HUGO, "Hugo: linkTitle, expiryDate, params"},
    {"jekyll", FLAVOUR_JEKYLL, "Jekyll: last_modified_at, permalink, redirect_from"},
    {"eleventy", FLAVOUR_ELEVENTY, "Eleventy: permalink, updated"},
    {"pelican", FLAVOUR_PELICAN, "Pelican: modified, summary, category, status"},
    {"zola", FLAVOUR_ZOLA, "Zola: updated, taxonomies, extra"},
    {NULL, 0, NULL}};

/* clang-format off: a table reads by its columns */
static const struct flavour_row plain[] = {{NULL, {NULL, NULL, 0}}};

static const struct flavour_row hugo[] = {{"title", {"title", NULL, 0}},
                                          {"short_title", {"linkTitle", NULL, 0}},
                                          {"description", {"description", NULL, 0}},
                                          {"date", {"date", NULL, 0}},
                                          {"lastmod", {"lastmod", NULL, 0}},
                                          {"expiry_date", {"expiryDate", NULL, 0}},
                                          {"draft", {"draft", NULL, 0}},
                                          {"slug", {"slug", NULL, 0}},
                                          {"tags", {"tags", NULL, 1}},
                                          {"keywords", {"keywords", NULL, 1}},
                                          {"categories", {"categories", NULL, 1}},
                                          {"series", {"series", NULL, 1}},
                                          {"aliases", {"aliases", NULL, 1}},
                                          {"image", {"images", NULL, 1}},
                                          {NULL, {NULL, NULL, 0}}};

static const struct flavour_row jekyll[] = {{"lastmod", {"last_modified_at", NULL, 0}},
                                            {"url", {"permalink", NULL, 0}},
                                            {"aliases", {"redirect_from", NULL, 0}},
                                            {"canonical", {"canonical_url", NULL, 0}},
                                            {NULL, {NULL, NULL, 0}}};

static const struct flavour_row eleventy[] = {{"lastmod", {"updated", NULL, 0}},
                                              {"url", {"permalink", NULL, 0}},
                                              {NULL, {NULL, NULL, 0}}};

static const struct flavour_row pelican[] = {{"lastmod", {"modified", NULL, 0}},
                                             {"description", {"summary", NULL, 0}},
                                             {"categories", {"category", NULL, 0}},
                                             {"draft", {"status", NULL, 0}},
                                             {NULL, {NULL, NULL, 0}}};

static const struct flavour_row zola[] = {
    {"title", {"title", NULL, 0}},
    {"description", {"description", NULL, 0}},
    {"date", {"date", NULL, 0}},
    {"lastmod", {"updated", NULL, 0}},
    {"draft", {"draft", NULL, 0}},
    {"slug", {"slug", NULL, 0}},
    {"aliases", {"aliases", NULL, 1}},
    {"authors", {"authors", NULL, 1}},
    {"tags", {"tags", "taxonomies", 1}},
    {"keywords", {"keywords", "taxonomies", 1}},
    {"categories", {"categories", "taxonomies", 1}},
    {"topics", {"topics", "taxonomies", 1}},
    {"sections", {"sections", "taxonomies", 1}},
    {"regions", {"regions", "taxonomies", 1}},
    {"themes", {"themes", "taxonomies", 1}},
    {NULL, {NULL, NULL, 0}}};
/* clang-format on */

const struct flavour *stet__markdown_flavour(int32_t flavour)
{
    static const struct flavour flavours[FLAVOUR_END] = {
        [FLAVOUR_PLAIN] = {plain, NULL, NULL},
        [FLAVOUR_HUGO] = {hugo, NULL, "params"},
        [FLAVOUR_JEKYLL] = {jekyll, NULL, NULL},
        [FLAVOUR_ELEVENTY] = {eleventy, NULL, NULL},
        [FLAVOUR_PELICAN] = {pelican, NULL, NULL},
        [FLAVOUR_ZOLA] = {zola, "taxonomies", "extra"},
    };
    return &flavours[flavour];
}

struct flavour_place stet__markdown_place(const struct flavour *flavour,
                                          const struct matter_key *key)
{
    for (const struct flavour_row *row = flavour->rows; row->key; row++)
        if (strcmp(row->key, key->name) == 0)
            return row->place;
    return (struct flavour_place){key->name, flavour->rest, 0};
}
