import { join } from 'node:path';
import { ACCOUNT, instant, ORDER, SUBSCRIPTION, text } from '../support/contract.js';
import { ARCHIVE } from '../support/every-command.js';
import type { Answer } from '../support/in-process.js';
import { freshHome, runPartner } from '../support/run.js';

const FROZEN = /^The clock of this sandbox ledger is frozen at [^\n]*\n/;

const STATED = { ...ORDER, state: 'recorded', attempts: [], total: null, receiptNumber: null, termsVersion: null };

test('D22 D24 partner adopt, orders record, orders correct and evidence --json', async () => {
  const aside = freshHome();
  const answered = async (line: string) => {
    const ran = await runPartner([...line.split(' '), '--json'], { home: aside });
    expect({ code: ran.code, stderr: ran.stderr.replace(FROZEN, '') }).toEqual({ code: 0, stderr: '' });
    return ran.json<Answer>();
  };
  await runPartner(['clock', 'set', '2027-02-20'], { home: aside });
  const who = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
  const adopted = await answered(
    `adopt action-pack --anniversary 2027-03-01 --started 2026-03-01 --autorenew on --invoice E1 --evidence ${ARCHIVE} ${who}`,
  );
  expect(adopted).toMatchObject({ account: ACCOUNT, subscription: SUBSCRIPTION, order: STATED, changed: true });
  expect(await answered('orders record action-pack --invoice E2 --term-end 2028-03-01')).toMatchObject({
    subscription: SUBSCRIPTION,
    order: { ...STATED, kind: 'renewal' },
    changed: true,
  });
  expect(await answered(`orders correct ${adopted.order.id} --reason Misread --invoice E3`)).toMatchObject({
    order: { ...STATED, corrected: [expect.any(Object)] },
    changed: true,
  });
  const file = { sha256: text, name: 'evidence.zip', bytes: expect.any(Number) };
  const order = adopted.order.id;
  expect(await answered('evidence list')).toEqual([
    { ...file, order, offer: 'action-pack', at: instant, by: text, state: 'kept' },
  ]);
  const archive = join(aside, 'e.zip');
  const proof = { file: archive, orders: [order], files: [{ ...file, path: text }], head: text, seal: 1 };
  expect(await answered(`evidence export ${archive} --order ${order}`)).toEqual({ ...proof, entries: 4 });
  expect(await answered(`evidence verify ${archive}`)).toMatchObject({ ...proof, sound: true, defects: [] });
});
