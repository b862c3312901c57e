// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"
#include "ui/shared/panel.h"

class QLabel;

namespace leptune {

/// The best model so far at a glance: score, baseline, family, size and speed;
/// where wrong answers have a price, what they cost.
class BestPanel : public Panel {
    Q_OBJECT
public:
    explicit BestPanel(QWidget *parent = nullptr);
    void setRecord(const StudyRecord &record);

private:
    QLabel *m_score, *m_baseline, *m_icon, *m_family, *m_cost, *m_losses;
};

} // namespace leptune
