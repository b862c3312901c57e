// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <QWidget>

class QLineEdit;
class QTextBrowser;

namespace leptune {

class LeaderboardView;

/// The whole leaderboard with a filter, and the details of the chosen line.
class ModelsTab : public QWidget {
    Q_OBJECT
public:
    explicit ModelsTab(QWidget *parent = nullptr);
    void setRecord(const StudyRecord &record);

private:
    void showDetails();
    QString detailsOf(const LeaderboardEntry &entry) const;

    LeaderboardView *m_board;
    QLineEdit *m_filter;
    QTextBrowser *m_details;
};

} // namespace leptune
