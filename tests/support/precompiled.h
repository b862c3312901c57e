// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for all tests: what most of them include. Each still names what it uses.
#pragma once
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <variant>
#include <vector>
