// Pauses reading from many sockets at once. What their clients send then waits in the buffers of the operating system.

/** Node's own handle of a socket. `net.Socket` has no public way to stop at once: a paused one still reads another chunk. */
interface ReadHandle {
  reading: boolean;
  readStop(): unknown;
  readStart(): unknown;
}

/** The part of a socket that is used here. */
export interface GatedSocket {
  /** Null once the socket has ended. */
  readonly _handle?: ReadHandle | null | undefined;
}

/** Long enough for V8 to collect the garbage of the chunks that were read before. */
export const PAUSE_MS = 100;

export class ReadGate {
  #paused: GatedSocket[] = [];

  /** Stops reading from these sockets at once. After PAUSE_MS they are read again, the first one first. */
  pause(sockets: Iterable<GatedSocket>): void {
    const none = this.#paused.length === 0;
    for (const socket of sockets) {
      const { _handle: handle } = socket;
      // A socket that is not being read was paused by its owner, who will resume it.
      if (!handle?.reading) continue;
      handle.reading = false;
      handle.readStop();
      this.#paused.push(socket);
    }
    if (none && this.#paused.length > 0) setTimeout(() => this.#resume(), PAUSE_MS);
  }

  #resume(): void {
    const paused = this.#paused;
    this.#paused = [];
    for (const { _handle: handle } of paused) {
      if (!handle || handle.reading) continue;
      handle.reading = true;
      handle.readStart();
    }
  }
}
