import { z } from 'zod';
import { ModelError } from '../errors.ts';

/** Where a model answers. */
export interface ModelPlace {
  /** Base of an OpenAI-compatible API, such as http://127.0.0.1:11434/v1. */
  readonly url: string;
  readonly model: string;
  readonly key: string | null;
}

/** One question to a model. */
export interface Question {
  /** What it is to do. */
  readonly task: string;
  /** What it is to do it with, from outside. */
  readonly data: string;
}

/** Asks a model. Rejects with ModelError, whose message holds nothing of the answer. */
export type AskModel = (question: Question, signal: AbortSignal) => Promise<string>;

const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** More is no summary. */
const mostBytes = 200_000;

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostBytes) throw new ModelError('The model answers without end: try another one.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseAnswer(text: string): string {
  try {
    return answerSchema.parse(JSON.parse(text)).choices[0]?.message.content ?? '';
  } catch (cause) {
    throw new ModelError(
      'What answers at SUMMARY_MODEL_URL is no OpenAI-compatible API: its address often ends with /v1.',
      { cause },
    );
  }
}

/** What a status means. What the server says beside it may hold the key and is not told. */
function statusError(status: number): ModelError {
  const mends: Readonly<Record<number, string>> = {
    401: 'check SUMMARY_MODEL_KEY',
    403: 'check SUMMARY_MODEL_KEY',
    404: 'check SUMMARY_MODEL_URL and SUMMARY_MODEL',
    429: 'it is asked too often or its quota is used up',
  };
  const mend =
    mends[status] ?? (status >= 500 ? 'it has trouble' : 'check SUMMARY_MODEL and SUMMARY_MODEL_URL');
  return new ModelError(`The model's server answered with status ${status}: ${mend}.`);
}

/** A model behind an OpenAI-compatible API: POST /chat/completions, nothing but what all of them understand. */
export function createChat({ url, model, key }: ModelPlace): AskModel {
  const address = `${url.replace(/\/+$/, '')}/chat/completions`;
  return async ({ task, data }, signal) => {
    let response: Response;
    let text: string;
    try {
      response = await fetch(address, {
        method: 'POST',
        // The key goes to the operator's server and nowhere else.
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({
          model,
          stream: false,
          messages: [
            { role: 'system', content: task },
            { role: 'user', content: data },
          ],
        }),
        signal,
      });
      text = await readText(response);
    } catch (cause) {
      if (cause instanceof ModelError) throw cause;
      throw new ModelError(
        signal.aborted
          ? 'The model took too long: raise SUMMARY_MODEL_SECONDS, or choose a faster one.'
          : "The model's server can't be reached: check SUMMARY_MODEL_URL and that it runs.",
        { cause },
      );
    }
    if (!response.ok) throw statusError(response.status);
    return parseAnswer(text);
  };
}
