// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/data_size_panel.h"

#include "ui/charts/chart_theme.h"
#include "ui/charts/line_chart.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace leptune {

namespace {

constexpr double kMostSeconds = 60.0;
constexpr double kInterval = 1.96; ///< standard deviations

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::DataSizePanel)
};

/// What is gained by twice the rows, higher is better.
double gainOf(const DataSizeCurve &curve)
{
    return toScore(curve.metric, curve.twice->value) -
           toScore(curve.metric, curve.points.back().value);
}

QString verdict(const DataSizeCurve &curve)
{
    const double gain = gainOf(curve);
    // Against what the rows so far have brought: a tenth of it again is worth collecting rows for.
    const double brought = toScore(curve.metric, curve.points.back().value) -
                           toScore(curve.metric, curve.points.front().value);
    if (gain <= kInterval * curve.twice->error)
        return gain <= 0.25 * kInterval * curve.twice->error || brought <= 0.0
                   ? Words::tr("More rows of this kind would hardly help.")
                   : Words::tr("More rows may help, but it can't be told from noise.");
    return gain > 0.1 * brought ? Words::tr("More rows would help.")
                                : Words::tr("More rows would help a little.");
}

} // namespace

QString dataSizeSentence(const DataSizeCurve &curve)
{
    const DataSizePoint &now = curve.points.back();
    if (!curve.twice)
        return Words::tr("There are too few rows to tell.");
    const int decimals = scoreDecimals(now.value);
    const double reach = kInterval * curve.twice->error;
    return verdict(curve) + QLatin1Char(' ') +
           Words::tr("%1 is %2 with %3 rows; with %4 about %5 (%6 to %7) is to be expected.")
               .arg(metricTitle(curve.metric), scoreText(now.value, decimals),
                    formatCount(now.rows), formatCount(curve.twice->rows),
                    scoreText(curve.twice->value, decimals),
                    scoreText(curve.twice->value - reach, decimals),
                    scoreText(curve.twice->value + reach, decimals));
}

DataSizePanel::DataSizePanel(QWidget *parent)
    : Panel(tr("Would more data help?"), parent),
      m_button(new QPushButton(tr("Measure"), this)),
      m_words(new QLabel(this)),
      m_chart(new LineChart(this))
{
    m_button->setObjectName(QStringLiteral("measureDataSize"));
    m_button->setAccessibleName(tr("Measure whether more data would help"));
    m_words->setObjectName(QStringLiteral("dataSizeSentence"));
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chart->setObjectName(QStringLiteral("dataSizeChart"));
    m_chart->setName(tr("Score by number of rows"));
    m_chart->setMinimumHeight(fontMetrics().height() * 9);
    head()->addWidget(m_button);
    body()->addWidget(m_words);
    body()->addWidget(m_chart, 1);
    connect(m_button, &QPushButton::clicked, this, &DataSizePanel::toggle);
    setSubject(nullptr);
}

void DataSizePanel::setSubject(std::shared_ptr<const ExplainSubject> subject)
{
    m_background.cancel();
    m_subject = std::move(subject);
    m_curve.reset();
    m_chart->hide();
    m_button->setText(tr("Measure"));
    m_button->setEnabled(m_subject && m_subject->scored.isKnown());
    m_words->setText(m_subject && !m_subject->scored.isKnown()
                         ? whyNoExplanation(*m_subject)
                         : tr("Fits a plain model on growing shares of the rows and draws the "
                              "curve on. Takes up "
                              "to a minute."));
}

void DataSizePanel::toggle()
{
    if (!m_background.isRunning())
        return measure();
    m_background.cancel();
    setSubject(m_subject);
}

void DataSizePanel::measure()
{
    m_button->setText(tr("Stop"));
    m_words->setText(tr("Fitting on the first share of the rows…"));
    m_background.run([this, subject = m_subject](std::stop_token stop) -> Background::Deliver {
        try {
            DataSizeEffort effort;
            effort.stop = stop;
            effort.deadline = Deadline::inSeconds(kMostSeconds);
            effort.progress = [this, stop](const DataSizeCurve &curve) {
                // Delivered in order, before the outcome; void once this one was replaced.
                QMetaObject::invokeMethod(
                    &m_background,
                    [this, stop, curve] {
                        if (!stop.stop_requested())
                            showProgress(curve);
                    },
                    Qt::QueuedConnection);
            };
            const DataSizeCurve curve =
                dataSizeCurve(*subject->scored.table, subject->options, effort);
            return [this, curve] {
                showProgress(curve);
                showEnd(dataSizeSentence(curve));
            };
        } catch (...) {
            return [this, words = describeError(std::current_exception())] { showEnd(words.text); };
        }
    });
}

void DataSizePanel::showProgress(const DataSizeCurve &curve)
{
    m_curve = curve;
    m_words->setText(tr("Measured with %1 rows…").arg(formatCount(curve.points.back().rows)));
    m_chart->show();
    drawCurve();
}

/// Lines keep the colours they are given: another theme wants others.
void DataSizePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_curve)
        drawCurve();
    Panel::changeEvent(event);
}

void DataSizePanel::drawCurve()
{
    const DataSizeCurve &curve = *m_curve;
    QList<QPointF> measured, low, high, expected;
    std::vector<ChartMark> marks;
    for (const DataSizePoint &point : curve.points) {
        measured.append({static_cast<double>(point.rows), point.value});
        marks.push_back(
            {measured.last(), curve.family,
             tr("%1 rows\n%2")
                 .arg(formatCount(point.rows), scoreErrorText(point.value, point.error))});
    }
    if (curve.twice) {
        const auto rows = static_cast<double>(curve.twice->rows);
        const double reach = kInterval * curve.twice->error;
        expected = {measured.last(), {rows, curve.twice->value}};
        low = {measured.last(), {rows, curve.twice->value - reach}};
        high = {measured.last(), {rows, curve.twice->value + reach}};
    }
    const ChartTheme theme = ChartTheme::from(palette());
    m_chart->setAxisTitles(tr("rows learned from"), metricTitle(curve.metric));
    m_chart->setMarks(std::move(marks));
    const auto line = [](const QString &name, const QList<QPointF> &points, ChartLine::Form form,
                         const QColor &color) {
        return ChartLine{name, points, form, color, false};
    };
    m_chart->setLines({line(tr("measured"), measured, ChartLine::Form::Thick, theme.line(0)),
                       line(tr("expected"), expected, ChartLine::Form::Plain, theme.line(0)),
                       line({}, low, ChartLine::Form::Plain, theme.muted),
                       line({}, high, ChartLine::Form::Plain, theme.muted)});
}

void DataSizePanel::showEnd(const QString &sentence)
{
    m_words->setText(sentence);
    m_button->setText(tr("Measure"));
    Q_EMIT measured();
}

} // namespace leptune
