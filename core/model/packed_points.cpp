// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_points.h"

#include "core/model/packed_dense.h"

namespace leptune {

namespace {

std::size_t sizeOf(int value)
{
    return static_cast<std::size_t>(value);
}

void writeRowScale(ByteWriter &to, RowPacker &rows, const Scale &scale)
{
    const std::size_t width = scale.offset.size();
    to.byte(width > 0 ? 1 : 0);
    if (width == 0)
        return;
    rows.write(to, RowUse::Scales, width, scale.offset);
    rows.write(to, RowUse::Scales, width, scale.scale);
    to.real(scale.low);
    to.real(scale.high);
}

Scale readRowScale(ByteReader &from, RowUnpacker &rows, std::size_t width)
{
    Scale scale;
    if (from.byte() == 0)
        return scale;
    scale.offset = rows.read(from, RowUse::Scales, width);
    scale.scale = rows.read(from, RowUse::Scales, width);
    scale.low = from.real();
    scale.high = from.real();
    return scale;
}

/// Codes behind the sign of them, which is that no shared rows are there.
void writeCoded(ByteWriter &to, RowPacker &shared, std::size_t width,
                const std::vector<float> &points)
{
    shared.write(to, RowUse::Points, width, {});
    to.varint(points.size() / width);
    writeMatrix(to, points, width);
}

/// Shared rows, else codes.
struct ReadPoints {
    std::vector<float> points;
    std::size_t count = 0;
    bool coded = false;
};

ReadPoints readPoints(ByteReader &from, RowUnpacker &shared, std::size_t width)
{
    ReadPoints read;
    read.points = shared.read(from, RowUse::Points, width);
    read.count = read.points.size() / width;
    read.coded = read.points.empty();
    if (read.coded) {
        read.count = static_cast<std::size_t>(from.number());
        read.points = readMatrix(from, read.count, width);
    }
    return read;
}

} // namespace

void writeKernelSum(ByteWriter &writer, RowPacker &rows, const KernelSum &op)
{
    writer.varint(sizeOf(op.inputs));
    writer.real(op.gamma);
    writer.countedReals(op.bias);
    if (areCodedPoints(sizeOf(op.inputs), op.supports)) {
        writeCoded(writer, rows, sizeOf(op.inputs), op.supports);
        writeMatrix(writer, op.coefficients, sizeOf(op.outputs));
    } else {
        rows.write(writer, RowUse::Points, sizeOf(op.inputs), op.supports);
        writer.reals(op.coefficients);
    }
    writeRowScale(writer, rows, op.scale);
}

void writeNeighbours(ByteWriter &writer, RowPacker &rows, const Neighbours &op)
{
    writer.varint(sizeOf(op.inputs));
    writer.varint(sizeOf(op.outputs));
    writer.varint(sizeOf(op.k));
    writer.byte(op.distanceWeighted ? 1 : 0);
    if (areCodedPoints(sizeOf(op.inputs), op.points)) {
        writeCoded(writer, rows, sizeOf(op.inputs), op.points);
        writeMatrix(writer, op.values, sizeOf(op.outputs));
    } else {
        rows.write(writer, RowUse::Points, sizeOf(op.inputs), op.points);
        rows.write(writer, RowUse::Values, sizeOf(op.outputs), op.values);
    }
    writeRowScale(writer, rows, op.scale);
}

KernelSum readKernelSum(ByteReader &reader, RowUnpacker &rows)
{
    KernelSum op;
    op.inputs = reader.number();
    op.gamma = reader.real();
    op.bias = reader.countedReals();
    op.outputs = static_cast<int>(op.bias.size());
    ReadPoints read = readPoints(reader, rows, sizeOf(op.inputs));
    op.supports = std::move(read.points);
    op.coefficients = read.coded ? readMatrix(reader, read.count, op.bias.size())
                                 : reader.reals(read.count * op.bias.size());
    op.scale = readRowScale(reader, rows, sizeOf(op.inputs));
    return op;
}

Neighbours readNeighbours(ByteReader &reader, RowUnpacker &rows)
{
    Neighbours op;
    op.inputs = reader.number();
    op.outputs = reader.number();
    op.k = reader.number();
    op.distanceWeighted = reader.byte() != 0;
    ReadPoints read = readPoints(reader, rows, sizeOf(op.inputs));
    op.points = std::move(read.points);
    op.values = read.coded ? readMatrix(reader, read.count, sizeOf(op.outputs))
                           : rows.read(reader, RowUse::Values, sizeOf(op.outputs));
    op.scale = readRowScale(reader, rows, sizeOf(op.inputs));
    return op;
}

} // namespace leptune
