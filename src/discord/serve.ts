import { type Client, Events } from 'discord.js';
import type { Command } from '../../commands/index.ts';
import type { App } from '../app.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import { sharedComponents, sharedForms } from './components.ts';
import { feedHelp } from './feed-help.ts';
import { followGuilds } from './guild-events.ts';
import { routeInteractions } from './interactions.ts';
import { registerCommands } from './register.ts';
import { welcome } from './welcome.ts';

/** Lets a client answer people and follow its guilds; call it before the client logs in. */
export function serve(
  client: Client,
  {
    commands,
    app,
    onReady,
    log,
  }: {
    commands: readonly Command[];
    app: App;
    /** Is called once, with the first connection. */
    onReady: () => void;
    log: Log;
  },
): void {
  const { guilds, delivery, roster, starterFeeds, clock } = app;
  followGuilds(client, {
    guilds,
    delivery,
    greet: (guildId) => welcome(client, guildId, starterFeeds.length),
    clock,
    log,
  });
  routeInteractions(client, {
    commands,
    components: sharedComponents,
    forms: sharedForms,
    anywhere: feedHelp,
    app,
    log,
  });
  client.once(Events.ClientReady, () => {
    onReady();
    registerCommands({ rest: client.rest, commands }).then(
      (published) => log.info('commands-registered', { commands: published }),
      (error: unknown) => log.error('commands-not-registered', { error: messageOf(error) }),
    );
    log.info('ready', { guilds: client.guilds.cache.size, feeds: roster.feeds().length });
  });
}
