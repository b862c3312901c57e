// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

/// Makes icons, examples and translations known to the application that exists; further calls do nothing.
void loadResources();

} // namespace leptune
