// Loads the module in Node.js.
import { readFileSync } from "node:fs";
import { initSync } from "./kyx_wasm.js";

initSync({ module: readFileSync(new URL("./kyx_wasm_bg.wasm", import.meta.url)) });

export * from "./api.js";
