// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;

namespace leptune {

/// Writes a Model as a file that runs elsewhere: format cards with who can read them, a file name,
/// code to use it.
class ExportPanel : public Panel {
    Q_OBJECT
public:
    explicit ExportPanel(QWidget *parent = nullptr);
    /// `proposal`: path without suffix; `about`: which model it is. Null model: nothing can be
    /// exported yet.
    void setModel(std::shared_ptr<const Model> model, const QString &proposal,
                  const QString &about);
    ExportFormat format() const;
    void setFormat(ExportFormat format);
    QString path() const;

public Q_SLOTS:
    /// Writes in the background; exported() or failed() follows.
    void exportTo(leptune::ExportFormat format, const QString &path);
    /// With the format and the file name that are chosen.
    void exportNow();

Q_SIGNALS:
    void exported(const QString &path);
    void failed(const QString &title, const QString &text);
    void started();

private:
    struct Card {
        ExportFormat format;
        QRadioButton *button;
    };
    void addCard(ExportFormat format, const QString &title, const QString &readers,
                 const char *name);
    void chooseFile();
    void refresh();
    /// Greys out what the Model can't become.
    void allowFormats();
    void proposeName();

    std::shared_ptr<const Model> m_model;
    QString m_proposal;
    std::vector<Card> m_cards;
    QLabel *m_about;
    QLineEdit *m_path;
    QPushButton *m_save;
    QLabel *m_result;
    QPlainTextEdit *m_code;
    Background m_background;
};

} // namespace leptune
