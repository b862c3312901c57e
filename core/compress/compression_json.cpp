// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compression_result.h"

#include "core/tuning/json_values.h"

namespace leptune {

namespace {

using Json = nlohmann::ordered_json;

Json lineOf(const CompressedCandidate &candidate)
{
    Json object;
    object["name"] = candidate.name;
    object["method"] = candidate.method.empty() ? Json(nullptr) : Json(candidate.method);
    object["validation"] = jsonNumber(candidate.validation);
    object["drop"] = jsonNumber(candidate.point.drop);
    object["drop_error"] = jsonNumber(candidate.point.dropError);
    object["size_bytes"] = candidate.point.bytes;
    object["latency_us"] = jsonNumber(candidate.point.microseconds);
    object["operations"] = candidate.point.operations;
    object["pareto"] = candidate.pareto;
    object["slower"] = candidate.isSlower;
    object["seconds"] = jsonNumber(candidate.seconds);
    object["parameters"] = parametersJson(candidate.parameters);
    return object;
}

Json scored(const CompressedCandidate &candidate, double test)
{
    Json object = lineOf(candidate);
    object["test"] = jsonNumber(test);
    return object;
}

} // namespace

std::string compressionJson(const CompressionResult &result)
{
    Json object;
    object["metric"] = metricName(result.metric);
    object["original"] = scored(result.candidates.front(), result.originalTest);
    object["chosen"] = scored(result.candidates[result.chosen], result.chosenTest);
    object["candidates"] = Json::array();
    for (const CompressedCandidate &candidate : result.candidates)
        object["candidates"].push_back(lineOf(candidate));
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace leptune
