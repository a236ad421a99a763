import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SANDBOX_STEPS } from '../../../src/sandbox/gateway/sandbox.js';
import { freshBooks, requestOn, rowsOf, sandbox } from './world.js';

const SCRIPT = fileURLToPath(new URL('./paying-process.js', import.meta.url));

/** Processes that are ready to pay; `go` lets them all pay at once and gives what each printed, or its signal. */
async function processes(books: string, requests: readonly string[], dieAt = '') {
  const children = requests.map((request) =>
    spawn(process.execPath, [SCRIPT, books, request, dieAt], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  await Promise.all(children.map((child) => once(child.stdout, 'data')));
  const ends = children.map(async (child) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return signal ?? (JSON.parse(printed) as unknown);
  });
  return {
    go: () => {
      for (const child of children) child.stdin.write('go\n');
      return Promise.all(ends);
    },
  };
}

async function booksWithCard() {
  const books = freshBooks();
  const gateway = await sandbox(books);
  const request = await requestOn(gateway, '4242424242424242');
  gateway.close();
  return { books, request };
}

test('G1 processes that charge one key at once make one charge and hear the same answer', async () => {
  const { books, request } = await booksWithCard();
  const outcomes = await (await processes(books, Array<string>(4).fill(JSON.stringify(request)))).go();
  const charges = rowsOf(books, 'charges');
  expect(charges).toHaveLength(1);
  expect(outcomes).toEqual(Array(4).fill({ kind: 'succeeded', chargeId: charges[0]?.charge_id }));
});

test('G8 processes that create the books at once keep one file with the card of each', async () => {
  const books = freshBooks();
  const outcomes = await (await processes(books, Array<string>(4).fill('attach'))).go();
  const refs = outcomes.map((outcome) => (outcome as { card: { gatewayRef: string } }).card.gatewayRef);
  expect(rowsOf(books, 'cards_on_file').map(({ gateway_ref }) => gateway_ref)).toEqual(
    expect.arrayContaining([...new Set(refs)]),
  );
  expect(new Set(refs).size).toBe(4);
  expect(readdirSync(dirname(books))).toEqual(['books.db']);
});

const CHARGE_STEPS = SANDBOX_STEPS.filter((step) => step.includes('charge'));

describe('G2 a process killed while it charges leaves one charge or none, and the same key settles it', () => {
  test('every step of a charge is killed at', () => expect(CHARGE_STEPS).toHaveLength(3));

  test.each(CHARGE_STEPS)('killed at %s', async (step) => {
    const { books, request } = await booksWithCard();
    expect(await (await processes(books, [JSON.stringify(request)], step)).go()).toEqual(['SIGKILL']);

    const gateway = await sandbox(books);
    const found = await gateway.find(request.reference);
    const after = await gateway.charge(request);
    gateway.close();
    expect(found).toMatchObject({ kind: 'found', charges: { length: step === 'gateway:charged' ? 1 : 0 } });
    expect(after).toMatchObject({ kind: 'succeeded' });
    expect(rowsOf(books, 'charges')).toHaveLength(1);
  });
});
