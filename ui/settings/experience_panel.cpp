// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/experience_panel.h"

#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/question.h"
#include "ui/shared/sorted_cell.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include <cmath>

namespace leptune {

namespace {

constexpr int kManyRuns = 1000; ///< the dialog has room for their words before they are counted

QString remembered(int runs)
{
    return ExperiencePanel::tr("%n run(s) remembered, on this computer only.", nullptr, runs);
}

/// Newest first.
void fillRuns(QTableWidget &list, const std::vector<MeasuredTable> &tables)
{
    const SortingPause pause(list);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const MeasuredTable &run = tables[tables.size() - 1 - i];
        const QString cells[] = {QString::fromStdString(run.date), QString::fromStdString(run.name),
                                 formatCount(run.rows),
                                 formatCount(static_cast<std::uint64_t>(run.shape.rawColumns)),
                                 formatCount(run.candidates.size())};
        const double none = std::nan("");
        const double numbers[] = {none, none, static_cast<double>(run.rows),
                                  static_cast<double>(run.shape.rawColumns),
                                  static_cast<double>(run.candidates.size())};
        for (int column = 0; column < list.columnCount(); ++column) {
            auto *item = new SortedCell(cells[column], numbers[column]);
            item->setTextAlignment(Qt::AlignVCenter |
                                   (column > 1 ? Qt::AlignRight : Qt::AlignLeft));
            list.setItem(static_cast<int>(i), column, item);
        }
    }
}

} // namespace

ExperiencePanel::ExperiencePanel(QWidget *parent)
    : QWidget(parent),
      m_words(new QLabel(this)),
      m_show(new QPushButton(tr("Show…"), this)),
      m_forget(new QPushButton(tr("Forget them…"), this))
{
    m_words->setObjectName(QStringLiteral("experienceWords"));
    m_words->setMinimumWidth(fontMetrics().horizontalAdvance(remembered(kManyRuns)));
    m_show->setObjectName(QStringLiteral("showExperience"));
    m_forget->setObjectName(QStringLiteral("forgetExperience"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_show);
    layout->addWidget(m_forget);
    connect(m_show, &QPushButton::clicked, this, &ExperiencePanel::listRuns);
    connect(m_forget, &QPushButton::clicked, this, &ExperiencePanel::forget);
    read();
}

void ExperiencePanel::read()
{
    m_show->setEnabled(false);
    m_forget->setEnabled(false);
    m_words->setText(tr("Counting…"));
    m_work.run([this](std::stop_token) -> Background::Deliver {
        try {
            return [this, contents = ExperienceFile().read()] { showContents(contents); };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                m_words->setText(describeError(problem).text);
            };
        }
    });
}

void ExperiencePanel::showContents(ExperienceFile::Contents contents)
{
    m_contents = std::move(contents);
    const auto runs = static_cast<int>(m_contents.runs.tables.size());
    m_words->setText(runs == 0 ? tr("No run is remembered yet.") : remembered(runs));
    m_show->setEnabled(runs > 0);
    m_forget->setEnabled(runs > 0);
    Q_EMIT counted(runs);
}

void ExperiencePanel::listRuns()
{
    QDialog dialog(this);
    dialog.setObjectName(QStringLiteral("experienceDialog"));
    dialog.setWindowTitle(tr("Remembered runs"));
    const auto &tables = m_contents.runs.tables;
    auto *list = new QTableWidget(static_cast<int>(tables.size()), 5, &dialog);
    list->setObjectName(QStringLiteral("experienceList"));
    list->setAccessibleName(dialog.windowTitle());
    list->setHorizontalHeaderLabels(
        {tr("Date"), tr("Predicted"), tr("Rows"), tr("Columns"), tr("Models tried")});
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setSelectionBehavior(QAbstractItemView::SelectRows);
    list->verticalHeader()->hide();
    fillRuns(*list, tables);
    list->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    installTableCopy(list);
    new TableFilter(list);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(&dialog);
    layout->addWidget(list);
    layout->addWidget(buttons);
    dialog.resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 24);
    dialog.exec();
}

void ExperiencePanel::forget()
{
    const auto runs = static_cast<int>(m_contents.runs.tables.size());
    const int answer =
        ask(this,
            {"forgetQuestion",
             tr("Forget earlier runs"),
             tr("Forget what %n run(s) taught? New projects then begin without it.", nullptr, runs),
             {},
             {{tr("Forget them"), "forgetNow", QMessageBox::DestructiveRole}}});
    if (answer < 0)
        return;
    m_forget->setEnabled(false);
    m_work.run([this](std::stop_token) -> Background::Deliver {
        try {
            ExperienceFile().clear();
            return [this] { showContents({}); };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                m_words->setText(describeError(problem).text);
            };
        }
    });
}

} // namespace leptune
