// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/trial_dialog.h"

#include "ui/charts/family_style.h"
#include "ui/models/entry_words.h"
#include "ui/shared/format.h"
#include "ui/shared/parameter_words.h"
#include "ui/shared/score_text.h"
#include "ui/tune/trial_history.h"
#include "ui/words/core_words.h"

#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <cmath>

namespace leptune {

namespace {

/// A table of two columns, written line by line; nothing where no line was.
class Lines {
public:
    void add(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_html += QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>")
                          .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    QString html() const
    {
        return m_html.isEmpty() ? QString() : QStringLiteral("<table>%1</table>").arg(m_html);
    }

private:
    QString m_html;
};

QString headed(const QString &head, const QString &body)
{
    return body.isEmpty() ? QString()
                          : QStringLiteral("<h3>%1</h3>%2").arg(head.toHtmlEscaped(), body);
}

QString scoreOf(const LeaderboardEntry &entry)
{
    if (entry.state == EntryState::Done && std::isfinite(entry.validation))
        return scoreErrorText(entry.validation, entry.validationError);
    const double mean = foldMean(entry);
    return std::isfinite(mean) ? TrialDialog::tr("about %1, from some folds").arg(scoreText(mean))
                               : QString();
}

QString foldsOf(const LeaderboardEntry &entry)
{
    QStringList scores;
    for (const double score : entry.foldScores)
        scores << scoreText(score);
    return scores.join(QStringLiteral(" · "));
}

QString facts(const LeaderboardEntry &entry, MetricKind metric)
{
    Lines lines;
    lines.add(TrialDialog::tr("State"), outcomeWords(entry));
    if (entry.state == EntryState::Done)
        lines.add(TrialDialog::tr("Why it was tried"), coreWords(entry.reason));
    lines.add(metricTitle(metric), scoreOf(entry));
    lines.add(TrialDialog::tr("Of each fold"), foldsOf(entry));
    if (std::isfinite(entry.test) && entry.state == EntryState::Done)
        lines.add(TrialDialog::tr("On the rows set aside"), scoreText(entry.test));
    lines.add(TrialDialog::tr("Time"), formatDuration(entry.seconds));
    if (entry.sizeBytes > 0)
        lines.add(TrialDialog::tr("Size"), formatBytes(static_cast<double>(entry.sizeBytes)));
    if (entry.latencyMicroseconds > 0.0)
        lines.add(TrialDialog::tr("One row"), formatMicroseconds(entry.latencyMicroseconds));
    if (entry.rows > 0)
        lines.add(TrialDialog::tr("Rows it learned from"), formatCount(entry.rows));
    if (entry.iterations > 0)
        lines.add(familyStyle(entry.family).learnsInEpochs ? TrialDialog::tr("Best epoch")
                                                           : TrialDialog::tr("Best round"),
                  formatCount(static_cast<std::uint64_t>(entry.iterations)));
    lines.add(TrialDialog::tr("Made from"), QString::fromStdString(entry.parent));
    return lines.html();
}

QString settings(const LeaderboardEntry &entry)
{
    Lines lines;
    for (const auto &[name, value] : entry.parameters.values()) {
        const QString title = parameterTitle(name), term = QString::fromStdString(name);
        const bool says = title.contains(term, Qt::CaseInsensitive);
        lines.add(says ? title : QStringLiteral("%1 (%2)").arg(title, term), parameterWords(value));
    }
    return lines.html();
}

} // namespace

QString trialDetails(const LeaderboardEntry &entry, MetricKind metric, const QStringList &log)
{
    QStringList escaped;
    for (const QString &line : log)
        escaped << line.toHtmlEscaped();
    const QString lines =
        escaped.isEmpty() ? QString()
                          : QStringLiteral("<p>%1</p>").arg(escaped.join(QStringLiteral("<br>")));
    return QStringLiteral("<h2>%1</h2><p>%2</p>")
               .arg(QString::fromStdString(entry.name).toHtmlEscaped(),
                    familyStyle(entry.family).title.toHtmlEscaped()) +
           facts(entry, metric) + headed(TrialDialog::tr("Settings"), settings(entry)) +
           headed(TrialDialog::tr("What happened"), lines);
}

TrialDialog::TrialDialog(QWidget *parent) : QDialog(parent), m_text(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("trialDialog"));
    m_text->setObjectName(QStringLiteral("trialDetails"));
    m_text->setAccessibleName(tr("Details of the model"));
    m_text->setFrameShape(QFrame::NoFrame);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 34);
}

void TrialDialog::showEntry(const LeaderboardEntry &entry, MetricKind metric,
                            const QStringList &log)
{
    setWindowTitle(QString::fromStdString(entry.name));
    m_text->setHtml(trialDetails(entry, metric, log));
    QDialog::show();
    raise();
    activateWindow();
}

QString TrialDialog::text() const
{
    return m_text->toPlainText();
}

} // namespace leptune
