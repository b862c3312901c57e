// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

/// A block of bytes with sides, as MNIST and its relatives come (yann.lecun.com/exdb/mnist): the
/// first side counts the items.
struct IdxArray {
    std::vector<std::size_t> sides; ///< 1 to 8 of them
    std::vector<std::uint8_t> bytes;

    std::size_t items() const { return sides.front(); }
    std::size_t itemBytes() const { return items() == 0 ? 0 : bytes.size() / items(); }
};

/// Plain or gzip. Throws Error(NotFound | Unreadable | BadFormat): other cells than bytes, sides
/// that do not fit the file, bytes missing or left over.
IdxArray readIdx(const std::string &path);

} // namespace leptune
