/* SPDX-License-Identifier: MIT */
/* What each step did: its changes, with what stood before and what stands now. */
#include "section.h"

enum { SHORT = 140, AROUND = 30 };

static const char *outcome_of(const stet_step_info *s)
{
    if (!s->ran)
        return "off";
    switch (s->code) {
    case STET_OK:
        return "ok";
    case STET_SKIP:
        return "skip";
    default:
        return "bad";
    }
}

/* ---- one change ------------------------------------------------------------- */
static size_t shared_beginning(stet_str a, stet_str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    while (n && n < a.n && ((unsigned char)a.p[n] & 0xc0) == 0x80)
        n--;
    while (n && n < b.n && ((unsigned char)b.p[n] & 0xc0) == 0x80)
        n--;
    return n;
}

static size_t shared_end(stet_str a, stet_str b, size_t behind)
{
    size_t n = 0;
    while (n < a.n - behind && n < b.n - behind && a.p[a.n - 1 - n] == b.p[b.n - 1 - n])
        n++;
    while (n && ((unsigned char)a.p[a.n - n] & 0xc0) == 0x80)
        n--;
    return n;
}

/* The last `max` bytes or so of what stays before a change. */
static void put_tail(stet_out *out, stet_str s)
{
    size_t from = s.n > AROUND ? s.n - AROUND : 0;
    while (from < s.n && ((unsigned char)s.p[from] & 0xc0) == 0x80)
        from++;
    stet_puts(out, from ? "\xe2\x80\xa6" : "");
    put_text(out, stet_strn(s.p + from, s.n - from));
}

/* What goes and what comes, between a little of what stays. */
static void put_difference(stet_out *out, stet_str before, stet_str after)
{
    size_t head = shared_beginning(before, after);
    size_t tail = shared_end(before, after, head);
    put_tail(out, stet_strn(before.p, head));
    if (before.n - head - tail) {
        stet_puts(out, "<del>");
        section_put_short(out, stet_strn(before.p + head, before.n - head - tail),
                          SHORT);
        stet_puts(out, "</del>");
    }
    if (after.n - head - tail) {
        stet_puts(out, "<ins>");
        section_put_short(out, stet_strn(after.p + head, after.n - head - tail), SHORT);
        stet_puts(out, "</ins>");
    }
    section_put_short(out, stet_strn(before.p + before.n - tail, tail), AROUND);
}

/* Inlines and parts come with what holds them. */
static int is_worth_a_line(stet_article *a, const stet_change_info *c)
{
    int family = stet_family_of(a, c->kind);
    if (c->op == '+' || c->op == '-')
        return family != STET_FAMILY_INLINE && family != STET_FAMILY_PART;
    return 1;
}

static stet_str text_of(stet_article *a, const stet_change_info *c)
{
    stet_str text = c->op == '-' ? c->before : c->after;
    if (!text.n && c->op == '+')
        text = stet_content(a, c->node);
    if (!text.n)
        text = section_name_of(a, c->node);
    return text;
}

static void put_change(struct section *s, const stet_change_info *c)
{
    const char *sign = c->op == '+' ? "ins" : c->op == '-' ? "del" : "mod";
    stet_puts(s->out, "<li class=\"");
    stet_puts(s->out, sign);
    stet_puts(s->out, "\"><b>");
    section_put_name(s->out, stet_kind_name(s->a, c->kind));
    if (c->attr) {
        stet_puts(s->out, ", ");
        section_put_name(s->out, stet_attr_name(s->a, c->attr));
    }
    stet_puts(s->out, "</b> ");
    if (c->op == '~' || c->op == '>') {
        put_difference(s->out, c->before, c->after);
        if (stet_family_of(s->a, c->kind) == STET_FAMILY_BLOCK && !c->attr) {
            stet_puts(s->out, " <i>");
            section_put_short(s->out, stet_content(s->a, c->node), 60);
            stet_puts(s->out, "</i>");
        }
    } else if (c->op == '+' && stet_family_of(s->a, c->kind) == STET_FAMILY_FIELD &&
               stet_kind_of(s->a, c->node) == c->kind) {
        section_put_value(s, c->node);
    } else {
        section_put_short(s->out, text_of(s->a, c), SHORT);
    }
    stet_puts(s->out, "</li>\n");
}

/* ---- steps ------------------------------------------------------------------ */
static void put_changes(struct section *s, size_t step)
{
    stet_change_info c = {.size = sizeof c};
    size_t n = 0;
    for (size_t i = 0; stet_result_change(s->r, i, &c); i++) {
        if (c.step != step || !is_worth_a_line(s->a, &c))
            continue;
        if (n++ < CHANGES_MAX)
            put_change(s, &c);
    }
    if (n > CHANGES_MAX) {
        stet_puts(s->out, "<li class=\"more\">and ");
        stet_put_int(s->out, (int64_t)(n - CHANGES_MAX));
        stet_puts(s->out, " more</li>\n");
    }
}

static void put_step_head(struct section *s, const stet_step_info *info)
{
    section_put(s->out, "<b>", info->use, "</b>");
    if (!stet_str_eq(info->id, info->use))
        section_put(s->out, " <i>#", info->id, "</i>");
    section_put_count(s->out, "did", info->changes, "change", "changes");
    section_put_count(s->out, "did", info->findings, "finding", "findings");
    section_put(s->out, " <span class=\"why\">", info->why, "</span>");
}

void section_steps(struct section *s)
{
    stet_step_info info = {.size = sizeof info};
    stet_puts(s->out, "<ol class=\"steps\">\n");
    for (size_t i = 0; stet_result_step(s->r, i, &info); i++) {
        int opens = s->a && i && info.changes;
        stet_puts(s->out, "<li class=\"s-");
        stet_puts(s->out, outcome_of(&info));
        stet_puts(s->out, opens ? "\"><details><summary>" : "\"><div>");
        put_step_head(s, &info);
        if (opens) {
            stet_puts(s->out, "</summary>\n<ul class=\"changes\">\n");
            put_changes(s, i);
            stet_puts(s->out, "</ul></details></li>\n");
        } else {
            stet_puts(s->out, "</div></li>\n");
        }
    }
    stet_puts(s->out, "</ol>\n");
}
