// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_bins.h"
#include "core/exporting/step_function.h"
#include "core/model/model.h"

#include <map>
#include <string>
#include <vector>

namespace leptune {

/// A whole number that codes are read from: a raw cell, or one that a node of the graph computes.
struct FixedSource {
    enum class Kind { Number, Text, Date, Node } kind = Kind::Number;
    int column = 0;                     ///< of the schema
    std::vector<std::string> keys = {}; ///< Text: ascending; the number is the place among them,
                                        ///< then come unseen and missing cells
    NodeId node = -1;
    int element = 0; ///< of the node, or the part of a date (datePlace())
    bool operator==(const FixedSource &) const = default;
};

/// A feature as a code of eight bits, which is a function of one number. All that lies between the
/// number and who reads the code (scaling, one-hot, activation) has become part of the function.
struct CodedFeature {
    FixedSource source;
    StepFunction function;
};

/// How a Model is computed without floats: numbers are whole multiples of 2^-bits of their column
/// or node. Layers of whole numbers and trees read codes; their sums, and what is computed of
/// these, are numbers.
class FixedPointPlan {
public:
    /// Throws Error(Unsupported) where something else stands between them. Layers in floats have to
    /// be rounded before (withIntegerLayers()).
    explicit FixedPointPlan(const Model &model);

    /// Values are whole numbers times 2^-bits and at most `bound` in size.
    struct Unit {
        int bits = 0;
        double bound = 0.0;
    };
    /// Its numbers are computed, not parts of functions.
    bool isComputed(NodeId node) const;
    const Unit &unit(NodeId node) const { return m_units[static_cast<std::size_t>(node)]; }
    /// Of raw columns.
    const std::vector<int> &columnBits() const { return m_columnBits; }
    /// What a layer reads; none of one that reads Pixels.
    const std::vector<CodedFeature> &features(NodeId layer) const { return m_features.at(layer); }
    /// Of trees that read a node: its columns, and what they are.
    const CBins &bins(NodeId input) const { return m_bins.at(input); }
    const std::vector<CodedFeature> &binFeatures(NodeId input) const
    {
        return m_binFeatures.at(input);
    }
    /// `function` over the whole numbers of `source`: ascending edges, without those beyond them.
    struct WholeFunction {
        std::vector<std::int64_t> edges;
        std::vector<std::int64_t> values; ///< one more, then that of missing numbers
        auto operator<=>(const WholeFunction &) const = default;
    };
    WholeFunction wholeFunction(const CodedFeature &feature) const;
    /// Nodes whose numbers a node reads in the end.
    std::vector<NodeId> sourcesOf(NodeId node) const;

private:
    void addBins();
    void addFeatures();
    void addUnits();
    void chooseColumnBits();
    Unit unitOf(const Node &node) const;
    CodedFeature ofCalendar(const Node &date, DatePart part, StepFunction function) const;
    CodedFeature coded(NodeId node, int column, StepFunction function) const;

    const Graph &m_graph;
    std::map<NodeId, CBins> m_bins;
    std::map<NodeId, std::vector<CodedFeature>> m_features, m_binFeatures;
    std::vector<Unit> m_units;
    std::vector<int> m_columnBits;
};

/// "dates": what of the Model whole numbers can't compute, or empty. Layers in floats are none of
/// it: they can be rounded.
std::string notInWholeNumbers(const Model &model);

} // namespace leptune
