// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/result_analysis.h"

#include <QString>

namespace leptune {

/// How wide the 90 % interval of numbers is, and how many rows it held; empty where there is none.
QString intervalSentence(const ResultAnalysis &analysis);

} // namespace leptune
