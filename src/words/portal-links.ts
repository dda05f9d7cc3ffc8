import links from './portal-links.json' with { type: 'json' };

/** A page to open in a portal. */
export interface PortalLink {
  /** The source of the records it shows: webex, cloudascent. */
  readonly source: string;
  readonly portal: string;
  /** Where to go on that page. */
  readonly page: string;
  readonly link: string;
}

/**
 * The pages at which people enter the portals. Neither vendor documents an address that opens one customer by the id
 * of an export, so none is made up: the id goes into the search of that page.
 */
export const portalLinks: readonly PortalLink[] = links;
