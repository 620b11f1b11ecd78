/* SPDX-License-Identifier: MIT */
/*
 * Edits of the source. The format of these tests: blocks apart by blank lines, headings
 * begin with "# ", *emphasis*, a backslash before a character that means itself, and
 * "title: ..." lines between two "---" lines before the first block.
 */
#include "model_fixture.h"

static struct fixture f;
static int rendered; /* how often the renderer was asked */

static void setup(void)
{
    fixture_init(&f, 5, "");
    rendered = 0;
}

static void teardown(void)
{
    stet__fail_alloc(0, 0);
    fixture_done(&f);
}

/* ---- reading the format ----------------------------------------------------- */
static void add(struct article *a, stet_node n, const char *at, size_t len)
{
    uint32_t off = (uint32_t)(at - a->source.p);
    ck_assert_int_eq(stet__article_text_append(&a->pub, n, at, len, off, (uint32_t)len),
                     STET_OK);
}

static void read_line(struct article *a, stet_node block, const char *p,
                      const char *end)
{
    stet_node in = block;
    for (const char *run = p;; p++) {
        if (p < end && *p != '*' && *p != '\\')
            continue;
        if (p > run)
            add(a, in, run, (size_t)(p - run));
        if (p == end)
            return;
        if (*p == '\\' && p + 1 < end) {
            add(a, in, ++p, 1);
        } else if (*p == '*') {
            in = in == block
                     ? stet__article_node_new(&a->pub, block, 0, STET_EMPHASIS, NOWHERE)
                     : block;
            ck_assert(in != 0);
        }
        run = p + 1;
    }
}

static const char *line_end(const char *p, const char *end)
{
    const char *q = memchr(p, '\n', (size_t)(end - p));
    return q ? q : end;
}

static const char *without_cr(const char *p, const char *end)
{
    return end > p && end[-1] == '\r' ? end - 1 : end;
}

/* The lines of one block, and where they end. */
static const char *read_block(struct article *a, const char *p, const char *end)
{
    const char *start = p, *last = p, *stop;
    int heading = end - p > 2 && p[0] == '#' && p[1] == ' ';
    for (stop = p; stop < end && without_cr(stop, line_end(stop, end)) > stop;
         stop = line_end(stop, end) + (line_end(stop, end) < end)) {
        if (stop > start && (heading || *stop == '#'))
            break;
        last = line_end(stop, end);
    }
    stet_span span = {(uint32_t)(start - a->source.p), (uint32_t)(last - start)};
    stet_node n =
        stet__article_node_new(&a->pub, stet__article_root(&a->pub, STET_FAMILY_BLOCK),
                               0, heading ? STET_HEADING : STET_PARAGRAPH, span);
    ck_assert(n != 0);
    for (p = heading ? start + 2 : start; p < last;) {
        const char *q = line_end(p, last);
        read_line(a, n, p, without_cr(p, q));
        p = q + 1;
        if (p < last)
            ck_assert(stet__article_node_new(&a->pub, n, 0, STET_SOFT_BREAK, NOWHERE) !=
                      0);
    }
    return stop;
}

static const char *read_front(struct article *a, const char *p, const char *end)
{
    stet_claim claim = {
        .size = sizeof claim, .confidence = STET_ASSERTED, .source = TEXT_OF("front")};
    if (end - p < 4 || memcmp(p, "---\n", 4) != 0)
        return p;
    for (p += 4; p < end && *p != '-'; p = line_end(p, end) + 1) {
        ck_assert(memcmp(p, "title: ", 7) == 0);
        stet_str title = stet_strn(p + 7, (size_t)(line_end(p, end) - p - 7));
        ck_assert(stet__article_state(&a->pub, STET_HEADLINE, title, &claim) != 0);
    }
    return line_end(p, end) + 1;
}

static void read_source(struct article *a, uint32_t generation, const char *source)
{
    ck_assert_int_eq(stet__article_reset(a, generation, stet_cstr(source), TEXT_OF("")),
                     STET_OK);
    const char *end = source + strlen(source);
    stet__article_begin_read(a);
    const char *p = read_front(a, source, end);
    while (p < end) {
        if (*p == '\n' || *p == '\r')
            p++;
        else
            p = read_block(a, p, end);
    }
    stet__article_end_read(a);
    assert_sound(a);
}

/* ---- writing it ------------------------------------------------------------- */
static void write_text(stet_out *out, stet_str text, int begins)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '*' || text.p[i] == '\\' || (!i && begins && text.p[i] == '#'))
            stet_putc(out, '\\');
        stet_putc(out, text.p[i]);
    }
}

