// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/background.h"
#include "ui/session/session.h"
#include "ui/shared/page.h"

class QAction;
class QLabel;
class QTabWidget;

namespace leptune {

class EmptyState;
class ErrorsTab;
class ExplainTab;
class MessageBar;
class ModelsTab;
class OverviewTab;
class RowsTab;
struct ResultAnalysis;

/// What came out: the headline, how it errs, what it looks at, every scored row and every model.
/// Curves, intervals and explanations are computed in the background.
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
    /// The scored rows were looked for; what they explain follows.
    void rowsFound();

private:
    void refresh();
    void findRows();
    void showAnalysis(const ResultAnalysis &analysis);
    void showEmpty();

    QAction *m_primary;
    MessageBar *m_message;
    EmptyState *m_empty;
    QLabel *m_headline, *m_detail;
    QTabWidget *m_tabs;
    OverviewTab *m_overview;
    ErrorsTab *m_errors;
    ExplainTab *m_explain;
    RowsTab *m_rows;
    ModelsTab *m_models;
    Background m_background, m_rowsBackground;
};

} // namespace leptune
