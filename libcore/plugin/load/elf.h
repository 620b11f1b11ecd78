/* SPDX-License-Identifier: MIT */
/*
 * plugin/load/elf.h - read an ELF shared object without running any of it.
 *
 * Both word sizes, the byte order of this machine. Every offset and length is checked
 * against the size of the file before it is used; nothing is mapped or allocated.
 */
#ifndef STET_PLUGIN_ELF_H
#define STET_PLUGIN_ELF_H

#include "base/error.h"

enum { ELF_SEGMENTS_MAX = 64 };

/* A stretch of the file that was read last: most of what is asked for lies close by. */
struct elf_window {
    uint64_t off;
    size_t n;
    unsigned char bytes[4096];
};

/* Where the bytes are: an open file, or memory when `bytes` is not NULL. */
struct elf_input {
    int fd;
    const unsigned char *bytes;
    uint64_t size;
    struct elf_window *window; /* may be NULL */
};

struct elf_segment {
    uint32_t type;
    uint64_t offset, address, file_size, align;
};

struct elf_file {
    const struct elf_input *input;
    unsigned bits; /* 32 or 64 */
    uint16_t machine, type;
    size_t segment_count;
    struct elf_segment segments[ELF_SEGMENTS_MAX];
};

/* The machine this library was built for; 0: not known. */
uint16_t stet__elf_machine(void);
/* Read the header and the segments. STET_E_PLUGIN with the reason when it is no whole ELF
 * file of this byte order; *ret_file says what was read so far. */
stet_code stet__elf_open(const struct elf_input *input, struct elf_file *ret_file, stet_error *err);
/* The descriptor of the first note of that owner and type: at most `cap` bytes of it. Answers its
 * length in the file, 0 when there is none. */
size_t stet__elf_note(const struct elf_file *file, const char *owner, uint32_t type, void *descriptor, size_t cap);
/* 1: the dynamic symbol table defines this name. */
int stet__elf_defines(const struct elf_file *file, const char *name);
/* The text of the nth dynamic entry of that tag (DT_NEEDED, DT_RUNPATH, ...), with its NUL: 1.
 * 0: there is none. -1: it has `cap` bytes or more, or lies outside the file. */
int stet__elf_text(const struct elf_file *file, uint64_t tag, size_t nth, char *to, size_t cap);

#endif
