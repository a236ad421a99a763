import fc from 'fast-check';
import { FAULTS, type Fault } from '../../src/sandbox/gateway/faults.js';
import { factsOf, type Facts } from '../support/invariants/facts.js';
import { PowerCut, type World } from '../support/world.js';

/** Random stories: a few every day; 1,000 in the nightly run, by PARTNER_TEST_RUNS. */
export const RUNS = Number(process.env['PARTNER_TEST_RUNS'] ?? 25);

/** How an act is disturbed: what the gateway does wrong, and at which step the power is cut. */
export interface Trouble {
  readonly fault: Fault | undefined;
  readonly cutAt: number | undefined;
}

export const NO_TROUBLE: Trouble = { fault: undefined, cutAt: undefined };

export const trouble: fc.Arbitrary<Trouble> = fc.record({
  fault: fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 2 }),
  cutAt: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined, freq: 2 }),
});

export function told(name: string, { fault, cutAt }: Trouble): string {
  return [name, fault && `while the gateway does ${fault}`, cutAt && `cut at step ${cutAt}`].filter(Boolean).join(', ');
}

/** What an act answers, or `cut` where the power went before it could. */
export async function disturbed(
  world: World,
  { fault, cutAt }: Trouble,
  perform: () => Promise<string>,
): Promise<string> {
  world.fault = fault;
  // Opened before the power can be cut, so that the steps counted are those of the act.
  await world.desk();
  world.cutAt = cutAt;
  try {
    return await perform();
  } catch (error) {
    if (error instanceof PowerCut) return 'cut';
    throw error;
  } finally {
    world.cutAt = undefined;
  }
}

export function facts(world: World): Facts {
  return factsOf(world.ledgerFile, world.booksFile);
}

/** The seed stands in the message of a failure, and is taken from PARTNER_TEST_SEED. */
export async function tellStories<T>(property: fc.IAsyncProperty<T>): Promise<void> {
  const seed = Number(process.env['PARTNER_TEST_SEED'] ?? Date.now() % 2 ** 31);
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: RUNS > 200 });
}
