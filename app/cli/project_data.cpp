// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/project_data.h"

#include "app/cli/reading_options.h"
#include "core/base/error.h"
#include "core/project/prediction_file.h"

#include <filesystem>

namespace leptune {

Table tableOf(Project &project, const std::string &path, bool quiet, const Interrupt &interrupt)
{
    if (path.empty() && project.table)
        return *project.table;
    ReadOptions reading = project.data.options;
    const std::string &file = path.empty() ? project.data.path : path;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw Error(
            ErrorCode::NotFound, file,
            "the project holds no copy of its data and the file is gone; name it with --data");
    const DataReference now = referenceTo(file, reading);
    if (now.hash != project.data.hash)
        throw Error(ErrorCode::BadInput, file,
                    "is not the file this project was tuned on (its contents differ); start a new "
                    "project for it");
    project.data = now;
    reading.stop = interrupt.token();
    return readAndReport(file, reading, quiet).table;
}

std::optional<Table> testOf(const Project &project, const Table &table, const Interrupt &interrupt)
{
    const TestChoice &test = project.study.options.test;
    if (test.kind != TestChoice::Kind::File)
        return std::nullopt;
    ReadOptions reading = readOptionsLike(table, project.data.options);
    reading.stop = interrupt.token();
    return readTable(test.file, reading).table;
}

} // namespace leptune
