// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/fixed_point_plan.h"

#include "core/base/error.h"
#include "core/exporting/fixed_point_units.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace leptune {
namespace {

template <typename... Types>
bool isOneOf(const Op &op)
{
    return (std::holds_alternative<Types>(op) || ...);
}

template <typename Op>
const Op *as(const Graph &graph, NodeId id)
{
    return std::get_if<Op>(&graph.nodes[static_cast<std::size_t>(id)].op);
}

bool isTrees(const Op &op)
{
    return isOneOf<TreeEnsemble, SymmetricEnsemble>(op);
}

[[noreturn]] void refuse(const Op &op)
{
    throw Error(ErrorCode::Unsupported, "c",
                std::string("whole numbers can't hold \"") + opName(op) +
                    "\" where this model has it");
}

/// The input of a Concat that a column is of; `column` becomes that of the input.
NodeId partOf(const Graph &graph, const Node &concat, int &column)
{
    for (const NodeId input : concat.inputs) {
        const int width = graph.nodes[static_cast<std::size_t>(input)].width;
        if (column < width)
            return input;
        column -= width;
    }
    throw Error(ErrorCode::Internal, "c", "a column lies beyond its matrix");
}

float partOfDay(DatePart part, float day)
{
    float value = 0.0F;
    applyStep(DateParts{{part}}, &day, 1, 1, &value);
    return value;
}

CodedFeature ofText(const LookUp &op, int column, const StepFunction &f)
{
    // No text of C is empty and a key, or goes on behind a zero.
    std::map<std::string, float> known;
    for (std::size_t i = 0; i < op.keys.size(); ++i)
        if (!op.keys[i].empty() && op.keys[i].find('\0') == std::string::npos)
            known.emplace(op.keys[i], op.values[i]);
    CodedFeature result;
    result.source = {FixedSource::Kind::Text, column, {}, -1, 0};
    for (const auto &[key, value] : known) {
        result.source.keys.push_back(key);
        result.function.values.push_back(f.at(value));
        result.function.edges.push_back(static_cast<float>(result.function.values.size()));
    }
    result.function.values.push_back(f.at(op.unseen));
    result.function.edges.push_back(static_cast<float>(result.function.values.size()));
    result.function.values.push_back(f.at(op.missing));
    return result;
}

/// Neighbours of one value are one.
void join(StepFunction &f)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < f.edges.size(); ++i)
        if (f.values[i + 1] != f.values[kept]) {
            f.edges[kept] = f.edges[i];
            f.values[++kept] = f.values[i + 1];
        }
    f.edges.resize(kept);
    f.values.resize(kept + 1);
}

const char *kindOf(const Op &op)
{
    if (isOneOf<Derive>(op))
        return "features computed of two columns";
    if (isOneOf<KernelSum>(op))
        return "a kernel machine";
    if (isOneOf<Neighbours>(op))
        return "nearest neighbours";
    if (isOneOf<PeriodicEmbedding, Blend>(op))
        return "embedded numbers";
    return "";
}

} // namespace

std::string notInWholeNumbers(const Model &model)
{
    for (const Node &node : model.graph().nodes)
        if (const std::string kind = kindOf(node.op); !kind.empty())
            return kind;
    return {};
}

FixedPointPlan::FixedPointPlan(const Model &model)
    : m_graph(model.graph()),
      m_units(m_graph.nodes.size()),
      m_columnBits(model.schema().columns.size())
{
    addUnits();
    addBins();
    addFeatures();
    chooseColumnBits();
}

bool FixedPointPlan::isComputed(NodeId id) const
{
    const Node &node = m_graph.nodes[static_cast<std::size_t>(id)];
    if (const auto *activation = std::get_if<Activation>(&node.op))
        return activation->kind == ActivationKind::Relu && isComputed(node.inputs[0]);
    if (const auto *dense = std::get_if<Dense>(&node.op))
        return dense->inputs == 0;
    if (std::holds_alternative<Concat>(node.op)) // scores of classes
        return !node.inputs.empty() &&
               std::ranges::all_of(node.inputs, [&](NodeId input) { return isComputed(input); });
    return isTrees(node.op) || isOneOf<IntegerDense, IntegerConvolution, Pool, WeightedSum, Softmax,
                                       Logistic, Calibrate, Normalize, Clip>(node.op);
}

