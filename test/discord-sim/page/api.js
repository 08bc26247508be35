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
