// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>
#include <map>

namespace leptune {

/// Pages that share one room. Were it asked how high it must be for its width, every wrapped text
/// of every page would be laid out again whenever another page is shown; so would it be to ask all
/// pages how large they want to be: those that were seen count.
class PageStack : public QStackedWidget {
public:
    using QStackedWidget::QStackedWidget;
    bool hasHeightForWidth() const override { return false; }
    QSize sizeHint() const override
    {
        return currentWidget() ? currentWidget()->sizeHint() : QStackedWidget::sizeHint();
    }
    QSize minimumSizeHint() const override
    {
        if (currentWidget())
            m_least[currentIndex()] = currentWidget()->minimumSizeHint();
        QSize least(0, 0);
        for (const auto &[page, size] : m_least)
            least = least.expandedTo(size);
        return least;
    }

private:
    mutable std::map<int, QSize> m_least; ///< of the pages that were seen
};

/// The same with tabs. How large it wants to be is asked of the tab in front alone: to ask all lays
/// out what nobody sees, when the page is opened for the first time.
class PageTabs : public QTabWidget {
public:
    explicit PageTabs(QWidget *parent = nullptr) : QTabWidget(parent)
    {
        connect(this, &QTabWidget::currentChanged, this, &PageTabs::updateGeometry);
        // One that never had a size asks all tabs for one when it is shown.
        if (auto *stack = findChild<QStackedWidget *>())
            stack->resize(size());
    }
    bool hasHeightForWidth() const override { return false; }
    QSize sizeHint() const override { return around(&QWidget::sizeHint); }
    QSize minimumSizeHint() const override { return around(&QWidget::minimumSizeHint); }

private:
    QSize around(QSize (QWidget::*hint)() const) const
    {
        QSize bar(0, 0);
        if (!tabBar()->isHidden())
            bar = (tabBar()->*hint)().expandedTo({0, 0});
        if (const QWidget *corner = cornerWidget())
            bar = {bar.width() + (corner->*hint)().width(),
                   std::max(bar.height(), (corner->*hint)().height())};
        const QSize page =
            currentWidget() ? (currentWidget()->*hint)().expandedTo(currentWidget()->minimumSize())
                            : QSize();
        const int frame =
            documentMode() ? 0 : 2 * style()->pixelMetric(QStyle::PM_DefaultFrameWidth);
        return {std::max(bar.width(), page.width()) + frame,
                bar.height() + std::max(0, page.height()) + frame};
    }
};

} // namespace leptune
