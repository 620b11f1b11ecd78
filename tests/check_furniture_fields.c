/* SPDX-License-Identifier: MIT */
/* furniture.detect: the fields that notices state. */
#include "furniture_fixture.h"

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
    {"Additional digging was done by Bo Larsen in Oslo for this report.",
     STET_CONTRIBUTORS, "Bo Larsen"}, /* no phrase knows it */
    {"For this article Bo Larsen helped with research.", STET_CONTRIBUTORS,
     "Bo Larsen"},
    {"On a roof. (Photo: Ann Lee)", STET_IMAGE_CREDITS, "Ann Lee"},
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

int main(void)
{
    TCase *c = tcase_create("furniture_fields");
    tcase_set_timeout(c, 120);
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
    return run_tests(c, "furniture_fields");
}
