import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays } from '../src/base/days.ts';

const HEADER =
  'Customer,Customer ID,Domain,Country,Managed By,Tags,Subscription ID,Product,Subscription Type,Status,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses,Used Licenses Last 3 Months';
const LINES_PER_CUSTOMER = 25;
const products = [
  'Webex Calling - Professional',
  'Webex Meetings',
  'Webex Suite',
  'Webex Contact Center',
  'Webex Messaging',
];
const countries = ['BR', 'US', 'DE', 'FR', 'ES', 'GB', 'MX', 'CN'];

/** Writes a subscriptions snapshot of `rows` rows, each a line of its own, 25 to a customer. About 190 bytes a row. */
export async function writeLinesFile(path: string, rows: number): Promise<void> {
  await pipeline(Readable.from(chunks(rows)), createWriteStream(path));
}

function* chunks(rows: number): Generator<string> {
  yield `${HEADER}\n`;
  let text = '';
  for (let i = 0; i < rows; i++) {
    text += row(i);
    if (text.length > 65_536) {
      yield text;
      text = '';
    }
  }
  yield text;
}

function row(i: number): string {
  const customer = Math.floor(i / LINES_PER_CUSTOMER);
  const id = `${customer.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  // A multiplier prime to the modulus spreads the days without a random source.
  const start = addDays('2024-01-01', (i * 7919) % 700);
  const total = 1 + ((i * 31) % 500);
  return `Company ${customer} Ltda,${id},company${customer}.com.br,${countries[customer % 8]},Partner,gold;emea,Sub${i},${products[i % 5]},Subscription,Active,${start},${addDays(start, 365)},${i % 3 ? 'Yes' : 'No'},${total},${(total * 7) % 520},${total % 400},${total % 450}\n`;
}
