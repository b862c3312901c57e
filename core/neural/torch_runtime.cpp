// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_runtime.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/util/Exception.h>
#include <torch/version.h>

#include <cstdlib>
#include <dlfcn.h>
#include <mutex>

namespace leptune::neural {

namespace {

/// OpenBLAS (pthread flavour) has one process-wide thread count, which LibTorch does not know of.
void limitBlasThreads(int threads)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    static int current = 0;
    using Setter = void (*)(int);
    static const auto set =
        reinterpret_cast<Setter>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set && current != threads)
        set(threads);
    current = threads;
}

const char *cpuLevel()
{
    if (const char *chosen = std::getenv("ATEN_CPU_CAPABILITY"))
        return chosen;
    return __builtin_cpu_supports("avx2") ? "avx2" : "default";
}

} // namespace

void limitThreads(int threads)
{
    limitBlasThreads(threads);
    at::set_num_threads(threads); // for this thread: OpenMP keeps the count a thread
}

bool torchHasCuda()
{
    static const bool has = at::hasCUDA();
    return has;
}

struct DeviceLane::Guard {
    explicit Guard(c10::Stream stream) : guard(stream) {}
    c10::StreamGuard guard;
};

DeviceLane::DeviceLane(const std::string &device)
{
    const at::Device place(device);
    if (place.is_cpu())
        return;
    at::globalContext().setAllowTF32CuBLAS(false);
    at::globalContext().setAllowTF32CuDNN(false);
    const c10::impl::VirtualGuardImpl devices(place.type());
    m_guard = std::make_unique<Guard>(devices.getStreamFromGlobalPool(devices.getDevice()));
}

DeviceLane::~DeviceLane() = default;

std::string describeTorch()
{
    const int threads = at::get_num_threads();
    return std::string("LibTorch ") + TORCH_VERSION + ", " + std::to_string(threads) +
           (threads == 1 ? " thread, " : " threads, ") + cpuLevel() +
           (torchHasCuda() ? ", CUDA" : "");
}

std::string torchErrorText(const std::exception &error)
{
    const auto *torchError = dynamic_cast<const c10::Error *>(&error);
    return torchError ? torchError->what_without_backtrace() : error.what();
}

} // namespace leptune::neural
