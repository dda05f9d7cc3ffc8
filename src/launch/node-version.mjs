// Imported first by every launch script, and kept to old syntax, so that an old Node can say what it lacks.
import { stop } from './terminal.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `Partner Pulse needs Node 20.19 or newer; this is ${process.version}.`,
    'install Node 22 or 24 from https://nodejs.org, then run the same command again',
  );
}
