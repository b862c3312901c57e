// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/task_page.h"

#include "ui/project/start_study.h"
#include "ui/session/column_roles.h"
#include "ui/session/same_setup.h"
#include "ui/session/session.h"
#include "ui/session/target_guess.h"
#include "ui/shared/card.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/format.h"
#include "ui/task/advanced_form.h"
#include "ui/task/budget_slider.h"
#include "ui/task/cost_fields.h"
#include "ui/task/limit_checks.h"
#include "ui/task/metric_cards.h"
#include "ui/task/target_list.h"
#include "ui/words/sentences.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr int kQuestionGap = 4; ///< beyond the usual one
constexpr std::size_t kMostPricedClasses = 20;

QLabel *makeQuestion(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont words = label->font();
    words.setBold(true);
    words.setPointSizeF(words.pointSizeF() * 1.1);
    label->setFont(words);
    return label;
}

QLabel *makeWords(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

TaskPage::TaskPage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_start(new QAction(tr("Start tuning"), this)),
      m_layers(new QStackedLayout(this)),
      m_empty(new EmptyState(QStringLiteral("task"), {}, {}, this)),
      m_targets(new TargetList(this)),
      m_classes(new Card(tr("Choose an answer"), {}, this)),
      m_number(new Card(tr("Predict a number"), {}, this)),
      m_sentence(makeWords("taskSentence", this)),
      m_example(makeWords("taskExample", this)),
      m_metrics(new MetricCards(this)),
      m_costs(new CostFields(this)),
      m_budget(new BudgetSlider(this)),
      m_limits(new LimitChecks(this)),
      m_more(new QToolButton(this)),
      m_advanced(new AdvancedForm(this))
{
    m_layers->addWidget(m_empty);
    m_layers->addWidget(makeQuestions());
    connectParts();
    showData();
}

QWidget *TaskPage::makeQuestions()
{
    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(makeQuestion(tr("What should be predicted?"), this));
    left->addWidget(m_targets, 1);

    auto *form = new QWidget(this);
    auto *right = new QVBoxLayout(form);
    right->setContentsMargins(0, 0, 24, 12);
    right->setSpacing(8);
    makeKinds(right);
    right->addSpacing(kQuestionGap);
    right->addWidget(makeQuestion(tr("What is a good answer?"), this));
    right->addWidget(m_metrics);
    m_metrics->setTabAfter(m_number);
    right->addWidget(m_costs);
    right->addSpacing(kQuestionGap);
    right->addWidget(makeQuestion(tr("How long may it take?"), this));
    right->addWidget(m_budget);
    right->addSpacing(kQuestionGap);
    right->addWidget(makeQuestion(tr("How small and fast must it be?"), this));
    right->addWidget(m_limits);
    right->addSpacing(kQuestionGap);
    makeAdvanced(right);
    right->addStretch(1);

    m_questions = new QScrollArea(this);
    m_questions->setWidget(form);
    m_questions->setFocusPolicy(Qt::NoFocus); // it follows what is on it
    m_questions->setWidgetResizable(true);
    m_questions->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(this);
    auto *layout = new QHBoxLayout(content);
    layout->setContentsMargins(24, 8, 0, 0);
    layout->setSpacing(24);
    m_targets->setMaximumWidth(fontMetrics().averageCharWidth() * 44);
    m_targets->setMinimumWidth(fontMetrics().averageCharWidth() * 28);
    layout->addLayout(left, 1);
    layout->addWidget(m_questions, 3);
    left->setContentsMargins(0, 0, 0, 24);
    return content;
}

void TaskPage::makeKinds(QVBoxLayout *layout)
{
    layout->addWidget(makeQuestion(tr("What kind of task is it?"), this));
    auto *cards = new QHBoxLayout;
    cards->setSpacing(8);
    m_classes->setObjectName(QStringLiteral("taskClasses"));
    m_classes->setDetail(tr("Yes or no, a kind, a group. (Classification)"));
    m_number->setObjectName(QStringLiteral("taskNumber"));
    m_number->setDetail(tr("How much, how many, how long. (Regression)"));
    for (Card *card : {m_classes, m_number}) {
        card->setCheckable(true);
        card->setAutoExclusive(true);
        cards->addWidget(card);
    }
    layout->addLayout(cards);
    layout->addWidget(m_sentence);
    m_example->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_example);
}

