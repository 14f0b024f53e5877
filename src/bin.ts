#!/usr/bin/env node
// Old versions of Node must be able to print the error below: use no newer syntax here, and import nothing before it.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `stripe-fc-emulator needs Node 22.18 or newer, and this is Node ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
  process.exitCode = 1;
} else {
  // What has been compiled once is kept in the system's folder for what is temporary: most of a start is compiling.
  process.getBuiltinModule('module').enableCompileCache();
  import('./cli/main.ts').then(({ main }) => main(process.argv.slice(2)));
}
