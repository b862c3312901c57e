// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_bins.h"

namespace leptune {

// c_trees.cpp
/// Trees as tables of nodes that up to ten trees at once are walked in without branches; `bins`
/// knows their questions.
void writeTrees(CWriter &to, const TreeEnsemble &op, CBins &bins, const CValue &out,
                const CValue &x);

// c_symmetric.cpp
/// A leaf is a number that is put together from the answers to its tree's questions.
void writeTrees(CWriter &to, const SymmetricEnsemble &op, CBins &bins, const CValue &out,
                const CValue &x);

/// Their sums in whole numbers, multiples of `unit`: adds to the ints at `out` what the bins at
/// `binned` lead to. No base.
struct TreeSums {
    std::string out, binned;
    double unit = 1.0;
};
void writeTreeSums(CWriter &to, const TreeEnsemble &op, const CBins &bins, const TreeSums &sums);
void writeTreeSums(CWriter &to, const SymmetricEnsemble &op, const CBins &bins,
                   const TreeSums &sums);

// c_leaves.cpp
/// Leaves of an ensemble, tree after tree, in the shortest form that gives the same bits.
struct CLeaves {
    std::string table;  ///< name of the table
    CType type;         ///< of its values: whole multiples of the tree's step, or floats
    std::string steps;  ///< name of the table of steps, empty where there are none
    bool whole = false; ///< what they are added to is an int
    /// "steps[t] * (float)leaves[$AT]" or "leaves[$AT]".
    std::string value() const;
    /// "const float *steps" or a parameter that is not used, empty.
    std::string parameters() const;
    std::string arguments() const;
    /// For names of functions: "i8" with steps, "f32" without; "sums_i16" of whole numbers.
    std::string suffix() const;
    /// "float" or "int".
    std::string sumType() const;
};
/// `values` a tree.
CLeaves leafTables(CWriter &to, const std::vector<std::vector<float>> &values);
/// The same as multiples of one unit, rounded.
CLeaves leafTables(CWriter &to, const std::vector<std::vector<float>> &values, double unit);

} // namespace leptune
