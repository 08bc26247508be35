import type { Asking, ComponentHandler } from '../../commands/index.ts';
import type { App } from '../app.ts';
import { muteKeyword, unmuteKeyword } from '../store/mutes.ts';
import { buttonRow } from './action-row.ts';
import { alertOf } from './alert-buttons.ts';
import { muteButton } from './message.ts';
import { requireManager } from './permissions.ts';
import type { Reply } from './reply.ts';
import { code, shorten, timestamp } from './text.ts';
import { undoRow } from './undo.ts';

const muteForButton = 'mute-for';
/** Discord's limit of rows. */
const rowsShown = 5;

/** How long a keyword can be muted; without hours, until somebody ends it. */
export const muteTimes = [
  { value: '1h', label: '1 hour', hours: 1 },
  { value: '24h', label: '24 hours', hours: 24 },
  { value: 'on', label: 'until I say', hours: null },
] as const;

/** Mutes a keyword and says what comes of it. Throws UserError where it isn't watched. */
export async function mute(
  interaction: Asking,
  app: App,
  { keyword, time }: { keyword: string; time: string },
): Promise<Reply> {
  const { guildId } = interaction;
  const hours = muteTimes.find(({ value }) => value === time)?.hours ?? null;
  const now = app.clock.now();
  const until = hours === null ? null : now + hours * 3_600_000;
  await app.guilds.update(guildId, (guild) =>
    muteKeyword(guild, { keyword, until, mutedBy: interaction.user.id }, now),
  );
  const shown = code(shorten(keyword, 200));
  return {
    content: `${shown} posts nothing on this server ${until === null ? 'until somebody ends it' : `until ${timestamp(until, 'f')}`}; what comes meanwhile is not posted later. /unmute ends it, /search shows what came.`,
    components: [
      undoRow(app.undos, {
        guildId,
        revert: (guild) => unmuteKeyword(guild, keyword, app.clock.now()),
        done: `${shown} is posted again.`,
      }),
    ],
  };
}

const onMute: ComponentHandler = async (interaction, alertId, app) => {
  requireManager(interaction, 'mute a keyword');
  const { keywords } = await alertOf(app, interaction, alertId);
  return {
    content: 'Which keyword shall post nothing on this server, and for how long?',
    components: keywords.slice(0, rowsShown).map((keyword, at) =>
      buttonRow(
        ...muteTimes.map(({ value, label }) => ({
          id: `${muteForButton}:${alertId}:${at}:${value}`,
          label: `${shorten(keyword, 40)}: ${label}`,
        })),
      ),
    ),
  };
};

const onMuteFor: ComponentHandler = async (interaction, argument, app) => {
  requireManager(interaction, 'mute a keyword');
  const [alertId = '', at = '', time = ''] = argument.split(':');
  const { keywords } = await alertOf(app, interaction, alertId);
  const keyword = keywords[Number(at)] ?? '';
  return { ...(await mute(interaction, app, { keyword, time })), update: true };
};

/** The buttons that mute. */
export const muteComponents = { [muteButton]: onMute, [muteForButton]: onMuteFor };
