// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QToolButton;

namespace leptune {

class FamilyBox;
class ParallelPlot;

/// Which settings were tried of a family and how they scored, as parallel coordinates; ranges that
/// are marked there keep only some trials, here and in the other charts and the table.
class SettingsTab : public QWidget {
    Q_OBJECT
public:
    explicit SettingsTab(QWidget *parent = nullptr);
    /// Draws what the record holds; of one that is `live` only where the family has grown by a
    /// part.
    void draw(const StudyRecord &record, bool isLive);
    /// Another study: nothing is kept.
    void reset();
    /// The record was replaced by a later state of it: ranges stay.
    void forgetDrawn() { m_drawn.clear(); }
    void setPicked(std::vector<int> trials);
    void setTips(std::function<QString(int trial)> tips);
    /// Trials within the marked ranges, of the family; nothing where none are marked.
    std::optional<std::vector<int>> kept() const;

Q_SIGNALS:
    void keptChanged();
    void trialPicked(int trial);
    /// Another family is wanted; draw() is to be called.
    void familyChosen();

private:
    void showCount();

    FamilyBox *m_family;
    QLabel *m_count;
    QToolButton *m_all;
    ParallelPlot *m_plot;
    std::string m_drawn;           ///< family
    std::size_t m_drawnTrials = 0; ///< of it
};

} // namespace leptune
