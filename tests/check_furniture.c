/* SPDX-License-Identifier: MIT */
/*
 * furniture.detect, furniture.drop and furniture.keep: kinds, ranges, fields, rule
 * files. The labelled articles are scored by tests/corpus/check.sh.
 */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

#include "base/memory.h"

extern const stet_plugin stet_plugin_v1_markdown, stet_plugin_v1_json,
    stet_plugin_v1_structure, stet_plugin_v1_furniture, stet_plugin_v1_markup;

#define STRUCTURE "{ use: article.structure }, "
#define DETECT STRUCTURE "{ id: detect, use: furniture.detect }"
#define PROSE                                                                          \
    "# The River and the Sluice\n\nBy Hanna Quist\n\nThe river rose by two metres in " \
    "the "                                                                             \
    "night, and by morning the lower road was under water. Farmers had moved their "   \
    "cattle.\n\nNobody was hurt. The school was closed for three days and the bus "    \
    "took "                                                                            \
    "the hill road, which added half an hour.\n\n"

struct fixture {
    stet_context *ctx;
    stet_pipeline *pipeline;
    stet_runner *runner;
    const stet_result *result;
    stet_article *a;
    char problem[512];
};

/* Which allocation of a load fails; 0: none. */
static unsigned long fail_load;

static stet_code try_load(struct fixture *f, const char *steps)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_markdown, &stet_plugin_v1_json, &stet_plugin_v1_structure,
        &stet_plugin_v1_furniture, &stet_plugin_v1_markup};
    char yaml[1024];
    stet_problems *problems;
    stet_error err = {.code = STET_OK};
    stet_load_options options = {.size = sizeof options,
                                 .base = SRCDIR "/tests/cases/furniture"};
    memset(f, 0, sizeof *f);
    ck_assert_int_eq(stet_context_new(&f->ctx, &err), STET_OK);
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        ck_assert_int_eq(stet_context_add_plugin(f->ctx, plugins[i], &err), STET_OK);
    ck_assert_int_eq(stet_context_add_data_folder(f->ctx, SRCDIR "/plugins", &err),
                     STET_OK);
    ck_assert_int_eq(
        stet_context_allow_files(f->ctx, SRCDIR "/tests/cases/furniture", &err),
        STET_OK);
    snprintf(yaml, sizeof yaml,
             "stet: 1\npipelines:\n  main:\n    in: auto\n    steps: "
             "[%s]\n",
             steps);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet__fail_alloc(fail_load, 0);
    stet_code code = stet_pipeline_load_memory(f->ctx, stet_cstr(yaml), "test.yaml",
                                               &options, &f->pipeline, problems, &err);
    for (size_t i = 0; i < stet_problems_count(problems) && !*f->problem; i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        snprintf(f->problem, sizeof f->problem, "%u: %s", info.line, info.message);
    }
    stet_problems_free(problems);
    return code;
}

static void load(struct fixture *f, const char *steps)
{
    stet_run_options run = {.size = sizeof run, .now = 1741944600};
    stet_code code = try_load(f, steps);
    ck_assert_msg(code == STET_OK, "%s", f->problem);
    ck_assert_int_eq(stet_runner_new(f->pipeline, &run, &f->runner, NULL), STET_OK);
}

static void unload(struct fixture *f)
{
    stet_runner_free(f->runner);
    stet_pipeline_free(f->pipeline);
    stet_context_free(f->ctx);
}

static void run_as(struct fixture *f, stet_str text, const char *name)
{
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(stet_run_bytes(f->runner, text, stet_cstr(name), &f->result, &err),
                     STET_OK);
    stet_str why = stet_result_reason(f->result);
    ck_assert_msg(stet_result_status(f->result) == STET_STATUS_OK, "%.*s", (int)why.n,
                  why.p);
    f->a = stet_result_article(f->result);
}

static void run(struct fixture *f, stet_str text)
{
    run_as(f, text, "test.md");
}

/* ---- what was found
 * ------------------------------------------------------------------- */

static stet_node notice(const struct fixture *f, const char *kind)
{
    stet_node n = stet_first(f->a, stet_root(f->a, STET_FAMILY_NOTICE));
    while (n && strcmp(stet_kind_name(f->a, stet_kind_of(f->a, n)), kind) != 0)
        n = stet_next(f->a, n);
    return n;
}

