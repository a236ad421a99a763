import { subscriber, type Workplace } from '../../support/in-process.js';

const AFTER_ALL_TERMS = '2042-01-15';
let left: Workplace;

beforeAll(async () => {
  left = (await subscriber()).copy({ now: AFTER_ALL_TERMS });
  await left.after('leave --yes');
});

test.each(['list', 'show 2026-000001', 'receipt 2026-000001', 'receipt 2026-000001 --pdf receipt.pdf', 'export'])(
  'R2 a company that has left still proves what it paid: orders %s',
  async (line) => {
    const ran = await left.run(`orders ${line} --json`);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('2026-000001');
  },
);

test('R2 whoever has left changes nothing any more', async () => {
  expect((await left.run('orders refund 2026-000001 --yes --json')).error()).toMatchObject({ code: 'NOT_A_MEMBER' });
});
