// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/models_tab.h"

#include "ui/charts/family_style.h"
#include "ui/models/leaderboard_view.h"
#include "ui/shared/format.h"
#include "ui/shared/panel.h"
#include "ui/shared/parameter_words.h"
#include "ui/shared/score_text.h"
#include "ui/shared/tab_order.h"
#include "ui/words/core_words.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace leptune {

ModelsTab::ModelsTab(QWidget *parent)
    : QWidget(parent),
      m_board(new LeaderboardView(this)),
      m_filter(new QLineEdit(this)),
      m_details(new QTextBrowser(this))
{
    m_board->setObjectName(QStringLiteral("leaderboard"));
    m_filter->setObjectName(QStringLiteral("leaderboardFilter"));
    m_filter->setPlaceholderText(tr("Filter by any word"));
    m_filter->setAccessibleName(tr("Filter of the models"));
    m_filter->setClearButtonEnabled(true);
    m_details->setObjectName(QStringLiteral("modelDetails"));
    m_details->setAccessibleName(tr("Details of the model"));
    m_details->setFrameShape(QFrame::NoFrame);
    auto *left = new QWidget(this);
    auto *list = new QVBoxLayout(left);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(4);
    auto *compare = new QToolButton(this);
    compare->setDefaultAction(m_board->compareAction());
    auto *tools = new QHBoxLayout;
    tools->addWidget(m_filter, 1);
    tools->addWidget(compare);
    list->addLayout(tools);
    list->addWidget(m_board);
    tabThrough({m_filter, compare, m_board});
    auto *panel = new Panel(tr("Details"), this);
    panel->setMinimumWidth(fontMetrics().averageCharWidth() * 26);
    panel->body()->addWidget(m_details);
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(panel);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(splitter);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_filter, qOverload<>(&QWidget::setFocus));
    connect(m_filter, &QLineEdit::textChanged, &m_board->proxy(), &LeaderboardProxy::setFilterText);
    connect(m_board->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ModelsTab::showDetails);
    connect(m_board, &LeaderboardView::entryChosen, m_details, qOverload<>(&QWidget::setFocus));
}

void ModelsTab::setRecord(const StudyRecord &record)
{
    m_background.cancel();
    m_importance.clear();
    m_record = std::make_shared<const StudyRecord>(record);
    m_board->setRecord(record);
    m_board->selectEntry(record.best);
    showDetails();
}

void ModelsTab::showDetails()
{
    const LeaderboardEntry *entry = m_board->currentEntry();
    m_details->setHtml(entry ? detailsOf(*entry) : tr("Choose a model to see what it is made of."));
    if (entry && !entry->parameters.values().empty() && !m_importance.contains(entry->family))
        findImportance(entry->family);
}

void ModelsTab::findImportance(const std::string &family)
{
    m_background.run([this, family, record = m_record](std::stop_token) -> Background::Deliver {
        FamilyImportance found;
        try {
            found = familyImportance(*record, family);
        } catch (const std::exception &) { // the table of parameters does without
        }
        return [this, family, found] {
            m_importance[family] = found;
            showDetails();
        };
    });
}

QString ModelsTab::detailsOf(const LeaderboardEntry &entry) const
{
    const QString unknown = formatNumber(std::nan(""));
    QString html = QStringLiteral("<h3>%1</h3><p>%2</p>")
                       .arg(QString::fromStdString(entry.name).toHtmlEscaped(),
                            coreWords(entry.reason).toHtmlEscaped());
    const auto row = [&](const QString &name, const QString &value) {
        html += QStringLiteral("<tr><td style='padding-right:12px'>%1</td><td><b>%2</b></td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    const MetricKind metric = m_board->board().metric();
    html += QStringLiteral("<table cellspacing='2'>");
    row(tr("Family"), familyStyle(entry.family).title);
    if (!entry.parent.empty())
        row(tr("Made from"), QString::fromStdString(entry.parent));
    if (entry.state == EntryState::Done) {
        row(metricTitle(metric), scoreErrorText(entry.validation, foldError(entry)));
        if (std::isfinite(entry.test))
            row(tr("On unseen rows"), scoreText(entry.test));
    }
    row(tr("Time"), formatDuration(entry.seconds));
    row(tr("Rows learned from"), entry.rows > 0 ? formatCount(entry.rows) : unknown);
    if (entry.iterations > 0)
        row(familyStyle(entry.family).learnsInEpochs ? tr("Epochs") : tr("Rounds"),
            formatCount(static_cast<std::uint64_t>(entry.iterations)));
    if (entry.sizeBytes > 0)
        row(tr("Size"), formatBytes(static_cast<double>(entry.sizeBytes)));
    if (entry.latencyMicroseconds > 0.0)
        row(tr("One row"), formatMicroseconds(entry.latencyMicroseconds));
    row(tr("Ready to use"), entry.model ? tr("yes") : tr("no, only its scores were kept"));
    html += QStringLiteral("</table>");
    return entry.parameters.values().empty() ? html : html + parametersOf(entry);
}

QString ModelsTab::parametersOf(const LeaderboardEntry &entry) const
{
    const auto known = m_importance.find(entry.family);
    const bool hasShares = known != m_importance.end() && !known->second.shares.empty();
    QString html = QStringLiteral("<h4>%1</h4><table cellspacing='2'>").arg(tr("Parameters"));
    for (const auto &[name, value] : entry.parameters.values()) {
        QString share;
        if (hasShares)
            for (const ParameterShare &parameter : known->second.shares)
                if (parameter.name == name)
                    share = tr("matters %1").arg(formatPercent(parameter.share));
        html += QStringLiteral("<tr><td style='padding-right:12px'>%1</td>"
                               "<td style='padding-right:12px'><b>%2</b></td><td>%3</td></tr>")
                    .arg(parameterTitle(name).toHtmlEscaped(),
                         parameterWords(value).toHtmlEscaped(), share);
    }
    html += QStringLiteral("</table>");
    if (hasShares)
        html +=
            QStringLiteral("<p>%1</p>")
                .arg(tr("Of the differences in score between %1 trials of this family, what each "
                        "parameter explains alone.")
                         .arg(known->second.trials));
    return html;
}

} // namespace leptune