static stet_code write_fields(const struct article *a, stet_out *out)
{
    stet_puts(out, "---\n");
    for (uint32_t i = a->nodes[a->fields].first; i; i = a->nodes[i].next) {
        stet_puts(out, "title: ");
        stet_put(out, a->nodes[i].text, a->nodes[i].text_len);
        stet_putc(out, '\n');
    }
    stet_puts(out, "---\n\n");
    return STET_OK;
}

static stet_code render(const void *self, stet_article *pub, stet_node n, stet_out *out)
{
    const struct article *a = stet__article_const(pub);
    size_t count;
    rendered++;
    if (n == stet__article_root(pub, STET_FAMILY_FIELD))
        return self ? write_fields(a, out) : STET_SKIP;
    if (stet__article_kind(pub, n) == STET_HEADING)
        stet_puts(out, "# ");
    const stet_item *items = stet__article_walk(pub, n, &count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind == STET_SOFT_BREAK)
            stet_putc(out, '\n');
        if (items[i].kind == STET_EMPHASIS)
            stet_putc(out, '*');
        write_text(out, items[i].text, !i || items[i - 1].kind == STET_SOFT_BREAK);
        if (items[i].depth && (i + 1 == count || items[i + 1].depth < items[i].depth))
            stet_putc(out, '*');
        if (items[i].kind == STET_EMPHASIS && items[i].skip == i + 1)
            stet_putc(out, '*');
    }
    stet_puts(out, "\n");
    return stet_out_status(out);
}

/* The source after the edits; freed by the caller. */
static char *edited(stet_render_fn fn, const void *self, size_t *ret_count)
{
    const stet_edit *edits;
    size_t count, at = 0;
    stet_error err = {0};
    stet_out out;
    stet_code code = stet__article_edits(&f.a, fn, self, &edits, &count, &err);
    ck_assert_msg(code == STET_OK, "%d %s", code, err.message);
    stet__buffer_init(&out, 16u << 20);
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_ge(edits[i].off, at);
        ck_assert_uint_le((size_t)edits[i].off + edits[i].del, f.a.source.n);
        ck_assert(edits[i].del || edits[i].insert.n);
        stet_put(&out, f.a.source.p + at, edits[i].off - at);
        stet_put_str(&out, edits[i].insert);
        at = edits[i].off + edits[i].del;
    }
    stet_put(&out, f.a.source.p + at, f.a.source.n - at);
    char *copy = strdup(stet__buffer_str(&out).p);
    stet__buffer_done(&out);
    if (ret_count)
        *ret_count = count;
    return copy;
}

static void assert_edited(const char *want, size_t want_count)
{
    size_t count;
    char *got = edited(render, &f, &count);
    ck_assert_str_eq(got, want);
    ck_assert_uint_eq(count, want_count);
    free(got);
}

static stet_node block(int k)
{
    stet_node n = stet__article_first(f.pub, body_of(&f));
    while (k--)
        n = stet__article_next(f.pub, n);
    return n;
}

static stet_node insert(int before, stet_kind kind, const char *text)
{
    stet_node n = stet__article_node_new(f.pub, body_of(&f),
                                         before < 0 ? 0 : block(before), kind, NOWHERE);
    ck_assert_int_eq(stet__article_text_append(f.pub, n, text, strlen(text), 0, 0),
                     STET_OK);
    return n;
}

#define SOURCE                                                                         \
    "# Head\n\nFirst words here.\n\nSecond *strong* para\nwith two lines.\n\nThird.\n"

/* ---- blocks ----------------------------------------------------------------- */
START_TEST(nothing_changed_is_no_edit)
{
    read_source(&f.a, 6, SOURCE);
    assert_edited(SOURCE, 0);
    ck_assert_int_eq(stet__article_set_zone(f.pub, block(0), STET_ZONE_HEAD), STET_OK);
    ck_assert_int_eq(
        stet__article_set_attr(f.pub, block(1), STET_ATTR_STAMP, TEXT_OF("x")),
        STET_OK);
    ck_assert(stet__article_notice_new(f.pub, STET_CORRECTION, 0, NULL) != 0);
    assert_edited(SOURCE, 0);
    ck_assert_int_eq(rendered, 0);
}
END_TEST

