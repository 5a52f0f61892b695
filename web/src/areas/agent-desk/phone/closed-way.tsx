/** What is wrong where the network lets no sound through, and what its people are asked for, in words that can be handed on. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../../parts/notice.tsx";
import type { SoundWay } from "./sound-way.ts";

/** Told at once, and not only to eyes. */
export function ClosedWay({ way: { address, ports } }: { readonly way: SoundWay }): ReactNode {
  const t = useTranslations("web.agentDesk.phone.way");
  const params = { address, from: String(ports.from), to: String(ports.to) };
  return (
    <div role="alert" className="basis-full">
      <Notice tone="wait" title={t("closedTitle")}>
        <p>{t("closed")}</p>
        <p className="mt-2">{t("askNetwork")}</p>
        <p className="mt-1 font-semibold tabular-nums [overflow-wrap:anywhere]">{t("rule", params)}</p>
        <p className="mt-2">{t("meanwhile")}</p>
      </Notice>
    </div>
  );
}
