// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/packed_bytes.h"

#include <optional>
#include <span>
#include <vector>

namespace leptune {

/// Numbers of which there are few different ones: zeros and a code book.
struct SharedNumbers {
    std::vector<float> book;         ///< at most kMostShared, rising, without 0
    std::vector<std::uint8_t> codes; ///< 0 = zero, else the place in the book + 1

    static constexpr std::size_t kMostShared = 255;
};

/// Nothing where there are more different ones, or one that is not finite, or a -0.
std::optional<SharedNumbers> sharedNumbers(std::span<const float> numbers);

/// The short step (see base/short_float.h) that all of `book` are multiples of, up to 127;
/// `book` is not empty.
std::optional<float> commonStep(const std::vector<float> &book);

/// A matrix [rows, columns] of shared numbers, arithmetically coded: where the zeros are follows
/// how full the row, the rows before and the column have been, mixed by what served best.
void writeShared(ByteWriter &writer, const SharedNumbers &numbers, std::size_t columns);
/// The inverse. Throws Error(BadFormat) where the bytes end or can't be meant.
std::vector<float> readShared(ByteReader &reader, std::size_t rows, std::size_t columns);

} // namespace leptune
