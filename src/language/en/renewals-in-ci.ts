import { renewalsWorkflow } from '../renewals-workflow.js';

/** How to have renewals run without anybody watching. */
export const renewalsInCi = `partner renewals run --all-accounts --yes --json

may run once or ten times a day: each term is charged at most once. What was
declined is tried again a day later, three times at most, unless the bank will
never take that card; another default card begins anew. First the run settles
whatever an earlier one left unknown.

Exit code   0   everything due was charged, or nothing was due
            8   some were declined, or need a person
           10   some outcomes are unknown; the next run settles them
Nothing is ever asked where CI is set or there is no terminal.

In GitHub Actions: marks in the log, a table on the summary page, and outputs:
charged, declined, unknown, skipped. Anywhere, PARTNER_EVENTS_FILE gets one line
of JSON for each renewal, one for each older payment or refund that was not
settled, and one for the run.

partner reminders send --all-accounts

belongs in the same job: each reminder goes once over each channel (partner help
environment), in the language of its reader. So does word of a charge that was
declined, at its first answer and its last, or whose outcome is unknown. One
whose answer was lost counts as sent, until you say otherwise: partner reminders
settle.

PARTNER_TOKEN limits what the job may do:

  partner tokens create ci --scopes read,renew --all-accounts

Without CI, the machine can start the job: partner renewals schedule install

The ledger has to be there again at the next run: it holds what was paid. The
runners of GitHub forget their disk after each job. Use a runner of your own, or
a volume that stays and knows file locks: a local disk does, many network
folders do not. Join and buy there first; without its ledger the job ends with 5
and charges nothing.

partner is installed from the file that npm pack makes; in the registry of npm,
that name belongs to another program.

A workflow to paste into .github/workflows/renewals.yml:

${renewalsWorkflow}

The step fails on 8 and 10, so that GitHub tells somebody. Keep backups (partner
db backup). A ledger put back from before a charge finds that charge at the
gateway and does not make it again.`;
