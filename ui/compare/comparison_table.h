// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/comparison.h"

#include <QTableWidget>

namespace leptune {

/// A comparison on the screen: a column for each thing, a line for each fact. What differs is bold
/// and marked, so that colour is not needed to see it; cells are copied with their heads.
class ComparisonTable : public QTableWidget {
    Q_OBJECT
public:
    explicit ComparisonTable(QWidget *parent = nullptr);
    void showComparison(const Comparison &comparison);

private:
    void fitColumns(const Comparison &comparison);
};

} // namespace leptune
