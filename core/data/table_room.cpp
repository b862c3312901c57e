// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_room.h"

#include "core/base/error.h"

#include <sstream>

namespace leptune {

namespace {

constexpr double kBytesACell = 8.0; // of numbers; words are told apart by codes, of half of that

std::string gigabytes(double bytes)
{
    std::ostringstream text;
    text.precision(bytes < 10e9 ? 2 : 3);
    text << bytes * 1e-9;
    return std::move(text).str();
}

} // namespace

void requireRoom(const std::string &subject, std::uint64_t rows, std::uint64_t columns,
                 std::uint64_t freeBytes)
{
    const double wanted = kBytesACell * static_cast<double>(rows) * static_cast<double>(columns);
    if (wanted > static_cast<double>(freeBytes))
        throw Error(ErrorCode::OutOfMemory, subject,
                    "takes about " + gigabytes(wanted) + " GB of memory (" + std::to_string(rows) +
                        " rows, " + std::to_string(columns) + " columns), and " +
                        gigabytes(static_cast<double>(freeBytes)) +
                        " GB are free; close other programs, or use a part of its rows or columns");
}

} // namespace leptune
