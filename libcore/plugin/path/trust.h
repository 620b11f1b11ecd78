/* SPDX-License-Identifier: MIT */
/*
 * plugin/path/trust.h - may code be loaded from there?
 *
 * A path is trusted when nobody but root and the effective user could have put anything
 * there: every folder down to the file belongs to one of them and is not writable by
 * group or others (sticky folders of root, such as /tmp, are fine on the way), and the
 * file is a regular file, no symbolic link, with the same owner and mode. A group with the
 * number of the owner is taken for the owner's private one (umask 002). Judged by
 * descriptor, never by name twice.
 */
#ifndef STET_PLUGIN_TRUST_H
#define STET_PLUGIN_TRUST_H

#include "base/error.h"

/* Open a folder (absolute, resolved) that code may be loaded from, walking down from the
 * root. *ret_fd is owned by the caller (close). STET_E_DENIED, STET_E_IO, STET_E_NOTFOUND. */
stet_code stet__trust_folder(const char *folder, int *ret_fd, stet_error *err);
/* Open a file of a trusted folder by its name in it. The message of err is the bare reason. */
stet_code stet__trust_file(int folder_fd, const char *name, uint64_t max_bytes, int *ret_fd, uint64_t *ret_size, stet_error *err);

#endif
