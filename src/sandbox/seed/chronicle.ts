import { addDays, dayOf, daysBetween } from '../../core/day.js';
import { storyOf } from './plots.js';
import type { Chapter, SeedWorld, Story } from './chapters.js';

/** One moment of one account's story. */
export interface Scene {
  readonly story: Story;
  readonly chapter: Chapter;
  /** Its place among the chapters of the story. */
  readonly number: number;
}

/** Which chapter of which account falls on which day: every one of them, in the order of the days. */
export interface Calendar {
  /** Where each day begins among the chapters; one more than there are days. */
  readonly starts: Uint32Array;
  /** The account and its chapter in one number. */
  readonly chapters: Uint32Array;
}

// Room for the chapter's number beside the account's in one whole number of 32 bits.
const CHAPTERS = 32;
const YEARS_AT_MOST = 6;
const STORIES_BETWEEN_PAUSES = 500;

/**
 * Every chapter of every account in the order of time, a day in memory at a time: what is kept of the rest is a number
 * a chapter, so that a million accounts fit. Stories are told again when their day comes.
 */
export function* chronicle(world: SeedWorld, { starts, chapters }: Calendar): Generator<Scene> {
  for (let day = 0; day + 1 < starts.length; day += 1) {
    yield* scenesOf(world, chapters.subarray(starts[day], starts[day + 1])).sort((left, right) =>
      left.chapter.at < right.chapter.at ? -1 : left.chapter.at > right.chapter.at ? 1 : 0,
    );
  }
}

/** What one account did on a day stands together, so that its story is told once for all of it. */
function scenesOf(world: SeedWorld, packed: Uint32Array): Scene[] {
  let story: Story | undefined;
  return Array.from(packed, (scene) => {
    const index = Math.floor(scene / CHAPTERS);
    if (story?.index !== index) story = storyOf(world, index);
    const number = scene % CHAPTERS;
    const chapter = story.chapters[number];
    if (!chapter) throw new RangeError(`story ${index} has no chapter ${number}`);
    return { story, chapter, number };
  });
}

/**
 * A counting sort: how many on each day, where each day begins, then each into its place.
 * @param pause called now and then, since a million stories take their time
 */
export async function calendarOf(world: SeedWorld, pause: () => Promise<void>): Promise<Calendar> {
  const first = addDays(world.today, -366 * YEARS_AT_MOST);
  const days = daysBetween(first, world.today);
  const starts = new Uint32Array(days + 1);
  const told = new Told(world.accounts);
  for (let index = 0; index < world.accounts; index += 1) {
    for (const { at } of storyOf(world, index).chapters) {
      const day = daysBetween(first, dayOf(at));
      starts[day + 1] = (starts[day + 1] ?? 0) + 1;
      told.add(index, day);
    }
    if (index % STORIES_BETWEEN_PAUSES === 0) await pause();
  }
  for (let day = 1; day <= days; day += 1) starts[day] = (starts[day] ?? 0) + (starts[day - 1] ?? 0);
  return { starts, chapters: placed(told, starts) };
}

function placed({ counts, days }: Told, starts: Uint32Array): Uint32Array {
  const chapters = new Uint32Array(starts.at(-1) ?? 0);
  const next = starts.slice();
  let told = 0;
  for (let index = 0; index < counts.length; index += 1) {
    for (let number = 0; number < (counts[index] ?? 0); number += 1) {
      const day = days[told] ?? 0;
      const place = next[day] ?? 0;
      chapters[place] = index * CHAPTERS + number;
      next[day] = place + 1;
      told += 1;
    }
  }
  return chapters;
}

/** The day of every chapter, story after story. */
class Told {
  readonly counts: Uint8Array;
  days: Uint16Array;
  private length = 0;

  constructor(stories: number) {
    this.counts = new Uint8Array(stories);
    this.days = new Uint16Array(stories * 10);
  }

  add(index: number, day: number): void {
    const count = (this.counts[index] ?? 0) + 1;
    if (count > CHAPTERS) throw new RangeError(`story ${index} has more than ${CHAPTERS} chapters`);
    this.counts[index] = count;
    if (this.length === this.days.length) this.grow();
    this.days[this.length] = day;
    this.length += 1;
  }

  private grow(): void {
    const larger = new Uint16Array(this.days.length * 2);
    larger.set(this.days);
    this.days = larger;
  }
}
