/** The hosts that keep call records, by region, as Webex documents them; the last one is the older name. */
export const recordHosts = [
  'analytics-calling.webexapis.com',
  'analytics-calling-eu.webexapis.com',
  'analytics-calling-in.webexapis.com',
  'analytics-calling-au.webexapis.com',
  'analytics-calling-gov.webexapis.com',
  'analytics.webexapis.com',
] as const;

/**
 * The address of a feed's host, without a path: one of `recordHosts` over https, or this machine, for tests. Undefined for
 * any other: a token is sent nowhere else.
 */
export function originOf(host: string): string | undefined {
  const name = host.trim().toLowerCase();
  if (recordHosts.some((known) => known === name)) return `https://${name}`;
  if (!URL.canParse(host)) return undefined;
  const { protocol, hostname, origin, pathname } = new URL(host);
  const isHere = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return isHere && pathname === '/' ? origin : undefined;
}

/** The host of records that a text names, if it names one that is known. */
export function hostNamedIn(text: string): string | undefined {
  const named = text.toLowerCase().match(/analytics[a-z-]*\.webexapis\.com/g) ?? [];
  return named.find((each) => recordHosts.some((known) => known === each));
}
