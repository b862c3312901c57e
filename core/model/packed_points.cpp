// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_points.h"

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

} // namespace

void writeKernelSum(ByteWriter &writer, RowPacker &rows, const KernelSum &op)
{
    writer.varint(sizeOf(op.inputs));
    writer.real(op.gamma);
    writer.countedReals(op.bias);
    rows.write(writer, RowUse::Points, sizeOf(op.inputs), op.supports);
    writer.reals(op.coefficients);
    writeRowScale(writer, rows, op.scale);
}

void writeNeighbours(ByteWriter &writer, RowPacker &rows, const Neighbours &op)
{
    writer.varint(sizeOf(op.inputs));
    writer.varint(sizeOf(op.outputs));
    writer.varint(sizeOf(op.k));
    writer.byte(op.distanceWeighted ? 1 : 0);
    rows.write(writer, RowUse::Points, sizeOf(op.inputs), op.points);
    rows.write(writer, RowUse::Values, sizeOf(op.outputs), op.values);
    writeRowScale(writer, rows, op.scale);
}

KernelSum readKernelSum(ByteReader &reader, RowUnpacker &rows)
{
    KernelSum op;
    op.inputs = reader.number();
    op.gamma = reader.real();
    op.bias = reader.countedReals();
    op.outputs = static_cast<int>(op.bias.size());
    op.supports = rows.read(reader, RowUse::Points, sizeOf(op.inputs));
    op.coefficients = reader.reals(op.supports.size() / sizeOf(op.inputs) * op.bias.size());
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
    op.points = rows.read(reader, RowUse::Points, sizeOf(op.inputs));
    op.values = rows.read(reader, RowUse::Values, sizeOf(op.outputs));
    op.scale = readRowScale(reader, rows, sizeOf(op.inputs));
    return op;
}

} // namespace leptune
