// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_tools.h"

#include "ui/compare/compare_window.h"
#include "ui/guide/guide_window.h"
#include "ui/main_menu.h"
#include "ui/main_window.h"
#include "ui/project/command_line.h"
#include "ui/project/give_away_dialog.h"
#include "ui/project/notes_dock.h"
#include "ui/report/report_writer.h"
#include "ui/settings/settings_dialog.h"
#include "ui/shared/file_places.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/recent_files.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>

namespace leptune {

namespace {

TuneOrder orderOf(const Session &session)
{
    return {session.dataPath(), session.readOptions(), session.options()};
}

} // namespace

WindowTools::WindowTools(MainWindow &window, MainMenu &menu, MessageBar &messages)
    : QObject(&window),
      m_window(window),
      m_menu(menu),
      m_messages(messages),
      m_session(window.session()),
      m_notes(new NotesDock(m_session, &window)),
      m_report(new ReportWriter(this))
{
    window.addDockWidget(Qt::RightDockWidgetArea, m_notes);
    m_notes->hide();
    connectEdits();
    connectFiles();
    connect(menu.settings, &QAction::triggered, this, &WindowTools::openSettings);
    connect(menu.guide, &QAction::triggered, this, &WindowTools::openGuide);
    connect(menu.compare, &QAction::triggered, this, &WindowTools::compare);
    connect(&m_session, &Session::dataChanged, this, &WindowTools::refresh);
    connect(&m_session, &Session::optionsChanged, this, &WindowTools::refresh);
    connect(&m_session.study(), &StudyController::recordChanged, this, &WindowTools::refresh);
    connect(&m_session.study(), &StudyController::stateChanged, this, &WindowTools::refresh);
    connect(&window, &MainWindow::stepChanged, this, [this](MainWindow::Step step) {
        RecentFiles::setPage(m_session.projectPath(), static_cast<int>(step));
    });
    refresh();
    refreshEdits();
}

void WindowTools::connectEdits()
{
    connect(m_menu.undo, &QAction::triggered, &m_session.edits(), &SetupEdits::undo);
    connect(m_menu.redo, &QAction::triggered, &m_session.edits(), &SetupEdits::redo);
    connect(&m_session.edits(), &SetupEdits::changed, this, &WindowTools::refreshEdits);
    connect(m_menu.notes, &QAction::triggered, m_notes, &NotesDock::edit);
    connect(m_menu.copyCommand, &QAction::triggered, this, [this] {
        copyText(commandLine(orderOf(m_session)), tr("The command line is copied"));
    });
    connect(m_menu.copyCpp, &QAction::triggered, this,
            [this] { copyText(cppProgram(orderOf(m_session)), tr("The C++ program is copied")); });
}

void WindowTools::connectFiles()
{
    connect(m_menu.giveAway, &QAction::triggered, this, &WindowTools::giveAway);
    connect(&m_session, &Session::savedWithoutData, this, [this](const QString &path) {
        m_messages.showMessage(
            MessageBar::Kind::Info, tr("Saved without data"),
            tr("%1 can be given away; your own project stays as it is.").arg(path));
    });
    connect(m_menu.report, &QAction::triggered, this, &WindowTools::saveReport);
    connect(m_report, &ReportWriter::written, this, [this](const QString &path) {
        m_messages.showMessage(MessageBar::Kind::Info, tr("The report is written"), path);
    });
    connect(m_report, &ReportWriter::written, this, &WindowTools::reportingChanged);
    connect(m_report, &ReportWriter::failed, this, &WindowTools::reportingChanged);
    connect(m_report, &ReportWriter::cancelled, this, &WindowTools::reportingChanged);
    connect(m_report, &ReportWriter::cancelled, this, [this] {
        m_messages.showMessage(MessageBar::Kind::Info, tr("The report was cancelled"),
                               tr("Nothing was written."));
    });
    connect(m_report, &ReportWriter::failed, this,
            [this](const QString &title, const QString &text) {
                m_messages.showMessage(MessageBar::Kind::Error, title, text);
            });
}

void WindowTools::refresh()
{
    const bool hasResults = !m_session.study().record().entries.empty();
    const bool hasWork = m_session.hasData() || hasResults;
    const bool hasTask = m_session.hasData() && !m_session.options().target.empty();
    m_menu.notes->setEnabled(hasWork);
    m_menu.giveAway->setEnabled(hasWork);
    m_menu.copyCommand->setEnabled(hasTask);
    m_menu.copyCpp->setEnabled(hasTask);
    m_menu.report->setEnabled(!m_session.study().record().best.empty() &&
                              !m_session.study().isActive());
}

void WindowTools::refreshEdits()
{
    const SetupEdits &edits = m_session.edits();
    const QString undo = edits.undoText();
    const QString redo = edits.redoText();
    m_menu.undo->setEnabled(edits.canUndo());
    m_menu.redo->setEnabled(edits.canRedo());
    m_menu.undo->setText(undo.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(undo));
    m_menu.redo->setText(redo.isEmpty() ? tr("&Do again") : tr("&Do again: %1").arg(redo));
}

void WindowTools::copyText(const QString &text, const QString &title)
{
    QApplication::clipboard()->setText(text);
    m_messages.showMessage(MessageBar::Kind::Info, title,
                           m_session.isPasted()
                               ? tr("The table was pasted: save it as a file, and put its name in "
                                    "the place of TABLE.csv.")
                               : tr("It does what this window is set up for."));
}

void WindowTools::giveAway()
{
    GiveAwayDialog dialog(m_session.project(), &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString name =
        tr("%1 without data").arg(QFileInfo(m_session.dataName()).completeBaseName());
    const QString path = askForFile(&m_window, tr("Save without data"), name,
                                    QStringLiteral(".leptune"), tr("Leptune projects (*.leptune)"));
    if (path.isEmpty())
        return;
    if (path == m_session.projectPath()) {
        m_messages.showMessage(MessageBar::Kind::Warning, tr("Not saved"),
                               tr("This is the open project, which would lose its rows. Choose "
                                  "another name."));
        return;
    }
    m_session.saveWithoutData(path);
}

void WindowTools::openSettings()
{
    SettingsDialog dialog(&m_window);
    connect(&dialog, &SettingsDialog::usualSetupChanged, this, &WindowTools::takeOver);
    connect(&dialog, &SettingsDialog::themeChanged, &m_menu, &MainMenu::showTheme);
    dialog.exec();
}

/// What the open set-up had from the settings follows them; what was set for it alone stays.
void WindowTools::takeOver(const UsualSetup &before, const UsualSetup &after)
{
    TuneOptions options = m_session.options();
    const TuneOptions was = options;
    if (options.threads == before.threads)
        options.threads = after.threads;
    if (options.memoryBytes == before.memoryBytes)
        options.memoryBytes = after.memoryBytes;
    if (options.experience == before.experience)
        options.experience = after.experience;
    const bool same = options.threads == was.threads && options.memoryBytes == was.memoryBytes &&
                      options.experience == was.experience;
    if (!same)
        m_session.setOptions(options);
}

bool WindowTools::isReporting() const
{
    return m_report->isRunning();
}

void WindowTools::cancelReport()
{
    m_report->cancel();
}

void WindowTools::saveReport()
{
    const QString path = askForFile(
        &m_window, tr("Save a report"), QFileInfo(m_session.dataName()).completeBaseName(),
        QStringLiteral(".html"), tr("Web page (*.html);;PDF document (*.pdf)"));
    if (path.isEmpty())
        return;
    m_report->write(m_session.project(), m_session.sharedTable(), path);
    Q_EMIT reportingChanged();
}

void WindowTools::compare()
{
    std::optional<Project> open;
    if (m_session.hasData() || !m_session.projectPath().isEmpty())
        open = m_session.project();
    auto *comparison = new CompareWindow(std::move(open), m_session.projectPath(), &m_window);
    comparison->setAttribute(Qt::WA_DeleteOnClose);
    comparison->show();
}

void WindowTools::openGuide()
{
    if (!m_guide) {
        m_guide = new GuideWindow(&m_window);
        m_guide->setAttribute(Qt::WA_DeleteOnClose);
    }
    const bool atStart = m_window.currentStep() == MainWindow::Step::Data && !m_session.hasData();
    static const char *const pages[] = {"data", "task", "tune", "results", "compress", "use"};
    m_guide->showPage(
        QLatin1String(atStart ? "start" : pages[static_cast<std::size_t>(m_window.currentStep())]));
    m_guide->show();
    m_guide->raise();
    m_guide->activateWindow();
}

} // namespace leptune
