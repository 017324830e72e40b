// Modules that the build makes, and the parts of the package.
declare module "virtual:wasm" {
  /** The WebAssembly module, compressed by gzip, in base64. */
  const module: string;
  export default module;
}
declare module "virtual:rules" {
  import type { RuleText } from "./rules";
  const rules: Record<string, RuleText>;
  export default rules;
}
declare module "kyx-schema/module" {
  export function initSync(options: { module: BufferSource }): void;
}
declare module "kyx-schema/functions" {
  export * from "kyx-schema";
}
