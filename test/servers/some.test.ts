// What the everyday run takes of `npm run test:server`: a purchase with its paper, a refused renewal, the books compared.
import './server.js';
import '../commands/orders/receipt.test.js';
import '../commands/reconcile.test.js';
import '../commands/renewals/agreed.test.js';
