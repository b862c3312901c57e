// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "core/tuning/tune_options.h"

#include <QUndoStack>

#include <functional>

namespace leptune {

/// What the user has set up: how the file is read, and what is asked of it.
struct Setup {
    TuneOptions options;
    ReadOptions reading;
};

/// The history of a set-up: every edit of the user, to be undone and done again. Edits of one
/// slider or number that follow within a second are one. An edit that reads the file in another way
/// waits while a study uses the rows.
class SetupEdits : public QObject {
    Q_OBJECT
public:
    /// `apply` brings a set-up back; it reads the file again where `reads` is true.
    using Apply = std::function<void(const Setup &setup, bool reads)>;

    explicit SetupEdits(Apply apply, QObject *parent = nullptr);

    /// What was done already; nothing is called.
    void add(const Setup &before, const Setup &after);
    void clear() { m_stack.clear(); }
    /// While true, edits of reading can be neither undone nor done again.
    void setReadingHeld(bool held);

    bool canUndo() const { return isFree(m_stack.index() - 1); }
    bool canRedo() const { return isFree(m_stack.index()); }
    QString undoText() const { return m_stack.undoText(); }
    QString redoText() const { return m_stack.redoText(); }
    int count() const { return m_stack.count(); }

public Q_SLOTS:
    void undo();
    void redo();

Q_SIGNALS:
    void changed();

private:
    bool isFree(int index) const;

    Apply m_apply;
    QUndoStack m_stack;
    bool m_held = false;
};

/// Whether the two give the same rows of the same file (threads and stop apart).
bool sameReading(const ReadOptions &a, const ReadOptions &b);

} // namespace leptune
