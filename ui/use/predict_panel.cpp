// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/predict_panel.h"

#include "core/base/atomic_file.h"
#include "core/base/parallel.h"
#include "core/model/prediction_interval.h"
#include "core/project/prediction_file.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/progress.h"
#include "ui/shared/replace_question.h"
#include "ui/use/answers_model.h"
#include "ui/use/drift_view.h"
#include "ui/words/sentences.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

std::string pathOf(const QString &shown)
{
    return QDir::fromNativeSeparators(shown).toStdString();
}

QStringList missingColumns(const Schema &schema, const Table &table)
{
    QStringList missing;
    for (const RawColumn &column : schema.columns)
        if (column.used && !table.find(column.name))
            missing.append(QString::fromStdString(column.name));
    return missing;
}

} // namespace

void PredictPanel::setModel(std::shared_ptr<const Model> model,
                            std::shared_ptr<const Table> training)
{
    if (m_model == model && m_training == training)
        return;
    cancel();
    m_model = std::move(model);
    m_training = std::move(training);
    m_range->setVisible(m_model && intervalHalfWidth(*m_model));
    forget();
    if (m_model && QFileInfo::exists(m_input->text()))
        checkFile(m_input->text());
    refresh();
}

bool PredictPanel::isReady() const
{
    return m_model && !isRunning() && !m_input->text().isEmpty() && !m_output->text().isEmpty();
}

/// What was said and answered belongs to another file or Model.
void PredictPanel::forget()
{
    m_checking.cancel();
    m_rows = {};
    m_drift->clear();
    m_answers->setAnswers(nullptr, nullptr, nullptr);
    refresh();
}

void PredictPanel::refresh()
{
    const bool running = isRunning();
    const bool pictures = m_model && std::ranges::any_of(m_model->schema().columns, [](auto &one) {
                              return one.type == ColumnType::Picture;
                          });
    m_folder->setVisible(pictures);
    m_rowsLabel->setText(pictures ? tr("&Pictures") : tr("&Rows"));
    m_input->setPlaceholderText(pictures ? tr("A folder of pictures, a picture or an IDX file")
                                         : tr("A table like the training data"));
    m_cancel->setVisible(running);
    m_bar->setVisible(running);
    const bool hasAnswers = m_answers->rowCount() > 0;
    m_table->setVisible(hasAnswers);
    if (!hasAnswers && !running && !m_input->text().isEmpty() && m_output->text().isEmpty())
        m_result->setText(tr("One thing is missing: the file that the answers go to. Name it "
                             "above, or choose it with “Save as…”."));
    else if (!hasAnswers && !running)
        m_result->setText(tr("Every row of the file gets its answer, and for classes how sure the "
                             "model is. The answers are shown here beside their rows."));
    Q_EMIT stateChanged();
}

void PredictPanel::chooseInput()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose the rows to answer"),
                                                      QFileInfo(m_input->text()).path());
    if (!path.isEmpty())
        takeInput(path);
}

void PredictPanel::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(
        this, tr("Choose the folder of pictures to answer"), QFileInfo(m_input->text()).path());
    if (!path.isEmpty())
        takeInput(path);
}

void PredictPanel::takeInput(const QString &path)
{
    m_input->setText(QDir::toNativeSeparators(path));
    const QFileInfo info(path);
    m_output->setText(QDir::toNativeSeparators(
        info.dir().filePath(tr("%1-answers.csv").arg(info.completeBaseName()))));
    checkFile(m_input->text());
}

void PredictPanel::chooseOutput()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the answers"),
                                                      m_output->text(), tr("Table (*.csv)"));
    if (path.isEmpty())
        return;
    m_output->setText(QDir::toNativeSeparators(path));
    m_agreed = m_output->text(); // the dialog has asked
}

PredictPanel::Rows PredictPanel::read(const Model &model, const QString &input,
                                      std::stop_token stop)
{
    ReadOptions options = readOptionsFor(model.schema());
    options.stop = std::move(stop);
    ReadResult result = readTable(pathOf(input), options);
    Rows rows;
    rows.path = input;
    rows.table = std::make_shared<const Table>(std::move(result.table));
    rows.badCells = result.report.badCellCount;
    rows.filesAreBad = !result.report.badCells.empty() && result.report.badCells.front().row == 0;
    return rows;
}

PredictPanel::Check PredictPanel::readAndCompare(const Model &model, const Table *training,
                                                 const QString &input, std::stop_token stop)
{
    Check check;
    check.rows = read(model, input, stop);
    check.missing = missingColumns(model.schema(), *check.rows.table);
    if (training)
        check.drift = compareWithTraining(model.schema(), *training, *check.rows.table, stop);
    return check;
}

