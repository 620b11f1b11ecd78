/* SPDX-License-Identifier: MIT */
/*
 * What a writer makes of each kind: its row, or that of its family. One place for the
 * rule, for losses at run time and for the matrix of formats.
 */
#include "plugin/context.h"

static void take_rows(const stet_render *rows, const stet_render **by_kind)
{
    for (const stet_render *r = rows; r->what; r++)
        if (r->kind && r->kind < STET_KIND_MAX)
            by_kind[r->kind] = r;
}

static void take_families(const struct vocabulary *v, const stet_render *rows,
                          const stet_render **by_kind)
{
    for (const stet_render *r = rows; r->what; r++)
        for (size_t kind = 0; !r->kind && kind < STET_KIND_MAX; kind++)
            if (!by_kind[kind] && v->kinds[kind].name &&
                v->kinds[kind].family == r->family)
                by_kind[kind] = r;
}

void stet__registry_renders(const struct vocabulary *v, const stet_writer *writer,
                            const stet_render **by_kind)
{
    memset(by_kind, 0, STET_KIND_MAX * sizeof *by_kind);
    if (!writer || !writer->renders)
        return;
    take_rows(writer->renders, by_kind);
    take_families(v, writer->renders, by_kind);
}

int stet_context_kind(const stet_context *ctx, stet_kind kind, stet_kind_info *ret_info)
{
    const struct kind_info *info =
        ctx && ret_info ? stet__vocabulary_kind_info(&ctx->vocabulary, kind) : NULL;
    if (!info)
        return 0;
    *ret_info = (stet_kind_info){.size = sizeof *ret_info,
                                 .family = info->family,
                                 .name = info->name,
                                 .help = info->help};
    return 1;
}

int stet_context_renders(const stet_context *ctx, const stet_step *step,
                         const stet_render **ret_by_kind)
{
    if (!ctx || !step || !step->writer || !ret_by_kind)
        return 0;
    stet__registry_renders(&ctx->vocabulary, step->writer, ret_by_kind);
    return step->writer->renders != NULL;
}
