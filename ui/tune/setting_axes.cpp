// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/setting_axes.h"

#include "ui/shared/parameter_words.h"
#include "ui/shared/score_text.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

namespace leptune {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kLogRatio = 30.0; ///< from where on a range of numbers above 0 is one of powers

using Trials = std::vector<const LeaderboardEntry *>;

Trials trialsOf(const StudyRecord &record, const std::string &family)
{
    Trials trials;
    for (const LeaderboardEntry &entry : record.entries)
        if (entry.family == family && isTunedTrial(entry))
            trials.push_back(&entry);
    return trials;
}

/// A column of values: texts become the places of their choices.
struct Setting {
    ParallelAxis axis;
    std::vector<double> values;
};

Setting choicesOf(const std::string &name, const Trials &trials)
{
    Setting setting;
    std::map<QString, int> places;
    std::vector<QString> texts;
    for (const LeaderboardEntry *trial : trials) {
        const auto found = trial->parameters.values().find(name);
        texts.push_back(found == trial->parameters.values().end() ? QString()
                                                                  : parameterWords(found->second));
        if (!texts.back().isEmpty())
            places[texts.back()] = 0;
    }
    for (auto &[text, place] : places) {
        place = static_cast<int>(setting.axis.choices.size());
        setting.axis.choices << text;
    }
    for (const QString &text : texts)
        setting.values.push_back(text.isEmpty() ? kNone : places.at(text));
    return setting;
}

/// Ends of what is finite.
void fitAxis(ParallelAxis &axis, const std::vector<double> &values)
{
    axis.low = HUGE_VAL;
    axis.high = -HUGE_VAL;
    for (const double value : values)
        if (std::isfinite(value)) {
            axis.low = std::min(axis.low, value);
            axis.high = std::max(axis.high, value);
        }
    axis.log = axis.low > 0.0 && axis.high / axis.low >= kLogRatio;
}

Setting settingOf(const std::string &name, const Trials &trials)
{
    Setting setting;
    for (const LeaderboardEntry *trial : trials) {
        const auto found = trial->parameters.values().find(name);
        if (found == trial->parameters.values().end()) {
            setting.values.push_back(kNone);
            continue;
        }
        if (std::holds_alternative<std::string>(found->second)) {
            setting = choicesOf(name, trials);
            break;
        }
        setting.values.push_back(trial->parameters.number(name, kNone));
    }
    setting.axis.title = parameterTitle(name);
    if (setting.axis.choices.isEmpty())
        fitAxis(setting.axis, setting.values);
    return setting;
}

bool differs(const Setting &setting)
{
    return setting.axis.choices.isEmpty() ? setting.axis.high > setting.axis.low
                                          : setting.axis.choices.size() > 1;
}

/// One hopeless trial must not press all others together: the worst tenth may lie beyond the end.
Setting scoresOf(const StudyRecord &record, const Trials &trials)
{
    Setting setting;
    std::vector<double> scores;
    for (const LeaderboardEntry *trial : trials) {
        setting.values.push_back(trial->validation);
        scores.push_back(toScore(record.metric, trial->validation));
    }
    std::ranges::sort(scores);
    const double worst = scores[scores.size() / 10], best = scores.back();
    const double a = toMetric(record.metric, worst), b = toMetric(record.metric, best);
    setting.axis.title = metricTitle(record.metric);
    setting.axis.low = std::min(a, b);
    setting.axis.high = std::max(a, b);
    for (double &value : setting.values)
        value = std::clamp(value, setting.axis.low, setting.axis.high);
    return setting;
}

} // namespace

bool isTunedTrial(const LeaderboardEntry &entry)
{
    return entry.trial >= 0 && entry.parent.empty() && entry.state == EntryState::Done &&
           std::isfinite(entry.validation) && !entry.parameters.values().empty();
}

std::vector<TunedFamily> tunedFamilies(const StudyRecord &record)
{
    std::vector<TunedFamily> families; // few, whatever the number of trials
    for (const LeaderboardEntry &entry : record.entries) {
        if (!isTunedTrial(entry))
            continue;
        const auto known = std::ranges::find(families, entry.family, &TunedFamily::name);
        if (known != families.end())
            ++known->trials;
        else
            families.push_back({entry.family, 1});
    }
    std::ranges::stable_sort(families, std::greater{}, &TunedFamily::trials);
    return families;
}

SettingAxes settingAxes(const StudyRecord &record, const std::string &family)
{
    const Trials trials = trialsOf(record, family);
    SettingAxes result;
    if (trials.size() < 2)
        return result;
    std::map<std::string, bool> names;
    for (const LeaderboardEntry *trial : trials)
        for (const auto &[name, value] : trial->parameters.values())
            names[name] = true;
    for (const LeaderboardEntry *trial : trials)
        result.lines.push_back({trial->trial, {}});
    const auto add = [&](Setting setting) {
        for (std::size_t i = 0; i < trials.size(); ++i)
            result.lines[i].values.push_back(setting.values[i]);
        result.axes.push_back(std::move(setting.axis));
    };
    for (const auto &[name, known] : names)
        if (Setting setting = settingOf(name, trials); differs(setting))
            add(std::move(setting));
    add(scoresOf(record, trials));
    return result;
}

} // namespace leptune