/// Of the cells that `date` sees, of which a missing one may have been replaced before.
CodedFeature FixedPointPlan::ofCalendar(const Node &date, DatePart part, StepFunction f) const
{
    constexpr float kFarthest = 262144.0F; // days that a cell can hold, see writeWholeDate()
    for (NodeId id = date.inputs[0];;) {
        const Node &node = m_graph.nodes[static_cast<std::size_t>(id)];
        if (const auto *cells = std::get_if<InputColumn>(&node.op))
            return {{FixedSource::Kind::Date, cells->column, {}, -1, datePlace(part)},
                    std::move(f)};
        const auto *clean = std::get_if<CleanRange>(&node.op);
        const bool keepsAll =
            clean &&
            (clean->low.empty() || (clean->low[0] <= -kFarthest && clean->high[0] >= kFarthest));
        if (const auto *impute = std::get_if<Impute>(&node.op))
            f.missing = f.at(partOfDay(part, impute->values[0]));
        else if (!keepsAll)
            refuse(date.op);
        id = node.inputs[0];
    }
}

CodedFeature FixedPointPlan::coded(NodeId id, int column, StepFunction f) const
{
    for (;;) {
        const Node &node = m_graph.nodes[static_cast<std::size_t>(id)];
        if (isComputed(id))
            return {{FixedSource::Kind::Node, 0, {}, id, column}, std::move(f)};
        if (const auto *input = std::get_if<InputColumn>(&node.op))
            return {{FixedSource::Kind::Number, input->column, {}, -1, 0}, std::move(f)};
        if (const auto *op = std::get_if<LookUp>(&node.op)) {
            const auto *cells = as<InputColumn>(m_graph, node.inputs[0]);
            if (!cells->asNumber)
                return ofText(*op, cells->column, f);
            f = before(f, *op);
        } else if (const auto *date = std::get_if<DateParts>(&node.op)) {
            const DatePart part = date->parts[static_cast<std::size_t>(column)];
            if (part != DatePart::Elapsed)
                return ofCalendar(node, part, std::move(f));
            column = 0;
        } else if (const auto *select = std::get_if<Select>(&node.op)) {
            column = select->columns[static_cast<std::size_t>(column)];
        } else if (std::holds_alternative<Concat>(node.op)) {
            id = partOf(m_graph, node, column);
            continue;
        } else if (const auto *hot = std::get_if<OneHot>(&node.op)) {
            f = before(f, *hot, std::exchange(column, 0));
        } else if (const auto *impute = std::get_if<Impute>(&node.op)) {
            f = before(f, *impute, column);
        } else if (const auto *missing = std::get_if<MissingIndicator>(&node.op)) {
            f = before(f, *missing);
        } else if (const auto *scale = std::get_if<Scale>(&node.op)) {
            f = before(f, *scale, column);
        } else if (const auto *clip = std::get_if<SmoothClip>(&node.op)) {
            f = before(f, *clip);
        } else if (const auto *clean = std::get_if<CleanRange>(&node.op)) {
            f = before(f, *clean, column);
        } else if (const auto *activation = std::get_if<Activation>(&node.op)) {
            f = before(f, activation->kind);
        } else {
            refuse(node.op);
        }
        join(f);
        id = node.inputs[0];
    }
}

void FixedPointPlan::addBins()
{
    for (const Node &node : m_graph.nodes) {
        if (!isTrees(node.op))
            continue;
        const NodeId input = node.inputs[0];
        CBins &bins = m_bins.try_emplace(input, "bins" + std::to_string(input)).first->second;
        if (const auto *trees = std::get_if<TreeEnsemble>(&node.op))
            bins.addQuestions(*trees);
        else
            bins.addQuestions(std::get<SymmetricEnsemble>(node.op));
    }
    for (auto &[input, bins] : m_bins) {
        bins.finish();
        std::vector<CodedFeature> &features = m_binFeatures[input];
        for (CBins::Column &column : bins.columnList())
            features.push_back(coded(input, column.feature,
                                     countOf(std::move(column.thresholds), column.missingLeft)));
    }
}

void FixedPointPlan::addFeatures()
{
    const auto add = [&](std::size_t at, float step, int zeroPoint) {
        const NodeId input = m_graph.nodes[at].inputs[0];
        std::vector<CodedFeature> &features = m_features[static_cast<NodeId>(at)];
        if (as<Pixels>(m_graph, input))
            return;
        const StepFunction codes = codesOf(step, zeroPoint);
        const int width = m_graph.nodes[static_cast<std::size_t>(input)].width;
        for (int column = 0; column < width; ++column)
            features.push_back(coded(input, column, codes));
    };
    for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
        if (const auto *dense = std::get_if<IntegerDense>(&m_graph.nodes[i].op))
            add(i, dense->inputStep, dense->zeroPoint);
        if (const auto *layer = std::get_if<IntegerConvolution>(&m_graph.nodes[i].op))
            add(i, layer->inputStep, layer->zeroPoint);
    }
}

