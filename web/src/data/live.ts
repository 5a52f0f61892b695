/** Live changes by server-sent events, and the state of the connection. */
import { useEffect, useEffectEvent, useState } from "react";
import { serverNowMs } from "./client.ts";

/** Silence after which the connection counts as lost; the server sends an event at least every 15 s. */
const SILENCE_MAX_MS = 35_000;
const WATCH_EVERY_MS = 5_000;

/** The connection state and the time of the latest event, for display. */
export interface Liveness {
  readonly state: "connecting" | "live" | "lost";
  readonly freshAtMs: number | null;
}

interface LiveHandlers {
  /** Called with the parsed data of each named event. */
  readonly onEvent: (name: string, data: unknown) => void;
  /** Called when a lost connection is restored: changes missed in between must be fetched. */
  readonly onReturn: () => void;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Subscribes to `url` while mounted; `names` are the events that reach the handlers, `ping` only keeps the connection alive. */
export function useLive(url: string | null, names: readonly string[], handlers: LiveHandlers): Liveness {
  const [liveness, setLiveness] = useState<Liveness>({ state: "connecting", freshAtMs: null });
  const tellEvent = useEffectEvent((name: string, data: unknown) => handlers.onEvent(name, data));
  const tellReturn = useEffectEvent(() => handlers.onReturn());
  const nameList = names.join(" ");

  useEffect(() => {
    if (url === null) return;
    return listenTo(url, nameList.split(" "), {
      onHeard: () => setLiveness({ state: "live", freshAtMs: serverNowMs() }),
      onLost: () => setLiveness((before) => ({ ...before, state: "lost" })),
      onEvent: tellEvent,
      onReturn: tellReturn,
    });
  }, [url, nameList]);

  return liveness;
}

interface ListenHandlers extends LiveHandlers {
  readonly onHeard: () => void;
  readonly onLost: () => void;
}

/** Opens the stream and reopens it after the server has closed it permanently; returns the function that stops it. */
function listenTo(url: string, names: readonly string[], handlers: ListenHandlers): () => void {
  let wasLost = false;
  let heardAtMs = Date.now();
  let source = open();

  function heard(): void {
    heardAtMs = Date.now();
    if (wasLost) handlers.onReturn();
    wasLost = false;
    handlers.onHeard();
  }

  function lost(): void {
    wasLost = true;
    handlers.onLost();
  }

  function open(): EventSource {
    const opened = new EventSource(url);
    opened.addEventListener("open", heard);
    opened.addEventListener("ping", heard);
    opened.addEventListener("error", lost);
    for (const name of names) {
      opened.addEventListener(name, (event) => {
        heard();
        handlers.onEvent(name, parsed((event as MessageEvent<string>).data));
      });
    }
    return opened;
  }

  const watch = setInterval(() => {
    if (Date.now() - heardAtMs > SILENCE_MAX_MS) lost();
    if (source.readyState !== EventSource.CLOSED) return;
    // An HTTP error, such as an expired session, closes the stream permanently; fetching the data again shows the cause.
    handlers.onReturn();
    source = open();
  }, WATCH_EVERY_MS);
  return () => {
    clearInterval(watch);
    source.close();
  };
}
