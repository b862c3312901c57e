// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shared/page.h"

class QAction;
class QLabel;

namespace leptune {

/// What came out: the headline, how it errs, what it looks at, and every model.
class ResultsPage : public Page {
    Q_OBJECT
public:
    explicit ResultsPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

private:
    void refresh();

    QAction *m_primary = nullptr;
    QLabel *m_summary = nullptr;
};

} // namespace leptune
