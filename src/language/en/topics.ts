import { renewalsInCi } from './renewals-in-ci.js';

const environment = `PARTNER_ACCOUNT      the partner account to use
PARTNER_DATABASE     the ledger
PARTNER_USER         who acts, by e-mail; the account's contact unless said
PARTNER_LANG         en or fr; otherwise LC_ALL, LC_MESSAGES, LANG decide
PARTNER_OUTPUT       table, json, csv or tsv
PARTNER_COLOR        auto, always or never; NO_COLOR, FORCE_COLOR and
                     CLICOLOR_FORCE hold too
PARTNER_PROMPTS      menu or plain
PARTNER_COMPANY, PARTNER_COUNTRY, PARTNER_EMAIL, PARTNER_MPN_ID,
PARTNER_PROGRAMME    answers to the questions of the same name
PARTNER_PAYMENT_METHOD
                     the way to pay, an id from payment-methods list
PARTNER_SMTP_URL     the mail server for reminders:
                     smtp://user:password@host:587 (STARTTLS; required where a
                     password crosses a network) or smtps://user:password@host
PARTNER_SMTP_FROM    who reminders come from; the setting smtp-from
PARTNER_WEBHOOK_URL  where reminders are posted: https, and no redirection is
                     followed
PARTNER_WEBHOOK_FORMAT
                     json, slack or teams; the setting webhook-format
PARTNER_REMINDER_DAYS
                     more reminders, so many days before the anniversary date,
                     such as 90,30,7; the setting reminder-days
PARTNER_TOKEN        a token that limits what may be done
PARTNER_EVENTS_FILE  gets one line of JSON for each renewal of a run
PARTNER_SANDBOX_FAULT
                     sandbox only: cut, cut-before, hang, server-error, garbage,
                     ignore-keys or find-fails
CI                   nothing is ever asked
XDG_DATA_HOME, XDG_CONFIG_HOME
                     where the ledger and the configuration are kept

An option comes before the environment, the environment before the
configuration, the configuration before the default.
Consent and money are never taken from the environment: --accept-terms and
--yes are options only.`;

const prompts = `Questions are asked where standard input and standard error are terminals, CI is
not set, and --no-input is not given. They go to standard error: standard output
holds the result alone, so "partner ... --json > file" works in a wizard.

Every question has an option that answers it; what is given is not asked.
Anywhere else, all that is missing is one error (exit 2).

--yes answers yes/no questions and Buy. The Terms and Conditions are accepted
with --accept-terms.

Ctrl-C and Ctrl-D before Buy write nothing (exit 130); the answers so far are
printed as a command line to go on from.`;

const formatting = `--json, -o csv, -o tsv   for scripts; keys, dates and codes never change with
                         the language
--fields a,b.c           only these fields, in this order
--query EXPRESSION       JMESPath over the result

Dates are YYYY-MM-DD in UTC, moments ISO 8601.
Money is {"amount": 47500, "currency": "USD"}: whole minor units.
In a pipe, a table is lines of tab-separated cells without a heading, never cut.
In machine output, an error is one line of JSON on standard error:
{"error": {"code", "exit", "message", "rule", "try", "missing"}}.`;

const accessibility = `partner config set prompts plain   numbered questions, line by line, without
                                   cursor movement
--no-color, NO_COLOR               no colour; no meaning hangs on colour alone
TERM=dumb                          both

Spinners are shown in a terminal only. Every menu entry is a command of its own:
partner --help.`;

/** What `partner help TOPIC` explains, as it is printed. */
export const topics = {
  environment: { text: environment },
  prompts: { text: prompts },
  formatting: { text: formatting },
  accessibility: { text: accessibility },
  'renewals-in-ci': { text: renewalsInCi },
};
