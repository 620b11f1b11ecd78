/* SPDX-License-Identifier: MIT */
/* The section of one article: its line in the list, and what opens below it. */
#include <stdlib.h>
#include <string.h>

#include "../show/record.h"
#include "section.h"

/* ---- findings --------------------------------------------------------------- */

static const char *status_of(const stet_result *r)
{
    int status = stet_result_status(r);
    if (status == STET_STATUS_FAILED || status == STET_STATUS_QUARANTINED)
        return "failed";
    return record_verdict(stet_result_verdict(r));
}

static void put_place(struct section *s, size_t i)
{
    const struct placed *f = &s->findings[i];
    if (!f->info.place.line)
        return;
    if (f->shown) {
        stet_puts(s->out, " <a class=\"where\" href=\"#a");
        stet_put_int(s->out, (int64_t)s->number);
        stet_puts(s->out, "f");
        stet_put_int(s->out, (int64_t)i + 1);
        stet_puts(s->out, "\">line ");
    } else {
        stet_puts(s->out, " <span class=\"where\">line ");
    }
    stet_put_int(s->out, f->info.place.line);
    stet_puts(s->out, f->shown ? "</a>" : "</span>");
}

static void put_finding(struct section *s, size_t i)
{
    const stet_finding_info *f = &s->findings[i].info;
    stet_puts(s->out, "<li id=\"a");
    stet_put_int(s->out, (int64_t)s->number);
    stet_puts(s->out, "l");
    stet_put_int(s->out, (int64_t)i + 1);
    stet_puts(s->out, "\" class=\"e-");
    stet_puts(s->out, record_effect(f->effect));
    stet_puts(s->out, "\"><div class=\"line\"><span class=\"tag\">");
    stet_puts(s->out, record_effect(f->effect));
    stet_puts(s->out, "</span>");
    put_place(s, i);
    section_put(s->out, " <span class=\"rule\">", f->rule, "</span>");
    section_put(s->out, " <span class=\"rule\">", f->status, "</span>");
    stet_puts(s->out, "</div>");
    section_put(s->out, "<p>", f->message, "</p>");
    if (f->evidence.n) {
        stet_puts(s->out, "<p class=\"evidence\">");
        section_put_short(s->out, f->evidence, 200);
        stet_puts(s->out, "</p>");
    }
    section_put(s->out, "<p class=\"hint\">", f->suggestion, "</p>");
    section_put(s->out, "<p class=\"hint\">", f->policy, "</p>");
    stet_puts(s->out, "</li>\n");
}

static void put_findings(struct section *s)
{
    if (!s->finding_count)
        return;
    stet_puts(s->out, "<section><h2>Findings</h2>\n<ol class=\"findings\">\n");
    for (size_t i = 0; i < s->finding_count; i++)
        put_finding(s, i);
    stet_puts(s->out, "</ol>\n");
    if (s->finding_total > s->finding_count)
        section_put_count(s->out, "none", s->finding_total - s->finding_count,
                          "more is not shown", "more are not shown");
    stet_puts(s->out, "</section>\n");
}

/* ---- verdict, messages, files ------------------------------------------------ */
static void put_verdict(struct section *s)
{
    const char *status = status_of(s->r);
    stet_puts(s->out, "<section class=\"verdict v-");
    stet_puts(s->out, status);
    stet_puts(s->out, "\"><h2>Verdict</h2><p class=\"word\">");
    stet_puts(s->out, status);
    stet_puts(s->out, "</p>\n");
    section_put(s->out, "<p class=\"reason\">", stet_result_reason(s->r), "</p>\n");
    if (strcmp(status, "failed") != 0)
        section_put(s->out, "<pre>", stet_result_explanation(s->r), "</pre>\n");
    stet_puts(s->out, "</section>\n");
}

static void put_messages(struct section *s)
{
    if (!s->messages)
        return;
    stet_puts(s->out, "<section><h2>Said on the way</h2>\n<ul class=\"messages\">\n");
    for (const struct message *m = s->messages; m; m = m->next) {
        stet_puts(s->out, m->level == STET_LOG_LOSS ? "<li class=\"loss\">" : "<li>");
        put_text(s->out, stet_cstr(m->text));
        section_put(s->out, " <i>", stet_cstr(m->step), "</i>");
        stet_puts(s->out, "</li>\n");
    }
    stet_puts(s->out, "</ul></section>\n");
}

