/* SPDX-License-Identifier: MIT */
/* Running one article: conditions, failures and their undo, branches, verdict. */
#include "pipeline_runner_fixture.h"

/* ---- what a failure does ------------------------------------------------- */

START_TEST(failed_step_fails_the_article)
{
    begin(STEPS("  - { use: toy.fail, id: f }\n  - { use: toy.append, id: after, with: "
                "{ text: after } }\n"),
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    ck_assert_str_eq(stet_result_reason(result).p, "f: as it was told");
    ck_assert_uint_eq(stet_result_outputs(result), 0);
    ck_assert_int_eq(step("f").code, STET_FAILED);
    ck_assert_uint_eq(step("f").changes, 0);
    ck_assert_uint_eq(step("after").ran, 0);
    ck_assert_uint_eq(stet_result_changes(result), 2); /* of toy.append */
}
END_TEST

START_TEST(skipped_step_is_undone_and_reviewed)
{
    stet_finding_info f = {.size = sizeof f};
    begin(STEPS("  - { use: toy.fail, id: f, on_error: skip }\n  - { use: toy.append, "
                "with: { text: after } }\n"),
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "a.txt: H|One.|before|after\n");
    ck_assert_int_eq(stet_result_verdict(result), STET_VERDICT_REVIEW);
    ck_assert_int_eq(stet_result_finding(result, 0, &f), 1);
    ck_assert_str_eq(f.rule.p, "core/step-skipped");
    ck_assert_str_eq(f.step.p, "f");
    ck_assert_ptr_nonnull(strstr(f.message.p, "as it was told"));
}
END_TEST

START_TEST(skipped_step_is_reviewed_whatever_the_caps)
{
    begin("stet: 1\nverdict: { review: 1000, reject: 1000, caps: { core: allow } "
          "}\nsteps:\n"
          "  - { use: toy.fail, on_error: skip }\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_ge(stet_result_verdict(result), STET_VERDICT_REVIEW);
    ck_assert_ptr_nonnull(
        strstr(stet_result_explanation(result).p, "failed and was skipped"));
}
END_TEST

START_TEST(quarantine_and_stop_have_their_status)
{
    begin(STEPS("  - { use: toy.fail, on_error: quarantine }\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_QUARANTINED);
    begin(STEPS("  - { use: toy.fail, on_error: stop }\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_STOPPED);
}
END_TEST

START_TEST(on_error_of_the_pipeline_is_the_default)
{
    begin("stet: 1\non_error: skip\nsteps:\n  - use: toy.fail\n  - { use: toy.fail, "
          "id: f, on_error: quarantine }\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_QUARANTINED);
    ck_assert_str_eq(stet_result_reason(result).p, "f: as it was told");
}
END_TEST

START_TEST(retry_calls_again)
{
    begin(STEPS("  - { use: toy.fail, id: f, with: { answer: retry, succeeds_after: 2 "
                "}, retry: { times: 2 } }\n"),
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(step("f").changes,
                      1); /* those of the calls that failed are undone */
    begin(STEPS("  - { use: toy.fail, with: { answer: retry, succeeds_after: 2 }, "
                "retry: { times: 1, delay: 1ms } }\n"),
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    begin(STEPS("  - { use: toy.fail, with: { answer: failed, succeeds_after: 1 }, "
                "retry: { times: 5 } }\n"),
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED); /* only trouble that may pass */
}
END_TEST

START_TEST(fatal_step_is_not_called_again)
{
    begin(STEPS("  - { use: toy.fail, with: { answer: fatal, succeeds_after: 1 } }\n"),
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    ck_assert_int_eq(run(ARTICLE),
                     STET_STATUS_FAILED); /* a call would have succeeded */
}
END_TEST

START_TEST(skip_and_nonsense_answers_are_told_apart)
{
    begin(STEPS("  - { use: toy.fail, id: f, with: { answer: skip } }\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(step("f").code, STET_SKIP);
    ck_assert_str_eq(step("f").why.p, "as it was told");
    begin(STEPS("  - { use: toy.fail, with: { answer: nonsense } }\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
}
END_TEST

/* Calls that answer no code are remembered: half of the work is not the work. */
START_TEST(failed_calls_fail_the_step)
{
    ck_assert_int_eq(stet_context_set_limit(ctx, "nodes", 1000, NULL), STET_OK);
    begin(STEPS("  - { use: toy.fail, id: f, with: { answer: careless } }\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    ck_assert_int_eq(step("f").code, STET_E_LIMIT);
    ck_assert_uint_eq(step("f").changes, 0);
}
END_TEST

START_TEST(named_reader_need_not_bid)
{
    begin("stet: 1\nin: { use: read.toy }\nsteps: []\n" OUT, NULL);
    ck_assert_int_eq(run_named(ARTICLE, "a.lines"), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "a.txt: H|One.\n");
    ck_assert_str_eq(step("in").use.p, "read.toy");
}
END_TEST

START_TEST(bad_article_is_quarantined)
{
    begin(STEPS(""), NULL);
    ck_assert_int_eq(run("!bad\n"), STET_STATUS_QUARANTINED);
    ck_assert_str_eq(stet_result_reason(result).p, "read.toy: the first line is bad");
    ck_assert_int_eq(run(ARTICLE),
                     STET_STATUS_OK); /* the runner is as good as before */
}
END_TEST

/* ---- conditions, branches, calls ----------------------------------------- */

START_TEST(condition_decides)
{
    begin("stet: 1\nsteps:\n  - { use: toy.append, id: one, when: slug == \"a\", with: "
          "{ text: one } }\n"
          "  - { use: toy.append, id: two, when: steps.one.changed, with: { text: two "
          "} }\n"
          "  - { use: toy.append, id: three, when: not steps.two.changed, with: { "
          "text: three } }\n" OUT,
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "a.txt: H|One.|one|two\n");
    ck_assert_uint_eq(step("three").ran, 0);
    ck_assert_int_eq(run("slug: b\n"), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "b.txt: |three\n");
}
END_TEST

#define CHOOSE                                                                         \
    "stet: 1\nsteps:\n  - choose:\n      - when: slug == \"a\"\n        steps: [ { "   \
    "use: toy.append, with: { text: A } } ]\n"                                         \
    "      - when: slug == \"b\"\n        steps:\n          - choose:\n              " \
    "- when: language == \"en\"\n                steps: [ { use: toy.append, with: { " \
    "text: B-en } } ]\n"                                                               \
    "              - else:\n                steps: []\n          - { use: "            \
    "toy.append, with: { text: B } }\n"                                                \
    "      - else:\n        steps: [ { use: toy.append, with: { text: other } } ]\n  " \
    "- { use: toy.append, with: { text: end } }\n" OUT

START_TEST(first_branch_that_matches_runs)
{
    begin(CHOOSE, NULL);
    ck_assert_int_eq(run("slug: a\n"), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "a.txt: |A|end\n");
    ck_assert_int_eq(run("slug: b\nlanguage: en\n"), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "b.txt: |B-en|B|end\n");
    ck_assert_int_eq(run("slug: b\n"), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "b.txt: |B|end\n");
    ck_assert_int_eq(run("slug: c\n"), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "c.txt: |other|end\n");
}
END_TEST

#define CALL(on_error, inner)                                                          \
    "stet: 1\npipelines:\n  main:\n    steps:\n      - { run: part" on_error " }\n"    \
    "      - { use: toy.append, when: steps.part.changes == 4, with: { text: two } "   \
    "}\n    out: [ { use: write.toy, to: '{{ slug }}.txt' } ]\n"                       \
    "  part:\n    steps:\n      - { use: toy.append, id: p, with: { text: in } }\n   " \
    "   - { use: toy.append, when: steps.p.changed, with: { text: in2 } }\n" inner

START_TEST(call_sums_up_its_steps)
{
    begin(CALL("", ""), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "a.txt: H|One.|in|in2|two\n");
    ck_assert_uint_eq(step("part").changes, 4);
    ck_assert_uint_eq(step("part").ran, 1);
}
END_TEST

START_TEST(call_that_fails_is_undone_as_a_whole)
{
    begin(CALL(", on_error: skip", "      - use: toy.fail\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "a.txt: H|One.\n");
    ck_assert_int_eq(stet_result_verdict(result), STET_VERDICT_REVIEW);
    ck_assert_str_eq(stet_result_reason(result).p, "");
    begin(CALL("", "      - use: toy.fail\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    begin(CALL(", on_error: quarantine", "      - use: toy.fail\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_QUARANTINED);
    begin(CALL(", on_error: skip", "      - { use: toy.fail, on_error: stop }\n"),
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_STOPPED); /* stop means stop */
}
END_TEST

START_TEST(disabled_step_does_not_run)
{
    begin("stet: 1\nsteps:\n  - { use: toy.fail, enabled: false }\n"
          "  - { enabled: false, choose: [ { else: , steps: [ { use: toy.fail } ] } ] "
          "}\n" OUT,
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(step("toy.fail").ran, 0);
}
END_TEST

/* ---- verdict ------------------------------------------------------------- */

START_TEST(verdict_follows_findings_and_policy)
{
    begin("stet: 1\nsteps: [ { use: toy.flag } ]\n", NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_verdict(result), STET_VERDICT_REVIEW);
    begin("stet: 1\nverdict: { caps: { toys: label } }\nsteps: [ { use: toy.flag } ]\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_verdict(result), STET_VERDICT_LABEL);
    begin("stet: 1\nverdict: { label: 1, review: 2, reject: 3 }\nsteps: [ { use: "
          "toy.flag, with: { effect: observe, score: 3.5 } } ]\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_verdict(result), STET_VERDICT_REJECT);
    ck_assert_uint_gt(stet_result_explanation(result).n, 0);
    begin("stet: 1\nsteps: [ { use: toy.flag, with: { effect: observe } } ]\n", NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_verdict(result), STET_ALLOW);
}
END_TEST

START_TEST(ignored_finding_is_left_out)
{
    stet_finding_info f = {.size = sizeof f};
    begin("stet: 1\nsteps: [ { use: toy.flag, id: f, ignore: [ toy/flagged ] } ]\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_verdict(result), STET_ALLOW);
    ck_assert_uint_eq(stet_result_findings(result), 1);
    ck_assert_int_eq(stet_result_finding(result, 0, &f), 1);
    ck_assert_str_eq(f.rule.p, "toy/noted");
    ck_assert_uint_eq(step("f").findings, 1);
}
END_TEST

START_TEST(finding_has_a_place)
{
    stet_finding_info f = {.size = sizeof f};
    begin("stet: 1\nsteps: [ { use: toy.flag } ]\n", NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_finding(result, 0, &f), 1);
    ck_assert_uint_eq(f.place.line, 4);
    ck_assert_uint_eq(f.place.column, 1);
    ck_assert_uint_eq(f.source.off, 21);
    ck_assert_uint_eq(f.source.len, 4);
    ck_assert_str_eq(f.category.p, "toys");
    ck_assert_int_eq(f.severity, STET_HIGH);
    ck_assert_int_eq(stet_result_finding(result, 2, &f), 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {failed_step_fails_the_article,
                                  skipped_step_is_undone_and_reviewed,
                                  skipped_step_is_reviewed_whatever_the_caps,
                                  quarantine_and_stop_have_their_status,
                                  on_error_of_the_pipeline_is_the_default,
                                  retry_calls_again,
                                  fatal_step_is_not_called_again,
                                  skip_and_nonsense_answers_are_told_apart,
                                  failed_calls_fail_the_step,
                                  named_reader_need_not_bid,
                                  bad_article_is_quarantined,
                                  condition_decides,
                                  first_branch_that_matches_runs,
                                  call_sums_up_its_steps,
                                  call_that_fails_is_undone_as_a_whole,
                                  disabled_step_does_not_run,
                                  verdict_follows_findings_and_policy,
                                  ignored_finding_is_left_out,
                                  finding_has_a_place};
    return run_suite("pipeline_run", tests, sizeof tests / sizeof *tests);
}
