import { createRequire } from 'node:module';
import ajvDraft04, { type ErrorObject } from 'ajv-draft-04';
import type { AppManifest, SchemaVersion } from './manifest.ts';
import { MANIFEST_FILE } from './manifest.ts';

/** What Microsoft's own schemas say against an app package, in lines that name file and place; none: it is well. */
export function manifestMistakes({ schema, manifest, texts }: AppManifest): string[] {
  const check = checker(schema, 'MicrosoftTeams');
  const checkTexts = checker(schema, 'MicrosoftTeams.Localization');
  return [
    ...check(manifest).map((line) => `${MANIFEST_FILE}: ${line}`),
    ...[...texts].flatMap(([file, text]) => checkTexts(text).map((line) => `${file}: ${line}`)),
  ];
}

type Schema = 'MicrosoftTeams' | 'MicrosoftTeams.Localization';

type Checker = (value: unknown) => string[];

/** Reading one takes most of a second, and it never changes. */
const checkers = new Map<string, Checker>();

function checker(version: SchemaVersion, name: Schema): Checker {
  const key = `${version} ${name}`;
  const known = checkers.get(key) ?? newChecker(version, name);
  checkers.set(key, known);
  return known;
}

function newChecker(version: SchemaVersion, name: Schema): Checker {
  // Some patterns of theirs are none where letters count as Unicode does; formats are those of our own addresses.
  const ajv = new ajvDraft04.default({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schemas[version][name]());
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(lineOf));
}

const require = createRequire(import.meta.url);

/** Read where they are: they are large, and only this needs them. */
const schemas: Readonly<Record<SchemaVersion, Readonly<Record<Schema, () => object>>>> = {
  '1.22': {
    MicrosoftTeams: () => require('@microsoft/app-manifest/build/json-schemas/teams/v1.22/MicrosoftTeams.schema.json'),
    'MicrosoftTeams.Localization': () =>
      require('@microsoft/app-manifest/build/json-schemas/teams/v1.22/MicrosoftTeams.Localization.schema.json'),
  },
  '1.29': {
    MicrosoftTeams: () => require('@microsoft/app-manifest/build/json-schemas/teams/v1.29/MicrosoftTeams.schema.json'),
    'MicrosoftTeams.Localization': () =>
      require('@microsoft/app-manifest/build/json-schemas/teams/v1.29/MicrosoftTeams.Localization.schema.json'),
  },
};

function lineOf({ instancePath, message, params }: ErrorObject): string {
  const extra = 'additionalProperty' in params ? ` (${params['additionalProperty']})` : '';
  return `${instancePath === '' ? '/' : instancePath} ${message ?? 'is wrong'}${extra}`;
}
