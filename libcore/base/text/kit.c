/* SPDX-License-Identifier: MIT */
/*
 * The const table of all text services, and the hash with its key.
 */
#include "base/text/kit.h"

#include <pthread.h>
#include <sys/random.h>
#include <time.h>

#include "base/sha256.h"
#include "base/table.h"

/* Written once; keyed so that crafted keys do not flood a table of a plugin. */
static uint64_t hash_key[2];
static pthread_once_t hash_once = PTHREAD_ONCE_INIT;

static void make_key(void)
{
    if (getrandom(hash_key, sizeof hash_key, GRND_NONBLOCK) == (ssize_t)sizeof hash_key)
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    hash_key[0] = (uint64_t)(uintptr_t)&now ^ (uint64_t)now.tv_nsec << 20;
    hash_key[1] = (uint64_t)(uintptr_t)hash_key ^ (uint64_t)now.tv_sec;
}

uint64_t stet__hash(const void *p, size_t n)
{
    pthread_once(&hash_once, make_key);
    return stet__siphash(p, n, hash_key);
}

const stet_kit stet__kit_table = {
    .size = sizeof(stet_kit),
    .escape = stet__escape,
    .url_class = stet__url_class,
    .url_host = stet__url_host,
    .date_parse = stet__date_parse,
    .date_format = stet__date_format,
    .date_seconds = stet__date_seconds,
    .date_from_seconds = stet__date_from_seconds,
    .graphemes = stet__graphemes,
    .cut_at_word = stet__cut_at_word,
    .columns = stet__columns,
    .decode = stet__decode,
    .is_word = stet__is_word,
    .is_upper = stet__is_upper,
    .fold = stet__fold,
    .slug = stet__slug,
    .sha256 = stet__sha256,
    .hash = stet__hash,
    .utf8_valid = stet__utf8_valid,
    .put_json_str = stet__put_json_str,
    .put_name = stet__put_name,
};

const stet_kit *stet__kit(void)
{
    return &stet__kit_table;
}
