/* SPDX-License-Identifier: MIT */
/*
 * furniture.detect, what counts: blocks beside the text and the kinds they say, or do
 * not.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

extern const stet_plugin stet_plugin_v1_markdown, stet_plugin_v1_structure,
    stet_plugin_v1_furniture, stet_plugin_v1_markup;

#define ENGLISH                                                                        \
    "The river rose by two metres in the night, and by morning the lower road was "    \
    "under water. Farmers had moved their cattle.\n\nNobody was hurt. The school was " \
    "closed for three days and the bus took the hill road, which added half an "       \
    "hour.\n"
#define GERMAN                                                                         \
    "Der Fluss stieg in der Nacht um zwei Meter, am Morgen stand die untere Straße "  \
    "unter Wasser. Die Bauern hatten ihr Vieh längst auf den Berg getrieben.\n\n"     \
    "Verletzt wurde niemand. Die Schule blieb drei Tage lang zu, und der Bus nahm "    \
    "den "                                                                             \
    "Weg über den Berg.\n"
#define FRENCH                                                                              \
    "La rivière est montée de deux mètres dans la nuit, et au matin la route basse "     \
    "était sous l'eau. Les paysans avaient déplacé leurs bêtes.\n\nPersonne n'a été " \
    "blessé. L'école est restée fermée trois jours et le car a pris la route haute.\n"

static const struct {
    const char *above, *text, *tail, *kind, *says; /* says: NULL: it does not */
} cases[] = {
    /* an abbreviation, a number behind a point, an ending in a word */
    {"", GERMAN,
     "Rückfragen von Redaktionen: Desk Fulda, Tel. 0661/555-100, "
     "desk@mpd.example\n",
     "contact.media",
     "Rückfragen von Redaktionen: Desk Fulda, Tel. 0661/555-100, desk@mpd.example"},
    {"", GERMAN,
     "Dieses Werk ist lizenziert unter CC BY-ND 4.0. Sie dürfen es vervielfältigen und "
     "weiterverbreiten, solange Sie es nicht verändern und angemessene Urheberangaben "
     "machen.\n",
     "permission",
     "Sie dürfen es vervielfältigen und weiterverbreiten, solange Sie es nicht "
     "verändern und angemessene Urheberangaben machen."},
    {"", GERMAN,
     "---\n\nAndere Leser:innen lasen auch: [Der Deich](https://a.example/d)\n",
     "related", "Andere Leser:innen lasen auch: Der Deich"},
    /* short lines */
    {"", FRENCH, "Awa Touré\nAvec AIP\n", "contributing", "Avec AIP"},
    {"From: Department for Inland Waters\nPublished 2 September 2024\nLast updated 30 "
     "September 2024 - See all updates\n\n",
     ENGLISH, "", "update", "Last updated 30 September 2024 - See all updates"},
    {"", FRENCH,
     "Les secours ont retrouvé le chien\navec AIP et deux autres petites\nbêtes sous "
     "le "
     "pont de la gare.\n",
     "contributing", NULL},
    /* a row above the text */
    {"Ein Erfahrungsbericht aus dem Hinterland · Von Gisela Traunfellner · 14. März "
     "2023, 5:30 Uhr · Aktualisiert am 15. März 2023, 9:12 Uhr\n\n",
     GERMAN, "", "update",
     "Ein Erfahrungsbericht aus dem Hinterland · Von Gisela Traunfellner · 14. März "
     "2023, 5:30 Uhr · Aktualisiert am 15. März 2023, 9:12 Uhr"},
    {"Rédigé par le Dr Hervé Cassagne, chef de service à l'hôpital de Brive, le 22 "
     "octobre 2018. Dernière révision : 18 mars 2024. Les urgences répondent au 15\n\n",
     FRENCH, "", "update",
     "Rédigé par le Dr Hervé Cassagne, chef de service à l'hôpital de Brive, le 22 "
     "octobre 2018. Dernière révision : 18 mars 2024. Les urgences répondent au 15"},
    /* a copyright sign that names who made a picture */
    {"© Noé Ricard / Le Fossé\n\n", FRENCH, "", "image_credit",
     "© Noé Ricard / Le Fossé"},
    {"© Noé Ricard / Le Fossé\n\n", FRENCH, "", "notice.copyright", NULL},
    {"© Le Fossé 2024\n\n", FRENCH, "", "notice.copyright", "© Le Fossé 2024"},
    /* a picture that is gone */
    {"A culvert near Ord, in June. (Lou Sather/Prairie Ledger)\n\n", ENGLISH, "",
     "image_credit", "Lou Sather/Prairie Ledger"},
    {"Le mécanisme date de 1931. KEYSTONE/Jules Ammann\n\n", FRENCH, "", "image_credit",
     "KEYSTONE/Jules Ammann"},
    {"The mill shut at noon (and/or earlier)\n\n", ENGLISH, "", "image_credit", NULL},
    /* a bar behind a label */
    {"", ENGLISH,
     "Also Read | [A road and its contractors](https://a.example/r)\n\n" ENGLISH,
     "read_more", "Also Read | A road and its contractors"},
    /* rolls of names, and lines of contacts, however long */
    {"", ENGLISH,
     "Reporting by Rodrigo Campos; additional reporting by Stephanie Kelly, Saqib "
     "Iqbal "
     "Ahmed and Gertrude Chavez-Dreyfuss; Editing by Nick Zieminski and Dan Grebler\n",
     "contributing",
     "Reporting by Rodrigo Campos; additional reporting by Stephanie Kelly, Saqib "
     "Iqbal "
     "Ahmed and Gertrude Chavez-Dreyfuss; Editing by Nick Zieminski and Dan Grebler"},
    {"", ENGLISH,
     "For interviews with Dr Voss get in touch with the Westmoor press office: 0161 "
     "555 "
     "0133 (out of hours 07700 900 111), pressoffice@westmoor.example.\n",
     "contact.media",
     "For interviews with Dr Voss get in touch with the Westmoor press office: 0161 "
     "555 "
     "0133 (out of hours 07700 900 111), pressoffice@westmoor.example."},
    /* long legal sentences */
    {"", FRENCH,
     "***\n\nLa Loupe reçoit une aide financière de la Fondation Lumen dans le cadre "
     "d'un programme de lutte contre la désinformation.\n",
     "disclosure.conflict",
     "La Loupe reçoit une aide financière de la Fondation Lumen dans le cadre d'un "
     "programme de lutte contre la désinformation."},
    /* unknown lines behind furniture */
    {"", FRENCH,
     "Cet article a été produit dans le cadre du projet Ponts, qui bénéficie du "
     "soutien "
     "financier de l'Union européenne.\n\nNous avons rencontré vingt-six "
     "personnes entre février et août. La plupart ont eu peur de leur maire. Le 21 "
     "août, "
     "la directrice nous a répondu par écrit. Elle n'a pas voulu nous en dire plus, et "
     "nous l'avons remerciée.\n\nSuivez-nous sur Mastodon.\n",
     "disclosure.conflict",
     "Cet article a été produit dans le cadre du projet Ponts, qui bénéficie du "
     "soutien "
     "financier de l'Union européenne."},
    {"", ENGLISH,
     "***\n\nCalloway came from Port Denny. Business writer Rob Achterberg in "
     "Auckfield "
     "contributed.\n\n***\n\nFollow us on Mastodon.\n",
     "contributing",
     "Calloway came from Port Denny. Business writer Rob Achterberg in Auckfield "
     "contributed."},
    {"", ENGLISH,
     "Support for this report came from the Delta Fund, which had no say in it.\n\n"
     "Members of the institute have their own opinions, and the institute has none.\n\n"
     "Follow us on Mastodon.\n",
     "disclosure.conflict",
     "Support for this report came from the Delta Fund, which had no say in it."},
    /* what no phrase says, its words do */
    {"", ENGLISH, "---\n\nThe remaining chapters reach paying subscribers only.\n",
     "paywall", "The remaining chapters reach paying subscribers only."},
    {"", ENGLISH, "---\n\nThe ferry went back to the lower quay in the evening.\n",
     "editors_note", NULL},
    {"", ENGLISH,
     "---\n\nThe remaining chapters, the parrot said, reach paying subscribers only.\n",
     "paywall", NULL},
    /* words that two languages have */
    {"", GERMAN,
     "Rückfragen von Redaktionen: Desk Fulda, Tel. 0661/555-100, desk@mpd.example\n",
     "contact.tips", NULL},
    {"", FRENCH,
     "Pour toute demande d’autorisation, contactez "
     "syndication@courrier-vene.example.\n",
     "permission",
     "Pour toute demande d’autorisation, contactez syndication@courrier-vene.example."},
};

