// Lives in db/ because everything that writes what a person said draws the customer anew in the same transaction.
export {
  projectCustomer,
  type ShownCustomer,
  type SourcedProfile,
  type SpokenOfCustomer,
} from '../../db/writes/shown-customer.ts';
