// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"
#include "core/exporting/onnx_ops.h"
#include "core/model/class_weights.h"
#include "core/model/prediction_interval.h"

#include <nlohmann/json.hpp>

namespace leptune {
namespace {

using Json = nlohmann::ordered_json;

std::string jsonText(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void addFact(onnx::ModelProto &file, const std::string &key, const std::string &value)
{
    auto &property = *file.add_metadata_props();
    property.set_key(key);
    property.set_value(value);
}

const char *inputForm(const RawColumn &column)
{
    if (column.type == ColumnType::Picture)
        return "uint8 [rows, height, width, channels]";
    return column.asNumber ? "float32, NaN is missing" : "string, '' is missing";
}

Json schemaJson(const Schema &schema, Json &dates)
{
    Json columns = Json::array();
    for (const RawColumn &column : schema.columns) {
        if (!column.used)
            continue;
        columns.push_back({{"name", column.name},
                           {"type", columnTypeName(column.type)},
                           {"input", inputForm(column)}});
        if (column.type == ColumnType::DateTime && column.asNumber)
            dates.push_back(column.name);
    }
    return columns;
}

} // namespace

void addFacts(onnx::ModelProto &file, const Model &model)
{
    const Schema &schema = model.schema();
    Json dates = Json::array();
    addFact(file, "schema", jsonText(schemaJson(schema, dates)));
    addFact(file, "date_columns", jsonText(dates));
    addFact(file, "date_unit", "days since 2000-01-01 00:00 UTC");
    addFact(file, "target", schema.target);
    addFact(file, "task", taskName(schema.task));
    addFact(file, "classes", jsonText(Json(schema.classes)));
    if (schema.task == TaskKind::Binary) {
        addFact(file, "positive", schema.classes[static_cast<std::size_t>(schema.positive)]);
        addFact(file, "threshold", numberText(model.threshold()));
    }
    for (const auto &[key, value] : model.provenance()) {
        const bool isContract = key == "metric" || key == kIntervalFact || key == kClassWeightsFact;
        addFact(file, isContract ? key : "provenance." + key, value);
    }
    addFact(file, "producer", "Leptune " LEPTUNE_VERSION);
}

} // namespace leptune
