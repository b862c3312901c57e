// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace leptune {

/// Whether so many cells may take more than the bytes that are free: a file that can't hold more
/// than fit need not be counted.
bool mayLackRoom(std::uint64_t cells, std::uint64_t freeBytes);

/// Throws Error(OutOfMemory) where a table of so many rows and columns would take more than the
/// bytes that are free: before it is read, as the system would end a program that tries.
void requireRoom(const std::string &subject, std::uint64_t rows, std::uint64_t columns,
                 std::uint64_t freeBytes);

} // namespace leptune
