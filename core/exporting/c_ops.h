// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_writer.h"
#include "core/model/model.h"

namespace leptune {

/// Numbers of one row in the entry of a C file: a stretch of an array, mostly of its arena `w`, or
/// one field of its input.
struct CValue {
    std::string field; ///< "input->age", or empty
    std::size_t offset = 0;
    int width = 0;
    std::string array = "w";

    /// Of the first number.
    std::string pointer() const
    {
        return field.empty() ? array + " + " + std::to_string(offset) : '&' + field;
    }
    std::string at(int index = 0) const
    {
        return field.empty()
                   ? array + '[' + std::to_string(offset + static_cast<std::size_t>(index)) + ']'
                   : field;
    }
    std::string count() const { return std::to_string(width); }
};

// One function a graph operation, grouped as the files are: appends the lines that compute `out`
// from `x` by the formulas of the interpreter, so that rounding stays alike. No width is 0.

// c_preprocess.cpp
void writeOneHot(CWriter &to, const OneHot &op, const CValue &out, const CValue &x);
void writeImpute(CWriter &to, const Impute &op, const CValue &out, const CValue &x);
void writeMissingIndicator(CWriter &to, const CValue &out, const CValue &x);
void writeScale(CWriter &to, const Scale &op, const CValue &out, const CValue &x);
void writeSmoothClip(CWriter &to, const SmoothClip &op, const CValue &out, const CValue &x);
void writeCleanRange(CWriter &to, const CleanRange &op, const CValue &out, const CValue &x);
/// A function that gives NAN for what is not finite.
std::string finiteFunction(CWriter &to);
void writeSelect(CWriter &to, const Select &op, const CValue &out, const CValue &x);
/// Copies `x` to the columns of `out` that begin at `first`.
void writeCopy(CWriter &to, const CValue &out, int first, const CValue &x);
/// The same numbers in every row.
void writeConstant(CWriter &to, const CValue &out, std::span<const float> values);

// c_look_up.cpp
/// `field` is of the raw column.
void writeLookUp(CWriter &to, const LookUp &op, const CValue &out, const std::string &field,
                 bool asNumber);

/// The place of a cell among ascending keys, as an unsigned int of the entry; their count where it
/// is none of them, one more where it is missing.
std::string writeTextSearch(CWriter &to, const std::vector<std::string> &keys,
                            const std::string &field);

// c_dates.cpp
void writeDateParts(CWriter &to, const DateParts &op, const CValue &out, const CValue &days);
/// Fills six ints at `out` from an int: days since 2000-01-01 times 2^kDayBits. Missing ones stay
/// so.
void writeWholeDate(CWriter &to, const std::string &out, const std::string &cell);
constexpr int kDayBits = 13;
/// Where a part stands among those six; 6: the days themselves.
int datePlace(DatePart part);

// c_derive.cpp
void writeDerive(CWriter &to, const Derive &op, const CValue &out, const CValue &x);

// c_network.cpp
void writeDense(CWriter &to, const Dense &op, const CValue &out, const CValue &x);
void writeActivation(CWriter &to, ActivationKind kind, const CValue &out, const CValue &x);
void writePeriodicEmbedding(CWriter &to, const PeriodicEmbedding &op, const CValue &out,
                            const CValue &x);
void writeBlend(CWriter &to, const Blend &op, const CValue &out, const CValue &a, const CValue &b);

// c_integer.cpp
void writeIntegerDense(CWriter &to, const IntegerDense &op, const CValue &out, const CValue &x);
void writeIntegerConvolution(CWriter &to, const IntegerConvolution &op, const CValue &out,
                             const CValue &x);

// c_planes.cpp
/// `field` is the pointer to the pixels.
void writePixels(CWriter &to, const Pixels &op, const CValue &out, const std::string &field);
void writeConvolution(CWriter &to, const Convolution &op, const CValue &out, const CValue &x);
/// `isWhole`: of whole numbers; their mean is the nearest one.
void writePool(CWriter &to, const Pool &op, const CValue &out, const CValue &x,
               bool isWhole = false);

// c_kernels.cpp
void writeKernelSum(CWriter &to, const KernelSum &op, const CValue &out, const CValue &x);
void writeNeighbours(CWriter &to, const Neighbours &op, const CValue &out, const CValue &x);

// c_heads.cpp
void writeZeros(CWriter &to, const CValue &out);
/// Adds the same numbers in every row.
void writeAdd(CWriter &to, const CValue &out, std::span<const float> values);
void writeSoftmax(CWriter &to, const CValue &out, const CValue &x);
void writeLogistic(CWriter &to, const CValue &out, const CValue &x);
void writeCalibrate(CWriter &to, const Calibrate &op, const CValue &out, const CValue &x);
void writeNormalize(CWriter &to, const CValue &out, const CValue &x);
void writeClip(CWriter &to, const Clip &op, const CValue &out, const CValue &x);
void writeWeightedSum(CWriter &to, const WeightedSum &op, const CValue &out,
                      std::span<const CValue> inputs);

} // namespace leptune
