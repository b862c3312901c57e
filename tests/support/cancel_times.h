// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "tests/support/heartbeat.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

/// Work of the window that can be cancelled.
struct CancelledWork {
    std::function<void()> start;
    std::function<bool()> runs; ///< the window says so
    std::function<void()> cancel;
    int milliseconds = 400; ///< that it runs before it is cancelled
};

/// What a user feels of it, in milliseconds.
struct CancelTimes {
    bool ran = false;      ///< until it was cancelled
    double answered = 0.0; ///< from the click until the window no longer says that it works
    double silence = 0.0;  ///< the longest that the window answered nothing, from the start on
    double work = 0.0;     ///< the longest that it worked itself meanwhile
};

/// Of one try; whatever comes late has come when it returns.
inline CancelTimes cancelOnce(const CancelledWork &work)
{
    constexpr int kPatience = 20'000, kLate = 500;
    CancelTimes times;
    Heartbeat heart;
    heart.start();
    work.start();
    const bool began = QTest::qWaitFor([&] { return work.runs(); }, kPatience);
    QTest::qWait(work.milliseconds);
    times.ran = began && work.runs();
    const leptune::Stopwatch watch;
    work.cancel();
    const bool ended = QTest::qWaitFor([&] { return !work.runs(); }, kPatience);
    times.answered = ended ? 1e3 * watch.seconds() : HUGE_VAL;
    QTest::qWait(kLate);
    times.silence = static_cast<double>(heart.worstMilliseconds());
    times.work = heart.worstWorkMilliseconds();
    return times;
}

/// The median of three tries: a promise to the user is not broken by one bad moment of a machine.
inline CancelTimes cancelThrice(const CancelledWork &work)
{
    std::array<CancelTimes, 3> tries;
    for (CancelTimes &one : tries)
        one = cancelOnce(work);
    CancelTimes median;
    median.ran = std::ranges::all_of(tries, &CancelTimes::ran);
    std::ranges::sort(tries, {}, &CancelTimes::answered);
    median.answered = tries[1].answered;
    std::ranges::sort(tries, {}, &CancelTimes::silence);
    median.silence = tries[1].silence;
    median.work = tries[1].work;
    return median;
}

/// 500 ms are promised; a busy machine may take twice as long.
inline void verifyPromise(const char *what, const CancelTimes &times)
{
    constexpr double kMost = 2.0 * 500.0;
    qInfo("%s: answered in %.0f ms, longest silence %.0f ms, longest work %.0f ms", what,
          times.answered, times.silence, times.work);
    QVERIFY2(times.ran, what);
    QVERIFY2(times.answered < kMost, what);
    QVERIFY2(times.silence < kMost, what);
}
