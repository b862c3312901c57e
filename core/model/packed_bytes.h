// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// Little-endian bytes, counts as base-128 varints.
class ByteWriter {
public:
    void byte(std::uint8_t value) { m_bytes.push_back(value); }
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void varint(std::uint64_t value);
    void real(float value);
    /// The upper half of a float that isShort().
    void shortReal(float value);
    void text(const std::string &value);
    /// Without a count.
    void reals(std::span<const float> values);
    /// Count, then values.
    void countedReals(std::span<const float> values);
    /// Count, then bytes.
    void countedBytes(std::span<const std::uint8_t> bytes);

    std::vector<std::uint8_t> &bytes() { return m_bytes; }

private:
    std::vector<std::uint8_t> m_bytes;
};

/// The inverse. Everything throws Error(BadFormat) where bytes run out; a count never exceeds what
/// the bytes left could hold, so that nothing is allocated for a damaged number.
class ByteReader {
public:
    ByteReader(std::span<const std::uint8_t> bytes, std::string subject)
        : m_bytes(bytes), m_subject(std::move(subject)), m_size(bytes.size())
    {
    }
    std::uint8_t byte();
    std::uint32_t u32();
    std::uint64_t u64();
    std::uint64_t varint();
    /// A varint of at most 2^31 - 1.
    int number();
    /// A count of things of at least `leastBytes` each.
    std::size_t count(std::size_t leastBytes = 1);
    float real();
    float shortReal();
    std::string text();
    std::vector<float> reals(std::size_t count);
    std::vector<float> countedReals() { return reals(count(sizeof(float))); }
    /// As many bytes, which nobody else may read.
    std::span<const std::uint8_t> part(std::size_t count) { return take(count); }
    /// To be called before memory is taken that the bytes do not bound; ends in an error where a
    /// file asks for more than any real one of its size.
    void needMemory(std::size_t bytes);
    std::size_t left() const { return m_bytes.size(); }
    [[noreturn]] void damaged(const std::string &detail) const;

private:
    std::span<const std::uint8_t> take(std::size_t count);

    std::span<const std::uint8_t> m_bytes;
    std::string m_subject;
    std::size_t m_size; ///< at first
    std::size_t m_memory = 0;
};

} // namespace leptune
