/* SPDX-License-Identifier: MIT */
/*
 * The host table: the model's functions, the evaluation of templates and expressions,
 * and what an article knows of the run it is in.
 */
#include "plugin/host.h"

#include <time.h>

#include <stet/memo.h>
#include <stet/plugin.h>

#include "base/data/data.h"
#include "base/text/kit.h"
#include "expr/expr.h"
#include "model/article.h"

/* ---- saying ------------------------------------------------------------------- */

static void host_log(stet_article *article, int level, stet_str message)
{
    const struct article *a = stet__article_const(article);
    struct run_state *run = (struct run_state *)(uintptr_t)a->run; /* the runner's */
    if (!run)
        return;
    run->losses += level == STET_LOG_LOSS;
    if (run->log && level >= 0 && level < 32 && run->log_levels >> level & 1)
        run->log(run->log_self, level, a->name, run->step_id, message);
}

static stet_code host_why(stet_article *article, stet_code code, stet_str reason)
{
    struct article *a = stet__article(article);
    /* the runner owns it and reads it when the step has answered */
    struct run_state *run = (struct run_state *)(uintptr_t)a->run;
    if (run) {
        stet_str copy = stet__arena_copy(&a->arena, reason);
        run->why = copy.p ? copy : stet_cstr("not enough memory for the reason");
    }
    return code;
}

/* ---- the run ------------------------------------------------------------------ */

static void *host_alloc(stet_article *article, size_t n)
{
    return stet__arena_alloc(&stet__article(article)->arena, n ? n : 1);
}

static int64_t host_now(const stet_article *article)
{
    const struct article *a = stet__article_const(article);
    return a->run ? a->run->now : (int64_t)time(NULL);
}

