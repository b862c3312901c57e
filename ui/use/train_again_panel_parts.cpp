// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel is put together.
#include "ui/session/session.h"
#include "ui/shared/plain_table.h"
#include "ui/shared/progress.h"
#include "ui/shared/tab_order.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"
#include "ui/use/train_again_panel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr int kClockMilliseconds = 100;
constexpr int kComparisonRows = 5;

} // namespace

TrainAgainPanel::TrainAgainPanel(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_path(new QLineEdit(this)),
      m_choose(new QPushButton(tr("Choose…"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_newOnly(new QRadioButton(tr("On the &new rows alone"), this)),
      m_both(new QRadioButton(tr("On the earlier &and the new rows"), this)),
      m_bar(new QProgressBar(this)),
      m_state(new QLabel(this)),
      m_sentence(largeLabel(1.3, this)),
      m_detail(mutedLabel({}, this)),
      m_table(new QTableWidget(kComparisonRows, 4, this)),
      m_keepLater(new QPushButton(tr("Keep the &new one…"), this)),
      m_keepBoth(new QPushButton(tr("Keep &both…"), this)),
      m_keepEarlier(new QPushButton(tr("Keep the &earlier one"), this))
{
    m_comparison = makeComparison();
    tabThrough({m_choose, m_newOnly, m_both, m_cancel, m_table});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeOrder());
    layout->addWidget(m_comparison);
    layout->addStretch(1);
    m_newOnly->setChecked(true);
    m_clock.setInterval(kClockMilliseconds);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        const int done = m_progress ? m_progress->load() : 0;
        m_bar->setRange(0, done > 0 ? 1000 : 0);
        setProgress(*m_bar, done);
        if (!isRunning())
            m_clock.stop();
    });
    connect(m_choose, &QPushButton::clicked, this, &TrainAgainPanel::chooseFile);
    connect(m_cancel, &QPushButton::clicked, this, &TrainAgainPanel::cancel);
    connect(m_path, &QLineEdit::textChanged, this, &TrainAgainPanel::refresh);
    connect(&m_training, &Background::ended, this, &TrainAgainPanel::refresh);
    connect(&m_keeping, &Background::ended, this, &TrainAgainPanel::refresh);
    connect(&session.study(), &StudyController::recordChanged, this,
            &TrainAgainPanel::forgetOfOther);
    connect(m_keepLater, &QPushButton::clicked, this, [this] { askWhere(true); });
    connect(m_keepBoth, &QPushButton::clicked, this, [this] { askWhere(false); });
    connect(m_keepEarlier, &QPushButton::clicked, this, &TrainAgainPanel::discard);
    showComparison();
    refresh();
}

QWidget *TrainAgainPanel::makeOrder()
{
    auto *panel = new Panel(tr("New data, the same recipe"), this);
    panel->setForm();
    auto *about = mutedLabel(
        tr("The chosen model is fitted again with the same set-up, then the earlier and the new "
           "one answer the same new rows. The file needs the same columns, with the answers."),
        panel);
    about->setWordWrap(true);
    m_path->setObjectName(QStringLiteral("againPath"));
    m_path->setPlaceholderText(tr("A table like the training data, with the answers"));
    m_choose->setObjectName(QStringLiteral("againChoose"));
    m_newOnly->setObjectName(QStringLiteral("againNewOnly"));
    m_both->setObjectName(QStringLiteral("againBoth"));
    m_cancel->setObjectName(QStringLiteral("againCancel"));
    m_state->setObjectName(QStringLiteral("againState"));
    m_state->setWordWrap(true);
    m_bar->setObjectName(QStringLiteral("againProgress"));
    m_bar->setAccessibleName(tr("Share of the fits that is done"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(fontMetrics().height() / 2);
    auto *label = new QLabel(tr("New &data"), panel);
    label->setBuddy(m_path);
    auto *file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(label);
    file->addWidget(m_path, 1);
    file->addWidget(m_choose);
    auto *choice = new QHBoxLayout;
    choice->setSpacing(16);
    choice->addWidget(m_newOnly);
    choice->addWidget(m_both);
    choice->addStretch();
    auto *progress = new QHBoxLayout;
    progress->addWidget(m_bar, 1);
    progress->addWidget(m_cancel);
    panel->body()->setSpacing(8);
    panel->body()->addWidget(about);
    panel->body()->addLayout(file);
    panel->body()->addLayout(choice);
    panel->body()->addLayout(progress);
    panel->body()->addWidget(m_state);
    return panel;
}

QWidget *TrainAgainPanel::makeComparison()
{
    auto *panel = new Panel(tr("Side by side"), this);
    m_sentence->setObjectName(QStringLiteral("againSentence"));
    m_sentence->setWordWrap(true);
    m_detail->setObjectName(QStringLiteral("againDetail"));
    m_detail->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("againTable"));
    m_table->setAccessibleName(tr("The earlier and the new model"));
    m_table->setHorizontalHeaderLabels({QString(), tr("Earlier"), tr("New"), tr("Difference")});
    makePlain(*m_table);
    keepOrder(*m_table);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(
            (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            kComparisonRows * m_table->verticalHeader()->defaultSectionSize() + 2);
    installTableCopy(m_table);
    new TableFilter(m_table);
    m_keepLater->setObjectName(QStringLiteral("keepLater"));
    m_keepLater->setToolTip(tr("Saves the new model with its data as a project, and opens it"));
    m_keepBoth->setObjectName(QStringLiteral("keepBoth"));
    m_keepBoth->setToolTip(
        tr("Saves the new model with its data as a project of its own; this one stays open"));
    m_keepEarlier->setObjectName(QStringLiteral("keepEarlier"));
    m_keepEarlier->setToolTip(tr("Forgets the new model"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_keepLater, m_keepBoth, m_keepEarlier})
        buttons->addWidget(button);
    buttons->addStretch();
    panel->body()->setSpacing(8);
    panel->body()->addWidget(m_sentence);
    panel->body()->addWidget(m_detail);
    panel->body()->addWidget(m_table);
    panel->body()->addLayout(buttons);
    return panel;
}

} // namespace leptune
