import type { ProblemTexts } from '../said.js';
import type { BenefitCode } from './benefits.js';
import { sh } from '../command-line.js';

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
  BENEFIT_LAPSED: ({ benefit, offer, redeemBy }, s) => ({
    what: `${benefit} had to be activated by ${s.day(redeemBy)}, and was not.`,
    why: `The programme gives benefits of ${s.offer(offer)} that long to be activated; a renewal brings new ones.`,
    try: ['partner benefits list'],
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
        ? sh`partner benefits release ${benefit} ADDRESS`
        : sh`partner benefits release ${benefit} ${users[0]}`,
    ],
  }),
};
