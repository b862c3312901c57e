// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"
#include "ui/session/background.h"
#include "ui/use/code_snippet.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;

namespace leptune {

/// Writes a Model as a file that runs elsewhere: format cards with who can read them and how large
/// they are, a file name, how it was checked, and code that uses it.
class ExportPanel : public QWidget {
    Q_OBJECT
public:
    /// Rows that whole-number forms take the ranges of their inputs from, or nothing; called on a
    /// worker thread.
    using CalibrationRows = std::function<std::optional<RawBatch>(const Model &)>;
    /// Takes what it needs from the session as it is; called on the UI thread.
    using CalibrationSource = std::function<CalibrationRows()>;

    explicit ExportPanel(QWidget *parent = nullptr);
    /// `proposal`: path without suffix; `about`: which model it is. Null model: nothing can be
    /// exported yet.
    void setModel(std::shared_ptr<const Model> model, const QString &proposal, const QString &about,
                  CalibrationSource rows = {});
    ExportFormat format() const;
    void setFormat(ExportFormat format);
    QString path() const;
    bool isReady() const;
    bool isRunning() const { return m_background.isRunning(); }

public Q_SLOTS:
    /// Writes in the background; exported() or failed() follows.
    void exportTo(leptune::ExportFormat format, const QString &path);
    /// With the format and the file name that are chosen.
    void exportNow();
    /// Nothing is written.
    void cancel();

Q_SIGNALS:
    void exported(const QString &path);
    void failed(const QString &title, const QString &text);
    void started();
    /// The cards show what every format would take.
    void measured();
    /// isReady() may be another.
    void stateChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Card {
        ExportFormat format;
        QString title, readers;
        QRadioButton *button;
        QLabel *about;
    };
    /// What a format would take, or why it is not possible.
    struct Measure {
        std::uint64_t bytes = 0;
        std::string whyNot;
    };
    QWidget *makeCards();
    QWidget *makeFile();
    QHBoxLayout *makeCodeHead();
    void addCard(QWidget *panel, ExportFormat format, const QString &title, const QString &readers,
                 const char *name);
    void chooseFile();
    void chooseLanguage();
    SnippetLanguage language() const;
    void refresh();
    void showCode();
    /// Greys out what the Model can't become.
    void allowFormats();
    void forbid(Card &card, const std::string &reason);
    /// Makes every format once to see how large it is, when the cards are looked at.
    void measure();
    void showMeasures(const std::vector<Measure> &measures);
    void proposeName();
    void openFolder();

    std::shared_ptr<const Model> m_model;
    CalibrationRows rows() const { return m_rows ? m_rows() : CalibrationRows(); }

    CalibrationSource m_rows;
    QString m_proposal, m_written;
    QString m_agreed; ///< a file that may be written over
    bool m_isMeasured = false;
    std::vector<Card> m_cards;
    QLabel *m_about;
    QLineEdit *m_path;
    QPushButton *m_folder;
    QPushButton *m_cancel;
    QLabel *m_result;
    QButtonGroup *m_languages;
    QPlainTextEdit *m_code;
    Background m_background, m_measuring;
};

} // namespace leptune
