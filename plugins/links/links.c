/* SPDX-License-Identifier: MIT */
/*
 * links - addresses of an article: links.clean takes out what follows readers,
 * links.lint finds links that are dead, hide something or lead elsewhere than they say.
 */
#include "links.h"

static const stet_step *const steps[] = {&stet__links_clean, &stet__links_lint, NULL};

STET_PLUGIN(links, "0.1.0", 0, .summary = "Addresses of links, cleaned and checked.",
            .license = "MIT", .steps = steps);
