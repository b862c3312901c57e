// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compress/comparison_rows.h"

#include <QTableWidget>

namespace leptune {

/// Before and after side by side; cells can be copied with their heads.
class BeforeAfterTable : public QTableWidget {
    Q_OBJECT
public:
    /// `withChange`: a last column says the difference in words.
    BeforeAfterTable(bool withChange, QWidget *parent = nullptr);
    void setRows(const std::vector<BeforeAfter> &rows);
    /// What stands there instead of rows.
    void setEmptyText(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_emptyText;
};

} // namespace leptune
