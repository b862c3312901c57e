// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/workers_panel.h"

#include "ui/charts/family_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

#include <cmath>

namespace leptune {

namespace {

constexpr int kIcon = 14;
constexpr int kBarSteps = 1000;

} // namespace

WorkersPanel::WorkersPanel(QWidget *parent)
    : Panel(tr("Workers"), parent),
      m_empty(mutedLabel(tr("What each worker does appears here."), this))
{
    m_empty->setWordWrap(true);
    body()->addWidget(m_empty);
    body()->addStretch();
}

QString WorkersPanel::describe(const WorkerState &worker)
{
    if (!worker.isBusy())
        return tr("waits");
    QStringList parts{familyStyle(worker.family).title};
    if (worker.folds > 1)
        parts << tr("fold %1 of %2").arg(worker.fold + 1).arg(worker.folds);
    if (worker.iteration > 0)
        parts << (worker.family == "nn" ? tr("epoch %1").arg(worker.iteration)
                                        : tr("round %1").arg(worker.iteration));
    return parts.join(tr(", "));
}

void WorkersPanel::addLine()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    auto *number = mutedLabel(QString::number(m_lines.size() + 1), this);
    Line line{new QProgressBar(this), new QLabel(this), new QLabel(this)};
    line.bar->setRange(0, kBarSteps);
    line.bar->setTextVisible(false);
    line.bar->setFixedSize(40, 8);
    line.bar->setAccessibleName(tr("Progress of worker %1").arg(m_lines.size() + 1));
    line.icon->setFixedSize(kIcon, kIcon);
    line.text->setObjectName(QStringLiteral("worker%1").arg(m_lines.size() + 1));
    line.text->setWordWrap(true);
    line.text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(number, 0, Qt::AlignTop);
    row->addWidget(line.bar, 0, Qt::AlignTop);
    row->addWidget(line.icon, 0, Qt::AlignTop);
    row->addWidget(line.text, 1);
    body()->insertLayout(static_cast<int>(m_lines.size()) + 1, row);
    m_lines.push_back(line);
}

void WorkersPanel::setWorkers(const std::vector<WorkerState> &workers, double now)
{
    m_empty->setVisible(workers.empty());
    while (m_lines.size() < workers.size())
        addLine();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const WorkerState worker = i < workers.size() ? workers[i] : WorkerState{};
        Line &line = m_lines[i];
        const double share = worker.isBusy() ? worker.progress(now) : 0.0;
        line.bar->setValue(static_cast<int>(std::lround(kBarSteps * std::max(0.0, share))));
        line.text->setText(describe(worker));
        line.text->setToolTip(
            worker.isBusy() ? QStringLiteral("%1\n%2").arg(QString::fromStdString(worker.name),
                                                           QString::fromStdString(worker.why))
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

} // namespace leptune
