import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { printable } from '../answers/text.ts';
import { isIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';
import { reportNames } from '../words/headers.ts';
import { languages } from '../words/languages.ts';

/**
 * The command line. Each command loads only what it needs, because a question must not pay for the start of the
 * importer, nor help for that of the database.
 */
const program = new Command('pulse')
  .description('Partner Pulse: answers from the exports of the portals you sell through.')
  // Or `data --format json` would take the option away from its own sub-commands.
  .enablePositionalOptions()
  // Also on a wider screen: what is wider than a page is hard to read.
  .configureHelp({ helpWidth: 80 })
  .configureOutput({ outputError: (text, write) => write(withCommands(text)) })
  .showHelpAfterError('(see: npm run -s pulse -- --help)')
  .exitOverride();

program
  .command('start')
  .description('serve; loads a demo when there is no data yet')
  .action(async () => (await import('../main.ts')).start());

program
  .command('import')
  .description('take exports in: files, or folders of them')
  .argument('<path...>', 'CSV, XLSX, zip or gz files, or folders')
  .addOption(new Option('--as-of <date>', 'the day the data speaks about, YYYY-MM-DD').argParser(day))
  .option('--customer <name>', 'whose file it is, where the file does not say it')
  .addOption(new Option('--week <date>', 'any day of the week that it is about, YYYY-MM-DD').argParser(day))
  .addOption(new Option('--report <name>', 'which report it is').choices([...reportNames]))
  .option('--sheet <name>', 'the sheet of a workbook; otherwise the first')
  .option('--whole', 'a much smaller file is the whole truth: what is missing has ended')
  .option('--part', 'the file is a part: it adds and updates, and ends nothing')
  .addOption(new Option('--dates <order>', 'whether day or month stands first in 03/04/2026').choices(['dmy', 'mdy']))
  .addOption(format())
  .action(async (paths, options) => (await import('./import.ts')).runImport(paths, options));

program
  .command('ask')
  .description('ask a question, such as "expiring 90d cluster:act-now"; "help" lists them')
  .argument('<question...>', 'the question, best in quotes')
  .addOption(new Option('--as-of <date>', 'the day to look at, YYYY-MM-DD; otherwise today').argParser(day))
  .option('--as <e-mail>', 'ask as this person of the list of people: with their role, and only their customers')
  .addOption(
    new Option('--format <format>', 'how to print').choices(['text', 'json', 'csv', 'slack', 'teams']).default('text'),
  )
  .action(async (words, options) => (await import('./ask.ts')).runAsk(words.join(' '), options));

const data = program
  .command('data')
  .description('what is imported, how old it is, what is held or rejected, what to export from where')
  .addOption(format())
  .action(async (options) => (await import('./data.ts')).showData(options));
data
  .command('undo')
  .description('take an import back')
  .argument('<import>', 'its number, as data shows it', wholeNumber)
  .action(async (id) => (await import('./data.ts')).undo(id));
data
  .command('rejects')
  .description('the rejected rows of an import as CSV, with the reason as last column')
  .argument('<import>', 'its number, as data shows it', wholeNumber)
  .option('--out <file>', 'write to a file instead of the screen')
  .action(async (id, options) => (await import('./data.ts')).rejects(id, options));

const matches = program
  .command('matches')
  .description('pairs that may be one company, for a person to decide')
  .option('--decided', 'those that a person has decided already')
  .addOption(format())
  .action(async (options) => (await import('./matches.ts')).showMatches(options));
matches
  .command('join')
  .description('say that a pair is one company')
  .argument('<match>', 'its number, as matches shows it', wholeNumber)
  .action(async (id) => (await import('./matches.ts')).decide(id, 'same'));
matches
  .command('apart')
  .description('say that a pair is two companies')
  .argument('<match>', 'its number, as matches shows it', wholeNumber)
  .action(async (id) => (await import('./matches.ts')).decide(id, 'different'));
matches
  .command('undo')
  .description('take the newest decision on a pair back')
  .argument('<match>', 'its number, as matches --decided shows it', wholeNumber)
  .action(async (id) => (await import('./matches.ts')).undoMatch(id));
matches
  .command('join-records')
  .description('say that two records are one company, whatever was decided before')
  .argument('<record>', 'its number, as matches records shows it', wholeNumber)
  .argument('<other>', 'the number of the other', wholeNumber)
  .action(async (one, other) => (await import('./matches.ts')).joinTwo(one, other));
matches
  .command('records')
  .description('the records joined into one customer, and why')
  .argument('<customer>', 'its name, or a part of it')
  .addOption(format())
  .action(async (name, options) => (await import('./matches.ts')).showRecords(name, options));
matches
  .command('split')
  .description('take records out of the customer they were joined to, for good; several stay together')
  .argument('<record...>', 'their numbers, as matches records shows them', wholeNumbers, [])
  .action(async (records) => (await import('./matches.ts')).split(records));

program
  .command('demo')
  .description('write believable exports of invented companies')
  .addOption(new Option('--customers <n>', 'how many companies').default(240).argParser(wholeNumber))
  .addOption(new Option('--seed <n>', 'another number gives other companies').default(1).argParser(wholeNumber))
  .option('--out <folder>', 'where to write them', 'data/demo')
  .action(async (options) => (await import('./demo.ts')).writeDemoFiles(options));

program
  .command('template')
  .description('an empty file of a report with its headers and one sample row')
  .addArgument(new Command().createArgument('<report>', 'which report').choices([...reportNames]))
  .action(async (name) => {
    process.stdout.write((await import('../ingest/template.ts')).templateOf(name));
  });

const people = program.command('people').description('who may ask, and as what');
people
  .command('list')
  .description('everybody who may ask: by the list of people, and let in since')
  .addOption(format())
  .action(async (options) => (await import('./people.ts')).listPeople(options));
people
  .command('add')
  .description('let a person in, or change what they may do, until the next list of people')
  .argument('<e-mail>', 'the address they have on the chat platform')
  .addOption(new Option('--role <role>', 'what they may do').choices(['viewer', 'editor', 'admin']))
  .addOption(new Option('--scope <scope>', 'whose customers they see').choices(['own', 'all']))
  .option('--name <name>', 'how they are called')
  .action(async (email, options) => (await import('./people.ts')).addPerson(email, options));
people
  .command('remove')
  .description('take back what people add gave')
  .argument('<e-mail>', 'their address')
  .action(async (email) => (await import('./people.ts')).removePerson(email));

const feed = program.command('feed').description('call records that are fetched from Webex, a customer at a time');
feed
  .command('add')
  .description("fetch an organisation's call records; its token is read from standard input and kept sealed")
  .option('--customer <name>', 'whose they are, as the lists have the customer')
  .option('--org <uuid>', 'or its organisation id')
  .addOption(
    new Option('--kind <kind>', 'cdr_stream: a minute old; cdr_feed: five minutes, and 30 days back')
      .choices(['cdr_feed', 'cdr_stream'])
      .default('cdr_stream'),
  )
  .option('--host <host>', "where the organisation's region keeps them", 'analytics-calling.webexapis.com')
  .option('--token-file <path>', 'read the token from a file')
  .action(async (options) => (await import('./feed.ts')).addFeed(options));
feed
  .command('list')
  .description('every feed: how far it is, and what is wrong')
  .addOption(format())
  .action(async (options) => (await import('./feed.ts')).listFeeds(options));
feed
  .command('remove')
  .description('stop fetching and forget the token; what came stays')
  .argument('<number>', 'as feed list shows it', wholeNumber)
  .action(async (id) => (await import('./feed.ts')).endFeed(id));

const manifest = program.command('manifest').description('what a chat platform needs to know to make the app');
manifest
  .command('slack')
  .description('the app for Slack\'s "From a manifest", as JSON')
  .addOption(
    new Option('--commands <which>', 'which questions get a slash command').choices(['core', 'all']).default('core'),
  )
  .option('--prefix <letters>', 'in front of the short commands: x- makes /x-expiring')
  .option('--url <address>', 'where Slack reaches the program; otherwise PUBLIC_URL')
  .option('--socket', 'Socket Mode: nothing has to be reached from outside')
  .option('--name <name>', "the app's name", 'Partner Pulse')
  .option('--org', 'a whole Enterprise organisation may install it at once')
  .action(async (options) => (await import('./manifest.ts')).manifestSlack(options));
manifest
  .command('teams')
  .description('the app package for Microsoft Teams, as a zip, checked against its schema')
  .option('--out <file>', 'where to write it; what is there is replaced', 'data/partner-pulse-teams.zip')
  .option('--url <address>', 'where Teams reaches the program; otherwise PUBLIC_URL')
  .option('--slash', 'slash commands that only one person sees, where the tenant has them (TEAMS_TARGETED)')
  .option('--read-back', 'let it read the channels it is in, to find its own posts again (TEAMS_READ_BACK)')
  .option('--developer <name>', 'who stands behind the app', 'Partner Pulse')
  .option('--website <address>', 'the page about it, its privacy and its terms; otherwise the same as --url')
  .option(
    '--app-version <version>',
    'three numbers, higher than those of the package before; otherwise made of the time',
  )
  .action(async (options) => (await import('./manifest-teams.ts')).manifestTeams(options));

const digest = program.command('digest').description('posts on a schedule: look at one, or have it posted now');
digest
  .command('preview')
  .description('what a digest would say')
  .argument('<name>', 'call-quality, queues, propensity, renewals or my-week')
  .addOption(new Option('--as-of <date>', 'the day to look at, YYYY-MM-DD; otherwise today').argParser(day))
  .option('--filters <filters>', 'narrow it, such as "country:BR tag:gold"')
  .option('--as <e-mail>', 'as this person of the list of people would see it')
  .addOption(new Option('--lang <language>', 'in which language').choices([...languages]).default('en'))
  .addOption(format())
  .action(async (name, options) => (await import('./digest.ts')).previewDigest(name, options));
digest
  .command('send')
  .description('have the running bot post a schedule now')
  .argument('<schedule>', 'its number, as digest list shows it; or the name of a digest that has one schedule')
  .action(async (which) => (await import('./digest.ts')).sendDigest(which));
digest
  .command('list')
  .description('every schedule, with its next post')
  .addOption(format())
  .action(async (options) => (await import('./ask.ts')).runAsk('digest', options));

const alerts = program.command('alerts').description('calls that are lost: what rules would have said, who is on call');
alerts
  .command('test')
  .description('go through history with the code that goes through the present: when a rule would have fired')
  .argument('<rule>', 'abandon-rate, poor-call-rate, or a rule by its number or name')
  .requiredOption(
    '--from <moment>',
    'the first day, or a moment such as 2026-11-01T08:00Z; what is before it is learned from',
  )
  .requiredOption('--to <moment>', 'the last day, which belongs to it, or a moment')
  .option('--file <path>', 'this file alone (queue-intervals or call-records); nothing is imported')
  .option('--customer <name>', 'whose file it is, where the file does not say it')
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'chart']).default('text'))
  .action(async (rule, options) => (await import('./alerts.ts')).testAlerts(rule, options));
