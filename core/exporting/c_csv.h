// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_interface.h"

namespace leptune {

// The reader of CSV rows that a pair of C files has where LEPTUNE_CSV is defined; only then it uses
// stdlib.h. Cells are read as the program reads them. Both are empty for Models of pictures.

std::string cCsvDeclaration(const Model &model, const CInterface &interface);
std::string cCsvSource(const Model &model, const CInterface &interface);

} // namespace leptune