static size_t count_notices(const struct fixture *f)
{
    size_t count = 0;
    stet_node n = stet_first(f->a, stet_root(f->a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(f->a, n))
        count++;
    return count;
}

/* The words of the first range of a notice. */
static stet_str words_of(struct fixture *f, const char *kind)
{
    stet_node r = stet_first(f->a, notice(f, kind));
    while (r && stet_kind_of(f->a, r) != STET_RANGE)
        r = stet_next(f->a, r);
    stet_str text = stet_content(f->a, stet_attr_node(f->a, r, STET_ATTR_BLOCK));
    size_t from = (size_t)stet_attr_int(f->a, r, STET_ATTR_FROM, 0);
    size_t to = (size_t)stet_attr_int(f->a, r, STET_ATTR_TO, (int64_t)text.n);
    return r ? stet_strn(text.p + from, to - from) : stet_cstr("");
}

#define ck_text(s, literal)                                                            \
    do {                                                                               \
        stet_str got_ = (s);                                                           \
        ck_assert_msg(stet_str_is(got_, (literal)), "got '%.*s', wanted '%s'",         \
                      (int)got_.n, got_.p, (literal));                                 \
    } while (0)

/* The first text of a field: its own, or a name of its first part. */
static stet_str field(const struct fixture *f, stet_kind kind)
{
    stet_node n = stet_field(f->a, kind), part = stet_first(f->a, n);
    return part ? stet_attr_str(f->a, part, STET_ATTR_NAME) : stet_text(f->a, n);
}

static int body_blocks(const struct fixture *f)
{
    int count = 0;
    stet_node n = stet_first(f->a, stet_root(f->a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(f->a, n))
        count += stet_zone_of(f->a, n) == STET_ZONE_BODY;
    return count;
}

/* ---- rules
 * -------------------------------------------------------------------------------- */

START_TEST(rules_find_the_texts_they_name)
{
    struct fixture f;
    load(&f, "{ use: furniture.detect, with: { check_rules: true } }");
    unload(&f);
}
END_TEST

START_TEST(house_rule_is_used_beside_others)
{
    struct fixture f;
    load(&f, STRUCTURE "{ use: furniture.detect, with: { rules: [house.yaml], "
                       "check_rules: true } }");
    run(&f,
        stet_cstr(PROSE
                  "---\n\nSet in Garamond at the Beacon.\n\nFollow us on Mastodon.\n"));
    ck_text(stet_attr_str(f.a, notice(&f, "notice.other"), STET_ATTR_RULE),
            "house.colophon");
    ck_assert(notice(&f, "follow_cta"));
    unload(&f);
}
END_TEST

static const struct {
    const char *file, *problem;
} wrong[] = {
    {"wrong-kind.yaml", "4: furniture.detect: no such kind of notice"},
    {"wrong-set.yaml", "6: furniture.detect: no set of that name"},
    {"wrong-phrase.yaml", "6: furniture.detect: not a phrase"},
    {"wrong-choice.yaml", "6: furniture.detect: %author and %name cannot be one of"},
    {"wrong-key.yaml", "5: furniture.detect: no such part of a rule"},
    {"wrong-zone.yaml", "5: furniture.detect: no such zone"},
    {"wrong-hit.yaml", "6: furniture.detect: the rule house.one does not find this"},
    {"wrong-block.yaml", "7: furniture.detect: not a phrase"},
    {"wrong-over.yaml", "5: furniture.detect: no such kind of notice"},
    {"wrong-part.yaml", "2: furniture.detect: no such part of a file of rules"},
    {"wrong-miss.yaml", "6: furniture.detect: the rule house.one finds this"}};

START_TEST(wrong_rule_is_told_at_its_place)
{
    struct fixture f;
    char steps[200];
    snprintf(steps, sizeof steps,
             "{ use: furniture.detect, with: { rules: [%s], check_rules: true } }",
             wrong[_i].file);
    ck_assert_int_ne(try_load(&f, steps), STET_OK);
    ck_assert_msg(strstr(f.problem, wrong[_i].problem) != NULL, "%s", f.problem);
    unload(&f);
}
END_TEST

START_TEST(languages_leave_the_others_out)
{
    struct fixture f;
    load(&f, STRUCTURE "{ use: furniture.detect, with: { languages: [de] } }");
    run(&f, stet_cstr(PROSE "---\n\nShare this story\n\nNewsletter abonnieren\n"));
    ck_assert(!notice(&f, "share_cta"));
    ck_assert(notice(&f, "newsletter"));
    unload(&f);
}
END_TEST

/* ---- kinds and where they are said
 * ----------------------------------------------------------- */

START_TEST(paragraph_is_taken_apart_into_its_kinds)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(
                PROSE
                "---\n\n**Disclaimer:** Authors alone are responsible for what they "
                "write. Our stories may be reproduced free of charge if the source is "
                "named. For print, write to [rights@lantern.example]"
                "(mailto:rights@lantern.example)  \nThis page contains copyrighted "
                "material. We offer it under the doctrine of \"fair use\".\n"));
    ck_text(words_of(&f, "disclaimer.liability"),
            "Disclaimer: Authors alone are responsible for what they write.");
    ck_text(words_of(&f, "permission"),
            "Our stories may be reproduced free of charge if the source is named.");
    ck_text(words_of(&f, "contact.licensing"),
            "For print, write to rights@lantern.example");
    ck_text(words_of(&f, "notice.copyright"),
            "This page contains copyrighted material.");
    ck_text(words_of(&f, "fair_use"),
            "We offer it under the doctrine of \"fair use\".");
    ck_text(stet_attr_str(f.a, notice(&f, "contact.licensing"), STET_ATTR_EMAIL),
            "rights@lantern.example");
    unload(&f);
}
END_TEST

START_TEST(label_speaks_for_what_follows)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "## Related articles\n\n- [One](https://a.example/1)\n"
                            "- [Two](https://a.example/2)\n"));
    stet_node related = notice(&f, "related");
    size_t ranges = 0, links = 0;
    for (stet_node r = stet_first(f.a, related); r; r = stet_next(f.a, r)) {
        ranges += stet_kind_of(f.a, r) == STET_RANGE;
        links += stet_kind_of(f.a, r) == STET_REF;
    }
    ck_assert_uint_eq(ranges, 2);
    ck_assert_uint_eq(links, 2);
    unload(&f);
}
END_TEST

START_TEST(quoted_words_are_no_notice)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f,
        stet_cstr(PROSE "\"Sign up for our newsletter today,\" the poster said.\n\nThe "
                        "rain went on until the evening, and nobody came.\n"));
    ck_assert_uint_eq(count_notices(&f), 0);
    unload(&f);
}
END_TEST

