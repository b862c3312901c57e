// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/parameter_importance.h"
#include "ui/session/background.h"

#include <QWidget>

#include <map>
#include <memory>

class QLineEdit;
class QTextBrowser;

namespace leptune {

class LeaderboardView;

/// The whole leaderboard with a filter, and the details of the chosen line: what it is, its
/// parameters, and which of them mattered in its family (worked out in the background).
class ModelsTab : public QWidget {
    Q_OBJECT
public:
    explicit ModelsTab(QWidget *parent = nullptr);
    void setRecord(const StudyRecord &record);

private:
    void showDetails();
    void findImportance(const std::string &family);
    QString detailsOf(const LeaderboardEntry &entry) const;
    QString parametersOf(const LeaderboardEntry &entry) const;

    LeaderboardView *m_board;
    QLineEdit *m_filter;
    QTextBrowser *m_details;
    std::shared_ptr<const StudyRecord> m_record;
    std::map<std::string, FamilyImportance> m_importance; ///< of families that were asked for
    Background m_background;
};

} // namespace leptune
