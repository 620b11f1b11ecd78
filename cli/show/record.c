/* SPDX-License-Identifier: MIT */
/* Writes results as JSON. */
#include "record.h"

static const char *pick(const char *const *names, int count, int i)
{
    return i >= 0 && i < count ? names[i] : "unknown";
}

const char *record_status(int status)
{
    static const char *const names[] = {"ok", "failed", "quarantined", "unchanged",
                                        "stopped"};
    return pick(names, 5, status);
}

stet_str record_range(stet_article *article, stet_node range)
{
    stet_str text =
        stet_content(article, stet_attr_node(article, range, STET_ATTR_BLOCK));
    size_t from = (size_t)stet_attr_int(article, range, STET_ATTR_FROM, 0);
    size_t to = (size_t)stet_attr_int(article, range, STET_ATTR_TO, (int64_t)text.n);
    if (to > text.n)
        to = text.n;
    return from < to ? stet_strn(text.p + from, to - from) : stet_cstr("");
}

const char *record_verdict(int verdict)
{
    static const char *const names[] = {"allow", "label", "review", "reject"};
    return pick(names, 4, verdict);
}

const char *record_effect(int effect)
{
    static const char *const names[] = {"observe", "label", "review", "reject"};
    return pick(names, 4, effect);
}

const char *record_severity(int severity)
{
    static const char *const names[] = {"info", "low", "medium", "high", "critical"};
    return pick(names, 5, severity);
}

static void put_member(stet_out *out, const char *name, stet_str value, int first)
{
    stet_puts(out, first ? "\"" : ",\"");
    stet_puts(out, name);
    stet_puts(out, "\":");
    stet_kit_table()->put_json_str(out, value);
}

static void put_if(stet_out *out, const char *name, stet_str value)
{
    if (value.n)
        put_member(out, name, value, 0);
}

static void put_finding(stet_out *out, const stet_finding_info *f)
{
    stet_putc(out, '{');
    put_member(out, "rule", f->rule, 1);
    put_member(out, "step", f->step, 0);
    put_member(out, "severity", stet_cstr(record_severity(f->severity)), 0);
    put_member(out, "effect", stet_cstr(record_effect(f->effect)), 0);
    put_member(out, "message", f->message, 0);
    put_if(out, "category", f->category);
    put_if(out, "status", f->status);
    put_if(out, "evidence", f->evidence);
    put_if(out, "suggestion", f->suggestion);
    put_if(out, "policy", f->policy);
    if (f->place.line) {
        stet_puts(out, ",\"line\":");
        stet_put_int(out, f->place.line);
        stet_puts(out, ",\"column\":");
        stet_put_int(out, f->place.column);
    }
    if (f->source.len) {
        stet_puts(out, ",\"offset\":");
        stet_put_int(out, f->source.off);
        stet_puts(out, ",\"length\":");
        stet_put_int(out, f->source.len);
    }
    stet_putc(out, '}');
}

void record_result(stet_out *out, stet_str input, const stet_result *r)
{
    stet_finding_info f = {.size = sizeof f};
    stet_output_info o = {.size = sizeof o};
    stet_putc(out, '{');
    put_member(out, "input", input, 1);
    put_member(out, "id", stet_result_id(r), 0);
    put_member(out, "status", stet_cstr(record_status(stet_result_status(r))), 0);
    put_member(out, "verdict", stet_cstr(record_verdict(stet_result_verdict(r))), 0);
    put_if(out, "reason", stet_result_reason(r));
    put_if(out, "explanation", stet_result_explanation(r));
    stet_puts(out, ",\"findings\":[");
    for (size_t i = 0; stet_result_finding(r, i, &f); i++) {
        if (i)
            stet_putc(out, ',');
        put_finding(out, &f);
    }
    stet_puts(out, "],\"outputs\":[");
    for (size_t i = 0; stet_result_output(r, i, &o); i++) {
        stet_puts(out, i ? ",{" : "{");
        put_member(out, "step", o.step, 1);
        put_member(out, "name", o.name, 0);
        stet_puts(out, ",\"bytes\":");
        stet_put_int(out, (int64_t)o.bytes.n);
        stet_putc(out, '}');
    }
    stet_puts(out, "]}");
}
