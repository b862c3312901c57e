// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/checkpoint.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace leptune::neural {

namespace {

constexpr std::uint64_t kMagic = 0x344b4843544e504cULL; // "LPNTCHK4": the digit is the version

/// Tells contents apart; any change of one word changes it (FNV-1a by words, with its upper half
/// mixed in).
class Mark {
public:
    void add(std::uint64_t word)
    {
        m_value = (m_value ^ word) * 0x100000001b3ULL;
        m_value ^= m_value >> 32;
    }
    template <typename T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void add(T value) { add(static_cast<std::uint64_t>(value)); }
    void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
    void add(std::span<const std::uint8_t> bytes)
    {
        add(bytes.size());
        while (!bytes.empty()) {
            std::uint64_t word = 0;
            const std::size_t count = std::min(bytes.size(), sizeof(word));
            std::memcpy(&word, bytes.data(), count);
            add(word);
            bytes = bytes.subspan(count);
        }
    }
    void add(const std::string &text) { add(bytesOf(std::span(text))); }
    void add(std::span<const float> values) { add(bytesOf(values)); }
    std::uint64_t value() const { return m_value; }

private:
    template <typename T>
    static std::span<const std::uint8_t> bytesOf(std::span<const T> values)
    {
        return {reinterpret_cast<const std::uint8_t *>(values.data()), values.size_bytes()};
    }

    std::uint64_t m_value = 0xcbf29ce484222325ULL;
};

// The structured bindings name every field: one that is added stops the build here, until it
// counts.

void add(Mark &mark, const ConvolutionStage &stage)
{
    const auto &[outputs, kernel, padding, pool, normalises, shortcut] = stage;
    for (const int number : {outputs, kernel, padding, pool, shortcut})
        mark.add(number);
    mark.add(normalises);
}

void add(Mark &mark, const InputEmbedding &embedding)
{
    const auto &[periodic, frequencies, periodicOutputs, deviation, categories, categoryOutputs] =
        embedding;
    mark.add(periodic.size());
    for (const int input : periodic)
        mark.add(input);
    for (const int number : {frequencies, periodicOutputs, categoryOutputs})
        mark.add(number);
    mark.add(deviation);
    mark.add(categories.size());
    for (const auto &[first, count] : categories) {
        mark.add(first);
        mark.add(count);
    }
}

void add(Mark &mark, const NetworkShape &shape)
{
    const auto &[inputs, hidden, outputs, activation, dropout, parametrisation, scalesInputs,
                 members, picture, stages, averages, embedding, sharesActivation, isResidual] =
        shape;
    mark.add(inputs);
    mark.add(hidden.size());
    for (const int width : hidden)
        mark.add(width);
    mark.add(outputs);
    mark.add(activation);
    mark.add(dropout);
    mark.add(parametrisation);
    mark.add(scalesInputs);
    mark.add(members);
    for (const int size : {picture.height, picture.width, picture.channels})
        mark.add(size);
    mark.add(stages.size());
    for (const ConvolutionStage &stage : stages)
        add(mark, stage);
    mark.add(averages);
    add(mark, embedding);
    mark.add(sharesActivation);
    mark.add(isResidual);
}

void add(Mark &mark, const Batchable &rows)
{
    const auto &[features, targets, weights, count, soft] = rows;
    for (const std::span<const float> numbers : {features, targets, weights, soft})
        mark.add(numbers);
    mark.add(count);
}

void add(Mark &mark, const TrainOptions &options)
{
    // Who watches, and on how many threads, changes nothing.
    const auto &[loss, optimizer, schedule, learningRate, weightDecay, secondMomentum, batchSize,
                 epochs, lastEpoch, patience, gradientClip, labelSmoothing, mixup, averageDecay,
                 distillation, compression, augmentation, seed, threads, device, steps, shouldEnd,
                 timeUsed, onEpoch, reportsOutputs, onCheckpoint, checkpointSeconds, from] =
        options;
    const auto &[shift, flips, cutout] = augmentation;
    const auto &[sparsity, weightBits, tolerance, keepOf, neuronSparsity, sharedValues,
                 activationBits] = compression;
    const auto &[kept, of] = keepOf;
    mark.add(loss);
    mark.add(optimizer);
    mark.add(schedule);
    for (const double number :
         {learningRate, weightDecay, secondMomentum, gradientClip, labelSmoothing, mixup,
          averageDecay, distillation, sparsity, tolerance, neuronSparsity})
        mark.add(number);
    for (const int number : {batchSize, epochs, lastEpoch, patience, weightBits, kept, of,
                             sharedValues, activationBits, shift, cutout})
        mark.add(number);
    mark.add(flips);
    mark.add(seed);
    mark.add(device);
    mark.add(steps);
}

std::uint64_t checksum(std::uint64_t mark, std::span<const std::uint8_t> content)
{
    Mark sum;
    sum.add(mark);
    sum.add(content);
    return sum.value();
}

void append(std::vector<std::uint8_t> &bytes, std::uint64_t word)
{
    const auto *from = reinterpret_cast<const std::uint8_t *>(&word);
    bytes.insert(bytes.end(), from, from + sizeof(word));
}

std::uint64_t wordAt(std::span<const std::uint8_t> bytes, std::size_t index)
{
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + index * sizeof(word), sizeof(word));
    return word;
}

/// What was sealed under this mark, nothing where it was not.
std::optional<std::span<const std::uint8_t>> opened(std::span<const std::uint8_t> bytes,
                                                    std::uint64_t mark)
{
    constexpr std::size_t kHeader = 3 * sizeof(std::uint64_t);
    if (bytes.size() < kHeader || wordAt(bytes, 0) != kMagic || wordAt(bytes, 1) != mark)
        return std::nullopt;
    const auto content = bytes.subspan(kHeader);
    return wordAt(bytes, 2) == checksum(mark, content) ? std::optional(content) : std::nullopt;
}

} // namespace

Checkpoints::Checkpoints(const NetworkShape &shape, const Batchable &train,
                         const Batchable &validation, const TrainOptions &options)
    : m_shape(shape), m_train(train), m_validation(validation), m_options(options)
{
}

std::uint64_t Checkpoints::mark()
{
    if (!m_mark) {
        Mark mark;
        add(mark, m_shape);
        add(mark, m_train);
        add(mark, m_validation);
        add(mark, m_options);
        m_mark = mark.value();
    }
    return *m_mark;
}

bool Checkpoints::isDue() const
{
    const std::chrono::duration<double> since = std::chrono::steady_clock::now() - m_given;
    return m_options.onCheckpoint && since.count() >= m_options.checkpointSeconds;
}

void Checkpoints::give(int epoch, const Exchange &exchange)
{
    if (!m_options.onCheckpoint)
        return;
    StateArchive archive;
    exchange(archive);
    const std::vector<std::uint8_t> content = archive.take();
    Checkpoint checkpoint{epoch, {}};
    checkpoint.bytes.reserve(content.size() + 3 * sizeof(std::uint64_t));
    for (const std::uint64_t word : {kMagic, mark(), checksum(mark(), content)})
        append(checkpoint.bytes, word);
    checkpoint.bytes.insert(checkpoint.bytes.end(), content.begin(), content.end());
    m_options.onCheckpoint(checkpoint);
    m_given = std::chrono::steady_clock::now();
}

bool Checkpoints::takeUp(const Exchange &exchange)
{
    if (!m_options.from)
        return false;
    const auto content = opened(m_options.from->bytes, mark());
    if (!content)
        return false;
    StateArchive archive(*content);
    exchange(archive);
    archive.finish();
    return true;
}

} // namespace leptune::neural
