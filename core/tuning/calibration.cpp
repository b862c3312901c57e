// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace leptune {

namespace {

constexpr std::size_t kFewestRows = 100;
constexpr std::size_t kParts = 5;
constexpr double kLeastGain = 0.002;
constexpr double kLeastProbability = 1e-7; // of the graph's node
constexpr int kSteps = 30;
constexpr double kPriorRows = 2.0; // how much a map that changes nothing is believed beforehand

/// softmax(slope * log p + (0, intercept)).
struct Map {
    double slope = 1.0, intercept = 0.0;
};

/// Loss of rows with its first and second derivatives by slope and intercept.
struct Loss {
    double value = 0.0, mass = 0.0;
    std::array<double, 2> gradient{};
    std::array<double, 3> hessian{}; ///< slope slope, slope intercept, intercept intercept
};

class LoggedRows {
public:
    LoggedRows(const Target &truth, std::span<const float> weights,
               const FloatMatrix &probabilities)
        : m_truth(truth),
          m_weights(weights),
          m_classes(probabilities.columns),
          m_logs(probabilities.values.size())
    {
        for (std::size_t i = 0; i < m_logs.size(); ++i)
            m_logs[i] = std::log(std::max(double{probabilities.values[i]}, kLeastProbability));
    }
    std::size_t size() const { return m_truth.values.size(); }

    /// Over the rows of one part (`inside`) or of all others; part kParts: all rows.
    Loss loss(const Map &map, std::size_t part, bool inside) const
    {
        Loss sum;
        std::vector<double> scores(m_classes);
        for (std::size_t row = 0; row < size(); ++row)
            if (part == kParts || (row % kParts == part) == inside)
                add(sum, map, row, scores);
        return sum;
    }

private:
    void add(Loss &sum, const Map &map, std::size_t row, std::vector<double> &scores) const
    {
        const double *logs = m_logs.data() + row * m_classes;
        const double weight = m_weights.empty() ? 1.0 : double{m_weights[row]};
        const auto label = static_cast<std::size_t>(m_truth.values[row]);
        double most = -HUGE_VAL;
        for (std::size_t k = 0; k < m_classes; ++k) {
            scores[k] = map.slope * logs[k] + (hasIntercept() && k == 1 ? map.intercept : 0.0);
            most = std::max(most, scores[k]);
        }
        double total = 0.0, mean = 0.0, square = 0.0;
        const double own = scores[label] - most;
        for (std::size_t k = 0; k < m_classes; ++k)
            total += scores[k] = std::exp(scores[k] - most);
        for (std::size_t k = 0; k < m_classes; ++k) {
            const double p = scores[k] / total;
            mean += p * logs[k];
            square += p * logs[k] * logs[k];
        }
        sum.value += weight * (std::log(total) - own);
        sum.mass += weight;
        sum.gradient[0] += weight * (mean - logs[label]);
        sum.hessian[0] += weight * (square - mean * mean);
        if (!hasIntercept())
            return;
        const double p = scores[1] / total;
        sum.gradient[1] += weight * (p - (label == 1 ? 1.0 : 0.0));
        sum.hessian[1] += weight * p * (logs[1] - mean);
        sum.hessian[2] += weight * p * (1.0 - p);
    }
    bool hasIntercept() const { return m_classes == 2; }

