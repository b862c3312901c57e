// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/import_report.h"
#include "core/data/read_table.h"
#include "ui/session/background.h"

#include <QDialog>

class QComboBox;
class QFormLayout;

namespace leptune {

/// How a file is read: every guess can be overruled, and the first rows show what comes of it.
/// Shows only what applies to the kind of file.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    ImportDialog(const QString &path, const ReadOptions &options, const ImportReport &report,
                 QWidget *parent = nullptr);
    /// What was chosen; the rest of the options stays.
    ReadOptions options() const;

private:
    void buildText(QFormLayout *form);
    void buildCells(QFormLayout *form);
    void buildEncoding(QFormLayout *form);
    void buildHeader(QFormLayout *form, const QString &label);
    void buildSheets(QFormLayout *form);
    void listSheets(const QString &path);
    void addPreview(const QString &path);
    void sayGuessedHeader(bool hasHeader);

    ReadOptions m_options;
    ImportReport m_report;
    QComboBox *m_separator = nullptr;
    QComboBox *m_decimal = nullptr;
    QComboBox *m_encoding = nullptr;
    QComboBox *m_header = nullptr;
    QComboBox *m_sheet = nullptr;
    Background m_listing;
};

} // namespace leptune
