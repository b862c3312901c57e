// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/parameter_importance.h"
#include "ui/session/background.h"

#include <QWidget>

class QLabel;

namespace leptune {

class BarList;
class FamilyBox;

/// What matters: how much of the differences between a family's scores each setting explains. It is
/// worked out in the background, again where the family has grown by a part.
class MattersTab : public QWidget {
    Q_OBJECT
public:
    explicit MattersTab(QWidget *parent = nullptr);
    void draw(const StudyRecord &record);
    /// Another study: nothing is kept.
    void reset();
    /// The record was replaced by a later state of it.
    void forgetAsked() { m_askedTrials = 0; }
    bool isWorking() const { return m_work.isRunning(); }
    /// What the bars mean, "learning rate explains 62 % ...".
    static QString sentenceFor(const FamilyImportance &importance);

Q_SIGNALS:
    /// Another family is wanted; draw() is to be called.
    void familyChosen();

private:
    void show(const FamilyImportance &importance);
    void showTooFew(std::size_t trials);

    FamilyBox *m_family;
    QLabel *m_sentence;
    BarList *m_bars;
    std::string m_asked;           ///< family
    std::size_t m_askedTrials = 0; ///< of it
    Background m_work;
};

} // namespace leptune