for (const [name, description] of [
  ['list', 'what is wrong now, the rules, and how old the newest call record is'],
  ['rules', 'every rule, with what is still missing before it can call anybody'],
  ['oncall', 'who is on call now and next'],
] as const)
  alerts
    .command(name)
    .description(description)
    .addOption(format())
    .action(async (options) => (await import('./ask.ts')).runAsk(`alerts ${name}`, options));

program
  .command('doctor')
  .description('check settings, data, Slack and Teams one by one, and name the fix of what is wrong')
  .addOption(format())
  .action(async (options) => (await import('./doctor.ts')).runDoctor(options));

const db = program.command('db').description('look after the database');
db.command('migrate')
  .description('bring the database to this version, after a backup')
  .action(async () => (await import('./db.ts')).migrate());
db.command('check')
  .description('check that the database is sound')
  .action(async () => (await import('./db.ts')).check());
db.command('backup')
  .description('copy the database while it is in use, and check the copy')
  .option('--to <file>', 'a file that does not exist yet; otherwise in backups beside the database')
  .action(async (options) => (await import('./db.ts')).backup(options));
db.command('restore')
  .description('put a backup in the place of the database, which is kept aside')
  .argument('<backup>', 'its file')
  .action(async (file) => (await import('./db.ts')).restore(file));

