import { keepOnServer } from '../support/ledgers.js';
import { serverOfRun } from '../support/server.js';

/** Whoever imports this before tests runs them with their ledgers on the server of the run. */
keepOnServer(await serverOfRun());
