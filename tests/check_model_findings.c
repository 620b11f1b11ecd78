/* SPDX-License-Identifier: MIT */
/* Findings: what is accepted and where it lies; the verdict and its arithmetic. */
#include "model/verdict.h"
#include "model_fixture.h"

static struct fixture f;

/* A rule as a plugin of another release has it: longer by a member. */
struct long_rule {
    stet_rule rule;
    const char *later;
};
static const struct long_rule rules[] = {
    {{sizeof(struct long_rule), STET_MEDIUM, STET_OBSERVE, "mild", "tone", "Mild.", ""},
     "x"},
    {{sizeof(struct long_rule), STET_HIGH, STET_REVIEW, "rude", "tone", "Rude.", ""},
     "x"},
    {{sizeof(struct long_rule), STET_CRITICAL, STET_REJECT, "scam", "spam", "Scam.",
      ""},
     "x"},
    {{sizeof(struct long_rule), STET_LOW, STET_LABEL, "plain", NULL, "Plain.", ""},
     "x"},
    {{sizeof(struct long_rule), 0, 0, NULL, NULL, NULL, NULL}, "x"},
};

static void setup(void)
{
    fixture_init(&f, 3, "0123456789 tail &amp; end\nsecond line here");
    ck_assert_int_eq(stet__article_enter_step(&f.a, stet_cstr("words"), "terms",
                                              &rules[0].rule, sizeof rules[0], NULL),
                     STET_OK);
}

static void teardown(void)
{
    fixture_done(&f);
}

static stet_finding finding(const char *rule)
{
    return (stet_finding){.size = sizeof(stet_finding),
                          .severity = -1,
                          .effect = -1,
                          .rule = rule,
                          .message = stet_cstr("said")};
}

static stet_code add(stet_finding x)
{
    return stet__article_finding(f.pub, &x);
}

static stet_code add_score(const char *rule, double score)
{
    stet_finding x = finding(rule);
    x.score = score;
    return add(x);
}

/* ---- findings --------------------------------------------------------------- */
START_TEST(finding_takes_what_the_rule_says)
{
    char id[] = "rude"; /* not the pointer of the declaration */
    ck_assert_int_eq(add(finding(id)), STET_OK);
    stet_finding x = finding("rude");
    x.severity = STET_INFO;
    x.effect = STET_OBSERVE;
    x.category = stet_cstr("other");
    ck_assert_int_eq(add(x), STET_OK);
    const struct finding *k = f.a.findings;
    ck_assert_uint_eq(f.a.finding_count, 2);
    ck_assert_int_eq(k[0].severity, STET_HIGH);
    ck_assert_int_eq(k[0].effect, STET_REVIEW);
    ck_assert_ptr_eq(k[0].rule, &rules[1].rule);
    assert_text(k[0].category, "tone");
    assert_text(f.a.authors[k[0].step], "words");
    ck_assert_str_eq(k[0].plugin, "terms");
    ck_assert_int_eq(k[1].severity, STET_INFO);
    ck_assert_int_eq(k[1].effect, STET_OBSERVE);
    assert_text(k[1].category, "other");
}
END_TEST

START_TEST(finding_of_no_declared_rule_is_refused)
{
    ck_assert_int_eq(add(finding("rud")), STET_E_UNDECLARED);
    ck_assert_int_eq(add(finding("rude2")), STET_E_UNDECLARED);
    ck_assert_int_eq(add(finding("")), STET_E_UNDECLARED);
    ck_assert_int_eq(add(finding(NULL)), STET_E_MISUSE);
    ck_assert_int_eq(
        stet__article_enter_step(&f.a, stet_cstr("other"), NULL, NULL, 0, NULL),
        STET_OK);
    ck_assert_int_eq(add(finding("rude")), STET_E_UNDECLARED);
    ck_assert_uint_eq(f.a.finding_count, 0);
}
END_TEST

