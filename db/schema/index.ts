export * from './audit.ts';
export * from './customers.ts';
export * from './imports.ts';
export * from './lines.ts';
export * from './people.ts';
export * from './profiles.ts';
export * from './propensity.ts';
export * from './words.ts';
