/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ONNX Runtime's Python package holds its library, but none of its headers: here is declared what the shown programs
   call, at its place in the library's table of functions, which only ever grows at its end. */
#ifndef LEPTUNE_TESTS_ONNXRUNTIME_C_API_H
#define LEPTUNE_TESTS_ONNXRUNTIME_C_API_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ORT_API_VERSION 1

typedef enum {
    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT = 1,
    ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 = 2,
    ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING = 8
} ONNXTensorElementDataType;
typedef enum { ORT_LOGGING_LEVEL_WARNING = 2 } OrtLoggingLevel;

typedef struct OrtStatus OrtStatus;
typedef struct OrtEnv OrtEnv;
typedef struct OrtSessionOptions OrtSessionOptions;
typedef struct OrtSession OrtSession;
typedef struct OrtRunOptions OrtRunOptions;
typedef struct OrtValue OrtValue;
typedef struct OrtAllocator OrtAllocator;

typedef struct OrtApi {
    void *from0[2];
    const char *(*GetErrorMessage)(const OrtStatus *status);
    OrtStatus *(*CreateEnv)(OrtLoggingLevel level, const char *name, OrtEnv **out);
    void *from4[3];
    OrtStatus *(*CreateSession)(const OrtEnv *env, const char *path, const OrtSessionOptions *options, OrtSession **out);
    void *from8[1];
    OrtStatus *(*Run)(OrtSession *session, const OrtRunOptions *options, const char *const *names,
                      const OrtValue *const *inputs, size_t inputCount, const char *const *outputNames, size_t outputCount,
                      OrtValue **outputs);
    OrtStatus *(*CreateSessionOptions)(OrtSessionOptions **out);
    void *from11[26];
    OrtStatus *(*SessionGetOutputName)(const OrtSession *session, size_t index, OrtAllocator *allocator, char **out);
    void *from38[10];
    OrtStatus *(*CreateTensorAsOrtValue)(OrtAllocator *allocator, const int64_t *shape, size_t dimensions,
                                         ONNXTensorElementDataType type, OrtValue **out);
    void *from49[2];
    OrtStatus *(*GetTensorMutableData)(OrtValue *value, void **out);
    OrtStatus *(*FillStringTensor)(OrtValue *value, const char *const *texts, size_t count);
    OrtStatus *(*GetStringTensorDataLength)(const OrtValue *value, size_t *out);
    OrtStatus *(*GetStringTensorContent)(const OrtValue *value, void *text, size_t length, size_t *offsets, size_t count);
    void *from55[23];
    OrtStatus *(*GetAllocatorWithDefaultOptions)(OrtAllocator **out);
} OrtApi;

typedef struct {
    const OrtApi *(*GetApi)(uint32_t version);
    const char *(*GetVersionString)(void);
} OrtApiBase;

const OrtApiBase *OrtGetApiBase(void);

#ifdef __cplusplus
}
#endif

#endif
