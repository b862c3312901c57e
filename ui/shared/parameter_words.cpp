// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/parameter_words.h"

#include "ui/shared/format.h"

#include <QCoreApplication>

#include <array>

namespace leptune {

namespace {

struct Words {
    const char *name;
    const char *title;
};

constexpr std::array kTable{
    Words{"activation", QT_TRANSLATE_NOOP("leptune::Parameter", "activation function")},
    Words{"activation_share",
          QT_TRANSLATE_NOOP("leptune::Parameter", "columns with an activation of their own")},
    Words{"architecture", QT_TRANSLATE_NOOP("leptune::Parameter", "shape of the network")},
    Words{"arithmetic", QT_TRANSLATE_NOOP("leptune::Parameter", "kind of numbers inside")},
    Words{"batch_size", QT_TRANSLATE_NOOP("leptune::Parameter", "rows in a step")},
    Words{"bootstrap", QT_TRANSLATE_NOOP("leptune::Parameter", "rows drawn anew for each tree")},
    Words{"c", QT_TRANSLATE_NOOP("leptune::Parameter", "weight of the errors (C)")},
    Words{"categories", QT_TRANSLATE_NOOP("leptune::Parameter", "treatment of categories")},
    Words{"colsample", QT_TRANSLATE_NOOP("leptune::Parameter", "share of columns a tree sees")},
    Words{"column_share", QT_TRANSLATE_NOOP("leptune::Parameter", "share of columns a tree sees")},
    Words{"cutout", QT_TRANSLATE_NOOP("leptune::Parameter", "part of a picture hidden")},
    Words{"depth", QT_TRANSLATE_NOOP("leptune::Parameter", "depth of trees")},
    Words{"derived", QT_TRANSLATE_NOOP("leptune::Parameter", "columns made of others")},
    Words{"distillation",
          QT_TRANSLATE_NOOP("leptune::Parameter", "weight of the teacher's answers")},
    Words{"dropout", QT_TRANSLATE_NOOP("leptune::Parameter", "neurons left out (dropout)")},
    Words{"embedding", QT_TRANSLATE_NOOP("leptune::Parameter", "form of number columns")},
    Words{"ema", QT_TRANSLATE_NOOP("leptune::Parameter", "weights averaged over steps (EMA)")},
    Words{"epochs", QT_TRANSLATE_NOOP("leptune::Parameter", "passes over the rows (epochs)")},
    Words{"epsilon", QT_TRANSLATE_NOOP("leptune::Parameter", "error that does not count")},
    Words{"flips", QT_TRANSLATE_NOOP("leptune::Parameter", "pictures mirrored")},
    Words{"frequency_scale", QT_TRANSLATE_NOOP("leptune::Parameter", "fineness of number columns")},
    Words{"gamma", QT_TRANSLATE_NOOP("leptune::Parameter", "closeness that counts (gamma)")},
    Words{"k", QT_TRANSLATE_NOOP("leptune::Parameter", "neighbours asked")},
    Words{"keep_of", QT_TRANSLATE_NOOP("leptune::Parameter", "weights kept of each group")},
    Words{"l1", QT_TRANSLATE_NOOP("leptune::Parameter", "push of weights to 0 (L1)")},
    Words{"l2", QT_TRANSLATE_NOOP("leptune::Parameter", "restraint of weights (L2)")},
    Words{"label_smoothing",
          QT_TRANSLATE_NOOP("leptune::Parameter", "doubt in the labels (smoothing)")},
    Words{"landmarks", QT_TRANSLATE_NOOP("leptune::Parameter", "rows compared with")},
    Words{"layers", QT_TRANSLATE_NOOP("leptune::Parameter", "layers")},
    Words{"leaf_iterations", QT_TRANSLATE_NOOP("leptune::Parameter", "steps to fit a leaf")},
    Words{"learning_rate", QT_TRANSLATE_NOOP("leptune::Parameter", "learning rate")},
    Words{"leaves", QT_TRANSLATE_NOOP("leptune::Parameter", "leaves a tree")},
    Words{"loss", QT_TRANSLATE_NOOP("leptune::Parameter", "kind of loss")},
    Words{"max_depth", QT_TRANSLATE_NOOP("leptune::Parameter", "depth of trees at most")},
    Words{"max_features", QT_TRANSLATE_NOOP("leptune::Parameter", "share of columns a split sees")},
    Words{"max_leaves", QT_TRANSLATE_NOOP("leptune::Parameter", "leaves a tree at most")},
    Words{"members", QT_TRANSLATE_NOOP("leptune::Parameter", "networks side by side")},
    Words{"min_child_weight", QT_TRANSLATE_NOOP("leptune::Parameter", "weight in a leaf at least")},
    Words{"min_rows_in_leaf", QT_TRANSLATE_NOOP("leptune::Parameter", "rows in a leaf at least")},
    Words{"mixup", QT_TRANSLATE_NOOP("leptune::Parameter", "rows mixed with others (mixup)")},
    Words{"neuron_sparsity", QT_TRANSLATE_NOOP("leptune::Parameter", "share of neurons removed")},
    Words{"penalty", QT_TRANSLATE_NOOP("leptune::Parameter", "restraint of weights")},
    Words{"random_strength", QT_TRANSLATE_NOOP("leptune::Parameter", "chance in the splits")},
    Words{"reg_alpha", QT_TRANSLATE_NOOP("leptune::Parameter", "push of leaves to 0 (L1)")},
    Words{"reg_lambda", QT_TRANSLATE_NOOP("leptune::Parameter", "restraint of leaves (L2)")},
    Words{"rounding", QT_TRANSLATE_NOOP("leptune::Parameter", "rounding of weights")},
    Words{"reuse", QT_TRANSLATE_NOOP("leptune::Parameter", "preference for known thresholds")},
    Words{"row_share", QT_TRANSLATE_NOOP("leptune::Parameter", "share of rows a tree sees")},
    Words{"scaling", QT_TRANSLATE_NOOP("leptune::Parameter", "scaling of number columns")},
    Words{"schedule", QT_TRANSLATE_NOOP("leptune::Parameter", "course of the learning rate")},
    Words{"shared_values", QT_TRANSLATE_NOOP("leptune::Parameter", "weights that share a value")},
    Words{"shift", QT_TRANSLATE_NOOP("leptune::Parameter", "pictures moved")},
    Words{"shortcuts", QT_TRANSLATE_NOOP("leptune::Parameter", "layers that add what they read")},
    Words{"sparsity", QT_TRANSLATE_NOOP("leptune::Parameter", "share of weights removed")},
    Words{"subsample", QT_TRANSLATE_NOOP("leptune::Parameter", "share of rows a tree sees")},
    Words{"thresholds", QT_TRANSLATE_NOOP("leptune::Parameter", "cuts a column")},
    Words{"teacher", QT_TRANSLATE_NOOP("leptune::Parameter", "network learnt from first")},
    Words{"tolerance", QT_TRANSLATE_NOOP("leptune::Parameter", "loss of score allowed")},
    Words{"trees", QT_TRANSLATE_NOOP("leptune::Parameter", "trees")},
    Words{"weight_bits", QT_TRANSLATE_NOOP("leptune::Parameter", "bits a weight")},
    Words{"weight_decay", QT_TRANSLATE_NOOP("leptune::Parameter", "restraint of weights (decay)")},
    Words{"weighting", QT_TRANSLATE_NOOP("leptune::Parameter", "weight of neighbours")},
    Words{"width", QT_TRANSLATE_NOOP("leptune::Parameter", "neurons a layer")},
};

} // namespace

QString parameterTitle(const std::string &name)
{
    for (const Words &words : kTable)
        if (name == words.name)
            return QCoreApplication::translate("leptune::Parameter", words.title);
    return QString::fromStdString(name).replace(u'_', u' ');
}

QString parameterWords(const ParameterValue &value)
{
    if (const auto *number = std::get_if<double>(&value))
        return formatNumber(*number, 3);
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return *whole >= 0 ? formatCount(static_cast<std::uint64_t>(*whole))
                           : QString::number(*whole);
    return QString::fromStdString(std::get<std::string>(value)).replace(u'_', u' ');
}

} // namespace leptune