START_TEST(finding_with_bad_members_is_refused)
{
    stet_node n = paragraph(&f, "text");
    struct {
        stet_code want;
        stet_finding x;
    } bad[12];
    for (size_t i = 0; i < 12; i++)
        bad[i].x = finding("rude"), bad[i].want = STET_E_RANGE;
    bad[0].x.size = 8, bad[0].want = STET_E_MISUSE;
    bad[1].x.severity = 5;
    bad[2].x.effect = -2;
    bad[3].x.score = -0.5;
    bad[4].x.score = 0.0 / (bad[0].x.score * 0.0); /* nan */
    bad[5].x.confidence = 1.5;
    bad[6].x.status = stet_cstr("fine");
    bad[7].x.from = 1, bad[7].x.to = 2; /* no node */
    bad[8].x.node = n, bad[8].x.from = 3, bad[8].x.to = 5;
    bad[9].x.node = n, bad[9].x.from = 3, bad[9].x.to = 2;
    bad[10].x.node = n + 50, bad[10].want = STET_E_STALE;
    bad[11].x.message = stet_cstr("\xff"), bad[11].want = STET_E_UTF8;
    for (size_t i = 0; i < 12; i++)
        ck_assert_msg(add(bad[i].x) == bad[i].want, "case %zu", i);
    ck_assert_int_eq(stet__article_finding(f.pub, NULL), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_finding(NULL, &bad[1].x), STET_E_MISUSE);
    ck_assert_uint_eq(f.a.finding_count, 0);
}
END_TEST

START_TEST(finding_copies_its_text)
{
    char text[] = "evidence";
    stet_finding x = finding("mild");
    x.message = x.suggestion = x.evidence = x.policy = x.category = stet_cstr(text);
    ck_assert_int_eq(add(x), STET_OK);
    memset(text, 'x', sizeof text - 1);
    const struct finding *k = &f.a.findings[0];
    assert_text(k->message, "evidence");
    assert_text(k->suggestion, "evidence");
    assert_text(k->evidence, "evidence");
    assert_text(k->policy, "evidence");
    assert_text(k->category, "evidence");
    assert_text(k->status, "");
}
END_TEST

/* "0123456789 tail & end": an emphasis in the middle, an entity that is one unit. */
static stet_node placed_paragraph(void)
{
    stet_span span = {0, 25};
    stet_node p = stet__article_node_new(f.pub, body_of(&f), 0, STET_PARAGRAPH, span);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "01234", 5, 0, 5), STET_OK);
    stet_node em = new_node(&f, p, STET_EMPHASIS);
    ck_assert_int_eq(stet__article_text_append(f.pub, em, "56789", 5, 5, 5), STET_OK);
    stet_node rest = new_node(&f, p, STET_TEXT);
    ck_assert_int_eq(stet__article_text_append(f.pub, rest, " tail ", 6, 10, 6),
                     STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, rest, "&", 1, 16, 5), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, rest, " end", 4, 21, 4), STET_OK);
    assert_text(stet__article_content(f.pub, p), "0123456789 tail & end");
    return p;
}

static void assert_place(stet_node n, size_t from, size_t to, uint32_t off,
                         uint32_t len)
{
    stet_finding x = finding("mild");
    x.node = n;
    x.from = from;
    x.to = to;
    ck_assert_int_eq(add(x), STET_OK);
    stet_span got = f.a.findings[f.a.finding_count - 1].source;
    ck_assert_msg(got.off == off && got.len == len, "[%zu,%zu) is %u+%u, not %u+%u",
                  from, to, got.off, got.len, off, len);
}

START_TEST(finding_is_placed_in_the_source)
{
    stet_node p = placed_paragraph();
    assert_place(p, 0, 0, 0, 25);
    assert_place(p, 0, 5, 0, 5);
    assert_place(p, 2, 4, 2, 2);
    assert_place(p, 3, 8, 3, 5);
    assert_place(p, 5, 6, 5, 1);
    assert_place(p, 15, 18, 15, 7);
    assert_place(p, 16, 17, 16, 5);
    assert_place(p, 17, 21, 21, 4);
    assert_place(p, 8, SIZE_MAX, 8, 17);
    assert_place(p, 4, 4, 0, 0);
    assert_place(0, 0, 0, 0, 0);
}
END_TEST

START_TEST(finding_in_text_from_nowhere_has_no_source)
{
    stet_node p = paragraph(&f, "made up");
    assert_place(p, 0, 4, 0, 0);
    stet_node rest = new_node(&f, p, STET_STRONG);
    ck_assert_int_eq(stet__article_text_append(f.pub, rest, "tail", 4, 11, 4), STET_OK);
    assert_place(p, 0, 9, 11, 2);
    assert_place(p, 5, 11, 11, 4);
}
END_TEST

