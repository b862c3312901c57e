// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/coding.h"
#include "core/model/tree_models.h"

namespace leptune {

/// What the parts of a TreeCoder share.
template <typename Coder>
using TreeCoding = Coding<Coder, TreeModels>;

} // namespace leptune
