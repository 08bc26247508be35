import { z } from 'zod';
import { type FormFault, invalidForm } from './refusals.ts';

/** True for a JSON object (not an array, not null). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a request's body by a schema; properties that the schema does not name are dropped, as Discord drops them.
 * @throws ApiError 400 "Invalid Form Body" that names every fault.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.flatMap(faultsOf));
}

/** A rule that goes beyond one field, as a check for zod that reports Discord's own error code. */
export function fault(path: readonly PropertyKey[], code: string, message: string): FormFault {
  return { path, code, message };
}

/** Adds rules that each look at the whole value and return their faults. */
export function withRules<Schema extends z.ZodType>(
  schema: Schema,
  rules: readonly ((value: z.output<Schema>) => readonly FormFault[])[],
): Schema {
  return schema.superRefine((value, context) => {
    for (const { path, code, message } of rules.flatMap((rule) => rule(value))) {
      context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
    }
  });
}

/**
 * Text of so many characters. Discord counts Unicode code points, so an emoji of two UTF-16 units counts once:
 * https://github.com/discord/discord-api-docs/issues/1315
 */
export function text(max: number, min = 0): z.ZodString {
  return withRules(z.string(), [(value) => lengthFaults(value, min, max)]);
}

/** Text that Discord trims before it measures it. */
export function trimmed(max: number): z.ZodString {
  return withRules(z.string().trim(), [(value) => lengthFaults(value, 0, max)]);
}

/** Trimmed text of which something must be left. */
export function trimmedRequired(max: number): z.ZodString {
  return withRules(z.string().trim(), [
    (value) => (value === '' ? [required([])] : lengthFaults(value, 0, max)),
  ]);
}

/** How many characters Discord counts in a text. */
export function characters(value: string): number {
  return Array.from(value).length;
}

function lengthFaults(value: string, min: number, max: number): FormFault[] {
  const length = characters(value);
  if (length >= min && length <= max) return [];
  return min > 0
    ? [fault([], 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)]
    : [fault([], 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)];
}

/** A regular expression whose violation Discord reports with its pattern. */
export function pattern(expression: RegExp): z.ZodString {
  return z.string().regex(expression);
}

function faultsOf(issue: z.core.$ZodIssue): FormFault[] {
  const { path } = issue;
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? [fault(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${issue.maximum} or fewer in length.`)]
        : [fault(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${issue.maximum}.`)];
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? [fault(path, 'BASE_TYPE_MIN_LENGTH', `Must be ${issue.minimum} or more in length.`)]
        : [fault(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${issue.minimum}.`)];
    case 'invalid_format':
      return 'pattern' in issue && issue.format === 'regex'
        ? [fault(path, 'STRING_TYPE_REGEX', 'String value did not match validation regex.')]
        : [fault(path, 'STRING_TYPE_CONVERT', `Not a well formed ${issue.format}.`)];
    case 'invalid_type':
      return issue.input === undefined
        ? [required(path)]
        : [fault(path, `${issue.expected.toUpperCase()}_TYPE_CONVERT`, `Only ${issue.expected} accepted.`)];
    case 'invalid_value':
      return [fault(path, 'BASE_TYPE_CHOICES', `Value must be one of {${issue.values.join(', ')}}.`)];
    case 'invalid_union':
      return issue.errors.length === 0
        ? [fault(path, 'UNION_TYPE_CHOICES', 'Value of field "type" is not among the ones allowed here.')]
        : closest(issue.errors).flatMap((inner) => faultsOf({ ...inner, path: [...path, ...inner.path] }));
    case 'custom':
      return [fault(path, codeOf(issue.params), issue.message)];
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
      return [fault(path, 'BASE_TYPE_BAD', issue.message)];
  }
}

/** Of a union's branches, the one that got furthest says best what is wrong. */
function closest(branches: z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const depth = (issues: z.core.$ZodIssue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  return branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best));
}

function required(path: readonly PropertyKey[]): FormFault {
  return fault(path, 'BASE_TYPE_REQUIRED', 'This field is required');
}

function codeOf(params: Record<string, unknown> | undefined): string {
  return typeof params?.code === 'string' ? params.code : 'BASE_TYPE_BAD';
}
