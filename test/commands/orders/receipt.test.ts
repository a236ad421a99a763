import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshHome, runPartner } from '../../support/run.js';
import { pdfText } from '../../support/pdf-text.js';

const JOIN = 'join --company Łódź --country PL --email a@example.org --mpn-id 1234567 --accept-terms'.split(' ');
const buy = (token: string) => ['actionpack', 'subscribe', '--token', token, '--accept-terms', '--yes', '--json'];

const home = freshHome();
const file = join(home, 'receipt.pdf');
const partner = (...args: readonly string[]) => runPartner(args, { home });

beforeAll(async () => {
  await partner(...JOIN);
  await partner(...buy('pm_card_chargeCustomerFail'));
  await partner(...buy('pm_card_visa'));
});

test('R11 a paid order gives a receipt as a file that its owner alone can read', async () => {
  const receipt = await partner('orders', 'receipt', '2026-000001', '--pdf', file, '--json').then(({ json }) =>
    json<{ pdf: unknown; order: { id: string }; chargeId: string }>(),
  );
  expect(receipt.pdf).toEqual({ file, exact: true });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = pdfText(readFileSync(file));
  for (const said of [
    'Receipt',
    '2026-000001',
    'Łódź, PL',
    '1234567',
    receipt.order.id,
    receipt.chargeId,
    'Visa ending 4242',
    'US$475.00',
    'not computed',
  ]) {
    expect(text).toContain(said);
  }
  expect(text).toContain('Sandbox: no money moved. This is not a proof of payment.');
});

test('an existing file is never overwritten', async () => {
  const taken = join(home, 'taken.pdf');
  writeFileSync(taken, 'mine');
  const { code, stderr } = await partner('orders', 'receipt', '2026-000001', '--pdf', taken, '--json');
  expect({ code, error: JSON.parse(stderr) as unknown }).toMatchObject({
    code: 1,
    error: { error: { code: 'FILE_EXISTS' } },
  });
  expect(readFileSync(taken, 'utf8')).toBe('mine');
});

test('an order that is not paid has no receipt, and a dry run writes none', async () => {
  const orders = await partner('orders', 'list', '--json').then(({ json }) =>
    json<readonly { id: string; state: string }[]>(),
  );
  const failed = orders.find(({ state }) => state === 'failed')?.id ?? 'none';
  const none = join(home, 'none.pdf');
  const refused = await partner('orders', 'receipt', failed, '--pdf', none, '--json');
  expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'NOT_PAID', exit: 3 } });
  expect((await partner('orders', 'receipt', '2026-000001', '--pdf', none, '--dry-run')).code).toBe(0);
  expect(statSync(none, { throwIfNoEntry: false })).toBeUndefined();
});