static stet_str extension_of(stet_str name)
{
    size_t dot = name.n;
    while (dot && name.p[dot - 1] != '.' && name.p[dot - 1] != '/')
        dot--;
    return dot && name.p[dot - 1] == '.' ? stet_strn(name.p + dot, name.n - dot)
                                         : stet_cstr("file");
}

/* A path as a relative address: each component encoded, the slashes kept. */
static void put_path(stet_out *out, stet_str path)
{
    for (size_t at = 0; at < path.n;) {
        const char *slash = memchr(path.p + at, '/', path.n - at);
        size_t n = slash ? (size_t)(slash - path.p) - at : path.n - at;
        stet_kit_table()->escape(out, STET_ESCAPE_URL, path.p + at, n);
        stet_puts(out, slash ? "/" : "");
        at += n + 1;
    }
}

static void put_size(stet_out *out, size_t n)
{
    stet_puts(out, " <i>");
    stet_put_int(out, (int64_t)(n < 10240 ? n : (n + 512) / 1024));
    stet_puts(out, n < 10240 ? " bytes</i>" : " KB</i>");
}

/* A feed or a table: the file holds other articles too. */
static int is_shared(const struct section *s, const stet_output_info *o)
{
    stet_target_info t = {.size = sizeof t};
    for (size_t i = 0; stet_pipeline_target(s->pipeline, i, &t); i++)
        if (stet_str_eq(t.step, o->step))
            return t.collection;
    return 0;
}

static void put_file(struct section *s, const stet_output_info *o)
{
    int linked = s->link_prefix && !stet_str_is(o->name, "-");
    stet_puts(s->out, "<li><span class=\"ext\">");
    section_put_short(s->out, extension_of(o->name), 8);
    stet_puts(s->out, "</span>");
    if (linked) {
        stet_puts(s->out, "<a href=\"");
        put_text(s->out, stet_cstr(s->link_prefix));
        put_path(s->out, o->name);
        stet_puts(s->out, "\">");
    }
    put_text(s->out,
             stet_str_is(o->name, "-") ? stet_cstr("standard output") : o->name);
    stet_puts(s->out, linked ? "</a>" : "");
    if (is_shared(s, o))
        stet_puts(s->out, " <i>shared</i>");
    else
        put_size(s->out, o->bytes.n);
    stet_puts(s->out, "</li>\n");
}

static void put_files(struct section *s)
{
    stet_output_info o = {.size = sizeof o};
    size_t n = stet_result_outputs(s->r);
    if (!n)
        return;
    stet_puts(s->out, "<section><h2>Files</h2>\n<ul class=\"files\">\n");
    for (size_t i = 0; i < n && stet_result_output(s->r, i, &o); i++)
        put_file(s, &o);
    stet_puts(s->out, "</ul></section>\n");
}

/* ---- what is looked up before ------------------------------------------------ */
static void collect_findings(struct section *s)
{
    s->finding_total = stet_result_findings(s->r);
    size_t n = s->finding_total < FINDINGS_MAX ? s->finding_total : FINDINGS_MAX;
    s->findings = n ? calloc(n, sizeof *s->findings) : NULL;
    for (size_t i = 0; s->findings && i < n; i++) {
        s->findings[i].info.size = sizeof s->findings[i].info;
        if (stet_result_finding(s->r, i, &s->findings[i].info))
            s->finding_count = i + 1;
    }
}

static void count_files(struct section *s)
{
    stet_output_info o = {.size = sizeof o};
    for (size_t i = 0; stet_result_output(s->r, i, &o); i++)
        s->own_files += !is_shared(s, &o);
}

struct added {
    stet_node node;
    uint32_t step;
};

static int compare_added(const void *x, const void *y)
{
    const struct added *p = x, *q = y;
    return p->node < q->node ? -1 : p->node > q->node;
}

