import { guildCommand } from '../src/discord/command-builder.ts';
import { defaultWatchlist } from '../src/store/guild-changes.ts';
import type { Command } from './index.ts';

const topics = {
  start: [
    '**Wirewatch tells this channel when the news mentions what you watch.**',
    '1. In the channel where alerts belong, type `/watch add keyword:Kim Jong Un`. That is all: world news feeds are read already.',
    '2. `/feed add url:` reads more feeds; the address of a site will do.',
    '3. `/subscribe` posts the same watchlist in another channel, with a role to mention if you like.',
    '4. Under every alert: **Why?** says what was found, **Mute** gives it a rest, **Not about this** narrows the keyword, **Discuss** opens a thread.',
    '`/search` looks through the last days, `/trends` draws them. `/status` says whether all is well. `/help topic:keywords` says what a keyword finds.',
  ],
  keywords: [
    '**What a keyword finds**',
    '- Words and phrases, not parts of words; capitals, accents, hyphens and possessives do not matter: `Kim Jong Un` finds “Kim Jong-un’s”.',
    '- An acronym in capitals finds the acronym only: `UN` finds “UN” and “U.N.”, not “Un”; `US` not “us”.',
    '- Known other names are found too: `SCO` finds “Shanghai Cooperation Organisation” and “ШОС”.',
    '- `/watch test` tries a keyword before you add it. The button **Why?** on an alert says what was found.',
  ],
  queries: [
    '**A keyword may be a query**',
    '- `kim AND putin`, `kim OR xi`, `kim NOT trump` or `kim -trump`; brackets group: `(kim OR xi) AND beijing`. Operators only in capitals.',
    '- `"climate change"` is a phrase; so are words side by side.',
    '- `nucl*` finds every word that begins so (at least 3 letters).',
    '- `kim NEAR/8 putin`: at most 8 words between them, in either order.',
    '- `title:"north korea"`, `text:missile`: only there. `source:BBC`, `author:smith`, `lang:en`, `is:image` beside a word.',
    '- `=SCO` finds just that spelling: no other names, no other capitals.',
    '- `/F-?35[AB]?/` is a regular expression of RE2.',
    '- A query has at most 500 characters, 40 words and phrases, and brackets 10 deep.',
  ],
  watchlists: [
    '**Watchlists and subscriptions**',
    `- A watchlist is a named set of keywords; without a name, "${defaultWatchlist}" is meant.`,
    '- A subscription posts the alerts of one watchlist in one channel. A story is told once a channel, whatever number of feeds and keywords found it.',
    '- `/subscribe digest:every day time:08:00` posts the alerts of a channel together; `quiet:22:00-07:00` lets it sleep. `/settings timezone` says where you are.',
    '- Who may change things: members with Manage Server, unless you say otherwise under Server Settings → Integrations.',
  ],
} as const;

type Topic = keyof typeof topics;

const isTopic = (name: string): name is Topic => name in topics;

export default {
  data: guildCommand()
    .setName('help')
    .setDescription('How Wirewatch is used')
    .addStringOption((option) =>
      option
        .setName('topic')
        .setDescription('What about')
        .addChoices(
          { name: 'Getting started', value: 'start' },
          { name: 'What a keyword finds', value: 'keywords' },
          { name: 'Queries: AND, OR, NOT, NEAR …', value: 'queries' },
          { name: 'Watchlists, subscriptions, permissions', value: 'watchlists' },
        ),
    ),
  async execute(interaction) {
    const asked = interaction.options.getString('topic') ?? 'start';
    return { content: topics[isTopic(asked) ? asked : 'start'].join('\n') };
  },
} satisfies Command;
