// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_menu.h"

#include "ui/command_palette.h"

#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace leptune {

namespace {

QAction *add(QMenu *menu, const char *name, const QString &text, const QKeySequence &keys = {},
             const QString &icon = {})
{
    QAction *action = menu->addAction(text);
    action->setObjectName(QLatin1String("action_") + QLatin1String(name));
    action->setShortcut(keys);
    if (!icon.isEmpty())
        action->setIcon(lineIcon(icon));
    return action;
}

void collect(const QList<QAction *> &from, QList<QAction *> &into)
{
    for (QAction *action : from) {
        if (action->menu())
            collect(action->menu()->actions(), into);
        else if (!action->isSeparator())
            into.append(action);
    }
}

} // namespace

MainMenu::MainMenu(QMainWindow *window) : QObject(window), m_window(window)
{
    makeFile(window);
    makeEdit(window);
    makeView(window);
    makeRun(window);
    makeModel(window);
    makeHelp(window);
}

void MainMenu::makeFile(QMainWindow *window)
{
    QMenu *menu = window->menuBar()->addMenu(tr("&File"));
    open = add(menu, "open", tr("&Open…"), QKeySequence::Open, QStringLiteral("open"));
    openFolder = add(menu, "openFolder", tr("Open a &folder of pictures…"),
                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), QStringLiteral("picture"));
    m_recent = menu->addMenu(tr("Open &recent"));
    m_examples = menu->addMenu(tr("&Examples"));
    menu->addSeparator();
    save = add(menu, "save", tr("&Save project"), QKeySequence::Save, QStringLiteral("save"));
    saveAs = add(menu, "saveAs", tr("Save project &as…"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    giveAway = add(menu, "giveAway", tr("Save &without data…"),
                   QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S));
    closeProject =
        add(menu, "closeProject", tr("&Close project"), QKeySequence(Qt::CTRL | Qt::Key_W));
    menu->addSeparator();
    compare =
        add(menu, "compare", tr("Co&mpare projects and runs…"), QKeySequence(Qt::CTRL | Qt::Key_D));
    report =
        add(menu, "report", tr("Save a re&port…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    menu->addSeparator();
    quit = add(menu, "quit", tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
}

void MainMenu::makeEdit(QMainWindow *window)
{
    QMenu *menu = window->menuBar()->addMenu(tr("&Edit"));
    undo = add(menu, "undo", tr("&Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z));
    redo = add(menu, "redo", tr("&Do again"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    menu->addSeparator();
    paste = add(menu, "paste", tr("&Paste a table"), QKeySequence::Paste, QStringLiteral("paste"));
    menu->addSeparator();
    reread = add(menu, "reread", tr("&Read the file again"), QKeySequence(Qt::Key_F5),
                 QStringLiteral("reread"));
    importOptions = add(menu, "importOptions", tr("&How the file is read…"),
                        QKeySequence(Qt::CTRL | Qt::Key_I));
    menu->addSeparator();
    copyCommand = add(menu, "copyCommand", tr("Copy as &command line"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copyCpp =
        add(menu, "copyCpp", tr("Copy as C&++"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    notes = add(menu, "notes", tr("&Notes"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    menu->addSeparator();
    findCommand = add(menu, "findCommand", tr("&Find a command…"),
                      QKeySequence(Qt::CTRL | Qt::Key_K), QStringLiteral("search"));
    settings = add(menu, "settings", tr("&Settings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    settings->setMenuRole(QAction::PreferencesRole);
}

void MainMenu::makeView(QMainWindow *window)
{
    QMenu *menu = window->menuBar()->addMenu(tr("&View"));
    const QStringList titles{tr("&Data"),    tr("&Task"),     tr("T&une"),
                             tr("&Results"), tr("&Compress"), tr("U&se")};
    for (int i = 0; i < titles.size(); ++i)
        steps.append(add(menu, QByteArray("step").append(QByteArray::number(i + 1)).constData(),
                         titles[i], QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i))));
    menu->addSeparator();
    QMenu *colours = menu->addMenu(tr("C&olours"));
    auto *group = new QActionGroup(this);
    const QStringList names{tr("As the system"), tr("Light"), tr("Dark"), tr("High contrast")};
    for (int i = 0; i < names.size(); ++i) {
        QAction *action =
            add(colours, QByteArray("theme").append(QByteArray::number(i)).constData(), names[i]);
        action->setCheckable(true);
        group->addAction(action);
        themes.append(action);
    }
    showTheme();
}

void MainMenu::showTheme()
{
    themes[static_cast<int>(currentTheme())]->setChecked(true);
}

void MainMenu::makeRun(QMainWindow *window)
{
    QMenu *menu = window->menuBar()->addMenu(tr("&Run"));
    start = add(menu, "start", tr("&Start tuning"), QKeySequence(Qt::CTRL | Qt::Key_R),
                QStringLiteral("start"));
    pause = add(menu, "pause", tr("&Pause"), QKeySequence(Qt::CTRL | Qt::Key_P),
                QStringLiteral("pause"));
    stop = add(menu, "stop", tr("S&top and keep the best"), QKeySequence(Qt::CTRL | Qt::Key_Period),
               QStringLiteral("stop"));
    menu->addSeparator();
    moreTime = add(menu, "moreTime", tr("&Five minutes more"), QKeySequence(Qt::CTRL | Qt::Key_T));
    menu->addSeparator();
    compress = add(menu, "compress", tr("&Make the model smaller"),
                   QKeySequence(Qt::CTRL | Qt::Key_M), QStringLiteral("compress"));
}

void MainMenu::makeModel(QMainWindow *window)
{
    QMenu *menu = window->menuBar()->addMenu(tr("&Model"));
    uses = {add(menu, "tryRow", tr("&Try a row"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T)),
            add(menu, "predictFile", tr("&Predict a file…"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)),
            add(menu, "exportModel", tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E)),
            add(menu, "trainAgain", tr("Train &again on new data…"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R))};
}

void MainMenu::makeHelp(QMainWindow *window)
{
    QMenu *menu = window->menuBar()->addMenu(tr("&Help"));
    guide = add(menu, "guide", tr("&User guide"), QKeySequence(Qt::Key_F1));
    menu->addSeparator();
    about = add(menu, "about", tr("&About Leptune"));
    about->setMenuRole(QAction::AboutRole);
    aboutQt = add(menu, "aboutQt", tr("About &Qt"));
    aboutQt->setMenuRole(QAction::AboutQtRole);
}

void MainMenu::setRecent(const QStringList &paths)
{
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString &path : paths) {
        QAction *action = m_recent->addAction(QFileInfo(path).fileName());
        action->setProperty(kCommandText, tr("Open %1").arg(action->text()));
        action->setToolTip(path);
        action->setStatusTip(path);
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT recentChosen(path); });
    }
    if (paths.isEmpty())
        return;
    m_recent->addSeparator();
    connect(m_recent->addAction(tr("Forget these files")), &QAction::triggered, this,
            &MainMenu::recentCleared);
}

void MainMenu::addExample(const QString &title, const QString &name)
{
    QAction *action = m_examples->addAction(title);
    action->setProperty(kCommandText, tr("Open the example %1").arg(title));
    connect(action, &QAction::triggered, this, [this, name] { Q_EMIT exampleChosen(name); });
}

QList<QAction *> MainMenu::allActions() const
{
    QList<QAction *> actions;
    collect(m_window->menuBar()->actions(), actions);
    return actions;
}

} // namespace leptune
