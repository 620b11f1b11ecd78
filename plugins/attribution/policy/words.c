/* SPDX-License-Identifier: MIT */
/* The words of policy files, and which parameters each duty takes. */
#include "policy.h"

enum { ALWAYS = P_MEDIA | P_ON };

static const struct verb_row {
    const char *name;
    uint32_t takes, needs;
} verbs[ROWS + 1] = {
    [VERB_NONE] = {"", 0, 0},
    [CREDIT_AUTHOR] = {"credit-author", P_WHERE | P_MATCH | P_WITH | P_NAME | P_LINKED,
                       0},
    [CREDIT_SOURCE] = {"credit-source", P_WHERE | P_MATCH | P_NAME | P_LINKED | P_WITH,
                       0},
    [CREDIT_COPYRIGHT] = {"credit-copyright", P_WHERE | P_MATCH | P_NAME | P_LINKED, 0},
    [CREDIT_PARTNER] = {"credit-partner", P_WHERE | P_MATCH | P_NAME | P_LINKED, 0},
    [CREDIT_IMAGE] = {"credit-image", P_WHERE | P_MATCH | P_NAME | P_LINKED, 0},
    [STATEMENT] = {"statement", P_TEMPLATE | P_WHERE | P_LINKED | P_TO, P_TEMPLATE},
    [LINK] = {"link", P_TO | P_VISIBLE | P_FOLLOW | P_REL | P_WHERE, 0},
    [KEEP_LINKS] = {"keep-links", 0, 0},
    [KEEP_TAGLINE] = {"keep-tagline", P_WHERE, 0},
    [KEEP_BIO] = {"keep-bio", P_WHERE, 0},
    [KEEP_NOTICE] = {"keep-notice", P_KIND | P_WHERE, P_KIND},
    [KEEP_PIXEL] = {"keep-pixel", P_SRC, 0},
    [LOGO] = {"logo", P_SRC | P_WHERE | P_LINKED | P_NAME, 0},
    [NO_EDIT] = {"no-edit", P_EXCEPT, 0},
    [WHOLE_TEXT] = {"whole-text", P_EXCEPT, 0},
    [NO_DERIVATIVES] = {"no-derivatives", P_EXCEPT, 0},
    [SHARE_ALIKE] = {"share-alike", 0, 0},
    [NONCOMMERCIAL] = {"noncommercial", 0, 0},
    [NO_ADS_INSIDE] = {"no-ads-inside", 0, 0},
    [NO_PAYWALL] = {"no-paywall", 0, 0},
    [NO_SEPARATE_SALE] = {"no-separate-sale", 0, 0},
    [NOT_SYSTEMATIC] = {"not-systematic", 0, 0},
    [EXCLUDE_IMAGES] = {"exclude-images", P_UNLESS, 0},
    [NOTIFY] = {"notify", P_NAME | P_HANDLE, 0},
    [MENTION] = {"mention", P_HANDLE, P_HANDLE},
    [NOINDEX] = {"noindex", 0, 0},
    [CANONICAL_TO_ORIGINAL] = {"canonical-to-original", 0, 0},
    [DELAY] = {"delay", P_HOURS, P_HOURS},
    [TAKEDOWN_ON_REQUEST] = {"takedown-on-request", P_HOURS, 0},
    [GEOGRAPHIC] = {"geographic", P_TERRITORY, P_TERRITORY},
    [UNTIL] = {"until", P_DATE, P_DATE},
    [INDICATE_CHANGES] = {"indicate-changes", P_WHERE, 0},
    [ROW_AUDIENCE] = {"audience", 0, 0},
    [ROW_ACTION] = {"action", 0, 0},
    [ROW_MAX_WORDS] = {"max-words", 0, 0},
    [ROW_POLICY] = {"policy", 0, 0},
    [ROW_INTO] = {"into", 0, 0},
};

static const char *const action_names[] = {
    "",      "republish", "excerpt", "translate", "adapt",      "syndicate",
    "print", "index",     "train",   "data-mine", "commercial", NULL};

#define WORDS(name, ...)                                                               \
    const stet_enum stet__policy_##name[] = {__VA_ARGS__, {NULL, 0, NULL}}
WORDS(where, {"any", WHERE_ANY, NULL}, {"byline", WHERE_BYLINE, NULL},
      {"top", WHERE_TOP, NULL}, {"end", WHERE_END, NULL},
      {"article", WHERE_ARTICLE, NULL}, {"page", WHERE_PAGE, NULL});
WORDS(match, {"full", MATCH_FULL, NULL}, {"holder", MATCH_HOLDER, NULL});
WORDS(to, {"home", TO_HOME, NULL}, {"article", TO_ARTICLE, NULL},
      {"original-article", TO_ARTICLE, NULL}, {"original", TO_ARTICLE, NULL},
      {"either", TO_EITHER, NULL}, {"licence", TO_LICENCE, NULL},
      {"license", TO_LICENCE, NULL});
WORDS(with, {"affiliation", WITH_AFFILIATION, NULL},
      {"publisher", WITH_PUBLISHER, NULL});
