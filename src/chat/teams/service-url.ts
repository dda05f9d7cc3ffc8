import type { TeamsSettings } from './settings.ts';

export type ServiceSettings = Pick<TeamsSettings, 'serviceHosts' | 'playground' | 'loginUrl'>;

/** Hosts of the Bot Connector in the public cloud. Those of other clouds are named by TEAMS_SERVICE_HOSTS. */
const HOSTS = ['smba.trafficmanager.net'];
const DOMAINS = ['.botframework.com'];

/**
 * The address as one that answers, and the token with them, may be sent to; undefined for any other. Ends in a slash.
 * Whoever could name another host would be given our token. An address on this machine counts only where it can do no
 * harm: without tokens (playground), or where the tokens are this machine's own as well, because the sign-in is here too.
 */
export function safeServiceUrl(text: string, { serviceHosts, playground, loginUrl }: ServiceSettings): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  if (isLoopback(url)) return playground || isLoopback(new URL(loginUrl)) ? url : undefined;
  const isListed =
    [...HOSTS, ...serviceHosts].includes(url.hostname) || DOMAINS.some((end) => url.hostname.endsWith(end));
  return !playground && url.protocol === 'https:' && url.port === '' && isListed ? url : undefined;
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return (
    /^https?:$/.test(protocol) && (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname))
  );
}
