// Explains the rule of a finding.
import { execFile } from "node:child_process";

/** What of a diagnostic tells its rule. */
export interface Diagnosed {
  source?: string | undefined;
  code?: string | number | { value: string | number } | undefined;
}

/** The codes of the findings among the diagnostics, each once. */
export function codesOf(diagnostics: readonly Diagnosed[]): string[] {
  const codes = diagnostics
    .filter(({ source }) => source === "kyx")
    .map(({ code }) => String(typeof code === "object" ? code.value : (code ?? "")));
  return [...new Set(codes)].filter((code) => /^KYX\d{3}$/.test(code));
}

/** What `kyx explain` says about a rule, as Markdown. */
export function explain(program: string, code: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, ["explain", code], { timeout: 10_000, maxBuffer: 1 << 20 }, (error, stdout) => {
      if (error) reject(new Error(`kyx explain ${code} failed.`));
      else resolve(stdout);
    });
  });
}
