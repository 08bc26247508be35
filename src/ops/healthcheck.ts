/** Asks the bot on this machine for its health and exits 0 or 1: the image's HEALTHCHECK. */
import { loadSettings } from '../../config/settings.ts';
import { messageOf } from '../errors.ts';

/** Milliseconds to wait for the answer. */
const patienceMs = 3_000;

async function check(): Promise<string | undefined> {
  const { healthPort } = loadSettings({ env: process.env, cwd: process.cwd() });
  // Turned off: there is nothing to ask, and that is no illness.
  if (healthPort === 0) return undefined;
  const url = `http://127.0.0.1:${healthPort}/healthz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    return response.ok ? undefined : (await response.text()).trim();
  } catch (error) {
    return `Nobody answers at ${url} (${messageOf(error)}): the bot is starting, stopping or stuck.`;
  }
}

const illness = await check().catch(messageOf);
if (illness !== undefined) {
  console.error(illness);
  process.exitCode = 1;
}