START_TEST(body_is_never_eaten)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr("# All rights reserved\n\nFollow us on Mastodon.\n\nShare this "
                      "story.\n\nDonate now.\n"));
    ck_assert_int_gt(body_blocks(&f), 0);
    unload(&f);
}
END_TEST

START_TEST(text_with_furniture_at_its_end_stays_text)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(
                PROSE
                "The water fell on Thursday. What remains is a question of money, and "
                "the court will hear it in June. This post was originally published "
                "on [Mill Stream](https://mill.example/).\n"));
    ck_assert_int_eq(body_blocks(&f), 3);
    ck_text(words_of(&f, "provenance"),
            "This post was originally published on Mill Stream.");
    ck_text(field(&f, STET_ORIGIN), "Mill Stream");
    unload(&f);
}
END_TEST

START_TEST(second_run_changes_nothing)
{
    struct fixture f;
    stet_step_info info = {.size = sizeof info};
    load(&f, DETECT ", { id: again, use: furniture.detect }");
    run(&f,
        stet_cstr(PROSE "Hanna Quist is a novelist. Follow her on [X](https://x.com/h)."
                        "\n\n© 2025 The Lantern. All rights reserved.\n\n## Related\n\n"
                        "- [One](https://a.example/1)\n\nFollow us on Mastodon.\n"));
    ck_assert_uint_ge(count_notices(&f), 3);
    size_t steps = stet_result_steps(f.result);
    ck_assert(stet_result_step(f.result, steps - 1, &info));
    ck_assert_uint_eq(info.changes, 0);
    unload(&f);
}
END_TEST

static stet_str whole_file(const char *folder, const char *name, char **ret_text)
{
    char path[512];
    long size;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "rb");
    ck_assert_msg(in != NULL, "%s", path);
    fseek(in, 0, SEEK_END);
    size = ftell(in);
    rewind(in);
    *ret_text = malloc((size_t)size + 1);
    ck_assert_uint_eq(fread(*ret_text, 1, (size_t)size, in), (size_t)size);
    fclose(in);
    return stet_strn(*ret_text, (size_t)size);
}

/* Structure and furniture each leave alone what the other has settled: all articles of
 * the corpus, both steps twice. */
START_TEST(second_run_leaves_blocks_to_their_label)
{
    struct fixture f;
    stet_step_info info = {.size = sizeof info};
    load(&f, DETECT ", { id: again, use: furniture.detect }");
    run(&f, stet_cstr(PROSE "Lesen Sie auch:\n\n"
                            "- [Katze in der Schleuse](https://a.example/1)\n"
                            "- [Aufzug spielt jetzt Walzer](https://a.example/2)\n\n"
                            "Zu diesem Artikel sind keine Kommentare möglich.\n"));
    ck_assert(notice(&f, "related"));
    ck_assert(stet_result_step(f.result, stet_result_steps(f.result) - 1, &info));
    ck_assert_uint_eq(info.changes, 0);
    unload(&f);
}
END_TEST

START_TEST(both_steps_again_change_nothing)
{
    struct fixture f;
    const char *corpus = SRCDIR "/tests/corpus/furniture";
    size_t articles = 0;
    DIR *folder = opendir(corpus);
    ck_assert(folder != NULL);
    load(&f, DETECT ", { id: a, use: article.structure }, "
                    "{ id: b, use: furniture.detect }");
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        stet_step_info info = {.size = sizeof info};
        size_t n = strlen(entry->d_name);
        char *text;
        if (n < 4 || strcmp(entry->d_name + n - 3, ".md") != 0 || *entry->d_name < 'a')
            continue;
        run(&f, whole_file(corpus, entry->d_name, &text));
        size_t steps = stet_result_steps(f.result);
        for (size_t i = steps - 2; i < steps; i++) {
            ck_assert(stet_result_step(f.result, i, &info));
            ck_assert_msg(info.changes == 0, "%s: step %zu changes %u", entry->d_name,
                          i, (unsigned)info.changes);
        }
        free(text);
        articles++;
    }
    closedir(folder);
    ck_assert_uint_ge(articles, 200);
    unload(&f);
}
END_TEST

/* ---- fields
 * -----------------------------------------------------------------------------------
 */

