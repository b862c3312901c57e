// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_header.h"

#include "core/data/number_reader.h"

#include <unordered_set>

namespace leptune {

namespace {

constexpr std::size_t kNamesShown = 5;

/// "a, b, c and 7 more".
std::string listed(const std::vector<std::string> &names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kNamesShown); ++i)
        text += (i ? ", " : "") + names[i];
    if (names.size() > kNamesShown)
        text += " and " + std::to_string(names.size() - kNamesShown) + " more";
    return text;
}

} // namespace

std::vector<std::string> uniqueColumnNames(std::vector<std::string> names, ImportReport &report)
{
    std::vector<std::string> unnamed;
    std::vector<std::string> renamed;
    std::unordered_set<std::string> given;
    std::unordered_set<std::string> used;
    for (std::string &name : names) {
        name = std::string(trimmed(name));
        given.insert(name);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool empty = names[i].empty();
        const std::string wanted = empty ? "column_" + std::to_string(i + 1) : names[i];
        std::string name = wanted;
        const auto taken = [&](const std::string &candidate) {
            return used.contains(candidate) || (candidate != names[i] && given.contains(candidate));
        };
        for (int number = 2; taken(name); ++number)
            name = wanted + "_" + std::to_string(number);
        if (empty)
            unnamed.push_back(name);
        else if (name != names[i])
            renamed.push_back(name);
        names[i] = name;
        used.insert(name);
    }
    if (!unnamed.empty())
        report.repaired.push_back("columns without a name are called " + listed(unnamed));
    if (!renamed.empty())
        report.repaired.push_back("column names that came twice are now " + listed(renamed));
    return names;
}

std::vector<std::string> numberedColumnNames(std::size_t count)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i)
        names.push_back("column_" + std::to_string(i + 1));
    return names;
}

} // namespace leptune
