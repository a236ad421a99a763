import { broken } from '../support/invariants.js';
import { factsOfHome } from '../support/invariants/facts.js';
import type { Workplace } from '../support/in-process.js';

/** What is wrong in the ledger and the books, by their raw rows. */
export function defects(world: Workplace): readonly string[] {
  return broken(factsOfHome(world.home));
}

/** Nothing is: by the raw rows, by the program's own check, and by what the gateway charged. */
export async function sound(world: Workplace): Promise<void> {
  expect((await world.json('db check')).defects).toEqual([]);
  expect(defects(world)).toEqual([]);
  expect(await world.json('reconcile')).toMatchObject({ differences: [] });
}