/* Text that goes on behind a block within its block stands on a line of its own. */
START_TEST(links_behind_inner_blocks_keep_their_words)
{
    static const char *const wanted[] = {"un", "deux \xc3\xa9", "trois"};
    struct fixture f;
    size_t found = 0;
    load(&f, STRUCTURE "{ use: furniture.detect }");
    run_as(
        &f,
        stet_cstr("<h1>The River and the Sluice</h1><p>The river rose by two metres in "
                  "the night, and by morning the lower road was under water.</p>"
                  "<p>Nobody was hurt. The school was closed for three days.</p><hr>"
                  "<p><b>Read more:</b></p><ul><li>\xc3\x89t\xc3\xa9<ul><li><a "
                  "href='https://a.example/1'>un</a></li></ul>\xc3\xa9 <a "
                  "href='https://a.example/2'>deux \xc3\xa9</a></li>"
                  "<li><a href='https://a.example/3'>trois</a></li></ul>"),
        "test.html");
    stet_node n = stet_first(f.a, stet_root(f.a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(f.a, n))
        for (stet_node r = stet_first(f.a, n); r; r = stet_next(f.a, r))
            if (stet_kind_of(f.a, r) == STET_REF && found < 3) {
                ck_text(stet_attr_str(f.a, r, STET_ATTR_NAME), wanted[found]);
                found++;
            }
    ck_assert_uint_eq(found, 3);
    unload(&f);
}
END_TEST

START_TEST(fields_are_stated_from_notices)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f,
        stet_cstr(PROSE
                  "---\n\n(Additional reporting by Piet Maas; Editing by Ruth "
                  "Calder)\n\nThis work is licensed under a [Creative Commons "
                  "licence](https://creativecommons.org/licenses/by-nc/4.0/deed.fr)."
                  "\n\nCopyright © 2025 The Lantern\n\nPhoto: Odd Nerum/Reuters\n\n"
                  "Traduit de l'anglais par Mia Rand\n"));
    stet_node licence = stet_field(f.a, STET_LICENCE);
    ck_text(stet_text(f.a, licence), "CC BY-NC 4.0");
    ck_text(stet_attr_str(f.a, licence, STET_ATTR_URL),
            "https://creativecommons.org/licenses/by-nc/4.0/");
    ck_text(field(&f, STET_COPYRIGHT_YEAR), "2025");
    ck_text(field(&f, STET_COPYRIGHT_HOLDER), "The Lantern");
    ck_text(field(&f, STET_IMAGE_CREDITS), "Odd Nerum/Reuters");
    ck_text(field(&f, STET_TRANSLATORS), "Mia Rand");
    stet_node people = stet_field(f.a, STET_CONTRIBUTORS);
    ck_text(stet_attr_str(f.a, stet_first(f.a, people), STET_ATTR_ROLE),
            "additional_reporting");
    ck_text(stet_attr_str(f.a, stet_last(f.a, people), STET_ATTR_NAME), "Ruth Calder");
    unload(&f);
}
END_TEST

/* What stands behind the text, and what it states; NULL: nothing. */
static const struct {
    const char *tail;
    stet_kind field;
    const char *value;
} statements[] = {
    {"Avec AFP et Reuters.", STET_AGENCY, "AFP, Reuters"},
    {"(Mit Material der Nachrichtenagenturen SDA und Keystone)", STET_AGENCY,
     "SDA, Keystone"},
    {"Bildquelle: Szene mit Jonas Korte – Quelle: Theater Kehl / Ute Dorn",
     STET_IMAGE_CREDITS, "Theater Kehl / Ute Dorn"},
    {"Image: \"Cushion, moved\" by P. Aldous is licensed under CC BY 2.0",
     STET_IMAGE_CREDITS, "P. Aldous"},
    {"Foto: Werft Kehl / Ute Dorn, Abdruck honorarfrei", STET_IMAGE_CREDITS,
     "Werft Kehl / Ute Dorn"},
    {"Originally published under Creative Commons by [The "
     "Exchange](https://e.example/m).",
     STET_ORIGIN, "The Exchange"},
    {"Zuerst erschienen in der Monatsschrift »Akadeemia«.", STET_ORIGIN, "Akadeemia"},
    {"This article was amended on 6 June 2019. An earlier version said it was 1998.",
     STET_CORRECTIONS, "2019-06-06"},
    {"A version of this article appears in print on May 12, 2022, Section B, Page 9 of "
     "the New York edition.",
     STET_PRINT_EDITION, "2022-05-12 B9"},
    {"Edición: Pilar Otamendi - Fotos: gentileza del Museo Arín", STET_IMAGE_CREDITS,
     "gentileza del Museo Arín"},
    {"Photo d'illustration.", STET_IMAGE_CREDITS, ""},
    {"This article originally appeared in the June 2016 issue of *Meridian*.",
     STET_PRINT_EDITION, "2016-06"},
    {"sda/awp/rb", STET_AGENCY, "sda, awp"},
    {"Bild: Bakterium unter dem Mikroskop. Quelle: TH Kehl/W. Sander",
     STET_IMAGE_CREDITS, "TH Kehl/W. Sander"},
    {"Image: Harrow Weir, 1911. Courtesy of the Dar Family", STET_IMAGE_CREDITS,
     "Courtesy of the Dar Family"},
    {"Bildnachweis: Institut Kehl/N. Claasen; Porträt: privat", STET_IMAGE_CREDITS,
     "Institut Kehl/N. Claasen, privat"},
    {"Dieser Beitrag ist zuerst bei [Wattblick](https://e.example/m) erschienen (19. "
     "Februar 2024).",
     STET_ORIGIN, "Wattblick"},
    {"Serie: Oficios del aire", STET_SERIES, "Oficios del aire"},
    {"A moth on the mirror. Credit: Lena Voss/Orbit", STET_IMAGE_CREDITS,
     "Lena Voss/Orbit"},
    {"© Musée de Kehl / Ph. H. Lenormand", STET_IMAGE_CREDITS,
     "Musée de Kehl / Ph. H. Lenormand"},
    {"Fotos: [descargar](https://e.example/f)", STET_IMAGE_CREDITS, ""},
    {"La photo du haut est de moi.", STET_IMAGE_CREDITS, ""},
    {"Copyright wde-AFP 2021", STET_COPYRIGHT_HOLDER, "wde-AFP"},
    {"Copyright: Norddienst (nwd), 2019.", STET_COPYRIGHT_HOLDER, "Norddienst (nwd)"},
    {"Der Text ist zuerst erschienen in: Küstenblätter 44 (2020), S. 112.", STET_ORIGIN,
     "Küstenblätter"},
    {"[Article original](https://e.example/1) publié dans Nordic Bulletin le 2 "
     "novembre "
     "2024, reproduit avec son aimable autorisation.",
     STET_ORIGIN, "Nordic Bulletin"},
    {"Update, June 4, 2024, 9:30 p.m.: The station has answered our questions now.",
     STET_UPDATED, "2024-06-04T21:30"},
    {"hv/ats", STET_AGENCY, ""},
    {"Aktualisierung, 16.03.2022: Die Stellungnahme wurde ergänzt.", STET_CORRECTIONS,
     "2022-03-16"},
    {"Image: The weir by Ann Lee, licensed under CC BY 2.0", STET_LICENCE, ""},
    {"Alle Fotos: © Henrike Abt", STET_IMAGE_CREDITS, "Henrike Abt"},
    {"The mill is closed. (dpa/mak)", STET_AGENCY, "dpa"},
    {"Embargoed for release until 11 A.M. ET, Monday, April 8, 2024", STET_EMBARGO,
     "2024-04-08T11:00"},
    {"Embargoed until 9 p.m. on April 8, 2024", STET_EMBARGO, "2024-04-08T21:00"},
    {"Image: Ann in the apiary (credit: Stanwick/Lorna Tice)", STET_IMAGE_CREDITS,
     "Stanwick/Lorna Tice"},
    {"© Plein air / Ann Aumont, 2019 – Licence CC BY-NC-ND 3.0 FR",
     STET_COPYRIGHT_HOLDER, "Plein air / Ann Aumont"},
    {"© Plein air / Ann Aumont, 2019 – Licence CC BY-NC-ND 3.0 FR", STET_LICENCE,
     "CC BY-NC-ND 3.0 FR"},
    {"Dakota Wire reporter Bo Larsen contributed to this story.", STET_CONTRIBUTORS,
     "Bo Larsen"},
    {"For immediate release: Tuesday, August 22, 2023", STET_EMBARGO, ""},
    {"Photo : Le quai numéro 1, en octobre. CRÉDIT PHOTO : Lucas Bar/Le Petit Quai",
     STET_IMAGE_CREDITS, "Lucas Bar/Le Petit Quai"},
    {"Photo caption: The Dawdle at rest. Photo credit: Saltworks/Ines Corrigan",
     STET_IMAGE_CREDITS, "Saltworks/Ines Corrigan"},
    {"Photo caption: The Dawdle at rest. Photo credit: Saltworks/Ines Corrigan",
     STET_CONTRIBUTORS, ""},
    {"A version of this article appeared in print on Feb. 20, 2023, on Page 1.",
     STET_ORIGIN, ""},
    {"Embargo hasta las 12:00 horas del martes 7 de mayo de 2024", STET_EMBARGO,
     "2024-05-07T12:00"}};

