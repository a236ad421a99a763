import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as secured } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { wire, WireError, type Wire } from '../../../src/payments/stripe/wire.js';
import { selfSigned } from '../../notify/certificate.js';

type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let answering: Answering;
let asked: IncomingMessage[];
let server: Server;
let sockets: Set<Socket>;
let heard: string[];
let through: Wire;

async function listening<T extends Server>(of: T): Promise<T> {
  await new Promise<void>((ready) => of.listen(0, '127.0.0.1', ready));
  return of;
}
const portOf = (of: Server) => String((of.address() as AddressInfo).port);

beforeEach(async () => {
  [asked, sockets, heard] = [[], new Set(), []];
  answering = (_, response) => response.end('{"ok":true}');
  server = await listening(
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(request);
        answering(request, response, body);
      });
    }),
  );
  server.on('connection', (socket: Socket) => sockets.add(socket));
  through = wire((date) => heard.push(date));
});
afterEach(() => {
  through.close();
  server.closeAllConnections();
  server.close();
});

const send = (body = '', { port = portOf(server), within = 5_000, headers = {}, protocol = 'http' } = {}) =>
  through.makeRequest('127.0.0.1', port, '/v1/x', 'POST', headers, body, protocol, within);
const faultOf = async (asking: Promise<unknown>) =>
  asking.then(
    () => 'none',
    (error: unknown) => (error instanceof WireError ? error.fault : error),
  );

test('a request goes as it was written, and its answer comes as one reads it; what time it is there is heard', async () => {
  answering = (request, response, body) => {
    response.setHeader('date', 'Sun, 01 Mar 2026 12:00:00 GMT');
    response.writeHead(402, { 'stripe-notice': 'printed', 'x-kept': '1' });
    response.end(JSON.stringify({ body, of: request.headers['x-own'], line: `${request.method} ${request.url}` }));
  };
  const answer = await send('amount=1', { headers: { 'X-Own': 7, 'X-Stripe-Client-User-Agent': 'a machine' } });
  expect(await answer.toJSON()).toEqual({ body: 'amount=1', of: '7', line: 'POST /v1/x' });
  expect([answer.getStatusCode(), answer.getHeaders()['x-kept']]).toEqual([402, '1']);
  expect(answer.getHeaders()).not.toHaveProperty('stripe-notice');
  expect(answer.getRawResponse()).toMatchObject({ statusCode: 402 });
  expect(() => answer.toStream()).toThrow('stream');
  expect(asked[0]?.headers).not.toHaveProperty('x-stripe-client-user-agent');
  expect([heard, through.getClientName()]).toEqual([['Sun, 01 Mar 2026 12:00:00 GMT'], 'node']);
});

test('an answer in pieces is read whole, and one without a date tells no time', async () => {
  answering = (_, response) => {
    response.sendDate = false;
    response.write('{"a":');
    setTimeout(() => response.end('"é"}'), 10);
  };
  expect(await (await send()).toJSON()).toEqual({ a: 'é' });
  expect(heard).toEqual([]);
});

describe('G3 what may have arrived is told from what cannot have', () => {
  const cut: Answering = (request) => request.socket.destroy();
  const drip: Answering = (_, response) => {
    const pieces = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(pieces));
  };
  const short: Answering = (request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{', () => request.socket.destroy());
  };

  test.each<[string, Answering, number, string]>([
    ['cut before an answer', cut, 5_000, 'connection_cut'],
    ['cut within an answer', short, 5_000, 'connection_cut'],
    ['no answer', () => undefined, 100, 'timed_out'],
    ['an answer that never ends', drip, 100, 'timed_out'],
  ])('%s', async (_, answers, within, fault) => {
    answering = answers;
    expect(await faultOf(send('', { within }))).toBe(fault);
    expect(asked).toHaveLength(1);
  });

  test('a connection that was used before is open from the first byte', async () => {
    await send();
    await new Promise(setImmediate);
    answering = cut;
    expect(await faultOf(send())).toBe('connection_cut');
    expect([asked.length, sockets.size]).toEqual([2, 1]);
  });

  test('nothing has arrived where nobody listens, or where nobody vouches for who does', async () => {
    const nobody = await listening(createServer());
    const port = portOf(nobody);
    await new Promise((closed) => nobody.close(closed));
    expect(await faultOf(send('', { port }))).toBe('unreachable');
    const stranger = await listening(secured(selfSigned(), (_, response) => response.end('{}')));
    try {
      expect(await faultOf(send('', { port: portOf(stranger), protocol: 'https' }))).toBe('unreachable');
    } finally {
      stranger.close();
    }
  });
});

test('once all is answered or has failed, nothing of it is waited for; closing lets go of the connections', async () => {
  const waiting = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
  const before = waiting();
  await send('', { within: 60_000 });
  answering = (request) => request.socket.destroy();
  await faultOf(send('', { within: 60_000 }));
  answering = (_, response) => response.end('{}');
  await send();
  const [last] = [...sockets].slice(-1);
  expect([waiting(), last?.destroyed]).toEqual([before, false]);
  const closed = new Promise((resolve) => last?.once('close', resolve));
  through.close();
  await closed;
});
