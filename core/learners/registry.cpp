// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/registry.h"

#include "core/base/error.h"
#include "core/learners/baseline.h"
#include "core/learners/boosting.h"
#include "core/learners/convolution.h"
#include "core/learners/forest.h"
#include "core/learners/knn.h"
#include "core/learners/leafwise.h"
#include "core/learners/linear.h"
#include "core/learners/network.h"
#include "core/learners/realmlp.h"
#include "core/learners/svm.h"
#include "core/learners/symmetric.h"

#include <array>

namespace leptune {

std::span<const Learner *const> allLearners()
{
    static const std::array learners{
        &baselineLearner(),  &linearLearner(),   &knnLearner(),
        &svmLearner(),       &forestLearner(),   &boostingLearner(),
        &symmetricLearner(), &leafwiseLearner(), &networkLearner(),
        &realMlpLearner(),   &convolutionLearner(),
    };
    return learners;
}

const Learner &learnerNamed(const std::string &name)
{
    std::string known;
    for (const Learner *learner : allLearners()) {
        if (learner->name() == name)
            return *learner;
        known += (known.empty() ? "" : ", ") + learner->name();
    }
    throw Error(ErrorCode::BadOption, name, "is no family of models; the families are " + known);
}

} // namespace leptune
