// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <memory>
#include <span>

namespace leptune {

/// A block of rows on its way through a graph.
struct Block {
    const RawBatch *batch = nullptr;
    std::size_t begin = 0; ///< first row of the block in the batch
    std::size_t rows = 0;
};

/// One input of a node: [rows, width], row-major.
struct KernelInput {
    const float *values = nullptr;
    std::size_t width = 0;
};

/// A node made ready to run: parameters in the layout that runs fastest. What a row gives depends
/// on that row only, bit for bit. Const, shared by threads.
class Kernel {
public:
    virtual ~Kernel() = default;
    /// Writes [rows, width of the node] to `out`. `prepared` is what prepare() gave for the batch.
    virtual void run(const Block &block, std::span<const KernelInput> inputs,
                     std::span<const float> prepared, float *out) const = 0;
    /// Work worth doing once for a batch of many rows, before its blocks.
    virtual std::vector<float> prepare(const RawBatch &) const { return {}; }
    virtual bool prepares() const { return false; }
};

/// The kernel of a node that computes: null for the two inputs, and for layers of whole numbers,
/// which run together (see integer_run.h). The graph has been validated and outlives the kernel.
std::unique_ptr<Kernel> makeKernel(const Graph &graph, const Node &node);

std::unique_ptr<Kernel> makeLookUpKernel(const LookUp &op, int column);
std::unique_ptr<Kernel> makePixelsKernel(const Pixels &op, int column);
std::unique_ptr<Kernel> makeStepKernel(const Step &step);
std::unique_ptr<Kernel> makeConcatKernel();
std::unique_ptr<Kernel> makeSelectKernel(const Select &op);
std::unique_ptr<Kernel> makeDenseKernel(const Dense &op);
std::unique_ptr<Kernel> makeConvolutionKernel(const Convolution &op);
std::unique_ptr<Kernel> makePoolKernel(const Pool &op);
std::unique_ptr<Kernel> makeActivationKernel(const Activation &op);
std::unique_ptr<Kernel> makeBlendKernel(const Blend &op);
std::unique_ptr<Kernel> makePeriodicKernel(const PeriodicEmbedding &op);
std::unique_ptr<Kernel> makeTreeKernel(const TreeEnsemble &op);
std::unique_ptr<Kernel> makeSymmetricKernel(const SymmetricEnsemble &op);
std::unique_ptr<Kernel> makeKernelSumKernel(const KernelSum &op);
std::unique_ptr<Kernel> makeNeighboursKernel(const Neighbours &op);
std::unique_ptr<Kernel> makeWeightedSumKernel(const WeightedSum &op);
std::unique_ptr<Kernel> makeSoftmaxKernel();
std::unique_ptr<Kernel> makeLogisticKernel();
std::unique_ptr<Kernel> makeCalibrateKernel(const Calibrate &op);
std::unique_ptr<Kernel> makeNormalizeKernel();
std::unique_ptr<Kernel> makeClipKernel(const Clip &op);
std::unique_ptr<Kernel> makeDeriveKernel(const Derive &op);

} // namespace leptune
