/* SPDX-License-Identifier: MIT */
/*
 * article.structure. The folders of tests/cases/structure hold an article as in.md and
 * what must be found in it as expected.txt; with STET_ACCEPT set the test writes the
 * latter.
 */
#include <dirent.h>
#include <unistd.h>

#include "reader_fixture.h"

#define READ "{ use: read.markdown }"
#define STRUCTURE "{ use: article.structure }"
#define S(literal) ((stet_str){literal, sizeof(literal) - 1})

/* ---- what was found, as text ------------------------------------------------------
 */

static void put_text(stet_out *out, stet_article *a, const char *name, stet_kind field)
{
    stet_str text = stet_field_text(a, field);
    if (!text.n)
        return;
    stet_puts(out, name);
    stet_puts(out, ": ");
    stet_put_str(out, text);
    stet_putc(out, '\n');
}

static void put_part(stet_out *out, stet_article *a, stet_node part)
{
    stet_str axis = stet_attr_str(a, part, STET_ATTR_AXIS);
    stet_str url = stet_attr_str(a, part, STET_ATTR_URL);
    stet_str role = stet_attr_str(a, part, STET_ATTR_ROLE);
    if (axis.n) {
        stet_put_str(out, axis);
        stet_putc(out, '=');
    }
    stet_put_str(out, stet_attr_str(a, part, STET_ATTR_NAME));
    if (url.n) {
        stet_puts(out, " <");
        stet_put_str(out, url);
        stet_putc(out, '>');
    }
    if (role.n) {
        stet_puts(out, " (");
        stet_put_str(out, role);
        stet_putc(out, ')');
    }
}

static void put_parts(stet_out *out, stet_article *a, const char *name, stet_kind field)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD), n = 0;
    int count = 0;
    while ((n = stet_find(a, fields, n, field)))
        for (stet_node part = stet_first(a, n); part; part = stet_next(a, part)) {
            stet_puts(out, count++ ? " | " : name);
            stet_puts(out, count > 1 ? "" : ": ");
            put_part(out, a, part);
        }
    if (count)
        stet_putc(out, '\n');
}

/* A letter for each block: H, B, T by zone; small for separators. */
static void put_zones(stet_out *out, stet_article *a)
{
    stet_puts(out, "zones: ");
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n))
        stet_putc(out,
                  (stet_kind_of(a, n) == STET_SEPARATOR ? " hbt"
                                                        : " HBT")[stet_zone_of(a, n)]);
    stet_putc(out, '\n');
}

static stet_str found_in(stet_article *a)
{
    stet_out out = stet_out_in_article(a, 4096, 1u << 20);
    put_text(&out, a, "headline", STET_HEADLINE);
    put_text(&out, a, "kicker", STET_KICKER);
    put_text(&out, a, "standfirst", STET_STANDFIRST);
    put_text(&out, a, "byline", STET_BYLINE);
    put_parts(&out, a, "authors", STET_AUTHORS);
    put_parts(&out, a, "translators", STET_TRANSLATORS);
    put_parts(&out, a, "contributors", STET_CONTRIBUTORS);
    put_parts(&out, a, "publisher", STET_PUBLISHER);
    put_text(&out, a, "published", STET_PUBLISHED);
    put_text(&out, a, "updated", STET_UPDATED);
    put_text(&out, a, "dateline", STET_DATELINE);
    put_parts(&out, a, "agency", STET_AGENCY);
    put_parts(&out, a, "subjects", STET_SUBJECTS);
    put_parts(&out, a, "series", STET_SERIES);
    put_zones(&out, a);
    ck_assert_int_eq(stet_out_status(&out), STET_OK);
    return stet_out_text(&out);
}

/* ---- golden cases
 * -------------------------------------------------------------------- */

static const char *const cases[] = {"about-the-authors",
                                    "bold-standfirst",
                                    "clean",
                                    "date-by-language",
                                    "date-first",
                                    "date-without-language",
                                    "deck-below-headline",
                                    "end-mark",
                                    "french",
                                    "french-date-first",
                                    "front-matter-and-head",
                                    "genre-above-headline",
                                    "house-above-headline",
                                    "series-above-headline",
                                    "german",
                                    "german-no-separators",
                                    "labels-and-summary",
                                    "memorandum",
                                    "names-only",
                                    "no-separators",
                                    "notes-and-copyright",
                                    "one-block-head",
                                    "opinion-with-photo",
                                    "plain",
                                    "spanish",
                                    "spanish-no-separators",
                                    "stet-key",
                                    "two-authors"};

static void accept(const char *name, stet_str text)
{
    char path[1024];
    snprintf(path, sizeof path, SRCDIR "/tests/cases/structure/%s/expected.txt", name);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fwrite(text.p, 1, text.n, file);
    fclose(file);
}

START_TEST(case_is_found_as_expected)
{
    struct fixture f;
    char path[256];
    size_t size;
    const char *name = cases[_i];
    snprintf(path, sizeof path, "cases/structure/%s/in.md", name);
    char *text = load_file(path, &size);
    load(&f, READ, STRUCTURE ", { use: article.structure, id: again }", "");
    run_well(&f, stet_strn(text, size));
    if (getenv("STET_ACCEPT"))
        accept(name, found_in(f.a));
    snprintf(path, sizeof path, "cases/structure/%s/expected.txt", name);
    char *expected = load_file(path, &size);
    ck_text(found_in(f.a), expected);
    stet_step_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_step(f.result, i, &info); i++)
        if (stet_str_is(info.id, "again"))
            ck_assert_uint_eq(info.changes, 0);
    free(expected);
    free(text);
    unload(&f);
}
END_TEST

