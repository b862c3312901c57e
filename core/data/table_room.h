// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace leptune {

/// Bytes that a table of numbers takes; of words, which are told apart by codes, about half.
constexpr double tableBytes(double rows, double columns)
{
    return 8.0 * rows * columns;
}

/// Throws Error(OutOfMemory) where a table of so many rows and columns would take more than the
/// bytes that are free: before it is read, as the system would end a program that tries.
void requireRoom(const std::string &subject, std::uint64_t rows, std::uint64_t columns,
                 std::uint64_t freeBytes);

} // namespace leptune
