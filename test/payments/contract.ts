import { parseInstant, type Instant } from '../../src/core/day.js';
import type { CardOnFile } from '../../src/core/payment-method.js';
import type { ChargeRequest, Gateway, RefundRequest } from '../../src/payments/gateway.js';

/** A gateway to hold to the port's promises. */
export interface Contracted {
  readonly gateway: Gateway;
  /** The moment of every call. */
  readonly at: Instant;
  /** The cardholder gives their word on the page of that name. */
  confirm(ref: string): Promise<unknown>;
  /** A text that this gateway never saw: a real one remembers the keys of earlier runs. */
  fresh(text: string): string;
}

/**
 * What every adapter of the port does, told with the tokens that Stripe publishes for its test mode.
 * @param confirms whether the cardholder can be stood in for: on a real page nobody can
 */
export function gatewayContract(name: string, open: () => Promise<Contracted>, { confirms = true } = {}): void {
  describe(`${name} keeps the gateway's contract`, () => {
    let world: Contracted;

    beforeEach(async () => {
      world = await open();
      card = undefined;
    });

    afterEach(() => world.gateway.close());

    let card: string | undefined;
    const payer = async () => ({
      id: `${world.fresh('installation')}/1234567`,
      name: 'Contoso',
      email: 'anna@contoso.example',
      card,
    });

    async function attached(token: string): Promise<CardOnFile> {
      const outcome = await world.gateway.attach({ kind: 'token', token }, world.at, payer);
      if (outcome.kind !== 'attached') throw new Error(`${token} is ${outcome.kind}`);
      card = outcome.card.gatewayRef;
      return outcome.card;
    }

    async function requestFor(token: string): Promise<ChargeRequest> {
      const { gatewayRef } = await attached(token);
      return {
        key: world.fresh('key'),
        reference: world.fresh('reference'),
        amount: { amount: 47500, currency: 'USD' },
        gatewayRef,
        at: world.at,
      };
    }

    async function foundFor(reference: string) {
      const found = await world.gateway.find(
        reference,
        async () => card ?? (await attached('pm_card_visa')).gatewayRef,
      );
      if (found.kind !== 'found') throw new Error(`find is ${found.kind}`);
      return found.charges;
    }

    test('R9 inspecting a token tells the card that attaching keeps', async () => {
      const inspected = await world.gateway.inspect({ kind: 'token', token: 'pm_card_visa' }, world.at);
      const { gatewayRef, ...card } = await attached('pm_card_visa');
      expect(inspected).toEqual({ card });
      expect(card).toMatchObject({ brand: 'visa', last4: '4242' });
      expect(gatewayRef).not.toBe('');
    });

    test('R8 the same source attached twice is two cards on file', async () => {
      const first = await attached('pm_card_visa');
      expect((await attached('pm_card_visa')).gatewayRef).not.toBe(first.gatewayRef);
    });

    test('R8 a token that does not exist is refused, by inspecting and by attaching', async () => {
      const source = { kind: 'token', token: 'pm_card_nobody' } as const;
      const refusal = { code: 'CARD_INVALID', rule: 'D19', problem: 'unknown-token' };
      expect(await world.gateway.inspect(source, world.at)).toEqual({ refusal });
      expect(await world.gateway.attach(source, world.at, payer)).toEqual({ kind: 'refused', refusal });
    });

    test('D6 a card that the bank declines is not kept', async () => {
      const source = { kind: 'token', token: 'pm_card_visa_chargeDeclined' } as const;
      expect(await world.gateway.attach(source, world.at, payer)).toEqual({
        kind: 'declined',
        declineCode: 'generic_decline',
      });
    });

    test('R10 a charge succeeds at once and is found by its reference, with the card that paid it', async () => {
      const request = await requestFor('pm_card_visa');
      const outcome = await world.gateway.charge(request);
      if (outcome.kind !== 'succeeded') throw new Error(`the charge is ${outcome.kind}`);
      const { key, amount, at, gatewayRef } = request;
      const charged = expect.objectContaining({ gatewayRef, last4: '4242', expMonth: 12 });
      expect(await foundFor(request.reference)).toEqual([
        { chargeId: outcome.chargeId, key, amount, at, card: charged, returned: null },
      ]);
    });

    test('G4 the same key and request charge once and give the same answer', async () => {
      const request = await requestFor('pm_card_visa');
      const first = await world.gateway.charge(request);
      expect(await world.gateway.charge({ ...request })).toEqual(first);
      expect(await foundFor(request.reference)).toHaveLength(1);
    });

    test('G4 the same key with another amount is refused, and what it charged before stands', async () => {
      const request = await requestFor('pm_card_visa');
      await world.gateway.charge(request);
      const other = { ...request, amount: { amount: 1, currency: 'USD' } };
      expect(await world.gateway.charge(other)).toEqual({ kind: 'unknown', reason: 'key_reused' });
      expect((await foundFor(request.reference)).map(({ amount }) => amount)).toEqual([request.amount]);
    });

    test('F6 two keys for one reference are two charges, both found', async () => {
      const request = await requestFor('pm_card_visa');
      const again = { ...request, key: world.fresh('another key') };
      await world.gateway.charge(request);
      await world.gateway.charge(again);
      const keys = (await foundFor(request.reference)).map(({ key }) => key);
      expect(keys.sort()).toEqual([request.key, again.key].sort());
    });

    test('D6 a declined charge says why, every time, and is not found', async () => {
      const request = await requestFor('pm_card_chargeCustomerFail');
      const declined = { kind: 'declined', declineCode: 'generic_decline' };
      expect(await world.gateway.charge(request)).toEqual(declined);
      expect(await world.gateway.charge({ ...request, key: world.fresh('later') })).toEqual(declined);
      expect(await foundFor(request.reference)).toEqual([]);
    });

    test('G3 a charge that waits for its holder is told as such and is not found', async () => {
      const request = await requestFor('pm_card_authenticationRequired');
      expect(await world.gateway.charge(request)).toEqual({ kind: 'action_required' });
      expect(await foundFor(request.reference)).toEqual([]);
    });

    /** A charge that wants its cardholder's word, and the page on which they are asked for it. */
    async function asked() {
      const { mayGo: _mayGo, ...request } = await requestFor('pm_card_authenticationRequired');
      await world.gateway.charge(request);
      const asking = { ...request, label: 'action-pack ord_1' };
      const state = await world.gateway.askCardholder(asking);
      if (state.kind !== 'open') throw new Error(`the page is ${state.kind}`);
      return { request, asking, page: state.page };
    }

    async function pagesFor(reference: string) {
      const found = await world.gateway.find(reference, async () => card ?? '');
      if (found.kind !== 'found') throw new Error(`find is ${found.kind}`);
      return found.pages;
    }

    test('G3 the page for its cardholder is opened once, says until when, and is found by its reference', async () => {
      const { request, asking, page } = await asked();
      expect(await world.gateway.askCardholder(asking)).toEqual({ kind: 'open', page });
      expect(await world.gateway.page(page.ref, world.at)).toEqual({ kind: 'open', page });
      expect([parseInstant(page.until), page.url.startsWith('https://')]).toEqual([page.until, true]);
      const { key, gatewayRef, at, reference } = request;
      expect(await pagesFor(reference)).toEqual([{ key, gatewayRef, at, ref: page.ref, open: page }]);
    });

    if (confirms)
      test('G1 what is paid on it is one charge of its reference and its key, and nothing can be paid after', async () => {
        const { request, page } = await asked();
        await world.confirm(page.ref);
        const paid = await world.gateway.page(page.ref, world.at);
        if (paid.kind !== 'paid') throw new Error(`the page is ${paid.kind}`);
        const { key, reference, amount } = request;
        expect(await foundFor(reference)).toMatchObject([{ chargeId: paid.chargeId, key, amount, returned: null }]);
        expect(await world.gateway.closePage(page.ref, world.at)).toEqual(paid);
        expect((await pagesFor(reference)).filter(({ open }) => open)).toEqual([]);
        expect(
          (await world.gateway.refund({ key: world.fresh('r'), chargeId: paid.chargeId, amount, at: world.at })).kind,
        ).toBe('refunded');
      });

    test('G1 once it is closed nothing can be paid on it, however often that is asked for', async () => {
      const { request, page } = await asked();
      for (let time = 0; time < 2; time += 1)
        expect(await world.gateway.closePage(page.ref, world.at)).toEqual({ kind: 'over' });
      await world.confirm(page.ref).catch(() => undefined);
      expect(await world.gateway.page(page.ref, world.at)).toEqual({ kind: 'over' });
      expect(await foundFor(request.reference)).toEqual([]);
    });

    test('G3 a request that the gateway cannot carry out charges nothing and says so', async () => {
      const request = await requestFor('pm_card_visa');
      const nobody = await world.gateway.charge({ ...request, gatewayRef: 'pm_nobody' });
      const nothing = await world.gateway.charge({
        ...request,
        key: world.fresh('nothing'),
        amount: { amount: 0, currency: 'USD' },
      });
      expect([nobody.kind, nothing.kind]).toEqual(['not_executed', 'not_executed']);
      expect(await foundFor(request.reference)).toEqual([]);
    });

    /** A charge that was made, and how to give it back. */
    async function charged(): Promise<{ charge: ChargeRequest; refund: RefundRequest }> {
      const charge = await requestFor('pm_card_visa');
      const outcome = await world.gateway.charge(charge);
      if (outcome.kind !== 'succeeded') throw new Error(`the charge is ${outcome.kind}`);
      const { chargeId } = outcome;
      return { charge, refund: { key: world.fresh('refund'), chargeId, amount: charge.amount, at: world.at } };
    }

    test('P8 a refund is made at once, found by its charge, which is told as given back and listed no more', async () => {
      const { charge, refund } = await charged();
      expect(await world.gateway.refunds(refund.chargeId)).toEqual({ kind: 'found', refunds: [] });
      const outcome = await world.gateway.refund(refund);
      if (outcome.kind !== 'refunded') throw new Error(`the refund is ${outcome.kind}`);
      const { refundId } = outcome;
      const { key, amount, at } = refund;
      expect(await world.gateway.refunds(refund.chargeId)).toEqual({
        kind: 'found',
        refunds: [{ refundId, key, amount, at }],
      });
      expect(await foundFor(charge.reference)).toMatchObject([{ chargeId: refund.chargeId, returned: amount }]);
      const listed = await world.gateway.list(undefined, 100);
      expect(listed.kind === 'listed' && listed.charges.map(({ chargeId }) => chargeId)).not.toContain(refund.chargeId);
    });

    test('G4 the same refund asked for twice is made once, and another key gives nothing back', async () => {
      const { refund } = await charged();
      const first = await world.gateway.refund(refund);
      expect(await world.gateway.refund({ ...refund })).toEqual(first);
      const again = await world.gateway.refund({ ...refund, key: world.fresh('refund again') });
      expect(again).toEqual({ kind: 'refused', reason: 'charge_already_refunded' });
      expect(await world.gateway.refunds(refund.chargeId)).toMatchObject({ refunds: { length: 1 } });
    });

    test('G4 the key of a refund is for one refund', async () => {
      const { refund } = await charged();
      await world.gateway.refund(refund);
      expect(await world.gateway.refund({ ...refund, amount: { amount: 1, currency: 'USD' } })).toEqual({
        kind: 'unknown',
        reason: 'key_reused',
      });
    });

    test('G3 what was never charged is not given back, and that is certain', async () => {
      const { refund } = await charged();
      expect(await world.gateway.refund({ ...refund, key: world.fresh('nobody'), chargeId: 'ch_nobody' })).toEqual({
        kind: 'refused',
        reason: 'no_such_charge',
      });
    });

    test("G15 it tells the time by a clock of its own, which is this machine's to within an hour", async () => {
      await attached('pm_card_visa');
      const told = parseInstant((await world.gateway.now()) ?? '');
      expect(Math.abs(Date.parse(told ?? '') - Date.now())).toBeLessThan(3_600_000);
    });

    test('G22 a reference that was never charged finds nothing', async () => {
      expect(await foundFor(world.fresh('never'))).toEqual([]);
    });
  });
}
