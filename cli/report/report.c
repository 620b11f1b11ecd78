/* SPDX-License-Identifier: MIT */
/* The page as a whole: sections spill to a file, the masthead is put before them at the
 * end. */
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../args.h"
#include "section.h"
#include "sheet.h"

enum { STATUS_ALLOW = 0, STATUS_FAILED = 4, STATUS_COUNT };

struct report {
    char *path, *temporary, *prefix, *name;
    const stet_pipeline *pipeline;
    FILE *spill; /* the sections, in a file that has no name any more */
    stet_out *out;
    struct messages messages;
    uint64_t count, by_status[STATUS_COUNT], findings, files;
    int failed; /* errno of the first write that did not arrive */
};

static const char *const status_names[STATUS_COUNT] = {"allow", "label", "review",
                                                       "reject", "failed"};

/* ---- where links lead ------------------------------------------------------- */
/* Is `path` a file or folder below `folder`? Both are absolute. */
static size_t shared_folder(const char *a, const char *b)
{
    size_t last = 0, i = 0;
    for (; a[i] && a[i] == b[i]; i++)
        if (a[i] == '/')
            last = i + 1;
    if ((!a[i] && b[i] == '/') || (!b[i] && a[i] == '/') || (!a[i] && !b[i]))
        return i + 1;
    return last;
}

