import type { Bar, Surface } from './blocks.js';
import { clean } from './clean.js';
import { padEnd, padStart, widest } from './measure.js';

const FULL = '█';
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const SHORTEST = 4;

/** A bar a row, to the scale of the largest; its value stands beside it, so that nothing hangs on the drawing alone. */
export function barLines(rows: readonly Bar[], { width, paint }: Surface): string[] {
  const labels = widest(rows.map((row) => clean(row.label)));
  const values = widest(rows.map((row) => clean(row.text)));
  const room = Math.max(SHORTEST, width - labels - values - 6);
  const largest = Math.max(1, ...rows.map((row) => row.size));
  return rows.map(({ label, text, size }) => {
    const drawn = bar((size / largest) * room);
    return `  ${padEnd(clean(label), labels)}  ${padStart(clean(text), values)}  ${paint.accent(drawn)}`;
  });
}

/** How much of something is done, from 0 to 1, over so many columns. */
export function gauge(share: number, columns: number): string {
  const done = Math.floor(Math.min(1, Math.max(0, share)) * columns);
  return '━'.repeat(done) + '─'.repeat(columns - done);
}

function bar(length: number): string {
  const whole = Math.floor(length);
  return FULL.repeat(whole) + (EIGHTHS[Math.floor((length - whole) * 8)] ?? '');
}
