/**
 * The simulator's viewer API.
 *
 * @import { World, SimEvent, InteractionRequest, InteractionAccepted } from './types.ts'
 */

/** @returns {Promise<World>} */
export async function fetchWorld() {
  const response = await fetch('/sim/state');
  if (!response.ok) throw new Error(`The local Discord answered ${response.status}.`);
  return response.json();
}

/**
 * Hears what happens in the guild until the page is closed; reconnects by itself.
 *
 * @param {{ onEvent: (event: SimEvent) => void, onOpen: () => void, onLost: () => void }} listeners
 */
export function listen({ onEvent, onOpen, onLost }) {
  const source = new EventSource('/sim/events');
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(data)));
  source.addEventListener('open', onOpen);
  source.addEventListener('error', onLost);
}

/**
 * Hands over a file that was chosen for an option of a command; resolves with the option's value.
 *
 * @param {string} channelId
 * @param {File} file
 * @returns {Promise<string>}
 */
export async function sendFile(channelId, file) {
  const query = new URLSearchParams({ channel: channelId, name: file.name });
  const response = await fetch(`/sim/files?${query}`, { method: 'POST', body: file });
  if (!response.ok) throw new Error(`The local Discord answered ${response.status}.`);
  const { id } = await response.json();
  return id;
}

/**
 * Does what a person does: uses a command, presses a button, sends a form.
 *
 * @param {InteractionRequest} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<InteractionAccepted>}
 * @throws {Error} with a sentence for people where the simulator refuses
 */
export async function interact(request, signal) {
  const response = await fetch('/sim/interactions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    ...(signal === undefined ? {} : { signal }),
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.message ?? `The local Discord answered ${response.status}.`);
  return body;
}
