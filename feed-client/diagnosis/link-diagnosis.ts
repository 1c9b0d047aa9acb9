// Diagnoses failing connection attempts in the background, less often the longer they fail.
import { NO_ANSWER, NO_CONNECTION } from '../connection/connection.ts';
import type { Link } from '../status.ts';
import type { Diagnosis } from './diagnosis.ts';

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 10_000;
/** The close code of a server that does not speak the protocol. */
const UNSUPPORTED_PROTOCOL = 4_500;

/** The part of FeedClient that LinkDiagnosis uses. */
export interface DiagnosedClient {
  /** Local time, milliseconds. */
  readonly now: number;
  readonly link: Link;
  on(name: 'status', listener: () => void): () => void;
}

export interface LinkDiagnosisOptions {
  readonly client: DiagnosedClient;
  /** Resolves with undefined if nothing is wrong with the server. */
  readonly diagnose: () => Promise<Diagnosis | undefined>;
  /** Called when `current` has changed. */
  readonly onChange: () => void;
}

export class LinkDiagnosis {
  readonly #options: LinkDiagnosisOptions;
  #current: Diagnosis | undefined;
  #lastLink: Link = { kind: 'idle' };
  /** One diagnosis runs at a time. The result is ignored if `#series` has changed: it belongs to an earlier series of failures. */
  #isDiagnosing = false;
  #series = 0;
  #diagnosisCount = 0;
  #nextAt = 0;
  /** Since when diagnoses have found the server healthy, local time; undefined if the latest one did not. */
  #healthySince: number | undefined;

  constructor(options: LinkDiagnosisOptions) {
    this.#options = options;
    options.client.on('status', () => this.#onStatus());
  }

  /** Undefined while nothing is wrong or no cause has been found yet. */
  get current(): Diagnosis | undefined {
    return this.#current;
  }

  #onStatus(): void {
    const { link } = this.#options.client;
    const before = this.#lastLink;
    if (link === before) return;
    this.#lastLink = link;
    switch (link.kind) {
      case 'connecting':
        return;
      case 'waiting':
        if (before.kind === 'connecting' && neverConnected(link.why)) this.#onFailedAttempt(before.since);
        return;
      case 'refused':
        if (link.code === UNSUPPORTED_PROTOCOL) void this.#diagnose();
        return;
      case 'idle':
      case 'resuming':
      case 'live':
      case 'stale':
      case 'checking':
        this.#reset();
    }
  }

  #onFailedAttempt(attemptedAt: number): void {
    // The server must have been healthy before the attempt: otherwise it may have started since.
    if (this.#healthySince !== undefined && this.#healthySince <= attemptedAt && this.#current === undefined)
      this.#setCurrent({ kind: 'websocket-blocked' });
    if (this.#options.client.now >= this.#nextAt) void this.#diagnose();
  }

  async #diagnose(): Promise<void> {
    if (this.#isDiagnosing) return;
    this.#isDiagnosing = true;
    const { client, diagnose } = this.#options;
    const series = this.#series;
    const diagnosis = await diagnose();
    this.#isDiagnosing = false;
    if (series !== this.#series) return;
    this.#nextAt = client.now + Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#diagnosisCount++);
    this.#healthySince = diagnosis ? undefined : (this.#healthySince ?? client.now);
    if (diagnosis || this.#current?.kind !== 'websocket-blocked') this.#setCurrent(diagnosis);
  }

  #reset(): void {
    this.#series++;
    this.#diagnosisCount = 0;
    this.#nextAt = 0;
    this.#healthySince = undefined;
    this.#setCurrent(undefined);
  }

  #setCurrent(diagnosis: Diagnosis | undefined): void {
    if (isSame(diagnosis, this.#current)) return;
    this.#current = diagnosis;
    this.#options.onChange();
  }
}

/** Every attempt is diagnosed again, usually with the same result. */
function isSame(one: Diagnosis | undefined, other: Diagnosis | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether `why` means that the connection was never made. */
export function neverConnected(why: string): boolean {
  return why === NO_CONNECTION || why.startsWith(NO_ANSWER);
}
