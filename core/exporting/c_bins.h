// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_ops.h"

#include <map>
#include <utility>
#include <vector>

namespace leptune {

/// Features of trees as small whole numbers: how many of the thresholds that any tree asks a
/// feature for are not above it. Trees then compare bytes, which is exact, and all trees that read
/// the same features (the folds of a bag) share the thresholds and their search. A feature whose
/// missing values go left in some questions and right in others has two columns of bins; one of
/// more than 255 thresholds has a column for every 255.
class CBins {
public:
    /// `name` is of the array.
    explicit CBins(std::string name) : m_name(std::move(name)) {}

    void addQuestions(const TreeEnsemble &trees);
    void addQuestions(const SymmetricEnsemble &trees);
    /// After the last question: places the columns. Throws Error(Unsupported) for more columns than
    /// kMostColumns.
    void finish();

    /// "Right" is bins[column] > place.
    struct Place {
        int column = 0;
        int place = 0;
    };
    Place placeOf(int feature, bool missingLeft, float threshold) const;
    int columns() const { return m_columns; }
    /// What a column counts: thresholds of a feature that are not above it.
    struct Column {
        int feature = 0;
        bool missingLeft = true;
        std::vector<float> thresholds; ///< ascending, at most 255
    };
    std::vector<Column> columnList() const;
    const std::string &name() const { return m_name; }
    /// Behind them come columns that always hold 0: questions that are never answered "right".
    static constexpr int kZeroColumns = 16;
    static constexpr int kMostColumns = 65535 - kZeroColumns;

    /// Appends the lines that fill an array of bins from `x`, once; answers its name.
    std::string write(CWriter &to, const CValue &x);

private:
    void add(int feature, bool missingLeft, float threshold);
    void writeSearch(CWriter &to, const CValue &x) const;
    using Key = std::pair<int, bool>; ///< feature, missing goes left
    struct Thresholds {
        std::vector<float> values; ///< ascending
        int firstColumn = 0;
    };
    std::map<Key, Thresholds> m_thresholds;
    int m_columns = 0;
    std::string m_name;
    bool m_written = false;
};

} // namespace leptune