/* ---- single lines
 * ---------------------------------------------------------------------- */

/* A line below a headline, and what of it must be found; NULL: nothing, it is text. */
static const struct {
    const char *line, *found;
} lines[] = {
    {"By Jane Roe", "authors: Jane Roe\n"},
    {"by Jane Roe", "authors: Jane Roe\n"},
    {"BY JANE ROE", "authors: JANE ROE\n"},
    {"Written by Jane Roe and John Poe", "authors: Jane Roe | John Poe\n"},
    {"By Jane Roe, John Poe and Ana de la Cruz",
     "authors: Jane Roe | John Poe | Ana de la Cruz\n"},
    {"By Jane Roe with John Poe", "authors: Jane Roe | John Poe\n"},
    {"By Jane Roe & John Poe", "authors: Jane Roe | John Poe\n"},
    {"By [Jane Roe](https://e.example/jane)",
     "authors: Jane Roe <https://e.example/jane>\n"},
    {"By [Jane Roe](#)", "authors: Jane Roe\n"},
    {"By [Jane Roe](javascript:x)", "authors: Jane Roe\n"},
    {"By Jane Roe, Harbour Post", "authors: Jane Roe\n"},
    {"By Jane Roe in Berlin", "authors: Jane Roe\n"},
    {"By Jane Roe, staff writer", "authors: Jane Roe\n"},
    {"By Jane Roe on March 14, 2025", "byline: Jane Roe\n"},
    {"By Jane Roe on March 14, 2025", "published: 2025-03-14\n"},
    {"Author: Jane Roe", "authors: Jane Roe\n"},
    {"By Dr. Jane Roe, senior fellow", "authors: Jane Roe\n"},
    {"By Jane Roe, John Poe and Al Dee, The Ledger",
     "authors: Jane Roe | John Poe | Al Dee\n"},
    {"Von Jana Roth, Bath, und Tom Beck, York", "authors: Jana Roth | Tom Beck\n"},
    {"Autorin: Dr. med. Saskia Thoma, Fachärztin für Medizin",
     "authors: Saskia Thoma\n"},
    {"Escrito por la Dra. Sasha Tomé, médica", "authors: Sasha Tomé\n"},
    {"Text: Annika Reuss, Fotos: Leo Brandmair",
     "contributors: Leo Brandmair (photographer)\n"},
    {"Pia Laurens et Yann Drouet (texte), Lana Hurtic (photos)",
     "authors: Pia Laurens | Yann Drouet\n"},
    {"By Hugh Tansley, with drawings by Petra Lom",
     "contributors: Petra Lom (illustrator)\n"},
    {"Text: Jelena Hart / Bilder: Tobias Krings",
     "contributors: Tobias Krings (photographer)\n"},
    {"Por: Mónica Arrieta Salas @monarrieta", "authors: Mónica Arrieta Salas\n"},
    {"By Local Democracy Reporter Sean Whitlow", "authors: Sean Whitlow\n"},
    {"Texte et dessins : Gaël Kermarrec", "authors: Gaël Kermarrec\n"},
    {"La rédaction - publié le lundi 3 juillet 2023 à 11h02",
     "published: 2023-07-03T11:02\n"},
    {"A Coruña, 30 de junio de 2021 (actualizado el 1 de julio)",
     "dateline: A Coruña, 30 de junio de 2021\n"},
    {"- **Ann Lee**, lecturer, University of Bath\n- Bo Ek, fellow\n\n14 March 2025",
     "authors: Ann Lee | Bo Ek\n"},
    {"Beatrix Lyle · The Sleeper Review · Issue 41, Winter 2023",
     "publisher: The Sleeper Review\n"},
    {"Glosse von Rike Sand", "authors: Rike Sand\n"},
    {"Aus dem Estnischen von Maarja Lepp", "translators: Maarja Lepp (translator)\n"},
    {"Posted by Jane Roe on March 14, 2025 in Crafts, Tides",
     "subjects: category=Crafts | category=Tides\n"},
    {"Tornal, 2 de agosto de 2022", "dateline: Tornal, 2 de agosto de 2022\n"},
    {"12/01/2023 11:40 · Actualizado a las 13:05 del 13/01/2023",
     "updated: 2023-01-13T13:05\n"},
    {"07 may 2023 - 05:40 CEST", "published: 2023-05-07T05:40"},
    {"From: Department for Inland Waters\nPublished: 7 February 2024",
     "publisher: Department for Inland Waters\n"},
    {"Pressemitteilung Nr. 112/2023 vom 08.11.2023", "published: 2023-11-08\n"},
    {"Marc Delorme et Awa Cissé – 12 octobre 2023",
     "authors: Marc Delorme | Awa Cissé\n"},
    {"# Libraries\n\nBy Jane Roe | jane@roe.example", "authors: Jane Roe\n"},
    {"SPERRFRIST: 11. Februar 2025, 10:00 Uhr", NULL},
    {"Medizinisch geprüft von: Prof. Dr. Ulrich Ewers", NULL},
    {"First published on the Stairwell blog on 2 May 2022.", NULL},
    {"Von Anna Berg, der Wirtin, hört man seit dem Herbst gar nichts mehr.", NULL},
    {"Von Jörg Äpfel und Öznur Şahin", "authors: Jörg Äpfel | Öznur Şahin\n"},
    {"Autorin: Lena Groß", "authors: Lena Groß\n"},
    {"Aus dem Englischen von Uwe Kolb", "translators: Uwe Kolb (translator)\n"},
    {"Par Jean d'Ormesson", "authors: Jean d'Ormesson\n"},
    {"Propos recueillis par Luc Ba", "authors: Luc Ba\n"},
    {"Por José María Núñez y Ana Gil", "authors: José María Núñez | Ana Gil\n"},
    {"Photos by Max Lens", "contributors: Max Lens (photographer)\n"},
    {"Harbour Dispatch, March 14, 2025", "publisher: Harbour Dispatch\n"},
    {"Harbour Dispatch, March 14, 2025", "published: 2025-03-14\n"},
    {"March 14, 2025, Harbour Dispatch", "publisher: Harbour Dispatch\n"},
    {"Hafenblatt | 14. März 2025", "publisher: Hafenblatt\n"},
    {"14 mars 2025 - Le Matin", "publisher: Le Matin\n"},
    {"Published: 14 March 2025", "published: 2025-03-14\n"},
    {"Veröffentlicht am 14. März 2025", "published: 2025-03-14\n"},
    {"Zuletzt aktualisiert: 14.03.2025", "updated: 2025-03-14\n"},
    {"Publié le 14 mars 2025", "published: 2025-03-14\n"},
    {"Publicado el 14 de marzo de 2025", "published: 2025-03-14\n"},
    {"2025-03-14", "published: 2025-03-14\n"},
    {"March 2025", "published: 2025-03\n"},
    {"Jane Roe | Harbour Post | March 14, 2025 | 5 min read", "authors: Jane Roe\n"},
    {"Region: [Europe, North Sea](#)", "subjects: region=Europe | region=North Sea\n"},
    {"Regionen: Ostsee", "subjects: region=Ostsee\n"},
    {"Thème : [Énergie](#)", "subjects: theme=Énergie\n"},
    {"Palabras clave: [mar](#), [sal](#)", "subjects: keyword=mar | keyword=sal\n"},
    {"Beat: [Courts](#)", "subjects: beat=Courts\n"},
    {"In-depth Report: [CABLES](#)", "series: CABLES\n"},
    {"Dossier : [LES PORTS](#)", "series: LES PORTS\n"},
    {"Von Judith Ebner (Text) sowie Nora Wieland (Fotos)",
     "contributors: Nora Wieland (photographer)\n"},
    {"By Jane Roe, Contributing Writer", "authors: Jane Roe\n"},
    {"Von Jana Roth, Leiterin Kultur", "authors: Jana Roth\n"},
    {"Par Anne Morel \xe2\x80\x94 Photos : Gil Quintin",
     "contributors: Gil Quintin (photographer)\n"},
    {"Photos : Gil Quintin", NULL},
    {"**ALBERTO SANTORO / REDACCIÓN** – Gaviota\n\n17 de noviembre de 2020",
     "authors: ALBERTO SANTORO\n"},
    {"Freitagsbrief Nr. 212 von Kai Eicher", "authors: Kai Eicher\n"},
    {"Première publication : 3 octobre 2020. Dernière modification : 5 octobre 2020",
     "published: 2020-10-03\nupdated: 2020-10-05\n"},
    {"Publicado el lunes 3 de octubre de 2022 | Actualizado a las 18:40",
     "updated: 2022-10-03T18:40\n"},
    {"Por Ana Lema\n\nTuxpan, Veracruz, 14 de agosto de 2023",
     "dateline: Tuxpan, Veracruz, 14 de agosto de 2023\n"},
    {"Etiquetas: #mar #lluvia", "subjects: tag=mar | tag=lluvia\n"},
    {"Dossier « Peser l'air » (3/5)", "series: Peser l'air\n"},
    {"Serie „Letzte Runden“, Folge 4", "series: Letzte Runden\n"},
    {"Teil 3 der Serie „Flut“", "series: Flut\n"},
    {"Serie: Oficios que se apagan (II)", "series: Oficios que se apagan\n"},
    {"Alpabzug – Serie, Teil 3", "series: Alpabzug\n"},
    {"*Épisode 2 de notre série « Seuils »*", "series: Seuils\n"},
    {"De notre correspondante à Auch, Mireille Cazaubon",
     "authors: Mireille Cazaubon\n"},
    {"LE BILLET DE CAMILLE ROUSSET", "authors: CAMILLE ROUSSET\n"},
    {"- Text: Verena Zell\n- Bilder: Marco Inauen",
     "contributors: Marco Inauen (photographer)\n"},
    {"21 March 2022\n\nAuthors\n\n1. **Siobhan Tarrant**, Lecturer, Carrow\n2. "
     "**Mateus "
     "Pinto**, Fellow, Carrow",
     "authors: Siobhan Tarrant | Mateus Pinto\n"},
    {"Schlagwörter zu diesem Artikel: [Tiere](/t/tiere)",
     "subjects: tag=Tiere </t/tiere>\n"},
    {"Texto original en catalán: **Mireia Puig** / Traducción: **Andrés Luján**",
     "authors: Mireia Puig\n"},
    {"Stand: 11.09.2022\n\n**Auf dem Dach weiden elf Schafe, und keines davon "
     "friert.**\n\n"
     "*von Swantje Ottens*",
     "standfirst: Auf dem Dach weiden elf Schafe, und keines davon friert.\n"},
    {"Ayuntamiento de Robledo · Gabinete de Comunicación · 9 de noviembre de 2023",
     "publisher: Ayuntamiento de Robledo\n"},
    {"Robledo (19 de noviembre de 2023).- La fuente de la plaza vuelve a manar tras "
     "los cuarenta "
     "años que "
     "pasó seca, según ha confirmado la concejala con las manos mojadas.",
     "dateline: Robledo (19 de noviembre de 2023)\n"},
    {"Imogen Castle, Rafiq Dar and Leonie Vogt in Leeds, Karachi and Bonn\n\n12 Aug "
     "2021",
     "authors: Imogen Castle | Rafiq Dar | Leonie Vogt\n"},
    {"21 de enero de 2019\n\n**Ainhoa Arrieta / Donostia**", "dateline: Donostia\n"},
    {"ÁLVARO PUIG / LUCÍA CORREDERA  \nTornal, 2 de agosto de 2022",
     "authors: ÁLVARO PUIG | LUCÍA CORREDERA\n"},
    {"Serie de entrevistas «Objetos que mandan» | Entrega 4",
     "series: Objetos que mandan\n"},
    {"Publicada: 17 may 2021, 11:20", "published: 2021-05-17T11:20\n"},
    {"Par Ann Lee (Lille, envoyée spéciale)", "authors: Ann Lee\n"},
    {"By Ann Lee (Oslo, special correspondent)\n\n21 March 2024", "dateline: Oslo\n"},
    {"Redacción / Barcelona\n\n21 March 2024", "dateline: Barcelona\n"},
    {"Ann Lee Northern correspondent\n\n21 March 2024", "authors: Ann Lee\n"},
    {"Part of the series The Long Commons", "series: The Long Commons\n"},
    {"Por Equipo de Verificación", "authors: Equipo de Verificación\n"},
    {"Par le P. Augustin Kermadec", "authors: Augustin Kermadec\n"},
    {"(Zürich/Basel) – Die Stadt streitet über die Urheberschaft an einem Geräusch, "
     "das seit "
     "Jahren in der Kurve am Platz entsteht und das man im ganzen Viertel hört.",
     "dateline: Zürich/Basel\n"},
    {"21 March 2024\n\nAnouk Rochat avec Keystone-ATS", "authors: Anouk Rochat\n"},
    {"**Salma Chraïbi** (avec MAP)\n\n21 mars 2024", "authors: Salma Chraïbi\n"},
    {"Dr. Ulrich Sauer, Jena; Prof. Yasemin Tekin, Kiel\n\n21 March 2024",
     "authors: Ulrich Sauer | Yasemin Tekin\n"},
    {"Julia Ferrán, Elías Bou\n\n21 March 2024", "authors: Julia Ferrán | Elías Bou\n"},
    {"Karoline Tröger · Jannis Rehbein", "authors: Karoline Tröger | Jannis Rehbein\n"},
    {"Inés Olmedo · San Juan\n\n21 March 2024", "dateline: San Juan\n"},
    {"Ein Vergleich von Gesine Haupt", "authors: Gesine Haupt\n"},
    {"Autor: RA Norbert Kley", "authors: Norbert Kley\n"},
    {"12. Juni 2024, Hamburg. Von Tine Boll", "authors: Tine Boll\n"},
    {"18/10/2018 - 07:00h. Actualizado 18/10/2018 - 13:22h.",
     "published: 2018-10-18T07:00\nupdated: 2018-10-18T13:22\n"},
    {"Textes : Rachel Amsa / Dessins : Paul Guez / Traduction (du breton) : Zig Le "
     "Dantec",
     "translators: Zig Le Dantec (translator)\n"},
    {"Jane Roe | 21 March 2024 | 38 comments", "authors: Jane Roe\npublished: "},
    {"By Jane Roe | Capitol Bureau Chief\n\n21 March 2024",
     "authors: Jane Roe\npublished: "},
    {"IMPULS 12 | September 2021", "headline: T\npublished: 2021-09\nzones"},
    {"Redacción Caribe | 18 de abril de 2024", "authors: Redacción Caribe\n"},
    {"By Dr. Ann Lee, Professor of Coastal Geography, Wend, and Bo Ek, Lecturer",
     "authors: Ann Lee | Bo Ek\n"},
    {"Ein Essay von Lisa Brandl, aus dem Italienischen übersetzt von Jost Wied",
     "authors: Lisa Brandl\n"},
    {"Eine Datenrecherche von Pia Wend und Oke Brod", "authors: Pia Wend | Oke Brod\n"},
    {"FOR RELEASE: 9:00 a.m. ET, Thursday, October 12, 2023", NULL},
    {"Traducción publicada el 2 de diciembre de 2019", "published: 2019-12-02\nzones"},
    {"Von Ines Halm, zuletzt geprüft am 19.02.2024 | Werbung", "authors: Ines Halm\n"},
    {"Ein Artikel von Selam Tade, zuerst veröffentlicht bei Addis Notes am 2. Februar "
     "2019",
     "authors: Selam Tade\nzones"},
    {"Publié à 05 h 00 HNE le 4 décembre 2024", "published: 2024-12-04T05:00\n"},
    {"OTS0088, 4. März 2025, 10:15", "headline: T\npublished: 2025-03-04T10:15\n"},
    {"Puerto Escama (México), 2 mar 2023 (Pleni).- La flota volvió a faenar después de "
     "tres meses de veda, según confirmaron este jueves las fuentes del puerto.",
     "dateline: Puerto Escama (México), 2 mar 2023 (Pleni)\n"},
    {"Regensburg (cda) Auf dem Turm der Kirche steht seit vielen Jahren ein Hahn, der "
     "sich bis heute noch nie nach dem Wind gedreht hat und es auch nicht soll.",
     "dateline: Regensburg (cda)\n"},
    {"Graz/Murau – Ein Jäger hat am Sonntag eine Drohne vom Himmel geholt, die einem "
     "anderen gehörte, und wollte danach nicht mehr wissen, was er da tat.",
     "dateline: Graz/Murau\n"},
    {"Heide. Auf dem Markt von Heide ist am Abend ein Karussell stehen geblieben, und "
     "oben saßen noch lange vierzehn Menschen, die herunter wollten.",
     "dateline: Heide\n"},
    {"Par le collectif Terres d'Estuaire", "authors: collectif Terres d'Estuaire\n"},
    {"By Ann Lee | Originally published in Lake, 14 September 2019",
     "authors: Ann Lee\nzones"},
    {"- Autor: Fiete Harmsen\n- Datum: 21.02.2024\n- Lesezeit: 4 Min.",
     "authors: Fiete Harmsen\npublished: 2024-02-21\n"},
    {"Móstoles - 09 feb 2024 - 05:30 CET Actualizado: 09 feb 2024 - 18:32 CET",
     "published: 2024-02-09T05:30\nupdated: 2024-02-09T18:32\n"},
    {"*Glosse*", "kicker: Glosse\n"},
    {"REPORTAGE\n\nEr geht nie zu spät, und er kommt nie an: Wie Vinz Kropf die Zeit "
     "misst\n\nVon Lotte Wimmer",
     "kicker: REPORTAGE\nstandfirst: Er geht nie zu spät, und er kommt nie an: Wie "
     "Vinz "
     "Kropf die Zeit misst\n"},
    {"#### [Nadja Bösch](/author/nadja/)\n\n1. Dez. 2022",
     "authors: Nadja Bösch </author/nadja/>\npublished: 2022-12-01\n"},
    {"*47 Meter Asphalt, zwei Ampeln und ein Minister*\n\nTorsten Ahlers\n\n21 March "
     "2024",
     "standfirst: 47 Meter Asphalt, zwei Ampeln und ein Minister\n"},
    {"*A shop in Malindi. Photo by Abdul Hamisi, used with permission.*",
     "headline: T\nzones"},
    {"Rasa Lange | 21 March 2024 | 12:01 GMT", "published: 2024-03-21T12:01\nzones"},
    {"Redacción Andina\n\n5 de enero de 2024", "authors: Redacción Andina\npublished"},
    {"Written by Ann Lee | Edited by Piet Voss | Reviewed by Ann-Marie Bold, CFP",
     "authors: Ann Lee\n"},
    {"**For Immediate Release: Tuesday, August 22, 2023**", "published: 2023-08-22\n"},
    {"[Teil 1: Die Flut](/1) · Teil 2 · [Teil 3: Die Bohrung](/3)", NULL},
    {"Stille. Auf dem Markt ist die Stille am Abend so groß, dass man sie hören kann, "
     "wenn man lange genug wartet und sonst nichts zu tun hat als das.",
     NULL},
    {"SENIOR REPORTER\n\n21 March 2024", "published: 2024-03-21\n"},
    {"Photo d'illustration. | ARCHIVES LE JOURNAL", NULL},
    {"The series “Dark Water” was filmed here", NULL},
    {"Jane Roe  \n*Rural affairs correspondent*  \nWed 14 Feb 2018",
     "authors: Jane Roe\n"},
    {"Jane Roe\n\nSpecial contribution\n\n21 September 2024", "authors: Jane Roe\n"},
    {"Summary: The council votes on Tuesday.",
     "standfirst: The council votes on Tuesday.\n"},
    {"By Monday the port will be closed and nobody will be let in.", NULL},
    {"By the time they came it was March 14, 2025.", NULL},
    {"She spoke on March 9, 2025.", NULL},
    {"The vote is set for March 14, 2025, in Riverside.", NULL},
    {"Von hier aus sieht man das Meer.", NULL},
    {"Note: the office is closed.", NULL},
    {"Photo: Anna Weil", NULL},
    {"21 March 2024\n\nGeorgios Kolb / Keystone", "headline: T\npublished"},
    {"Rosalind Okafor and Teun Bakker  \nInstitute for Urban Weather\n\n21 March 2024",
     "authors: Rosalind Okafor | Teun Bakker\n"},
    {"by Conor Breath, translated from the Irish by Sadhbh Cheall\n\n21 March 2024",
     "translators: Sadhbh Cheall (translator)\n"},
    {"### Finding may explain why gardens are quiet midweek",
     "standfirst: Finding may explain why gardens are quiet midweek\n"},
    {"### Finding may explain why gardens are quiet\n\nBees rest.\n\n### Methods of it",
     "headline: T\nzones"},
    {"**Universität Bath** – Pressemitteilung", "publisher: Universität Bath\n"},
    {"Séverine Quart / ATS\n\n21 March 2024",
     "authors: Séverine Quart\npublished: 2024-03-21\nagency: ATS\n"},
    {"Mirjam Tschudi (Text), Keystone (Bild)\n\n21 March 2024",
     "authors: Mirjam Tschudi\npublished: 2024-03-21\nagency: Keystone\n"},
    {"*By Karim Sadr, a fellow at the Center for Slow Change.*\n\n21 March 2024",
     "authors: Karim Sadr\n"},
    {"21 March 2024\n\n*The tower on Monday. Tara Bell/Millcreek Monitor*",
     "headline: T\npublished: 2024-03-21\nzones"},
    {"21 March 2024\n\n*The tower fell. A bell rang and a mill/monitor broke down "
     "there.*",
     "standfirst: The tower fell."},
    {"From: Dr. DJ Patil, Chief Scientist\nDate: 21 March 2024",
     "headline: T\npublished: 2024-03-21\nzones"},
    {"The tower.\n\n[Jane Roe](/a/roe)\n\n21 March 2024",
     "authors: Jane Roe </a/roe>\n"},
    {"21 March 2024\n\n29 de marzo de 2021.- La consejera presentó hoy el servicio que "
     "permite llevarse un paraguas prestado de todas las bibliotecas de la sierra.",
     "published: 2024-03-21\nzones"},
    {"29 de marzo de 2021.- La consejera presentó hoy el servicio que permite a todos "
     "llevarse un paraguas prestado de todas las bibliotecas de la sierra.",
     "published: 2021-03-29\nzones"},
    {"Übersichtsarbeit · Heft 11/2022, S. 34\n\nDr. Ulrich Sauer, Jena; Prof. Yasemin "
     "Tekin, Kiel",
     "authors: Ulrich Sauer | Yasemin Tekin\n"},
    {"Written by Ann Lee Illustrations by Bo Ek\n\n5 January 2024",
     "authors: Ann Lee\ncontributors: Bo Ek (illustrator)\n"},
    {"Escrito por [Ana Lema](/a) Traducción de [Bo Soto](/b)",
     "authors: Ana Lema </a>\ntranslators: Bo Soto </b> (translator)\n"},
    {"Rachid Ben avec APS | 21 March 2024 - 14:07", "authors: Rachid Ben\npublished"},
    {"Le Fil avec AFP\n\n21 March 2024", "publisher: Le Fil\n"},
    {"Publicado el 3 de mayo de 2024. Ana Lema", "authors: Ana Lema\npublished"},
    {"Par un collectif de voyageurs\n\n21 March 2024",
     "authors: un collectif de voyageurs\n"},
    {"Ana Lema / 21 March 2024\n\nParte I", "authors: Ana Lema\npublished"},
    {"**About Kelder**\n\n21 March 2024", "headline: T\npublished"},
    {"21 janvier 2024 dans [Le Matin](/r)", "publisher: Le Matin </r>\npublished"},
    {"21 March 2024 in [Crafts](/r)", "subjects: category=Crafts </r>\n"},
    {"Mélanie Bochud/ats\n\n21 March 2024", "authors: Mélanie Bochud\npublished"},
    {"NEREA ALBIZU | Fotos: TOM LEIRA\nVALDEMORA\nActualizado: 11 de agosto de 2019, "
     "23:52h",
     "authors: NEREA ALBIZU\ncontributors: TOM LEIRA (photographer)\nupdated: "
     "2019-08-11T23:52\ndateline: VALDEMORA\n"},
    {"Por Ana Lema y Bo Soto Mella / Agencia Austral de Ciencia\n\n5 de enero de 2024",
     "agency: Agencia Austral de Ciencia\n"},
    {"By Ann Lee, Agence Bleue\n\n5 January 2024",
     "authors: Ann Lee\npublished: 2024-01-05\nzones"},
    {"4 March 2024 | Clarification [6 March 2024](#c)", "published: 2024-03-04\nzones"},
    {"Source: [The Review](#)", NULL},
    {"Update: three people were hurt", NULL},
    {"He asked: [why](#)?", NULL}};

