/* SPDX-License-Identifier: MIT */
/*
 * A reader of ELF files that trusts no number in them. Word sizes differ only in where
 * the members of a struct lie, so the layouts are data.
 */
#include "plugin/load/elf.h"

#include <elf.h>
#include <errno.h>
#include <unistd.h>

enum {
    NOTE_BYTES_MAX = 64 << 10, /* of one segment of notes */
    NOTES_MAX = 64,
    DYNAMIC_MAX = 512, /* entries */
    CHAIN_MAX = 4096   /* symbols of one hash bucket */
};

/* Offsets of members, by word size. */
struct layout {
    unsigned header, segment, dynamic, symbol;       /* sizes */
    unsigned e_phoff, e_shoff, e_phentsize, e_phnum; /* of the header */
    unsigned e_shentsize, e_shnum;
    unsigned p_offset, p_vaddr, p_filesz, p_align; /* of a segment */
    unsigned st_name, st_shndx;                    /* of a symbol */
    unsigned word;                                 /* bytes */
};

#define LAYOUT(B)                                                                      \
    {                                                                                  \
        sizeof(Elf##B##_Ehdr), sizeof(Elf##B##_Phdr), sizeof(Elf##B##_Dyn),            \
            sizeof(Elf##B##_Sym), offsetof(Elf##B##_Ehdr, e_phoff),                    \
            offsetof(Elf##B##_Ehdr, e_shoff), offsetof(Elf##B##_Ehdr, e_phentsize),    \
            offsetof(Elf##B##_Ehdr, e_phnum), offsetof(Elf##B##_Ehdr, e_shentsize),    \
            offsetof(Elf##B##_Ehdr, e_shnum), offsetof(Elf##B##_Phdr, p_offset),       \
            offsetof(Elf##B##_Phdr, p_vaddr), offsetof(Elf##B##_Phdr, p_filesz),       \
            offsetof(Elf##B##_Phdr, p_align), offsetof(Elf##B##_Sym, st_name),         \
            offsetof(Elf##B##_Sym, st_shndx), (B) / 8                                  \
    }
static const struct layout layout32 = LAYOUT(32), layout64 = LAYOUT(64);

static const struct layout *layout_of(const struct elf_file *file)
{
    return file->bits == 32 ? &layout32 : &layout64;
}

/* ---- bytes -------------------------------------------------------------------- */

/* At least `least` and at most `most` bytes of the file at `off`: how many, 0 for
 * fewer. */
static size_t read_at(int fd, uint64_t off, void *to, size_t least, size_t most)
{
    size_t have = 0;
    while (have < least) {
        ssize_t got = pread(fd, (char *)to + have, most - have, (off_t)(off + have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        have += (size_t)got;
    }
    return have;
}

/* Exactly `n` bytes at `off`. 1 when they are there. */
static int fetch(const struct elf_input *in, uint64_t off, void *to, size_t n)
{
    struct elf_window *w = in->window;
    if (off > in->size || n > in->size - off)
        return 0;
    if (in->bytes) {
        memcpy(to, in->bytes + off, n);
        return 1;
    }
    if (!w || n > sizeof w->bytes)
        return n == 0 || read_at(in->fd, off, to, n, n) == n;
    if (off < w->off || off - w->off > w->n || n > w->n - (off - w->off)) {
        uint64_t rest = in->size - off;
        size_t most = rest < sizeof w->bytes ? (size_t)rest : sizeof w->bytes;
        w->off = off;
        w->n = read_at(in->fd, off, w->bytes, n, most);
        if (w->n < n)
            return 0;
    }
    memcpy(to, w->bytes + (off - w->off), n);
    return 1;
}

static uint16_t half_at(const unsigned char *p)
{
    uint16_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static uint32_t word_at(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* A word of the file's size. */
static uint64_t address_at(const struct layout *l, const unsigned char *p)
{
    uint64_t v;
    if (l->word == 4)
        return word_at(p);
    memcpy(&v, p, sizeof v);
    return v;
}

/* ---- header and segments ------------------------------------------------------ */

uint16_t stet__elf_machine(void)
{
#if defined(__x86_64__)
    return EM_X86_64;
#elif defined(__i386__)
    return EM_386;
#elif defined(__aarch64__)
    return EM_AARCH64;
#elif defined(__arm__)
    return EM_ARM;
#elif defined(__riscv)
    return EM_RISCV;
#elif defined(__powerpc64__)
    return EM_PPC64;
#elif defined(__s390x__)
    return EM_S390;
#else
    return 0;
#endif
}

static int native_order(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first ? ELFDATA2LSB : ELFDATA2MSB;
}

/* 0 when a table of `count` entries lies beyond the end of the file. */
static int table_fits(const struct elf_input *in, uint64_t off, uint64_t count,
                      uint64_t each)
{
    return off <= in->size &&
           count * each <= in->size - off; /* both at most 16 bits wide */
}

static stet_code read_segments(struct elf_file *file, uint64_t off, stet_error *err)
{
    const struct layout *l = layout_of(file);
    for (size_t i = 0; i < file->segment_count; i++) {
        unsigned char raw[sizeof(Elf64_Phdr)];
        struct elf_segment *s = &file->segments[i];
        if (!fetch(file->input, off + i * l->segment, raw, l->segment))
            return stet__error(err, STET_E_PLUGIN,
                               "is cut off: its segment table lies beyond its end");
        s->type = word_at(raw); /* p_type comes first in both */
        s->offset = address_at(l, raw + l->p_offset);
        s->address = address_at(l, raw + l->p_vaddr);
        s->file_size = address_at(l, raw + l->p_filesz);
        s->align = address_at(l, raw + l->p_align);
        if (s->offset > file->input->size ||
            s->file_size > file->input->size - s->offset)
            return stet__error(
                err, STET_E_PLUGIN,
                "is cut off: segment %zu ends at byte %llu, the file has %llu", i,
                (unsigned long long)(s->offset + s->file_size),
                (unsigned long long)file->input->size);
    }
    return STET_OK;
}

static stet_code read_identity(struct elf_file *file, unsigned char *raw,
                               stet_error *err)
{
    if (!fetch(file->input, 0, raw, EI_NIDENT) || memcmp(raw, ELFMAG, SELFMAG) != 0)
        return stet__error(err, STET_E_PLUGIN, "is not a shared object (ELF)");
    if (raw[EI_CLASS] != ELFCLASS32 && raw[EI_CLASS] != ELFCLASS64)
        return stet__error(err, STET_E_PLUGIN, "has an unknown word size (class %u)",
                           raw[EI_CLASS]);
    if (raw[EI_DATA] != native_order())
        return stet__error(err, STET_E_PLUGIN, "has the byte order of another machine");
    file->bits = raw[EI_CLASS] == ELFCLASS32 ? 32 : 64;
    if (!fetch(file->input, 0, raw, layout_of(file)->header))
        return stet__error(err, STET_E_PLUGIN, "is cut off within its header");
    return STET_OK;
}

stet_code stet__elf_open(const struct elf_input *input, struct elf_file *ret_file,
                         stet_error *err)
{
    unsigned char raw[sizeof(Elf64_Ehdr)];
    memset(ret_file, 0, sizeof *ret_file);
    ret_file->input = input;
    stet_code code = read_identity(ret_file, raw, err);
    if (code != STET_OK)
        return code;
    const struct layout *l = layout_of(ret_file);
    ret_file->type = half_at(raw + offsetof(Elf64_Ehdr, e_type)); /* the same in both */
    ret_file->machine = half_at(raw + offsetof(Elf64_Ehdr, e_machine));
    uint16_t count = half_at(raw + l->e_phnum);
    uint64_t off = address_at(l, raw + l->e_phoff);
    uint64_t sections = address_at(l, raw + l->e_shoff);
    if (half_at(raw + l->e_phentsize) != l->segment || count == 0 ||
        count > ELF_SEGMENTS_MAX)
        return stet__error(err, STET_E_PLUGIN,
                           "has a segment table that cannot be read");
    if (!table_fits(input, off, count, l->segment) ||
        !table_fits(input, sections, half_at(raw + l->e_shnum),
                    half_at(raw + l->e_shentsize)))
        return stet__error(err, STET_E_PLUGIN,
                           "is cut off: it has %llu bytes and names tables behind them",
                           (unsigned long long)input->size);
    ret_file->segment_count = count;
    return read_segments(ret_file, off, err);
}

/* ---- notes -------------------------------------------------------------------- */

static uint64_t round_up(uint64_t n, uint64_t align)
{
    return (n + align - 1) & ~(align - 1);
}

/* Look through one segment of notes. */
static size_t note_in(const struct elf_file *file, const struct elf_segment *s,
                      const char *owner, uint32_t type, void *descriptor, size_t cap)
{
    uint64_t align = s->align == 8 ? 8 : 4, at = 0;
    size_t owner_len = strlen(owner) + 1;
    for (int i = 0; i < NOTES_MAX && s->file_size - at >= 12; i++) {
        unsigned char head[12], name[16];
        if (!fetch(file->input, s->offset + at, head, sizeof head))
            return 0;
        uint64_t name_len = word_at(head), len = word_at(head + 4);
        uint64_t body = round_up(at + 12 + name_len, align);
        uint64_t next = round_up(body + len, align);
        if (body > s->file_size || len > s->file_size - body)
            return 0;
        if (word_at(head + 8) == type && name_len == owner_len &&
            owner_len <= sizeof name &&
            fetch(file->input, s->offset + at + 12, name, owner_len) &&
            memcmp(name, owner, owner_len) == 0)
            return fetch(file->input, s->offset + body, descriptor,
                         len < cap ? len : cap)
                       ? (size_t)len
                       : 0;
        if (next >= s->file_size)
            return 0;
        at = next;
    }
    return 0;
}

size_t stet__elf_note(const struct elf_file *file, const char *owner, uint32_t type,
                      void *descriptor, size_t cap)
{
    size_t len = 0;
    for (size_t i = 0; i < file->segment_count && len == 0; i++)
        if (file->segments[i].type == PT_NOTE &&
            file->segments[i].file_size <= NOTE_BYTES_MAX)
            len = note_in(file, &file->segments[i], owner, type, descriptor, cap);
    return len;
}

/* ---- dynamic symbols ---------------------------------------------------------- */

struct dynamic {
    uint64_t symbols, strings, strings_size, gnu_hash,
        hash; /* addresses but for the size */
};

/* `n` bytes at an address of the loaded object. */
static int fetch_address(const struct elf_file *file, uint64_t address, void *to,
                         size_t n)
{
    for (size_t i = 0; i < file->segment_count; i++) {
        const struct elf_segment *s = &file->segments[i];
        if (s->type == PT_LOAD && address >= s->address &&
            address - s->address <= s->file_size &&
            n <= s->file_size - (address - s->address))
            return fetch(file->input, s->offset + (address - s->address), to, n);
    }
    return 0;
}

static void read_dynamic(const struct elf_file *file, const struct elf_segment *s,
                         struct dynamic *d)
{
    const struct layout *l = layout_of(file);
    for (uint64_t i = 0; i < DYNAMIC_MAX && (i + 1) * l->dynamic <= s->file_size; i++) {
        unsigned char raw[sizeof(Elf64_Dyn)];
        if (!fetch(file->input, s->offset + i * l->dynamic, raw, l->dynamic))
            return;
        uint64_t tag = address_at(l, raw), value = address_at(l, raw + l->word);
        switch (tag) {
        case DT_NULL:
            return;
        case DT_SYMTAB:
            d->symbols = value;
            break;
        case DT_STRTAB:
            d->strings = value;
            break;
        case DT_STRSZ:
            d->strings_size = value;
            break;
        case DT_HASH:
            d->hash = value;
            break;
        case DT_GNU_HASH:
            d->gnu_hash = value;
            break;
        default:
            break;
        }
    }
}

/* The segment of dynamic entries, NULL without one. */
static const struct elf_segment *dynamic_segment(const struct elf_file *file)
{
    for (size_t i = 0; i < file->segment_count; i++)
        if (file->segments[i].type == PT_DYNAMIC)
            return &file->segments[i];
    return NULL;
}

/* The value of the nth entry of that tag. 0 when there is none. */
static int nth_entry(const struct elf_file *file, const struct elf_segment *s,
                     uint64_t tag, size_t nth, uint64_t *ret_value)
{
    const struct layout *l = layout_of(file);
    for (uint64_t i = 0; i < DYNAMIC_MAX && (i + 1) * l->dynamic <= s->file_size; i++) {
        unsigned char raw[sizeof(Elf64_Dyn)];
        if (!fetch(file->input, s->offset + i * l->dynamic, raw, l->dynamic) ||
            address_at(l, raw) == DT_NULL)
            return 0;
        if (address_at(l, raw) == tag && nth-- == 0) {
            *ret_value = address_at(l, raw + l->word);
            return 1;
        }
    }
    return 0;
}

int stet__elf_text(const struct elf_file *file, uint64_t tag, size_t nth, char *to,
                   size_t cap)
{
    struct dynamic d = {0, 0, 0, 0, 0};
    const struct elf_segment *s = dynamic_segment(file);
    uint64_t at;
    if (!s || !nth_entry(file, s, tag, nth, &at))
        return 0;
    read_dynamic(file, s, &d);
    for (size_t n = 0; n < cap; n++) {
        if (at + n >= d.strings_size ||
            !fetch_address(file, d.strings + at + n, to + n, 1))
            return -1;
        if (to[n] == '\0')
            return 1;
    }
    return -1;
}

/* Is symbol `index` a definition of this name? */
static int symbol_is(const struct elf_file *file, const struct dynamic *d,
                     uint32_t index, const char *name)
{
    const struct layout *l = layout_of(file);
    unsigned char raw[sizeof(Elf64_Sym)];
    char found[64];
    size_t n = strlen(name) + 1;
    if (n > sizeof found ||
        !fetch_address(file, d->symbols + (uint64_t)index * l->symbol, raw, l->symbol))
        return 0;
    uint64_t at = word_at(raw + l->st_name);
    if (half_at(raw + l->st_shndx) == SHN_UNDEF || at > d->strings_size ||
        n > d->strings_size - at)
        return 0;
    return fetch_address(file, d->strings + at, found, n) &&
           memcmp(found, name, n) == 0;
}

static uint32_t gnu_hash(const char *name)
{
    uint32_t h = 5381;
    for (; *name; name++)
        h = h * 33 + (unsigned char)*name;
    return h;
}

static uint32_t sysv_hash(const char *name)
{
    uint32_t h = 0;
    for (; *name; name++) {
        h = (h << 4) + (unsigned char)*name;
        h = (h ^ ((h & 0xf0000000u) >> 24)) & 0x0fffffffu;
    }
    return h;
}

static int word_of_address(const struct elf_file *file, uint64_t address, uint32_t *ret)
{
    unsigned char raw[4];
    if (!fetch_address(file, address, raw, sizeof raw))
        return 0;
    *ret = word_at(raw);
    return 1;
}

/* Header: buckets, first hashed symbol, bloom words, shift; then bloom, buckets,
 * chains. */
static int find_gnu(const struct elf_file *file, const struct dynamic *d,
                    const char *name)
{
    uint32_t buckets, first, bloom, index, hash = gnu_hash(name);
    if (!word_of_address(file, d->gnu_hash, &buckets) || buckets == 0 ||
        !word_of_address(file, d->gnu_hash + 4, &first) ||
        !word_of_address(file, d->gnu_hash + 8, &bloom))
        return 0;
    uint64_t table = d->gnu_hash + 16 + (uint64_t)bloom * layout_of(file)->word;
    uint64_t chains = table + (uint64_t)buckets * 4;
    if (!word_of_address(file, table + (uint64_t)(hash % buckets) * 4, &index) ||
        index < first)
        return 0;
    for (int i = 0; i < CHAIN_MAX; i++, index++) {
        uint32_t link;
        if (!word_of_address(file, chains + (uint64_t)(index - first) * 4, &link))
            return 0;
        if ((link | 1) == (hash | 1) && symbol_is(file, d, index, name))
            return 1;
        if (link & 1)
            return 0;
    }
    return 0;
}

/* Header: buckets, chains; then buckets, chains. */
static int find_sysv(const struct elf_file *file, const struct dynamic *d,
                     const char *name)
{
    uint32_t buckets, index;
    if (!word_of_address(file, d->hash, &buckets) || buckets == 0 ||
        !word_of_address(file, d->hash + 8 + (uint64_t)(sysv_hash(name) % buckets) * 4,
                         &index))
        return 0;
    for (int i = 0; i < CHAIN_MAX && index; i++) {
        if (symbol_is(file, d, index, name))
            return 1;
        if (!word_of_address(file, d->hash + 8 + ((uint64_t)buckets + index) * 4,
                             &index))
            return 0;
    }
    return 0;
}

int stet__elf_defines(const struct elf_file *file, const char *name)
{
    struct dynamic d = {0, 0, 0, 0, 0};
    const struct elf_segment *s = dynamic_segment(file);
    if (s)
        read_dynamic(file, s, &d);
    if (!d.symbols || !d.strings)
        return 0;
    return d.gnu_hash ? find_gnu(file, &d, name)
           : d.hash   ? find_sysv(file, &d, name)
                      : 0;
}
