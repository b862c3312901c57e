// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/drift.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QTableWidget;

namespace leptune {

/// What a file has to say for itself before it is answered: columns that are missing, and columns
/// that are unlike the data that the model learned from.
class DriftView : public QWidget {
    Q_OBJECT
public:
    explicit DriftView(QWidget *parent = nullptr);
    void clear();
    void showReading();
    void showMissing(const QStringList &columns);
    void showReport(const DriftReport &report);
    /// The earlier data can't be had.
    void showUnknown();

private:
    void say(const QString &text, bool warns);
    void addRow(const QStringList &cells);

    QLabel *m_words;
    QTableWidget *m_table;
};

} // namespace leptune
