// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/feature_plan.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

/// The one small language every fitted predictor lowers itself to. A node maps [N, width] float32
/// matrices to one [N, width] matrix, row by row. Prediction in the program is its interpretation;
/// compress maps graph to graph, exporting writes graphs to files.
namespace leptune {

using NodeId = int;

/// A raw column of the schema: [N,1] numbers, string cells that only a LookUp may read, or pictures
/// that only Pixels may.
struct InputColumn {
    int column = 0;
    bool asNumber = true;
    bool operator==(const InputColumn &) const = default;
};
/// Features bound by the caller; only in graphs that never leave the program (scoring of folds).
struct InputMatrix {
    bool operator==(const InputMatrix &) const = default;
};
/// Inputs side by side.
struct Concat {
    bool operator==(const Concat &) const = default;
};
/// The named columns of the input, in that order.
struct Select {
    std::vector<int> columns;
    bool operator==(const Select &) const = default;
};
/// x W + b; weights row-major [in, out], bias [out].
struct Dense {
    int inputs = 0;
    int outputs = 0;
    std::vector<float> weights;
    std::vector<float> bias;
    bool operator==(const Dense &) const = default;
};
/// The same in whole numbers: x becomes codes min(max(nearest(x / inputStep) + zeroPoint, 0), 255),
/// halves to even; a unit of a sum is scale[o] = inputStep * steps[o], and the result is
/// float(sum over inputs of (code - zeroPoint) * weight + nearest(bias[o] / scale[o])) * scale[o],
/// the sum exact in 32 bits and every other operation rounded once to float32.
struct IntegerDense {
    int inputs = 0; ///< at most kMostIntegerInputs, so that no sum overflows
    int outputs = 0;
    float inputStep = 1.0F;           ///< above 0
    int zeroPoint = 0;                ///< the code of 0, in [0, 255]
    std::vector<std::int8_t> weights; ///< row-major [in, out], -127 ... 127
    std::vector<float> steps;         ///< an output; above 0
    std::vector<float> bias;          ///< [out], |bias| at most kMostIntegerBias * scale
    bool operator==(const IntegerDense &) const = default;
};
constexpr int kMostIntegerInputs = 32768;
constexpr float kMostIntegerBias = 1073741824.0F;
enum class ActivationKind { Relu, Elu, Selu, Gelu, Mish, Silu, Tanh, Sigmoid };
struct Activation {
    ActivationKind kind = ActivationKind::Relu;
    bool operator==(const Activation &) const = default;
};
/// Sum (or mean: leaves are pre-divided) of trees. Trees are rows of `nodes`; leaf values are
/// vectors.
struct TreeNode {
    std::int32_t feature = -1; ///< -1: a leaf, `left` indexes leafValues (times outputs)
    float threshold = 0.0F;    ///< x < threshold goes left
    std::int32_t left = 0;     ///< node index in this ensemble
    std::int32_t right = 0;
    bool missingLeft = true; ///< where NaN goes
    bool operator==(const TreeNode &) const = default;
};
struct TreeEnsemble {
    int outputs = 1;
    std::vector<std::int32_t> roots;
    std::vector<TreeNode> nodes;
    std::vector<float> leafValues; ///< outputs floats a leaf
    std::vector<float> base;       ///< outputs floats, added to the sum
    bool operator==(const TreeEnsemble &) const = default;
};
/// One question for a whole level: right where x >= threshold, NaN as `missingLeft` says.
struct LevelQuestion {
    std::int32_t feature = 0;
    float threshold = 0.0F;
    bool missingLeft = true;
    bool operator==(const LevelQuestion &) const = default;
};
/// As TreeEnsemble, of complete trees whose levels ask one question each. Leaf i of a tree is the
/// one whose answers are the bits of i (bit l = 1: right at level l).
struct SymmetricEnsemble {
    int outputs = 1;
    std::vector<int> levels;              ///< a tree
    std::vector<LevelQuestion> questions; ///< tree after tree, the first level first
    std::vector<float> leafValues;        ///< tree after tree, [2^levels, outputs]
    std::vector<float> base;              ///< outputs floats, added to the sum
    bool operator==(const SymmetricEnsemble &) const = default;
};
/// sum_i coefficients[i,o] * exp(-gamma |x - s_i|^2) + bias[o] (SVM and Nystroem machines). Both x
/// and s_i are scaled first, where there is a scale: supports stay rows of features as they come,
/// which many predictors share.
struct KernelSum {
    int inputs = 0;
    int outputs = 1;
    float gamma = 1.0F;
    std::vector<float> supports;     ///< [count, inputs]
    std::vector<float> coefficients; ///< [count, outputs]
    std::vector<float> bias;
    Scale scale = {}; ///< empty: none
    bool operator==(const KernelSum &) const = default;
};
/// Mean of the values of the k nearest training rows (Euclidean, of scaled rows as in KernelSum),
/// plain or weighted by 1/distance. Equal distances: the row that comes first.
struct Neighbours {
    int inputs = 0;
    int outputs = 1;
    int k = 1;
    bool distanceWeighted = false;
    std::vector<float> points; ///< [count, inputs]
    std::vector<float> values; ///< [count, outputs]
    Scale scale = {};          ///< empty: none
    bool operator==(const Neighbours &) const = default;
};
/// sum_i weights[i] * input_i (same width): folds, ensembles.
struct WeightedSum {
    std::vector<float> weights;
    bool operator==(const WeightedSum &) const = default;
};
/// Rows of scores to probabilities: exp(x - max) / sum.
struct Softmax {
    bool operator==(const Softmax &) const = default;
};
/// [N,1] score of class 1 -> [N,2] (1 - p, p), p = 1 / (1 + exp(-x)).
struct Logistic {
    bool operator==(const Logistic &) const = default;
};
/// Probabilities to calibrated ones: softmax(slope * log(max(p, 1e-7)) + intercept), a class.
struct Calibrate {
    std::vector<float> slope;
    std::vector<float> intercept;
    bool operator==(const Calibrate &) const = default;
};
/// Negative or NaN values to 0, then rows divided by their sum (all-zero rows become uniform).
struct Normalize {
    bool operator==(const Normalize &) const = default;
};
/// x clipped to [low, high].
struct Clip {
    float low = 0.0F;
    float high = 1.0F;
    bool operator==(const Clip &) const = default;
};

/// A picture in a row: height * width * channels numbers, channels last, rows of pixels from the
/// top.
struct Plane {
    int height = 0;
    int width = 0;
    int channels = 1;
    bool operator==(const Plane &) const = default;
};
/// Where the windows of a convolution lie. Between the planes there are `padding` zeros on all four
/// sides; a window that would pass them is left out.
struct ConvolutionShape {
    Plane in;
    int outputs = 0; ///< channels of the result
    int kernelHeight = 1;
    int kernelWidth = 1;
    int stride = 1;
    int padding = 0; ///< below the kernel's sides
    int groups = 1;  ///< 1, or as many as channels and outputs: an output sees its own channel only
    bool operator==(const ConvolutionShape &) const = default;

