// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

/// From now on assistive tools are told that the Rail is a list of tabs and its buttons are tabs,
/// of which one is selected. Calling it again does nothing.
void makeRailAccessible();

} // namespace leptune
