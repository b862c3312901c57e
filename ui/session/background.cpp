// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/background.h"

#include <algorithm>
#include <utility>

namespace leptune {

Background::~Background()
{
    askAllToStop();
    m_jobs.clear(); // joins
}

void Background::run(Work work)
{
    askAllToStop();
    const std::uint64_t id = ++m_last;
    m_current = id;
    m_jobs.push_back({id, std::jthread([this, id, work = std::move(work)](std::stop_token stop) {
                          Deliver deliver = work(std::move(stop));
                          QMetaObject::invokeMethod(
                              this,
                              [this, id, deliver = std::move(deliver)] { finish(id, deliver); },
                              Qt::QueuedConnection);
                      })});
}

void Background::cancel()
{
    askAllToStop();
    if (std::exchange(m_current, 0) != 0)
        Q_EMIT ended();
}

void Background::stop()
{
    askAllToStop();
}

void Background::askAllToStop()
{
    for (Job &job : m_jobs)
        job.thread.request_stop();
}

void Background::finish(std::uint64_t id, const Deliver &deliver)
{
    m_jobs.remove_if([id](const Job &job) { return job.id == id; }); // posting was its last act
    if (id != m_current)
        return;
    m_current = 0;
    if (deliver)
        deliver();
    Q_EMIT ended();
}

} // namespace leptune
