// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/use_page.h"

#include "ui/charts/family_style.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/format.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"
#include "ui/use/export_panel.h"
#include "ui/use/predict_panel.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
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

/// The entry behind a line of the chooser.
constexpr int kEntryRole = Qt::UserRole + 1;

} // namespace

UsePage::UsePage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_primary(new QAction(tr("Export"), this)),
      m_message(new MessageBar(this)),
      m_empty(new EmptyState(QStringLiteral("use"), {}, {}, this)),
      m_content(new QWidget(this)),
      m_models(new QComboBox(this)),
      m_about(mutedLabel({}, this)),
      m_predict(new PredictPanel(this)),
      m_export(new ExportPanel(this))
{
    m_primary->setObjectName(QStringLiteral("usePrimary"));
    m_models->setObjectName(QStringLiteral("modelChooser"));
    m_models->setAccessibleName(tr("Model to use"));
    m_models->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_about->setObjectName(QStringLiteral("modelAbout"));
    auto *chooser = new QHBoxLayout;
    chooser->setSpacing(8);
    auto *label = new QLabel(tr("&Model"), this);
    label->setBuddy(m_models);
    chooser->addWidget(label);
    chooser->addWidget(m_models);
    chooser->addWidget(m_about, 1);
    auto *panels = new QHBoxLayout;
    panels->setSpacing(8);
    panels->addWidget(m_predict, 1);
    panels->addWidget(m_export, 1);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(8);
    content->addLayout(chooser);
    content->addLayout(panels, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_content, 1);
    m_message->hide();

    connect(m_primary, &QAction::triggered, m_export, &ExportPanel::exportNow);
    connect(m_models, &QComboBox::currentIndexChanged, this, &UsePage::showModel);
    connect(&session.study(), &StudyController::recordChanged, this, &UsePage::refresh);
    connect(&session, &Session::projectChanged, this, &UsePage::showModel);
    connect(&session, &Session::modelWanted, this, &UsePage::chooseModel);
    connect(&session.study(), &StudyController::stateChanged, this, &UsePage::showEmpty);
    const auto clear = [this] { m_message->clear(); };
    connect(m_predict, &PredictPanel::started, this, clear);
    connect(m_export, &ExportPanel::started, this, clear);
    const auto done = [this] {
        m_used = true;
        Q_EMIT progressChanged();
    };
    connect(m_predict, &PredictPanel::predicted, this, done);
    connect(m_export, &ExportPanel::exported, this, done);
    connect(m_predict, &PredictPanel::predicted, this, &UsePage::predicted);
    connect(m_export, &ExportPanel::exported, this, &UsePage::exported);
    connect(m_predict, &PredictPanel::failed, this, &UsePage::failed);
    connect(m_export, &ExportPanel::failed, this, &UsePage::failed);
    connect(this, &UsePage::failed, this, [this](const QString &title, const QString &text) {
        m_message->showMessage(MessageBar::Kind::Error, title, text);
    });
    refresh();
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
    m_export->exportTo(format, path);
}

void UsePage::predictFile(const QString &input, const QString &output)
{
    m_predict->predictFile(input, output);
}

void UsePage::listModels()
{
    const QString before = chosenModel();
    const QSignalBlocker blocker(m_models);
    m_models->clear();
    m_choices = modelChoices(session().study().record());
    bool recommended = true;
    for (const ModelChoice &choice : m_choices) {
        if (std::exchange(recommended, choice.recommended) != choice.recommended)
            m_models->insertSeparator(m_models->count());
        m_models->addItem(choice.title, choice.role);
        m_models->setItemData(m_models->count() - 1, QString::fromStdString(choice.entry.name),
                              kEntryRole);
    }
    m_models->setCurrentIndex(m_models->count() > 0 ? 0 : -1);
    chooseModel(before);
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
    showModel();
    Q_EMIT progressChanged();
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
    const StudyRecord &record = session().study().record();
    const auto choice = std::find_if(m_choices.begin(), m_choices.end(),
                                     [this](auto &one) { return one.role == chosenModel(); });
    showEmpty();
    m_primary->setEnabled(choice != m_choices.end());
    if (choice == m_choices.end()) {
        m_predict->setModel(nullptr);
        m_export->setModel(nullptr, {}, {});
        return;
    }
    const LeaderboardEntry &entry = choice->entry;
    m_predict->setModel(entry.model);
    m_export->setModel(entry.model, proposal(), tr("%1, %2.").arg(choice->title, choice->history));
    QStringList about{
        familyStyle(entry.family).title,
        QStringLiteral("%1 %2").arg(metricTitle(record.metric), scoreText(entry.validation))};
    if (entry.sizeBytes > 0)
        about << formatBytes(static_cast<double>(entry.sizeBytes));
    if (entry.latencyMicroseconds > 0.0)
        about << tr("%1 a row").arg(formatMicroseconds(entry.latencyMicroseconds));
    m_about->setText(about.join(QStringLiteral(" · ")) + u'\n' + choice->history);
}

} // namespace leptune
