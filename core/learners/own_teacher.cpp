// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/own_teacher.h"

#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/learners/network_limits.h"
#include "core/neural/state_archive.h"

#include <algorithm>
#include <stdexcept>

namespace leptune {

namespace {

using neural::StateArchive;

const std::string kNoTeacher = "none", kFloats = "floats", kEnsemble = "ensemble";
constexpr std::int64_t kMembers = 4;
constexpr double kShareOfTime = 0.5;

/// A taught fit on its way: the state of the part that is under way, and what the teacher answers
/// the training rows where that is the student's.
struct State {
    bool isTaught = false;
    std::vector<float> answers;
    FitState inner;

    void exchange(StateArchive &archive, std::uint64_t identity)
    {
        std::uint64_t known = identity;
        archive.value(known);
        StateArchive::require(known == identity);
        archive.value(isTaught);
        archive.floats(answers);
        archive.bytes(inner);
        std::uint64_t checksum = hashOfValues<float>(answers);
        archive.value(checksum);
        StateArchive::require(checksum == hashOfValues<float>(answers));
    }
};

std::uint64_t identityOf(const View &train, std::uint64_t seed)
{
    return mixSeeds(
        mixSeeds(hashOfValues<std::uint32_t>(train.rows()), hashOfValues<float>(train.labels())),
        seed);
}

FitState bytesOf(State state, std::uint64_t identity)
{
    StateArchive archive;
    state.exchange(archive, identity);
    return archive.take();
}

/// One at its start where there is none, or it is of another fit.
State stateFrom(const std::shared_ptr<const FitState> &bytes, std::uint64_t identity,
                std::size_t numbers)
{
    if (!bytes)
        return {};
    try {
        State state;
        StateArchive archive(*bytes);
        state.exchange(archive, identity);
        archive.finish();
        StateArchive::require(state.answers.size() == (state.isTaught ? numbers : 0));
        return state;
    } catch (const std::runtime_error &) {
        return {};
    }
}

/// Without metrics, which are the student's.
FitContext teachingContext(const FitContext &context)
{
    FitContext own;
    own.seed = mixSeeds(context.seed, 0x7eac);
    own.stop = context.stop;
    own.threads = context.threads;
    own.device = context.device;
    own.goal = context.goal;
    if (context.deadline.exists())
        own.deadline = Deadline::inSeconds(kShareOfTime * context.deadline.remaining());
    return own;
}

} // namespace

std::optional<Configuration> teacherOf(const Configuration &configuration)
{
    const std::string kind = configuration.choice("teacher", kNoTeacher);
    if (kind == kNoTeacher)
        return std::nullopt;
    if (kind != kFloats && kind != kEnsemble)
        throw Error(ErrorCode::BadOption, "teacher",
                    "\"" + kind + "\" is no teacher; choose none, floats or ensemble");
    Configuration teacher = withoutLimits(configuration);
    teacher.set("teacher", kNoTeacher);
    if (kind == kEnsemble)
        teacher.set("members", kMembers);
    return teacher;
}

void addTeacher(std::vector<Parameter> &parameters, bool members)
{
    std::vector<std::string> kinds{kNoTeacher, kFloats};
    if (members)
        kinds.push_back(kEnsemble);
    parameters.push_back(Parameter::categorical("teacher", kinds));
    kinds.erase(kinds.begin());
    parameters.push_back(Parameter::real("distillation", 0.1, 1.0).onlyWhen("teacher", kinds));
}

std::shared_ptr<FloatMatrix> answersAmongAll(const FloatMatrix &answers, const View &view)
{
    auto all = std::make_shared<FloatMatrix>(view.data().rows(), answers.columns);
    for (std::size_t i = 0; i < answers.rows; ++i)
        std::ranges::copy(answers.row(i), all->row(view.rows()[i]).begin());
    return all;
}

std::unique_ptr<Predictor> fitTaught(const View &train, const Configuration &teacher,
                                     const Configuration &student, const FitContext &context,
                                     const NetworkFit &fit)
{
    const std::uint64_t identity = identityOf(train, context.seed);
    const auto outputs = static_cast<std::size_t>(train.target().outputs());
    State state = stateFrom(context.from, identity, train.size() * outputs);
    const auto startOf = [&](bool isTaught) {
        return state.isTaught == isTaught && !state.inner.empty()
                   ? std::make_shared<const FitState>(state.inner)
                   : nullptr;
    };
    const auto keepAs = [&](State now) -> std::function<void(FitState)> {
        if (!context.keepState)
            return {};
        return [&context, identity, now = std::move(now)](FitState inner) mutable {
            now.inner = std::move(inner);
            context.keepState(bytesOf(now, identity));
        };
    };
    if (!state.isTaught) {
        FitContext teaching = teachingContext(context);
        teaching.from = startOf(false);
        teaching.keepState = keepAs({});
        if (context.progress)
            // Its epochs are none of the student's: who watches hears only that it goes on.
            teaching.progress = [&](const FitProgress &value) {
                const Stopwatch pause;
                context.report({0, value.total});
                teaching.deadline = teaching.deadline.later(pause.seconds());
            };
        const auto predictor = fit(teacher, teaching);
        if (!predictor || context.shouldEnd())
            return nullptr;
        state = {true, predictView(*predictor, train).values, {}};
    }
    FitContext learning = context;
    FloatMatrix answers(train.size(), outputs);
    answers.values = state.answers;
    learning.teacher = answersAmongAll(answers, train);
    learning.from = startOf(true);
    learning.keepState = keepAs({true, state.answers, {}});
    if (context.progress)
        learning.progress = [&](const FitProgress &value) {
            context.report(value);
            learning.deadline = context.deadline; // a pause moves it
        };
    return fit(student, learning);
}

} // namespace leptune
