// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_export.h"

#include <QString>
#include <QTemporaryDir>

#include <string>
#include <vector>

/// What exported C files are compiled and run by.
namespace leptune {

/// A compiler for some machine and how its programs are started.
struct Consumer {
    std::string name;
    std::vector<std::string> compile, link, run;
    QString missing;                   ///< why it can't be used here
    std::size_t flashBytes = SIZE_MAX; ///< that its machine has for code and constants
};

/// gcc and clang for this machine, gcc for 32 bits, and a Cortex-M4 in an emulator.
const std::vector<Consumer> &consumers();
/// A data column "consumer" with a row for each.
void addConsumers();
/// Builds `main` with the pair of files; the pair alone has to be clean. Why it can't, or empty.
std::string built(const Consumer &consumer, const QTemporaryDir &folder,
                  const CInterface &interface, const CSources &sources, const std::string &main);

/// What the header says: the number behind `#define ..._NAME`.
std::size_t headerNumber(const CSources &sources, const std::string &name);
/// "of 5 MB is skipped on cortex-m4, which has 4 MB", or empty where it fits.
std::string whyTooLarge(const Consumer &consumer, const CSources &sources);
/// Builds the pair with cCheckProgram(), runs it on `rows` and compares its answers with the
/// Model's. What is wrong, or empty.
std::string answerProblem(const Consumer &consumer, const Model &model, const CInterface &interface,
                          const CSources &sources, const RawBatch &rows);

} // namespace leptune
