import { fetchWorld, interact, listen } from './api.js';
import { createChat } from './chat.js';
import { createComposer } from './composer.js';
import { byId } from './dom.js';
import { openModal } from './modal.js';
import { createModel } from './model.js';
import { namesIn } from './names.js';
import { createSidebar } from './sidebar.js';

/**
 * @import { InteractionAnswer, Message, SimEvent } from './types.ts'
 * @import { Leaf } from './command-line.js'
 */

/** Milliseconds that Discord waits for an application. */
const DEADLINE_MS = 3_000;
/** A moment more, so that an answer in the last instant still arrives here. */
const PATIENCE_MS = DEADLINE_MS + 500;

const MODAL = 9;

const model = createModel();
/** Interactions that the bot has answered; an answer can overtake the simulator's "accepted". @type {Set<string>} */
const answered = new Set();
/** What to do when an interaction is answered. @type {Map<string, () => void>} */
const waiting = new Map();

/** @param {string} id */
function openChannel(id) {
  if (location.hash === `#${id}`) model.open(id);
  else location.hash = id;
}

/** @param {string} interactionId */
function settle(interactionId) {
  answered.add(interactionId);
  waiting.get(interactionId)?.();
  waiting.delete(interactionId);
  model.settlePending((one) => one.interactionId === interactionId);
}

/** @param {InteractionAnswer} answer */
function takeAnswer({ interactionId, userId, type, message, modal }) {
  settle(interactionId);
  if (userId !== model.userId) return;
  if (message !== undefined) model.put(message);
  if (type === MODAL && modal !== undefined) showModal(modal);
}

/** @param {import('./types.ts').Modal} modal */
function showModal(modal) {
  openModal(modal, {
    names: namesIn(model, openChannel),
    guild: model.guildOf(model.channelId),
    send: async (data) => {
      await interact({ kind: 'modal', ...place(), data });
    },
  });
}

function place() {
  return {
    guildId: model.guildOf(model.channelId)?.id ?? '',
    channelId: model.channelId,
    userId: model.userId,
  };
}

/** @param {Leaf} leaf @param {object} data */
async function sendCommand(leaf, data) {
  const where = place();
  const { interactionId } = await interact({ kind: 'command', ...where, data });
  if (answered.has(interactionId)) return;
  model.addPending({
    id: interactionId,
    interactionId,
    userId: where.userId,
    channelId: where.channelId,
    commandName: leaf.name,
    failed: null,
    at: Date.now(),
  });
  setTimeout(() => model.failPending(interactionId, 'The application did not respond'), PATIENCE_MS);
}

/**
 * @param {Message} message
 * @param {object} used
 * @param {HTMLElement} from
 */
async function useComponent(message, used, from) {
  const article = from.closest('article');
  article?.querySelector('.interaction-failed')?.remove();
  from.classList.add('busy');
  from.setAttribute('aria-busy', 'true');
  const rest = () => {
    from.classList.remove('busy');
    from.removeAttribute('aria-busy');
  };
  /** @param {string} why */
  const fail = (why) => {
    rest();
    const note = document.createElement('p');
    note.className = 'error-line interaction-failed';
    note.setAttribute('role', 'alert');
    note.textContent = why;
    article?.querySelector('.message-body')?.append(note);
  };
  try {
    const { interactionId } = await interact({
      kind: 'component',
      ...place(),
      channelId: message.channel_id,
      data: { ...used, message_id: message.id },
    });
    if (answered.has(interactionId)) return rest();
    const timer = setTimeout(() => fail('This interaction failed'), PATIENCE_MS);
    waiting.set(interactionId, () => {
      clearTimeout(timer);
      rest();
    });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

/** @param {SimEvent} event */
function onEvent({ type, data }) {
  switch (type) {
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE': {
      const interactionId = data.interaction_metadata?.id;
      if (type === 'MESSAGE_CREATE' && interactionId !== undefined) settle(interactionId);
      if (model.channelOf(data.channel_id) === undefined) void reload();
      else model.put(data);
      break;
    }
    case 'MESSAGE_DELETE':
      model.remove(data.id);
      break;
    case 'COMMANDS':
      void reload();
      break;
    case 'INTERACTION_ANSWER':
      takeAnswer(data);
      break;
  }
}

async function reload() {
  model.load(await fetchWorld());
  if (model.channelOf(model.channelId) === undefined) model.open(firstChannel());
}

/** The channel in the address, else the one where something was said last, else the first one for text. */
function firstChannel() {
  const named = location.hash.slice(1);
  if (model.channelOf(named) !== undefined) return named;
  const channels = model.world.guilds.flatMap((guild) => guild.channels);
  const latest = channels
    .map(({ id }) => ({ id, at: model.world.messages[id]?.at(-1)?.timestamp ?? '' }))
    .filter(({ at }) => at !== '')
    .toSorted((a, b) => b.at.localeCompare(a.at))[0];
  return latest?.id ?? channels.find(({ type }) => type === 0)?.id ?? '';
}

const banner = byId('banner');
const drawer = document.body;

createSidebar({ model, openChannel });
createChat({
  model,
  openChannel,
  useComponent: (message, used, from) => void useComponent(message, used, from),
});
const composer = createComposer({ model, send: sendCommand });

addEventListener('hashchange', () => {
  model.open(location.hash.slice(1));
  drawer.classList.remove('drawer-open');
  composer.focus();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) model.markRead();
});
byId('menu').addEventListener('click', () => {
  const isOpen = drawer.classList.toggle('drawer-open');
  byId('menu').setAttribute('aria-expanded', String(isOpen));
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  composer.focus();
});
byId('scrim').addEventListener('click', () => drawer.classList.remove('drawer-open'));
document.addEventListener('keydown', (event) => {
  const isElsewhere = !(
    event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
  );
  if (event.key === 'Escape') drawer.classList.remove('drawer-open');
  if (event.key !== '/' || !isElsewhere || document.querySelector('dialog[open]') !== null) return;
  event.preventDefault();
  byId('slash').click();
});

listen({
  onEvent,
  onOpen: () => {
    banner.hidden = true;
    reload().catch((error) => {
      banner.textContent = String(error.message ?? error);
      banner.hidden = false;
    });
  },
  onLost: () => {
    banner.textContent = 'The connection to the local Discord is lost; trying again…';
    banner.hidden = false;
  },
});
