import { type App, type Logger, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import { z } from 'zod/v4';
import type { Log } from '../../base/log.ts';
import { type DeliverOptions, type Delivery, deliver } from './deliver.ts';
import { whyNot } from './why-not.ts';

/** Slack says hello right after the connection stands. */
const HELLO_MS = 20_000;
const LONGEST_WAIT_MS = 60_000;
/** A connection that ends sooner was none to rely on. */
const LASTING_MS = 10_000;

interface SocketReceiverOptions extends DeliverOptions {
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: Logger;
  /** How long a silent connection is taken for a living one; 5 s without it. */
  readonly silenceMs?: number;
}

const arrived = z.object({
  ack: z.custom<(body?: unknown) => Promise<void>>((value) => typeof value === 'function'),
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().nullish(),
  retry_reason: z.string().nullish(),
});

/**
 * What Slack sends over a connection that we opened, for where it cannot reach us. Bolt's client speaks the protocol;
 * staying connected is done here, because the client's own way gives up, with an unhandled rejection, when Slack cannot
 * be reached for a moment. What is not kept is not acknowledged, and Slack sends it again.
 */
export class SocketReceiver implements Receiver {
  readonly #options: SocketReceiverOptions;
  readonly #client: SocketModeReceiver['client'];
  readonly #ending = new AbortController();
  readonly #open = new Set<Promise<unknown>>();
  #app: App | undefined;
  #staying: Promise<void> = Promise.resolve();
  /** Why the last attempt failed, so that it is told once and not at each retry. */
  #why: string | undefined;
  #tellTried: (why: string | undefined) => void = () => undefined;
  /** How the first attempt to connect ended: undefined where the connection stands, else why it does not. */
  readonly firstTry = new Promise<string | undefined>((resolve) => {
    this.#tellTried = resolve;
  });

  constructor(options: SocketReceiverOptions) {
    const { appToken, clientOptions, logger, silenceMs } = options;
    this.#options = options;
    const { client } = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { ...clientOptions, fetch: endingWith(this.#ending.signal, clientOptions) } },
      ...(silenceMs === undefined ? {} : { clientPingTimeout: silenceMs, serverPingTimeout: silenceMs * 6 }),
    });
    this.#client = client;
    surviveFrames(client, options.log);
    client.on('slack_event', (given: unknown) => {
      const delivering = this.#take(given).finally(() => this.#open.delete(delivering));
      this.#open.add(delivering);
    });
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Connects in the background, as often as it takes. */
  async start(): Promise<void> {
    this.#staying = this.#stay();
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#open);
    await this.#client.disconnect();
    await this.#staying;
  }

  async #take(given: unknown): Promise<void> {
    const { log } = this.#options;
    const read = arrived.safeParse(given);
    const app = this.#app;
    if (!read.success || app === undefined || this.#ending.signal.aborted) return;
    const { ack, body, retry_num: number, retry_reason: reason } = read.data;
    const delivery: Delivery = {
      body,
      ...(typeof number === 'number' ? { retryNum: number } : {}),
      ...(typeof reason === 'string' ? { retryReason: reason } : {}),
    };
    const kind = await deliver(this.#options, app, delivery, async (reply) => {
      if (reply.kind === 'ack') await ack(reply.body);
    });
    if (kind === 'later') log.warn('a request of Slack is left for Slack to send again');
  }

  async #stay(): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#ending;
    for (let failures = 0; !signal.aborted; ) {
      const began = clock.monotonic();
      const error = await this.#connectOnce().catch((cause: unknown) => cause ?? new Error('no hello'));
      if (signal.aborted) return;
      const hasLasted = error === undefined && clock.monotonic() - began >= LASTING_MS;
      failures = hasLasted ? 0 : failures + 1;
      // The first time at once: Slack ends a connection now and then, and expects another.
      const waitMs = failures <= 1 ? 0 : Math.min(LONGEST_WAIT_MS, 250 * 2 ** failures);
      if (error === undefined) log.info('the connection to Slack ended; connecting again');
      else this.#tellFailure(error);
      await clock.sleep(waitMs, signal).catch(() => undefined);
    }
  }

  #tellFailure(error: unknown): void {
    const { log } = this.#options;
    const why = whyNot(error, 'SLACK_APP_TOKEN');
    this.#tellTried(why);
    if (why === this.#why) log.debug(error, 'Slack cannot be reached by Socket Mode; trying again');
    else log.warn({ why }, 'Slack cannot be reached by Socket Mode; it goes on trying');
    this.#why = why;
  }

  /** Resolves when a connection that stood has ended; throws where none came about. */
  async #connectOnce(): Promise<void> {
    const client = this.#client;
    const greeted = new AbortController();
    const late = this.#options.clock.sleep(HELLO_MS, greeted.signal).then(
      () => client.disconnect(),
      () => undefined,
    );
    try {
      await client.start();
    } finally {
      greeted.abort();
      await late;
    }
    const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    this.#why = undefined;
    this.#tellTried(undefined);
    this.#options.log.info('connected to Slack');
    if (this.#ending.signal.aborted) await client.disconnect();
    await ended;
  }
}

/**
 * The client reads a frame in an async listener that nobody waits for, so a frame of another shape would end the
 * process. The same listener, waited for.
 */
function surviveFrames(client: SocketModeReceiver['client'], log: Log): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (...frame: unknown[]) => {
    const reading = readers.map(async (read) => Reflect.apply(read, client, frame));
    Promise.all(reading).catch((error: unknown) => log.warn(error, 'a frame of Slack has another shape'));
  });
}

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>;

/** Asking for a connection ends with the program. */
function endingWith(ending: AbortSignal, { fetch: given = fetch }: webApi.WebClientOptions): Fetch {
  return (url, init) => {
    const signals = init?.signal ? [ending, init.signal] : [ending];
    return given(url, { ...init, signal: AbortSignal.any(signals) });
  };
}
