// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/page.h"

class QGridLayout;
class QLabel;

namespace leptune {

class DropArea;

/// Shown where no data are open: drop a file, go on with a recent one, try an example.
class StartPage : public Page {
    Q_OBJECT
public:
    explicit StartPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_open; }
    Progress progress() const override { return Progress::Current; }
    /// Reads the recent files anew.
    void refresh();

Q_SIGNALS:
    void openRequested();
    void folderRequested();
    void pasteRequested();
    void fileChosen(const QString &path);
    void textDropped(const QString &text);
    void exampleChosen(const QString &name);

private:
    void addExamples(QGridLayout *grid);
    QWidget *makeFolderButton();

    QAction *m_open;
    DropArea *m_drop;
    QLabel *m_recentTitle;
    QGridLayout *m_recent;
};

} // namespace leptune
