// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// What the bytes of a chunk are; numbers are little-endian.
enum class ChunkType : std::uint8_t { Archive = 1, Bytes = 2, Float32 = 3 };

using SharedBytes = std::shared_ptr<const std::vector<std::uint8_t>>;

/// Collects named chunks and writes them as one file: magic "LEPTPRJ\n", format version, number of
/// chunks, CRC of these; then each chunk with type, lengths, name, CRC of all that, and its bytes.
class ContainerWriter {
public:
    void add(std::string name, ChunkType type, SharedBytes bytes);
    std::vector<std::uint8_t> finish(std::uint32_t formatVersion) const;

private:
    struct Chunk {
        std::string name;
        ChunkType type;
        SharedBytes bytes;
    };
    std::vector<Chunk> m_chunks;
};

/// The chunks of such a file; a view into bytes that must outlive it.
class Container {
public:
    /// Verifies every length and CRC before anything is looked at. Throws Error(BadFormat), or
    /// Error(NewerFormat) naming both versions where the file is above `newestVersion`.
    Container(std::span<const std::uint8_t> bytes, std::uint32_t newestVersion,
              const std::string &subject);

    /// Throws Error(BadFormat) where there is no such chunk of that type.
    std::span<const std::uint8_t> chunk(const std::string &name, ChunkType type) const;
    const std::string &subject() const { return m_subject; }
    /// Of the format that the file was written in.
    std::uint64_t version() const { return m_version; }
    /// Throws Error(BadFormat): the file is damaged, `detail` says how.
    [[noreturn]] void damaged(const std::string &detail) const;

    /// Whether a file of these first bytes claims to be one.
    static bool isContainer(std::span<const std::uint8_t> start);

private:
    struct Chunk {
        ChunkType type;
        std::span<const std::uint8_t> bytes;
    };
    std::string m_subject;
    std::uint64_t m_version = 0;
    std::map<std::string, Chunk> m_chunks;
};

} // namespace leptune
