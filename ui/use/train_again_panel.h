// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"
#include "core/tuning/train_again.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

#include <QTimer>

#include <atomic>
#include <memory>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QTableWidget;

namespace leptune {

class Session;

/// Fits the recipe of a model again on new data and shows the earlier and the later model side by
/// side on rows that neither has seen. What is kept becomes a project of its own.
class TrainAgainPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainAgainPanel(Session &session, QWidget *parent = nullptr);
    /// A name that StudyRecord::model() knows; "" = there is none.
    void setModel(const QString &name);
    bool isRunning() const { return m_training.isRunning(); }
    bool isReady() const;
    /// Null while nothing was trained.
    const TrainedAgain *result() const { return m_result.get(); }

public Q_SLOTS:
    /// Reads the file with the types of the open data and trains; trained() or failed() follows.
    void trainOn(const QString &path);
    /// What is in the field.
    void trainNow();
    /// Of training and of keeping.
    void cancel();
    /// Writes the later model with its data as a project; kept(), failed() or (cancelled) neither
    /// follows. `opens`: it takes the place of what is open, openRequested() tells.
    void keep(const QString &path, bool opens);

Q_SIGNALS:
    void trained();
    void kept(const QString &path);
    void openRequested(const QString &path);
    void failed(const QString &title, const QString &text);
    void started();
    /// isReady() or isRunning() may be another.
    void stateChanged();

private:
    struct Outcome {
        std::shared_ptr<const TrainedAgain> again;
        DataReference data; ///< of the later project; no path where it is two files
    };
    struct Order;
    static Outcome work(const Order &order, std::stop_token stop);
    QWidget *makeOrder();
    QWidget *makeComparison();
    void showOutcome(const Outcome &outcome);
    void showComparison();
    void cancelTraining();
    void forget();
    void forgetOfOther();
    std::shared_ptr<const Model> earlierModel() const;
    void discard();
    void refresh();
    void chooseFile();
    void askWhere(bool opens);
    void keepingFailed(const std::exception_ptr &problem);
    QString proposal() const;

    Session &m_session;
    QString m_model;
    std::shared_ptr<const Model> m_earlier; ///< that was chosen when a new one was last asked for
    std::shared_ptr<const TrainedAgain> m_result;
    DataReference m_data;
    std::shared_ptr<std::atomic<int>> m_progress; ///< of 1000
    QLineEdit *m_path;
    QPushButton *m_choose, *m_cancel;
    QRadioButton *m_newOnly, *m_both;
    QProgressBar *m_bar;
    QLabel *m_state;
    QWidget *m_comparison;
    QLabel *m_sentence, *m_detail;
    QTableWidget *m_table;
    QPushButton *m_keepLater, *m_keepBoth, *m_keepEarlier;
    QTimer m_clock;
    std::stop_source m_cancelKeeping;
    Background m_training, m_keeping;
};

/// Which of both is better, in one sentence, and on what that rests.
QString verdictSentence(const SideBySide &comparison);
QString verdictDetail(const SideBySide &comparison);

} // namespace leptune
