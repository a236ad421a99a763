import type { ProblemTexts } from '../said.js';
import { sh } from '../command-line.js';

export type BenefitCode = 'BENEFIT_NOT_GRANTED' | 'BENEFIT_NOT_ACTIVATED' | 'NOT_A_LICENCE' | 'LICENCES_EXHAUSTED';

export const benefitRefusals: Pick<ProblemTexts, BenefitCode> = {
  BENEFIT_NOT_GRANTED: ({ benefit, offers }, s) => ({
    what: offers.length === 0 ? `${benefit} needs nothing done to it.` : `${benefit} is not among your benefits.`,
    why:
      offers.length === 0
        ? 'It comes with the network membership: there is nothing to activate, to assign or to view.'
        : `It comes with ${s.list(offers.map((offer) => s.offer(offer)))}, from the purchase until the renewal window has closed.`,
    try: offers.length === 0 ? ['partner benefits list'] : [sh`partner offers show ${offers[0] ?? ''}`],
  }),
  BENEFIT_NOT_ACTIVATED: ({ benefit, offer }, s) => ({
    what: `${benefit} is not activated yet.`,
    why: `Benefits of ${s.offer(offer)} are activated after the purchase and after every renewal; then licences are assigned.`,
    try: [sh`partner benefits activate ${benefit}`],
  }),
  NOT_A_LICENCE: ({ benefit }) => ({
    what: `${benefit} has no licences and no product key.`,
    why: 'It is for the whole company: there is nobody to assign it to.',
    try: ['partner benefits list'],
  }),
  LICENCES_EXHAUSTED: ({ benefit, granted, users }, s) => ({
    what: `Every licence of ${benefit} is assigned.`,
    why: `The term grants ${s.number(granted)}. Release one first.`,
    try: [
      users[0] === undefined
        ? sh`partner benefits release ${benefit} <user>`
        : sh`partner benefits release ${benefit} ${users[0]}`,
    ],
  }),
};

export const benefitHelp: Readonly<Record<BenefitCode, string>> = {
  BENEFIT_NOT_GRANTED:
    'Nothing that is owned today gives this benefit: it was not bought, or its renewal window has closed, or it was cancelled.',
  BENEFIT_NOT_ACTIVATED:
    'Benefits are activated in a step of their own, once a term: the benefits of a new term take the place of the old ones.',
  NOT_A_LICENCE:
    'Licences are assigned to users and have a product key. An account, a credit or a service is only activated.',
  LICENCES_EXHAUSTED:
    'A term grants a number of licences, and no more are assigned. A renewal brings new ones in place of the old, not beside them.',
};
