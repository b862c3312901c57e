// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/leaderboard_model.h"

#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/words/core_words.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <cmath>
#include <limits>
#include <utility>

namespace leptune {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

bool isNumber(int column)
{
    return column >= LeaderboardModel::Score && column <= LeaderboardModel::Latency;
}

QString stateText(EntryState state)
{
    switch (state) {
    case EntryState::Done:
        return LeaderboardModel::tr("done");
    case EntryState::Failed:
        return LeaderboardModel::tr("failed");
    case EntryState::Stopped:
        return LeaderboardModel::tr("stopped");
    }
    return {};
}

double aboveZero(double value)
{
    return value > 0.0 ? value : kUnknown;
}

} // namespace

LeaderboardModel::LeaderboardModel(QObject *parent) : QAbstractTableModel(parent) {}

void LeaderboardModel::setRecord(const StudyRecord &record)
{
    beginResetModel();
    m_entries = record.entries;
    m_metric = record.metric;
    m_best = record.best;
    m_rows.clear();
    m_smallest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        m_rows[m_entries[i].name] = static_cast<int>(i);
        heed(m_entries[i]);
    }
    endResetModel();
    refreshDecimals();
}

void LeaderboardModel::update(const std::vector<LeaderboardEntry> &entries)
{
    std::vector<LeaderboardEntry> added;
    std::unordered_map<std::string, std::size_t> places; // among the added
    for (const LeaderboardEntry &entry : entries) {
        heed(entry);
        if (const auto known = m_rows.find(entry.name); known != m_rows.end()) {
            m_entries[static_cast<std::size_t>(known->second)] = entry;
            Q_EMIT dataChanged(index(known->second, 0), index(known->second, ColumnCount - 1));
            continue;
        }
        const auto [place, isNew] = places.try_emplace(entry.name, added.size());
        if (isNew)
            added.push_back(entry);
        else
            added[place->second] = entry;
    }
    if (!added.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
        for (LeaderboardEntry &entry : added) {
            m_rows[entry.name] = static_cast<int>(m_entries.size());
            m_entries.push_back(std::move(entry));
        }
        endInsertRows();
    }
    refreshDecimals();
}

void LeaderboardModel::setBest(const std::string &name)
{
    for (const std::string &changed : {std::exchange(m_best, name), name}) {
        const auto known = m_rows.find(changed);
        if (known != m_rows.end())
            Q_EMIT dataChanged(index(known->second, 0), index(known->second, ColumnCount - 1),
                               {Qt::FontRole});
    }
}

void LeaderboardModel::setMetric(MetricKind metric)
{
    if (std::exchange(m_metric, metric) == metric) // ten thousand lines would be sorted for nothing
        return;
    if (!m_entries.empty())
        Q_EMIT dataChanged(index(0, Score), index(rowCount() - 1, Test));
    Q_EMIT headerDataChanged(Qt::Horizontal, Score, Test);
}

void LeaderboardModel::heed(const LeaderboardEntry &entry)
{
    if (std::isfinite(entry.validation))
        m_smallest = std::min(m_smallest, std::abs(entry.validation));
}

/// One number of decimals for the column, so that points stand below each other.
void LeaderboardModel::refreshDecimals()
{
    const int decimals = std::isfinite(m_smallest) ? scoreDecimals(m_smallest) : 4;
    if (std::exchange(m_decimals, decimals) != decimals && !m_entries.empty())
        Q_EMIT decimalsChanged();
}

int LeaderboardModel::rowOf(const std::string &name) const
{
    const auto known = m_rows.find(name);
    return known == m_rows.end() ? -1 : known->second;
}

int LeaderboardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int LeaderboardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LeaderboardModel::text(const LeaderboardEntry &entry, int column) const
{
    const bool done = entry.state == EntryState::Done;
    switch (column) {
    case Name:
        return QString::fromStdString(entry.name);
    case Family:
        return familyStyle(entry.family).title;
    case Score:
        return scoreErrorText(done ? entry.validation : kUnknown, foldError(entry), m_decimals);
    case Test:
        return scoreText(done ? entry.test : kUnknown, m_decimals);
    case Time:
        return formatDuration(entry.seconds);
    case Size:
        return entry.sizeBytes > 0 ? formatBytes(static_cast<double>(entry.sizeBytes))
                                   : scoreText(kUnknown);
    case Latency:
        return formatMicroseconds(aboveZero(entry.latencyMicroseconds));
    case State:
        return stateText(entry.state);
    case Why:
        return coreWords(entry.reason);
    default:
        return {};
    }
}

