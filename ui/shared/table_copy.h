// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace leptune {

/// Ctrl+C copies the selected cells with their column names, tab-separated, as spreadsheets want
/// it; the context menu offers the same. Cells come in EditRole, so that numbers stay whole.
void installTableCopy(QTableView *view);

} // namespace leptune
