export { demoFiles } from './demo.ts';
export type { DemoFile } from './file.ts';
export { demoTruth, type TrueRecord } from './truth.ts';
export type { DemoOptions } from './world.ts';
export { writeDemo } from './write.ts';
