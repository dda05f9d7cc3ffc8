import { parse } from 'tldts';
import freeMail from './free-mail.json' with { type: 'json' };

const identifiesNobody = new Set([...freeMail, 'onmicrosoft.com', 'onmicrosoft.cn', 'onmicrosoft.us', 'onmschina.cn']);

/**
 * The registrable domain of a domain, web address or e-mail address (`www.Nova.com.br` → `nova.com.br`), by the public
 * suffix list with its private part, so that two sites on one hoster stay apart. Null for free-mail, for
 * `*.onmicrosoft.com` and for text that is no domain: these say nothing about who the company is.
 */
export function registrableDomain(text: string): string | null {
  const { domain, hostname, isIcann, isPrivate } = parse(text.trim(), { allowPrivateDomains: true });
  if (!domain || !hostname || (!isIcann && !isPrivate)) return null;
  for (const shared of identifiesNobody) if (hostname === shared || hostname.endsWith(`.${shared}`)) return null;
  return domain;
}
