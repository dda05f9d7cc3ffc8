import { ICON_COLOUR } from '../../answers/charts/app-icons.ts';
import { type Language, languages } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import { type Askable, menuCommands, menuScopes } from './manifest-commands.ts';
import { ASK_ABOUT } from './names.ts';

export interface ManifestChoices {
  /** Of the app registration: the bot's id, and the app's. */
  readonly appId: string;
  /** As people mention it. */
  readonly name: string;
  /** Where Teams reaches the program, without a slash at the end. */
  readonly url: string;
  /** Who stands behind it, and where they say so. */
  readonly developer: { readonly name: string; readonly website: string };
  /** `1.2.3`; Teams takes a package in place of an older one only where this is higher. */
  readonly version: string;
  /** Slash commands that one person alone sees, where the tenant has them. */
  readonly slash: boolean;
  /** Whether it may read the channels that it is in, to find its own posts again. */
  readonly readBack: boolean;
  /** Whether it may be added to channels that are shared with others. */
  readonly sharedChannels: boolean;
}

/** An app package before it is packed: its manifest and its texts in the other languages, by file. */
export interface AppManifest {
  readonly schema: SchemaVersion;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly texts: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** How many commands a list may hold, by the version of the schema; only the newer one knows slash commands. */
const mostCommands = { '1.22': 10, '1.29': 12 } as const;
export type SchemaVersion = keyof typeof mostCommands;

export const MANIFEST_FILE = 'manifest.json';
export const COLOUR_FILE = 'color.png';
export const OUTLINE_FILE = 'outline.png';

/** The tag of a language as Teams calls it. */
const tags: Readonly<Record<Language, string>> = { en: 'en', pt: 'pt', fr: 'fr', es: 'es', de: 'de', zh: 'zh-cn' };

/** The app as Teams takes it. The same choices give the same package. */
export function teamsManifest(questions: readonly Askable[], choices: ManifestChoices): AppManifest {
  const { appId, name, url, developer, version, slash, readBack } = choices;
  const schema: SchemaVersion = slash ? '1.29' : '1.22';
  const lists = menuScopes.map((scope) => ({ scope, commands: menuCommands(questions, scope, mostCommands[schema]) }));
  const others = languages.filter((language) => language !== 'en');
  const say = messagesFor('en');
  const manifest = {
    $schema: schemaUrl(schema, 'MicrosoftTeams'),
    manifestVersion: schema,
    version,
    id: appId,
    developer: {
      name: developer.name,
      websiteUrl: developer.website,
      privacyUrl: developer.website,
      termsOfUseUrl: developer.website,
    },
    name: { short: name },
    description: { short: say('teams.app.short'), full: say('teams.app.full') },
    icons: { color: COLOUR_FILE, outline: OUTLINE_FILE },
    accentColor: ICON_COLOUR,
    localizationInfo: {
      defaultLanguageTag: tags.en,
      additionalLanguages: others.map((language) => ({ languageTag: tags[language], file: `${language}.json` })),
    },
    bots: [
      {
        botId: appId,
        scopes: [...menuScopes],
        supportsFiles: true,
        ...(slash ? { supportsTargetedMessages: true } : {}),
        commandLists: lists.map(({ scope, commands }) => ({
          scopes: [scope],
          // In a personal chat nobody else is there.
          ...(slash && scope !== 'personal' ? { triggers: ['mention', 'slash'] } : {}),
          commands: commands.map(({ title, descriptions }) => ({ title, description: descriptions.en })),
        })),
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            ...{ id: ASK_ABOUT, type: 'action', context: ['message'], fetchTask: true },
            title: say('ask-dialog.title'),
          },
        ],
      },
    ],
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    ...(choices.sharedChannels ? { supportedChannelTypes: ['sharedChannels'] } : {}),
    validDomains: [new URL(url).host],
    ...(readBack ? mayRead(appId) : {}),
  };
  const texts = new Map(
    others.map((language) => {
      const spoken = messagesFor(language);
      const described = lists.flatMap(({ commands }, list) =>
        commands.map(({ descriptions }, at) => [
          `bots[0].commandLists[${list}].commands[${at}].description`,
          descriptions[language],
        ]),
      );
      const file = {
        $schema: schemaUrl(schema, 'MicrosoftTeams.Localization'),
        'name.short': name,
        'description.short': spoken('teams.app.short'),
        'description.full': spoken('teams.app.full'),
        'composeExtensions[0].commands[0].title': spoken('ask-dialog.title'),
        ...Object.fromEntries(described),
      };
      return [`${language}.json`, file] as const;
    }),
  );
  return { schema, manifest, texts };
}

/** Each team agrees to it when the app is added there. Nobody signs in, so the address stands for nothing, but has to be there. */
function mayRead(appId: string) {
  return {
    webApplicationInfo: { id: appId, resource: 'https://RscBasedStoreApp' },
    authorization: {
      permissions: { resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }] },
    },
  };
}

function schemaUrl(schema: SchemaVersion, name: string): string {
  return `https://developer.microsoft.com/json-schemas/teams/v${schema}/${name}.schema.json`;
}
