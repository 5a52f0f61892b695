import { describe, expect, it } from "vitest";
import { saidIn } from "../../src/licensing/templates/said-facts.ts";
import { mailHtml } from "../../src/platform/mail/mail-html.ts";
import { csvRows } from "../../src/platform/sheets/csv-rows.ts";
import { maskText } from "../../src/platform/telemetry/mask.ts";
import { blocksOf } from "../../src/service/information/article-text.shared.ts";
import { keptQuestion } from "../../src/service/information/search-words.shared.ts";
import { variablesIn } from "../../src/service/messaging/template.shared.ts";
import { type HookExchange, keptExchange } from "../../src/service/programmable/hook-exchange.ts";
import { readDocument } from "../../src/service/programmable/read-document.ts";
import { traceText } from "../../src/service/records/sip-trace.ts";
import { isOutwardUrl } from "../../src/service/webhooks/webhook-url.shared.ts";
import { pumpedTexts, slowText } from "../../testkit/pumped.ts";
import { runSeed } from "../../testkit/run-seed.ts";

/** Each of these takes less than 20 ms on a slow machine; a quadratic reader of 32 kB takes a quarter of a second and more. */
const MS_MAX = 150;

const exchange: HookExchange = {
  tenantId: "",
  callId: "",
  nth: 1,
  atMs: 0,
  kind: "voice",
  url: "https://example.id/",
  method: "POST",
  status: 200,
  durationMs: 1,
  error: null,
  fields: {},
  answer: "",
  warnings: [],
};

/** Readers of text from outside, with the longest text that reaches them. */
const READERS: readonly { readonly what: string; readonly length: number; readonly read: (text: string) => unknown }[] =
  [
    { what: "a document of an application", length: 32_000, read: (text) => readDocument(`<R>${text}</R>`, null) },
    {
      what: "a webhook's answer in its log",
      length: 32_000,
      read: (text) => keptExchange({ ...exchange, answer: text }),
    },
    { what: "a webhook's address in its log", length: 2_000, read: (text) => keptExchange({ ...exchange, url: text }) },
    { what: "the address of a webhook", length: 2_000, read: (text) => isOutwardUrl(`https://${text}`) },
    {
      what: "a SIP message in a trace",
      length: 32_000,
      read: (text) => traceText(`INVITE sip:x SIP/2.0\r\na=crypto:${text}`),
    },
    { what: "a log line", length: 32_000, read: maskText },
    {
      what: "a CSV file",
      length: 32_000,
      read: (text) => csvRows({ name: "x", bytes: Buffer.from(text) }, { rowsMax: 9 }),
    },
    { what: "an article", length: 32_000, read: blocksOf },
    { what: "a question in a search field", length: 32_000, read: keptQuestion },
    { what: "a message template", length: 2_000, read: variablesIn },
    { what: "the text of an uploaded PDF file", length: 32_000, read: (text) => saidIn([text]) },
    {
      what: "a mail",
      length: 32_000,
      read: (text) => mailHtml({ locale: "id", subject: "x", text: `https://a.id/${text}`, installationName: "x" }),
    },
  ];

describe("the time to read a text from outside grows with its length", () => {
  it.each(READERS)("for $what", ({ length, read }) => {
    expect(slowText(pumpedTexts(length, runSeed), read, MS_MAX)).toBeNull();
  });
});
