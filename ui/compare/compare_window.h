// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/comparison.h"
#include "ui/session/background.h"

#include <QWidget>

class QLabel;
class QMenu;
class QCheckBox;
class QPushButton;

namespace leptune {

class ComparisonTable;
class MessageBar;

/// Projects and their earlier runs side by side, each a column: data, task, score, model, and the
/// settings that differ.
class CompareWindow : public QWidget {
    Q_OBJECT
public:
    /// Begins with what is open, where something is; `path` as of ComparedProject.
    explicit CompareWindow(std::optional<Project> open, const QString &path,
                           QWidget *parent = nullptr);
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
    bool isShown(const ComparedProject &project) const;
    void refresh();

    MessageBar *m_messages;
    QLabel *m_verdict;
    ComparisonTable *m_table;
    QCheckBox *m_earlier;
    QPushButton *m_remove;
    QMenu *m_recent;
    std::vector<ComparedProject> m_projects;
    QStringList m_wanted; ///< being read
    Comparison m_comparison;
    Background m_reading;
};

} // namespace leptune
