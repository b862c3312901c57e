// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/picture_block.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace leptune {

enum class ColumnType { Numeric, Categorical, Text, DateTime, Boolean, Picture };

/// "numeric", "categorical", "text", "date", "boolean", "picture": as the command line spells them
/// (it can't ask for the last).
const char *columnTypeName(ColumnType type);
/// The inverse; throws Error(BadOption) naming the allowed words.
ColumnType columnTypeFromName(const std::string &name);

/// One named, typed column; immutable, shared between tables.
///
/// Numeric and DateTime hold doubles (NaN = missing; dates are days since 2000-01-01 00:00, UTC,
/// proleptic Gregorian). Categorical, Text and Boolean hold codes into a dictionary of the
/// spellings in order of first appearance (code -1 = missing). The codes of a Picture column index
/// pictures of one shape and the names in its dictionary alike.
class Column {
public:
    static Column numeric(std::string name, std::vector<double> values);
    static Column dateTime(std::string name, std::vector<double> days);
    /// `type` is Categorical, Text or Boolean; codes index `dictionary` or are -1.
    static Column coded(std::string name, ColumnType type, std::vector<std::int32_t> codes,
                        std::vector<std::string> dictionary);
    /// Coded column from spellings; "" is missing.
    static Column fromTexts(std::string name, ColumnType type, std::span<const std::string> cells);

    /// Pictures without a name are called by their number, from 1.
    static Column pictures(std::string name, std::vector<std::int32_t> codes,
                           std::shared_ptr<const PictureBlock> pictures);

    const std::string &name() const { return m_name; }
    ColumnType type() const { return m_type; }
    bool isCoded() const { return m_type != ColumnType::Numeric && m_type != ColumnType::DateTime; }
    std::size_t size() const { return isCoded() ? m_codes.size() : m_numbers.size(); }
    bool isMissing(std::size_t row) const;
    std::size_t missingCount() const;
    /// Values of a Numeric or DateTime column; empty for coded ones.
    std::span<const double> numbers() const { return m_numbers; }
    /// Codes of a coded column; empty for others.
    std::span<const std::int32_t> codes() const { return m_codes; }
    const std::vector<std::string> &dictionary() const { return m_dictionary; }
    /// Of a Picture column, else null.
    const std::shared_ptr<const PictureBlock> &pictures() const { return m_pictures; }
    /// The cell as text: spelling, shortest number, ISO 8601 date, name of a picture; "" when
    /// missing.
    std::string text(std::size_t row) const;

    Column renamed(std::string name) const;
    Column gathered(std::span<const std::uint32_t> rows) const;

private:
    std::string m_name;
    ColumnType m_type = ColumnType::Numeric;
    std::vector<double> m_numbers;
    std::vector<std::int32_t> m_codes;
    std::vector<std::string> m_dictionary;
    std::shared_ptr<const PictureBlock> m_pictures;
};

/// "2024-03-01", or "2024-03-01 13:45:00" where there is a time of day; `days` since 2000-01-01.
std::string dateText(double days);
/// The same of today, UTC.
std::string todayText();

} // namespace leptune
