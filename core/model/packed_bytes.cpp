// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_bytes.h"

#include <bit>
#include <cstring>
#include <limits>

namespace leptune {

static_assert(std::endian::native == std::endian::little, "arrays are copied as they are");

void ByteWriter::u32(std::uint32_t value)
{
    for (int shift = 0; shift < 32; shift += 8)
        byte(static_cast<std::uint8_t>(value >> shift));
}

void ByteWriter::u64(std::uint64_t value)
{
    for (int shift = 0; shift < 64; shift += 8)
        byte(static_cast<std::uint8_t>(value >> shift));
}

void ByteWriter::varint(std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        byte(static_cast<std::uint8_t>(value | 0x80));
    byte(static_cast<std::uint8_t>(value));
}

void ByteWriter::real(float value)
{
    u32(std::bit_cast<std::uint32_t>(value));
}

void ByteWriter::text(const std::string &value)
{
    varint(value.size());
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
}

void ByteWriter::reals(std::span<const float> values)
{
    const auto *raw = reinterpret_cast<const std::uint8_t *>(values.data());
    m_bytes.insert(m_bytes.end(), raw, raw + values.size_bytes());
}

void ByteWriter::countedReals(std::span<const float> values)
{
    varint(values.size());
    reals(values);
}

std::span<const std::uint8_t> ByteReader::take(std::size_t count)
{
    if (count > m_bytes.size())
        damaged("it ends too early");
    const auto taken = m_bytes.first(count);
    m_bytes = m_bytes.subspan(count);
    return taken;
}

void ByteWriter::shortReal(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    byte(static_cast<std::uint8_t>(bits >> 16 & 0xFFU));
    byte(static_cast<std::uint8_t>(bits >> 24));
}

void ByteWriter::countedBytes(std::span<const std::uint8_t> bytes)
{
    varint(bytes.size());
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

std::uint8_t ByteReader::byte()
{
    return take(1)[0];
}

std::uint32_t ByteReader::u32()
{
    std::uint32_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
}

std::uint64_t ByteReader::u64()
{
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
}

std::uint64_t ByteReader::varint()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::uint8_t part = byte();
        value |= static_cast<std::uint64_t>(part & 0x7FU) << shift;
        if ((part & 0x80U) == 0)
            return value;
    }
    damaged("a number in it is too long");
}

int ByteReader::number()
{
    const std::uint64_t value = varint();
    if (value > static_cast<std::uint64_t>(std::numeric_limits<int>::max()))
        damaged("a number in it is out of range");
    return static_cast<int>(value);
}

std::size_t ByteReader::count(std::size_t leastBytes)
{
    const std::uint64_t value = varint();
    if (value > left() / leastBytes)
        damaged("a count in it is larger than the file");
    return static_cast<std::size_t>(value);
}

float ByteReader::real()
{
    return std::bit_cast<float>(u32());
}

float ByteReader::shortReal()
{
    const auto bytes = take(2);
    return std::bit_cast<float>(std::uint32_t{bytes[0]} << 16 | std::uint32_t{bytes[1]} << 24);
}

std::string ByteReader::text()
{
    const auto raw = take(count());
    return {raw.begin(), raw.end()};
}

std::vector<float> ByteReader::reals(std::size_t count)
{
    if (count > left() / sizeof(float))
        damaged("it ends too early");
    std::vector<float> values(count);
    const auto raw = take(count * sizeof(float));
    if (count > 0)
        std::memcpy(values.data(), raw.data(), raw.size());
    return values;
}

void ByteReader::needMemory(std::size_t bytes)
{
    constexpr std::size_t kFree = std::size_t{64} << 20;
    constexpr std::size_t kPerByte = 4096; // well packed trees reach some tens
    m_memory += bytes;
    if (m_memory > kFree + kPerByte * m_size)
        damaged("it would take far more memory than a model of its size");
}

void ByteReader::damaged(const std::string &detail) const
{
    throw Error(ErrorCode::BadFormat, m_subject,
                "the model file is damaged: " + detail + "; use another copy of it");
}

} // namespace leptune
