import { defineConfig } from 'vitest/config';

// Only so that one installation can hold two MSWs; a project has one, and needs no alias.
const alias = process.env.WORLD === 'msw2' ? { msw: 'msw2' } : {};

// biome-ignore lint/style/noDefaultExport: Vitest asks for one.
export default defineConfig({ resolve: { alias } });
