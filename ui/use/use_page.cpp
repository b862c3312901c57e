// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/use_page.h"

#include "ui/charts/family_style.h"
#include "ui/shared/error_messages.h"
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

const LeaderboardEntry *entryOf(const StudyRecord &record, const std::string &name)
{
    if (name.empty() || name == "best")
        return record.find(record.best);
    if (name == "single")
        return record.find(record.single);
    if (name == "smallest")
        return record.find(record.smallest);
    return record.find(name);
}

} // namespace

UsePage::UsePage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_primary(new QAction(tr("Export"), this)),
      m_message(new MessageBar(this)),
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
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addLayout(chooser);
    layout->addLayout(panels, 1);
    m_message->hide();

    connect(m_primary, &QAction::triggered, m_export, &ExportPanel::exportNow);
    connect(m_models, &QComboBox::currentIndexChanged, this, &UsePage::showModel);
    connect(&session.study(), &StudyController::recordChanged, this, &UsePage::refresh);
    connect(&session, &Session::projectChanged, this, &UsePage::showModel);
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
    const int index = m_models->findData(name);
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
    const StudyRecord &record = session().study().record();
    const auto usable = [&](const std::string &name) {
        const LeaderboardEntry *entry = name.empty() ? nullptr : record.find(name);
        return entry && entry->model;
    };
    const auto add = [&](const QString &title, const QString &role, const std::string &name) {
        if (usable(name))
            m_models->addItem(title.arg(QString::fromStdString(name)), role);
    };
    const QString before = chosenModel();
    const QSignalBlocker blocker(m_models);
    m_models->clear();
    add(tr("Best: %1"), QStringLiteral("best"), record.best);
    add(tr("Best single model: %1"), QStringLiteral("single"), record.single);
    add(tr("Smallest: %1"), QStringLiteral("smallest"), record.smallest);
    std::vector<const LeaderboardEntry *> kept;
    for (const LeaderboardEntry &entry : record.entries) {
        if (entry.model)
            kept.push_back(&entry);
    }
    std::stable_sort(kept.begin(), kept.end(), [&](auto *a, auto *b) {
        return toScore(record.metric, a->validation) > toScore(record.metric, b->validation);
    });
    if (m_models->count() > 0 && !kept.empty())
        m_models->insertSeparator(m_models->count());
    for (const LeaderboardEntry *entry : kept)
        add(QStringLiteral("%1"), QString::fromStdString(entry->name), entry->name);
    m_models->setCurrentIndex(std::max(m_models->count() > 0 ? 0 : -1, m_models->findData(before)));
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
    const LeaderboardEntry *entry =
        m_models->count() > 0 ? entryOf(record, chosenModel().toStdString()) : nullptr;
    m_primary->setEnabled(entry && entry->model);
    m_predict->setModel(entry ? entry->model : nullptr);
    m_export->setModel(entry ? entry->model : nullptr, entry ? proposal() : QString());
    if (!entry) {
        m_about->setText(tr("There is no model yet. Tune first, then use the best one here."));
        return;
    }
    QStringList about{
        familyStyle(entry->family).title,
        QStringLiteral("%1 %2").arg(metricTitle(record.metric), scoreText(entry->validation))};
    if (entry->sizeBytes > 0)
        about << formatBytes(static_cast<double>(entry->sizeBytes));
    if (entry->latencyMicroseconds > 0.0)
        about << tr("%1 a row").arg(formatMicroseconds(entry->latencyMicroseconds));
    m_about->setText(about.join(QStringLiteral(" · ")));
}

} // namespace leptune