std::optional<double> LeaderboardModel::sortNumber(const LeaderboardEntry &entry, int column)
{
    const bool done = entry.state == EntryState::Done;
    switch (column) {
    case Score:
        return done ? entry.validation : kUnknown;
    case Test:
        return done ? entry.test : kUnknown;
    case Time:
        return entry.seconds;
    case Size:
        return aboveZero(static_cast<double>(entry.sizeBytes));
    case Latency:
        return aboveZero(entry.latencyMicroseconds);
    default:
        return std::nullopt;
    }
}

QVariant LeaderboardModel::sortValue(const LeaderboardEntry &entry, int column) const
{
    const auto number = sortNumber(entry, column);
    return number ? QVariant(*number) : QVariant(text(entry, column));
}

QVariant LeaderboardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LeaderboardEntry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case SortRole:
        return sortValue(entry, index.column());
    case Qt::ToolTipRole:
        return index.column() == Why || index.column() == State ? QVariant(text(entry, Why))
                                                                : QVariant();
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter |
                                (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        if (entry.name == m_best) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    case Qt::ForegroundRole:
        if (entry.state != EntryState::Done)
            return QGuiApplication::palette().brush(QPalette::PlaceholderText);
        return {};
    case Qt::DecorationRole: {
        if (index.column() != Family)
            return {};
        QIcon &icon = m_icons[entry.family];
        if (icon.isNull())
            icon = familyIcon(entry.family, QColor(0x60, 0x60, 0x60));
        return icon;
    }
    default:
        return {};
    }
}

QVariant LeaderboardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter |
                                (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == Score)
        return tr("%1 over the validation folds, ± its standard error").arg(metricTitle(m_metric));
    if (role == Qt::ToolTipRole && section == Test)
        return tr("%1 on the rows set aside").arg(metricTitle(m_metric));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Family:
        return tr("Family");
    case Score:
        return metricTitle(m_metric);
    case Test:
        return tr("Test");
    case Time:
        return tr("Time");
    case Size:
        return tr("Size");
    case Latency:
        return tr("One row");
    case State:
        return tr("State");
    case Why:
        return tr("Why");
    default:
        return {};
    }
}

LeaderboardProxy::LeaderboardProxy(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(LeaderboardModel::SortRole);
    setDynamicSortFilter(true);
}

void LeaderboardProxy::sortBestFirst()
{
    const auto *model = qobject_cast<const LeaderboardModel *>(sourceModel());
    const bool higher = model && higherIsBetter(model->metric());
    sort(LeaderboardModel::Score, higher ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void LeaderboardProxy::setFilterText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void LeaderboardProxy::setTrials(std::optional<std::unordered_set<int>> trials)
{
    if (m_trials == trials)
        return;
    m_trials = std::move(trials);
    invalidateFilter();
}

/// Called some hundred thousand times where ten thousand lines are sorted: numbers go without
/// QVariants.
bool LeaderboardProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto *model = static_cast<const LeaderboardModel *>(sourceModel());
    const auto a = LeaderboardModel::sortNumber(model->entry(left.row()), left.column());
    const auto b = LeaderboardModel::sortNumber(model->entry(right.row()), right.column());
    if (!a || !b)
        return QString::localeAwareCompare(left.data(LeaderboardModel::SortRole).toString(),
                                           right.data(LeaderboardModel::SortRole).toString()) < 0;
    if (std::isnan(*a) || std::isnan(*b)) {
        // Unknown comes last whichever way the view sorts.
        const bool ascending = sortOrder() == Qt::AscendingOrder;
        return std::isnan(*a) ? !std::isnan(*b) && !ascending : ascending;
    }
    return *a < *b;
}

bool LeaderboardProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *model = static_cast<const LeaderboardModel *>(sourceModel());
    if (m_trials && !m_trials->contains(model->entry(row).trial))
        return false;
    if (m_text.isEmpty())
        return true;
    for (int column = 0; column < model->columnCount(parent); ++column) {
        if (model->index(row, column, parent)
                .data()
                .toString()
                .contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace leptune
