import { commandOfOffer, EARNED_COMMAND, earnedCommand } from '../core/offer-command.js';
import { findOffer, type Localized, type Programme } from '../core/programme.js';
import type { Teller } from './said.js';
import type { Speech } from './speech.js';
import { commandLine, sh, withFlags } from './command-line.js';

/**
 * A speech that also knows what offers are called and which command is about them. `programmes`: those read so far;
 * `place`: the flags that say where to work, each with its value.
 */
export function teller(
  speech: Speech,
  programmes: () => readonly Programme[],
  place: readonly (readonly [flag: string, value: string])[] = [],
): Teller {
  const offerOf = (id: string) => programmes().flatMap((programme) => findOffer(programme, id) ?? [])[0];
  const named = (known: readonly { readonly id: string; readonly name: Localized }[], id: string) => {
    const found = known.find((one) => one.id === id);
    return found ? speech.text(found.name) : id;
  };
  return {
    ...speech,
    offer(id) {
      const offer = offerOf(id);
      return offer ? speech.text(offer.name) : id;
    },
    level(id) {
      const requirements = programmes().flatMap((programme) => programme.offers.flatMap((offer) => offer.requires));
      const known = requirements.find((requirement) => requirement.level === id);
      return known ? begun(speech.text(known.name)) : id;
    },
    levelName: (id) =>
      named(
        programmes().flatMap((programme) => programme.competencies?.levels ?? []),
        id,
      ),
    area: (id) =>
      named(
        programmes().flatMap((programme) => programme.competencies?.areas ?? []),
        id,
      ),
    metric: (id) =>
      named(
        programmes().flatMap((programme) => programme.competencies?.metrics ?? []),
        id,
      ),
    act(id, verb) {
      const command = programmes().flatMap((programme) => commandOfOffer(programme, id) ?? [])[0];
      return command === undefined ? sh`partner subscriptions ${verb} ${id}` : sh`partner ${command} ${verb}`;
    },
    earn(verb, area) {
      const has = ({ competencies }: Programme) => competencies?.areas.some(({ id }) => id === area) ?? false;
      const known = programmes().filter((programme) => area === undefined || has(programme));
      const command = known.flatMap((programme) => earnedCommand(programme) ?? [])[0] ?? EARNED_COMMAND;
      return commandLine(['partner', command, verb, ...(area === undefined ? [] : [area])]);
    },
    here(command, unsaid = []) {
      return withFlags(command, place, unsaid);
    },
  };
}

// A name that begins a line on its own becomes part of a sentence.
function begun(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
