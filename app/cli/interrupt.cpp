// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include "core/base/error.h"

#include <pthread.h>
#include <unistd.h>

namespace leptune {

Interrupt::Interrupt()
{
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    sigaddset(&m_signals, SIGUSR2); // ends the watcher
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_watcher = std::jthread([this] { watch(); });
}

Interrupt::~Interrupt()
{
    m_ended = true;
    pthread_kill(m_watcher.native_handle(), SIGUSR2);
    m_watcher.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void Interrupt::watch()
{
    for (;;) {
        int signal = 0;
        if (sigwait(&m_signals, &signal) != 0 || m_ended)
            return;
        if (signal == SIGUSR2)
            continue;
        if (!m_source.request_stop())
            _exit(kInterruptedStatus);
    }
}

void Interrupt::check() const
{
    if (requested())
        throw Error(ErrorCode::Stopped, "", "interrupted");
}

} // namespace leptune
