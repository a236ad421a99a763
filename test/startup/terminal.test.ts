import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quickFolder } from '../support/folders.js';
import { plainEnvironment, PROGRAM, runNode } from '../support/run.js';
import { spawnPty } from '../support/pty.js';
import { BUY, CARD, JOIN, Workplace } from '../support/in-process.js';

const LISTER = fileURLToPath(new URL('programs/loaded.js', import.meta.url));
const member = new Workplace();

beforeAll(async () => {
  await member.after(JOIN, CARD, BUY);
});

interface InTerminal {
  readonly code: number;
  readonly bytes: string;
  readonly loaded: readonly string[];
}

async function inTerminal(line: string, cols: number, env: Record<string, string> = {}): Promise<InTerminal> {
  const file = join(member.home, 'loaded');
  const session = spawnPty(process.execPath, ['--import', LISTER, PROGRAM, ...line.split(' ')], {
    cols,
    // Whatever is longer than the terminal goes to a pager.
    rows: 100,
    env: { ...plainEnvironment(member.home), CI: undefined, TERM: 'xterm-256color', LOADED: file, ...env },
  });
  try {
    const code = await session.exit();
    return { code, bytes: session.raw(), loaded: readFileSync(file, 'utf8').split('\n') };
  } finally {
    session.close();
  }
}

const network = (loaded: readonly string[]) => loaded.filter((name) => ['net', 'tty'].includes(name));

describe.each(['status', 'offers list', '--help'])('F8 %s loads nothing of the network', (line) => {
  test('in a terminal', async () => {
    const { code, loaded } = await inTerminal(line, 80);
    expect({ code, network: network(loaded) }).toEqual({ code: 0, network: [] });
  });

  test('in a pipe', async () => {
    const file = join(member.home, 'loaded');
    const env = { LOADED: file };
    const { code } = await runNode(['--import', LISTER, PROGRAM, ...line.split(' ')], { home: member.home, env });
    const loaded = readFileSync(file, 'utf8').split('\n');
    expect({ code, network: network(loaded) }).toEqual({ code: 0, network: [] });
  });
});

test.each(['--help', 'offers list', 'status', 'actionpack show', 'orders list'])(
  'F8 what is typed every day finds all of it in the first script, in a terminal too: %s',
  async (line) => {
    const folder = quickFolder('coverage');
    await inTerminal(line, 80, { NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: '1' });
    const [report = ''] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as { result: { url: string }[] };
    const own = result.map(({ url }) => basename(url)).filter((name) => name.endsWith('.cjs'));
    expect(own).toEqual(['main.cjs']);
  },
);

test.each([50, 80, 160])(
  "F8 at %p columns a terminal gets the same bytes as through Node's own stream, in colour and as wide",
  async (cols) => {
    const [ours, nodes] = [
      await inTerminal('offers list', cols),
      await inTerminal('offers list', cols, { NO_BINDINGS: '1' }),
    ];
    expect(nodes.loaded).toContain('tty');
    expect(ours.bytes).toBe(nodes.bytes);
    expect(ours.bytes).toContain('\u001B[');
    const widest = Math.max(
      ...ours.bytes
        .replace(/\u001B\[[\d;]*m/g, '')
        .split('\r\n')
        .map((row) => row.length),
    );
    expect(widest).toBeLessThanOrEqual(cols);
    expect(widest).toBeGreaterThan(cols / 2);
  },
);
