/* SPDX-License-Identifier: MIT */
/* Files as outputs: temporary name, rename at commit, nothing outside the folder. */
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#if defined(__has_include)
#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#endif
#endif

#include "../args.h"

#define LOCK_NAME ".stet-lock"
#define TEMPORARY ".stet-part-"

/* An open output. Data for "-" waits in memory for its turn. */
struct handle {
    int fd; /* -1: standard output */
    char temporary[64];
    char *data;
    size_t len, cap;
};

/* ---- saying what went wrong ---------------------------------------------------- */

STET_PRINTF(3, 4)
static stet_code fail(stet_error *err, stet_code code, const char *format, ...)
{
    va_list args;
    if (!err)
        return code;
    memset(err, 0, sizeof *err);
    err->code = code;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return code;
}

/* Trouble with this one name: the run goes on. */
static int is_of_the_name(int number)
{
    return number == EISDIR || number == ENOTDIR || number == ENOTEMPTY ||
           number == ELOOP || number == ENAMETOOLONG || number == EINVAL;
}

static stet_code fail_io(stet_error *err, const struct files *f, const char *what,
                         stet_str name)
{
    int number = errno;
    stet_code code = is_of_the_name(number) ? STET_E_DENIED : STET_E_IO;
    fail(err, code, "cannot %s '%.*s' in %s: %s", what, (int)name.n, name.p, f->folder,
         strerror(number));
    if (err && (number == ENOSPC || number == EDQUOT))
        snprintf(err->hint, sizeof err->hint, "make room and run again with --resume");
    return code;
}

/* ---- the folder ---------------------------------------------------------------- */

/* A run that ends removes the lock's name: a lock on a file without that name is void.
 */
