// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/space_json.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace leptune {

namespace {

using nlohmann::json;

[[noreturn]] void fail(const std::string &subject, const std::string &detail)
{
    throw Error(ErrorCode::BadOption, subject, detail);
}

/// Strings as they are, numbers in their shortest form, true and false.
std::string valueText(const std::string &subject, const json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number_integer())
        return value.dump();
    if (value.is_number())
        return numberText(value.get<double>());
    if (value.is_boolean())
        return value.get<bool>() ? "true" : "false";
    fail(subject, "a value has to be a string, a number, true or false");
}

void refuseUnknownKeys(const std::string &subject, const json &object,
                       const std::set<std::string> &known)
{
    for (const auto &[key, value] : object.items()) {
        if (!known.contains(key))
            fail(subject, "there is no key '" + key + "' here");
    }
}

double readNumber(const std::string &subject, const json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        fail(subject, std::string("give '") + key + "' as a number");
    return found->get<double>();
}

bool readFlag(const std::string &subject, const json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end())
        return false;
    if (!found->is_boolean())
        fail(subject, std::string("'") + key + "' has to be true or false");
    return found->get<bool>();
}

const json &readList(const std::string &subject, const json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array() || found->empty())
        fail(subject, std::string("give '") + key + "' as a list of at least one");
    return *found;
}

void readConditions(const std::string &subject, const json &object, Parameter &parameter)
{
    const auto found = object.find("when");
    if (found == object.end())
        return;
    if (!found->is_object())
        fail(subject, "'when' has to be an object such as {\"other\": [\"a\", \"b\"]}");
    for (const auto &[parent, values] : found->items()) {
        std::vector<std::string> texts;
        for (const json &value : readList(subject, *found, parent.c_str()))
            texts.push_back(valueText(subject, value));
        parameter.when.emplace_back(parent, std::move(texts));
    }
}

Parameter readParameter(const json &object, SpaceFile &file)
{
    if (!object.is_object() || !object.contains("name") || !object["name"].is_string())
        fail("parameters", "every parameter has to be an object with a 'name'");
    Parameter parameter;
    parameter.name = object["name"].get<std::string>();
    const std::string subject = "parameter " + parameter.name;
    refuseUnknownKeys(subject, object, {"name", "type", "low", "high", "log", "choices", "when"});
    const std::string type = object.contains("type") && object["type"].is_string()
                                 ? object["type"].get<std::string>()
                                 : "";
    if (type == "categorical") {
        parameter.kind = ParameterKind::Categorical;
        for (const json &choice : readList(subject, object, "choices")) {
            parameter.choices.push_back(valueText(subject, choice));
            file.choices[parameter.name].push_back(choice);
        }
    } else if (type == "float" || type == "int") {
        parameter.kind = type == "int" ? ParameterKind::Integer : ParameterKind::Float;
        parameter.low = readNumber(subject, object, "low");
        parameter.high = readNumber(subject, object, "high");
        parameter.log = readFlag(subject, object, "log");
    } else {
        fail(subject, "'type' has to be float, int or categorical");
    }
    readConditions(subject, object, parameter);
    return parameter;
}

const Parameter &parameterNamed(const SearchSpace &space, const std::string &name)
{
    return *std::find_if(space.parameters().begin(), space.parameters().end(),
                         [&](const Parameter &parameter) { return parameter.name == name; });
}

bool canBe(const Parameter &parameter, const std::string &value)
{
    if (parameter.kind == ParameterKind::Categorical)
        return std::ranges::find(parameter.choices, value) != parameter.choices.end();
    if (parameter.kind == ParameterKind::Float)
        return true;
    double number = 0.0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    return error == std::errc() && end == value.data() + value.size() &&
           number == std::floor(number) && number >= parameter.low && number <= parameter.high;
}

/// A condition on a value that does not exist would silently never hold.
void checkConditionValues(const SearchSpace &space)
{
    for (const Parameter &child : space.parameters()) {
        for (const auto &[name, values] : child.when) {
            const Parameter &parent = parameterNamed(space, name);
            for (const std::string &value : values)
                if (!canBe(parent, value))
                    fail("parameter " + child.name,
                         "it depends on '" + value + "', which " +
                             (parent.kind == ParameterKind::Categorical ? "is not a choice of '"
                                                                        : "is no value of '") +
                             name + "'");
        }
    }
}

} // namespace

SpaceFile readSpaceFile(const std::string &path)
{
    const std::vector<std::uint8_t> bytes = readWholeFile(path);
    json document;
    try {
        document = json::parse(bytes.begin(), bytes.end());
    } catch (const json::parse_error &error) {
        fail(path, "is not JSON (near byte " + std::to_string(error.byte) + ")");
    }
    if (!document.is_object())
        fail(path, "has to hold an object with 'direction' and 'parameters'");
    refuseUnknownKeys(path, document, {"direction", "parameters"});
    SpaceFile file;
    const json direction = document.value("direction", json("minimize"));
    if (direction != "minimize" && direction != "maximize")
        fail(path, "'direction' has to be minimize or maximize");
    file.maximise = direction == "maximize";
    std::vector<Parameter> parameters;
    for (const json &object : readList(path, document, "parameters"))
        parameters.push_back(readParameter(object, file));
    file.space = SearchSpace(std::move(parameters));
    checkConditionValues(file.space);
    return file;
}

nlohmann::ordered_json parametersJson(const SpaceFile &file, const Configuration &configuration)
{
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const Parameter &parameter : file.space.parameters()) {
        const auto found = configuration.values().find(parameter.name);
        if (found == configuration.values().end())
            continue;
        if (parameter.kind == ParameterKind::Float) {
            object[parameter.name] = std::get<double>(found->second);
        } else if (parameter.kind == ParameterKind::Integer) {
            object[parameter.name] = std::get<std::int64_t>(found->second);
        } else {
            const auto &choices = parameter.choices;
            const auto index =
                std::find(choices.begin(), choices.end(), parameterText(found->second)) -
                choices.begin();
            object[parameter.name] =
                file.choices.at(parameter.name)[static_cast<std::size_t>(index)];
        }
    }
    return object;
}

} // namespace leptune
