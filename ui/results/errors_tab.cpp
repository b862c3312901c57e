// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/errors_tab.h"

#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"
#include "ui/results/clickable_matrix.h"
#include "ui/results/interval_sentence.h"
#include "ui/results/mistake_gallery.h"
#include "ui/results/threshold_panel.h"
#include "ui/shared/choice_access.h"
#include "ui/shared/format.h"
#include "ui/shared/page_stack.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"
#include "ui/shared/sorted_cell.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kMostScoreLines = 8;

enum Layer { NothingLayer, ClassesLayer, NumbersLayer };

QList<QPointF> points(const std::vector<CurvePoint> &curve)
{
    QList<QPointF> points;
    for (const CurvePoint &point : curve)
        points.append({point.x, point.y});
    return points;
}

/// The calibration curve's height at a probability, from line to line; level beyond its ends.
double observedAt(const std::vector<CurvePoint> &curve, double probability)
{
    if (curve.empty())
        return std::nan("");
    const auto next = std::ranges::lower_bound(curve, probability, {}, &CurvePoint::x);
    if (next == curve.begin() || next == curve.end())
        return next == curve.end() ? curve.back().y : curve.front().y;
    const auto before = std::prev(next);
    return std::lerp(before->y, next->y, (probability - before->x) / (next->x - before->x));
}

ChartLine diagonal(const QString &name, const QColor &color)
{
    return {name, {{0.0, 0.0}, {1.0, 1.0}}, ChartLine::Form::Dashed, color, false};
}

} // namespace

ErrorsTab::ErrorsTab(QWidget *parent) : QWidget(parent), m_stack(new QStackedWidget(this))
{
    auto *nothing =
        mutedLabel(tr("How the best model errs is shown here when tuning has finished."), this);
    nothing->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(nothing);
    m_stack->addWidget(makeClasses());
    m_stack->addWidget(makeNumbers());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(m_stack);
}

LineChart *ErrorsTab::addCurve(const QString &name, const QString &x, const QString &y,
                               const char *objectName)
{
    auto *chart = new LineChart(m_curves);
    chart->setObjectName(QLatin1String(objectName));
    chart->setName(name);
    chart->setAxisTitles(x, y);
    chart->setUnitSquare();
    chart->setEmptyText(tr("This class has no rows among those scored."));
    m_curves->addTab(chart, name);
    return chart;
}

QWidget *ErrorsTab::makeClasses()
{
    auto *page = new QWidget(m_stack);
    QWidget *matrix = makeMatrix(page); // made in the order of Tab
    m_mistakes = new MistakeGallery(page);
    m_sides = new PageTabs(page);
    m_sides->setObjectName(QStringLiteral("errorSides"));
    m_sides->setDocumentMode(true);
    m_sides->setTabBarAutoHide(true);
    m_sides->addTab(makeCurves(page), tr("One class against the rest"));
    connect(m_mistakes, &MistakeGallery::failed, this, &ErrorsTab::failed);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(matrix, 1);
    layout->addWidget(m_sides, 1);
    m_mistakes->hide();
    return page;
}

QWidget *ErrorsTab::makeMatrix(QWidget *page)
{
    auto *matrix = new Panel(tr("What it answered, class by class"), page);
    m_confusion = new ClickableMatrix(matrix);
    connect(m_confusion, &ClickableMatrix::cellClicked, this, [this](QPoint cell) {
        if (m_analysis.pictures.isEmpty()) {
            if (m_confusion->count(cell.y(), cell.x()) > 0) // else the page would show no rows
                Q_EMIT cellChosen(cell.y(), cell.x());
            return;
        }
        m_mistakes->showCell(cell);
        m_sides->setCurrentWidget(m_mistakes);
    });
    m_confusion->setObjectName(QStringLiteral("confusion"));
    m_confusion->setName(tr("Confusion matrix"));
    matrix->setTight();
    matrix->body()->addWidget(m_confusion, 1);
    m_scores = new QTableWidget(0, 5, matrix);
    m_scores->setObjectName(QStringLiteral("classScores"));
    m_scores->setAccessibleName(tr("Scores of every class"));
    m_scores->setHorizontalHeaderLabels(
        {tr("Class"), tr("Precision"), tr("Recall"), tr("F1"), tr("Rows")});
    m_scores->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_scores->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_scores->setShowGrid(false);
    m_scores->setFrameShape(QFrame::NoFrame);
    m_scores->verticalHeader()->hide();
    m_scores->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_scores->setTextElideMode(Qt::ElideMiddle); // names often differ at their ends
    m_scores->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_scores->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_scores->horizontalHeader()->setHighlightSections(false);
    for (int column = 0; column < m_scores->columnCount(); ++column)
        m_scores->horizontalHeaderItem(column)->setTextAlignment(
            Qt::AlignVCenter | (column > 0 ? Qt::AlignRight : Qt::AlignLeft));
    installTableCopy(m_scores);
    new TableFilter(m_scores);
    matrix->body()->addWidget(m_scores);
    return matrix;
}

