// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace leptune::testing {

/// A <row>: numbers as they stand, anything else as a text of its own.
QByteArray sheetRow(const QList<QByteArray> &cells);
/// A .xlsx file, nothing packed. `sheets`: names, and what stands in their <sheetData>;
/// `sharedTexts`: what stands in <sst>.
QByteArray workbookFile(const QList<std::pair<QByteArray, QByteArray>> &sheets,
                        const QByteArray &sharedTexts = {});

} // namespace leptune::testing