START_TEST(line_says_what_it_says)
{
    struct fixture f;
    char text[1024];
    load(&f, READ, STRUCTURE, "");
    snprintf(
        text, sizeof text,
        "# T\n\n%s\n\nThe text of the article is long enough to be told from the lines "
        "above it by anyone.\n",
        lines[_i].line);
    run_well(&f, stet_cstr(text));
    stet_str found = found_in(f.a);
    if (lines[_i].found)
        ck_contains(found, lines[_i].found);
    else
        ck_assert_msg(contains(found, "headline: T\nzones: ") ||
                          contains(found, "headline: T\nstandfirst: "),
                      "%.*s", (int)found.n, found.p);
    unload(&f);
}
END_TEST

/* What stands behind a text, and what it says; NULL: nobody. */
static const struct {
    const char *tail, *found;
} tails[] = {
    {"Jane Roe und Bo Ek\n\n*Printed on paper of the mill*",
     "authors: Jane Roe | Bo Ek\n"},
    {"(Barbara Lech, 2024-04-15)", "authors: Barbara Lech\npublished: 2024-04-15\n"},
    {"Autor: Holger Wirsing; Redaktion: Petra Althaus; Mitarbeit: Ole Ruhland",
     "authors: Holger Wirsing\ncontributors: Petra Althaus (Redaktion) | Ole Ruhland"},
    {"Publikumsrat · Impressum · Datenschutz", NULL},
    {"YOU MAY LIKE\n\n- [The mill](/m)\n- [The weir](/w)", NULL},
    {"[SUBMIT YOUR IDEA](/idea)", NULL},
    {"- [The mill](/m)\n- [Standard "
     "procedures](https://e.example/topics/governance/)\n- "
     "The weir",
     NULL}};

