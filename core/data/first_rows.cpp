// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/first_rows.h"

#include "core/data/arff_reader.h"
#include "core/data/csv_reader.h"
#include "core/data/sqlite_reader.h"
#include "core/data/xlsx_reader.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::uint64_t kRows = 1000;
constexpr std::size_t kMostBytes = 4'000'000; // some tenths of a second
constexpr std::size_t kBeginning = 200'000;
constexpr std::ptrdiff_t kFewestLines = 20;

std::string beginningOf(const InputBytes &input, const std::string &path,
                        const std::stop_token &stop)
{
    constexpr std::size_t kEnough = kMostBytes + 1; // tells that there is more
    std::string text = isGzip(input.view()) ? gunzip(input.view(), path, stop, kEnough)
                                            : std::string(input.view().substr(0, kEnough));
    text.resize(std::min(text.size(), kEnough));
    return text;
}

ReadResult readArffStart(std::string text, const std::string &path, const ReadOptions &options)
{
    text.resize(text.find_last_of("\r\n") + 1);
    return readArff(InputBytes::own(std::move(text)), path, options);
}

/// ARFF has all names before the first row.
ReadResult readTextStart(std::string text, const std::string &path, const ReadOptions &options)
{
    text.resize(kMostBytes);
    if (isArff(text))
        return readArffStart(std::move(text), path, options);
    if (std::count(text.begin(), text.begin() + kBeginning, '\n') >= kFewestLines)
        text.resize(kBeginning);
    return readCsvStart(InputBytes::own(std::move(text)), path, options);
}

} // namespace

ReadResult readFirstRows(const std::string &path, const ReadOptions &options)
{
    const InputBytes input = InputBytes::open(path);
    if (isSqlite(input.view()))
        return readSqlite(path, options, kRows);
    if (isZip(input.view()))
        return readXlsx(path, options, kRows);
    std::string text = beginningOf(input, path, options.stop);
    if (text.size() > kMostBytes)
        return readTextStart(std::move(text), path, options);
    InputBytes whole = InputBytes::own(std::move(text));
    return isArff(whole.view()) ? readArff(std::move(whole), path, options)
                                : readCsv(std::move(whole), path, options);
}

} // namespace leptune
