import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import compileMessage from "icu-minify/compile";
import { defineConfig, type Plugin } from "vite";

type Words = { readonly [key: string]: unknown };

function compileWords(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === "string" ? compileMessage(value) : compileWords(value as Words),
    ]),
  );
}

/** Compiles the messages of `locales/parts/LANGUAGE/web.json` when building, so that browsers need not load the message parser. */
function compiledMessages(): Plugin {
  return {
    name: "sambung:compiled-messages",
    enforce: "pre",
    transform: {
      filter: { id: /locales\/parts\/\w+\/web\.json$/ },
      handler: (text) => ({ code: JSON.stringify(compileWords(JSON.parse(text) as Words)), map: null }),
    },
  };
}

/** Builds the browser application into `web/dist`; `npx vite` in this folder serves it with the API of a running portal. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [compiledMessages(), react(), tailwindcss()],
  resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: "use-intl/format-message/format-only" }] },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
  },
  server: { proxy: { "/api": process.env["SAMBUNG_PORTAL"] ?? "http://127.0.0.1:8080" } },
});
