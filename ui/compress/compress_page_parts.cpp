// SPDX-License-Identifier: GPL-3.0-or-later
// How the Compress page is put together.
#include "ui/compress/compress_page.h"

#include "ui/compress/before_after_table.h"
#include "ui/compress/front_chart.h"
#include "ui/compress/limit_fields.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/panel.h"
#include "ui/shared/switch_button.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>

namespace leptune {

namespace {

constexpr int kSeconds = 30;

QVBoxLayout *fieldUnder(const QString &title, QWidget *field, QWidget *parent)
{
    auto *label = new QLabel(title, parent);
    label->setBuddy(field);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(label);
    column->addWidget(field);
    return column;
}

} // namespace

CompressPage::CompressPage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_primary(new QAction(this)),
      m_message(new MessageBar(this)),
      m_empty(new EmptyState(QStringLiteral("compress"), {}, {}, this)),
      m_content(new QWidget(this)),
      m_across(new QButtonGroup(this)),
      m_up(new QButtonGroup(this))
{
    m_primary->setObjectName(QStringLiteral("compressPrimary"));
    QWidget *order = makeOrder(), *summary = makeSummary(); // made in the order of Tab
    auto *lower = new QSplitter(m_content);
    lower->setChildrenCollapsible(false);
    lower->addWidget(makeChart());
    lower->addWidget(makeTables());
    lower->setStretchFactor(0, 3);
    lower->setStretchFactor(1, 2);
    lower->setSizes({3000, 2600}); // shares, whatever the parts would like
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(8);
    content->addWidget(order);
    content->addWidget(summary);
    content->addWidget(lower, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_content, 1);
    m_message->hide();
    connectSession();
    refresh();
}

QWidget *CompressPage::makeOrder()
{
    auto *panel = new Panel({}, m_content);
    panel->setForm();
    m_models = new QComboBox(panel);
    m_models->setObjectName(QStringLiteral("compressModel"));
    m_models->setAccessibleName(tr("Model to make smaller"));
    m_models->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_models->setMinimumContentsLength(22);
    m_limits = new LimitFields(panel);
    m_seconds = new QSpinBox(panel);
    m_seconds->setObjectName(QStringLiteral("compressSeconds"));
    m_seconds->setAccessibleName(tr("Time for the search"));
    m_seconds->setRange(2, 3600);
    m_seconds->setValue(kSeconds);
    m_seconds->setSuffix(tr(" s"));
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addLayout(fieldUnder(tr("&Model"), m_models, panel), 1);
    row->addWidget(m_limits);
    row->addLayout(fieldUnder(tr("T&ime"), m_seconds, panel));
    panel->body()->addLayout(row);
    connect(m_models, &QComboBox::currentIndexChanged, this, [this] {
        m_picked = false;
        showResult(knownResult());
    });
    connect(m_limits, &LimitFields::changed, this, &CompressPage::setLimits);
    return panel;
}

QWidget *CompressPage::makeSummary()
{
    auto *summary = new QWidget(m_content);
    m_sentence = largeLabel(1.3, summary);
    m_sentence->setObjectName(QStringLiteral("costSentence"));
    m_sentence->setWordWrap(true);
    m_remark = mutedLabel({}, summary);
    m_remark->setObjectName(QStringLiteral("limitRemark"));
    m_remark->setWordWrap(true);
    m_state = mutedLabel({}, summary);
    m_state->setObjectName(QStringLiteral("compressState"));
    m_use = new QPushButton(tr("&Use this one"), summary);
    m_use->setObjectName(QStringLiteral("useThisOne"));
    m_use->setToolTip(tr("Goes on with this model on the Use page"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_sentence);
    auto *line = new QHBoxLayout;
    line->addWidget(m_remark, 1);
    line->addWidget(m_state);
    words->addLayout(line);
    auto *row = new QHBoxLayout(summary);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addLayout(words, 1);
    row->addWidget(m_use);
    connect(m_use, &QPushButton::clicked, this, [this] {
        session().useCompressed(m_result, m_place);
        Q_EMIT nextRequested();
    });
    return summary;
}

void CompressPage::addSwitch(QHBoxLayout *row, const QStringList &titles, const QString &name,
                             QButtonGroup *group)
{
    for (int i = 0; i < titles.size(); ++i) {
        auto *button = new SwitchButton(titles[i], group, i, this);
        button->setObjectName(name + QString::number(i));
        button->setChecked(i == 0);
        row->addWidget(button);
    }
    connect(group, &QButtonGroup::idClicked, this, [this] {
        m_chart->setAxes(static_cast<FrontChart::Across>(m_across->checkedId()),
                         static_cast<FrontChart::Up>(m_up->checkedId()));
    });
}

QWidget *CompressPage::makeChart()
{
    auto *panel = new Panel(tr("What each candidate costs"), m_content);
    addSwitch(panel->head(), {tr("Loss"), tr("Score")}, QStringLiteral("frontUp"), m_up);
    panel->head()->addSpacing(16);
    addSwitch(panel->head(), {tr("Size"), tr("Time a row"), tr("Operations")},
              QStringLiteral("frontAcross"), m_across);
    m_chart = new FrontChart(panel);
    m_chart->setObjectName(QStringLiteral("frontChart"));
    m_chart->setName(tr("Loss against size"));
    m_chart->setEmptyText(tr("Every candidate by what it loses and what it saves."));
    panel->setTight();
    panel->body()->addWidget(m_chart);
    connect(m_chart, &FrontChart::limitsChanged, this, &CompressPage::setLimits);
    connect(m_chart, &FrontChart::candidatePicked, this, [this](int place) {
        m_place = static_cast<std::size_t>(place);
        m_picked = m_place != m_result.chosen;
        showCandidate();
    });
    return panel;
}

QWidget *CompressPage::makeTables()
{
    auto *tables = new QSplitter(Qt::Vertical, m_content);
    tables->setChildrenCollapsible(false);
    const auto add = [&](const QString &title, const char *name, bool withChange) {
        auto *panel = new Panel(title, tables);
        panel->setTight();
        auto *table = new BeforeAfterTable(withChange, panel);
        table->setObjectName(QLatin1String(name));
        table->setAccessibleName(title);
        panel->body()->addWidget(table);
        tables->addWidget(panel);
        return table;
    };
    m_comparison = add(tr("Before and after"), "compressComparison", true);
    m_changes = add(tr("What changed"), "compressChanges", false);
    m_unknown = mutedLabel(tr("What each class loses is known after a run."), tables);
    m_unknown->setObjectName(QStringLiteral("slicesUnknown"));
    m_unknown->setContentsMargins(8, 0, 8, 4);
    static_cast<Panel *>(tables->widget(0))->body()->addWidget(m_unknown);
    tables->setStretchFactor(0, 1);
    tables->setStretchFactor(1, 1);
    return tables;
}

void CompressPage::connectSession()
{
    CompressionController &work = session().compression();
    StudyController &study = session().study();
    connect(m_primary, &QAction::triggered, this, &CompressPage::onPrimary);
    connect(&m_timer, &QTimer::timeout, this, &CompressPage::showState);
    connect(&m_makeups, &MakeupCache::changed, this, &CompressPage::showChanges);
    connect(&work, &CompressionController::progressed, this,
            [this] { showResult(session().compression().result()); });
    connect(&work, &CompressionController::failed, this, &CompressPage::onFailed);
    connect(&work, &CompressionController::stateChanged, this, [this] {
        showResult(session().compression().isRunning() ? m_result : knownResult());
        Q_EMIT progressChanged();
    });
    connect(&study, &StudyController::recordChanged, this, [this] {
        m_makeups.clear();
        refresh();
    });
    connect(&study, &StudyController::stateChanged, this, &CompressPage::refresh);
    connect(&session(), &Session::dataChanged, this, &CompressPage::showState);
    connect(&session(), &Session::saved, this, &CompressPage::rememberLimits,
            Qt::QueuedConnection); // once the window has its file in the list
}

} // namespace leptune