START_TEST(tail_says_who_wrote)
{
    struct fixture f;
    char text[1024];
    load(&f, READ, STRUCTURE, "");
    snprintf(
        text, sizeof text,
        "# T\n\nThe text of the article is long enough to be told from the lines "
        "below it by anyone. It has two sentences.\n\nThe second paragraph of it is "
        "as long as the first one, and says no more than that. It has two as "
        "well.\n\nIt ends with a bell.\n\n%s\n",
        tails[_i].tail);
    run_well(&f, stet_cstr(text));
    if (tails[_i].found) {
        ck_contains(found_in(f.a), tails[_i].found);
    } else {
        ck_assert(!stet_field(f.a, STET_AUTHORS));
        ck_assert(!stet_field(f.a, STET_SUBJECTS));
    }
    unload(&f);
}
END_TEST

START_TEST(definitions_are_read_as_labels)
{
    static const char text[] =
        "# T\n\n<dl><dt>From:</dt><dd>Department for Tides</dd><dt>Published</dt>"
        "<dd>12 January 2021</dd></dl>\n\nThe text of the article is long enough to be "
        "told from the lines above it by anyone.";
    struct fixture f;
    load(&f, READ, STRUCTURE, "");
    run_well(&f, stet_cstr(text));
    ck_contains(found_in(f.a),
                "publisher: Department for Tides\npublished: 2021-01-12\n");
    unload(&f);
}
END_TEST

