import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/*
 * Node reads `.ts` and `.js` as CommonJS where package.json says so, also one that is written as a module; where it says
 * nothing Node tries both, and warns.
 */

const MAY_BE_EITHER = /^file:(?!.*\/node_modules\/).*\.[jt]s$/;
const MODULE_SYNTAX = /^[ \t]*(?:export\b(?!s)|import\b(?![ \t]*\())/m;

/** Imports a file; it and what it imports are modules if they are written so, whatever their package.json says. */
export async function importBySyntax(href: string): Promise<object> {
  const hooks = registerHooks({
    load: (url, context, next) => {
      if (context.format?.startsWith('module') || !MAY_BE_EITHER.test(url)) return next(url, context);
      const isModule = MODULE_SYNTAX.test(readFileSync(new URL(url), 'utf8'));
      if (!isModule) return next(url, context);
      return next(url, { ...context, format: url.endsWith('.ts') ? 'module-typescript' : 'module' });
    },
  });
  try {
    const module: object = await import(href);
    return module;
  } finally {
    hooks.deregister();
  }
}
