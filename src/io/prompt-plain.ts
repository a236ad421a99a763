import { type Choice, type Prompter, type TextQuestion, type PrompterParts, cancelled } from './questions.js';
import { inAscii } from './aloud.js';
import { clean } from './clean.js';
import { mention } from './stream.js';
import { createInterface } from 'node:readline';
import { StringDecoder } from 'node:string_decoder';
import { whenAsked } from './signals.js';

/**
 * Questions as plain lines, for screen readers, braille lines and terminals that cannot redraw: numbered choices, no
 * colour, no cursor movement, nothing printed twice.
 */
export function plainPrompter(parts: PrompterParts): Prompter {
  const said = parts.ascii ? inAscii : (text: string) => text;
  const say = (text: string) => mention(parts.output, said(text));
  return {
    async choose<V extends string>({ message, choices, preset }: Choice<V>): Promise<V> {
      const { plainChoice, plainChoiceInvalid } = parts.words.general;
      const usual = choices.findIndex(({ value }) => value === preset) + 1;
      say(`${clean(message)}\n`);
      choices.forEach(({ name }, index) => say(`  ${index + 1}. ${clean(name)}\n`));
      for (;;) {
        const reading = readLine(parts);
        say(question(plainChoice(choices.length), usual > 0 ? String(usual) : undefined));
        const answer = (await reading).trim();
        const chosen = choices[(answer === '' ? usual : wholeNumber(answer)) - 1];
        if (chosen) return chosen.value;
        say(`${plainChoiceInvalid(choices.length)}\n`);
      }
    },
    async text({ message, preset, secret, check }: TextQuestion): Promise<string> {
      for (;;) {
        // Whoever sees the question may interrupt it at once: it is listened for first.
        const reading = secret ? readSecret(parts) : readLine(parts);
        say(question(clean(message), secret ? undefined : preset));
        const typed = await reading;
        const answer = typed === '' && !secret ? (preset ?? '') : typed;
        const wrong = await check(answer);
        if (!wrong) return answer;
        say(`${clean(wrong)}\n`);
      }
    },
  };
}

function question(message: string, preset: string | undefined): string {
  return preset ? `${message} (${clean(preset)}) ` : `${message} `;
}

function wholeNumber(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

type Parts = Pick<PrompterParts, 'input' | 'output' | 'interrupts'>;

/** One line as the terminal itself edits and echoes it. @throws Stop CANCELLED at Ctrl-C, Ctrl-D, a hang-up */
function readLine({ input, output, interrupts }: Parts): Promise<string> {
  // Of a terminal that has gone nothing would ever be told again.
  if ('readableEnded' in input && input.readableEnded) return Promise.reject(cancelled());
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
function readSecret({ input, output, interrupts }: Parts): Promise<string> {
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
