// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/bench/window/heartbeat.h"
#include "tests/bench/window/trial_replay.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QEventLoop>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

using namespace leptune;

namespace {

constexpr int kTrials = 10'000, kTrialsASecond = 250;
constexpr int kRows = 1'000'000, kTunedRows = 20'000;
constexpr double kBudgetSeconds = 3600.0;

void waitFor(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

bool waitUntil(const std::function<bool()> &done, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < milliseconds)
        waitFor(5);
    return done();
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void tell(const char *what, double value, const char *unit, double bar)
{
    std::printf("%-44s %9.2f %-3s %s %g\n", what, value, unit, value < bar ? "below" : "NOT below",
                bar);
    std::fflush(stdout);
}

QByteArray tableOf(int rows)
{
    RandomStream random(1);
    QByteArray text = "a,b,c,d,e,colour,place,answer\n";
    text.reserve(rows * 64);
    for (int row = 0; row < rows; ++row) {
        double sum = 0.0;
        for (int column = 0; column < 5; ++column) {
            const double value = random.normal();
            sum += column < 3 ? value : 0.3 * value * value;
            text += QByteArray::number(value, 'f', 4) + ',';
        }
        text += random.below(2) ? "red," : "blue,";
        text += 'p' + QByteArray::number(random.below(50)) + ',';
        text += sum + random.normal() > 0.5 ? "yes\n" : "no\n";
    }
    return text;
}

/// Tells when a widget is painted for the first time.
class PaintWatch : public QObject {
public:
    PaintWatch(QWidget *widget, const Heartbeat &clock) : m_clock(clock)
    {
        widget->installEventFilter(this);
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_at < 0.0)
            m_at = m_clock.now();
        return false;
    }
    /// From now on; a paint that is under way ends later.
    void arm() { m_at = -1.0; }
    double at() const { return m_at; }

private:
    const Heartbeat &m_clock;
    double m_at = -1.0;
};

/// Of a table that is read: from the last sign of life before the window takes it to its first
/// screen.
bool measureTable(MainWindow &window, const QString &path, Heartbeat &heart)
{
    auto *view = window.findChild<QTableView *>(QStringLiteral("dataTable"));
    PaintWatch watch(view->viewport(), heart);
    double taken = -1.0;
    const auto connection =
        QObject::connect(&window.session(), &Session::dataChanged, &window, [&] {
            if (taken >= 0.0)
                return;
            taken = heart.last();
            watch.arm();
        });
    heart.start();
    window.open(path);
    const auto isPainted = [&] {
        return taken >= 0.0 && watch.at() > taken && heart.last() > watch.at();
    };
    const bool isRead = waitUntil(isPainted, 300'000);
    const double painted = heart.last(); // the first sign of life after it
    QObject::disconnect(connection);
    waitUntil([&] { return window.session().profile() != nullptr; }, 300'000);
    waitFor(500);
    heart.stop();
    if (!isRead)
        return false;
    tell("first screen of 1,000,000 rows", painted - taken, "ms", 300.0);
    tell("worst gap while they are read and profiled", heart.worst(), "ms", 50.0);
    std::printf("    the window itself worked at most %.1f ms at a time\n", heart.busiest());
    return true;
}

/// Each step is painted before the next: single rows, then leaps all over the table.
void measureScrolling(MainWindow &window)
{
    constexpr int kSteps = 300;
    auto *view = window.findChild<QTableView *>(QStringLiteral("dataTable"));
    QScrollBar *bar = view->verticalScrollBar();
    RandomStream random(5);
    std::vector<double> times;
    for (int step = 0; step < 2 * kSteps; ++step) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(step < kSteps ? step * 3
                                    : static_cast<int>(random.below(
                                          static_cast<std::uint64_t>(bar->maximum()))));
        view->viewport()->repaint();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    std::ranges::sort(times);
    tell("scrolling 1,000,000 rows, 99 % of 600 steps", times[times.size() * 99 / 100], "ms", 16.7);
}

void measureSwitches(MainWindow &window, const char *what)
{
    double worst = 0.0;
    for (int round = 0; round < 3; ++round)
        for (int step = 0; step < 6; ++step) {
            QElapsedTimer timer;
            timer.start();
            window.goTo(static_cast<MainWindow::Step>(step));
            for (int i = 0; i < 3; ++i) // what is posted by what was posted
                QCoreApplication::processEvents();
            worst = std::max(worst, static_cast<double>(timer.nsecsElapsed()) * 1e-6);
            waitFor(50);
        }
    tell(what, worst, "ms", 100.0);
}

void measureIdle(MainWindow &window)
{
    constexpr int kMilliseconds = 3000;
    double worst = 0.0;
    for (int step = 0; step < 6; ++step) {
        window.goTo(static_cast<MainWindow::Step>(step));
        waitFor(1500);
        const double before = cpuSeconds();
        waitFor(kMilliseconds);
        worst = std::max(worst, 100.0 * (cpuSeconds() - before) / (1e-3 * kMilliseconds));
    }
    tell("processor share while idle, worst page", worst, "%", 1.0);
}

/// A fifth of the trials with every tab in front.
void measureReplay(MainWindow &window, Heartbeat &heart)
{
    window.goTo(MainWindow::Step::Tune);
    auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("tuneTabs"));
    TrialReplay replay(window.session().study());
    constexpr int kTickMilliseconds = 20;
    double worst = 0.0;
    for (int tab = tabs->count() - 1; tab >= 0; --tab) { // the table last, when it is longest
        const int goal = kTrials * (tabs->count() - tab) / tabs->count();
        heart.start();
        tabs->setCurrentIndex(tab);
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
            for (int i = 0; i < kTrialsASecond * kTickMilliseconds / 1000 && replay.told() < goal;
                 ++i)
                replay.next();
        });
        timer.start(kTickMilliseconds);
        waitUntil([&] { return replay.told() >= goal; }, 600'000);
        waitFor(300);
        heart.stop();
        const QByteArray what = "worst gap with " + QByteArray::number(replay.told()) +
                                " trials, " + tabs->tabText(tab).left(18).toUtf8();
        tell(what.constData(), heart.worst(), "ms", 50.0);
        worst = std::max(worst, heart.worst());
        std::printf("    99.9 %% of the gaps are below %.1f ms; the window itself worked at most "
                    "%.1f ms at a time\n",
                    heart.quantile(0.999), heart.busiest());
    }
    tell("worst gap while two workers tune", worst, "ms", 50.0);
}

void measureLoading(MainWindow &window, Heartbeat &heart)
{
    StudyRecord record = window.session().study().snapshot();
    record.finished = true;
    for (int i = 0; i < kTrials; ++i)
        record.entries.push_back(TrialReplay::entryOf(i, 0.01 * i));
    record.trials = static_cast<int>(record.entries.size());
    for (const MainWindow::Step step : {MainWindow::Step::Tune, MainWindow::Step::Results}) {
        window.goTo(step);
        waitFor(500);
        heart.start();
        window.session().study().setRecord(record);
        waitFor(1500);
        heart.stop();
        tell(step == MainWindow::Step::Tune ? "worst gap as 10,000 trials are taken in, on Tune"
                                            : "worst gap as 10,000 trials are taken in, on Results",
             heart.worst(), "ms", 100.0);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    UiSandbox sandbox;
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    waitFor(300);
    Heartbeat heart;
    if (!measureTable(window, sandbox.write(QStringLiteral("million.csv"), tableOf(kRows)), heart))
        return 1;
    measureScrolling(window);
    measureSwitches(window, "page switch with 1,000,000 rows");
    measureIdle(window);
    window.session().close();
    window.open(sandbox.write(QStringLiteral("tuned.csv"), tableOf(kTunedRows)));
    if (!waitUntil([&] { return window.session().hasData() && window.session().profile(); },
                   60'000))
        return 1;
    TuneOptions options = window.session().options();
    options.budgetSeconds = kBudgetSeconds;
    options.threads = 2;
    options.experience = false;
    window.session().setOptions(options);
    window.session().startStudy();
    if (!waitUntil([&] { return !window.session().study().record().best.empty(); }, 60'000))
        return 1;
    measureReplay(window, heart);
    measureSwitches(window, "page switch with 10,000 trials, tuning");
    window.session().study().stop();
    waitUntil([&] { return !window.session().study().isActive(); }, 60'000);
    measureLoading(window, heart);
    measureSwitches(window, "page switch with 10,000 trials");
    measureIdle(window);
    return 0;
}