START_TEST(duty_that_is_met_has_no_effect)
{
    stet_finding x = finding("rude");
    x.status = stet_cstr("satisfied");
    ck_assert_int_eq(add(x), STET_OK);
    x.status = stet_cstr("not_applicable");
    ck_assert_int_eq(add(x), STET_OK);
    x.status = stet_cstr("violated");
    ck_assert_int_eq(add(x), STET_OK);
    x.status = stet_cstr("unverifiable");
    ck_assert_int_eq(add(x), STET_OK);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(f.a.findings[i].effect, i < 2 ? STET_OBSERVE : STET_REVIEW);
        ck_assert_int_eq(f.a.findings[i].severity, i < 2 ? STET_INFO : STET_HIGH);
    }
}
END_TEST

START_TEST(findings_end_at_the_limit)
{
    f.limits.findings = 3;
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(add(finding("mild")), STET_OK);
    ck_assert_int_eq(add(finding("mild")), STET_E_LIMIT);
    ck_assert_uint_eq(f.a.finding_count, 3);
}
END_TEST

/* ---- the verdict ------------------------------------------------------------ */
static struct verdict verdict_of(const struct verdict_policy *policy)
{
    struct verdict v;
    ck_assert_int_eq(stet__verdict_compute(&f.a, policy, NULL, 0, &v), STET_OK);
    return v;
}

START_TEST(no_findings_allow)
{
    struct verdict v = verdict_of(NULL);
    ck_assert_int_eq(v.verdict, STET_ALLOW);
    assert_text(v.explanation, "verdict allow\nno findings");
}
END_TEST

START_TEST(highest_effect_is_the_verdict)
{
    ck_assert_int_eq(add(finding("plain")), STET_OK);
    ck_assert_int_eq(verdict_of(NULL).verdict, STET_VERDICT_LABEL);
    ck_assert_int_eq(add(finding("rude")), STET_OK);
    ck_assert_int_eq(add(finding("mild")), STET_OK);
    ck_assert_int_eq(verdict_of(NULL).verdict, STET_VERDICT_REVIEW);
    ck_assert_int_eq(add(finding("scam")), STET_OK);
    struct verdict v = verdict_of(NULL);
    ck_assert_int_eq(v.verdict, STET_VERDICT_REJECT);
    ck_assert_int_eq(v.by_score, STET_ALLOW);
}
END_TEST

START_TEST(scores_add_up_to_thresholds)
{
    ck_assert_int_eq(add_score("mild", 1.0), STET_OK);
    ck_assert_int_eq(verdict_of(NULL).verdict, STET_ALLOW);
    ck_assert_int_eq(add_score("mild", 0.99), STET_OK);
    ck_assert_int_eq(verdict_of(NULL).verdict, STET_ALLOW);
    ck_assert_int_eq(add_score("mild", 0.01), STET_OK);
    ck_assert_int_eq(verdict_of(NULL).verdict, STET_VERDICT_LABEL);
    ck_assert_int_eq(add_score("mild", 2), STET_OK);
    ck_assert_int_eq(verdict_of(NULL).verdict, STET_VERDICT_REVIEW);
    for (int i = 0; i < 50; i++)
        ck_assert_int_eq(add_score("mild", 2), STET_OK);
    struct verdict v = verdict_of(NULL);
    ck_assert_int_eq(v.verdict, STET_VERDICT_REVIEW); /* one category does not reject */
    ck_assert(v.score == 8.0);
    stet_finding x = finding("mild");
    x.category = stet_cstr("spam");
    x.score = 1;
    ck_assert_int_eq(add(x), STET_OK);
    ck_assert_int_eq(verdict_of(NULL).verdict, STET_VERDICT_REJECT);
}
END_TEST

START_TEST(tenths_add_up_exactly)
{
    for (int i = 0; i < 20; i++)
        ck_assert_int_eq(add_score("mild", 0.1), STET_OK);
    struct verdict v = verdict_of(NULL);
    ck_assert_int_eq(v.verdict, STET_VERDICT_LABEL);
    assert_text(v.explanation,
                "verdict label\n"
                "by score: label, 2.00 is at least 2.00 and below review 4.00\n"
                "  tone: terms/mild 20 x 0.10 = 2.00\n"
                "by effect: allow");
}
END_TEST

