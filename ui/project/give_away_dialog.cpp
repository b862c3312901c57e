// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/give_away_dialog.h"

#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr int kNamed = 8;

/// The first names, and how many more there are.
template <typename Names>
QString someOf(const Names &names)
{
    QStringList words;
    for (const std::string &name : names) {
        if (words.size() == kNamed)
            break;
        words << QStringLiteral("“%1”").arg(QString::fromStdString(name));
    }
    const auto left = static_cast<int>(names.size()) - static_cast<int>(words.size());
    const QString list = words.join(QStringLiteral(", "));
    return left > 0 ? GiveAwayDialog::tr("%1 and %n more", nullptr, left).arg(list) : list;
}

QString count(std::size_t number)
{
    return formatCount(number);
}

} // namespace

QStringList revealedLines(const Revealed &revealed)
{
    QStringList lines;
    if (!revealed.path.empty())
        lines << GiveAwayDialog::tr(
                     "The name of the data file, “%1”, without its folder; and a fingerprint "
                     "that tells whether somebody has the same file.")
                     .arg(QFileInfo(QString::fromStdString(revealed.path)).fileName());
    if (!revealed.columns.empty())
        lines << GiveAwayDialog::tr("The names of the columns: %1.").arg(someOf(revealed.columns));
    if (!revealed.classes.empty())
        lines << GiveAwayDialog::tr("The answers: %1.").arg(someOf(revealed.classes));
    if (!revealed.categories.empty())
        lines << GiveAwayDialog::tr("Words from the cells, which the models look up: %1.")
                     .arg(someOf(revealed.categories));
    if (revealed.categoryNumbers > 0)
        lines << GiveAwayDialog::tr("Numbers from the cells, which the models look up.");
    if (!revealed.rowKeepers.empty())
        lines << GiveAwayDialog::tr(
                     "Whole rows, as scaled numbers: these models are made of them: %1.")
                     .arg(someOf(revealed.rowKeepers));
    if (revealed.answeredRows > 0)
        lines << GiveAwayDialog::tr("The true answers of %1 rows, beside what the model answered.")
                     .arg(count(revealed.answeredRows));
    if (revealed.predictedRows > 0)
        lines << GiveAwayDialog::tr("What the models answered for %1 rows in cross-validation.")
                     .arg(count(revealed.predictedRows));
    if (!revealed.columns.empty())
        lines << GiveAwayDialog::tr(
            "All scores, settings and the ranges and averages that models scale by.");
    if (revealed.hasNotes)
        lines << GiveAwayDialog::tr("Your notes.");
    return lines;
}

GiveAwayDialog::GiveAwayDialog(Project project, QWidget *parent)
    : QDialog(parent), m_list(new QLabel(tr("Looking through the models…"), this))
{
    setObjectName(QStringLiteral("giveAwayDialog"));
    setWindowTitle(tr("Save without data"));
    auto *intro = new QLabel(tr("The file will hold no copy of the rows. Somebody who opens it can "
                                "see the results and use the models. It still tells:"),
                             this);
    intro->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("revealed"));
    m_list->setWordWrap(true);
    m_list->setTextFormat(Qt::RichText);
    m_list->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_list->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_list);
    scroll->setAccessibleName(tr("What the file still tells"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save without data…"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("giveAway"));
    m_save->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 24);

    m_looking.run([this,
                   project = std::move(project)](std::stop_token stop) -> Background::Deliver {
        try {
            return [this, lines = revealedLines(revealedBy(project, stop))] { showLines(lines); };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                m_list->setText(describeError(problem).text.toHtmlEscaped());
                Q_EMIT told();
            };
        }
    });
}

void GiveAwayDialog::showLines(const QStringList &lines)
{
    QString html = QStringLiteral("<ul>");
    for (const QString &line : lines)
        html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
    m_list->setText(html + QStringLiteral("</ul>"));
    m_save->setEnabled(true);
    Q_EMIT told();
}

} // namespace leptune
