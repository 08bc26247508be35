/** An element as xml2js gives it: its text, or an object of `_` (text), `$` (attributes) and children by name. */
export type XmlNode = unknown;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The element's own text, '' where it has none. */
export function textOf(node: XmlNode): string {
  if (typeof node === 'string') return node;
  const text = isRecord(node) ? node._ : undefined;
  return typeof text === 'string' ? text : '';
}

/** An attribute, or null. */
export function attributeOf(node: XmlNode, name: string): string | null {
  const attributes = isRecord(node) ? node.$ : undefined;
  const value = isRecord(attributes) ? attributes[name] : undefined;
  return typeof value === 'string' ? value : null;
}

const none: readonly XmlNode[] = [];

/** The child elements of a name, in order. */
export function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  const children = isRecord(node) ? node[name] : undefined;
  return Array.isArray(children) ? children : none;
}

/** The children of any of the names, name by name. */
export function childrenOfAny(node: XmlNode, names: readonly string[]): readonly XmlNode[] {
  const [only] = names;
  if (only !== undefined && names.length === 1) return childrenOf(node, only);
  let found: readonly XmlNode[] = none;
  for (const name of names) {
    const children = childrenOf(node, name);
    if (children.length > 0) found = found.length === 0 ? children : [...found, ...children];
  }
  return found;
}

/** The texts of the children that have any, name by name. */
export function textsOf(node: XmlNode, names: readonly string[]): string[] {
  const texts: string[] = [];
  for (const child of childrenOfAny(node, names)) {
    const text = textOf(child);
    if (/\S/.test(text)) texts.push(text);
  }
  return texts;
}
