import type { Choice, Prompter, TextQuestion, PrompterParts } from './questions.js';
import { clean } from './clean.js';
import { readLine, readSecret } from './keyboard.js';
import { mention } from './stream.js';

/**
 * Questions as plain lines, for screen readers, braille lines and terminals that cannot redraw: numbered choices, no
 * colour, no cursor movement, nothing printed twice.
 */
export function plainPrompter(parts: PrompterParts): Prompter {
  const say = (text: string) => mention(parts.output, text);
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
