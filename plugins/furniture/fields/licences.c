/* SPDX-License-Identifier: MIT */
/* Licences in the words of a notice, and in its links. */
#include "fields.h"

struct licence {
    int by, nc, nd, sa, zero, mark, any;
    stet_str version, port;
};

static int same(stet_str w, const char *lower)
{
    size_t i = 0;
    for (; i < w.n && lower[i]; i++)
        if ((w.p[i] | 32) != lower[i])
            return 0;
    return i == w.n && !lower[i];
}

static int starts(stet_str w, const char *lower)
{
    size_t n = strlen(lower);
    return w.n >= n && same(stet_strn(w.p, n), lower);
}

static void read_licence_word(struct licence *l, stet_str w)
{
    l->any |= same(w, "cc") || same(w, "creative") || starts(w, "creativecommons");
    l->by |= same(w, "by") || starts(w, "attribution") || starts(w, "namensnennung") ||
             starts(w, "atribuci") || starts(w, "reconocimiento");
    l->nc |= same(w, "nc") || starts(w, "noncommercial") || starts(w, "nocomercial") ||
             same(w, "commercial") || same(w, "commerciale") || same(w, "comercial") ||
             starts(w, "kommerziell");
    l->nd |= same(w, "nd") || starts(w, "noderiv") || starts(w, "sinderiv") ||
             same(w, "derivatives") || same(w, "derivs") || starts(w, "bearbeitung") ||
             same(w, "modification") || same(w, "derivadas") || starts(w, "derivat");
    l->sa |= same(w, "sa") || starts(w, "sharealike") || starts(w, "compartirigual") ||
             same(w, "alike") || starts(w, "weitergabe") || starts(w, "partage");
    l->zero |= same(w, "cc0");
    if (w.n == 1 && *w.p >= '1' && *w.p <= '4' && l->any && !l->version.n)
        l->version = w;
}

/* `3.0 DE`, `3.0 España`: the country whose law a version was adapted to. */
static stet_str port_behind(stet_str text, stet_str version)
{
    static const struct {
        const char *name, *port;
    } ports[] = {{"DE", "de"},
                 {"Deutschland", "de"},
                 {"Germany", "de"},
                 {"AT", "at"},
                 {"\xc3\x96sterreich", "at"},
                 {"CH", "ch"},
                 {"Schweiz", "ch"},
                 {"Suisse", "ch"},
                 {"ES", "es"},
                 {"Espa\xc3\xb1"
                  "a",
                  "es"},
                 {"Spain", "es"},
                 {"FR", "fr"},
                 {"France", "fr"},
                 {"IGO", "igo"},
                 {"UK", "uk"},
                 {"US", "us"},
                 {"Chile", "cl"},
                 {"CL", "cl"},
                 {"Argentina", "ar"},
                 {"AR", "ar"},
                 {"M\xc3\xa9xico", "mx"},
                 {"MX", "mx"},
                 {"IT", "it"},
                 {"NL", "nl"},
                 {"CA", "ca"},
                 {"AU", "au"},
                 {"Australia", "au"}};
    const char *p = version.p + version.n, *end = text.p + text.n;
    if (*version.p == '4' || version.n < 3 || p + 3 > end || *p != ' ')
        return stet_cstr("");
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++) {
        size_t n = strlen(ports[i].name);
        if ((size_t)(end - p) > n && !memcmp(p + 1, ports[i].name, n) &&
            (p + 1 + n == end || memchr(" .,;)]\n", p[1 + n], 7)))
            return stet_cstr(ports[i].port);
    }
    return stet_cstr("");
}

static void read_licence_words(const struct said *said, struct licence *l)
{
    const struct verdict *v = said->verdict;
    stet_str text = said->unit->text;
    for (size_t i = 0; i < v->word_count; i++) {
        const struct word *w = &v->words[i];
        if (w->from < said->from || w->to > said->to)
            continue;
        stet_str t = stet_strn(text.p + w->from, w->to - w->from);
        read_licence_word(l, t);
        if (l->version.n == 1 && l->version.p == t.p && w->to + 1 < text.n &&
            text.p[w->to] == '.')
            l->version = stet_strn(t.p, 3);
    }
    if (l->version.n == 3)
        l->port = port_behind(text, l->version);
    if (l->version.n == 1)
        l->version = stet_cstr("");
}

