// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

#include <exception>

namespace leptune {

/// An error in the words of the window: a title of a few words, and what, where, what to do.
struct ErrorText {
    QString title;
    QString text;
};

QString errorTitle(ErrorCode code);
/// What usually helps; empty where the detail already says it.
QString errorHint(ErrorCode code);
ErrorText describeError(const Error &error);
/// Any exception: Error, bad_alloc, std::exception or unknown.
ErrorText describeError(const std::exception_ptr &problem);
bool isStopped(const std::exception_ptr &problem);

} // namespace leptune
