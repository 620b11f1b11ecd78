/* SPDX-License-Identifier: MIT */
/* Whether a work under one licence may go into one under another, and what is owed. */
#include "policy.h"

static int same_family(const struct licence *a, const struct licence *b)
{
    return stet_str_eq(a->family, b->family);
}

/* Version numbers compare as text; none is as good as any. */
static int is_later(stet_str v, stet_str than)
{
    return v.n && than.n && memcmp(v.p, than.p, v.n < than.n ? v.n : than.n) >= 0;
}

static uint32_t owed_under(const struct licence *from)
{
    uint32_t owed = 0;
    if (from->requires & REQUIRES_ATTRIBUTION)
        owed |= 1u << CREDIT_AUTHOR;
    if (from->requires & REQUIRES_SOURCE)
        owed |= 1u << CREDIT_SOURCE;
    if (from->requires & REQUIRES_NOTICE)
        owed |= 1u << KEEP_NOTICE;
    if (from->requires & (REQUIRES_LINK | REQUIRES_LICENCE))
        owed |= 1u << LINK;
    if (from->noncommercial)
        owed |= 1u << NONCOMMERCIAL;
    if (!(from->permits & PERMITS_DERIVATIVES))
        owed |= 1u << NO_DERIVATIVES;
    if (from->requires & REQUIRES_SHARE_ALIKE)
        owed |= 1u << SHARE_ALIKE;
    return owed;
}

struct joined stet__licence_join(const struct licence *from, const struct licence *into)
{
    struct joined j = {.allowed = 1, .owed = owed_under(from)};
    j.changes = (from->requires & REQUIRES_CHANGES) != 0;
    if (from->status == LICENCE_UNKNOWN)
        return (struct joined){-1, "what the source allows is not known", 0, 0};
    if (from->status == LICENCE_RESERVED)
        return (struct joined){0, "the source reserves all rights: ask its holder", 0,
                               0};
    if (from->status == LICENCE_PUBLIC) {
        j.why = "the source is free of conditions";
        return j;
    }
    if (into->status == LICENCE_UNKNOWN)
        return (struct joined){-1, "what the output allows is not known", j.owed,
                               j.changes};
    if (!(from->permits & PERMITS_DERIVATIVES)) {
        j.allowed = 0;
        j.why = "the source allows no adaptation; it can only be shown unchanged, "
                "under its "
                "own licence";
        if (same_family(from, into) && stet_str_eq(from->version, into->version)) {
            j.allowed = 1;
            j.why = "unchanged, under its own licence";
        }
    } else if (from->requires & REQUIRES_SHARE_ALIKE) {
        int same = same_family(from, into);
        j.allowed = same && (stet_str_eq(from->version, into->version) ||
                             is_later(into->version, from->version));
        if (same && stet_str_is(from->version, "1.0") &&
            !stet_str_is(into->version, "1.0"))
            j.allowed = 0;
        j.why = j.allowed
                    ? "share-alike: the same licence, in this or a later version"
                    : "share-alike: an adaptation goes out under the same licence, in "
                      "this or a later version";
    } else if (from->noncommercial && into->status != LICENCE_RESERVED &&
               !into->noncommercial) {
        j.allowed = 0;
        j.why = "the source allows no commercial use, the output would";
    } else if (into->status == LICENCE_PUBLIC) {
        j.allowed = 0;
        j.why = "the output would waive the credit that the source asks for";
    } else {
        j.why = "with the credit that the source asks for";
    }
    return j;
}
