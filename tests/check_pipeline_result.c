/* SPDX-License-Identifier: MIT */
/* What comes of one article: outputs and their names, losses, results, limits. */
#include "pipeline_runner_fixture.h"

#include "base/memory.h"

/* ---- outputs ------------------------------------------------------------- */

START_TEST(steps_of_an_output_are_its_own)
{
    begin("stet: 1\nsteps: []\nout:\n  - use: write.toy\n    to: '{{ slug }}.1'\n    "
          "steps: [ { use: toy.append, with: { text: own } }, { use: toy.flag } ]\n"
          "  - use: write.toy\n    to: '{{ slug }}.2'\n    with: { prefix: '> ' }\n"
          "  - use: write.toy\n    to: '{{ slug }}.3'\n    when: slug != \"a\"\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(stet_result_outputs(result), 2);
    ck_assert_str_eq(output(0), "a.1: H|One.|own\n");
    ck_assert_str_eq(output(1), "a.2: > H|One.\n");
    ck_assert_uint_eq(stet_result_changes(result), 0);
    ck_assert_int_eq(stet_result_verdict(result),
                     STET_VERDICT_REVIEW); /* what it found stays */
}
END_TEST

START_TEST(all_outputs_or_none)
{
    begin("stet: 1\nout:\n  - { use: write.toy, to: '{{ slug }}.1' }\n  - { use: "
          "write.toy, to: '{{ slug }}.2', with: { fails: true } }\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    ck_assert_uint_eq(stet_result_outputs(result), 0);
    ck_assert_str_eq(stet_result_reason(result).p, "write.toy-2: half way");
}
END_TEST

START_TEST(output_that_may_fail_leaves_the_others)
{
    begin("stet: 1\nout:\n  - { use: write.toy, to: '{{ slug }}.1' }\n  - { use: "
          "write.toy, to: '{{ slug }}.2', with: { fails: true }, on_error: skip }\n"
          "  - { use: write.toy, to: '{{ slug }}.3', on_error: skip, steps: [ { use: "
          "toy.fail } ] }\n  - { use: write.toy, to: '{{ slug }}.4' }\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(stet_result_outputs(result), 2);
    ck_assert_str_eq(output(0), "a.1: H|One.\n");
    ck_assert_str_eq(output(1), "a.4: H|One.\n");
    ck_assert_uint_eq(stet_result_findings(result), 2);
    ck_assert_int_eq(stet_result_verdict(result), STET_VERDICT_REVIEW);
}
END_TEST

START_TEST(name_cannot_leave_the_folder)
{
    static const char *const slugs[] = {"../x",  "/etc/x",   "a/../../b", "..",
                                        ".",     "a\\..\\b", "a/b",       "-",
                                        "~root", "a\x01z"};
    char article[200];
    begin("stet: 1\nout: [ { use: write.toy, to: 'o/{{ slug }}' } ]\n", NULL);
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++) {
        stet_output_info out = {.size = sizeof out};
        snprintf(article, sizeof article, "slug: %s\n", slugs[i]);
        if (run(article) != STET_STATUS_OK)
            continue; /* refused is as good */
        ck_assert_int_eq(stet_result_output(result, 0, &out), 1);
        ck_assert_msg(memcmp(out.name.p, "o/", 2) == 0 &&
                          !memchr(out.name.p + 2, '/', out.name.n - 2),
                      "%s gives %s", slugs[i], out.name.p);
        ck_assert_str_ne(out.name.p, "o/..");
        ck_assert_str_ne(out.name.p, "o/.");
        ck_assert_ptr_null(memchr(out.name.p, '\x01', out.name.n));
    }
}
END_TEST

START_TEST(long_name_is_cut_and_empty_one_refused)
{
    char article[6000] = "slug: ";
    stet_output_info out = {.size = sizeof out};
    memset(article + 6, 'x', 5000);
    begin("stet: 1\nout: [ { use: write.toy, to: '{{ slug }}.html' } ]\n", NULL);
    ck_assert_int_eq(run(article), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_output(result, 0, &out), 1);
    ck_assert_uint_le(out.name.n, 255);
    ck_assert_int_eq(run("headline: none\n"), STET_STATUS_FAILED);
    ck_assert_ptr_nonnull(strstr(stet_result_reason(result).p, "empty"));
}
END_TEST

START_TEST(piece_of_a_collection_is_an_output)
{
    begin("stet: 1\nout: [ { use: write.feed, to: all.feed } ]\n", NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "all.feed: H|One.\n");
}
END_TEST

START_TEST(options_leave_out_steps_and_outputs)
{
    stet_run_options options = {.size = sizeof options, .bare = 1};
    begin(STEPS("  - use: toy.fail\n"), &options);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(stet_result_outputs(result), 0);
    options = (stet_run_options){.size = sizeof options, .no_outputs = 1};
    begin(STEPS(""), &options);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(stet_result_outputs(result), 0);
    ck_assert_uint_eq(stet_result_changes(result), 2);
}
END_TEST

static char losses[1000];

static void keep_loss(void *self, int level, stet_str article, stet_str step_id,
                      stet_str message)
{
    (void)self;
    (void)article;
    (void)step_id;
    if (level == STET_LOG_LOSS) {
        strncat(losses, message.p, sizeof losses - strlen(losses) - 2);
        strcat(losses, "\n");
    }
}

START_TEST(loss_is_never_silent)
{
    stet_context_set_log(ctx, keep_loss, NULL);
    losses[0] = '\0';
    begin("stet: 1\nout: [ { use: write.toy, to: '{{ slug }}' } ]\n", NULL);
    ck_assert_int_eq(run("slug: a\n\nText.\n# Head\n---\n---\n"), STET_STATUS_OK);
    ck_assert_str_eq(
        losses,
        "write.toy writes heading as a paragraph (1, first in line 4 column 1)\n"
        "write.toy leaves out separator (2, first in line 5 column 1)\n");
    losses[0] = '\0';
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_str_eq(losses, "");
}
END_TEST

/* What nobody wants to hear is counted all the same. */
START_TEST(unwanted_loss_is_counted)
{
    stet_context_set_log(ctx, keep_loss, NULL);
    stet_context_set_log_levels(ctx, 1u << STET_LOG_WARNING);
    losses[0] = '\0';
    begin("stet: 1\nout: [ { use: write.toy, to: '{{ slug }}' } ]\n", NULL);
    ck_assert_int_eq(run("slug: a\n\nText.\n# Head\n---\n---\n"), STET_STATUS_OK);
    ck_assert_str_eq(losses, "");
    ck_assert_uint_eq(stet_result_losses(result), 2);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(stet_result_losses(result), 0);
    ck_assert_uint_eq(stet_result_losses(NULL), 0);
}
END_TEST

/* A step of one output adds what that output leaves out. */
START_TEST(loss_belongs_to_its_output)
{
    stet_context_set_log(ctx, keep_loss, NULL);
    losses[0] = '\0';
    begin("stet: 1\nout:\n  - { use: write.toy, to: '{{ slug }}.1' }\n  - { use: "
          "write.toy, to: '{{ slug }}.2', steps: [ { use: toy.fail, with: { "
          "succeeds_after: 0 } } ] }\n"
          "  - { use: write.toy, to: '{{ slug }}.3' }\n",
          NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_str_eq(losses, "write.toy leaves out separator (1)\n");
}
END_TEST

/* ---- results ------------------------------------------------------------- */

START_TEST(identity_is_chosen_in_order)
{
    begin("stet: 1\nsteps: []\n", NULL);
    ck_assert_int_eq(run("id: 7\ncanonical: https://x.org/a\n"), STET_STATUS_OK);
    ck_assert_str_eq(stet_result_id(result).p, "https://x.org/a");
    ck_assert_int_eq(run("id: 7\n"), STET_STATUS_OK);
    ck_assert_str_eq(stet_result_id(result).p, "7");
    ck_assert_int_eq(run("slug: a\n"), STET_STATUS_OK);
    ck_assert_uint_eq(stet_result_id(result).n, 64);
    char first[65];
    strcpy(first, stet_result_id(result).p);
    ck_assert_int_eq(run_named("slug: a\n", "b.toy"), STET_STATUS_OK);
    ck_assert_str_ne(stet_result_id(result).p, first);
}
END_TEST

START_TEST(changes_are_listed)
{
    stet_change_info change = {.size = sizeof change};
    stet_run_options options = {.size = sizeof options, .trace = 1};
    begin(STEPS("  - { use: toy.append, id: mine, with: { text: more, times: 2 } }\n"),
          &options);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(stet_result_changes(result), 6); /* a block and its text */
    ck_assert_int_eq(stet_result_change(result, 4, &change), 1);
    ck_assert_int_eq(change.op, '+');
    ck_assert_int_eq(change.kind, STET_PARAGRAPH);
    ck_assert_str_eq(change.after.p, "more");
    ck_assert_str_eq(stet_pipeline_step_id(pipeline, change.step), "mine");
    ck_assert_int_eq(stet_result_change(result, 6, &change), 0);
    ck_assert_int_eq(step("mine").nanoseconds > 0, 1);
    ck_assert_uint_eq(step("mine").changes, 4);
    ck_assert_str_eq(step("in").use.p, "read.toy");
}
END_TEST

static stet_code fill(void *self, stet_article *a)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    claim.source = stet_cstr("cms");
    if (self && *(int *)self)
        return stet_why(a, STET_FAILED, stet_cstr("nothing to fill"));
    return stet_state(a, STET_SLUG, stet_cstr("made"), &claim) ? STET_OK : STET_FAILED;
}

START_TEST(article_can_be_filled_by_the_caller)
{
    int fails = 1;
    begin(STEPS(""), NULL);
    ck_assert_int_eq(stet_run_article(r, fill, NULL, stet_cstr("cms"), &result, NULL),
                     STET_OK);
    ck_assert_str_eq(output(0), "made.txt: |before\n");
    ck_assert_int_eq(stet_run_article(r, fill, &fails, stet_cstr("cms"), &result, NULL),
                     STET_OK);
    ck_assert_int_eq(stet_result_status(result), STET_STATUS_FAILED);
    ck_assert_str_eq(stet_result_reason(result).p, "reading: nothing to fill");
}
END_TEST

/* Whoever asks for the verdict alone must not publish it. */
START_TEST(what_failed_is_never_allowed)
{
    begin(STEPS("  - use: toy.fail\n"), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    ck_assert_int_eq(stet_result_verdict(result), STET_VERDICT_REVIEW);
    ck_assert_ptr_nonnull(
        strstr(stet_result_explanation(result).p, "by demand: review"));
    ck_assert_ptr_nonnull(
        strstr(stet_result_explanation(result).p, stet_result_reason(result).p));
    ck_assert_int_eq(stet_result_verdict(NULL), STET_VERDICT_REVIEW);
    begin(STEPS(""), NULL);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_int_eq(stet_result_verdict(result), STET_ALLOW);
}
END_TEST

START_TEST(several_articles_are_for_run_many)
{
    begin(STEPS(""), NULL);
    ck_assert_int_eq(run_named("one|H|text\n", "a.lines"), STET_STATUS_OK);
    ck_assert_str_eq(output(0), "one.txt: H|text|before\n");
    ck_assert_int_eq(run_named("one|H|text\ntwo|H|text\n", "a.lines"),
                     STET_STATUS_QUARANTINED);
    ck_assert_ptr_nonnull(strstr(stet_result_reason(result).p, "stet_run_many"));
    ck_assert_int_eq(run_named("\n", "a.lines"), STET_STATUS_QUARANTINED);
}
END_TEST

START_TEST(too_large_article_is_refused)
{
    char *text = malloc(2000);
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', 1999);
    text[1999] = '\0';
    ck_assert_int_eq(stet_context_set_limit(ctx, "article", 1000, NULL), STET_OK);
    begin(STEPS(""), NULL);
    ck_assert_int_eq(run(text), STET_STATUS_QUARANTINED);
    ck_assert_ptr_nonnull(strstr(stet_result_reason(result).p, "larger"));
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    free(text);
}
END_TEST

START_TEST(deadline_ends_the_article_whatever_on_error_says)
{
    stet_run_options options = {.size = sizeof options, .deadline_ns = 20000000};
    begin("stet: 1\nsteps: [ { use: toy.wait, on_error: skip } ]\n" OUT, &options);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_FAILED);
    ck_assert_str_eq(stet_result_reason(result).p, "the time for the article is over");
}
END_TEST

START_TEST(cancel_stops_the_article)
{
    int32_t cancel = 1;
    stet_run_options options = {.size = sizeof options, .cancel = &cancel};
    begin("stet: 1\nsteps: [ { use: toy.wait, on_error: skip } ]\n" OUT, &options);
    ck_assert_int_eq(run(ARTICLE), STET_STATUS_STOPPED);
    ck_assert_uint_eq(stet_result_outputs(result), 0);
}
END_TEST

/* One arena per article, reset and used again. */
START_TEST(nothing_is_allocated_in_the_steady_state)
{
    begin("stet: 1\nsteps:\n  - { use: toy.append, with: { text: '{{ headline }}' } "
          "}\n  - use: toy.flag\n"
          "  - { use: toy.fail, on_error: skip }\n  - choose: [ { when: has(slug), "
          "steps: [ { use: toy.count } ] }, { else: , steps: [] } ]\n"
          "out:\n  - { use: write.toy, to: '{{ slug }}.1', steps: [ { use: toy.append, "
          "with: { text: x } } ] }\n  - { use: write.feed, to: f }\n",
          NULL);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    stet__fail_alloc(0, 0);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(run(ARTICLE), STET_STATUS_OK);
    ck_assert_uint_eq(stet__fail_alloc(0, 0), 0);
}
END_TEST

START_TEST(ffi_answers_json)
{
    char *json = NULL;
    size_t len = 0;
    begin("stet: 1\nsteps: [ { use: toy.flag } ]\nout: [ { use: write.toy, to: '{{ "
          "slug }}', with: { prefix: '\"' } } ]\n",
          NULL);
    ck_assert_int_eq(
        stet_ffi_run(r, ARTICLE, strlen(ARTICLE), "a.toy", &json, &len, NULL), STET_OK);
    ck_assert_uint_eq(strlen(json), len);
    ck_assert_ptr_nonnull(strstr(json, "{\"status\":\"ok\""));
    ck_assert_ptr_nonnull(strstr(json, "\"verdict\":\"review\""));
    ck_assert_ptr_nonnull(strstr(json, "\"rule\":\"toy/flagged\""));
    ck_assert_ptr_nonnull(strstr(json, "\"line\":4,\"column\":1"));
    ck_assert_ptr_nonnull(strstr(json, "\"text\":\"\\\"H|One.\\n\""));
    ck_assert_ptr_nonnull(strstr(json, "\"edits\":[]"));
    stet_ffi_free(json);
    ck_assert_int_eq(stet_ffi_run(NULL, "", 0, "x", &json, &len, NULL), STET_E_MISUSE);
    stet_ffi_free(NULL);
}
END_TEST

START_TEST(misuse_is_answered)
{
    stet_run_options options = {.size = 0};
    stet_runner *none = NULL;
    stet_finding_info f;
    begin(STEPS(""), NULL);
    ck_assert_int_eq(stet_runner_new(NULL, NULL, &none, NULL), STET_E_MISUSE);
    ck_assert_int_eq(stet_runner_new(pipeline, &options, &none, NULL), STET_E_MISUSE);
    ck_assert_int_eq(stet_run_bytes(NULL, stet_cstr(""), stet_cstr(""), &result, NULL),
                     STET_E_MISUSE);
    ck_assert_int_eq(
        stet_run_bytes(r, (stet_str){NULL, 0}, (stet_str){NULL, 0}, &result, NULL),
        STET_OK);
    ck_assert_int_eq(
        stet_run_bytes(r, (stet_str){NULL, 3}, stet_cstr(""), &result, NULL),
        STET_E_MISUSE);
    ck_assert_int_eq(stet_run_article(r, NULL, NULL, stet_cstr(""), &result, NULL),
                     STET_E_MISUSE);
    ck_assert_uint_eq(stet_result_findings(NULL), 0);
    ck_assert_int_eq(stet_result_finding(NULL, 0, &f), 0);
    stet_runner_free(NULL);
    ck_assert_ptr_null(none);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {steps_of_an_output_are_its_own,
                                  all_outputs_or_none,
                                  output_that_may_fail_leaves_the_others,
                                  name_cannot_leave_the_folder,
                                  long_name_is_cut_and_empty_one_refused,
                                  piece_of_a_collection_is_an_output,
                                  options_leave_out_steps_and_outputs,
                                  loss_is_never_silent,
                                  unwanted_loss_is_counted,
                                  loss_belongs_to_its_output,
                                  identity_is_chosen_in_order,
                                  changes_are_listed,
                                  article_can_be_filled_by_the_caller,
                                  what_failed_is_never_allowed,
                                  several_articles_are_for_run_many,
                                  too_large_article_is_refused,
                                  deadline_ends_the_article_whatever_on_error_says,
                                  cancel_stops_the_article,
                                  nothing_is_allocated_in_the_steady_state,
                                  ffi_answers_json,
                                  misuse_is_answered};
    return run_suite("pipeline_result", tests, sizeof tests / sizeof *tests);
}
