/* SPDX-License-Identifier: MIT */
/*
 * Results as their readers see them. Borrowed from the job: valid until its next
 * article.
 */
#include "pipeline/run/runner.h"

#include "base/error.h"
#include "model/tree/tree.h"

int stet_result_status(const stet_result *r)
{
    return r ? r->status : STET_STATUS_FAILED;
}

int stet_result_verdict(const stet_result *r)
{
    return r ? r->verdict : STET_VERDICT_REVIEW;
}

stet_str stet_result_reason(const stet_result *r)
{
    return r ? r->reason : stet_cstr("");
}

stet_str stet_result_explanation(const stet_result *r)
{
    return r ? stet__job_explanation(r->job) : stet_cstr("");
}

stet_str stet_result_id(const stet_result *r)
{
    return r ? stet__job_identity(r->job) : stet_cstr("");
}

stet_article *stet_result_article(const stet_result *r)
{
    return r ? &r->job->article.pub : NULL;
}

size_t stet_result_losses(const stet_result *r)
{
    return r ? r->job->run.losses : 0;
}

/* ---- findings ------------------------------------------------------------ */

size_t stet_result_findings(const stet_result *r)
{
    return r ? r->job->article.finding_count : 0;
}

static stet_str rule_name(struct job *job, const struct finding *f)
{
    return stet__job_text(job, "%s/%s", f->plugin, f->rule->id);
}

int stet_result_finding(const stet_result *r, size_t i, stet_finding_info *ret_info)
{
    if (!r || !ret_info || i >= r->job->article.finding_count)
        return 0;
    struct job *job = r->job;
    struct article *a = &job->article;
    const struct finding *f = &a->findings[i];
    *ret_info = (stet_finding_info){
        .size = sizeof *ret_info,
        .severity = f->severity,
        .effect = f->effect,
        .score = f->score,
        .confidence = f->confidence,
        .rule = rule_name(job, f),
        .step = f->step < a->author_count ? a->authors[f->step] : stet_cstr(""),
        .category = f->category,
        .message = f->message,
        .suggestion = f->suggestion,
        .evidence = f->evidence,
        .policy = f->policy,
        .status = f->status,
        .node = f->node,
        .source = f->source};
    if (f->source.len)
        ret_info->place = stet__article_place(&a->pub, f->source.off);
    return 1;
}

/* ---- outputs ------------------------------------------------------------- */

size_t stet_result_outputs(const stet_result *r)
{
    return r ? r->job->outputs_written : 0;
}

int stet_result_output(const stet_result *r, size_t i, stet_output_info *ret_info)
{
    if (!r || !ret_info)
        return 0;
    const struct job *job = r->job;
    for (size_t k = 0; k < job->plan->output_count; k++) {
        const struct output_slot *slot = &job->outputs[k];
        const struct plan_step *row = &job->plan->steps[job->plan->outputs[k].step];
        if (!slot->written || i--)
            continue;
        const char *media = row->entry->step->writer->media;
        *ret_info =
            (stet_output_info){.size = sizeof *ret_info,
                               .step = row->id,
                               .name = slot->name,
                               .media = stet_cstr(media),
                               .bytes = stet_strn(slot->bytes.data, slot->bytes.len)};
        return 1;
    }
    return 0;
}

/* ---- steps --------------------------------------------------------------- */

size_t stet_result_steps(const stet_result *r)
{
    return r ? r->job->plan->step_count : 0;
}

int stet_result_step(const stet_result *r, size_t i, stet_step_info *ret_info)
{
    if (!r || !ret_info || i >= r->job->plan->step_count)
        return 0;
    const struct job *job = r->job;
    const struct plan_step *row = &job->plan->steps[i];
    *ret_info = (stet_step_info){.size = sizeof *ret_info,
                                 .id = row->id,
                                 .use = row->use,
                                 .why = job->notes[i].why,
                                 .code = job->states[i].code,
                                 .changes = job->states[i].changes,
                                 .findings = job->states[i].findings,
                                 .nanoseconds = job->notes[i].nanoseconds,
                                 .ran = job->notes[i].ran};
    if (row->work == WORK_READ && job->reader)
        ret_info->use = stet_cstr(job->reader->entry->step->name);
    return 1;
}

