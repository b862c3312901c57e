// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QPointer>

class QAction;
class QLineEdit;
class QListWidget;

namespace leptune {

/// "Find a command": type a few letters, press Enter. Lists the actions that can be used now.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(const QList<QAction *> &actions, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &words);
    void runCurrent();

    QList<QPointer<QAction>> m_actions;
    QLineEdit *m_search;
    QListWidget *m_list;
};

} // namespace leptune
