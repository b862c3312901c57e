// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace leptune {

/// A table to be read: whole rows, alternating grounds, no grid, no row numbers, and the Tab key
/// leaves it.
void makePlain(QTableView &table);

} // namespace leptune
