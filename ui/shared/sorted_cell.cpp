// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/sorted_cell.h"

#include <QHeaderView>

#include <cmath>

namespace leptune {

SortedCell::SortedCell(const QString &text, double number)
    : QTableWidgetItem(text), m_number(number)
{
}

bool SortedCell::operator<(const QTableWidgetItem &other) const
{
    const auto *cell = dynamic_cast<const SortedCell *>(&other);
    if (cell && std::isfinite(m_number) && std::isfinite(cell->m_number))
        return m_number < cell->m_number;
    if (cell && std::isfinite(m_number) != std::isfinite(cell->m_number))
        return std::isfinite(m_number);
    return QString::localeAwareCompare(text(), other.text()) < 0;
}

SortingPause::SortingPause(QTableWidget &table) : m_table(table)
{
    m_table.setSortingEnabled(false);
    m_table.horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
}

SortingPause::~SortingPause()
{
    m_table.setSortingEnabled(true);
}

} // namespace leptune
