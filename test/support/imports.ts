import { readFileSync } from 'node:fs';
import ts from 'typescript5';

const root = new URL('../../', import.meta.url);

/** A module that a file names, and where. */
export interface Import {
  readonly line: number;
  readonly specifier: string;
}

/** What names a module: `import`, `export from`, `import()`, `typeof import()`, `declare module`. */
function moduleNamedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isModuleDeclaration(node)) return node.name;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? node.arguments[0] : undefined;
}

/** Every module that the file at `path` names with a text. */
export function importsOf(path: string): readonly Import[] {
  const imports: Import[] = [];
  const text = readFileSync(new URL(path, root), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const visit = (node: ts.Node): void => {
    const named = moduleNamedBy(node);
    if (named !== undefined && ts.isStringLiteralLike(named))
      imports.push({
        line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        specifier: named.text,
      });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return imports;
}
