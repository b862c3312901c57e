// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/eight_bits.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// The only door to LibTorch: plain values in, plain values out. libleptune_neural.so implements
/// it.
namespace leptune::neural {

constexpr int kAbi = 12;

/// Fastest: fused steps where the network allows. Autograd: the reference, always by LibTorch.
enum class Steps { Fastest, Autograd };
enum class Loss { CrossEntropy, Squared };
enum class Optimizer { Adam, AdamW };
enum class Schedule { Constant, Cosine, OneCycle, CosLog4 };
/// Standard: one learning rate for all. Tangent: weights in units of 1 / sqrt(inputs of the layer),
/// biases learn at a tenth (neural tangent parametrisation as in Holzmueller et al. 2024).
enum class Parametrisation { Standard, Tangent };

/// Numbers of a picture or of what a convolution made of it: [height, width, channels].
struct PicturePlane {
    int height = 0;
    int width = 0;
    int channels = 0;
    std::size_t size() const
    {
        return static_cast<std::size_t>(height) * static_cast<std::size_t>(width) *
               static_cast<std::size_t>(channels);
    }
    bool operator==(const PicturePlane &) const = default;
};

/// Convolution, batch norm, largest of each pool x pool square, addition of what an earlier stage
/// of the same plane gave, activation.
struct ConvolutionStage {
    int outputs = 0; ///< channels
    int kernel = 3;  ///< square
    int padding = 0; ///< zeros on each side
    int pool = 1;
    bool normalises = false;
    int shortcut = -1; ///< index of the earlier stage; -1: none
};

/// One-hot columns of one category: inputs [first, first + count).
struct CategoryColumns {
    int first = 0;
    int count = 0;
};

/// What becomes of some inputs of a network for tables before its first layer reads them. That
/// layer reads, in this order: inputs that are of no category, as they come; for each periodic
/// input x the numbers L cos(2 pi (w x + b)) + c (Gorishniy et al. 2022; beside x itself, as in
/// Holzmueller et al. 2024); for each category the sum of its rows of a table times its columns.
struct InputEmbedding {
    std::vector<int> periodic; ///< inputs, ascending, of no category
    int frequencies = 16;      ///< cosines an input
    int periodicOutputs = 3;
    double deviation = 0.1;                  ///< of the frequencies w at the start, in turns
    std::vector<CategoryColumns> categories; ///< ascending, apart
    int categoryOutputs = 8;
    bool any() const { return !periodic.empty() || !categories.empty(); }
};

/// A multi-layer perceptron: inputs -> hidden[0] -> ... -> outputs; for pictures, with stages of
/// convolutions before it.
struct NetworkShape {
    int inputs = 0;
    std::vector<int> hidden;
    int outputs = 1;
    std::string activation = "relu"; ///< relu | elu | selu | gelu | mish | silu | tanh
    double dropout = 0.0;
    Parametrisation parametrisation = Parametrisation::Standard;
    bool scalesInputs = false; ///< a factor an input of the first layer, at six times the rate
    /// Above 1: an ensemble of so many members that share their hidden layers, of which there has
    /// to be one, without stages (TabM-mini, Gorishniy et al. 2025). Each has its own factors of
    /// the first layer's inputs, random signs at first (learnt at six times the rate where
    /// `scalesInputs`), its own dropout and its own last layer. In training each learns every row;
    /// what is validated and returned answers the mean of their outputs.
    int members = 1;
    PicturePlane picture; ///< what the inputs are, where there are stages
    std::vector<ConvolutionStage> stages;
    bool averages = false;    ///< the stages' channels are averaged over the last plane
    InputEmbedding embedding; ///< of networks without stages
    /// Every hidden unit learns the share of its activation f, from 1 on: x + share (f(x) - x).
    bool sharesActivation = false;
    /// Hidden layers from the second on add what they read to what they give (He et al. 2016): they
    /// are of one width.
    bool isResidual = false;
};

/// Row-major features [rows, inputs]; targets are class indices (CrossEntropy) or numbers
/// (Squared).
struct Batchable {
    std::span<const float> features;
    std::span<const float> targets;
    std::span<const float> weights; ///< empty = 1
    std::size_t rows = 0;
    /// A teacher's answers [rows, outputs]: probabilities, which add up to 1, or numbers. Only
    /// where a network is distilled.
    std::span<const float> soft = {};
};

/// N:M sparsity: of `of` consecutive inputs of an output at most `kept` have a weight that is not
/// 0, which hardware can make use of (Mishra et al. 2021).
struct GroupSparsity {
    int kept = 0;
    int of = 0; ///< 0 = zeros may lie anywhere
    bool any() const { return of > 0; }
};

/// What is wanted of the weights at the end of the training, which shrinks them on its way:
/// sparsity grows from a twentieth to three fifths of it, then weights are rounded, and a quarter
/// is left to settle. Only epochs that have reached it count as best.
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
    GroupSparsity keepOf = {}; ///< of every layer; the last group of an output may be smaller
    /// Share of the hidden neurons (of convolutions: channels) of every layer that is removed, [0,
    /// 1). The network becomes smaller, and its training faster. Sparsity is of what is left.
    double neuronSparsity = 0.0;
    /// Weights of a layer that are not 0 take one of so many learnt values, 2 ... 255, in place of
    /// multiples of a step (Han et al. 2016); 0 = none. They count as the bits that tell them
    /// apart.
    int sharedValues = 0;
    /// 8: the network is fine-tuned to compute with whole numbers once it is trained (Jacob et al.
    /// 2018), and is what is returned: the inputs of its layers become codes of eight bits, whose
    /// steps are learnt (Esser et al. 2020) from the ranges that the trained network met; norms are
    /// folded; weights that have no step yet become eight bits an output, biases eight bits a
    /// layer. Embeddings, shares and factors, which stay floats, learn no more. Takes
    /// fineTuningEpochs() more. 0 = floats.
    int activationBits = 0;
    bool roundsWeights() const { return weightBits > 0 || sharedValues > 0; }
    bool shrinksWeights() const { return sparsity > 0.0 || roundsWeights() || keepOf.any(); }
    bool any() const { return shrinksWeights() || neuronSparsity > 0.0; }
};

