/* SPDX-License-Identifier: MIT */
/*
 * attribution/kit/kit.h - the block that a publisher offers for copying: its conditions in
 * words, and once more for machines in the address of the original that has to be kept.
 *
 * write.c makes that address and read.c reads it; wording.c has the words of a language; step.c
 * is the step republish.kit.
 *
 * The part for machines is the fragment of a link, which HTML, Markdown and every editor carry
 * and no server sees: `https://host/a#republish:v=1&licence=...&grant=republish&do=link&to=article`.
 * Members come in the order of a policy file: of the policy, of a grant behind `grant`, of a
 * duty behind `do`. Values are percent-encoded.
 */
#ifndef STET_ATTRIBUTION_KIT_H
#define STET_ATTRIBUTION_KIT_H

#include "../policy/policy.h"

/* Append the fragment, with its `#`. */
void stet__kit_write(stet_out *out, const stet_kit *kit, const struct policy *p);
/* Is there such a part in the address? A quick look. */
int stet__kit_is_in(stet_str url);
/* The policy of the address; NULL: it has none, is damaged, or names another host than its own. */
struct policy *stet__kit_read(const struct pool *pool, const struct licences *licences,
                              stet_str url);

/* ---- words ------------------------------------------------------------------------------ */
struct kit_wording {
    stet_str language, title, licensed, contact, credit;
    const stet_data *grants, *audience, *duties, *where, *to, *except, *unless;
};
enum { KIT_LANGUAGES = 5 };
struct kit_wordings {
    struct kit_wording items[KIT_LANGUAGES];
    size_t count;
};
/* Those that come with stet, behind the house's own file; "": none. */
stet_code stet__kit_wordings(stet_build *b, stet_str own, struct kit_wordings *ret);
/* That of the language, else the first. */
const struct kit_wording *stet__kit_wording(const struct kit_wordings *all, stet_str language);
/* Texts with all values in their places; "": there are no words for it. */
struct kit_values {
    const struct pool *pool;
    const struct policy *policy;
    const struct kit_wording *words;
};
stet_str stet__kit_duty(const struct kit_values *v, const struct duty *d);
stet_str stet__kit_grant(const struct kit_values *v, const struct grant *g);

extern const stet_step stet__republish_kit;

#endif
