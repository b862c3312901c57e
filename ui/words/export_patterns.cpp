// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_patterns.h"

#include <QtGlobal>

namespace leptune {

namespace {

constexpr CorePattern kExportPatterns[] = {
    {QT_TRANSLATE_NOOP("core", "the answers of the %1 were not compared with the model's: %2"),
     "12"},
    {QT_TRANSLATE_NOOP("core", "TorchScript file")},
    {QT_TRANSLATE_NOOP("core", "C files")},
    {QT_TRANSLATE_NOOP("core", "the module for LibTorch is not installed")},
    {QT_TRANSLATE_NOOP("core", "there is no C compiler on this computer")},
    {QT_TRANSLATE_NOOP("core", "compiling it takes more than a minute")},
    {QT_TRANSLATE_NOOP("core", "answering 1,000 rows takes more than a minute")},
    {QT_TRANSLATE_NOOP("core", "%1 can't build programs here")},
    {QT_TRANSLATE_NOOP("core", "no part of the model is a layer that whole numbers could compute: "
                               "the file is as the format onnx has it")},
    {QT_TRANSLATE_NOOP("core", "the model holds rows of the training data, and so does the file; "
                               "share it only with those who may see them")},
    {QT_TRANSLATE_NOOP("core", "leptune_reader.h stands there already with other content and was "
                               "left as it is; move it away and export again to have the one of "
                               "this version")},
    {QT_TRANSLATE_NOOP("core", "is the name of the header that belongs beside the file; choose "
                               "another one")},
    {QT_TRANSLATE_NOOP("core", "%1; export it as C without --integer"), "1"},
    {QT_TRANSLATE_NOOP(
         "core", "C of whole numbers holds trees and layers of networks, and this model has %1"),
     "1"},
    {QT_TRANSLATE_NOOP("core", "features computed of two columns")},
    {QT_TRANSLATE_NOOP("core", "a kernel machine")},
    {QT_TRANSLATE_NOOP("core", "embedded numbers")},
    {QT_TRANSLATE_NOOP("core", "there is no export format \"%1\"; choose one of %2")},
    {QT_TRANSLATE_NOOP("core", "whole numbers can't hold \"%1\" where this model has it")},
    {QT_TRANSLATE_NOOP("core", "the model's answers are no sums")},
    {QT_TRANSLATE_NOOP("core", "the trees ask for more different thresholds than a C file can "
                               "number; compress the model or export it as native or onnx")},
    {QT_TRANSLATE_NOOP("core", "a tree has more leaves than a C file can number; compress the "
                               "model or export it as native or onnx")},
    {QT_TRANSLATE_NOOP("core", "a C file can't include a header of that name; use letters, digits, "
                               "points, lines and blanks")},
    {QT_TRANSLATE_NOOP(
        "core", "a row of the model needs %1 MiB of the stack; export it as onnx or native")},
    {QT_TRANSLATE_NOOP("core", "a column without a name can't be an input of an ONNX file; name "
                               "the column in the data and train again")},
    {QT_TRANSLATE_NOOP("core", "a model without any column can't be an ONNX file")},
    {QT_TRANSLATE_NOOP("core", "the model is larger than the 2 GiB that an ONNX file may have; "
                               "export it as native or compress it first")},
    {QT_TRANSLATE_NOOP(
         "core",
         "%1; choose another model (--model NAME), or export this one as onnx, c or native"),
     "1"},
    {QT_TRANSLATE_NOOP("core", "TorchScript has no trees, and this model has some")},
    {QT_TRANSLATE_NOOP("core",
                       "TorchScript files hold no nearest neighbours, and this model has some")},
    {QT_TRANSLATE_NOOP(
        "core", "TorchScript can't express this model (%1); export it as onnx, c or native")},
    {QT_TRANSLATE_NOOP(
        "core", "layers were rounded to eight bits: answers to %1 rows differ by at most %2")},
    {QT_TRANSLATE_NOOP(
        "core", "columns of a wide range were rounded to whole steps: %1 of %2 rows keep their "
                "class, probabilities differ by at most %3")},
    {QT_TRANSLATE_NOOP(
        "core", "columns of a wide range were rounded to whole steps: answers to %1 rows differ by "
                "at most %2")},
    {QT_TRANSLATE_NOOP("core", "layers were rounded to eight bits: %1 of %2 rows keep their class, "
                               "probabilities differ by at most %3")},
    {QT_TRANSLATE_NOOP(
        "core",
        "the ranges of what its layers read come from made-up rows, for there are no others")},
};

} // namespace

std::span<const CorePattern> exportPatterns()
{
    return kExportPatterns;
}

} // namespace leptune
