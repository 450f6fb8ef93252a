import { z } from 'zod';

/** Names of the sealed fields of an event's schema, at whatever depth. */
export function sealedPaths(schema: z.ZodType, name = ''): readonly string[] {
  const meta = z.globalRegistry.get(schema) as { readonly sealed?: boolean } | undefined;
  if (meta?.sealed) return [name];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return sealedPaths(schema.unwrap() as z.ZodType, name);
  if (schema instanceof z.ZodArray) return sealedPaths(schema.element as z.ZodType, name);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => sealedPaths(one as z.ZodType, name));
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([field, inner]) => sealedPaths(inner as z.ZodType, field));
  return [];
}