/// Why `activationBits` can't be had, or empty.
inline std::string whyNoCodes(const NetworkShape &shape, const Compression &wanted)
{
    if (wanted.sharedValues > 0)
        return "the inputs of layers whose weights share values can't become codes in training; "
               "round weights to steps";
    const bool normalises = std::ranges::any_of(shape.stages, &ConvolutionStage::normalises);
    if (normalises && wanted.weightBits > 0)
        return "the inputs of layers can't become codes in training where norms are folded into "
               "rounded weights; leave the weights' bits or the norms away";
    return {};
}

/// Of codes, after so many epochs of training.
inline int fineTuningEpochs(const Compression &wanted, int epochs)
{
    constexpr int kEvery = 10;
    return wanted.activationBits > 0 ? std::max(1, epochs / kEvery) : 0;
}

/// How pictures are changed each time that they are learnt from; see augmentation.h.
struct Augmentation {
    int shift = 0; ///< pixels each way
    bool flips = false;
    int cutout = 0; ///< side in pixels
    bool any() const { return shift > 0 || flips || cutout > 0; }
};

/// What a training tells at the end of an epoch.
struct EpochReport {
    int epoch = 0;
    double trainLoss = 0.0;
    double validationLoss = 0.0; ///< NaN without validation rows
    /// Of the weights as the network computes with them now; looking at them takes at most a
    /// hundredth of the time, and between looks this is what was seen last.
    double sparsity = 0.0;
    int weightBits = 0;      ///< 0 = floats
    std::uint64_t bytes = 0; ///< estimate of what they pack to
    /// Of the last layer for the validation rows, [rows, outputs]; empty where they were not wished
    /// for. Valid during the call.
    std::span<const float> validationOutputs;
};

/// A training between two of its steps: with the same data and options, on one CPU thread, it goes
/// on from there to the same bits.
struct Checkpoint {
    int epoch = 0; ///< epochs that were done
    /// All there is, with a version, a checksum and a mark of the data and options. Up to four
    /// floats a weight; one where the training had come to its end, since only its result is held.
    std::vector<std::uint8_t> bytes;
};

