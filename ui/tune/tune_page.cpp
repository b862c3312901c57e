// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/tune_page.h"

#include <QAction>
#include <QLabel>
#include <QVBoxLayout>

namespace leptune {

TunePage::TunePage(Session &session, QWidget *parent)
    : Page(session, parent), m_primary(new QAction(tr("Start"), this)), m_summary(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addStretch();
    connect(m_primary, &QAction::triggered, this, [this] { this->session().startStudy(); });
    connect(&session.study(), &StudyController::stateChanged, this, &TunePage::refresh);
    connect(&session.study(), &StudyController::entryChanged, this, &TunePage::refresh);
    connect(&session.study(), &StudyController::recordChanged, this, &TunePage::refresh);
    refresh();
}

QString TunePage::title() const
{
    return tr("Tune");
}

Page::Progress TunePage::progress() const
{
    if (session().study().isActive())
        return Progress::Current;
    return session().study().record().finished ? Progress::Done : Progress::Empty;
}

void TunePage::refresh()
{
    const StudyRecord &record = session().study().record();
    m_summary->setText(tr("%n model(s) tried", nullptr, static_cast<int>(record.entries.size())));
    m_primary->setEnabled(session().hasData() && !session().study().isActive());
    Q_EMIT progressChanged();
}

} // namespace leptune
