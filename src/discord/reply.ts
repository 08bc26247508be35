import type { ActionRowBuilder, APIEmbed, MessageActionRowComponentBuilder, ModalBuilder } from 'discord.js';

/** A file that comes with an answer. */
export interface ReplyFile {
  readonly name: string;
  readonly attachment: Buffer;
  /** What a picture shows, for those who can't see it: at most 1,024 characters. */
  readonly description?: string;
}

/** An answer to a person, before it is known whether it came in time to be sent at once. */
export interface Reply {
  /** Markdown of ours; whatever came from outside in it is escaped already. At most 2,000 characters. */
  readonly content: string;
  readonly components?: readonly ActionRowBuilder<MessageActionRowComponentBuilder>[];
  readonly embeds?: readonly APIEmbed[];
  readonly files?: readonly ReplyFile[];
  /** For a button: change the message it stands on instead of answering with a new one. */
  readonly update?: boolean;
}

/** A form that is shown instead of an answer; Discord wants it within 3 s. */
export interface Form {
  readonly form: ModalBuilder;
}
