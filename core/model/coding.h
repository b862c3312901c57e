// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/range_coder.h"

namespace leptune {

/// What the parts of a description of coded things share. `Coder` is a RangeEncoder or a
/// RangeDecoder, `Models` what was learned from the things before.
template <typename Coder, typename Models>
struct Coding {
    Coder &coder;
    Models &models;
    ByteReader *memory; ///< counts what reading allocates; null when writing

    [[noreturn]] void damaged(const char *detail) const
    {
        if constexpr (Coder::kReads)
            coder.damaged(detail);
        throw Error(ErrorCode::Internal, "model file", detail);
    }
    void take(std::size_t bytes) const
    {
        if (memory)
            memory->needMemory(bytes);
    }
};

} // namespace leptune
