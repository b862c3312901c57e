// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/container.h"

#include "core/base/checksum.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace leptune {

namespace {

constexpr std::array<std::uint8_t, 8> kMagic{'L', 'E', 'P', 'T', 'P', 'R', 'J', '\n'};
/// Magic, version, number of chunks, CRC.
constexpr std::size_t kHeaderBytes = 8 + 4 + 4 + 4;
/// Type, length of the name, length of the bytes; the name follows, then the CRC and the bytes.
constexpr std::size_t kChunkHeaderBytes = 1 + 2 + 8;
constexpr std::size_t kCrcBytes = 4;

void append(std::vector<std::uint8_t> &to, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t number(std::span<const std::uint8_t> from)
{
    std::uint64_t value = 0;
    for (std::size_t i = from.size(); i > 0; --i)
        value = value << 8 | from[i - 1];
    return value;
}

/// Takes bytes off the front, never more than there are.
class Cursor {
public:
    Cursor(std::span<const std::uint8_t> bytes, const Container &container)
        : m_bytes(bytes), m_container(container)
    {
    }
    std::span<const std::uint8_t> take(std::uint64_t count)
    {
        if (count > m_bytes.size())
            m_container.damaged("it ends too early");
        const auto taken = m_bytes.first(static_cast<std::size_t>(count));
        m_bytes = m_bytes.subspan(taken.size());
        return taken;
    }
    bool atEnd() const { return m_bytes.empty(); }

private:
    std::span<const std::uint8_t> m_bytes;
    const Container &m_container;
};

} // namespace

void ContainerWriter::add(std::string name, ChunkType type, SharedBytes bytes)
{
    m_chunks.push_back({std::move(name), type, std::move(bytes)});
}

std::vector<std::uint8_t> ContainerWriter::finish(std::uint32_t formatVersion) const
{
    std::size_t size = kHeaderBytes;
    for (const Chunk &chunk : m_chunks)
        size += kChunkHeaderBytes + chunk.name.size() + kCrcBytes + chunk.bytes->size();
    std::vector<std::uint8_t> file(kMagic.begin(), kMagic.end());
    file.reserve(size);
    append(file, formatVersion, 4);
    append(file, m_chunks.size(), 4);
    append(file, crc32(file), 4);
    for (const Chunk &chunk : m_chunks) {
        const std::size_t start = file.size();
        append(file, static_cast<std::uint64_t>(chunk.type), 1);
        append(file, chunk.name.size(), 2);
        append(file, chunk.bytes->size(), 8);
        file.insert(file.end(), chunk.name.begin(), chunk.name.end());
        append(file, crc32(*chunk.bytes, crc32(std::span(file).subspan(start))), 4);
        file.insert(file.end(), chunk.bytes->begin(), chunk.bytes->end());
    }
    return file;
}

Container::Container(std::span<const std::uint8_t> bytes, std::uint32_t newestVersion,
                     const std::string &subject)
    : m_subject(subject)
{
    if (!isContainer(bytes))
        throw Error(ErrorCode::BadFormat, subject,
                    "this is not a Leptune project; choose a file that Leptune saved");
    Cursor cursor(bytes, *this);
    const auto header = cursor.take(kHeaderBytes);
    const std::uint64_t version = number(header.subspan(8, 4));
    if (version > newestVersion)
        throw Error(ErrorCode::NewerFormat, subject,
                    "the project has format " + std::to_string(version) +
                        " and this program reads up to " + std::to_string(newestVersion) +
                        "; open it with a newer Leptune");
    if (version == 0 || number(header.subspan(16)) != crc32(header.first(16)))
        damaged("the checksum of its header does not fit");
    m_version = version;
    for (std::uint64_t left = number(header.subspan(12, 4)); left > 0; --left) {
        const auto chunkHeader = cursor.take(kChunkHeaderBytes);
        const auto name = cursor.take(number(chunkHeader.subspan(1, 2)));
        const std::uint64_t crc = number(cursor.take(kCrcBytes));
        const auto content = cursor.take(number(chunkHeader.subspan(3)));
        std::string nameText(name.begin(), name.end());
        if (crc32(content, crc32(name, crc32(chunkHeader))) != crc)
            damaged("the checksum of its part \"" + nameText + "\" does not fit");
        m_chunks.emplace(std::move(nameText), Chunk{static_cast<ChunkType>(chunkHeader[0]), content});
    }
    if (!cursor.atEnd())
        damaged("there are bytes behind its end");
}

std::span<const std::uint8_t> Container::chunk(const std::string &name, ChunkType type) const
{
    const auto found = m_chunks.find(name);
    if (found == m_chunks.end() || found->second.type != type)
        damaged("its part \"" + name + "\" is missing");
    return found->second.bytes;
}

void Container::damaged(const std::string &detail) const
{
    throw Error(ErrorCode::BadFormat, m_subject,
                "the project file is damaged (" + detail + "); restore it from a copy");
}

bool Container::isContainer(std::span<const std::uint8_t> start)
{
    return start.size() >= kMagic.size() && std::ranges::equal(start.first(kMagic.size()), kMagic);
}

} // namespace leptune
