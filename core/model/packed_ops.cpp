// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_ops.h"

#include "core/model/packed_derive.h"
#include "core/model/packed_embedding.h"
#include "core/model/packed_points.h"

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>

namespace leptune {
namespace {

std::uint64_t unsignedOf(int value)
{
    return static_cast<std::uint64_t>(value);
}

constexpr std::uint8_t kCodedLookUp = 128;

bool isNoPlainZero(float value)
{
    return std::bit_cast<std::uint32_t>(value) != 0;
}

struct OpWriter {
    ByteWriter &to;
    GraphPacker &packer;

    void operator()(const InputColumn &op) const
    {
        to.varint(2 * unsignedOf(op.column) + unsignedOf(op.asNumber));
    }
    void operator()(const InputMatrix &) const {}
    void operator()(const LookUp &op) const { packer.lookUps.write(to, op); }
    void operator()(const OneHot &op) const { to.varint(unsignedOf(op.count)); }
    void operator()(const Impute &op) const { to.countedReals(op.values); }
    void operator()(const MissingIndicator &) const {}
    /// Members' factors have no offsets: none are written.
    void operator()(const Scale &op) const
    {
        const bool shifts = std::ranges::any_of(op.offset, isNoPlainZero);
        to.countedReals(shifts ? op.offset : std::vector<float>());
        if (!shifts)
            to.varint(op.scale.size());
        to.reals(op.scale);
        to.real(op.low);
        to.real(op.high);
    }
    void operator()(const SmoothClip &op) const { to.real(op.limit); }
    void operator()(const CleanRange &op) const
    {
        to.countedReals(op.low);
        to.countedReals(op.high);
    }
    void operator()(const DateParts &op) const
    {
        to.varint(op.parts.size());
        for (const DatePart part : op.parts)
            to.byte(static_cast<std::uint8_t>(part));
    }
    void operator()(const Concat &) const {}
    void operator()(const Select &op) const
    {
        to.varint(op.columns.size());
        for (const int column : op.columns)
            to.varint(unsignedOf(column));
    }
    void operator()(const Dense &op) const { writeDense(to, packer.layers, op); }
    void operator()(const IntegerDense &op) const { writeIntegerDense(to, packer.layers, op); }
    void operator()(const Activation &op) const { to.byte(static_cast<std::uint8_t>(op.kind)); }
    void operator()(const TreeEnsemble &op) const { packer.trees.write(to, op); }
    void operator()(const SymmetricEnsemble &op) const { packer.trees.write(to, op); }
    void operator()(const KernelSum &op) const { writeKernelSum(to, packer.rows, op); }
    void operator()(const Neighbours &op) const { writeNeighbours(to, packer.rows, op); }
    void operator()(const WeightedSum &op) const { to.countedReals(op.weights); }
    void operator()(const Softmax &) const {}
    void operator()(const Logistic &) const {}
    void operator()(const Calibrate &op) const
    {
        to.countedReals(op.slope);
        to.reals(op.intercept);
    }
    void operator()(const Normalize &) const {}
    void operator()(const Clip &op) const
    {
        to.real(op.low);
        to.real(op.high);
    }
    void operator()(const Derive &op) const { writeDerive(to, op); }
    void operator()(const Pixels &op) const
    {
        for (const int side : {op.shape.height, op.shape.width})
            to.varint(unsignedOf(side));
        to.countedReals(op.shift);
        to.reals(op.factor);
    }
    void operator()(const Convolution &op) const { writeConvolution(to, packer.layers, op); }
    void operator()(const Pool &op) const
    {
        to.byte(static_cast<std::uint8_t>(op.kind));
        for (const int number :
             {op.in.height, op.in.width, op.in.channels, op.sizeHeight, op.sizeWidth, op.stride})
            to.varint(unsignedOf(number));
    }
    void operator()(const IntegerConvolution &op) const
    {
        writeIntegerConvolution(to, packer.layers, op);
    }
    void operator()(const PeriodicEmbedding &op) const { writeEmbedding(to, op); }
    void operator()(const Blend &op) const { writeBlend(to, op); }
};

template <typename T>
T readParameters(ByteReader &)
{
    return {};
}

template <typename Enum>
Enum readEnum(ByteReader &from, Enum last)
{
    const std::uint8_t value = from.byte();
    if (value > static_cast<std::uint8_t>(last))
        from.damaged("a choice in it does not exist");
    return static_cast<Enum>(value);
}

template <>
InputColumn readParameters(ByteReader &from)
{
    const int packed = from.number();
    return {packed / 2, packed % 2 == 1};
}

template <>
LookUp readParameters(ByteReader &from)
{
    LookUp op;
    op.keys.resize(from.count());
    for (std::string &key : op.keys)
        key = from.text();
    op.numberKeys = from.countedReals();
    op.values = from.reals(op.keys.size() + op.numberKeys.size());
    op.missing = from.real();
    op.unseen = from.real();
    return op;
}

template <>
OneHot readParameters(ByteReader &from)
{
    return {from.number()};
}

template <>
Impute readParameters(ByteReader &from)
{
    return {from.countedReals()};
}

template <>
Scale readParameters(ByteReader &from)
{
    Scale op;
    op.offset = from.countedReals();
    op.scale = op.offset.empty() ? from.countedReals() : from.reals(op.offset.size());
    op.offset.resize(op.scale.size());
    op.low = from.real();
    op.high = from.real();
    return op;
}

template <>
SmoothClip readParameters(ByteReader &from)
{
    return {from.real()};
}

template <>
CleanRange readParameters(ByteReader &from)
{
    CleanRange op;
    op.low = from.countedReals();
    op.high = from.countedReals();
    return op;
}

template <>
DateParts readParameters(ByteReader &from)
{
    DateParts op;
    op.parts.resize(from.count());
    for (DatePart &part : op.parts)
        part = readEnum(from, DatePart::Elapsed);
    return op;
}

template <>
Select readParameters(ByteReader &from)
{
    Select op;
    op.columns.resize(from.count());
    for (int &column : op.columns)
        column = from.number();
    return op;
}

template <>
Activation readParameters(ByteReader &from)
{
    return {readEnum(from, ActivationKind::Sigmoid)};
}

template <>
WeightedSum readParameters(ByteReader &from)
{
    return {from.countedReals()};
}

template <>
Calibrate readParameters(ByteReader &from)
{
    Calibrate op;
    op.slope = from.countedReals();
    op.intercept = from.reals(op.slope.size());
    return op;
}

template <>
Clip readParameters(ByteReader &from)
{
    Clip op;
    op.low = from.real();
    op.high = from.real();
    return op;
}

template <>
Pixels readParameters(ByteReader &from)
{
    Pixels op;
    op.shape.height = from.number();
    op.shape.width = from.number();
    op.shift = from.countedReals();
    op.factor = from.reals(op.shift.size());
    op.shape.channels = static_cast<int>(op.shift.size());
    return op;
}

template <>
Pool readParameters(ByteReader &from)
{
    Pool op;
    op.kind = readEnum(from, PoolKind::Average);
    for (int *number :
         {&op.in.height, &op.in.width, &op.in.channels, &op.sizeHeight, &op.sizeWidth, &op.stride})
        *number = from.number();
    return op;
}

template <>
Derive readParameters(ByteReader &from)
{
    return readDerive(from);
}

template <>
PeriodicEmbedding readParameters(ByteReader &from)
{
    return readEmbedding(from);
}

template <>
Blend readParameters(ByteReader &from)
{
    return readBlend(from);
}

template <typename T>
Op readOne(ByteReader &from, GraphUnpacker &unpacker)
{
    if constexpr (std::same_as<T, TreeEnsemble>)
        return unpacker.trees.readTrees(from);
    else if constexpr (std::same_as<T, SymmetricEnsemble>)
        return unpacker.trees.readSymmetric(from);
    else if constexpr (std::same_as<T, Dense>)
        return readDense(from, unpacker.layers);
    else if constexpr (std::same_as<T, IntegerDense>)
        return readIntegerDense(from, unpacker.layers);
    else if constexpr (std::same_as<T, Convolution>)
        return readConvolution(from, unpacker.layers);
    else if constexpr (std::same_as<T, IntegerConvolution>)
        return readIntegerConvolution(from, unpacker.layers);
    else if constexpr (std::same_as<T, KernelSum>)
        return readKernelSum(from, unpacker.rows);
    else if constexpr (std::same_as<T, Neighbours>)
        return readNeighbours(from, unpacker.rows);
    else
        return readParameters<T>(from);
}

template <std::size_t... Tags>
Op readTagged(ByteReader &from, GraphUnpacker &unpacker, std::size_t tag,
              std::index_sequence<Tags...>)
{
    using Reader = Op (*)(ByteReader &, GraphUnpacker &);
    constexpr std::array<Reader, sizeof...(Tags)> readers{
        readOne<std::variant_alternative_t<Tags, Op>>...};
    return readers[tag](from, unpacker);
}

} // namespace

void writeOp(ByteWriter &writer, const Op &op, GraphPacker &packer)
{
    writer.byte(std::holds_alternative<LookUp>(op) ? kCodedLookUp
                                                   : static_cast<std::uint8_t>(op.index()));
    std::visit(OpWriter{writer, packer}, op);
}

Op readOp(ByteReader &reader, GraphUnpacker &unpacker)
{
    const std::uint8_t tag = reader.byte();
    if (tag == kCodedLookUp)
        return unpacker.lookUps.read(reader);
    if (tag >= std::variant_size_v<Op>)
        reader.damaged("it holds an operation that does not exist");
    return readTagged(reader, unpacker, tag, std::make_index_sequence<std::variant_size_v<Op>>());
}

} // namespace leptune