void FixedPointPlan::addUnits()
{
    for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
        if (isComputed(static_cast<NodeId>(i)))
            m_units[i] = unitOf(m_graph.nodes[i]);
    if (!isComputed(m_graph.output))
        throw Error(ErrorCode::Unsupported, "c", "the model's answers are no sums");
}

FixedPointPlan::Unit FixedPointPlan::unitOf(const Node &node) const
{
    const Op &op = node.op;
    if (const auto *trees = std::get_if<TreeEnsemble>(&op))
        return unitOfSums(*trees);
    if (const auto *trees = std::get_if<SymmetricEnsemble>(&op))
        return unitOfSums(*trees);
    if (const auto *dense = std::get_if<IntegerDense>(&op))
        return unitOfSums(*dense);
    if (const auto *layer = std::get_if<IntegerConvolution>(&op))
        return unitOfSums(*layer);
    if (const auto *constant = std::get_if<Dense>(&op))
        return unitOfBound(largestOf(constant->bias));
    for (const NodeId input : node.inputs)
        if (!isComputed(input))
            refuse(op);
    if (isOneOf<Softmax, Logistic, Calibrate, Normalize>(op))
        return {kProbabilityBits, 1.0};
    Unit unit = this->unit(node.inputs[0]);
    if (const auto *sum = std::get_if<WeightedSum>(&op)) {
        double bound = 0.0;
        for (std::size_t i = 0; i < node.inputs.size(); ++i) {
            const Unit &part = this->unit(node.inputs[i]);
            bound += std::abs(static_cast<double>(sum->weights[i])) * part.bound;
            unit.bits = std::min(unit.bits, part.bits);
        }
        return {std::min(unit.bits, unitOfBound(bound).bits), bound};
    }
    if (std::holds_alternative<Concat>(op))
        for (const NodeId input : node.inputs) {
            unit.bits = std::min(unit.bits, this->unit(input).bits);
            unit.bound = std::max(unit.bound, this->unit(input).bound);
        }
    return unit;
}

/// The fewest bits that hold all edges of a column, or as many as its largest one leaves.
void FixedPointPlan::chooseColumnBits()
{
    std::vector<std::set<float>> edges(m_columnBits.size());
    std::vector<bool> areDates(m_columnBits.size());
    for (const auto *all : {&m_features, &m_binFeatures})
        for (const auto &[reader, features] : *all)
            for (const auto &[source, function] : features) {
                const auto column = static_cast<std::size_t>(source.column);
                if (source.kind == FixedSource::Kind::Number)
                    edges[column].insert(function.edges.begin(), function.edges.end());
                if (source.kind == FixedSource::Kind::Date)
                    areDates[column] = true;
            }
    for (std::size_t i = 0; i < edges.size(); ++i)
        m_columnBits[i] = areDates[i] ? kDayBits : bitsFor({edges[i].begin(), edges[i].end()});
}

FixedPointPlan::WholeFunction FixedPointPlan::wholeFunction(const CodedFeature &feature) const
{
    int bits = 0;
    if (feature.source.kind == FixedSource::Kind::Number)
        bits = m_columnBits[static_cast<std::size_t>(feature.source.column)];
    if (feature.source.kind == FixedSource::Kind::Node)
        bits = unit(feature.source.node).bits;
    const StepFunction &f = feature.function;
    WholeFunction result;
    result.values.push_back(f.values[0]);
    for (std::size_t i = 0; i < f.edges.size(); ++i) {
        const double edge = std::ceil(std::ldexp(static_cast<double>(f.edges[i]), bits));
        if (edge > kMostWhole)
            break;
        if (edge <= -kMostWhole ||
            (!result.edges.empty() && result.edges.back() == static_cast<std::int64_t>(edge))) {
            result.values.back() = f.values[i + 1];
            continue;
        }
        result.edges.push_back(static_cast<std::int64_t>(edge));
        result.values.push_back(f.values[i + 1]);
    }
    result.values.push_back(f.missing);
    return result;
}

std::vector<NodeId> FixedPointPlan::sourcesOf(NodeId id) const
{
    std::set<NodeId> result;
    for (const NodeId input : m_graph.nodes[static_cast<std::size_t>(id)].inputs) {
        if (isComputed(input)) {
            result.insert(input);
            continue;
        }
        for (const NodeId source : sourcesOf(input))
            result.insert(source);
    }
    return {result.begin(), result.end()};
}

} // namespace leptune
