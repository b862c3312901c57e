// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/code_snippet.h"

#include "core/base/error.h"
#include "ui/use/snippet_parts.h"
#include "ui/words/core_words.h"

namespace leptune {

namespace snippets {

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', QLatin1String("\\\\"));
    escaped.replace(u'"', QLatin1String("\\\""));
    escaped.replace(u'\n', QLatin1String("\\n"));
    escaped.replace(u'\r', QLatin1String("\\r"));
    return u'"' + escaped + u'"';
}

bool answersClasses(const Model &model)
{
    return model.schema().task != TaskKind::Regression;
}

namespace {

QString fromC(const Model &model, bool isInteger, SnippetLanguage language, const QString &fileName)
{
    switch (language) {
    case SnippetLanguage::Python:
        return cInPython(model, isInteger, fileName);
    case SnippetLanguage::Cpp:
        return cInCpp(model, isInteger, fileName);
    case SnippetLanguage::C:
        break;
    }
    return cInC(model, isInteger, fileName);
}

QString snippet(const Model &model, ExportFormat format, SnippetLanguage language,
                const QString &fileName)
{
    switch (format) {
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return fromC(model, format == ExportFormat::IntegerC, language, fileName);
    case ExportFormat::TorchScript:
        return torchInPython(model, fileName);
    case ExportFormat::Native:
        return nativeInCpp(model, fileName);
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        break;
    }
    return onnxInPython(model, fileName);
}

} // namespace

} // namespace snippets

std::vector<SnippetLanguage> languagesFor(ExportFormat format)
{
    switch (format) {
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return {SnippetLanguage::C, SnippetLanguage::Cpp, SnippetLanguage::Python};
    case ExportFormat::Native:
        return {SnippetLanguage::Cpp};
    default:
        return {SnippetLanguage::Python};
    }
}

QString codeSnippet(const Model &model, ExportFormat format, SnippetLanguage language,
                    const QString &fileName)
{
    try {
        return snippets::snippet(model, format, language, fileName);
    } catch (const Error &error) {
        return coreWords(error.detail());
    }
}

} // namespace leptune
