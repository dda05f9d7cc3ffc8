import { attachmentsOf, CARD } from './card-parts.ts';
import type { Connector } from './connector.ts';
import { type Back, json } from './exchange.ts';
import type { TeamsRecord } from './record.ts';
import type { Fields, Shown } from './types.ts';
import { TEAM } from './world.ts';

const PAGE = 50;

/** What of Graph an app may read that a team let in: the messages of its channels. */
export class Graph {
  readonly #record: TeamsRecord;
  readonly #connector: Connector;
  readonly #appId: string;
  readonly #isHidden: (id: string) => boolean;
  readable = false;

  constructor(record: TeamsRecord, connector: Connector, appId: string, isHidden: (id: string) => boolean) {
    this.#isHidden = isHidden;
    this.#record = record;
    this.#connector = connector;
    this.#appId = appId;
  }

  answer(url: URL): Back {
    const path = decodeURIComponent(url.pathname).replace(/^\/(graph\/)?(v1\.0|beta)\//, '');
    const [, group, channel, under] =
      /^teams\/([^/]+)\/channels\/([^/]+)\/messages(?:\/(\d+)\/replies)?$/.exec(path) ?? [];
    if (group === undefined || channel === undefined) return no(404, 'NotFound', `no such resource: ${path}`);
    if (!this.readable)
      return no(403, 'Forbidden', "Missing role permissions on the request: 'ChannelMessage.Read.Group'");
    if (group !== TEAM.group) return no(404, 'NotFound', 'Team not found');
    const thread = under ?? null;
    const all = this.#record.shown
      .filter((each) => each.kind === 'message' && each.conversation === channel && each.thread === thread)
      .filter(({ id }) => !this.#isHidden(id))
      .sort((one, other) => this.#changedAt(other) - this.#changedAt(one));
    const top = Math.min(PAGE, Math.max(1, Number(url.searchParams.get('$top') ?? 20)));
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const value = all.slice(from, from + top).map((each) => this.#message(each));
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(from + top));
    return json({ value, ...(from + top < all.length ? { '@odata.nextLink': next.href } : {}) });
  }

  /** What is listed first was changed last. */
  #changedAt({ id }: Shown): number {
    const kept = this.#connector.posted.get(id);
    return kept?.edited ?? kept?.at ?? Number(id);
  }

  #message(shown: Shown): Fields {
    const kept = this.#connector.posted.get(shown.id);
    const made = new Date(kept?.at ?? Number(shown.id)).toISOString();
    const cards = attachmentsOf(shown.payload).map(({ content }, at) => ({
      id: `${shown.id}${at}`,
      contentType: CARD,
      contentUrl: null,
      content: JSON.stringify(content),
      name: null,
      thumbnailUrl: null,
    }));
    return {
      id: shown.id,
      replyToId: shown.thread,
      messageType: 'message',
      createdDateTime: made,
      lastModifiedDateTime: kept?.edited === null || kept === undefined ? made : new Date(kept.edited).toISOString(),
      deletedDateTime: null,
      from: {
        application: { id: this.#appId, displayName: 'Partner Pulse', applicationIdentityType: 'bot' },
        user: null,
      },
      body: {
        contentType: 'html',
        content: [
          String(shown.payload['text'] ?? ''),
          ...cards.map(({ id }) => `<attachment id="${id}"></attachment>`),
        ].join(''),
      },
      attachments: cards,
      mentions: [],
      channelIdentity: { teamId: TEAM.group, channelId: shown.conversation },
    };
  }
}

function no(status: number, code: string, message: string): Back {
  return json({ error: { code, message, innerError: {} } }, status);
}
