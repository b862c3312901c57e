// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/method_space.h"

#include <algorithm>

namespace leptune {

namespace {

const std::string kMethod = "method";

std::string longName(const CompressionMethod &method, const std::string &parameter)
{
    std::string name = method.name();
    name += ".";
    name += parameter;
    return name;
}

SearchSpace spaceOf(const std::vector<const CompressionMethod *> &methods)
{
    std::vector<std::string> names;
    for (const CompressionMethod *method : methods)
        names.push_back(method->name());
    std::vector<Parameter> parameters{Parameter::categorical(kMethod, names)};
    for (const CompressionMethod *method : methods) {
        const SearchSpace own = method->space();
        for (Parameter parameter : own.parameters()) {
            parameter.name = longName(*method, parameter.name);
            for (auto &[parent, values] : parameter.when)
                parent = longName(*method, parent);
            parameters.push_back(std::move(parameter).onlyWhen(kMethod, {method->name()}));
        }
    }
    return SearchSpace(std::move(parameters));
}

} // namespace

MethodSpace::MethodSpace(std::vector<const CompressionMethod *> methods)
    : m_methods(std::move(methods)), m_space(spaceOf(m_methods))
{
}

Configuration MethodSpace::joined(const CandidateRequest &request) const
{
    Configuration all;
    all.set(kMethod, request.method->name());
    for (const auto &[name, value] : request.parameters.values())
        all.set(longName(*request.method, name), value);
    return all;
}

CandidateRequest MethodSpace::request(const Configuration &joined) const
{
    const std::string name = joined.choice(kMethod, "");
    CandidateRequest request;
    request.method = *std::ranges::find(m_methods, name, &CompressionMethod::name);
    const std::string start = longName(*request.method, "");
    for (const auto &[key, value] : joined.values())
        if (key.starts_with(start))
            request.parameters.set(key.substr(start.size()), value);
    return request;
}

std::vector<CandidateRequest> MethodSpace::ladder() const
{
    std::vector<CandidateRequest> all;
    for (const Pace pace : {Pace::Quick, Pace::Usual, Pace::Slow}) {
        std::vector<std::pair<const CompressionMethod *, std::vector<Configuration>>> ladders;
        std::size_t most = 0;
        for (const CompressionMethod *method : m_methods)
            if (method->pace() == pace) {
                ladders.emplace_back(method, method->ladder());
                most = std::max(most, ladders.back().second.size());
            }
        for (std::size_t step = 0; step < most; ++step)
            for (const auto &[method, steps] : ladders)
                if (step < steps.size())
                    all.push_back({method, steps[step]});
    }
    return all;
}

} // namespace leptune
