/* SPDX-License-Identifier: MIT */
/*
 * The verdict and its explanation. Findings are put in order of category and rule,
 * summed in hundredths, and told in the same order.
 */
#include "model/verdict.h"

enum {
    CATEGORIES_TOLD = 20, /* lines of the explanation, the rest is summed up */
    TERMS_TOLD = 8,       /* terms of one sum                                */
    RULES_TOLD = 20,
    NAME_TOLD = 80 /* bytes of a category or reason */
};

const struct verdict_policy stet__verdict_default = {
    .label = 2, .review = 4, .reject = 9, .category_cap = 8};

struct tally {
    struct article *a;
    const struct verdict_policy *policy;
    uint32_t *order; /* indices of findings */
    size_t count;
    int64_t sum; /* hundredths, capped */
    stet_out out;
};

const char *stet__verdict_name(int verdict)
{
    static const char *const names[] = {"allow", "label", "review", "reject"};
    return verdict >= 0 && verdict < 4 ? names[verdict] : "";
}

/* ---- order ------------------------------------------------------------------ */
typedef int (*compare_fn)(const struct article *a, uint32_t x, uint32_t y);

static int compare_str(stet_str x, stet_str y)
{
    int c = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);
    return c ? c : (x.n > y.n) - (x.n < y.n);
}

static int compare_rule(const struct finding *x, const struct finding *y)
{
    int c = strcmp(x->plugin, y->plugin);
    return c ? c : strcmp(x->rule->id, y->rule->id);
}

/* Category, rule, score falling, then as they came. */
static int by_category(const struct article *a, uint32_t x, uint32_t y)
{
    const struct finding *f = &a->findings[x], *g = &a->findings[y];
    int c = compare_str(f->category, g->category);
    if (!c)
        c = compare_rule(f, g);
    if (!c)
        c = (f->score < g->score) - (f->score > g->score);
    return c ? c : (x > y) - (x < y);
}

/* Effect falling, rule, category (which may hold an effect down), then as they came. */
static int by_effect(const struct article *a, uint32_t x, uint32_t y)
{
    const struct finding *f = &a->findings[x], *g = &a->findings[y];
    int c = (f->effect < g->effect) - (f->effect > g->effect);
    if (!c)
        c = compare_rule(f, g);
    if (!c)
        c = compare_str(f->category, g->category);
    return c ? c : (x > y) - (x < y);
}

static void sift(const struct tally *t, size_t root, size_t end, compare_fn compare)
{
    uint32_t *o = t->order;
    for (size_t child; (child = 2 * root + 1) < end; root = child) {
        if (child + 1 < end && compare(t->a, o[child], o[child + 1]) < 0)
            child++;
        if (compare(t->a, o[root], o[child]) >= 0)
            return;
        uint32_t swap = o[root];
        o[root] = o[child];
        o[child] = swap;
    }
}

/* Heap sort: no memory, and no worst case that a flood of findings could reach. */
static void put_in_order(const struct tally *t, compare_fn compare)
{
    for (size_t i = t->count / 2; i-- > 0;)
        sift(t, i, t->count, compare);
    for (size_t end = t->count; end-- > 1;) {
        uint32_t swap = t->order[0];
        t->order[0] = t->order[end];
        t->order[end] = swap;
        sift(t, 0, end, compare);
    }
}

static const struct finding *finding_at(const struct tally *t, size_t i)
{
    return &t->a->findings[t->order[i]];
}

/* The end of the findings from i on that `same` holds together with the i-th. */
static size_t end_of_run(const struct tally *t, size_t i,
                         int (*same)(const struct finding *, const struct finding *))
{
    size_t j = i + 1;
    while (j < t->count && same(finding_at(t, i), finding_at(t, j)))
        j++;
    return j;
}

static int same_category(const struct finding *x, const struct finding *y)
{
    return stet_str_eq(x->category, y->category);
}

/* ---- putting ---------------------------------------------------------------- */
static stet_code grow_in_arena(stet_out *out, size_t more)
{
    if (more > out->max - out->len)
        return out->failed = STET_E_LIMIT;
    size_t cap = out->cap * 2 > out->len + more ? out->cap * 2 : out->len + more;
    char *p = stet__arena_bytes(out->owner, cap);
    if (!p)
        return out->failed = STET_E_NOMEM;
    if (out->len)
        memcpy(p, out->data, out->len);
    out->data = p;
    out->cap = cap;
    return STET_OK;
}

