// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QPointer>

class QAction;
class QLineEdit;
class QListWidget;

namespace leptune {

/// Property of an action: what it is called away from its menu, where its text would say too
/// little.
inline constexpr const char *kCommandText = "commandText";

/// "Find a command": type a few letters, press Enter. Lists the actions that can be used now.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    static constexpr int kKeysRole = Qt::UserRole + 1; ///< of the list: a command's keys

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