/* The folder of the outputs as seen from the folder of the report: "../public/". */
static char *relative_prefix(const char *from, const char *to)
{
    size_t shared = shared_folder(from, to), n = strlen(to) + 2;
    const char *up = strlen(from) >= shared ? from + shared : "";
    const char *down = strlen(to) >= shared ? to + shared : "";
    size_t levels = *up != '\0';
    for (const char *p = up; *p; p++)
        levels += *p == '/';
    stet_out *out;
    if (stet_buffer_new(n + 3 * levels + 3 * n, &out) != STET_OK)
        return NULL;
    for (size_t i = 0; i < levels; i++)
        stet_puts(out, "../");
    while (*down) {
        size_t part = strcspn(down, "/");
        stet_kit_table()->escape(out, STET_ESCAPE_URL, down, part);
        stet_putc(out, '/');
        down += part + (down[part] == '/');
    }
    char *prefix = out->failed ? NULL : strndup(out->len ? out->data : "", out->len);
    stet_buffer_free(out);
    return prefix;
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* NULL: no links, because nothing is written or a folder cannot be seen. */
static char *find_prefix(const char *path, const char *folder)
{
    char *own = folder_of(path), *from = own ? realpath(own, NULL) : NULL;
    char *to = *folder ? realpath(folder, NULL) : NULL;
    char *prefix = from && to ? relative_prefix(from, to) : NULL;
    free(own);
    free(from);
    free(to);
    return prefix;
}

/* ---- opening ---------------------------------------------------------------- */
static int say(const struct report *r, const char *what, int number)
{
    fprintf(stderr, "stet run: cannot %s the report %s: %s\n", what, r->path,
            strerror(number));
    return EXIT_IO;
}

static FILE *open_spill(const char *folder)
{
    char *name = NULL;
    if (asprintf(&name, "%s/.stet-report-XXXXXX", folder) < 0)
        return NULL;
    int fd = mkstemp(name);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w+b");
    if (fd >= 0)
        unlink(name);
    if (fd >= 0 && !file)
        close(fd);
    free(name);
    return file;
}

int report_open(const char *path, const char *folder, const char *name,
                const stet_pipeline *pipeline, struct report **ret_report)
{
    struct report *r = calloc(1, sizeof *r);
    char *own = folder_of(path);
    int status = EXIT_TRY_AGAIN;
    if (r && own) {
        pthread_mutex_init(&r->messages.mutex, NULL);
        r->path = strdup(path);
        r->name = strdup(name);
        r->pipeline = pipeline;
        r->prefix = find_prefix(path, folder);
        if (r->path && r->name && stet_buffer_new(64u << 20, &r->out) == STET_OK) {
            r->spill = open_spill(own);
            status = r->spill ? 0 : say(r, "write", errno);
        }
    }
    free(own);
    *ret_report = r;
    return status;
}

/* ---- messages --------------------------------------------------------------- */
static void free_message(struct message *m)
{
    free(m->article);
    free(m->step);
    free(m->text);
    free(m);
}

static char *copy(stet_str s)
{
    return strndup(s.p, s.n < 400 ? s.n : 400);
}

void report_log(struct report *r, int level, stet_str article, stet_str step,
                stet_str text)
{
    if (level < STET_LOG_WARNING || !article.n)
        return;
    struct message *m = calloc(1, sizeof *m);
    if (!m)
        return;
    *m = (struct message){.level = level,
                          .article = copy(article),
                          .step = copy(step),
                          .text = copy(text)};
    if (!m->article || !m->step || !m->text) {
        free_message(m);
        return;
    }
    pthread_mutex_lock(&r->messages.mutex);
    if (r->messages.count < 100000) { /* of articles in flight: never near it */
        m->next = r->messages.first;
        r->messages.first = m;
        r->messages.count++;
        m = NULL;
    }
    pthread_mutex_unlock(&r->messages.mutex);
    if (m)
        free_message(m);
}

/* Those of one article, in the order in which they were said. */
static struct message *take_messages(struct report *r, stet_str article)
{
    struct message *taken = NULL;
    size_t n = 0;
    pthread_mutex_lock(&r->messages.mutex);
    for (struct message **at = &r->messages.first; *at;) {
        struct message *m = *at;
        if (!stet_str_eq(stet_cstr(m->article), article)) {
            at = &m->next;
            continue;
        }
        *at = m->next;
        r->messages.count--;
        m->next = taken;
        taken = m;
        n++;
    }
    pthread_mutex_unlock(&r->messages.mutex);
    for (struct message **at = &taken; *at;) { /* the first ones stay */
        struct message *m = *at;
        if (n-- <= MESSAGES_MAX || m->level != STET_LOG_LOSS) {
            at = &m->next;
            continue;
        }
        *at = m->next;
        free_message(m);
    }
    return taken;
}

static void free_messages(struct message *m)
{
    while (m) {
        struct message *next = m->next;
        free_message(m);
        m = next;
    }
}

/* DEL and the C1 controls, which XML allows and HTML does not, taken out in place. */
static void drop_controls(stet_out *out)
{
    char *p = out->data;
    size_t to = 0;
    for (size_t at = 0; at < out->len; at++) {
        unsigned char c = (unsigned char)p[at];
        int pair = c == 0xc2 && at + 1 < out->len && (unsigned char)p[at + 1] < 0xa0;
        at += (size_t)pair;
        if (c != 0x7f && !pair)
            p[to++] = p[at];
    }
    out->len = to;
}

/* ---- articles --------------------------------------------------------------- */
static void count_article(struct report *r, const stet_result *result)
{
    int status = stet_result_status(result), verdict = stet_result_verdict(result);
    int failed = status == STET_STATUS_FAILED || status == STET_STATUS_QUARANTINED;
    r->count++;
    r->by_status[failed ? STATUS_FAILED : verdict >= 0 && verdict < 4 ? verdict : 0]++;
    r->findings += stet_result_findings(result);
}

void report_add(struct report *r, stet_str input, const stet_result *result)
{
    struct message *messages = take_messages(r, input);
    count_article(r, result);
    struct section s = {.out = r->out,
                        .r = result,
                        .a = stet_result_article(result),
                        .input = input,
                        .number = r->count,
                        .messages = messages,
                        .pipeline = r->pipeline,
                        .link_prefix = r->prefix};
    r->out->len = 0;
    r->out->failed = STET_OK;
    section_put_article(&s);
    drop_controls(r->out);
    r->files += s.own_files;
    if (!r->failed && r->out->failed)
        r->failed = ENOMEM;
    if (!r->failed && fwrite(r->out->data, 1, r->out->len, r->spill) != r->out->len)
        r->failed = errno;
    free_messages(messages);
}

/* ---- the masthead ----------------------------------------------------------- */
static void put_policy(stet_out *out)
{
    stet_puts(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                   "'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
                   "'none'\">\n");
}

/* "news/desk.yaml:main" as "desk: main". */
static void put_name(const struct report *r, stet_out *out)
{
    const char *slash = strrchr(r->name, '/'), *name = slash ? slash + 1 : r->name;
    const char *dot = strrchr(name, '.'), *colon = dot ? strchr(dot, ':') : NULL;
    put_text(out,
             stet_strn(name, dot && dot > name ? (size_t)(dot - name) : strlen(name)));
    if (colon)
        section_put(out, ": ", stet_cstr(colon + 1), "");
}

static void put_head(const struct report *r, stet_out *out)
{
    stet_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
                   "charset=\"utf-8\">\n");
    put_policy(out);
    stet_puts(out, "<meta name=\"viewport\" content=\"width=device-width, "
                   "initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n"
                   "<title>Report: ");
    put_name(r, out);
    stet_puts(out, "</title>\n<style>\n");
    stet_puts(out, report_sheet);
    stet_puts(out, "</style>\n</head>\n<body>\n<div class=\"page\">\n");
}

