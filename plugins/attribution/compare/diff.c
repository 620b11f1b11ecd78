/* SPDX-License-Identifier: MIT */
/*
 * Where two sequences of words differ. Equal ends are cut off, then the longest common
 * sequence is found in a table; what would need too large a table counts as replaced.
 */
#include "compare.h"

/* One byte a cell: which way the longest common sequence goes on. */
enum { GO_BOTH, GO_A, GO_B };

static unsigned char *fill(const struct pool *pool, const struct token *a, size_t n,
                           const struct token *b, size_t m)
{
    unsigned char *way = stet__pool_array(pool, n * m, 1);
    uint32_t *row = stet__pool_array(pool, m + 1, sizeof *row);
    if (!way || !row)
        return NULL;
    for (size_t i = n; i-- > 0;) {
        uint32_t diagonal = 0;
        for (size_t j = m; j-- > 0;) {
            uint32_t below = row[j];
            if (a[i].hash == b[j].hash) {
                way[i * m + j] = GO_BOTH;
                row[j] = diagonal + 1;
            } else {
                way[i * m + j] = row[j] >= row[j + 1] ? GO_A : GO_B;
                row[j] = row[j] >= row[j + 1] ? row[j] : row[j + 1];
            }
            diagonal = below;
        }
    }
    return way;
}

static void add(struct hunk *hunks, size_t *count, struct hunk h)
{
    if (h.a_from == h.a_to && h.b_from == h.b_to)
        return;
    hunks[(*count)++] = h;
}

static void walk(const unsigned char *way, struct hunk at, size_t n, size_t m,
                 struct hunk *hunks, size_t *count)
{
    size_t i = 0, j = 0, a0 = at.a_from, b0 = at.b_from;
    struct hunk h = {a0, a0, b0, b0};
    while (i < n && j < m) {
        switch (way[i * m + j]) {
        case GO_BOTH:
            add(hunks, count, h);
            i++, j++;
            h = (struct hunk){a0 + i, a0 + i, b0 + j, b0 + j};
            break;
        case GO_A:
            h.a_to = a0 + ++i;
            break;
        default:
            h.b_to = b0 + ++j;
        }
    }
    h.a_to = a0 + n;
    h.b_to = b0 + m;
    add(hunks, count, h);
}

struct hunk *stet__diff(const struct pool *pool, const struct token *a, size_t n,
                        const struct token *b, size_t m, size_t *cells,
                        size_t *ret_count)
{
    size_t head = 0, tail = 0;
    while (head < n && head < m && a[head].hash == b[head].hash)
        head++;
    while (tail < n - head && tail < m - head &&
           a[n - 1 - tail].hash == b[m - 1 - tail].hash)
        tail++;
    struct hunk whole = {head, n - tail, head, m - tail};
    size_t rows = whole.a_to - whole.a_from, columns = whole.b_to - whole.b_from;
    struct hunk *hunks =
        stet__pool_array(pool, (rows < columns ? rows : columns) + 2, sizeof *hunks);
    *ret_count = 0;
    if (!hunks)
        return NULL;
    if (!rows || !columns || rows > *cells / columns) {
        add(hunks, ret_count, whole);
        return hunks;
    }
    *cells -= rows * columns;
    const unsigned char *way = fill(pool, a + head, rows, b + head, columns);
    if (!way)
        return NULL;
    walk(way, whole, rows, columns, hunks, ret_count);
    return hunks;
}
