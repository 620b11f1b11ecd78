/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a plugin file: the note and the symbol are looked for, nothing is run.
 * What the reader answers as good must be: an id and a version that can be printed.
 */
#include <stdint.h>
#include <stdlib.h>

#include "plugin/load/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct elf_input input = {.fd = -1, .bytes = data, .size = size};
    struct note note;
    stet_error err = {.code = STET_OK};
    stet_code code = stet__note_read(&input, &note, &err);
    if (code == STET_OK && (!stet__note_id_valid(note.id) || !note.version[0]))
        abort();
    if (code != STET_OK && (code != STET_E_PLUGIN || !err.message[0]))
        abort();
    return 0;
}
