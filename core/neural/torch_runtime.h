// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <memory>
#include <string>

namespace leptune::neural {

/// Of LibTorch's operators on this thread, and of the linear algebra below them.
void limitThreads(int threads);
/// LibTorch knows CUDA, and a GPU is there. Thread-safe.
bool torchHasCuda();

/// While it lives, what this thread asks of a GPU waits for nothing but itself, so that trainings
/// side by side overlap there; products and convolutions are of floats, not TF32. Nothing on a CPU.
class DeviceLane {
public:
    explicit DeviceLane(const std::string &device);
    ~DeviceLane();
    DeviceLane(const DeviceLane &) = delete;
    DeviceLane &operator=(const DeviceLane &) = delete;

private:
    struct Guard;
    std::unique_ptr<Guard> m_guard;
};

/// "LibTorch 1.13.0, 1 thread, AVX2", and ", CUDA" where that is to be had.
std::string describeTorch();
/// The message of the exception being handled, without LibTorch's backtrace where it is one of its.
std::string torchErrorText(const std::exception &error);

} // namespace leptune::neural
