// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/use_page.h"

#include "core/base/error.h"
#include "core/compress/integer_layers.h"
#include "core/exporting/calibration_rows.h"
#include "ui/charts/family_style.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/format.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/page_stack.h"
#include "ui/shared/panel.h"
#include "ui/shared/recent_files.h"
#include "ui/shared/score_text.h"
#include "ui/use/export_panel.h"
#include "ui/use/predict_panel.h"
#include "ui/use/train_again_panel.h"
#include "ui/use/try_panel.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace leptune {

namespace {

/// A folder that can be written is not promised, only likely.
QString homeOf(const QString &projectPath, const QString &dataPath)
{
    for (const QString &path : {projectPath, dataPath}) {
        const QFileInfo folder(QFileInfo(path).absolutePath());
        if (!path.isEmpty() && folder.isDir() && folder.isWritable())
            return folder.filePath();
    }
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

constexpr int kModelLetters = 36; ///< of the chooser; its list is as wide as it must be

/// The entry behind a line of the chooser.
constexpr int kEntryRole = Qt::UserRole + 1;

/// Rows that the study's search was done on, for layers that are rounded; none where the data are
/// others than it was made of.
ExportPanel::CalibrationRows calibrationOf(const Session &session)
{
    if (!session.hasData())
        return {};
    return [record = session.study().record(),
            table = session.sharedTable()](const Model &model) -> std::optional<RawBatch> {
        if (!hasFloatLayers(model.graph()) || record.options.test.kind == TestChoice::Kind::File)
            return std::nullopt;
        try {
            return calibrationRows(record, model, *table, std::nullopt);
        } catch (const Error &) {
            return std::nullopt;
        }
    };
}

} // namespace

UsePage::UsePage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_primary(new QAction(tr("Export"), this)),
      m_message(new MessageBar(this)),
      m_empty(new EmptyState(QStringLiteral("use"), {}, {}, this)),
      m_content(new QWidget(this)),
      m_models(new QComboBox(this)),
      m_about(mutedLabel({}, this)),
      m_try(new TryPanel(session, this)),
      m_predict(new PredictPanel(this)),
      m_export(new ExportPanel(this)),
      m_again(new TrainAgainPanel(session, this)),
      m_tabs(makeTabs())
{
    m_primary->setObjectName(QStringLiteral("usePrimary"));
    m_models->setObjectName(QStringLiteral("modelChooser"));
    m_models->setAccessibleName(tr("Model to use"));
    m_models->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_models->setMinimumContentsLength(kModelLetters);
    m_about->setObjectName(QStringLiteral("modelAbout"));
    auto *chooser = new QHBoxLayout;
    chooser->setSpacing(8);
    auto *label = new QLabel(tr("&Model"), this);
    label->setBuddy(m_models);
    chooser->addWidget(label);
    chooser->addWidget(m_models);
    chooser->addWidget(m_about, 1);
    setTabOrder(m_models, m_tabs->tabBar());
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(8);
    content->addLayout(chooser);
    content->addWidget(m_tabs, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_content, 1);
    m_message->hide();

    connect(m_primary, &QAction::triggered, this, &UsePage::onPrimary);
    connect(m_models, &QComboBox::currentIndexChanged, this, [this] {
        rememberModel();
        showModel();
    });
    connect(&session, &Session::saved, this, &UsePage::rememberModel,
            Qt::QueuedConnection); // once the window has its file in the list
    connect(&session.study(), &StudyController::recordChanged, this, &UsePage::refresh);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &UsePage::showModel);
    connect(&session, &Session::projectChanged, this, &UsePage::showModelLater);
    connect(&session, &Session::dataChanged, this, &UsePage::showModelLater);
    connect(&session, &Session::modelWanted, this, &UsePage::chooseModel);
    connect(&session.study(), &StudyController::stateChanged, this, &UsePage::showEmpty);
    connectPanels();
    refresh();
    settle();
}

