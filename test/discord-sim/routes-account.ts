import { z } from 'zod';
import { guildFor, visibleChannel } from './access.ts';
import { guildObject } from './guild-view.ts';
import { permissionsOf } from './permissions.ts';
import { refuse } from './refusals.ts';
import { noContent, ok, type Route } from './routing.ts';
import type { World } from './world.ts';

const SESSION_STARTS_A_DAY = 1000;

const application = (world: World) => ({
  id: world.bot.id,
  name: world.bot.username,
  icon: null,
  description: '',
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: 0,
  owner: world.users.find(({ bot }) => !bot),
  team: null,
  bot: world.bot,
  hook: true,
  integration_types_config: { 0: {} },
});

/** Who the bot is, where it connects, and the guilds and channels it can see. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway/bot',
    handle: (_call, { gatewayUrl }) =>
      ok({
        url: gatewayUrl(),
        shards: 1,
        session_start_limit: {
          total: SESSION_STARTS_A_DAY,
          remaining: SESSION_STARTS_A_DAY,
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      }),
  },
  { method: 'GET', path: '/gateway', handle: (_call, { gatewayUrl }) => ok({ url: gatewayUrl() }) },
  {
    method: 'GET',
    path: '/users/@me',
    handle: (_call, { world }) => ok({ ...world.bot, verified: true, mfa_enabled: false, flags: 0 }),
  },
  { method: 'GET', path: '/applications/@me', handle: (_call, { world }) => ok(application(world)) },
  { method: 'GET', path: '/oauth2/applications/@me', handle: (_call, { world }) => ok(application(world)) },
  {
    method: 'GET',
    path: '/users/{user_id}',
    handle(call, { world }) {
      const user = world.users.find(({ id }) => id === call.param('user_id'));
      if (!user) throw refuse('unknownUser');
      return ok(user);
    },
  },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    handle: (_call, { world }) =>
      ok(
        world.ownGuilds().map((guild) => ({
          id: guild.id,
          name: guild.name,
          icon: guild.icon,
          banner: null,
          owner: false,
          permissions: permissionsOf(guild, world.bot.id).toString(),
          features: [],
        })),
      ),
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    handle(call, { world }) {
      const { recipient_id: recipientId } = call.form(z.object({ recipient_id: z.string() }));
      const recipient = world.users.find(({ id, bot }) => id === recipientId && !bot);
      if (!recipient) throw refuse('unknownUser');
      return ok(world.directMessageWith(recipient));
    },
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}',
    handle: (call, { world }) => ok(guildObject(guildFor(world, call.param('guild_id')))),
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/roles',
    handle: (call, { world }) => ok(guildFor(world, call.param('guild_id')).roles),
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/channels',
    handle: (call, { world }) => ok(guildFor(world, call.param('guild_id')).channels),
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/threads/active',
    handle(call, { world }) {
      const { threads } = guildFor(world, call.param('guild_id'));
      return ok({
        threads: threads.filter(({ thread_metadata }) => thread_metadata?.archived === false),
        members: [],
      });
    },
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/members/{user_id}',
    handle(call, { world }) {
      const wanted = call.param('user_id') === '@me' ? world.bot.id : call.param('user_id');
      const member = guildFor(world, call.param('guild_id')).members.find(({ user }) => user.id === wanted);
      if (!member) throw refuse('unknownMember');
      return ok(member);
    },
  },
  {
    method: 'GET',
    path: '/channels/{channel_id}',
    handle: (call, { world }) => ok(visibleChannel(world, call.param('channel_id'))),
  },
  {
    method: 'POST',
    path: '/channels/{channel_id}/typing',
    handle(call, { world }) {
      visibleChannel(world, call.param('channel_id'));
      return noContent;
    },
  },
];
