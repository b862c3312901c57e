// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/use_page.h"

#include <QAction>
#include <QLabel>
#include <QVBoxLayout>

namespace leptune {

UsePage::UsePage(Session &session, QWidget *parent)
    : Page(session, parent), m_primary(new QAction(tr("Export"), this)), m_summary(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addStretch();
    connect(&session.study(), &StudyController::recordChanged, this, &UsePage::refresh);
    refresh();
}

QString UsePage::title() const
{
    return tr("Use");
}

Page::Progress UsePage::progress() const
{
    return session().study().record().best.empty() ? Progress::Empty : Progress::Current;
}

void UsePage::refresh()
{
    const StudyRecord &record = session().study().record();
    m_summary->setText(tr("Model: %1").arg(QString::fromStdString(record.best)));
    m_primary->setEnabled(!record.best.empty());
    Q_EMIT progressChanged();
}

} // namespace leptune
