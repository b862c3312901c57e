// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/try_panel.h"

#include "core/base/random.h"
#include "core/model/prediction_interval.h"
#include "ui/session/session.h"
#include "ui/shared/answer_words.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/shared/tab_order.h"
#include "ui/use/answer_bars.h"
#include "ui/use/picture_field.h"
#include "ui/use/row_contributions.h"
#include "ui/use/row_form.h"

#include <QDropEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr int kTypingMilliseconds = 120;
constexpr int kDigits = 5;

} // namespace

TryPanel::TryPanel(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_form(new RowForm(this)),
      m_row(new QSpinBox(this)),
      m_another(new QPushButton(tr("&Another row"), this)),
      m_again(new QPushButton(tr("&Undo changes"), this)),
      m_waiting(mutedLabel(tr("Looking at the data…"), this)),
      m_answer(largeLabel(1.6, this)),
      m_range(new QLabel(this)),
      m_change(new QLabel(this)),
      m_truth(mutedLabel({}, this)),
      m_remark(new QLabel(this)),
      m_bars(new AnswerBars(this)),
      m_contributions(new RowContributions(session, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeForm(), 3);
    layout->addWidget(makeAnswer(), 2);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, &TryPanel::answer);
    connect(m_form, &RowForm::edited, this, &TryPanel::onEdited);
    connect(m_row, &QSpinBox::valueChanged, this, &TryPanel::startFrom);
    connect(m_another, &QPushButton::clicked, this, &TryPanel::startFromAnother);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_form->startAgain();
        onEdited();
    });
    connect(&session, &Session::profileChanged, this, [this] {
        m_hasFields = false;
        makeFields();
    });
    connect(&session, &Session::dataChanged, this, [this] {
        m_hasFields = false;
        makeFields();
    });
    showState();
}

QWidget *TryPanel::makeForm()
{
    auto *panel = new Panel(tr("A row"), this);
    panel->setForm();
    m_row->setObjectName(QStringLiteral("tryRow"));
    m_row->setAccessibleName(tr("Row of the data to start from"));
    m_row->setPrefix(tr("row "));
    m_another->setObjectName(QStringLiteral("tryAnother"));
    m_again->setObjectName(QStringLiteral("tryAgain"));
    auto *label = new QLabel(tr("Start &from"), panel);
    label->setBuddy(m_row);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(label);
    head->addWidget(m_row);
    head->addWidget(m_another);
    head->addStretch();
    head->addWidget(m_again);
    auto *scroll = new QScrollArea(panel);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_form);
    scroll->setFocusPolicy(Qt::NoFocus);
    // The colour of the card shows through.
    scroll->viewport()->setAutoFillBackground(false);
    m_form->setAutoFillBackground(false);
    panel->body()->setSpacing(8);
    panel->body()->addLayout(head);
    panel->body()->addWidget(m_waiting);
    panel->body()->addWidget(scroll, 1);
    return panel;
}

QWidget *TryPanel::makeAnswer()
{
    auto *panel = new Panel(tr("The model's answer"), this);
    m_answer->setObjectName(QStringLiteral("tryAnswer"));
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_range->setObjectName(QStringLiteral("tryRange"));
    m_range->setWordWrap(true);
    m_range->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_change->setObjectName(QStringLiteral("tryChange"));
    m_change->setWordWrap(true);
    m_change->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_truth->setObjectName(QStringLiteral("tryTruth"));
    m_truth->setWordWrap(true);
    m_truth->setTextFormat(Qt::PlainText);
    m_remark->setObjectName(QStringLiteral("tryRemark"));
    m_remark->setWordWrap(true);
    m_bars->setObjectName(QStringLiteral("tryBars"));
    m_bars->setName(tr("How sure the model is"));
    panel->body()->setSpacing(8);
    for (QWidget *part : {static_cast<QWidget *>(m_answer), static_cast<QWidget *>(m_range),
                          static_cast<QWidget *>(m_change), static_cast<QWidget *>(m_bars),
                          static_cast<QWidget *>(m_truth), static_cast<QWidget *>(m_remark)})
        panel->body()->addWidget(part);
    panel->body()->addWidget(m_contributions, 1);
    return panel;
}

