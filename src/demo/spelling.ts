import { type Company, fullName, isLatin } from './company.ts';
import type { Random } from './random.ts';

/**
 * A company's name as a person or another portal may write it: another spelling of the legal form or none, other
 * case, accents lost. All of them fold to the same name.
 */
export function spellName(core: string, company: Company, random: Random): string {
  const full = fullName(core, company);
  if (!isLatin(company.country.style)) return full;
  const form = random.pick(company.legal);
  switch (random.below(6)) {
    case 0:
      return core;
    case 1:
      return `${core} ${form}`.toUpperCase();
    case 2:
      return withoutAccents(`${core} ${form}`);
    case 3:
      return withoutAccents(core).toLowerCase();
    case 4:
      return `${core}, ${form}`;
    default:
      return full;
  }
}

/** A domain as people paste it: at times with a host in front, or in capitals. */
export function spellDomain(domain: string, random: Random): string {
  const choice = random.below(100);
  if (choice < 5) return `www.${domain}`;
  if (choice < 8) return domain.toUpperCase();
  return choice < 10 ? `mail.${domain}` : domain;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}
