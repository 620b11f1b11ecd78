/* SPDX-License-Identifier: MIT */
/*
 * links/links.h - what is known of hosts, and what the text of a link says about one.
 */
#ifndef STET_LINKS_LINKS_H
#define STET_LINKS_LINKS_H

#include "tracking.h"

extern const stet_step stet__links_clean, stet__links_lint;

/* ---- hosts ------------------------------------------------------------------ */
enum host_list { HOSTS_DEAD = 0, HOSTS_SHARE, HOSTS_SHORTENER, HOSTS_REDIRECTOR, HOSTS_RESOLVER, HOSTS_ABOUT,
                 HOST_LISTS };

struct host_row {
    stet_str host, path, name, use;
    int64_t since; /* 0: unknown */
    uint8_t gone;
};

struct host_book {
    struct host_row *rows[HOST_LISTS]; /* sorted by host */
    size_t counts[HOST_LISTS];
    stet_str *endings;
    size_t ending_count;
};

/* Read links/hosts.yaml, and `files` (paths) on top. */
stet_code stet__hosts_read(stet_build *b, const stet_list *files,
                           struct host_book *ret_book);
/* The row of a list that an address falls under, or NULL. */
const struct host_row *stet__hosts_find(const struct host_book *book, int list,
                                        stet_str host, stet_str url);

/* ---- names of hosts --------------------------------------------------------- */
/* Why a host does not read as what it is. */
enum host_trick {
    TRICK_NONE = 0,
    TRICK_HIDDEN,   /* signs that are not seen or turn the direction     */
    TRICK_MIXED,    /* letters of two scripts that look alike            */
    TRICK_LOOKALIKE /* all of another script, and all look like ASCII    */
};
enum { HOST_MAX = 256 };
struct host_look {
    int trick;
    char ascii[HOST_MAX]; /* how it reads to a person */
    size_t n;
    uint32_t codes[HOST_MAX]; /* the same n letters as they are */
};
/* Look at a host; labels that begin with xn-- are decoded. */
void stet__names_look(const stet_kit *kit, stet_str host, struct host_look *ret_look);

/* What a text names: a host, or the address of a letter. sure: with scheme, www. or path;
 * else one word that ends as hosts do. */
struct named {
    stet_str host, mailbox;
    int sure;
};
struct named stet__names_in_text(const struct host_book *book, const stet_kit *kit,
                                 stet_str text);
/* Do two hosts belong together: `www.a.co.uk` and `news.a.co.uk`, `xn--` and its letters? */
int stet__names_related(const stet_kit *kit, stet_str a, stet_str b);

#endif