    Plane out() const;
    /// Weights of one output.
    int windowSize() const;
};
/// Each output is its bias plus the products of its weights and the window (cross-correlation, as
/// the field has it), in the order of the weights, every step a fused multiplication and addition.
struct Convolution : ConvolutionShape {
    std::vector<float> weights; ///< [outputs, kernelHeight, kernelWidth, channels / groups]
    std::vector<float> bias;    ///< [outputs]
    bool operator==(const Convolution &) const = default;
};
enum class PoolKind { Max, Average };
/// The largest or the mean (sum in the order of the window, divided by its size) of windows, a
/// channel each; windows that would pass the edge are left out.
struct Pool {
    Plane in;
    PoolKind kind = PoolKind::Max;
    int sizeHeight = 2;
    int sizeWidth = 2;
    int stride = 2;
    bool operator==(const Pool &) const = default;

    Plane out() const;
};
/// A Convolution in whole numbers, as IntegerDense is a Dense; padding is the code of 0.
struct IntegerConvolution : ConvolutionShape {
    float inputStep = 1.0F;           ///< above 0
    int zeroPoint = 0;                ///< the code of 0, in [0, 255]
    std::vector<std::int8_t> weights; ///< as those of Convolution, -127 ... 127
    std::vector<float> steps;         ///< an output; above 0
    std::vector<float> bias;          ///< [outputs], |bias| at most kMostIntegerBias * scale
    bool operator==(const IntegerConvolution &) const = default;
};

/// L cos(2 pi (w x + b)) of every column x (Gorishniy et al. 2022): [N, columns] to [N, columns *
/// outputs], column by column.
struct PeriodicEmbedding {
    int frequencies = 0; ///< cosines a column
    int outputs = 0;
    std::vector<float> frequency; ///< w [columns, frequencies], in turns
    std::vector<float> phase;     ///< b [columns, frequencies], in turns
    std::vector<float> weights;   ///< L [columns, frequencies, outputs]
    bool operator==(const PeriodicEmbedding &) const = default;
};
/// From the first input to the second one, [N, width] both: a + share[column] * (b - a).
struct Blend {
    std::vector<float> share;
    bool operator==(const Blend &) const = default;
};

/// An operation's place here is its tag in files: new ones go last.
using Op = std::variant<InputColumn, InputMatrix, LookUp, OneHot, Impute, MissingIndicator, Scale,
                        SmoothClip, CleanRange, DateParts, Concat, Select, Dense, Activation,
                        TreeEnsemble, KernelSum, Neighbours, WeightedSum, Softmax, Logistic,
                        Calibrate, Normalize, Clip, Derive, SymmetricEnsemble, IntegerDense, Pixels,
                        Convolution, Pool, IntegerConvolution, PeriodicEmbedding, Blend>;

/// Short lower-case name of the operation ("dense", "tree_ensemble").
const char *opName(const Op &op);

struct Node {
    Op op;
    std::vector<NodeId> inputs;
    int width = 0;
};

/// Nodes in topological order; the last word is `output`: probabilities [N, classes] or numbers
/// [N,1].
struct Graph {
    std::vector<Node> nodes;
    NodeId output = -1;
    const Node &node(NodeId id) const { return nodes[static_cast<std::size_t>(id)]; }
    int outputWidth() const { return node(output).width; }
};

/// Checks order, widths and parameter sizes of every node; throws Error(BadFormat) naming the node.
void validateGraph(const Graph &graph, std::size_t schemaColumns);
/// Schema columns that the output depends on.
std::vector<bool> usedColumns(const Graph &graph, std::size_t schemaColumns);
/// Drops nodes the output does not depend on.
Graph withoutDeadNodes(const Graph &graph);

} // namespace leptune
