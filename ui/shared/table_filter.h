// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

class QLineEdit;
class QTableView;

namespace leptune {

/// Ctrl+F on a table (or its context menu) opens a line in the table's lower corner: only rows that
/// hold all of its words, in any visible column, stay. Escape closes it and shows all. Of tables
/// with more than kMostRows it says that they are too large.
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
    /// Some rows, from m_next on: the window must not be silent for all.
    void work();
    bool holds(int row) const;
    void place();

    QTableView *m_view;
    QLineEdit *m_line;
    QStringList m_words;
    int m_next = 0; ///< row
    QTimer m_goesOn;
    QTimer m_changed; ///< the model changes many cells in turn, and last when the view goes away
};

} // namespace leptune
