/* SPDX-License-Identifier: MIT */
/* Which notices belong together, for a reader's eye. */
#include "section.h"

const char *section_group(stet_kind notice)
{
    static const struct {
        uint16_t first, last;
        const char *group;
    } groups[] = {
        {STET_DISCLAIMER_OPINION, STET_DISCLAIMER_UNEDITED_FEED, "disclaimer"},
        {STET_DISCLOSURE_CONFLICT, STET_DISCLOSURE_AI, "disclosure"},
        {STET_NOTICE_COPYRIGHT, STET_LICENSED_EDITION, "rights"},
        {STET_CORRECTION, STET_NOTE_TO_READERS, "correction"},
        {STET_CONTRIBUTING, STET_NOTICE_SERIES, "people"},
        {STET_NEWSLETTER, STET_SERIES_NAV, "call"},
        {STET_MARKET_DATA, STET_GRAPHIC, "warning"},
        {STET_CONTACT_MEDIA, STET_CONTACT_TIPS, "people"},
        {STET_TRACKING, STET_NOTICE_EMBARGO, "warning"},
        {STET_SHARE_LINKS, STET_SHARE_LINKS, "call"},
        {STET_REPUBLISHED_FROM, STET_REPUBLISHED_FROM, "rights"},
    };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (notice >= groups[i].first && notice <= groups[i].last)
            return groups[i].group;
    return "other";
}
