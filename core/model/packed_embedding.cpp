// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_embedding.h"

#include "core/model/convolution_matrix.h"
#include "core/model/graph_shape.h"
#include "core/model/packed_dense.h"

namespace leptune {

void writeEmbedding(ByteWriter &writer, const PeriodicEmbedding &op)
{
    const std::size_t columns = op.frequency.size() / static_cast<std::size_t>(op.frequencies);
    writer.varint(columns);
    writer.varint(static_cast<std::uint64_t>(op.frequencies));
    writer.varint(static_cast<std::uint64_t>(op.outputs));
    for (const std::vector<float> *numbers : {&op.frequency, &op.phase, &op.weights})
        writeMatrix(writer, transposed(*numbers, columns > 0 ? numbers->size() / columns : 0),
                    columns);
}

PeriodicEmbedding readEmbedding(ByteReader &reader)
{
    PeriodicEmbedding op;
    const int columns = reader.number();
    op.frequencies = reader.number();
    op.outputs = reader.number();
    if (columns > kWidestNode || op.frequencies > kMostCosines || op.outputs > kMostCosines)
        reader.damaged("an embedding in it is too large");
    const auto width = static_cast<std::size_t>(columns);
    const auto cosines = static_cast<std::size_t>(op.frequencies);
    const auto read = [&](std::size_t rows) {
        return transposed(readMatrix(reader, rows, width), width);
    };
    op.frequency = read(cosines);
    op.phase = read(cosines);
    op.weights = read(cosines * static_cast<std::size_t>(op.outputs));
    return op;
}

void writeBlend(ByteWriter &writer, const Blend &op)
{
    writer.varint(op.share.size());
    writeMatrix(writer, op.share, 1);
}

Blend readBlend(ByteReader &reader)
{
    return {readMatrix(reader, static_cast<std::size_t>(reader.number()), 1)};
}

} // namespace leptune
