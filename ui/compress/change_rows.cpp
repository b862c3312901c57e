// SPDX-License-Identifier: GPL-3.0-or-later
// What of a Model's makeup changed where, in words.
#include "ui/charts/family_style.h"
#include "ui/compress/comparison_rows.h"
#include "ui/compress/method_words.h"
#include "ui/shared/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::Changes)
};

constexpr std::size_t kMostLayers = 12; ///< more are summed up

struct LayerSums {
    std::uint64_t weights = 0, zeros = 0;
    int fewestBits = 0, mostBits = 0;
};

LayerSums sumsOf(const ModelMakeup &makeup)
{
    LayerSums sums;
    for (const LayerMakeup &layer : makeup.layers) {
        sums.weights += layer.weights;
        sums.zeros += layer.zeros;
        sums.fewestBits = sums.fewestBits == 0 ? layer.bits : std::min(sums.fewestBits, layer.bits);
        sums.mostBits = std::max(sums.mostBits, layer.bits);
    }
    return sums;
}

QString zerosText(std::uint64_t zeros, std::uint64_t weights)
{
    return formatPercent(
        static_cast<double>(zeros) / static_cast<double>(std::max<std::uint64_t>(1, weights)), 0);
}

QString bitsText(const LayerSums &sums)
{
    if (sums.fewestBits == sums.mostBits)
        return QString::number(sums.mostBits);
    return Words::tr("%1 to %2").arg(sums.fewestBits).arg(sums.mostBits);
}

QString layerText(const LayerMakeup &layer)
{
    const QString text =
        Words::tr("%1 zeros, %2 bits").arg(zerosText(layer.zeros, layer.weights)).arg(layer.bits);
    return layer.inWholeNumbers ? Words::tr("%1, whole numbers").arg(text) : text;
}

/// Lines of what differs.
class Listing {
public:
    Listing(const ModelMakeup &before, const ModelMakeup &after) : m_before(before), m_after(after)
    {
    }

    std::vector<BeforeAfter> run()
    {
        count(Words::tr("Fits averaged"), m_before.fits, m_after.fits);
        count(Words::tr("Trees"), m_before.trees, m_after.trees);
        count(Words::tr("Questions in trees"), m_before.questions, m_after.questions);
        count(Words::tr("Different thresholds"), m_before.thresholds, m_after.thresholds);
        count(Words::tr("Leaves"), m_before.leaves, m_after.leaves);
        count(Words::tr("Different leaf values"), m_before.leafValues, m_after.leafValues);
        count(Words::tr("Training rows kept"), m_before.points, m_after.points);
        addLayers();
        count(Words::tr("Columns read"), m_before.columns, m_after.columns);
        count(Words::tr("Operations a row"), m_before.operations, m_after.operations);
        return std::move(m_rows);
    }

private:
    void add(const QString &what, const QString &before, const QString &after)
    {
        if (before != after)
            m_rows.push_back({what, before, after, {}, {}});
    }
    void count(const QString &what, std::uint64_t before, std::uint64_t after)
    {
        add(what, formatCount(before), formatCount(after));
    }

    void addLayers()
    {
        const LayerSums before = sumsOf(m_before), after = sumsOf(m_after);
        count(Words::tr("Layers"), m_before.layers.size(), m_after.layers.size());
        count(Words::tr("Weights in layers"), before.weights, after.weights);
        if (before.weights > 0 && after.weights > 0) {
            add(Words::tr("Of them zero"), zerosText(before.zeros, before.weights),
                zerosText(after.zeros, after.weights));
            add(Words::tr("Bits a weight"), bitsText(before), bitsText(after));
        }
        if (m_before.layers.size() != m_after.layers.size() || m_before.layers.size() > kMostLayers)
            return;
        for (std::size_t i = 0; i < m_before.layers.size(); ++i) {
            const LayerMakeup &layer = m_before.layers[i];
            const QString name = layer.isConvolution ? Words::tr("Convolution %1, %2 × %3")
                                                     : Words::tr("Layer %1, %2 × %3");
            add(name.arg(i + 1).arg(layer.inputs).arg(layer.outputs), layerText(layer),
                layerText(m_after.layers[i]));
        }
    }

    const ModelMakeup &m_before;
    const ModelMakeup &m_after;
    std::vector<BeforeAfter> m_rows;
};

} // namespace

std::vector<BeforeAfter> changeRows(const CompressionResult &result, std::size_t place,
                                    const ModelMakeup &before, const ModelMakeup &after)
{
    if (place == 0)
        return {};
    const CompressedCandidate &candidate = result.candidates[place];
    std::vector<BeforeAfter> rows;
    rows.push_back({Words::tr("Made by"),
                    familyStyle(result.original.family).title,
                    familyStyle(candidate.method).title,
                    {},
                    {}});
    for (const auto &[name, value] : candidate.parameters.values())
        rows.push_back({settingTitle(name),
                        QStringLiteral("–"),
                        settingText(name, value),
                        {},
                        settingMeaning(name)});
    for (BeforeAfter &row : Listing(before, after).run())
        rows.push_back(std::move(row));
    return rows;
}

} // namespace leptune