void TryPanel::setModel(std::shared_ptr<const Model> model)
{
    if (m_model == model)
        return;
    m_model = std::move(model);
    m_isPicture = m_model && pictureOnly(m_model->schema()).bytes() > 0;
    setAcceptDrops(m_isPicture); // anywhere: there is but one field
    m_background.cancel();
    m_contributions->clear();
    m_hasFields = false;
    makeFields();
}

/// Once it is known what the data hold; without data the fields start empty.
void TryPanel::makeFields()
{
    const Profile *profile = m_session.profile();
    const bool isKnown = !m_session.hasData() || profile;
    if (m_hasFields || !m_model || !isKnown) {
        showState();
        return;
    }
    m_hasFields = true;
    m_form->setSchema(m_model->schema(), m_session.hasData() ? m_session.sharedTable() : nullptr,
                      profile);
    tabInto(m_again, *m_form);
    const std::size_t rows = m_session.hasData() ? m_session.table().rows() : 0;
    {
        const QSignalBlocker blocker(m_row);
        const QString none = m_session.hasData() ? QString() : tr("no data");
        m_row->setSpecialValueText(m_isPicture ? none : tr("what is usual"));
        const auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
        m_row->setRange(m_isPicture ? 1 : 0, // no picture is usual
                        static_cast<int>(std::min(rows, most)));
        m_row->setValue(m_row->minimum());
    }
    startFrom(m_row->value());
    showState();
}

void TryPanel::startFrom(int row)
{
    if (!m_model || !m_hasFields)
        return;
    const bool isOfData = row > 0 && m_session.hasData();
    m_form->start(isOfData ? std::optional(static_cast<std::size_t>(row) - 1) : std::nullopt);
    onEdited();
}

void TryPanel::startFromAnother()
{
    const auto rows = static_cast<std::uint64_t>(m_row->maximum());
    if (rows > 0)
        m_row->setValue(static_cast<int>(RandomStream(7, ++m_draws).below(rows)) + 1);
}

void TryPanel::onEdited()
{
    m_again->setEnabled(m_form->isChanged());
    m_typing.start();
}

/// There is another answer to set this one against.
bool TryPanel::compares() const
{
    return m_form->isChanged() && m_form->startedFromPictures();
}

void TryPanel::answer()
{
    if (!m_model || !m_hasFields)
        return;
    if (!m_form->isComplete()) {
        m_background.cancel();
        showNothing();
        return;
    }
    auto rows = std::make_shared<Table>(m_form->rows());
    m_background.run([this, model = m_model, rows](std::stop_token) -> Background::Deliver {
        try {
            const auto answers = std::make_shared<Prediction>(model->predict(*rows));
            return [this, rows, answers] { showAnswer(*rows, *answers); };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                m_answer->setText(describeError(problem).text);
                m_change->clear();
                m_contributions->clear();
            };
        }
    });
}

void TryPanel::showAnswer(const Table &rows, const Prediction &prediction)
{
    const std::uint32_t now[] = {1};
    m_answered = rows.gathered(now);
    m_change->setVisible(compares());
    m_range->hide();
    if (m_model->schema().task == TaskKind::Regression)
        showNumber(prediction);
    else
        showClasses(prediction);
    showTruth();
    const int remarks = m_form->remarks();
    m_remark->setVisible(remarks > 0);
    m_remark->setText(
        QStringLiteral("⚠ ") +
        (remarks == 1
             ? tr("One field is unlike anything in the data: the model has to guess there.")
             : tr("%1 fields are unlike anything in the data: the model has to guess there.")
                   .arg(remarks)));
    if (!m_isPicture) { // which has no columns that could have moved the answer
        const FloatMatrix outputs = Prediction(prediction).outputs();
        m_contributions->explain(m_model, std::make_shared<const Table>(m_answered),
                                 explainedOutput(*m_model, outputs.row(1)));
    }
    Q_EMIT answered();
}

