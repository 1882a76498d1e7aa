import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The two faces are wanted on every page: asked for before the style sheet has been read. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((name) => name.endsWith('.woff2'))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${name}`, as: 'font', type: 'font/woff2', crossorigin: true },
            injectTo: 'head-prepend',
          })),
    },
  };
}

/**
 * The order of layers counts where it is first read, and a style sheet of shared parts may come before the one of the
 * page: so each of them begins with it, as src/styles/base.css does.
 */
function orderLayers(): Plugin {
  return {
    name: 'order-layers',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `@layer base,ui;${file.source}`;
      }
    },
  };
}

/** Of endpoints what the description of the API says of them: no page shows it, and it would be loaded with the first one. */
const told = /^ {2}(summary|description):\s*('(\\.|[^'\\])*'|"(\\.|[^"\\])*"|`[^`]*`),$/gm;

function withoutDescriptions(): Plugin {
  return {
    name: 'without-descriptions',
    enforce: 'pre',
    transform: {
      filter: { id: /packages\/contract\/src\/[\w-]+\.ts$/ },
      handler: (code) => ({ code: code.replace(told, ''), map: null }),
    },
  };
}

/** Shared parts in one piece, not in twenty that each cost a request; but for what is large and opened by hand. */
const parts = /packages\/(web\/src\/(ui|charts)|wording)\/(?!.*(dialog|drawer|curve-plot))/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutDescriptions(), react(), preloadFonts(), orderLayers()],
  worker: { plugins: () => [withoutDescriptions()] },
  // The server's Content-Security-Policy allows neither inline scripts nor inline styles: nothing is inlined.
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'parts', test: parts, minShareCount: 2 }] } } },
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
  },
  server: { proxy: { '/api': 'http://localhost:4600' } },
});
