// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>

namespace leptune::neural {

/// Of LibTorch's operators on this thread, and of the linear algebra below them.
void limitThreads(int threads);
/// "LibTorch 1.13.0, 1 thread, AVX2".
std::string describeTorch();
/// The message of the exception being handled, without LibTorch's backtrace where it is one of its.
std::string torchErrorText(const std::exception &error);

} // namespace leptune::neural
