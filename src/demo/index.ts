export { demoFiles } from './demo.ts';
export type { DemoFile } from './file.ts';
export { type DemoTruth, demoTruth, type TrueRecord } from './truth.ts';
export type { DemoOptions } from './world.ts';
export { type WrittenFile, writeDemo } from './write.ts';
