// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace leptune {

/// A text that core made in English (a note, a reason, the detail of an Error), in the language of
/// the window; what no pattern knows is shown as it stands. Names and numbers in it stay as they
/// are. Any thread.
QString coreWords(const std::string &text);
/// Whether a pattern knows the whole text, or what follows the subject of "subject: detail".
bool isKnownToCoreWords(const std::string &text);

/// The subject of an Error that names an option ("folds"); others are names of the user's.
QString coreOption(const std::string &name);

} // namespace leptune
