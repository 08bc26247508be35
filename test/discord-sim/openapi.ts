import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject } from './form.ts';
import { type FormFault, invalidForm } from './refusals.ts';

/** Where Discord's OpenAPI description is looked for: https://github.com/discord/discord-api-spec */
export function openApiPath(): string {
  return process.env.DISCORD_OPENAPI ?? resolve(import.meta.dirname, '../../../shared/discord-openapi.json');
}

/** Whether Discord's OpenAPI description is on this machine. Without it only the project's own rules check bodies. */
export function hasOpenApi(): boolean {
  return existsSync(openApiPath());
}

/** Checks a request's body against the description of its route. */
export type BodyCheck = (method: string, path: string, body: unknown) => void;

let shared: BodyCheck | undefined;

/**
 * The check by Discord's OpenAPI description, compiled once a process; it checks nothing where the description is not there.
 * The check throws ApiError 400 "Invalid Form Body".
 */
export function openApiCheck(): BodyCheck {
  shared ??= hasOpenApi() ? compile(openApiPath()) : () => {};
  return shared;
}

function compile(file: string): BodyCheck {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const description: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(description)) throw new TypeError(`${file} is not an OpenAPI description`);
  ajv.addSchema(description, 'discord');
  const compiled = new Map<string, ValidateFunction | null>();

  const validatorFor = (method: string, path: string): ValidateFunction | null => {
    const steps = [
      'paths',
      path,
      method.toLowerCase(),
      'requestBody',
      'content',
      'application/json',
      'schema',
    ];
    const schema = steps.reduce<unknown>(
      (node, step) => (isObject(node) ? node[step] : undefined),
      description,
    );
    if (schema === undefined) return null;
    const pointer = steps
      .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    return ajv.compile({ $ref: `discord#/${pointer}` });
  };

  return (method, path, body) => {
    const key = `${method} ${path}`;
    let validate = compiled.get(key);
    if (validate === undefined) {
      validate = validatorFor(method, path);
      compiled.set(key, validate);
    }
    if (validate === null || validate(body)) return;
    const faults = (validate.errors ?? []).map(toFault).filter(isDiscords);
    if (faults.length > 0) throw invalidForm(faults);
  };
}

/**
 * The description wants permissions as a number; Discord itself, as its documentation says, takes the text that every
 * client library sends.
 */
function isDiscords({ path, code }: FormFault): boolean {
  return !(path.at(-1) === 'default_member_permissions' && code === 'OPENAPI_TYPE');
}

function toFault({
  instancePath,
  keyword,
  message,
}: {
  instancePath: string;
  keyword: string;
  message?: string;
}): FormFault {
  const path = instancePath.split('/').slice(1);
  return {
    path,
    code: `OPENAPI_${keyword.toUpperCase()}`,
    message: message ?? 'does not fit the API description',
  };
}
