// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/train_again_panel.h"

#include "core/project/prediction_file.h"
#include "ui/session/session.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTableWidget>

#include <cmath>
#include <utility>

namespace leptune {

/// What is asked for, as it was when it was asked.
struct TrainAgainPanel::Order {
    TrainAgainInput input;
    QString path;
    ReadOptions reading;
    std::shared_ptr<std::atomic<int>> progress;
};

void TrainAgainPanel::setModel(const QString &name)
{
    if (std::exchange(m_model, name) != name)
        forget();
    refresh();
}

bool TrainAgainPanel::isReady() const
{
    return !m_model.isEmpty() && !isRunning() && !m_path->text().isEmpty() &&
           !m_session.study().isActive();
}

/// A comparison belongs to the model that it was made for.
void TrainAgainPanel::forget()
{
    cancelTraining();
    discard();
}

/// Smaller models, for example, are lines more of the record: no reason to lose an hour of work.
void TrainAgainPanel::forgetOfOther()
{
    if (earlierModel() != m_earlier)
        forget();
    refresh();
}

std::shared_ptr<const Model> TrainAgainPanel::earlierModel() const
{
    try {
        return m_session.study().record().model(m_model.toStdString());
    } catch (const Error &) {
        return nullptr;
    }
}

void TrainAgainPanel::discard()
{
    m_result = nullptr;
    m_data = {};
    m_state->clear();
    showComparison();
    refresh();
}

void TrainAgainPanel::refresh()
{
    const bool busy = isRunning() || m_keeping.isRunning();
    m_bar->setVisible(busy);
    m_cancel->setVisible(busy);
    m_state->setVisible(!m_state->text().isEmpty());
    m_both->setEnabled(m_session.hasData());
    if (!m_session.hasData())
        m_newOnly->setChecked(true);
    for (QPushButton *button : {m_keepLater, m_keepBoth, m_keepEarlier})
        button->setEnabled(!m_keeping.isRunning());
    Q_EMIT stateChanged();
}

void TrainAgainPanel::chooseFile()
{
    const bool pictures = m_session.hasData() && !m_model.isEmpty() &&
                          pictureOnly(m_session.study().record().schema).bytes() > 0;
    const QString folder = QFileInfo(m_path->text()).path();
    const QString path =
        pictures ? QFileDialog::getExistingDirectory(this, tr("Choose the new pictures"), folder)
                 : QFileDialog::getOpenFileName(this, tr("Choose the new data"), folder);
    if (!path.isEmpty())
        m_path->setText(QDir::toNativeSeparators(path));
}

TrainAgainPanel::Outcome TrainAgainPanel::work(const Order &order, std::stop_token stop)
{
    const std::string path = order.path.toStdString();
    ReadOptions reading = order.reading;
    reading.stop = stop;
    TrainAgainInput input = order.input;
    input.newRows = std::make_shared<const Table>(readTable(path, reading).table);
    input.stop = stop;
    input.progress = [&](double share) {
        *order.progress = static_cast<int>(std::lround(1000.0 * share));
    };
    Outcome outcome;
    outcome.again = std::make_shared<const TrainedAgain>(trainAgain(input));
    outcome.data.options = order.reading;
    if (!input.onBoth)
        outcome.data = referenceTo(QFileInfo(order.path).absoluteFilePath().toStdString(),
                                   order.reading, stop);
    return outcome;
}

void TrainAgainPanel::trainNow()
{
    if (isReady())
        trainOn(QDir::fromNativeSeparators(m_path->text()));
}

void TrainAgainPanel::trainOn(const QString &path)
{
    if (m_model.isEmpty())
        return;
    discard();
    m_path->setText(QDir::toNativeSeparators(path));
    m_earlier = earlierModel();
    Order order;
    order.path = path;
    order.input.earlier = m_session.study().record();
    order.input.model = m_model.toStdString();
    order.input.onBoth = m_both->isChecked();
    if (m_session.hasData())
        order.input.earlierRows = m_session.sharedTable();
    order.reading = m_session.hasData()
                        ? readOptionsLike(m_session.table(), m_session.readOptions())
                        : readOptionsFor(order.input.earlier.schema, m_session.readOptions());
    order.progress = m_progress = std::make_shared<std::atomic<int>>(0);
    m_state->setText(tr("Training the same recipe on the new rows…"));
    m_training.run([this, order](std::stop_token stop) -> Background::Deliver {
        try {
            return [this, outcome = work(order, std::move(stop))] { showOutcome(outcome); };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                m_state->clear();
                if (isStopped(problem))
                    return;
                const ErrorText words = describeError(problem);
                Q_EMIT failed(words.title, words.text);
            };
        }
    });
    m_clock.start();
    refresh();
    Q_EMIT started();
}

