/* SPDX-License-Identifier: MIT */
/* Merge keys: `<<: *base` and `<<: [ *one, *two ]` in a map. */
#include "base/data_yaml.h"

/* Take the merge entry out of the chain; the map's order is otherwise kept. */
static const stet_data *unlink_merge(stet_data *map, struct yaml_frame *frame)
{
    stet_data *before = NULL;
    for (const stet_data *d = map->first; d; d = d->next) {
        if (stet_str_is(d->key, "<<")) {
            if (before)
                before->next = d->next;
            else
                map->first = d->next;
            if (frame->last == d)
                frame->last = before;
            map->count--;
            return d;
        }
        before = (stet_data *)(uintptr_t)d;
    }
    return NULL;
}

static stet_code no_memory(struct yaml *y, const stet_data *map)
{
    return stet__yaml_say(y, map, STET_E_NOMEM, "not enough memory for this YAML text",
                          "");
}

/* Entries of `from` that the map does not have are copied behind its own. */
static stet_code copy_entries(struct yaml *y, struct yaml_frame *frame,
                              const stet_data *from)
{
    stet_data *map = frame->container;
    for (const stet_data *d = from->first; d; d = d->next) {
        const stet_data *first;
        stet_data *own = (stet_data *)(uintptr_t)d;
        stet_code code = stet__keys_add(&frame->keys, map, own, &first);
        if (code == STET_E_EXISTS)
            continue;
        if (++y->aliased > y->limits->alias_nodes)
            return stet__yaml_say(
                y, map, STET_E_LIMIT,
                "merging stands for more values than the limit alias-nodes allows", "");
        stet_data *copy =
            code == STET_OK ? stet__arena_alloc(y->arena, sizeof *copy) : NULL;
        if (!copy)
            return no_memory(y, map);
        *copy = *d;
        copy->next = NULL;
        if (frame->last)
            frame->last->next = copy;
        else
            map->first = copy;
        frame->last = copy;
        map->count++;
    }
    return STET_OK;
}

stet_code stet__yaml_merge(struct yaml *y, struct yaml_frame *frame)
{
    const stet_data *merge = unlink_merge(frame->container, frame);
    if (!merge)
        return STET_OK;
    if (merge->type == STET_DATA_MAP)
        return copy_entries(y, frame, merge);
    stet_code code = STET_OK;
    for (const stet_data *d = merge->first; d && code == STET_OK; d = d->next) {
        if (d->type == STET_DATA_MAP)
            code = copy_entries(y, frame, d);
        else
            stet__yaml_say(y, d, STET_E_SYNTAX, "'<<' merges maps only",
                           "write <<: *name");
    }
    if (merge->type != STET_DATA_LIST)
        stet__yaml_say(y, merge, STET_E_SYNTAX, "'<<' merges maps only",
                       "write <<: *name");
    return code;
}
