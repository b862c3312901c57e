// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_bins.h"

namespace leptune {

// c_trees.cpp
/// Trees as tables of nodes that eight trees at once are walked in without branches; `bins` knows
/// their questions.
void writeTrees(CWriter &to, const TreeEnsemble &op, CBins &bins, const CValue &out,
                const CValue &x);

// c_symmetric.cpp
/// A leaf is a number that is put together from the answers to its tree's questions.
void writeTrees(CWriter &to, const SymmetricEnsemble &op, CBins &bins, const CValue &out,
                const CValue &x);

// c_leaves.cpp
/// Leaves of an ensemble, tree after tree, in the shortest form that gives the same bits.
struct CLeaves {
    std::string table; ///< name of the table
    CType type;        ///< of its values: whole multiples of the tree's step, or floats
    std::string steps; ///< name of the table of steps, empty where there are none
    /// "steps[t] * (float)leaves[$AT]" or "leaves[$AT]".
    std::string value() const;
    /// "const float *steps" or a parameter that is not used, empty.
    std::string parameters() const;
    std::string arguments() const;
    /// For names of functions: "i8" with steps, "f32" without.
    std::string suffix() const;
};
/// `values` a tree.
CLeaves leafTables(CWriter &to, const std::vector<std::vector<float>> &values);

} // namespace leptune
