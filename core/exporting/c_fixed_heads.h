// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_ops.h"
#include "core/exporting/fixed_point_units.h"

namespace leptune {

/// "lept_scaled", which multiplies a whole number by a FixedRatio.
std::string fixedScaleFunction(CWriter &to);

// As the functions of c_ops.h, for whole numbers: those of `x` are multiples of 2^-bits of its
// unit, probabilities of 2^-kProbabilityBits. Powers and logarithms are read from tables of 128
// steps, in between which they are taken for straight: within 5e-6 of the exact ones.
void writeFixedConstant(CWriter &to, const CValue &out, std::span<const float> values, int bits);
/// May be in place.
void writeFixedScaled(CWriter &to, const CValue &out, const CValue &x, double factor);
void writeFixedRelu(CWriter &to, const CValue &out, const CValue &x);
void writeFixedClip(CWriter &to, const Clip &op, const CValue &out, const CValue &x, int bits);
void writeFixedSoftmax(CWriter &to, const CValue &out, const CValue &x, int bits);
void writeFixedLogistic(CWriter &to, const CValue &out, const CValue &x, int bits);
void writeFixedNormalize(CWriter &to, const CValue &out, const CValue &x);
void writeFixedCalibrate(CWriter &to, const Calibrate &op, const CValue &out, const CValue &x,
                         int bits);
/// `bits` are those of the inputs.
void writeFixedWeightedSum(CWriter &to, const WeightedSum &op, const CValue &out, int outBits,
                           std::span<const CValue> inputs, std::span<const int> bits);

} // namespace leptune
