// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/executor.h"

#include "core/tuning/pause_gate.h"

#include <deque>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace leptune {

namespace {

class ThreadExecutor final : public Executor {
public:
    ThreadExecutor(int workers, ExecutorSink sink) : m_sink(std::move(sink))
    {
        for (int worker = 0; worker < workers; ++worker)
            m_threads.emplace_back(
                [this, worker](const std::stop_token &stop) { work(worker, stop); });
    }
    ~ThreadExecutor() override
    {
        stopAll();
        for (std::jthread &thread : m_threads)
            thread.request_stop();
    }
    int workers() const override { return static_cast<int>(m_threads.size()); }

    void submit(TrialRequest request, std::shared_ptr<const TrialPlan> plan) override
    {
        {
            std::lock_guard lock(m_mutex);
            m_waiting.push_back({std::move(request), std::move(plan), m_stop.get_token()});
        }
        m_changed.notify_one();
    }
    void pause() override { m_gate.close(); }
    void resume() override { m_gate.open(); }
    void stopAll() override
    {
        std::stop_source stopped;
        {
            std::lock_guard lock(m_mutex);
            std::swap(stopped, m_stop); // what is submitted from now on runs again
        }
        stopped.request_stop();
    }

private:
    struct Job {
        TrialRequest request;
        std::shared_ptr<const TrialPlan> plan;
        std::stop_token stop;
    };

    void work(int worker, const std::stop_token &stop)
    {
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 5);
        for (;;) {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); }))
                return;
            Job job = std::move(m_waiting.front());
            m_waiting.pop_front();
            lock.unlock();
            run(worker, std::move(job));
        }
    }
    void run(int worker, Job job)
    {
        m_gate.pass(job.stop);
        m_sink.started(job.request, worker);
        TrialControl control;
        control.stop = job.stop;
        control.progress = [&](int fold, const FitProgress &progress) {
            const double waited = m_gate.pass(job.stop);
            m_sink.progress(job.request, worker, fold, progress);
            return waited;
        };
        if (m_sink.kept)
            control.keep = [&](FitStates states) { m_sink.kept(job.request, std::move(states)); };
        TrialResult result = runTrial(job.request, *job.plan, control);
        job.plan.reset(); // the last trial may own the data
        m_sink.finished(std::move(job.request), std::move(result), worker);
    }

    ExecutorSink m_sink;
    PauseGate m_gate;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Job> m_waiting;
    std::stop_source m_stop;
    std::vector<std::jthread> m_threads; // last: joined before the rest goes
};

} // namespace

std::unique_ptr<Executor> makeThreadExecutor(int workers, ExecutorSink sink)
{
    return std::make_unique<ThreadExecutor>(workers, std::move(sink));
}

} // namespace leptune
