// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/script_runner.h"
#include "core/neural/torch_runtime.h"

#include <torch/script.h>

#include <sstream>

namespace leptune::neural {

namespace {

using Columns = c10::Dict<std::string, at::Tensor>;
using Texts = c10::Dict<std::string, c10::List<std::string>>;

/// Tensors refer to the cells.
Columns columnsOf(const ScriptCells &cells)
{
    Columns columns;
    for (const auto &[name, numbers] : cells.numbers)
        columns.insert(name, at::from_blob(const_cast<float *>(numbers.data()),
                                           {static_cast<std::int64_t>(numbers.size())}));
    for (const auto &[name, pictures] : cells.pictures)
        columns.insert(name, at::from_blob(const_cast<std::uint8_t *>(pictures.bytes.data()),
                                           pictures.shape, at::kByte));
    return columns;
}

Texts textsOf(const ScriptCells &cells)
{
    Texts texts;
    for (const auto &[name, words] : cells.texts) {
        c10::List<std::string> list;
        list.reserve(words.size());
        for (const std::string &word : words)
            list.push_back(word);
        texts.insert(name, list);
    }
    return texts;
}

ScriptAnswer run(std::span<const std::uint8_t> archive, const ScriptCells &cells)
{
    limitThreads(1);
    const c10::InferenceMode inference;
    std::istringstream stream(std::string(archive.begin(), archive.end()));
    torch::jit::Module module = torch::jit::load(stream);
    std::vector<c10::IValue> inputs{columnsOf(cells)};
    if (!cells.texts.empty())
        inputs.emplace_back(textsOf(cells));
    const at::Tensor answer = module.forward(inputs).toTensor().contiguous();
    ScriptAnswer result;
    const auto *values = answer.data_ptr<float>();
    result.values.assign(values, values + answer.numel());
    if (const auto labels = module.find_method("labels"))
        for (const auto &label : (*labels)({answer}).toList())
            result.labels.push_back(c10::IValue(label).toStringRef());
    return result;
}

/// No exception leaves the module.
ScriptAnswer runScript(std::span<const std::uint8_t> archive, const ScriptCells &cells)
{
    try {
        return run(archive, cells);
    } catch (const std::exception &error) {
        return {{}, {}, torchErrorText(error)};
    }
}

} // namespace

} // namespace leptune::neural

extern "C" __attribute__((visibility("default"))) leptune::neural::ScriptRunner
leptune_neural_script()
{
    return &leptune::neural::runScript;
}
