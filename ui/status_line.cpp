// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status_line.h"

#include "ui/session/session.h"
#include "ui/shared/format.h"
#include "ui/shared/progress.h"

#include <QFile>
#include <QLabel>
#include <QTimer>

#include <unistd.h>

namespace leptune {

namespace {

constexpr int kRefreshMilliseconds = 500;
constexpr int kSteps = 1000;
constexpr int kMargin = 12;

/// Resident memory of this program in bytes, 0 where the kernel does not tell.
double residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0.0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.size() > 1 ? fields[1].toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE))
                             : 0.0;
}

QLabel *addLabel(QStatusBar *bar, const char *name)
{
    auto *label = new QLabel(bar);
    label->setObjectName(QLatin1String(name));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(8, 0, 8, 0);
    bar->addPermanentWidget(label);
    return label;
}

} // namespace

StatusLine::StatusLine(Session &session, QWidget *parent)
    : QStatusBar(parent),
      m_session(session),
      m_progress(new QProgressBar(this)),
      m_trials(addLabel(this, "statusTrials")),
      m_workers(addLabel(this, "statusWorkers")),
      m_memory(addLabel(this, "statusMemory")),
      m_saved(addLabel(this, "statusSaved")),
      m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("statusLine"));
    m_progress->setObjectName(QStringLiteral("statusProgress"));
    m_progress->setAccessibleName(tr("Time used"));
    m_progress->setRange(0, kSteps);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height());
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 32);
    auto *gap = new QWidget(this); // as wide as the margin of the pages
    gap->setFixedWidth(kMargin);
    addWidget(gap);
    addWidget(m_progress, 1);
    m_timer->setInterval(kRefreshMilliseconds);
    connect(m_timer, &QTimer::timeout, this, &StatusLine::refresh);
    connect(&session.study(), &StudyController::stateChanged, this, &StatusLine::refresh);
    connect(&session.study(), &StudyController::recordChanged, this, &StatusLine::refresh);
    connect(&session.study(), &StudyController::started, this, &StatusLine::refresh);
    connect(&session, &Session::dataChanged, this, &StatusLine::refresh);
    connect(&session, &Session::projectChanged, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::refresh()
{
    const StudyController &study = m_session.study();
    if (study.isActive() != m_timer->isActive())
        study.isActive() ? m_timer->start() : m_timer->stop();
    const double elapsed = study.elapsedSeconds();
    const double whole = elapsed + study.remainingSeconds();
    m_progress->setVisible(study.isActive());
    m_progress->setRange(0, study.isTimed() ? kSteps : 0); // else nobody knows how long it takes
    setProgress(*m_progress, whole > 0.0 ? static_cast<int>(kSteps * elapsed / whole) : 0);
    m_trials->setText(trialsText());
    m_workers->setText(study.isActive() ? tr("%n worker(s)", nullptr, study.header().workers)
                                        : QString());
    m_workers->setVisible(study.isActive());
    m_memory->setText(formatBytes(residentBytes()));
    m_memory->setToolTip(tr("Memory used by Leptune"));
    m_saved->setText(savedText());
    m_saved->setVisible(!m_saved->text().isEmpty());
    m_trials->setVisible(!m_trials->text().isEmpty());
}

QString StatusLine::trialsText() const
{
    const StudyRecord &record = m_session.study().record();
    if (record.trials == 0)
        return {};
    const QString trials = tr("%n trial(s)", nullptr, record.trials);
    return record.failedTrials > 0 ? tr("%1, %2 failed").arg(trials).arg(record.failedTrials)
                                   : trials;
}

QString StatusLine::savedText() const
{
    if (!m_session.hasData() && m_session.study().record().entries.empty())
        return {};
    if (!m_session.hasUnsavedChanges())
        return m_session.projectPath().isEmpty() ? QString() : tr("all work saved");
    return m_session.study().isActive() ? tr("kept safe while running") : tr("not saved yet");
}

} // namespace leptune