QTabWidget *UsePage::makeTabs()
{
    auto *tabs = new PageTabs(this);
    tabs->setObjectName(QStringLiteral("useTabs"));
    tabs->setDocumentMode(true);
    auto *predict = new QWidget(tabs);
    auto *layout = new QVBoxLayout(predict);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(m_predict);
    tabs->addTab(m_try, tr("Try a row"));
    tabs->addTab(predict, tr("Predict a file"));
    tabs->addTab(m_export, tr("Export"));
    tabs->addTab(m_again, tr("Train again"));
    connect(tabs, &QTabWidget::currentChanged, this, [this] {
        m_message->clear();
        showPrimary();
    });
    return tabs;
}

void UsePage::connectPanels()
{
    const auto follow = [this](auto *panel) {
        using Panel = std::remove_pointer_t<decltype(panel)>;
        connect(panel, &Panel::started, this, [this] { m_message->clear(); });
        connect(panel, &Panel::failed, this, &UsePage::failed);
        connect(panel, &Panel::stateChanged, this, &UsePage::showPrimary);
    };
    follow(m_predict);
    follow(m_export);
    follow(m_again);
    const auto done = [this] {
        m_used = true;
        Q_EMIT progressChanged();
    };
    connect(m_predict, &PredictPanel::predicted, this, done);
    connect(m_export, &ExportPanel::exported, this, done);
    connect(m_again, &TrainAgainPanel::kept, this, done);
    connect(m_predict, &PredictPanel::predicted, this, &UsePage::predicted);
    connect(m_export, &ExportPanel::exported, this, &UsePage::exported);
    connect(m_again, &TrainAgainPanel::openRequested, this, &UsePage::openRequested);
    connect(this, &UsePage::failed, this, [this](const QString &title, const QString &text) {
        m_message->showMessage(MessageBar::Kind::Error, title, text);
    });
}

UsePage::Tab UsePage::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void UsePage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void UsePage::onPrimary()
{
    switch (tab()) {
    case Tab::Try:
        return showTab(Tab::Export);
    case Tab::Predict:
        return m_predict->predictNow();
    case Tab::Export:
        return m_export->exportNow();
    case Tab::TrainAgain:
        return m_again->trainNow();
    }
}

void UsePage::showPrimary()
{
    const bool hasModel = !m_choices.empty();
    switch (tab()) {
    case Tab::Try:
        m_primary->setText(tr("Export…"));
        m_primary->setEnabled(hasModel);
        break;
    case Tab::Predict:
        m_primary->setText(tr("Predict"));
        m_primary->setEnabled(m_predict->isReady());
        break;
    case Tab::Export:
        m_primary->setText(tr("Export"));
        m_primary->setEnabled(m_export->isReady());
        break;
    case Tab::TrainAgain:
        m_primary->setText(tr("Train again"));
        m_primary->setEnabled(m_again->isReady());
        break;
    }
}

QString UsePage::title() const
{
    return tr("Use");
}

Page::Progress UsePage::progress() const
{
    if (m_models->count() == 0)
        return Progress::Empty;
    return m_used ? Progress::Done : Progress::Current;
}

QString UsePage::chosenModel() const
{
    return m_models->currentData().toString();
}

void UsePage::chooseModel(const QString &name)
{
    const StudyRecord &record = session().study().record();
    int index = m_models->findData(name);
    // A model of several merits stands there once, under the first.
    if (index < 0 && name == QStringLiteral("single"))
        index = m_models->findData(QString::fromStdString(record.single), kEntryRole);
    if (index < 0 && name == QStringLiteral("smallest"))
        index = m_models->findData(QString::fromStdString(record.smallest), kEntryRole);
    if (index < 0)
        index = m_models->findData(name, kEntryRole);
    if (index >= 0)
        m_models->setCurrentIndex(index);
}

void UsePage::exportTo(ExportFormat format, const QString &path)
{
    settle();
    m_export->exportTo(format, path);
}

void UsePage::predictFile(const QString &input, const QString &output)
{
    settle();
    m_predict->predictFile(input, output);
}

