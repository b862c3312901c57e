// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/state_archive.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace leptune::neural {

static_assert(std::endian::native == std::endian::little);

void StateArchive::require(bool fits)
{
    if (!fits)
        throw std::runtime_error("the checkpoint does not hold what its training needs");
}

void StateArchive::raw(void *data, std::size_t bytes)
{
    if (bytes == 0)
        return;
    if (!m_reads) {
        const auto *from = static_cast<const std::uint8_t *>(data);
        m_written.insert(m_written.end(), from, from + bytes);
        return;
    }
    require(bytes <= m_left.size());
    std::memcpy(data, m_left.data(), bytes);
    m_left = m_left.subspan(bytes);
}

void StateArchive::value(bool &value)
{
    std::uint8_t byte = value ? 1 : 0;
    raw(&byte, 1);
    value = byte != 0;
}

void StateArchive::value(int &value, int low, int high)
{
    raw(&value, sizeof(value));
    require(value >= low && value <= high);
}

void StateArchive::floats(std::span<float> values)
{
    raw(values.data(), values.size_bytes());
}

/// Its length first.
template <typename T>
void StateArchive::list(std::vector<T> &values)
{
    std::uint64_t count = values.size();
    value(count);
    if (m_reads) {
        require(count <= m_left.size() / sizeof(T));
        values.resize(static_cast<std::size_t>(count));
    }
    raw(values.data(), values.size() * sizeof(T));
}

void StateArchive::floats(std::vector<float> &values)
{
    list(values);
}

void StateArchive::bytes(std::vector<std::uint8_t> &values)
{
    list(values);
}

void StateArchive::marks(std::span<float> values)
{
    constexpr std::size_t kBits = 8;
    for (std::size_t begin = 0; begin < values.size(); begin += kBits) {
        const auto part = values.subspan(begin, std::min(kBits, values.size() - begin));
        unsigned bits = 0;
        for (std::size_t i = 0; i < part.size(); ++i)
            bits |= part[i] != 0.0F ? 1U << i : 0U;
        auto byte = static_cast<std::uint8_t>(bits);
        raw(&byte, 1);
        for (std::size_t i = 0; i < part.size(); ++i)
            part[i] = (byte >> i & 1) != 0 ? 1.0F : 0.0F;
    }
}

void StateArchive::stream(RandomStream &random)
{
    static_assert(std::is_trivially_copyable_v<RandomStream>);
    raw(&random, sizeof(random));
}

} // namespace leptune::neural
