// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_filter.h"

#include "ui/shared/format.h"

#include <QAction>
#include <QElapsedTimer>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace leptune {

TableFilter::TableFilter(QTableView *view)
    : QObject(view), m_view(view), m_line(new QLineEdit(view))
{
    setObjectName(QStringLiteral("tableFilter"));
    m_line->setObjectName(QStringLiteral("tableFilterLine"));
    m_line->setAccessibleName(tr("Filter of the table"));
    m_line->setToolTip(tr("Words that a row has to hold; Escape shows all rows again"));
    m_line->setClearButtonEnabled(true);
    m_line->setAutoFillBackground(true);
    m_line->hide();
    m_line->installEventFilter(this);
    view->viewport()->installEventFilter(this); // which is laid out after the view
    connect(m_line, &QLineEdit::textChanged, this, &TableFilter::refresh);
    auto *filter = new QAction(tr("Filter the rows"), view);
    filter->setObjectName(QStringLiteral("filterRows"));
    filter->setShortcut(QKeySequence::Find);
    filter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(filter, &QAction::triggered, this, &TableFilter::open);
    view->addAction(filter);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_goesOn.setSingleShot(true);
    m_goesOn.setInterval(0);
    connect(&m_goesOn, &QTimer::timeout, this, &TableFilter::work);
    m_changed.setSingleShot(true);
    m_changed.setInterval(0);
    connect(&m_changed, &QTimer::timeout, this, &TableFilter::refresh);
    const auto wait = qOverload<>(&QTimer::start);
    connect(view->model(), &QAbstractItemModel::modelReset, &m_changed, wait);
    connect(view->model(), &QAbstractItemModel::rowsInserted, &m_changed, wait);
    connect(view->model(), &QAbstractItemModel::dataChanged, &m_changed, wait);
    connect(view->model(), &QAbstractItemModel::layoutChanged, &m_changed, wait);
}

void TableFilter::open()
{
    const bool isTooLarge = m_view->model()->rowCount() > kMostRows;
    m_line->setReadOnly(isTooLarge);
    m_line->setPlaceholderText(isTooLarge ? tr("For at most %1 rows").arg(formatCount(kMostRows))
                                          : tr("Only rows with…"));
    place();
    m_line->show();
    m_line->raise();
    m_line->setFocus();
    m_line->selectAll();
}

void TableFilter::close()
{
    const bool hadFocus = m_line->hasFocus();
    m_line->clear();
    m_line->hide();
    if (hadFocus)
        m_view->setFocus();
}

void TableFilter::refresh()
{
    if (m_line->isHidden() && m_line->text().isEmpty())
        return;
    m_words = m_line->text().split(u' ', Qt::SkipEmptyParts);
    m_next = 0;
    work();
}

void TableFilter::work()
{
    constexpr qint64 kSliceMilliseconds = 8;
    QElapsedTimer timer;
    timer.start();
    const int rows = std::min(m_view->model()->rowCount(), kMostRows);
    for (; m_next < rows && timer.elapsed() < kSliceMilliseconds; ++m_next)
        m_view->setRowHidden(m_next, !holds(m_next));
    if (m_next < rows)
        m_goesOn.start();
}

bool TableFilter::holds(int row) const
{
    QString text;
    for (int column = 0; column < m_view->model()->columnCount(); ++column)
        if (!m_view->isColumnHidden(column))
            text += m_view->model()->index(row, column).data().toString() + u'\n';
    return std::ranges::all_of(
        m_words, [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

void TableFilter::place()
{
    constexpr int kMargin = 4;
    const int width =
        std::min(m_view->width() - 2 * kMargin, m_view->fontMetrics().averageCharWidth() * 30);
    const QRect inside = m_view->viewport()->geometry();
    const QSize size(width, m_line->sizeHint().height());
    m_line->setGeometry(QRect(
        QPoint(inside.right() - width - kMargin, inside.bottom() - size.height() - kMargin), size));
}

bool TableFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_line && event->type() == QEvent::Resize)
        place(); // the viewport, whose other events come while the view is destroyed, too
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        m_view->setFocus();
        return true;
    default:
        return false;
    }
}

} // namespace leptune
