// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/predict_panel.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/project/prediction_file.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace leptune {

namespace {

constexpr std::size_t kPreviewRows = 100;
constexpr std::size_t kPreviewClasses = 20;

QStringList previewRow(const Schema &schema, const Prediction &prediction, std::size_t row)
{
    if (schema.task == TaskKind::Regression)
        return {formatNumber(prediction.numbers[row], 6)};
    QStringList cells{
        QString::fromStdString(schema.classes[static_cast<std::size_t>(prediction.labels[row])])};
    for (std::size_t c = 0; c < std::min(kPreviewClasses, schema.classes.size()); ++c)
        cells << formatPercent(prediction.probabilities.at(row, c));
    return cells;
}

QLineEdit *fileField(const QString &name, const QString &placeholder, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(name);
    field->setPlaceholderText(placeholder);
    return field;
}

} // namespace

PredictPanel::PredictPanel(QWidget *parent)
    : Panel(tr("Predict a file"), parent),
      m_input(
          fileField(QStringLiteral("predictInput"), tr("A table like the training data"), this)),
      m_output(fileField(QStringLiteral("predictOutput"), tr("The answers, as CSV"), this)),
      m_go(new QPushButton(tr("Predict"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_busy(new QProgressBar(this)),
      m_result(new QLabel(this)),
      m_preview(new QTableWidget(this))
{
    setForm();
    m_go->setObjectName(QStringLiteral("predict"));
    m_cancel->setObjectName(QStringLiteral("predictCancel"));
    m_result->setObjectName(QStringLiteral("predictResult"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(8);
    m_preview->setObjectName(QStringLiteral("predictPreview"));
    m_preview->setAccessibleName(tr("First answers"));
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setShowGrid(false);
    m_preview->setAlternatingRowColors(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_preview->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);

    auto *fields = new QGridLayout;
    fields->setSpacing(8);
    auto *chooseInput = new QPushButton(tr("Choose…"), this);
    auto *chooseOutput = new QPushButton(tr("Save as…"), this);
    auto *rowsLabel = new QLabel(tr("&Rows"), this);
    auto *answersLabel = new QLabel(tr("&Answers"), this);
    rowsLabel->setBuddy(m_input);
    answersLabel->setBuddy(m_output);
    fields->addWidget(rowsLabel, 0, 0);
    fields->addWidget(m_input, 0, 1);
    fields->addWidget(chooseInput, 0, 2);
    fields->addWidget(answersLabel, 1, 0);
    fields->addWidget(m_output, 1, 1);
    fields->addWidget(chooseOutput, 1, 2);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_go);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_busy, 1);
    buttons->addStretch();
    body()->setSpacing(8);
    body()->addLayout(fields);
    body()->addLayout(buttons);
    body()->addWidget(m_result);
    body()->addWidget(m_preview, 1);
    body()->addStretch();

    connect(chooseInput, &QPushButton::clicked, this, &PredictPanel::chooseInput);
    connect(chooseOutput, &QPushButton::clicked, this, &PredictPanel::chooseOutput);
    connect(m_go, &QPushButton::clicked, this,
            [this] { predictFile(m_input->text(), m_output->text()); });
    connect(m_cancel, &QPushButton::clicked, this, &PredictPanel::cancel);
    connect(m_input, &QLineEdit::textChanged, this, &PredictPanel::refresh);
    connect(m_output, &QLineEdit::textChanged, this, &PredictPanel::refresh);
    connect(&m_background, &Background::ended, this, &PredictPanel::refresh);
    refresh();
}

void PredictPanel::setModel(std::shared_ptr<const Model> model)
{
    if (m_model != model)
        cancel();
    m_model = std::move(model);
    refresh();
}

void PredictPanel::refresh()
{
    const bool running = isRunning();
    m_go->setEnabled(m_model && !running && !m_input->text().isEmpty() &&
                     !m_output->text().isEmpty());
    m_cancel->setVisible(running);
    m_busy->setVisible(running);
    m_preview->setVisible(m_preview->rowCount() > 0);
    if (m_preview->rowCount() == 0 && !running)
        m_result->setText(tr("Every row of the file gets its answer, and for classes how sure the "
                             "model is. The first "
                             "answers are shown here."));
}

void PredictPanel::chooseInput()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose the rows to answer"),
                                                      QFileInfo(m_input->text()).path());
    if (path.isEmpty())
        return;
    m_input->setText(QDir::toNativeSeparators(path));
    if (m_output->text().isEmpty()) {
        const QFileInfo info(path);
        m_output->setText(QDir::toNativeSeparators(
            info.dir().filePath(tr("%1-answers.csv").arg(info.completeBaseName()))));
    }
}

void PredictPanel::chooseOutput()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the answers"),
                                                      m_output->text(), tr("Table (*.csv)"));
    if (!path.isEmpty())
        m_output->setText(QDir::toNativeSeparators(path));
}

