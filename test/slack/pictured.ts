import type { ChartSpec } from '../../src/answers/answer.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { cardOf } from './outbound.ts';

const chart: ChartSpec = {
  kind: 'line',
  x: ['2026-11-08', '2026-11-15'],
  series: [{ key: 'total', values: [10, 12] }],
};

/** A card with a picture; the same name gives the same picture. */
export function picturedCard(name: string): Card {
  const card = cardOf(name);
  const part = { kind: 'chart', chart, title: name, alt: `${name}: 10, then 12` } as const;
  return { ...card, parts: [part, ...card.parts] };
}