START_TEST(explanation_tells_the_arithmetic)
{
    stet_finding x = finding("rude");
    x.node = placed_paragraph();
    x.from = 1;
    x.to = 3;
    x.score = 2.5;
    ck_assert_int_eq(add(x), STET_OK);
    ck_assert_int_eq(add_score("mild", 0.5), STET_OK);
    ck_assert_int_eq(add_score("mild", 0.5), STET_OK);
    ck_assert_int_eq(add_score("plain", 12), STET_OK);
    ck_assert_int_eq(add(finding("plain")), STET_OK);
    struct verdict v = verdict_of(NULL);
    assert_text(v.explanation,
                "verdict reject\n"
                "by score: reject, 11.50 is at least 9.00\n"
                "  no category: terms/plain 12.00 = 12.00, capped at 8.00\n"
                "  tone: terms/mild 2 x 0.50 + terms/rude 2.50 = 3.50\n"
                "by effect: review\n"
                "  review terms/rude, line 1\n"
                "  label terms/plain, 2 times");
    ck_assert(v.score == 11.5);
}
END_TEST

START_TEST(cap_of_a_category_holds_effects_and_scores_down)
{
    static const struct verdict_cap caps[] = {{{"spam", 4}, STET_VERDICT_REVIEW},
                                              {{"tone", 4}, STET_ALLOW}};
    struct verdict_policy policy = stet__verdict_default;
    policy.caps = caps;
    policy.cap_count = 2;
    ck_assert_int_eq(add_score("scam", 100), STET_OK);
    ck_assert_int_eq(add_score("rude", 100), STET_OK);
    struct verdict v = verdict_of(&policy);
    ck_assert_int_eq(v.verdict, STET_VERDICT_REVIEW);
    ck_assert(v.score == 4.0);
    assert_text(v.explanation,
                "verdict review\n"
                "by score: review, 4.00 is at least 4.00 and below reject 9.00\n"
                "  spam: terms/scam 100.00 = 100.00, capped at 4.00\n"
                "  tone: terms/rude 100.00 = 100.00, capped at 0.00\n"
                "by effect: review\n"
                "  review terms/scam, reject but for the cap of spam\n"
                "  allow terms/rude, review but for the cap of tone");
    policy.review = 0; /* no threshold for what it may do: just less than more */
    v = verdict_of(&policy);
    ck_assert(v.score == 8.0);
    policy.category_cap = 0;
    ck_assert(verdict_of(&policy).score == 8.99);
    ck_assert_int_eq(verdict_of(&policy).by_score, STET_VERDICT_LABEL);
}
END_TEST

START_TEST(threshold_of_nought_is_never_reached)
{
    struct verdict_policy policy = {0, 0, 0, 0, NULL, 0};
    ck_assert_int_eq(add_score("mild", STET_SCORE_MAX), STET_OK);
    struct verdict v = verdict_of(&policy);
    ck_assert_int_eq(v.verdict, STET_ALLOW);
    ck_assert(v.score == STET_SCORE_MAX);
    policy.label = 5;
    ck_assert_int_eq(verdict_of(&policy).verdict, STET_VERDICT_LABEL);
}
END_TEST

START_TEST(demand_raises_and_never_lowers)
{
    const struct verdict_demand demands[] = {
        {STET_VERDICT_REVIEW, stet_cstr("step rights failed:\nno answer")},
        {STET_VERDICT_LABEL, stet_cstr("a copy")}};
    struct verdict v;
    ck_assert_int_eq(stet__verdict_compute(&f.a, NULL, demands, 2, &v), STET_OK);
    ck_assert_int_eq(v.verdict, STET_VERDICT_REVIEW);
    assert_text(v.explanation,
                "verdict review\nno findings\nby demand: review\n"
                "  review step rights failed: no answer\n  label a copy");
    ck_assert_int_eq(add(finding("scam")), STET_OK);
    ck_assert_int_eq(stet__verdict_compute(&f.a, NULL, demands, 2, &v), STET_OK);
    ck_assert_int_eq(v.verdict, STET_VERDICT_REJECT);
}
END_TEST