void TaskPage::makeAdvanced(QVBoxLayout *layout)
{
    m_more->setObjectName(QStringLiteral("advancedButton"));
    m_more->setText(tr("Advanced"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_advanced->setObjectName(QStringLiteral("advanced"));
    m_advanced->setVisible(false);
    layout->addWidget(m_more);
    layout->addWidget(m_advanced);
    connect(m_more, &QToolButton::toggled, this, [this](bool open) {
        m_more->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_advanced->setVisible(open);
    });
}

void TaskPage::connectParts()
{
    m_start->setObjectName(QStringLiteral("taskPrimary"));
    connect(m_start, &QAction::triggered, this,
            [this] { startStudyWithCare(this->session(), this); });
    connect(m_targets, &TargetList::chosen, this, [this](const QString &column) {
        TuneOptions options = session().options();
        setTarget(options, column.toStdString());
        session().setOptions(options);
    });
    connect(m_classes, &Card::clicked, this, [this] { setTask(TaskChoice::Classification); });
    connect(m_number, &Card::clicked, this, [this] { setTask(TaskChoice::Regression); });
    connect(m_metrics, &MetricCards::chosen, this, [this](const QString &metric) {
        TuneOptions options = session().options();
        options.metric = metric.toStdString();
        session().setOptions(options);
    });
    connect(m_budget, &BudgetSlider::chosen, this, [this](double seconds) {
        TuneOptions options = session().options();
        options.budgetSeconds = seconds;
        options.trials = 0;
        session().setOptions(options);
    });
    connect(m_costs, &CostFields::changed, this, [this] {
        TuneOptions options = session().options();
        options.costs = m_costs->costs();
        session().setOptions(options);
    });
    connect(m_limits, &LimitChecks::changed, this, [this] {
        TuneOptions options = session().options();
        m_limits->apply(options);
        session().setOptions(options);
    });
    connect(m_advanced, &AdvancedForm::changed, this, [this] {
        TuneOptions options = session().options();
        m_advanced->apply(options);
        session().setOptions(options);
    });
    connect(&session(), &Session::dataChanged, this, &TaskPage::showData);
    connect(&session(), &Session::optionsChanged, this, &TaskPage::showOptions);
    connect(&session().study(), &StudyController::stateChanged, this, &TaskPage::refreshStart);
    connect(&session().study(), &StudyController::recordChanged, this, &TaskPage::refreshStart);
}

QString TaskPage::title() const
{
    return tr("Task");
}

Page::Progress TaskPage::progress() const
{
    if (!session().hasData())
        return Progress::Empty;
    const StudyController &study = session().study();
    return study.isActive() || !study.record().entries.empty() ? Progress::Done : Progress::Current;
}

void TaskPage::showData()
{
    showEmpty();
    m_layers->setCurrentIndex(hasAnswers() ? 1 : 0);
    m_targets->setTable(session().sharedTable());
    m_advanced->setTable(session().sharedTable());
    if (std::exchange(m_shown, session().dataPath()) != session().dataPath()) {
        m_more->setChecked(false);
        m_questions->verticalScrollBar()->setValue(0);
    }
    showOptions();
}

bool TaskPage::hasAnswers() const
{
    return session().hasData() && !guessTarget(session().table()).column.empty();
}

void TaskPage::showEmpty()
{
    if (session().hasData())
        m_empty->setWords(
            tr("The pictures have no classes yet"),
            tr("Put them into folders named after what they show, one folder for each class, and "
               "open the folder that holds these. An IDX file needs its file of labels beside "
               "it."));
    else
        m_empty->setWords(tr("There is nothing to ask yet"),
                          tr("Open a table on the Data page; then choose here which column should "
                             "be predicted from the others."));
}

void TaskPage::showOptions()
{
    refreshStart();
    const TuneOptions &options = session().options();
    if (!session().hasData() || !session().table().find(options.target))
        return;
    m_sketch = sketchTask(session().table(), options);
    const bool classes = m_sketch.kind != TaskKind::Regression;
    m_targets->setTarget(options.target);
    m_number->setEnabled(m_sketch.canBeNumber);
    (classes ? m_classes : m_number)->setChecked(true);
    m_sentence->setText(
        m_sketch.guessed && !m_sketch.why.isEmpty()
            ? joinSentences(m_sketch.sentence, tr("(Guessed: %1)").arg(m_sketch.why))
            : m_sketch.sentence);
    m_example->setText(m_sketch.example);
    m_metrics->setTask(m_sketch.kind, options.metric);
    showCosts(options.costs);
    m_budget->setSeconds(options.budgetSeconds);
    m_limits->setOptions(options);
    m_advanced->setOptions(options, m_sketch);
}

void TaskPage::showCosts(const ErrorCosts &costs)
{
    const bool areMany =
        m_sketch.kind == TaskKind::MultiClass && m_sketch.classCount <= kMostPricedClasses;
    m_costs->setVisible(areMany || !m_sketch.positive.isEmpty());
    if (areMany) {
        QStringList names;
        for (const ClassShare &share : m_sketch.classes)
            names << share.label;
        m_costs->setClasses(names);
    } else {
        m_costs->setTwoClasses(m_sketch.positive, m_sketch.other);
    }
    m_costs->setCosts(costs);
}

void TaskPage::showExpectation()
{
    if (const int trials = session().options().trials; trials > 0) { // of the command line
        m_budget->setExpectation(
            tr("The project asks for %n model(s), however long they take.", nullptr, trials));
        return;
    }
    const StudyRecord &record = session().study().record();
    const double pace = sameSetup(record.options, session().options())
                            ? measuredPace(record, session().options())
                            : 0.0;
    const ExpectedModels models = expectModels(session().table(), session().options(), pace);
    const auto count = [](int value) { return formatCount(static_cast<std::uint64_t>(value)); };
    const QString range = models.high == 1 ? tr("one model")
                          : models.low == models.high
                              ? tr("%1 models").arg(count(models.high))
                              : tr("%1 to %2 models").arg(count(models.low), count(models.high));
    m_budget->setExpectation(
        (pace > 0.0 ? tr("Enough to try roughly %1, as fast as they were before. It can be stopped "
                         "at any moment; the best model is kept.")
                    : tr("Enough to try roughly %1. It can be stopped at any moment; the best "
                         "model is kept."))
            .arg(range));
}

void TaskPage::refreshStart()
{
    const StudyController &study = session().study();
    const bool goesOn = !study.record().best.empty() && !session().resultsAreStale();
    m_start->setText(goesOn && !study.isActive() ? tr("Continue tuning") : tr("Start tuning"));
    m_start->setToolTip(goesOn ? tr("Goes on from the models that are there")
                               : tr("Starts the search (Ctrl+R)"));
    m_start->setEnabled(hasAnswers() && !study.isActive());
    if (session().hasData() && session().table().find(session().options().target))
        showExpectation();
    Q_EMIT progressChanged();
}

void TaskPage::setTask(TaskChoice choice)
{
    TuneOptions options = session().options();
    options.task = choice;
    options.metric.clear();
    options.positive.clear();
    options.costs = {};
    session().setOptions(options);
}

} // namespace leptune
