import { createHash } from 'node:crypto';
import { z } from 'zod/v4';
import { drawChart } from '../../answers/charts/draw-chart.ts';
import type { Log } from '../../base/log.ts';
import type { Language } from '../../words/languages.ts';
import type { CardPart } from '../card/card.ts';
import { altLine } from './blocks/parts.ts';
import { type UploadOutside, upload } from './upload.ts';

export type ChartPart = Extract<CardPart, { kind: 'chart' }>;

/** A picture that Slack has, by its file's id, or why it has none. `isNew`: it was uploaded for this message. */
export type Image =
  | { readonly at: 'ready'; readonly id: string; readonly isNew: boolean }
  | { readonly at: 'none'; readonly why: string };

interface Kept {
  readonly image: Promise<Image>;
  /** By the monotonic clock. */
  until: number;
}

/** Whoever keeps files for a shorter time has its pictures uploaded again as soon as Slack refuses one. */
const KEPT_MS = 12 * 3_600_000;
/** What went wrong for one channel would go wrong for the next hundred as well. */
const FAILED_MS = 60_000;
const MOST_KEPT = 500;
/** How long Slack may take to make a picture of what was uploaded: 15 s in all. */
const POLL_MS = [0, 1_000, 2_000, 4_000, 8_000] as const;

/**
 * The pictures of cards: drawn, given to Slack once for each workspace and named by their file ids from then on, also
 * for the next channel and the next attempt. It is known only while the program runs; lost, they are uploaded once more.
 */
export class Images {
  readonly #outside: UploadOutside & { readonly log: Log };
  readonly #kept = new Map<string, Kept>();

  constructor(outside: UploadOutside & { readonly log: Log }) {
    this.#outside = outside;
  }

  /** Never throws: a message goes without a picture rather than not at all. */
  async of(team: string, part: ChartPart, language: Language): Promise<Image> {
    const { clock, log } = this.#outside;
    const key = keyOf(team, part, language);
    const known = this.#kept.get(key);
    if (known !== undefined && known.until > clock.monotonic()) {
      const image = await known.image;
      return image.at === 'ready' ? { ...image, isNew: false } : image;
    }
    const kept: Kept = { image: this.#make(team, part, language), until: Number.POSITIVE_INFINITY };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    const image = await kept.image;
    kept.until = clock.monotonic() + (image.at === 'ready' ? KEPT_MS : FAILED_MS);
    if (image.at === 'none') log.error({ team, why: image.why }, 'a picture is not shown; its text is');
    return image;
  }

  /** To be called where Slack refuses a picture: the next `of` uploads it again. */
  forget(team: string, part: ChartPart, language: Language): void {
    this.#kept.delete(keyOf(team, part, language));
  }

  async #make(team: string, part: ChartPart, language: Language): Promise<Image> {
    const { chart, title, alt } = part;
    try {
      const content = await drawChart(chart, { title, language });
      return await this.#upload(team, { name: 'chart.png', content, alt: altLine(alt) });
    } catch (error) {
      return { at: 'none', why: error instanceof Error ? error.message : String(error) };
    }
  }

  async #upload(team: string, file: { name: string; content: Buffer; alt: string }): Promise<Image> {
    const { call, pace } = this.#outside;
    const first = await upload(this.#outside, team, file);
    // A file that nobody sees may be there twice.
    const isLost = first.at === 'refused' && first.refused.why === 'unreachable';
    const uploaded = isLost ? await upload(this.#outside, team, file) : first;
    if (uploaded.at === 'refused') return { at: 'none', why: uploaded.refused.detail };
    const { id } = uploaded;
    const called = await pace.atOnce(`files/${team}`, () =>
      call(team, 'files.completeUploadExternal', { files: [{ id, title: file.name }] }),
    );
    if (called.got === 'no') return { at: 'none', why: `files.completeUploadExternal: ${called.code}` };
    if (called.got === 'limited' || called.got === 'unsent')
      return { at: 'none', why: `files.completeUploadExternal: ${called.got}` };
    // Where the reply was lost, it may be done all the same.
    return this.#ready(team, id);
  }

  async #ready(team: string, id: string): Promise<Image> {
    const { call, pace, clock } = this.#outside;
    let why = 'Slack did not make a picture of it in time';
    for (const ms of POLL_MS) {
      if (ms > 0) await clock.sleep(ms);
      const called = await pace.atOnce(`files.info/${team}`, () => call(team, 'files.info', { file: id }));
      if (called.got === 'ok') {
        if (isPicture(called.body)) return { at: 'ready', id, isNew: true };
      } else if (called.got === 'no') {
        why = `files.info: ${called.code}`;
        // Soon after the upload it may not be known yet; anything else stays as it is.
        if (called.code !== 'file_not_found') return { at: 'none', why };
      }
    }
    return { at: 'none', why };
  }
}

const info = z.object({ file: z.object({ mimetype: z.string().min(1) }) });

function isPicture(body: unknown): boolean {
  return info.safeParse(body).success;
}

function keyOf(team: string, { chart, title, alt }: ChartPart, language: Language): string {
  return createHash('sha256')
    .update(JSON.stringify([team, language, title, alt, chart]))
    .digest('base64');
}
