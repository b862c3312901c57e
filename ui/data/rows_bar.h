// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/row_selection.h"
#include "ui/session/background.h"

#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QLineEdit;
class QTableView;

namespace leptune {

class TableModel;

/// Sorts and filters what a view of a table shows: a field for a condition on the current column,
/// how many rows keep it, and actions that are added to the view's and its header's menu. Rows are
/// found on a thread of their own.
class RowsBar : public QWidget {
    Q_OBJECT
public:
    /// Both outlive it.
    RowsBar(QTableView *view, TableModel *model, QWidget *parent = nullptr);
    /// Another table, or null: all its rows as they stand.
    void setTable(std::shared_ptr<const Table> table);
    /// All rows, filtered or not, in their own order.
    void showAll();
    bool isWorking() const { return m_work.isRunning(); }

Q_SIGNALS:
    void shown(); ///< the rows that were wished for

private:
    void addActions();
    void offerHeaderMenu(const QPoint &at);
    void sortBy(std::optional<std::size_t> column, bool falls);
    void filterByCell();
    void takeCondition();
    void find();
    void present(std::optional<std::vector<std::uint32_t>> rows);
    void refresh();
    std::size_t currentColumn() const;

    QTableView *m_view;
    TableModel *m_model;
    QLineEdit *m_condition;
    QLabel *m_count;
    QAction *m_rising, *m_falling, *m_own, *m_likeThis;
    std::shared_ptr<const Table> m_table;
    RowWish m_wish;
    Background m_work;
};

} // namespace leptune
