// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/drift.h"
#include "core/data/import_report.h"
#include "core/model/model.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

#include <QStringList>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

class QCheckBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace leptune {

class AnswersModel;
class DriftView;

/// Answers the rows of a file with a Model: the file is read and compared with the training data as
/// soon as it is chosen, then answered and written; the answers stand beside their rows.
class PredictPanel : public Panel {
    Q_OBJECT
public:
    explicit PredictPanel(QWidget *parent = nullptr);
    /// Null: nothing can be predicted yet. `training`: what the Model learned from, or null.
    void setModel(std::shared_ptr<const Model> model, std::shared_ptr<const Table> training);
    bool isRunning() const { return m_answering.isRunning(); }
    /// Something is chosen that could be answered.
    bool isReady() const;

public Q_SLOTS:
    /// Reads the file and compares it; checked() follows unless it can't be read: failed().
    void checkFile(const QString &input);
    /// Reads `input` with the types of training where that is not done yet, predicts, writes the
    /// CSV to `output`; predicted() or failed() follows.
    void predictFile(const QString &input, const QString &output);
    /// What is in the fields.
    void predictNow();
    void cancel();

Q_SIGNALS:
    /// The file is read and what is unlike the training data is shown.
    void checked();
    void predicted(const QString &output);
    /// Title and text of what went wrong.
    void failed(const QString &title, const QString &text);
    void started();
    /// isReady() or isRunning() may be another.
    void stateChanged();

private:
    /// A file that was read.
    struct Rows {
        QString path;
        std::shared_ptr<const Table> table;
        std::uint64_t badCells = 0;
        bool filesAreBad = false; ///< the bad cells are files that have no row
    };
    struct Check {
        Rows rows;
        QStringList missing;
        std::optional<DriftReport> drift; ///< none: nothing to compare with
    };
    struct Outcome {
        Check check; ///< of a file that was not read before; else its rows alone
        bool isChecked = false;
        std::shared_ptr<const Prediction> answers;
        std::optional<double> intervalWidth;
        QString output;
        std::uint64_t bytes = 0;
    };
    using Progress = std::shared_ptr<std::atomic<std::uint64_t>>;
    static Rows read(const Model &model, const QString &input, std::stop_token stop);
    static Check readAndCompare(const Model &model, const Table *training, const QString &input,
                                std::stop_token stop);
    struct Order {
        std::shared_ptr<const Model> model;
        std::shared_ptr<const Table> training;
        Rows known; ///< of an earlier check
        QString input, output;
        std::optional<double> intervalWidth; ///< of the range that is written too
        Progress progress;
    };
    static Outcome work(const Order &order, std::stop_token stop);
    static QString summaryOf(const Outcome &outcome);
    void showCheck(Check check);
    void showOutcome(const Outcome &outcome);
    void showProgress();
    void forget();
    void chooseInput();
    void chooseFolder();
    void takeInput(const QString &path);
    void chooseOutput();
    QGridLayout *makeFields();
    QHBoxLayout *makeProgress();
    void makeTable();
    void refresh();

    std::shared_ptr<const Model> m_model;
    QString m_agreed; ///< a file that may be written over
    std::shared_ptr<const Table> m_training;
    Rows m_rows; ///< of the file in the field, where they are read
    Progress m_progress;
    QLineEdit *m_input, *m_output;
    QCheckBox *m_range; ///< shown for Models that know their 90 % interval
    QLabel *m_rowsLabel;
    QPushButton *m_cancel, *m_folder;
    QProgressBar *m_bar;
    DriftView *m_drift;
    QLabel *m_result;
    AnswersModel *m_answers;
    QTableView *m_table;
    QTimer m_typing; ///< a path that is typed is read when it is whole
    QTimer m_clock;  ///< moves the bar
    Background m_checking, m_answering;
};

} // namespace leptune
