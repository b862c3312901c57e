// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// The only door to LibTorch: plain values in, plain values out. libleptune_neural.so implements
/// it.
namespace leptune::neural {

constexpr int kAbi = 4;

/// Fastest: fused steps where the network allows. Autograd: the reference, always by LibTorch.
enum class Steps { Fastest, Autograd };
enum class Loss { CrossEntropy, Squared };
enum class Optimizer { Adam, AdamW };
enum class Schedule { Constant, Cosine, OneCycle, CosLog4 };
/// Standard: one learning rate for all. Tangent: weights in units of 1 / sqrt(inputs of the layer),
/// biases learn at a tenth (neural tangent parametrisation as in Holzmueller et al. 2024).
enum class Parametrisation { Standard, Tangent };

/// A multi-layer perceptron: inputs -> hidden[0] -> ... -> outputs.
struct NetworkShape {
    int inputs = 0;
    std::vector<int> hidden;
    int outputs = 1;
    std::string activation = "relu"; ///< relu | elu | selu | gelu | mish | silu | tanh
    double dropout = 0.0;
    Parametrisation parametrisation = Parametrisation::Standard;
    bool scalesInputs = false; ///< a factor an input, learnt at six times the rate
};

/// Row-major features [rows, inputs]; targets are class indices (CrossEntropy) or numbers
/// (Squared).
struct Batchable {
    std::span<const float> features;
    std::span<const float> targets;
    std::span<const float> weights; ///< empty = 1
    std::size_t rows = 0;
};

/// What is wanted of the weights at the end of the training, which shrinks them on its way: sparsity
/// grows from a twentieth to three fifths of it, then weights are rounded, and a quarter is left to
/// settle. Only epochs that have reached it count as best.
///
/// With a tolerance, sparsity and bits are the most that may be reached: two fifths of the epochs
/// train the whole network, whose best validation loss sets a limit; two fifths shrink it as far as
/// the limit allows, and the rest lets it settle.
struct Compression {
    double sparsity = 0.0; ///< share of all weights that are 0, [0, 1)
    int weightBits = 0;    ///< of the others, 2 ... 8 with one step a layer; 0 = floats
    /// Share of what the whole network's validation loss gained over a constant answer that may be
    /// lost; 0 = any. Needs validation rows and ten epochs.
    double tolerance = 0.0;
    bool any() const { return sparsity > 0.0 || weightBits > 0; }
};

struct TrainOptions {
    Loss loss = Loss::CrossEntropy;
    Optimizer optimizer = Optimizer::AdamW;
    Schedule schedule = Schedule::Cosine;
    double learningRate = 1e-3;
    double weightDecay = 0.0;
    double secondMomentum = 0.999; ///< Adam's beta 2
    int batchSize = 128;
    int epochs = 100;
    int patience = 20;         ///< epochs without a better validation loss; 0 = no early stopping
    double gradientClip = 0.0; ///< largest gradient norm, 0 = none
    Compression compression;
    std::uint64_t seed = 0;
    int threads = 1;
    std::string device = "cpu";
    Steps steps = Steps::Fastest;
    std::function<bool()> shouldEnd; ///< polled once a batch
    std::function<void(int epoch, double trainLoss, double validationLoss)> onEpoch;
};

/// Weights row-major [inputs, outputs] a layer.
struct LayerWeights {
    int inputs = 0;
    int outputs = 0;
    std::vector<float> weights;
    std::vector<float> bias;
};

struct TrainResult {
    std::vector<LayerWeights> layers; ///< of the best epoch; empty = stopped before one epoch ended
    int bestEpoch = 0;
    int epochs = 0;
    double validationLoss = 0.0;
    double lossLimit = 0.0; ///< what a tolerance allowed; 0 where there was none
    double sparsity = 0.0;  ///< share of the weights that are 0
    int weightBits = 0;     ///< 0 = floats
    bool cutShort = false;
    std::string
        failure; ///< "the loss became NaN in epoch 3; a lower learning rate may help"; empty = fine
};

struct EngineTable {
    int abi = 0;
    /// No exception crosses; failures are told in the result.
    TrainResult (*train)(const NetworkShape &, const Batchable &train, const Batchable &validation,
                         const TrainOptions &) = nullptr;
    /// "LibTorch 1.13.1, 1 thread, AVX512".
    std::string (*describe)() = nullptr;
};

/// Loads the module on first use: $LEPTUNE_MODULES, beside the core library, ../lib/leptune.
/// Thread-safe. Throws Error(Unsupported) naming the places searched and the reason. Never
/// unloaded.
const EngineTable &engine();
/// The module's file stands in one of those places; loads nothing.
bool moduleIsThere();

} // namespace leptune::neural