WORDS(except, {"headline", EXCEPT_HEADLINE, NULL}, {"style", EXCEPT_STYLE, NULL},
      {"time-place", EXCEPT_TIME_PLACE, NULL},
      {"shorten-with-approval", EXCEPT_SHORTEN, NULL});
WORDS(unless, {"own", UNLESS_OWN, NULL}, {"marked", UNLESS_MARKED, NULL});
WORDS(media, {"web", MEDIA_WEB, NULL}, {"print", MEDIA_PRINT, NULL},
      {"newsletter", MEDIA_NEWSLETTER, NULL});
WORDS(on, {"social", ON_SOCIAL, NULL});
WORDS(sites, {"community", SITE_COMMUNITY, NULL}, {"news", SITE_NEWS, NULL},
      {"business", SITE_BUSINESS, NULL}, {"education", SITE_EDUCATION, NULL});
WORDS(verdicts, {"ask", OTHERWISE_ASK, NULL}, {"refuse", OTHERWISE_REFUSE, NULL},
      {"deny", OTHERWISE_REFUSE, NULL}, {"prohibit", OTHERWISE_REFUSE, NULL});
WORDS(scopes, {"article", SCOPE_ARTICLE, NULL}, {"image", SCOPE_IMAGE, NULL},
      {"media", SCOPE_MEDIA, NULL}, {"site", SCOPE_SITE, NULL});
WORDS(states, {"custom", STATE_CUSTOM, NULL}, {"licence", STATE_LICENCE, NULL},
      {"all-rights-reserved", STATE_RESERVED, NULL}, {"unknown", STATE_UNKNOWN, NULL});
#undef WORDS

const stet_enum stet__policy_verb_values[] = {
    {"credit-author", CREDIT_AUTHOR, NULL},
    {"credit-source", CREDIT_SOURCE, NULL},
    {"credit-copyright", CREDIT_COPYRIGHT, NULL},
    {"credit-partner", CREDIT_PARTNER, NULL},
    {"credit-image", CREDIT_IMAGE, NULL},
    {"statement", STATEMENT, NULL},
    {"link", LINK, NULL},
    {"keep-links", KEEP_LINKS, NULL},
    {"keep-tagline", KEEP_TAGLINE, NULL},
    {"keep-bio", KEEP_BIO, NULL},
    {"keep-notice", KEEP_NOTICE, NULL},
    {"keep-pixel", KEEP_PIXEL, NULL},
    {"logo", LOGO, NULL},
    {"no-edit", NO_EDIT, NULL},
    {"whole-text", WHOLE_TEXT, NULL},
    {"no-derivatives", NO_DERIVATIVES, NULL},
    {"share-alike", SHARE_ALIKE, NULL},
    {"noncommercial", NONCOMMERCIAL, NULL},
    {"no-ads-inside", NO_ADS_INSIDE, NULL},
    {"no-paywall", NO_PAYWALL, NULL},
    {"no-separate-sale", NO_SEPARATE_SALE, NULL},
    {"not-systematic", NOT_SYSTEMATIC, NULL},
    {"exclude-images", EXCLUDE_IMAGES, NULL},
    {"notify", NOTIFY, NULL},
    {"mention", MENTION, NULL},
    {"noindex", NOINDEX, NULL},
    {"canonical-to-original", CANONICAL_TO_ORIGINAL, NULL},
    {"delay", DELAY, NULL},
    {"takedown-on-request", TAKEDOWN_ON_REQUEST, NULL},
    {"geographic", GEOGRAPHIC, NULL},
    {"until", UNTIL, NULL},
    {"indicate-changes", INDICATE_CHANGES, NULL},
    {NULL, 0, NULL}};
const stet_enum stet__policy_action_values[] = {{"republish", REPUBLISH, NULL},
                                                {"excerpt", EXCERPT, NULL},
                                                {"translate", TRANSLATE, NULL},
                                                {"adapt", ADAPT, NULL},
                                                {"syndicate", SYNDICATE, NULL},
                                                {"print", PRINT, NULL},
                                                {"index", INDEX, NULL},
                                                {"train", TRAIN, NULL},
                                                {"data-mine", DATA_MINE, NULL},
                                                {"commercial", COMMERCIAL, NULL},
                                                {NULL, 0, NULL}};

const char *stet__policy_word(const stet_enum *words, int32_t value)
{
    while (words->name && words->value != value)
        words++;
    return words->name ? words->name : "";
}

const char *stet__policy_verb(int32_t verb)
{
    return verb >= 0 && verb < ROWS ? verbs[verb].name : "";
}

int32_t stet__policy_find_verb(stet_str name)
{
    for (int32_t v = 1; v < VERBS; v++)
        if (stet_str_is(name, verbs[v].name))
            return v;
    return VERB_NONE;
}

const char *stet__policy_action(int32_t action)
{
    return action >= 0 && action < ACTIONS ? action_names[action] : "";
}

int32_t stet__policy_find_action(stet_str name)
{
    for (int32_t a = 1; a < ACTIONS; a++)
        if (stet_str_is(name, action_names[a]))
            return a;
    return ACTION_NONE;
}

uint32_t stet__policy_takes(int32_t verb)
{
    return verbs[verb].takes | ALWAYS;
}

uint32_t stet__policy_needs(int32_t verb)
{
    return verbs[verb].needs;
}
