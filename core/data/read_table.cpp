// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/read_table.h"

#include "core/base/error.h"
#include "core/data/csv_reader.h"

#include <new>

namespace leptune {

namespace {

ReadResult readByContent(const std::string &path, const ReadOptions &options)
{
    InputBytes input = InputBytes::open(path);
    if (isGzip(input.view()))
        input = InputBytes::own(gunzip(input.view(), path));
    return readCsv(std::move(input), path, options);
}

} // namespace

ReadResult readTable(const std::string &path, const ReadOptions &options)
{
    try {
        return readByContent(path, options);
    } catch (const std::bad_alloc &) {
        throw Error(ErrorCode::OutOfMemory, path,
                    "there is not enough memory to read it; close other programs or read fewer columns");
    }
}

ReadResult readPastedText(const std::string &text, const ReadOptions &options)
{
    return readCsv(InputBytes::own(text), "pasted text", options);
}

} // namespace leptune
