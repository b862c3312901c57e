// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/workers_panel.h"

#include "ui/charts/family_style.h"
#include "ui/shared/progress.h"
#include "ui/words/core_words.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace leptune {

namespace {

constexpr int kIcon = 14;
constexpr int kLineSteps = 1000;
constexpr int kBarHeight = 4;
constexpr int kGap = 4;      ///< below a bar
constexpr int kRowsEach = 3; ///< of the grid: title, detail, bar
constexpr std::size_t kMostDetailed = 4, kMostShown = 6;

bool isOpening(const QEvent &event)
{
    if (event.type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<const QKeyEvent &>(event).key();
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
}

/// A label draws no focus of its own.
void underline(QLabel &label, bool isOn)
{
    QFont font = label.font();
    font.setUnderline(isOn);
    label.setFont(font);
}

} // namespace

WorkersPanel::WorkersPanel(QWidget *parent)
    : Panel(tr("Workers"), parent),
      m_empty(mutedLabel(tr("What each worker does appears here."), this)),
      m_list(new QWidget),
      m_grid(new QGridLayout(m_list)),
      m_scroll(new QScrollArea(this))
{
    m_empty->setWordWrap(true);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(1);
    m_grid->setColumnStretch(2, 1);
    m_scroll->setObjectName(QStringLiteral("workerList"));
    m_scroll->setAccessibleName(tr("Workers"));
    m_scroll->setWidget(m_list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (QWidget *plain : {m_scroll->viewport(), m_list})
        plain->setAutoFillBackground(false);
    body()->addWidget(m_empty);
    body()->addWidget(m_scroll);
    setWorkers({}, 0.0);
}

QString WorkersPanel::titleOf(const WorkerState &worker)
{
    return worker.isBusy() ? familyStyle(worker.family).title : tr("waits");
}

QString WorkersPanel::detailOf(const WorkerState &worker)
{
    QStringList parts;
    if (worker.isBusy() && worker.folds > 1)
        parts << tr("fold %1 of %2").arg(worker.fold + 1).arg(worker.folds);
    if (worker.isBusy() && worker.iteration > 0)
        parts << (familyStyle(worker.family).learnsInEpochs ? tr("epoch %1").arg(worker.iteration)
                                                            : tr("round %1").arg(worker.iteration));
    return parts.join(tr(", "));
}

void WorkersPanel::addLine()
{
    const auto number = static_cast<int>(m_lines.size()) + 1;
    const int row = kRowsEach * (number - 1);
    Line line{new QProgressBar(m_list),
              new QLabel(m_list),
              new QLabel(m_list),
              mutedLabel({}, m_list),
              -1,
              {}};
    line.bar->setRange(0, kLineSteps);
    line.bar->setTextVisible(false);
    line.bar->setFixedHeight(kBarHeight);
    line.bar->setAccessibleName(tr("Progress of worker %1").arg(number));
    line.icon->setFixedSize(kIcon, kIcon);
    line.text->setObjectName(QStringLiteral("worker%1").arg(number));
    line.detail->setObjectName(QStringLiteral("workerDetail%1").arg(number));
    m_grid->addWidget(mutedLabel(QString::number(number), m_list), row, 0);
    m_grid->addWidget(line.icon, row, 1);
    m_grid->addWidget(line.text, row, 2);
    m_grid->addWidget(line.detail, row + 1, 2);
    m_grid->addWidget(line.bar, row + 2, 2, Qt::AlignTop);
    m_grid->setRowMinimumHeight(row + 2, kBarHeight + kGap);
    for (QWidget *part :
         std::initializer_list<QWidget *>{line.icon, line.text, line.detail, line.bar})
        part->installEventFilter(this);
    m_lines.push_back(line);
}

bool WorkersPanel::eventFilter(QObject *object, QEvent *event)
{
    for (const Line &line : m_lines) {
        const bool isOwn = object == line.icon || object == line.text || object == line.detail ||
                           object == line.bar;
        if (isOwn && (event->type() == QEvent::MouseButtonRelease || isOpening(*event)))
            choose(line);
        if (object == line.text &&
            (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
            underline(*line.text, event->type() == QEvent::FocusIn);
    }
    return Panel::eventFilter(object, event);
}

void WorkersPanel::choose(const Line &line)
{
    if (line.trial >= 0)
        Q_EMIT trialChosen(line.trial, line.name);
}

void WorkersPanel::setWorkers(const std::vector<WorkerState> &workers, double now)
{
    m_empty->setVisible(workers.empty());
    m_scroll->setVisible(!workers.empty());
    const bool more = m_lines.size() < workers.size();
    while (m_lines.size() < workers.size())
        addLine();
    if (more)
        fitHeight();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const WorkerState worker = i < workers.size() ? workers[i] : WorkerState{};
        Line &line = m_lines[i];
        line.trial = worker.trial;
        line.name = QString::fromStdString(worker.name);
        const double share = worker.isBusy() ? worker.progress(now) : 0.0;
        setProgress(*line.bar, static_cast<int>(std::lround(kLineSteps * std::max(0.0, share))));
        line.text->setText(titleOf(worker));
        line.text->setFocusPolicy(worker.isBusy() ? Qt::TabFocus : Qt::NoFocus);
        line.detail->setText(detailOf(worker));
        line.text->setToolTip(worker.isBusy() ? QStringLiteral("%1\n%2\n%3")
                                                    .arg(QString::fromStdString(worker.name),
                                                         coreWords(worker.why), detailOf(worker))
                                                    .trimmed()
                                              : QString());
        line.icon->setVisible(worker.isBusy());
        if (worker.isBusy() &&
            line.icon->property("family").toByteArray() != worker.family.c_str()) {
            line.icon->setProperty("family", QByteArray(worker.family.c_str()));
            line.icon->setPixmap(familyIcon(worker.family, palette().color(QPalette::Text), kIcon)
                                     .pixmap(kIcon, kIcon));
        }
    }
}

/// As tall as its lines, whatever they say now, up to a few of them.
void WorkersPanel::fitHeight()
{
    const bool detailed = m_lines.size() <= kMostDetailed;
    const int words = std::max(kIcon, fontMetrics().height());
    for (Line &line : m_lines) {
        line.text->setMinimumHeight(words);
        line.detail->setMinimumHeight(words);
        line.detail->setVisible(detailed);
    }
    const int spacing = m_grid->verticalSpacing();
    const int each = words + kBarHeight + kGap + 2 * spacing + (detailed ? words + spacing : 0);
    m_scroll->setFixedHeight(each * static_cast<int>(std::min(m_lines.size(), kMostShown)) +
                             spacing);
}

} // namespace leptune
