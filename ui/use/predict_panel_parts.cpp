// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel is put together.
#include "ui/shared/plain_table.h"
#include "ui/shared/tab_order.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"
#include "ui/use/answers_model.h"
#include "ui/use/drift_view.h"
#include "ui/use/predict_panel.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

namespace leptune {

namespace {

constexpr int kTypingMilliseconds = 500;
constexpr int kClockMilliseconds = 100;

QLineEdit *fileField(const QString &name, const QString &placeholder, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(name);
    field->setPlaceholderText(placeholder);
    return field;
}

} // namespace

PredictPanel::PredictPanel(QWidget *parent)
    : Panel({}, parent),
      m_input(fileField(QStringLiteral("predictInput"), {}, this)),
      m_output(fileField(QStringLiteral("predictOutput"), tr("The answers, as CSV"), this)),
      m_range(new QCheckBox(tr("With the &range that holds nine of ten"), this)),
      m_rowsLabel(new QLabel(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_folder(new QPushButton(tr("Folder…"), this)),
      m_bar(new QProgressBar(this)),
      m_drift(new DriftView(this)),
      m_result(new QLabel(this)),
      m_answers(new AnswersModel(this)),
      m_table(new QTableView(this))
{
    setForm();
    setAccessibleName(tr("Predict a file"));
    m_result->setObjectName(QStringLiteral("predictResult"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setObjectName(QStringLiteral("predictPreview"));
    m_table->setAccessibleName(tr("Answers"));
    m_table->setModel(m_answers);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    keepOrder(*m_table, tr("In the order of the file: every answer stands beside its row."));
    installTableCopy(m_table);
    new TableFilter(m_table);
    body()->setSpacing(8);
    body()->addLayout(makeFields());
    body()->addWidget(m_drift);
    body()->addLayout(makeProgress());
    body()->addWidget(m_result);
    body()->addWidget(m_table, 1);
    body()->addStretch();
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMilliseconds);
    m_clock.setInterval(kClockMilliseconds);
    connect(m_cancel, &QPushButton::clicked, this, &PredictPanel::cancel);
    connect(m_input, &QLineEdit::textEdited, this, [this] {
        forget();
        m_typing.start();
    });
    connect(&m_typing, &QTimer::timeout, this, [this] {
        if (QFileInfo::exists(m_input->text()))
            checkFile(m_input->text());
    });
    connect(&m_clock, &QTimer::timeout, this, &PredictPanel::showProgress);
    connect(m_output, &QLineEdit::textChanged, this, &PredictPanel::refresh);
    connect(m_input, &QLineEdit::textChanged, this, &PredictPanel::refresh);
    connect(&m_answering, &Background::ended, this, &PredictPanel::refresh);
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
    fields->addWidget(m_range, 2, 1);
    tabThrough({m_input, m_folder, chooseInput, m_output, chooseOutput, m_range});
    m_range->setObjectName(QStringLiteral("predictRange"));
    m_range->setToolTip(tr("Two columns more, low and high: nine of ten new rows have their true "
                           "number between them"));
    m_range->hide();
    chooseInput->setAccessibleName(tr("Choose the file of rows"));
    chooseOutput->setAccessibleName(tr("Choose where the answers go"));
    m_folder->setObjectName(QStringLiteral("predictFolder"));
    connect(m_folder, &QPushButton::clicked, this, &PredictPanel::chooseFolder);
    connect(chooseInput, &QPushButton::clicked, this, &PredictPanel::chooseInput);
    connect(chooseOutput, &QPushButton::clicked, this, &PredictPanel::chooseOutput);
    return fields;
}

QHBoxLayout *PredictPanel::makeProgress()
{
    m_cancel->setObjectName(QStringLiteral("predictCancel"));
    m_bar->setObjectName(QStringLiteral("predictProgress"));
    m_bar->setAccessibleName(tr("Share of the rows that is answered"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(fontMetrics().height() / 2);
    auto *row = new QHBoxLayout;
    row->addWidget(m_bar, 1);
    row->addWidget(m_cancel);
    return row;
}

/// Room for pictures, and for what the first rows hold.
void PredictPanel::makeTable()
{
    const bool pictures = m_answers->hasPictures();
    m_table->setIconSize(pictures ? AnswersModel::pictureSize() : QSize());
    m_table->verticalHeader()->setDefaultSectionSize(
        (pictures ? AnswersModel::pictureSize().height() : fontMetrics().height()) + 8);
    m_table->resizeColumnsToContents();
    const int most = fontMetrics().averageCharWidth() * 40;
    for (int column = 0; column < m_answers->columnCount(); ++column)
        m_table->setColumnWidth(column, std::min(most, m_table->columnWidth(column) + 16));
}

} // namespace leptune
