/* SPDX-License-Identifier: MIT */
/*
 * Articles that are set aside: their bytes as they came, and why, in JSON. An
 * unreadable article has no tree to write; so the core does this itself.
 */
#include "pipeline/many/many.h"

#include "base/error.h"
#include "base/text/kit.h"

enum { REASON_MAX = 8 << 20 };

/* The last component of the source's name, made safe. */
static void put_name(const struct many *m, struct slot *slot, stet_out *out)
{
    stet_str name = stet__buffer_str(&slot->name);
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '/') {
            name = stet_strn(name.p + i + 1, name.n - i - 1);
            break;
        }
    stet_put_str(out, m->plan->quarantine);
    stet_putc(out, '/');
    size_t before = out->len;
    stet__escape(out, STET_ESCAPE_FILENAME, name.p, name.n);
    if (out->len == before)
        stet_puts(out, "article");
}

static void put_member(stet_out *out, const char *name, stet_str value)
{
    stet_puts(out, name);
    stet__put_json_str(out, value);
}

static void put_finding(stet_out *out, const stet_finding_info *f)
{
    static const char *const effects[] = {"observe", "label", "review", "reject"};
    put_member(out, "{\"rule\":", f->rule);
    put_member(out, ",\"step\":", f->step);
    put_member(
        out, ",\"effect\":",
        stet_cstr(f->effect >= 0 && f->effect < 4 ? effects[f->effect] : "review"));
    stet__buffer_printf(out, ",\"line\":%u,\"column\":%u", f->place.line,
                        f->place.column);
    put_member(out, ",\"message\":", f->message);
    stet_putc(out, '}');
}

/* The step that failed last, or "". */
static stet_str failed_step(const stet_result *r)
{
    stet_step_info step = {.size = sizeof step};
    stet_str id = stet_cstr("");
    for (size_t i = 0; stet_result_step(r, i, &step); i++)
        if (step.code < 0)
            id = i ? step.id : step.use;
    return id;
}

static void put_reason(struct slot *slot, stet_out *out)
{
    const stet_result *r = &slot->job.result;
    stet_finding_info f = {.size = sizeof f};
    put_member(out, "{\"name\":", stet__buffer_str(&slot->name));
    put_member(out, ",\"id\":", stet_result_id(r));
    put_member(out, ",\"step\":", failed_step(r));
    put_member(out, ",\"why\":", r->reason);
    put_member(out, ",\"verdict\":", stet_cstr(stet__verdict_name(r->verdict)));
    stet_puts(out, ",\"findings\":[");
    for (size_t i = 0; stet_result_finding(r, i, &f); i++) {
        if (i)
            stet_putc(out, ',');
        put_finding(out, &f);
    }
    stet_puts(out, "]}\n");
}

static stet_code write_one(const struct many *m, stet_str name, stet_str bytes,
                           stet_pending *pending, stet_error *err)
{
    const stet_sink *sink = m->sink;
    stet_code code = sink->open(sink->self, name, &pending->handle, err);
    if (code != STET_OK)
        return code;
    code = sink->write(sink->self, pending->handle, bytes.p, bytes.n, err);
    if (code != STET_OK)
        sink->abort(sink->self, pending->handle);
    return code;
}

stet_code stet__quarantine(struct many *m, struct slot *slot, stet_error *err)
{
    stet_out name, reason;
    stet_pending pending[2];
    size_t n = 0;
    if (!m->sink)
        return STET_OK;
    stet__buffer_init(&name, 4096);
    stet__buffer_init(&reason, REASON_MAX);
    put_name(m, slot, &name);
    put_reason(slot, &reason);
    stet_str path = stet__buffer_str(&name), why = stet__buffer_str(&reason);
    stet_str bytes = stet__buffer_str(&slot->job.source);
    stet_code code = name.failed ? name.failed : reason.failed;
    for (int i = 0; i < 2 && code == STET_OK; i++) {
        if (i == 0 && bytes.n == 0)
            continue;
        if (i == 1) {
            stet_puts(&name, ".reason.json");
            path = stet__buffer_str(&name);
        }
        pending[n] = (stet_pending){.size = sizeof *pending,
                                    .id = stet__buffer_str(&slot->name),
                                    .step = stet_cstr("quarantine"),
                                    .suffix = 1};
        pending[n].name = stet__arena_copy(&slot->job.article.arena, path);
        code = pending[n].name.p
                   ? write_one(m, pending[n].name, i ? why : bytes, &pending[n], err)
                   : STET_E_NOMEM;
        n += code == STET_OK;
    }
    if (code == STET_OK)
        code = m->sink->commit(m->sink->self, pending, n, err);
    else
        while (n-- > 0)
            m->sink->abort(m->sink->self, pending[n].handle);
    stet__buffer_done(&name);
    stet__buffer_done(&reason);
    return code;
}
