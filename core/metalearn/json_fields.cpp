// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/json_fields.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace leptune::fields {

namespace {

constexpr std::size_t kMostText = 1000;
constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostMeasured = 2000;
constexpr double kProductUnit = 1000.0; // thousandths of the best single model's error
constexpr double kMostProduct = 1e6;

/// Reads fields of one JSON object and says which of them is wrong.
class Reader {
public:
    Reader(const Json &json, std::string subject) : m_json(json), m_subject(std::move(subject))
    {
        if (!json.is_object())
            fail("a JSON object was expected");
    }
    [[noreturn]] void fail(const std::string &why) const
    {
        throw Error(ErrorCode::BadFormat, m_subject, why);
    }
    bool has(const char *name) const { return m_json.contains(name); }
    const Json &get(const char *name) const
    {
        const auto found = m_json.find(name);
        if (found == m_json.end())
            fail(std::string("'") + name + "' is missing");
        return *found;
    }
    std::string text(const char *name) const
    {
        const Json &value = get(name);
        if (!value.is_string() || value.get_ref<const std::string &>().size() > kMostText)
            fail(std::string("'") + name + "' is not a short text");
        return value.get<std::string>();
    }
    double number(const char *name) const
    {
        const Json &value = get(name);
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            fail(std::string("'") + name + "' is not a finite number");
        return value.get<double>();
    }
    std::uint64_t whole(const char *name, std::uint64_t most) const
    {
        const Json &value = get(name);
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
            fail(std::string("'") + name + "' is not a whole number up to " + std::to_string(most));
        return value.get<std::uint64_t>();
    }
    std::vector<double> numbers(const char *name, std::size_t count) const
    {
        const Json &list = get(name);
        if (!list.is_array() || list.size() != count)
            fail(std::string("'") + name + "' is not a list of " + std::to_string(count) +
                 " numbers");
        std::vector<double> values;
        for (const Json &value : list) {
            if (!value.is_number() || !std::isfinite(value.get<double>()))
                fail(std::string("'") + name + "' holds something that is no finite number");
            values.push_back(value.get<double>());
        }
        return values;
    }

private:
    const Json &m_json;
    std::string m_subject;
};

double rounded(double value, int digits)
{
    if (value == 0.0 || !std::isfinite(value))
        return 0.0;
    const double scale = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(value))));
    return std::isfinite(scale) && scale > 0.0 ? std::round(value * scale) / scale : value;
}

Json roundedList(const std::vector<double> &values, int digits)
{
    Json list = Json::array();
    for (const double value : values)
        list.push_back(rounded(value, digits));
    return list;
}

TaskKind taskFrom(const Reader &reader)
{
    const std::string name = reader.text("task");
    for (const TaskKind task : {TaskKind::Binary, TaskKind::MultiClass, TaskKind::Regression})
        if (name == taskName(task))
            return task;
    reader.fail("'" + name + "' is no task");
}

double leastSingleError(const MeasuredTable &table)
{
    double least = 1.0;
    const std::size_t count = table.candidates.size();
    for (std::size_t i = 0; i < count; ++i)
        least = std::min(least, table.products[i * count + i]);
    return std::max(least, 1e-12);
}

/// The lower triangle, row by row, in thousandths of the best.
Json productsJson(const MeasuredTable &table, double best)
{
    Json list = Json::array();
    const std::size_t count = table.candidates.size();
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            const double units = table.products[i * count + j] / best * kProductUnit;
            list.push_back(std::llround(std::clamp(units, -kMostProduct, kMostProduct)));
        }
    return list;
}

std::vector<double> productsFrom(const Reader &reader, std::size_t count, double best)
{
    const std::vector<double> triangle = reader.numbers("products", count * (count + 1) / 2);
    std::vector<double> products(count * count);
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            const double value = triangle[at++] / kProductUnit * best;
            products[i * count + j] = products[j * count + i] = value;
        }
    return products;
}

Json shapeJson(const DataShape &shape)
{
    return {{"rows", shape.rows},
            {"columns", shape.rawColumns},
            {"dense", shape.denseFeatures},
            {"tree", shape.treeFeatures},
            {"classes", shape.classes}};
}

DataShape shapeFrom(const Reader &reader, TaskKind task)
{
    constexpr std::uint64_t kMost = std::uint64_t{1} << 40;
    DataShape shape;
    shape.task = task;
    shape.rows = reader.whole("rows", kMost);
    shape.rawColumns = reader.whole("columns", kMost);
    shape.denseFeatures = reader.whole("dense", kMost);
    shape.treeFeatures = reader.whole("tree", kMost);
    shape.classes = reader.whole("classes", kMost);
    return shape;
}

