// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/packed_bytes.h"
#include "core/preprocess/steps.h"

#include <memory>

namespace leptune {

struct LookUpModels;

/// Look-ups of a file, each learning from those before it: spellings by a model of text, numbers as
/// places in the list of the different ones, values that count the keys (0, 1, 2, ...) not at all.
class LookUpCoder {
public:
    LookUpCoder();
    ~LookUpCoder();
    LookUpCoder(const LookUpCoder &) = delete;
    LookUpCoder &operator=(const LookUpCoder &) = delete;

    void write(ByteWriter &writer, const LookUp &op);
    /// Throws Error(BadFormat) where the bytes end or can't be meant.
    LookUp read(ByteReader &reader);

private:
    LookUpModels &models();

    std::unique_ptr<LookUpModels> m_models; ///< made when the first look-up comes
};

} // namespace leptune
