/** The job for GitHub Actions, ready to paste; the README has the same. */
export const renewalsWorkflow = `name: Partner renewals
on:
  schedule:
    - cron: '15 7,19 * * *'
  workflow_dispatch:
permissions: {}
concurrency:
  group: partner-renewals
  cancel-in-progress: false
jobs:
  renew:
    runs-on: self-hosted
    timeout-minutes: 60
    env:
      PARTNER_DATABASE: /srv/partner/ledger.db
      PARTNER_TOKEN: \${{ secrets.PARTNER_TOKEN }}
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install --global /srv/partner/partner-*.tgz
      - id: renew
        run: partner renewals run --all-accounts --yes --json
      - if: success() || failure()
        run: partner reminders send --all-accounts
        env:
          PARTNER_SMTP_URL: \${{ secrets.PARTNER_SMTP_URL }}
          PARTNER_SMTP_FROM: partner@contoso.example`;