struct TrainOptions {
    Loss loss = Loss::CrossEntropy;
    Optimizer optimizer = Optimizer::AdamW;
    Schedule schedule = Schedule::Cosine;
    double learningRate = 1e-3;
    double weightDecay = 0.0;
    double secondMomentum = 0.999; ///< Adam's beta 2
    int batchSize = 128;
    int epochs = 100;          ///< of the schedule
    int lastEpoch = 0;         ///< above 0: ends after it, in the middle of the schedule
    int patience = 20;         ///< epochs without a better validation loss; 0 = no early stopping
    double gradientClip = 0.0; ///< largest gradient norm, 0 = none
    /// Share of a class's target that all classes get alike, [0, 0.5) (Szegedy et al. 2016); the
    /// validation loss stays plain.
    double labelSmoothing = 0.0;
    /// Above 0: every batch is mixed with a permutation of itself, features and targets, by one
    /// share from Beta(mixup, mixup) (Zhang et al. 2018). What a row counts for goes along.
    double mixup = 0.0;
    /// Above 0, below 1: what is validated and returned is the exponential moving average of the
    /// parameters by this decay a step, free of where it began (as Adam's moments are).
    double averageDecay = 0.0;
    /// Share of the teacher in the loss, [0, 1]: (1 - share) times that of the targets + share
    /// times cross-entropy against the teacher's probabilities, or the squared distance to its
    /// numbers.
    double distillation = 0.0;
    Compression compression;
    Augmentation augmentation; ///< of networks with stages
    std::uint64_t seed = 0;
    int threads = 1;
    /// cpu | cuda: LibTorch's current GPU, by autograd in floats (no TF32). What is drawn by chance
    /// follows from the seed there too, but sums may differ in their last bits from run to run.
    std::string device = "cpu";
    Steps steps = Steps::Fastest;
    std::function<bool()> shouldEnd; ///< polled once a batch
    /// Share of the training's time that is used up, rising to 1 where shouldEnd() is going to be
    /// true; empty = there is no such time. Polled once a batch where the network is to become
    /// smaller, or to compute with codes: where the time would not do for all epochs, the schedules
    /// run by it, so that they come to their ends.
    std::function<double()> timeUsed = {};
    std::function<void(const EpochReport &)> onEpoch;
    bool reportsOutputs = false; ///< onEpoch wants the answers for the validation rows
    /// Called after an epoch where `checkpointSeconds` have passed since the last call, when
    /// shouldEnd() has ended the training, and when it has come to its end.
    std::function<void(const Checkpoint &)> onCheckpoint;
    double checkpointSeconds = 5.0;
    /// Where to go on. One that is damaged, or of other data, options or steps, is left aside, and
    /// the training starts anew.
    const Checkpoint *from = nullptr;
};

/// Weights row-major [inputs, outputs] a layer.
struct LayerWeights {
    int inputs = 0;
    int outputs = 0;
    std::vector<float> weights;
    std::vector<float> bias;
    std::vector<float> share = {}; ///< of the activation behind it, an output; empty = all of it
};

/// Of an InputEmbedding, row-major.
struct EmbeddingWeights {
    std::vector<float> frequencies; ///< w [periodic, frequencies], in turns
    std::vector<float> phases;      ///< b [periodic, frequencies], in turns
    std::vector<float> weights;     ///< L [periodic, frequencies, periodicOutputs]
    /// c [periodic, periodicOutputs]; empty: what it adds is part of the first layer's bias, which
    /// it can't be where members scale it.
    std::vector<float> bias;
    std::vector<float> categories; ///< [columns of all categories, categoryOutputs]
};

struct TrainResult {
    /// Of the best epoch; empty = stopped before one epoch ended. With members, the last layer's
    /// inputs are their last hidden layers one after another, and it gives the mean.
    std::vector<LayerWeights> layers;
    NetworkShape shape; ///< of those layers: that of the training without the removed neurons
    std::vector<float>
        factors; ///< [members, inputs] of the first layer's inputs; empty where there is one
    /// Of every layer's inputs, where the network was fine-tuned to them: each layer's
    /// integerForm() for them computes as that network did. Empty where none were wanted, or it was
    /// stopped before.
    std::vector<CodeScale> codes;
    EmbeddingWeights embedding;
    int bestEpoch = 0;
    /// Epochs after which the schedules are as far as they were then: more than bestEpoch where
    /// time drove them.
    int bestOfSchedule = 0;
    int epochs = 0; ///< without those of fine-tuning
    int fineTuningEpochs = 0;
    double validationLoss = 0.0;
    double lossLimit = 0.0; ///< what a tolerance allowed; 0 where there was none
    double sparsity = 0.0;  ///< share of the weights that are 0
    int weightBits = 0;     ///< 0 = floats
    bool cutShort = false;  ///< by shouldEnd(), or by timeUsed() before its last epoch
    int continuedFrom = 0;  ///< epochs that came from a checkpoint
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
    /// A GPU is there that `device` "cuda" can train on. The first call starts CUDA.
    bool (*hasCuda)() = nullptr;
};

/// Loads the module on first use: $LEPTUNE_MODULES, beside the core library, ../lib/leptune.
/// Thread-safe. Throws Error(Unsupported) naming the places searched and the reason, or
/// Error(OutOfMemory). Never unloaded.
const EngineTable &engine();
/// The module's file stands in one of those places; loads nothing.
bool moduleIsThere();

} // namespace leptune::neural
