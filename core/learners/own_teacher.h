// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace leptune {

/// A network that is to become small may learn from a whole one that the same fit trains before it
/// on the same rows (Hinton et al. 2015). What says so in a configuration: teacher, "none" (where
/// absent), "floats" (one of its own kind) or "ensemble" (of four members); distillation: its share
/// in the loss.

/// The teacher's configuration, where there is to be one. Throws Error(BadOption) for an unknown
/// kind.
std::optional<Configuration> teacherOf(const Configuration &configuration);
/// Both, to be searched; `members`: ensembles can be made of such networks.
void addTeacher(std::vector<Parameter> &parameters, bool members);

/// Answers for the rows of a view [rows, outputs] as FitContext::teacher holds them: at their
/// places among all rows of the study.
std::shared_ptr<FloatMatrix> answersAmongAll(const FloatMatrix &answers, const View &view);

/// Fits a network of the family that both belong to.
using NetworkFit =
    std::function<std::unique_ptr<Predictor>(const Configuration &, const FitContext &)>;

/// The student, after a teacher that had at most half of the time that was left. Both parts tell
/// and keep where they are, so that each goes on from there; null where the fit was stopped before
/// the student had something.
///
/// `train`: the rows that `fit` learns from.
std::unique_ptr<Predictor> fitTaught(const View &train, const Configuration &teacher,
                                     const Configuration &student, const FitContext &context,
                                     const NetworkFit &fit);

} // namespace leptune
