// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_window.h"

#include "core/project/project.h"
#include "ui/compare/comparison_table.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/file_places.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/recent_files.h"
#include "ui/shared/tab_order.h"

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
            Project project = loadProject(path.toStdString());
            const QString data = QString::fromStdString(project.data.path);
            for (LeaderboardEntry &entry : project.study.entries) {
                entry.model.reset(); // figures are compared: models would only fill the memory
                entry.oof.reset();
            }
            read.projects.push_back(
                {path,
                 data.isEmpty() ? CompareWindow::tr("pasted table") : QFileInfo(data).fileName(),
                 std::move(project.study)});
        } catch (...) {
            read.problem = std::current_exception();
        }
    }
    return read;
}

} // namespace

CompareWindow::CompareWindow(const QString &path, QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_messages(new MessageBar(this)),
      m_verdict(new QLabel(this)),
      m_table(new ComparisonTable(this)),
      m_remove(new QPushButton(tr("Take out"), this)),
      m_recent(new QMenu(this))
{
    setObjectName(QStringLiteral("compareWindow"));
    setWindowTitle(tr("Compare projects"));
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
    refresh();
    if (!path.isEmpty())
        add({path});
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
    m_remove->setObjectName(QStringLiteral("takeOut"));
    connect(m_remove, &QPushButton::clicked, this, &CompareWindow::removeCurrent);
    connect(m_table, &QTableWidget::currentCellChanged, this,
            [this] { m_remove->setEnabled(m_table->currentColumn() >= 0); });
    auto *tools = new QHBoxLayout;
    tools->addWidget(choose);
    tools->addWidget(recent);
    tools->addStretch(1);
    tools->addWidget(m_remove);
    static_cast<QVBoxLayout *>(layout())->addLayout(tools);
    tabThrough({choose, recent, m_remove});
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
    const int column = m_table->currentColumn();
    if (column < 0 || column >= static_cast<int>(m_projects.size()))
        return;
    m_projects.erase(m_projects.begin() + column);
    refresh();
}

void CompareWindow::refresh()
{
    m_comparison = compareProjects(m_projects);
    if (m_projects.size() < 2)
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