START_TEST(stamp_at_the_end_changes_no_other_byte)
{
    read_source(&f.a, 6, SOURCE);
    insert(-1, STET_PARAGRAPH, "Views are *ours*.");
    assert_edited(SOURCE "\nViews are \\*ours\\*.\n", 1);
}
END_TEST

START_TEST(stamp_at_the_end_without_line_end)
{
    read_source(&f.a, 6, "First.\n\nLast.");
    insert(-1, STET_PARAGRAPH, "Stamp.");
    assert_edited("First.\n\nLast.\n\nStamp.", 1);
}
END_TEST

START_TEST(block_before_all_others)
{
    read_source(&f.a, 6, SOURCE);
    insert(0, STET_PARAGRAPH, "Stamp.");
    insert(0, STET_HEADING, "Note");
    assert_edited("# Note\n\nStamp.\n\n" SOURCE, 1);
}
END_TEST

START_TEST(block_between_lines_without_a_blank_one)
{
    read_source(&f.a, 6, "# Head\ntext\n");
    insert(1, STET_PARAGRAPH, "new");
    assert_edited("# Head\n\nnew\n\ntext\n", 1);
}
END_TEST

START_TEST(block_into_an_empty_source)
{
    read_source(&f.a, 6, "");
    insert(-1, STET_PARAGRAPH, "one");
    insert(-1, STET_PARAGRAPH, "two");
    assert_edited("one\n\ntwo\n", 1);
    read_source(&f.a, 7, "\n");
    insert(-1, STET_PARAGRAPH, "one");
    assert_edited("\none\n", 1);
}
END_TEST

START_TEST(block_removed_takes_its_blank_lines)
{
    static const char *const wants[] = {
        "First words here.\n\nSecond *strong* para\nwith two lines.\n\nThird.\n",
        "# Head\n\nSecond *strong* para\nwith two lines.\n\nThird.\n",
        "# Head\n\nFirst words here.\n\nThird.\n",
        "# Head\n\nFirst words here.\n\nSecond *strong* para\nwith two lines.\n",
    };
    for (int i = 0; i < 4; i++) {
        read_source(&f.a, 6 + (uint32_t)i, SOURCE);
        ck_assert_int_eq(stet__article_remove(f.pub, block(i)), STET_OK);
        assert_edited(wants[i], 1);
    }
    ck_assert_int_eq(rendered, 0);
}
END_TEST

START_TEST(block_removed_does_not_join_its_neighbours)
{
    read_source(&f.a, 6, "one\n# Head\ntwo\n");
    ck_assert_int_eq(stet__article_remove(f.pub, block(1)), STET_OK);
    assert_edited("one\n\ntwo\n", 1);
}
END_TEST

START_TEST(all_blocks_removed)
{
    read_source(&f.a, 6, SOURCE);
    while (block(0))
        ck_assert_int_eq(stet__article_remove(f.pub, block(0)), STET_OK);
    assert_edited("\n", 1);
    insert(-1, STET_PARAGRAPH, "Instead.");
    assert_edited("Instead.\n", 1);
}
END_TEST

START_TEST(last_blocks_replaced)
{
    read_source(&f.a, 6, SOURCE);
    ck_assert_int_eq(stet__article_remove(f.pub, block(3)), STET_OK);
    ck_assert_int_eq(stet__article_remove(f.pub, block(2)), STET_OK);
    insert(-1, STET_PARAGRAPH, "Instead.");
    assert_edited("# Head\n\nFirst words here.\n\nInstead.\n", 1);
}
END_TEST

START_TEST(block_moved_keeps_its_bytes)
{
    read_source(&f.a, 6, SOURCE);
    ck_assert_int_eq(stet__article_move(f.pub, block(2), body_of(&f), block(0)),
                     STET_OK);
    assert_edited("Second *strong* para\nwith two lines.\n\n# Head\n\nFirst words "
                  "here.\n\nThird.\n",
                  2);
    ck_assert_int_eq(rendered, 0);
    ck_assert_int_eq(stet__article_move(f.pub, block(0), body_of(&f), block(3)),
                     STET_OK);
    assert_edited(SOURCE, 0);
}
END_TEST

START_TEST(block_of_another_kind_is_rendered)
{
    read_source(&f.a, 6, SOURCE);
    ck_assert_int_eq(stet__article_set_kind(f.pub, block(1), STET_HEADING), STET_OK);
    assert_edited("# Head\n\n# First words here.\n\nSecond *strong* para\nwith two "
                  "lines.\n\nThird.\n",
                  1);
}
END_TEST

