// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_patterns.h"

#include <QtGlobal>

namespace leptune {

namespace {

constexpr CorePattern kModelPatterns[] = {
    {QT_TRANSLATE_NOOP("core", "regularised linear model")},
    {QT_TRANSLATE_NOOP("core", "nearest neighbours")},
    {QT_TRANSLATE_NOOP("core", "support vector machine")},
    {QT_TRANSLATE_NOOP("core", "random forest")},
    {QT_TRANSLATE_NOOP("core", "gradient boosting")},
    {QT_TRANSLATE_NOOP("core", "gradient boosting, leaf by leaf")},
    {QT_TRANSLATE_NOOP("core", "gradient boosting on symmetric trees")},
    {QT_TRANSLATE_NOOP("core", "neural network")},
    {QT_TRANSLATE_NOOP("core", "network for tables")},
    {QT_TRANSLATE_NOOP("core", "convolutional network")},
    {QT_TRANSLATE_NOOP("core", "constant baseline")},
    {QT_TRANSLATE_NOOP("core", "the data is pictures only")},
    {QT_TRANSLATE_NOOP("core", "the data is not pictures only")},
    {QT_TRANSLATE_NOOP("core", "pictures smaller than 8 x 8")},
    {QT_TRANSLATE_NOOP("core", "more than 200 classes would need as many trees a round")},
    {QT_TRANSLATE_NOOP("core", "more than %1 classes")},
    {QT_TRANSLATE_NOOP("core", "more than %1 rows")},
    {QT_TRANSLATE_NOOP("core", "more than %1 features")},
    {QT_TRANSLATE_NOOP("core", "no column varies")},
    {QT_TRANSLATE_NOOP("core", "the module for neural networks is not installed")},
    {QT_TRANSLATE_NOOP("core", "no column is left to learn from; ignore fewer columns")},
    {QT_TRANSLATE_NOOP("core",
                       "no column holds anything to learn from; all are constant or empty")},
    {QT_TRANSLATE_NOOP("core", "learns from a column of pictures of at least 8 x 8 only")},
    {QT_TRANSLATE_NOOP("core", "'%1' is not auto, cpu or cuda")},
    {QT_TRANSLATE_NOOP(
        "core", "'cuda' needs a GPU that the module for neural networks can use, and there is "
                "none; use auto or cpu, or build the module against a LibTorch with CUDA")},
    {QT_TRANSLATE_NOOP("core", "there was not enough memory to train a network of %1 hidden layers "
                               "on %2 rows; use smaller layers, a smaller batch or fewer rows")},
    {QT_TRANSLATE_NOOP("core",
                       "there was not enough memory on the GPU to train a network of %1 hidden "
                       "layers on %2 rows; use smaller layers, a smaller batch or fewer rows")},
    {QT_TRANSLATE_NOOP("core",
                       "XGBoost ran out of memory; use fewer rows or columns, or fewer threads")},
    {QT_TRANSLATE_NOOP("core", "the module %1 could not be loaded; install LibTorch and the "
                               "module, or point LEPTUNE_MODULES at its folder. Tried:%2")},
    {QT_TRANSLATE_NOOP("core", "there was not enough memory to load LibTorch; close other "
                               "programs, or let this one have more memory")},
    {QT_TRANSLATE_NOOP("core", "the loss became NaN in epoch %1; a lower learning rate may help")},
    {QT_TRANSLATE_NOOP("core",
                       "the loss became infinite in epoch %1; a lower learning rate may help")},
    {QT_TRANSLATE_NOOP("core", "the weights are no longer finite after epoch %1; a lower learning "
                               "rate may help")},
    {QT_TRANSLATE_NOOP("core", "it can't run TorchScript files")},
    {QT_TRANSLATE_NOOP("core", "the model needs this column and a row has none of that name")},
    {QT_TRANSLATE_NOOP("core", "the model needs this column and the data has none of that name; it "
                               "has %1; add it or rename the column that holds it")},
    {QT_TRANSLATE_NOOP("core", "the model was trained on pictures here, and the data has none in "
                               "this column; give a folder of pictures or an IDX file")},
    {QT_TRANSLATE_NOOP("core", "data row %1 holds \"%2\", but the model was trained on %3 here; "
                               "correct the cell or leave it empty"),
     "3"},
    {QT_TRANSLATE_NOOP("core", "words (like yes and no)")},
    {QT_TRANSLATE_NOOP("core", "numbers")},
    {QT_TRANSLATE_NOOP("core", "dates (like 2024-03-01)")},
    {QT_TRANSLATE_NOOP(
        "core", "the model reads it, but the rows given hold no such cells; add the column")},
    {QT_TRANSLATE_NOOP("core", "this model does not read one picture")},
    {QT_TRANSLATE_NOOP("core",
                       "this is not a Leptune model file; choose one that was exported as native")},
    {QT_TRANSLATE_NOOP("core", "the model file has format %1 and this program reads up to %2; open "
                               "it with a newer Leptune")},
    {QT_TRANSLATE_NOOP("core", "the model file is damaged: %1; use another copy of it"), "1"},
    {QT_TRANSLATE_NOOP("core", "its length is not what it says")},
    {QT_TRANSLATE_NOOP("core", "its checksum does not fit")},
    {QT_TRANSLATE_NOOP("core", "%1; the model can't be used")},
    {QT_TRANSLATE_NOOP("core", "a layer can't run in whole numbers: it has too many inputs or "
                               "weights that are not finite; keep it in floats")},
    {QT_TRANSLATE_NOOP("core", "the output node does not exist")},
    {QT_TRANSLATE_NOOP("core", "a tree of XGBoost has uneven arrays")},
    {QT_TRANSLATE_NOOP("core", "the model of XGBoost can't be read: %1")},
    {QT_TRANSLATE_NOOP("core", "answers %1 x %2 are not those for %3 rows with %4 outputs; let it "
                               "predict the study's rows")},
    {QT_TRANSLATE_NOOP("core", "one row is explained by comparing it with others; there are none")},
    {QT_TRANSLATE_NOOP("core", "the explanation was cancelled")},
    {QT_TRANSLATE_NOOP("core", "pictures of different data can't be compared; open them together")},
    {QT_TRANSLATE_NOOP("core", "pictures have no order in which an answer could change with them")},
    {QT_TRANSLATE_NOOP("core", "has no cells in these rows, so nothing can be said about it")},
    {QT_TRANSLATE_NOOP(
        "core", "was made before intervals were kept, or of too few rows; tune again to get them")},
    {QT_TRANSLATE_NOOP("core", "the model answers classes, whose probabilities stand in the file "
                               "anyway; leave the option out")},
    {QT_TRANSLATE_NOOP("core", "how many pictures are needed can't be told by a model of tables; "
                               "tune on a part of them and compare")},
    {QT_TRANSLATE_NOOP("core", "measuring the worth of more data was cancelled")},
    {QT_TRANSLATE_NOOP(
        "core",
        "there are too few rows, or there was too little time, to learn from parts of them")},
};

} // namespace

std::span<const CorePattern> modelPatterns()
{
    return kModelPatterns;
}

} // namespace leptune
