/* SPDX-License-Identifier: MIT */
/*
 * What becomes of each kind in HTML; write.html and the feeds declare the same.
 */
#include "body.h"

const stet_render stet__html_renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
    {0, STET_FAMILY_NOTICE, STET_RENDERS, NULL},
    {0, STET_FAMILY_FIELD, STET_RENDERS, NULL},
    {0, STET_FAMILY_PART, STET_RENDERS, NULL},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as code"},
    {STET_EXTRA, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};