QWidget *ErrorsTab::makeCurves(QWidget *page)
{
    auto *curves = new Panel(tr("One class against the rest"), page);
    m_area = mutedLabel({}, curves);
    m_area->setObjectName(QStringLiteral("areaUnderCurve"));
    m_class = new QComboBox(curves);
    m_class->setObjectName(QStringLiteral("curveClass"));
    nameBox(m_class, tr("Class"));
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_class->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    curves->head()->addWidget(m_area);
    curves->head()->addWidget(m_class);
    connect(m_class, &QComboBox::currentIndexChanged, this, &ErrorsTab::showCurves);
    m_curves = new PageTabs(curves);
    m_curves->setDocumentMode(true);
    m_roc = addCurve(tr("ROC"), tr("false positive rate"), tr("true positive rate"), "rocChart");
    m_precision =
        addCurve(tr("Precision and recall"), tr("recall"), tr("precision"), "precisionChart");
    m_calibration = addCurve(tr("Calibration"), tr("predicted probability"), tr("observed share"),
                             "calibrationChart");
    curves->setTight();
    curves->body()->addWidget(m_curves, 1);
    m_threshold = new ThresholdPanel(curves);
    connect(m_threshold, &ThresholdPanel::thresholdChanged, this, &ErrorsTab::markThreshold);
    curves->body()->addWidget(m_threshold);
    return curves;
}

QWidget *ErrorsTab::makeNumbers()
{
    auto *page = new QWidget(m_stack);
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(8);
    m_interval = new QLabel(page);
    m_interval->setObjectName(QStringLiteral("intervalSentence"));
    m_interval->setWordWrap(true);
    m_interval->setTextInteractionFlags(Qt::TextSelectableByMouse);
    outer->addWidget(m_interval);
    outer->addLayout(layout, 1);
    const auto add = [&](const QString &title, const char *name) {
        auto *panel = new Panel(title, page);
        auto *plot = new ScatterPlot(panel);
        plot->setObjectName(QLatin1String(name));
        plot->setName(title);
        panel->setTight();
        panel->body()->addWidget(plot);
        layout->addWidget(panel, 1);
        return plot;
    };
    m_fit = add(tr("Answered against true"), "fitPlot");
    m_fit->setReference(ScatterPlot::Reference::Diagonal);
    m_residuals = add(tr("Residuals"), "residualPlot");
    m_residuals->setReference(ScatterPlot::Reference::Zero);
    return page;
}

void ErrorsTab::setAnalysis(const ResultAnalysis &analysis, int positive, const QString &target)
{
    m_analysis = analysis;
    m_positive = positive;
    showMistakes(); // lets go of the pictures before
    if (analysis.isEmpty()) {
        m_stack->setCurrentIndex(NothingLayer);
    } else if (!analysis.classes.empty()) {
        m_stack->setCurrentIndex(ClassesLayer);
        showClasses(positive);
    } else {
        m_stack->setCurrentIndex(NumbersLayer);
        showNumbers(target);
    }
}

void ErrorsTab::showClasses(int positive)
{
    QStringList labels;
    for (const std::string &name : m_analysis.classes)
        labels << QString::fromStdString(name);
    m_confusion->setMatrix(labels, m_analysis.evaluation.confusion);
    const SortingPause pause(*m_scores);
    m_scores->setRowCount(static_cast<int>(m_analysis.evaluation.classes.size()));
    for (int row = 0; row < m_scores->rowCount(); ++row) {
        const ClassScores &scores = m_analysis.evaluation.classes[static_cast<std::size_t>(row)];
        const QString cells[] = {QString::fromStdString(scores.label),
                                 formatPercent(scores.precision), formatPercent(scores.recall),
                                 scoreText(scores.f1, 3), formatCount(scores.rows)};
        const double numbers[] = {std::nan(""), scores.precision, scores.recall, scores.f1,
                                  static_cast<double>(scores.rows)};
        for (int column = 0; column < m_scores->columnCount(); ++column) {
            auto *item = new SortedCell(cells[column], numbers[column]);
            item->setTextAlignment(Qt::AlignVCenter |
                                   (column > 0 ? Qt::AlignRight : Qt::AlignLeft));
            m_scores->setItem(row, column, item);
        }
    }
    const int lines = std::min(m_scores->rowCount(), kMostScoreLines);
    m_scores->setFixedHeight(m_scores->horizontalHeader()->sizeHint().height() +
                             lines * m_scores->verticalHeader()->defaultSectionSize() + 4);
    const QSignalBlocker blocker(m_class);
    m_class->clear();
    m_class->addItems(labels.mid(0, static_cast<qsizetype>(m_analysis.curves.size())));
    m_class->setCurrentIndex(std::clamp(positive, 0, std::max(0, m_class->count() - 1)));
    showCurves(m_class->currentIndex());
}

