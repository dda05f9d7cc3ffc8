import { Presets, SingleBar } from 'cli-progress';
import { printable } from '../answers/text.ts';
import type { Clock } from '../base/clock.ts';
import type { Watcher } from './job.ts';

/** Without a terminal a bar would be noise in a log; a line now and then is enough to see that it goes on. */
const LINE_EVERY_MS = 10_000;

/** Shows an import on standard error: a bar with rows per second and time left, or lines when nobody is watching live. */
export function progressOn(stream: NodeJS.WriteStream, clock: Clock): Watcher & { stop(): void } {
  let bar: SingleBar | undefined;
  let started = 0;
  let told = 0;
  let total = 1;
  const rate = (rows: number) => Math.round((rows * 1000) / Math.max(1, clock.monotonic() - started));
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    stop,
    onWait: () => stream.write('Another import is running; this one starts when it ends.\n'),
    onStart({ file, bytes, report }) {
      started = clock.monotonic();
      told = started;
      total = Math.max(1, bytes);
      if (!stream.isTTY) return;
      const format = '{file} {bar} {percentage}%  {count} rows  {rate} rows/s  {eta_formatted} left';
      bar = new SingleBar(
        { format, stream, hideCursor: true, clearOnComplete: true, etaBuffer: 50, fps: 5 },
        Presets.rect,
      );
      bar.start(total, 0, { file: printable(`${report} (${file})`).slice(0, 40), count: '0', rate: '0' });
    },
    onProgress({ bytes, rows }) {
      bar?.update(Math.min(bytes, total), {
        count: rows.toLocaleString('en-US'),
        rate: rate(rows).toLocaleString('en-US'),
      });
      const now = clock.monotonic();
      if (bar || now - told < LINE_EVERY_MS) return;
      told = now;
      const left = Math.round((((now - started) / Math.max(1, bytes)) * (total - bytes)) / 1000);
      stream.write(
        `${Math.floor((bytes * 100) / total)} %  ${rows.toLocaleString('en-US')} rows  ${rate(rows).toLocaleString('en-US')} rows/s  about ${left} s left\n`,
      );
    },
    onJoining() {
      stop();
      if (stream.isTTY) stream.write('Joining customers…\r');
    },
  };
}
