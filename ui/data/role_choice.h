// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/column_roles.h"

#include <QComboBox>

namespace leptune {

/// What a column is for: input, left out, predicted, or about the rows.
class RoleChoice : public QComboBox {
    Q_OBJECT
public:
    explicit RoleChoice(QWidget *parent = nullptr);
    /// Offers what a column of this type can be. What is predicted stays so until another column
    /// is chosen for it.
    void showColumn(const Column &column, const TuneOptions &options);
    ColumnRole role() const;

Q_SIGNALS:
    void chosen(leptune::ColumnRole role); ///< by the user
};

} // namespace leptune
