// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/plan_parts.h"
#include "tests/support/sample_parts.h"

#include <limits>

namespace leptune::samples {
namespace {

std::vector<Step> numberSteps(float middle, float scale, float limit)
{
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    return {CleanRange{{-1e6F}, {1e6F}}, Impute{{middle}},
            Scale{{middle}, {scale}, -limit, limit > 0 ? limit : kInfinity}};
}

LookUp colorIndex()
{
    return {{"red", "green", "blue \xF0\x9F\x8E\xA8", "a,b\"c"},
            {},
            {0.0F, 1.0F, 2.0F, 3.0F},
            4.0F,
            -1.0F};
}

LookUp codeIndex()
{
    return {{}, {0.0F, 1.0F, 2.0F}, {0.0F, 1.0F, 2.0F}, -1.0F, 3.0F};
}

LookUp flagValue()
{
    return {{"no", "yes"}, {}, {0.0F, 1.0F}, 0.5F, 0.25F};
}

const std::vector<DatePart> kAllParts{DatePart::Year,    DatePart::Month, DatePart::Day,
                                      DatePart::Weekday, DatePart::Hour,  DatePart::DayOfYear,
                                      DatePart::Elapsed};

} // namespace

std::shared_ptr<const FeaturePlan> densePlan()
{
    auto plan = std::make_shared<FeaturePlan>();
    std::vector<Step> smooth = numberSteps(0.5F, 0.7F, 20.0F);
    smooth.emplace_back(SmoothClip{3.0F});
    const std::vector<float> zeros(7, 0.0F);
    const std::vector<float> scales{1e-3F, 0.1F, 0.03F, 0.15F, 0.04F, 0.003F, 1e-5F};
    plan->chains = {
        {Width, numberSteps(0.0F, 0.5F, 4.0F), {}},
        {Color, {colorIndex(), OneHot{5}}, {}},
        {Size, numberSteps(5.0F, 0.1F, 4.0F), {}},
        {Width, {MissingIndicator{}}, {}},
        {Size, smooth, {}},
        {Code, {codeIndex(), OneHot{4}}, {}},
        {When, {DateParts{kAllParts}, Impute{zeros}, Scale{zeros, scales, -5.0F, 5.0F}}, {}},
        {Flag, {flagValue()}, {}}};
    return plan;
}

std::shared_ptr<const FeaturePlan> treePlan()
{
    auto plan = std::make_shared<FeaturePlan>();
    plan->chains = {{Width, {}, {}},
                    {Size, {CleanRange{}}, {}},
                    {Color, {colorIndex()}, {}},
                    {Code, {codeIndex()}, {}},
                    {When, {possibleDates(), DateParts{{DatePart::Month, DatePart::Hour}}}, {}},
                    {Flag, {flagValue()}, {}}};
    return plan;
}

std::shared_ptr<const FeaturePlan> derivedPlan()
{
    auto plan = std::make_shared<FeaturePlan>();
    plan->chains = {{Width, {CleanRange{}}, {}},
                    {Size, {CleanRange{}}, {}},
                    {Color, {colorIndex(), OneHot{5}}, {}},
                    {Code, {codeIndex()}, {}}};
    plan->sources = {{Color, {colorIndex()}, {}}};
    constexpr int kCode = 7, kColor = 8;
    RandomStream random(71);
    const auto table = [&](DerivedKind kind, int a, int b, int codesA, int codesB) {
        DerivedFeature feature{kind, a, b, codesA, codesB, {}, {}};
        feature.values = randomFloats(9, random, 3.0);
        feature.values[2] = 0.0F;
        for (std::size_t i = tablePlaces(feature); i > 0; --i)
            feature.cells.push_back(
                static_cast<std::uint8_t>(random.below(3) == 0 ? random.below(9) : 0));
        return feature;
    };
    plan->derived.features = {{DerivedKind::Divide, Width, Size, 0, 0, {}, {}},
                              table(DerivedKind::Cross, kColor, kCode, 4, 3),
                              {DerivedKind::Add, Width, Size, 0, 0, {}, {}},
                              table(DerivedKind::GroupRatio, Width, kColor, 0, 4),
                              {DerivedKind::Multiply, Width, Width, 0, 0, {}, {}},
                              table(DerivedKind::Cross, kCode, kColor, 2, 5),
                              {DerivedKind::Subtract, Size, Width, 0, 0, {}, {}},
                              table(DerivedKind::GroupDifference, Size, kCode, 0, 2),
                              {DerivedKind::Divide, Size, kCode, 0, 0, {}, {}}};
    return plan;
}

std::shared_ptr<const FeaturePlan> gridPlan()
{
    auto plan = std::make_shared<FeaturePlan>();
    plan->chains = {
        {Color, {colorIndex(), OneHot{4}}, {}},
        {Code, {codeIndex(), Scale{{0.0F}, {0.3F}}}, {}},
        {When,
         {possibleDates(), Impute{{7931.25F}}, DateParts{{DatePart::Weekday}},
          Scale{{0.0F}, {1.0F / 7.0F}}},
         {}},
        {Flag, {flagValue()}, {}}};
    return plan;
}

} // namespace leptune::samples
