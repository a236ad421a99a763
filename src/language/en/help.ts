import type { EXIT, ProblemCode } from '../../errors.js';
import { benefitHelp } from './benefits.js';
import { supportHelp } from './support.js';
import { transferHelp } from './transfers.js';

const exits: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'done; also where nothing was due, nothing was found, or it was so already',
  failed: 'failed: unexpected, disk, damaged ledger',
  usage: 'usage, or answers missing where nobody may be asked',
  notFound: 'not found',
  forbidden: 'forbidden: role or token',
  refused: 'refused by a rule; the code says which',
  busy: 'busy: another partner process; safe to retry',
  changed: 'changed since the review',
  partial: 'partly done: some declined or failed',
  declined: 'payment declined, nothing bought',
  unknown: 'payment outcome unknown: do not pay again, run partner recover',
  waiting: 'payment waits for its cardholder: open the link, or run partner orders pay',
  cancelled: 'cancelled: nothing was written',
};

const errors: Readonly<Record<ProblemCode, string>> = {
  ...supportHelp,
  ...transferHelp,
  ...benefitHelp,
  NOT_A_MEMBER: 'Everything but looking needs the network membership. Join first: it is free and takes a minute.',
  ALREADY_MEMBER: 'An MPN ID joins once. Use the account that is there.',
  ALREADY_SUBSCRIBED:
    'An account holds one subscription of an offer. While it is active or in grace it is renewed, not bought again.',
  NOT_SUBSCRIBED:
    'The command is about a subscription that was never bought. offers list shows what is owned and what can be bought.',
  NOT_ELIGIBLE:
    'A competency is earned first: an area has to be attained at its level. The refusal names the command that shows what is missing there.',
  UPGRADE_INSTEAD:
    'From a lower offer that is owned, the higher one is bought as an upgrade, which is cheaper and begins a new year.',
  ALREADY_UPGRADED: 'An upgrade has taken the place of this subscription. The higher offer includes it.',
  OFFER_INCLUDED:
    'What a higher offer includes is not sold beside it. There is nothing to buy: what it gives is given by the higher one.',
  PRICE_NOT_KNOWN:
    "The programme lists no price for this country and day. Prices are never converted by an exchange rate. offers show says what is listed; catalog import brings a programme's file that has the price.",
  OFFER_ENDED:
    'The programme says until when an offer is bought, and until when what is owned of it is renewed. After that day it runs to its anniversary date and no further.',
  PRICE_ROSE:
    'An automatic charge would cost more than the last term by more than the programme allows. Renewing by hand, with the order in view, is the way to agree.',
  CARD_DISPUTED:
    "The cardholder's bank disputes what was paid with this card: no run charges it again, so that one dispute does not become two. Another default card, a dispute that is won, or a payment by hand with the same card ends that.",
  WINDOW_NOT_OPEN:
    'Renewing by hand is possible in the renewal window alone, which opens some time before the anniversary date. The message says the day; renew --check says it too.',
  WINDOW_CLOSED:
    'The renewal window has closed and the subscription has expired. Subscribing again begins a new one with a new anniversary date.',
  ALREADY_RENEWED: 'The coming term is paid, by hand or by itself. Nothing is charged twice for one term.',
  AUTORENEW_LOCKED:
    'Once turned off, automatic renewal stays off for the term. A renewal, by hand and within the window, turns it on again.',
  AUTORENEW_AT_VENDOR:
    'What was bought elsewhere is renewed by the vendor, or not. Nobody has said which; orders correct does.',
  RECORD_CONFLICT:
    'The same invoice, or the same term, is recorded already with something else: orders correct states it again, and both stay in the history. Or it is ordered here, and its payment is not settled.',
  DAY_TOO_EARLY:
    'What happened before it is recorded has a day (--on), and nothing happens before what it follows from: a refund before the payment, the use of a benefit before the term gives it, the end of automatic renewal before the renewal that turned it on.',
  ANNIVERSARY_NOT_KNOWN:
    "Where the programme's rule for the anniversary date after a renewal is not verified, or counts from a payment whose day nobody stated, --term-end has to say it.",
  TERM_SETTLED: 'The dates of a term move only while no later term stands on it.',
  AUTORENEW_NOT_OFFERED:
    'The programme renews by hand only. Nothing has to be turned off; reminders say when to renew.',
  TERMS_NOT_ACCEPTED: 'Terms are accepted at every purchase and every renewal: with Next, or with --accept-terms.',
  TERMS_OUTDATED:
    'The version named is not the one in force on this day. terms show has the one that is; read it, then accept it by --accept-terms.',
  PAYMENT_METHOD_REQUIRED:
    'Every purchase and every renewal needs a way to pay. Add one with payment-methods add, or with --token in the same command.',
  PROGRAMME_LEFT:
    'An account that has moved to another programme buys there. What it owns stays in the programme in which it was bought, and ends there.',
  PAYMENT_WAITS:
    "The bank wants the cardholder's word for this payment. They give it on the gateway's own page, whose address the error holds; `partner orders pay` waits for it. Until then nothing is charged, and after its time the order ends. `partner orders cancel` ends it now.",
  PAYMENT_METHOD_IN_USE:
    'The card pays a coming automatic renewal. Make another one the default, or turn automatic renewal off, first.',
  CARD_EXPIRED: 'A card is good to the last day of its month. Add another one.',
  CARD_INVALID:
    'Number, expiry or security code is not possible, or the sandbox does not take this card. sandbox cards lists those it takes.',
  ROLE_REQUIRED:
    "A command asks for a role; who-can names the users who have one. Who acts is said by --user, PARTNER_USER or the setting user; otherwise it is the account's contact. Over a ledger in a local file this guides colleagues and keeps nobody out who can write the file; a token is held to its roles and scopes.",
  LAST_GLOBAL_ADMIN: 'One Global admin has to remain: the last one is neither removed nor loses the role.',
  ALREADY_USER: 'The address is a user already. users grant and users revoke change roles.',
  HAS_ACTIVE_OFFERS: 'The membership can be ended once nothing bought runs any more and every payment is settled.',
  CLOCK_BEHIND_LEDGER:
    'The clock shows a day before the newest event of the account. Set it right; nothing is written of that account until then. Where the clock is right and that event was dated by one that was ahead, a Global admin says so with db redate.',
  CLOCK_AHEAD:
    'The clock shows a day that neither the newest event nor the gateway nor the file system has reached. Nothing that moves money is done; anything else is asked for, in a script by --trust-clock.',
  SANDBOX_ONLY: 'Moving the clock and making up accounts are for sandbox ledgers, which record no real money.',
  PAID_ELSEWHERE:
    'A ledger of the gateway none charges nothing and keeps no card: the vendor is paid in its portal or against its invoice, and here it is recorded.',
  CLOCK_NOT_FROZEN: 'A run charges as of today. Only where a sandbox clock is frozen can it charge as of another day.',
  LEDGER_NOT_EMPTY:
    'sandbox seed fills a new ledger alone: history is only written forwards, so nothing can be put before what is there.',
  UNKNOWN_COMMAND: 'The command does not exist. partner --help lists them all.',
  COMMAND_NOT_OFFERED:
    'The command stands for an offer of another programme than the one of this company. The refusal lists those that its programme has; subscriptions works with any offer.',
  UNKNOWN_FLAG: 'The option does not exist here. Every command lists its own with --help.',
  UNKNOWN_CHOICE: 'Only the listed values are possible. The message lists them, and so does --help of the command.',
  ARGUMENT_MISSING:
    'A word that the command needs is missing. Its --help says which; in a terminal it is chosen from a list.',
  ARGUMENT_UNEXPECTED:
    'There is a word more than the command takes. Put a name with spaces between quotation marks; --help says what the command takes.',
  VALUE_MISSING: 'The option needs a value after it. In a script, see whether the variable that should hold it is set.',
  VARIABLE_EMPTY:
    'An environment variable that decides who acts, where, or what is paid with is set to nothing, as where a build service has no value for it. Give it a value, or leave it unset.',
  FLAG_TWICE:
    'An option that takes one value was given more than once. Those that take a list (--to, --fields, --evidence, --roles, --scopes) may be given several times, and all of it counts.',
  FLAGS_CONFLICT:
    'Two options answer the same question, such as a token and a card on standard input, or --json and -o csv: say one of them.',
  VALUE_INVALID:
    'The value does not have the form that is wanted. The message says which form that is, with an example where there is one.',
  FLAG_UNUSED:
    'An option that could do nothing beside what else was said. None is ever ignored. Leave it out, or say what it needs beside it.',
  ANSWERS_DIFFER:
    'The company, country, e-mail or MPN ID that was given is not that of the account that would pay, or for which something would be brought in. account use, or --account, chooses another one; account set says what has changed of a company, and account move takes it to another programme.',
  ANSWERS_MISSING:
    'Nobody can be asked: no terminal, CI, or --no-input. The message lists every answer that is missing, and a whole command line.',
  CARD_NUMBER_IN_ARGUMENTS:
    "Command lines can be read by others and are kept in histories. A card number is never taken from one. Type it at the question for it, or give it on standard input to --card-stdin; take the line out of the shell's history.",
  CARD_NUMBER_IN_VALUE:
    'What is kept or said again must hold no card number: not a name, an address, a text or a setting. A card is typed at the question for its number, or given on standard input to --card-stdin.',
  ACCOUNT_NOT_CHOSEN:
    'With several accounts in a ledger, one has to be chosen: for good with account use, or once with --account.',
  NOT_FOUND:
    'Nothing has this name. The nearest that exists is named where there is one. The list of the same things (orders list, users list …) has every name.',
  CHANGED_SINCE_REVIEW: 'Price, terms, dates or card are not what the review showed. Look again with --dry-run.',
  PAYMENT_DECLINED:
    'The bank declined, and nothing was bought. A charge that it declined stays on record as an order that failed, and whoever joined with it is a member; a card that it refused when it was added leaves nothing. Another card may do.',
  PAYMENT_UNKNOWN:
    'The answer of the gateway was lost or cannot be believed, so the money may have moved. recover finds out; until then nothing else is bought for this term.',
  NOTHING_TO_PAY: 'The order has failed or was cancelled. What it was for can be bought again.',
  PAYMENT_IN_PROGRESS: 'Another process is waiting for the answer to the same payment. Try again in a moment.',
  NOT_PAID: 'Only a paid order has a receipt, and an invoice where somebody sold it.',
  LEDGER_MISSING: 'No ledger has been created yet; joining creates it.',
  ROWS_REFUSED:
    'A file is brought in whole or not at all: every fault is told with its line and column. --keep-good brings in the rows that have none.',
  FILE_UNREADABLE:
    'The file is missing, not permitted, no file but a folder, a pipe or a device, too large, written to meanwhile, or no text in UTF-8 or UTF-16. The message says which, and what to do.',
  EVIDENCE_REFUSED:
    'A file is kept as evidence whole, as it was read: one that is empty, too large, still written to, or badly named is not. Its text is not searched, for a card number either.',
  EVIDENCE_LOST:
    'A file that was recorded is gone, or is another one now. db check names each; the same file brought again puts it right.',
  ARCHIVE_REFUSED:
    'An archive may come from anybody: one that is no zip, damaged, encrypted or too large, or that holds links, folders or names that lead out of it, is not opened. Nothing of one is ever written anywhere.',
  GATEWAY_DIFFERS:
    'Which gateway a ledger is of is settled when it is made, and a ledger of one is never opened as another. db path says which it is.',
  LEDGER_FOREIGN:
    'The file is not a ledger of partner. It is never replaced. Name another one with --database; db path says which it is.',
  LEDGER_CORRUPT: 'The file is a ledger, but part of it cannot be read. Restore a backup.',
  LEDGER_NEWER: 'A newer version of partner wrote the ledger. Install that version or a later one.',
  LEDGER_OLDER:
    'An earlier version of partner made the tables of this ledger on a server, and only their owner may change them. Whoever owns them runs partner db migrate, or any command that writes; until then, the earlier version goes on working.',
  LEDGER_BUSY: 'Another process held the ledger for too long. Try again.',
  LEDGER_LOCKLESS: 'The folder of the ledger knows no file locks, as many network folders do not. Use a local disk.',
  LEDGER_MOVED: 'The ledger was moved with db copy. Here it is only read; name it where it is now.',
  LEDGER_UNFINISHED:
    'A copy was ended before it was whole. It is not used until db copy has been run again with the same two places.',
  LEDGER_EXISTS: 'A ledger is copied to a place that is free, and never over another one.',
  LEDGER_UNSAFE:
    "The ledger is another user's, or everybody may write in its folder. Take it over (chown), or close the folder (chmod o-w).",
  LEDGER_JOURNAL:
    'Beside the ledger, where the engine keeps a journal while it writes, lies a folder, a pipe or a link of that name. Take it away.',
  LEDGER_UNWRITABLE:
    'The disk is full or read-only, or permissions are missing. Make room, or give whoever runs partner the right to write there; doctor looks at both.',
  LEDGER_ENGINE_MISSING:
    'The database engine, better-sqlite3, is not installed for this Node.js. Install partner again with this Node.js.',
  LEDGER_CONFLICT: 'Another process wrote the same thing first. Try again: what it did will be seen.',
  SERVER_UNREACHABLE:
    'Nothing answers at the address of the server, or the connection was cut. Look at the host and the port, and whether the server runs.',
  SERVER_TLS:
    'The server offers no encryption, or its certificate proves nothing. For another machine it has to be of a known authority and of the name in the address (sslmode=verify-full).',
  SERVER_LOGIN:
    'The user, the password or the place that one comes from is not accepted. Passwords come from the address, PGPASSWORD or ~/.pgpass.',
  SERVER_DATABASE: 'The database of the address does not exist on that server. Whoever runs it creates it.',
  SERVER_RIGHTS: 'The server refused it to this user. Whoever runs the server grants rights.',
  SERVER_ROLE:
    'The role that this login has in the ledger on the server does not allow it. Whoever owns the ledger gives roles with db grant.',
  SERVER_ONLY: 'Roles are given in a ledger on a PostgreSQL server. A file belongs to whoever can write it.',
  SERVER_OLD: 'The ledger needs PostgreSQL 14 or later.',
  SERVER_READ_ONLY: 'A standby or a read-only server takes no writes. Name the primary one.',
  SERVER_CROWDED: 'The server has as many connections as it may have. Try again, or have it let more of them in.',
  SERVER_FULL: 'The disk or the memory of the server is full.',
  SERVER_COPY:
    'A ledger on a server is backed up and put back by the tools of the server, such as pg_dump and pg_restore; db restore without a file then checks it.',
  PROGRAMME_EXISTS: 'Importing a programme overwrites none: with --replace an imported one, a shipped one never.',
  FILE_EXISTS:
    'Existing files are never overwritten. Name another file, or move that one away; the message proposes a name that is free.',
  FILE_UNWRITABLE:
    'The folder is missing, read-only, full, or not permitted. Name a folder that is there and yours, or make room.',
  FILE_LOCKLESS:
    'The folder that a backup was to lie in knows no file locks, as many network folders do not. Back up to a local disk, then copy the file.',
  FILE_RESERVED:
    "Nothing is written over partner's own files: a ledger, a backup, their journals, the gateway's books, the settings, imported programmes, the log of the scheduled job. Name another file.",
  GATEWAY_BOOKS:
    "The sandbox gateway keeps its own books beside the ledger: they are missing, are another ledger's, or can't be read or written. Put them back together with the ledger that they belong to, from the same backup. Where they were being filled with made-up accounts, sandbox seed fills both again.",
  GATEWAY_UNREACHABLE:
    'The gateway gave no answer that can be believed, could not be reached, or refuses the key. Nothing was changed. Try again in a moment, or mend what the message names.',
  GATEWAY_KEY:
    'A ledger of the gateway stripe needs a secret or restricted key of the live mode, one of stripe-test a key of the test mode: in PARTNER_STRIPE_KEY, in the file that PARTNER_STRIPE_KEY_FILE names, or in the keychain of the system. It is never an option and never kept.',
  GATEWAY_SILENT:
    'Only a ledger whose cards are charged through Stripe hears of events: the sandbox and none tell nothing by themselves.',
  EVENT_REFUSED:
    'A message is taken where its header Stripe-Signature holds for its exact bytes, with the secret of the endpoint, and is at most five minutes old. Hand its body on as it came.',
  PORT_UNUSABLE: 'The port is in use, or not for this user. --port names another one.',
  TOKEN_REFUSED:
    'The token in PARTNER_TOKEN is empty, unknown, expired, revoked, made for something else, or made by somebody who was removed. Where the variable is not set, a local ledger believes who says to act (see ROLE_REQUIRED).',
  SCHEDULER_FAILED:
    'The program that starts jobs on this machine is not there, or refused. --debug shows its own words; --scheduler names another one.',
  CATALOG_INVALID: 'A programme file breaks its schema. The message names the file, the place in it, and the reason.',
  CONFIG_INVALID:
    'The configuration is not readable JSON, or holds a setting whose value is no text or whose name is written otherwise; or a file that a variable names is empty. Mend it or remove it.',
  DATABASE_UNSUPPORTED:
    'A ledger is a file, named by its path, or lies on a PostgreSQL server. An address is kept without its password.',
  CHANNEL_NOT_SET:
    'Neither a mail server nor a webhook is set, or the sender is missing. help environment names the variables.',
  BEYOND_CALENDAR:
    'A date before 1970 or after 9999 is on the clock, or would follow from what was asked for. Set the clock right.',
  CANCELLED: 'Left with Ctrl-C, Ctrl-D or a choice. Nothing was written and nothing was charged.',
  UNEXPECTED: 'A bug, or something the machine refused. --debug shows the cause, cleaned of secrets.',
};

export const help = {
  titles: {
    environment: 'environment variables',
    prompts: 'questions, scripts and consent',
    formatting: 'output for people and for scripts',
    accessibility: 'plain prompts, no colour',
    'renewals-in-ci': 'renewals without anybody watching',
    options: 'the options of every command',
    'exit-codes': 'what each exit code means',
    errors: 'every error code; errors CODE explains one',
  },
  exits,
  errors,
};
