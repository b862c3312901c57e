// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/import_report.h"

#include <QDialog>

namespace leptune {

/// What was assumed and repaired while reading, and every bad cell with its place.
class ReportDialog : public QDialog {
    Q_OBJECT
public:
    ReportDialog(const QString &name, const ImportReport &report, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A bad cell was chosen: row counts from 0.
    void cellChosen(qulonglong row, const QString &column);
};

} // namespace leptune
