import type { WallView } from "../src/service/acd/wallboards/index.ts";

/** A wallboard screen under test: all received events, in order. */
export interface WallScreen {
  readonly status: number;
  /** The view of the screen after each snapshot and each heartbeat. */
  readonly shown: readonly WallView[];
  /** The ids of events; a screen sends the last one when it reconnects. */
  readonly ids: readonly string[];
  /** The name of the first event. */
  first(): string | undefined;
  /** Whether the server has reported the end of the link. */
  isOver(): boolean;
  close(): Promise<void>;
}

/** Opens a link's stream; `back` is the snapshot of a screen before its disconnection. */
export async function openWallScreen(
  url: string,
  token: string,
  back?: { readonly lastEventId: string; readonly view: WallView },
): Promise<WallScreen> {
  const stop = new AbortController();
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (back !== undefined) headers.set("last-event-id", back.lastEventId);
  const answer = await fetch(`${url}/api/wallboards/live`, { headers, signal: stop.signal });
  const [shown, ids, events]: [WallView[], string[], string[]] = [[], [], []];
  let view = back?.view;
  const take = (part: string) => {
    const [, id, event, data] = /^(?:id: (\S+)\n)?event: (\w+)\ndata: (.*)$/s.exec(part) ?? [];
    if (event === undefined || data === undefined) return;
    events.push(event);
    if (id !== undefined) ids.push(id);
    if (event === "wall") view = JSON.parse(data) as WallView;
    else if (event === "same" && view !== undefined) view = { ...view, ...(JSON.parse(data) as object) };
    else return;
    if (view !== undefined) shown.push(view);
  };
  const reading = readParts(answer, take).catch(() => undefined);
  return {
    status: answer.status,
    shown,
    ids,
    first: () => events[0],
    isOver: () => events.includes("over"),
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}

async function readParts(answer: Response, take: (part: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of answer.body ?? []) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    parts.forEach(take);
  }
}
