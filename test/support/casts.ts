import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript5';

const root = new URL('../../', import.meta.url);

/** A cast in the source: where it stands, and what it makes of its value. */
export interface Cast {
  readonly place: string;
  readonly type: string;
}

/** Every cast below `src`, but for `as const`, and how many lines there are. */
export function castsInSource(): { readonly casts: readonly Cast[]; readonly lines: number } {
  const casts: Cast[] = [];
  let lines = 0;
  for (const path of globSync('src/**/*.ts', { cwd: root })) {
    const text = readFileSync(new URL(path, root), 'utf8');
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
    lines += text.split('\n').length - 1;
    const visit = (node: ts.Node): void => {
      if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type))
        casts.push({
          place: `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
          type: node.type.getText(),
        });
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { casts, lines };
}
