// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/compression_samples.h"

namespace leptune::testing {

CompressionResult sampleFront()
{
    CompressionResult result;
    result.metric = MetricKind::Auc;
    result.constantValidation = 0.5;
    result.original.name = result.original.family = "ensemble";
    const auto add = [&](const char *method, double drop, std::uint64_t bytes, double time) {
        CompressedCandidate candidate;
        candidate.method = method;
        candidate.name = "ensemble";
        if (candidate.method != "") {
            candidate.name += '-';
            candidate.name += method;
            candidate.name += '-';
            candidate.name += std::to_string(result.candidates.size());
        }
        candidate.point = {drop, bytes, time};
        candidate.validation = 0.9 - drop * 0.4;
        candidate.isSlower = time > 50.0;
        candidate.slices = {{"no", 0.0, 0.0, 60, 0.95 - drop}, {"yes", 0.0, 0.0, 40, 0.8 - drop}};
        result.candidates.push_back(std::move(candidate));
    };
    add("", 0.0, 100'000, 50.0);
    add("member_pruning", 0.004, 20'000, 12.0);
    add("student", 0.02, 5'000, 1.5);
    add("tree_shrinking", 0.06, 800, 0.6);
    add("student", 0.08, 30'000, 80.0);
    judge(result, {});
    result.originalTest = 0.89;
    result.chosenTest = 0.888;
    result.tested = result.chosen;
    return result;
}

} // namespace leptune::testing
