// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/picture_table.h"

#include "core/data/input_reader.h"
#include "core/data/pictures/picture.h"
#include "core/data/pictures/picture_data.h"
#include "core/data/pictures/resize_picture.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace leptune {

namespace {

PictureData readOneFile(const std::string &path, const std::optional<PictureShape> &shape)
{
    const InputBytes input = InputBytes::open(path);
    const std::string name = std::filesystem::path(path).filename().string();
    Picture picture = decodePicture(input.view(), name, shape.value_or(PictureShape{}));
    if (shape)
        picture = resizePicture(picture, *shape);
    PictureData data;
    data.block = std::make_shared<PictureBlock>(
        PictureBlock{picture.shape, {name}, std::move(picture.pixels)});
    data.labels = {-1};
    data.report.format = "picture";
    return data;
}

PictureData readData(const std::string &path, const ReadOptions &options)
{
    PictureOptions wanted;
    wanted.shape = options.pictures;
    wanted.threads = options.threads;
    wanted.stop = options.stop;
    if (std::filesystem::is_directory(path))
        return readPictureFolder(path, wanted);
    return isPictureFile(InputBytes::open(path).view()) ? readOneFile(path, options.pictures)
                                                        : readIdxPictures(path, wanted);
}

std::vector<std::int32_t> eachOnce(std::size_t count)
{
    std::vector<std::int32_t> codes(count);
    std::iota(codes.begin(), codes.end(), 0);
    return codes;
}

} // namespace

ReadResult readPictureTable(const std::string &path, const ReadOptions &options)
{
    PictureData data = readData(path, options);
    std::vector<Column> columns{
        Column::pictures(kPictureColumn, eachOnce(data.block->count()), data.block)};
    if (!data.classes.empty())
        columns.push_back(Column::coded(kClassColumn, ColumnType::Categorical,
                                        std::move(data.labels), std::move(data.classes)));
    ReadResult result{Table(std::move(columns)), std::move(data.report)};
    if (!options.only.empty())
        result.table = result.table.withColumns(options.only);
    result.report.rows = result.table.rows();
    result.report.columns = result.table.columns();
    return result;
}

} // namespace leptune
