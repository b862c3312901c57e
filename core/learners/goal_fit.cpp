// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/goal_fit.h"

#include "core/learners/target_transform.h"

namespace leptune {

namespace {

class TransformedPredictor final : public Predictor {
public:
    TransformedPredictor(std::unique_ptr<Predictor> inner, TargetTransform transform)
        : m_inner(std::move(inner)), m_transform(std::move(transform))
    {
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_inner->plan(); }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        return m_transform.invert(builder, m_inner->lower(builder, features));
    }
    int bestIteration() const override { return m_inner->bestIteration(); }
    bool wasCutShort() const override { return m_inner->wasCutShort(); }

private:
    std::unique_ptr<Predictor> m_inner;
    TargetTransform m_transform;
};

std::shared_ptr<const Relabelling> transformed(const View &train, const TargetTransform &transform,
                                               FitObjective objective)
{
    auto labels = std::make_shared<Relabelling>();
    labels->target = train.target();
    const auto weights = train.allWeights();
    labels->weights =
        goalWeights(objective, labels->target.values, {weights.begin(), weights.end()});
    for (float &value : labels->target.values)
        value = transform.apply(value);
    return labels;
}

FitContext contextFor(const FitContext &context, const TargetTransform &transform)
{
    FitContext inner = context;
    if (context.measure)
        inner.measure = [&context, &transform](FloatMatrix answers) {
            for (float &answer : answers.values)
                answer = transform.invert(answer);
            return context.measure(answers);
        };
    if (context.teacher) {
        auto teacher = std::make_shared<FloatMatrix>(*context.teacher);
        for (float &answer : teacher->values)
            answer = transform.apply(answer);
        inner.teacher = std::move(teacher);
    }
    inner.goal.objective = FitObjective::Mean;
    return inner;
}

} // namespace

std::unique_ptr<Predictor> fitTowards(const Learner &learner, const View &train,
                                      const View &validation, const Configuration &configuration,
                                      const FitContext &context)
{
    const FitGoal &goal = context.goal;
    if (train.target().isClassification() || !goal.isMedian() || learner.aimsAt(goal.objective) ||
        train.empty())
        return learner.fit(train, validation, configuration, context);
    const TargetTransform transform(train.labels(),
                                    goalWeights(goal.objective, train.labels(), train.weights()));
    const auto labels = transformed(train, transform, goal.objective);
    FitContext inner = contextFor(context, transform);
    if (context.progress)
        inner.progress = [&context, &inner](const FitProgress &value) {
            context.progress(value);
            inner.deadline = context.deadline; // a pause moves it
        };
    auto predictor =
        learner.fit(train.relabelled(labels), validation.relabelled(labels), configuration, inner);
    if (!predictor)
        return nullptr;
    return std::make_unique<TransformedPredictor>(std::move(predictor), transform);
}

} // namespace leptune
