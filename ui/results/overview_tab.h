// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace leptune {

class FoldScoreDelegate;
class LeaderboardView;
class Panel;

/// The numbers of the best model as cards, the best few models with sparklines of their folds, and
/// what was noted.
class OverviewTab : public QWidget {
    Q_OBJECT
public:
    explicit OverviewTab(QWidget *parent = nullptr);
    void setRecord(const StudyRecord &record);

Q_SIGNALS:
    void allModelsRequested();

private:
    void setCards(const StudyRecord &record);

    struct Card {
        QString title, value, note;
    };
    static std::vector<Card> cardsOf(const StudyRecord &record);

    QGridLayout *m_cards;
    LeaderboardView *m_board;
    FoldScoreDelegate *m_sparklines;
    Panel *m_remarksPanel;
    QLabel *m_remarks;
};

} // namespace leptune