/** A word that is near no command is answered with those that there are. */
function withCommands(error: string): string {
  if (!error.includes('unknown command') || error.includes('Did you mean')) return error;
  return `${error}Commands: ${program.commands.map((command) => command.name()).join(', ')}\n`;
}

function format(): Option {
  return new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text');
}

function day(text: string): string {
  if (!isIsoDate(text)) throw new InvalidArgumentError('It must be a day written as YYYY-MM-DD.');
  return text;
}

function wholeNumbers(text: string, before: number[]): number[] {
  return [...before, wholeNumber(text)];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/**
 * Runs one command to its end: what it prints goes to the standard streams, how it ended is the exit code of the process,
 * which is left to end by itself. Throws only what nobody at the keyboard can put right.
 */
export async function runCommand(args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    await report(error);
  }
}

/** Tells a person what went wrong; what nobody at the keyboard can put right is thrown on. */
export async function report(error: unknown): Promise<void> {
  if (error instanceof CommanderError) {
    // Its own complaints, said already, are wrong use; asking for help is not.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const explained = error instanceof UserError ? error : (await import('./explain.ts')).explain(error);
  if (!(explained instanceof UserError)) throw explained;
  const lines = explained.message.split('\n').map(printable);
  if (explained.next !== undefined) lines.push(`→ ${printable(explained.next)}`);
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = explained.exitCode;
}