PredictPanel::Outcome PredictPanel::work(const Model &model, const QString &input,
                                         const QString &output, std::stop_token stop)
{
    const std::string path = QDir::fromNativeSeparators(output).toStdString();
    requireWritable(path);
    ReadOptions options = readOptionsFor(model.schema());
    options.stop = stop;
    const ReadResult read = readTable(QDir::fromNativeSeparators(input).toStdString(), options);
    const Prediction prediction = predictRows(model, read.table, availableCores(), stop);
    const std::string csv = predictionCsv(model.schema(), prediction);
    writeFileAtomically(path, csv);

    const Schema &schema = model.schema();
    Outcome outcome{
        output, read.table.rows(), csv.size(), read.report.badCellCount, {tr("Prediction")}, {}};
    for (std::size_t c = 0; c < std::min(kPreviewClasses, schema.classes.size()); ++c)
        outcome.heads << QString::fromStdString(schema.classes[c]);
    for (std::size_t row = 0; row < std::min<std::size_t>(kPreviewRows, outcome.rows); ++row)
        outcome.first.push_back(previewRow(schema, prediction, row));
    return outcome;
}

void PredictPanel::predictFile(const QString &input, const QString &output)
{
    if (!m_model)
        return;
    m_input->setText(input);
    m_output->setText(output);
    m_preview->setRowCount(0);
    m_result->setText(tr("Predicting…"));
    m_background.run(
        [this, model = m_model, input, output](std::stop_token stop) -> Background::Deliver {
            try {
                return [this, outcome = work(*model, input, output, std::move(stop))] {
                    showOutcome(outcome);
                };
            } catch (...) {
                return [this, problem = std::current_exception()] {
                    if (isStopped(problem))
                        return;
                    const ErrorText words = describeError(problem);
                    Q_EMIT failed(words.title, words.text);
                };
            }
        });
    refresh();
    Q_EMIT started();
}

void PredictPanel::cancel()
{
    if (!isRunning())
        return;
    m_background.cancel();
    m_result->setText(tr("Cancelled; nothing was written."));
}

void PredictPanel::showOutcome(const Outcome &outcome)
{
    QString text = tr("%1 rows answered. Written: %2, %3.")
                       .arg(formatCount(outcome.rows), QDir::toNativeSeparators(outcome.output),
                            formatBytes(static_cast<double>(outcome.bytes)));
    if (outcome.badCells > 0)
        text +=
            QLatin1Char(' ') + tr("%1 cells did not fit their column and were taken as missing.")
                                   .arg(formatCount(outcome.badCells));
    m_result->setText(text);
    m_preview->setColumnCount(static_cast<int>(outcome.heads.size()));
    m_preview->setHorizontalHeaderLabels(outcome.heads);
    for (int column = 0; column < m_preview->columnCount(); ++column)
        m_preview->horizontalHeaderItem(column)->setTextAlignment(
            Qt::AlignVCenter |
            (column > 0 || m_preview->columnCount() == 1 ? Qt::AlignRight : Qt::AlignLeft));
    m_preview->setRowCount(static_cast<int>(outcome.first.size()));
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        const QStringList &cells = outcome.first[static_cast<std::size_t>(row)];
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment(
                Qt::AlignVCenter |
                (column > 0 || cells.size() == 1 ? Qt::AlignRight : Qt::AlignLeft));
            m_preview->setItem(row, column, item);
        }
    }
    refresh();
    Q_EMIT predicted(outcome.output);
}

} // namespace leptune
