import type { Press } from '../../src/chat/press.ts';
import type { Seen, Side, Who } from './side.ts';
import type { Given, Offer, Told } from './told.ts';

const whos: readonly Who[] = ['admin', 'rep', 'viewer', 'guest', 'stranger'];

/** What was seen, in words that do not name the platform: people by what they are, the bot's command by one name. */
export interface Plain {
  readonly told: readonly Told[];
  readonly files: readonly Given[];
}

/** Puts what is said in each platform's own words into common ones. */
export function plainOf({ told, files }: Seen, side: Side): Plain {
  const ids = whos.map((who) => [side.idOf(who), who] as const);
  const text = (said: string) => {
    const named = ids.reduce((now, [id, who]) => now.replaceAll(id, who), said);
    return named
      .replaceAll(/\/pulse\b|@Partner Pulse\b/g, 'pulse')
      .replaceAll(side.target('channel').team, 'TEAM')
      .replaceAll(`${side.room.members} people in ${side.room.name}`, 'so many people in ROOM')
      .replaceAll(side.room.name, 'ROOM')
      .replaceAll(side.platform.toUpperCase(), 'PLATFORM')
      .replace(/"asked":\d+/, '"asked":0')
      .replaceAll(' Person', '')
      .replace(/\b(Admin|Viewer|Rep)\b/g, (name) => name.toLowerCase());
  };
  const press = (meant: Press | undefined) =>
    meant === undefined ? undefined : (JSON.parse(text(JSON.stringify(meant))) as Press);
  const offer = ({ label, press: meant }: Offer): Offer => ({ label: text(label), press: press(meant) });
  return {
    files,
    told: told.map((each) => ({
      ...each,
      title: text(each.title),
      facts: each.facts.map((fact) => text(fact).replace(/^./u, (letter) => letter.toLowerCase())),
      rows: each.rows.map((row) => row.map(text)),
      lines: each.lines.map(text),
      offers: each.offers.map(offer),
    })),
  };
}
