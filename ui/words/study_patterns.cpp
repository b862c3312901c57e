// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_patterns.h"

#include <QtGlobal>

namespace leptune {

namespace {

constexpr CorePattern kStudyPatterns[] = {
    {QT_TRANSLATE_NOOP("core", "column %1 is not used: it %2"), "2"},
    {QT_TRANSLATE_NOOP("core", "column %1 is not used: it is empty")},
    {QT_TRANSLATE_NOOP("core",
                       "column %1 is not used: it holds free text, which tables can't use yet")},
    {QT_TRANSLATE_NOOP("core",
                       "column %1 is not used: it has a different value in almost every row")},
    {QT_TRANSLATE_NOOP("core", "only %1 rows: none are set aside for a test")},
    {QT_TRANSLATE_NOOP("core", "rows that belong together leave none to set aside for a test")},
    {QT_TRANSLATE_NOOP("core", "%1 rows of the test file have an unknown class and are left out")},
    {QT_TRANSLATE_NOOP(
        "core",
        "only %1 of %2 rows are different: equal ones stand on both sides of every split, so the "
        "scores tell of rows that were met before; name a group column to keep rows together")},
    {QT_TRANSLATE_NOOP("core", "%1 rows without a target are left out")},
    {QT_TRANSLATE_NOOP("core", "the search uses %1 of %2 rows")},
    {QT_TRANSLATE_NOOP("core", "%1 goes on where it was stopped")},
    {QT_TRANSLATE_NOOP("core", "%1 models go on where they were stopped")},
    {QT_TRANSLATE_NOOP("core", "the scores come from the latest rows")},
    {QT_TRANSLATE_NOOP("core", "the scores come from one part of the rows that was held out")},
    {QT_TRANSLATE_NOOP("core",
                       "the scores come from %1 windows, each later than what was trained on")},
    {QT_TRANSLATE_NOOP("core", "the scores come from %1-fold cross-validation")},
    {QT_TRANSLATE_NOOP(
        "core", "the scores come from %1-fold cross-validation, done %2 times with other cuts")},
    {QT_TRANSLATE_NOOP("core", "%1 classes have fewer than %2 rows among the scored ones: the "
                               "score tells little of how well they are told apart")},
    {QT_TRANSLATE_NOOP("core", "no row of the class %1 could be scored: the score tells little of "
                               "how well it is told apart")},
    {QT_TRANSLATE_NOOP("core", "only 1 row of the class %1 could be scored: the score tells little "
                               "of how well it is told apart")},
    {QT_TRANSLATE_NOOP("core", "only %1 rows of the class %2 could be scored: the score tells "
                               "little of how well it is told apart")},
    {QT_TRANSLATE_NOOP("core", "%1 models were compared on the same %2 rows, so the best one's own "
                               "%3 there, %4, is partly luck; the score that is told leaves out "
                               "the rows that chose it")},
    {QT_TRANSLATE_NOOP("core", "the range of %1 is not used: the family does not search such a "
                               "setting here")},
    {QT_TRANSLATE_NOOP("core", "the range of %1 names choices that the family lacks")},
    {QT_TRANSLATE_NOOP("core", "%1 is searched from %2 to %3: the family goes no further")},
    {QT_TRANSLATE_NOOP("core", "%1 damaged records of earlier runs are passed over")},
    {QT_TRANSLATE_NOOP("core", "earlier runs are not used: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "the portfolio is not used: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "%1 is not tried: %2"), "12"},
    {QT_TRANSLATE_NOOP("core", "the family's usual settings")},
    {QT_TRANSLATE_NOOP("core", "settings that often do well")},
    {QT_TRANSLATE_NOOP("core", "what always answering the same would reach")},
    {QT_TRANSLATE_NOOP("core", "hardly any earlier data set has tried this family")},
    {QT_TRANSLATE_NOOP("core", "did well on data sets like this: %1 and %2")},
    {QT_TRANSLATE_NOOP("core", "did well on data sets like this: %1, %2 and %3")},
    {QT_TRANSLATE_NOOP("core", "did well on a data set like this: %1")},
    {QT_TRANSLATE_NOOP("core", "proposed by Bayesian optimisation")},
    {QT_TRANSLATE_NOOP("core", "among the best of the first looks")},
    {QT_TRANSLATE_NOOP("core", "a first look at %1 rows")},
    {QT_TRANSLATE_NOOP("core", "%1, ended early to keep the budget"), "1"},
    {QT_TRANSLATE_NOOP("core", "%1, continued with more rounds"), "1"},
    {QT_TRANSLATE_NOOP("core", "its learning curve was heading far below what the family reaches")},
    {QT_TRANSLATE_NOOP(
        "core", "after %1 of %2 folds it was far below the best and of no use to the ensemble")},
    {QT_TRANSLATE_NOOP("core", "ended before it was complete")},
    {QT_TRANSLATE_NOOP("core", "the time ran out before it was complete")},
    {QT_TRANSLATE_NOOP("core", "out of memory")},
    {QT_TRANSLATE_NOOP("core", "unknown error")},
    {QT_TRANSLATE_NOOP("core", "refitted on all rows after it was scored")},
    {QT_TRANSLATE_NOOP("core", "the best single model, fitted once on all rows it may see")},
    {QT_TRANSLATE_NOOP("core", "made smaller from %1")},
    {QT_TRANSLATE_NOOP("core", "its answers may turn where they have to rise or fall")},
    {QT_TRANSLATE_NOOP(
         "core",
         "the recommended model could not be refitted on all rows (%1); the scored one is kept"),
     "1"},
    {QT_TRANSLATE_NOOP("core", "refitted on all rows the recommended model would exceed the limits "
                               "(%1 bytes); the scored one is kept")},
    {QT_TRANSLATE_NOOP("core", "the importance of the columns could not be measured: %1"), "1"},
    {QT_TRANSLATE_NOOP(
         "core", "the recommended models could not be refitted; the scored ones are kept: %1"),
     "1"},
    {QT_TRANSLATE_NOOP("core", "later runs will not learn from this one: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "no trained model keeps the limits of size and time a row; the one "
                               "nearest to them is recommended")},
    {QT_TRANSLATE_NOOP(
        "core", "the memory limit leaves no room for another model; allow more with --memory")},
    {QT_TRANSLATE_NOOP("core", "no other model can be fitted")},
    {QT_TRANSLATE_NOOP("core", "no other model can be fitted in the time that is left")},
    {QT_TRANSLATE_NOOP("core", "more time would hardly help: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "no model can reach more than the best one")},
    {QT_TRANSLATE_NOOP("core", "what another model promises is less than the folds differ by")},
    {QT_TRANSLATE_NOOP("core", "no better model in %1 trials")},
    {QT_TRANSLATE_NOOP("core",
                       "there is not enough memory for this data; try fewer rows or columns")},
    {QT_TRANSLATE_NOOP("core", "stopped before the first model was finished")},
    {QT_TRANSLATE_NOOP("core", "no model could be fitted; the reasons stand on the leaderboard")},
    {QT_TRANSLATE_NOOP("core", "gave no model on these rows")},
    {QT_TRANSLATE_NOOP("core", "the model answers numbers that are not finite")},
    {QT_TRANSLATE_NOOP("core", "can't be computed on the validation rows; choose another metric")},
    {QT_TRANSLATE_NOOP(
        "core", "%1 classes none can rise or fall with a column; it takes two, or a number")},
    {QT_TRANSLATE_NOOP(
        "core", "of %1 classes none can rise or fall with a column; it takes two, or a number")},
    {QT_TRANSLATE_NOOP("core",
                       "is no column to predict from, so nothing can rise or fall with it")},
    {QT_TRANSLATE_NOOP("core", "holds no numbers, so it has no order to rise or fall with")},
    {QT_TRANSLATE_NOOP(
        "core",
        "no row has a value that the model knows; is this the column it was trained to predict?")},
    {QT_TRANSLATE_NOOP("core", "none of them can learn from this data: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "families: none of them can learn from this data: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "none of them has anything to choose")},
    {QT_TRANSLATE_NOOP("core", "must be longer than 0 seconds")},
    {QT_TRANSLATE_NOOP("core", "a set number of trials gives the same result every time, measured "
                               "times do not; use a budget")},
    {QT_TRANSLATE_NOOP("core", "must be between 2 and 100")},
    {QT_TRANSLATE_NOOP("core", "what a wrong answer costs must be a number that is not below 0")},
    {QT_TRANSLATE_NOOP("core", "only the choice between classes has them, and a number is "
                               "predicted; leave them out")},
    {QT_TRANSLATE_NOOP("core", "there are two classes; say what a miss and a false alarm cost, "
                               "such as 5:1")},
    {QT_TRANSLATE_NOOP("core", "there are %1 classes; say what it costs to miss one of them, such "
                               "as %2=5")},
    {QT_TRANSLATE_NOOP("core", "there is no class \"%1\"; the classes are %2")},
    {QT_TRANSLATE_NOOP("core", "no class costs anything; give one of them a cost above 0")},
    {QT_TRANSLATE_NOOP("core", "its ends have to be finite numbers")},
    {QT_TRANSLATE_NOOP("core", "its lower end is above the upper one; swap them")},
    {QT_TRANSLATE_NOOP("core", "a log scale has to begin above 0")},
    {QT_TRANSLATE_NOOP("core", "the share of test rows must be above 0 and below 0.9")},
    {QT_TRANSLATE_NOOP("core", "the saved predictions do not belong to these rows; the project can "
                               "be used but not continued")},
    {QT_TRANSLATE_NOOP("core", "this model's parameters and scores were kept, but not the model "
                               "itself; choose best, or one with a size on the leaderboard")},
    {QT_TRANSLATE_NOOP("core", "there is no such model; the project has %1")},
    {QT_TRANSLATE_NOOP(
        "core",
        "the data are not the ones this project was tuned on; start a new project for them")},
    {QT_TRANSLATE_NOOP("core", "holds no numbers, so it can't be the weight of rows")},
    {QT_TRANSLATE_NOOP("core", "row %1 has the weight %2; weights must be 0 or more")},
    {QT_TRANSLATE_NOOP("core", "all weights are 0; choose another weight column")},
    {QT_TRANSLATE_NOOP("core", "name the column to predict")},
    {QT_TRANSLATE_NOOP("core", "only %1 rows can be used; at least %2 are needed")},
    {QT_TRANSLATE_NOOP("core", "there is no other column to predict it from")},
    {QT_TRANSLATE_NOOP(
        "core",
        "no column can be used to predict it; the others are empty, text, or differ in every row")},
    {QT_TRANSLATE_NOOP("core", "predicting was cancelled")},
    {QT_TRANSLATE_NOOP("core", "this is not a Leptune project; choose a file that Leptune saved")},
    {QT_TRANSLATE_NOOP(
        "core",
        "the project has format %1 and this program reads up to %2; open it with a newer Leptune")},
    {QT_TRANSLATE_NOOP("core", "the project file is damaged (%1); restore it from a copy"), "1"},
    {QT_TRANSLATE_NOOP("core", "it ends too early")},
    {QT_TRANSLATE_NOOP("core", "the checksum of its header does not fit")},
    {QT_TRANSLATE_NOOP("core", "the checksum of its part \"%1\" does not fit")},
    {QT_TRANSLATE_NOOP("core", "there are bytes behind its end")},
    {QT_TRANSLATE_NOOP("core", "its part \"%1\" is missing")},
    {QT_TRANSLATE_NOOP("core", "the copy of the data can't be compressed: not enough memory")},
    {QT_TRANSLATE_NOOP("core", "what this run taught can't be kept: %1"), "1"},
    {QT_TRANSLATE_NOOP(
        "core",
        "it is too large to be what this program wrote; leptune-cli experience clear removes it")},
    {QT_TRANSLATE_NOOP("core", "this is not the record of a run")},
    {QT_TRANSLATE_NOOP("core", "does not fit a %1 task; use %2")},
    {QT_TRANSLATE_NOOP("core", "is no metric; use %1")},
    {QT_TRANSLATE_NOOP("core", "is no family of models; the families are %1")},
    {QT_TRANSLATE_NOOP("core", "what it was made from is not on the leaderboard any more, so its "
                               "recipe is not known; choose another model")},
    {QT_TRANSLATE_NOOP("core", "training again was cancelled")},
    {QT_TRANSLATE_NOOP("core", "comparing with the training data was cancelled")},
    {QT_TRANSLATE_NOOP("core", "the earlier rows can't be had; train on the new ones alone")},
    {QT_TRANSLATE_NOOP("core",
                       "its member '%1' is not on the leaderboard, so its recipe is not known")},
    {QT_TRANSLATE_NOOP("core", "%1 is left out: it can't learn from these rows")},
    {QT_TRANSLATE_NOOP("core",
                       "%1 can't go on: the memory limit is too low for it; allow more with "
                       "--memory")},
    {QT_TRANSLATE_NOOP("core",
                       "there is too little memory to fit the recommended model again on all "
                       "rows; the scored one is kept (allow more with --memory)")},
    {QT_TRANSLATE_NOOP("core", "the recipe of an earlier model")},
    {QT_TRANSLATE_NOOP("core", "missing in the new rows; add what the earlier data has")},
    {QT_TRANSLATE_NOOP("core", "the new pictures are of another size than the earlier ones")},
    {QT_TRANSLATE_NOOP("core", "is of another kind in the new rows than in the earlier ones")},
    {QT_TRANSLATE_NOOP("core", "the native file answers differently: %1")},
};

} // namespace

std::span<const CorePattern> studyPatterns()
{
    return kStudyPatterns;
}

} // namespace leptune
