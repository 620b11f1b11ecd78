/* SPDX-License-Identifier: MIT */
/*
 * signals - what an article tells machines: signals.set decides it, write.signals
 * writes what a server has to send.
 */
#include "signals.h"

stet_node stet__signals_part(stet_article *a, const char *key)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_EXTRA); s;
         s = stet_find(a, fields, s, STET_EXTRA))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            if (stet_str_is(stet_attr_str(a, p, STET_ATTR_KEY), key))
                return p;
    return 0;
}

stet_str stet__signals_value(stet_article *a, const char *key)
{
    stet_node part = stet__signals_part(a, key);
    stet_str value = stet_attr_str(a, part, STET_ATTR_VALUE);
    return value.n ? value : stet_text(a, part);
}

int stet__signals_reserved(stet_article *a)
{
    stet_str said = stet_field_text(a, STET_TDM);
    if (!said.n)
        return -1;
    return !stet_str_is(said, "allowed") && !stet_str_is(said, "0");
}

static const stet_step *const steps[] = {&stet__signals_set, &stet__signals_write,
                                         NULL};

STET_PLUGIN(signals, "0.1.0", 0,
            .summary = "Reservations and preferences for machines that read.",
            .license = "MIT", .steps = steps);