/* .../licenses/by-nc-nd/4.0/ in a link of the sentence. */
static int read_licence_link(const struct said *said, struct licence *l)
{
    for (size_t i = 0; i < said->unit->link_count; i++) {
        stet_str url = said->unit->links[i].url;
        const char *at = memmem(url.p, url.n, "creativecommons.org/", 20);
        if (!at || said->unit->links[i].to <= said->from ||
            said->unit->links[i].from >= said->to)
            continue;
        const char *end = url.p + url.n, *p = at + 20;
        struct licence read = {.any = 1, .version = l->version, .port = l->port};
        while (p < end) {
            const char *q = p;
            while (q < end && !memchr("/-", *q, 2))
                q++;
            stet_str w = stet_strn(p, (size_t)(q - p));
            read_licence_word(&read, w);
            read.zero |= same(w, "zero");
            if (w.n == 2 && read.version.n == 3 && *read.version.p < '4' &&
                p[-1] == '/' && read.version.p + 4 == p && *w.p >= 'a' && *w.p <= 'z')
                read.port = w; /* `/by-sa/3.0/de/` */
            if (w.n == 3 && w.p[1] == '.')
                read.version = w;
            p = q < end ? q + 1 : end;
        }
        if (read.by || read.zero) {
            *l = read;
            return 1;
        }
    }
    return 0;
}

/* Open licences of governments, as printed to their version. */
static int open_licence(const struct said *said, stet_str *ret_id)
{
    static const char *const names[] = {"Datenlizenz Deutschland", "Licence Ouverte",
                                        "Open Government Licence", "Licencia Abierta",
                                        "etalab"};
    stet_str t = stet__furniture_said_text(said);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *at = memmem(t.p, t.n, names[i], strlen(names[i]));
        size_t n = strlen(names[i]), room = at ? (size_t)(t.p + t.n - at) : 0;
        if (!at)
            continue;
        for (size_t k = n; k + 2 < room && k < n + 48 && !memchr(",;\n", at[k], 3); k++)
            if (at[k] >= '0' && at[k] <= '9' && at[k + 1] == '.' && at[k + 2] >= '0' &&
                at[k + 2] <= '9') {
                n = k + 3;
                break;
            }
        *ret_id = stet__furniture_trim(stet_strn(at, n));
        return 1;
    }
    return 0;
}

/* ` DE`. */
static void put_port(stet_out *out, stet_str port)
{
    for (size_t i = 0; i < port.n; i++) {
        if (!i)
            stet_puts(out, " ");
        stet_putc(out, (char)(port.p[i] - 32));
    }
}

int stet__furniture_licence(struct detector *d, const struct said *said,
                            stet_str *ret_id, stet_str *ret_url)
{
    struct licence l = {.version = stet_cstr(""), .port = stet_cstr("")}, linked = l;
    read_licence_words(said, &l);
    linked.version = l.version;
    linked.port = l.port;
    if (read_licence_link(said, &linked))
        l = linked;
    *ret_url = stet_cstr("");
    if (open_licence(said, ret_id))
        return 1;
    if (!l.any && !l.zero)
        return 0;
    stet_out id = stet_out_in_article(d->a, 40, 200),
             url = stet_out_in_article(d->a, 80, 300);
    if (l.zero) {
        *ret_id = stet_cstr("CC0 1.0");
        *ret_url = stet_cstr("https://creativecommons.org/publicdomain/zero/1.0/");
        return 1;
    }
    if (!l.by && !l.nc && !l.nd && !l.sa)
        return 0;
    stet_puts(&id, "CC BY");
    stet_puts(&url, "https://creativecommons.org/licenses/by");
    static const char *const parts[] = {"NC", "ND", "SA"}, *const small[] = {"nc", "nd",
                                                                             "sa"};
    const int has[] = {l.nc, l.nd, l.sa && !l.nd};
    for (int i = 0; i < 3; i++)
        if (has[i]) {
            stet_puts(&id, "-");
            stet_puts(&id, parts[i]);
            stet_puts(&url, "-");
            stet_puts(&url, small[i]);
        }
    if (l.version.n) {
        stet_puts(&id, " ");
        stet_put_str(&id, l.version);
        put_port(&id, l.port);
    }
    stet_puts(&url, "/");
    stet_put_str(&url, l.version.n ? l.version : stet_cstr("4.0"));
    stet_puts(&url, "/");
    if (l.version.n && l.port.n) {
        stet_put_str(&url, l.port);
        stet_puts(&url, "/");
    }
    *ret_id = stet_out_text(&id);
    *ret_url = l.version.n ? stet_out_text(&url) : stet_cstr("");
    return 1;
}
