// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/import_report.h"
#include "core/data/picture_block.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

struct PictureOptions {
    std::optional<PictureShape> shape; ///< of a Model: everything is resized to it
    int limit = 64;                    ///< pixels of the longer side where no shape is given
    int threads = 0;                   ///< 0 = all cores
    std::stop_token stop;              ///< a stopped reading throws Error(Stopped)
};

/// Pictures with their classes. The report names what was left out: bad cells of the column
/// "picture" with row 0 and the text "path: reason" (they are no rows), the first 1,000 of them.
struct PictureData {
    std::shared_ptr<const PictureBlock> block;
    std::vector<std::int32_t> labels; ///< one a picture, index into `classes`; -1 unknown
    std::vector<std::string> classes; ///< in order of first appearance
    ImportReport report;
};

/// A folder of classes: each subfolder that holds pictures, at any depth, is a class; pictures of a
/// folder without such subfolders are unlabelled. Rows are sorted by class, then path, by bytes.
/// Without a shape: the median height and width, made smaller to `limit`; grey where all are grey.
/// Throws Error(NotFound | Unreadable | BadFormat | BadOption | OutOfMemory | Stopped): no picture
/// that can be read, or folders train and test side by side.
PictureData readPictureFolder(const std::string &path, const PictureOptions &options = {});

/// An IDX file (plain or gzip) of bytes with the sides count, height, width and perhaps channels (1
/// or 3). Labels come from the file beside it: train-images-idx3-ubyte.gz ->
/// train-labels-idx1-ubyte.gz, with dots instead of dashes and with or without .gz, too; class
/// names are the numbers. The block has no names. Throws Error(NotFound | Unreadable | BadFormat |
/// OutOfMemory | Stopped).
PictureData readIdxPictures(const std::string &path, const PictureOptions &options = {});

/// Whether (unpacked) bytes start as an IDX file of any kind of numbers does; no text does.
bool looksLikeIdx(std::string_view bytes);

/// Whether the path is a folder with at least one picture in it, at any depth, among the first
/// 10,000 files.
bool isPictureFolder(const std::string &path);

} // namespace leptune
