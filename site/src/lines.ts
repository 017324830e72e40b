// Whether each line of a file is a payload (NDJSON).

const NAMES = /\.(ndjson|jsonl)$/i;

/** Tells by the name, or by the first lines of the text. */
export function isLines(text: string, name = ""): boolean {
  const [first, second] = text.split("\n", 100).map((it) => it.trim()).filter((it) => it !== "");
  return NAMES.test(name) || Boolean(first?.startsWith("{") && first.endsWith("}") && second?.startsWith("{"));
}
