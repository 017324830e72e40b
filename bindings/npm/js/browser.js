// Loads the module in browsers.
import init from "./kyx_wasm.js";

await init({ module_or_path: new URL("./kyx_wasm_bg.wasm", import.meta.url) });

export * from "./api.js";
