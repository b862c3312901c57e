// SPDX-License-Identifier: GPL-3.0-or-later
#define LEPTUNE_READER_IMPLEMENTATION
#include "leptune_reader.h"
