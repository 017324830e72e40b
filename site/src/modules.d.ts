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
declare module "virtual:countries" {
  /** The names of countries by their ISO 3166-1 alpha-3 codes. */
  const names: Record<string, string>;
  export default names;
}
declare module "kyx-schema/module" {
  export function initSync(options: { module: BufferSource }): void;
}
declare module "kyx-schema/functions" {
  export * from "kyx-schema";
}
