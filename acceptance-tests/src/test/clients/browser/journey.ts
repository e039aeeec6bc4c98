/**
 * A guest buys two mugs, with clients that are generated from the API documents, in a page of another origin than the services.
 * The page shows what it does, and at the end "Outcome: COMPLETED" or the error.
 */
import {
    CartApi,
    CheckoutApi,
    Configuration,
    FailedCheckoutFromJSON,
    OutcomeApi,
    ProblemFromJSON,
    ResponseError,
} from './clients/cart/index.js';
import { Configuration as InventoryConfiguration, StockApi } from './clients/inventory/index.js';
import { Configuration as OrderConfiguration, GuestLookupApi } from './clients/order/index.js';

const addresses = new URLSearchParams(location.search);

function address(service: string): string {
    const found = addresses.get(service);
    if (found === null) {
        throw new Error(`The address of the page has no parameter ${service}`);
    }
    return found;
}

let guestToken = '';
const cartService = new Configuration({ basePath: address('cart'), apiKey: () => guestToken });
const carts = new CartApi(cartService);
const checkouts = new CheckoutApi(cartService);
const outcomes = new OutcomeApi(cartService);
const lookups = new GuestLookupApi(new OrderConfiguration({ basePath: address('order') }));
const stock = new StockApi(new InventoryConfiguration({ basePath: address('inventory') }));

function show(step: string, result: string): void {
    const term = document.createElement('dt');
    term.textContent = step;
    const description = document.createElement('dd');
    description.textContent = result;
    document.getElementById('steps')?.append(term, description);
}

/** A header that the page can read only because the services expose it to other origins. */
function header(response: { raw: Response }, name: string): string {
    const value = response.raw.headers.get(name);
    if (value === null) {
        throw new Error(`The response has no ${name} that the page can read`);
    }
    return value;
}

/** The response to a request that must be refused. */
async function refusal(request: Promise<unknown>): Promise<Response> {
    try {
        await request;
    } catch (error) {
        if (error instanceof ResponseError) {
            return error.response;
        }
        throw error;
    }
    throw new Error('The request was not refused');
}

async function buy(sku: string, email: string): Promise<void> {
    const created = await carts.createCartRaw({
        createCartRequest: {
            currency: 'GBP',
            contact: { email },
            lines: [{ sku, quantity: 2 }],
            shippingAddress: { line1: '1 High St', city: 'Leeds', country: 'GB' },
        },
    });
    guestToken = header(created, 'Guest-Token');
    const cart = await created.value();
    const { total } = cart.totals;
    show('A cart of two mugs', `${total.amount} ${total.currency}, version ${header(created, 'ETag')}`);

    const declinedPayment = await carts.addPaymentRaw({
        cartId: cart.id,
        ifMatch: header(created, 'ETag'),
        addPaymentRequest: { gateway: 'simulator', token: 'tok_decline_hard' },
    });

    const stale = await refusal(
        carts.addLines({ cartId: cart.id, ifMatch: header(created, 'ETag'), addLinesRequest: { sku, quantity: 1 } }),
    );
    const problem = ProblemFromJSON(await stale.json());
    show('A change of an old version', `${problem.status} ${problem.type}, now ${stale.headers.get('ETag')}`);

    const declined = await refusal(
        checkouts.submit({
            cartId: cart.id,
            ifMatch: header(declinedPayment, 'ETag'),
            idempotencyKey: crypto.randomUUID(),
        }),
    );
    const failed = FailedCheckoutFromJSON(await declined.json());
    show('A declined card', `${failed.failureType}: ${failed.paymentTransactionFailureDetails[0].message}`);

    const withoutPayment = await carts.removePaymentRaw({
        cartId: cart.id,
        paymentId: failed.cart.payments[0].id,
        ifMatch: declined.headers.get('ETag') ?? '',
    });
    const paid = await carts.addPaymentRaw({
        cartId: cart.id,
        ifMatch: header(withoutPayment, 'ETag'),
        addPaymentRequest: { gateway: 'simulator', token: 'tok_approve' },
    });

    const submit = {
        cartId: cart.id,
        ifMatch: header(paid, 'ETag'),
        idempotencyKey: crypto.randomUUID(),
        submitCartRequest: { expectedTotal: total },
    };
    const submitted = await checkouts.submit(submit);
    const repeated = await checkouts.submitRaw(submit);
    show('The submit, sent twice', `order ${submitted.orderNumber}, replayed: ${header(repeated, 'Idempotent-Replayed')}`);

    const outcome = await outcomes.readOutcome({
        requestId: submitted.requestId,
        prefer: 'wait=20; stage=all-applied',
    });
    const order = await lookups.lookUpOrder({ guestLookupRequest: { number: submitted.orderNumber, email } });
    show('The order', `${order.lines[0].quantity} × ${order.lines[0].name}, ${order.totals.total.amount}`);
    show('Left in stock', String((await stock.readStock({ sku })).available));
    show('Outcome', outcome.state);
}

try {
    await buy('MUG-BLUE', 'ann@example.org');
} catch (error) {
    show('Outcome', String(error instanceof ResponseError ? await error.response.text() : error));
}
