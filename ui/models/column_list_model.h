// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QAbstractListModel>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace leptune {

/// The columns of a table as a list; with check marks where they are asked for.
class ColumnListModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setTable(std::shared_ptr<const Table> table);
    /// Shows a check mark for every column: checked = not in `unchecked`.
    void setUnchecked(const std::vector<std::string> &unchecked);
    std::vector<std::string> unchecked() const; ///< in the order of the table
    QString nameAt(int row) const;
    int rowOf(const std::string &name) const; ///< -1 = none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// By the user.
    void checksChanged();

private:
    std::shared_ptr<const Table> m_table;
    std::set<std::string> m_unchecked;
    bool m_checkable = false;
};

} // namespace leptune
