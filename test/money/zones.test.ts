import { fileURLToPath } from 'node:url';
import { runNode } from '../support/run.js';

const SCRIPT = fileURLToPath(new URL('./programs/zones.js', import.meta.url));
const ZONES = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'Nowhere/Nothing'];

interface Seen {
  readonly zone: string;
  readonly offset: number;
  readonly outcomes: readonly { readonly line: string; readonly code: number; readonly stdout: string }[];
}

test('G15 every time zone sees the same days, prices and receipts, to the byte', async () => {
  const [first, ...others] = (await runNode([SCRIPT, ...ZONES])).json<readonly Seen[]>();
  expect(first?.outcomes.map(({ line, code }) => [line.split(' ').slice(0, 2).join(' '), code])).toEqual([
    ['actionpack subscribe', 0],
    ['actionpack autorenew', 0],
    ['actionpack renew', 5],
    ['actionpack renew', 0],
    ['status --json', 0],
    ['subscriptions timeline', 0],
    ['orders list', 0],
  ]);
  expect(JSON.parse(first?.outcomes[3]?.stdout ?? '')).toMatchObject({
    order: { termStart: '2027-03-01', termEnd: '2028-03-01' },
  });
  // The zones have to have been in force for this to say anything.
  expect([first, ...others].map((seen) => seen?.offset)).toEqual([0, -840, 480, -345, 0]);
  for (const seen of others) expect([seen.zone, seen.outcomes]).toEqual([seen.zone, first?.outcomes]);
});
