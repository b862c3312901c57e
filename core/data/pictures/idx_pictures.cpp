// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/idx_file.h"
#include "core/data/pictures/picture_checks.h"
#include "core/data/pictures/picture_data.h"
#include "core/data/pictures/picture_report.h"
#include "core/data/pictures/resize_picture.h"

#include <array>
#include <filesystem>
#include <utility>

namespace leptune {

namespace {

namespace fs = std::filesystem;

PictureShape shapeOf(const IdxArray &array, const std::string &path)
{
    const std::vector<std::size_t> &sides = array.sides;
    if (sides.size() == 1)
        throw Error(ErrorCode::BadFormat, path,
                    "holds labels, not pictures; choose the file of images beside it");
    if (sides.size() != 3 && sides.size() != 4)
        throw Error(ErrorCode::BadFormat, path,
                    "has " + std::to_string(sides.size()) +
                        " sides; pictures have three (count, height, width) or four with channels");
    const std::size_t channels = sides.size() == 4 ? sides[3] : 1;
    if (channels != 1 && channels != 3)
        throw Error(ErrorCode::BadFormat, path,
                    "has a last side of " + std::to_string(channels) +
                        "; pictures have 1 channel or 3, and the channels come last");
    requireSides(path, sides[1], sides[2]);
    if (array.items() == 0)
        throw Error(ErrorCode::BadFormat, path, "holds no pictures");
    return {static_cast<int>(sides[1]), static_cast<int>(sides[2]), static_cast<int>(channels)};
}

std::shared_ptr<const PictureBlock> blockOf(IdxArray array, PictureShape from, PictureShape to,
                                            const std::string &path, const PictureOptions &options)
{
    auto block = std::make_shared<PictureBlock>();
    block->shape = to;
    if (from == to) {
        block->pixels = std::move(array.bytes);
        return block;
    }
    requireRoom(path, array.items(), to);
    block->pixels.resize(array.items() * to.bytes());
    const int threads = options.threads > 0 ? options.threads : availableCores();
    parallelFor(array.items(), threads, [&](std::size_t i) {
        if (options.stop.stop_requested())
            throw Error(ErrorCode::Stopped, path, "reading was stopped");
        resizePixels({array.bytes.data() + i * from.bytes(), from.bytes()}, from, to,
                     {block->pixels.data() + i * to.bytes(), to.bytes()});
    });
    return block;
}

bool replaceLast(std::string &text, const std::string &what, const std::string &by)
{
    const std::size_t at = text.rfind(what);
    if (at != std::string::npos)
        text.replace(at, what.size(), by);
    return at != std::string::npos;
}

/// The names that a file of labels may have; none where the name does not speak of images.
std::vector<fs::path> labelFiles(const fs::path &pictures)
{
    std::string name = pictures.filename().string();
    if (!replaceLast(name, "images", "labels"))
        return {};
    if (!replaceLast(name, "idx3", "idx1"))
        replaceLast(name, "idx4", "idx1");
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    std::string dotted = name;
    if (!replaceLast(dotted, "-idx1", ".idx1"))
        replaceLast(dotted, ".idx1", "-idx1");
    std::vector<fs::path> files;
    for (const std::string &one : {name, dotted})
        for (const char *ending : {".gz", ""})
            files.push_back(pictures.parent_path() / (one + ending));
    return files;
}

/// Numbers become classes in order of first appearance.
void nameClasses(const std::vector<std::uint8_t> &numbers, PictureData &data)
{
    std::array<std::int32_t, 256> codes;
    codes.fill(-1);
    for (const std::uint8_t number : numbers) {
        if (codes[number] < 0) {
            codes[number] = static_cast<std::int32_t>(data.classes.size());
            data.classes.push_back(std::to_string(number));
        }
        data.labels.push_back(codes[number]);
    }
}

/// A sentence for the report.
std::string readLabels(const std::string &path, PictureData &data)
{
    std::error_code error;
    for (const fs::path &file : labelFiles(path)) {
        if (!fs::is_regular_file(file, error))
            continue;
        const std::string name = file.filename().string();
        try {
            const IdxArray array = readIdx(file.string());
            if (array.sides.size() != 1)
                return "labels: none; " + name + " has " + countText(array.sides.size()) +
                       " sides, and labels have one";
            if (array.items() != data.block->count())
                return "labels: none; " + name + " has " + countText(array.items()) +
                       " items for " + countText(data.block->count()) + " pictures";
            nameClasses(array.bytes, data);
            return "labels: " + name;
        } catch (const Error &failure) {
            return "labels: none; " + name + ": " + failure.detail();
        }
    }
    return "labels: none; there is no file of labels beside it";
}

} // namespace

PictureData readIdxPictures(const std::string &path, const PictureOptions &options)
{
    IdxArray array = readIdx(path);
    const PictureShape from = shapeOf(array, path);
    const PictureShape to = options.shape.value_or(shrunkToLimit(from, options.limit));
    const bool resized = from.height != to.height || from.width != to.width;
    PictureData data;
    data.block = blockOf(std::move(array), from, to, path, options);
    const std::string labels = readLabels(path, data);
    if (data.labels.empty())
        data.labels.assign(data.block->count(), -1);
    data.report = pictureReport("IDX", data, resized ? data.block->count() : 0);
    data.report.assumed.push_back(labels);
    return data;
}

bool looksLikeIdx(std::string_view bytes)
{
    if (bytes.size() < 4 || bytes[0] != '\0' || bytes[1] != '\0')
        return false;
    const auto type = static_cast<unsigned char>(bytes[2]);
    const auto sides = static_cast<unsigned char>(bytes[3]);
    return (type == 0x08 || type == 0x09 || (type >= 0x0B && type <= 0x0E)) && sides >= 1 &&
           sides <= 8;
}

} // namespace leptune
