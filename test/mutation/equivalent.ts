/** A mutant that no test can find, since the program does the same with it. */
export interface Equivalent {
  readonly file: string;
  /** The line, without its indentation. */
  readonly code: string;
  readonly change: string;
  readonly why: string;
}

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'src/core/recording.ts',
    code: '(other.enrolment < held.enrolment ? endedOn(other) >= term.start : isLiveThen || startedOn(other) <= term.end),',
    change: '< becomes <=',
    why: 'Each enrolment of an offer has a number of its own.',
  },
  {
    file: 'src/core/offer-command.ts',
    code: 'return programme.offers.find((offer) => offer.id === id && !isEarned(offer))?.command;',
    change: 'find becomes findLast',
    why: 'Each offer stands there once.',
  },
  {
    file: 'src/core/card-number.ts',
    code: 'if (hasTooFewDigits(text)) return;',
    change: 'the condition becomes false',
    why: 'It only spares the look at a text in which there is nothing to find (F8).',
  },
  {
    file: 'src/core/card-number.ts',
    code: 'let before = 0;',
    change: '0 becomes one more',
    why: 'One digit before letters joins as little as none: three are wanted.',
  },
  {
    file: 'src/core/plan.ts',
    code: 'if (names.size < MOST_NAMES) names.set(name, quoted);',
    change: 'the condition becomes true',
    why: 'How many are kept says how long it takes, and not what comes.',
  },
  {
    file: 'src/core/plan.ts',
    code: 'if (names.size < MOST_NAMES) names.set(name, quoted);',
    change: 'the condition becomes false',
    why: 'How many are kept says how long it takes, and not what comes.',
  },
  {
    file: 'src/core/plan.ts',
    code: 'if (names.size < MOST_NAMES) names.set(name, quoted);',
    change: '< becomes <=',
    why: 'How many are kept says how long it takes, and not what comes.',
  },
  {
    file: 'src/core/plan.ts',
    code: 'if (names.size < MOST_NAMES) names.set(name, quoted);',
    change: '< becomes >=',
    why: 'How many are kept says how long it takes, and not what comes.',
  },
  {
    file: 'src/core/plan.ts',
    code: 'if (known !== undefined) return known;',
    change: 'the condition becomes false',
    why: 'How many are kept says how long it takes, and not what comes.',
  },
  {
    file: 'src/core/entries/order.ts',
    code: 'const order = book.orders.find((candidate) => candidate.attempts.some((attempt) => attempt.id === id));',
    change: 'find becomes findLast',
    why: 'An attempt is of one order.',
  },
  {
    file: 'src/core/event.ts',
    code: "return book.orders.find(({ attempts }) => attempts.some(({ id }) => id === attempt))?.id ?? '';",
    change: 'find becomes findLast',
    why: 'An attempt is of one order.',
  },
  {
    file: 'src/core/reminder.ts',
    code: 'const [told] = dispatchesOf(view.book, held, { term, days: 0, notice });',
    change: '0 becomes one more',
    why: 'A notice is told once, whatever its day.',
  },
  {
    file: 'src/core/reminder.ts',
    code: 'const about = { term: lastTerm(held).number, days: 0, notice };',
    change: '0 becomes one more',
    why: 'A notice is told once, whatever its day.',
  },
  {
    file: 'src/core/card-number.ts',
    code: "if (hasTooFewDigits(words.join(' '))) return undefined;",
    change: 'the condition becomes false',
    why: 'It only spares the look at words in which there is nothing to find.',
  },
  {
    file: 'src/core/recording.ts',
    code: 'const same = book.recorded.find(',
    change: 'find becomes findLast',
    why: 'The same is not brought in twice (D25).',
  },
  {
    file: 'src/core/plan.ts',
    code: 'const MOST_NAMES = 500;',
    change: '500 becomes one more',
    why: 'How many are kept says how long it takes, and not what comes.',
  },
  {
    file: 'src/core/programme.ts',
    code: 'return rows.toSorted((one, other) => (began(one) < began(other) ? -1 : 1));',
    change: '< becomes <=',
    why: 'No two prices, versions or rates of one thing begin on the same day.',
  },
  {
    file: 'src/core/offer-command.ts',
    code: 'return programme.offers.find((offer) => offer.command === command && !isEarned(offer));',
    change: 'find becomes findLast',
    why: 'An offer that is bought has a command alone (the check of catalogues).',
  },
  {
    file: 'src/core/plan.ts',
    code: "for (; place > 0 && (keys[place - 1] ?? '') > key; place -= 1) keys[place] = keys[place - 1] ?? '';",
    change: '> becomes >=',
    why: 'No record has a key twice.',
  },
  {
    file: 'src/core/benefit.ts',
    code: "const activated = of.find(({ act }) => act === 'activated');",
    change: 'find becomes findLast',
    why: 'A benefit is activated once a term.',
  },
  {
    file: 'src/core/refund.ts',
    code: "return refunds.find((refund) => refund.state === 'refunded');",
    change: 'find becomes findLast',
    why: 'A charge is given back once (P8).',
  },
  {
    file: 'src/core/refund.ts',
    code: 'return book.refunds.find((refund) => isOpenRefund(refund) && ids.has(refund.orderId));',
    change: 'find becomes findLast',
    why: 'While one refund is open, no other is sent (G3).',
  },
  {
    file: 'src/core/refund.ts',
    code: "return order.attempts.find((attempt) => attempt.state === 'succeeded')?.chargeId ?? null;",
    change: 'find becomes findLast',
    why: 'An order is paid by one attempt (G1).',
  },
  {
    file: 'src/core/transfer.ts',
    code: 'return pendingOrders(book, today).find((order) => paysFor(order, id));',
    change: 'find becomes findLast',
    why: 'One order waits for the funds of a term (I2).',
  },
  {
    file: 'src/core/transfer.ts',
    code: 'const order = book?.orders.find((placed) => isPending(placed, today) && touches(placed, offer, programme));',
    change: 'find becomes findLast',
    why: 'While one order waits for its funds, nothing else that it touches is ordered (P9).',
  },
  {
    file: 'src/core/order.ts',
    code: 'return order.attempts.find(isOpen)?.page;',
    change: 'find becomes findLast',
    why: 'One attempt of an order is open (G3).',
  },
  {
    file: 'src/core/order.ts',
    code: 'return order.attempts.find(isOpen);',
    change: 'find becomes findLast',
    why: 'One attempt of an order is open (G3).',
  },
  {
    file: 'src/core/outlook.ts',
    code: '[...orders, ...upgradesOf(view.book, held)].find((order) => order.attempts.some(isOpen)) ??',
    change: 'find becomes findLast',
    why: 'One order for a term is open (I2).',
  },
  {
    file: 'src/core/money.ts',
    code: 'const whole = Math.trunc(of.amount / 10000);',
    change: '10000 becomes one more',
    why: 'Any part may be taken first: what it leaves is counted with it.',
  },
  {
    file: 'src/core/money.ts',
    code: "return MINOR_DIGITS.find(([, currencies]) => currencies.split(' ').includes(currency))?.[0] ?? 2;",
    change: 'find becomes findLast',
    why: 'Each currency stands there once.',
  },
  {
    file: 'src/core/payment-method.ts',
    code: 'return onFile(methods).find((method) => method.isDefault);',
    change: 'find becomes findLast',
    why: 'One card is the default (R8).',
  },
  {
    file: 'src/core/payment-method.ts',
    code: 'return total + (doubled > 9 ? doubled - 9 : doubled);',
    change: '+ becomes -',
    why: 'A sum is divided by ten where its opposite is.',
  },
  {
    file: 'src/core/user.ts',
    code: 'return activeUsers(users).find((user) => sameEmail(user.email, email));',
    change: 'find becomes findLast',
    why: 'Every user stands once (J6).',
  },
  {
    file: 'src/core/user.ts',
    code: 'const known = users.find((user) => sameEmail(user.email, joiner.email));',
    change: 'find becomes findLast',
    why: 'Every user stands once (J6).',
  },
  {
    file: 'src/core/user.ts',
    code: 'const known = users.find((other) => sameEmail(other.email, user.email));',
    change: 'find becomes findLast',
    why: 'Every user stands once (J6).',
  },
  {
    file: 'src/core/team.ts',
    code: 'const name = team.users.find((user) => sameEmail(user.email, email))?.email ?? email;',
    change: 'find becomes findLast',
    why: 'Every user stands once (J6).',
  },
  {
    file: 'src/core/day.ts',
    code: 'let year = Math.floor((10000 * number + 14780) / 3652425);',
    change: '14780 becomes one more',
    why: 'What is guessed too high is mended below; the same on every day of ten thousand years.',
  },
  {
    file: 'src/core/automatic-renewal.ts',
    code: 'return subscription.turnedOff.find(({ term }) => term === number);',
    change: 'find becomes findLast',
    why: 'It is turned off once a term (D5).',
  },
  {
    file: 'src/core/reminder.ts',
    code: 'const standing = made.find(standsForReminder);',
    change: 'find becomes findLast',
    why: 'A reminder goes once over each channel (G23).',
  },
  {
    file: 'src/core/reminder.ts',
    code: 'return ordersForNextTerm(orders, held).find(openAttempt);',
    change: 'find becomes findLast',
    why: 'One order for a term is open (I2).',
  },
  {
    file: 'src/core/benefit-act.ts',
    code: 'const licence = held.assignments.find((assignment) => assignment.user === user);',
    change: 'find becomes findLast',
    why: 'A user has one licence of a benefit (R21).',
  },
  {
    file: 'src/core/proof.ts',
    code: "const end = ends.find((head) => isRecord(head) && head['account'] === account.id);",
    change: 'find becomes findLast',
    why: 'A seal names each account once.',
  },
  {
    file: 'src/core/account-move.ts',
    code: 'const paying = book.orders.find(openAttempt);',
    change: 'find becomes findLast',
    why: 'Whichever is open is settled first; then the next is met.',
  },
  {
    file: 'src/core/account-move.ts',
    code: 'const returning = book.refunds.find(isOpenRefund)?.orderId;',
    change: 'find becomes findLast',
    why: 'Whichever is open is settled first; then the next is met.',
  },
  {
    file: 'src/core/account.ts',
    code: 'return account.former?.find(({ documents }) => documents.includes(document)) ?? account;',
    change: 'find becomes findLast',
    why: 'A document was issued to one buyer.',
  },
  {
    file: 'src/core/attention.ts',
    code: 'const row = rows.find(({ term }) => term === terms.at(-1)?.number);',
    change: 'find becomes findLast',
    why: 'It is turned off once a term (D5).',
  },
  {
    file: 'src/core/support-request.ts',
    code: 'return entries.find((entry) => entry.outcome !== null);',
    change: 'find becomes findLast',
    why: 'A request ends once (R19).',
  },
  {
    file: 'src/core/support-request.ts',
    code: 'return requests.find((request) => request.cancels === subscriptionId && isOpenRequest(request));',
    change: 'find becomes findLast',
    why: 'One request to cancel a subscription is open (D9).',
  },
];
