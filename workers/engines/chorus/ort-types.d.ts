declare module 'onnxruntime-web/ort-wasm-simd-threaded.mjs' {
  const factory: unknown;
  export { factory as default };
}
