/* SPDX-License-Identifier: MIT */
/*
 * One output of many articles: begin, join, end; given to the sink in blocks.
 */
#include "pipeline/many/collection.h"

#include "base/buffer.h"
#include "base/error.h"

enum { FLUSH_BYTES = 64 << 10 };

void stet__collection_init(struct collection *c, const stet_pipeline *plan,
                           size_t output, int64_t now)
{
    memset(c, 0, sizeof *c);
    c->out = &plan->outputs[output];
    c->row = &plan->steps[c->out->step];
    c->writer = c->row->entry->step->writer;
    c->now = now;
    stet__buffer_init(&c->text, SIZE_MAX / 4);
    stet__spool_init(&c->spool);
}

void stet__collection_done(struct collection *c, const stet_sink *sink)
{
    if (!c->out)
        return;
    if (c->handle && sink)
        sink->abort(sink->self, c->handle);
    stet__buffer_done(&c->text);
    stet__spool_done(&c->spool);
}

int stet__collection_streams(const struct collection *c)
{
    return c->out->standard && !c->writer->sorted;
}

static stet_code fail_writer(const struct collection *c, stet_code code,
                             stet_error *err)
{
    return stet__error(err, code, "%.*s: %s", (int)c->row->id.n, c->row->id.p,
                       stet_code_text(code));
}

/* begin before the first, then the piece. STET_DONE: the writer wants no more. */
static stet_code join(struct collection *c, stet_str bytes)
{
    stet_code code = STET_OK;
    if (!c->begun && c->writer->begin)
        code = c->writer->begin(c->row->plan, c->now, &c->text);
    if (code == STET_OK)
        code = c->writer->join
                   ? c->writer->join(c->row->plan, c->count, bytes, &c->text)
                   : (stet_put_str(&c->text, bytes), STET_OK);
    return code >= 0 && c->text.failed ? c->text.failed : code;
}

/* ---- with the article ---------------------------------------------------- */

stet_code stet__collection_part(struct collection *c, stet_str bytes)
{
    stet__buffer_reset(&c->text, c->text.max);
    if (c->enough)
        return STET_OK;
    stet_code code = join(c, bytes);
    if (code == STET_DONE)
        c->enough = 1;
    return code < 0 ? code : STET_OK;
}

void stet__collection_count(struct collection *c)
{
    c->begun = 1;
    c->count++;
    c->bytes += c->text.len;
    stet__buffer_reset(&c->text, c->text.max);
}

/* ---- through the sink ---------------------------------------------------- */

static stet_code flush(struct collection *c, const stet_sink *sink, size_t beyond,
                       stet_error *err)
{
    stet_code code = STET_OK;
    if (c->text.len <= beyond)
        return STET_OK;
    if (sink && !c->handle)
        code = sink->open(sink->self, c->out->fixed, &c->handle, err);
    if (code == STET_OK && sink)
        code = sink->write(sink->self, c->handle, c->text.data, c->text.len, err);
    c->bytes += c->text.len;
    stet__buffer_reset(&c->text, c->text.max);
    return code;
}

static stet_code join_and_flush(struct collection *c, const stet_sink *sink,
                                stet_str bytes, stet_error *err)
{
    stet_code code = join(c, bytes);
    if (code < 0)
        return fail_writer(c, code, err);
    c->begun = 1;
    c->count++;
    c->enough = code == STET_DONE;
    return flush(c, sink, FLUSH_BYTES, err);
}

stet_code stet__collection_add(struct collection *c, const stet_sink *sink,
                               stet_str key, stet_str bytes, stet_error *err)
{
    if (c->enough)
        return STET_OK;
    if (!c->writer->sorted)
        return join_and_flush(c, sink, bytes, err);
    stet_code code = stet__spool_add(&c->spool, key, bytes);
    if (code != STET_OK)
        stet__error(err, code, "%.*s: the pieces of the collection cannot be kept: %s",
                    (int)c->row->id.n, c->row->id.p, stet_code_text(code));
    return code;
}

struct merging {
    struct collection *c;
    const stet_sink *sink;
    stet_error *err;
};

static stet_code join_piece(void *self, uint64_t i, stet_str bytes)
{
    const struct merging *m = self;
    (void)i;
    stet_code code = join_and_flush(m->c, m->sink, bytes, m->err);
    return code == STET_OK && m->c->enough ? STET_DONE : code;
}

static stet_code commit(struct collection *c, const stet_sink *sink, stet_error *err)
{
    stet_pending pending = {.size = sizeof pending,
                            .name = c->out->fixed,
                            .id = stet_cstr(""),
                            .step = c->row->id,
                            .suffix = c->out->suffix};
    pending.handle = c->handle;
    c->handle = NULL;
    return sink->commit(sink->self, &pending, 1, err);
}

/* Without a single piece nothing is written: an earlier file stays as it is. */
stet_code stet__collection_end(struct collection *c, const stet_sink *sink,
                               stet_error *err)
{
    struct merging merging = {c, sink, err};
    stet_code code = STET_OK;
    if (c->writer->sorted)
        code = stet__spool_merge(&c->spool, join_piece, &merging);
    if (code != STET_OK || !c->begun)
        return code;
    if (c->writer->end)
        code = c->writer->end(c->row->plan, &c->text);
    if (code < 0 || c->text.failed)
        return fail_writer(c, code < 0 ? code : c->text.failed, err);
    code = flush(c, sink, 0, err);
    return code == STET_OK && c->handle ? commit(c, sink, err) : code;
}
