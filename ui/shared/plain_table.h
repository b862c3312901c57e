// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QTableView;

namespace leptune {

/// A table to be read: whole rows, alternating grounds, no grid, no row numbers, and the Tab key
/// leaves it.
void makePlain(QTableView &table);

/// The heads of a table that can't be sorted say why.
void keepOrder(QTableView &table, const QString &why);
/// As every row is a measure of its own.
void keepOrder(QTableView &table);

} // namespace leptune