/// The tab is there for pictures only, and leads then.
void ErrorsTab::showMistakes()
{
    const bool pictures = !m_analysis.pictures.isEmpty();
    const int place = m_sides->indexOf(m_mistakes);
    m_mistakes->setMistakes(m_analysis.pictures);
    if (pictures && place < 0)
        m_sides->setCurrentIndex(m_sides->insertTab(0, m_mistakes, tr("Mistakes")));
    else if (!pictures && place >= 0)
        m_sides->removeTab(place);
}

void ErrorsTab::showCurves(int label)
{
    if (label < 0 || static_cast<std::size_t>(label) >= m_analysis.curves.size())
        return;
    const ClassCurves &curves = m_analysis.curves[static_cast<std::size_t>(label)];
    const QColor reference = palette().color(QPalette::PlaceholderText);
    m_roc->setLines({{tr("model"), points(curves.roc), ChartLine::Form::Thick, {}, false},
                     diagonal(tr("guessing"), reference)});
    const auto &counts = m_analysis.evaluation.classes[static_cast<std::size_t>(label)];
    const double share =
        static_cast<double>(counts.rows) / static_cast<double>(m_analysis.evaluation.rows);
    m_precision->setLines(
        {{tr("model"), points(curves.precisionRecall), ChartLine::Form::Thick, {}, false},
         {tr("guessing"),
          {{0.0, share}, {1.0, share}},
          ChartLine::Form::Dashed,
          reference,
          false}});
    m_calibration->setLines(
        {{tr("model"), points(curves.calibration), ChartLine::Form::Thick, {}, false},
         diagonal(tr("perfect"), reference)});
    m_area->setText(tr("area under ROC %1").arg(scoreText(curves.auc)));
    m_threshold->setGivenCosts(label == m_positive ? m_analysis.costs : m_analysis.costs.swapped());
    m_threshold->setCurve(curves.thresholds, m_class->itemText(label), curves.threshold);
}

/// Where the threshold lies on every curve.
void ErrorsTab::markThreshold()
{
    const int label = m_class->currentIndex();
    if (label < 0 || static_cast<std::size_t>(label) >= m_analysis.curves.size())
        return;
    const double threshold = m_threshold->threshold();
    const ThresholdCounts counts = m_threshold->counts();
    const auto mark = [&](LineChart *chart, double x, double y) {
        std::vector<ChartMark> marks;
        if (std::isfinite(x) && std::isfinite(y))
            marks.push_back({{x, y}, {}, tr("threshold %1").arg(scoreText(threshold, 3))});
        chart->setMarks(std::move(marks));
    };
    mark(m_roc, counts.falsePositiveRate(), counts.recall());
    mark(m_precision, counts.recall(), counts.precision());
    mark(m_calibration, threshold,
         observedAt(m_analysis.curves[static_cast<std::size_t>(label)].calibration, threshold));
}

void ErrorsTab::showInterval()
{
    const std::optional<double> &width = m_analysis.intervalWidth;
    m_fit->setBand(width.value_or(0.0));
    m_residuals->setBand(width.value_or(0.0));
    m_interval->setVisible(width.has_value());
    m_interval->setText(intervalSentence(m_analysis));
}

void ErrorsTab::showNumbers(const QString &target)
{
    std::vector<ScatterPoint> fit, residuals;
    for (const AnsweredNumber &answer : m_analysis.answers) {
        const double error = answer.answer - answer.truth;
        const QString tip =
            tr("true %1\nanswered %2\noff by %3")
                .arg(figureText(answer.truth, 5), figureText(answer.answer, 5), figureText(error));
        fit.push_back({answer.truth, answer.answer, {}, tip});
        residuals.push_back({answer.answer, error, {}, tip});
    }
    m_fit->setAxisTitles(tr("true %1").arg(target), tr("answered"));
    m_residuals->setAxisTitles(tr("answered %1").arg(target), tr("answered − true"));
    showInterval();
    m_fit->setPoints(std::move(fit));
    m_residuals->setPoints(std::move(residuals));
}

} // namespace leptune
