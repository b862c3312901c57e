// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

class QLineEdit;
class QTableView;

namespace leptune {

/// Ctrl+F on a table (or its context menu) opens a line in the table's lower corner: only rows that
/// hold all of its words, in any visible column, stay. Escape closes it and shows all. For tables
/// of at most kMostRows; larger ones have filters of their own.
class TableFilter : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostRows = 20'000;

    /// Belongs to the view, which has its model already.
    explicit TableFilter(QTableView *view);
    void open();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    bool holds(int row, const QStringList &words) const;
    void place();

    QTableView *m_view;
    QLineEdit *m_line;
    QTimer m_changed; ///< the model changes many cells in turn, and last when the view goes away
};

} // namespace leptune
