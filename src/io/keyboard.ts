import { createInterface } from 'node:readline';
import { StringDecoder } from 'node:string_decoder';
import { whenAsked } from './signals.js';
import { cancelled, type PrompterParts } from './questions.js';
import { mention } from './stream.js';

type Parts = Pick<PrompterParts, 'input' | 'output' | 'interrupts'>;

/** One line as the terminal itself edits and echoes it. @throws Stop CANCELLED at Ctrl-C, Ctrl-D, a hang-up */
export function readLine({ input, output, interrupts }: Parts): Promise<string> {
  // Without `terminal` the line stays in the hands of the terminal driver, which moves no cursor.
  const lines = createInterface({ input, terminal: false });
  return new Promise((resolve, reject) => {
    const interrupted = () => lines.close();
    let answer: string | undefined;
    const release = whenAsked(interrupts, interrupted);
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    lines.once('close', () => {
      release();
      if (answer !== undefined) return resolve(answer);
      mention(output, '\n');
      reject(cancelled());
    });
  });
}

const ENTER = /[\r\n]/;
const LEAVE = /[\u0003\u0004]/;
const BACKSPACE = /[\u0008\u007F]/;
const REST_OF_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|O.|.)?/gs;

/** One line that nobody sees, not even its length. @throws Stop CANCELLED as above */
export function readSecret({ input, output, interrupts }: Parts): Promise<string> {
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    let typed: string[] = [];
    const end = (settle: () => void) => {
      input.removeListener('data', heard).removeListener('end', left).pause();
      release();
      input.setRawMode?.(false);
      mention(output, '\n');
      settle();
    };
    const left = () => end(() => reject(cancelled()));
    const heard = (chunk: Buffer | string) => {
      const text = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).replace(REST_OF_SEQUENCE, '');
      for (const letter of text) {
        if (ENTER.test(letter)) {
          end(() => resolve(typed.join('')));
          return;
        }
        if (LEAVE.test(letter)) {
          left();
          return;
        }
        typed = BACKSPACE.test(letter) ? typed.slice(0, -1) : [...typed, letter];
      }
    };
    const release = whenAsked(interrupts, left);
    input.setRawMode?.(true);
    input.on('data', heard).on('end', left).resume();
  });
}
