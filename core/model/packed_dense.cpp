// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_dense.h"

#include "core/model/quantised_weights.h"

namespace leptune {
namespace {

constexpr int kMiddle = 128;

/// The upper half of their bits: the lower is zero.
void writeSteps(ByteWriter &writer, const std::vector<float> &steps)
{
    for (const float step : steps) {
        const std::uint32_t bits = std::bit_cast<std::uint32_t>(step);
        writer.byte(static_cast<std::uint8_t>(bits >> 16 & 0xFFU));
        writer.byte(static_cast<std::uint8_t>(bits >> 24));
    }
}

std::vector<float> readSteps(ByteReader &reader, std::size_t count)
{
    const auto bytes = reader.part(2 * count);
    std::vector<float> steps;
    for (std::size_t i = 0; i < count; ++i)
        steps.push_back(std::bit_cast<float>(std::uint32_t{bytes[2 * i]} << 16 |
                                             std::uint32_t{bytes[2 * i + 1]} << 24));
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

} // namespace

void writeDense(ByteWriter &writer, DenseModels &models, const Dense &layer)
{
    writer.varint(static_cast<std::uint64_t>(layer.inputs));
    writer.varint(static_cast<std::uint64_t>(layer.outputs));
    // A step costs more than the codes of one weight save.
    const auto codes = layer.inputs > 1 ? weightCodes(layer) : std::nullopt;
    writer.byte(codes ? 1 : 0);
    if (codes) {
        writeSteps(writer, codes->steps);
        const auto bytes = codedWeights(*codes, models.codes[{layer.inputs, layer.outputs}]);
        writer.varint(bytes.size());
        writer.bytes().insert(writer.bytes().end(), bytes.begin(), bytes.end());
    } else {
        writer.reals(layer.weights);
    }
    writer.reals(layer.bias);
}

Dense readDense(ByteReader &reader, DenseModels &models)
{
    Dense layer;
    layer.inputs = reader.number();
    layer.outputs = reader.number();
    const auto inputs = static_cast<std::size_t>(layer.inputs);
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    if (reader.byte() == 0)
        layer.weights = reader.reals(inputs * outputs);
    else
        layer.weights = readWeights(reader, inputs, readSteps(reader, outputs),
                                    models.codes[{layer.inputs, layer.outputs}]);
    layer.bias = reader.reals(outputs);
    return layer;
}

} // namespace leptune