Json featuresJson(const MetaFeatures &features)
{
    Json json = Json::object();
    const auto names = metaFeatureNames();
    for (std::size_t i = 0; i < std::min(names.size(), features.values.size()); ++i)
        if (std::isfinite(features.values[i]))
            json[names[i]] = rounded(features.values[i], 6);
    return json;
}

/// Features this version does not know are passed over; those the file lacks are unknown.
MetaFeatures featuresFrom(const Reader &table, TaskKind task, const std::string &subject)
{
    MetaFeatures features;
    features.task = task;
    const Reader values(table.get("features"), subject + ", features");
    for (const char *name : metaFeatureNames())
        features.values.push_back(values.has(name) ? values.number(name) : std::nan(""));
    const Json &landmarks = table.get("landmarks");
    const Reader reader(landmarks, subject + ", landmarks");
    for (const auto &[name, value] : landmarks.items())
        features.landmarks[name.substr(0, kMostText)] = reader.number(name.c_str());
    return features;
}

} // namespace

std::string textOf(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json candidateJson(const PortfolioCandidate &candidate)
{
    Json json{{"family", candidate.family}};
    if (candidate.defaultIndex >= 0) {
        json["default"] = candidate.defaultIndex;
        return json;
    }
    Json &parameters = json["parameters"] = Json::object();
    for (const auto &[name, value] : candidate.parameters.values())
        std::visit([&, &key = name](const auto &v) { parameters[key] = v; }, value);
    return json;
}

PortfolioCandidate candidateFrom(const Json &json, const std::string &subject)
{
    const Reader reader(json, subject);
    PortfolioCandidate candidate;
    candidate.family = reader.text("family");
    if (reader.has("default")) {
        candidate.defaultIndex = static_cast<int>(reader.whole("default", 1000));
        return candidate;
    }
    const Json &parameters = reader.get("parameters");
    const Reader values(parameters, subject + ", parameters");
    for (const auto &[name, value] : parameters.items()) {
        if (value.is_string())
            candidate.parameters.set(name, values.text(name.c_str()));
        else if (value.is_number_integer())
            candidate.parameters.set(name, value.get<std::int64_t>());
        else
            candidate.parameters.set(name, values.number(name.c_str()));
    }
    return candidate;
}

Json tableJson(const MeasuredTable &table)
{
    Json json{{"name", table.name.substr(0, kMostName)}};
    if (!table.date.empty())
        json["date"] = table.date;
    json["hash"] = table.hash;
    json["rows"] = table.rows;
    json["task"] = taskName(table.features.task);
    json["metric"] = table.metric;
    json["fits"] = table.fits;
    json["shape"] = shapeJson(table.shape);
    json["features"] = featuresJson(table.features);
    json["landmarks"] = Json::object();
    for (const auto &[name, skill] : table.features.landmarks)
        json["landmarks"][name] = rounded(skill, 4);
    json["constant"] = rounded(table.constantScore, 6);
    json["candidates"] = table.candidates;
    json["scores"] = roundedList(table.scores, 6);
    json["seconds"] = roundedList(table.seconds, 3);
    const double best = leastSingleError(table);
    json["best"] = rounded(best, 6);
    json["products"] = productsJson(table, rounded(best, 6));
    return json;
}

MeasuredTable tableFrom(const Json &json, std::size_t candidates, const std::string &subject)
{
    constexpr std::uint64_t kMost = std::uint64_t{1} << 40;
    const Reader reader(json, subject);
    MeasuredTable table;
    table.name = reader.text("name");
    if (reader.has("date"))
        table.date = reader.text("date");
    table.hash = reader.whole("hash", std::numeric_limits<std::uint64_t>::max());
    table.rows = reader.whole("rows", kMost);
    const TaskKind task = taskFrom(reader);
    table.metric = reader.text("metric");
    table.fits = static_cast<int>(reader.whole("fits", 10'000));
    table.shape = shapeFrom(Reader(reader.get("shape"), subject + ", shape"), task);
    table.features = featuresFrom(reader, task, subject);
    table.constantScore = reader.number("constant");
    const Json &list = reader.get("candidates");
    if (!list.is_array() || list.size() > kMostMeasured)
        reader.fail("'candidates' is not a list of at most " + std::to_string(kMostMeasured));
    std::set<std::uint64_t> seen;
    for (const Json &index : list) {
        if (!index.is_number_unsigned() || index.get<std::uint64_t>() >= candidates ||
            !seen.insert(index.get<std::uint64_t>()).second)
            reader.fail("'candidates' holds " + index.dump().substr(0, 40) +
                        ", which is no candidate or comes twice");
        table.candidates.push_back(index.get<int>());
    }
    table.scores = reader.numbers("scores", list.size());
    table.seconds = reader.numbers("seconds", list.size());
    const double best = reader.number("best");
    if (!(best > 0.0))
        reader.fail("'best' is not above 0");
    table.products = productsFrom(reader, list.size(), best);
    return table;
}

} // namespace leptune::fields
