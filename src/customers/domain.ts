import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import freeMail from './free-mail.json' with { type: 'json' };
import sharedHosts from './shared-hosts.json' with { type: 'json' };

const identifiesNobody = new Set([...freeMail.domains, ...sharedHosts]);
/** Mail services that have the same name under many endings (`hotmail.it`, `yahoo.co.jp`). */
const everywhere = new Set(freeMail.everywhere);

/**
 * The registrable domain of a domain, web address or e-mail address (`www.Nova.com.br` → `nova.com.br`), by the public
 * suffix list with its private part, so that two sites on one hoster stay apart; in lower case and, however it was
 * written, in its own letters (`xn--mnchen-3ya.de` → `münchen.de`). Null for free-mail, for `*.onmicrosoft.com` and
 * other hosts that many companies share, and for text that is no domain: these say nothing about who the company is.
 */
export function registrableDomain(text: string): string | null {
  const written = parse(text.trim().normalize('NFKC'), { allowPrivateDomains: true });
  // Two addresses in one cell: the parser would take what stands behind the last @.
  if (!written.hostname || text.split('@').length > 2) return null;
  const { domain, domainWithoutSuffix, isIcann, isPrivate } = parse(domainToASCII(written.hostname), {
    allowPrivateDomains: true,
  });
  if (!domain || !domainWithoutSuffix || (!isIcann && !isPrivate)) return null;
  if (identifiesNobody.has(domain) || (isIcann && everywhere.has(domainWithoutSuffix))) return null;
  return domainToUnicode(domain);
}
