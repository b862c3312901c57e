// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/task_sketch.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "ui/shared/format.h"
#include "ui/words/core_words.h"
#include "ui/words/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace leptune {

namespace {

constexpr std::size_t kNamedClasses = 4;
constexpr std::size_t kExampleCells = 4;
constexpr qsizetype kExampleCharacters = 24;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TaskSketchWords)
};

struct Range {
    double low = 0.0;
    double high = 0.0;
};

Range rangeOf(std::span<const double> values)
{
    Range range{HUGE_VAL, -HUGE_VAL};
    for (const double value : values)
        if (std::isfinite(value))
            range = {std::min(range.low, value), std::max(range.high, value)};
    return range;
}

void countCodes(const Column &column, TaskSketch &sketch)
{
    std::vector<std::uint64_t> counts(column.dictionary().size());
    for (const std::int32_t code : column.codes())
        if (code >= 0)
            ++counts[static_cast<std::size_t>(code)];
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0)
            continue;
        ++sketch.classCount;
        if (sketch.classes.size() < kMostClasses)
            sketch.classes.push_back({QString::fromStdString(column.dictionary()[i]), counts[i]});
    }
}

void countNumbers(const Column &column, TaskSketch &sketch)
{
    std::unordered_map<double, std::size_t> places;
    for (const double value : column.numbers()) {
        if (std::isnan(value))
            continue;
        const auto [place, isNew] = places.emplace(value, places.size());
        if (isNew && sketch.classes.size() < kMostClasses)
            sketch.classes.push_back({QString::fromStdString(numberText(value)), 0});
        if (place->second < sketch.classes.size())
            ++sketch.classes[place->second].rows;
    }
    sketch.classCount = places.size();
}

QString classList(const TaskSketch &sketch, double rows)
{
    std::vector<ClassShare> common = sketch.classes;
    std::ranges::stable_sort(common, std::greater{}, &ClassShare::rows);
    QStringList words;
    for (std::size_t i = 0; i < std::min(kNamedClasses, common.size()); ++i)
        words.append(QStringLiteral("%1 (%2)").arg(
            common[i].label, formatPercent(static_cast<double>(common[i].rows) / rows)));
    if (sketch.classCount > kNamedClasses)
        words.append(
            Words::tr("and %n more", nullptr, static_cast<int>(sketch.classCount - kNamedClasses)));
    return joinList(words);
}

QString sentenceFor(const Column &column, const TaskSketch &sketch)
{
    const QString name = QString::fromStdString(column.name());
    if (sketch.kind == TaskKind::Regression) {
        const Range range = rangeOf(column.numbers());
        return Words::tr("Predict the number “%1”, so far between %2 and %3.")
            .arg(name, formatNumber(range.low), formatNumber(range.high));
    }
    const double rows =
        static_cast<double>(std::max<std::size_t>(1, column.size() - column.missingCount()));
    return Words::tr("Choose between %n answer(s) for “%1”: %2.", nullptr,
                     static_cast<int>(sketch.classCount))
        .arg(name, classList(sketch, rows));
}

QString exampleFor(const Table &table, const Column &target, const TuneOptions &options)
{
    std::size_t row = 0;
    while (row < target.size() && target.isMissing(row))
        ++row;
    if (row == target.size())
        return {};
    const auto shortened = [](const std::string &text) {
        const QString whole = QString::fromStdString(text);
        return whole.size() > kExampleCharacters ? whole.left(kExampleCharacters) + u'…' : whole;
    };
    QStringList cells;
    for (std::size_t i = 0;
         i < table.columns() && static_cast<std::size_t>(cells.size()) < kExampleCells; ++i) {
        const Column &column = table.column(i);
        const bool ignored =
            std::ranges::find(options.ignore, column.name()) != options.ignore.end();
        if (&column != &target && !ignored && !column.isMissing(row))
            cells.append(shortened(column.name()) + u' ' + shortened(column.text(row)));
    }
    if (table.columns() > kExampleCells + 1)
        cells.append(QStringLiteral("…"));
    return Words::tr("Row %1: %2 → %3")
        .arg(formatCount(row + 1), joinList(cells), shortened(target.text(row)));
}

