// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_window.h"

#include "core/project/project.h"
#include "ui/compare/comparison_table.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/file_places.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/recent_files.h"
#include "ui/shared/tab_order.h"

#include <QCheckBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace leptune {

namespace {

/// What came of reading some files.
struct ReadProjects {
    std::vector<ComparedProject> projects;
    std::exception_ptr problem;
};

ReadProjects readProjects(const QStringList &paths, const std::stop_token &stop)
{
    ReadProjects read;
    for (const QString &path : paths) {
        if (stop.stop_requested())
            break;
        try {
            std::ranges::move(runsOf(loadProject(path.toStdString()), path),
                              std::back_inserter(read.projects));
        } catch (...) {
            read.problem = std::current_exception();
        }
    }
    return read;
}

} // namespace

CompareWindow::CompareWindow(std::optional<Project> open, const QString &path, QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_messages(new MessageBar(this)),
      m_verdict(new QLabel(this)),
      m_table(new ComparisonTable(this)),
      m_earlier(new QCheckBox(tr("Replaced runs"), this)),
      m_remove(new QPushButton(tr("Take out"), this)),
      m_recent(new QMenu(this))
{
    setObjectName(QStringLiteral("compareWindow"));
    setWindowTitle(tr("Compare projects and runs"));
    setAcceptDrops(true);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setObjectName(QStringLiteral("comparison"));
    m_table->setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_messages);
    layout->addWidget(m_verdict);
    layout->addWidget(m_table, 1);
    makeTools();
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 40);
    if (open)
        m_projects = runsOf(std::move(*open), path);
    refresh();
}

void CompareWindow::makeTools()
{
    auto *choose = new QPushButton(tr("Add a project…"), this);
    choose->setObjectName(QStringLiteral("addProject"));
    connect(choose, &QPushButton::clicked, this, &CompareWindow::chooseFiles);
    auto *recent = new QPushButton(tr("Add a recent one"), this);
    recent->setObjectName(QStringLiteral("addRecent"));
    recent->setMenu(m_recent);
    connect(m_recent, &QMenu::aboutToShow, this, &CompareWindow::fillRecent);
    fillRecent();
    recent->setEnabled(!m_recent->isEmpty());
    m_earlier->setObjectName(QStringLiteral("earlierRuns"));
    m_earlier->setToolTip(tr("What the projects held before they were tuned with another set-up"));
    m_earlier->setChecked(true);
    connect(m_earlier, &QCheckBox::toggled, this, &CompareWindow::refresh);
    m_remove->setObjectName(QStringLiteral("takeOut"));
    connect(m_remove, &QPushButton::clicked, this, &CompareWindow::removeCurrent);
    connect(m_table, &QTableWidget::currentCellChanged, this,
            [this] { m_remove->setEnabled(m_table->currentColumn() >= 0); });
    auto *tools = new QHBoxLayout;
    tools->addWidget(choose);
    tools->addWidget(recent);
    tools->addWidget(m_earlier);
    tools->addStretch(1);
    tools->addWidget(m_remove);
    static_cast<QVBoxLayout *>(layout())->addLayout(tools);
    tabThrough({choose, recent, m_earlier, m_remove});
}

void CompareWindow::fillRecent()
{
    m_recent->clear();
    for (const RecentFile &file : RecentFiles::list()) {
        const bool shown = std::ranges::any_of(m_projects, [&file](const ComparedProject &project) {
            return project.path == file.path;
        });
        if (!file.isProject() || shown || !QFileInfo::exists(file.path))
            continue;
        QAction *action = m_recent->addAction(QFileInfo(file.path).fileName());
        action->setToolTip(file.path);
        connect(action, &QAction::triggered, this, [this, path = file.path] { add({path}); });
    }
}

void CompareWindow::chooseFiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Projects to compare"), fileFolder(), tr("Leptune projects (*.leptune)"));
    if (!paths.isEmpty())
        add(paths);
}

void CompareWindow::add(const QStringList &paths)
{
    m_messages->clear();
    m_wanted += paths; // what is still being read is read again
    m_reading.run([this, wanted = m_wanted](std::stop_token stop) -> Background::Deliver {
        return [this, read = readProjects(wanted, stop)] {
            m_wanted.clear();
            for (const ComparedProject &project : read.projects)
                m_projects.push_back(project);
            if (read.problem) {
                const ErrorText words = describeError(read.problem);
                m_messages->showMessage(MessageBar::Kind::Error, words.title, words.text);
            }
            refresh();
            Q_EMIT compared();
        };
    });
}

void CompareWindow::removeCurrent()
{
    int column = m_table->currentColumn();
    const auto place = std::ranges::find_if(m_projects, [&](const ComparedProject &project) {
        return isShown(project) && column-- == 0;
    });
    if (place == m_projects.end())
        return;
    m_projects.erase(place);
    refresh();
}

bool CompareWindow::isShown(const ComparedProject &project) const
{
    return !project.isEarlier || m_earlier->isChecked();
}

void CompareWindow::refresh()
{
    std::vector<ComparedProject> shown;
    std::ranges::copy_if(m_projects, std::back_inserter(shown),
                         [this](const ComparedProject &project) { return isShown(project); });
    m_earlier->setEnabled(std::ranges::any_of(m_projects, &ComparedProject::isEarlier));
    m_comparison = compareProjects(shown);
    if (shown.size() < 2)
        m_verdict->setText(tr("Add two projects or more, or drop their files here: they then stand "
                              "side by side."));
    else
        m_verdict->setText(m_comparison.verdict);
    m_table->showComparison(m_comparison);
    m_remove->setEnabled(false);
}

void CompareWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void CompareWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (!paths.isEmpty())
        add(paths);
    event->acceptProposedAction();
}

void CompareWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace leptune
