// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/comparison.h"
#include "ui/session/background.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace leptune {

class ComparisonTable;
class MessageBar;

/// Projects side by side, each a column: data, task, score, model, and the settings that differ.
class CompareWindow : public QWidget {
    Q_OBJECT
public:
    /// Begins with the project of this path, where there is one.
    explicit CompareWindow(const QString &path, QWidget *parent = nullptr);
    /// Reads the project files in the background and adds them; compared() follows.
    void add(const QStringList &paths);
    const Comparison &comparison() const { return m_comparison; }

Q_SIGNALS:
    void compared();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeTools();
    void chooseFiles();
    void fillRecent();
    void removeCurrent();
    void refresh();

    MessageBar *m_messages;
    QLabel *m_verdict;
    ComparisonTable *m_table;
    QPushButton *m_remove;
    QMenu *m_recent;
    std::vector<ComparedProject> m_projects;
    QStringList m_wanted; ///< being read
    Comparison m_comparison;
    Background m_reading;
};

} // namespace leptune
