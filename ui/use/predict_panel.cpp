// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/predict_panel.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/project/prediction_file.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/picture_image.h"

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
constexpr QSize kThumbnail(32, 32);
constexpr qsizetype kStretchedColumns = 5; ///< more get the room that their cells need

bool hasPictures(const Schema &schema)
{
    return std::ranges::find(schema.columns, ColumnType::Picture, &RawColumn::type) !=
           schema.columns.end();
}

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
      m_rowsLabel(new QLabel(this)),
      m_go(new QPushButton(tr("Predict"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_folder(new QPushButton(tr("Folder…"), this)),
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
    m_preview->setWordWrap(false);
    m_preview->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_go);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_busy, 1);
    buttons->addStretch();
    body()->setSpacing(8);
    body()->addLayout(makeFields());
    body()->addLayout(buttons);
    body()->addWidget(m_result);
    body()->addWidget(m_preview, 1);
    body()->addStretch();

    connect(m_go, &QPushButton::clicked, this,
            [this] { predictFile(m_input->text(), m_output->text()); });
    connect(m_cancel, &QPushButton::clicked, this, &PredictPanel::cancel);
    connect(m_input, &QLineEdit::textChanged, this, &PredictPanel::refresh);
    connect(m_output, &QLineEdit::textChanged, this, &PredictPanel::refresh);
    connect(&m_background, &Background::ended, this, &PredictPanel::refresh);
    refresh();
}

QGridLayout *PredictPanel::makeFields()
{
    auto *fields = new QGridLayout;
    fields->setSpacing(8);
    auto *chooseInput = new QPushButton(tr("Choose…"), this);
    auto *chooseOutput = new QPushButton(tr("Save as…"), this);
    auto *answersLabel = new QLabel(tr("&Answers"), this);
    m_rowsLabel->setBuddy(m_input);
    answersLabel->setBuddy(m_output);
    fields->addWidget(m_rowsLabel, 0, 0);
    auto *input = new QHBoxLayout; // leaves no gap where the button is hidden
    input->addWidget(m_input, 1);
    input->addWidget(m_folder);
    fields->addLayout(input, 0, 1);
    fields->addWidget(chooseInput, 0, 2);
    fields->addWidget(answersLabel, 1, 0);
    fields->addWidget(m_output, 1, 1);
    fields->addWidget(chooseOutput, 1, 2);
    m_folder->setObjectName(QStringLiteral("predictFolder"));
    connect(m_folder, &QPushButton::clicked, this, &PredictPanel::chooseFolder);
    connect(chooseInput, &QPushButton::clicked, this, &PredictPanel::chooseInput);
    connect(chooseOutput, &QPushButton::clicked, this, &PredictPanel::chooseOutput);
    return fields;
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
    const bool pictures = m_model && hasPictures(m_model->schema());
    m_folder->setVisible(pictures);
    m_rowsLabel->setText(pictures ? tr("&Pictures") : tr("&Rows"));
    m_input->setPlaceholderText(pictures ? tr("A folder of pictures, a picture or an IDX file")
                                         : tr("A table like the training data"));
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
    const std::string csv = predictionCsv(model.schema(), prediction, &read.table);
    writeFileAtomically(path, csv);

    const Schema &schema = model.schema();
    Outcome outcome{
        output, read.table.rows(), csv.size(), read.report.badCellCount, {tr("Prediction")}, {}};
    for (std::size_t c = 0; c < std::min(kPreviewClasses, schema.classes.size()); ++c)
        outcome.heads << QString::fromStdString(schema.classes[c]);
    for (std::size_t row = 0; row < std::min<std::size_t>(kPreviewRows, outcome.rows); ++row)
        outcome.first.push_back(previewRow(schema, prediction, row));
    outcome.files = !read.report.badCells.empty() && read.report.badCells.front().row == 0;
    addPictures(outcome, read.table);
    return outcome;
}

/// The answers alone would not tell which picture they belong to.
void PredictPanel::addPictures(Outcome &outcome, const Table &table)
{
    const Column *pictures = pictureColumn(table);
    if (!pictures)
        return;
    outcome.heads.prepend(tr("Picture"));
    for (std::size_t row = 0; row < outcome.first.size(); ++row) {
        outcome.first[row].prepend(QString::fromStdString(pictures->text(row)));
        const std::int32_t code = pictures->codes()[row];
        outcome.pictures.push_back(
            code < 0
                ? QImage()
                : thumbnail(*pictures->pictures(), static_cast<std::size_t>(code), kThumbnail));
    }
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

QString PredictPanel::summaryOf(const Outcome &outcome)
{
    const QString text =
        tr("%1 rows answered. Written: %2, %3.")
            .arg(formatCount(outcome.rows), QDir::toNativeSeparators(outcome.output),
                 formatBytes(static_cast<double>(outcome.bytes)));
    if (outcome.badCells == 0)
        return text;
    const QString bad =
        outcome.files
            ? tr("%1 files could not be read and have no row: the answers are in the order of the "
                 "others.")
            : tr("%1 cells did not fit their column and were taken as missing.");
    return text + QLatin1Char(' ') + bad.arg(formatCount(outcome.badCells));
}

void PredictPanel::showOutcome(const Outcome &outcome)
{
    m_result->setText(summaryOf(outcome));
    const bool pictures = !outcome.pictures.empty();
    const bool classes = m_model->schema().task != TaskKind::Regression;
    const int words = (pictures ? 1 : 0) + (classes ? 1 : 0); ///< columns before the numbers
    const auto isNumber = [words](int column) { return column >= words; };
    m_preview->setIconSize(pictures ? kThumbnail : QSize());
    m_preview->verticalHeader()->setDefaultSectionSize(
        (pictures ? kThumbnail.height() : fontMetrics().height()) + 8);
    m_preview->horizontalHeader()->setSectionResizeMode(outcome.heads.size() > kStretchedColumns
                                                            ? QHeaderView::ResizeToContents
                                                            : QHeaderView::Stretch);
    m_preview->setColumnCount(static_cast<int>(outcome.heads.size()));
    m_preview->setHorizontalHeaderLabels(outcome.heads);
    for (int column = 0; column < m_preview->columnCount(); ++column)
        m_preview->horizontalHeaderItem(column)->setTextAlignment(
            Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (pictures)
        m_preview->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_preview->setRowCount(static_cast<int>(outcome.first.size()));
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        const QStringList &cells = outcome.first[static_cast<std::size_t>(row)];
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment(Qt::AlignVCenter |
                                   (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
            if (column == 0 && pictures)
                item->setIcon(QPixmap::fromImage(outcome.pictures[static_cast<std::size_t>(row)]));
            m_preview->setItem(row, column, item);
        }
    }
    refresh();
    Q_EMIT predicted(outcome.output);
}

} // namespace leptune