/* ---- changes ------------------------------------------------------------- */

size_t stet_result_changes(const stet_result *r)
{
    return r && r->job->article.journal_count > r->job->read_end
               ? r->job->article.journal_count - r->job->read_end
               : 0;
}

/* The content of a node, also of one that was removed. */
static stet_str content_of(struct article *a, uint32_t node)
{
    size_t n = stet__content_write(a, node, NULL);
    char *text = stet__arena_bytes(&a->arena, n + 1);
    if (!text)
        return stet_cstr("");
    stet__content_write(a, node, text);
    text[n] = '\0';
    return stet_strn(text, n);
}

static stet_str own_or_content(struct article *a, uint32_t node)
{
    const struct node *n = &a->nodes[node];
    return n->text_len ? stet_strn(n->text, n->text_len) : content_of(a, node);
}

static stet_str value_text(struct job *job, const stet_value *value)
{
    if (value->type == 1)
        return value->text;
    return stet__job_text(job, "%lld", (long long)value->number);
}

static stet_str kind_text(const struct job *job, stet_kind kind)
{
    return stet_cstr(job->plan->ctx->vocabulary.kinds[kind].name);
}

static void fill_change(struct job *job, const struct journal_entry *e,
                        stet_change_info *info)
{
    static const char *const zones[] = {"", "head", "body", "tail"};
    struct article *a = &job->article;
    info->op = '~';
    switch (e->op) {
    case JOURNAL_NEW:
        info->op = '+';
        info->after = own_or_content(a, e->node);
        break;
    case JOURNAL_REMOVE:
        info->op = '-';
        info->before = own_or_content(a, e->node);
        break;
    case JOURNAL_MOVE:
        info->op = '>';
        info->before = info->after = own_or_content(a, e->node);
        break;
    case JOURNAL_TEXT:
        info->before = e->old_text;
        info->after = e->new_text;
        break;
    case JOURNAL_ATTR:
        info->attr = e->attr;
        if (e->had_attr)
            info->before = value_text(job, &e->old_value);
        if (e->has_attr)
            info->after = value_text(job, &e->new_value);
        break;
    case JOURNAL_ZONE:
        info->before = stet_cstr(zones[e->old_zone & 3]);
        info->after = stet_cstr(zones[e->new_zone & 3]);
        break;
    case JOURNAL_KIND:
        info->before = kind_text(job, e->old_kind);
        info->after = kind_text(job, e->new_kind);
        break;
    default:
        break;
    }
}

int stet_result_change(const stet_result *r, size_t i, stet_change_info *ret_info)
{
    if (!ret_info || i >= stet_result_changes(r))
        return 0;
    struct job *job = r->job;
    const struct journal_entry *e = &job->article.journal[job->read_end + i];
    stet_change_info info = {.size = sizeof info,
                             .kind = job->article.nodes[e->node].kind,
                             .node = stet__node_handle(&job->article, e->node),
                             .before = stet_cstr(""),
                             .after = stet_cstr("")};
    if (e->step < job->plan->step_count + 2)
        info.step = job->step_of_author[e->step];
    fill_change(job, e, &info);
    *ret_info = info;
    return 1;
}

/* ---- edits --------------------------------------------------------------- */

stet_code stet_article_edits(stet_article *article, const stet_edit **ret_edits,
                             size_t *ret_count, stet_error *err)
{
    struct article *a = article ? stet__article(article) : NULL;
    const struct run_state *run = a ? a->run : NULL;
    if (!a || !ret_edits || !ret_count)
        return stet__error(err, STET_E_MISUSE, "no article or no place for the edits");
    return stet__article_edits(a, run ? run->render : NULL,
                               run ? run->render_self : NULL, ret_edits, ret_count,
                               err);
}
