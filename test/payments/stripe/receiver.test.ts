import { request, type IncomingHttpHeaders } from 'node:http';
import { receive, type Receiver, type Took } from '../../../src/payments/stripe/receiver.js';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let receiver: Receiver;
let took: Took;
const taken: string[] = [];

beforeAll(async () => {
  receiver = await receive(0, (body, signature) => {
    taken.push(`${signature}: ${body.toString()}`);
    return Promise.resolve(took);
  });
});
afterAll(async () => {
  receiver.stop();
  await receiver.stopped;
});

function asked(method: string, url = receiver.url, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asking.on('error', reject).end(method === 'POST' ? 'an event' : undefined);
  });
}

test.each([
  ['taken', 200],
  ['later', 503],
  ['refused', 400],
] as const)('D19 what is %s is answered with %i and not a word', async (came, status) => {
  took = came;
  const answer = await asked('POST', receiver.url, { 'stripe-signature': 't=1' });
  expect(answer).toMatchObject({ status, text: '', headers: { 'content-length': '0' } });
  expect(taken.at(-1)).toBe('t=1: an event');
});

test('what is no event is not taken: another method, another path', async () => {
  const before = taken.length;
  expect(await asked('GET')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  expect(await asked('POST', receiver.url.replace('/events', '/'))).toMatchObject({ status: 404 });
  expect(taken).toHaveLength(before);
});

test('a port that somebody has is the error of the system', async () => {
  const port = Number(new URL(receiver.url).port);
  await expect(receive(port, () => Promise.resolve('taken'))).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
