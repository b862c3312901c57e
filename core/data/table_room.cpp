// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_room.h"

#include "core/base/error.h"

#include <sstream>

namespace leptune {

namespace {

// What is left of a number when all is read: the least, as a refusal must not be wrong. While
// 200,000 x 10 cells were read from .xlsx, SQLite and ARFF, at most 7 to 13 bytes a cell were taken
// by words, 13 to 20 by numbers of few values, 68 to 87 by numbers that all differ (peak RSS).
constexpr double kBytesACell = 8.0;

std::string gigabytes(double bytes)
{
    std::ostringstream text;
    text.precision(bytes < 10e9 ? 2 : 3);
    text << bytes * 1e-9;
    return std::move(text).str();
}

} // namespace

bool mayLackRoom(std::uint64_t cells, std::uint64_t freeBytes)
{
    return kBytesACell * static_cast<double>(cells) > static_cast<double>(freeBytes);
}

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
