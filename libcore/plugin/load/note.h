/* SPDX-License-Identifier: MIT */
/*
 * plugin/load/note.h - what a plugin file says of itself, read before any of it runs.
 */
#ifndef STET_PLUGIN_NOTE_H
#define STET_PLUGIN_NOTE_H

#include "plugin/load/elf.h"

struct note {
    char id[48], version[24]; /* "" when unreadable */
    uint16_t abi_major, abi_minor_min, abi_minor_built;
    uint16_t ptr_bits;
};

/*
 * Read the note and judge the file: word size, machine, byte order, completeness, ABI, and that
 * it exports the plugin's symbol. *ret_note is filled as far as it could be read, also on
 * failure. STET_OK, or STET_E_PLUGIN with the bare reason and a hint in err.
 */
stet_code stet__note_read(const struct elf_input *input, struct note *ret_note, stet_error *err);

/* 1: [a-z][a-z0-9_]*, at most 47 bytes. */
int stet__note_id_valid(const char *id);

#endif
