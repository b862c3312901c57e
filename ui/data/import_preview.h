// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "ui/session/background.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace leptune {

class TableModel;

/// The first rows of a file as they would be read; of a large file its beginning only.
class ImportPreview : public QWidget {
    Q_OBJECT
public:
    /// `isText`: CSV and the like, of which a part can be read.
    ImportPreview(QString path, bool isText, QWidget *parent = nullptr);
    /// Reads in the background; what was asked before is dropped.
    void read(const ReadOptions &options);

private:
    QString m_path;
    bool m_isText;
    TableModel *m_model;
    QTableView *m_view;
    QLabel *m_words;
    Background m_reading;
};

} // namespace leptune
