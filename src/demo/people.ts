import countries from './countries.json' with { type: 'json' };
import { csvLine } from './csv.ts';
import { dirtyCount } from './dirty.ts';
import { type DemoFile, demoFile } from './file.ts';
import { at, hash } from './random.ts';
import { TOPIC, type World } from './world.ts';

const HEADER = csvLine(['E-mail', 'Name', 'Role', 'Scope', 'Slack ID', 'Teams ID', 'Time Zone']);
const EDITORS = ['Channel Lead', 'Customer Success Lead', 'Renewals Desk'];
const MAIL = 'reseller.example';

/** How many sales representatives share so many customers. */
function repCount(world: World): number {
  return Math.min(500, Math.max(4, Math.ceil(world.customers / 100)));
}

/** The owners of a company, separated by `;`: mostly one, at times two, at times nobody yet. */
export function ownersOf(world: World, index: number): string {
  const draw = hash(world.seed, TOPIC.crm, index, 3);
  const reps = repCount(world);
  const first = (draw >>> 8) % reps;
  if (draw % 100 < 5) return '';
  return draw % 100 < 10 ? `${repMail(first)};${repMail((first + 1) % reps)}` : repMail(first);
}

/** The people of the reseller, by role and not by name: nobody real. */
export function peopleFile(world: World): DemoFile {
  const reps = repCount(world);
  const bad = dirtyCount(reps);
  function* rows(): Generator<string> {
    yield csvLine([`admin@${MAIL}`, 'Partner Admin', 'admin', 'all', 'U0DEMOADM', '', 'America/Sao_Paulo']);
    for (const [place, name] of EDITORS.entries()) {
      const mail = `${name.toLowerCase().replaceAll(' ', '-')}@${MAIL}`;
      yield csvLine([mail, name, 'editor', 'all', `U0DEMOE${twoDigits(place)}`, '', at(countries, place * 3).zone]);
    }
    yield csvLine([`reports@${MAIL}`, 'Management Reports', 'viewer', 'all', '', '', 'UTC']);
    for (let rep = 0; rep < reps; rep++) {
      const slack = rep % 9 === 8 ? '' : `U0DEMO${String(rep + 1).padStart(4, '0')}`;
      const scope = rep % 10 === 9 ? 'all' : 'own';
      yield csvLine([
        repMail(rep),
        `Sales Rep ${twoDigits(rep + 1)}`,
        'viewer',
        scope,
        slack,
        '',
        at(countries, rep).zone,
      ]);
    }
    for (let nth = 0; nth < bad; nth++) yield csvLine([`rep-without-mail-${nth}`, '', 'viewer', 'own', '', '', '']);
  }
  return demoFile('people', world.today, bad, HEADER, rows);
}

function repMail(rep: number): string {
  return `rep${twoDigits(rep + 1)}@${MAIL}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
