// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

/// From now on assistive tools are told that a ChartSource is a chart, and what it shows
/// (ChartSource::chartWords()); of an empty one its accessible description. Calling it again does
/// nothing.
void makeChartsAccessible();

} // namespace leptune