static int is_current_lock(const struct files *f, int fd)
{
    struct stat held, named;
    return fstat(fd, &held) == 0 &&
           fstatat(f->dir, LOCK_NAME, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

static int take_lock(struct files *f)
{
    for (int attempt = 0; attempt < 100; attempt++) {
        int fd =
            openat(f->dir, LOCK_NAME, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd < 0) {
            fprintf(stderr, "stet: cannot write in %s: %s\n", f->folder,
                    strerror(errno));
            return EXIT_IO;
        }
        if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
            close(fd);
            break;
        }
        if (is_current_lock(f, fd)) {
            f->lock = fd;
            return 0;
        }
        close(fd);
    }
    fprintf(stderr,
            "stet: another run is writing to %s; wait for it, or give another -o\n",
            f->folder);
    return EXIT_TRY_AGAIN;
}

/* What a killed run left behind. Only called with the lock held. */
static void remove_leftovers(const struct files *f)
{
    int fd = openat(f->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    const struct dirent *entry;
    while ((entry = readdir(dir)))
        if (strncmp(entry->d_name, TEMPORARY, strlen(TEMPORARY)) == 0)
            unlinkat(f->dir, entry->d_name, 0);
    closedir(dir);
}

/* The folder with all above it, as mkdir -p. */
static int make_folders(const char *folder)
{
    char *path = strdup(folder);
    int done = path ? 0 : -1;
    for (char *p = path ? path + 1 : NULL; p && *p && done == 0; p++)
        if (*p == '/') {
            *p = '\0';
            done = mkdir(path, 0777) < 0 && errno != EEXIST ? -1 : 0;
            *p = '/';
        }
    if (done == 0 && mkdir(folder, 0777) < 0 && errno != EEXIST)
        done = -1;
    free(path);
    return done;
}

int files_take_folder(struct files *f)
{
    if (make_folders(f->folder) < 0) {
        fprintf(stderr, "stet: cannot make the folder %s: %s\n", f->folder,
                strerror(errno));
        return EXIT_IO;
    }
    f->dir = open(f->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f->dir < 0) {
        fprintf(stderr, "stet: cannot open the folder %s: %s\n", f->folder,
                strerror(errno));
        return EXIT_IO;
    }
    int status = take_lock(f);
    if (!status)
        remove_leftovers(f);
    return status;
}

/* ---- the sink ------------------------------------------------------------------ */

static stet_code open_output(void *self, stet_str name, void **ret_handle,
                             stet_error *err)
{
    struct files *f = self;
    struct handle *h = calloc(1, sizeof *h);
    if (!h)
        return fail(err, STET_E_NOMEM, "not enough memory for an output");
    h->fd = -1;
    if (!stet_str_is(name, "-") && !f->dry) {
        pthread_mutex_lock(&f->mutex);
        uint64_t serial = f->serial++;
        int status = f->dir < 0 ? files_take_folder(f) : 0;
        pthread_mutex_unlock(&f->mutex);
        if (status) {
            free(h);
            return fail(err, STET_E_IO, "the output folder %s cannot be used",
                        f->folder);
        }
        snprintf(h->temporary, sizeof h->temporary, TEMPORARY "%ld-%llu", f->process,
                 (unsigned long long)serial);
        h->fd = openat(f->dir, h->temporary,
                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (h->fd < 0) {
            free(h);
            return fail_io(err, f, "make a file for", name);
        }
    }
    *ret_handle = h;
    return STET_OK;
}

static stet_code keep(struct handle *h, const char *p, size_t n, stet_error *err)
{
    if (h->cap - h->len < n) {
        size_t cap = h->cap ? h->cap : n; /* mostly it comes in one piece */
        while (cap - h->len < n && cap <= SIZE_MAX / 2)
            cap *= 2;
        char *grown = cap - h->len >= n ? realloc(h->data, cap) : NULL;
        if (!grown)
            return fail(err, STET_E_NOMEM, "not enough memory for an output");
        h->data = grown;
        h->cap = cap;
    }
    memcpy(h->data + h->len, p, n);
    h->len += n;
    return STET_OK;
}

static int write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        p += done;
        n -= (size_t)done;
    }
    return 0;
}

static stet_code write_output(void *self, void *handle, const char *p, size_t n,
                              stet_error *err)
{
    const struct files *f = self;
    struct handle *h = handle;
    if (h->fd < 0)
        return f->dry ? STET_OK : keep(h, p, n, err);
    if (write_all(h->fd, p, n) < 0)
        return fail_io(err, f, "write", stet_cstr(h->temporary));
    return STET_OK;
}

static void free_handle(struct handle *h)
{
    free(h->data);
    free(h);
}

static void abort_output(void *self, void *handle)
{
    const struct files *f = self;
    struct handle *h = handle;
    if (h->fd >= 0) {
        close(h->fd);
        unlinkat(f->dir, h->temporary, 0);
    }
    free_handle(h);
}

#if defined(SYS_openat2) && defined(RESOLVE_BENEATH)
/* The folder of a whole path in one call that the kernel keeps beneath `dir`; -1 where
 * it is missing, a link stands in the way, or the kernel knows no such call. */
static int open_beneath(int dir, const char *path, size_t n)
{
    char folder[PATH_MAX];
    struct open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
                                      RESOLVE_NO_MAGICLINKS};
    if (n >= sizeof folder)
        return -1;
    memcpy(folder, path, n);
    folder[n] = '\0';
    return (int)syscall(SYS_openat2, dir, folder, &how, sizeof how);
}
#else
static int open_beneath(int dir, const char *path, size_t n)
{
    (void)dir;
    (void)path;
    (void)n;
    return -1;
}
#endif

/* The folder that holds the last component of `name`, made when missing, component by
 * component; links are not followed, and nothing above f->dir can be reached. */
