import { createHash } from 'node:crypto';
import { holdsCardNumber } from '../../../src/core/card-number.js';
import { type Row, type Facts, wrong } from './facts.js';

export function chain({ numbers, audit, meta }: Facts): readonly string[] {
  const genesis = sha256(
    JSON.stringify({
      at: meta['created_at'],
      gateway: meta['gateway'],
      installation: meta['installation'],
      ledger: 'partner',
    }),
  );
  return audit.flatMap((entry, index) => {
    const { sequence, number, at, by, kind, account_id: account, body, prev_hash: before, hash } = entry;
    const earlier = audit.slice(0, index).filter((other) => other['account_id'] === account);
    const wanted = earlier.at(-1)?.['hash'] ?? genesis;
    const isNext =
      numbers === 'each' ? sequence === index + 1 : Number(sequence) > Number(audit[index - 1]?.['sequence'] ?? 0);
    return wrong(`audit entry ${String(sequence)}`, [
      [!isNext || number !== earlier.length + 1, 'I11 is not the next'],
      [before !== wanted, 'I11 does not hang on the one before of its account'],
      [hash !== sha256(JSON.stringify([before, number, at, by, kind, account, body])), 'I11 has been altered'],
    ]);
  });
}

/** I14: no column holds what could be a card's number, by the same check as every way in. */
export function cardNumbers(facts: Facts): readonly string[] {
  const texts = Object.values(facts as unknown as Record<string, Row | readonly Row[]>)
    .flat()
    .flatMap((row) => Object.values(row))
    .filter((value): value is string => typeof value === 'string');
  return texts.filter(holdsCardNumber).map((found) => `I14 there is a card number in ${found.length} letters`);
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
