// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"
#include "core/tuning/tune_options.h"

#include <QComboBox>

namespace leptune {

/// Whether answers may only rise, or only fall, with a column of numbers.
class DirectionChoice : public QComboBox {
    Q_OBJECT
public:
    explicit DirectionChoice(QWidget *parent = nullptr);
    /// Hidden for columns that have no order, or that nothing is predicted from.
    void showColumn(const Column &column, const TuneOptions &options);

Q_SIGNALS:
    /// By the user: 1 rising, -1 falling, 0 free.
    void chosen(int direction);
};

} // namespace leptune
