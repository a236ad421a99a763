import { columnsOf } from '../../src/io/measure.js';
import { everyWorld, LINES, prepared, type Worlds } from '../support/every-command.js';

const LISTS = Object.keys(LINES).filter((path) => /(^| )(list|due|history|cards|credits)$/.test(path));

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

describe.each([
  [80, 'en'],
  [80, 'fr'],
  [60, 'en'],
  [60, 'fr'],
])('F8 at %i columns, in %s', (columns, lang) => {
  test.each(LISTS)('partner %s keeps ids whole and is no wider', async (path) => {
    const { world, line } = await prepared(worlds, path);
    const { code, stdout } = await world.run(`${line} --lang ${lang}`, { terminal: { stdout: true, columns } });
    expect(code).toBe(0);
    // What is there to be copied stays on its line.
    const drawn = stdout.split('\n').filter((text) => !/partner \S+/.test(text));
    expect(drawn.filter((text) => columnsOf(text) > columns)).toEqual([]);
    const ids = (await world.run(`${line} --json`)).stdout.match(/\b(ord|sub|pm|evt|req)_[0-9A-Z][\w]+/g) ?? [];
    const first = ids[0];
    if (/^(orders|subscriptions|payment-methods|events) list$/.test(path)) expect(stdout).toContain(first);
    // A list of cells has the heading beside what stands under it.
    if (columns === 80) expect(stdout).not.toMatch(/^ {2}\p{Lu}[\p{Lu} '-]+ {2,}(ord|sub|pm|evt|tok)_/mu);
  });
});
