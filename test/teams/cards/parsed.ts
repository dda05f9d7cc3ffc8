import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';

// Its module form names files without their endings, which Node does not find, and leaves tables out of a bundle.
const { AdaptiveCard, SerializationContext }: typeof AdaptiveCards = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.min.js',
);

/** What the public reader of Adaptive Cards finds wrong with a card; native charts are Teams' own, and unknown to it. */
export function troublesOf(card: unknown): string[] {
  const context = new SerializationContext();
  new AdaptiveCard().parse(card as object, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return events.map(({ message }) => message).filter((message) => !message.includes('Chart.'));
}
