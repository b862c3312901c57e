// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/class_spellings.h"

#include "core/data/target.h"

#include <filesystem>

namespace leptune {

bool predictsClasses(const Column &target, const TuneOptions &options)
{
    return options.task == TaskChoice::Classification ||
           (options.task == TaskChoice::Auto && guessTask(target).classification);
}

void readClassesAsSpelled(const std::string &path, const TuneOptions &options, ReadOptions &reading,
                          Table &table)
{
    const Column &target = table.column(options.target);
    std::error_code ignored;
    if (target.isCoded() || reading.types.contains(options.target) ||
        !predictsClasses(target, options) || !std::filesystem::is_regular_file(path, ignored))
        return;
    reading.types[options.target] = ColumnType::Categorical;
    ReadOptions once = reading;
    once.only = {options.target};
    once.types = {{options.target, ColumnType::Categorical}};
    table = table.with(readTable(path, once).table.column(options.target));
}

} // namespace leptune
