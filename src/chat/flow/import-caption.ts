import { isIsoDate } from '../../base/days.ts';

/** What a person may write beside a file that does not say whose it is: `customer:"Nova Foods" week:2026-11-15`. */
export interface Caption {
  readonly customer?: string;
  readonly week?: string;
}

const CUSTOMER = /(?<![\p{L}\p{N}])customer\s*[:：=]\s*(?:"([^"]{1,300})"|([^\s"]{1,300}))/iu;
const WEEK = /(?<![\p{L}\p{N}])week\s*[:：=]\s*(\d{4}-\d{2}-\d{2})(?!\d)/iu;
const QUOTES = /[“”„‟«»＂]/g;

/** Reads the customer and the week out of the words beside a dropped file; what is not there is left out. */
export function readCaption(text: string): Caption {
  const plain = text
    .normalize('NFC')
    .replace(QUOTES, '"')
    .replace(/\u00a0/g, ' ');
  const [, quoted, bare] = CUSTOMER.exec(plain) ?? [];
  const customer = (quoted ?? bare)?.trim();
  const week = WEEK.exec(plain)?.[1];
  return {
    ...(customer === undefined || customer === '' ? {} : { customer }),
    ...(week === undefined || !isIsoDate(week) ? {} : { week }),
  };
}