START_TEST(line_ends_are_those_of_the_source)
{
    read_source(&f.a, 6, "# Head\r\n\r\nText.\r\n");
    stet_node n = insert(1, STET_PARAGRAPH, "one");
    new_node(&f, n, STET_SOFT_BREAK);
    ck_assert_int_eq(stet__article_text_append(f.pub, n, "two", 3, 0, 0), STET_OK);
    assert_edited("# Head\r\n\r\none\r\ntwo\r\n\r\nText.\r\n", 1);
}
END_TEST

/* ---- words ------------------------------------------------------------------ */
static void set(int k, const char *text)
{
    ck_assert_int_eq(stet__article_set_text(f.pub, stet__article_first(f.pub, block(k)),
                                            stet_cstr(text)),
                     STET_OK);
}

START_TEST(words_are_replaced_in_place)
{
    read_source(&f.a, 6, SOURCE);
    set(1, "First new words here.");
    assert_edited("# Head\n\nFirst new words here.\n\nSecond *strong* para\nwith two "
                  "lines.\n\nThird.\n",
                  1);
    set(1, "First w\xc3\xb6rds here.");
    set(2, "Seconds ");
    assert_edited("# Head\n\nFirst w\xc3\xb6rds here.\n\nSeconds *strong* para\nwith "
                  "two lines.\n\nThird.\n",
                  2);
    ck_assert_int_eq(rendered, 0);
}
END_TEST

START_TEST(words_with_markup_are_rendered)
{
    read_source(&f.a, 6, SOURCE);
    set(1, "First *words* here.");
    assert_edited("# Head\n\nFirst \\*words\\* here.\n\nSecond *strong* para\nwith two "
                  "lines.\n\nThird.\n",
                  1);
    ck_assert_int_eq(rendered, 1);
}
END_TEST

START_TEST(words_at_the_begin_of_a_line_are_rendered)
{
    read_source(&f.a, 6, SOURCE);
    set(1, "# First words here.");
    set(3, "A Third.");
    assert_edited("# Head\n\n\\# First words here.\n\nSecond *strong* para\nwith two "
                  "lines.\n\nA Third.\n",
                  2);
    ck_assert_int_eq(rendered, 2);
}
END_TEST

START_TEST(words_across_an_escape_are_rendered)
{
    read_source(&f.a, 6, "One \\* two three.\n");
    set(0, "One * two four three.");
    assert_edited("One \\* two four three.\n", 1);
    ck_assert_int_eq(rendered, 0);
    set(0, "One two three.");
    assert_edited("One two three.\n", 1);
    ck_assert_int_eq(rendered, 1);
}
END_TEST

START_TEST(words_without_renderer_are_replaced_and_markup_is_refused)
{
    const stet_edit *edits;
    size_t count = 7;
    stet_error err = {0};
    read_source(&f.a, 6, SOURCE);
    set(1, "First new words here.");
    ck_assert_int_eq(stet__article_edits(&f.a, NULL, NULL, &edits, &count, &err),
                     STET_OK);
    ck_assert_uint_eq(count, 1);
    insert(-1, STET_PARAGRAPH, "new");
    ck_assert_int_eq(stet__article_edits(&f.a, NULL, NULL, &edits, &count, &err),
                     STET_E_NOTFOUND);
    ck_assert_ptr_nonnull(strstr(err.message, "paragraph"));
    ck_assert_uint_eq(count, 1);
}
END_TEST

/* ---- fields ----------------------------------------------------------------- */
START_TEST(fields_change_what_stands_before_the_blocks)
{
    read_source(&f.a, 6, "---\ntitle: Old\n---\n\nText.\n");
    ck_assert_int_eq(stet__article_set_text(f.pub,
                                            stet__article_field(f.pub, STET_HEADLINE),
                                            TEXT_OF("New")),
                     STET_OK);
    assert_edited("---\ntitle: New\n---\n\nText.\n", 1);
    insert(0, STET_PARAGRAPH, "Stamp.");
    assert_edited("---\ntitle: New\n---\n\nStamp.\n\nText.\n", 2);
}
END_TEST

START_TEST(fields_that_the_format_need_not_say_are_left)
{
    read_source(&f.a, 6, SOURCE);
    ck_assert(stet__article_state(f.pub, STET_WORDS, TEXT_OF("12"), NULL) != 0);
    char *got = edited(render, NULL, NULL);
    ck_assert_str_eq(got, SOURCE);
    free(got);
    assert_edited("---\ntitle: 12\n---\n\n" SOURCE, 1);
}
END_TEST