static void put_hundredths(stet_out *out, int64_t value)
{
    stet_put_int(out, value / 100);
    stet_putc(out, '.');
    stet_putc(out, (char)('0' + value / 10 % 10));
    stet_putc(out, (char)('0' + value % 10));
}

/* Text of plugins or authors: one line, cut at a character. */
static void put_short(stet_out *out, stet_str s)
{
    size_t n = s.n;
    if (n > NAME_TOLD)
        for (n = NAME_TOLD; n && ((unsigned char)s.p[n] & 0xc0) == 0x80;)
            n--;
    for (size_t i = 0; i < n; i++)
        stet_putc(out, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
    if (n < s.n)
        stet_puts(out, "...");
}

static void put_rule(stet_out *out, const struct finding *f)
{
    if (f->plugin[0]) {
        stet_puts(out, f->plugin);
        stet_putc(out, '/');
    }
    stet_puts(out, f->rule->id);
}

static void put_category(stet_out *out, stet_str category)
{
    put_short(out, category.n ? category : stet_cstr("no category"));
}

/* ---- scores ----------------------------------------------------------------- */
static int64_t hundredths(double value)
{
    if (!(value > 0))
        return 0;
    return (int64_t)((value < STET_SCORE_MAX ? value : STET_SCORE_MAX) * 100 + 0.5);
}

static double threshold(const struct verdict_policy *p, int verdict)
{
    const double at[] = {0, p->label, p->review, p->reject};
    return at[verdict];
}

static int worst_of(const struct verdict_policy *p, stet_str category)
{
    for (size_t i = 0; i < p->cap_count; i++)
        if (stet_str_eq(p->caps[i].category, category))
            return p->caps[i].worst;
    return STET_VERDICT_REJECT;
}

/* The most that a category adds to the sum: what reaches the worst it may do. Where
 * that has no threshold, just less than what reaches more. */
static int64_t most_of(const struct verdict_policy *p, stet_str category)
{
    int64_t most = p->category_cap > 0 ? hundredths(p->category_cap) : INT64_MAX;
    int worst = worst_of(p, category);
    int64_t reach = INT64_MAX;
    if (worst == STET_ALLOW)
        return 0;
    if (worst < STET_VERDICT_REJECT && threshold(p, worst) > 0)
        reach = hundredths(threshold(p, worst));
    else
        for (int v = worst + 1; v <= STET_VERDICT_REJECT && reach == INT64_MAX; v++)
            if (threshold(p, v) > 0)
                reach = hundredths(threshold(p, v)) - 1;
    return reach < most ? reach : most;
}

static int verdict_of_sum(const struct verdict_policy *p, int64_t sum)
{
    for (int v = STET_VERDICT_REJECT; v > STET_ALLOW; v--)
        if (threshold(p, v) > 0 && sum >= hundredths(threshold(p, v)))
            return v;
    return STET_ALLOW;
}

static int64_t sum_of(const struct tally *t, size_t from, size_t to)
{
    int64_t sum = 0;
    for (size_t i = from; i < to; i++)
        sum += hundredths(finding_at(t, i)->score);
    return sum;
}

static int same_term(const struct finding *x, const struct finding *y)
{
    return same_category(x, y) && compare_rule(x, y) == 0 &&
           hundredths(x->score) == hundredths(y->score);
}

/* "terms/slur 2 x 2.00 + terms/mild 0.50" */
static void put_terms(struct tally *t, size_t from, size_t to)
{
    size_t told = 0;
    for (size_t i = from, end; i < to; i = end) {
        const struct finding *f = finding_at(t, i);
        end = end_of_run(t, i, same_term);
        if (hundredths(f->score) == 0)
            continue;
        if (told)
            stet_puts(&t->out, " + ");
        if (told++ == TERMS_TOLD) {
            stet_puts(&t->out, "more ");
            put_hundredths(&t->out, sum_of(t, i, to));
            return;
        }
        put_rule(&t->out, f);
        stet_putc(&t->out, ' ');
        if (end - i > 1) {
            stet_put_int(&t->out, (int64_t)(end - i));
            stet_puts(&t->out, " x ");
        }
        put_hundredths(&t->out, hundredths(f->score));
    }
}

static void put_category_line(struct tally *t, size_t from, size_t to, int64_t sum,
                              int64_t most)
{
    stet_puts(&t->out, "\n  ");
    put_category(&t->out, finding_at(t, from)->category);
    stet_puts(&t->out, ": ");
    put_terms(t, from, to);
    stet_puts(&t->out, " = ");
    put_hundredths(&t->out, sum);
    if (sum > most) {
        stet_puts(&t->out, ", capped at ");
        put_hundredths(&t->out, most);
    }
}

/* Sum category by category; with `tell`, a line for each. */
static int64_t add_categories(struct tally *t, int tell)
{
    int64_t total = 0, rest = 0;
    size_t told = 0, untold = 0;
    for (size_t i = 0, end; i < t->count; i = end) {
        end = end_of_run(t, i, same_category);
        int64_t sum = sum_of(t, i, end);
        int64_t most = most_of(t->policy, finding_at(t, i)->category);
        int64_t counted = sum < most ? sum : most;
        total += counted;
        if (!tell || sum == 0)
            continue;
        if (told++ < CATEGORIES_TOLD) {
            put_category_line(t, i, end, sum, most);
        } else {
            untold++;
            rest += counted;
        }
    }
    if (untold) {
        stet_puts(&t->out, "\n  ");
        stet_put_int(&t->out, (int64_t)untold);
        stet_puts(&t->out, " more categories: ");
        put_hundredths(&t->out, rest);
    }
    return total;
}

static void explain_score(struct tally *t, int verdict)
{
    const struct verdict_policy *p = t->policy;
    int above = verdict + 1;
    stet_puts(&t->out, "\nby score: ");
    stet_puts(&t->out, stet__verdict_name(verdict));
    stet_puts(&t->out, ", ");
    put_hundredths(&t->out, t->sum);
    if (verdict > STET_ALLOW) {
        stet_puts(&t->out, " is at least ");
        put_hundredths(&t->out, hundredths(threshold(p, verdict)));
    }
    while (above <= STET_VERDICT_REJECT && !(threshold(p, above) > 0))
        above++;
    if (above <= STET_VERDICT_REJECT) {
        stet_puts(&t->out, verdict > STET_ALLOW ? " and below " : " is below ");
        stet_puts(&t->out, stet__verdict_name(above));
        stet_putc(&t->out, ' ');
        put_hundredths(&t->out, hundredths(threshold(p, above)));
    }
    add_categories(t, 1);
}

/* ---- effects ---------------------------------------------------------------- */
static int effect_of(const struct tally *t, const struct finding *f)
{
    int worst = worst_of(t->policy, f->category);
    return f->effect < worst ? f->effect : worst;
}

static int highest_effect(const struct tally *t)
{
    int highest = STET_ALLOW;
    for (size_t i = 0; i < t->count; i++)
        if (effect_of(t, finding_at(t, i)) > highest)
            highest = effect_of(t, finding_at(t, i));
    return highest;
}

static int same_effect(const struct finding *x, const struct finding *y)
{
    return x->effect == y->effect && compare_rule(x, y) == 0 && same_category(x, y);
}

/* "  review attribution/hyperlink-missing, line 12" */
static void put_effect_line(struct tally *t, size_t from, size_t to)
{
    const struct finding *f = finding_at(t, from);
    int counts = effect_of(t, f);
    stet_puts(&t->out, "\n  ");
    stet_puts(&t->out, stet__verdict_name(counts));
    stet_putc(&t->out, ' ');
    put_rule(&t->out, f);
    if (to - from > 1) {
        stet_puts(&t->out, ", ");
        stet_put_int(&t->out, (int64_t)(to - from));
        stet_puts(&t->out, " times");
    }
    if (f->source.len) {
        stet_place place = stet__article_place(&t->a->pub, f->source.off);
        if (place.line) {
            stet_puts(&t->out, ", line ");
            stet_put_int(&t->out, place.line);
        }
    }
    if (counts < f->effect) {
        stet_puts(&t->out, ", ");
        stet_puts(&t->out, stet__verdict_name(f->effect));
        stet_puts(&t->out, " but for the cap of ");
        put_category(&t->out, f->category);
    }
}

static void explain_effects(struct tally *t, int highest)
{
    size_t told = 0, i = 0;
    stet_puts(&t->out, "\nby effect: ");
    stet_puts(&t->out, stet__verdict_name(highest));
    put_in_order(t, by_effect);
    for (size_t end; i < t->count && finding_at(t, i)->effect > STET_OBSERVE; i = end) {
        end = end_of_run(t, i, same_effect);
        if (told++ < RULES_TOLD)
            put_effect_line(t, i, end);
    }
    if (told > RULES_TOLD) {
        stet_puts(&t->out, "\n  ");
        stet_put_int(&t->out, (int64_t)(told - RULES_TOLD));
        stet_puts(&t->out, " more rules");
    }
}

/* ---- all of it -------------------------------------------------------------- */
static void explain_demands(struct tally *t, const struct verdict_demand *demands,
                            size_t count, int demanded)
{
    if (!demanded)
        return;
    stet_puts(&t->out, "\nby demand: ");
    stet_puts(&t->out, stet__verdict_name(demanded));
    for (size_t i = 0; i < count && i < RULES_TOLD; i++) {
        stet_puts(&t->out, "\n  ");
        stet_puts(&t->out, stet__verdict_name(demands[i].verdict));
        stet_putc(&t->out, ' ');
        put_short(&t->out, demands[i].why);
    }
}

static stet_code list_findings(struct tally *t)
{
    t->count = t->a->finding_count;
    t->order = stet__arena_alloc(&t->a->arena, t->count * sizeof *t->order + 1);
    if (!t->order)
        return STET_E_NOMEM;
    for (size_t i = 0; i < t->count; i++)
        t->order[i] = (uint32_t)i;
    return STET_OK;
}

static int highest_demand(const struct verdict_demand *demands, size_t count)
{
    int highest = STET_ALLOW;
    for (size_t i = 0; i < count; i++)
        if (demands[i].verdict > highest)
            highest = demands[i].verdict;
    return highest;
}

static stet_code decide(struct tally *t, const struct verdict_demand *demands,
                        size_t demand_count, struct verdict *v)
{
    if (list_findings(t))
        return STET_E_NOMEM;
    put_in_order(t, by_category);
    t->sum = add_categories(t, 0);
    v->explanation = stet_cstr("");
    v->by_score = verdict_of_sum(t->policy, t->sum);
    v->by_effect = highest_effect(t);
    v->demanded = highest_demand(demands, demand_count);
    v->score = (double)t->sum / 100;
    v->verdict = v->by_score > v->by_effect ? v->by_score : v->by_effect;
    v->verdict = v->demanded > v->verdict ? v->demanded : v->verdict;
    return STET_OK;
}

stet_code stet__verdict_decide(struct article *a, const struct verdict_policy *policy,
                               const struct verdict_demand *demands,
                               size_t demand_count, struct verdict *ret_verdict)
{
    struct tally t = {.a = a, .policy = policy ? policy : &stet__verdict_default};
    return decide(&t, demands, demand_count, ret_verdict);
}

stet_code stet__verdict_compute(struct article *a, const struct verdict_policy *policy,
                                const struct verdict_demand *demands,
                                size_t demand_count, struct verdict *ret_verdict)
{
    struct tally t = {.a = a, .policy = policy ? policy : &stet__verdict_default};
    struct verdict v = {0};
    t.out = (stet_out){.size = sizeof t.out,
                       .max = 1u << 20,
                       .grow = grow_in_arena,
                       .owner = &a->arena};
    if (decide(&t, demands, demand_count, &v))
        return STET_E_NOMEM;
    stet_puts(&t.out, "verdict ");
    stet_puts(&t.out, stet__verdict_name(v.verdict));
    if (t.count) {
        explain_score(&t, v.by_score);
        explain_effects(&t, v.by_effect);
    } else {
        stet_puts(&t.out, "\nno findings");
    }
    explain_demands(&t, demands, demand_count, v.demanded);
    stet_put(&t.out, "", 1);
    if (t.out.failed)
        return t.out.failed;
    v.explanation = stet_strn(t.out.data, t.out.len - 1);
    *ret_verdict = v;
    return STET_OK;
}