    const Target &m_truth;
    std::span<const float> m_weights;
    std::size_t m_classes;
    std::vector<double> m_logs;
};

double penalised(const Loss &loss, const Map &map)
{
    return loss.value +
           0.5 * kPriorRows * (std::pow(map.slope - 1.0, 2) + map.intercept * map.intercept);
}

/// Newton's method with halved steps on all rows but those of `part`.
Map fit(const LoggedRows &rows, std::size_t part)
{
    Map map;
    Loss loss = rows.loss(map, part, false);
    for (int step = 0; step < kSteps; ++step) {
        const double a = loss.hessian[0] + kPriorRows, b = loss.hessian[1],
                     d = loss.hessian[2] + kPriorRows;
        const double g = loss.gradient[0] + kPriorRows * (map.slope - 1.0);
        const double h = loss.gradient[1] + kPriorRows * map.intercept;
        const double determinant = a * d - b * b;
        if (!(determinant > 0.0))
            return map;
        Map direction{-(d * g - b * h) / determinant, -(a * h - b * g) / determinant};
        const double before = penalised(loss, map);
        double length = 1.0;
        for (; length > 1e-3; length *= 0.5) {
            const Map next{std::clamp(map.slope + length * direction.slope, 0.02, 50.0),
                           map.intercept + length * direction.intercept};
            const Loss there = rows.loss(next, part, false);
            if (penalised(there, next) < before) {
                map = next;
                loss = there;
                break;
            }
        }
        if (length <= 1e-3 || before - penalised(loss, map) < 1e-7 * before)
            return map;
    }
    return map;
}

using PartMaps = std::array<Map, kParts>;

/// Each of all rows but those of its part.
PartMaps fitParts(const LoggedRows &rows)
{
    PartMaps maps;
    for (std::size_t part = 0; part < kParts; ++part)
        maps[part] = fit(rows, part);
    return maps;
}

bool helpsOnUnseenRows(const LoggedRows &rows, const PartMaps &maps)
{
    double before = 0.0, after = 0.0;
    for (std::size_t part = 0; part < kParts; ++part) {
        before += rows.loss({}, part, true).value;
        after += rows.loss(maps[part], part, true).value;
    }
    return after < (1.0 - kLeastGain) * before;
}

Calibrate calibrateOf(const Map &map, std::size_t classes)
{
    Calibrate calibrate;
    calibrate.slope.assign(classes, static_cast<float>(map.slope));
    calibrate.intercept.assign(classes, 0.0F);
    calibrate.intercept[1] = static_cast<float>(map.intercept);
    return calibrate;
}

/// Applies the map to rows as the graph's node does.
class MapKernel {
public:
    explicit MapKernel(Calibrate map) : m_map(std::move(map)), m_scores(m_map.slope.size()) {}

    void apply(std::span<const float> from, std::span<float> to)
    {
        double most = -HUGE_VAL, total = 0.0;
        for (std::size_t k = 0; k < m_scores.size(); ++k) {
            const double p = std::max(double{from[k]}, kLeastProbability);
            m_scores[k] = m_map.slope[k] * std::log(p) + m_map.intercept[k];
            most = std::max(most, m_scores[k]);
        }
        for (double &score : m_scores)
            total += score = std::exp(score - most);
        for (std::size_t k = 0; k < m_scores.size(); ++k)
            to[k] = static_cast<float>(m_scores[k] / total);
    }

private:
    Calibrate m_map;
    std::vector<double> m_scores;
};

FloatMatrix crossCalibrated(const PartMaps &maps, const FloatMatrix &probabilities)
{
    FloatMatrix result(probabilities.rows, probabilities.columns);
    for (std::size_t part = 0; part < kParts; ++part) {
        MapKernel kernel(calibrateOf(maps[part], probabilities.columns));
        for (std::size_t row = part; row < probabilities.rows; row += kParts)
            kernel.apply(probabilities.row(row), result.row(row));
    }
    return result;
}

} // namespace

std::optional<FittedCalibration> fitCalibration(const Target &truth, std::span<const float> weights,
                                                const FloatMatrix &probabilities)
{
    if (truth.task == TaskKind::Regression || truth.values.size() < kFewestRows ||
        probabilities.columns < 2)
        return std::nullopt;
    const LoggedRows rows(truth, weights, probabilities);
    const PartMaps maps = fitParts(rows);
    if (!helpsOnUnseenRows(rows, maps))
        return std::nullopt;
    return FittedCalibration{calibrateOf(fit(rows, kParts), probabilities.columns),
                             crossCalibrated(maps, probabilities)};
}

FloatMatrix calibrated(const Calibrate &map, const FloatMatrix &probabilities)
{
    FloatMatrix result(probabilities.rows, probabilities.columns);
    MapKernel kernel(map);
    for (std::size_t row = 0; row < probabilities.rows; ++row)
        kernel.apply(probabilities.row(row), result.row(row));
    return result;
}

Graph withCalibration(Graph graph, const Calibrate &map)
{
    const int width = graph.outputWidth();
    graph.nodes.push_back({map, {graph.output}, width});
    graph.output = static_cast<NodeId>(graph.nodes.size()) - 1;
    return graph;
}

std::optional<Calibrate> calibrationOf(const Graph &graph)
{
    const Node &last = graph.nodes[static_cast<std::size_t>(graph.output)];
    const auto *map = std::get_if<Calibrate>(&last.op);
    return map ? std::optional(*map) : std::nullopt;
}

} // namespace leptune
