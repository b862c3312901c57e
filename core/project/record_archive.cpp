// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/record_archive.h"

#include <boost/archive/archive_exception.hpp>
#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>

#include <cstring>
#include <locale>
#include <sstream>

namespace leptune {

static_assert(std::endian::native == std::endian::little,
              "chunks hold numbers as they lie in memory");

namespace {

/// A stream without the user's number format.
template <typename Stream>
Stream plainStream(const std::string &text = {})
{
    Stream stream(text);
    stream.imbue(std::locale::classic());
    return stream;
}

std::string arrayName(std::size_t index)
{
    return "array/" + std::to_string(index);
}

std::string sharedName(std::uint64_t index)
{
    return "shared/" + std::to_string(index);
}

} // namespace

struct RecordWriter::Archive {
    std::ostringstream stream = plainStream<std::ostringstream>();
    boost::archive::text_oarchive archive{stream};
};

RecordWriter::RecordWriter(ContainerWriter &container)
    : m_container(container), m_archive(std::make_unique<Archive>())
{
}

RecordWriter::~RecordWriter() = default;

void RecordWriter::word(std::uint64_t &value)
{
    m_archive->archive << value;
}

void RecordWriter::text(std::string &value)
{
    std::uint64_t length = value.size();
    word(length);
    m_characters.insert(m_characters.end(), value.begin(), value.end());
}

void RecordWriter::floats(std::vector<float> &values)
{
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(values.data());
    m_container.add(
        arrayName(m_arrays++), ChunkType::Float32,
        std::make_shared<std::vector<std::uint8_t>>(bytes, bytes + values.size() * sizeof(float)));
}

std::size_t RecordWriter::count(std::size_t things)
{
    std::uint64_t number = things;
    word(number);
    return things;
}

void RecordWriter::addShared(std::size_t index, SharedBytes bytes)
{
    m_container.add(sharedName(index), ChunkType::Bytes, std::move(bytes));
}

void RecordWriter::finish()
{
    const std::string text = m_archive->stream.str();
    m_container.add("record", ChunkType::Archive,
                    std::make_shared<std::vector<std::uint8_t>>(text.begin(), text.end()));
    m_container.add("characters", ChunkType::Bytes,
                    std::make_shared<std::vector<std::uint8_t>>(std::move(m_characters)));
}

struct RecordReader::Archive {
    explicit Archive(const std::string &text)
        : size(text.size()), stream(plainStream<std::istringstream>(text)), archive(stream)
    {
    }
    std::size_t size;
    std::istringstream stream;
    boost::archive::text_iarchive archive;
};

RecordReader::RecordReader(const Container &container)
    : m_container(container), m_characters(container.chunk("characters", ChunkType::Bytes))
{
    const auto text = container.chunk("record", ChunkType::Archive);
    try {
        m_archive = std::make_unique<Archive>(std::string(text.begin(), text.end()));
    } catch (const boost::archive::archive_exception &exception) {
        container.damaged(exception.what());
    }
}

RecordReader::~RecordReader() = default;

void RecordReader::word(std::uint64_t &value)
{
    try {
        m_archive->archive >> value;
    } catch (const boost::archive::archive_exception &exception) {
        m_container.damaged(exception.what());
    }
}

void RecordReader::text(std::string &value)
{
    std::uint64_t length = 0;
    word(length);
    if (length > m_characters.size())
        m_container.damaged("a text in it is too long");
    const auto characters = m_characters.first(static_cast<std::size_t>(length));
    value.assign(characters.begin(), characters.end());
    m_characters = m_characters.subspan(characters.size());
}

void RecordReader::floats(std::vector<float> &values)
{
    const auto bytes = m_container.chunk(arrayName(m_arrays++), ChunkType::Float32);
    if (bytes.size() % sizeof(float) != 0)
        m_container.damaged("an array in it is cut");
    values.resize(bytes.size() / sizeof(float));
    if (!bytes.empty())
        std::memcpy(values.data(), bytes.data(), bytes.size());
}

std::size_t RecordReader::count(std::size_t)
{
    std::uint64_t number = 0;
    word(number);
    // A thing takes two characters (a digit and a blank) or more.
    if (number > m_archive->size / 2)
        m_container.damaged("a count in it is too large");
    return static_cast<std::size_t>(number);
}

std::span<const std::uint8_t> RecordReader::sharedBytes(std::uint64_t &index)
{
    word(index);
    return m_container.chunk(sharedName(index), ChunkType::Bytes);
}

void RecordReader::finish()
{
    if (!m_characters.empty())
        m_container.damaged("there is more text in it than is used");
}

} // namespace leptune