/* The order in which checks ran is no part of the explanation. */
START_TEST(order_of_findings_changes_nothing)
{
    static const char *const ids[] = {"mild", "rude", "scam", "plain", "mild", "rude"};
    char *before = NULL;
    for (int turn = 0; turn < 2; turn++) {
        f.a.finding_count = 0;
        for (int i = 0; i < 6; i++)
            ck_assert_int_eq(add_score(ids[turn ? 5 - i : i], 0.25), STET_OK);
        stet_str text = verdict_of(NULL).explanation;
        if (before)
            assert_text(text, before);
        else
            before = strdup(text.p);
    }
    free(before);
}
END_TEST

START_TEST(explanation_of_many_findings_stays_short)
{
    char name[300];
    for (int i = 0; i < 3000; i++) {
        stet_finding x = finding(i % 2 ? "mild" : "plain");
        snprintf(name, sizeof name, "category-%d-%0200d\n", i, 0);
        x.category = stet_cstr(name);
        x.score = 0.01 + i % 40;
        ck_assert_int_eq(add(x), STET_OK);
    }
    struct verdict v = verdict_of(NULL);
    ck_assert_int_eq(v.verdict, STET_VERDICT_REJECT);
    ck_assert_uint_lt(v.explanation.n, 8000);
    ck_assert_ptr_nonnull(strstr(v.explanation.p, " more categories: "));
    ck_assert_ptr_nonnull(strstr(v.explanation.p, "1480 more rules"));
}
END_TEST

#ifdef STET_FAULTS
START_TEST(every_failing_allocation_is_reported)
{
    int failures = 0;
    fixture_done(&f);
    for (unsigned long nth = 1; nth < 200; nth++) {
        struct verdict v = {.verdict = 77};
        stet_code code = STET_OK;
        setup();
        stet__fail_alloc(nth, 1);
        for (int i = 0; i < 300 && !code; i++) {
            stet_finding x = finding("plain");
            x.category = stet_cstr("a category that takes some room in the arena");
            code = add(x);
        }
        if (!code)
            code = stet__verdict_compute(&f.a, NULL, NULL, 0, &v);
        int done = stet__fail_alloc(0, 0) < nth;
        ck_assert_int_eq(code, done ? STET_OK : STET_E_NOMEM);
        ck_assert_int_eq(v.verdict, done ? STET_VERDICT_LABEL : 77);
        failures += !done;
        if (done)
            break;
        fixture_done(&f);
    }
    ck_assert_int_gt(failures, 2);
}
END_TEST
#endif

static void add_finding_tests(TCase *t)
{
    tcase_add_test(t, finding_takes_what_the_rule_says);
    tcase_add_test(t, finding_of_no_declared_rule_is_refused);
    tcase_add_test(t, finding_with_bad_members_is_refused);
    tcase_add_test(t, finding_copies_its_text);
    tcase_add_test(t, finding_is_placed_in_the_source);
    tcase_add_test(t, finding_in_text_from_nowhere_has_no_source);
    tcase_add_test(t, duty_that_is_met_has_no_effect);
    tcase_add_test(t, findings_end_at_the_limit);
}

static void add_verdict_tests(TCase *t)
{
    tcase_add_test(t, no_findings_allow);
    tcase_add_test(t, highest_effect_is_the_verdict);
    tcase_add_test(t, scores_add_up_to_thresholds);
    tcase_add_test(t, tenths_add_up_exactly);
    tcase_add_test(t, explanation_tells_the_arithmetic);
    tcase_add_test(t, cap_of_a_category_holds_effects_and_scores_down);
    tcase_add_test(t, threshold_of_nought_is_never_reached);
    tcase_add_test(t, demand_raises_and_never_lowers);
    tcase_add_test(t, order_of_findings_changes_nothing);
    tcase_add_test(t, explanation_of_many_findings_stays_short);
#ifdef STET_FAULTS
    tcase_add_test(t, every_failing_allocation_is_reported);
#endif
}

int main(void)
{
    Suite *s = suite_create("model_findings");
    TCase *t = tcase_create("findings");
    tcase_add_checked_fixture(t, setup, teardown);
    add_finding_tests(t);
    add_verdict_tests(t);
    suite_add_tcase(s, t);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
