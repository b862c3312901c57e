// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/experience.h"
#include "ui/session/background.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace leptune {

/// What earlier runs on this computer taught: how many are remembered, which, and how to forget
/// them.
class ExperiencePanel : public QWidget {
    Q_OBJECT
public:
    explicit ExperiencePanel(QWidget *parent = nullptr);

Q_SIGNALS:
    /// The file was looked at.
    void counted(int runs);

private:
    void read();
    void showContents(ExperienceFile::Contents contents);
    void listRuns();
    void forget();

    QLabel *m_words;
    QPushButton *m_show;
    QPushButton *m_forget;
    ExperienceFile::Contents m_contents;
    Background m_work;
};

} // namespace leptune
