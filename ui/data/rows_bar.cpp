// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/rows_bar.h"

#include "ui/models/table_model.h"
#include "ui/shared/format.h"
#include "ui/shared/panel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QTableView>

#include <algorithm>

namespace leptune {

RowsBar::RowsBar(QTableView *view, TableModel *model, QWidget *parent)
    : QWidget(parent),
      m_view(view),
      m_model(model),
      m_condition(new QLineEdit(this)),
      m_count(mutedLabel({}, this)),
      m_rising(new QAction(tr("Sort by this column, smallest first"), this)),
      m_falling(new QAction(tr("Sort by this column, largest first"), this)),
      m_own(new QAction(tr("Rows as the file has them"), this)),
      m_likeThis(new QAction(tr("Only rows with this value"), this))
{
    m_condition->setObjectName(QStringLiteral("rowCondition"));
    m_condition->setAccessibleName(tr("Only rows where the column is"));
    m_condition->setClearButtonEnabled(true);
    m_condition->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
    m_condition->setToolTip(
        tr("Words, or a comparison such as > 5, <= 2.5, = red, != red or 2..5; = alone finds cells "
           "that are missing, != those that are not"));
    m_count->setObjectName(QStringLiteral("rowCount"));
    setFocusProxy(m_condition);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 0, 24, 8);
    layout->addWidget(m_condition);
    layout->addWidget(m_count);
    layout->addStretch(1);
    connect(m_condition, &QLineEdit::textChanged, this, &RowsBar::takeCondition);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentColumnChanged, this,
            &RowsBar::refresh);
    addActions();
    refresh();
}

void RowsBar::addActions()
{
    m_rising->setObjectName(QStringLiteral("sortRising"));
    m_falling->setObjectName(QStringLiteral("sortFalling"));
    m_own->setObjectName(QStringLiteral("ownOrder"));
    m_likeThis->setObjectName(QStringLiteral("rowsLikeThis"));
    connect(m_rising, &QAction::triggered, this, [this] { sortBy(currentColumn(), false); });
    connect(m_falling, &QAction::triggered, this, [this] { sortBy(currentColumn(), true); });
    connect(m_own, &QAction::triggered, this, &RowsBar::showAll);
    connect(m_likeThis, &QAction::triggered, this, &RowsBar::filterByCell);
    m_rising->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Up));
    m_falling->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    for (QAction *action : {m_rising, m_falling, m_own, m_likeThis}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_view->addAction(action);
    }
    auto *find = new QShortcut(QKeySequence::Find, m_view);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_condition, qOverload<>(&QWidget::setFocus));
    QHeaderView *header = m_view->horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &RowsBar::offerHeaderMenu);
}

void RowsBar::offerHeaderMenu(const QPoint &at)
{
    const int column = m_view->horizontalHeader()->logicalIndexAt(at);
    if (column < 0 || !m_table)
        return;
    const int row = std::max(0, m_view->currentIndex().row());
    m_view->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), column));
    QMenu menu;
    menu.addActions({m_rising, m_falling, m_own});
    menu.exec(m_view->horizontalHeader()->viewport()->mapToGlobal(at));
}

std::size_t RowsBar::currentColumn() const
{
    return static_cast<std::size_t>(std::max(0, m_view->currentIndex().column()));
}

void RowsBar::setTable(std::shared_ptr<const Table> table)
{
    m_work.cancel();
    m_table = std::move(table);
    m_wish = {};
    const QSignalBlocker quiet(m_condition);
    m_condition->clear();
    m_view->horizontalHeader()->setSortIndicatorShown(false);
    refresh();
}

void RowsBar::showAll()
{
    m_wish = {};
    const QSignalBlocker quiet(m_condition);
    m_condition->clear();
    find();
}

void RowsBar::sortBy(std::optional<std::size_t> column, bool falls)
{
    m_wish.sortedBy = column;
    m_wish.falls = falls;
    find();
}

void RowsBar::filterByCell()
{
    const QModelIndex cell = m_view->currentIndex();
    if (!m_table || !cell.isValid())
        return;
    m_wish.column = currentColumn(); // in place of an earlier condition on another one
    m_wish.condition = conditionFor(m_table->column(m_wish.column), m_model->tableRow(cell.row()));
    const QSignalBlocker quiet(m_condition);
    m_condition->setText(m_wish.condition);
    find();
}

/// It is about the column that is current when it is begun.
void RowsBar::takeCondition()
{
    if (m_wish.condition.isEmpty())
        m_wish.column = currentColumn();
    m_wish.condition = m_condition->text();
    find();
}

void RowsBar::find()
{
    if (!m_table)
        return;
    if (!m_wish.any()) {
        m_work.cancel();
        present(std::nullopt);
        return;
    }
    m_work.run([this, table = m_table, wish = m_wish](std::stop_token stop) -> Background::Deliver {
        auto rows = selectRows(*table, wish, stop);
        return [this, rows = std::move(rows)]() mutable {
            if (rows)
                present(std::move(rows));
        };
    });
}

void RowsBar::present(std::optional<std::vector<std::uint32_t>> rows)
{
    const int column = static_cast<int>(currentColumn());
    m_model->setRows(std::move(rows));
    if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, column));
    QHeaderView *header = m_view->horizontalHeader();
    header->setSortIndicatorShown(m_wish.sortedBy.has_value());
    if (m_wish.sortedBy)
        header->setSortIndicator(static_cast<int>(*m_wish.sortedBy),
                                 m_wish.falls ? Qt::DescendingOrder : Qt::AscendingOrder);
    refresh();
    Q_EMIT shown();
}

void RowsBar::refresh()
{
    setVisible(m_table != nullptr);
    if (!m_table)
        return;
    const std::size_t of = m_wish.condition.isEmpty() ? currentColumn() : m_wish.column;
    const QString name =
        of < m_table->columns() ? QString::fromStdString(m_table->column(of).name()) : QString();
    m_condition->setPlaceholderText(tr("Rows where %1 is… (> 5, 2..5, words)").arg(name));
    m_count->setText(m_wish.condition.isEmpty()
                         ? QString()
                         : tr("%1 of %2 rows, by %3")
                               .arg(formatCount(static_cast<std::uint64_t>(m_model->rowCount())),
                                    formatCount(m_table->rows()), name));
}

} // namespace leptune
