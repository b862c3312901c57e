// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/table_model.h"

#include "ui/shared/column_words.h"
#include "ui/shared/icons.h"

#include <QApplication>
#include <QPalette>

#include <algorithm>
#include <limits>
#include <utility>

namespace leptune {

namespace {

constexpr qsizetype kLongestCell = 200; ///< characters shown of a cell

} // namespace

void TableModel::setTable(std::shared_ptr<const Table> table)
{
    beginResetModel();
    m_table = std::move(table);
    m_rows.reset();
    m_warnings.clear();
    m_roles.clear();
    endResetModel();
}

void TableModel::setRows(std::optional<std::vector<std::uint32_t>> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

std::size_t TableModel::tableRow(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return m_rows ? (*m_rows)[place] : place;
}

int TableModel::shownRow(std::size_t tableRow) const
{
    if (!m_rows)
        return static_cast<int>(tableRow);
    const auto found = std::ranges::find(*m_rows, tableRow);
    return found == m_rows->end() ? -1 : static_cast<int>(found - m_rows->begin());
}

void TableModel::setProfile(const Profile *profile)
{
    m_warnings.clear();
    if (profile && m_table && profile->columns.size() == m_table->columns())
        for (const ColumnProfile &column : profile->columns) {
            QStringList lines;
            for (const WarningNote &note : column.warnings)
                lines.append(warningTitle(note.kind));
            m_warnings.push_back(lines.join(u'\n'));
        }
    tellHeads();
}

bool TableModel::setRoles(std::vector<ColumnRole> roles)
{
    if (roles == m_roles)
        return false;
    m_roles = std::move(roles);
    tellHeads();
    return true;
}

void TableModel::tellHeads()
{
    if (m_table && m_table->columns() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

ColumnRole TableModel::roleAt(std::size_t index) const
{
    return index < m_roles.size() ? m_roles[index] : ColumnRole::Input;
}

int TableModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_table)
        return 0;
    constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<int>::max());
    return static_cast<int>(std::min(m_rows ? m_rows->size() : m_table->rows(), kMost));
}

int TableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_table ? 0 : static_cast<int>(m_table->columns());
}

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!m_table || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column &column = m_table->column(static_cast<std::size_t>(index.column()));
    const std::size_t row = tableRow(index.row());
    switch (role) {
    case Qt::DisplayRole: {
        if (column.isMissing(row))
            return QStringLiteral("–");
        const QString text = QString::fromStdString(column.text(row));
        return text.size() > kLongestCell ? text.left(kLongestCell) + u'…' : text;
    }
    case Qt::EditRole:
        return QString::fromStdString(column.text(row));
    case Qt::ToolTipRole:
        return column.isMissing(row) ? tr("missing") : QVariant();
    case Qt::TextAlignmentRole:
        return column.isCoded() ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return column.isMissing(row)
                   ? QVariant(QApplication::palette().brush(QPalette::PlaceholderText))
                   : QVariant();
    case PictureRole:
        return column.type() == ColumnType::Picture ? QVariant(column.codes()[row]) : QVariant();
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_table)
        return {};
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole && section < rowCount()
                   ? QVariant(static_cast<qulonglong>(tableRow(section)) + 1)
                   : QVariant();
    if (section < 0 || section >= columnCount())
        return {};
    const auto index = static_cast<std::size_t>(section);
    return columnHeader(m_table->column(index), index, role);
}

/// Column-type icon apart: "fare", "fare · predicted", "id · left out ⚠".
QString TableModel::headerText(const QString &name, std::size_t index) const
{
    const QString mark = columnRoleMark(roleAt(index));
    const bool warns = index < m_warnings.size() && !m_warnings[index].isEmpty();
    return (mark.isEmpty() ? name : name + QStringLiteral(" · ") + mark) +
           (warns ? QStringLiteral(" ⚠") : QString());
}

QVariant TableModel::columnHeader(const Column &column, std::size_t index, int role) const
{
    const QString warning = index < m_warnings.size() ? m_warnings[index] : QString();
    const QString name = QString::fromStdString(column.name());
    switch (role) {
    case Qt::DisplayRole:
        return headerText(name, index);
    case Qt::EditRole:
        return name;
    case Qt::DecorationRole:
        return columnTypeIcon(column.type());
    case Qt::ForegroundRole:
        return roleAt(index) == ColumnRole::LeftOut
                   ? QVariant(QApplication::palette().brush(QPalette::PlaceholderText))
                   : QVariant();
    case Qt::ToolTipRole:
        return QStringList{columnTypeTitle(column.type()), columnRoleTitle(roleAt(index)), warning}
            .join(u'\n')
            .trimmed();
    case TypeRole:
        return static_cast<int>(column.type());
    case WarningRole:
        return warning;
    default:
        return {};
    }
}

} // namespace leptune