/// By the one rule of targets, asked about a small column of the same classes: the rarer one once.
void namePositive(const Column &column, const std::string &wanted, TaskSketch &sketch)
{
    if (sketch.classes.size() != 2)
        return;
    const bool firstIsRarer = sketch.classes[0].rows < sketch.classes[1].rows;
    const std::string a = sketch.classes[0].label.toStdString();
    const std::string b = sketch.classes[1].label.toStdString();
    const std::vector<std::string> cells{a, b, firstIsRarer ? b : a};
    std::vector<std::uint32_t> rows;
    try {
        const Target target = makeTarget(
            Column::fromTexts(column.name(), ColumnType::Categorical, cells), true, wanted, rows);
        const bool isFirst =
            target.positive >= 0 && target.classes[static_cast<std::size_t>(target.positive)] == a;
        sketch.positive = sketch.classes[isFirst ? 0 : 1].label;
        sketch.other = sketch.classes[isFirst ? 1 : 0].label;
    } catch (const Error &) {
        // A positive class that does not exist is told when the study starts.
    }
}

/// Spaces ask for no more than about this.
DataShape shapeOf(const Table &table, const TaskSketch &sketch)
{
    DataShape shape;
    shape.task = sketch.kind;
    shape.rows = table.rows() * 4 / 5;
    shape.rawColumns = shape.denseFeatures = shape.treeFeatures =
        std::max<std::size_t>(2, table.columns()) - 1;
    shape.classes = sketch.kind == TaskKind::Regression ? 0 : sketch.classCount;
    for (std::size_t i = 0; i < table.columns(); ++i)
        if (const auto &pictures = table.column(i).pictures())
            shape.picture = pictures->shape;
    return shape;
}

/// Without the target; the pixels of a picture count, though less than cells of their own.
double cellsOfRow(const Table &table)
{
    constexpr double kCellsAPixel = 0.3;
    double cells = std::max(1.0, static_cast<double>(table.columns()) - 1.0);
    for (std::size_t i = 0; i < table.columns(); ++i)
        if (const auto &pictures = table.column(i).pictures())
            cells += kCellsAPixel * static_cast<double>(pictures->shape.bytes());
    return cells;
}

} // namespace

TaskSketch sketchTask(const Table &table, const TuneOptions &options)
{
    const Column &column = table.column(options.target);
    const TaskGuess guess = guessTask(column);
    TaskSketch sketch;
    sketch.guessed = options.task == TaskChoice::Auto;
    sketch.canBeNumber = column.type() == ColumnType::Numeric;
    sketch.why = coreWords(guess.why);
    const bool classes =
        sketch.guessed ? guess.classification : options.task == TaskChoice::Classification;
    if (classes)
        column.isCoded() ? countCodes(column, sketch) : countNumbers(column, sketch);
    sketch.kind = !classes ? TaskKind::Regression
                           : (sketch.classCount <= 2 ? TaskKind::Binary : TaskKind::MultiClass);
    if (sketch.kind == TaskKind::Binary)
        namePositive(column, options.positive, sketch);
    sketch.shape = shapeOf(table, sketch);
    sketch.sentence = sentenceFor(column, sketch);
    sketch.example = exampleFor(table, column, options);
    return sketch;
}

double measuredPace(const StudyRecord &record, const TuneOptions &options)
{
    constexpr int kFewest = 4;
    double seconds = 0.0;
    int trials = 0;
    for (const LeaderboardEntry &entry : record.entries) {
        const bool isChosen =
            options.families.empty() ||
            std::ranges::find(options.families, entry.family) != options.families.end();
        if (entry.trial < 0 || entry.family == "baseline" || !isChosen)
            continue;
        seconds += entry.seconds;
        ++trials;
    }
    const int workers = std::max(1, options.threads > 0 ? options.threads : availableCores());
    return trials < kFewest ? 0.0 : seconds / trials / workers;
}

ExpectedModels expectModels(const Table &table, const TuneOptions &options, double secondsPerTrial)
{
    constexpr double kMostRows = 100'000.0;
    constexpr double kSecondsPerCell = 1.5e-5; // five folds of a mixed bag of families, one thread
    constexpr double kOverheadSeconds = 0.3;
    const int workers = options.threads > 0 ? options.threads : availableCores();
    const double cells = std::min(kMostRows, static_cast<double>(table.rows())) * cellsOfRow(table);
    const bool measured = secondsPerTrial > 0.0;
    const double seconds =
        measured ? secondsPerTrial
                 : (kOverheadSeconds + kSecondsPerCell * cells) / std::max(1, workers);
    const double models = options.budgetSeconds / seconds;
    const double spread = measured ? 1.4 : 2.5;
    const auto rounded = [](double value) {
        const double step = std::pow(10.0, std::floor(std::log10(std::max(1.0, value))));
        return std::max(1, static_cast<int>(std::round(value / step * 2.0) / 2.0 * step));
    };
    return {rounded(models / spread), rounded(models * spread)};
}

} // namespace leptune
