import { openData } from '../../slack/bot.ts';
import { openTeamsDouble } from '../double/double.ts';
import { callEnv } from './calls.ts';
import { clockHere } from './moved-clock.ts';
import { startHere } from './program.ts';
import { NEWCOMER, type Stage, watching } from './stage.ts';

/** Starts the program with a small demo, in this process, against the double. */
export async function openDoubleStage(): Promise<Stage & { close(): Promise<void> }> {
  const double = await openTeamsDouble();
  double.setPerson(NEWCOMER, { name: 'Engineer 01', email: 'engineer01@reseller.example' });
  const data = await openData(double, 60);
  const clock = clockHere();
  const env = { ...double.env(), ...callEnv };
  let program = await startHere(data.file, env);
  double.botUrl = program.url;
  const open: Stage = {
    ...watching(double),
    ...{ scene: double, double, data, clock },
    url: () => program.url,
    async restart() {
      await program.stop();
      program = await startHere(data.file, env);
      double.botUrl = program.url;
    },
  };
  return {
    ...open,
    async close() {
      await program.stop();
      clock.putBack();
      data.close();
      await double.close();
    },
  };
}
