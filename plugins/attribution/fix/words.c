/* SPDX-License-Identifier: MIT */
/* The few words of a credit line in four languages. */
#include "fix.h"

static const struct fix_words languages[] = {
    {"en", "By ", " and ", "This article was originally published by ",
     "In partnership with ", "Licence: ", "The text has been edited.", "Image: "},
    {"de", "Von ", " und ", "Dieser Artikel erschien zuerst bei ",
     "In Zusammenarbeit mit ", "Lizenz: ", "Der Text wurde bearbeitet.", "Bild: "},
    {"fr", "Par ", " et ",
     "Cet article a \xc3\xa9t\xc3\xa9 publi\xc3\xa9 \xc3\xa0 "
     "l'origine par ",
     "En partenariat avec ",
     "Licence : ", "Le texte a \xc3\xa9t\xc3\xa9 modifi\xc3\xa9.", "Image : "},
    {"es", "Por ", " y ",
     "Este art\xc3\xad"
     "culo fue publicado originalmente por ",
     "En colaboraci\xc3\xb3n con ", "Licencia: ", "El texto ha sido modificado.",
     "Imagen: "}};

const struct fix_words *stet__fix_words(stet_str lang)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (lang.n >= 2 && memcmp(lang.p, languages[i].lang, 2) == 0)
            return &languages[i];
    return &languages[0];
}
