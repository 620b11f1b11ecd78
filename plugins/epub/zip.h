/* SPDX-License-Identifier: MIT */
/*
 * epub/zip.h - the few parts of a ZIP archive that an EPUB needs: stored and deflated
 * entries, a central directory, no date of its own, no data descriptors, no ZIP64.
 *
 * An entry is packed first, in any thread; then it is put where it stands in the archive.
 * Equal bytes give equal archives: the time of every entry is the first of 1980.
 */
#ifndef STET_EPUB_ZIP_H
#define STET_EPUB_ZIP_H

#include <stet/plugin.h>

/* Bytes of an entry as they stand in the archive. */
struct zip_packed {
    uint32_t crc, size, packed_size;
    uint16_t method; /* 0 stored, 8 deflated */
};

/* A compressor, to be used again and again by one thread. */
struct zip_packer;
stet_code stet__zip_packer_new(struct zip_packer **ret_packer);
void stet__zip_packer_free(struct zip_packer *packer);
/* Append the bytes, deflated; or as they are when `packer` is NULL. STET_E_LIMIT: more than
 * 32 bits count. */
stet_code stet__zip_pack(struct zip_packer *packer, stet_str bytes, stet_out *out,
                         struct zip_packed *ret_packed);

/* Append an entry that was packed, at `offset` of the archive, and its row to `directory`. */
stet_code stet__zip_put(stet_out *out, uint64_t offset, stet_str name,
                        const struct zip_packed *packed, stet_str bytes,
                        stet_out *directory);
/* Append the directory and its end; `offset` is where they begin. */
stet_code stet__zip_end(stet_out *out, uint64_t offset, stet_str directory,
                        uint64_t entries);

#endif
