/** Why one customer should be called. */
export interface Reason {
  readonly customer: string;
  readonly why: string;
}

/** A row of the call list. */
interface ToCall {
  readonly customer: string;
  readonly why: string;
  readonly reasons: string | null;
}

/**
 * One row for each customer by name: the first reason, and the others in one text (null without any). Who has several
 * reasons comes first, then whose first reason comes first.
 */
export function callList(reasons: readonly Reason[]): ToCall[] {
  const byCustomer = new Map<string, Set<string>>();
  for (const { customer, why } of reasons) byCustomer.set(customer, (byCustomer.get(customer) ?? new Set()).add(why));
  return [...byCustomer]
    .map(([customer, all], at) => ({ customer, all: [...all], at }))
    .sort((a, b) => Number(b.all.length > 1) - Number(a.all.length > 1) || a.at - b.at)
    .map(({ customer, all: [why = '', ...others] }) => ({
      customer,
      why,
      reasons: others.length === 0 ? null : others.join('; '),
    }));
}
