// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/search/configuration.h"

#include <optional>
#include <string>
#include <vector>

namespace leptune {

enum class ParameterKind { Float, Integer, Categorical };

/// A parameter is active where every parent named in `when` is active and has one of the values.
struct Parameter {
    std::string name;
    ParameterKind kind = ParameterKind::Float;
    double low = 0.0;
    double high = 1.0;
    bool log = false;
    std::vector<std::string> choices;
    std::vector<std::pair<std::string, std::vector<std::string>>>
        when; ///< parent -> allowed values (as text)

    static Parameter real(std::string name, double low, double high, bool log = false);
    static Parameter integer(std::string name, std::int64_t low, std::int64_t high,
                             bool log = false);
    static Parameter categorical(std::string name, std::vector<std::string> choices);
    Parameter onlyWhen(std::string parent, std::vector<std::string> values) &&;
};

/// Parameters, parents before children. Knows nothing of models.
class SearchSpace {
public:
    SearchSpace() = default;
    /// Throws Error(BadOption) naming the parameter: bad range, log of a range not above 0, no
    /// choices, a name that comes twice, an unknown or circular parent.
    explicit SearchSpace(std::vector<Parameter> parameters);

    const std::vector<Parameter> &parameters() const { return m_parameters; }
    std::size_t size() const { return m_parameters.size(); }
    bool isActive(std::size_t parameter, const Configuration &configuration) const;
    /// Uniform (log-uniform) draw of the active parameters.
    Configuration sample(RandomStream &random) const;
    /// Different configurations, or nothing where there is a float parameter or more than 2^40.
    std::optional<std::uint64_t> cardinality() const;
    /// Throws Error(BadOption) for a value outside its range or a missing active parameter.
    void validate(const Configuration &configuration) const;

    /// One number in [0,1] a parameter (log and integer rounding undone by decode; categories by
    /// index), 0.5 where inactive.
    std::vector<double> encode(const Configuration &configuration) const;
    Configuration decode(const std::vector<double> &unit) const;

private:
    std::vector<Parameter> m_parameters;
};

} // namespace leptune
