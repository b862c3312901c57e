// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_page.h"

#include <QAction>
#include <QLabel>
#include <QVBoxLayout>

namespace leptune {

ResultsPage::ResultsPage(Session &session, QWidget *parent)
    : Page(session, parent), m_primary(new QAction(tr("Continue"), this)), m_summary(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addStretch();
    connect(m_primary, &QAction::triggered, this, &ResultsPage::nextRequested);
    connect(&session.study(), &StudyController::recordChanged, this, &ResultsPage::refresh);
    refresh();
}

QString ResultsPage::title() const
{
    return tr("Results");
}

Page::Progress ResultsPage::progress() const
{
    return session().study().record().best.empty() ? Progress::Empty : Progress::Done;
}

void ResultsPage::refresh()
{
    const StudyRecord &record = session().study().record();
    m_summary->setText(tr("Best model: %1").arg(QString::fromStdString(record.best)));
    m_primary->setEnabled(!record.best.empty());
    Q_EMIT progressChanged();
}

} // namespace leptune
