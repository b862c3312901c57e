// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/candidate_run.h"

namespace leptune {

/// All methods as one conditional search space: `method`, and each one's own parameters under it.
class MethodSpace {
public:
    /// At least one; they must outlive this.
    explicit MethodSpace(std::vector<const CompressionMethod *> methods);

    const SearchSpace &space() const { return m_space; }
    Configuration joined(const CandidateRequest &request) const;
    CandidateRequest request(const Configuration &joined) const;
    /// The ladders of methods of one pace in turns, the quickest first.
    std::vector<CandidateRequest> ladder() const;

private:
    std::vector<const CompressionMethod *> m_methods;
    SearchSpace m_space;
};

} // namespace leptune
