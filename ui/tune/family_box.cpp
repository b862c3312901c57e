// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/family_box.h"

#include "ui/charts/family_style.h"
#include "ui/shared/choice_access.h"

#include <QSignalBlocker>

#include <algorithm>

namespace leptune {

FamilyBox::FamilyBox(QWidget *parent) : QComboBox(parent)
{
    nameBox(this, tr("Family of models"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(this, &QComboBox::activated, this, [this] {
        m_isChosen = true;
        Q_EMIT chosen();
    });
}

bool FamilyBox::holdsAll() const
{
    return static_cast<std::size_t>(count()) == m_families.size() &&
           std::ranges::all_of(m_families, [this](const TunedFamily &family) {
               return findData(QString::fromStdString(family.name)) >= 0;
           });
}

void FamilyBox::fill()
{
    const QString kept = currentData().toString();
    clear();
    for (const TunedFamily &family : m_families)
        addItem(familyIcon(family.name, palette().color(QPalette::Text)),
                familyStyle(family.name).title, QString::fromStdString(family.name));
    setCurrentIndex(std::max(0, findData(kept)));
}

void FamilyBox::setFamilies(const std::vector<TunedFamily> &families)
{
    const QSignalBlocker blocker(this);
    m_families = families;
    m_isChosen = m_isChosen && !families.empty();
    if (!holdsAll()) // their order may change with every trial; a list that is read must not
        fill();
    if (!m_isChosen && !families.empty() && families.front().trials >= 2 * trials())
        setCurrentIndex(findData(QString::fromStdString(families.front().name)));
}

std::string FamilyBox::family() const
{
    return currentData().toString().toStdString();
}

std::size_t FamilyBox::trials() const
{
    const auto found = std::ranges::find(m_families, family(), &TunedFamily::name);
    return found == m_families.end() ? 0 : found->trials;
}

} // namespace leptune
