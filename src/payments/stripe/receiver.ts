import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** `taken`: it is written down. `later`: it has to be told again. `refused`: it is none of Stripe's. */
export type Took = 'taken' | 'later' | 'refused';

/** What receives events, until it is told to stop. */
export interface Receiver {
  readonly url: string;
  /** Nothing is taken any more; what has arrived whole is answered first. */
  stop(): void;
  /** Once all of it was taken and answered. */
  readonly stopped: Promise<void>;
}

/** Where a proxy hands events on. */
const PATH = '/events';
/** Stripe's events are a few kilobytes; one with a long list in it may have some more. */
const MOST_BYTES = 1_048_576;
/** Who sends slower than this is not waited for: Stripe itself takes a fraction of a second. */
const WHOLE_WITHIN_MS = 10_000;
const HEADERS_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
const MOST_CONNECTIONS = 200;

const STATUS: Readonly<Record<Took, number>> = { taken: 200, later: 503, refused: 400 };

/**
 * Receives POSTs on this machine's own address, where a proxy that speaks TLS hands them on. Each is answered once `take`
 * has: an answer says nothing but its number.
 * @param port 0: any that is free
 * @throws NodeJS.ErrnoException where the port cannot be had
 */
export async function receive(
  port: number,
  take: (body: Buffer, signature: string) => Promise<Took>,
): Promise<Receiver> {
  /** Connections whose request has not arrived whole. */
  const arriving = new Set<Socket>();
  /** What has arrived whole: it is taken even where nobody waits for the answer any more. */
  const taking = new Set<Promise<Took>>();
  const server = createServer(
    { requestTimeout: WHOLE_WITHIN_MS, headersTimeout: HEADERS_WITHIN_MS, connectionsCheckingInterval: LOOK_EVERY_MS },
    (request, response) => void answer(request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connection', (socket) => {
    arriving.add(socket);
    socket.on('close', () => arriving.delete(socket));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const unwanted = refusalOf(request);
    const body = unwanted ?? (await bodyOf(request));
    if (body === undefined) return;
    arriving.delete(request.socket);
    if (typeof body === 'number') {
      // What is left of it is not read.
      response.writeHead(body, { connection: 'close', ...(body === 405 ? { allow: 'POST' } : {}) }).end();
      return;
    }
    const signature = request.headers['stripe-signature'];
    const taken = take(body, typeof signature === 'string' ? signature : '');
    taking.add(taken);
    const took = await taken.finally(() => taking.delete(taken));
    response.writeHead(STATUS[took], { 'content-length': 0 }).end();
    if (stopping) request.socket.end();
    else arriving.add(request.socket);
  }

  let stopping = false;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  const stopped = closed.then(async () => {
    await Promise.allSettled(taking);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`,
    stop() {
      stopping = true;
      server.close();
      for (const socket of arriving) socket.destroy();
    },
    stopped,
  };
}

/** The number that says why a request is none that is taken; undefined where it may be one. */
function refusalOf({ method, url, headers }: IncomingMessage): number | undefined {
  if (url?.split('?')[0] !== PATH) return 404;
  if (method !== 'POST') return 405;
  return Number(headers['content-length'] ?? 0) > MOST_BYTES ? 413 : undefined;
}

/** Undefined where it broke off: nobody is there to be answered. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | 413 | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > MOST_BYTES) return 413;
      pieces.push(piece);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces);
}
