#!/bin/sh
# device.sh [PYTHON [FOLDER [quick]]]: builds core/neural alone against the torch of PYTHON (python3)
# in FOLDER (a temporary one) and prints what bench_device measures. No other library of Leptune's is
# needed; a torch with CUDA wants nvcc, for its CMake files only.
set -eu
python=${1:-python3}
root=$(cd "$(dirname "$0")/../../.." && pwd)
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
[ -x /usr/local/cuda/bin/nvcc ] && PATH=$PATH:/usr/local/cuda/bin
prefix=$("$python" -c 'import torch; print(torch.utils.cmake_prefix_path)')
cmake -S "$root/core/neural" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$prefix" -DPython_EXECUTABLE="$(command -v "$python")" \
    -DLEPTUNE_NEURAL_BENCH=ON >"$folder/configure.log" 2>&1 ||
    { cat "$folder/configure.log"; exit 2; }
ninja -C "$folder" >"$folder/build.log" 2>&1 || { grep -A5 -E 'error|FAILED' "$folder/build.log"; exit 2; }
exec "$folder/bench_device" "$folder/libleptune_neural.so" ${3:-}