/* ---- real articles, where they are at hand -------------------------------------- */

#define SHARED SRCDIR "/../shared"

static char *load_shared(const char *folder, const char *name, size_t *ret_size)
{
    char path[2048];
    snprintf(path, sizeof path, "../../shared/%s/%s", folder, name);
    return load_file(path, ret_size);
}

START_TEST(syndicated_article_is_found_whole)
{
    static const char expected[] =
        "headline: Port of Ardmouth Will Not Join the Northern Cable Scheme, Minister "
        "Confirms\n"
        "standfirst: For three years planners have argued over whether the port should "
        "be "
        "the landing point of the northern power cable. Money was promised and maps "
        "were "
        "drawn. It is now plain that the ministry never meant to build it there.\n"
        "byline: Maren Oyelaran\n"
        "authors: Maren Oyelaran\n"
        "publisher: Harbour Dispatch\n"
        "published: 2025-03-14\n"
        "subjects: region=Europe | region=North Sea | theme=Energy | theme=Coastal "
        "Trade\n"
        "series: CABLE CORRIDOR\n"
        "zones: HHHHHHHHHHhHBBBBBBBBBtTTTTTTTTT\n";
    struct fixture f;
    size_t size;
    if (access(SHARED "/articles/syndicated.md", R_OK) != 0) {
        fprintf(stderr, "skipped: no %s\n", SHARED);
        return;
    }
    char *text = load_shared("articles", "syndicated.md", &size);
    load(&f, READ, STRUCTURE, "{ use: write.markdown, to: '-' }");
    run_well(&f, stet_strn(text, size));
    ck_text(found_in(f.a), expected);
    ck_text(output(&f, 0), text);
    free(text);
    unload(&f);
}
END_TEST

