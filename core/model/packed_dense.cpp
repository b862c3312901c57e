// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_dense.h"

#include "core/base/short_float.h"
#include "core/model/convolution_matrix.h"
#include "core/model/eight_bits.h"
#include "core/model/packed_sparse.h"
#include "core/model/planes.h"
#include "core/model/quantised_weights.h"

#include <algorithm>
#include <cmath>

namespace leptune {
namespace {

constexpr int kMiddle = 128;
constexpr std::uint8_t kFloats = 0, kRounded = 1, kShrunk = 2, kEarlier = 3, kWhole = 4;

constexpr std::uint8_t kSteps = 0, kOneStep = 1, kShortSteps = 2; // of layers of whole numbers

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

std::vector<float> readRounded(ByteReader &reader, std::size_t inputs,
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

void writeRounded(ByteWriter &writer, const WeightCodes &codes, BitTree<8> &model)
{
    writeSteps(writer, codes.steps);
    const auto bytes = codedWeights(codes, model);
    writer.countedBytes(bytes);
}

void writeShrunk(ByteWriter &writer, const SharedNumbers &weights, const Dense &layer)
{
    writeShared(writer, weights, static_cast<std::size_t>(layer.outputs));
    writeMatrix(writer, layer.bias, 1);
}

void readShrunk(ByteReader &reader, Dense &layer)
{
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    layer.weights = readShared(reader, static_cast<std::size_t>(layer.inputs), outputs);
    layer.bias = readMatrix(reader, outputs, 1);
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

/// Weights that are codes by themselves, whose steps stand elsewhere.
Packed asWhole(const Dense &layer, const BitTree<8> &known)
{
    Packed packed{kWhole, {}, known};
    WeightCodes codes;
    codes.codes.assign(layer.weights.begin(), layer.weights.end());
    ByteWriter writer;
    writer.countedBytes(codedWeights(codes, packed.model));
    writeMatrix(writer, layer.bias, 1);
    packed.bytes = std::move(writer.bytes());
    return packed;
}

bool areWhole(const std::vector<float> &weights)
{
    return std::ranges::all_of(weights, [](float weight) {
        return std::abs(weight) <= kMostWeightCode && weight == std::nearbyint(weight) &&
               !(weight == 0.0F && std::signbit(weight));
    });
}

Packed asShrunk(const SharedNumbers &weights, const Dense &layer)
{
    ByteWriter writer;
    writeShrunk(writer, weights, layer);
    return {kShrunk, std::move(writer.bytes()), {}};
}

/// Weights and biases.
void writeWeights(ByteWriter &writer, DenseModels &models, const Dense &layer)
{
    BitTree<8> &known = models.codes[{layer.inputs, layer.outputs}];
    Packed best = asFloats(layer);
    if (const auto codes = weightCodes(layer))
        best.takeIfShorter(asRounded(*codes, layer, known));
    if (const auto shared = sharedNumbers(layer.weights))
        best.takeIfShorter(asShrunk(*shared, layer));
    if (areWhole(layer.weights))
        best.takeIfShorter(asWhole(layer, known));
    if (best.form == kRounded || best.form == kWhole)
        known = best.model;
    writer.byte(best.form);
    writer.bytes().insert(writer.bytes().end(), best.bytes.begin(), best.bytes.end());
}

/// `form` is what writeWeights() wrote first.
void readWeights(ByteReader &reader, DenseModels &models, int form, Dense &layer)
{
    const auto inputs = static_cast<std::size_t>(layer.inputs);
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    if (form == kShrunk) {
        readShrunk(reader, layer);
        return;
    }
    BitTree<8> &known = models.codes[{layer.inputs, layer.outputs}];
    if (form == kWhole) {
        reader.needMemory(outputs * sizeof(float));
        layer.weights = readRounded(reader, inputs, std::vector<float>(outputs, 1.0F), known);
        layer.bias = readMatrix(reader, outputs, 1);
        return;
    }
    if (form > kShrunk)
        reader.damaged("a layer has a form that does not exist");
    if (form == kFloats)
        layer.weights = reader.reals(inputs * outputs);
    else
        layer.weights = readRounded(reader, inputs, readSteps(reader, outputs), known);
    layer.bias = reader.reals(outputs);
}

template <typename Layer>
bool writesEarlier(ByteWriter &writer, std::vector<Layer> &layers, const Layer &layer)
{
    writer.varint(static_cast<std::uint64_t>(layer.inputs));
    writer.varint(static_cast<std::uint64_t>(layer.outputs));
    const auto earlier = std::ranges::find(layers, layer);
    if (earlier == layers.end()) {
        layers.push_back(layer);
        return false;
    }
    writer.byte(kEarlier);
    writer.varint(static_cast<std::uint64_t>(earlier - layers.begin()));
    return true;
}

std::size_t bytesOf(const Dense &layer)
{
    return (layer.weights.size() + layer.bias.size()) * sizeof(float);
}

std::size_t bytesOf(const IntegerDense &layer)
{
    return layer.weights.size() + (layer.bias.size() + layer.steps.size()) * sizeof(float);
}

/// Layers that others may equal stand twice while a file is read.
template <typename Layer>
void remember(ByteReader &reader, std::vector<Layer> &layers, const Layer &layer)
{
    reader.needMemory(bytesOf(layer));
    layers.push_back(layer);
}

/// After its size and kEarlier.
template <typename Layer>
Layer readEarlier(ByteReader &reader, const std::vector<Layer> &layers, const Layer &layer)
{
    const std::uint64_t place = reader.varint();
    if (place >= layers.size() || layers[place].inputs != layer.inputs ||
        layers[place].outputs != layer.outputs)
        reader.damaged("a layer is to equal one that does not exist");
    reader.needMemory(bytesOf(layers[place]));
    return layers[place];
}

/// What layers of whole numbers hold beside their codes.
template <typename Layer>
void writeCodeScales(ByteWriter &writer, const Layer &layer)
{
    writer.real(layer.inputStep);
    writer.byte(static_cast<std::uint8_t>(layer.zeroPoint));
    const bool alike =
        std::ranges::all_of(layer.steps, [&](float step) { return step == layer.steps.front(); });
    const bool areShort = std::ranges::all_of(layer.steps, isShort);
    writer.byte(alike ? kOneStep : areShort ? kShortSteps : kSteps);
    if (alike)
        writer.reals(std::span(layer.steps).first(std::min<std::size_t>(1, layer.steps.size())));
    else if (areShort)
        writeSteps(writer, layer.steps);
    else
        writer.reals(layer.steps);
}

template <typename Layer>
void readCodeScales(ByteReader &reader, Layer &layer)
{
    layer.inputStep = reader.real();
    layer.zeroPoint = reader.byte();
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    const int form = reader.byte();
    if (form == kSteps)
        layer.steps = reader.reals(outputs);
    else if (form == kShortSteps)
        layer.steps = readSteps(reader, outputs);
    else
        layer.steps.assign(outputs, outputs > 0 ? reader.real() : 0.0F);
}

void writeShape(ByteWriter &writer, const ConvolutionShape &shape)
{
    for (const int number : {shape.in.height, shape.in.width, shape.in.channels, shape.outputs,
                             shape.kernelHeight, shape.kernelWidth, shape.stride, shape.padding})
        writer.varint(static_cast<std::uint64_t>(number));
    writer.byte(shape.groups > 1 ? 1 : 0);
}

ConvolutionShape readShape(ByteReader &reader)
{
    ConvolutionShape shape;
    for (int *number : {&shape.in.height, &shape.in.width, &shape.in.channels, &shape.outputs,
                        &shape.kernelHeight, &shape.kernelWidth, &shape.stride, &shape.padding})
        *number = reader.number();
    shape.groups = reader.byte() == 0 ? 1 : shape.in.channels;
    const std::string fault = convolutionProblem(shape);
    if (!fault.empty())
        reader.damaged("a convolution does not fit: " + fault);
    return shape;
}

/// Weights of windows, as those of a layer.
Dense readWindows(ByteReader &reader, DenseModels &models, const ConvolutionShape &shape)
{
    Dense matrix{shape.windowSize(), shape.outputs, {}, {}};
    readWeights(reader, models, reader.byte(), matrix);
    return matrix;
}

std::vector<std::int8_t> wholeWeights(const ByteReader &reader, const std::vector<float> &codes)
{
    std::vector<std::int8_t> weights;
    weights.reserve(codes.size());
    for (const float code : codes) {
        if (!(std::abs(code) <= 127.0F) || code != std::nearbyint(code))
            reader.damaged("a weight is no whole number of eight bits");
        weights.push_back(static_cast<std::int8_t>(code));
    }
    return weights;
}

} // namespace

void writeMatrix(ByteWriter &writer, const std::vector<float> &values, std::size_t columns)
{
    const auto codes = weightCodes(matrixOf(values, columns));
    writer.byte(codes ? 1 : 0);
    BitTree<8> model;
    if (codes)
        writeRounded(writer, *codes, model);
    else
        writer.reals(values);
}

std::vector<float> readMatrix(ByteReader &reader, std::size_t rows, std::size_t columns)
{
    BitTree<8> model;
    return reader.byte() == 0 ? reader.reals(rows * columns)
                              : readRounded(reader, rows, readSteps(reader, columns), model);
}

void writeDense(ByteWriter &writer, DenseModels &models, const Dense &layer)
{
    if (!writesEarlier(writer, models.layers, layer))
        writeWeights(writer, models, layer);
}

Dense readDense(ByteReader &reader, DenseModels &models)
{
    Dense layer;
    layer.inputs = reader.number();
    layer.outputs = reader.number();
    const int form = reader.byte();
    if (form == kEarlier)
        return readEarlier(reader, models.layers, layer);
    readWeights(reader, models, form, layer);
    remember(reader, models.layers, layer);
    return layer;
}

void writeIntegerDense(ByteWriter &writer, DenseModels &models, const IntegerDense &layer)
{
    if (writesEarlier(writer, models.integerLayers, layer))
        return;
    writeWeights(
        writer, models,
        {layer.inputs, layer.outputs, {layer.weights.begin(), layer.weights.end()}, layer.bias});
    writeCodeScales(writer, layer);
}

IntegerDense readIntegerDense(ByteReader &reader, DenseModels &models)
{
    IntegerDense layer;
    layer.inputs = reader.number();
    layer.outputs = reader.number();
    const int form = reader.byte();
    if (form == kEarlier)
        return readEarlier(reader, models.integerLayers, layer);
    Dense codes{layer.inputs, layer.outputs, {}, {}};
    readWeights(reader, models, form, codes);
    layer.bias = std::move(codes.bias);
    layer.weights = wholeWeights(reader, codes.weights);
    readCodeScales(reader, layer);
    remember(reader, models.integerLayers, layer);
    return layer;
}

void writeConvolution(ByteWriter &writer, DenseModels &models, const Convolution &layer)
{
    writeShape(writer, layer);
    writeWeights(writer, models, asMatrix(layer));
}

Convolution readConvolution(ByteReader &reader, DenseModels &models)
{
    Convolution layer{readShape(reader), {}, {}};
    Dense matrix = readWindows(reader, models, layer);
    layer.weights = transposed(matrix.weights, static_cast<std::size_t>(matrix.outputs));
    layer.bias = std::move(matrix.bias);
    return layer;
}

void writeIntegerConvolution(ByteWriter &writer, DenseModels &models,
                             const IntegerConvolution &layer)
{
    const Convolution codes{layer, {layer.weights.begin(), layer.weights.end()}, layer.bias};
    writeConvolution(writer, models, codes);
    writeCodeScales(writer, layer);
}

IntegerConvolution readIntegerConvolution(ByteReader &reader, DenseModels &models)
{
    Convolution codes = readConvolution(reader, models);
    IntegerConvolution layer{codes, 1.0F, 0, wholeWeights(reader, codes.weights), {}, {}};
    layer.bias = std::move(codes.bias);
    readCodeScales(reader, layer);
    return layer;
}

} // namespace leptune
