/* SPDX-License-Identifier: MIT */
/* base/sha256.h - SHA-256 (FIPS 180-4), for identities and digests. */
#ifndef STET_BASE_SHA256_H
#define STET_BASE_SHA256_H

#include <stet/types.h>

void stet__sha256(const void *p, size_t n, uint8_t ret_digest[32]);

#endif
