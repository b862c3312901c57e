// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lenet lenet5|lenet300 WEIGHTS INPUTS
//     LeNet-5 (20-50-500) or LeNet-300-100 in the interpreter, one thread. WEIGHTS: raw floats,
//     layer after layer, weights as graph.h has them, then biases; INPUTS: raw floats, rows of 784
//     in [0, 1]. For every line on the standard input ("CALLS") prints one JSON line: microseconds
//     a call (medians of CALLS) of one row in floats and in whole numbers, the same from pixels, of
//     64 rows, and the answers to the first row. See lenet_latency.py.
#include "core/base/clock.h"
#include "core/model/integer_form.h"
#include "core/model/interpreter.h"
#include "core/model/planes.h"
#include "core/model/program.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>
#include <string_view>

using namespace leptune;

namespace {

constexpr std::size_t kPixels = 784;

std::vector<float> readFloats(const char *path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::vector<float> values(static_cast<std::size_t>(file.tellg()) / sizeof(float));
    file.seekg(0);
    file.read(reinterpret_cast<char *>(values.data()),
              static_cast<std::streamsize>(values.size() * sizeof(float)));
    return values;
}

class WeightReader {
public:
    explicit WeightReader(std::vector<float> values) : m_values(std::move(values)) {}
    std::vector<float> take(int count)
    {
        const auto from = m_values.begin() + m_at;
        m_at += count;
        return {from, from + count};
    }

private:
    std::vector<float> m_values;
    std::ptrdiff_t m_at = 0;
};

/// Nodes one after the other.
class Chain {
public:
    explicit Chain(std::vector<Node> first)
    {
        m_graph.nodes = std::move(first);
        m_graph.output = static_cast<NodeId>(m_graph.nodes.size()) - 1;
    }
    void add(Op op, int width)
    {
        m_graph.nodes.push_back({std::move(op), {m_graph.output}, width});
        ++m_graph.output;
    }
    const Graph &graph() const { return m_graph; }

private:
    Graph m_graph;
};

std::vector<Node> numbersIn()
{
    return {{InputMatrix{}, {}, static_cast<int>(kPixels)}};
}

std::vector<Node> pixelsIn()
{
    return {{InputColumn{0, false}, {}, 1},
            {Pixels{{28, 28, 1}, {0.0F}, {1.0F / 255.0F}}, {0}, static_cast<int>(kPixels)}};
}

/// The range that a node has on some rows.
std::pair<float, float> rangeOf(const Graph &graph, const FloatMatrix &rows)
{
    const FloatMatrix values = Interpreter(std::make_shared<const Graph>(graph)).run(rows);
    const auto [low, high] = std::ranges::minmax(values.values);
    return {low, high};
}

/// The layers of the network over `first`, in floats, or in whole numbers with the ranges that
/// their inputs have on `rows`.
class Lenet {
public:
    Lenet(bool convolves, const std::vector<float> &weights, FloatMatrix rows)
        : m_convolves(convolves), m_weights(weights), m_rows(std::move(rows))
    {
    }

    Graph build(std::vector<Node> first, bool whole) const
    {
        WeightReader from(m_weights);
        Chain chain(std::move(first)), floats(numbersIn());
        std::vector<int> widths{static_cast<int>(kPixels), 300, 100, 10};
        if (m_convolves)
            widths = {convolve(from, whole, chain, floats), 500, 10};
        for (std::size_t i = 1; i < widths.size(); ++i) {
            Dense layer{widths[i - 1], widths[i], {}, {}};
            layer.weights = from.take(layer.inputs * layer.outputs);
            layer.bias = from.take(layer.outputs);
            add(layer, layer.outputs, whole, chain, floats);
            if (i + 1 < widths.size())
                addBoth(Activation{ActivationKind::Relu}, layer.outputs, chain, floats);
        }
        return chain.graph();
    }

private:
    /// Numbers that the dense layers read.
    int convolve(WeightReader &from, bool whole, Chain &chain, Chain &floats) const
    {
        Plane plane{28, 28, 1};
        for (const int outputs : {20, 50}) {
            Convolution layer{{plane, outputs, 5, 5}, {}, {}};
            layer.weights = from.take(outputs * layer.windowSize());
            layer.bias = from.take(outputs);
            plane = layer.out();
            add(layer, planeSize(plane), whole, chain, floats);
            const Pool pool{plane, PoolKind::Max, 2, 2, 2};
            plane = pool.out();
            addBoth(pool, planeSize(plane), chain, floats);
        }
        return planeSize(plane);
    }
    static void addBoth(const Op &op, int width, Chain &chain, Chain &floats)
    {
        chain.add(op, width);
        floats.add(op, width);
    }
    template <typename Layer>
    void add(const Layer &layer, int width, bool whole, Chain &chain, Chain &floats) const
    {
        if (whole) {
            const auto [low, high] = rangeOf(floats.graph(), m_rows);
            chain.add(integerForm(layer, low, high), width);
        } else {
            chain.add(layer, width);
        }
        floats.add(layer, width);
    }