static stet_code host_alive(const stet_article *article)
{
    const struct run_state *run = stet__article_const(article)->run;
    struct timespec now;
    if (!run)
        return STET_OK;
    if (run->cancel && __atomic_load_n(run->cancel, __ATOMIC_RELAXED))
        return STET_E_CANCELLED;
    if (run->deadline_ns == 0 || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return STET_OK;
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec >= run->deadline_ns
               ? STET_E_DEADLINE
               : STET_OK;
}

const stet_data *stet__host_var(const stet_data *vars, const char *path)
{
    while (vars && *path) {
        size_t n = strcspn(path, ".");
        const stet_data *child = vars->type == STET_DATA_MAP ? vars->first : NULL;
        while (child && !stet_str_eq(child->key, stet_strn(path, n)))
            child = child->next;
        vars = child;
        path += n + (path[n] == '.');
    }
    return vars;
}

static const stet_data *host_var(const stet_article *article, const char *path)
{
    const struct article *a = stet__article_const(article);
    return path && a->run ? stet__host_var(a->run->vars, path) : NULL;
}

/* ---- the vocabulary
 * ------------------------------------------------------------------- */

static const char *host_kind_name(const stet_article *article, stet_kind kind)
{
    const struct kind_info *info =
        stet__vocabulary_kind_info(stet__article_const(article)->vocabulary, kind);
    return info ? info->name : "";
}

static const char *host_attr_name(const stet_article *article, stet_attr attr)
{
    const struct attr_info *info =
        stet__vocabulary_attr_info(stet__article_const(article)->vocabulary, attr);
    return info ? info->name : "";
}

static int host_family(const stet_article *article, stet_kind kind)
{
    const struct kind_info *info =
        stet__vocabulary_kind_info(stet__article_const(article)->vocabulary, kind);
    return info ? info->family : STET_FAMILY_NONE;
}

/* ---- data
 * -------------------------------------------------------------------------------- */

/* Where a part of the source begins, so that positions are those of the article. */
static void place_source(const struct article *a, struct data_source *source)
{
    const char *p = source->text.p, *begin = a->source.p;
    if (!begin || p < begin || p > begin + a->source.n)
        return;
    source->first_off = (uint32_t)(p - begin);
    source->first_line = 1;
    for (const char *at = begin; (at = memchr(at, '\n', (size_t)(p - at))) != NULL;
         at++)
        source->first_line++;
}

static stet_code host_edits(stet_article *article, stet_render_fn render,
                            const void *self, const stet_edit **ret_edits,
                            size_t *ret_count)
{
    return stet__article_edits(stet__article(article), render, self, ret_edits,
                               ret_count, NULL);
}

static const stet_data *host_parse(stet_article *article, stet_str text, int json,
                                   stet_error *err)
{
    struct article *a = stet__article(article);
    const stet_data *data = NULL;
    struct data_source source = {
        .file = a->name.p ? a->name.p : "",
        .text = text,
        .max_bytes = json ? a->limits->data_bytes : a->limits->front_matter,
    };
    place_source(a, &source);
    stet_code code =
        json ? stet__data_json(&a->arena, a->limits, &source, &data, NULL, err)
             : stet__data_yaml(&a->arena, a->limits, &source, &data, NULL, err);
    if (code == STET_OK && json && !data) {
        code = stet__error(err, STET_E_SYNTAX,
                           "there is nothing in this file: an article is wanted");
        stet__error_at(err, source.file, 1, 1);
    }
    return code == STET_OK ? data : NULL;
}

static const void *host_extension(const char *id)
{
    static const stet_memo memo = {.size = sizeof memo,
                                   .get = stet__article_memo_get,
                                   .put = stet__article_memo_put,
                                   .room = stet__article_memo_room};
    return id && strcmp(id, STET_MEMO) == 0 ? &memo : NULL;
}

/* ---- the table
 * ------------------------------------------------------------------------------ */

static const stet_host host_table = {
    .size = sizeof(stet_host),
    .abi_major = STET_ABI_MAJOR,
    .abi_minor = STET_ABI_MINOR,
    .version = STET_RELEASE,
    .kit = &stet__kit_table,
    .source = stet__article_source,
    .name = stet__article_name,
    .root = stet__article_root,
    .parent = stet__article_parent,
    .first = stet__article_first,
    .last = stet__article_last,
    .next = stet__article_next,
    .prev = stet__article_prev,
    .kind = stet__article_kind,
    .zone = stet__article_zone,
    .text = stet__article_text,
    .content = stet__article_content,
    .attr_str = stet__article_attr_str,
    .attr_int = stet__article_attr_int,
    .attr_node = stet__article_attr_node,
    .span = stet__article_span,
    .place = stet__article_place,
    .author = stet__article_author,
    .walk = stet__article_walk,
    .field = stet__article_field,
    .find = stet__article_find,
    .view = stet__article_view,
    .locate = stet__article_locate,
    .node_new = stet__article_node_new,
    .text_append = stet__article_text_append,
    .set_text = stet__article_set_text,
    .set_attr = stet__article_set_attr,
    .set_int = stet__article_set_int,
    .set_node = stet__article_set_node,
    .clear_attr = stet__article_clear_attr,
    .set_zone = stet__article_set_zone,
    .set_kind = stet__article_set_kind,
    .move = stet__article_move,
    .remove = stet__article_remove,
    .state = stet__article_state,
    .notice_new = stet__article_notice_new,
    .range_add = stet__article_range_add,
    .finding = stet__article_finding,
    .log = host_log,
    .why = host_why,
    .alloc = host_alloc,
    .now = host_now,
    .alive = host_alive,
    .expand = stet__template_expand,
    .test = stet__expr_test,
    .var = host_var,
    .kind_name = host_kind_name,
    .attr_name = host_attr_name,
    .family = host_family,
    .parse = host_parse,
    .read_json = stet__article_read_json,
    .write_json = stet__article_write_json,
    .edits = host_edits,
    .extension = host_extension,
    .leaves_append = stet__article_leaves_append,
};

const stet_host *stet__host(void)
{
    return &host_table;
}
