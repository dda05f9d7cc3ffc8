/** The rooms of the code, and for each the rooms it may import. Everyone may import src/base, and itself. */
export const rooms: Record<string, readonly string[]> = {
  'src/base': [],
  'src/words': [],
  'src/answers': ['src/words'],
  // To know two spellings of a tag as one when it draws a customer.
  db: ['src/words'],
  'src/customers': ['db', 'src/words'],
  'src/ingest': ['db', 'src/customers', 'src/calls', 'src/words', 'src/answers'],
  'src/access': ['db', 'src/words'],
  commands: ['db', 'src/answers', 'src/words', 'types of src/access', 'types of src/alerts'],
  'src/ask': ['commands', 'db', 'src/access', 'src/answers', 'src/words'],
  digests: ['commands', 'db', 'src/access', 'src/answers', 'src/words'],
  'src/delivery': ['db', 'src/answers', 'src/words'],
  // What is counted, and what is done when it goes wrong; how it is drawn is handed in.
  'src/alerts': ['db', 'src/answers', 'src/words', 'types of src/delivery'],
  // Call records: what became of each call, and where records come from by themselves.
  'src/calls': ['db', 'src/words'],
  'src/chat': [
    ...['src/ask', 'src/access', 'src/answers', 'src/words', 'db'],
    ...['types of src/delivery', 'types of src/alerts'],
  ],
  // Outgoing webhooks. Apart from the chats, which they share nothing with but the ledger's outlet.
  'src/hooks': ['types of src/delivery'],
  'src/server': [],
  'src/demo': ['src/words'],
  // Runs before anything is installed, so it may use nothing but itself and Node.
  'src/launch': [],
};

/** The files that put it all together and may import every room. */
export const assemblers: readonly string[] = ['src/main.ts', 'src/cli.ts', 'src/config.ts', 'src/config/', 'src/cli/'];

/** Packages that live in one room only, so that replacing one is a local change. */
export const packageRooms: readonly { name: RegExp; rooms: readonly string[] }[] = [
  { name: /^better-sqlite3$/, rooms: ['db'] },
  { name: /^drizzle-orm(\/|$)/, rooms: ['db'] },
  { name: /^node-cron$/, rooms: ['src/delivery'] },
  { name: /^(chart\.js|@napi-rs\/)/, rooms: ['src/answers/charts'] },
  { name: /^prom-client$/, rooms: ['src/base'] },
  { name: /^@slack\//, rooms: ['src/chat/slack'] },
  { name: /^@microsoft\//, rooms: ['src/chat/teams'] },
  { name: /^botbuilder/, rooms: ['src/chat/teams'] },
];

/** What the project's folder may hold besides dot files. */
export const topLevel: readonly string[] = [
  'src',
  'commands',
  'digests',
  'db',
  'test',
  'bench',
  'docs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'drizzle.config.ts',
  'README.md',
  // Not in git: made by running the program.
  'data',
  'dist',
  'node_modules',
];

export const MAX_LINES = 350;
