import { CARD, member, subscriber, type Workplace, type InProcessOptions } from '../../support/in-process.js';

const BUY = 'actionpack subscribe --accept-terms --yes';
const NEXT = 'partner renewals schedule install';
const IN_A_TERMINAL = { terminal: { stdout: true } };

const told = async (world: Workplace, line: string, options: InProcessOptions = {}) => {
  const { code, stdout } = await world.run(line, { ...IN_A_TERMINAL, ...options });
  expect(code).toBe(0);
  return stdout.replaceAll(/\s+/g, ' ');
};

describe('whoever first buys what renews by itself is told that a job has to run', () => {
  test.each([
    ['en', `Next: ${NEXT} # without it nothing renews by itself`, 'In CI: partner help renewals-in-ci'],
    [
      'fr',
      `Ensuite : ${NEXT} # sans elle, rien ne se renouvelle`,
      'En intégration continue : partner help renewals-in-ci',
    ],
  ])('%s', async (lang, next, inCi) => {
    const said = await told(await (await member()).after(CARD), `${BUY} --lang ${lang}`);
    expect(said).toContain(next);
    expect(said).toContain(inCi);
  });

  test('once, and again where what was turned off is renewed', async () => {
    const world = await subscriber();
    expect(await told(world, 'actionpack renew --accept-terms --yes', { now: '2027-10-01' })).not.toContain(NEXT);
    const off = await (await subscriber()).after('actionpack autorenew off');
    expect(await told(off, 'actionpack renew --accept-terms --yes', { now: '2027-10-01' })).toContain(NEXT);
  });

  test('nobody whose job is installed, or has run', async () => {
    const world = await (await member()).after(CARD, 'renewals schedule install --yes');
    expect(await told(world, BUY)).not.toContain(NEXT);
    const renewed = await (await subscriber()).copy({ now: '2027-11-22' }).after('renewals run --yes');
    await renewed.after('actionpack autorenew off');
    const renewal = await told(renewed, 'actionpack renew --accept-terms --yes', { now: '2028-10-01' });
    expect(renewal).not.toContain(NEXT);
  });
});
