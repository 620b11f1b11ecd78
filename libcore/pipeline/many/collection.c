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
    stet__buffer_init(&c->notes, SIZE_MAX / 4);
    c->file = (stet_joining){
        .size = sizeof c->file, .file = 1, .now = now, .notes = &c->notes};
    stet__spool_init(&c->spool);
}

void stet__collection_done(struct collection *c, const stet_sink *sink)
{
    if (!c->out)
        return;
    if (c->handle && sink)
        sink->abort(sink->self, c->handle);
    for (size_t i = 0; i < c->closed_count && sink && !c->committed; i++)
        sink->abort(sink->self, c->closed[i]);
    stet__free(c->closed);
    stet__buffer_done(&c->notes);
    stet__buffer_done(&c->text);
    stet__spool_done(&c->spool);
}

int stet__collection_streams(const struct collection *c)
{
    return c->out->standard && !c->writer->sorted && !c->writer->add;
}

static stet_code fail_writer(const struct collection *c, stet_code code,
                             stet_error *err)
{
    return stet__error(err, code, "%.*s: %s", (int)c->row->id.n, c->row->id.p,
                       stet_code_text(code));
}

/* The writer's functions of today, in the place of those of yesterday. */
static stet_code add_piece(struct collection *c, stet_str bytes)
{
    const void *plan = c->row->plan;
    if (c->writer->add)
        return c->writer->add(plan, &c->file, bytes, &c->text);
    if (c->writer->join)
        return c->writer->join(plan, c->count, bytes, &c->text);
    stet_put_str(&c->text, bytes);
    return STET_OK;
}

static stet_code close_file(struct collection *c)
{
    stet_code code = STET_OK;
    if (c->writer->add)
        code = c->writer->close(c->row->plan, &c->file, &c->text);
    else if (c->writer->end)
        code = c->writer->end(c->row->plan, &c->text);
    if (code >= 0 && c->notes.failed)
        return c->notes.failed;
    return code >= 0 && c->text.failed ? c->text.failed : code;
}

/* begin before the first, then the piece. STET_DONE: the writer wants no more;
 * STET_SPLIT: this piece belongs to another file. */
static stet_code join(struct collection *c, stet_str bytes)
{
    stet_code code = STET_OK;
    if (!c->begun && c->writer->begin)
        code = c->writer->begin(c->row->plan, c->now, &c->text);
    if (code == STET_OK)
        code = add_piece(c, bytes);
    if (code == STET_SPLIT && !c->file.pieces)
        code = STET_E_MISUSE;
    return code >= 0 && c->text.failed ? c->text.failed : code;
}

static void count_piece(struct collection *c)
{
    c->begun = 1;
    c->count++;
    c->file.pieces++;
    c->file.all++;
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
    count_piece(c);
    c->bytes += c->text.len;
    c->file.bytes += c->text.len;
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
    c->file.bytes += c->text.len;
    stet__buffer_reset(&c->text, c->text.max);
    return code;
}

/* The file at hand is full: it waits for the others, and a new one begins. */
static stet_code split(struct collection *c, const stet_sink *sink, stet_error *err)
{
    stet_code code = close_file(c);
    if (code < 0)
        return fail_writer(c, code, err);
    code = flush(c, sink, 0, err);
    if (code == STET_OK)
        code = stet__array_reserve(&c->closed, &c->closed_cap, c->closed_count + 1,
                                   sizeof *c->closed);
    if (code != STET_OK)
        return code;
    c->closed[c->closed_count++] = c->handle;
    c->handle = NULL;
    stet__buffer_reset(&c->notes, c->notes.max);
    c->file.file++;
    c->file.pieces = c->file.bytes = 0;
    c->begun = 0;
    return STET_OK;
}

static stet_code join_and_flush(struct collection *c, const stet_sink *sink,
                                stet_str bytes, stet_error *err)
{
    stet_code code = join(c, bytes);
    if (code == STET_SPLIT && c->out->standard) { /* there is but one */
        c->enough = 1;
        return STET_OK;
    }
    if (code == STET_SPLIT) {
        code = split(c, sink, err);
        if (code != STET_OK)
            return code;
        code = join(c, bytes);
    }
    if (code < 0)
        return fail_writer(c, code, err);
    count_piece(c);
    c->enough = code == STET_DONE;
    return flush(c, sink, FLUSH_BYTES, err);
}

