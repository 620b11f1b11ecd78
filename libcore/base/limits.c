/* SPDX-License-Identifier: MIT */
/* The table of limits: defaults, setting and reading by name. */
#include "base/limits.h"

#include "base/error.h"

struct limit_row {
    const char *name, *unit, *help;
    uint64_t fallback;
    size_t offset;
};

static const struct limit_row rows[] = {
#define X(member, name, unit, def, help)                                               \
    {name, unit, help, def, offsetof(struct limits, member)},
    STET_LIMITS(X)
#undef X
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

static uint64_t *value_of(struct limits *limits, const struct limit_row *row)
{
    return (uint64_t *)(void *)((char *)limits + row->offset);
}

void stet__limits_default(struct limits *limits)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        *value_of(limits, &rows[i]) = rows[i].fallback;
}

stet_code stet__limits_set(struct limits *limits, const char *name, uint64_t value,
                           stet_error *err)
{
    const char *names[ROW_COUNT + 1];
    for (size_t i = 0; i < ROW_COUNT; i++) {
        names[i] = rows[i].name;
        if (strcmp(rows[i].name, name) != 0)
            continue;
        if (value == 0 || value > UINT64_MAX / 4)
            return stet__error(err, STET_E_RANGE, "limit %s: %llu %s is out of range",
                               name, (unsigned long long)value, rows[i].unit);
        *value_of(limits, &rows[i]) = value;
        return STET_OK;
    }
    names[ROW_COUNT] = NULL;
    const char *near = stet__suggest(stet_cstr(name), names);
    stet__error(err, STET_E_NOTFOUND, "there is no limit '%s'", name);
    if (near)
        stet__error_hint(err, "did you mean '%s'?", near);
    else
        stet__error_hint(err, "`stet limits` names all");
    return STET_E_NOTFOUND;
}

int stet__limits_get(const struct limits *limits, size_t i, stet_limit *ret_limit)
{
    if (i >= ROW_COUNT)
        return 0;
    *ret_limit =
        (stet_limit){.size = sizeof *ret_limit,
                     .name = rows[i].name,
                     .unit = rows[i].unit,
                     .help = rows[i].help,
                     .value = *value_of((struct limits *)(uintptr_t)limits, &rows[i]),
                     .fallback = rows[i].fallback};
    return 1;
}

const char *stet__limits_say(const struct limits *limits, const char *name,
                             char text[LIMIT_TEXT])
{
    stet_limit limit = {.size = sizeof limit};
    size_t i = 0;
    text[0] = '\0';
    while (stet__limits_get(limits, i++, &limit))
        if (strcmp(limit.name, name) == 0)
            snprintf(text, LIMIT_TEXT,
                     "limit %s (%llu %s), which --limit %s=NUMBER raises", name,
                     (unsigned long long)limit.value, limit.unit, name);
    return text;
}
