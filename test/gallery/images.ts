import { drawChart } from '../../src/answers/charts/draw-chart.ts';
import type { CardPart } from '../../src/chat/card/card.ts';
import type { Section } from './picture.ts';

/** The pictures of the charts in the gallery, which nobody uploads. */
export interface Images {
  /** Names for them in place of the ids of files. */
  readonly ids: ReadonlyMap<CardPart, string>;
  /** The pictures themselves, as `data:` addresses. */
  readonly urls: ReadonlyMap<CardPart, string>;
  /** The blocks with the pictures in place of their names. */
  show(blocks: readonly object[]): readonly object[];
}

/** Draws every chart that is seen in these sections. */
export async function imagesOf(sections: readonly Section[]): Promise<Images> {
  const ids = new Map<CardPart, string>();
  const urls = new Map<CardPart, string>();
  const pictures = new Map<string, string>();
  const seen = sections.flatMap((section) => section.pictures.flatMap((picture) => picture.seen));
  for (const each of seen) {
    if (each.kind !== 'message') continue;
    const { language = 'en', parts } = each.card;
    for (const part of parts) {
      if (part.kind !== 'chart') continue;
      const id = `F${pictures.size}`;
      const png = await drawChart(part.chart, { title: part.title, language });
      ids.set(part, id);
      const url = `data:image/png;base64,${png.toString('base64')}`;
      urls.set(part, url);
      pictures.set(id, url);
    }
  }
  const show = (block: object): object => {
    const file: unknown = Reflect.get(block, 'slack_file');
    const id: unknown = typeof file === 'object' && file !== null ? Reflect.get(file, 'id') : undefined;
    return typeof id === 'string' ? { ...block, slack_file: undefined, image_url: pictures.get(id) } : block;
  };
  return { ids, urls, show: (blocks) => blocks.map(show) };
}
