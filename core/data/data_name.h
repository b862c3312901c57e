// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace leptune {

/// What people call the data in a file or folder: "customers" of "/home/ada/customers.csv.gz".
std::string dataNameOf(const std::string &path);

} // namespace leptune
