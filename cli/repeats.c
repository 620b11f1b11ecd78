/* SPDX-License-Identifier: MIT */
/* The same warning of a step, article after article. */
#include "repeats.h"

#include <stdio.h>
#include <string.h>

#include "terminal.h"

static int is_same(const struct repeat *r, stet_str step, stet_str message)
{
    return r->step_size == step.n && r->size == step.n + message.n &&
           memcmp(r->text, step.p, step.n) == 0 &&
           memcmp(r->text + step.n, message.p, message.n) == 0;
}

int repeats_is_news(struct repeats *repeats, stet_str step, stet_str message)
{
    if (!step.n || !message.n || message.n > REPEATS_TEXT ||
        step.n > REPEATS_TEXT - message.n)
        return 1;
    for (size_t i = 0; i < repeats->count; i++)
        if (is_same(&repeats->kept[i], step, message))
            return ++repeats->kept[i].count <= REPEATS_SHOWN;
    if (repeats->count < REPEATS_KEPT) {
        struct repeat *r = &repeats->kept[repeats->count++];
        *r = (struct repeat){
            .count = 1, .step_size = step.n, .size = step.n + message.n};
        memcpy(r->text, step.p, step.n);
        memcpy(r->text + step.n, message.p, message.n);
    }
    return 1;
}

void repeats_print(const struct repeats *repeats)
{
    for (size_t i = 0; i < repeats->count; i++) {
        const struct repeat *r = &repeats->kept[i];
        if (r->count <= REPEATS_SHOWN)
            continue;
        fprintf(stderr,
                "stet: %llu more: ", (unsigned long long)(r->count - REPEATS_SHOWN));
        terminal_put(stderr, stet_strn(r->text + r->step_size, r->size - r->step_size));
        fputs(" [", stderr);
        terminal_put(stderr, stet_strn(r->text, r->step_size));
        fputs("] (--verbose shows each)\n", stderr);
    }
}
