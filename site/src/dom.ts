// Makes elements.
type Child = Node | string | null | undefined | false;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<Omit<HTMLElementTagNameMap[K], "style">> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((it): it is Node | string => Boolean(it)));
  return made;
}

/** A sentence of the package, which marks code by backticks. */
export const sentence = (text: string): Node[] =>
  text.split("`").map((it, index) => (index % 2 === 1 ? element("code", {}, it) : document.createTextNode(it)));

export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

export const button = (text: string, onclick: () => void, className = "") =>
  element("button", { type: "button", onclick, className }, text);