    bool m_convolves;
    const std::vector<float> &m_weights;
    FloatMatrix m_rows;
};

/// A program with its memory.
class Runner {
public:
    explicit Runner(Graph graph) : m_program(std::make_shared<const Graph>(std::move(graph))) {}

    double microseconds(const RawBatch &pixels, const FloatMatrix &rows, std::size_t count,
                        int calls)
    {
        m_arena.resize(m_program.arenaSize(std::min(count, m_program.blockRows())));
        m_answers.resize(10 * count);
        std::vector<double> times;
        for (int i = 0; i < calls; ++i) {
            const std::size_t begin = static_cast<std::size_t>(i) * count % (rows.rows - count + 1);
            const Stopwatch watch;
            for (std::size_t done = 0; done < count; done += m_program.blockRows()) {
                const std::size_t row = begin + done;
                m_program.run({&pixels, row, std::min(count - done, m_program.blockRows())},
                              rows.row(row).data(), {}, m_arena.data(),
                              m_answers.data() + 10 * done);
            }
            times.push_back(1e6 * watch.seconds());
        }
        const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
        std::ranges::nth_element(times, middle);
        return *middle;
    }
    std::string answers(const RawBatch &pixels, const FloatMatrix &rows)
    {
        microseconds(pixels, rows, 1, 1);
        std::string text;
        for (int i = 0; i < 10; ++i)
            text += (i > 0 ? ", " : "[") + std::to_string(m_answers[static_cast<std::size_t>(i)]);
        return text + "]";
    }

private:
    Program m_program;
    std::vector<float> m_arena, m_answers;
};

RawBatch pixelsOf(const FloatMatrix &rows)
{
    auto block = std::make_shared<PictureBlock>();
    block->shape = {28, 28, 1};
    for (const float value : rows.values)
        block->pixels.push_back(static_cast<std::uint8_t>(value * 255.0F + 0.5F));
    RawCells cells;
    for (std::size_t i = 0; i < rows.rows; ++i)
        cells.codes.push_back(static_cast<std::int32_t>(i));
    cells.pictures = std::move(block);
    RawBatch batch;
    batch.rows = rows.rows;
    batch.columns.push_back(std::move(cells));
    return batch;
}

} // namespace

int main(int count, char **words)
{
    if (count < 4) {
        std::fprintf(stderr, "usage: see the first lines of bench_lenet.cpp\n");
        return 2;
    }
    FloatMatrix rows;
    rows.values = readFloats(words[3]);
    rows.columns = kPixels;
    rows.rows = rows.values.size() / kPixels;
    const RawBatch pixels = pixelsOf(rows);
    const std::vector<float> weights = readFloats(words[2]);
    const Lenet lenet(std::string_view(words[1]) == "lenet5", weights, rows);
    Runner floats(lenet.build(numbersIn(), false)), whole(lenet.build(numbersIn(), true)),
        fromPixels(lenet.build(pixelsIn(), true));
    for (std::string line; std::getline(std::cin, line);) {
        const int calls = std::max(1, std::atoi(line.c_str()));
        std::printf("{\"float\": %.2f, \"whole\": %.2f, \"pixels\": %.2f, \"float64\": %.1f, "
                    "\"whole64\": %.1f, \"float_answers\": %s, \"whole_answers\": %s}\n",
                    floats.microseconds(pixels, rows, 1, calls),
                    whole.microseconds(pixels, rows, 1, calls),
                    fromPixels.microseconds(pixels, rows, 1, calls),
                    floats.microseconds(pixels, rows, 64, 1 + calls / 64),
                    whole.microseconds(pixels, rows, 64, 1 + calls / 64),
                    floats.answers(pixels, rows).c_str(), whole.answers(pixels, rows).c_str());
        std::fflush(stdout);
    }
}
