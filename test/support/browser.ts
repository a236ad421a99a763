import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Where a Chromium is, by the names that systems give it. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const CHROMIUM = [process.env['CHROMIUM'], ...PLACES].find((path) => path !== undefined && existsSync(path));

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string } };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A real Chromium without a window, asked over its own pipe: no port is opened. */
export class Browser {
  private readonly process: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private session: string | undefined;
  private last = 0;
  private rest = '';
  /** What the pages asked for, their own address too. */
  readonly asked: string[] = [];
  private loaded: () => void = () => undefined;

  constructor(program: string) {
    const switches = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
    this.process = spawn(
      program,
      [...switches, '--remote-debugging-pipe', `--user-data-dir=${this.folder}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: this.folder } },
    );
    (this.process.stdio[4] as Readable).on('data', (data: Buffer) => this.hear(String(data)));
  }

  /** Opens a page of a width, by day or by night. */
  async open(url: string, { width, dark }: { readonly width: number; readonly dark: boolean }): Promise<void> {
    this.session ??= await this.begin();
    await this.ask('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
    const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
    await this.ask('Emulation.setEmulatedMedia', { features });
    const loaded = new Promise<void>((resolve) => (this.loaded = resolve));
    await this.ask('Page.navigate', { url });
    await loaded;
  }

  /** What an expression comes to on the page. */
  async see<T>(expression: string): Promise<T> {
    const { result } = await this.ask('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { readonly value: T }).value;
  }

  /** The whole page as a PNG. */
  async picture(): Promise<Buffer> {
    const { data } = await this.ask('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(String(data), 'base64');
  }

  /** The page as it is printed, as PDF. */
  async print(): Promise<Buffer> {
    const { data } = await this.ask('Page.printToPDF', { preferCSSPageSize: true });
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async begin(): Promise<string> {
    const { targetId } = await this.ask('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.ask('Target.attachToTarget', { targetId, flatten: true });
    this.session = String(sessionId);
    await this.ask('Page.enable', {});
    await this.ask('Network.enable', {});
    return this.session;
  }

  private ask(method: string, params: object): Promise<Record<string, unknown>> {
    const id = (this.last += 1);
    const session = this.session === undefined ? {} : { sessionId: this.session };
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result ?? {})));
    });
  }

  private hear(data: string): void {
    const messages = `${this.rest}${data}`.split('\0');
    this.rest = messages.pop() ?? '';
    for (const message of messages) this.take(JSON.parse(message) as Answer);
  }

  private take(answer: Answer): void {
    if (answer.id !== undefined) this.waiting.get(answer.id)?.(answer);
    if (answer.method === 'Page.loadEventFired') this.loaded();
    if (answer.method === 'Network.requestWillBeSent') this.asked.push(answer.params?.request?.url ?? '');
  }
}
