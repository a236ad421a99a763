import { BUY, CARD, member, type Workplace } from '../support/in-process.js';

const BY_TRANSFER = 'actionpack subscribe --pay-by transfer --accept-terms';
const JOB = 'a job that runs the renewals every day';
const TITLE = 'Renews by itself each year on that date';

let joined: Workplace;
beforeAll(async () => {
  joined = await member();
});
const without = async () => joined.copy();
/** Each of its own: the log of a job is that of one ledger. */
const withJob = () => joined.copy().after('renewals schedule install --scheduler cron --yes');

/** The sentence of a screen on what happens on the anniversary date, in one line. */
async function said(world: Workplace, line: string): Promise<string | undefined> {
  const { code, stdout } = await world.run(line);
  expect(code).toBe(0);
  return /Renews by itself[^;.]*/.exec(stdout.replaceAll(/\s+/g, ' '))?.[0];
}

describe('R12 R13 an order says that it renews by itself, and what that takes and is not there', () => {
  test.each<readonly [string, () => Promise<Workplace>, string, string]>([
    ['paid by transfer, without a card or a job', without, BY_TRANSFER, `, once there is a card on file and ${JOB}`],
    ['paid by transfer, without a card', withJob, BY_TRANSFER, ', once there is a card on file'],
    ['paid by card, without a job', without, `${BUY} --token pm_card_visa`, `, once there is ${JOB}`],
    ['paid by card, with a job', withJob, `${BUY} --token pm_card_visa`, ''],
  ])('%s', async (_, world, line, rest) => {
    expect(await said(await world(), `${line} --dry-run`)).toBe(`${TITLE}${rest}`);
  });

  test('paid by transfer beside a card on file, which is charged next time', async () => {
    const kept = await (await withJob()).after(CARD);
    expect(await said(kept, `${BY_TRANSFER} --dry-run`)).toBe(TITLE);
  });

  test('with a card that is no good any more then', async () => {
    const kept = await withJob();
    const { code } = await kept.run('payment-methods add --card-stdin', { stdin: '4242424242424242 12/2026 123' });
    expect(code).toBe(0);
    expect(await said(kept, `${BY_TRANSFER} --dry-run`)).toBe(
      `${TITLE}, once there is a default card that is good then`,
    );
  });

  test('and its confirmation says the same', async () => {
    expect(await said(await without(), `${BUY} --token pm_card_visa --yes`)).toBe(`${TITLE}, once there is ${JOB}`);
    expect(await said(await withJob(), `${BUY} --token pm_card_visa --yes`)).toBe(TITLE);
  });
});
