// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio.h"

#include <nlohmann/json.hpp>

/// The parts of portfolio and experience files. Readers throw Error(BadFormat) with `subject` and
/// the field; every number is checked, every count bounded. Private to core.
namespace leptune::fields {

using Json = nlohmann::ordered_json;

/// One line; bytes that are not UTF-8 become U+FFFD.
std::string textOf(const Json &json);

Json candidateJson(const PortfolioCandidate &candidate);
PortfolioCandidate candidateFrom(const Json &json, const std::string &subject);
/// `candidates` are indices into the portfolio's list.
Json tableJson(const MeasuredTable &table);
MeasuredTable tableFrom(const Json &json, std::size_t candidates, const std::string &subject);

} // namespace leptune::fields
