import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import { onTestFinished } from 'vitest';
import { type DiscordSim, type DiscordSimOptions, startDiscordSim } from './sim.ts';

/** Starts a local Discord that ends with the test. */
export async function startForTest(options: DiscordSimOptions = {}): Promise<DiscordSim> {
  const sim = await startDiscordSim(options);
  onTestFinished(() => sim.close());
  return sim;
}

/** A discord.js client that is told of nothing but where the API is; it is destroyed with the test. */
export async function logIn(sim: DiscordSim, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    ...options,
    rest: { api: sim.apiUrl, ...options.rest },
  });
  onTestFinished(() => client.destroy());
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sim.token);
  return ready;
}

/** Answers interactions with a function whose failures fail the test through the answer that never comes. */
export function answerWith(client: Client, respond: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => {
    respond(interaction).catch((error: unknown) => client.emit(Events.Error, toError(error)));
  });
  client.on(Events.Error, () => {});
}

/** What the API says to a request. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** A request as a bot without any library would send it: nothing is checked on the way. */
export async function request(
  sim: DiscordSim,
  method: string,
  path: string,
  body?: unknown,
  token = sim.token,
): Promise<Reply> {
  const response = await fetch(`${sim.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
}

function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
