import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { freshHome, runNode, runPartner } from '../support/run.js';

/** No command of every day: those are compiled by the build. */
const ARGS = ['catalog', 'list'];
/** Of the bundle, that it loads. */
const SCRIPTS = 2;
const BUY =
  'actionpack subscribe --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --token pm_card_visa --yes';

interface Kept {
  readonly home: string;
  readonly folder: string;
  readonly file: string;
  readonly stdout: string;
}

const run = (home: string, env: Readonly<Record<string, string | undefined>> = {}) =>
  runPartner(ARGS, { home, env: { NODE_COMPILE_CACHE: undefined, ...env } });

async function started(): Promise<Kept> {
  const home = freshHome();
  const { code, stdout } = await run(home);
  expect(code).toBe(0);
  const folder = join(home, '.cache', 'partner');
  const name = readdirSync(folder).find((one) => one.endsWith('-main.cjs')) ?? '';
  return { home, folder, file: join(folder, name), stdout };
}

test('a first start keeps what was compiled, for its owner alone, and the next one uses it', async () => {
  const { home, folder, file, stdout } = await started();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = statSync(file).mtimeMs;
  expect(await run(home)).toMatchObject({ code: 0, stdout, stderr: '' });
  expect(statSync(file).mtimeMs).toBe(before);
  expect(readdirSync(folder)).toHaveLength(SCRIPTS);
});

test('what a start compiles that none before it needed is kept as well, once', async () => {
  const { home, file } = await started();
  const kept = () => statSync(file).mtimeMs;
  const sizeBefore = statSync(file).size;
  const bought = await runPartner(BUY.split(' '), { home });
  expect(bought.code).toBe(0);
  const [before] = [kept(), await run(home)];
  expect(kept()).toBeGreaterThan(before);
  expect(statSync(file).size).toBeGreaterThan(sizeBefore);
  const [after] = [kept(), await run(home)];
  expect(kept()).toBe(after);
});

test('starts that take turns and run other modules each keep nothing anew, once both were there', async () => {
  const { home, file } = await started();
  const asCsv = () =>
    runPartner(['catalog', 'list', '-o', 'csv', '--quiet'], { home, env: { NODE_COMPILE_CACHE: undefined } });
  for (let time = 0; time < 2; time += 1) {
    await asCsv();
    await run(home);
  }
  const before = statSync(file).mtimeMs;
  for (let time = 0; time < 2; time += 1) {
    await asCsv();
    expect(statSync(file).mtimeMs).toBe(before);
    await run(home);
    expect(statSync(file).mtimeMs).toBe(before);
  }
});

test.each(['a flipped bit', 'a lost end', 'nothing', "another build's"])(
  'what was kept and is damaged is made anew: %s',
  async (damage) => {
    const { home, file, stdout } = await started();
    const kept = readFileSync(file);
    const flipped = Buffer.from(kept);
    flipped[Math.floor(kept.length / 3)] = (flipped[Math.floor(kept.length / 3)] ?? 0) ^ 1;
    const another = Buffer.from(kept.subarray(0, 1000));
    const bytes = { 'a flipped bit': flipped, 'a lost end': kept.subarray(0, -4096), nothing: Buffer.alloc(0) }[damage];
    writeFileSync(file, bytes ?? Buffer.concat([another, another]));
    expect(await run(home)).toMatchObject({ code: 0, stdout, stderr: '' });
    expect(readFileSync(file).length).toBeGreaterThan(100_000);
  },
);

test('what the build compiled of everyday commands serves a first start, where it is whole and of the same Node.js', async () => {
  const copy = freshHome();
  for (const part of ['bin', 'dist', 'data', 'package.json'])
    cpSync(join(packageRoot(), part), join(copy, part), { recursive: true });
  symlinkSync(join(packageRoot(), 'node_modules'), join(copy, 'node_modules'));
  const compiled = join(copy, 'dist', 'compiled');
  const keptBy = async () => {
    const home = freshHome();
    const ran = await runNode([join(copy, 'bin', 'partner.js'), 'offers', 'list'], {
      home,
      env: { NODE_COMPILE_CACHE: undefined },
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    return existsSync(join(home, '.cache')) ? readdirSync(join(home, '.cache', 'partner')) : [];
  };
  expect(await keptBy()).toEqual([]);
  const [name = ''] = readdirSync(compiled).filter((one) => /-v[\d.]+-\w+-offers-main\.cjs$/.test(one));
  const bytes = readFileSync(join(compiled, name));
  writeFileSync(join(compiled, name), bytes.subarray(0, -4096));
  expect(await keptBy()).toEqual([name]);
  rmSync(join(compiled, name));
  expect(await keptBy()).toEqual([name]);
});

test('what somebody else could have written is not run', async () => {
  const { home, file, stdout } = await started();
  chmodSync(file, 0o666);
  expect(await run(home)).toMatchObject({ code: 0, stdout });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('where nothing can be kept the program runs all the same', async () => {
  const home = freshHome();
  writeFileSync(join(home, '.cache'), '');
  expect(await run(home)).toMatchObject({ code: 0, stderr: '' });
  const elsewhere = freshHome();
  expect(await run(elsewhere, { NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(elsewhere)).toEqual([]);
});

test.each(['', 'somewhere'])('with the home "%s" it runs, and leaves nothing where it was started', async (HOME) => {
  const cwd = freshHome();
  const ran = await runPartner(ARGS, { home: cwd, cwd, env: { NODE_COMPILE_CACHE: undefined, HOME } });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(cwd)).toEqual([]);
});

test('a refused command keeps nothing, and an older build is cleared away', async () => {
  const home = freshHome();
  const folder = join(home, '.cache', 'partner');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '0123456789abcdef-v20.17.0-x64-catalog-main.cjs'), '');
  writeFileSync(join(folder, 'a letter'), '');
  const refused = await runPartner(['no-such-command'], { home, env: { NODE_COMPILE_CACHE: undefined } });
  expect(refused.code).toBe(2);
  expect(readdirSync(folder)).toHaveLength(2);
  await run(home);
  expect(readdirSync(folder).filter((name) => !/-catalog-(main|others)\.cjs$/.test(name))).toEqual(['a letter']);
  expect(readdirSync(folder)).toHaveLength(1 + SCRIPTS);
});

test('what most starts do without is compiled and kept as well, where it was used', async () => {
  const { home, folder } = await started();
  const rare = () => runPartner(['sandbox', 'cards'], { home, env: { NODE_COMPILE_CACHE: undefined } });
  const { code, stdout } = await rare();
  expect(code).toBe(0);
  const kept = readdirSync(folder).filter((name) => name.endsWith('-sandbox-others.cjs'));
  expect(kept).toHaveLength(1);
  const before = statSync(join(folder, kept[0] ?? '')).mtimeMs;
  expect(await rare()).toMatchObject({ code: 0, stdout, stderr: '' });
  expect(statSync(join(folder, kept[0] ?? '')).mtimeMs).toBe(before);
});
