import type { ComponentHandler, FormHandler } from '../../commands/index.ts';
import { digestComponents } from './digest-pages.ts';
import { discussComponents } from './discussion.ts';
import { muteComponents } from './muting.ts';
import { narrowComponents } from './narrowing.ts';
import { pageComponents } from './pages.ts';
import { undoComponents } from './undo.ts';
import { welcomeComponents, welcomeForms } from './welcome.ts';
import { whyComponents } from './why.ts';

/** Buttons and menus that stand on alerts, or on the answers of more than one command. */
export const sharedComponents: Readonly<Record<string, ComponentHandler>> = {
  ...whyComponents,
  ...digestComponents,
  ...muteComponents,
  ...narrowComponents,
  ...discussComponents,
  ...pageComponents,
  ...undoComponents,
  ...welcomeComponents,
};

/** Forms that are no single command's. */
export const sharedForms: Readonly<Record<string, FormHandler>> = welcomeForms;
