import type { SeedWorld, Story } from './chapters.js';
import { chance, type Chance } from './chance.js';
import { companyOf } from './company.js';
import { Life } from './life.js';
import { plotFor } from './plots.js';

/** The same account has the same story, however often and in whatever order it is asked for. */
export function storyOf(world: SeedWorld, index: number): Story {
  const roll: Chance = chance(world.seed, index);
  const company = companyOf(world.companies, world.seed, index, roll);
  const life = new Life(world, roll);
  plotFor(world, index, roll)(life, roll);
  return { index, company, chapters: life.chapters, cards: life.cards, enrolments: life.enrolments };
}
