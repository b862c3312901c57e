// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <QAbstractTableModel>
#include <QIcon>
#include <QSortFilterProxyModel>

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace leptune {

/// The leaderboard as a table: one line an entry, in the order of the record.
class LeaderboardModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Family, Score, Test, Time, Size, Latency, State, Why, ColumnCount };
    /// The raw number (NaN = unknown) or text behind a cell, for sorting.
    static constexpr int SortRole = Qt::UserRole + 1;

    explicit LeaderboardModel(QObject *parent = nullptr);

    /// Replaces everything; `best` is shown in bold.
    void setRecord(const StudyRecord &record);
    /// Adds the entries, or replaces those of the same names; of two of a name the later one
    /// counts.
    void update(const std::vector<LeaderboardEntry> &entries);
    /// The number that a cell is sorted by, NaN = unknown; nothing for cells of words.
    static std::optional<double> sortNumber(const LeaderboardEntry &entry, int column);
    void setBest(const std::string &name);
    /// How scores are shown; an entry does not know it.
    void setMetric(MetricKind metric);
    MetricKind metric() const { return m_metric; }
    const LeaderboardEntry &entry(int row) const
    {
        return m_entries[static_cast<std::size_t>(row)];
    }

    /// -1: there is no such entry.
    int rowOf(const std::string &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Scores are written with other decimals now; they are the same scores.
    void decimalsChanged();

private:
    QString text(const LeaderboardEntry &entry, int column) const;
    QVariant sortValue(const LeaderboardEntry &entry, int column) const;
    void heed(const LeaderboardEntry &entry);
    void refreshDecimals();

    std::vector<LeaderboardEntry> m_entries;
    std::unordered_map<std::string, int> m_rows;
    mutable std::map<std::string, QIcon> m_icons;
    std::string m_best;
    MetricKind m_metric = MetricKind::Rmse;
    double m_smallest = std::numeric_limits<double>::infinity(); ///< score so far
    int m_decimals = 4;
};

/// Sorts by what cells mean, unknown numbers last in both directions; finds text in any shown
/// column.
class LeaderboardProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit LeaderboardProxy(QObject *parent = nullptr);
    /// Best first by the model's metric.
    void sortBestFirst();
    void setFilterText(const QString &text);
    /// Only trials of these numbers; nothing = all.
    void setTrials(std::optional<std::unordered_set<int>> trials);

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    std::optional<std::unordered_set<int>> m_trials;
};

} // namespace leptune
