import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';

export type Attributes = Readonly<Record<string, string>>;

/** What is heard of an XML part. Names come without their namespace prefix. */
export interface XmlListener {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Characters between two tags that no workbook has; beyond it the parser's memory would grow with the file. */
const longestSilence = 16 * 1024 * 1024;

/**
 * Parses XML piece by piece into a listener and yields after each piece, so that the caller can pass on what has
 * come together. Throws on XML that is not well formed; entities that a document declares itself are not expanded.
 */
export async function* scanXml(
  chunks: AsyncIterable<Buffer>,
  listener: XmlListener,
): AsyncGenerator<number, void, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new StringDecoder('utf8');
  let silence = 0;
  parser.on('opentag', (tag) => {
    silence = 0;
    listener.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    silence = 0;
    listener.close?.(localName(tag.name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('error', (error) => {
    throw error;
  });
  let read = 0;
  for await (const chunk of chunks) {
    read += chunk.length;
    silence += chunk.length;
    parser.write(decoder.write(chunk));
    if (silence > longestSilence) throw new Error('a part holds a text without end');
    yield read;
  }
  parser.close();
}

/** Parses a whole part into a listener. */
export async function readXml(chunks: AsyncIterable<Buffer>, listener: XmlListener): Promise<void> {
  for await (const _ of scanXml(chunks, listener));
}

/** An attribute by its name without prefix: `r:id` may carry any. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((candidate) => localName(candidate) === name);
  return key === undefined ? undefined : attributes[key];
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
