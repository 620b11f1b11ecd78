/* SPDX-License-Identifier: MIT */
/*
 * The walk from the root of the file system down to a plugin, one descriptor per
 * folder.
 */
#include "plugin/path/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* NULL, or why others could change what is in there. */
static const char *distrust(const struct stat *st, int on_the_way)
{
    if (st->st_uid != 0 && st->st_uid != geteuid())
        return "belongs to another user";
    if (on_the_way && st->st_uid == 0 && (st->st_mode & S_ISVTX))
        return NULL;
    if (st->st_mode & S_IWOTH)
        return "is writable by everybody";
    if ((st->st_mode & S_IWGRP) && st->st_gid != st->st_uid)
        return "is writable by its group";
    return NULL;
}

/* The next component of a path, without slashes. 0 at its end. */
static size_t next_component(const char **path)
{
    while (**path == '/')
        (*path)++;
    return strcspn(*path, "/");
}

static stet_code refuse_folder(stet_error *err, const char *folder, size_t upto,
                               const char *why, const struct stat *st)
{
    while (upto > 1 && folder[upto - 1] == '/')
        upto--;
    stet__error(err, STET_E_DENIED, "the folder '%.*s' %s (owner %u, mode %04o)",
                (int)(upto ? upto : 1), folder, why, (unsigned)st->st_uid,
                (unsigned)st->st_mode & 07777);
    stet__error_hint(
        err, "plugins are loaded from folders that only root or you can change");
    return STET_E_DENIED;
}

/* Step from the folder `at` (closed here) into one component. -1 with errno. */
static int step_into(int at, const char *name, size_t len, int flags)
{
    char component[NAME_MAX + 1];
    int fd = -1, saved;
    if (len > NAME_MAX) {
        errno = ENAMETOOLONG;
    } else {
        memcpy(component, name, len);
        component[len] = '\0';
        fd = openat(at, component, flags);
    }
    saved = errno;
    close(at);
    errno = saved;
    return fd;
}

stet_code stet__trust_folder(const char *folder, int *ret_fd, stet_error *err)
{
    const int walk = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    const char *at = folder;
    int fd = open("/", walk);
    size_t len = next_component(&at);
    for (;;) {
        struct stat st;
        if (fd < 0 || fstat(fd, &st) != 0) {
            stet_code code =
                errno == ENOENT || errno == ENOTDIR ? STET_E_NOTFOUND : STET_E_IO;
            if (fd >= 0)
                close(fd);
            return stet__error(err, code, "cannot open the folder '%s': %s", folder,
                               strerrordesc_np(errno));
        }
        const char *why = distrust(&st, len != 0);
        if (why) {
            close(fd);
            return refuse_folder(err, folder, (size_t)(at - folder), why, &st);
        }
        if (len == 0)
            break;
        fd = step_into(fd, at, len, walk);
        at += len;
        len = next_component(&at);
    }
    fd = step_into(fd, ".", 1, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return stet__error(err, STET_E_IO, "cannot read the folder '%s': %s", folder,
                           strerrordesc_np(errno));
    *ret_fd = fd;
    return STET_OK;
}

static stet_code judge_file(const struct stat *st, uint64_t max_bytes, stet_error *err)
{
    if (!S_ISREG(st->st_mode))
        return stet__error(err, STET_E_DENIED, "is not a regular file");
    const char *why = distrust(st, 0);
    if (why) {
        stet__error(err, STET_E_DENIED, "%s (owner %u, mode %04o)", why,
                    (unsigned)st->st_uid, (unsigned)st->st_mode & 07777);
        stet__error_hint(
            err, "a plugin belongs to root or to you and only its owner writes to it");
        return STET_E_DENIED;
    }
    if ((uint64_t)st->st_size > max_bytes)
        return stet__error(err, STET_E_LIMIT,
                           "has %lld bytes, a plugin has at most %llu",
                           (long long)st->st_size, (unsigned long long)max_bytes);
    return STET_OK;
}

stet_code stet__trust_file(int folder_fd, const char *name, uint64_t max_bytes,
                           int *ret_fd, uint64_t *ret_size, stet_error *err)
{
    struct stat st;
    int fd = openat(folder_fd, name,
                    O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ELOOP)
        return stet__error(err, STET_E_DENIED, "is a symbolic link");
    if (fd < 0)
        return stet__error(err, errno == ENOENT ? STET_E_NOTFOUND : STET_E_IO,
                           "cannot be opened: %s", strerrordesc_np(errno));
    stet_code code =
        fstat(fd, &st) != 0
            ? stet__error(err, STET_E_IO, "cannot be read: %s", strerrordesc_np(errno))
            : judge_file(&st, max_bytes, err);
    if (code != STET_OK) {
        close(fd);
        return code;
    }
    *ret_fd = fd;
    *ret_size = (uint64_t)st.st_size;
    return STET_OK;
}
