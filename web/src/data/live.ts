/** Live changes by server-sent events, and how fresh they are. */
import { useEffect, useEffectEvent, useState } from "react";
import { serverNowMs } from "./client.ts";

/** How long silence may last before the connection counts as lost; the server speaks every 15 s. */
const SILENCE_MAX_MS = 35_000;
const WATCH_EVERY_MS = 5_000;

/** What a screen may say about its own freshness. */
export interface Liveness {
  readonly state: "connecting" | "live" | "lost";
  readonly freshAtMs: number | null;
}

interface LiveHandlers {
  /** Called with the parsed data of each named event. */
  readonly onEvent: (name: string, data: unknown) => void;
  /** Called when a lost connection came back: what was missed must be read again. */
  readonly onReturn: () => void;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Listens to `url` while mounted; `names` are the events to hand over, `ping` only proves life. */
export function useLive(url: string | null, names: readonly string[], handlers: LiveHandlers): Liveness {
  const [liveness, setLiveness] = useState<Liveness>({ state: "connecting", freshAtMs: null });
  const tellEvent = useEffectEvent((name: string, data: unknown) => handlers.onEvent(name, data));
  const tellReturn = useEffectEvent(() => handlers.onReturn());
  const nameList = names.join(" ");

  useEffect(() => {
    if (url === null) return;
    let wasLost = false;
    let heardAtMs = Date.now();
    const source = new EventSource(url);
    const heard = (): void => {
      heardAtMs = Date.now();
      if (wasLost) tellReturn();
      wasLost = false;
      setLiveness({ state: "live", freshAtMs: serverNowMs() });
    };
    const lost = (): void => {
      wasLost = true;
      setLiveness((before) => ({ ...before, state: "lost" }));
    };
    source.addEventListener("open", heard);
    source.addEventListener("ping", heard);
    source.addEventListener("error", lost);
    for (const name of nameList.split(" ")) {
      source.addEventListener(name, (event) => {
        heard();
        tellEvent(name, parsed((event as MessageEvent<string>).data));
      });
    }
    const watch = setInterval(() => {
      if (Date.now() - heardAtMs > SILENCE_MAX_MS) lost();
    }, WATCH_EVERY_MS);
    return () => {
      clearInterval(watch);
      source.close();
    };
  }, [url, nameList]);

  return liveness;
}
