import countries from './countries.json' with { type: 'json' };
import industries from './industries.json' with { type: 'json' };
import { at, byShare, hash, mix, Random } from './random.ts';
import { companyStem, type Stem, type Style } from './stem.ts';
import { TOPIC, type World } from './world.ts';

type Country = (typeof countries)[number];
type Industry = (typeof industries)[number];

/** An invented company: what is true of it, whichever portal writes it down in whichever way. */
export interface Company {
  readonly index: number;
  readonly country: Country;
  readonly industry: Industry;
  readonly city: Country['cities'][number];
  readonly postal: string;
  readonly employees: number;
  /** The name without its legal form. */
  readonly core: string;
  /** Its legal form in the spellings people use, the official one first. */
  readonly legal: readonly string[];
  /** The domain it owns. No other company has it, and no other domain differs only below the public suffix. */
  readonly domain: string;
  /** What Partner Hub shows for its domain: its own, a free-mail one, an onmicrosoft one, or blank. */
  readonly hubDomain: string;
  /**
   * Another company carries the same name or stem. Its records then always show its own domain: without one, no
   * rule could tell the two apart.
   */
  readonly hasTwin: boolean;
}

type Twin = 'none' | 'name' | 'stem';

const SIZES = [5, 8, 12, 12, 18, 25, 25, 40, 40, 60, 60, 90, 90, 140, 140, 220, 220, 350, 600, 900];
const FREE_MAIL = ['gmail.com', 'outlook.com', 'hotmail.com', 'yahoo.com'];
const industryDeck = byShare(industries, (industry) => industry.share);
const countryDecks = new Map<string, readonly Country[]>();
for (const { style } of countries) {
  const ofStyle = countries.filter((country) => country.style === style);
  countryDecks.set(
    style,
    byShare(ofStyle, (country) => country.weight),
  );
}
/** Countries whose first suffix is theirs alone, so that twins never share a domain. */
const twinCountries = countries.filter((country) => country.suffixes[0] !== 'com' && isLatin(country.style));

/** The company of that number; it does not depend on how many others there are. */
export function makeCompany(world: World, index: number): Company {
  const { seed } = world;
  const twin = twinOf(seed, index);
  const stem = companyStem(seed, twin === 'none' ? index : index - 1);
  const random = new Random(seed, TOPIC.company, index);
  const country = twin === 'none' ? countryOf(random, stem.style) : twinCountry(seed, index, stem);
  const city = random.pick(country.cities);
  const original = twin === 'none' ? undefined : makeCompany(world, index - 1);
  const industry = original === undefined ? random.pick(industryDeck) : twinIndustry(original, twin);
  const ownCore = coreName(random, stem, country, industry, city.city);
  const core = original !== undefined && twin === 'name' ? original.core : ownCore;
  const hasTwin = twin !== 'none' || twinOf(seed, index + 1) !== 'none';
  const suffix = at(country.suffixes, twin === 'none' ? at([0, 0, 0, 0, 1, 2], random.below(6)) : 0);
  const government = industry.industry === 'Government' && country.code === 'BR' && !hasTwin;
  const domain = `${stem.latin}.${government ? `${city.state.toLowerCase()}.gov.br` : suffix}`;
  return {
    index,
    country,
    industry,
    city,
    postal: city.postal.replaceAll('#', () => String(random.below(10))),
    employees: Math.max(3, Math.round((random.pick(SIZES) * random.between(70, 150)) / 100)),
    core,
    legal: random.pick(country.legal),
    domain,
    hubDomain: hasTwin ? domain : hubDomain(random, domain, stem.latin),
    hasTwin,
  };
}

/** The name in full, as it stands in the company register. */
export function fullName(core: string, company: Company): string {
  const form = company.legal[0] ?? '';
  if (company.country.language === 'zh') return core + form;
  if (company.country.language === 'ja') return form + core;
  return `${core}${form.startsWith('Inc') || form === 'LLC' ? ',' : ''} ${form}`;
}

/** Whether names of this style are written in Latin letters, so that case, accents and spaces can vary. */
export function isLatin(style: string): boolean {
  return style !== 'chinese' && style !== 'japanese';
}

/** A Webex organisation id: a UUID, unique by its first group. */
export function organisationId(world: World, index: number, organisation: number): string {
  const head = mix((index * 2 + organisation) ^ hash(world.seed, TOPIC.org));
  const words = [1, 2, 3].map((part) => hexOf(hash(world.seed, TOPIC.org + part, index, organisation)));
  const [a = '', b = '', c = ''] = words;
  return `${hexOf(head)}-${a.slice(0, 4)}-4${a.slice(5)}-${'89ab'.charAt(index % 4)}${b.slice(5)}-${b.slice(0, 4)}${c}`;
}

function hexOf(word: number): string {
  return word.toString(16).padStart(8, '0');
}

/** Some companies share the name, others only the stem, with the company before them, in another country. */
function twinOf(seed: number, index: number): Twin {
  const place = index % 97;
  if (place !== 50 && place !== 60) return 'none';
  if (!isLatin(companyStem(seed, index - 1).style)) return 'none';
  return place === 50 ? 'name' : 'stem';
}

function countryOf(random: Random, style: Style): Country {
  return random.pick<Country>(countryDecks.get(style) ?? countries);
}

function twinCountry(seed: number, index: number, stem: Stem): Country {
  const original = countryOf(new Random(seed, TOPIC.company, index - 1), stem.style);
  const choice = twinCountries.filter((country) => country.code !== original.code);
  return at(choice, hash(seed, TOPIC.company, index));
}

function twinIndustry(original: Company, twin: Twin): Industry {
  return twin === 'name' ? original.industry : at(industries, industries.indexOf(original.industry) + 1);
}

function coreName(random: Random, stem: Stem, country: Country, industry: Industry, city: string): string {
  const language = country.language as keyof Industry['words'];
  const word = random.pick(industry.words[language]);
  const brand = stem.latin.charAt(0).toUpperCase() + stem.latin.slice(1);
  const style = random.below(100);
  switch (language) {
    case 'zh':
      return city + (stem.characters || brand) + word;
    case 'ja':
      return brand + word;
    case 'en':
      if (style < 4) return `${brand} "${word}" Group`;
      return style < 14 ? `${brand} ${word} & Partners` : `${brand} ${word}`;
    case 'de':
    case 'nl':
      return `${brand} ${word}`;
    case 'pt':
    case 'es':
    case 'fr':
    case 'it':
      if (style < 3) return `${word} "${brand}"`;
      return style < 60 ? `${word} ${brand}` : `${brand} ${word}`;
  }
}

function hubDomain(random: Random, own: string, stem: string): string {
  const choice = random.below(100);
  if (choice < 4) return '';
  if (choice < 7) return random.pick(FREE_MAIL);
  return choice < 10 ? `${stem}.onmicrosoft.com` : own;
}
