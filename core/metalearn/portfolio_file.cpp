// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/metalearn/json_fields.h"
#include "core/metalearn/portfolio_data.h"

#include <cstdlib>

namespace leptune {

namespace {

constexpr std::size_t kMostBytes = 64'000'000;
constexpr std::size_t kMostCandidates = 10'000;
constexpr std::size_t kMostTables = 20'000;
constexpr int kFormat = 1;

using fields::Json;

const Json &listOf(const Json &json, const char *name, std::size_t most, const std::string &subject)
{
    const auto found = json.find(name);
    if (found == json.end() || !found->is_array() || found->size() > most)
        throw Error(ErrorCode::BadFormat, subject,
                    std::string("'") + name + "' is not a list of at most " + std::to_string(most));
    return *found;
}

void checkFormat(const Json &json, const std::string &subject)
{
    const auto format = json.is_object() ? json.find("format") : json.end();
    if (!json.is_object() || format == json.end() || !format->is_number_integer())
        throw Error(ErrorCode::BadFormat, subject,
                    "this is no portfolio; make one with leptune-cli learn-portfolio");
    if (format->get<std::int64_t>() > kFormat)
        throw Error(ErrorCode::NewerFormat, subject,
                    "this portfolio was made by a newer version of the program");
}

struct Loaded {
    Portfolio portfolio;
    std::string problem;
};

Loaded loadBuiltIn()
{
    Loaded loaded;
    try {
        const char *path = std::getenv("LEPTUNE_PORTFOLIO");
        if (path && *path) {
            const std::vector<std::uint8_t> bytes = readWholeFile(path);
            loaded.portfolio = portfolioFromText({bytes.begin(), bytes.end()}, path);
        } else if (!portfolioData().empty()) {
            loaded.portfolio = portfolioFromText(std::string(portfolioData()), "portfolio");
        }
    } catch (const std::exception &error) {
        loaded.problem = error.what();
    }
    return loaded;
}

const Loaded &builtIn()
{
    static const Loaded loaded = loadBuiltIn();
    return loaded;
}

} // namespace

/// One table a line, so that versions of the file can be compared.
std::string portfolioText(const Portfolio &portfolio)
{
    std::string text = "{\"format\": " + std::to_string(kFormat);
    if (!portfolio.provenance.empty())
        text += ",\n\"provenance\": " + portfolio.provenance;
    const auto append = [&text](const char *name, const auto &list, auto json) {
        text += std::string(",\n\"") + name + "\": [";
        for (std::size_t i = 0; i < list.size(); ++i)
            text += (i > 0 ? ",\n" : "\n") + fields::textOf(json(list[i]));
        text += "\n]";
    };
    append("candidates", portfolio.candidates, fields::candidateJson);
    append("tables", portfolio.tables, fields::tableJson);
    return text + "}\n";
}

Portfolio portfolioFromText(const std::string &text, const std::string &subject)
{
    if (text.size() > kMostBytes)
        throw Error(ErrorCode::BadFormat, subject, "this is too large to be a portfolio");
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        throw Error(ErrorCode::BadFormat, subject, "this is not whole JSON text");
    checkFormat(json, subject);
    Portfolio portfolio;
    if (const auto provenance = json.find("provenance"); provenance != json.end())
        portfolio.provenance = provenance->dump();
    for (const Json &entry : listOf(json, "candidates", kMostCandidates, subject))
        portfolio.candidates.push_back(fields::candidateFrom(
            entry, subject + ", candidate " + std::to_string(portfolio.candidates.size() + 1)));
    for (const Json &entry : listOf(json, "tables", kMostTables, subject))
        portfolio.tables.push_back(
            fields::tableFrom(entry, portfolio.candidates.size(),
                              subject + ", table " + std::to_string(portfolio.tables.size() + 1)));
    return portfolio;
}

const Portfolio &builtInPortfolio()
{
    return builtIn().portfolio;
}

const std::string &builtInPortfolioProblem()
{
    return builtIn().problem;
}

} // namespace leptune