static int keeps_body(stet_article *a)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    while (n && stet_zone_of(a, n) == STET_ZONE_BODY)
        n = stet_next(a, n);
    return !n;
}

/* Of 148 clean articles 125 were whole; the others end with a note about the author, a
 * disclaimer, or where they were first published. */
START_TEST(clean_articles_keep_their_bodies)
{
    struct fixture f;
    size_t size, count = 0, whole = 0;
    DIR *folder = opendir(SHARED "/corpus/digitalgov");
    if (!folder) {
        fprintf(stderr, "skipped: no %s\n", SHARED);
        return;
    }
    load(&f, READ, STRUCTURE, "{ use: write.markdown, to: '-' }");
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (!strstr(entry->d_name, ".md"))
            continue;
        char *text = load_shared("corpus/digitalgov", entry->d_name, &size);
        run_well(&f, stet_strn(text, size));
        ck_text(output(&f, 0), text);
        whole += keeps_body(f.a) != 0;
        count++;
        free(text);
    }
    closedir(folder);
    ck_assert_uint_ge(whole * 100, count * 80);
    unload(&f);
}
END_TEST

/* ---- separators
 * --------------------------------------------------------------------------- */

static const struct {
    const char *text;
    int separator;
} marks[] = {{"\\*\\*\\*", 1},
             {"\\*", 1},
             {"\\* \\* \\*", 1},
             {"\\#", 1},
             {"-30-", 1},
             {"\\# \\# \\#", 1},
             {"\xe2\x81\x82", 1},
             {"ENDS", 1},
             {"(Ende)", 1},
             {"###", 1},
             {"\xe2\x80\xa2 \xe2\x80\xa2 \xe2\x80\xa2", 1},
             {"-", 0},
             {"Ende", 0},
             {"30", 0},
             {"?", 0},
             {"...", 0},
             {"x", 0},
             {"[\\*](#)", 0}};