static stet_pipeline *load(stet_context **ret_ctx)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_markdown, &stet_plugin_v1_structure, &stet_plugin_v1_furniture,
        &stet_plugin_v1_markup};
    static const char yaml[] =
        "stet: 1\npipelines:\n  main:\n    in: auto\n    steps: "
        "[{ use: article.structure }, { use: furniture.detect }]\n";
    stet_load_options options = {.size = sizeof options};
    stet_error err = {.code = STET_OK};
    stet_pipeline *pipeline = NULL;
    ck_assert_int_eq(stet_context_new(ret_ctx, &err), STET_OK);
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        ck_assert_int_eq(stet_context_add_plugin(*ret_ctx, plugins[i], &err), STET_OK);
    ck_assert_int_eq(stet_context_add_data_folder(*ret_ctx, SRCDIR "/plugins", &err),
                     STET_OK);
    ck_assert_int_eq(stet_pipeline_load_memory(*ret_ctx, stet_cstr(yaml), "test.yaml",
                                               &options, &pipeline, NULL, &err),
                     STET_OK);
    return pipeline;
}

/* What the first notice of the kind says, all of its ranges; "" for none. */
static void read_notice(stet_article *a, const char *kind, char *ret, size_t size)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    size_t len = 0;
    while (n && strcmp(stet_kind_name(a, stet_kind_of(a, n)), kind) != 0)
        n = stet_next(a, n);
    *ret = '\0';
    for (stet_node r = n ? stet_first(a, n) : 0; r; r = stet_next(a, r)) {
        if (stet_kind_of(a, r) != STET_RANGE)
            continue;
        stet_str text = stet_content(a, stet_attr_node(a, r, STET_ATTR_BLOCK));
        size_t from = (size_t)stet_attr_int(a, r, STET_ATTR_FROM, 0);
        size_t to = (size_t)stet_attr_int(a, r, STET_ATTR_TO, (int64_t)text.n);
        len += (size_t)snprintf(ret + len, size - len, "%s%.*s", len ? " | " : "",
                                (int)(to - from), text.p + from);
    }
}

START_TEST(block_says_its_kind_or_none)
{
    char article[4096], got[2048];
    stet_context *ctx;
    stet_pipeline *pipeline = load(&ctx);
    stet_runner *runner;
    const stet_result *result;
    stet_run_options run = {.size = sizeof run, .now = 1741944600};
    ck_assert_int_eq(stet_runner_new(pipeline, &run, &runner, NULL), STET_OK);
    snprintf(article, sizeof article, "# A Headline of It\n\n%s%s\n%s", cases[_i].above,
             cases[_i].text, cases[_i].tail);
    ck_assert_int_eq(
        stet_run_bytes(runner, stet_cstr(article), stet_cstr("test.md"), &result, NULL),
        STET_OK);
    read_notice(stet_result_article(result), cases[_i].kind, got, sizeof got);
    ck_assert_str_eq(got, cases[_i].says ? cases[_i].says : "");
    stet_runner_free(runner);
    stet_pipeline_free(pipeline);
    stet_context_free(ctx);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("furniture.judge");
    TCase *t = tcase_create("blocks");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, block_says_its_kind_or_none, 0,
                        (int)(sizeof cases / sizeof *cases));
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
