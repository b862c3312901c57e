// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

namespace leptune {
namespace {

struct KernelMaker {
    const Graph &graph;
    const Node &node;
    using Made = std::unique_ptr<Kernel>;

    Made operator()(const InputColumn &) const { return nullptr; }
    Made operator()(const InputMatrix &) const { return nullptr; }
    Made operator()(const LookUp &op) const { return makeLookUpKernel(op, sourceColumn()); }
    Made operator()(const OneHot &op) const { return makeStepKernel(op); }
    Made operator()(const Impute &op) const { return makeStepKernel(op); }
    Made operator()(const MissingIndicator &op) const { return makeStepKernel(op); }
    Made operator()(const Scale &op) const { return makeStepKernel(op); }
    Made operator()(const SmoothClip &op) const { return makeStepKernel(op); }
    Made operator()(const CleanRange &op) const { return makeStepKernel(op); }
    Made operator()(const DateParts &op) const { return makeStepKernel(op); }
    Made operator()(const Concat &) const { return makeConcatKernel(); }
    Made operator()(const Select &op) const { return makeSelectKernel(op); }
    Made operator()(const Dense &op) const { return makeDenseKernel(op); }
    Made operator()(const IntegerDense &) const { return nullptr; }
    Made operator()(const Activation &op) const { return makeActivationKernel(op); }
    Made operator()(const TreeEnsemble &op) const { return makeTreeKernel(op); }
    Made operator()(const KernelSum &op) const { return makeKernelSumKernel(op); }
    Made operator()(const Neighbours &op) const { return makeNeighboursKernel(op); }
    Made operator()(const WeightedSum &op) const { return makeWeightedSumKernel(op); }
    Made operator()(const Softmax &) const { return makeSoftmaxKernel(); }
    Made operator()(const Logistic &) const { return makeLogisticKernel(); }
    Made operator()(const Calibrate &op) const { return makeCalibrateKernel(op); }
    Made operator()(const Normalize &) const { return makeNormalizeKernel(); }
    Made operator()(const Clip &op) const { return makeClipKernel(op); }
    Made operator()(const Derive &op) const { return makeDeriveKernel(op); }
    Made operator()(const SymmetricEnsemble &op) const { return makeSymmetricKernel(op); }
    Made operator()(const Pixels &op) const { return makePixelsKernel(op, sourceColumn()); }
    Made operator()(const Convolution &op) const { return makeConvolutionKernel(op); }
    Made operator()(const Pool &op) const { return makePoolKernel(op); }
    Made operator()(const IntegerConvolution &) const { return nullptr; }
    Made operator()(const PeriodicEmbedding &op) const { return makePeriodicKernel(op); }
    Made operator()(const Blend &op) const { return makeBlendKernel(op); }

    int sourceColumn() const
    {
        const Node &source = graph.nodes[static_cast<std::size_t>(node.inputs[0])];
        return std::get<InputColumn>(source.op).column;
    }
};

} // namespace

std::unique_ptr<Kernel> makeKernel(const Graph &graph, const Node &node)
{
    return std::visit(KernelMaker{graph, node}, node.op);
}

} // namespace leptune