/* Of each statement the value, or the names and days of its parts. */
static stet_str all_of(struct fixture *f, stet_kind field)
{
    stet_out out = stet_out_in_article(f->a, 256, 4096);
    stet_node root = stet_root(f->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(f->a, root, n, field))) {
        stet_str value = stet_text(f->a, n);
        for (stet_node p = stet_first(f->a, n); p || value.n;
             p = p ? stet_next(f->a, p) : 0) {
            stet_str part = value.n ? value : stet_attr_str(f->a, p, STET_ATTR_NAME);
            part = part.n ? part : stet_attr_str(f->a, p, STET_ATTR_DATE);
            if (out.len && part.n)
                stet_puts(&out, ", ");
            stet_put_str(&out, part);
            value.n = 0;
        }
    }
    return stet_out_text(&out);
}

START_TEST(tail_states_what_it_says)
{
    struct fixture f;
    char text[4096];
    load(&f, DETECT);
    snprintf(text, sizeof text, PROSE "---\n\n%s\n", statements[_i].tail);
    run(&f, stet_cstr(text));
    ck_text(all_of(&f, statements[_i].field), statements[_i].value);
    unload(&f);
}
END_TEST

/* Each purpose has the address beside it. */
START_TEST(addresses_go_to_their_purposes)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\nContact presse : a@tram.example – Signaler une "
                            "erreur : b@apm.example\n"));
    stet_node n = stet_first(f.a, stet_root(f.a, STET_FAMILY_NOTICE));
    size_t seen = 0;
    for (; n; n = stet_next(f.a, n)) {
        int press = stet_kind_of(f.a, n) == STET_CONTACT_MEDIA;
        if (!press && stet_kind_of(f.a, n) != STET_CONTACT_CORRECTIONS)
            continue;
        seen++;
        ck_text(stet_attr_str(f.a, n, STET_ATTR_EMAIL),
                press ? "a@tram.example" : "b@apm.example");
    }
    ck_assert_uint_eq(seen, 2);
    unload(&f);
}
END_TEST

START_TEST(biography_goes_to_its_author)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\n**Hanna Quist** is a novelist. Follow her on "
                            "[Bluesky](https://bsky.app/profile/h).\n"));
    stet_node party = stet_first(f.a, stet_field(f.a, STET_AUTHORS));
    ck_text(stet_attr_str(f.a, party, STET_ATTR_BIO),
            "Hanna Quist is a novelist. Follow her on Bluesky.");
    ck_text(stet_attr_str(f.a, stet_first(f.a, party), STET_ATTR_NETWORK), "bluesky");
    unload(&f);
}
END_TEST

