// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/exporting/export_model.h"
#include "core/exporting/onnx_file.h"
#include "core/exporting/pickle_writer.h"
#include "core/exporting/torch_source.h"

#include <zip.h>

#include <memory>

/// The archive of PyTorch's torch.jit.save (version 3): a zip of records that are stored as they
/// are, among them the source of the class and a pickle of the object.
namespace leptune {
namespace {

using Bytes = std::vector<std::uint8_t>;

const char *storageOf(int onnxType)
{
    switch (onnxType) {
    case onnx::TensorProto_DataType_DOUBLE:
        return "DoubleStorage";
    case onnx::TensorProto_DataType_INT64:
        return "LongStorage";
    case onnx::TensorProto_DataType_INT32:
        return "IntStorage";
    case onnx::TensorProto_DataType_INT8:
        return "CharStorage";
    case onnx::TensorProto_DataType_UINT8:
        return "ByteStorage";
    default:
        return "FloatStorage";
    }
}

Bytes bytesOf(std::string_view text)
{
    return {text.begin(), text.end()};
}

std::string classText(const TorchSource &source)
{
    std::string text = "class Model(Module):\n  __parameters__ = []\n  __buffers__ = [";
    for (const TorchSource::Tensor &tensor : source.tensors)
        text.append("\"").append(tensor.name).append("\", ");
    text += "]\n  training : bool\n  metadata : Dict[str, str]\n";
    for (const auto &[name, values] : source.texts)
        text.append("  ").append(name).append(" : List[str]\n");
    for (const auto &[name, values] : source.tables)
        text.append("  ").append(name).append(" : Dict[str, float]\n");
    for (const TorchSource::Tensor &tensor : source.tensors)
        text.append("  ").append(tensor.name).append(" : Tensor\n");
    return text.append(source.methods);
}

Bytes objectBytes(const TorchSource &source, const std::map<std::string, std::string> &facts)
{
    PickleWriter to;
    to.beginObject("__torch__", "Model");
    to.text("training");
    to.boolean(false);
    to.text("metadata");
    to.facts(facts);
    for (const auto &[name, values] : source.texts) {
        to.text(name);
        to.texts(values);
    }
    for (const auto &[name, values] : source.tables) {
        to.text(name);
        to.numbers(values);
    }
    for (std::size_t i = 0; i < source.tensors.size(); ++i) {
        const TorchSource::Tensor &tensor = source.tensors[i];
        to.text(tensor.name);
        to.tensor(storageOf(tensor.onnxType), std::to_string(i), tensor.dims);
    }
    to.endObject();
    return to.finish();
}

/// A zip in memory.
class Archive {
public:
    Archive()
    {
        zip_error_init(&m_error);
        m_source = zip_source_buffer_create(nullptr, 0, 0, &m_error);
        m_zip = m_source ? zip_open_from_source(m_source, ZIP_TRUNCATE, &m_error) : nullptr;
        if (!m_zip)
            fail(zip_error_strerror(&m_error));
        zip_source_keep(m_source);
    }
    ~Archive()
    {
        if (m_zip)
            zip_discard(m_zip);
        if (m_source)
            zip_source_free(m_source);
        zip_error_fini(&m_error);
    }
    Archive(const Archive &) = delete;
    Archive &operator=(const Archive &) = delete;

    /// `bytes` have to stay until finish().
    void add(const std::string &name, const Bytes &bytes)
    {
        zip_source_t *data = zip_source_buffer(m_zip, bytes.data(), bytes.size(), 0);
        const zip_int64_t at = data
                                   ? zip_file_add(m_zip, std::string("model/").append(name).c_str(),
                                                  data, ZIP_FL_ENC_UTF_8)
                                   : -1;
        if (at < 0)
            fail(zip_strerror(m_zip));
        zip_set_file_compression(m_zip, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
        constexpr time_t kNoTime = 315532800; // 1980, the first that a zip knows
        zip_file_set_mtime(m_zip, static_cast<zip_uint64_t>(at), kNoTime, 0);
    }

    Bytes finish()
    {
        if (zip_close(m_zip) != 0)
            fail(zip_strerror(m_zip));
        m_zip = nullptr;
        zip_stat_t state;
        if (zip_source_stat(m_source, &state) != 0 || zip_source_open(m_source) != 0)
            fail("it can't be read back");
        Bytes bytes(state.size);
        const zip_int64_t got = zip_source_read(m_source, bytes.data(), bytes.size());
        zip_source_close(m_source);
        if (got != static_cast<zip_int64_t>(bytes.size()))
            fail("it can't be read back");
        return bytes;
    }

private:
    [[noreturn]] static void fail(const std::string &why)
    {
        throw Error(ErrorCode::Internal, "torchscript",
                    std::string("the archive could not be made: ").append(why));
    }

    zip_error_t m_error{};
    zip_source_t *m_source = nullptr;
    zip_t *m_zip = nullptr;
};

std::map<std::string, std::string> factsOf(const onnx::ModelProto &file)
{
    std::map<std::string, std::string> facts;
    for (const auto &fact : file.metadata_props())
        facts[fact.key()] = fact.value();
    return facts;
}

} // namespace

std::vector<std::uint8_t> torchScriptBytes(const Model &model)
{
    if (std::string why = whyNotAs(ExportFormat::TorchScript, model); !why.empty())
        throw Error(ErrorCode::Unsupported, "torchscript",
                    why.append("; choose another model (--model NAME), or export this one as onnx, "
                               "c or native"));
    const onnx::ModelProto file = onnxFile(model);
    const TorchSource source = torchSource(file.graph(), model);
    std::vector<std::pair<std::string, Bytes>> records{
        {"data.pkl", objectBytes(source, factsOf(file))},
        {"code/__torch__.py", bytesOf(classText(source))},
        {"constants.pkl", {0x80, 2, ')', '.'}}, // an empty tuple
        {"version", bytesOf("3\n")}};
    for (std::size_t i = 0; i < source.tensors.size(); ++i)
        records.emplace_back(std::string("data/").append(std::to_string(i)),
                             bytesOf(source.tensors[i].bytes));
    Archive archive;
    for (const auto &[name, bytes] : records)
        archive.add(name, bytes);
    return archive.finish();
}

} // namespace leptune
