/* SPDX-License-Identifier: MIT */
/*
 * One call for foreign function interfaces: bytes in, JSON out.
 *
 * {status, id, verdict, reason, explanation, findings[], edits[] or null, outputs[]};
 * bytes of an output that are not UTF-8 come as base64.
 */
#include <stet/pipeline.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/text/kit.h"
#include "model/verdict.h"

enum { JSON_MAX = 1 << 30 };

static void put_member(stet_out *out, const char *name, stet_str value)
{
    stet_puts(out, name);
    stet__put_json_str(out, value);
}

/* 0.25, without the locale's comma. */
static void put_decimal(stet_out *out, double value)
{
    int64_t parts = (int64_t)(value * 10000 + 0.5);
    stet__buffer_printf(out, "%lld.%04d", (long long)(parts / 10000),
                        (int)(parts % 10000));
}

static void put_finding(stet_out *out, const stet_finding_info *f)
{
    static const char *const severities[] = {"info", "low", "medium", "high",
                                             "critical"};
    static const char *const effects[] = {"observe", "label", "review", "reject"};
    put_member(out, "{\"rule\":", f->rule);
    put_member(out, ",\"step\":", f->step);
    put_member(out, ",\"severity\":", stet_cstr(severities[f->severity % 5]));
    put_member(out, ",\"effect\":", stet_cstr(effects[f->effect % 4]));
    put_member(out, ",\"category\":", f->category);
    put_member(out, ",\"message\":", f->message);
    put_member(out, ",\"suggestion\":", f->suggestion);
    put_member(out, ",\"evidence\":", f->evidence);
    put_member(out, ",\"policy\":", f->policy);
    put_member(out, ",\"status\":", f->status);
    stet_puts(out, ",\"score\":");
    put_decimal(out, f->score);
    stet_puts(out, ",\"confidence\":");
    put_decimal(out, f->confidence);
    stet__buffer_printf(out, ",\"off\":%u,\"len\":%u,\"line\":%u,\"column\":%u}",
                        f->source.off, f->source.len, f->place.line, f->place.column);
}

static void put_findings(stet_out *out, const stet_result *r)
{
    stet_finding_info f = {.size = sizeof f};
    stet_puts(out, ",\"findings\":[");
    for (size_t i = 0; stet_result_finding(r, i, &f); i++) {
        if (i)
            stet_putc(out, ',');
        put_finding(out, &f);
    }
    stet_putc(out, ']');
}

/* null: the reader of this format cannot render what changed. */
static void put_edits(stet_out *out, const stet_result *r)
{
    const stet_edit *edits = NULL;
    size_t count = 0;
    if (stet_article_edits(stet_result_article(r), &edits, &count, NULL) != STET_OK) {
        stet_puts(out, ",\"edits\":null");
        return;
    }
    stet_puts(out, ",\"edits\":[");
    for (size_t i = 0; i < count; i++) {
        stet__buffer_printf(out, "%s{\"off\":%u,\"del\":%u", i ? "," : "", edits[i].off,
                            edits[i].del);
        put_member(out, ",\"insert\":", edits[i].insert);
        stet_putc(out, '}');
    }
    stet_putc(out, ']');
}

static void put_base64(stet_out *out, stet_str bytes)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t left = bytes.n - i;
        uint32_t group = (uint32_t)(unsigned char)bytes.p[i] << 16;
        if (left > 1)
            group |= (uint32_t)(unsigned char)bytes.p[i + 1] << 8;
        if (left > 2)
            group |= (unsigned char)bytes.p[i + 2];
        char text[4] = {digits[group >> 18], digits[group >> 12 & 63],
                        left > 1 ? digits[group >> 6 & 63] : '=',
                        left > 2 ? digits[group & 63] : '='};
        stet_put(out, text, sizeof text);
    }
}

static void put_outputs(stet_out *out, const stet_result *r)
{
    stet_output_info info = {.size = sizeof info};
    stet_puts(out, ",\"outputs\":[");
    for (size_t i = 0; stet_result_output(r, i, &info); i++) {
        put_member(out, i ? ",{\"step\":" : "{\"step\":", info.step);
        put_member(out, ",\"name\":", info.name);
        put_member(out, ",\"media\":", info.media);
        if (stet_kit_table()->utf8_valid(info.bytes.p, info.bytes.n, NULL)) {
            put_member(out, ",\"text\":", info.bytes);
        } else {
            stet_puts(out, ",\"base64\":\"");
            put_base64(out, info.bytes);
            stet_putc(out, '"');
        }
        stet_putc(out, '}');
    }
    stet_putc(out, ']');
}

static void put_result(stet_out *out, const stet_result *r)
{
    static const char *const statuses[] = {"ok", "failed", "quarantined", "unchanged",
                                           "stopped"};
    put_member(out, "{\"status\":", stet_cstr(statuses[stet_result_status(r) % 5]));
    put_member(out, ",\"id\":", stet_result_id(r));
    put_member(out,
               ",\"verdict\":", stet_cstr(stet__verdict_name(stet_result_verdict(r))));
    put_member(out, ",\"reason\":", stet_result_reason(r));
    put_member(out, ",\"explanation\":", stet_result_explanation(r));
    put_findings(out, r);
    put_edits(out, r);
    put_outputs(out, r);
    stet_putc(out, '}');
}

stet_code stet_ffi_run(stet_runner *runner, const char *bytes, size_t n,
                       const char *name, char **ret_json, size_t *ret_len,
                       stet_error *err)
{
    const stet_result *result = NULL;
    stet_out out;
    if (!ret_json)
        return stet__error(err, STET_E_MISUSE, "no place for the result");
    stet_code code =
        stet_run_bytes(runner, (stet_str){bytes, n}, stet_cstr(name), &result, err);
    if (code != STET_OK)
        return code;
    stet__buffer_init(&out, JSON_MAX);
    put_result(&out, result);
    stet_putc(&out, '\0');
    if (out.failed) {
        code =
            stet__error(err, out.failed, "the result: %s", stet_code_text(out.failed));
        stet__buffer_done(&out);
        return code;
    }
    *ret_json = out.data;
    if (ret_len)
        *ret_len = out.len - 1;
    return STET_OK;
}

void stet_ffi_free(char *json)
{
    stet__free(json);
}
