// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

#include <limits>

namespace leptune {

/// A cell of a small table whose rows can be sorted: by its number where it has one, else by its
/// words.
class SortedCell : public QTableWidgetItem {
public:
    explicit SortedCell(const QString &text,
                        double number = std::numeric_limits<double>::quiet_NaN());
    bool operator<(const QTableWidgetItem &other) const override;

private:
    double m_number;
};

/// While it lives, rows can be put in; then clicks on the heads sort them. They stand as they were
/// put in until somebody clicks.
class SortingPause {
public:
    explicit SortingPause(QTableWidget &table);
    ~SortingPause();
    SortingPause(const SortingPause &) = delete;
    SortingPause &operator=(const SortingPause &) = delete;

private:
    QTableWidget &m_table;
};

} // namespace leptune