/* The share of each verdict, as a bar of a thousand units. */
static void put_bar(const struct report *r, stet_out *out)
{
    uint64_t at = 0;
    stet_puts(out,
              "<svg class=\"bar\" viewBox=\"0 0 1000 10\" "
              "preserveAspectRatio=\"none\" role=\"img\" aria-label=\"verdicts\">\n");
    for (int i = 0; i < STATUS_COUNT; i++) {
        uint64_t to = at + r->by_status[i];
        uint64_t from = at * 1000 / r->count, width = to * 1000 / r->count - from;
        at = to;
        if (!width)
            continue;
        stet_puts(out, "<rect class=\"v-");
        stet_puts(out, status_names[i]);
        stet_puts(out, "\" x=\"");
        stet_put_int(out, (int64_t)from);
        stet_puts(out, "\" width=\"");
        stet_put_int(out, (int64_t)width);
        stet_puts(out, "\" height=\"10\"/>\n");
    }
    stet_puts(out, "</svg>\n");
}

/* Files that all articles share: a feed, a sitemap, a table. */
static void put_together(const struct report *r, stet_out *out)
{
    stet_target_info t = {.size = sizeof t};
    int any = 0;
    for (size_t i = 0; stet_pipeline_target(r->pipeline, i, &t); i++) {
        if (!t.collection)
            continue;
        stet_puts(out, any++ ? "<li>" : "<ul class=\"together\">\n<li>");
        put_text(out, t.use);
        stet_puts(out, " ");
        if (r->prefix && !memchr(t.to.p, '{', t.to.n) && !stet_str_is(t.to, "-")) {
            stet_puts(out, "<a href=\"");
            put_text(out, stet_cstr(r->prefix));
            put_text(out, t.to);
            stet_puts(out, "\">");
            put_text(out, t.to);
            stet_puts(out, "</a></li>\n");
        } else {
            put_text(out, t.to);
            stet_puts(out, "</li>\n");
        }
    }
    stet_puts(out, any ? "</ul>\n" : "");
}

/* "24 November 2026, 22:58 UTC": the page is in English, whatever the articles are in.
 */
static void put_time(stet_out *out, int64_t now)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    stet_date d;
    char clock[24];
    stet_kit_table()->date_from_seconds(now, &d);
    stet_put_int(out, d.day);
    stet_putc(out, ' ');
    stet_puts(out, months[d.month >= 1 && d.month <= 12 ? d.month - 1 : 0]);
    stet_putc(out, ' ');
    stet_put_int(out, d.year);
    snprintf(clock, sizeof clock, ", %02d:%02d UTC", d.hour, d.minute);
    stet_puts(out, clock);
}

static void put_when(const struct report *r, int64_t now, stet_out *out)
{
    stet_puts(out, "<p class=\"when\">");
    put_text(out, stet_cstr(r->name));
    stet_puts(out, " \xc2\xb7 ");
    put_time(out, now);
    stet_puts(out, "</p>\n<p class=\"sums\">");
    section_put_count(out, "sum", r->count, "article", "articles");
    section_put_count(out, "sum", r->findings, "finding", "findings");
    section_put_count(out, "sum", r->files, "file", "files");
    stet_puts(out, "</p>\n");
}

