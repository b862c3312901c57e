// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/picture_checks.h"

#include "core/base/error.h"

namespace leptune {

namespace {

constexpr std::uint64_t kLongestSide = 1'000'000;
constexpr std::uint64_t kMostPixels = 100'000'000;

} // namespace

void requireSides(const std::string &name, std::uint64_t height, std::uint64_t width)
{
    if (height == 0 || width == 0)
        throw Error(ErrorCode::BadFormat, name, "has a side of no pixels; save the picture again");
    if (height > kLongestSide || width > kLongestSide || height * width > kMostPixels)
        throw Error(ErrorCode::BadFormat, name,
                    "claims " + std::to_string(width) + " x " + std::to_string(height) +
                        " pixels, above the limit of 100 megapixels; make it smaller");
}

void endsEarly(const std::string &name, std::uint64_t rows, std::uint64_t height)
{
    throw Error(ErrorCode::BadFormat, name,
                "the file ends after " + std::to_string(rows) + " of " + std::to_string(height) +
                    " rows; copy or download it again");
}

void damagedPicture(const std::string &name, const char *format, const std::string &why)
{
    throw Error(ErrorCode::BadFormat, name,
                std::string("is a damaged ") + format + " picture: " + why +
                    "; copy or download it again");
}

} // namespace leptune
