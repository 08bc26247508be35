/** Worker: makes one file of a fresh copy and checks it, beside the bot because that takes seconds. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { faultOf } from './check.ts';

const database = new DatabaseSync(String(workerData));
// The copy says that it has a write-ahead log, as the store does; without one it is complete in itself.
database.exec('PRAGMA journal_mode = DELETE');
const fault = faultOf(database);
database.close();
parentPort?.postMessage(fault ?? null);
