// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

/// Writes the whole file or leaves the old one untouched: temporary file beside it, fsync, rename,
/// fsync of the folder. Throws Error(Unwritable) naming the path and the reason (disk full, no
/// permission, folder missing), and Error(Stopped) where `stop` came before the rename; the
/// temporary file is removed then.
void writeFileAtomically(const std::string &path, std::span<const std::uint8_t> bytes,
                         const std::stop_token &stop = {});
void writeFileAtomically(const std::string &path, std::string_view text,
                         const std::stop_token &stop = {});

/// A file to be.
struct NewFile {
    std::string path;
    std::string_view text;
};
/// The same for files that belong together: all of them are written, or all old ones are left
/// untouched.
void writeFilesAtomically(std::span<const NewFile> files, const std::stop_token &stop = {});

/// Throws before any work is spent where `path` could not be written later: Error(Unwritable) for a
/// missing or read-only folder, or a directory, device or pipe in the way.
void requireWritable(const std::string &path);

/// The whole file. Throws Error(NotFound | Unreadable), a directory included.
std::vector<std::uint8_t> readWholeFile(const std::string &path);

} // namespace leptune
