/** Countdown of a held code: updated every second, announced to screen readers only at important moments. */
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { serverNowMs } from "../data/client.ts";
import { countdownText, isSpokenAt, secondsLeft } from "../words/countdown.ts";
import { Icon } from "./icons.tsx";

const TICK_MS = 1_000;

/** The server's time, updated every `everyMs` milliseconds. */
export function useNow(everyMs = TICK_MS): number {
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(serverNowMs()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}

/** Text such as "Disimpan untuk Anda 29:05". Calls `onOver` once when the time has run out. */
export function Countdown({ until, onOver }: { readonly until: string; readonly onOver?: () => void }): ReactNode {
  const t = useTranslations("web.parts");
  const seconds = secondsLeft(until, useNow());
  const isOver = seconds === 0;
  const tellOver = useEffectEvent(() => onOver?.());
  useEffect(() => {
    if (isOver) tellOver();
  }, [isOver]);
  const tone = seconds <= 300 ? "text-bad" : "text-wait";
  return (
    <span className={`inline-flex items-center gap-1.5 font-semibold ${tone}`}>
      <Icon name="clock" size={18} />
      <span role="timer">{isOver ? t("holdOver") : countdownText(seconds)}</span>
      <span className="sr-only" aria-live="polite">
        {isSpokenAt(seconds) ? (isOver ? t("holdOver") : t("holdLeft", { minutes: Math.ceil(seconds / 60) })) : ""}
      </span>
    </span>
  );
}