static const struct {
    const char *text, *origin;
} origins[] = {
    {"This story first appeared in The Mill Stream on May 3, 2024.", "The Mill Stream"},
    {"Dieser Artikel erschien zuerst am 3. Mai 2024 in der *Kelder Rundschau*.",
     "Kelder Rundschau"},
    {"Der Text wurde zuerst auf Gezeiten Online veröffentlicht.", "Gezeiten Online"},
    {"Cet article a été publié à l'origine sur La Revue des Marées.",
     "La Revue des Marées"},
    {"Este artículo fue publicado originalmente en El Correo del Sur.",
     "El Correo del Sur"},
    {"Republished from [Delta Watch](#) with permission.", "Delta Watch"},
    {"This post was originally published on [the GSA blog](https://e.example/g) by "
     "Acting Officer Sherrie Taylor.",
     "GSA blog"},
    {"This article was originally posted on the [18F blog](https://e.example/b) by "
     "Melody Kramer.",
     "18F blog"},
    {"Originally published at futurity.org.", "futurity.org"}};

START_TEST(origin_is_named_in_four_languages)
{
    struct fixture f;
    char text[1500];
    load(&f, DETECT);
    snprintf(text, sizeof text, PROSE "---\n\n%s\n", origins[_i].text);
    run(&f, stet_cstr(text));
    ck_text(field(&f, STET_ORIGIN), origins[_i].origin);
    unload(&f);
}
END_TEST

START_TEST(statements_that_disagree_are_reported)
{
    struct fixture f;
    stet_finding_info info = {.size = sizeof info};
    load(&f, DETECT);
    run(&f,
        stet_cstr("---\norigin: Delta Watch\n---\n" PROSE
                  "---\n\nThis article was originally published on Mill Stream.\n"));
    ck_assert_uint_eq(stet_result_findings(f.result), 1);
    ck_assert(stet_result_finding(f.result, 0, &info));
    ck_assert_int_eq(info.effect, STET_OBSERVE);
    ck_text(field(&f, STET_ORIGIN), "Delta Watch");
    unload(&f);
}
END_TEST

START_TEST(statements_that_agree_are_not)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f,
        stet_cstr("---\norigin: Mill Stream\n---\n" PROSE
                  "---\n\nThis article was originally published on *Mill Stream*.\n"));
    ck_assert_uint_eq(stet_result_findings(f.result), 0);
    unload(&f);
}
END_TEST

/* ---- dropping and keeping
 * --------------------------------------------------------------------- */

#define TAIL                                                                           \
    "---\n\nFollow us on Mastodon.\n\nThe views expressed are the author's "           \
    "own.\n\nThe "                                                                     \
    "author alone is responsible for the content. Please share this article.\n"

START_TEST(drop_takes_a_family_and_its_blocks)
{
    struct fixture f;
    load(&f, DETECT ", { use: furniture.drop, with: { kinds: [disclaimer.*] } }");
    run(&f, stet_cstr(PROSE TAIL));
    ck_assert(notice(&f, "follow_cta") && notice(&f, "share_cta"));
    ck_assert(!notice(&f, "disclaimer.opinion") && !notice(&f, "disclaimer.liability"));
    stet_str last =
        stet_content(f.a, stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK)));
    ck_text(last, "The author alone is responsible for the content. Please share this "
                  "article."); /* shared with a notice that stays */
    unload(&f);
}
END_TEST

START_TEST(keep_takes_all_others)
{
    struct fixture f;
    load(&f, DETECT ", { use: furniture.keep, with: { kinds: [follow_cta] } }");
    run(&f, stet_cstr(PROSE TAIL));
    ck_assert_uint_eq(count_notices(&f), 1);
    ck_text(stet_content(f.a, stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK))),
            "Follow us on Mastodon.");
    ck_assert_int_eq(body_blocks(&f), 2);
    unload(&f);
}
END_TEST

START_TEST(drop_of_another_zone_leaves_all)
{
    struct fixture f;
    load(&f, DETECT ", { use: furniture.drop, with: { zones: [head] } }");
    run(&f, stet_cstr(PROSE TAIL));
    ck_assert_uint_ge(count_notices(&f), 4);
    unload(&f);
}
END_TEST

/* ---- raw HTML, pictures, links
 * ------------------------------------------------------------------ */

START_TEST(parts_stand_in_any_order)
{
    struct fixture f;
    load(&f, STRUCTURE "{ use: furniture.detect, with: { rules: [order.yaml], "
                       "check_rules: true } }");
    unload(&f);
}
END_TEST

START_TEST(raw_html_is_read_as_its_blocks)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "<div><p>Additional reporting by <b>Piet Maas</b>.</p>"
                            "<p>&copy; 2025 The Lantern</p></div>\n"));
    stet_node last = stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    ck_assert_int_eq(stet_kind_of(f.a, last), STET_HTML);
    ck_text(words_of(&f, "contributing"),
            "<p>Additional reporting by <b>Piet Maas</b>.</p>");
    ck_text(field(&f, STET_CONTRIBUTORS), "Piet Maas");
    ck_text(field(&f, STET_COPYRIGHT_HOLDER), "The Lantern");
    unload(&f);
}
END_TEST

START_TEST(picture_that_nobody_sees_is_told)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "![](https://img.example/mill.jpg)\n\nIt rained.\n"));
    ck_assert(!notice(&f, "tracking"));
    run(&f, stet_cstr(PROSE "<img src=\"https://c.example/x\" width=1 height=1>\n"));
    ck_assert(notice(&f, "tracking"));
    run(&f, stet_cstr(PROSE "![](https://counter.example/1/count.gif)\n"));
    ck_assert(notice(&f, "tracking"));
    unload(&f);
}
END_TEST

