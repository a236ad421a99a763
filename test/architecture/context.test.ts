import ts from 'typescript';
import { sourcesIn } from './sources.js';

/** More than that nobody keeps in mind: what a command may reach is grouped by what it is. */
const MOST_MEMBERS = 15;

const INTERFACES = sourcesIn('src')
  .flatMap(({ tree }) => [...tree.statements])
  .filter(ts.isInterfaceDeclaration);

/** The members of an interface and of those that it extends, wherever in `src` they are declared. */
function membersOf(name: string): readonly string[] {
  const declared = INTERFACES.filter((one) => one.name.text === name);
  return declared.flatMap((one) => [
    ...(one.heritageClauses ?? []).flatMap(({ types }) => types.flatMap((type) => membersOf(type.getText()))),
    ...one.members.map((member) => member.name?.getText() ?? ''),
  ]);
}

test.each(['Context', 'Terminal', 'Clock', 'Ids', 'Books', 'Files', 'Outside', 'Sandbox', 'Line'])(
  '%s has at most 15 members',
  (name) => {
    const members = membersOf(name);
    expect(members.length).toBeGreaterThan(2);
    expect(members.length).toBeLessThanOrEqual(MOST_MEMBERS);
  },
);