/* ---- hostile spans ---------------------------------------------------------- */
START_TEST(spans_that_overlap_or_leave_the_source_do_no_harm)
{
    ck_assert_int_eq(stet__article_reset(&f.a, 6, TEXT_OF("abcdef"), TEXT_OF("")),
                     STET_OK);
    static const stet_span spans[] = {{0, 4}, {2, 3}, {5, 100}, {UINT32_MAX - 1, 1},
                                      {4, 2}, {4, 0}};
    stet__article_begin_read(&f.a);
    for (size_t i = 0; i < 6; i++) {
        stet_node n =
            stet__article_node_new(f.pub, body_of(&f), 0, STET_PARAGRAPH, spans[i]);
        ck_assert_int_eq(stet__article_text_append(f.pub, n, "x", 1, UINT32_MAX - 1, 1),
                         STET_OK);
    }
    stet__article_end_read(&f.a);
    for (int i = 0; i < 6; i++)
        set(i, "xy");
    free(edited(render, NULL, NULL));
    while (block(0))
        ck_assert_int_eq(stet__article_remove(f.pub, block(0)), STET_OK);
    assert_edited("", 1);
}
END_TEST

static stet_code render_nothing(const void *self, stet_article *a, stet_node n,
                                stet_out *out)
{
    (void)a, (void)n, (void)out;
    return *(const stet_code *)self;
}