static const struct {
    const char *caption, *credit;
} captions[] = {
    {"<figcaption>The mill. <span class=\"credit\">Ann Lee</span></figcaption>",
     "Ann Lee"},
    {"<figcaption>The mill. Photograph: Ann Lee/The Lantern</figcaption>",
     "Ann Lee/The Lantern"},
    {"<figcaption>The mill. \xc2\xa9 Ann Lee</figcaption>", "Ann Lee"},
    {"<figcaption>The mill in fog (Ann Lee/Alamy)</figcaption>", "Ann Lee/Alamy"},
    {"<figcaption>The mill. LUSA/Ann Lee</figcaption>", "LUSA/Ann Lee"},
    {"<figcaption>The mill and its owner.</figcaption>", ""}};

START_TEST(caption_names_who_made_the_picture)
{
    struct fixture f;
    char text[1500];
    load(&f, DETECT);
    snprintf(text, sizeof text,
             PROSE "<figure><img src=\"a.jpg\">%s</figure>\n\nIt rained on, and "
                   "nobody came to the mill.\n",
             captions[_i].caption);
    run(&f, stet_cstr(text));
    ck_text(field(&f, STET_IMAGE_CREDITS), captions[_i].credit);
    unload(&f);
}
END_TEST

START_TEST(row_of_share_links_is_no_request)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\nShare: [One](https://t.me/share/url?url=x) "
                            "[Two](https://www.facebook.com/sharer/sharer.php?u=x)\n"));
    ck_assert(notice(&f, "share_links"));
    ck_assert(!notice(&f, "share_cta"));
    unload(&f);
}
END_TEST

static const char *const prose[] = {
    "Please donate generously, says the sign above the door, and people have.",
    "All rights reserved was what the printer had set in bold on every ticket of the "
    "ferry since the war.",
    "\"Subscribe to our newsletter,\" the parrot said, and looked away."};

START_TEST(what_is_told_about_furniture_is_none)
{
    struct fixture f;
    char text[1500];
    load(&f, DETECT);
    snprintf(text, sizeof text, PROSE "%s\n", prose[_i]);
    run(&f, stet_cstr(text));
    ck_assert_uint_eq(count_notices(&f), 0);
    ck_assert_int_eq(body_blocks(&f), 3);
    unload(&f);
}
END_TEST

/* ---- borders, and what no phrase says
 * ------------------------------------------------------------------- */

static int zone_of(const struct fixture *f, const char *kind)
{
    stet_node n = notice(f, kind);
    return n ? stet_zone_of(f->a, n) : 0;
}

START_TEST(line_within_the_text_says_whence_it_comes)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "This article was originally published by The Valley "
                            "Post. You may republish it under a Creative Commons "
                            "licence.\n\nThe wheel had not turned in living memory. "
                            "Neither had the door.\n\nBy June both did.\n"));
    ck_assert_int_eq(zone_of(&f, "provenance"), STET_ZONE_BODY);
    ck_assert_int_eq(zone_of(&f, "permission"), STET_ZONE_BODY);
    ck_assert_int_eq(body_blocks(&f), 5);
    run(&f, stet_cstr(PROSE "The article was in a drawer. It had been published by "
                            "nobody, and for a reason.\n\nBy June it was lost.\n"));
    ck_assert_uint_eq(count_notices(&f), 0);
    unload(&f);
}
END_TEST

START_TEST(story_between_furniture_stays_text)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "*Sign up for our newsletter and get the best of the "
                            "valley each Friday.*\n\nThe wheel turned in June. The "
                            "first sack of flour went to the school.\n\n"
                            "\xc2\xa9 2024 The Valley Post\n"));
    ck_assert_int_eq(zone_of(&f, "newsletter"), STET_ZONE_BODY);
    ck_assert_int_eq(zone_of(&f, "notice.copyright"), STET_ZONE_TAIL);
    ck_assert_int_eq(body_blocks(&f), 4);
    unload(&f);
}
END_TEST

START_TEST(label_in_front_of_a_long_line_is_no_report)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f,
        stet_cstr("# The River\n\nTrigger warning: the text that follows tells of "
                  "the death of many animals in the flood of last spring.\n\n" PROSE));
    ck_assert(notice(&f, "content_warning"));
    unload(&f);
}
END_TEST

START_TEST(titles_in_a_row_are_related)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\n**Not had enough?**\n\n- [The miller who would not "
                            "sleep](https://x.example/1)\n- [Nine bags of flour]"
                            "(https://x.example/2)\n"));
    ck_assert(notice(&f, "related"));
    run(&f,
        stet_cstr(PROSE "---\n\n**Departments**\n\n- [Sport](https://x.example/1)\n- "
                        "[Food](https://x.example/2)\n"));
    ck_assert(!notice(&f, "related"));
    unload(&f);
}
END_TEST

START_TEST(words_say_a_kind_that_no_phrase_does)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\nHanna Quist is a reporter in the valley.\n\nYour "
                            "inbox, our newsletters, weekly or daily.\n"));
    ck_assert(notice(&f, "newsletter"));
    run(&f, stet_cstr(PROSE "---\n\nHanna Quist is a reporter in the valley.\n\nOur "
                            "river, your river, everybody's river.\n"));
    ck_assert(!notice(&f, "newsletter"));
    unload(&f);
}
END_TEST

START_TEST(both_endings_of_a_word_are_one_word)
{
    struct fixture f;
    load(&f, DETECT);
    run(&f, stet_cstr(PROSE "---\n\nLes opinions exprim\xc3\xa9"
                            "es dans cet article sont celles de leurs auteur\xc2\xb7"
                            "rices.\n"));
    ck_assert(notice(&f, "disclaimer.opinion"));
    unload(&f);
}
END_TEST

/* ---- loading
 * ------------------------------------------------------------------------------------
 */

