// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/background.h"
#include "ui/session/session.h"
#include "ui/shared/page.h"

class QAction;
class QLabel;
class QScrollArea;
class QTabWidget;

namespace leptune {

class BarList;
class EmptyState;
class ErrorsTab;
class MessageBar;
class ModelsTab;
class OverviewTab;
struct ResultAnalysis;

/// What came out: the headline, how it errs, what it looks at, and every model. Curves and
/// intervals are computed in the background.
class ResultsPage : public Page {
    Q_OBJECT
public:
    explicit ResultsPage(Session &session, QWidget *parent = nullptr);
    ~ResultsPage() override;
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

Q_SIGNALS:
    /// The background work on the record that is shown has ended.
    void analysed();

private:
    QWidget *makeExplain();
    void refresh();
    void showAnalysis(const ResultAnalysis &analysis);
    void showImportance();
    void showEmpty();

    QAction *m_primary;
    MessageBar *m_message;
    EmptyState *m_empty;
    QLabel *m_headline, *m_detail, *m_partial;
    QTabWidget *m_tabs;
    OverviewTab *m_overview;
    ErrorsTab *m_errors;
    BarList *m_importance;
    ModelsTab *m_models;
    Background m_background;
};

} // namespace leptune