void TryPanel::showClasses(const Prediction &prediction)
{
    const Schema &schema = m_model->schema();
    const auto nameOf = [&](int label) {
        return QString::fromStdString(schema.classes[static_cast<std::size_t>(label)]);
    };
    const auto label = static_cast<std::size_t>(prediction.labels[1]);
    const double now = static_cast<double>(prediction.probabilities.at(1, label));
    const double before = static_cast<double>(prediction.probabilities.at(0, label));
    m_answer->setText(tr("%1, %2 sure").arg(nameOf(prediction.labels[1]), formatPercent(now)));
    const bool isSame = prediction.labels[0] == prediction.labels[1];
    m_change->setText(isSame ? tr("“%1”: %2 against the row that was started from")
                                   .arg(nameOf(prediction.labels[1]), pointsText(now - before))
                             : tr("The row that was started from is answered “%1”.")
                                   .arg(nameOf(prediction.labels[0])));
    std::vector<AnswerShare> shares;
    for (std::size_t c = 0; c < schema.classes.size(); ++c)
        shares.push_back({QString::fromStdString(schema.classes[c]),
                          static_cast<double>(prediction.probabilities.at(1, c)),
                          static_cast<double>(prediction.probabilities.at(0, c))});
    m_bars->show();
    m_bars->setShares(std::move(shares), compares());
}

void TryPanel::showNumber(const Prediction &prediction)
{
    const double before = static_cast<double>(prediction.numbers[0]);
    const double now = static_cast<double>(prediction.numbers[1]);
    const QString target = QString::fromStdString(m_model->schema().target);
    m_answer->setText(tr("%1 = %2").arg(target, formatNumber(now, kDigits)));
    const double difference = now - before;
    const QString change = (difference > 0.0 ? tr("%1 more") : tr("%1 less"))
                               .arg(formatNumber(std::abs(difference), 3));
    const QString words = difference == 0.0 ? tr("the same as for the row that was started from")
                                            : tr("%1 than for the row that was started from, %2")
                                                  .arg(change, formatNumber(before, kDigits));
    m_change->setText(words);
    const auto width = intervalHalfWidth(*m_model);
    m_range->setVisible(width.has_value());
    if (width)
        m_range->setText(
            tr("Of ten rows like this about nine lie from %1 to %2")
                .arg(formatNumber(now - *width, kDigits), formatNumber(now + *width, kDigits)));
    m_bars->hide();
}

/// What the data say of the row that was started from; nothing of a picture from elsewhere.
void TryPanel::showTruth()
{
    const auto target =
        m_session.hasData() ? m_session.table().find(m_model->schema().target) : std::nullopt;
    const auto rows = m_session.hasData() ? m_session.table().rows() : 0; // fewer, after F5
    const bool isKnown =
        target && m_row->value() > 0 && static_cast<std::size_t>(m_row->value()) <= rows;
    const bool isElsewhere = m_isPicture && m_form->isChanged();
    m_truth->setVisible(isKnown && !isElsewhere);
    if (!isKnown)
        return;
    const Column &column = m_session.table().column(*target);
    const auto row = static_cast<std::size_t>(m_row->value()) - 1;
    const QString cell = QString::fromStdString(column.text(row));
    m_truth->setText(tr("In the data, row %1 has %2 = %3.")
                         .arg(formatCount(row + 1), QString::fromStdString(column.name()),
                              cell.isEmpty() ? tr("missing") : cell));
}

void TryPanel::showState()
{
    const bool waits = m_model && !m_hasFields;
    m_waiting->setVisible(waits);
    m_form->setVisible(!waits);
    m_row->setEnabled(m_hasFields && m_session.hasData());
    m_another->setEnabled(m_row->isEnabled());
    m_again->setEnabled(m_hasFields && m_form->isChanged());
    if (!m_hasFields)
        showNothing();
}

void TryPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!PictureField::pictureFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void TryPanel::dropEvent(QDropEvent *event)
{
    if (auto *field = m_form->findChild<PictureField *>())
        field->readFile(PictureField::pictureFile(*event->mimeData()));
    event->acceptProposedAction();
}

/// In place of an answer.
void TryPanel::showNothing()
{
    m_contributions->clear();
    m_answer->setText(QStringLiteral("–"));
    for (QWidget *part : {static_cast<QWidget *>(m_range), static_cast<QWidget *>(m_change),
                          static_cast<QWidget *>(m_bars), static_cast<QWidget *>(m_truth),
                          static_cast<QWidget *>(m_remark)})
        part->hide();
}

} // namespace leptune
