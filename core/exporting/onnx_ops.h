// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/onnx_writer.h"
#include "core/model/model.h"

namespace leptune {

// One function a graph operation, grouped as the files are. Values are [N, width] float32 tensors,
// computed by the formulas of the interpreter so that rounding stays alike.

// onnx_preprocess.cpp
OnnxName writeLookUp(OnnxWriter &to, const LookUp &op, const OnnxName &cells, bool asNumber);
OnnxName writeOneHot(OnnxWriter &to, const OneHot &op, const OnnxName &x);
OnnxName writeImpute(OnnxWriter &to, const Impute &op, const OnnxName &x);
OnnxName writeMissingIndicator(OnnxWriter &to, const OnnxName &x);
OnnxName writeScale(OnnxWriter &to, const Scale &op, const OnnxName &x);
OnnxName writeSmoothClip(OnnxWriter &to, const SmoothClip &op, const OnnxName &x);
OnnxName writeCleanRange(OnnxWriter &to, const CleanRange &op, const OnnxName &x);
/// x below low becomes low, above high becomes high, NaN stays; an infinite limit writes nothing.
OnnxName writeLimits(OnnxWriter &to, const OnnxName &x, float low, float high);

// onnx_dates.cpp
OnnxName writeDateParts(OnnxWriter &to, const DateParts &op, const OnnxName &days);

// onnx_derive.cpp
OnnxName writeDerive(OnnxWriter &to, const Derive &op, const OnnxName &x);

// onnx_network.cpp
OnnxName writeDense(OnnxWriter &to, const Dense &op, const OnnxName &x);
OnnxName writeIntegerDense(OnnxWriter &to, const IntegerDense &op, const OnnxName &x);
OnnxName writeActivation(OnnxWriter &to, ActivationKind kind, const OnnxName &x);
OnnxName writePeriodicEmbedding(OnnxWriter &to, const PeriodicEmbedding &op, const OnnxName &x);
OnnxName writeBlend(OnnxWriter &to, const Blend &op, const OnnxNames &inputs);

// onnx_planes.cpp: the values here are planes, [N, channels, height, width] float32
OnnxName planesOf(OnnxWriter &to, const OnnxName &rows, const Plane &plane);
OnnxName rowsOf(OnnxWriter &to, const OnnxName &planes, const Plane &plane);
/// The numbers of planes as rows, in the order of the planes.
OnnxName flattened(OnnxWriter &to, const OnnxName &planes);
/// A layer that reads flattened planes where `op` reads rows.
Dense readingPlanes(Dense op, const Plane &plane);
IntegerDense readingPlanes(IntegerDense op, const Plane &plane);
/// `pictures` [N, height, width, channels] uint8.
OnnxName writePixels(OnnxWriter &to, const Pixels &op, const OnnxName &pictures);
OnnxName writeConvolution(OnnxWriter &to, const Convolution &op, const OnnxName &x);
OnnxName writeIntegerConvolution(OnnxWriter &to, const IntegerConvolution &op, const OnnxName &x);
OnnxName writePool(OnnxWriter &to, const Pool &op, const OnnxName &x);

// onnx_trees.cpp
OnnxName writeTrees(OnnxWriter &to, const TreeEnsemble &op, const OnnxName &x);

// onnx_kernels.cpp
OnnxName writeKernelSum(OnnxWriter &to, const KernelSum &op, const OnnxName &x);
OnnxName writeNeighbours(OnnxWriter &to, const Neighbours &op, const OnnxName &x);

// onnx_facts.cpp
/// What a file says of its Model: schema, classes, provenance.
void addFacts(onnx::ModelProto &file, const Model &model);

// onnx_heads.cpp
OnnxName writeSoftmax(OnnxWriter &to, const OnnxName &x);
OnnxName writeLogistic(OnnxWriter &to, const OnnxName &x);
OnnxName writeCalibrate(OnnxWriter &to, const Calibrate &op, const OnnxName &x);
OnnxName writeNormalize(OnnxWriter &to, const OnnxName &x, int width);
OnnxName writeWeightedSum(OnnxWriter &to, const WeightedSum &op, const OnnxNames &inputs);
/// [N] class spellings by the Model's rule.
OnnxName writeLabel(OnnxWriter &to, const Model &model, const OnnxName &probabilities);

} // namespace leptune