START_TEST(marks_between_parts_become_separators)
{
    struct fixture f;
    char text[256];
    load(&f, READ, STRUCTURE, "{ use: write.markdown, to: '-' }");
    snprintf(text, sizeof text, "Some words to begin with.\n\n%s\n\nAnd some to end.\n",
             marks[_i].text);
    run_well(&f, stet_cstr(text));
    stet_node n = stet_next(f.a, stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK)));
    ck_assert_int_eq(stet_kind_of(f.a, n) == STET_SEPARATOR, marks[_i].separator);
    ck_text(output(&f, 0), text);
    if (marks[_i].separator)
        ck_assert_uint_gt(stet_attr_str(f.a, n, STET_ATTR_MARKER).n, 0);
    unload(&f);
}
END_TEST

/* ---- options and rules
 * ------------------------------------------------------------------------ */

#define ARTICLE                                                                        \
    "# T\n\nBy Jane Roe\n\nRegion: [Sea](#)\n\n*All of this is set off from the "      \
    "text.*\n\n"                                                                       \
    "The text of the article is long enough to be told from the lines above it.\n\n"   \
    "\\*\n\nFollow us on Mastodon.\n"

static const struct {
    const char *option, *gone;
} switches[] = {{"headline", "headline:"}, {"byline", "byline:"},
                {"taxonomy", "subjects:"}, {"standfirst", "standfirst:"},
                {"separators", "t"},       {"zones", "H"}};

