import { kindOfShape, type ObjectShapes, type Shape } from './stripe-types.ts';

/**
 * The preview SDK is a fork of an older stable one, so what it says of an object is completed with what the
 * stable one has learnt since.
 */
export function previewCompleted(preview: ObjectShapes, stable: ObjectShapes): ObjectShapes {
  const definitions = { ...stable.definitions };
  for (const [name, shape] of Object.entries(preview.definitions)) {
    const older = stable.definitions[name];
    definitions[name] = older === undefined ? shape : merged(shape, older);
  }
  return { definitions, variants: { ...stable.variants, ...preview.variants } };
}

function merged(preview: Shape, stable: Shape): Shape {
  if (JSON.stringify(preview) === JSON.stringify(stable)) return preview;
  const members = (shape: Shape) => (typeof shape === 'object' && 'u' in shape ? shape.u : [shape]);
  const shapes = new Map<string, Shape>();
  for (const shape of [...members(stable), ...members(preview)]) {
    const slot = mergeSlot(shape);
    const other = shapes.get(slot);
    shapes.set(slot, other === undefined ? shape : mergedAlike(shape, other));
  }
  const [first, ...others] = shapes.values();
  return first !== undefined && others.length === 0 ? first : { u: [...shapes.values()] };
}

function mergeSlot(shape: Shape): string {
  return typeof shape === 'object' && 'r' in shape ? shape.r : kindOfShape(shape);
}

function mergedAlike(preview: Shape, stable: Shape): Shape {
  if (typeof preview === 'string') return preview;
  if (typeof stable === 'string') return stable;
  if ('a' in preview && 'a' in stable) return { a: merged(preview.a, stable.a) };
  if ('m' in preview && 'm' in stable) return { m: merged(preview.m, stable.m) };
  if ('o' in preview && 'o' in stable) return { o: mergedFields(preview.o, stable.o) };
  const words = [...wordsOf(stable), ...wordsOf(preview)];
  return words.length === 0 ? preview : { e: [...new Set(words)].sort() };
}

function mergedFields(preview: Record<string, Shape>, stable: Record<string, Shape>): Record<string, Shape> {
  const fields = { ...preview };
  for (const [written, shape] of Object.entries(stable)) {
    const key = written.replace(/\?$/, '');
    const same = [key, `${key}?`].find((candidate) => candidate in preview);
    const previewShape = same === undefined ? undefined : preview[same];
    fields[same ?? `${key}?`] = previewShape === undefined ? shape : merged(previewShape, shape);
  }
  return fields;
}

function wordsOf(shape: Shape): string[] {
  if (typeof shape === 'string') return [];
  if ('e' in shape) return shape.e;
  return 'l' in shape && typeof shape.l === 'string' ? [shape.l] : [];
}
