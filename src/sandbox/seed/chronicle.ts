import { addDays, type Day, type Instant } from '../../core/day.js';
import { storyOf } from './plots.js';
import type { Chapter, SeedWorld, Story } from './chapters.js';

/** One moment of one account's story. */
export interface Scene {
  readonly story: Story;
  readonly chapter: Chapter;
  /** Its place among the chapters of the story. */
  readonly number: number;
}

/** Which chapter of which account falls into which ten minutes: every one of them, in the order of time. */
export interface Calendar {
  /** Where each ten minutes begin among the chapters; one more than there are of them. */
  readonly starts: Uint32Array;
  /** The account and its chapter in one number. */
  readonly chapters: Uint32Array;
}

// Room for the chapter's number beside the account's in one whole number of 32 bits.
const CHAPTERS = 32;
const TEN_MINUTES_MS = 600_000;
const YEARS_AT_MOST = 6;
const STORIES_BETWEEN_PAUSES = 500;

/**
 * Every chapter of every account in the order of time, ten minutes in memory at a time: what is kept of the rest is a
 * number a chapter, so that a million accounts fit. Stories are told again when their time comes.
 */
export function* chronicle(world: SeedWorld, { starts, chapters }: Calendar): Generator<Scene> {
  for (let slot = 0; slot + 1 < starts.length; slot += 1) {
    yield* scenesOf(world, chapters.subarray(starts[slot], starts[slot + 1])).sort((left, right) =>
      left.chapter.at < right.chapter.at ? -1 : left.chapter.at > right.chapter.at ? 1 : 0,
    );
  }
}

/** What one account did in a moment stands together, so that its story is told once for all of it. */
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
 * A counting sort: how many in each ten minutes, where those begin, then each into its place.
 * @param pause called now and then, since a million stories take their time
 */
export async function calendarOf(world: SeedWorld, pause: () => Promise<void>): Promise<Calendar> {
  const first = startOf(addDays(world.today, -366 * YEARS_AT_MOST));
  const slotOf = (at: Instant) => Math.floor((Date.parse(at) - first) / TEN_MINUTES_MS);
  const slots = (startOf(world.today) - first) / TEN_MINUTES_MS;
  const starts = new Uint32Array(slots + 1);
  const told = new Told(world.accounts);
  for (let index = 0; index < world.accounts; index += 1) {
    for (const { at } of storyOf(world, index).chapters) {
      const slot = slotOf(at);
      starts[slot + 1] = (starts[slot + 1] ?? 0) + 1;
      told.add(index, slot);
    }
    if (index % STORIES_BETWEEN_PAUSES === 0) await pause();
  }
  for (let slot = 1; slot <= slots; slot += 1) starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0);
  return { starts, chapters: placed(told, starts) };
}

function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function placed({ counts, slots }: Told, starts: Uint32Array): Uint32Array {
  const chapters = new Uint32Array(starts.at(-1) ?? 0);
  const next = starts.slice();
  let told = 0;
  for (let index = 0; index < counts.length; index += 1) {
    for (let number = 0; number < (counts[index] ?? 0); number += 1) {
      const slot = slots[told] ?? 0;
      const place = next[slot] ?? 0;
      chapters[place] = index * CHAPTERS + number;
      next[slot] = place + 1;
      told += 1;
    }
  }
  return chapters;
}

/** When every chapter was, story after story. */
class Told {
  readonly counts: Uint8Array;
  slots: Uint32Array;
  private length = 0;

  constructor(stories: number) {
    this.counts = new Uint8Array(stories);
    this.slots = new Uint32Array(stories * 5);
  }

  add(index: number, slot: number): void {
    const count = (this.counts[index] ?? 0) + 1;
    if (count > CHAPTERS) throw new RangeError(`story ${index} has more than ${CHAPTERS} chapters`);
    this.counts[index] = count;
    if (this.length === this.slots.length) this.grow();
    this.slots[this.length] = slot;
    this.length += 1;
  }

  private grow(): void {
    const larger = new Uint32Array(this.slots.length * 2);
    larger.set(this.slots);
    this.slots = larger;
  }
}
