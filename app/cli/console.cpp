// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace leptune {

namespace {

/// Characters rather than bytes of UTF-8.
std::size_t width(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

bool writeAll(int descriptor, const std::string &text)
{
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        done += static_cast<std::size_t>(written);
    }
    return true;
}

} // namespace

void printOut(const std::string &text)
{
    // A reader that has left, as head does, has all that it wanted.
    if (!writeAll(STDOUT_FILENO, text) && errno != EPIPE)
        throw Error(ErrorCode::Unwritable, "standard output",
                    std::string("can't be written: ") + std::strerror(errno));
}

void printError(const std::string &text)
{
    writeAll(STDERR_FILENO, text);
}

bool errorIsTerminal()
{
    return isatty(STDERR_FILENO) != 0;
}

TextTable::TextTable(std::vector<std::string> heading)
{
    m_rows.push_back(std::move(heading));
}

void TextTable::add(std::vector<std::string> cells)
{
    cells.resize(m_rows.front().size());
    m_rows.push_back(std::move(cells));
}

std::string TextTable::text() const
{
    std::string lines;
    const std::size_t columns = m_rows.front().size();
    std::vector<std::size_t> widths(columns);
    std::vector<bool> numbers(columns, m_rows.size() > 1);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            const std::string &cell = m_rows[row][column];
            widths[column] = std::max(widths[column], width(cell));
            if (row > 0 && !cell.empty() && cell != "-" &&
                !parseNumber(cell.substr(0, cell.find(' '))))
                numbers[column] = false;
        }
    }
    for (const auto &row : m_rows) {
        std::string line;
        for (std::size_t column = 0; column < columns; ++column) {
            const std::string padding(widths[column] - width(row[column]), ' ');
            line += column > 0 ? "  " : "";
            line += numbers[column] ? padding + row[column] : row[column] + padding;
        }
        lines += line.erase(line.find_last_not_of(' ') + 1) + '\n';
    }
    return lines;
}

std::string shortNumber(double value, int digits)
{
    if (std::isnan(value))
        return "-";
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    return buffer;
}

std::string durationText(double seconds)
{
    const auto whole = static_cast<long long>(std::max(0.0, std::round(seconds)));
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

std::string bytesText(double bytes)
{
    if (bytes < 1000.0)
        return shortNumber(bytes, 3) + " B";
    if (bytes < 1e6)
        return shortNumber(bytes / 1e3, 3) + " kB";
    return bytes < 1e9 ? shortNumber(bytes / 1e6, 3) + " MB" : shortNumber(bytes / 1e9, 3) + " GB";
}

} // namespace leptune
