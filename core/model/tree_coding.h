// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/tree_models.h"

namespace leptune {

/// What the parts of a TreeCoder share. `Coder` is a RangeEncoder or a RangeDecoder.
template <typename Coder>
struct TreeCoding {
    Coder &coder;
    TreeModels &models;
    ByteReader *memory; ///< counts what reading allocates; null when writing

    [[noreturn]] void damaged(const char *detail) const
    {
        if constexpr (Coder::kReads)
            coder.damaged(detail);
        throw Error(ErrorCode::Internal, "tree ensemble", detail);
    }
    void take(std::size_t bytes) const
    {
        if (memory)
            memory->needMemory(bytes);
    }
};

} // namespace leptune
