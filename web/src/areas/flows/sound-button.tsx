/** A button that plays one recording, or several in sequence. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Clip } from "../../../../src/service/telephony/prompts/spoken.shared.ts";
import { Icon } from "../../parts/icons.tsx";
import { soundAddress } from "./flows-data.ts";

/** Plays clips until they end or `stop` is called. */
function playClips(clips: readonly Clip[], onEnd: (isWhole: boolean) => void): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const audio = new Audio();
  const next = (at: number): void => {
    const clip = clips[at];
    if (isStopped) return;
    if (clip === undefined) return onEnd(true);
    if (clip.kind === "silence") {
      timer = setTimeout(() => next(at + 1), clip.ms);
      return;
    }
    audio.src = soundAddress(clip.prompt);
    audio.onended = () => next(at + 1);
    audio.onerror = () => onEnd(false);
    audio.play().catch(() => {
      if (!isStopped) onEnd(false);
    });
  };
  next(0);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    audio.pause();
  };
}

/** `what` names the audio for screen readers. */
export function SoundButton({ clips, what }: { readonly clips: readonly Clip[]; readonly what: string }): ReactNode {
  const t = useTranslations("web.flows.sound");
  const [state, setState] = useState<"idle" | "playing" | "failed">("idle");
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  const press = (): void => {
    stop.current?.();
    stop.current = null;
    if (state === "playing") return setState("idle");
    setState("playing");
    stop.current = playClips(clips, (isWhole) => setState(isWhole ? "idle" : "failed"));
  };
  const isPlaying = state === "playing";
  return (
    <span className="inline-flex items-center gap-2">
      <button
        type="button"
        className="button button-small"
        aria-label={t(isPlaying ? "stopOf" : "hearOf", { what })}
        aria-pressed={isPlaying}
        onClick={press}
      >
        <Icon name={isPlaying ? "close" : "sound"} size={16} />
        {t(isPlaying ? "stop" : "hear")}
      </button>
      <span role="status" className="text-small">
        {state === "failed" ? t("failed") : ""}
      </span>
    </span>
  );
}