void PredictPanel::checkFile(const QString &input)
{
    if (!m_model)
        return;
    m_typing.stop();
    forget();
    m_drift->showReading();
    m_checking.run([this, model = m_model, training = m_training,
                    input](std::stop_token stop) -> Background::Deliver {
        try {
            return [this, found = readAndCompare(*model, training.get(), input, std::move(stop))] {
                showCheck(found);
            };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                m_drift->clear();
                if (isStopped(problem))
                    return;
                const ErrorText words = describeError(problem);
                Q_EMIT failed(words.title, words.text);
            };
        }
    });
    Q_EMIT started();
}

void PredictPanel::showCheck(Check check)
{
    m_rows = std::move(check.rows);
    if (!check.missing.isEmpty())
        m_drift->showMissing(check.missing);
    else if (check.drift)
        m_drift->showReport(*check.drift);
    else
        m_drift->showUnknown();
    Q_EMIT checked();
}

PredictPanel::Outcome PredictPanel::work(const Order &order, std::stop_token stop)
{
    const Model &model = *order.model;
    const std::string path = pathOf(order.output);
    requireWritable(path);
    Outcome outcome;
    outcome.isChecked = !order.known.table || order.known.path != order.input;
    if (outcome.isChecked)
        outcome.check = readAndCompare(model, order.training.get(), order.input, stop);
    else
        outcome.check.rows = order.known;
    const Table &table = *outcome.check.rows.table;
    const std::uint64_t all = std::max<std::size_t>(1, table.rows());
    const auto answers = std::make_shared<Prediction>(
        predictRows(model, table, availableCores(), stop,
                    [&](std::size_t rows) { *order.progress = 1000 * rows / all; }));
    const std::string csv = predictionCsv(model.schema(), *answers, &table, order.intervalWidth);
    writeFileAtomically(path, csv, stop);
    outcome.answers = answers;
    outcome.intervalWidth = order.intervalWidth;
    outcome.output = order.output;
    outcome.bytes = csv.size();
    return outcome;
}

void PredictPanel::predictNow()
{
    if (!isReady())
        return;
    const QString input = QFileInfo(m_input->text()).canonicalFilePath();
    if (!input.isEmpty() && input == QFileInfo(m_output->text()).canonicalFilePath()) {
        Q_EMIT failed(tr("The answers would replace the rows"),
                      tr("Choose another file for the answers."));
        return;
    }
    if (m_output->text() == m_agreed || mayReplace(this, m_output->text()))
        predictFile(m_input->text(), m_output->text());
}

void PredictPanel::predictFile(const QString &input, const QString &output)
{
    if (!m_model)
        return;
    m_typing.stop();
    m_checking.cancel();
    if (m_rows.path != input)
        forget();
    {
        const QSignalBlocker blocker(m_input);
        m_input->setText(input);
    }
    m_output->setText(output);
    m_agreed = output; // its own
    m_answers->setAnswers(nullptr, nullptr, nullptr);
    m_result->setText(tr("Predicting…"));
    m_progress = std::make_shared<std::atomic<std::uint64_t>>(0);
    const auto width = m_range->isChecked() ? intervalHalfWidth(*m_model) : std::nullopt;
    const Order order{m_model, m_training, m_rows, input, output, width, m_progress};
    m_answering.run([this, order](std::stop_token stop) -> Background::Deliver {
        try {
            return [this, outcome = work(order, std::move(stop))] { showOutcome(outcome); };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                if (isStopped(problem))
                    return;
                const ErrorText words = describeError(problem);
                Q_EMIT failed(words.title, words.text);
            };
        }
    });
    m_clock.start();
    showProgress();
    refresh();
    Q_EMIT started();
}

void PredictPanel::showProgress()
{
    const auto done = static_cast<int>(m_progress ? m_progress->load() : 0);
    m_bar->setRange(0, done > 0 ? 1000 : 0); // nothing known: it moves to and fro
    setProgress(*m_bar, done);
    if (!isRunning())
        m_clock.stop();
}

void PredictPanel::cancel()
{
    if (!isRunning())
        return;
    m_answering.cancel();
    m_result->setText(tr("Cancelled; nothing was written."));
}

QString PredictPanel::summaryOf(const Outcome &outcome)
{
    const QString text = tr("%1 rows answered. Written: %2, %3.")
                             .arg(formatCount(outcome.check.rows.table->rows()),
                                  QDir::toNativeSeparators(outcome.output),
                                  formatBytes(static_cast<double>(outcome.bytes)));
    if (outcome.check.rows.badCells == 0)
        return text;
    const QString bad =
        outcome.check.rows.filesAreBad
            ? tr("%1 files could not be read and have no row: the answers are in the order of the "
                 "others.")
            : tr("%1 cells did not fit their column and were taken as missing.");
    return joinSentences(text, bad.arg(formatCount(outcome.check.rows.badCells)));
}

void PredictPanel::showOutcome(const Outcome &outcome)
{
    if (outcome.isChecked)
        showCheck(outcome.check);
    m_result->setText(summaryOf(outcome));
    m_answers->setAnswers(m_model, outcome.check.rows.table, outcome.answers,
                          outcome.intervalWidth);
    makeTable();
    refresh();
    Q_EMIT predicted(outcome.output);
}

} // namespace leptune
