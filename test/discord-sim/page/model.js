/**
 * What the page knows: the guilds, their messages and what has been read. Says so when anything changes.
 *
 * @import { Channel, Message, World, User } from './types.ts'
 * @typedef {{ id: string, interactionId: string, userId: string, channelId: string, commandName: string, failed: string | null, at: number }} Pending
 */

/** Message flag. https://discord.com/developers/docs/resources/message#message-object-message-flags */
const EPHEMERAL = 64;

/** @param {Message} message */
export function isEphemeral(message) {
  return ((message.flags ?? 0) & EPHEMERAL) !== 0;
}

export function createModel() {
  /** @type {World} */
  let world = {
    me: /** @type {User} */ ({ id: '', username: '' }),
    users: [],
    guilds: [],
    commands: [],
    messages: {},
    registered: false,
  };
  /** @type {Map<string, Message[]>} */
  const messages = new Map();
  /** Answers only one person may see; a reload forgets them, as Discord does. @type {Message[]} */
  let ephemeral = [];
  /** Commands on their way. @type {Pending[]} */
  let pending = [];
  /** @type {Map<string, number>} */
  const unread = new Map();
  let channelId = '';
  let userId = '';
  const changes = new EventTarget();

  /** @param {string} type */
  const tell = (type) => changes.dispatchEvent(new Event(type));

  /** @param {string} id */
  const guildOf = (id) => world.guilds.find(({ channels }) => channels.some((channel) => channel.id === id));

  /** @param {string} id @returns {Channel | undefined} */
  const channelOf = (id) => guildOf(id)?.channels.find((channel) => channel.id === id);

  return {
    /** @param {'world' | 'channel' | 'messages' | 'unread' | 'user'} type @param {() => void} listener */
    on: (type, listener) => changes.addEventListener(type, listener),
    get world() {
      return world;
    },
    get channelId() {
      return channelId;
    },
    /** The person who sits before the screen. */
    get userId() {
      return userId;
    },
    guildOf,
    channelOf,
    /** @param {string} id */
    unreadIn: (id) => unread.get(id) ?? 0,

    /** @param {World} next */
    load(next) {
      world = next;
      messages.clear();
      for (const [id, list] of Object.entries(next.messages)) messages.set(id, [...list]);
      const people = next.users.filter(({ bot }) => bot !== true);
      if (!people.some(({ id }) => id === userId)) userId = people[0]?.id ?? '';
      tell('world');
      tell('messages');
    },

    /** @param {string} id */
    open(id) {
      if (channelOf(id) === undefined) return;
      channelId = id;
      unread.delete(id);
      tell('channel');
      tell('messages');
    },

    /** @param {string} id */
    actAs(id) {
      userId = id;
      ephemeral = [];
      tell('user');
      tell('messages');
    },

    /** Everything in the open channel, in order. @returns {{ messages: Message[], pending: Pending[] }} */
    shown() {
      const here = [
        ...(messages.get(channelId) ?? []),
        ...ephemeral.filter(({ channel_id }) => channel_id === channelId),
      ];
      return {
        messages: here.toSorted((a, b) => a.timestamp.localeCompare(b.timestamp) || a.id.localeCompare(b.id)),
        pending: pending.filter((one) => one.channelId === channelId && one.userId === userId),
      };
    },

    /** @param {string} id */
    findMessage: (id) =>
      [...messages.values()]
        .flat()
        .concat(ephemeral)
        .find((message) => message.id === id),

    /** Puts a message where it belongs, or a changed one in the place of the old. @param {Message} message */
    put(message) {
      if (isEphemeral(message)) ephemeral = replace(ephemeral, message);
      else {
        const before = messages.get(message.channel_id) ?? [];
        const isNew = !before.some(({ id }) => id === message.id);
        messages.set(message.channel_id, replace(before, message));
        if (isNew && (message.channel_id !== channelId || document.hidden)) {
          unread.set(message.channel_id, (unread.get(message.channel_id) ?? 0) + 1);
          tell('unread');
        }
      }
      tell('messages');
    },

    /** @param {string} id */
    remove(id) {
      for (const [channel, list] of messages)
        messages.set(
          channel,
          list.filter((message) => message.id !== id),
        );
      ephemeral = ephemeral.filter((message) => message.id !== id);
      tell('messages');
    },

    markRead() {
      if (unread.delete(channelId)) tell('unread');
    },

    /** @param {Pending} one */
    addPending(one) {
      pending = [...pending, one];
      tell('messages');
    },

    /** @param {string} id @param {string} why */
    failPending(id, why) {
      pending = pending.map((one) => (one.id === id ? { ...one, failed: why } : one));
      tell('messages');
    },

    /** Takes a command away that was answered or dismissed. @param {(one: Pending) => boolean} which */
    settlePending(which) {
      const left = pending.filter((one) => !which(one));
      if (left.length === pending.length) return;
      pending = left;
      tell('messages');
    },
  };
}

/** @typedef {ReturnType<typeof createModel>} Model */

/**
 * @param {Message[]} list
 * @param {Message} message
 */
function replace(list, message) {
  return list.some(({ id }) => id === message.id)
    ? list.map((one) => (one.id === message.id ? { ...one, ...message } : one))
    : [...list, message];
}
