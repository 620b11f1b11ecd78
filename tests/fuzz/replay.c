/* SPDX-License-Identifier: MIT */
/*
 * Runs every file of a corpus folder through one fuzz target, in any build: what a
 * fuzzer once found is tried again by make check. Each input is also tried cut short,
 * since a parser that reads behind its end shows there.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 1 << 20, CUTS = 16 };

/* The bytes stand at the end of their own allocation, so that a sanitizer sees one too
 * many. */
static void try_bytes(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(99);
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static int try_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(INPUT_MAX);
    if (!file || !data) {
        fprintf(stderr, "cannot read %s\n", path);
        free(data);
        return 0;
    }
    size_t size = fread(data, 1, INPUT_MAX, file);
    fclose(file);
    try_bytes(data, size);
    for (size_t i = 1; i < CUTS && size >= CUTS; i++)
        try_bytes(data, size * i / CUTS);
    free(data);
    return 1;
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : CORPUS;
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    int count = 0;
    if (!dir) {
        fprintf(stderr, "no corpus at %s\n", folder);
        return 99;
    }
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            count += try_file(folder, entry->d_name);
    closedir(dir);
    printf("%d inputs of %s\n", count, folder);
    return count ? 0 : 1;
}
