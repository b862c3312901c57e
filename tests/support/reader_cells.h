// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <QByteArray>

#include <string>

/// Rows for tests/interop/reader/consumer.cpp, and what it prints for them.
namespace leptune::interop {

/// The cells that the Model uses, as the consumer reads them.
std::string readerCells(const Model &model, const RawBatch &rows);
/// What the consumer prints where it has the Model's bits.
QByteArray readerLines(const Model &model, const Prediction &prediction);
/// The first line that differs, or empty.
QByteArray lineProblem(const QByteArray &have, const QByteArray &want);

} // namespace leptune::interop
