// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_bytes.h"

#include <memory>

namespace leptune {

struct RowModels;

/// What rows are to their predictor. Rows of one use and width share a table.
enum class RowUse : std::uint8_t { Points, Values, Scales };

/// Points [count, width] that are multiples of a step a column (quantiseMatrix): learned ones. They
/// and what belongs to them stand as codes where they are used, apart from the rows that are
/// shared.
bool areCodedPoints(std::size_t width, std::span<const float> points);

/// Writes the rows that predictors keep (training rows, supports). Fits on the folds of a table
/// keep the same ones: each distinct row of a file is written once, column by column as places in
/// the column's list of values; what a predictor keeps are places in that table, mostly one after
/// the other.
class RowPacker {
public:
    /// Looks at all of the graph's rows. The graph outlives the packer.
    explicit RowPacker(const Graph &graph);
    ~RowPacker();
    RowPacker(const RowPacker &) = delete;
    RowPacker &operator=(const RowPacker &) = delete;

    /// Some rows of the graph, row-major [count, width].
    void write(ByteWriter &writer, RowUse use, std::size_t width, std::span<const float> rows);

private:
    std::unique_ptr<RowModels> m_models;
};

/// The inverse. Throws Error(BadFormat) where the bytes end or can't be meant.
class RowUnpacker {
public:
    RowUnpacker();
    ~RowUnpacker();
    RowUnpacker(const RowUnpacker &) = delete;
    RowUnpacker &operator=(const RowUnpacker &) = delete;

    std::vector<float> read(ByteReader &reader, RowUse use, std::size_t width);

private:
    std::unique_ptr<RowModels> m_models;
};

} // namespace leptune
