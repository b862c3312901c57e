// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study.h"

#include "core/tuning/study_engine.h"

namespace leptune {

Study::Study(StudyInput input, std::function<void()> wakeUp, std::function<void(const StudyRecord &)> checkpoint)
    : m_engine(std::make_unique<Engine>(std::move(input), std::move(wakeUp), std::move(checkpoint)))
{
}

Study::~Study() = default;

void Study::start()
{
    m_engine->start();
}

void Study::pause()
{
    m_engine->pause();
}

void Study::resume()
{
    m_engine->resume();
}

void Study::stop()
{
    m_engine->stop();
}

void Study::extendBudget(double seconds)
{
    m_engine->extendBudget(seconds);
}

bool Study::isRunning() const
{
    return m_engine->isRunning();
}

std::vector<StudyEvent> Study::drain()
{
    return m_engine->drain();
}

StudyRecord Study::record() const
{
    return m_engine->record();
}

StudyRecord Study::wait()
{
    return m_engine->wait();
}

} // namespace leptune
