// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/contributions.h"
#include "ui/session/background.h"

#include <QWidget>

#include <memory>

class QTimer;

namespace leptune {

class ContributionView;
class Session;

/// Which cells of a typed row moved its answer, compared with rows of the data; worked out in the
/// background, what was asked for last counts. Says why where there is nothing to compare with.
class RowContributions : public QWidget {
    Q_OBJECT
public:
    explicit RowContributions(Session &session, QWidget *parent = nullptr);
    /// `row`: one row that `model` answered, `output`: as in explainRow().
    void explain(std::shared_ptr<const Model> model, std::shared_ptr<const Table> row, int output);
    /// There is no answer.
    void clear();

Q_SIGNALS:
    /// What was asked for last stands on the screen.
    void shown();

private:
    /// Rows of the data as the Model reads them.
    struct Others {
        std::shared_ptr<const Model> model;
        std::shared_ptr<const Table> table;
        RawBatch rows;
    };
    struct Explained;
    static Explained explainWith(std::shared_ptr<const Others> others, const Others &wanted,
                                 const Table &row, int output, const std::stop_token &stop);
    void show(const Explained &explained);
    void say(const QString &text);

    Session &m_session;
    ContributionView *m_view;
    QTimer *m_stale; ///< what is shown is that of a row before
    std::shared_ptr<const Others> m_others;
    Background m_background;
};

} // namespace leptune
