// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "core/data/table.h"
#include "ui/session/column_roles.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace leptune {

/// A table as a model: nothing is copied, cells become text when they are shown. EditRole gives the
/// cell as it would stand in a file ("" = missing).
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// PictureRole: the picture's place in the block of its column, -1 = missing; of other
    /// columns nothing.
    enum Role { TypeRole = Qt::UserRole, WarningRole, PictureRole };

    using QAbstractTableModel::QAbstractTableModel;
    void setTable(std::shared_ptr<const Table> table);
    /// Only these rows of it, in this order; nothing: all as they stand.
    void setRows(std::optional<std::vector<std::uint32_t>> rows);
    /// The number in the table of a row that is shown, and the reverse, -1 where it is not shown.
    std::size_t tableRow(int row) const;
    int shownRow(std::size_t tableRow) const;
    /// Marks the columns that have warnings; null takes the marks away.
    void setProfile(const Profile *profile);
    /// Says in the heads what each column is for; false where they say it already.
    bool setRoles(std::vector<ColumnRole> roles);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QVariant columnHeader(const Column &column, std::size_t index, int role) const;
    QString headerText(const QString &name, std::size_t index) const;
    ColumnRole roleAt(std::size_t index) const;
    void tellHeads();

    std::shared_ptr<const Table> m_table;
    std::optional<std::vector<std::uint32_t>> m_rows;
    std::vector<QString> m_warnings; ///< by column, "" = none
    std::vector<ColumnRole> m_roles; ///< by column; none before setRoles()
};

} // namespace leptune
