// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx_file.h"

#include "core/base/error.h"
#include "core/data/input_reader.h"

#include <string_view>

namespace leptune {

namespace {

constexpr std::size_t kHead = 4;
constexpr unsigned char kUnsignedBytes = 0x08;
constexpr std::size_t kMostSides = 8;

unsigned char byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

[[noreturn]] void damaged(const std::string &path, const std::string &detail)
{
    throw Error(ErrorCode::BadFormat, path, detail);
}

std::vector<std::size_t> sidesOf(std::string_view text, const std::string &path)
{
    const std::size_t count = byteAt(text, 3);
    if (count == 0 || count > kMostSides || text.size() < kHead + 4 * count)
        damaged(path, "the IDX file ends inside its head; copy or download the file again");
    std::vector<std::size_t> sides;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t side = 0;
        for (std::size_t k = 0; k < 4; ++k)
            side = side << 8 | byteAt(text, kHead + 4 * i + k);
        sides.push_back(side);
    }
    return sides;
}

/// The product of the sides, or more than `most`.
std::size_t cells(const std::vector<std::size_t> &sides, std::size_t most)
{
    std::size_t product = 1;
    for (const std::size_t side : sides) {
        if (side != 0 && product > most / side)
            return most + 1;
        product *= side;
    }
    return product;
}

IdxArray parse(std::string_view text, const std::string &path)
{
    if (text.size() < kHead || text[0] != '\0' || text[1] != '\0')
        damaged(path, "is no IDX file: it does not start with two zeros");
    if (byteAt(text, 2) != kUnsignedBytes)
        damaged(
            path,
            "holds other numbers than unsigned bytes; only those are read as pictures or labels");
    IdxArray array;
    array.sides = sidesOf(text, path);
    const std::string_view rest = text.substr(kHead + 4 * array.sides.size());
    if (cells(array.sides, rest.size()) != rest.size())
        damaged(path, "its sides do not fit its size; copy or download the file again");
    array.bytes.assign(rest.begin(), rest.end());
    return array;
}

} // namespace

IdxArray readIdx(const std::string &path)
{
    const InputBytes file = InputBytes::open(path);
    return isGzip(file.view()) ? parse(gunzip(file.view(), path), path) : parse(file.view(), path);
}

} // namespace leptune
