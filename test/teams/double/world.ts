import type { DoublePerson, Fields, PersonName, PlaceName } from './types.ts';

/** A conversation, and who is in it. */
export interface Place {
  readonly id: string;
  readonly kind: 'personal' | 'group' | 'channel';
  name: string;
  /** Object ids. */
  members: string[];
  joined: boolean;
  /** Of a personal chat. */
  readonly user: string | null;
  readonly shared: boolean;
}

const TENANT_ELSEWHERE = 'e0000000-0000-4000-8000-00000000000e';
export const TEAM = { id: '19:general0000@thread.tacv2', group: 'f0000000-0000-4000-8000-000000000001' };
const PLACES: Readonly<Record<PlaceName, string>> = {
  general: TEAM.id,
  deals: '19:deals000000@thread.tacv2',
  private: '19:private0000@thread.tacv2',
  shared: '19:shared00000@thread.tacv2',
  group: '19:group000000@thread.v2',
};
const EMAILS: Readonly<Record<PersonName, string>> = {
  admin: 'admin@reseller.example',
  rep: 'rep@reseller.example',
  viewer: 'viewer@reseller.example',
  guest: 'guest@partner.example',
  stranger: 'stranger@elsewhere.example',
};

/** The directory and the conversations of a tenant. */
export class World {
  readonly tenant: string;
  readonly people: Readonly<Record<PersonName, DoublePerson>>;
  readonly places = PLACES;
  readonly #installed: boolean;
  #byId = new Map<string, Place>();
  #changes = new Map<string, Fields>();
  #gone = new Set<string>();
  #more: DoublePerson[] = [];
  readonly #now: () => number;
  #messages = 0;
  #added = 0;

  constructor(tenant: string, installed: boolean, now: () => number) {
    this.#now = now;
    this.tenant = tenant;
    this.#installed = installed;
    const names = Object.keys(EMAILS) as PersonName[];
    const made = names.map((name, at) => [name, personOf(name, EMAILS[name], at + 1, tenant)] as const);
    this.people = Object.fromEntries(made) as Record<PersonName, DoublePerson>;
    this.reset();
  }

  reset(): void {
    this.#byId = new Map();
    this.#changes = new Map();
    this.#gone = new Set();
    this.#more = [];
    const { stranger, ...own } = this.people;
    const inside = Object.values(own).map(({ id }) => id);
    for (const person of Object.values(this.people)) this.#addChat(person);
    for (const [name, id] of Object.entries(PLACES) as [PlaceName, string][])
      this.#byId.set(id, {
        id,
        kind: name === 'group' ? 'group' : 'channel',
        name: name === 'general' ? 'General' : name,
        members: name === 'shared' ? [...inside, stranger.id] : [...inside],
        joined: this.#installed && name !== 'deals',
        user: null,
        shared: name === 'shared',
      });
  }

  add(kind: 'channel' | 'group', name: string): string {
    this.#added += 1;
    const id = `19:more${String(this.#added).padStart(6, '0')}@thread.${kind === 'group' ? 'v2' : 'tacv2'}`;
    const members = this.everybody()
      .filter(({ tenant }) => tenant === this.tenant)
      .map((each) => each.id);
    this.#byId.set(id, { id, kind, name, members, joined: this.#installed, user: null, shared: false });
    return id;
  }

  /** A conversation by its id, with a thread or without. */
  place(conversation: string): Place | undefined {
    return this.#byId.get(bare(conversation));
  }

  channels(): Place[] {
    return [...this.#byId.values()].filter(({ kind }) => kind === 'channel');
  }

  everybody(): DoublePerson[] {
    return [...Object.values(this.people), ...this.#more].filter(({ id }) => !this.#gone.has(id));
  }

  person(id: string): DoublePerson | undefined {
    return this.everybody().find((each) => each.id === id || each.teamsId === id);
  }

  change(id: string, change: Fields): void {
    if (this.person(id) === undefined && !this.#gone.has(id)) {
      const made = personOf('More Person', `${id}@reseller.example`, 100 + this.#more.length, this.tenant, id);
      this.#more.push(made);
      this.#addChat(made);
      for (const place of this.#byId.values()) if (place.user === null) place.members.push(id);
    }
    this.#changes.set(id, { ...this.#changes.get(id), ...change });
  }

  remove(id: string): void {
    this.#gone.add(id);
  }

  /** A member as the Connector lists them. */
  member(person: DoublePerson): Fields {
    const [givenName, surname] = person.name.split(' ');
    return {
      id: person.teamsId,
      name: person.name,
      givenName,
      surname,
      objectId: person.id,
      aadObjectId: person.id,
      email: person.email,
      userPrincipalName: person.email,
      tenantId: person.tenant,
      userRole: person.role,
      ...this.#changes.get(person.id),
    };
  }

  membersOf(place: Place): DoublePerson[] {
    return place.members.flatMap((id) => this.person(id) ?? []);
  }

  /** Ids of messages are the milliseconds in which they were said. */
  nextMessage(): string {
    this.#messages = Math.max(this.#messages + 1, Math.floor(this.#now()));
    return String(this.#messages);
  }

  #addChat(person: DoublePerson): void {
    const joined = this.#installed && person.tenant === this.tenant;
    const { chat, id, name } = person;
    this.#byId.set(chat, { id: chat, kind: 'personal', name, members: [id], joined, user: id, shared: false });
  }
}

/** Without the message that a thread begins with. */
export function bare(conversation: string): string {
  return conversation.replace(/;messageid=.*$/, '');
}

export function threadOf(conversation: string): string | null {
  return /;messageid=(.*)$/.exec(conversation)?.[1] ?? null;
}

function personOf(role: string, email: string, at: number, tenant: string, id?: string): DoublePerson {
  const number = String(at).padStart(12, '0');
  return {
    name: `${role[0]?.toUpperCase()}${role.slice(1)} Person`,
    id: id ?? `a0000000-0000-4000-8000-${number}`,
    teamsId: `29:1${role.replaceAll(' ', '')}${number}`,
    email,
    tenant: role === 'stranger' ? TENANT_ELSEWHERE : tenant,
    chat: `a:1chat${number}`,
    role: role === 'guest' ? 'guest' : 'user',
  };
}
