// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QTableView;

namespace leptune {

/// Ctrl+C copies the selected cells with their column names, tab-separated, as spreadsheets want
/// it; the context menu offers the same, and to save the whole table as CSV. Cells come in
/// EditRole, so that numbers stay whole. Rows that a filter hides are neither copied nor saved.
void installTableCopy(QTableView *view);
/// Saves as saveTable() where the user says.
void askToSaveTable(QTableView &view);
/// All rows and visible columns as CSV; of very many rows the first, which is said beside the
/// table. False (and why) where the file could not be written.
bool saveTable(QTableView &view, const QString &path);

} // namespace leptune
