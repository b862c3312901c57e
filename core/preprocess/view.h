// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/schema.h"
#include "core/data/split.h"
#include "core/preprocess/binning.h"
#include "core/preprocess/feature_plan.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace leptune {

/// A feature plan with the features it gives for all rows of a study.
struct FeatureSet {
    std::shared_ptr<const FeaturePlan> plan;
    FloatMatrix values;
};

/// All rows a study may look at (locked rows are not here) in every form that learners want. Each
/// form is made once on first use, from any thread, and then shared by all fits and folds. Steps
/// that do not look at the target are fitted on all of them.
class StudyData {
public:
    StudyData(Schema schema, const Table &table, Target target, std::vector<float> weights = {},
              int threads = 1);

    std::size_t rows() const { return m_batch.rows; }
    const Schema &schema() const { return m_schema; }
    const RawBatch &batch() const { return m_batch; }
    const Target &target() const { return m_target; }
    /// One weight a row, or empty.
    std::span<const float> weights() const { return m_weights; }

    const FeatureSet &dense() const; ///< [0,1]-scaled, for linear models, kernels, neighbours
    /// Robust-scaled with smooth clipping, for networks: every column by itself, or columns of one
    /// unit together (RobustPlans).
    const FeatureSet &denseRobust() const;
    const FeatureSet &denseInUnits() const;
    const FeatureSet &
    tree() const; ///< numbers, dates and one-hot up to 8 categories (more: left out)
    const FeatureSet &treeOrdinal() const; ///< as tree(), with ordinal codes for more categories
    const BinnedMatrix &bins() const;      ///< uint8 bins of treeOrdinal()
    /// The features already made for this very plan, or null; makes nothing.
    const FeatureSet *madeFeatures(const FeaturePlan *plan) const;

private:
    template <typename T>
    struct Lazy {
        std::once_flag once;
        std::atomic<bool> made = false;
        T value;
    };
    template <typename T, typename Make>
    static const T &ensure(Lazy<T> &lazy, Make make);
    FeatureSet features(FeaturePlan plan) const;
    Schema m_schema;
    RawBatch m_batch;
    Target m_target;
    std::vector<float> m_weights;
    int m_threads;
    const RobustPlans &robustPlans() const;
    mutable Lazy<RobustPlans> m_robustPlans;
    mutable Lazy<FeatureSet> m_dense, m_denseRobust, m_denseInUnits, m_tree, m_treeOrdinal;
    mutable Lazy<BinnedMatrix> m_bins;
};

/// Targets and weights that stand for the study's own, one a row of the study.
struct Relabelling {
    Target target;
    std::vector<float> weights; ///< or empty
};

/// Some rows of a study's data, ascending; cheap to copy.
class View {
public:
    View() = default;
    View(std::shared_ptr<const StudyData> data, std::shared_ptr<const Rows> rows,
         std::shared_ptr<const Relabelling> labels = {})
        : m_data(std::move(data)), m_rows(std::move(rows)), m_labels(std::move(labels))
    {
    }
    View withRows(std::shared_ptr<const Rows> rows) const
    {
        return {m_data, std::move(rows), m_labels};
    }
    View relabelled(std::shared_ptr<const Relabelling> labels) const
    {
        return {m_data, m_rows, std::move(labels)};
    }
    std::size_t size() const { return m_rows ? m_rows->size() : 0; }
    bool empty() const { return size() == 0; }
    const StudyData &data() const { return *m_data; }
    const std::shared_ptr<const StudyData> &sharedData() const { return m_data; }
    const Rows &rows() const { return *m_rows; }
    const Target &target() const { return m_labels ? m_labels->target : m_data->target(); }
    /// Of all rows of the study, or empty.
    std::span<const float> allWeights() const
    {
        return m_labels ? std::span<const float>(m_labels->weights) : m_data->weights();
    }
    std::vector<float> labels() const;  ///< class indices or numbers of these rows
    std::vector<float> weights() const; ///< of these rows, or empty

private:
    std::shared_ptr<const StudyData> m_data;
    std::shared_ptr<const Rows> m_rows;
    std::shared_ptr<const Relabelling> m_labels;
};

} // namespace leptune
