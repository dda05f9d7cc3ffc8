/** A part of what was sent, as JSON. */
export type Node = Readonly<Record<string, unknown>>;

/** The text of something that has one, wherever the platform keeps it. */
export function textOf(node: unknown): string {
  if (typeof node === 'string') return node;
  const { text } = (node ?? {}) as { text?: unknown };
  return text === undefined ? '' : textOf(text);
}

export function listOf(node: Node, name: string): Node[] {
  const list = node[name];
  return Array.isArray(list) ? (list as Node[]) : [];
}
