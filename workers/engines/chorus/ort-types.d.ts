declare module 'onnxruntime-web/ort-wasm-simd-threaded.mjs' {
  const factory: unknown;
  export default factory;
}
