// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "ui/session/background.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace leptune {

class TableModel;

/// The first rows of a file as they would be read; of a large file only its beginning is looked at.
class ImportPreview : public QWidget {
    Q_OBJECT
public:
    explicit ImportPreview(QString path, QWidget *parent = nullptr);
    /// Reads in the background; what was asked before is dropped.
    void read(const ReadOptions &options);

Q_SIGNALS:
    /// Rows are shown; their names come from the file.
    void headerFound(bool hasHeader);

private:
    QString m_path;
    TableModel *m_model;
    QTableView *m_view;
    QLabel *m_words;
    Background m_reading;
};

} // namespace leptune
