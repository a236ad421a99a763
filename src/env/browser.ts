import { spawn } from 'node:child_process';
import { childEnvironment } from '../files/child.js';
import type { Machine } from './machine.js';

/** How long an opener may take to say that it cannot: some stay for as long as the browser does. */
const SAYS_SO_WITHIN_MS = 2000;

/**
 * Opens an address in the browser of whoever sits here, by the platform's own opener and without a shell; false where
 * that failed. undefined on a machine without a screen.
 */
export function browserOf({
  env,
  platform,
}: Pick<Machine, 'env' | 'platform'>): ((url: string) => Promise<boolean>) | undefined {
  const [program, ...words] = OPENERS[platform] ?? ['xdg-open'];
  const hasScreen = platform in OPENERS || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  if (!hasScreen || program === undefined) return undefined;
  return (url) =>
    new Promise((resolve) => {
      // Nothing but a page of the web: what else an opener might do with a text is not ours to try.
      if (!url.startsWith('https://')) return resolve(false);
      const child = spawn(program, [...words, url], { env: childEnvironment(env), stdio: 'ignore', detached: true });
      const timer = setTimeout(() => resolve(true), SAYS_SO_WITHIN_MS);
      const ended = (opened: boolean) => {
        clearTimeout(timer);
        resolve(opened);
      };
      child.on('error', () => ended(false));
      child.on('exit', (code) => ended(code === 0));
      child.unref();
    });
}

const OPENERS: { readonly [P in NodeJS.Platform]?: readonly string[] } = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
