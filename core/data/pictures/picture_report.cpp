// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/picture_report.h"

#include "core/base/error.h"
#include "core/base/memory.h"

#include <algorithm>

namespace leptune {

namespace {

std::string sidesText(PictureShape shape)
{
    return std::to_string(shape.width) + " x " + std::to_string(shape.height);
}

} // namespace

std::string pictureShapeText(PictureShape shape)
{
    return sidesText(shape) + (shape.channels == 1 ? ", grey" : ", colour");
}

std::string countText(std::uint64_t count)
{
    std::string text = std::to_string(count);
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, 1, ',');
    return text;
}

std::string countedText(std::uint64_t part, std::uint64_t all)
{
    return part == all ? countText(all) : countText(part) + " of " + countText(all);
}

PictureShape shrunkToLimit(PictureShape shape, int limit)
{
    const int longer = std::max(shape.height, shape.width);
    if (longer <= limit)
        return shape;
    const auto side = [&](int pixels) {
        const std::int64_t made = (std::int64_t{pixels} * limit + longer / 2) / longer;
        return std::max(1, static_cast<int>(made));
    };
    return {side(shape.height), side(shape.width), shape.channels};
}

void requireRoom(const std::string &path, std::uint64_t count, PictureShape shape)
{
    if (count * shape.bytes() > availableMemoryBytes() / 2)
        throw Error(ErrorCode::OutOfMemory, path,
                    countText(count) + " pictures of " + pictureShapeText(shape) +
                        " need more memory than there is; take fewer or smaller ones");
}

ImportReport pictureReport(const char *format, const PictureData &data, std::uint64_t resized)
{
    ImportReport report;
    report.format = format;
    report.rows = data.block->count();
    report.columns = data.classes.empty() ? 1 : 2;
    report.hasHeader = false;
    report.assumed.push_back("pictures: " + pictureShapeText(data.block->shape));
    if (resized > 0)
        report.assumed.push_back(countedText(resized, report.rows) + " pictures resized to " +
                                 sidesText(data.block->shape));
    return report;
}

} // namespace leptune
