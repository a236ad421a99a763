import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** When a connection is cut, at what a client says: before it is heard, or before it is answered. */
export type Cut = 'unheard' | 'unanswered';

/** A way to a server that is cut once, at the words that it is told. */
export interface CuttingProxy {
  readonly port: number;
  /** At these words, or at the message with that number; from then on nobody gets through for so long. */
  cutAt(place: string | number, cut: Cut, awayMs?: number): void;
  /** How many messages clients have said. */
  readonly heard: number;
  /** How often it was. */
  readonly cuts: number;
  /** How many connections found nobody. */
  readonly turnedAway: number;
  /** Lets everybody through again. */
  letIn(): void;
  close(): void;
}

export async function cuttingProxy(to: number): Promise<CuttingProxy> {
  let wanted: { readonly place: string | number; readonly cut: Cut; readonly awayMs: number } | undefined;
  let awayUntil = 0;
  let cuts = 0;
  let heard = 0;
  let turnedAway = 0;
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    if (Date.now() < awayUntil) {
      turnedAway += 1;
      return void client.destroy();
    }
    const server = connect(to, '127.0.0.1');
    const end = () => [client, server].forEach((socket) => socket.destroy());
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    [client, server].forEach((socket) => open.add(socket));
    let isDeaf = false;
    client.on('data', (data) => {
      heard += 1;
      const isIt = wanted !== undefined && isAt(wanted.place, heard, data);
      if (!isIt) return void server.write(data);
      cuts += 1;
      if (wanted?.awayMs) awayUntil = Date.now() + wanted.awayMs;
      if (wanted?.cut === 'unheard') end();
      else {
        isDeaf = true;
        server.write(data);
      }
      wanted = undefined;
    });
    // It has answered: so it has done what it was told.
    server.on('data', (data) => (isDeaf ? end() : void client.write(data)));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    cutAt: (place, cut, awayMs = 0) => void (wanted = { place, cut, awayMs }),
    get heard() {
      return heard;
    },
    get cuts() {
      return cuts;
    },
    get turnedAway() {
      return turnedAway;
    },
    letIn: () => void (awayUntil = 0),
    close() {
      proxy.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function isAt(place: string | number, number: number, data: Buffer): boolean {
  return typeof place === 'number' ? number >= place : data.toString('latin1').includes(place);
}
