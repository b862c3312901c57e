// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compression_method.h"
#include "core/compress/layer_sparsity.h"
#include "core/compress/member_pruning.h"
#include "core/compress/network_student.h"
#include "core/compress/reduced_set.h"
#include "core/compress/simplification.h"
#include "core/compress/student.h"
#include "core/compress/tree_shrinking.h"

namespace leptune {

std::vector<std::unique_ptr<CompressionMethod>>
compressionMethods(const CompressionSubject &subject, std::uint64_t seed)
{
    std::vector<std::unique_ptr<CompressionMethod>> methods;
    methods.push_back(makeStudent(subject, seed));
    methods.push_back(makeSimplification(subject));
    methods.push_back(makeMemberPruning(subject));
    methods.push_back(makeLayerSparsity(subject, seed));
    methods.push_back(makeReducedSet(subject, seed));
    methods.push_back(makeTreeShrinking(subject, seed));
    methods.push_back(makeNetworkStudent(subject, seed));
    std::erase_if(methods, [](const auto &method) { return !method; });
    return methods;
}

} // namespace leptune
