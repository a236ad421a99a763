import { spawn } from 'node:child_process';
import { visibleJson } from '../../src/io/clean.js';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { acceptedWith, parseWebhookUrl, webhookNotifier } from '../../src/notify/webhook.js';
import { selfSigned } from './certificate.js';
import { answering, hook, type Hook } from './hook.js';
import { message } from './samples.js';

const open: Hook[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function served(...given: Parameters<typeof hook>): Promise<Hook> {
  const made = await hook(...given);
  open.push(made);
  return made;
}

const json = (value: unknown) => visibleJson(JSON.stringify(value));
const SECRET = 'T0/B0/secret';
const to = (port: number, format: 'json' | 'slack' | 'teams' = 'json', patienceMs = 400) =>
  webhookNotifier({ url: new URL(`http://127.0.0.1:${port}/${SECRET}`), format, json, patienceMs });

test.each(['json', 'slack', 'teams'] as const)(
  'D8 letters of bidi, tags and joiners are escaped in the body of a %s hook, which says the same',
  async (format) => {
    const server = await served(answering(204));
    await to(server.port, format, 10_000).send({ ...message(), subject: 'a\u202Eb\u{E0041}\u0646\u200C\u0627' });
    const body = server.posted[0]?.body ?? '';
    expect(body).toContain(String.raw`a\u202eb\udb40\udc41${'\u0646'}\u200c`);
    expect(body).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u{E0000}-\u{E007F}]/u);
    expect(JSON.stringify(JSON.parse(body))).toContain('a\u202Eb\u{E0041}\u0646\u200C\u0627');
  },
);

test('P5 a reminder is posted as JSON of our own, with the same key every time', async () => {
  const server = await served(answering(204));
  expect(await to(server.port).send(message())).toEqual({ kind: 'sent' });
  const [posted] = server.posted;
  expect([posted?.method, posted?.path, posted?.headers['content-type']]).toEqual([
    'POST',
    `/${SECRET}`,
    'application/json; charset=utf-8',
  ]);
  expect(JSON.parse(posted?.body ?? '')).toEqual({
    event: 'reminder',
    key: 'sub_1/0/-15/mail',
    lang: 'fr',
    subject: message().subject,
    text: message().paragraphs.join('\n\n'),
    subscriptionId: 'sub_1',
    amount: { amount: 47500, currency: 'EUR' },
  });
});

test('P5 Slack reads its blocks, and nothing in them as its own signs', async () => {
  const server = await served(answering(200));
  const evil = message({
    subject: '<!channel> & <https://x.example|y>',
    paragraphs: ['*bold* <@U1>', 'x'.repeat(4000)],
  });
  expect(await to(server.port, 'slack').send(evil)).toEqual({ kind: 'sent' });
  const body = JSON.parse(server.posted[0]?.body ?? '');
  expect(body.text).toBe('&lt;!channel&gt; &amp; &lt;https://x.example|y&gt;');
  expect(body.blocks[0]).toEqual({ type: 'header', text: { type: 'plain_text', text: body.text, emoji: false } });
  expect(body.blocks[1].text).toEqual({ type: 'plain_text', text: '*bold* &lt;@U1&gt;', emoji: false });
  expect(body.blocks[2].text.text.length).toBe(2900);
  expect(body.blocks[3].text.text).toBe('Société : &lt;b&gt;Contoso&lt;/b&gt;\nMontant : 475,00 €');
});

test('P5 Teams reads an adaptive card without Markdown', async () => {
  const server = await served(answering(202));
  expect(await to(server.port, 'teams').send(message({ paragraphs: ['[a](https://x.example)'] }))).toEqual({
    kind: 'sent',
  });
  const body = JSON.parse(server.posted[0]?.body ?? '');
  expect([body.type, body.attachments[0].contentType, body.attachments[0].content.type]).toEqual([
    'message',
    'application/vnd.microsoft.card.adaptive',
    'AdaptiveCard',
  ]);
  const blocks = body.attachments[0].content.body as { type: string; inlines: { type: string; text: string }[] }[];
  expect(new Set(blocks.map(({ type }) => type))).toEqual(new Set(['RichTextBlock']));
  const lines = blocks.map(({ inlines }) => inlines.map(({ text }) => text).join(''));
  expect(lines).toEqual([
    message().subject,
    '[a](https://x.example)',
    'Société : <b>Contoso</b>',
    'Montant : 475,00 €',
  ]);
});

test.each([
  [200, { kind: 'sent' }],
  [400, { kind: 'not-sent', reason: 'refused', status: 400 }],
  [404, { kind: 'not-sent', reason: 'not-authorised', status: 404 }],
  [429, { kind: 'not-sent', reason: 'not-now', status: 429 }],
  [500, { kind: 'not-sent', reason: 'not-now', status: 500 }],
  [504, { kind: 'unknown' }],
])('G23 the answer %s', async (status, sent) => {
  const server = await served(answering(status));
  expect(await to(server.port).send(message())).toEqual(sent);
});

test('P5 a redirect is not followed', async () => {
  const other = await served(answering(200));
  const server = await served(answering(307, { location: `http://127.0.0.1:${other.port}/elsewhere` }));
  expect(await to(server.port).send(message())).toEqual({ kind: 'not-sent', reason: 'redirected', status: 307 });
  expect(other.posted).toEqual([]);
});

