import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** When a connection is cut, at what a client says: before it is heard, or before it is answered. */
export type Cut = 'unheard' | 'unanswered';

/** A way to a server that is cut once, at the words that it is told. */
export interface CuttingProxy {
  readonly port: number;
  cutAt(words: string, cut: Cut): void;
  /** How often it was. */
  readonly cuts: number;
  close(): void;
}

export async function cuttingProxy(to: number): Promise<CuttingProxy> {
  let wanted: { readonly words: string; readonly cut: Cut } | undefined;
  let cuts = 0;
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(to, '127.0.0.1');
    const end = () => [client, server].forEach((socket) => socket.destroy());
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    [client, server].forEach((socket) => open.add(socket));
    let isDeaf = false;
    client.on('data', (data) => {
      const isIt = wanted !== undefined && data.toString('latin1').includes(wanted.words);
      if (!isIt) return void server.write(data);
      cuts += 1;
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
    cutAt: (words, cut) => void (wanted = { words, cut }),
    get cuts() {
      return cuts;
    },
    close() {
      proxy.close();
      for (const socket of open) socket.destroy();
    },
  };
}
