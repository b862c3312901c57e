// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/command_palette.h"
#include "ui/compress/compress_page.h"
#include "ui/data/data_page.h"
#include "ui/main_menu.h"
#include "ui/page_commands.h"
#include "ui/project/start_study.h"
#include "ui/rail.h"
#include "ui/results/results_page.h"
#include "ui/run_care.h"
#include "ui/session/recovery.h"
#include "ui/shared/busy_bar.h"
#include "ui/shared/icons.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/page_stack.h"
#include "ui/shared/picture_image.h"
#include "ui/shared/primary_button.h"
#include "ui/shared/recent_files.h"
#include "ui/shared/resources.h"
#include "ui/shared/theme.h"
#include "ui/start/examples.h"
#include "ui/start/start_page.h"
#include "ui/status_line.h"
#include "ui/task/task_page.h"
#include "ui/tune/tune_page.h"
#include "ui/use/use_page.h"
#include "ui/window_tools.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <vector>

namespace leptune {

namespace {

constexpr double kMoreSeconds = 300.0;

QLabel *makeHeaderLabel(const char *name, double scale, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    label->setFont(font);
    return label;
}

struct StepTitle {
    const char *name;
    QString title;
};

std::vector<StepTitle> stepTitles()
{
    return {{"data", MainWindow::tr("Data")},         {"task", MainWindow::tr("Task")},
            {"tune", MainWindow::tr("Tune")},         {"results", MainWindow::tr("Results")},
            {"compress", MainWindow::tr("Compress")}, {"use", MainWindow::tr("Use")}};
}

/// With all its steps: they come before the pages in the order of Tab.
Rail *makeRail(QWidget *parent)
{
    auto *rail = new Rail(parent);
    for (const StepTitle &step : stepTitles())
        rail->addStep(QLatin1String(step.name), lineIcon(QLatin1String(step.name)), step.title);
    return rail;
}

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow((loadResources(), parent)), // words and icons come before the first widget
      m_menu(new MainMenu(this)),
      m_rail(makeRail(this)),
      m_title(makeHeaderLabel("pageTitle", 1.6, this)),
      m_subtitle(makeHeaderLabel("pageSubtitle", 1.0, this)),
      m_primary(new PrimaryButton(this)),
      m_messages(new MessageBar(this)),
      m_busy(new BusyBar(this)),
      m_stack(new PageStack(this)),
      m_start(new StartPage(m_session, this)),
      m_data(new DataPage(m_session, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    build();
    connectMenu();
    connectSession();
    m_tools = new WindowTools(*this, *m_menu, *m_messages);
    connect(m_tools, &WindowTools::reportingChanged, this, &MainWindow::refreshBusy);
    showPage();
    refreshActions();
    restoreState();
    new RunCare(m_session, this);
    m_primary->setFocus(); // else the first step would look chosen by keyboard
}

void MainWindow::build()
{
    addPage(m_data);
    addPage(new TaskPage(m_session, this));
    addPage(new TunePage(m_session, this));
    addPage(new ResultsPage(m_session, this));
    addPage(new CompressPage(m_session, this));
    auto *use = new UsePage(m_session, this);
    addPage(use);
    connect(use, &UsePage::openRequested, this, &MainWindow::open);
    for (int tab = 0; tab < m_menu->uses.size(); ++tab)
        connect(m_menu->uses[tab], &QAction::triggered, this, [this, use, tab] {
            goTo(Step::Use);
            use->showTab(static_cast<UsePage::Tab>(tab));
        });
    m_stack->addWidget(m_start);
    connect(m_rail, &Rail::chosen, this, [this](int step) { goTo(static_cast<Step>(step)); });

    auto *header = new QHBoxLayout;
    header->setContentsMargins(24, 16, 24, 8);
    header->setSpacing(16);
    header->addWidget(m_title, 0, Qt::AlignBottom);
    header->addWidget(m_subtitle, 1, Qt::AlignBottom);
    header->addWidget(m_primary);
    // One base line for both sizes of letters.
    m_subtitle->setContentsMargins(
        0, 0, 0, m_title->fontMetrics().descent() - m_subtitle->fontMetrics().descent());
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_subtitle->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addLayout(header);
    right->addWidget(m_messages);
    right->addWidget(m_busy);
    right->addWidget(m_stack, 1);
    auto *centre = new QWidget(this);
    auto *layout = new QHBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addLayout(right, 1);
    setCentralWidget(centre);
    setStatusBar(new StatusLine(m_session, this));
}

void MainWindow::addPage(Page *page)
{
    const int step = static_cast<int>(m_pages.size());
    page->setObjectName(QLatin1String(stepTitles()[static_cast<std::size_t>(step)].name) +
                        QStringLiteral("Page"));
    if (step >= static_cast<int>(Step::Tune)) // the others reach to the edge
        page->layout()->setContentsMargins(24, 0, 24, 16);
    m_pages.append(page);
    m_stack->addWidget(page);
    refreshRail();
    connect(page, &Page::progressChanged, this, &MainWindow::refreshRail);
    connect(page, &Page::nextRequested, this, [this, step] {
        if (step + 1 < m_pages.size())
            goTo(static_cast<Step>(step + 1));
    });
}

void MainWindow::connectMenu()
{
    connect(m_menu->open, &QAction::triggered, this, &MainWindow::chooseFile);
    connect(m_menu->openFolder, &QAction::triggered, this, &MainWindow::chooseFolder);
    connect(m_menu->save, &QAction::triggered, this, &MainWindow::save);
    connect(m_menu->saveAs, &QAction::triggered, this, &MainWindow::saveAs);
    connect(m_menu->closeProject, &QAction::triggered, this,
            [this] { afterCare(tr("Close the project"), [this] { m_session.close(); }); });
    connect(m_menu->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_menu->paste, &QAction::triggered, this, &MainWindow::paste);
    connect(m_menu->reread, &QAction::triggered, this,
            [this] { m_session.reread(m_session.readOptions()); });
    connect(m_menu->importOptions, &QAction::triggered, m_data, &DataPage::changeImport);
    connect(m_menu->findCommand, &QAction::triggered, this, &MainWindow::findCommand);
    connect(m_menu->start, &QAction::triggered, this,
            [this] { startStudyWithCare(m_session, this); });
    connect(m_menu->stop, &QAction::triggered, &m_session.study(), &StudyController::stop);
    connect(m_menu->moreTime, &QAction::triggered, this,
            [this] { m_session.study().extendBudget(kMoreSeconds); });
    connect(m_menu->compress, &QAction::triggered, this, &MainWindow::makeSmaller);
    connect(m_menu->pause, &QAction::triggered, this, [this] {
        StudyController &study = m_session.study();
        study.state() == StudyController::State::Paused ? study.resume() : study.pause();
    });
    connect(m_menu->about, &QAction::triggered, this, [this] {
        QMessageBox::about(
            this, tr("About Leptune"),
            tr("<h3>Leptune %1</h3><p>Small, fast, honest models from your tables and "
               "pictures. Nothing leaves this computer.</p><p>Free software under the "
               "GNU General Public License, version 3 or later.</p>")
                .arg(QApplication::applicationVersion()));
    });
    connect(m_menu->aboutQt, &QAction::triggered, qApp, &QApplication::aboutQt);
    for (int i = 0; i < m_menu->steps.size(); ++i)
        connect(m_menu->steps[i], &QAction::triggered, this,
                [this, i] { goTo(static_cast<Step>(i)); });
    for (int i = 0; i < m_menu->themes.size(); ++i)
        connect(m_menu->themes[i], &QAction::triggered, this,
                [i] { setTheme(static_cast<Theme>(i)); });
    for (const Example &example : examples())
        m_menu->addExample(example.title, example.name);
    connect(m_menu, &MainMenu::exampleChosen, this, &MainWindow::openExample);
    connect(m_menu, &MainMenu::recentChosen, this, &MainWindow::open);
    connect(m_menu, &MainMenu::recentCleared, this, [this] {
        RecentFiles::clear();
        m_start->refresh();
        refreshActions();
    });
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFile);
    connect(m_start, &StartPage::folderRequested, this, &MainWindow::chooseFolder);
    connect(m_start, &StartPage::pasteRequested, this, &MainWindow::paste);
    connect(m_start, &StartPage::fileChosen, this, &MainWindow::open);
    connect(m_start, &StartPage::textDropped, this, &MainWindow::openPasted);
    connect(m_start, &StartPage::exampleChosen, this, &MainWindow::openExample);
}

void MainWindow::connectSession()
{
    connect(&m_session, &Session::failed, this, [this](const QString &title, const QString &text) {
        m_messages->showMessage(MessageBar::Kind::Error, title, text);
    });
    connect(&m_session, &Session::tableWanted, this, &MainWindow::chooseTable,
            Qt::QueuedConnection); // a dialog would hold the reading
    connect(&m_session, &Session::readingStarted, this, [this](const QString &path) {
        m_messages->clear();
        m_reading = QFileInfo(path).fileName();
        refreshBusy();
    });
    connect(&m_session, &Session::savingStarted, this, [this](const QString &path) {
        m_messages->clear();
        m_saving = QFileInfo(path).fileName();
        refreshBusy();
    });
    connect(&m_session, &Session::readingFinished, this, &MainWindow::refreshBusy);
    connect(&m_session, &Session::savingFinished, this, [this] {
        m_afterSave = {}; // what waited for it and was not done by saved() has lost its ground
        refreshBusy();
    });
    connect(m_busy, &BusyBar::cancelled, this, &MainWindow::cancelBusy);
    connect(&m_session, &Session::dataChanged, this, [this] {
        if (std::exchange(m_openingNew, false)) {
            remember();
            goTo(stepToOpen());
        }
        showPage();
        refreshActions();
    });
    connect(&m_session, &Session::projectChanged, this, &MainWindow::refreshHeader);
    connect(&m_session, &Session::optionsChanged, this, &MainWindow::refreshRail);
    connect(&m_session, &Session::saved, this, [this] {
        remember();
        if (auto next = std::exchange(m_afterSave, {})) // the session has to end its own work first
            QMetaObject::invokeMethod(this, std::move(next), Qt::QueuedConnection);
    });
    StudyController &study = m_session.study();
    connect(&study, &StudyController::stateChanged, this, [this](StudyController::State state) {
        const bool started = state == StudyController::State::Running && !m_studyActive;
        m_studyActive = state != StudyController::State::Idle;
        if (started)
            goTo(Step::Tune);
        refreshActions();
    });
    const auto ended = [this] {
        if (!m_session.projectPath().isEmpty())
            remember();                          // with the score
        if (m_session.compression().isRunning()) // the limits that were set are part of the work
            return;
        if (auto next = std::exchange(m_afterStop, {}))
            next();
    };
    connect(&study, &StudyController::finished, this, ended);
    connect(&study, &StudyController::failed, this, ended);
    connect(&m_session.compression(), &CompressionController::finished, this, ended,
            Qt::QueuedConnection); // it still runs while it says so
}

void MainWindow::goTo(Step step)
{
    m_step = step;
    m_messages->clear();
    showPage();
    Q_EMIT stepChanged(step);
}

void MainWindow::showPage()
{
    Page *page = m_pages[static_cast<int>(m_step)];
    if (m_step == Step::Data && !m_session.hasData())
        page = m_start;
    m_stack->setCurrentWidget(page);
    m_rail->setCurrent(static_cast<int>(m_step));
    m_title->setText(page->title());
    m_primary->setPrimaryAction(page->primaryAction());
    refreshHeader();
}

void MainWindow::refreshHeader()
{
    QString name = m_session.dataName();
    if (!m_session.projectPath().isEmpty())
        name = QFileInfo(m_session.projectPath()).fileName();
    setWindowTitle(name.isEmpty() ? tr("Leptune") : tr("%1[*] – Leptune").arg(name));
    setWindowModified(!name.isEmpty() && m_session.hasUnsavedChanges());
    const bool stale = shownProgress(m_step) == Page::Progress::Stale;
    const QString data = m_stack->currentWidget() == m_start ? QString() : m_session.dataName();
    m_subtitle->setText(stale ? tr("%1 · made with earlier settings").arg(data) : data);
}

void MainWindow::refreshActions()
{
    const StudyController &study = m_session.study();
    const bool hasWork = m_session.hasData() || !study.record().entries.empty();
    for (QAction *action : {m_menu->save, m_menu->saveAs, m_menu->closeProject})
        action->setEnabled(hasWork);
    m_menu->reread->setEnabled(m_session.hasData() && !study.isActive());
    m_menu->importOptions->setEnabled(m_session.hasData() && !study.isActive() &&
                                      !pictureColumn(m_session.table()));
    m_menu->start->setEnabled(m_session.hasData() && !study.isActive());
    m_menu->pause->setEnabled(study.state() == StudyController::State::Running ||
                              study.state() == StudyController::State::Paused);
    m_menu->pause->setText(study.state() == StudyController::State::Paused ? tr("&Go on")
                                                                           : tr("&Pause"));
    m_menu->stop->setEnabled(m_menu->pause->isEnabled());
    m_menu->moreTime->setEnabled(m_menu->pause->isEnabled());
    m_menu->compress->setEnabled(m_menu->start->isEnabled() && !study.record().best.empty());
    for (QAction *action : m_menu->uses)
        action->setEnabled(!study.record().best.empty());
    QStringList recent;
    for (const RecentFile &file : RecentFiles::list())
        recent.append(file.path);
    m_menu->setRecent(recent);
}

/// Of the menus, and what stands on the page and above it.
void MainWindow::findCommand()
{
    auto *owner = new QObject(this);
    const auto buttons = buttonCommands({m_stack->currentWidget(), m_messages}, owner);
    CommandPalette(m_menu->allActions() + buttons, this).exec();
    owner->deleteLater(); // after what was chosen, which is triggered later too
}

} // namespace leptune