test('G23 no answer in time, and an answer that is cut off: perhaps sent', async () => {
  const silent = await served(() => undefined);
  expect(await to(silent.port).send(message())).toEqual({ kind: 'unknown' });
  const cut = await served((response) => response.destroy());
  expect(await to(cut.port).send(message())).toEqual({ kind: 'unknown' });
  expect([silent.posted.length, cut.posted.length]).toEqual([1, 1]);
});

test('G23 nobody listens, there is no such host, nobody vouches for it: certainly not sent', async () => {
  const gone = await hook(answering(200));
  gone.close();
  expect(await to(gone.port).send(message())).toEqual({ kind: 'not-sent', reason: 'unreachable', status: null });
  const nowhere = webhookNotifier({ url: new URL('https://partner.invalid/x'), format: 'json', json });
  expect(await nowhere.send(message())).toEqual({ kind: 'not-sent', reason: 'unreachable', status: null });
  const secure = await served(answering(200), selfSigned());
  const doubtful = webhookNotifier({ url: new URL(`https://localhost:${secure.port}/`), format: 'json', json });
  expect(await doubtful.send(message())).toEqual({ kind: 'not-sent', reason: 'not-secure', status: null });
});

test.each<['json' | 'slack' | 'teams', string, string]>([
  ['json', '{"ok":false,"error":"channel_not_found"}', 'refused'],
  ['json', '{"error":{"message":"no"}}', 'refused'],
  ['json', '{"errors":["no"]}', 'refused'],
  ['json', '{"success":false}', 'refused'],
  ['json', 'Error: the token is not known', 'refused'],
  ['json', 'invalid token', 'refused'],
  ['slack', 'invalid_token', 'refused'],
  ['slack', 'no_service', 'refused'],
  ['teams', 'Webhook message delivery failed with error: Bad payload received by generic incoming webhook.', 'refused'],
  [
    'teams',
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x',
    'not-now',
  ],
])('G23 a hook that answers 200 with an error was not reached: %s %s', async (format, body, reason) => {
  const server = await served(answering(200, {}, body));
  expect(await to(server.port, format).send(message())).toEqual({ kind: 'not-sent', reason, status: 200 });
});

test.each(['', 'ok', '1', 'Accepted', '{"ok":true}', '{"error":null,"errors":[]}', '[]', '<html>thanks</html>'])(
  'G23 a hook that answers 200 and %j was',
  async (body) => {
    const server = await served(answering(200, {}, body));
    expect(await to(server.port).send(message())).toEqual({ kind: 'sent' });
  },
);

test.each([
  ['hooks.slack.com', 'ok', undefined],
  ['hooks.slack.com', 'anything else', 'refused'],
  ['contoso.webhook.office.com', '1', undefined],
  ['contoso.webhook.office.com', 'Summary or Text is required.', 'refused'],
  ['prod-01.westeurope.logic.azure.com', '', undefined],
])('G23 %s is known by its word: %j', (host, text, reason) =>
  expect(acceptedWith(host, { status: 200, text })).toBe(reason),
);

/** A server of its own that closes whatever is opened to it. */
const HANGS_UP = `const server = require('node:net').createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

describe('G23 a connection that is closed before a byte of the message', () => {
  test('G23 was certainly not used', async () => {
    const server = createServer((socket) => socket.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const begin = () => new Promise<void>((passed) => setTimeout(passed, 100));
    const sent = await to((server.address() as AddressInfo).port).send(message(), begin);
    server.close();
    expect(sent).toEqual({ kind: 'not-sent', reason: 'unreachable', status: null });
  });

  test('G23 the same where that is heard only after the ledger was written to, which keeps the process busy', async () => {
    const server = spawn(process.execPath, ['-e', HANGS_UP], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const begin = async () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const sent = await to(Number(port)).send(message(), begin);
    server.kill();
    expect(sent).toEqual({ kind: 'not-sent', reason: 'unreachable', status: null });
  });

  test('G23 what cannot be written down as begun is not posted', async () => {
    const server = await served(answering(200));
    const begin = () => Promise.reject(new Error('the ledger is gone'));
    await expect(to(server.port).send(message(), begin)).rejects.toThrow('the ledger is gone');
    expect(server.posted).toEqual([]);
  });
});

test('P5 each message has a connection of its own, so that none meets one that is just being closed', async () => {
  const server = await served(answering(200));
  await to(server.port).send(message());
  expect(server.posted[0]?.headers.connection).toBe('close');
});

test.each(['https://hooks.example.org/T0/B0/x', 'http://localhost:8080/x', 'http://[::1]/x', 'http://127.0.0.1/x'])(
  'P5 %s is a webhook',
  (url) => expect(parseWebhookUrl(url)?.href).toBe(url),
);

test.each([
  'http://hooks.example.org/x',
  'https://user:secret@hooks.example.org/x',
  'ftp://hooks.example.org',
  'file:///etc/passwd',
  'hooks',
  '',
])('P5 %s is none', (url) => expect(parseWebhookUrl(url)).toBeUndefined());
