import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { WORK } from "../src/service/acd/widgets/index.ts";
import { GOOD_NUMBER, GOOD_QUEUE } from "./call-centre.ts";
import type { Guest } from "./guests.ts";
import { HOURS_FORM } from "./hours-form.ts";
import { succeeded } from "./numbering-case.ts";

type Client = Guest["client"];

/** The website of a client of a call centre. */
export const SITE = "https://toko.contoh.co.id";

/** A widget as the form submits it, without its resources. */
export const WIDGET_FORM = {
  name: "Toko daring",
  origins: [SITE] as string[],
  offersNow: true,
  offersLater: true,
  daysAhead: 7,
  hourMax: 60,
  isOn: true,
  talk: null as { readonly code: string; readonly minutes: number; readonly callsMax: number } | null,
  words: { id: { title: "", intro: "" }, en: { title: "", intro: "" } },
};

/** Adds a widget with a queue, hours and a number (`code`) to a tenant; returns its key. */
export async function addTestWidget(
  client: Client,
  { code, queueId: given, ...own }: Partial<typeof WIDGET_FORM> & { readonly code: string; readonly queueId?: string },
): Promise<{ readonly id: string; readonly key: string; readonly queueId: string; readonly form: WidgetUsing }> {
  const name = `Situs ${code}`;
  const hours = await client.post<{ id: string }>("/api/service/hours", { ...HOURS_FORM, name });
  const queue =
    given ?? succeeded(await client.post<{ id: string }>("/api/service/queues", { ...GOOD_QUEUE, name }), "a queue").id;
  const { items } = (await client.get<{ items: readonly { code: string }[] }>("/api/service/numbers")).body;
  if (!items.some((one) => one.code === code))
    succeeded(await client.post("/api/service/numbers", { ...GOOD_NUMBER, code }), "a number");
  const form = { ...WIDGET_FORM, name, ...own, code, queueId: queue, hoursId: succeeded(hours, "hours").id };
  const { id } = succeeded(await client.post<{ id: string }>("/api/service/widgets", form), "a widget");
  const { key } = (await client.get<{ key: string }>(`/api/service/widgets/${id}`)).body;
  return { id, key, queueId: queue, form };
}

/** A widget as the form submits it. */
export type WidgetUsing = typeof WIDGET_FORM & {
  readonly code: string;
  readonly queueId: string;
  readonly hoursId: string;
};

/** A ticket with the seed of its proof of work. */
export interface TestTicket {
  readonly ticket: string;
  readonly seed: string;
}

/** Opens the frame like a browser on a page of `referer`. */
export async function openFrame(url: string, key: string, referer: string | null = `${SITE}/hubungi`) {
  const headers: Record<string, string> = referer === null ? {} : { referer };
  const answer = await fetch(`${url}/widget/${key}?lang=id`, { headers });
  const html = await answer.text();
  const config = /data-config="(?<config>[^"]*)"/.exec(html)?.groups?.["config"];
  if (config === undefined) return { status: answer.status, headers: answer.headers, html, ticket: null };
  const plain = config
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  const { ticket } = JSON.parse(plain) as { readonly ticket: TestTicket | null };
  return { status: answer.status, headers: answer.headers, html, ticket };
}

const PORTION = 2_000;

/** The first 32 bits of an answer's digest, as a number. */
const ANSWERS_BELOW = 2 ** (32 - WORK.bits);

/** The proof of work for a ticket; computed in portions, because the portal under test runs in this process. */
export async function solvedWork(seed: string): Promise<readonly number[]> {
  const answers: number[] = [];
  for (let puzzle = 0; puzzle < WORK.puzzles; puzzle += 1) {
    let answer = 0;
    while (!isAnswer(`${seed}:${puzzle}:${answer}`)) {
      answer += 1;
      if (answer % PORTION === 0) await setImmediate();
    }
    answers.push(answer);
  }
  return answers;
}

function isAnswer(text: string): boolean {
  return hash("sha256", text, "buffer").readUInt32BE(0) < ANSWERS_BELOW;
}

/** Content of a callback request. */
export interface TestCallbackRequest {
  readonly number: string;
  readonly at?: string | null;
  readonly work?: readonly number[];
  readonly topic?: string;
}

/** Sends a callback request like the frame; returns its status and the code of a refusal. */
export async function askWith(url: string, key: string, held: TestTicket, request: TestCallbackRequest) {
  const { number, at = null, work = await solvedWork(held.seed), topic = "" } = request;
  const answer = await fetch(`${url}/api/widgets/${key}/callbacks`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ ticket: held.ticket, work, number, at, topic, isOwn: true }),
  });
  const said = (await answer.json()) as { readonly error?: { readonly code: string; readonly message: string } } | null;
  return { status: answer.status, code: said?.error?.code ?? null, message: said?.error?.message ?? "" };
}

/** Opens the frame again and sends a request. */
export async function visitAndAsk(url: string, key: string, request: TestCallbackRequest) {
  const { ticket } = await openFrame(url, key);
  if (ticket === null) throw new Error("the frame came without a ticket");
  return askWith(url, key, ticket, request);
}
