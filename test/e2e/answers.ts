import { walkComponents } from '../discord-sim/component-tree.ts';
import type { Answer } from '../discord-sim/interaction-answer.ts';
import type { Message } from '../discord-sim/world-types.ts';

/** The message of an answer. @throws Error where it has none. */
export function messageOf({ message }: Answer): Message {
  if (!message) throw new Error('The answer has no message.');
  return message;
}

/** The custom id of the first component that has this label or placeholder. @throws Error where none has. */
export function idOf({ components }: Pick<Message, 'components'>, label: string): string {
  const found = [...walkComponents(components)].find(
    ({ component }) => component.label === label || component.placeholder === label,
  );
  if (typeof found?.component.custom_id !== 'string') throw new Error(`There is no "${label}".`);
  return found.component.custom_id;
}