void TrainAgainPanel::cancel()
{
    m_cancelKeeping.request_stop(); // it says itself whether the file is there
    cancelTraining();
}

void TrainAgainPanel::cancelTraining()
{
    if (!isRunning())
        return;
    m_training.cancel();
    m_state->setText(tr("Cancelled; nothing has changed."));
}

void TrainAgainPanel::showOutcome(const Outcome &outcome)
{
    m_result = outcome.again;
    m_data = outcome.data;
    m_state->clear();
    showComparison();
    Q_EMIT trained();
}

void TrainAgainPanel::showComparison()
{
    m_comparison->setVisible(m_result != nullptr);
    if (!m_result)
        return;
    const SideBySide &both = m_result->comparison;
    m_sentence->setText(verdictSentence(both));
    m_detail->setText(verdictDetail(both));
    const int decimals = scoreDecimals(both.earlier);
    const double difference = both.later - both.earlier;
    const auto signedText = [decimals](double value) {
        return (value > 0.0 ? QStringLiteral("+") : QString()) + scoreText(value, decimals);
    };
    const StudyRecord &before = m_session.study().record();
    const LeaderboardEntry &earlier = before.entryFor(m_model.toStdString());
    const LeaderboardEntry &later = m_result->record.entryFor("best");
    const QStringList cells[] = {
        {metricTitle(both.metric), scoreText(both.earlier, decimals),
         scoreText(both.later, decimals), signedText(difference)},
        {tr("Difference, 95 % interval"),
         {},
         {},
         tr("%1 to %2").arg(signedText(both.difference.low), signedText(both.difference.high))},
        {tr("Rows it learned from"), formatCount(earlier.rows), formatCount(later.rows), {}},
        {tr("File"),
         formatBytes(static_cast<double>(earlier.sizeBytes)),
         formatBytes(static_cast<double>(later.sizeBytes)),
         {}},
        {tr("One row"),
         formatMicroseconds(earlier.latencyMicroseconds),
         formatMicroseconds(later.latencyMicroseconds),
         {}}};
    for (int row = 0; row < m_table->rowCount(); ++row)
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto *item = new QTableWidgetItem(cells[row].value(column));
            item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
}

QString TrainAgainPanel::proposal() const
{
    const QString open =
        m_session.projectPath().isEmpty() ? m_session.dataPath() : m_session.projectPath();
    const QFileInfo info(open.isEmpty() ? m_path->text() : open);
    return info.dir().filePath(tr("%1-new.leptune").arg(info.completeBaseName()));
}

void TrainAgainPanel::askWhere(bool opens)
{
    QString path = QFileDialog::getSaveFileName(this, tr("Save the new model as a project"),
                                                proposal(), tr("Leptune project (*.leptune)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".leptune");
    if (QFileInfo(path) == QFileInfo(m_session.projectPath()))
        Q_EMIT failed(tr("That is the project that is open"),
                      tr("Choose another file; the earlier model is in this one."));
    else
        keep(path, opens);
}

void TrainAgainPanel::keepingFailed(const std::exception_ptr &problem)
{
    const bool wasCancelled = isStopped(problem);
    m_state->setText(wasCancelled ? tr("Cancelled; nothing was written.") : QString());
    if (wasCancelled)
        return;
    const ErrorText words = describeError(problem);
    Q_EMIT failed(words.title, words.text);
}

void TrainAgainPanel::keep(const QString &path, bool opens)
{
    if (!m_result)
        return;
    m_state->setText(tr("Saving…"));
    RunHistory history = m_session.history();
    addEarlierRun(history, m_session.study().record(),
                  QFileInfo(m_session.dataPath()).fileName().toStdString());
    history.endedAt = secondsSince1970();
    m_bar->setRange(0, 0);
    // Another model that is chosen or a window that is closed doesn't end it: the file was asked
    // for.
    m_cancelKeeping = std::stop_source();
    m_keeping.run([this, again = m_result, data = m_data, history = std::move(history), path, opens,
                   stop = m_cancelKeeping.get_token()](std::stop_token) -> Background::Deliver {
        try {
            saveProject({data, *again->table, again->record, {}, history}, path.toStdString(),
                        stop);
        } catch (...) {
            return [this, problem = std::current_exception()] { keepingFailed(problem); };
        }
        return [this, path, opens, again] {
            const bool isWanted = m_result == again; // else another model was chosen meanwhile
            if (isWanted)
                discard();
            m_state->setText(
                tr("The new model is kept in %1.").arg(QDir::toNativeSeparators(path)));
            Q_EMIT kept(path);
            if (opens && isWanted)
                Q_EMIT openRequested(path);
        };
    });
    refresh();
}

} // namespace leptune
