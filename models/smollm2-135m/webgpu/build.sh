#!/bin/bash
# build.sh VENV WORKDIR: from these sources and the packages in VENV to WORKDIR/smollm2-135m-q4f32.wasm.
# Nothing of the path of either folder gets into the library; `npm run model:verify` relies on that.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
packages=$(echo "$venv"/lib/python3*/site-packages)

# TVM's own runtime sources lie in its wheel, without some headers: those of runtime/ stand in for them.
tree=$work/tree
rm -rf "$tree"
mkdir -p "$tree/3rdparty" "$tree/src" "$tree/web"
cp -r "$packages/tvm/src/runtime" "$tree/src/runtime"
cp -r "$here/runtime/src/support" "$tree/src/support"
cp -r "$here/runtime/include" "$tree/wanting"
cp -r "$packages/tvm/web/emcc" "$tree/web/emcc"
cp "$here/runtime/entry_points.cc" "$tree/"
ln -s "$packages/tvm/include" "$tree/include"
ln -s "$packages/tvm_ffi" "$tree/3rdparty/tvm-ffi"
cd "$tree"
# Remote calls, sorting and test helpers: their sources are not all in the wheel, and a browser needs none of them.
sed -E '/src\/runtime\/rpc\//d; /testing\/testing\.cc/d; /contrib\/sort\/sort\.cc/d' web/emcc/wasm_runtime.cc > runtime.cc

# -Os: 2.9 MB instead of 3.4. The time goes into shaders, not into this code.
ffi=3rdparty/tvm-ffi/include
flags=(-Os -std=c++17 -Wno-ignored-attributes -I. -Iwanting -Iinclude "-I$ffi" "-I$ffi/dlpack")
emcc "${flags[@]}" -c runtime.cc -o runtime.o &
runtime=$!
emcc "${flags[@]}" -c web/emcc/webgpu_runtime.cc -o webgpu_runtime.o
emcc "${flags[@]}" -c entry_points.cc -o entry_points.o
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" "$here/compile.py" "$work/objects"
wait "$runtime"

# What is undefined comes from web-llm's JavaScript. 64 MiB is what the runtime and the tokenless start need; it may grow.
emcc -Os --no-entry -s WASM_BIGINT=1 -s ERROR_ON_UNDEFINED_SYMBOLS=0 -Wno-undefined -s STANDALONE_WASM=1 \
  -s ALLOW_MEMORY_GROWTH=1 -s INITIAL_MEMORY=67108864 -o "$work/smollm2-135m-q4f32.wasm" \
  runtime.o entry_points.o webgpu_runtime.o "$work/objects/lib0.o" "$work/objects/devc.o"