stet_code stet__collection_add(struct collection *c, const stet_sink *sink,
                               stet_str key, stet_str bytes, stet_error *err)
{
    if (c->enough) {
        c->rest++;
        return STET_OK;
    }
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

/* ---- the files of a collection that was split ----------------------------- */

static stet_pending pending_of(const struct collection *c, stet_str name, void *handle)
{
    return (stet_pending){.size = sizeof(stet_pending),
                          .handle = handle,
                          .name = name,
                          .id = stet_cstr(""),
                          .step = c->row->id,
                          .suffix = c->out->suffix};
}

static stet_code commit_one(struct collection *c, const stet_sink *sink,
                            stet_error *err)
{
    stet_pending pending = pending_of(c, c->out->fixed, c->handle);
    c->handle = NULL;
    return sink->commit(sink->self, &pending, 1, err);
}

/* "news.xml" with its number is "news-2.xml". */
static stet_str numbered_name(stet_str name, size_t number, stet_out *names)
{
    size_t dot = name.n, from = names->len;
    while (dot && name.p[dot - 1] != '.' && name.p[dot - 1] != '/')
        dot--;
    dot =
        dot > 1 && name.p[dot - 1] == '.' && name.p[dot - 2] != '/' ? dot - 1 : name.n;
    stet_put(names, name.p, dot);
    stet_putc(names, '-');
    stet_put_int(names, (int64_t)number);
    stet_put(names, name.p + dot, name.n - dot);
    stet_putc(names, '\0');
    return (stet_str){"", names->failed ? 0 : names->len - from - 1};
}

/* Names stand one after another in a buffer that may move while it grows. */
static stet_code make_names(const struct collection *c, stet_str *names, size_t count,
                            stet_out *text)
{
    for (size_t i = 0; i < count; i++)
        names[i] = numbered_name(c->out->fixed, i + 1, text);
    if (text->failed)
        return text->failed;
    const char *p = text->data;
    for (size_t i = 0; i < count; p += names[i++].n + 1)
        names[i].p = p;
    return STET_OK;
}

static stet_code write_index(struct collection *c, const stet_sink *sink,
                             const stet_str *names, size_t count, stet_error *err)
{
    stet_code code = c->writer->index(c->row->plan, names, count, c->now, &c->text);
    if (code < 0 || c->text.failed)
        return fail_writer(c, code < 0 ? code : c->text.failed, err);
    return flush(c, sink, 0, err);
}

/* The files, numbered, and the index under the name itself: all of them or none. */
static stet_code commit_split(struct collection *c, const stet_sink *sink,
                              stet_error *err)
{
    size_t count = c->closed_count + 1;
    stet_out text;
    stet__buffer_init(&text, SIZE_MAX / 4);
    stet_str *names = stet__calloc(count + 1, sizeof *names);
    stet_pending *pending = stet__calloc(count + 1, sizeof *pending);
    void *last = c->handle;
    stet_code code = names && pending ? STET_OK : STET_E_NOMEM;
    if (code == STET_OK)
        code = make_names(c, names, count, &text);
    c->handle = code == STET_OK ? NULL : last;
    if (code == STET_OK && c->writer->index)
        code = write_index(c, sink, names, count, err);
    if (code == STET_OK) {
        for (size_t i = 0; i < count; i++)
            pending[i] = pending_of(c, names[i], i + 1 < count ? c->closed[i] : last);
        pending[count] = pending_of(c, c->out->fixed, c->handle);
        code = sink->commit(sink->self, pending, count + (c->handle != NULL), err);
        c->handle = NULL;
        c->committed = 1;
    } else if (!c->handle) {
        c->handle = last;
    } else if (last != c->handle) {
        sink->abort(sink->self, last);
    }
    stet__free(names);
    stet__free(pending);
    stet__buffer_done(&text);
    return code;
}

/* Without a single piece nothing is written: an earlier file stays as it is. */
stet_code stet__collection_end(struct collection *c, const stet_sink *sink,
                               stet_error *err)
{
    struct merging merging = {c, sink, err};
    stet_code code = STET_OK;
    if (c->writer->sorted)
        code = stet__spool_merge(&c->spool, join_piece, &merging);
    if (c->writer->sorted)
        c->rest = c->spool.index - c->count;
    if (code != STET_OK || !c->begun)
        return code;
    code = close_file(c);
    if (code < 0)
        return fail_writer(c, code, err);
    code = flush(c, sink, 0, err);
    if (code != STET_OK || !c->handle)
        return code;
    return c->closed_count ? commit_split(c, sink, err) : commit_one(c, sink, err);
}
