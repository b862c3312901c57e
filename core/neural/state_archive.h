// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace leptune::neural {

/// The values of a training on their way into bytes or out of them. Every part names its values
/// once, in a fixed order, for both ways. Numbers are as they lie in memory (little-endian).
/// Reading throws std::runtime_error where the bytes can't be what was written; lengths are never
/// trusted.
class StateArchive {
public:
    /// Writes.
    StateArchive() = default;
    /// Reads; the bytes outlive it.
    explicit StateArchive(std::span<const std::uint8_t> bytes) : m_reads(true), m_left(bytes) {}

    bool reads() const { return m_reads; }
    template <typename T>
    requires std::is_arithmetic_v<T>
    void value(T &value) { raw(&value, sizeof(T)); }
    void value(bool &value);
    /// A whole number within [low, high].
    void value(int &value, int low, int high);
    /// So many floats as there is room for.
    void floats(std::span<float> values);
    /// Any number of floats.
    void floats(std::vector<float> &values);
    /// Any number of bytes.
    void bytes(std::vector<std::uint8_t> &values);
    /// Each is 0 or 1: a bit each.
    void marks(std::span<float> values);
    void stream(RandomStream &random);
    /// Throws where `fits` is false.
    static void require(bool fits);
    /// Reading: throws where bytes are left.
    void finish() const { require(m_left.empty()); }
    std::vector<std::uint8_t> take() { return std::move(m_written); }

private:
    template <typename T>
    void list(std::vector<T> &values);
    void raw(void *data, std::size_t bytes);

    bool m_reads = false;
    std::span<const std::uint8_t> m_left;
    std::vector<std::uint8_t> m_written;
};

} // namespace leptune::neural
