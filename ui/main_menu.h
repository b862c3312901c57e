// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMainWindow;
class QMenu;

namespace leptune {

/// The menu bar: every action of the window with its shortcut. The window connects them.
class MainMenu : public QObject {
    Q_OBJECT
public:
    explicit MainMenu(QMainWindow *window);

    /// Fills File > Open recent anew.
    void setRecent(const QStringList &paths);
    void addExample(const QString &title, const QString &name);
    /// All actions a user could look for, in menu order.
    QList<QAction *> allActions() const;
    /// Ticks the theme that is set.
    void showTheme();

    QAction *open = nullptr, *openFolder = nullptr, *save = nullptr, *saveAs = nullptr,
            *closeProject = nullptr, *quit = nullptr;
    QAction *giveAway = nullptr, *compare = nullptr, *report = nullptr;
    QAction *undo = nullptr, *redo = nullptr, *paste = nullptr, *findCommand = nullptr;
    QAction *copyCommand = nullptr, *copyCpp = nullptr, *notes = nullptr, *settings = nullptr;
    QAction *reread = nullptr, *importOptions = nullptr;
    QAction *start = nullptr, *pause = nullptr, *stop = nullptr, *moreTime = nullptr,
            *compress = nullptr;
    QList<QAction *> uses; ///< in the order of UsePage::Tab
    QAction *guide = nullptr, *about = nullptr, *aboutQt = nullptr;
    QList<QAction *> steps;
    QList<QAction *> themes; ///< in the order of Theme

Q_SIGNALS:
    void recentChosen(const QString &path);
    void recentCleared();
    void exampleChosen(const QString &name);

private:
    void makeFile(QMainWindow *window);
    void makeEdit(QMainWindow *window);
    void makeView(QMainWindow *window);
    void makeRun(QMainWindow *window);
    void makeModel(QMainWindow *window);
    void makeHelp(QMainWindow *window);

    QMenu *m_recent = nullptr;
    QMenu *m_examples = nullptr;
    QMainWindow *m_window;
};

} // namespace leptune
