/** Where Microsoft keeps the files of an organisation, in each of its clouds: a name below one of these. */
const KEEPERS =
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.sharepoint(\.com|\.us|-mil\.us|\.cn)$/;

/**
 * Whether files of people may be put and fetched there: SharePoint over https or, with a Graph on this machine, as in tests,
 * that very server. No address in numbers, no port, no name and password: what comes in a message must not lead us about.
 */
export function isFileAddress(given: string, graphUrl: string): boolean {
  if (!URL.canParse(given)) return false;
  const url = new URL(given);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:' && url.port === '' && KEEPERS.test(url.hostname)) return true;
  const graph = new URL(graphUrl);
  return graph.protocol === 'http:' && url.origin === graph.origin;
}
