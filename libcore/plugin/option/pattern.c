/* SPDX-License-Identifier: MIT */
/*
 * The small patterns of text options: literals, [classes], \-escapes, + * ? behind one
 * of them. All positions are followed at once, so that time is linear in the text.
 */
#include "plugin/option/inner.h"

enum { ATOMS_MAX = 63 };

struct atom {
    const char *from,
        *to; /* what it matches: one character, or the inside of a class */
    int class, negated;
    char quantifier; /* 0 + * ? */
};

/* One character of valid UTF-8; the pattern and the text are valid. */
static uint32_t take(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    uint32_t c = s[0];
    int more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
    if (more)
        c &= 0x3fu >> more;
    for (int i = 1; i <= more; i++)
        c = c << 6 | (s[i] & 0x3fu);
    *p += more + 1;
    return c;
}

/* A character of a class or a literal, behind a backslash too. */
static uint32_t take_escaped(const char **p)
{
    if (**p == '\\')
        (*p)++;
    return take(p);
}

/* Read one atom without its quantifier; 0: malformed. */
static int read_atom(const char **p, struct atom *atom)
{
    memset(atom, 0, sizeof *atom);
    atom->from = *p;
    if (**p == '[') {
        (*p)++;
        atom->class = 1;
        if (**p == '^') {
            atom->negated = 1;
            (*p)++;
        }
        atom->from = *p;
        while (**p && **p != ']') {
            if (**p == '\\' && (*p)[1] == '\0')
                return 0;
            take_escaped(p);
        }
        atom->to = *p;
        return *(*p)++ == ']' && atom->to > atom->from;
    }
    if (strchr("+*?](){}|^$", **p) || (**p == '\\' && (*p)[1] == '\0'))
        return 0;
    take_escaped(p);
    atom->to = *p;
    return 1;
}

/* The number of atoms, or -1. */
static int read_pattern(const char *p, struct atom atoms[ATOMS_MAX])
{
    int n = 0;
    while (*p) {
        if (n == ATOMS_MAX || !read_atom(&p, &atoms[n]))
            return -1;
        if (*p == '+' || *p == '*' || *p == '?')
            atoms[n].quantifier = *p++;
        n++;
    }
    return n;
}

static int in_class(const struct atom *atom, uint32_t c)
{
    for (const char *p = atom->from; p < atom->to;) {
        uint32_t low = take_escaped(&p), high = low;
        if (p + 1 < atom->to && *p == '-') {
            p++;
            high = take_escaped(&p);
        }
        if (c >= low && c <= high)
            return !atom->negated;
    }
    return atom->negated;
}

static int atom_matches(const struct atom *atom, uint32_t c)
{
    if (atom->class)
        return in_class(atom, c);
    const char *p = atom->from;
    return take_escaped(&p) == c;
}

/* Positions that are reached without a character: over * and ?. */
static uint64_t close_over(const struct atom *atoms, int n, uint64_t at)
{
    for (int i = 0; i < n; i++)
        if ((at >> i & 1) && (atoms[i].quantifier == '*' || atoms[i].quantifier == '?'))
            at |= (uint64_t)1 << (i + 1);
    return at;
}

int stet__pattern_matches(const char *pattern, stet_str text)
{
    struct atom atoms[ATOMS_MAX];
    int n = read_pattern(pattern, atoms);
    if (n < 0)
        return 0;
    uint64_t at = close_over(atoms, n, 1);
    for (const char *p = text.p, *end = text.p + text.n; p < end && at;) {
        uint32_t c = take(&p);
        uint64_t next = 0;
        for (int i = 0; i < n; i++) {
            if (!(at >> i & 1) || !atom_matches(&atoms[i], c))
                continue;
            next |= (uint64_t)1 << (i + 1);
            if (atoms[i].quantifier == '*' || atoms[i].quantifier == '+')
                next |= (uint64_t)1 << i;
        }
        at = close_over(atoms, n, next);
    }
    return (int)(at >> n & 1);
}

int stet__pattern_valid(const char *pattern)
{
    struct atom atoms[ATOMS_MAX];
    return read_pattern(pattern, atoms) > 0;
}
