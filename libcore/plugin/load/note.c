/* SPDX-License-Identifier: MIT */
/*
 * The ELF note of a plugin and the reasons to refuse one.
 */
#include "plugin/load/note.h"

#include <elf.h>

#include <stet/plugin.h>

#define DESCRIPTOR_SIZE (sizeof(stet_note) - offsetof(stet_note, abi_major))

int stet__note_id_valid(const char *id)
{
    size_t n = strlen(id);
    if (n == 0 || n > 47 || id[0] < 'a' || id[0] > 'z')
        return 0;
    for (size_t i = 1; i < n; i++)
        if (!((id[i] >= 'a' && id[i] <= 'z') || (id[i] >= '0' && id[i] <= '9') ||
              id[i] == '_'))
            return 0;
    return 1;
}

static int version_readable(const char *version)
{
    for (const char *p = version; *p; p++)
        if (*p <= ' ' || *p > '~')
            return 0;
    return version[0] != '\0';
}

/* Copy the note out; 0 when it is not there or not well formed. */
static int read_descriptor(const struct elf_file *file, struct note *ret_note)
{
    unsigned char raw[DESCRIPTOR_SIZE];
    stet_note note;
    if (stet__elf_note(file, "stet", 1, raw, sizeof raw) < sizeof raw)
        return 0;
    memcpy((char *)&note + offsetof(stet_note, abi_major), raw, sizeof raw);
    if (!memchr(note.id, '\0', sizeof note.id) ||
        !memchr(note.version, '\0', sizeof note.version) ||
        !stet__note_id_valid(note.id) || !version_readable(note.version))
        return 0;
    memcpy(ret_note->id, note.id, sizeof note.id);
    memcpy(ret_note->version, note.version, sizeof note.version);
    ret_note->abi_major = note.abi_major;
    ret_note->abi_minor_min = note.abi_minor_min;
    ret_note->abi_minor_built = note.abi_minor_built;
    ret_note->ptr_bits = note.ptr_bits;
    return 1;
}

static stet_code judge_abi(const struct note *note, stet_error *err)
{
    if (note->abi_major < STET_ABI_MAJOR) {
        stet__error(err, STET_E_PLUGIN, "speaks plugin ABI %u, this stet speaks %d",
                    note->abi_major, STET_ABI_MAJOR);
        stet__error_hint(err, "rebuild it with the headers of this stet");
        return STET_E_PLUGIN;
    }
    if (note->abi_major > STET_ABI_MAJOR || note->abi_minor_min > STET_ABI_MINOR) {
        stet__error(err, STET_E_PLUGIN,
                    "needs plugin ABI %u.%u, this stet speaks %d.%d", note->abi_major,
                    note->abi_minor_min, STET_ABI_MAJOR, STET_ABI_MINOR);
        stet__error_hint(err, "install a newer stet");
        return STET_E_PLUGIN;
    }
    return STET_OK;
}

static stet_code judge_machine(const struct elf_file *file, stet_error *err)
{
    unsigned bits = (unsigned)sizeof(void *) * 8;
    if (file->bits != bits)
        return stet__error(err, STET_E_PLUGIN,
                           "is a %u-bit plugin, this stet is %u-bit", file->bits, bits);
    if (stet__elf_machine() && file->machine != stet__elf_machine())
        return stet__error(err, STET_E_PLUGIN,
                           "is made for another processor (ELF machine %u, here %u)",
                           file->machine, stet__elf_machine());
    if (file->type != ET_DYN)
        return stet__error(err, STET_E_PLUGIN, "is not a shared object (ELF type %u)",
                           file->type);
    return STET_OK;
}

stet_code stet__note_read(const struct elf_input *input, struct note *ret_note,
                          stet_error *err)
{
    struct elf_file file;
    memset(ret_note, 0, sizeof *ret_note);
    stet_code code = stet__elf_open(input, &file, err);
    if (code != STET_OK)
        return code;
    int has_note = read_descriptor(&file, ret_note);
    code = judge_machine(&file, err);
    if (code != STET_OK)
        return code;
    if (!has_note) {
        stet__error(err, STET_E_PLUGIN, "carries no stet note");
        stet__error_hint(err,
                         "it is no stet plugin, or STET_PLUGIN() is missing in it");
        return STET_E_PLUGIN;
    }
    if (ret_note->ptr_bits != sizeof(void *) * 8)
        return stet__error(err, STET_E_PLUGIN,
                           "its note says %u-bit, this stet is %zu-bit",
                           ret_note->ptr_bits, sizeof(void *) * 8);
    code = judge_abi(ret_note, err);
    if (code == STET_OK && !stet__elf_defines(&file, "stet_plugin_v1"))
        code = stet__error(err, STET_E_PLUGIN, "does not export stet_plugin_v1");
    return code;
}
