// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/profile.h"

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/reading_options.h"
#include "core/tuning/record_json.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace leptune {

namespace {

struct ProfileWords {
    std::string data;
    bool json = false;
    ReadingOptions reading;
};

std::string rangeText(const ColumnProfile &column)
{
    if (std::isnan(column.minimum))
        return {};
    if (column.type == ColumnType::DateTime)
        return dateText(column.minimum) + " to " + dateText(column.maximum);
    return shortNumber(column.minimum) + " to " + shortNumber(column.maximum) + ", mean " +
           shortNumber(column.mean);
}

std::string profileText(const Profile &profile)
{
    TextTable table({"column", "type", "missing", "distinct", "range"});
    for (const ColumnProfile &column : profile.columns)
        table.add({column.name, columnTypeName(column.type), std::to_string(column.missing),
                   std::to_string(column.distinct), rangeText(column)});
    std::string text = std::to_string(profile.rows) + " rows";
    if (profile.duplicateRows > 0)
        text += ", " + std::to_string(profile.duplicateRows) + " of them repeated";
    text += "\n" + table.text();
    for (const std::string &warning : profile.warnings)
        text += "warning: " + warning + "\n";
    for (const ColumnProfile &column : profile.columns)
        for (const WarningNote &note : column.warnings)
            text += "warning: " + column.name + ": " + note.why + "\n";
    return text;
}

int profile(const ProfileWords &words)
{
    const ReadResult data = readAndReport(words.data, words.reading.resolve(), words.json);
    const Profile profile = profileTable(data.table);
    printOut(words.json ? profileJson(profile) + "\n" : profileText(profile));
    return 0;
}

} // namespace

void addProfileCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("profile", "Describe the columns of a data set");
    const auto words = std::make_shared<ProfileWords>();
    command->add_option("DATA", words->data, "Data file")->type_name("")->required();
    command->add_flag("--json", words->json, "Print one JSON object");
    words->reading.addTo(*command);
    command->callback([words, &action] { action = [words] { return profile(*words); }; });
}

} // namespace leptune