/* The blocks that a step put in, the reader left out. */
static void collect_added(struct section *s)
{
    stet_change_info c = {.size = sizeof c};
    size_t n = 0;
    for (size_t i = 0; stet_result_change(s->r, i, &c); i++)
        n += c.op == '+' && c.step && stet_family_of(s->a, c.kind) == STET_FAMILY_BLOCK;
    struct added *list = n ? malloc(n * sizeof *list) : NULL;
    s->added = list ? malloc(n * sizeof *s->added) : NULL;
    s->added_by = list ? malloc(n * sizeof *s->added_by) : NULL;
    if (s->added && s->added_by) {
        for (size_t i = 0; s->added_count < n && stet_result_change(s->r, i, &c); i++)
            if (c.op == '+' && c.step &&
                stet_family_of(s->a, c.kind) == STET_FAMILY_BLOCK)
                list[s->added_count++] = (struct added){c.node, c.step};
        qsort(list, s->added_count, sizeof *list, compare_added);
        for (size_t i = 0; i < s->added_count; i++) {
            s->added[i] = list[i].node;
            s->added_by[i] = list[i].step;
        }
    }
    free(list);
}

static size_t count_notices(stet_article *a)
{
    size_t n = 0;
    stet_node notice = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; notice; notice = stet_next(a, notice))
        n++;
    return n;
}

/* ---- the section ------------------------------------------------------------ */
static void put_line(struct section *s)
{
    stet_str headline = stet_field_text(s->a, STET_HEADLINE);
    stet_str byline = stet_field_text(s->a, STET_BYLINE);
    stet_puts(s->out, "<summary><span class=\"pill\">");
    stet_puts(s->out, status_of(s->r));
    stet_puts(s->out, "</span><span class=\"what\"><span class=\"headline\">");
    section_put_short(s->out, headline.n ? headline : s->input, 160);
    stet_puts(s->out, "</span><span class=\"meta\">");
    section_put(s->out, "", byline, " \xc2\xb7 ");
    section_put(s->out, "", stet_field_text(s->a, STET_PUBLISHED), " \xc2\xb7 ");
    put_text(s->out, s->input);
    stet_puts(s->out, "</span></span><span class=\"chips\">");
    section_put_count(s->out, "chip", s->finding_total, "finding", "findings");
    section_put_count(s->out, "chip", s->a ? count_notices(s->a) : 0, "notice",
                      "notices");
    section_put_count(s->out, "chip", s->own_files, "file", "files");
    stet_puts(s->out, "</span></summary>\n");
}

/* A headline that only a field has stands above the text all the same. */
static void put_headline(struct section *s)
{
    stet_str headline = stet_field_text(s->a, STET_HEADLINE);
    stet_node n = stet_first(s->a, stet_root(s->a, STET_FAMILY_BLOCK));
    for (int i = 0; n && i < 8; n = stet_next(s->a, n), i++)
        if (stet_str_eq(stet_content(s->a, n), headline))
            return;
    section_put(s->out, "<div class=\"zone\"><h2 class=\"h1\">", headline,
                "</h2></div>\n");
}

static void put_text_column(struct section *s)
{
    stet_str language = stet_field_text(s->a, STET_LANGUAGE);
    int rtl = stet_str_is(stet_field_text(s->a, STET_DIRECTION), "rtl");
    stet_puts(s->out, "<div class=\"text\"");
    section_put(s->out, " lang=\"", language, "\"");
    stet_puts(s->out, rtl ? " dir=\"rtl\">\n" : " dir=\"auto\">\n");
    put_headline(s);
    section_text(s);
    stet_puts(s->out, "</div>\n");
}

static void put_details(struct section *s)
{
    if (s->a) {
        stet_puts(s->out, "<section><h2>Fields</h2>\n");
        section_fields(s);
        stet_puts(s->out, "</section>\n");
    }
    stet_puts(s->out, "<div><section><h2>Steps</h2>\n");
    section_steps(s);
    stet_puts(s->out, "</section>\n");
    put_messages(s);
    stet_puts(s->out, "</div>\n");
}

void section_put_article(struct section *s)
{
    collect_findings(s);
    count_files(s);
    if (s->a)
        collect_added(s);
    stet_puts(s->out, "<details class=\"article v-");
    stet_puts(s->out, status_of(s->r));
    stet_puts(s->out, s->number == 1 ? "\" open>\n" : "\">\n");
    put_line(s);
    stet_puts(s->out, "<div class=\"inside\">\n");
    if (s->a)
        put_text_column(s);
    stet_puts(s->out, "<div class=\"side\">\n");
    put_verdict(s);
    put_findings(s);
    put_files(s);
    stet_puts(s->out, "</div>\n<div class=\"below\">\n");
    put_details(s);
    stet_puts(s->out, "</div>\n</div>\n</details>\n");
    free(s->findings);
    free(s->added);
    free(s->added_by);
}
