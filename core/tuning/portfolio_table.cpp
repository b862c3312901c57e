// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/portfolio_table.h"

#include "core/base/atomic_file.h"
#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/read_table.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/landmarks.h"
#include "core/tuning/study_shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>

namespace leptune {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string textField(const json &meta, const char *name)
{
    const auto found = meta.find(name);
    return found != meta.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double numberField(const json &meta, const char *name, double fallback)
{
    const auto found = meta.find(name);
    return found != meta.end() && found->is_number() ? found->get<double>() : fallback;
}

std::string tableFile(const fs::path &folder, const std::string &named)
{
    const std::string name = folder.filename().string();
    for (const std::string &file : {named, name + ".csv", name + ".csv.gz"})
        if (std::error_code error; !file.empty() && fs::is_regular_file(folder / file, error))
            return (folder / file).string();
    return {};
}

/// Fills the source; why the folder is left out, or "".
std::string readMeta(const fs::path &folder, TableSource &source)
{
    const std::vector<std::uint8_t> bytes = readWholeFile((folder / "meta.json").string());
    const json meta = json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!meta.is_object())
        return "meta.json is not a JSON object";
    const std::string modality = textField(meta, "modality");
    if (!modality.empty() && modality != "table")
        return "it is no plain table but " + modality;
    const std::string task = textField(meta, "task");
    if (task != "binary" && task != "multiclass" && task != "classification" &&
        task != "regression")
        return "meta.json names no task";
    source.classification = task != "regression";
    source.target = textField(meta, "target");
    if (source.target.empty())
        return "meta.json names no target";
    if (const auto leaks = meta.find("single_col_leaks");
        leaks != meta.end() && leaks->is_array() && !leaks->empty())
        return "a column gives the target away";
    source.path = tableFile(folder, textField(meta, "file"));
    const double classes = source.classification ? numberField(meta, "n_classes", 2.0) : 1.0;
    source.size = std::min(numberField(meta, "rows", 1e4), 1e4) *
                  (4.0 + numberField(meta, "cols", 10.0)) * (classes > 2.0 ? classes : 1.0);
    return source.path.empty() ? "it holds no " + source.name + ".csv" : "";
}

/// The sample's rows as a set-up of its own, so that rows are numbered from 0.
std::shared_ptr<const TrialPlan> planOf(const StudySetup &setup, const Rows &rows,
                                        std::uint64_t seed)
{
    auto data = std::make_shared<const StudyData>(setup.schema, setup.features.gathered(rows),
                                                  setup.target.gathered(rows),
                                                  gatherValues(setup.weights, rows), 1);
    const FoldChoice choice =
        chooseFolds(rows.size(), 0, 0.0, std::numeric_limits<double>::infinity());
    std::vector<Split> splits = makeFolds(setup, rows, choice, mixSeeds(seed, 3));
    return std::make_shared<const TrialPlan>(
        makeTrialPlan(std::move(data), std::move(splits), setup.metric));
}

} // namespace

std::vector<TableSource> findTables(const std::string &folder, const std::vector<std::string> &only,
                                    std::vector<std::string> &notes)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw Error(ErrorCode::NotFound, folder, "there is no such folder");
    std::vector<TableSource> sources;
    std::vector<fs::path> folders;
    for (const auto &entry : fs::directory_iterator(folder, error))
        if (fs::is_regular_file(entry.path() / "meta.json", error))
            folders.push_back(entry.path());
    std::ranges::sort(folders);
    for (const std::string &name : only)
        if (std::ranges::none_of(folders, [&](const fs::path &p) { return p.filename() == name; }))
            throw Error(ErrorCode::NotFound, folder, "there is no table '" + name + "' in it");
    for (const fs::path &path : folders) {
        TableSource source;
        source.name = path.filename().string();
        if (!only.empty() && std::ranges::find(only, source.name) == only.end())
            continue;
        if (const std::string why = readMeta(path, source); !why.empty())
            notes.push_back(source.name + " is left out: " + why);
        else
            sources.push_back(std::move(source));
    }
    if (sources.empty())
        throw Error(ErrorCode::NotFound, folder,
                    "it holds no folder with a meta.json and a table; see resources/portfolio");
    return sources;
}

PreparedTable prepareTable(const TableSource &source, std::size_t mostRows, std::uint64_t seed,
                           const std::stop_token &stop)
{
    ReadOptions reading;
    reading.threads = 1;
    reading.stop = stop;
    if (source.classification)
        reading.types[source.target] = ColumnType::Categorical;
    TuneOptions options;
    options.target = source.target;
    options.task = source.classification ? TaskChoice::Classification : TaskChoice::Regression;
    options.test.kind = TestChoice::Kind::None;
    options.seed = seed;
    const StudySetup setup = prepareStudy(readTable(source.path, reading).table, {}, options);
    const Rows rows = sampleRows(setup, setup.studyRows, mostRows, mixSeeds(seed, 2));

    PreparedTable prepared;
    prepared.plan = planOf(setup, rows, seed);
    MeasuredTable &head = prepared.head;
    head.name = source.name;
    head.hash = hash64(readWholeFile(source.path));
    head.rows = setup.usableRows();
    head.features = metaFeaturesOf(setup.schema, setup.features.gathered(rows),
                                   setup.target.gathered(rows), rows.size());
    head.features.landmarks = runLandmarks(*prepared.plan, mixSeeds(seed, 5), stop);
    head.shape = shapeOfPlan(*prepared.plan);
    head.fits = static_cast<int>(prepared.plan->splits.size());
    head.metric = metricName(setup.metric);
    head.constantScore = constantScore(setup.metric, prepared.plan->scoredTruth);
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, "", "interrupted");
    return prepared;
}

double constantScore(MetricKind metric, const Target &truth)
{
    const auto outputs = static_cast<std::size_t>(truth.outputs());
    std::vector<double> means(outputs, 0.0);
    for (const float value : truth.values)
        means[truth.isClassification() ? static_cast<std::size_t>(value) : 0] +=
            (truth.isClassification() ? 1.0 : value) / static_cast<double>(truth.values.size());
    FloatMatrix prediction(truth.values.size(), outputs);
    for (std::size_t row = 0; row < prediction.rows; ++row)
        for (std::size_t output = 0; output < outputs; ++output)
            prediction.at(row, output) = static_cast<float>(means[output]);
    return evaluateScore(metric, {truth, prediction});
}

} // namespace leptune
