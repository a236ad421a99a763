import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { pointer, type Fault } from './consistency.js';

/** By their text: to compile one takes as long as two starts of the program. */
const compiled = new Map<string, ValidateFunction>();

/** The first place where a value breaks a JSON Schema (draft 2020-12). Loading this file loads ajv: import it late. */
export function schemaFault(schema: unknown, value: unknown): Fault | undefined {
  const text = JSON.stringify(schema);
  const accepts = compiled.get(text) ?? new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema as object);
  compiled.set(text, accepts);
  if (accepts(value)) return undefined;
  const error = accepts.errors?.[0];
  return error ? { path: placeOf(error), reason: reasonOf(error) } : { path: '', reason: 'breaks the schema' };
}

// ajv points at the object; a person looks for the key.
function placeOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'required') return instancePath + pointer(String(params['missingProperty']));
  if (keyword === 'additionalProperties') return instancePath + pointer(String(params['additionalProperty']));
  return instancePath;
}

function reasonOf({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not a key that belongs here';
    case 'enum':
      return `must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
    case 'const':
      return `must be ${String(params['allowedValue'])}`;
    case 'minItems':
      return `must have at least ${String(params['limit'])} entry`;
    case 'type':
      return `must be ${[params['type']].flat().join(' or ')}`;
    default:
      return message ?? 'breaks the schema';
  }
}
