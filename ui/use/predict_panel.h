// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

#include <QImage>
#include <QStringList>

#include <memory>

class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace leptune {

/// Answers the rows of a file with a Model: choose, predict in the background, look at the first
/// rows.
class PredictPanel : public Panel {
    Q_OBJECT
public:
    explicit PredictPanel(QWidget *parent = nullptr);
    /// Null: nothing can be predicted yet.
    void setModel(std::shared_ptr<const Model> model);
    bool isRunning() const { return m_background.isRunning(); }

public Q_SLOTS:
    /// Reads `input` with the types of training, predicts, writes the CSV to `output`; predicted()
    /// or failed() follows.
    void predictFile(const QString &input, const QString &output);
    void cancel();

Q_SIGNALS:
    void predicted(const QString &output);
    /// Title and text of what went wrong.
    void failed(const QString &title, const QString &text);
    void started();

private:
    struct Outcome {
        QString output;
        std::uint64_t rows = 0, bytes = 0, badCells = 0;
        QStringList heads;
        std::vector<QStringList> first;
        std::vector<QImage> pictures = {}; ///< of the first rows; empty where there are none
        bool files = false;                ///< the bad cells are files that have no row
    };
    static Outcome work(const Model &model, const QString &input, const QString &output,
                        std::stop_token stop);
    void showOutcome(const Outcome &outcome);
    void chooseInput();
    void chooseFolder();
    void takeInput(const QString &path);
    static void addPictures(Outcome &outcome, const Table &table);
    static QString summaryOf(const Outcome &outcome);
    QGridLayout *makeFields();
    void chooseOutput();
    void refresh();

    std::shared_ptr<const Model> m_model;
    QLineEdit *m_input, *m_output;
    QLabel *m_rowsLabel;
    QPushButton *m_go, *m_cancel, *m_folder;
    QProgressBar *m_busy;
    QLabel *m_result;
    QTableWidget *m_preview;
    Background m_background;
};

} // namespace leptune
