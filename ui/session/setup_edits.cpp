// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/setup_edits.h"

#include "core/base/clock.h"
#include "ui/session/setup_fields.h"
#include "ui/shared/column_words.h"

#include <QUndoCommand>

#include <utility>

namespace leptune {

namespace {

constexpr double kOneEditSeconds = 1.0;
constexpr int kMostEdits = 200;
constexpr int kSlidingIds = 1000;

/// "read “age” as Category", or that something else of the reading was changed.
QString readingText(const ReadOptions &before, const ReadOptions &after)
{
    for (const auto &[column, type] : after.types) {
        const auto old = before.types.find(column);
        if (old == before.types.end() || old->second != type)
            return SetupEdits::tr("read “%1” as %2")
                .arg(QString::fromStdString(column), columnTypeTitle(type));
    }
    return SetupEdits::tr("how the file is read");
}

class SetupCommand : public QUndoCommand {
public:
    SetupCommand(Setup before, Setup after, const SetupEdits::Apply &apply)
        : m_before(std::move(before)), m_after(std::move(after)), m_apply(apply)
    {
        const auto fields = differingFields(m_before.options, m_after.options);
        m_sliding = !reads() && fields.size() == 1 && isSliding(fields.front())
                        ? kSlidingIds + static_cast<int>(fields.front())
                        : -1;
        setText(reads() ? readingText(m_before.reading, m_after.reading)
                        : editText(m_before.options, m_after.options));
    }

    bool reads() const { return !sameReading(m_before.reading, m_after.reading); }
    int id() const override { return m_sliding; }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto &next = *static_cast<const SetupCommand *>(other);
        if (next.m_madeAt - m_madeAt > kOneEditSeconds)
            return false;
        m_after = next.m_after;
        m_madeAt = next.m_madeAt;
        setText(editText(m_before.options, m_after.options));
        setObsolete(differingFields(m_before.options, m_after.options).empty());
        return true;
    }

    void undo() override { m_apply(m_before, reads()); }

    void redo() override
    {
        if (std::exchange(m_isDone, false))
            return;
        m_apply(m_after, reads());
    }

private:
    Setup m_before, m_after;
    const SetupEdits::Apply &m_apply;
    double m_madeAt = nowSeconds();
    int m_sliding = -1;
    bool m_isDone = true; ///< the stack does a command once when it gets it
};

} // namespace

bool sameReading(const ReadOptions &a, const ReadOptions &b)
{
    return a.separator == b.separator && a.decimal == b.decimal && a.encoding == b.encoding &&
           a.hasHeader == b.hasHeader && a.sheet == b.sheet && a.table == b.table &&
           a.query == b.query && a.types == b.types && a.only == b.only && a.pictures == b.pictures;
}

SetupEdits::SetupEdits(Apply apply, QObject *parent) : QObject(parent), m_apply(std::move(apply))
{
    m_stack.setUndoLimit(kMostEdits);
    connect(&m_stack, &QUndoStack::indexChanged, this, &SetupEdits::changed);
    connect(&m_stack, &QUndoStack::undoTextChanged, this, &SetupEdits::changed);
}

void SetupEdits::add(const Setup &before, const Setup &after)
{
    if (!sameReading(before.reading, after.reading) ||
        !differingFields(before.options, after.options).empty())
        m_stack.push(new SetupCommand(before, after, m_apply));
}

void SetupEdits::setReadingHeld(bool held)
{
    if (std::exchange(m_held, held) != held)
        Q_EMIT changed();
}

bool SetupEdits::isFree(int index) const
{
    const auto *command = static_cast<const SetupCommand *>(m_stack.command(index));
    return command && !(m_held && command->reads());
}

void SetupEdits::undo()
{
    if (canUndo())
        m_stack.undo();
}

void SetupEdits::redo()
{
    if (canRedo())
        m_stack.redo();
}

} // namespace leptune
