// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/simplification.h"

#include "core/model/model_body.h"
#include "core/model/simplify_graph.h"

namespace leptune {

namespace {

class Simplification final : public CompressionMethod {
public:
    std::string name() const override { return "simplification"; }
    SearchSpace space() const override { return SearchSpace(std::vector<Parameter>()); }
    std::vector<Configuration> ladder() const override { return {{}}; }
    std::optional<Graph> apply(const CompressionPart &part, const Configuration &,
                               const std::function<bool()> &) const override
    {
        return simplified(part.graph);
    }
};

} // namespace

std::unique_ptr<CompressionMethod> makeSimplification(const CompressionSubject &subject)
{
    const Graph &original = subject.delivered().graph;
    if (packGraph(simplified(original)).size() >= packGraph(original).size())
        return nullptr;
    return std::make_unique<Simplification>();
}

} // namespace leptune