static void put_masthead(const struct report *r, int64_t now, stet_out *out)
{
    stet_puts(
        out, "<header class=\"mast\">\n<p class=\"brand\"><span>stet</span></p>\n<h1>");
    put_name(r, out);
    stet_puts(out, "</h1>\n");
    put_when(r, now, out);
    if (r->count)
        put_bar(r, out);
    put_together(r, out);
    stet_puts(out, "</header>\n");
}

static void put_filter(stet_out *out, const char *name, uint64_t n, int checked)
{
    stet_puts(out, "<input type=\"radio\" name=\"show\" id=\"show-");
    stet_puts(out, name);
    stet_puts(out, checked ? "\" checked><label class=\"v-" : "\"><label class=\"v-");
    stet_puts(out, name);
    stet_puts(out, "\" for=\"show-");
    stet_puts(out, name);
    stet_puts(out, "\">");
    stet_puts(out, name);
    stet_puts(out, " <b>");
    stet_put_int(out, (int64_t)n);
    stet_puts(out, "</b></label>\n");
}

static void put_filters(const struct report *r, stet_out *out)
{
    if (r->count < 2)
        return;
    stet_puts(out, "<div class=\"filters\" role=\"radiogroup\" aria-label=\"Which "
                   "articles are shown\">\n");
    put_filter(out, "all", r->count, 1);
    for (int i = 0; i < STATUS_COUNT; i++)
        if (r->by_status[i])
            put_filter(out, status_names[i], r->by_status[i], 0);
    stet_puts(out, "</div>\n");
}

/* ---- closing ---------------------------------------------------------------- */
static int copy_spill(struct report *r, FILE *page)
{
    char chunk[65536];
    size_t n;
    rewind(r->spill);
    while ((n = fread(chunk, 1, sizeof chunk, r->spill)) > 0)
        if (fwrite(chunk, 1, n, page) != n)
            return -1;
    return ferror(r->spill) ? -1 : 0;
}

static int write_page(struct report *r, int64_t now, FILE *page)
{
    static const char end[] =
        "</main>\n<p class=\"foot\">Made by stet. Text between "
        "marks is quoted from the articles.</p>\n</div>\n</body>\n"
        "</html>\n";
    r->out->len = 0;
    r->out->failed = STET_OK;
    put_head(r, r->out);
    put_masthead(r, now, r->out);
    put_filters(r, r->out);
    stet_puts(r->out, "<main>\n");
    if (r->out->failed) {
        errno = ENOMEM;
        return -1;
    }
    if (fwrite(r->out->data, 1, r->out->len, page) != r->out->len ||
        copy_spill(r, page) < 0)
        return -1;
    return fwrite(end, 1, sizeof end - 1, page) == sizeof end - 1 ? 0 : -1;
}

/* A name of its own beside the page, then renamed: nobody sees half a page. */
static int replace_page(struct report *r, int64_t now)
{
    if (asprintf(&r->temporary, "%s.part-%ld", r->path, (long)getpid()) < 0) {
        r->temporary = NULL;
        return say(r, "write", ENOMEM);
    }
    int fd =
        open(r->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    FILE *page = fd < 0 ? NULL : fdopen(fd, "wb");
    if (!page) {
        int number = errno;
        if (fd >= 0)
            close(fd);
        return say(r, "write", number);
    }
    int bad = write_page(r, now, page), number = errno;
    if (fclose(page) != 0 && !bad) {
        bad = -1;
        number = errno;
    }
    if (!bad && rename(r->temporary, r->path) < 0) {
        bad = -1;
        number = errno;
    }
    if (!bad)
        return 0;
    unlink(r->temporary);
    return say(r, "write", number);
}

int report_close(struct report *r, int64_t now, int keep)
{
    int status = 0;
    if (!r)
        return 0;
    if (keep && r->spill)
        status = r->failed ? say(r, "write", r->failed) : replace_page(r, now);
    if (r->spill)
        fclose(r->spill);
    free_messages(r->messages.first);
    pthread_mutex_destroy(&r->messages.mutex);
    stet_buffer_free(r->out);
    free(r->path);
    free(r->temporary);
    free(r->prefix);
    free(r->name);
    free(r);
    return status;
}
