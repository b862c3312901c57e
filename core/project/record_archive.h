// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/project/container.h"

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace leptune {

/// Writes values in order. Whole numbers go into a Boost text archive; doubles as their bits, since
/// text loses NaN and infinities; the characters of strings and arrays of float into chunks of
/// their own. Both archives have the same functions, so that one description serves both ways.
class RecordWriter {
public:
    static constexpr bool kReads = false;

    explicit RecordWriter(ContainerWriter &container);
    ~RecordWriter();
    RecordWriter(const RecordWriter &) = delete;
    RecordWriter &operator=(const RecordWriter &) = delete;

    void word(std::uint64_t &value);
    void text(std::string &value);
    /// An array of its own chunk.
    void floats(std::vector<float> &values);
    /// The number of things that follow; returns it.
    std::size_t count(std::size_t things);
    /// The chunk that holds `key`'s bytes; they are added where the key is met first.
    template <typename MakeBytes>
    void sharedBytes(const void *key, const MakeBytes &makeBytes)
    {
        const auto [entry, isNew] = m_shared.try_emplace(key, m_shared.size());
        if (isNew)
            addShared(entry->second, makeBytes());
        std::uint64_t index = entry->second;
        word(index);
    }
    /// Adds the archive to the container.
    void finish();

private:
    void addShared(std::size_t index, SharedBytes bytes);

    struct Archive;
    ContainerWriter &m_container;
    std::unique_ptr<Archive> m_archive;
    std::vector<std::uint8_t> m_characters;
    std::unordered_map<const void *, std::size_t> m_shared;
    std::size_t m_arrays = 0;
};

/// The inverse. Everything throws Error(BadFormat) where the file can't be what was written; counts
/// never exceed what the bytes could hold.
class RecordReader {
public:
    static constexpr bool kReads = true;

    explicit RecordReader(const Container &container);
    ~RecordReader();
    RecordReader(const RecordReader &) = delete;
    RecordReader &operator=(const RecordReader &) = delete;

    void word(std::uint64_t &value);
    void text(std::string &value);
    void floats(std::vector<float> &values);
    std::size_t count(std::size_t);
    /// The bytes that the writer's sharedBytes() put there; `index` tells shared ones apart.
    std::span<const std::uint8_t> sharedBytes(std::uint64_t &index);
    /// Throws where something is left unread.
    void finish();
    const Container &container() const { return m_container; }

    /// Made from shared bytes so far, by their index.
    std::map<std::uint64_t, std::shared_ptr<const Model>> models;
    std::map<std::uint64_t, std::shared_ptr<const FloatMatrix>> matrices;
    std::map<std::uint64_t, SharedBytes> states;

private:
    struct Archive;
    const Container &m_container;
    std::unique_ptr<Archive> m_archive;
    std::span<const std::uint8_t> m_characters;
    std::size_t m_arrays = 0;
};

template <typename Archive>
void describe(Archive &archive, std::uint64_t &value)
{
    archive.word(value);
}

template <typename Archive>
void describe(Archive &archive, std::string &value)
{
    archive.text(value);
}

template <typename Archive>
void describe(Archive &archive, double &value)
{
    auto bits = std::bit_cast<std::uint64_t>(value);
    archive.word(bits);
    value = std::bit_cast<double>(bits);
}

template <typename Archive>
void describe(Archive &archive, float &value)
{
    std::uint64_t bits = std::bit_cast<std::uint32_t>(value);
    archive.word(bits);
    value = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
}

/// int, std::int64_t, bool, char and the like: as 64 bits, refused where the type is too small.
template <typename Archive, std::integral T>
requires(!std::same_as<T, std::uint64_t>) void describe(Archive &archive, T &value)
{
    auto bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
    archive.word(bits);
    if constexpr (Archive::kReads) {
        const auto wide = static_cast<std::int64_t>(bits);
        if (wide < static_cast<std::int64_t>(std::numeric_limits<T>::min()) ||
            wide > static_cast<std::int64_t>(std::numeric_limits<T>::max()))
            archive.container().damaged("a number in it is out of range");
        value = static_cast<T>(wide);
    }
}

/// An enumeration whose last value is `last`.
template <typename Archive, typename Enum>
void describeChoice(Archive &archive, Enum &value, Enum last)
{
    auto number = static_cast<std::uint64_t>(value);
    archive.word(number);
    if constexpr (Archive::kReads) {
        if (number > static_cast<std::uint64_t>(last))
            archive.container().damaged("a choice in it does not exist");
        value = static_cast<Enum>(number);
    }
}

template <typename Archive, typename... Values>
void describeAll(Archive &archive, Values &...values)
{
    (describe(archive, values), ...);
}

template <typename Archive, typename T>
void describe(Archive &archive, std::vector<T> &values)
{
    const std::size_t count = archive.count(values.size());
    for (std::size_t i = 0; i < count; ++i) {
        if constexpr (Archive::kReads) // one by one: a wrong count ends at the end of the bytes
            values.emplace_back();
        describe(archive, values[i]);
    }
}

template <typename Archive, typename T>
void describe(Archive &archive, std::optional<T> &value)
{
    bool present = value.has_value();
    describe(archive, present);
    if constexpr (Archive::kReads)
        value = present ? std::optional<T>(T{}) : std::nullopt;
    if (present)
        describe(archive, *value);
}

template <typename Archive, typename Value>
void describe(Archive &archive, std::map<std::string, Value> &values)
{
    const std::size_t count = archive.count(values.size());
    auto entry = values.begin();
    for (std::size_t i = 0; i < count; ++i) {
        std::string key = Archive::kReads ? std::string() : entry->first;
        describe(archive, key);
        if constexpr (Archive::kReads)
            entry = values.try_emplace(key).first;
        describe(archive, entry->second);
        ++entry;
    }
}

} // namespace leptune
