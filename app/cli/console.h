// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace leptune {

/// Writes to standard output and flushes. Throws Error(Unwritable) where it is closed or its disk
/// full.
void printOut(const std::string &text);
/// Writes to standard error; failures are ignored, there is nowhere left to tell them.
void printError(const std::string &text);
/// Standard error is a terminal.
bool errorIsTerminal();

/// Rows of cells in columns of equal width, two blanks apart; the first row is the heading. Columns
/// that hold numbers are aligned on the right.
class TextTable {
public:
    explicit TextTable(std::vector<std::string> heading);
    void add(std::vector<std::string> cells);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

/// At most `digits` significant digits, "-" for NaN.
std::string shortNumber(double value, int digits = 5);
/// "3 s", "4 min 10 s", "2 h 5 min".
std::string durationText(double seconds);
/// "512 B", "3.4 kB", "1.2 MB".
std::string bytesText(double bytes);

} // namespace leptune