START_TEST(each_part_can_be_switched_off)
{
    struct fixture f;
    char step[128];
    load(&f, READ, STRUCTURE, "");
    run_well(&f, S(ARTICLE));
    ck_contains(found_in(f.a), switches[_i].gone);
    unload(&f);
    snprintf(step, sizeof step, "{ use: article.structure, with: { %s: false } }",
             switches[_i].option);
    load(&f, READ, step, "");
    run_well(&f, S(ARTICLE));
    stet_str found = found_in(f.a);
    if (switches[_i].gone[1])
        ck_lacks(found, switches[_i].gone);
    else
        ck_assert_ptr_null(memchr(strstr(found.p, "zones:") + 6, *switches[_i].gone,
                                  strlen(strstr(found.p, "zones:") + 6)));
    unload(&f);
}
END_TEST

START_TEST(rules_of_the_house_replace_those_that_come_with_it)
{
    struct fixture f;
    load(
        &f, READ,
        "{ use: article.structure, with: { rules: cases/structure/house-rules.yaml } }",
        "");
    run_well(&f, S("# T\n\nScribbled by Jane Roe\n\nWords.\n"));
    ck_contains(found_in(f.a), "authors: Jane Roe\n");
    run_well(&f, S("# T\n\nBy Jane Roe\n\nWords.\n"));
    ck_lacks(found_in(f.a), "authors:");
    unload(&f);
}
END_TEST

START_TEST(rules_that_are_wrong_are_reported_with_their_place)
{
    stet_context *ctx;
    stet_pipeline *pipeline = NULL;
    stet_problems *problems;
    stet_error err = {.code = STET_OK};
    stet_problem_info info = {.size = sizeof info};
    stet_load_options options = {.size = sizeof options, .base = SRCDIR "/tests"};
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
    ck_assert_int_eq(stet_context_add_plugin(ctx, &stet_plugin_v1_structure, &err),
                     STET_OK);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    ck_assert_int_ne(
        stet_pipeline_load_memory(
            ctx,
            S("stet: 1\npipelines:\n  main:\n    steps:\n      - use: "
              "article.structure\n"
              "        with: { rules: cases/structure/wrong-rules.yaml }\n"),
            "test.yaml", &options, &pipeline, problems, &err),
        STET_OK);
    ck_assert_uint_ge(stet_problems_count(problems), 1);
    ck_assert(stet_problems_get(problems, 0, &info));
    ck_assert_uint_eq(info.line, 4);
    ck_assert_ptr_nonnull(strstr(info.message, "no such part of furniture"));
    stet_problems_free(problems);
    stet_context_free(ctx);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("structure");
    TCase *t = tcase_create("structure");
    tcase_add_loop_test(t, case_is_found_as_expected, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, syndicated_article_is_found_whole);
    tcase_add_test(t, clean_articles_keep_their_bodies);
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, tail_says_who_wrote, 0, sizeof tails / sizeof *tails);
    tcase_add_test(t, definitions_are_read_as_labels);
    tcase_add_loop_test(t, line_says_what_it_says, 0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(t, marks_between_parts_become_separators, 0,
                        sizeof marks / sizeof *marks);
    tcase_add_loop_test(t, each_part_can_be_switched_off, 0,
                        sizeof switches / sizeof *switches);
    tcase_add_test(t, rules_of_the_house_replace_those_that_come_with_it);
    tcase_add_test(t, rules_that_are_wrong_are_reported_with_their_place);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