START_TEST(renderer_that_fails_is_reported)
{
    const stet_edit *edits = NULL;
    size_t count = 9;
    stet_error err = {0};
    stet_code fails = STET_FAILED, skips = STET_SKIP, empty = STET_OK;
    read_source(&f.a, 6, SOURCE);
    insert(2, STET_PARAGRAPH, "new");
    ck_assert_int_eq(
        stet__article_edits(&f.a, render_nothing, &fails, &edits, &count, &err),
        STET_FAILED);
    ck_assert_uint_eq(count, 9);
    ck_assert_int_eq(
        stet__article_edits(&f.a, render_nothing, &skips, &edits, &count, &err),
        STET_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(
        stet__article_edits(&f.a, render_nothing, &empty, &edits, &count, &err),
        STET_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(stet__article_edits(NULL, render, NULL, &edits, &count, &err),
                     STET_E_MISUSE);
}
END_TEST

/* ---- random changes --------------------------------------------------------- */
static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static int blocks(void)
{
    int n = 0;
    for (stet_node b = block(0); b; b = stet__article_next(f.pub, b))
        n++;
    return n;
}

static void change(uint64_t *seed)
{
    static const char *const texts[] = {"plain", "some more words",   "a*b",
                                        "# x",   "\xc3\xa9t\xc3\xa9", "First words",
                                        "y"};
    const char *text = texts[next_random(seed) % 7];
    int n = blocks(), k = n ? (int)(next_random(seed) % (unsigned)n) : 0;
    stet_node b = block(k), child = b ? stet__article_first(f.pub, b) : 0;
    stet_code code = STET_OK;
    switch (next_random(seed) % 7) {
    case 0:
        insert(next_random(seed) % 3 && n ? k : -1,
               next_random(seed) % 2 ? STET_PARAGRAPH : STET_HEADING, text);
        break;
    case 1:
        code = b && n > 1 ? stet__article_remove(f.pub, b) : STET_OK;
        break;
    case 2:
        code = b ? stet__article_move(
                       f.pub, b, body_of(&f),
                       n > 1 ? block((int)(next_random(seed) % (unsigned)n)) : 0)
                 : STET_OK;
        break;
    case 3:
        code = b && stet__article_kind(f.pub, b) == STET_PARAGRAPH &&
                       stet__article_first(f.pub, b) == stet__article_last(f.pub, b)
                   ? stet__article_set_kind(f.pub, b, STET_HEADING)
                   : STET_OK;
        break;
    default: {
        stet_str old = stet__article_text(f.pub, child);
        char all[400];
        size_t at = old.n ? next_random(seed) % (old.n + 1) : 0;
        while (at < old.n && ((unsigned char)old.p[at] & 0xc0) == 0x80)
            at++;
        if (stet__article_kind(f.pub, child) != STET_TEXT || old.n > 300)
            break;
        int len = snprintf(all, sizeof all, "%.*s%s%.*s", (int)at, old.p, text,
                           (int)(old.n - at), old.p + at);
        code = stet__article_set_text(f.pub, child, stet_strn(all, (size_t)len));
    }
    }
    ck_assert_int_eq(code, STET_OK);
}

/* Kinds and content of the blocks, which is all the format says. */
static char *outline(struct article *a)
{
    stet_out out;
    stet__buffer_init(&out, 1 << 20);
    for (uint32_t i = a->nodes[a->body].first; i; i = a->nodes[i].next) {
        stet_str text = stet__article_content(&a->pub, stet__node_handle(a, i));
        stet__buffer_printf(&out, "%u %.*s\n", a->nodes[i].kind, (int)text.n, text.p);
    }
    char *copy = strdup(stet__buffer_str(&out).p);
    stet__buffer_done(&out);
    return copy;
}

START_TEST(source_after_edits_reads_as_the_article)
{
    static const char *const sources[] = {
        SOURCE,
        "only\n",
        "",
        "# A\ntext\n# B\n\n\n\nmore \\* text *and so on*\n\n",
        "no line end",
        "a\n\nb\n\nc\n\nd\n\ne"};
    uint64_t seed = 300u + (unsigned)_i;
    struct fixture g;
    fixture_init(&g, 4, "");
    for (size_t s = 0; s < 6; s++) {
        read_source(&f.a, 10 + (uint32_t)s, sources[s]);
        for (uint32_t i = 0, n = 1 + next_random(&seed) % 6; i < n; i++)
            change(&seed);
        char *source = edited(render, NULL, NULL);
        read_source(&g.a, 20 + (uint32_t)s, source);
        char *want = outline(&f.a), *got = outline(&g.a);
        ck_assert_msg(!strcmp(want, got), "from:\n%s\nto:\n%s\nwanted:\n%s\ngot:\n%s",
                      sources[s], source, want, got);
        free(want);
        free(got);
        free(source);
    }
    fixture_done(&g);
}
END_TEST

START_TEST(each_failing_allocation_is_survived)
{
    const stet_edit *edits;
    size_t count;
    f.limits.memory_floor = 1 << 20;
    read_source(&f.a, 6, SOURCE);
    insert(2, STET_PARAGRAPH, "new");
    set(1, "First *words* here.");
    for (unsigned long n = 1; n < 4; n++) {
        stet__fail_alloc(n, 1);
        stet_code code = stet__article_edits(&f.a, render, NULL, &edits, &count, NULL);
        unsigned long counted = stet__fail_alloc(0, 0);
        ck_assert_int_eq(code, counted >= n ? STET_E_NOMEM : STET_OK);
    }
}
END_TEST

static Suite *edits_suite(void)
{
    Suite *s = suite_create("model_edits");
    TCase *t = tcase_create("edits");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, nothing_changed_is_no_edit);
    tcase_add_test(t, stamp_at_the_end_changes_no_other_byte);
    tcase_add_test(t, stamp_at_the_end_without_line_end);
    tcase_add_test(t, block_before_all_others);
    tcase_add_test(t, block_between_lines_without_a_blank_one);
    tcase_add_test(t, block_into_an_empty_source);
    tcase_add_test(t, block_removed_takes_its_blank_lines);
    tcase_add_test(t, block_removed_does_not_join_its_neighbours);
    tcase_add_test(t, all_blocks_removed);
    tcase_add_test(t, last_blocks_replaced);
    tcase_add_test(t, block_moved_keeps_its_bytes);
    tcase_add_test(t, block_of_another_kind_is_rendered);
    tcase_add_test(t, line_ends_are_those_of_the_source);
    tcase_add_test(t, words_are_replaced_in_place);
    tcase_add_test(t, words_with_markup_are_rendered);
    tcase_add_test(t, words_at_the_begin_of_a_line_are_rendered);
    tcase_add_test(t, words_across_an_escape_are_rendered);
    tcase_add_test(t, words_without_renderer_are_replaced_and_markup_is_refused);
    tcase_add_test(t, fields_change_what_stands_before_the_blocks);
    tcase_add_test(t, fields_that_the_format_need_not_say_are_left);
    tcase_add_test(t, spans_that_overlap_or_leave_the_source_do_no_harm);
    tcase_add_test(t, renderer_that_fails_is_reported);
    tcase_add_loop_test(t, source_after_edits_reads_as_the_article, 0, 100);
    tcase_add_test(t, each_failing_allocation_is_survived);
    suite_add_tcase(s, t);
    return s;
}

int main(void)
{
    SRunner *runner = srunner_create(edits_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
