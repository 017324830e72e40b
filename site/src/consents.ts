// When consents were obtained, for the histogram of a file.

/** The month of the consent in a request, such as `2024-05`. */
export function consentMonth(line: string): string | undefined {
  if (!line.includes("obtainedAt")) return undefined;
  try {
    const time: unknown = JSON.parse(line)?.userConsent?.consent?.obtainedAt;
    return typeof time === "string" ? /^\d{4}-\d{2}(?=-)/.exec(time)?.[0] : undefined;
  } catch {
    return undefined; // the linter reports it
  }
}
