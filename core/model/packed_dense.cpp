// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_dense.h"

#include "core/model/packed_sparse.h"
#include "core/model/quantised_weights.h"

#include <algorithm>
#include <cmath>

namespace leptune {
namespace {

constexpr int kMiddle = 128;
constexpr std::uint8_t kFloats = 0, kRounded = 1, kShrunk = 2;

void writeSteps(ByteWriter &writer, const std::vector<float> &steps)
{
    for (const float step : steps)
        writer.shortReal(step);
}

std::vector<float> readSteps(ByteReader &reader, std::size_t count)
{
    ByteReader bytes(reader.part(2 * count), "model file"); // all of them are there
    std::vector<float> steps;
    for (std::size_t i = 0; i < count; ++i)
        steps.push_back(bytes.shortReal());
    return steps;
}

std::vector<std::uint8_t> codedWeights(const WeightCodes &weights, BitTree<8> &model)
{
    RangeEncoder encoder;
    for (const int code : weights.codes)
        model.code(encoder, static_cast<std::uint32_t>(code + kMiddle));
    return encoder.finish();
}

std::vector<float> readWeights(ByteReader &reader, std::size_t inputs,
                               const std::vector<float> &steps, BitTree<8> &model)
{
    // Both are below 2^31, and steps were read: bytes are behind them.
    reader.needMemory(inputs * steps.size() * sizeof(float));
    RangeDecoder decoder(reader.part(reader.count()), reader);
    std::vector<float> weights;
    weights.reserve(inputs * steps.size());
    for (std::size_t i = 0; i < inputs; ++i)
        for (const float step : steps) {
            const int code = static_cast<int>(model.code(decoder)) - kMiddle;
            weights.push_back(static_cast<float>(code) * step + 0.0F);
        }
    decoder.finish();
    return weights;
}

/// As weights of one output: rounded by quantiseWeights() where the layer came from a training that
/// shrank it.
Dense asOneOutput(const std::vector<float> &bias)
{
    return {static_cast<int>(bias.size()), 1, bias, {0.0F}};
}

void writeRounded(ByteWriter &writer, const WeightCodes &codes, BitTree<8> &model)
{
    writeSteps(writer, codes.steps);
    const auto bytes = codedWeights(codes, model);
    writer.countedBytes(bytes);
}

void writeShrunk(ByteWriter &writer, const SharedNumbers &weights, const Dense &layer)
{
    writeShared(writer, weights, static_cast<std::size_t>(layer.outputs));
    const auto bias = weightCodes(asOneOutput(layer.bias));
    writer.byte(bias ? 1 : 0);
    BitTree<8> model;
    if (bias)
        writeRounded(writer, *bias, model);
    else
        writer.reals(layer.bias);
}

void readShrunk(ByteReader &reader, Dense &layer)
{
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    layer.weights = readShared(reader, static_cast<std::size_t>(layer.inputs), outputs);
    BitTree<8> model;
    layer.bias = reader.byte() == 0 ? reader.reals(outputs)
                                    : readWeights(reader, outputs, readSteps(reader, 1), model);
}

/// In one form, with models of its own.
struct Packed {
    std::uint8_t form = kFloats;
    std::vector<std::uint8_t> bytes;
    BitTree<8> model; ///< what was learned from the codes

    void takeIfShorter(Packed other)
    {
        if (other.bytes.size() < bytes.size())
            *this = std::move(other);
    }
};

Packed asFloats(const Dense &layer)
{
    ByteWriter writer;
    writer.reals(layer.weights);
    writer.reals(layer.bias);
    return {kFloats, std::move(writer.bytes()), {}};
}

Packed asRounded(const WeightCodes &codes, const Dense &layer, const BitTree<8> &known)
{
    Packed packed{kRounded, {}, known};
    ByteWriter writer;
    writeRounded(writer, codes, packed.model);
    writer.reals(layer.bias);
    packed.bytes = std::move(writer.bytes());
    return packed;
}

Packed asShrunk(const SharedNumbers &weights, const Dense &layer)
{
    ByteWriter writer;
    writeShrunk(writer, weights, layer);
    return {kShrunk, std::move(writer.bytes()), {}};
}

} // namespace

void writeDense(ByteWriter &writer, DenseModels &models, const Dense &layer)
{
    writer.varint(static_cast<std::uint64_t>(layer.inputs));
    writer.varint(static_cast<std::uint64_t>(layer.outputs));
    BitTree<8> &known = models.codes[{layer.inputs, layer.outputs}];
    Packed best = asFloats(layer);
    if (const auto codes = weightCodes(layer))
        best.takeIfShorter(asRounded(*codes, layer, known));
    if (const auto shared = sharedNumbers(layer.weights))
        best.takeIfShorter(asShrunk(*shared, layer));
    if (best.form == kRounded)
        known = best.model;
    writer.byte(best.form);
    writer.bytes().insert(writer.bytes().end(), best.bytes.begin(), best.bytes.end());
}

Dense readDense(ByteReader &reader, DenseModels &models)
{
    Dense layer;
    layer.inputs = reader.number();
    layer.outputs = reader.number();
    const auto inputs = static_cast<std::size_t>(layer.inputs);
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    const int form = reader.byte();
    if (form == kShrunk) {
        readShrunk(reader, layer);
        return layer;
    }
    if (form == kFloats)
        layer.weights = reader.reals(inputs * outputs);
    else
        layer.weights = readWeights(reader, inputs, readSteps(reader, outputs),
                                    models.codes[{layer.inputs, layer.outputs}]);
    layer.bias = reader.reals(outputs);
    return layer;
}

void writeIntegerDense(ByteWriter &writer, DenseModels &models, const IntegerDense &layer)
{
    writeDense(
        writer, models,
        {layer.inputs, layer.outputs, {layer.weights.begin(), layer.weights.end()}, layer.bias});
    writer.real(layer.inputStep);
    writer.byte(static_cast<std::uint8_t>(layer.zeroPoint));
    const bool alike =
        std::ranges::all_of(layer.steps, [&](float step) { return step == layer.steps.front(); });
    writer.byte(alike ? 1 : 0);
    writer.reals(
        std::span(layer.steps)
            .first(alike ? std::min<std::size_t>(1, layer.steps.size()) : layer.steps.size()));
}

IntegerDense readIntegerDense(ByteReader &reader, DenseModels &models)
{
    Dense codes = readDense(reader, models);
    IntegerDense layer;
    layer.inputs = codes.inputs;
    layer.outputs = codes.outputs;
    layer.bias = std::move(codes.bias);
    layer.weights.reserve(codes.weights.size());
    for (const float code : codes.weights) {
        if (!(std::abs(code) <= 127.0F) || code != std::nearbyint(code))
            reader.damaged("a weight is no whole number of eight bits");
        layer.weights.push_back(static_cast<std::int8_t>(code));
    }
    layer.inputStep = reader.real();
    layer.zeroPoint = reader.byte();
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    if (reader.byte() == 0)
        layer.steps = reader.reals(outputs);
    else
        layer.steps.assign(outputs, outputs > 0 ? reader.real() : 0.0F);
    return layer;
}

} // namespace leptune
