// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

#include <QTimer>

#include <memory>
#include <optional>

class QPushButton;
class QSpinBox;

namespace leptune {

class AnswerBars;
class RowContributions;
class RowForm;
class Session;

/// Answers one row while it is typed: starts from what is usual or from a row of the data, shows
/// what every change does to the answer, and which cells moved it.
class TryPanel : public QWidget {
    Q_OBJECT
public:
    explicit TryPanel(Session &session, QWidget *parent = nullptr);
    /// Null: nothing can be tried yet.
    void setModel(std::shared_ptr<const Model> model);
    RowForm &form() { return *m_form; }
    /// The row that the answer shown belongs to; no rows while there is none.
    const Table &answeredRow() const { return m_answered; }

Q_SIGNALS:
    /// The answer on the screen is that of what is in the fields.
    void answered();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeForm();
    QWidget *makeAnswer();
    void makeFields();
    void startFrom(int row);
    void startFromAnother();
    void onEdited();
    bool compares() const;
    void answer();
    void showAnswer(const Table &rows, const Prediction &prediction);
    void showClasses(const Prediction &prediction);
    void showNumber(const Prediction &prediction);
    void showTruth();
    void showState();
    void showNothing();

    Session &m_session;
    std::shared_ptr<const Model> m_model;
    Table m_answered;
    bool m_isPicture = false; ///< the model looks at one and at nothing else
    bool m_hasFields = false; ///< made for m_model and the data as they are
    std::uint64_t m_draws = 0;

    RowForm *m_form;
    QSpinBox *m_row;
    QPushButton *m_another, *m_again;
    QLabel *m_waiting, *m_answer, *m_range, *m_change, *m_truth, *m_remark;
    AnswerBars *m_bars;
    RowContributions *m_contributions;
    QTimer m_typing;
    Background m_background;
};

} // namespace leptune