static int open_parent(const struct files *f, const char *name, const char **ret_last)
{
    int dir = f->dir;
    const char *slash = strrchr(name, '/');
    int beneath = slash ? open_beneath(f->dir, name, (size_t)(slash - name)) : -1;
    if (beneath >= 0) {
        dir = beneath;
        name = slash + 1;
    }
    while ((slash = strchr(name, '/'))) {
        char part[256];
        size_t n = (size_t)(slash - name);
        if (n == 0 || n >= sizeof part || (n <= 2 && strspn(name, ".") >= n)) {
            errno = EINVAL;
            break;
        }
        memcpy(part, name, n);
        part[n] = '\0';
        if (mkdirat(dir, part, 0777) < 0 && errno != EEXIST)
            break;
        int next = openat(dir, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0)
            break;
        if (dir != f->dir)
            close(dir);
        dir = next;
        name = slash + 1;
    }
    *ret_last = name;
    if (!slash && *name && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
        return dir;
    int number = slash ? errno : EINVAL;
    if (dir != f->dir)
        close(dir);
    errno = number;
    return -1;
}

/* A warning for a name that became another. */
static void say_renamed(const struct files *f, const stet_pending *p, const char *name)
{
    char text[600];
    int n = snprintf(text, sizeof text, "'%.*s' is taken: written as '%s'",
                     (int)(p->name.n < 250 ? p->name.n : 250), p->name.p, name);
    if (f->say && n > 0)
        f->say(f->say_self, p->id, p->step,
               stet_strn(text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1));
}

/* Claim a name for this run; *ret_name is allocated. */
static stet_code claim(struct files *f, const stet_pending *p, char **ret_name,
                       stet_error *err)
{
    int status = names_claim(&f->claimed, p, ret_name);
    if (status > 0) {
        if (status == NAME_OTHER)
            say_renamed(f, p, *ret_name);
        return STET_OK;
    }
    if (status < 0)
        return fail(err, STET_E_NOMEM,
                    "not enough memory to remember the names written");
    fail(err, STET_E_EXISTS, "another article of this run has written '%.*s'",
         (int)p->name.n, p->name.p);
    if (err)
        snprintf(err->hint, sizeof err->hint,
                 "put {{ id }} into 'to', or set on_collision: suffix or number");
    return STET_E_EXISTS;
}

/* Close what was written: an error that the kernel kept back comes out here. */
static stet_code close_handles(struct files *f, stet_pending *pending, size_t n,
                               stet_error *err)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < n; i++) {
        struct handle *h = pending[i].handle;
        if (h->fd < 0)
            continue;
        if (close(h->fd) < 0 && code == STET_OK)
            code = fail_io(err, f, "write", pending[i].name);
        h->fd = -1;
    }
    return code;
}

static stet_code place(struct files *f, const struct handle *h, const char *name,
                       stet_error *err)
{
    const char *last;
    if (!h->temporary[0]) {
        if (f->dry || write_all(STDOUT_FILENO, h->data, h->len) == 0)
            return STET_OK;
        return fail(err, STET_E_IO, "cannot write to standard output: %s",
                    strerror(errno));
    }
    int dir = open_parent(f, name, &last);
    if (dir < 0)
        return fail_io(err, f, "make the folder of", stet_cstr(name));
    stet_code code = STET_OK;
    if (renameat(f->dir, h->temporary, dir, last) < 0)
        code = fail_io(err, f, "rename to", stet_cstr(name));
    if (dir != f->dir)
        close(dir);
    return code;
}

/* Names first, for all: an article whose name is taken writes nothing at all. */
static stet_code claim_all(struct files *f, const stet_pending *pending, size_t n,
                           char **names, stet_error *err)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < n && code == STET_OK; i++)
        if (!stet_str_is(pending[i].name, "-"))
            code = claim(f, &pending[i], &names[i], err);
    return code;
}

static stet_code commit_outputs(void *self, stet_pending *pending, size_t n,
                                stet_error *err)
{
    struct files *f = self;
    char **names = calloc(n + 1, sizeof *names);
    stet_code code = names ? STET_OK : fail(err, STET_E_NOMEM, "not enough memory");
    if (code == STET_OK)
        code = claim_all(f, pending, n, names, err);
    if (code == STET_OK)
        code = close_handles(f, pending, n, err);
    size_t placed = 0;
    while (code == STET_OK && placed < n) {
        code = place(f, pending[placed].handle, names[placed], err);
        placed += code == STET_OK;
    }
    for (size_t i = 0; i < n; i++) {
        struct handle *h = pending[i].handle;
        if (h->fd >= 0)
            close(h->fd);
        if (i >= placed && h->temporary[0])
            unlinkat(f->dir, h->temporary, 0);
        free_handle(h);
        if (names)
            free(names[i]);
    }
    f->written += code == STET_OK ? n : 0;
    free(names);
    return code;
}

void files_init(struct files *files, const char *folder, int dry)
{
    *files = (struct files){
        .folder = folder, .dir = -1, .lock = -1, .dry = dry, .process = (long)getpid()};
    files->sink = (stet_sink){.size = sizeof files->sink,
                              .self = files,
                              .open = open_output,
                              .write = write_output,
                              .commit = commit_outputs,
                              .abort = abort_output};
    pthread_mutex_init(&files->mutex, NULL);
}

void files_done(struct files *files)
{
    if (files->lock >= 0) {
        unlinkat(files->dir, LOCK_NAME, 0);
        close(files->lock);
    }
    if (files->dir >= 0)
        close(files->dir);
    name_set_done(&files->claimed);
    pthread_mutex_destroy(&files->mutex);
}
