// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/column_list_model.h"

#include "ui/shared/column_words.h"
#include "ui/shared/icons.h"

namespace leptune {

void ColumnListModel::setTable(std::shared_ptr<const Table> table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

void ColumnListModel::setUnchecked(const std::vector<std::string> &unchecked)
{
    m_checkable = true;
    m_unchecked = {unchecked.begin(), unchecked.end()};
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
}

std::vector<std::string> ColumnListModel::unchecked() const
{
    std::vector<std::string> names;
    for (int row = 0; row < rowCount(); ++row) {
        const std::string &name = m_table->column(static_cast<std::size_t>(row)).name();
        if (m_unchecked.contains(name))
            names.push_back(name);
    }
    return names;
}

QString ColumnListModel::nameAt(int row) const
{
    return row < 0 || row >= rowCount()
               ? QString()
               : QString::fromStdString(m_table->column(static_cast<std::size_t>(row)).name());
}

int ColumnListModel::rowOf(const std::string &name) const
{
    const auto found = m_table ? m_table->find(name) : std::nullopt;
    return found ? static_cast<int>(*found) : -1;
}

int ColumnListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_table ? 0 : static_cast<int>(m_table->columns());
}

QVariant ColumnListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column &column = m_table->column(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromStdString(column.name());
    case Qt::DecorationRole:
        return columnTypeIcon(column.type());
    case Qt::ToolTipRole:
        return columnTypeTitle(column.type());
    case Qt::CheckStateRole:
        if (!m_checkable)
            return {};
        return static_cast<int>(m_unchecked.contains(column.name()) ? Qt::Unchecked : Qt::Checked);
    default:
        return {};
    }
}

bool ColumnListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !m_checkable ||
        !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const std::string name = nameAt(index.row()).toStdString();
    if (value.toInt() == Qt::Checked)
        m_unchecked.erase(name);
    else
        m_unchecked.insert(name);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checksChanged();
    return true;
}

Qt::ItemFlags ColumnListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return m_checkable && index.isValid() ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace leptune
