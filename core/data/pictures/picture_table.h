// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"

namespace leptune {

constexpr const char *kPictureColumn = "picture";
constexpr const char *kClassColumn = "class";

/// A folder of classes, an IDX file or one picture file as a table: the column "picture" and, where
/// labels are known, the column "class" (missing where a picture has none). Options other than the
/// pictures' shape, `only`, the threads and the stop token do not apply. Throws what
/// readPictureFolder() and readIdxPictures() do.
ReadResult readPictureTable(const std::string &path, const ReadOptions &options);

} // namespace leptune
