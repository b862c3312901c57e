// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/feature_plan.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::size_t kBlockRows = 2048;

/// Room for the widest intermediate result of a chain, used in turns.
struct Scratch {
    std::vector<float> from, to;
};

const Pixels *pixelsOf(const FeatureChain &chain)
{
    return chain.steps.empty() ? nullptr : std::get_if<Pixels>(&chain.steps[0]);
}

RawCells cellsOfBlock(const RawCells &cells, std::size_t begin, std::size_t rows)
{
    RawCells block;
    block.dictionary = cells.dictionary;
    const auto take = [&](const auto &all, auto &some) {
        if (!all.empty())
            some.assign(all.begin() + static_cast<std::ptrdiff_t>(begin),
                        all.begin() + static_cast<std::ptrdiff_t>(begin + rows));
    };
    take(cells.numbers, block.numbers);
    take(cells.codes, block.codes);
    return block;
}

/// Fills scratch.from with [rows, width] after all steps; returns the width.
int runChain(const FeatureChain &chain, const RawCells &cells, std::size_t begin, std::size_t rows,
             Scratch &scratch)
{
    int width = 1;
    std::size_t next = 0;
    scratch.from.resize(rows);
    if (const Pixels *pixels = pixelsOf(chain)) {
        width = outputWidth(*pixels, width);
        scratch.from.resize(rows * static_cast<std::size_t>(width));
        applyPixels(*pixels, cells, begin, rows, scratch.from.data());
        next = 1;
    } else if (!chain.steps.empty() && std::holds_alternative<LookUp>(chain.steps[0])) {
        applyLookUp(std::get<LookUp>(chain.steps[0]), cellsOfBlock(cells, begin, rows), rows,
                    scratch.from.data());
        next = 1;
    } else {
        if (cells.numbers.size() < begin + rows)
            throw Error(ErrorCode::Internal, "feature plan",
                        "a chain of numbers meets a column that holds none");
        std::copy_n(cells.numbers.begin() + static_cast<std::ptrdiff_t>(begin), rows,
                    scratch.from.begin());
    }
    for (; next < chain.steps.size(); ++next) {
        const int after = outputWidth(chain.steps[next], width);
        scratch.to.resize(rows * static_cast<std::size_t>(after));
        applyStep(chain.steps[next], scratch.from.data(), width, rows, scratch.to.data());
        std::swap(scratch.from, scratch.to);
        width = after;
    }
    return width;
}

/// Writes the chains' outputs side by side, rows `stride` apart; returns their width.
std::size_t runChains(const std::vector<FeatureChain> &chains, const RawBatch &batch,
                      std::size_t begin, std::size_t rows, float *out, std::size_t stride)
{
    Scratch scratch;
    std::size_t at = 0;
    for (const FeatureChain &chain : chains) {
        const RawCells &cells = batch.columns[static_cast<std::size_t>(chain.column)];
        const auto width = static_cast<std::size_t>(runChain(chain, cells, begin, rows, scratch));
        for (std::size_t row = 0; row < rows; ++row)
            std::copy_n(scratch.from.data() + row * width, width, out + row * stride + at);
        at += width;
    }
    return at;
}

std::size_t widthOf(const std::vector<FeatureChain> &chains)
{
    std::size_t total = 0;
    for (const FeatureChain &chain : chains)
        total += static_cast<std::size_t>(chainWidth(chain));
    return total;
}

std::string pixelName(const std::string &column, const PictureShape &shape, int index)
{
    const int pixel = index / shape.channels;
    std::string name = column;
    name += '[' + std::to_string(pixel / shape.width);
    name += ',' + std::to_string(pixel % shape.width);
    if (shape.channels > 1)
        name += ',' + std::to_string(index % shape.channels);
    name += ']';
    return name;
}

void addNames(const FeatureChain &chain, std::vector<std::string> &all)
{
    const Pixels *pixels = pixelsOf(chain);
    if (!pixels || chain.names.size() != 1) {
        all.insert(all.end(), chain.names.begin(), chain.names.end());
        return;
    }
    const int width = chainWidth(chain);
    for (int i = 0; i < width; ++i)
        all.push_back(pixelName(chain.names.front(), pixels->shape, i));
}

void applyBlock(const FeaturePlan &plan, const RawBatch &batch, std::size_t begin, std::size_t rows,
                FloatMatrix &out)
{
    float *to = out.values.data() + begin * out.columns;
    if (plan.derived.features.empty()) {
        runChains(plan.chains, batch, begin, rows, to, out.columns);
        return;
    }
    FloatMatrix read(rows, widthOf(plan.chains) + widthOf(plan.sources));
    const std::size_t width =
        runChains(plan.chains, batch, begin, rows, read.values.data(), read.columns);
    runChains(plan.sources, batch, begin, rows, read.values.data() + width, read.columns);
    FloatMatrix made(rows, plan.derived.features.size());
    applyDerive(plan.derived, read.values.data(), read.columns, rows, made.values.data());
    for (std::size_t row = 0; row < rows; ++row, to += out.columns) {
        std::copy_n(read.row(row).data(), width, to);
        std::ranges::copy(made.row(row), to + width);
    }
}

} // namespace

int chainWidth(const FeatureChain &chain)
{
    int width = 1;
    for (const Step &step : chain.steps)
        width = outputWidth(step, width);
    return width;
}

int FeaturePlan::width() const
{
    return static_cast<int>(widthOf(chains) + derived.features.size());
}

std::vector<std::string> FeaturePlan::names() const
{
    std::vector<std::string> all;
    for (const FeatureChain &chain : chains)
        addNames(chain, all);
    all.insert(all.end(), derivedNames.begin(), derivedNames.end());
    return all;
}

FloatMatrix applyPlan(const FeaturePlan &plan, const RawBatch &batch, int threads)
{
    FloatMatrix out(batch.rows, static_cast<std::size_t>(plan.width()));
    const std::size_t blocks = (batch.rows + kBlockRows - 1) / kBlockRows;
    parallelFor(blocks, threads, [&](std::size_t block) {
        const std::size_t begin = block * kBlockRows;
        applyBlock(plan, batch, begin, std::min(kBlockRows, batch.rows - begin), out);
    });
    return out;
}

} // namespace leptune
