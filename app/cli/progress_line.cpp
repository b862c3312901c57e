// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"

#include "app/cli/console.h"
#include "core/base/clock.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr double kTerminalSeconds = 0.2;
constexpr double kPlainSeconds = 5.0;

} // namespace

ProgressLine::ProgressLine(double budgetSeconds, int trials, bool quiet)
    : m_budget(budgetSeconds), m_wanted(trials), m_quiet(quiet), m_terminal(errorIsTerminal())
{
}

void ProgressLine::take(const StudyEvent &event)
{
    if (const auto *started = std::get_if<StudyStarted>(&event)) {
        m_metric = started->metric;
        for (const std::string &note : started->notes)
            say(note);
    } else if (const auto *phase = std::get_if<PhaseChanged>(&event)) {
        m_phase = phase->phase;
    } else if (const auto *changed = std::get_if<EntryChanged>(&event)) {
        m_trials += changed->entry.trial >= 0 && changed->entry.parent.empty() ? 1 : 0;
    } else if (const auto *best = std::get_if<BestChanged>(&event)) {
        m_best = best->name;
        m_score = best->validation;
    } else if (const auto *message = std::get_if<StudyMessage>(&event)) {
        say(message->text);
    } else if (std::holds_alternative<StudyFailed>(event)) {
        m_failed = true;
    }
}

void ProgressLine::say(const std::string &sentence)
{
    if (m_quiet)
        return;
    printError((m_onLine ? "\r\x1b[K" : "") + sentence + "\n");
    m_onLine = false;
}

std::string ProgressLine::text() const
{
    const double elapsed = processSeconds();
    std::string line = durationText(elapsed);
    if (m_wanted > 0)
        line += ", " + std::to_string(m_trials) + " of " + std::to_string(m_wanted) + " trials";
    else
        line += ", " + durationText(std::max(0.0, m_budget - elapsed)) + " left, " +
                std::to_string(m_trials) + " trials";
    if (!m_best.empty())
        line += ", best " + m_metric + " " + shortNumber(m_score) + " (" + m_best + ")";
    if (m_phase == StudyPhase::Preparing)
        line += ", preparing";
    else if (m_phase == StudyPhase::Finishing)
        line += ", finishing";
    else if (m_phase == StudyPhase::Refitting)
        line += ", refitting on all rows";
    return line;
}

void ProgressLine::show()
{
    const double every = m_terminal ? kTerminalSeconds : kPlainSeconds;
    if (m_quiet || nowSeconds() - m_shownAt < every)
        return;
    m_shownAt = nowSeconds();
    const std::string line = text();
    printError(m_terminal ? std::string("\r").append(line).append("\x1b[K") : line + '\n');
    m_onLine = m_terminal;
}

void ProgressLine::end()
{
    if (!m_failed) { // else its last sentence is the error's
        m_shownAt = -1e9;
        show();
    }
    if (m_onLine)
        printError("\n");
    m_onLine = false;
}

} // namespace leptune