#define ALL_READ                                                                       \
    STRUCTURE "{ use: furniture.detect, with: { languages: [en, de, fr, es] } }"

/* Loads; the nth allocation of it fails. Answers how many there were. */
static unsigned long load_failing(const char *steps, unsigned long nth,
                                  stet_code *ret_code)
{
    struct fixture f;
    stet__fail_alloc(0, 0);
    fail_load = nth;
    *ret_code = try_load(&f, steps);
    unsigned long count = stet__fail_alloc(0, 0);
    fail_load = 0;
    stet_pipeline_free(f.pipeline);
    stet_context_free(f.ctx);
    return count;
}

START_TEST(carried_rules_are_read_by_nobody)
{
    stet_code code;
    unsigned long carried = load_failing(DETECT, 0, &code);
    ck_assert_int_eq(code, STET_OK);
    unsigned long all = load_failing(ALL_READ, 0, &code);
    ck_assert_int_eq(code, STET_OK);
    ck_assert_msg(carried < all, "%lu allocations, %lu for all that is read", carried,
                  all);
}
END_TEST

START_TEST(load_without_memory_is_told)
{
    stet_code code = STET_E_NOMEM;
    for (unsigned long nth = 1; code != STET_OK; nth++) {
        unsigned long count = load_failing(DETECT, nth, &code);
        ck_assert_msg(code == STET_OK ? count < nth : code == STET_E_NOMEM,
                      "allocation %lu of %lu: %d", nth, count, code);
    }
}
END_TEST

/* ---- bad input
 * ---------------------------------------------------------------------------------- */

static const char *const pieces[] = {"follow us ",
                                     "\xe2\x80\x9c",
                                     "(c) ",
                                     "originally published on ",
                                     "a",
                                     "@",
                                     "by by by ",
                                     "*x* ",
                                     "[y](#) ",
                                     "© 2025 ",
                                     "<p><a href=",
                                     "<figure><figcaption>&copy; ",
                                     "\xe2\x80\xae"
                                     "evol ",
                                     "sh\xe2\x80\x8b"
                                     "are "};

START_TEST(long_repetitions_come_through)
{
    struct fixture f;
    size_t n = strlen(pieces[_i]), count = 40000 / n;
    char *text = malloc(n * count + sizeof PROSE + 16);
    ck_assert_ptr_nonnull(text);
    size_t at = (size_t)snprintf(text, sizeof PROSE + 8, "%s---\n\n", PROSE);
    for (size_t i = 0; i < count; i++, at += n)
        memcpy(text + at, pieces[_i], n);
    load(&f, DETECT);
    run(&f, stet_strn(text, at));
    free(text);
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("furniture");
    TCase *c = tcase_create("furniture");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, rules_find_the_texts_they_name);
    tcase_add_test(c, house_rule_is_used_beside_others);
    tcase_add_loop_test(c, wrong_rule_is_told_at_its_place, 0,
                        sizeof wrong / sizeof *wrong);
    tcase_add_test(c, languages_leave_the_others_out);
    tcase_add_test(c, paragraph_is_taken_apart_into_its_kinds);
    tcase_add_test(c, label_speaks_for_what_follows);
    tcase_add_test(c, quoted_words_are_no_notice);
    tcase_add_test(c, body_is_never_eaten);
    tcase_add_test(c, text_with_furniture_at_its_end_stays_text);
    tcase_add_test(c, second_run_changes_nothing);
    tcase_add_test(c, second_run_leaves_blocks_to_their_label);
    tcase_add_test(c, both_steps_again_change_nothing);
    tcase_add_test(c, fields_are_stated_from_notices);
    tcase_add_test(c, links_behind_inner_blocks_keep_their_words);
    tcase_add_test(c, biography_goes_to_its_author);
    tcase_add_loop_test(c, tail_states_what_it_says, 0,
                        sizeof statements / sizeof *statements);
    tcase_add_test(c, addresses_go_to_their_purposes);
    tcase_add_loop_test(c, origin_is_named_in_four_languages, 0,
                        sizeof origins / sizeof *origins);
    tcase_add_test(c, statements_that_disagree_are_reported);
    tcase_add_test(c, statements_that_agree_are_not);
    tcase_add_test(c, drop_takes_a_family_and_its_blocks);
    tcase_add_test(c, keep_takes_all_others);
    tcase_add_test(c, drop_of_another_zone_leaves_all);
    tcase_add_test(c, parts_stand_in_any_order);
    tcase_add_test(c, raw_html_is_read_as_its_blocks);
    tcase_add_test(c, picture_that_nobody_sees_is_told);
    tcase_add_loop_test(c, caption_names_who_made_the_picture, 0,
                        sizeof captions / sizeof *captions);
    tcase_add_test(c, row_of_share_links_is_no_request);
    tcase_add_loop_test(c, what_is_told_about_furniture_is_none, 0,
                        sizeof prose / sizeof *prose);
    tcase_add_test(c, line_within_the_text_says_whence_it_comes);
    tcase_add_test(c, story_between_furniture_stays_text);
    tcase_add_test(c, label_in_front_of_a_long_line_is_no_report);
    tcase_add_test(c, titles_in_a_row_are_related);
    tcase_add_test(c, words_say_a_kind_that_no_phrase_does);
    tcase_add_test(c, both_endings_of_a_word_are_one_word);
    tcase_add_test(c, carried_rules_are_read_by_nobody);
    tcase_add_test(c, load_without_memory_is_told);
    tcase_add_loop_test(c, long_repetitions_come_through, 0,
                        sizeof pieces / sizeof *pieces);
    suite_add_tcase(suite, c);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
