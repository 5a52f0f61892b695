/** A button that plays a text by text-to-speech before it is saved. */

import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { FlowLanguage } from "../../../../src/service/flows/ivr/contract.ts";
import { spokenLocale } from "../../data/client.ts";
import { failure, problemFrom } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";

interface Words {
  readonly words: string;
  readonly language: FlowLanguage;
}

async function soundOf(given: Words): Promise<ArrayBuffer> {
  const headers = { "Accept-Language": spokenLocale(), "Content-Type": "application/json" };
  const response = await fetch("/api/service/speech", { method: "POST", body: JSON.stringify(given), headers });
  if (!response.ok) throw failure(problemFrom(await response.json().catch(() => null), response.status));
  return response.arrayBuffer();
}

/** Disabled without a text. The audio is decoded here, because the content security policy permits media only from the own server. */
export function SpeechButton({ words, language }: Words): ReactNode {
  const t = useTranslations("web.flows.prompts");
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  const speaking = useMutation({
    mutationFn: async () => {
      const sound = await soundOf({ words, language });
      stop.current?.();
      const context = new AudioContext();
      stop.current = () => {
        if (context.state !== "closed") context.close().catch(() => undefined);
      };
      const source = context.createBufferSource();
      source.buffer = await context.decodeAudioData(sound);
      source.connect(context.destination);
      source.onended = () => stop.current?.();
      source.start();
    },
  });
  return (
    <div className="grid gap-3">
      <BusyButton
        type="button"
        className="button justify-self-start"
        isBusy={speaking.isPending}
        disabled={words === ""}
        onClick={() => speaking.mutate()}
      >
        {t("hearWords")}
      </BusyButton>
      {speaking.error === null ? null : <FailureNotice error={speaking.error} />}
    </div>
  );
}