void UsePage::listModels()
{
    const QString path = session().projectPath();
    const bool isOther = std::exchange(m_listedOf, path) != path;
    const QString before = isOther ? RecentFiles::find(path).model : chosenModel();
    const QSignalBlocker blocker(m_models);
    m_models->clear();
    m_choices = modelChoices(session().study().record());
    bool recommended = true;
    for (const ModelChoice &choice : m_choices) {
        if (std::exchange(recommended, choice.recommended) != choice.recommended)
            m_models->insertSeparator(m_models->count());
        m_models->addItem(choice.line, choice.role);
        m_models->setItemData(m_models->count() - 1, QString::fromStdString(choice.entry.name),
                              kEntryRole);
    }
    m_models->view()->setMinimumWidth(m_models->view()->sizeHintForColumn(0));
    m_models->setCurrentIndex(m_models->count() > 0 ? 0 : -1);
    chooseModel(before);
}

/// The best one by its part: another may be the best later. All others by their names.
void UsePage::rememberModel()
{
    const QString role = chosenModel();
    const bool isBest = role == QStringLiteral("best");
    RecentFiles::setModel(session().projectPath(),
                          isBest ? role : m_models->currentData(kEntryRole).toString());
}

void UsePage::showEmpty()
{
    if (session().study().isActive())
        m_empty->setWords(tr("Tuning is running"),
                          tr("Its models can be used here when it has ended. “Stop & keep best” on "
                             "the Tune page ends it now."));
    else
        m_empty->setWords(
            tr("There is no model yet"),
            tr("Start on the Tune page. The best model can then answer new rows here, "
               "or be exported to run elsewhere."));
    m_empty->setVisible(m_choices.empty());
    m_content->setVisible(!m_choices.empty());
}

void UsePage::refresh()
{
    m_used = false;
    m_message->clear();
    listModels();
    showModelLater();
    Q_EMIT progressChanged();
}

/// What opens a project or ends a study says so in several signals, all within one round of events.
/// Where nobody looks, the four panels are made anew once, in the next.
void UsePage::showModelLater()
{
    if (isVisible())
        showModel();
    else
        m_later.start(0);
}

void UsePage::settle()
{
    if (m_later.isActive())
        showModel();
}

void UsePage::showEvent(QShowEvent *event)
{
    settle();
    Page::showEvent(event);
}

QString UsePage::proposal() const
{
    const QString base =
        session().projectPath().isEmpty() ? session().dataPath() : session().projectPath();
    const QString stem = base.isEmpty() ? tr("model") : QFileInfo(base).completeBaseName();
    return QDir(homeOf(session().projectPath(), session().dataPath()))
        .filePath(stem + QLatin1Char('-') + chosenModel());
}

void UsePage::showModel()
{
    m_later.stop();
    const StudyRecord &record = session().study().record();
    const auto choice = std::find_if(m_choices.begin(), m_choices.end(),
                                     [this](auto &one) { return one.role == chosenModel(); });
    showEmpty();
    const bool hasModel = choice != m_choices.end();
    const std::shared_ptr<const Model> model = hasModel ? choice->entry.model : nullptr;
    m_try->setModel(model);
    m_predict->setModel(model, session().hasData() ? session().sharedTable() : nullptr);
    m_export->setModel(model, hasModel ? proposal() : QString(),
                       hasModel ? tr("%1, %2.").arg(choice->title, choice->history) : QString(),
                       [this] { return calibrationOf(session()); });
    m_again->setModel(hasModel ? chosenModel() : QString());
    showPrimary();
    if (!hasModel)
        return;
    const LeaderboardEntry &entry = choice->entry;
    const QString metric = metricTitle(record.metric);
    QStringList about{familyStyle(entry.family).title,
                      std::isnan(entry.test)
                          ? tr("%1 %2 in the comparison").arg(metric, scoreText(entry.validation))
                          : tr("%1 %2 on unseen rows").arg(metric, scoreText(entry.test))};
    if (entry.sizeBytes > 0)
        about << formatBytes(static_cast<double>(entry.sizeBytes));
    if (entry.latencyMicroseconds > 0.0)
        about << tr("%1 a row").arg(formatMicroseconds(entry.latencyMicroseconds));
    m_about->setText(about.join(QStringLiteral(" · ")) + u'\n' + choice->history);
}

} // namespace leptune
